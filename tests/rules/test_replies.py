"""Whose turn it is, how many working days that has waited, and in which order replies are listed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.rules.dates import next_working_day
from amcli.rules.replies import ME, Message, Patience, Reply, order, owed, waited

EASTER = frozenset((dt.date(2026, 4, 3), dt.date(2026, 4, 6)))
TODAY = dt.date(2026, 4, 8)
USUAL = Patience(2, 5)


def worked(day: dt.date) -> bool:
    """Mondays to Fridays but for the days of Easter."""
    return day.weekday() < 5 and day not in EASTER


def message(on: dt.date, way: str = "in", row: int = 1, code: str = "acme") -> Message:
    return Message(row, 1, code, "Acme", "email", on, None, "Prices", way, 1, "Jane", None)


@pytest.mark.parametrize(
    ("on", "days"),
    [
        ("2026-04-08", 0), ("2026-04-07", 1), ("2026-04-06", 2), ("2026-04-05", 2), ("2026-04-04", 2),
        ("2026-04-03", 2), ("2026-04-02", 2), ("2026-04-01", 3), ("2026-03-31", 4), ("2026-03-30", 5),
        ("2026-03-29", 6), ("2026-03-28", 6), ("2026-03-27", 6), ("2026-04-09", 0),
    ],
)  # fmt: skip
def test_working_days_are_counted_from_the_day_after(on: str, days: int) -> None:
    assert waited(dt.date.fromisoformat(on), TODAY, worked) == days


@given(st.dates(dt.date(2026, 3, 1), TODAY), st.integers(0, 20))
def test_a_day_more_counts_once_if_it_is_worked_on(on: dt.date, more: int) -> None:
    then, after = TODAY + dt.timedelta(more), TODAY + dt.timedelta(more + 1)
    assert waited(on, after, worked) - waited(on, then, worked) == worked(after)
    moved = next_working_day(on + dt.timedelta(1), frozenset(range(5)), EASTER)
    assert waited(on, moved, worked) == 1


def test_mine_waits_at_once_and_theirs_has_time() -> None:
    days = {day: TODAY - dt.timedelta(day) for day in range(12)}
    mine = owed([message(on) for on in days.values()], TODAY, worked, USUAL)
    assert [(each.days, each.late) for each in mine] == [
        (waited(on, TODAY, worked), waited(on, TODAY, worked) > 2) for on in days.values()
    ]
    theirs = owed([message(on, "out") for on in days.values()], TODAY, worked, USUAL)
    assert {each.days for each in theirs} == {5, 6}
    assert not any(each.late for each in theirs)
    assert [each.past for each in mine if each.late] == [each.days - 2 for each in mine if each.late]


def test_mine_come_first_then_late_days_revenue_and_code() -> None:
    def reply(way: str, days: int, late: bool, code: str, row: int) -> Reply:
        return Reply(message(TODAY, way, row, code), days, late, days - 2)

    in_order = [
        (reply("in", 9, True, "b", 7), 5),
        (reply("in", 3, True, "a", 6), 9),
        (reply("in", 3, True, "a", 5), 1),
        (reply("in", 3, True, "b", 4), 1),
        (reply("in", 3, True, "c", 3), None),
        (reply("in", 2, False, "a", 2), 9),
        (reply("out", 9, False, "a", 1), 9),
        (reply("out", 6, False, "a", 8), 9),
    ]
    mixed = in_order[3:] + in_order[:3]
    assert sorted(mixed, key=lambda each: order(*each)) == in_order
    assert in_order[0][0].to.side == ME
