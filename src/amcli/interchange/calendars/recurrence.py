"""How an event repeats, made fit for the library that finds its days: UNTIL, EXRULE, RSCALE and SKIP.

What cannot be read is a fault of one event, named. Not for the days themselves (events.py).
"""

import datetime as dt
import enum
import warnings
from calendar import monthrange
from collections.abc import Iterator
from contextlib import contextmanager

from dateutil.rrule import rrulestr
from icalendar import Event, vDDDTypes, vRecur

from amcli.hints import Any

RULES = ("RRULE", "EXRULE")
# A meeting that repeats more often than this a day is none.
MOST_A_DAY = 4
ALL_DAY = frozenset({"HOURLY", "MINUTELY", "SECONDLY"})
GREGORIAN, OMIT, BACKWARD, FORWARD = "GREGORIAN", "OMIT", "BACKWARD", "FORWARD"
# Every month has this day; the day of a year that is 29 February, or 1 March where there is none.
LAST_SURE_DAY, LEAP_DAY = 28, 60
COMMON_YEAR = 2025
END_OF_DAY = dt.time(23, 59, 59)


class FaultyError(Exception):
    """An event that cannot be read; `why` says in a few words what is wrong with it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@contextmanager
def readable(what: str) -> Iterator[None]:
    """Whatever the libraries make of any text at all is a fault of one event, never of the others.

    Warnings, as of guesses about time zones, are not for whoever imports.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except FaultyError:
            raise
        except Exception as error:
            raise FaultyError(f"{what} can't be read") from error


def said(event: Event, name: str) -> Any:
    """What an event says of something; the library's types leave open what that is."""
    return event[name]


def plain_rule(line: str) -> str:
    """A line of an event; a rule that says nothing as one that is empty. Raises FaultyError for one of which
    the library would make that."""
    head, _, value = line.partition(":")
    name = head.partition(";")[0].strip().upper()
    if name not in RULES:
        return line
    parts = [part.partition("=") for part in value.split(";") if part.strip()]
    if parts and not any(sign for _, sign, _ in parts):
        raise FaultyError(f"{name} can't be read")
    return line if any(text.strip() for _, _, text in parts) else f"{head}:"


def rules_of(event: Event, name: str) -> list[vRecur]:
    found = said(event, name) if name in event else []
    return found if isinstance(found, list) else [found]


def has_empty_rule(event: Event) -> bool:
    """Whether an event has a rule that says nothing."""
    return any(not rule for name in RULES for rule in rules_of(event, name))


def replacing(event: Event, master: Event) -> Event:
    """A changed instance that names the one it replaces as the series does: by its day where meetings have no
    time, else by its moment. Programs mix the two, which RFC 5545 forbids, and the library then keeps both
    meetings (recurring-ical-events 3.8.2)."""
    stated, start = said(event, "RECURRENCE-ID"), said(master, "DTSTART").dt if "DTSTART" in master else None
    timed = isinstance(start, dt.datetime)
    if start is None or isinstance(stated.dt, dt.datetime) == timed:
        return event
    meant = dt.datetime.combine(stated.dt, start.time(), start.tzinfo) if timed else stated.dt.date()
    copied = event.copy()
    copied["RECURRENCE-ID"] = vDDDTypes(meant)
    if "RANGE" in stated.params:
        copied["RECURRENCE-ID"].params["RANGE"] = stated.params["RANGE"]
    return copied


def settled(event: Event) -> Event:
    """An event whose rules the library reads as they are meant. Raises FaultyError for one that it can't."""
    copied = event.copy()
    start = said(event, "DTSTART").dt if "DTSTART" in event else None
    if rules := rules_of(event, "RRULE"):
        copied.pop("RRULE")
        for rule in filter(None, rules):
            copied.add("RRULE", settled_rule(rule, start, "RRULE"))
    return copied


def settled_rule(rule: vRecur, start: object, name: str) -> vRecur:
    """A rule without what the library doesn't know: dates as its end, other calendars, days that are not."""
    found = vRecur({key.upper(): list(value) for key, value in rule.items()})
    check_rule(found, name)
    scale, skip = word(found.pop("RSCALE", [GREGORIAN])), word(found.pop("SKIP", [OMIT]))
    if scale != GREGORIAN:
        raise FaultyError(f"RSCALE={scale} in {name} can't be read")
    if skip != OMIT and start is not None and not skipping(found, skip, start):
        raise FaultyError(f"SKIP={skip} in {name} can't be read")
    if "UNTIL" in found and start is not None:
        found["UNTIL"] = [last_moment(found["UNTIL"][0], start)]
    return found


def word(values: object) -> str:
    """The one word of a part of a rule."""
    found = values[0] if isinstance(values, list) else values
    return str(found.value if isinstance(found, enum.Enum) else found).strip().upper()


def check_rule(rule: vRecur, name: str) -> None:
    """Raises FaultyError for a rule that doesn't say how often, or so often that it is of no meeting."""
    if not rule.get("FREQ"):
        raise FaultyError(f"{name} has no FREQ")
    times = 1
    for part in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        times *= len(rule.get(part, [0]))
    if word(rule["FREQ"]) in ALL_DAY or times > MOST_A_DAY:
        raise FaultyError("it repeats all day long")
    if "INTERVAL" in rule and not int(rule["INTERVAL"][0]):
        raise FaultyError("it repeats after no time at all")


def last_moment(until: Any, start: Any) -> Any:
    """The end of a rule; a day, where meetings have a time, as its last second in the zone of the first."""
    if isinstance(until, dt.datetime) or not isinstance(start, dt.datetime):
        return until
    last = dt.datetime.combine(until, END_OF_DAY, start.tzinfo)
    return last if start.tzinfo is None else last.astimezone(dt.UTC)


def skipping(rule: vRecur, skip: str, start: Any) -> bool:
    """Say what becomes of days that a month hasn't (RFC 7529) in other words; whether that can be done."""
    often = word(rule["FREQ"])
    if often not in ("MONTHLY", "YEARLY") or ("BYDAY" in rule and "BYMONTHDAY" not in rule):
        return "BYYEARDAY" not in rule and "BYWEEKNO" not in rule
    days = [int(day) for day in rule.get("BYMONTHDAY", [start.day])]
    if all(0 < abs(day) <= LAST_SURE_DAY for day in days):
        return True
    months = [int(month) for month in rule.get("BYMONTH", [start.month] if often == "YEARLY" else [])]
    if months and all(abs(day) <= monthrange(COMMON_YEAR, month)[1] for day in days for month in months):
        return True
    if len(days) > 1 or days[0] < 0 or {"BYDAY", "BYSETPOS", "BYYEARDAY", "BYWEEKNO"} & set(rule):
        return False
    if often == "YEARLY" and len(months) > 1:
        return False
    if skip == BACKWARD:
        rule["BYMONTHDAY"], rule["BYSETPOS"] = list(range(LAST_SURE_DAY, days[0] + 1)), [-1]
        if often == "YEARLY":
            rule["BYMONTH"] = months
        return True
    if skip != FORWARD or often != "YEARLY" or (months[0], days[0]) != (2, LAST_SURE_DAY + 1):
        return False
    rule.pop("BYMONTH", None)
    rule.pop("BYMONTHDAY", None)
    rule["BYYEARDAY"] = [LEAP_DAY]
    return True


def left_out(event: Event, zone: object, first: dt.date, last: dt.date) -> Iterator[Any]:
    """The beginnings that the EXRULEs of an event leave out between two days, as its own DTSTART is;
    `zone` is where the days of an event in UTC are counted."""
    start = said(event, "DTSTART").dt
    timed = isinstance(start, dt.datetime)
    if timed and zone is not None and start.tzinfo is not None and start.utcoffset() == dt.timedelta():
        start = start.astimezone(zone)
    plain = start.replace(tzinfo=None) if timed else dt.datetime.combine(start, dt.time())
    between = (dt.datetime.combine(first, dt.time()), dt.datetime.combine(last, END_OF_DAY))
    for rule in filter(None, rules_of(event, "EXRULE")):
        found = settled_rule(rule, start, "EXRULE")
        if "UNTIL" in found:
            found["UNTIL"] = [as_plain(found["UNTIL"][0], start)]
        text: bytes = found.to_ical()  # type: ignore[no-untyped-call]
        for each in rrulestr(text.decode(), dtstart=plain).between(*between, inc=True):
            yield each.replace(tzinfo=start.tzinfo) if timed else each.date()


def as_plain(until: Any, start: Any) -> dt.datetime:
    """The end of a rule on the clock of its first meeting."""
    if not isinstance(until, dt.datetime):
        return dt.datetime.combine(until, END_OF_DAY)
    zone = start.tzinfo if isinstance(start, dt.datetime) else None
    return until if until.tzinfo is None else until.astimezone(zone).replace(tzinfo=None)
