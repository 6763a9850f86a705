"""Seventy ways of typing a day, on four days, for what happened, what is due and what may be either.

Worked out by hand with a calendar. Below each text stands what it means on 28 February, 2 March and
31 December 2026 and on the leap day of 2028: a day, the two days that are named where it is refused,
or `no` where it is no day.
"""

from datetime import date

import pytest

from amcli.errors import BadValue
from amcli.rules.dates import DoubtfulDay, Side
from amcli.rules.daywords import parse_day, parse_last_day

TODAYS = (date(2026, 2, 28), date(2026, 3, 2), date(2026, 12, 31), date(2028, 2, 29))
SIDES = {"happened": Side.HAPPENED, "due": Side.DUE, "either": Side.EITHER}

TYPED = """
2026-03-05
  any      2026-03-05 2026-03-05 2026-03-05 2026-03-05
2026/3/5
  any      2026-03-05 2026-03-05 2026-03-05 2026-03-05
2026.3.5
  any      2026-03-05 2026-03-05 2026-03-05 2026-03-05
13/3/2026
  any      2026-03-13 2026-03-13 2026-03-13 2026-03-13
13/12/2026
  any      2026-12-13 2026-12-13 2026-12-13 2026-12-13
3/13/2026
  any      2026-03-13 2026-03-13 2026-03-13 2026-03-13
13/3/1000
  any      1000-03-13 1000-03-13 1000-03-13 1000-03-13
13/3/0999
  any      no no no no
03/04/2026
  any      no no no no
04/03/2026
  any      no no no no
5 mar 2026
  any      2026-03-05 2026-03-05 2026-03-05 2026-03-05
Mar 5, 2026
  any      2026-03-05 2026-03-05 2026-03-05 2026-03-05
5-mar-2026
  any      2026-03-05 2026-03-05 2026-03-05 2026-03-05
today
  any      2026-02-28 2026-03-02 2026-12-31 2028-02-29
Yesterday
  any      2026-02-27 2026-03-01 2026-12-30 2028-02-28
tomorrow
  any      2026-03-01 2026-03-03 2027-01-01 2028-03-01
mon
  happened 2026-02-23 2026-03-02 2026-12-28 2028-02-28
  due      2026-03-02 2026-03-09 2027-01-04 2028-03-06
  either   2026-03-02 2026-03-02 2027-01-04 2028-03-06
tue
  happened 2026-02-24 2026-02-24 2026-12-29 2028-02-29
  due      2026-03-03 2026-03-03 2027-01-05 2028-03-07
  either   2026-03-03 2026-03-03 2027-01-05 2028-02-29
wed
  happened 2026-02-25 2026-02-25 2026-12-30 2028-02-23
  due      2026-03-04 2026-03-04 2027-01-06 2028-03-01
  either   2026-03-04 2026-03-04 2027-01-06 2028-03-01
thu
  happened 2026-02-26 2026-02-26 2026-12-31 2028-02-24
  due      2026-03-05 2026-03-05 2027-01-07 2028-03-02
  either   2026-03-05 2026-03-05 2026-12-31 2028-03-02
fri
  happened 2026-02-27 2026-02-27 2026-12-25 2028-02-25
  due      2026-03-06 2026-03-06 2027-01-01 2028-03-03
  either   2026-03-06 2026-03-06 2027-01-01 2028-03-03
sat
  happened 2026-02-28 2026-02-28 2026-12-26 2028-02-26
  due      2026-03-07 2026-03-07 2027-01-02 2028-03-04
  either   2026-02-28 2026-03-07 2027-01-02 2028-03-04
sun
  happened 2026-02-22 2026-03-01 2026-12-27 2028-02-27
  due      2026-03-01 2026-03-08 2027-01-03 2028-03-05
  either   2026-03-01 2026-03-08 2027-01-03 2028-03-05
thurs
  happened 2026-02-26 2026-02-26 2026-12-31 2028-02-24
  due      2026-03-05 2026-03-05 2027-01-07 2028-03-02
  either   2026-03-05 2026-03-05 2026-12-31 2028-03-02
28 feb
  happened 2026-02-28 2026-02-28 2026-02-28?2027-02-28 2028-02-28
  due      2026-02-28 2026-02-28?2027-02-28 2027-02-28 2028-02-28?2029-02-28
  either   2026-02-28 2026-02-28 2027-02-28 2028-02-28
feb 28
  happened 2026-02-28 2026-02-28 2026-02-28?2027-02-28 2028-02-28
  due      2026-02-28 2026-02-28?2027-02-28 2027-02-28 2028-02-28?2029-02-28
  either   2026-02-28 2026-02-28 2027-02-28 2028-02-28
28-feb
  happened 2026-02-28 2026-02-28 2026-02-28?2027-02-28 2028-02-28
  due      2026-02-28 2026-02-28?2027-02-28 2027-02-28 2028-02-28?2029-02-28
  either   2026-02-28 2026-02-28 2027-02-28 2028-02-28
February 28
  happened 2026-02-28 2026-02-28 2026-02-28?2027-02-28 2028-02-28
  due      2026-02-28 2026-02-28?2027-02-28 2027-02-28 2028-02-28?2029-02-28
  either   2026-02-28 2026-02-28 2027-02-28 2028-02-28
1 mar
  happened 2025-03-01?2026-03-01 2026-03-01 2026-03-01?2027-03-01 2027-03-01?2028-03-01
  due      2026-03-01 2026-03-01?2027-03-01 2027-03-01 2028-03-01
  either   2026-03-01 2026-03-01 2027-03-01 2028-03-01
2 mar
  happened 2025-03-02?2026-03-02 2026-03-02 2026-03-02?2027-03-02 2027-03-02?2028-03-02
  due      2026-03-02 2026-03-02 2027-03-02 2028-03-02
  either   2026-03-02 2026-03-02 2027-03-02 2028-03-02
3 mar
  happened 2025-03-03?2026-03-03 2025-03-03?2026-03-03 2026-03-03?2027-03-03 2027-03-03?2028-03-03
  due      2026-03-03 2026-03-03 2027-03-03 2028-03-03
  either   2026-03-03 2026-03-03 2027-03-03 2028-03-03
5 mar
  happened 2025-03-05?2026-03-05 2025-03-05?2026-03-05 2026-03-05?2027-03-05 2027-03-05?2028-03-05
  due      2026-03-05 2026-03-05 2027-03-05 2028-03-05
  either   2026-03-05 2026-03-05 2027-03-05 2028-03-05
31 mar
  happened 2025-03-31?2026-03-31 2025-03-31?2026-03-31 2026-03-31?2027-03-31 2027-03-31?2028-03-31
  due      2026-03-31 2026-03-31 2027-03-31 2028-03-31
  either   2026-03-31 2026-03-31 2027-03-31 2028-03-31
29 feb
  any      2024-02-29?2028-02-29 2024-02-29?2028-02-29 2024-02-29?2028-02-29 2028-02-29
29 jan
  happened 2026-01-29 2026-01-29 2026-01-29?2027-01-29 2028-01-29
  due      2026-01-29?2027-01-29 2027-01-29 2027-01-29 2029-01-29
  either   2026-01-29 2026-01-29 2027-01-29 2028-01-29
30 jan
  happened 2026-01-30 2026-01-30 2026-01-30?2027-01-30 2028-01-30
  due      2026-01-30?2027-01-30 2027-01-30 2027-01-30 2028-01-30?2029-01-30
  either   2026-01-30 2026-01-30 2027-01-30 2028-01-30
31 jan
  happened 2026-01-31 2026-01-31 2026-01-31?2027-01-31 2028-01-31
  due      2026-01-31?2027-01-31 2026-01-31?2027-01-31 2027-01-31 2028-01-31?2029-01-31
  either   2026-01-31 2026-01-31 2027-01-31 2028-01-31
1 jan
  happened 2026-01-01 2026-01-01 2026-01-01?2027-01-01 2028-01-01
  due      2027-01-01 2027-01-01 2027-01-01 2029-01-01
  either   2026-01-01 2026-01-01 2027-01-01 2028-01-01
30 dec
  happened 2025-12-30 2025-12-30 2026-12-30 2027-12-30
  due      2026-12-30 2026-12-30 2026-12-30?2027-12-30 2028-12-30
  either   2025-12-30 2025-12-30 2026-12-30 2027-12-30
31 dec
  happened 2025-12-31 2025-12-31 2026-12-31 2027-12-31
  due      2026-12-31 2026-12-31 2026-12-31 2028-12-31
  either   2025-12-31 2025-12-31 2026-12-31 2027-12-31
15 dec
  happened 2025-12-15 2025-12-15 2026-12-15 2027-12-15
  due      2026-12-15 2026-12-15 2026-12-15?2027-12-15 2028-12-15
  either   2025-12-15 2025-12-15 2026-12-15 2027-12-15
30 jun
  happened 2025-06-30?2026-06-30 2025-06-30?2026-06-30 2026-06-30?2027-06-30 2027-06-30?2028-06-30
  due      2026-06-30 2026-06-30 2027-06-30 2028-06-30
  either   2026-06-30 2026-06-30 2027-06-30 2028-06-30
1 sep
  happened 2025-09-01 2025-09-01 2026-09-01 2027-09-01
  due      2026-09-01 2026-09-01 2027-09-01 2028-09-01
  either   2025-09-01 2025-09-01 2026-09-01 2027-09-01
5 sep
  happened 2025-09-05 2025-09-05 2026-09-05 2027-09-05
  due      2026-09-05 2026-09-05 2027-09-05 2028-09-05
  either   2025-09-05 2025-09-05 2026-09-05 2027-09-05
20 aug
  happened 2025-08-20?2026-08-20 2025-08-20?2026-08-20 2026-08-20 2027-08-20?2028-08-20
  due      2026-08-20 2026-08-20 2027-08-20 2028-08-20
  either   2026-08-20 2026-08-20 2026-08-20 2028-08-20
4 jul
  happened 2025-07-04?2026-07-04 2025-07-04?2026-07-04 2026-07-04 2027-07-04?2028-07-04
  due      2026-07-04 2026-07-04 2027-07-04 2028-07-04
  either   2026-07-04 2026-07-04 2026-07-04 2028-07-04
+10d
  any      2026-03-10 2026-03-12 2027-01-10 2028-03-10
-2w
  any      2026-02-14 2026-02-16 2026-12-17 2028-02-15
+1m
  any      2026-03-28 2026-04-02 2027-01-31 2028-03-29
+1y
  any      2027-02-28 2027-03-02 2027-12-31 2029-02-28
-1m
  any      2026-01-28 2026-02-02 2026-11-30 2028-01-29
+0d
  any      2026-02-28 2026-03-02 2026-12-31 2028-02-29
in 3 days
  any      2026-03-03 2026-03-05 2027-01-03 2028-03-03
in a week
  any      2026-03-07 2026-03-09 2027-01-07 2028-03-07
in 2 months
  any      2026-04-28 2026-05-02 2027-02-28 2028-04-29
3 days ago
  any      2026-02-25 2026-02-27 2026-12-28 2028-02-26
a month ago
  any      2026-01-28 2026-02-02 2026-11-30 2028-01-29
next week
  any      2026-03-02 2026-03-09 2027-01-04 2028-03-06
next monday
  any      2026-03-02 2026-03-09 2027-01-04 2028-03-06
next fri
  any      2026-03-06 2026-03-13 2027-01-08 2028-03-10
next sunday
  any      2026-03-08 2026-03-15 2027-01-10 2028-03-12
end of week
  any      2026-03-01 2026-03-08 2027-01-03 2028-03-05
end of month
  any      2026-02-28 2026-03-31 2026-12-31 2028-02-29
end of the quarter
  any      2026-03-31 2026-03-31 2026-12-31 2028-03-31
end of year
  any      2026-12-31 2026-12-31 2026-12-31 2028-12-31
eow
  any      2026-03-01 2026-03-08 2027-01-03 2028-03-05
eom
  any      2026-02-28 2026-03-31 2026-12-31 2028-02-29
eoq
  any      2026-03-31 2026-03-31 2026-12-31 2028-03-31
eoy
  any      2026-12-31 2026-12-31 2026-12-31 2028-12-31
2026-02-30
  any      no no no no
31 apr
  any      no no no no
5.3.26
  any      no no no no
someday
  any      no no no no
in 3
  any      no no no no
28
  any      no no no no
"""


def cases() -> list[tuple[str, str, date, str]]:
    """Text, side, today and what is expected, from the table."""
    found = []
    for line in TYPED.strip().splitlines():
        if not line.startswith("  "):
            text = line
            continue
        side, *expected = line.split()
        for name in SIDES if side == "any" else (side,):
            found += [(text, name, *pair) for pair in zip(TODAYS, expected, strict=True)]
    return found


def either(doubt: DoubtfulDay) -> str:
    """The two days that a refusal names, as the table has them."""
    return (doubt.hint or "").removeprefix("Type ").replace(" or ", "?")


def reading(text: str, side: Side, today: date) -> str:
    """A day as the table has it."""
    try:
        return parse_day(text, today, side).isoformat()
    except DoubtfulDay as doubt:
        return either(doubt)
    except BadValue:
        return "no"


def test_the_table_has_sixty_texts_and_more() -> None:
    assert len({text for text, *_ in cases()}) >= 60


@pytest.mark.parametrize("side", SIDES)
def test_a_day_as_it_is_typed(side: str) -> None:
    """Each text of the table on each day, all of one side together: there are hundreds."""
    mine = [(text, today, expected) for text, of, today, expected in cases() if of == side]
    assert mine
    assert [(text, today, reading(text, SIDES[side], today)) for text, today, _ in mine] == mine


# The last day of what begins on a day: set with that day, or changed on 2 March 2026.
LAST = [
    ("31 dec", "2026-01-01", True, "2026-12-31"),
    ("31 dec", "2026-12-31", True, "2027-12-31"),
    ("28 feb", "2026-03-01", True, "2027-02-28"),
    ("28 feb", "2024-03-01", True, "2025-02-28"),
    ("31 aug", "2027-03-01", True, "2027-08-31"),
    ("29 feb", "2027-03-01", True, "2028-02-29"),
    ("29 feb", "2026-03-01", True, "2024-02-29?2028-02-29"),
    ("28 feb", "2025-03-01", False, "2026-02-28"),
    ("28 feb", "2026-02-28", False, "2027-02-28"),
    ("31 mar", "2025-04-01", False, "2026-03-31"),
    ("31 dec", "2025-01-01", False, "2025-12-31"),
    ("31 dec", "2026-01-01", False, "2026-12-31"),
    ("30 jun", "2028-01-01", False, "2028-06-30"),
    ("fri", "2026-01-01", False, "2026-03-06"),
    ("mon", "2026-01-01", True, "2026-03-02"),
    ("fri", "2026-06-01", True, "2026-06-05"),
    ("mon", "2026-06-01", True, "2026-06-08"),
    ("tue", "2026-06-01", True, "2026-06-02"),
    ("2026-02-28", "2026-03-01", True, "2026-02-28"),
    ("28 feb 2030", "2026-03-01", True, "2030-02-28"),
    ("eoy", "2026-03-01", False, "2026-12-31"),
    ("+1y", "2020-03-01", False, "2027-03-02"),
    ("someday", "2026-03-01", True, "no"),
    ("28.2.26", "2026-03-01", True, "no"),
]


@pytest.mark.parametrize(("text", "first", "fresh", "expected"), LAST)
def test_a_last_day_follows_its_first_day(text: str, first: str, fresh: bool, expected: str) -> None:
    try:
        found = parse_last_day(text, date(2026, 3, 2), date.fromisoformat(first), fresh=fresh).isoformat()
    except DoubtfulDay as doubt:
        found = either(doubt)
    except BadValue:
        found = "no"
    assert found == expected


def test_a_last_day_is_read_as_set_with_the_first_one_unless_said_otherwise() -> None:
    first, today = date(2024, 4, 1), date(2026, 3, 2)
    assert parse_last_day("31 mar", today, first) == date(2025, 3, 31)
    assert parse_last_day("31 mar", today, first, fresh=False) == date(2026, 3, 31)


# Where half a year lies behind and half ahead, where a leap day is in doubt, and where the calendar ends.
@pytest.mark.parametrize(
    ("text", "today", "happened", "due", "either"),
    [
        # of the 366 days from one to the next, the middle is 2 July
        ("3 jul", "2028-01-01", "2027-07-03", "2028-07-03", "2027-07-03"),
        ("2 jul", "2028-01-01", "2027-07-02", "2028-07-02", "2027-07-02?2028-07-02"),
        ("1 jul", "2028-01-01", "2027-07-01?2028-07-01", "2028-07-01", "2028-07-01"),
        # of 365 there is none
        ("3 jul", "2027-01-01", "2026-07-03", "2027-07-03", "2026-07-03"),
        ("2 jul", "2027-01-01", "2026-07-02?2027-07-02", "2027-07-02", "2027-07-02"),
        # the leap day is named of the years that have it
        ("29 feb", "2028-12-31", "2028-02-29?2032-02-29", "2028-02-29?2032-02-29", "2028-02-29?2032-02-29"),
        ("29 feb", "2027-03-10", "2024-02-29?2028-02-29", "2024-02-29?2028-02-29", "2024-02-29?2028-02-29"),
        ("29 feb", "2028-03-10", "2028-02-29", "2028-02-29?2032-02-29", "2028-02-29"),
        ("5 mar", "1000-01-01", "no", "1000-03-05", "1000-03-05"),
        ("5 mar", "1000-12-31", "1000-03-05?1001-03-05", "1001-03-05", "1001-03-05"),
        ("5 mar", "1001-01-01", "1000-03-05?1001-03-05", "1001-03-05", "1001-03-05"),
        ("5 dec", "1000-12-31", "1000-12-05", "1000-12-05?1001-12-05", "1000-12-05"),
        ("29 feb", "1001-03-01", "no", "no", "no"),
        ("5 mar", "9998-12-31", "9998-03-05?9999-03-05", "9999-03-05", "9999-03-05"),
        ("5 mar", "9999-12-31", "9999-03-05", "no", "9999-03-05"),
        ("30 dec", "9999-12-31", "9999-12-30", "no", "9999-12-30"),
        ("29 feb", "9998-03-01", "no", "no", "no"),
    ],
)
def test_a_day_without_a_year_at_its_limits(
    text: str, today: str, happened: str, due: str, either: str
) -> None:
    found = [reading(text, side, date.fromisoformat(today)) for side in SIDES.values()]
    assert found == [happened, due, either]


def test_a_refusal_names_both_days_and_says_what_to_type() -> None:
    with pytest.raises(DoubtfulDay) as refused:
        parse_day("5 mar", date(2026, 3, 2), Side.HAPPENED)
    assert refused.value.message == '"5 mar": 5 Mar 2025 or 5 Mar 2026?'
    assert refused.value.hint == "Type 2025-03-05 or 2026-03-05"
    assert refused.value.exit_code == 2


def test_a_year_without_a_leap_day_is_named() -> None:
    with pytest.raises(DoubtfulDay) as refused:
        parse_day("29 feb", date(2026, 3, 2), Side.HAPPENED)
    assert refused.value.message == '"29 feb": 2026 has no 29 February. 29 Feb 2024 or 29 Feb 2028?'
    assert refused.value.hint == "Type 2024-02-29 or 2028-02-29"
