"""The order of the morning, worked by hand from its definitions."""

import pytest

from amcli.rules import priority
from amcli.rules.facts import (
    NO_SIGNS,
    Answer,
    Facts,
    OpenIssue,
    OpenOpportunity,
    OpenTask,
    Person,
    Signs,
)
from amcli.rules.figures import DEFAULT
from amcli.rules.reasons import Reason

from . import making
from .making import TODAY, contract, day

# Spoken to yesterday, and nothing else on record.
BARE = {
    "qbr_days": None, "touch_people": (), "has_task": False, "has_goal": False, "talks": "---",
    "named": False, "arr": 1000, "people": (), "signs": NO_SIGNS,
}  # fmt: skip


def facts(**given) -> Facts:
    return making.facts()._replace(**(BARE | given))


def task(due: int | None, promised: bool = False, by: str | None = None, number: int = 3) -> OpenTask:
    due_on = None if due is None else day(due)
    return OpenTask(number, 1, "acme", "Acme", None, "Send it", due_on, promised, by, None)


def urgencies(found: Facts, reasons: list[Reason] | None = None, band: str = "healthy") -> dict[str, float]:
    wanted = priority.items(found, reasons or [], band, TODAY, DEFAULT)
    return {item.kind: round(item.urgency, 3) for item in wanted}


@pytest.mark.parametrize(
    ("past", "share"),
    [(-20, 0.2), (-14, 0.2), (-7, 0.2 + 0.8 / 3), (0, 0.2 + 0.8 * 14 / 21), (7, 1.0), (60, 1.0)],
)
def test_the_ramp_runs_from_a_fifth_fourteen_days_before_to_one_seven_days_past(past, share):
    assert priority.ramp(past) == pytest.approx(share)


@pytest.mark.parametrize(
    ("stage", "left", "share"),
    [
        ("not_started", 121, None),
        ("not_started", 120, 0.2),
        ("not_started", 60, 0.6),
        ("not_started", 0, 1.0),
        ("contacted", 61, None),
        ("contacted", 30, 0.6),
        ("proposed", 31, None),
        ("proposed", 15, 0.6),
        ("verbal", 15, None),
        ("verbal", 14, 0.2),
        ("signed", 0, 0.2 + 0.8 * 14 / 21),
        ("proposed", -1, 1.0),
        ("proposed", -3, 1.0),
        ("verbal", -1, 1.0),
    ],
)
def test_a_renewal_presses_earlier_the_less_is_done(stage, left, share):
    found = priority.renewal_ramp(contract(left, stage), TODAY)
    assert found == (None if share is None else pytest.approx(share))


def test_a_notice_deadline_weighs_more_than_an_end_and_presses_fully_once_it_has_passed():
    assert urgencies(facts(contracts=(contract(90, "contacted", 60, True),))) == {
        "notice": pytest.approx(60.0)
    }
    passed = facts(contracts=(contract(50, "contacted", 60, True),))
    assert urgencies(passed) == {"notice": pytest.approx(100)}
    resting = facts(contracts=(contract(40, "contacted", 60, True),))
    assert urgencies(resting) == {}
    renewed = facts(contracts=(contract(-1, "contacted", 60, True),))
    assert urgencies(renewed) == {"renewal": pytest.approx(85)}
    manual = facts(contracts=(contract(30, "contacted", 60, False),))
    assert urgencies(manual) == {"renewal": pytest.approx(85 * 0.6)}


def test_a_deadline_far_away_says_nothing_before_its_ramp():
    assert urgencies(facts(contracts=(contract(121, "not_started"),))) == {}
    assert urgencies(facts(contracts=(contract(120, "not_started"),))) == {"renewal": pytest.approx(17)}
    assert urgencies(facts(contracts=(contract(15, "verbal"),))) == {}


def test_a_snoozed_contract_says_nothing_until_its_day():
    assert urgencies(facts(contracts=(contract(5, snoozed_until=day(1)),))) == {}
    assert "renewal" in urgencies(facts(contracts=(contract(5, snoozed_until=day(0)),)))
    assert "renewal" in urgencies(facts(contracts=(contract(5, snoozed_until=day(-1)),)))


def test_tasks_and_promises_count_from_their_day_on():
    assert urgencies(facts(tasks=(task(1), task(None)))) == {}
    assert urgencies(facts(tasks=(task(0),))) == {"task": round(55 * priority.ramp(0), 3)}
    assert urgencies(facts(tasks=(task(-4, True, "me"),))) == {"promise": round(90 * priority.ramp(4), 3)}
    assert urgencies(facts(tasks=(task(-4, True, None),))) == {"promise": round(90 * priority.ramp(4), 3)}
    assert urgencies(facts(tasks=(task(-4, True, "them"),))) == {"task": round(55 * priority.ramp(4), 3)}


def test_a_check_in_counts_when_due_and_not_while_snoozed():
    assert urgencies(facts(touch_on=day(-29))) == {}
    assert urgencies(facts(touch_on=day(-30))) == {"checkin": round(60 * priority.ramp(0), 3)}
    assert urgencies(facts(touch_on=day(-37))) == {"checkin": 60.0}
    assert urgencies(facts(touch_on=day(-37), snoozed_until=day(1))) == {}
    assert urgencies(facts(touch_on=day(-37), snoozed_until=day(0))) == {"checkin": 60.0}
    assert urgencies(facts(touch_on=day(-37), snoozed_until=day(-1))) == {"checkin": 60.0}


def test_a_review_counts_within_its_ramp():
    assert urgencies(facts(qbr_days=90, qbr_on=day(-75))) == {}
    assert urgencies(facts(qbr_days=90, qbr_on=day(-76))) == {"qbr": 9.0}
    assert urgencies(facts(qbr_days=90, qbr_on=day(-100))) == {"qbr": 45.0}


def issue(opened: int, severity: str = "high", escalated: int | None = None) -> OpenIssue:
    escalated_on = None if escalated is None else day(escalated)
    return OpenIssue(7, "Feed down", severity, "product", day(opened), escalated_on)


def test_high_and_critical_issues_press_from_the_day_they_should_be_solved():
    assert urgencies(facts(signs=Signs(issues=(issue(-5),)))) == {"issue": round(85 * priority.ramp(0), 3)}
    assert urgencies(facts(signs=Signs(issues=(issue(-12),)))) == {"issue": 85.0}
    critical = facts(signs=Signs(issues=(issue(0, "critical"),)))
    assert urgencies(critical) == {"issue": round(85 * priority.ramp(-2), 3)}
    assert urgencies(facts(signs=Signs(issues=(issue(-60, "medium"),)))) == {}


def test_the_expected_day_of_an_opportunity_counts_within_its_ramp():
    def expected(days: int) -> Facts:
        return facts(signs=Signs(opportunities=(OpenOpportunity(5, "SSO", "upsell", "proposed", day(days)),)))

    assert urgencies(expected(15)) == {}
    assert urgencies(expected(14)) == {"opportunity": 8.0}
    assert urgencies(expected(-7)) == {"opportunity": 40.0}


def test_a_bad_answer_counts_until_somebody_comes_back_to_it():
    answer = Answer(9, "nps", day(-9), 4, 10, None)
    assert urgencies(facts(touch_on=day(-10), signs=Signs(answers=(answer,)))) == {"survey": 40.0}
    early = answer._replace(on=day(-4))  # two days after it should have been come back to
    expected = {"survey": round(40 * priority.ramp(2), 3)}
    assert urgencies(facts(touch_on=day(-10), signs=Signs(answers=(early,)))) == expected
    assert urgencies(facts(touch_on=day(-9), signs=Signs(answers=(answer,)))) == {}
    glad = answer._replace(score=9)
    assert urgencies(facts(touch_on=day(-10), signs=Signs(answers=(glad,)))) == {}


def test_a_record_that_is_put_off_says_nothing():
    signs = Signs(
        issues=(issue(-9),),
        opportunities=(OpenOpportunity(5, "SSO", "upsell", "proposed", day(0)),),
        answers=(Answer(9, "nps", day(-9), 4, 10, None),),
    )
    found = facts(touch_on=day(-10), signs=signs)
    asleep = frozenset({"i7", "o5", "s9"})
    assert list(priority.items(found, [], "healthy", TODAY, DEFAULT, asleep)) == []


def test_an_account_that_is_put_off_keeps_what_has_a_record_of_its_own():
    reason = Reason("quiet", 25, 25, "Quiet", "Quiet", "", (), "Call", "am log acme", 25)
    late = facts(tasks=(task(-1),), touch_on=day(-300), qbr_days=90, qbr_on=day(-100))
    assert set(urgencies(late, [reason], "critical")) == {"task", "qbr", "checkin", "critical"}
    assert set(urgencies(late._replace(snoozed_until=day(1)), [reason], "critical")) == {"task"}


def wants(found: Facts, weight: float = 1) -> priority.Wants:
    return priority.wants(found, list(priority.items(found, [], "healthy", TODAY, DEFAULT)), weight)


def test_the_parts_of_a_priority_make_it():
    found = wants(facts(tasks=(task(-2, True, "me"),)), 0.75)
    (item,) = found.items
    assert item.base * item.ramp * found.weight == pytest.approx(found.priority(item))
    assert (item.base, item.ramp) == (90, pytest.approx(priority.ramp(2)))


def test_accounts_at_risk_count_always():
    reason = Reason("quiet", 25, 25, "Quiet", "Quiet", "", (), "Call", "am log acme", 25)
    assert urgencies(facts(), [reason], "critical") == {"critical": 80}
    assert urgencies(facts(), [reason], "at_risk") == {"at_risk": 50}
    assert urgencies(facts(), [reason], "watch") == {}


def test_the_weight_is_the_percentile_of_revenue_with_half_of_equals():
    assert priority.weights([0, 10, 10, 40]) == {
        0: 0.5 + 0.5 * 0.5 / 4,
        10: 0.5 + 0.5 * 2 / 4,
        40: 0.5 + 0.5 * 3.5 / 4,
    }


def test_an_account_without_revenue_weighs_less_than_one_of_the_smallest():
    assert priority.weights([None, 1]) == {0: 0.5 + 0.5 * 0.5 / 2, 1: 0.5 + 0.5 * 1.5 / 2}


def test_what_an_account_wants_is_in_three_sections_the_most_urgent_first():
    busy = facts(
        tasks=(task(-1, number=3), task(-9, True, "me", number=4)),
        contracts=(contract(0),),
        touch_on=day(-300),
    )
    found = wants(busy)
    assert [(item.section, item.kind, item.ref) for item in found.items] == [
        ("owed", "promise", "t4"),
        ("dated", "renewal", "k7"),
        ("quiet", "checkin", None),
        ("owed", "task", "t3"),
    ]
    assert [item.ref for item in found.of("owed")] == ["t4", "t3"]


def test_a_mark_says_that_a_deadline_has_passed_is_today_or_near_and_not_agreed():
    def mark(ends: int, stage: str = "contacted", worked=lambda on: True) -> str:
        item = priority.contract_item(contract(ends, stage), TODAY, worked)
        assert item is not None
        return item.mark

    assert [mark(-1), mark(0), mark(14), mark(15)] == ["!", "*", "*", " "]
    assert [mark(0, "verbal"), mark(3, "verbal")] == ["*", " "]
    # Monday is the last working day before a Wednesday, where Tuesday and Wednesday are free.
    assert mark(2, "verbal", lambda on: on.day not in (3, 4)) == "*"


def only(found: Facts, reasons: list[Reason] | None = None, band: str = "healthy") -> priority.Item:
    (item,) = priority.items(found, reasons or [], band, TODAY, DEFAULT)
    return item


def answered(on: int) -> Facts:
    """A bad answer of that day, which should be come back to within 2 days."""
    return facts(touch_on=day(-10), signs=Signs(answers=(Answer(9, "nps", day(on), 4, 10, None),)))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (facts(tasks=(task(-1),)), ("owed", "task", "!", "t3", 1)),
        (facts(tasks=(task(0),)), ("owed", "task", "*", "t3", 0)),
        (facts(tasks=(task(0, True),)), ("owed", "promise", "*", "t3", 0)),
        (facts(signs=Signs(issues=(issue(-6),))), ("owed", "issue", "!", "i7", 1)),
        (facts(signs=Signs(issues=(issue(-5),))), ("owed", "issue", "*", "i7", 0)),
        (facts(signs=Signs(issues=(issue(-4),))), ("owed", "issue", " ", "i7", -1)),
        (answered(-3), ("owed", "survey", "!", "s9", 1)),
        (answered(-2), ("owed", "survey", "*", "s9", 0)),
        (answered(-1), ("owed", "survey", " ", "s9", -1)),
        (facts(touch_on=day(-31)), ("quiet", "checkin", "!", None, 1)),
        (facts(touch_on=day(-30)), ("quiet", "checkin", "*", None, 0)),
        (facts(qbr_days=90, qbr_on=day(-91)), ("quiet", "qbr", "!", None, 1)),
        (facts(qbr_days=90, qbr_on=day(-90)), ("quiet", "qbr", "*", None, 0)),
        (facts(qbr_days=90, qbr_on=day(-89)), ("quiet", "qbr", " ", None, -1)),
        (facts(contracts=(contract(-1),)), ("dated", "renewal", "!", "k7", 1)),
        (facts(contracts=(contract(0),)), ("dated", "renewal", "*", "k7", 0)),
        (facts(contracts=(contract(31, notice=30),)), ("dated", "notice", "*", "k7", -1)),
    ],
)
def test_an_item_says_in_which_section_it_stands_with_which_mark_and_how_many_days_are_past(found, expected):
    item = only(found)
    assert (item.section, item.kind, item.mark, item.ref, item.days) == expected
    assert item.place == ("" if item.section != "dated" else item.subject.place)


@pytest.mark.parametrize(("expected_on", "mark", "past"), [(1, " ", -1), (0, "*", 0), (-1, "!", 1)])
def test_an_opportunity_is_marked_by_its_expected_day(expected_on, mark, past):
    opportunity = OpenOpportunity(5, "SSO", "upsell", "proposed", day(expected_on))
    item = only(facts(signs=Signs(opportunities=(opportunity,))))
    assert (item.section, item.kind, item.mark, item.ref, item.days) == (
        "quiet",
        "opportunity",
        mark,
        "o5",
        past,
    )
    undated = facts(signs=Signs(opportunities=(opportunity._replace(expected_on=None),)))
    assert list(priority.items(undated, [], "healthy", TODAY, DEFAULT)) == []


def test_an_account_at_risk_has_no_day_and_its_reasons():
    reason = Reason("quiet", 25, 25, "Quiet", "Quiet", "", (), "Call", "am log acme", 25)
    assert only(facts(), [reason], "critical")[3:7] == ("!", None, 0, (reason,))
    assert only(facts(), [reason], "at_risk")[3:7] == (" ", None, 0, (reason,))


def test_of_equals_the_one_without_a_record_comes_first_then_by_record():
    same = [priority.Item("owed", "task", 5.0, " ", ref, 0) for ref in ("t4", None, "t3")]
    assert [item.ref for item in priority.wants(facts(), same, 1).items] == [None, "t3", "t4"]


def test_of_two_the_more_urgent_comes_first_whichever_was_found_first():
    low, high = (
        priority.Item("owed", "task", 20, "*", "t3", 0),
        priority.Item("owed", "issue", 40, "!", "i1", 2),
    )
    for found in ([low, high], [high, low]):
        assert [item.ref for item in priority.wants(facts(), found, 1).items] == ["i1", "t3"]


def test_a_contract_is_asleep_until_the_day_of_its_snooze():
    assert priority.is_asleep(contract(5, snoozed_until=day(1)), TODAY)
    assert not priority.is_asleep(contract(5, snoozed_until=day(0)), TODAY)
    assert not priority.is_asleep(contract(5, snoozed_until=day(-1)), TODAY)
    assert not priority.is_asleep(contract(5), TODAY)
    # What is missing from the record is told all the same.
    assert only(facts(contracts=(contract(-31, snoozed_until=day(9)),))).place == "unrecorded"


def test_whom_to_turn_to_is_the_last_one_spoken_to_who_is_still_there():
    def person(number: int, **given) -> Person:
        base = {
            "role": None,
            "left_on": None,
            "successor_id": None,
            "primary": False,
            "prefers": None,
            "phones": "[]",
            "emails": "[]",
            "last_on": None,
        }
        return Person(number, name=f"P{number}", **(base | given))

    people = (person(1), person(2, primary=True), person(3, left_on=day(-1)), person(4, role="champion"))
    assert facts(people=people, touch_people=(3, 1)).to_call(TODAY).id == 1
    assert facts(people=people, touch_people=(3,)).to_call(TODAY).id == 2
    assert facts(people=people[2:], touch_people=(3,)).to_call(TODAY).id == 4
    assert facts(people=people[2:3]).to_call(TODAY) is None
