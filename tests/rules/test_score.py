"""The score's arithmetic: both ends of every ramp, caps, pulse, coverage; and what always holds."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.rules import score
from amcli.rules.facts import Person
from amcli.rules.reasons import explain

from .test_priority import TODAY, contract, day, facts, task

GRACE = 30


def person(number: int = 1, **given) -> Person:
    base = {
        "role": "champion",
        "left_on": None,
        "successor_id": None,
        "primary": False,
        "prefers": None,
        "phones": "[]",
        "emails": "[]",
        "last_on": day(-1),
    }
    return Person(number, f"Jane {number}", **(base | given))


def points(found, name: str) -> int:
    return {line.signal: line.points for line in score.assess(found, TODAY, GRACE).lines}.get(name, 0)


WELL_KEPT = {
    "people": (person(1), person(2, role="user")),
    "has_task": True,
    "has_goal": True,
    "recent_named": 1,
}


@pytest.mark.parametrize(
    ("cadence", "days", "expected"),
    [
        (14, 14, 0),
        (14, 27, 23),
        (14, 20, 11),
        (30, 52, 18),
        (30, 41, 9),
        (14, 28, 25),
        (14, 90, 25),
        (30, 30, 0),
        (30, 31, 1),
        (30, 57, 23),
        (10, 19, 23),
    ],
)
def test_quiet_rises_from_one_cadence_to_two(cadence, days, expected):
    assert points(facts(cadence_days=cadence, touch_on=day(-days)), "quiet") == expected


def test_quiet_counts_from_the_day_an_account_was_added_where_that_is_later():
    assert points(facts(added_on=day(-10), touch_on=day(-300)), "quiet") == 0
    assert points(facts(added_on=day(-61), touch_on=None), "quiet") == 25
    never = score.assess(facts(added_on=day(-30), touch_on=None), TODAY, GRACE)
    assert "quiet" in never.unknown


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ((person(left_on=day(-365)),), 25),
        ((person(left_on=day(-366)),), 0),
        ((person(left_on=day(0)),), 25),
        ((person(left_on=day(1)),), 0),
        ((person(left_on=day(-9), successor_id=2), person(2, role="user")), 0),
        ((person(left_on=day(-9)), person(2, role="executive_sponsor")), 0),
        ((person(role="user", left_on=day(-9)),), 0),
        ((person(1, left_on=day(-400)), person(2, role="executive_sponsor", left_on=day(-9))), 25),
    ],
)
def test_a_champion_is_gone_when_the_last_one_left_within_a_year_and_nobody_follows(people, expected):
    assert points(facts(people=people), "champion_gone") == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (contract(180), 0),
        (contract(90), 10),
        (contract(0), 20),
        (contract(-30), 20),
        (contract(-31), 0),
        (contract(0, "verbal"), 0),
        (contract(0, "signed"), 0),
        (contract(70, "contacted", 60, True), 19),
        (contract(59, "contacted", 60, True), 0),
        (contract(0, "proposed", None, True), 20),
        (contract(-1, "proposed", None, True), 0),
        (contract(10, starts_on=day(-9)), 0),
        (contract(5, starts_on=day(-14)), 10),
    ],
)
def test_an_uncommitted_renewal_rises_to_its_deadline_and_ends_with_the_grace(given, expected):
    assert points(facts(contracts=(given,)), "renewal_uncommitted") == expected


@pytest.mark.parametrize(
    ("tasks", "expected"),
    [
        ((task(0, True),), 0),
        ((task(-1, True),), 7),
        ((task(-14, True),), 7),
        ((task(-15, True),), 10),
        ((task(-15, True), task(-1, True, number=4)), 17),
        (tuple(task(-20, True, number=n) for n in range(1, 6)), 20),
        ((task(-20, True, "them"), task(-20)), 0),
    ],
)
def test_each_late_promise_of_mine_costs(tasks, expected):
    assert points(facts(tasks=tasks, has_task=True), "promise_overdue") == expected


@pytest.mark.parametrize(
    ("tier", "people", "expected"),
    [("key", 1, 12), ("key", 2, 6), ("key", 3, 0), ("standard", 1, 12), ("standard", 2, 0), ("light", 1, 0)],
)
def test_hanging_on_few_people_costs_by_tier(tier, people, expected):
    assert (
        points(facts(tier=tier, people=tuple(person(n) for n in range(people))), "single_threaded")
        == expected
    )


def test_gaps_in_my_own_records_cost_ten_at_most_and_only_after_a_month():
    bare = facts(people=(person(role="user"),), recent_touches=4, recent_named=0, contracts=(contract(-31),))
    assert points(bare, "record_gaps") == 10
    assert points(bare._replace(contracts=()), "record_gaps") == 10
    assert points(bare._replace(contracts=(), recent_named=1), "record_gaps") == 8
    assert points(bare._replace(contracts=(), recent_named=1, has_goal=True), "record_gaps") == 5
    assert points(bare._replace(added_on=day(-30)), "record_gaps") == 0
    assert points(bare._replace(status="onboarding"), "record_gaps") == 0


def test_the_cap_of_the_deadline_holds_from_fourteen_days_on():
    near = score.assess(facts(**WELL_KEPT, contracts=(contract(14, "proposed"),)), TODAY, GRACE)
    assert (near.cap, near.score) == ("deadline", 59)
    far = score.assess(facts(**WELL_KEPT, contracts=(contract(15, "proposed"),)), TODAY, GRACE)
    assert (far.cap, far.score) == (None, 82)
    assert score.assess(facts(**WELL_KEPT, contracts=(contract(14, "verbal"),)), TODAY, GRACE).cap is None


def test_the_cap_of_the_champion_needs_few_people_too():
    alone = facts(people=(person(left_on=day(-9)), person(2, role="user", last_on=None)), has_goal=True)
    assert score.assess(alone, TODAY, GRACE).cap == "champion"
    with_others = alone._replace(people=(*alone.people, person(3, role="user")))
    assert score.assess(with_others, TODAY, GRACE).cap is None


@pytest.mark.parametrize(
    ("pulse", "age", "expected"), [("bad", 30, 39), ("bad", 31, 100), ("good", 90, 100), ("ok", 5, 100)]
)
def test_a_bad_pulse_caps_for_thirty_days(pulse, age, expected):
    assert score.assess(facts(**WELL_KEPT, pulse=pulse, pulse_on=day(-age)), TODAY, GRACE).score == expected


def test_a_good_pulse_gives_five_points_at_most_and_lifts_no_cap():
    quiet = facts(**WELL_KEPT, touch_on=day(-41), cadence_days=30)
    assert score.assess(quiet, TODAY, GRACE).score == 91
    assert score.assess(quiet._replace(feel="good", feel_on=day(-90)), TODAY, GRACE).score == 96
    assert score.assess(quiet._replace(feel="good", feel_on=day(-91)), TODAY, GRACE).score == 91
    capped = facts(**WELL_KEPT, pulse="good", pulse_on=day(0), contracts=(contract(5, "proposed"),))
    assert score.assess(capped, TODAY, GRACE).score == 59


def test_the_newer_of_pulse_and_feel_counts_and_the_pulse_of_equals():
    both = {"pulse": "bad", "pulse_on": day(-5), "feel": "good"}
    assert score.pulse(facts(**both, feel_on=day(-4)), TODAY) == "good"
    assert score.pulse(facts(**both, feel_on=day(-5)), TODAY) == "bad"
    assert score.pulse(facts(**both, feel_on=day(1)), TODAY) == "bad"


def test_too_little_on_record_is_unknown_neither_red_nor_green():
    fresh = facts(added_on=day(-1), touch_on=None, people=(), contracts=(contract(20),))
    found = score.assess(fresh, TODAY, GRACE)
    assert (found.score, found.band) == (None, "unknown")
    assert found.coverage == pytest.approx(20 / 102)


def test_bands_have_their_limits():
    assert [score.band_of(n) for n in (0, 39, 40, 59, 60, 79, 80, 100)] == [
        "critical",
        "critical",
        "at_risk",
        "at_risk",
        "watch",
        "watch",
        "healthy",
        "healthy",
    ]


OFFSETS = st.integers(-420, 60)
PEOPLE = st.lists(
    st.builds(
        person,
        st.integers(1, 9),
        role=st.sampled_from(["champion", "executive_sponsor", "user", None]),
        left_on=st.one_of(st.none(), OFFSETS.map(day)),
        last_on=st.one_of(st.none(), st.integers(-90, 0).map(day)),
    ),
    max_size=4,
    unique_by=lambda each: each.id,
)
CONTRACTS = st.lists(
    st.builds(
        contract,
        st.integers(-60, 300),
        st.sampled_from(["not_started", "contacted", "proposed", "verbal", "signed"]),
        st.one_of(st.none(), st.integers(0, 120)),
        st.booleans(),
    ),
    max_size=3,
)
TASKS = st.lists(st.builds(task, st.integers(-40, 10), st.booleans(), number=st.integers(1, 99)), max_size=5)
ANY_FACTS = st.builds(
    lambda **given: facts(**given),
    tier=st.sampled_from(["key", "standard", "light"]),
    status=st.sampled_from(["active", "onboarding"]),
    cadence_days=st.integers(1, 120),
    added_on=OFFSETS.map(day),
    touch_on=st.one_of(st.none(), st.integers(-400, 0).map(day)),
    pulse=st.sampled_from(["good", "ok", "bad"]),
    pulse_on=st.one_of(st.none(), OFFSETS.map(day)),
    has_task=st.booleans(),
    has_goal=st.booleans(),
    recent_touches=st.integers(0, 4),
    people=PEOPLE.map(tuple),
    contracts=CONTRACTS.map(tuple),
    tasks=TASKS.map(tuple),
)


@settings(max_examples=300, deadline=None)
@given(found=ANY_FACTS)
def test_the_lines_add_up_to_what_is_missing_from_a_hundred(found):
    outcome = score.assess(found, TODAY, GRACE)
    assert sum(line.points for line in outcome.lines) == 100 - outcome.arithmetic
    assert 0 <= outcome.arithmetic <= 100
    assert all(line.points <= line.most for line in outcome.lines)
    assert (outcome.score is None) == (outcome.band == "unknown")


@settings(max_examples=200, deadline=None)
@given(found=ANY_FACTS, data=st.data())
def test_the_order_of_records_never_matters(found, data):
    shuffled = found._replace(
        people=tuple(data.draw(st.permutations(found.people))),
        contracts=tuple(data.draw(st.permutations(found.contracts))),
        tasks=tuple(data.draw(st.permutations(found.tasks))),
    )
    assert score.assess(shuffled, TODAY, GRACE) == score.assess(found, TODAY, GRACE)


@settings(max_examples=200, deadline=None)
@given(found=ANY_FACTS)
def test_more_risk_never_raises_the_score(found):
    before = score.assess(found, TODAY, GRACE).arithmetic
    worse = [
        found._replace(tasks=(*found.tasks, task(-30, True, number=500)), has_task=True),
        found._replace(pulse="bad", pulse_on=TODAY),
        found._replace(contracts=(*found.contracts, contract(3, id=500))),
    ]
    if found.touch_on is not None and found.touch_on > found.added_on:
        worse.append(found._replace(touch_on=found.touch_on - dt.timedelta(days=10)))
    for each in worse:
        assert score.assess(each, TODAY, GRACE).arithmetic <= before


@settings(max_examples=200, deadline=None)
@given(found=ANY_FACTS)
def test_every_line_has_words_and_a_command_and_says_what_it_gives_back(found):
    outcome = score.assess(found, TODAY, GRACE)
    reasons = explain(found, outcome, TODAY, GRACE)
    assert [(reason.signal, reason.points) for reason in reasons] == [
        (line.signal, line.points) for line in outcome.lines
    ]
    for reason in reasons:
        assert reason.text
        assert reason.short
        assert reason.step
        assert reason.command.startswith("am ")
        assert reason.back >= 0


def test_the_version_of_the_model_is_stable_until_a_weight_changes(monkeypatch):
    before = score.model_version()
    assert before == score.model_version()
    monkeypatch.setattr(score, "CAP", 58)
    assert score.model_version() != before
