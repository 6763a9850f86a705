"""Where a contract's deadline stands on each day of its life, worked by hand from the rules."""

import datetime as dt

import pytest

from amcli.rules.deadlines import deadline, long_ago, past_kind, past_on, work_day

from .making import TODAY, contract, day


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
        (-1, "passed term"), (-15, "unrecorded term"), (-91, ""),
    ],
)  # fmt: skip
def test_a_notice_deadline_comes_first_where_a_contract_auto_renews(ends, said):
    assert place(ends, notice=60, auto=True) == said


def test_past_its_notice_deadline_a_contract_that_ends_waits_for_its_end():
    assert place(59, notice=60) == "farther end"
    assert place(7, notice=60) == "ahead end"


def test_a_signed_contract_has_no_deadline_ahead_but_its_end_is_to_be_recorded():
    assert [place(ends, "signed") for ends in (30, 3, 0)] == ["", "", ""]
    assert place(-1, "signed") == "passed end"
    assert place(20, "signed", 30, auto=True) == ""


def test_the_last_working_day_before_a_deadline_is_found_and_never_lies_before_today():
    weekday = lambda on: on.weekday() < 5  # noqa: E731
    sunday = dt.date(2026, 3, 8)
    assert work_day(sunday, TODAY, weekday) == dt.date(2026, 3, 6)
    assert work_day(dt.date(2026, 3, 5), TODAY, weekday) == dt.date(2026, 3, 5)
    assert work_day(sunday, dt.date(2026, 3, 7), weekday) == sunday
    assert work_day(dt.date.min, dt.date.min, weekday) == dt.date.min


def test_what_has_passed_is_ended_renewed_or_a_notice():
    assert past_kind(contract(-1), TODAY) == "ended"
    assert past_kind(contract(-1, auto=True), TODAY) == "renewed"
    assert past_kind(contract(20, "contacted", 30, True), TODAY) == "notice"
    assert past_kind(contract(20, "signed", 30, True), TODAY) is None
    assert past_kind(contract(20, "contacted", 30), TODAY) is None
    assert past_kind(contract(0), TODAY) is None
    assert past_on(contract(20, "contacted", 30, True), TODAY) == day(-10)
    assert past_on(contract(-1, "contacted", 30, True), TODAY) == day(-1)


def test_only_what_ended_over_ninety_days_ago_is_long_ago():
    assert long_ago([contract(-90), contract(-91), contract(-800), contract(5)], TODAY) == 2
