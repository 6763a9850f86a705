"""Where a contract's deadline stands on each day of its life, worked by hand from the rules."""

import datetime as dt

import pytest

from amcli.rules import digest
from amcli.rules.deadlines import EVERY_DAY, deadline, last_day, long_ago, past_kind, past_on, steps, work_day
from amcli.rules.facts import Departure, OpenContract
from amcli.rules.figures import DEFAULT

from .making import TODAY, contract, day, facts


def place(ends: int, stage: str = "contacted", notice: int | None = None, auto: bool = False) -> str:
    found = deadline(contract(ends, stage, notice, auto), TODAY)
    return "" if found is None else f"{found.place} {found.what}"


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (8, "farther end"), (7, "ahead end"), (0, "ahead end"), (-1, "passed end"), (-14, "passed end"),
        (-15, "unrecorded end"), (-90, "unrecorded end"), (-91, ""),
    ],
)  # fmt: skip
def test_an_end_is_ahead_for_a_week_passed_for_two_and_counted_for_ninety_days(ends, said):
    assert place(ends) == said


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (69, "farther notice"),  # its notice deadline is 9 days ahead
        (67, "ahead notice"), (60, "ahead notice"),
        (59, "passed notice"), (46, "passed notice"),
        (45, ""), (8, ""),  # it rests
        (7, "ahead end"), (0, "ahead end"),
        (-1, "passed term"), (-14, "passed term"), (-15, "unrecorded term"), (-90, "unrecorded term"),
        (-91, "farther notice"), (-298, "ahead notice"), (-306, "passed notice"), (-320, ""),
        (-366, "passed term"),
    ],
)  # fmt: skip
def test_a_notice_deadline_comes_first_where_a_contract_auto_renews(ends, said):
    assert place(ends, notice=60, auto=True) == said


def test_a_new_term_gives_way_to_a_notice_deadline_within_thirty_days():
    def half(ends: int) -> str:
        found = deadline(contract(ends, notice=120, auto=True, term=185), TODAY)
        return "" if found is None else f"{found.place} {found.what}"

    # 185 days at a time, its notice deadline 65 days after the new term began
    assert [half(ends) for ends in (-14, -15, -34, -35, -57, -58, -65)] == [
        "passed term", "unrecorded term", "unrecorded term", "farther notice", "farther notice",
        "ahead notice", "ahead notice",
    ]  # fmt: skip


def test_a_new_term_of_two_weeks_or_less_is_told_before_a_notice_deadline():
    def near(ends: int) -> str:
        found = deadline(contract(ends, notice=160, auto=True, term=185), TODAY)
        return "" if found is None else f"{found.place} {found.what} {(found.on - TODAY).days}"

    # 185 days at a time, its notice deadline 25 days after the last day of the term before
    assert [near(ends) for ends in (-1, -14, -15, -17, -18)] == [
        "passed term -1", "passed term -14", "farther notice 10", "farther notice 8", "ahead notice 7",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (22, ""), (21, "ahead notice"), (14, "ahead notice"), (13, "passed notice"), (0, "passed notice"),
        (-1, "passed term"), (-9, "ahead notice"), (-16, "ahead notice"), (-17, "passed notice"),
        (-31, "passed term"),
    ],
)  # fmt: skip
def test_short_terms_have_a_notice_deadline_a_week_ahead_or_what_nobody_confirmed(ends, said):
    found = deadline(contract(ends, notice=14, auto=True, term=30), TODAY)
    assert ("" if found is None else f"{found.place} {found.what}") == said
    assert found is None or found.contract.short


def test_past_its_notice_deadline_a_contract_that_ends_waits_for_its_end():
    assert place(59, notice=60) == "farther end"
    assert place(7, notice=60) == "ahead end"


def test_a_signed_contract_has_no_deadline_ahead_but_its_end_is_to_be_recorded():
    assert [place(ends, "signed") for ends in (30, 3, 0)] == ["", "", ""]
    assert place(-1, "signed") == "passed end"
    assert place(20, "signed", 30, auto=True) == ""
    assert [place(ends, "verbal") for ends in (8, 7)] == ["farther end", "ahead end"]


def test_the_last_working_day_before_a_deadline_is_found_and_never_lies_before_today():
    weekday = lambda on: on.weekday() < 5  # noqa: E731
    sunday = dt.date(2026, 3, 8)
    assert work_day(sunday, TODAY, weekday) == dt.date(2026, 3, 6)
    assert work_day(dt.date(2026, 3, 5), TODAY, weekday) == dt.date(2026, 3, 5)
    assert work_day(dt.date(2026, 3, 7), TODAY, weekday) == dt.date(2026, 3, 6)
    assert work_day(sunday, dt.date(2026, 3, 7), weekday) == sunday
    assert work_day(dt.date.min, dt.date.min, weekday) == dt.date.min


def test_what_has_passed_is_ended_renewed_or_a_notice():
    assert past_kind(contract(-1), TODAY) == "ended"
    assert past_kind(contract(-1, auto=True), TODAY) == "renewed"
    assert past_kind(contract(20, "contacted", 30, True), TODAY) == "notice"
    assert past_kind(contract(20, "signed", 30, True), TODAY) is None
    assert past_kind(contract(20, "verbal", 30, True), TODAY) == "notice"
    assert past_kind(contract(20, "contacted", 30), TODAY) is None
    assert past_kind(contract(0), TODAY) is None
    assert past_on(contract(20, "contacted", 30, True), TODAY) == day(-10)
    assert past_on(contract(0, "contacted", 30, True), TODAY) == day(-30)
    assert past_on(contract(-1, "contacted", 30, True), TODAY) == day(-1)
    assert past_on(contract(-1, "contacted", 30), TODAY) == day(-1)  # its end, no more its notice deadline
    assert past_on(contract(5), TODAY) == day(5)


def test_only_what_ended_over_ninety_days_ago_is_long_ago():
    assert long_ago([contract(-90), *map(contract, (-91, -92, -800)), contract(5)], TODAY) == 3


WEEKDAY = lambda on: on.weekday() < 5  # noqa: E731


def names(ends: int, today: dt.date = TODAY, worked=EVERY_DAY, **given) -> list[str]:
    """The steps at which a contract stands, the one that a digest tells first."""
    return [each.name for each in steps(contract(ends, **given), today, worked)]


@pytest.mark.parametrize(
    ("left", "name"),
    [
        (61, []), (60, ["60"]), (31, ["60"]), (30, ["30"]), (14, ["14"]), (8, ["14"]), (7, ["7"]), (4, ["7"]),
        (3, ["3"]), (2, ["3"]), (1, ["1"]), (0, ["0"]), (-1, ["past"]), (-90, ["past"]), (-91, []),
    ],
)  # fmt: skip
def test_a_deadline_stands_at_the_nearest_step(left, name):
    assert names(left) == name


@pytest.mark.parametrize(
    ("today", "name"),
    [
        ("2026-03-05", "3"),  # Thursday, three days before
        ("2026-03-06", "0w"),  # Friday: the last working day before Sunday
        ("2026-03-07", "1"), ("2026-03-08", "0"), ("2026-03-09", "past"),
    ],
)  # fmt: skip
def test_a_deadline_on_a_sunday_is_told_on_the_friday_before_too(today, name):
    on = dt.date.fromisoformat(today)
    assert names(6, on, WEEKDAY)[0] == name


def test_a_deadline_on_a_monday_is_told_on_friday_for_the_day_before_which_is_free():
    assert names(7, dt.date(2026, 3, 6), WEEKDAY) == ["1w", "3"]
    assert names(7, dt.date(2026, 3, 6)) == ["3"]
    assert names(8, dt.date(2026, 3, 6), WEEKDAY) == ["7"]


def test_a_single_free_day_before_a_deadline_is_told_on_the_day_before_it():
    free = lambda *offsets: lambda on: on not in map(day, offsets)  # noqa: E731
    assert names(2, worked=free(1)) == ["1w", "3"]
    assert names(1, worked=free(1)) == ["0w", "1"]
    assert names(2, worked=free(2)) == ["3"]  # told tomorrow, the last working day before it
    assert names(2, worked=free(0, 1)) == ["3"]  # told on the last day that was worked
    assert names(4, worked=free(1, 2, 4)) == ["7"]  # the third day is worked
    assert names(0, worked=free(1)) == ["0"]


def test_a_last_working_day_may_be_weeks_before_where_much_is_free():
    works = lambda on: on <= TODAY  # noqa: E731
    assert names(20, worked=works) == ["0w", "30"]


def test_past_its_notice_deadline_the_new_term_and_the_passed_day_are_told_in_turn():
    assert names(59, stage="contacted", notice=60, auto=True) == ["past"]
    assert names(45, stage="contacted", notice=60, auto=True) == []
    assert names(4, stage="contacted", notice=5, auto=True) == ["past", "7"]
    assert names(3, stage="contacted", notice=5, auto=True) == ["3", "past"]
    assert names(0, stage="contacted", notice=5, auto=True) == ["0", "past"]
    assert names(3, stage="contacted", notice=4, auto=True) == ["past", "3"]  # both from today on
    friday = {"today": dt.date(2026, 3, 6), "worked": WEEKDAY}
    assert names(6, stage="contacted", notice=3, auto=True, **friday) == ["past", "0w", "3"]
    assert names(4, stage="contacted", notice=5) == ["7"]  # it ends, so that only its end counts
    assert names(67, stage="contacted", notice=60, auto=True) == ["7"]  # a week to its notice deadline


def test_a_step_counts_from_its_day_and_what_has_passed_from_the_day_after():
    assert [each.since for each in steps(contract(5), TODAY)] == [day(-2)]
    assert [each.since for each in steps(contract(-1), TODAY)] == [TODAY]
    assert [each.since for each in steps(contract(-9), TODAY)] == [day(-8)]


def test_the_last_working_day_before_a_deadline_is_the_last_chance():
    friday = dt.date(2026, 3, 6)
    assert [each.is_last_chance for each in steps(contract(6), friday, WEEKDAY)] == [True, False]
    assert [each.is_last_chance for each in steps(contract(7), friday, WEEKDAY)] == [True, False]


def test_what_is_signed_has_no_step_before_its_end():
    assert (names(3, stage="signed"), names(-1, stage="signed")) == ([], ["past"])


def leaving(on: int | None, **given):
    """Who goes so many days from now, with a contract of 12,000 a year."""
    leaves = None if on is None else day(on)
    gone = Departure("leaving", leaves, 7, "Suite", day(-300), day(-9), "price", 1_200_000, "EUR")
    return facts(leaving=gone, has_task=False, qbr_days=None, **given)


@pytest.mark.parametrize(
    ("left", "place"),
    [(8, "farther"), (7, "ahead"), (6, "ahead"), (1, "ahead"), (0, "ahead"), (-1, None), (None, None)],
)
def test_the_last_day_of_who_is_leaving_is_ahead_for_a_week_until_it_has_come(left, place):
    found = last_day(leaving(left), TODAY)
    assert (None if found is None else (found.place, found.what, found.on, found.work_by)) == (
        None if place is None else (place, "leaving", day(left), day(left))
    )


def test_nobody_else_has_a_last_day_and_theirs_is_that_of_what_they_had():
    assert last_day(facts(), TODAY) is None
    found = last_day(leaving(6), TODAY, lambda on: on <= day(4))
    assert found is not None
    assert (found.on, found.work_by, found.short) == (day(6), day(4), False)
    assert found.contract == OpenContract(
        7, 1, "acme", "Acme", "Suite", day(-300), day(6), None, False, "signed", None, 1_200_000, "EUR", None
    )


@pytest.mark.parametrize(
    ("left", "name", "since"),
    [
        (31, None, 0), (30, "30", 0), (29, "30", -1), (8, "30", -22), (7, "7", 0), (2, "7", -5), (1, "1", 0),
        (0, "0", 0), (-1, None, 0),
    ],
)  # fmt: skip
def test_a_digest_tells_of_a_last_day_a_month_a_week_and_a_day_before_it_and_on_it(left, name, since):
    found = [*digest.standing(leaving(left), TODAY, TODAY, DEFAULT, frozenset())]
    told = [(each.kind, each.ref, each.subject.name, each.subject.since) for each in found]
    assert told == ([] if name is None else [("leaving", "k7", name, day(since))])


def test_terms_of_three_months_are_short_and_those_of_four_are_not():
    found = [deadline(contract(5, notice=2, auto=True, term=days), TODAY) for days in (30, 90, 120, 365)]
    assert [each is not None and each.short for each in found] == [True, True, False, False]
