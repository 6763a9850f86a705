"""handoff gap: no handoff note with why they bought, what they expect and what was promised, or no touch
since. Only for 180 days after a new owner or a new customer.

Has data when day 15 is reached.
"""

import datetime as dt

from amcli.rules.dates import short_day
from amcli.rules.facts import Facts, Handoff
from amcli.rules.model import Model, of_days, of_points
from amcli.rules.phrases import Words, code, days, reach
from amcli.rules.signal import Signal

# A handoff is often written in the weeks before its day.
HANDOFF_BEFORE = dt.timedelta(days=30)
HANDOFF_PARTS = {
    "why_bought": "why they bought",
    "expectations": "what they expect",
    "promises": "what was promised",
}


def handed_over_on(facts: Facts, today: dt.date) -> dt.date | None:
    """Since when the account is this owner's, or a customer: the later of the two."""
    owner, customer = facts.owner_since, facts.customer_since
    if owner is None or owner > today:
        return customer if customer is not None and customer <= today else None
    return owner if customer is None or customer > today else max(owner, customer)


def handoff_applies(facts: Facts, today: dt.date, model: Model) -> bool:
    """Within 180 days of it."""
    start = handed_over_on(facts, today)
    return start is not None and (today - start).days <= model.figures["handoff.to"]


def handoff_known(facts: Facts, today: dt.date, model: Model) -> bool:
    """From its day 15."""
    start = handed_over_on(facts, today)
    return start is not None and (today - start).days >= model.figures["handoff.after"]


def handoffs_since(facts: Facts, start: dt.date) -> list[Handoff]:
    """The handoffs that belong to it, the newest first."""
    theirs = [each for each in facts.signs.handoffs if each.on >= start - HANDOFF_BEFORE]
    return sorted(theirs, key=lambda each: each.on, reverse=True)


def handoff_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """All or nothing: no complete handoff on record, or no touch since."""
    if not handoff_known(facts, today, model):
        return None
    start = handed_over_on(facts, today)
    assert start is not None
    written = any(each.complete for each in handoffs_since(facts, start))
    spoken = facts.touch_on is not None and facts.touch_on >= start
    return 0 if written and spoken else model.figures["points.handoff_gap"]


def handoff_words(facts: Facts, today: dt.date, model: Model) -> Words:
    """The account is new, or new to its owner, and nobody wrote down what matters or spoke to them."""
    start = handed_over_on(facts, today)
    assert start is not None
    age = days((today - start).days)
    notes = handoffs_since(facts, start)
    since = f"{'owner' if start == facts.owner_since else 'customer'} since {short_day(start, today)}"
    write = ("Write the handoff note", f"am account handoff {code(facts)}")
    if not notes:
        return Words(f"No handoff note after {age}", "No handoff note", since, (), *write)
    if not any(note.complete for note in notes):
        missing = [text for part, text in HANDOFF_PARTS.items() if not getattr(notes[0], part)]
        record = f"missing: {', '.join(missing)}"
        return Words(f"Handoff note incomplete, {age}", "Handoff note incomplete", record, (), *write)
    text = f"Not in touch since handoff, {age}"
    return Words(text, "Not in touch since handoff", since, (), *reach(facts, today))


def handoff_missing(facts: Facts, today: dt.date, model: Model) -> str:
    """How long it is until a note is due."""
    start = handed_over_on(facts, today)
    assert start is not None
    return f"day {(today - start).days}; a handoff note is due from day {model.whole('handoff.after')}"


def note_written(facts: Facts, today: dt.date, model: Model) -> Facts | None:
    """The note is written, or they are spoken to."""
    start = handed_over_on(facts, today)
    assert start is not None
    if any(each.complete for each in handoffs_since(facts, start)):
        return None
    note = Handoff(today, why_bought=True, expectations=True, promises=True)
    return facts._replace(signs=facts.signs._replace(handoffs=(*facts.signs.handoffs, note)))


SIGNAL = Signal(
    "handoff_gap",
    "handoff gap",
    most=of_points(8, "points for a handoff without note or first touch"),
    figures={
        "handoff.after": of_days(15, "day from which a handoff note should be on record", was="handoff.from"),
        "handoff.to": of_days(180, "days after which a handoff note is no longer expected"),
    },
    rising=(("handoff.after", "handoff.to"),),
    applies=handoff_applies,
    cost=handoff_points,
    words=handoff_words,
    missing=handoff_missing,
    done=note_written,
    rule="from day {handoff.after} with a new owner or customer: no complete handoff note, or no touch since",
    guide="from day 15 to 180 after a new owner or customer: no handoff note (why they bought, expectations,"
    " promises), or no touch since",
    said_by=(),
    own_words=False,
)
