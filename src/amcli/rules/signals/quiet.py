"""quiet: days since the last touch, or since the account was added if that is later. No points up to 1
cadence, growing to full points at 2.

Has data when there is a touch, or the account was added more than a cadence ago, in a book that has touches
within a year.
"""

import datetime as dt

from amcli.rules.dates import short_day
from amcli.rules.facts import Facts
from amcli.rules.model import Figure, Model, of_points
from amcli.rules.phrases import Words, days, fitting, names_of, reach
from amcli.rules.signal import Signal, rising
from amcli.vocabulary import reference


def quiet_days(facts: Facts, today: dt.date) -> int:
    """Days since the later of the last touch and the day the account was added."""
    start = max(facts.touch_on, facts.added_on) if facts.touch_on else facts.added_on
    return (today - start).days


def quiet_known(facts: Facts, today: dt.date, model: Model) -> bool:
    """A touch, or on record for more than a cadence; where the book has no touch within a year, that is a gap
    of its records."""
    if facts.silent:
        return False
    return facts.touch_on is not None or (today - facts.added_on).days > facts.cadence_days


def quiet_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """Nothing up to one cadence, full at two."""
    if not quiet_known(facts, today, model):
        return None
    figures, cadence = model.figures, facts.cadence_days
    start, full = figures["quiet.after"] * cadence, figures["quiet.until"] * cadence
    return rising(quiet_days(facts, today), start, full, figures["points.quiet"])


def quiet_words(facts: Facts, today: dt.date, model: Model) -> Words:
    """Too long without a word."""
    step, command = reach(facts, today)
    if facts.touch_on is None:
        age = (today - (facts.customer_since or facts.added_on)).days
        text = f"Customer {days(age)}, never contacted"
        record = f"on record since {short_day(facts.added_on, today)}"
        return Words(text, "Never contacted", record, (), step, command)
    quiet_for = f"Quiet {days(quiet_days(facts, today))}"
    text = f"{quiet_for}, due every {facts.cadence_days}"
    who = names_of(facts, facts.touch_people)
    record = f"{facts.touch_kind}{f' with {who}' if who else ''}, {short_day(facts.touch_on, today)}"
    assert facts.touch_id is not None
    return Words(
        text, fitting(text, quiet_for), record, (reference("interaction", facts.touch_id),), step, command
    )


def first_word(facts: Facts, today: dt.date, model: Model) -> Facts | None:
    """Somebody is spoken to; where nobody is on record, they must be found first."""
    return facts if facts.to_call(today) is None else None


def quiet_missing(facts: Facts, today: dt.date, model: Model) -> str:
    """Why nobody can tell whether the account is quiet."""
    if facts.silent:
        return "no conversations recorded within a year, of any account"
    return "no touch yet, and in the book for less than one cadence"


SIGNAL = Signal(
    "quiet",
    "quiet",
    most=of_points(25, "most points for quiet: no touch for too long"),
    figures={
        "quiet.after": Figure(1.0, 0, 50, "cadences after which quiet takes points off", was="quiet.from"),
        "quiet.until": Figure(2.0, 0, 50, "cadences at which quiet has its full points", was="quiet.full"),
    },
    rising=(("quiet.after", "quiet.until"),),
    cost=quiet_points,
    words=quiet_words,
    missing=quiet_missing,
    done=first_word,
    rule="no points up to {quiet.after:g} cadence without a touch, growing to full points at {quiet.until:g}",
    guide="days since the last touch, or since the account was added: from 1 to 2 cadences. Data: a"
    " touch, or a cadence on record, in a book with touches",
    said_by=("checkin",),
    own_words=False,
)
