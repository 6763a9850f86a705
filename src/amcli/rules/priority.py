"""The morning: what to do today, in which order. Risk is not priority.

`priority = urgency x weight`; urgency is a base by kind of thing times a ramp by its day; weight
grows with the account's share of revenue. Three lanes; an account stands once. Pure. What each
item says is in `morning_words`.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from amcli.rules import cadence, renewals
from amcli.rules.facts import Answer, Facts, OpenContract, OpenIssue, OpenOpportunity, OpenTask
from amcli.rules.model import Model
from amcli.rules.reasons import Reason
from amcli.rules.signals.talks import is_answered, is_low
from amcli.rules.signals.work import SEVERE, target_days
from amcli.vocabulary import LANES, reference

BASE = {
    "notice": 100,
    "promise": 90,
    "renewal": 85,
    "issue": 85,
    "critical": 80,
    "checkin": 60,
    "task": 55,
    "at_risk": 50,
    "qbr": 45,
    "opportunity": 40,
    "survey": 40,
}
AWAKE: frozenset[str] = frozenset()
RAMP_START = {"not_started": 120, "contacted": 60, "proposed": 30}
FIRST, LAST, LEAST = -14, 7, 0.2


class Item(NamedTuple):
    """One thing an account wants today; `morning_words` puts it in words, which only lines that are
    shown need.

    `mark` is `!` when its date has passed or the account is critical, `*` when it is today or a
    deadline within 14 days that nothing secures. `subject` is the task, contract, issue or answer;
    the reasons of an account at risk.
    """

    lane: str
    kind: str
    urgency: float
    mark: str
    ref: str | None
    days: int
    subject: Any = None


class Action(NamedTuple):
    """One line of the morning: an account with its strongest reason first."""

    facts: Facts
    lane: str
    items: tuple[Item, ...]
    weight: float
    priority: float

    @property
    def base(self) -> int:
        """The base of its strongest reason; with the ramp and the weight it makes the priority."""
        return BASE[self.items[0].kind]

    @property
    def ramp(self) -> float:
        """How far the strongest reason's day has come, from 0.2 to 1."""
        return self.items[0].urgency / self.base


def ramp(past: int) -> float:
    """From 0.2 fourteen days before to 1.0 seven days past, linear."""
    share = (min(past, LAST) - FIRST) / (LAST - FIRST)
    return max(LEAST, LEAST + (1 - LEAST) * share)


def renewal_ramp(contract: OpenContract, today: dt.date) -> float | None:
    """The ramp of a renewal or notice day; None while it is too early.

    It starts earlier the less is done, and reaches 1.0 on the day.
    """
    if renewals.rolls_over(contract, today):
        return LEAST
    left = (renewals.act_by(contract, today) - today).days
    if left < 0:
        return 1.0
    if contract.stage not in RAMP_START:
        return ramp(-left) if -left >= FIRST else None
    start = RAMP_START[contract.stage]
    return LEAST + (1 - LEAST) * (start - left) / start if left <= start else None


def weights(accounts: list[Facts]) -> dict[int, float]:
    """0.5 + 0.5 x percentile of ARR, (below + half of equals) / all, by account id."""
    values = sorted(facts.arr or 0 for facts in accounts)
    from bisect import bisect_left, bisect_right

    found = {}
    for facts in accounts:
        below = bisect_left(values, facts.arr or 0)
        equals = bisect_right(values, facts.arr or 0) - below
        found[facts.id] = 0.5 + 0.5 * (below + equals / 2) / len(values)
    return found


def items(
    facts: Facts,
    reasons: list[Reason],
    band: str,
    today: dt.date,
    model: Model,
    asleep: frozenset[str] = AWAKE,
) -> Iterator[Item]:
    """Everything that an account wants today, but for the records that are put off (`asleep`). What
    has no record of its own is put off with the account: check-in, review, risk."""
    for task in facts.tasks:
        if task.due_on is not None and task.due_on <= today:
            yield task_item(task, today)
    for issue in facts.signs.issues:
        if issue.severity in SEVERE and reference("issue", issue.id) not in asleep:
            yield issue_item(issue, today, model)
    for contract in facts.contracts:
        found = contract_item(contract, today)
        if found is not None:
            yield found
    for opportunity in facts.signs.opportunities:
        if reference("opportunity", opportunity.id) not in asleep:
            yield from opportunity_items(opportunity, today)
    for answer in facts.signs.answers:
        if reference("survey", answer.id) not in asleep and is_low(answer) and not is_answered(facts, answer):
            yield survey_item(answer, today, model)
    if facts.snoozed_until is not None and facts.snoozed_until > today:
        return
    yield from qbr_items(facts, today)
    yield from checkin_items(facts, today)
    if band in ("critical", "at_risk"):
        mark = "!" if band == "critical" else " "
        yield Item("quiet", band, BASE[band], mark, None, 0, tuple(reasons))


def mark_of(past: int) -> str:
    """`!` once its day has passed, `*` on the day."""
    return "!" if past > 0 else "*" if past == 0 else " "


def issue_item(issue: OpenIssue, today: dt.date, model: Model) -> Item:
    """A high or critical issue; its day is the one by which it should be solved."""
    past = (today - issue.opened_on).days - target_days(issue, model)
    ref = reference("issue", issue.id)
    return Item("owed", "issue", BASE["issue"] * ramp(past), mark_of(past), ref, past, issue)


def opportunity_items(opportunity: OpenOpportunity, today: dt.date) -> Iterator[Item]:
    """An opportunity whose expected day is near or has passed."""
    if opportunity.expected_on is None or (past := (today - opportunity.expected_on).days) < FIRST:
        return
    ref = reference("opportunity", opportunity.id)
    urgency = BASE["opportunity"] * ramp(past)
    yield Item("dated", "opportunity", urgency, mark_of(past), ref, past, opportunity)


def survey_item(answer: Answer, today: dt.date, model: Model) -> Item:
    """A bad answer that nobody has come back to; its day is the one by which somebody should."""
    past = (today - answer.on).days - model.whole("unhappy.days")
    ref = reference("survey", answer.id)
    return Item("quiet", "survey", BASE["survey"] * ramp(past), mark_of(past), ref, past, answer)


def task_item(task: OpenTask, today: dt.date) -> Item:
    """A task that is due; mine promised weighs more."""
    assert task.due_on is not None
    past = (today - task.due_on).days
    kind = "promise" if task.promised and task.promised_by != "them" else "task"
    urgency = BASE[kind] * ramp(past)
    return Item("owed", kind, urgency, "!" if past else "*", reference("task", task.id), past, task)


def contract_item(contract: OpenContract, today: dt.date) -> Item | None:
    """A renewal or a notice day within its ramp; none while the contract is snoozed."""
    share = renewal_ramp(contract, today)
    if share is None or (contract.snoozed_until is not None and contract.snoozed_until > today):
        return None
    kind = "notice" if renewals.acts_on_notice(contract, today) else "renewal"
    left = (renewals.act_by(contract, today) - today).days
    mark = " "
    if left < 0:
        mark = "!"
    elif left <= 14 and not renewals.secured(contract) and not renewals.rolls_over(contract, today):
        mark = "*"
    return Item("dated", kind, BASE[kind] * share, mark, reference("contract", contract.id), -left, contract)


def qbr_items(facts: Facts, today: dt.date) -> Iterator[Item]:
    """A review that is due within its ramp."""
    due = cadence.qbr_due_on(facts)
    if due is None or (past := (today - due).days) < FIRST:
        return
    yield Item("dated", "qbr", BASE["qbr"] * ramp(past), mark_of(past), None, past, due)


def checkin_items(facts: Facts, today: dt.date) -> Iterator[Item]:
    """A check-in that is due, unless it is snoozed."""
    found = cadence.checkin(facts, today, today)
    if found.state in ("overdue", "due"):
        urgency = BASE["checkin"] * ramp(found.days_overdue)
        yield Item("quiet", "checkin", urgency, "!" if found.days_overdue else "*", None, found.days_overdue)


def action(facts: Facts, found: list[Item], weight: float) -> Action | None:
    """The one line of an account: in the first lane in which it has something, the strongest reason
    of that lane first, then the others by urgency. A meeting within 7 days answers the third lane."""
    if not found:
        return None
    lane = min((item.lane for item in found), key=LANES.index)
    if lane == "quiet" and facts.booked_on is not None:
        return None
    ranked = sorted(found, key=lambda item: (item.lane != lane, -item.urgency, item.ref or ""))
    return Action(facts, lane, tuple(ranked), weight, ranked[0].urgency * weight)


def ordered(actions: list[Action]) -> list[Action]:
    """Lane, then priority, then code."""
    return sorted(actions, key=lambda a: (LANES.index(a.lane), -a.priority, a.facts.code))
