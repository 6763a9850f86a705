"""Which booked meeting something that took place was: what fits, and when a meeting is typed for.

Pure: the day, and the hour where it counts, are arguments.
"""

import datetime as dt
from collections.abc import Callable, Collection, Sequence

from amcli import patterns
from amcli.errors import BadValue
from amcli.hints import NamedTuple
from amcli.rules.dates import DoubtfulDay, parse_time
from amcli.rules.names import quoted

KINDS = ("call", "visit", "meeting", "qbr")
# What is taken for a meeting of the calendar although nobody had booked it.
LOGGED = ("visit", "meeting", "qbr")
APART = 60  # minutes
MOST_WORDS = 5
WHEN_HINT = "For example: thu 14:00, 14:00, 5 mar, tomorrow 9:30. More: am help dates"
_CLOCK = r"[0-9]{1,2}:[0-9]{2}"
# What is meant as a time of day, also where it is none.
_TIMELIKE = r"[0-9]{1,2}([:.h][0-9]{0,2})?(am|pm|h|:)|[0-9]{1,2}([:.][0-9]{1,2})?"


class Booked(NamedTuple):
    """A meeting of the day that is on record: what may turn out to be the one."""

    id: int
    kind: str
    at: str | None
    people: frozenset[int]
    summary: str | None = None


class Held(NamedTuple):
    """What took place, as far as it was said: no kind, time or people where none was."""

    kind: str | None
    at: str | None
    people: frozenset[int]


class When(NamedTuple):
    """A day and, where it was typed, a time of day; `day` is None where only a time was."""

    day: dt.date | None
    at: str | None


def fitting(held: Held, booked: Collection[Booked], now: str | None) -> list[Booked]:
    """The meetings booked for the day that what took place may have been; `now` is the hour by the clock
    where the day is really today."""
    if held.kind is not None and held.kind not in KINDS:
        return []
    return [each for each in booked if fits(held, each) and (now is None or not each.at or each.at <= now)]


def fits(held: Held, booked: Booked) -> bool:
    """Whether nothing that was said contradicts what is booked."""
    if booked.kind not in KINDS or (held.kind is not None and held.kind != booked.kind):
        return False
    if held.people and booked.people and not held.people & booked.people:
        return False
    return near(held.at, booked.at)


def near(one: str | None, other: str | None) -> bool:
    """Whether two times are at most an hour apart; one that was not said is near to any."""
    return one is None or other is None or abs(minutes(one) - minutes(other)) <= APART


def minutes(at: str) -> int:
    """The minutes of a day that have gone by at a time."""
    hours, _, rest = at.partition(":")
    return int(hours) * 60 + int(rest)


def same_event(at: str | None, people: frozenset[int], found: Booked, *, was_booked: bool) -> bool:
    """Whether an event of a calendar is a meeting on record: one that was booked by hand where nothing
    contradicts it, one that was only logged where somebody was in both."""
    if was_booked:
        return fits(Held(None, at, people), found)
    return found.kind in LOGGED and bool(people & found.people) and near(at, found.at)


def read_when(words: Sequence[str], parse: Callable[[str], dt.date]) -> tuple[When, list[str]]:
    """The day and the time at the beginning of some words, in either order, and the words after them: as many
    as can be read together. Raises BadValue where the first is neither, or a time follows that is none."""
    for count in range(min(MOST_WORDS, len(words)), 0, -1):
        when = whole(" ".join(words[:count]), parse)
        if when is not None:
            rest = list(words[count:])
            if rest and patterns.fullmatch(_TIMELIKE, rest[0].strip().casefold()):
                raise_unclear(rest[0], when)
            return when, rest
    raise_unclear(words[0], None)
    raise AssertionError


def raise_unclear(word: str, when: When | None) -> None:
    """Raise BadValue for what stands where a day and a time should."""
    what = "not a time of day" if when is not None and when.at is None else "not a day or a time"
    raise BadValue(f"WHEN {quoted(word)}: {what}. Nothing was booked.", WHEN_HINT)


def whole(text: str, parse: Callable[[str], dt.date]) -> When | None:
    """A text that is a day, a time, or both; None for any other."""
    words = text.split()
    times = [at for at, word in enumerate(words) if patterns.fullmatch(_CLOCK, word)]
    if len(times) > 1 or not words:
        return None
    try:
        at = parse_time(words[times[0]]) if times else None
        rest = " ".join(word for place, word in enumerate(words) if place not in times)
        return When(parse(rest) if rest else None, at)
    except DoubtfulDay as doubt:
        raise DoubtfulDay(f"WHEN {doubt.message} Nothing was booked.", doubt.hint) from None
    except BadValue:
        return None
