"""A score with other points is the score that these points would have given."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.rules.facts import Facts
from amcli.rules.figures import DEFAULT, FIGURES, check_together
from amcli.rules.model import Model
from amcli.rules.rescoring import figures_with, measured, measuring, parts_of, rescored
from amcli.rules.score import assess
from amcli.rules.signals import SIGNAL_NAMES
from tests.profiles import examples

from .making import TODAY
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
