"""How a task repeats: an RRULE (RFC 5545) or plain words in, the next day out.

Days only: rules by the hour are refused. Which days a rule falls on is worked out by dateutil,
imported inside functions. Not for making the next task (storage/series.py). `today` and the calendar
of free days are arguments.
"""

import datetime as dt
import re
from collections.abc import Callable

from amcli.errors import BadValue
from amcli.hints import Any, NamedTuple
from amcli.rules.dates import MONTHS, WEEKDAYS
from amcli.rules.names import quoted

REPEAT_HINT = "Repeats: monthly, every 2 weeks, every mon. More: am help dates"
LONGEST, LONGEST_PART = 200, 20
HORIZON_YEARS = 100
LOOK_BACK = 14

MOST_BETWEEN = {"DAILY": 3650, "WEEKLY": 520, "MONTHLY": 120, "YEARLY": 10}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# The parts of a rule in the order in which they are kept, with the pattern of one value and its limits.
NUMBER = r"([+-]?)([0-9]{1,4})"
PARTS: dict[str, tuple[str, tuple[int, int] | None]] = {
    "FREQ": ("|".join(MOST_BETWEEN), None),
    "INTERVAL": (r"()([0-9]{1,4})", (1, 3650)),
    "COUNT": (r"()([0-9]{1,4})", (1, 9999)),
    "UNTIL": (r"[0-9]{8}(T[0-9]{6}Z?)?", None),
    "WKST": ("|".join(DAYS), None),
    "BYMONTH": (r"()([0-9]{1,2})", (1, 12)),
    "BYWEEKNO": (NUMBER, (1, 53)),
    "BYYEARDAY": (NUMBER, (1, 366)),
    "BYMONTHDAY": (NUMBER, (1, 31)),
    "BYDAY": (rf"([+-]?)([0-9]{{0,2}})({'|'.join(DAYS)})", (1, 53)),
    "BYSETPOS": (NUMBER, (1, 366)),
}
LISTS = ("BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYSETPOS")
WORDS = {
    "daily": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
    "monthly": "FREQ=MONTHLY",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "yearly": "FREQ=YEARLY",
    "annually": "FREQ=YEARLY",
    "weekdays": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
}
UNITS = {
    "day": ("DAILY", 1),
    "week": ("WEEKLY", 1),
    "month": ("MONTHLY", 1),
    "quarter": ("MONTHLY", 3),
    "year": ("YEARLY", 1),
}
NTH = {"1": "1st", "2": "2nd", "3": "3rd", "4": "4th", "5": "5th", "-1": "last"}
EVERY = r"every(?: (other|[0-9]{1,4}))? ([a-z]+)"

Rule = dict[str, str]
Moves = Callable[[dt.date], dt.date]


class Next(NamedTuple):
    """The next time: the day the rule falls on, and the rule that holds from then on."""

    on: dt.date
    repeat: str


def parse_repeat(text: str, today: dt.date) -> str:
    """Read `monthly`, `every 2 weeks`, `every monday` or an RRULE; give it as canonical RRULE text.

    Raises BadValue for what is no rule, goes by the hour, or never falls on a day.
    """
    plain = " ".join(text.split())
    try:
        if len(plain) > LONGEST or not plain.isascii():
            raise ValueError("not a repeat rule")
        rule = parts_of(in_words(plain.lower()) or plain.upper().removeprefix("RRULE:"))
        check_whole(rule)
        if first_from(text_of(rule), today) is None:
            raise ValueError("no date from today on")
    except ValueError as error:
        raise BadValue(f"{quoted(text)}: {error}.", REPEAT_HINT) from None
    return text_of(rule)


def in_words(text: str) -> str | None:
    """The RRULE of plain words; None for anything else."""
    if text in WORDS:
        return WORDS[text]
    match = re.fullmatch(EVERY, text)
    if match is None:
        return None
    count = 2 if match[1] == "other" else int(match[1] or 1)
    unit = match[2].removesuffix("s")
    if unit in UNITS:
        frequency, months = UNITS[unit]
        return f"FREQ={frequency};INTERVAL={count * months}"
    named = [day for day, name in zip(DAYS, WEEKDAYS, strict=True) if name.lower().startswith(unit)]
    if len(unit) >= 3 and len(named) == 1:
        return f"FREQ=WEEKLY;INTERVAL={count};BYDAY={named[0]}"
    return WORDS["weekdays"] if unit == "weekday" and count == 1 else None


def parts_of(text: str) -> Rule:
    """The parts of an RRULE, each checked by itself, in order. Raises ValueError."""
    if "=" not in text:
        raise ValueError("not a repeat rule")
    found: Rule = {}
    for part in text.removesuffix(";").split(";"):
        name, _, value = part.partition("=")
        if name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
            raise ValueError("tasks repeat by the day, not by the hour")
        if name not in PARTS or name in found:
            raise ValueError(f"{quoted(part, LONGEST_PART)} isn't part of a rule, or appears twice")
        found[name] = checked(name, value)
    if found.get("INTERVAL") == "1":
        del found["INTERVAL"]
    return {name: found[name] for name in PARTS if name in found}


def checked(name: str, value: str) -> str:
    """The value of one part in its canonical form. Raises ValueError."""
    if name == "FREQ" and value in ("HOURLY", "MINUTELY", "SECONDLY"):
        raise ValueError("tasks repeat by the day, not by the hour")
    values = value.split(",") if name in LISTS else [value]
    return ",".join(dict.fromkeys(checked_one(name, each) for each in values))


def checked_one(name: str, value: str) -> str:
    """One value of a part. Raises ValueError."""
    pattern, limits = PARTS[name]
    match = re.fullmatch(pattern, value)
    if match is None:
        raise ValueError(f"{name} can't be {quoted(value, LONGEST_PART)}")
    if name == "UNTIL":
        try:
            dt.date.fromisoformat(value[:8])
        except ValueError:
            raise ValueError(f"UNTIL {value[:8]} is not a date") from None
        return value[:8]
    if limits is None:
        return value
    sign, number = match[1].replace("+", ""), match[2]
    if number and not limits[0] <= int(number) <= limits[1]:
        raise ValueError(f"{name} can't be {quoted(value)}")
    return f"{sign if number else ''}{int(number) if number else ''}{match[3] if name == 'BYDAY' else ''}"


def check_whole(rule: Rule) -> None:
    """What the parts must be together. Raises ValueError."""
    frequency = rule.get("FREQ")
    if frequency is None:
        raise ValueError("a rule needs FREQ, for example FREQ=MONTHLY")
    if int(rule.get("INTERVAL", "1")) > MOST_BETWEEN[frequency]:
        raise ValueError("at most ten years between two dates")
    if "COUNT" in rule and "UNTIL" in rule:
        raise ValueError("COUNT and UNTIL can't be combined")
    if "BYSETPOS" in rule and len(rule.keys() & set(LISTS)) == 1:
        raise ValueError("BYSETPOS needs another BY part to choose from")
    if re.search(r"[0-9]", rule.get("BYDAY", "")) and (
        frequency not in ("MONTHLY", "YEARLY") or "BYWEEKNO" in rule
    ):
        raise ValueError("a numbered weekday, for example 1MO, needs FREQ=MONTHLY or FREQ=YEARLY")
    wrong = {"BYWEEKNO": frequency != "YEARLY", "BYYEARDAY": frequency != "YEARLY"}
    wrong["BYMONTHDAY"] = frequency == "WEEKLY"
    for name, is_wrong in wrong.items():
        if name in rule and is_wrong:
            raise ValueError(f"{name} makes no sense with FREQ={frequency}")


def text_of(rule: Rule) -> str:
    return ";".join(f"{name}={value}" for name, value in rule.items())


def split(repeat: str) -> Rule:
    """The parts of a rule that was kept."""
    return dict(part.split("=", 1) for part in repeat.split(";"))


def same_series(one: str, other: str) -> bool:
    """Whether two rules are of one series: how often it still comes may differ, and so may what was
    filled in from a day (`held`)."""
    first, second = split(one), split(other)
    first.pop("COUNT", None)
    second.pop("COUNT", None)
    return within(first, second) or within(second, first)


def within(rule: Rule, fuller: Rule) -> bool:
    """Whether a rule has everything that another has but some of its BY parts."""
    return rule.items() <= fuller.items() and fuller.keys() - rule.keys() <= set(LISTS)


def held(repeat: str, day: dt.date) -> str:
    """A rule with what it leaves open filled in from a day: the weekday, the day of the month and year.

    A day that short months lack stands for their last one: the 31st, then 30 April.
    """
    rule = split(repeat)
    open_ended = not rule.keys() & {"BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"}
    if open_ended and rule["FREQ"] == "WEEKLY":
        rule["BYDAY"] = DAYS[day.weekday()]
    elif open_ended and rule["FREQ"] in ("MONTHLY", "YEARLY"):
        if rule["FREQ"] == "YEARLY":
            rule.setdefault("BYMONTH", str(day.month))
        rule["BYMONTHDAY"] = str(day.day)
        if day.day > 28 and "BYSETPOS" not in rule and "," not in rule.get("BYMONTH", ""):
            rule["BYMONTHDAY"] = ",".join(str(number) for number in range(28, day.day + 1))
            rule["BYSETPOS"] = "-1"
    return text_of({name: rule[name] for name in PARTS if name in rule})


def days_from(repeat: str, start: dt.date) -> Any:
    """The days a rule falls on from a day, with COUNT left to the caller, as dateutil's rrule."""
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped,unused-ignore]

    rule = split(repeat)
    until = rule.pop("UNTIL", "99991231")
    rule.pop("COUNT", None)
    last = min(dt.date.fromisoformat(until), dt.date(min(9999, start.year + HORIZON_YEARS), 12, 31))
    midnight = dt.time()
    made: Any = rrulestr(text_of(rule), dtstart=dt.datetime.combine(start, midnight))
    return made.replace(until=dt.datetime.combine(last, midnight))


def first_from(repeat: str, day: dt.date) -> dt.date | None:
    """The first day, from this one on, that a rule falls on; None where there is none."""
    found = next(iter(days_from(repeat, day)), None)
    return None if found is None else found.date()


def following(repeat: str, on: dt.date, after: dt.date, moves: Moves) -> Next | None:
    """The first day later than `after` of a series whose last one was `on`; None where it has ended.

    What fell between is left out but counted. `moves` takes a day off the free days of the calendar;
    `on` may have been moved by it.
    """
    rule = split(repeat)
    whole = held(repeat, on)
    left = int(rule["COUNT"]) - 1 if "COUNT" in rule else None
    for found in days_from(whole, place_of(whole, on, moves)):
        day = found.date()
        if day <= on:
            continue
        if left is not None and left <= 0:
            return None
        if day > after:
            kept = repeat if moves(day) == day and held(repeat, day) == whole else whole
            return Next(day, kept if left is None else counted(kept, left))
        left = None if left is None else left - 1
    return None


def counted(repeat: str, left: int) -> str:
    """A rule with so many times left."""
    return text_of({**split(repeat), "COUNT": str(left)})


def place_of(repeat: str, on: dt.date, moves: Moves) -> dt.date:
    """The day of the rule that `on` stands for: itself, or one shortly before it that was moved to it.

    It matters only for every second week and the like, which are counted from it.
    """
    rule = split(repeat)
    if "INTERVAL" not in rule or rule["FREQ"] == "DAILY":
        return on
    rule.pop("INTERVAL")
    plain = text_of(rule)
    for back in range(min(LOOK_BACK, on.toordinal())):
        day = on - dt.timedelta(days=back)
        if moves(day) == on and first_from(plain, day) == day:
            return day
    return on


def repeat_words(repeat: str) -> str:
    """A rule in words where it is simple: `every 2 weeks on Mon`; else as it is kept."""
    rule = split(repeat)
    count = int(rule.pop("INTERVAL", "1"))
    ends = said_end(rule)
    frequency = rule.pop("FREQ")
    unit = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}[frequency]
    if frequency == "MONTHLY" and count % 3 == 0:
        unit, count = "quarter", count // 3
    every = f"every {unit}" if count == 1 else f"every {count} {unit}s"
    days = said_days(rule)
    return repeat if days is None else f"{every}{days}{ends}"


def said_end(rule: Rule) -> str:
    """`, 3 times` or `, until 2026-12-31`; takes that out of the rule."""
    until, count = rule.pop("UNTIL", ""), rule.pop("COUNT", "")
    if until:
        return f", until {dt.date.fromisoformat(until).isoformat()}"
    return f", {count} time{'' if count == '1' else 's'}" if count else ""


def said_days(rule: Rule) -> str | None:
    """` on Mon and Thu`, ` on day 9`, ` on the last day`, ` on 9 Apr`; None where it takes more words."""
    if not rule:
        return ""
    if rule.keys() == {"BYDAY"} and not re.search("[0-9]", rule["BYDAY"]):
        names = [WEEKDAYS[DAYS.index(day)][:3] for day in rule["BYDAY"].split(",")]
        return f" on {', '.join(names)}"
    if rule.keys() == {"BYDAY"} and rule["BYDAY"][:-2] in NTH:
        return f" on the {NTH[rule['BYDAY'][:-2]]} {WEEKDAYS[DAYS.index(rule['BYDAY'][-2:])][:3]}"
    month = rule.pop("BYMONTH", "")
    day = rule.get("BYMONTHDAY", "")
    if rule.get("BYSETPOS") == "-1" and re.fullmatch("28,29(,30(,31)?)?", day):
        del rule["BYSETPOS"]
        day = "31" if day.endswith("31") else day[-2:]
        day = "the last day" if day == "31" and not month else day
    if rule.keys() != {"BYMONTHDAY"} or "," in day + month or day.startswith("-"):
        return None
    if month:
        return f" on {day} {MONTHS[int(month) - 1][:3]}"
    return f" on {day}" if day == "the last day" else f" on day {day}"
