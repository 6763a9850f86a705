"""What every entry of a signal must have: a file of its name, words for all that may become of it, and kinds
of items and events that there are."""

from importlib import import_module
from typing import Any

import pytest

from amcli.rules import digest, priority
from amcli.rules.figures import DEFAULT, FIGURES, RISING
from amcli.rules.reasons import every_signal, explain, filled_in, without_data
from amcli.rules.score import assess
from amcli.rules.signal import Signal
from amcli.rules.signals import SIGNAL_NAMES, SIGNALS, now_named, said_already

from .making import TODAY, day, facts, issue, promise

# Figures for which a rule of one line has no room.
UNSAID = {"handoff_gap": {"handoff.to"}, "single_threaded": {"people.each"}}
each_signal = pytest.mark.parametrize("signal", SIGNALS, ids=SIGNAL_NAMES)


@each_signal
def test_a_signal_is_in_the_file_of_its_name(signal: Signal) -> None:
    module = import_module(f"amcli.rules.signals.{signal.name}")
    assert module.SIGNAL is signal
    rule, data = (module.__doc__ or "").split("\n\n")
    assert rule.startswith(f"{signal.label}: ")
    assert data.startswith("Has data ")


@each_signal
def test_a_rule_names_only_figures_that_there_are_and_nearly_all_of_its_own(signal: Signal) -> None:
    assert "{" not in filled_in(signal.rule, DEFAULT)
    left_out = {name for name in signal.figures if f"{{{name}" not in signal.rule}
    assert left_out == UNSAID.get(signal.name, set())


@each_signal
def test_what_says_a_signal_already_is_an_item_of_the_morning_or_an_event_of_the_digest(
    signal: Signal,
) -> None:
    assert set(signal.said_by) <= {*priority.BASE, *digest.EVENT_KINDS}


def test_what_is_said_already_is_asked_by_the_kinds_that_there_are() -> None:
    assert said_already("quiet", {"task", "checkin"})
    assert not said_already("quiet", {"task"})
    assert not said_already("champion_gone", {"checkin", "issue"})
    assert not said_already("cap", {"checkin"})


def test_the_lines_of_a_score_kept_before_have_the_names_of_today() -> None:
    kept = '[["ghosted", 10], ["quiet", 5], ["pulse", "ghosted twice"]]'
    assert now_named(kept) == '[["no_reply", 10], ["quiet", 5], ["pulse", "ghosted twice"]]'


def test_the_figures_are_those_of_the_signals_in_their_order_then_those_of_the_score() -> None:
    points = [f"points.{name}" for name in SIGNAL_NAMES]
    own = [name for signal in SIGNALS for name in signal.figures]
    assert [*FIGURES][: len(points) + len(own)] == [*points, *own]
    assert {name.partition(".")[0] for name in [*FIGURES][len(points) + len(own) :]} == {
        "limits", "pulse", "bands", "evidence", "seen",
    }  # fmt: skip
    assert {name for pair in RISING for name in pair} <= set(FIGURES)


@pytest.mark.parametrize(
    "changes",
    [
        {"touch_on": None, "touch_id": None, "added_on": day(-3), "talks": "", "people": ()},
        {"touch_on": day(-400), "talks": "---", "has_task": False, "has_goal": False, "answers": ()},
        {"owner_since": day(-3), "customer_since": day(-900), "talks": "v--" * 2},
    ],
)
def test_every_signal_without_data_says_what_is_missing(changes: dict[str, Any]) -> None:
    found = facts(**changes)
    outcome = assess(found, TODAY, DEFAULT)
    missing = dict(without_data(found, outcome, TODAY, DEFAULT))
    counted = {signal.name for signal in SIGNALS if signal.counts_as_seen}
    assert set(missing) == counted & set(outcome.unknown)
    assert len(missing) > 1
    assert all(missing.values())


def test_every_signal_is_stated_with_its_state_and_its_points() -> None:
    found = facts(tasks=(promise(-20),), issues=(issue(-9),), tier="light")
    outcome = assess(found, TODAY, DEFAULT)
    stated = {each.signal: each for each in every_signal(outcome, DEFAULT)}
    assert tuple(stated) == SIGNAL_NAMES
    assert (stated["promise_overdue"].state, stated["promise_overdue"].points) == ("points", 10)
    assert stated["single_threaded"].state == "not_applicable"
    assert stated["quiet"].state == "none"
    assert stated["usage_falling"].state == "unknown"
    assert {each.signal for each in explain(found, outcome, TODAY, DEFAULT)} == {
        name for name, each in stated.items() if each.state == "points"
    }
