"""Which copies of the book stay: the newest of each of the last days, weeks and months that have one."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from amcli.rules.keeping import LATEST, PERIODS, Copy, surplus

DAYS = st.dates(dt.date(2024, 12, 1), dt.date(2026, 3, 2))
COPIES = st.lists(
    st.builds(lambda day, number: Copy(day, f"{day}-{number:03d}"), DAYS, st.integers(0, 999)),
    max_size=120,
    unique=True,
)
MOST = LATEST + sum(most for _, most in PERIODS)


def left(copies: list[Copy]) -> list[Copy]:
    gone = set(surplus(copies))
    return [each for each in copies if each.name not in gone]


@given(COPIES)
def test_the_newest_always_stays_and_there_are_never_many(copies: list[Copy]) -> None:
    kept = left(copies)
    assert len(kept) <= MOST
    assert set(sorted(copies)[-LATEST:]) <= set(kept)


@given(COPIES)
def test_what_stays_once_stays_again(copies: list[Copy]) -> None:
    assert surplus(left(copies)) == []


@given(COPIES)
def test_every_one_of_the_last_days_weeks_and_months_keeps_its_newest(copies: list[Copy]) -> None:
    kept = left(copies)
    for period, most in PERIODS:
        by_period: dict[object, Copy] = {}
        for each in sorted(copies):
            by_period[period(each.day)] = each
        assert set(sorted(by_period.values())[-most:]) <= set(kept)


@given(COPIES, st.randoms())
def test_the_order_in_which_they_are_found_does_not_matter(copies: list[Copy], dice: object) -> None:
    shuffled = list(copies)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert surplus(shuffled) == surplus(copies)


def test_a_copy_every_day_for_two_years_leaves_days_weeks_and_months() -> None:
    last = dt.date(2026, 3, 2)  # a Monday
    days = [last - dt.timedelta(days=number) for number in range(730)]
    kept = [each.day.isoformat() for each in left([Copy(day, day.isoformat()) for day in days])]
    assert kept == [
        "2026-03-02", "2026-03-01", "2026-02-28", "2026-02-27", "2026-02-26", "2026-02-25", "2026-02-24",
        "2026-02-22", "2026-02-15", "2026-01-31", "2025-12-31", "2025-11-30", "2025-10-31", "2025-09-30",
        "2025-08-31", "2025-07-31", "2025-06-30", "2025-05-31", "2025-04-30",
    ]  # fmt: skip


def test_of_one_day_the_latest_three_stay() -> None:
    copies = [Copy(dt.date(2026, 3, 2), f"book-{hour:02d}") for hour in range(10)]
    assert surplus(copies) == [f"book-{hour:02d}" for hour in range(7)]
    assert surplus([]) == []
