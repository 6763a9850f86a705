"""Check-ins and reviews on each day at which something begins, with the day before and after."""

import datetime as dt
import json

import pytest

from amcli.rules import cadence
from amcli.rules.cadence import Checkin
from amcli.rules.facts import Departure

from .making import TODAY, day, facts, person


def state(touch: int | None, reach: int = 7, **given) -> str:
    """The state of a check-in every 30 days, the last touch so many days from today."""
    found = facts(touch_on=None if touch is None else day(touch), cadence_days=30, **given)
    return cadence.checkin(found, TODAY, day(reach)).state


@pytest.mark.parametrize(
    ("touch", "overdue", "expected"),
    [
        (-60, 30, "overdue"),
        (-32, 2, "overdue"),
        (-31, 1, "overdue"),
        (-30, 0, "due"),
        (-29, -1, "coming"),
        (-28, -2, "coming"),
        (-24, -6, "coming"),
        (-23, -7, "coming"),
        (-22, -8, "ok"),
        (-1, -29, "ok"),
    ],
)
def test_a_check_in_is_coming_for_a_week_then_due_for_a_day_then_overdue(touch, overdue, expected):
    found = cadence.checkin(facts(touch_on=day(touch), cadence_days=30), TODAY, day(7))
    assert found == Checkin(day(touch + 30), overdue, expected)


@pytest.mark.parametrize(("reach", "expected"), [(0, "ok"), (4, "ok"), (5, "coming"), (6, "coming")])
def test_what_is_coming_reaches_to_a_day_and_that_day_counts(reach, expected):
    assert state(-25, reach) == expected


@pytest.mark.parametrize(
    ("touch", "until", "expected"),
    [
        (-31, 1, "snoozed"),
        (-31, 2, "snoozed"),
        (-31, 0, "overdue"),
        (-31, -1, "overdue"),
        (-30, 1, "snoozed"),
        (-30, 0, "due"),
        (-29, 1, "snoozed"),
        (-29, 0, "coming"),
        (-1, 1, "snoozed"),
        (-1, 0, "ok"),
    ],
)
def test_a_snooze_covers_every_state_until_its_day_has_come(touch, until, expected):
    assert state(touch, snoozed_until=day(until)) == expected


@pytest.mark.parametrize(
    ("touch", "expected"), [(-31, "overdue"), (-30, "due"), (-29, "booked"), (-23, "booked"), (-1, "booked")]
)
def test_a_booked_meeting_is_a_state_for_what_is_not_due_yet(touch, expected):
    assert state(touch, booked_on=day(9)) == expected


def test_a_check_in_counts_from_the_touch_else_since_a_customer_else_since_it_was_added():
    given = {"cadence_days": 30, "touch_on": day(-5), "customer_since": day(-9), "added_on": day(-2)}
    assert cadence.due_on(facts(**given)) == day(25)
    assert cadence.due_on(facts(**given | {"touch_on": None})) == day(21)
    assert cadence.due_on(facts(**given | {"touch_on": None, "customer_since": None})) == day(28)


def test_no_check_in_is_due_in_a_book_without_a_touch_within_a_year():
    found = facts(touch_on=day(-400), cadence_days=30, silent=True)
    assert cadence.due_on(found) is None
    assert cadence.checkin(found, TODAY, day(7)) == Checkin(None, 0, "ok")


def test_a_cadence_never_runs_past_the_last_day_there_is():
    last = dt.date.max
    assert cadence.later(last - dt.timedelta(days=8), 7) == last - dt.timedelta(days=1)
    assert cadence.later(last - dt.timedelta(days=7), 7) == last
    assert cadence.later(last - dt.timedelta(days=6), 7) == last


@pytest.mark.parametrize(
    ("given", "due"),
    [
        ({"qbr_days": None}, None),
        ({"qbr_days": None, "qbr_on": day(-9)}, None),
        # After the last one, whenever it became a customer.
        ({"qbr_days": 90, "qbr_on": day(-90)}, day(0)),
        ({"qbr_days": 90, "qbr_on": day(-91)}, day(-1)),
        ({"qbr_days": 90, "qbr_on": day(-89)}, day(1)),
        # None yet: from the later of the first day as a customer and the day it was added.
        ({"qbr_days": 90, "customer_since": day(-50), "added_on": day(-51)}, day(40)),
        ({"qbr_days": 90, "customer_since": day(-50), "added_on": day(-50)}, day(40)),
        ({"qbr_days": 90, "customer_since": day(-50), "added_on": day(-49)}, day(41)),
        ({"qbr_days": 90, "customer_since": None, "added_on": day(-50)}, day(40)),
    ],
)
def test_a_review_is_due_a_cadence_after_the_last_one_or_the_first_day_on_record(given, due):
    assert cadence.qbr_due_on(facts(**given)) == due


def test_check_ins_are_listed_by_state_then_how_late_then_revenue_then_code():
    def key(touch: int, **given):
        found = facts(touch_on=day(touch), **given)
        return cadence.order(found, cadence.checkin(found, TODAY, day(7)))

    in_order = [
        key(-45, cadence_days=15, code="f"),  # two cadences late
        key(-50, cadence_days=20, code="z"),  # one and a half, more than one and a quarter
        key(-45, cadence_days=20, code="g"),
        key(-60, cadence_days=30, code="b", arr=200),  # one cadence late, more revenue
        key(-40, cadence_days=20, code="c", arr=100),
        key(-40, cadence_days=20, code="d", arr=100),
        key(-60, cadence_days=30, code="a", arr=None),
        key(-30, cadence_days=30),
        key(-29, cadence_days=30),
        key(-29, cadence_days=30, booked_on=day(9)),
        key(-60, cadence_days=30, snoozed_until=day(1)),
        key(-1, cadence_days=30),
    ]
    assert sorted(in_order) == in_order
    assert [each[0] for each in in_order] == [0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5]
    assert in_order[0] == (0, -2.0, -100_000, "f")
    assert in_order[6] == (0, -1.0, 0, "a")


@pytest.mark.parametrize(
    ("prefers", "phones", "emails", "verb"),
    [
        (None, [], [], "Call"),
        (None, [{"typed": "030 1"}], [], "Call"),
        (None, [], ["a@b.example"], "Write to"),
        (None, [{"typed": "030 1"}], ["a@b.example"], "Call"),
        ("email", [{"typed": "030 1"}], ["a@b.example"], "Write to"),
        ("email", [], [], "Write to"),
        ("phone", [], ["a@b.example"], "Write to"),
        ("phone", [{"typed": "030 1"}], ["a@b.example"], "Call"),
    ],
)
def test_one_writes_to_who_prefers_it_or_leaves_no_other_way(prefers, phones, emails, verb):
    found = person(prefers=prefers, phones=json.dumps(phones), emails=json.dumps(emails))
    assert cadence.verb_for(found) == verb


@pytest.mark.parametrize(
    ("given", "step"),
    [
        ({"booked_on": day(1), "booked_kind": "meeting"}, "Meeting Tue 3 Mar"),
        ({"booked_on": day(1), "booked_kind": "qbr"}, "QBR Tue 3 Mar"),
        ({"booked_on": day(1), "booked_kind": "visit"}, "Visit Tue 3 Mar"),
        ({"booked_on": day(1), "booked_kind": None}, "Meeting Tue 3 Mar"),
        ({}, "Call Jane B"),
        ({"people": (person(1, prefers="email"),)}, "Write to Jane B"),
        ({"people": ()}, "Find someone to call"),
    ],
)
def test_the_next_step_is_the_booked_meeting_else_whom_to_reach(given, step):
    assert cadence.checkin_step(facts(**given), TODAY) == step


@pytest.mark.parametrize(
    ("leaves", "step"), [(day(30), "Leaving 1 Apr: Call Jane B"), (None, "Leaving: Call Jane B")]
)
def test_of_who_is_leaving_the_step_says_when_where_that_is_known(leaves, step):
    found = facts(leaving=Departure("leaving", leaves, 7, None, day(-300), None, None, None, None))
    assert cadence.checkin_step(found, TODAY) == step
