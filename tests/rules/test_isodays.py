"""Days as the book writes them, and days counted from one, which never leave the calendar."""

import datetime as dt

from amcli.rules.isodays import after, before, day, iso, sure

MONDAY = dt.date(2026, 3, 2)
FIRST, LAST = dt.date.min, dt.date.max


def test_a_day_is_read_and_written_and_none_stays_none() -> None:
    assert (day("2026-03-02"), iso(MONDAY), sure("2026-03-02")) == (MONDAY, "2026-03-02", MONDAY)
    assert (day(None), iso(None)) == (None, None)


def test_days_are_counted_over_months_and_leap_days() -> None:
    assert [after(MONDAY, many) for many in (0, 1, 30)] == [MONDAY, dt.date(2026, 3, 3), dt.date(2026, 4, 1)]
    assert [before(MONDAY, many) for many in (0, 1, 2)] == [MONDAY, dt.date(2026, 3, 1), dt.date(2026, 2, 28)]
    assert before(dt.date(2024, 3, 1), 1) == dt.date(2024, 2, 29)
    assert after(before(MONDAY, 400), 400) == MONDAY


def test_the_calendar_is_never_left() -> None:
    assert [before(dt.date(1, 1, 3), many) for many in (1, 2, 3, 9_999)] == [dt.date(1, 1, 2), *[FIRST] * 3]
    near = dt.date(9999, 12, 29)
    assert [after(near, many) for many in (1, 2, 3, 9_999)] == [dt.date(9999, 12, 30), *[LAST] * 3]
