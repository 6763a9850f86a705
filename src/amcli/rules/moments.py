"""Good moments: when a customer has reason to be glad, and what that may lead to. Pure.

At most one is shown below the morning, and never for an account at risk.
"""

import datetime as dt

from amcli.hints import NamedTuple
from amcli.rules.facts import FRESH_DAYS, Facts, OpenOpportunity
from amcli.rules.phrases import code, figure
from amcli.vocabulary import reference, words

FULL = 0.9
PROMOTER = 0.9
KINDS = ("seats", "goal", "promoter", "news")
LEADS_TO = {
    "seats": ("upsell", "Room to grow"),
    "goal": ("cross_sell", "The next goal"),
    "promoter": ("referral", "An introduction"),
    "news": ("upsell", "Their growth"),
}
GLAD_HEALTHS = ("healthy", "watch")
AWAKE: frozenset[str] = frozenset()


class Moment(NamedTuple):
    """A reason to be glad: what happened, its record, and the opportunity it suggests: its kind, and
    the open one of that kind where there is one that was not proposed yet."""

    facts: Facts
    kind: str
    text: str
    ref: str | None
    suggests: str
    opportunity: OpenOpportunity | None

    @property
    def step(self) -> str:
        if self.opportunity is not None:
            return f"{words(self.suggests)}: {self.opportunity.name}"
        return f"{words(self.suggests)}: {LEADS_TO[self.kind][1].lower()}"

    @property
    def command(self) -> str:
        if self.opportunity is not None:
            return f"am show {reference('opportunity', self.opportunity.id)}"
        name = LEADS_TO[self.kind][1]
        return f'am opportunity add {code(self.facts)} "{name}" --kind {self.suggests}'


def happy(facts: Facts, today: dt.date) -> list[tuple[str, str, str | None]]:
    """What speaks for an account: kind, words and record."""
    signs = facts.signs
    found: list[tuple[str, str, str | None]] = []
    for usage in signs.usage:
        counted = usage.recent is not None  # within 30 days
        if counted and usage.entitlement and usage.value > FULL * usage.entitlement:
            text = f"{figure(usage.value)} of {figure(usage.entitlement)} {usage.metric} in use"
            found.append(("seats", text, None))
    for goal in signs.met:
        if (today - goal.met_on).days <= FRESH_DAYS:
            found.append(("goal", f"Goal met: {goal.title}", reference("goal", goal.id)))
    for answer in signs.answers:
        fresh = (today - answer.on).days <= FRESH_DAYS
        if answer.kind == "nps" and fresh and answer.score >= PROMOTER * answer.scale_max:
            found.append(("promoter", f"NPS {answer.score:g}", reference("survey", answer.id)))
    for event in signs.events:
        if event.good and (today - event.on).days <= FRESH_DAYS:
            text = event.note or words(event.kind).capitalize()
            found.append(("news", text, reference("event", event.id)))
    return sorted(found, key=lambda each: KINDS.index(each[0]))


def moment(facts: Facts, health: str, today: dt.date, asleep: frozenset[str] = AWAKE) -> Moment | None:
    """The good moment of one account: none at risk, put off, or where the opportunity is proposed. Records
    that are put off (`asleep`) neither make one nor are suggested."""
    snoozed = facts.snoozed_until is not None and facts.snoozed_until > today
    if health not in GLAD_HEALTHS or snoozed:
        return None
    for kind, text, ref in happy(facts, today):
        suggests = LEADS_TO[kind][0]
        there = [each for each in facts.signs.opportunities if each.kind == suggests]
        quiet = {reference("opportunity", each.id) for each in there} & asleep
        if ref in asleep or quiet or any(each.stage == "proposed" for each in there):
            continue
        return Moment(facts, kind, text, ref, suggests, there[0] if there else None)
    return None


def best(
    facts: list[Facts], healths: dict[int, str], today: dt.date, asleep: frozenset[str] = AWAKE
) -> Moment | None:
    """The one worth showing: the largest account's, the stronger kind of equals, then by code."""
    found = [each for one in facts if (each := moment(one, healths[one.id], today, asleep)) is not None]
    ranked = sorted(found, key=lambda m: (-(m.facts.arr or 0), KINDS.index(m.kind), m.facts.code))
    return ranked[0] if ranked else None
