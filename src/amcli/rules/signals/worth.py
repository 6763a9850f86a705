"""Signals that come from the customer's side: the champion, the renewal, usage, value, news.
Pure: facts and a day in, points out."""

import datetime as dt

from amcli.rules import renewals
from amcli.rules.facts import Event, Facts, OpenContract, Person, Usage
from amcli.rules.model import Model
from amcli.rules.signals.talks import WANTED_TIERS, rising
from amcli.rules.signals.work import CHAMPION_DAYS, CHAMPION_ROLES

USAGE_VALUES = 2


# champion_gone


def champion_known(facts: Facts, today: dt.date, model: Model) -> bool:
    """A contact."""
    return bool(facts.people)


def last_champion(facts: Facts, today: dt.date) -> Person | None:
    """The champion or sponsor who left last, when none is left and nobody follows; else None."""
    gone = []
    for person in facts.people:
        if person.role in CHAMPION_ROLES:
            if person.left_on is None or person.left_on > today:
                return None
            gone.append((person.left_on, person.id, person))
    if not gone:
        return None
    left_on, _, person = max(gone)
    recent = (today - left_on).days <= CHAMPION_DAYS
    return person if recent and person.successor_id is None else None


def champion_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """All or nothing."""
    if not champion_known(facts, today, model):
        return None
    return model.figures["points.champion_gone"] if last_champion(facts, today) is not None else 0


# renewal_uncommitted


def has_renewal(facts: Facts, today: dt.date, model: Model) -> bool:
    """A contract with an end that awaits its outcome."""
    return bool(facts.contracts)


def share(contract: OpenContract, today: dt.date, model: Model) -> float:
    """How pressing the renewal of one contract is, from 0 to 1."""
    part, whole = renewals.uncommitted(contract, today, model.grace, model.whole("renewal.days"))
    return part / whole


def worst_contract(facts: Facts, today: dt.date, model: Model) -> OpenContract | None:
    """The contract whose renewal presses most; the earlier one of equals."""
    if len(facts.contracts) < 2:
        return facts.contracts[0] if facts.contracts else None
    ranked = sorted(facts.contracts, key=lambda c: (-share(c, today, model), renewals.act_by(c, today), c.id))
    return ranked[0]


def renewal_points(facts: Facts, today: dt.date, model: Model) -> float:
    """The share of the worst contract."""
    worst = worst_contract(facts, today, model)
    assert worst is not None
    part, whole = renewals.uncommitted(worst, today, model.grace, model.whole("renewal.days"))
    return model.figures["points.renewal_uncommitted"] * part / whole


# usage_falling


def usage_known(facts: Facts, today: dt.date, model: Model) -> bool:
    """Two values of a metric."""
    usage = facts.signs.usage
    return bool(usage) and any(each.values >= USAGE_VALUES for each in usage)


def drop(usage: Usage) -> float | None:
    """How far the last 30 days lie below the 90 before, as a share; None where it cannot be said."""
    if usage.recent is None or usage.before is None or usage.before <= 0:
        return None
    return 1 - usage.recent / usage.before


def is_low(usage: Usage, model: Model) -> bool:
    """Whether under half of what was bought is in use."""
    return bool(usage.entitlement) and usage.value < model.figures["usage.least"] * (usage.entitlement or 0)


def metric_points(usage: Usage, model: Model) -> float:
    """From a drop of 20 % to one of 50 %; all of it under half of the entitlement."""
    most = model.figures["points.usage_falling"]
    if is_low(usage, model):
        return most
    return rising(drop(usage) or 0, model.figures["usage.from"], model.figures["usage.full"], most)


def worst_usage(facts: Facts, model: Model) -> Usage | None:
    """The metric that costs most; of equals by name."""
    known = [each for each in facts.signs.usage if each.values >= USAGE_VALUES]
    ranked = sorted(known, key=lambda each: (-metric_points(each, model), each.metric))
    return ranked[0] if ranked else None


def usage_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """The points of the worst metric."""
    if not usage_known(facts, today, model):
        return None
    worst = worst_usage(facts, model)
    return metric_points(worst, model) if worst else 0


# no_value_shown


def value_applies(facts: Facts, today: dt.date, model: Model) -> bool:
    """Key and standard accounts with reviews."""
    return facts.tier in WANTED_TIERS and facts.qbr_days is not None


def value_known(facts: Facts, today: dt.date, model: Model) -> bool:
    """A goal or a review."""
    return facts.has_goal or facts.qbr_on is not None


def value_days(facts: Facts, today: dt.date) -> int:
    """Days since the last review or progress of a goal; without any, since the later of the first
    day as a customer and the day the account was added."""
    shown = [on for on in (facts.qbr_on, facts.signs.value_on) if on is not None]
    start = max(shown, default=None) or max(facts.customer_since or facts.added_on, facts.added_on)
    return (today - start).days


def value_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """Nothing up to one review interval, full at one and a half."""
    if not value_known(facts, today, model):
        return None
    assert facts.qbr_days is not None
    figures, interval = model.figures, facts.qbr_days
    start, full = figures["value.from"] * interval, figures["value.full"] * interval
    return rising(value_days(facts, today), start, full, figures["points.no_value_shown"])


# bad_news


def news_known(facts: Facts, today: dt.date, model: Model) -> bool:
    """An event."""
    return facts.signs.had_event


def event_points(event: Event, today: dt.date, model: Model) -> float:
    """Falls to nothing over 120 days; nothing once it is over, or where it is good news."""
    lasts = model.figures["news.days"]
    if event.good or (event.until is not None and event.until < today):
        return 0
    return model.figures["points.bad_news"] * max(0, lasts - (today - event.on).days) / lasts


def worst_event(facts: Facts, today: dt.date, model: Model) -> Event | None:
    """The event that costs most; the newer one of equals."""
    ranked = sorted(
        facts.signs.events, key=lambda e: (-event_points(e, today, model), -e.on.toordinal(), -e.id)
    )
    return ranked[0] if ranked else None


def news_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """The points of the worst event."""
    if not news_known(facts, today, model):
        return None
    events = facts.signs.events
    return max(event_points(event, today, model) for event in events) if events else 0
