"""Short phrases that reasons, morning and digest share: days, handles, whom to reach. Pure."""

import datetime as dt

from amcli.hints import NamedTuple
from amcli.rules.cadence import verb_for
from amcli.rules.dates import on_day, short_day
from amcli.rules.facts import Facts, Person
from amcli.vocabulary import reference, words

SHORT = 28  # columns of a reason in the morning, so that " +3" fits behind it


class Words(NamedTuple):
    """A reason before its points are known: whole, short enough for the morning, what is on record,
    the records behind it, the next step, and the command to type."""

    text: str
    short: str
    record: str
    refs: tuple[str, ...]
    step: str
    command: str


def fitting(*texts: str) -> str:
    """The first text that the morning has room for, else the last, which is the shortest."""
    return next((text for text in texts if len(text) <= SHORT), texts[-1])


def days(count: int) -> str:
    """`1 day`, `5 days`."""
    return f"{count} day" if count == 1 else f"{count} days"


def apart_words(product: str | None, kind: str, count: int, last: dt.date) -> str:
    """What doesn't recur, of one product: `Setup, one-off, 1 Feb 2026`, `Platform, usage, 3 in 12 months`."""
    when = on_day(last) if count == 1 else f"{count:,} in 12 months"
    return ", ".join([*([product] if product else []), words(kind), when])


def figure(value: float, digits: int = 6) -> str:
    """A number with so many digits, a larger one in full: `65.2`, `4000`, `1,234,567`."""
    text = f"{value:.{digits}g}"
    return f"{value:,.0f}" if "e" in text else text


def handle(facts: Facts, person: Person, today: dt.date) -> str:
    """What to type for a person: the first name where it is plain and nobody else fits it."""
    first = person.name.split()[0].casefold() if person.name.split() else ""
    if not (first.isascii() and first.isalpha() and len(first) > 1):
        return reference("contact", person.id)
    fitting = [other for other in facts.people if first in other.name.casefold()]
    return first if len(fitting) == 1 else reference("contact", person.id)


def code(facts: Facts) -> str:
    """The account's code, as a shell takes it; codes are letters and digits of any script."""
    if all(char.isalnum() or char in "-_." for char in facts.code):
        return facts.code
    import shlex

    return shlex.quote(facts.code)


def reach(facts: Facts, today: dt.date) -> tuple[str, str]:
    """The next step of speaking to somebody, and its command."""
    person = facts.to_call(today)
    if person is None:
        return "Find someone to call", f"am contact add {code(facts)}"
    return f"{verb_for(person)} {person.name}", f"am log {code(facts)} -w {handle(facts, person, today)}"


def part_well(facts: Facts, today: dt.date) -> tuple[str, str]:
    """The next step with a customer who is leaving, and its command."""
    last = facts.leaving.leaves_on if facts.leaving is not None else None
    by = f" by {short_day(last, today)}" if last is not None else ""
    return f"Settle what's open{by}", f"am show {code(facts)}"


def names_of(facts: Facts, contacts: tuple[int, ...]) -> str:
    by_id = {person.id: person.name for person in facts.people}
    return ", ".join(by_id[contact] for contact in contacts if contact in by_id)


def brief(facts: Facts) -> str:
    """The command that shows one page about an account."""
    return f"am brief {code(facts)}"


def see(facts: Facts) -> str:
    """The command that shows every point."""
    return f"am risks {code(facts)}"
