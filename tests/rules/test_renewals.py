"""Renewals on each day at which something begins or ends, with the day before and after.

The contract that most of them are about ends in `ends` days and has 30 days' notice.
"""

import pytest

from amcli.rules import renewals
from amcli.rules.facts import OpenContract

from .making import TODAY, contract, day

GRACE, LONGEST = 30, 180


def noticed(ends: int, **given) -> OpenContract:
    """A contract with 30 days' notice."""
    return contract(ends, notice=30, **given)


@pytest.mark.parametrize(
    ("ends", "deadline", "on_notice"),
    [
        (32, 2, True),
        (31, 1, True),
        (30, 0, True),  # today is the last day for notice
        (29, 29, False),
        (28, 28, False),
        (1, 1, False),
        (0, 0, False),
        (-1, -1, False),
    ],
)
def test_what_to_act_by_is_the_notice_deadline_until_it_has_passed_then_the_end(ends, deadline, on_notice):
    assert renewals.deadline(noticed(ends), TODAY) == day(deadline)
    assert renewals.acts_on_notice(noticed(ends), TODAY) is on_notice


def test_without_a_notice_period_the_end_is_what_to_act_by():
    assert renewals.deadline(contract(40), TODAY) == day(40)
    assert not renewals.acts_on_notice(contract(40), TODAY)


@pytest.mark.parametrize(
    ("ends", "near"), [(-1, True), (0, True), (1, True), (59, True), (60, True), (61, False), (62, False)]
)
def test_what_ends_by_the_last_day_looked_at_is_near(ends, near):
    assert renewals.is_near(contract(ends), TODAY, day(60)) is near


@pytest.mark.parametrize(
    ("ends", "near"),
    [
        (91, False),  # notice a day after the last one looked at
        (90, True),
        (89, True),
        (61, True),
        (60, True),
    ],
)
def test_so_is_what_has_its_notice_deadline_by_then(ends, near):
    assert renewals.is_near(noticed(ends), TODAY, day(60)) is near


@pytest.mark.parametrize(("ends", "near"), [(31, True), (30, True), (29, False), (11, False), (10, True)])
def test_a_notice_deadline_that_has_passed_brings_nothing_near(ends, near):
    assert renewals.is_near(noticed(ends), TODAY, day(10)) is near


def test_what_has_ended_is_near_however_short_one_looks():
    assert renewals.is_near(contract(-1), TODAY, day(-5))
    assert not renewals.is_near(contract(0), TODAY, day(-5))


@pytest.mark.parametrize(
    ("stage", "agreed"),
    [("not_started", False), ("contacted", False), ("proposed", False), ("verbal", True), ("signed", True)],
)
def test_verbal_and_signed_are_a_yes(stage, agreed):
    assert renewals.secured(contract(9, stage)) is agreed


@pytest.mark.parametrize(("ends", "over"), [(31, False), (30, False), (29, True), (0, True), (-1, False)])
def test_what_auto_renews_rolls_over_from_the_day_after_its_notice_deadline(ends, over):
    assert renewals.rolls_over(noticed(ends, auto=True), TODAY) is over
    assert not renewals.rolls_over(noticed(ends), TODAY)


@pytest.mark.parametrize(("ends", "over"), [(1, False), (0, False), (-1, False)])
def test_without_a_notice_period_it_rolls_over_from_the_day_after_its_end(ends, over):
    assert renewals.rolls_over(contract(ends, auto=True), TODAY) is over


def test_a_renewal_counts_on_the_notice_deadline_only_where_it_auto_renews():
    assert renewals.counts_on(noticed(40, auto=True)) == day(10)
    assert renewals.counts_on(noticed(40)) == day(40)
    assert renewals.counts_on(contract(40, auto=True)) == day(40)


@pytest.mark.parametrize(
    ("ends", "waits"), [(31, False), (30, False), (29, True), (1, True), (0, True), (-1, False)]
)
def test_between_its_notice_deadline_and_its_end_nobody_has_confirmed_what_auto_renews(ends, waits):
    assert renewals.is_past_notice(noticed(ends, auto=True), TODAY) is waits
    assert not renewals.is_past_notice(noticed(ends), TODAY)
    assert not renewals.is_past_notice(noticed(ends, auto=True, stage="verbal"), TODAY)


def pressing(found: OpenContract) -> tuple[int, int]:
    return renewals.uncommitted(found, TODAY, GRACE, LONGEST)


@pytest.mark.parametrize(
    ("ends", "part"),
    [(181, 0), (180, 0), (179, 2), (178, 4), (90, 180), (1, 358), (0, 360)],
)
def test_a_renewal_presses_over_the_last_180_days_of_a_long_term(ends, part):
    assert pressing(contract(ends, term=730)) == (part, 360)


@pytest.mark.parametrize(
    ("term", "whole"), [(1, 1), (80, 80), (358, 358), (359, 359), (360, 360), (361, 360), (730, 360)]
)
def test_of_a_term_shorter_than_twice_180_days_half_of_it_counts(term, whole):
    assert pressing(contract(0, term=term)) == (whole, whole)


@pytest.mark.parametrize(("ends", "part"), [(41, 0), (40, 0), (39, 2), (20, 40), (1, 78), (0, 80)])
def test_over_half_a_term_it_rises_from_the_day_after_the_middle(ends, part):
    assert pressing(contract(ends, term=80)) == (part, 80)


@pytest.mark.parametrize(("ends", "part"), [(16, 0), (15, 1), (14, 3), (1, 29), (0, 31)])
def test_half_of_an_odd_number_of_days_is_counted_in_half_days(ends, part):
    assert pressing(contract(ends, term=31)) == (part, 31)


@pytest.mark.parametrize(
    ("ends", "part"), [(211, 0), (210, 0), (209, 2), (31, 358), (30, 360), (29, 360), (0, 360)]
)
def test_what_auto_renews_presses_up_to_its_notice_deadline_and_stays(ends, part):
    assert pressing(noticed(ends, auto=True, term=730)) == (part, 360)


def test_what_auto_renews_presses_no_more_once_its_new_term_begins():
    assert pressing(noticed(0, auto=True, term=730)) == (360, 360)
    assert pressing(noticed(-1, auto=True)) == (
        0,
        360,
    )  # it is 334 days to the notice deadline of the new one
    assert pressing(noticed(-335, auto=True)) == (360, 360)
    assert pressing(contract(-1, notice=5, auto=True, term=30)) == (0, 1)  # too short to count unconfirmed


def test_a_notice_deadline_without_auto_renewal_changes_nothing():
    assert pressing(noticed(40, term=730)) == pressing(contract(40, term=730)) == (280, 360)


@pytest.mark.parametrize(("ends", "part"), [(-1, 1), (-2, 1), (-29, 1), (-30, 1), (-31, 0), (-32, 0)])
def test_past_its_end_it_presses_in_full_until_the_grace_is_over(ends, part):
    assert pressing(contract(ends)) == (part, 1)


@pytest.mark.parametrize("ends", [-1, 0, 1])
def test_what_is_agreed_presses_nobody(ends):
    assert pressing(contract(ends, "verbal")) == (0, 1)


@pytest.mark.parametrize(
    ("ends", "dangerous"), [(16, False), (15, False), (14, True), (13, True), (0, True), (-1, True)]
)
def test_a_deadline_is_dangerous_within_14_days(ends, dangerous):
    assert renewals.is_dangerous(contract(ends), TODAY, 14) is dangerous


@pytest.mark.parametrize(
    ("ends", "dangerous"),
    [(45, False), (44, True), (43, True), (30, True), (29, False), (15, False), (14, True), (13, True)],
)
def test_with_a_notice_period_both_deadlines_are_in_turn(ends, dangerous):
    assert renewals.is_dangerous(noticed(ends), TODAY, 14) is dangerous


@pytest.mark.parametrize(
    ("ends", "dangerous"),
    [(45, False), (44, True), (31, True), (30, True), (29, True), (16, True), (15, False), (0, False)],
)
def test_what_auto_renews_is_dangerous_on_either_side_of_its_notice_deadline(ends, dangerous):
    assert renewals.is_dangerous(noticed(ends, auto=True), TODAY, 14) is dangerous


@pytest.mark.parametrize(("ends", "gap"), [(1, False), (0, False), (-29, False), (-30, False), (-31, True)])
def test_an_outcome_is_missing_from_the_day_after_the_grace(ends, gap):
    assert renewals.overlong(contract(ends), TODAY, GRACE) is gap


def test_what_auto_renews_is_to_be_confirmed_and_anything_else_to_be_recorded():
    assert renewals.outcome_step(contract(-1)) == ("Record it as renewed or lost", "am renew k7")
    assert renewals.outcome_step(noticed(20, auto=True)) == (
        "Confirm the auto-renewal, or record the loss",
        "am renew k7 --auto",
    )


def test_renewals_are_listed_past_their_end_first_then_by_deadline_value_code_and_number():
    def key(found: OpenContract, value: int | None = 100):
        return renewals.order(found, TODAY, value)

    in_order = [
        key(contract(-2)),
        key(contract(-1)),
        key(contract(0)),
        key(noticed(31)),
        key(contract(2), 300),
        key(contract(2), 200),
        key(contract(2, account="acme"), 100),
        key(contract(2, account="beta", id=8), 100),
        key(contract(2, account="beta", id=9), 100),
        key(contract(2), None),
    ]
    assert sorted(in_order) == in_order
    assert in_order[0] == (False, day(-2), -100, "acme", 7)
    assert in_order[2] == (True, day(0), -100, "acme", 7)
    assert in_order[-1] == (True, day(2), 0, "acme", 7)
