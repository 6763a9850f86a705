"""Which of some contracts of one account and product continues which: where exactly one could be meant."""

import datetime as dt
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.rules.successors import DAYS_BETWEEN, Days, links
from tests.profiles import examples

YEAR = dt.date(2025, 1, 1)


def days(row: int, starts: str, ends: str | None, *, lost: bool = False, follows: bool = False) -> Days:
    return Days(row, starts, ends, not lost, follows)


A = days(1, "2025-01-01", "2025-12-31")
B = days(2, "2026-01-01", "2026-12-31")


def test_one_that_ended_and_one_that_follows_are_linked() -> None:
    assert links([B, A]).pairs == [(1, 2)]
    later = days(2, "2026-03-01", "2026-12-31")  # 60 days after 31 December
    assert links([A, later]).pairs == [(1, 2)]
    assert links([A, later._replace(starts="2026-03-02")]) == ([], [])
    assert links([A, B._replace(starts="2025-12-31")]) == ([], [])


def test_terms_shorter_than_the_gap_are_linked_each_to_the_next() -> None:
    months = [days(n, f"2026-0{n}-01", f"2026-0{n}-28") for n in range(1, 8)]
    assert links(months) == ([(n, n + 1) for n in range(1, 7)], [])


def test_parallel_ones_are_named_and_not_linked() -> None:
    beside = days(3, "2025-06-01", "2025-12-15")
    assert links([A, beside, B]) == ([], [((1, 3), (2,))])
    two = days(3, "2026-02-01", "2026-12-31")
    assert links([A, B, two]) == ([], [((1,), (2, 3)), ((1,), (2, 3))])


def test_one_that_runs_beside_both_leaves_it_open_unless_the_next_day_says_it() -> None:
    beside = days(3, "2024-01-01", None)
    assert links([A, beside, B]).pairs == [(1, 2)]
    later = B._replace(starts="2026-01-02")
    assert links([A, beside, later]) == ([], [((1, 3), (2,))])
    assert links([A, beside._replace(starts="2026-01-01", follows=True), later]).pairs == [(1, 2)]
    assert links([A, beside._replace(open=False), later]).pairs == []


def test_what_was_lost_or_is_linked_already_is_not_meant() -> None:
    assert links([A._replace(open=False), B]) == ([], [])
    assert links([A, B._replace(follows=True)]) == ([], [])
    beside = days(3, "2025-06-01", "2025-12-15")
    assert links([A, beside._replace(open=False), B]).pairs == [(1, 2)]


def test_one_that_begins_on_the_end_or_ends_on_the_start_runs_beside_them() -> None:
    later = B._replace(starts="2026-01-02")
    for starts, ends in (("2025-12-31", None), ("2025-12-31", "2026-01-02"), ("2024-01-01", "2026-01-02")):
        assert links([A, days(3, starts, ends), later]) == ([], [((1, 3), (2,))])
    for starts, ends in (("2026-01-01", "2026-01-02"), ("2026-01-01", None)):  # no more on all days between
        assert links([A, days(3, starts, ends, follows=True), later]).pairs == [(1, 2)]


def test_where_several_could_be_meant_what_runs_on_beside_them_is_not_named() -> None:
    other, on = days(3, "2025-06-01", "2025-12-15"), days(4, "2024-01-01", None)
    later, too = B._replace(starts="2026-01-02"), days(5, "2026-02-01", None)
    assert links([A, other, on, later]) == ([], [((1, 3), (2,))])
    assert links([A, other, on, later, too]) == ([], [((1, 3), (2, 5)), ((1, 3), (2, 5))])


def test_two_that_ended_and_two_that_follow_are_not_linked_by_their_order() -> None:
    other, too = days(3, "2025-06-01", "2025-12-31"), days(5, "2026-01-01", "2026-06-30")
    assert links([A, other, B, too]) == ([], [((1, 3), (2, 5)), ((1, 3), (2, 5))])


def test_what_follows_any_of_those_that_ended_could_be_meant() -> None:
    early, between = days(3, "2025-06-01", "2025-12-15"), days(4, "2025-12-20", "2026-12-31")
    assert links([A, early, between, B]) == ([], [((3,), (2, 4)), ((1, 3), (2, 4))])


def test_of_two_that_ended_only_one_is_meant_where_it_began_after_the_other() -> None:
    old = days(1, "2025-01-01", "2025-12-01")
    last = days(3, "2025-12-02", "2025-12-31", follows=True)
    assert links([old, last, B]).pairs == [(3, 2)]
    assert links([old, last._replace(starts="2025-12-01"), B]) == ([], [((1, 3), (2,))])


def test_of_two_that_follow_only_one_is_meant_where_the_other_begins_after_its_end() -> None:
    short = days(2, "2026-01-01", "2026-01-20")
    assert links([A, short, days(3, "2026-01-21", None)]) == ([(1, 2), (2, 3)], [])
    assert links([A, short, days(3, "2026-01-20", None)]) == ([], [((1,), (2, 3)), ((1,), (2, 3))])


def test_at_both_ends_of_the_calendar_the_days_that_there_are_count() -> None:
    first, next_ = days(1, "0001-01-01", "0001-01-01"), days(2, "0001-01-02", "0001-12-31")
    assert links([first, next_]).pairs == [(1, 2)]
    first, next_ = days(1, "9999-01-01", "9999-11-30"), days(2, "9999-12-31", "9999-12-31")
    assert links([first, next_]).pairs == [(1, 2)]


@st.composite
def groups(draw: st.DrawFn) -> list[Days]:
    found = []
    for row in range(draw(st.integers(0, 7))):
        starts = YEAR + dt.timedelta(draw(st.integers(0, 300)))
        ends = draw(
            st.none() | st.integers(0, 120).map(lambda many, first=starts: first + dt.timedelta(many))
        )
        found.append(
            Days(row, starts.isoformat(), ends and ends.isoformat(), draw(st.booleans()), draw(st.booleans()))
        )
    return found


def near(before: Days, after: Days) -> bool:
    if before.ends is None:
        return False
    gap = dt.date.fromisoformat(after.starts) - dt.date.fromisoformat(before.ends)
    return 0 < gap.days <= DAYS_BETWEEN


def together(one: Days, other: Days) -> bool:
    return one.starts <= (other.ends or "9") and other.starts <= (one.ends or "9")


@settings(max_examples=examples(300), deadline=None)
@given(group=groups())
def test_no_link_stands_beside_another_that_was_as_good(group: list[Days]) -> None:
    by_row = {each.row: each for each in group}
    found = links(group)
    pairs = [(by_row[before], by_row[after]) for before, after in found.pairs]
    assert len({before.row for before, _ in pairs}) == len({after.row for _, after in pairs}) == len(pairs)
    for before, after in pairs:
        assert near(before, after)
        assert before.open
        assert not after.follows
        free = [each for each in group if each.open and each.row not in dict(found.pairs)]
        assert not any(near(each, after) and together(each, before) for each in free)
        new = [each for each in group if not each.follows and each.row not in {row for _, row in found.pairs}]
        assert not any(near(before, each) and together(each, after) for each in new)
        assert before.ends is not None
        next_day = dt.date.fromisoformat(before.ends) + dt.timedelta(days=1)
        beside = [each for each in group if each.starts <= before.ends and (each.ends or "9") >= after.starts]
        assert not beside or after.starts == next_day.isoformat()
    for (one, _), (other, _) in combinations(pairs, 2):
        assert one is not other
