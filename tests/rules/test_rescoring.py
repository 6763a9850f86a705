"""A score with other points is the score that these points would have given."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.rules.facts import Facts
from amcli.rules.figures import DEFAULT, FIGURES, check_together
from amcli.rules.model import Model
from amcli.rules.rescoring import AT, figures_with, measured, measuring, parts_of, rescored
from amcli.rules.score import assess
from amcli.rules.signals import BY_NAME, SIGNAL_NAMES
from tests.profiles import examples

from .making import TODAY, contract, day, facts, issue, person, promise
from .test_score_properties import ANY

# Whole multiples, so that the points of parts are whole, too; 0 switches a signal off.
TIMES = st.lists(st.integers(0, 4), min_size=len(SIGNAL_NAMES), max_size=len(SIGNAL_NAMES))


def times(many: list[int]) -> Model:
    """The default figures with points so many times as high."""
    new = {name: DEFAULT.weights[name] * by for name, by in zip(SIGNAL_NAMES, many, strict=True)}
    return Model({**DEFAULT.figures, **figures_with(new, DEFAULT)}, DEFAULT.grace)


@settings(max_examples=examples(400))
@given(found=ANY, now=TIMES, then=TIMES)
def test_another_score_is_what_other_points_would_have_given(
    found: Facts, now: list[int], then: list[int]
) -> None:
    in_force, other = times(now), times(then)
    weights = [other.weights[name] for name in SIGNAL_NAMES]
    by = measuring(in_force)
    assert rescored(measured(found, TODAY, by), weights, other) == assess(found, TODAY, other).arithmetic


GONE = person(1, left_on=day(-9))
NOBODY_TALKED = {"touch_on": None, "talks": "", "people": (), "has_goal": False, "value_on": None}
# What is on record, and what the default points come to, three times those of late promises, and none at all.
BY_HAND = [
    ({}, 100, 100, 100),
    ({"tasks": (promise(-1),)}, 93, 79, 100),
    ({"contracts": (contract(0),)}, 59, 59, 100),  # 80 without the cap
    ({"contracts": (contract(15, "proposed"),)}, 82, 82, 100),
    ({"issues": (issue(-3, "critical"),), "had_issue": True}, 59, 59, 100),
    ({"issues": (issue(-6, "high"),), "had_issue": True}, 80, 80, 100),
    ({"people": (GONE,)}, 59, 59, 100),
    ({"people": (GONE, person(2, "user"))}, 75, 75, 100),
    ({"touch_on": day(-41)}, 91, 91, 100),
    ({"touch_on": day(-41), "pulse": "bad", "pulse_on": TODAY}, 39, 39, 39),
    ({"touch_on": day(-41), "feel": "good", "feel_on": TODAY}, 96, 96, 100),
    ({"touch_on": day(-60), "tasks": (promise(-1),), "contracts": (contract(0),)}, 48, 34, 100),
    # 25 for quiet, 8 for gaps; quiet is raised twofold for what can't be seen, or by 0.6 x 229 / 85
    (NOBODY_TALKED, 42, 52, 100),
]


@pytest.mark.parametrize(("given", "now", "thrice", "none"), BY_HAND)
def test_scores_with_other_points_by_hand(given: dict[str, Any], now: int, thrice: int, none: int) -> None:
    found = measured(facts(**given), TODAY, DEFAULT)
    for known, by in (
        (now, {}), (thrice, {"promise_overdue": 3}), (none, dict.fromkeys(SIGNAL_NAMES, 0)),
    ):  # fmt: skip
        other = times([by.get(name, 1) for name in SIGNAL_NAMES])
        weights = [other.weights[name] for name in SIGNAL_NAMES]
        assert rescored(found, weights, other) == known == assess(facts(**given), TODAY, other).arithmetic


def test_what_is_measured_are_shares_of_the_most_points() -> None:
    told = facts(tasks=(promise(-1),), contracts=(contract(0),), feel="ok", feel_on=TODAY)
    found = measured(told, TODAY, DEFAULT)
    some = {name: found.shares[at] for name, at in AT.items() if found.shares[at]}
    late = DEFAULT.weights["promise_overdue"]
    assert some == {"renewal_uncommitted": 1.0, "promise_overdue": pytest.approx(7 / late, abs=0.5 / late)}
    assert (found.presses, found.endangered, found.felt) == (True, False, "ok")
    assert measured(facts(), TODAY, DEFAULT).felt is None
    assert {SIGNAL_NAMES[at] for at in found.possible} - {SIGNAL_NAMES[at] for at in found.seen} == {
        name for name in assess(told, TODAY, DEFAULT).unknown if BY_NAME[name].counts_as_seen
    }


def test_what_is_switched_off_is_measured_by_its_default_points() -> None:
    """7 of the default points are as large a share while late promises are switched off."""
    off = times([0 if name == "promise_overdue" else 2 for name in SIGNAL_NAMES])
    late = facts(tasks=(promise(-1),))
    assert measured(late, TODAY, measuring(off)).shares == measured(late, TODAY, DEFAULT).shares
    assert measuring(off).weights["quiet"] == 2 * DEFAULT.weights["quiet"]
    whole = times([1] * len(SIGNAL_NAMES))
    assert measuring(whole).figures == DEFAULT.figures


def test_a_score_needs_the_points_of_each_signal() -> None:
    found = measured(facts(), TODAY, DEFAULT)
    with pytest.raises(ValueError, match="shorter"):
        rescored(found, [1], DEFAULT)


@pytest.mark.parametrize("most", [0, 1, 7, 13, 100])
def test_the_points_of_parts_move_in_proportion(most: int) -> None:
    for name in SIGNAL_NAMES:
        found = figures_with({name: most}, DEFAULT)
        assert found.get(f"points.{name}", DEFAULT.weights[name]) == most
        for part in parts_of(name):
            exact = DEFAULT.figures[part] * most / DEFAULT.weights[name]
            assert abs(found.get(part, DEFAULT.figures[part]) - exact) <= 0.5
        assert all(FIGURES[each].least <= value <= FIGURES[each].most for each, value in found.items())
        check_together({**DEFAULT.figures, **found})


def test_parts_are_points_and_nothing_else() -> None:
    assert parts_of("escalation") == ["issue.late", "issue.open"]
    assert parts_of("unhappy") == ["unhappy.answered"]
    assert parts_of("quiet") == []
