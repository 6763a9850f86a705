"""What each signal declares: its figures, whether a score needs it, whether it says the words of a record."""

import pytest

from amcli.rules.figures import DEFAULT
from amcli.rules.model import Model
from amcli.rules.signals import SIGNALS, said_already
from amcli.rules.signals.bad_news import event_points, worst_event
from amcli.rules.signals.escalation import is_dangerous
from amcli.rules.signals.only_selling import mostly_commercial
from amcli.rules.signals.single_threaded import single_points

from .making import TODAY, day, event, facts, issue, person

# Most points, the other figures, whether it counts as evidence, whether its words are those of a record.
DECLARED = {
    "quiet": (25, {"after": 1, "until": 2}, True, False),
    "champion_gone": (25, {}, True, False),
    "renewal_uncommitted": (20, {"days": 180}, True, False),
    "escalation": (
        20,
        {"critical": 2, "high": 5, "medium": 14, "low": 30, "late": 14, "open": 8},
        True,
        True,
    ),
    "promise_overdue": (20, {"each": 7, "old": 10, "old_days": 14}, True, True),
    "usage_falling": (15, {"after": 0.2, "until": 0.5, "minimum": 0.5}, True, False),
    "single_threaded": (12, {"key": 3, "standard": 2, "each": 6}, True, False),
    "unhappy": (12, {"answered": 6, "days": 2}, True, False),
    "only_selling": (12, {"share": 0.7, "days": 90}, True, False),
    "no_value_shown": (10, {"after": 1, "until": 1.5}, True, False),
    "no_reply": (10, {"days": 14}, True, False),
    "handoff_gap": (8, {"after": 15, "to": 180}, True, False),
    "payment_late": (10, {"days": 30}, True, True),
    "support_load": (10, {"after": 1.5, "until": 3.0}, True, False),
    "mood_low": (8, {"after": 0.65, "until": 0.45, "fall_after": 0.1, "fall_until": 0.3}, True, False),
    "downgraded": (8, {"until": 180, "to": 365}, True, False),
    "bad_news": (10, {"days": 120}, False, True),
    "record_gaps": (10, {"champion": 5, "goal": 3, "people": 3, "outcome": 5}, False, False),
}


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.name)
def test_a_signal_declares_its_figures_and_how_it_is_told(signal):
    figures = {name.partition(".")[2]: figure.default for name, figure in signal.figures.items()}
    found = (signal.most.default, figures, signal.counts_as_seen, signal.own_words)
    assert found == DECLARED[signal.name]


# The least and the most of what is neither points (0 to 100) nor days (1 to 3660).
LIMITS = {
    "quiet": {"after": (0, 50), "until": (0, 50)},
    "no_value_shown": {"after": (0, 50), "until": (0, 50)},
    "usage_falling": {"after": (0, 1), "until": (0, 1), "minimum": (0, 1)},
    "only_selling": {"share": (0, 1)},
    "support_load": {"after": (0, 50), "until": (0, 50)},
    "mood_low": {"after": (0, 1), "until": (0, 1), "fall_after": (0, 1), "fall_until": (0, 1)},
    "single_threaded": {"key": (1, 20), "standard": (1, 20)},
}


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.name)
def test_a_figure_lies_between_its_limits(signal):
    limits = {name.partition(".")[2]: figure[1:3] for name, figure in signal.figures.items()}
    other = {name: each for name, each in limits.items() if each not in ((0, 100), (1, 3660))}
    assert other == LIMITS.get(signal.name, {})
    assert signal.most[1:3] == (0, 100)


def test_an_item_says_already_what_a_signal_of_its_kinds_says():
    assert said_already("escalation", {"issue"})
    assert not said_already("escalation", {"survey"})
    assert not said_already("cap", {"issue"})


@pytest.mark.parametrize(
    ("on", "points"), [(0, 10), (-1, 10 * 119 / 120), (-60, 5), (-119, 10 / 120), (-120, 0), (-121, 0)]
)
def test_bad_news_counts_less_each_day_and_never_below_nothing(on, points):
    assert event_points(event(on), TODAY, DEFAULT) == pytest.approx(points)


def test_of_bad_news_that_are_over_the_newer_one_is_the_worst():
    older, newer = event(-150, number=9), event(-140, number=8)
    found = facts(events=(older, newer))
    assert worst_event(found, TODAY, DEFAULT) is newer
    assert event_points(event(-9, until=-1), TODAY, DEFAULT) == 0
    assert event_points(event(-9, until=0), TODAY, DEFAULT) == event_points(event(-9), TODAY, DEFAULT)
    assert worst_event(facts(events=(event(-150), older._replace(on=day(-150)))), TODAY, DEFAULT).id == 9


@pytest.mark.parametrize(
    ("opened", "severity", "escalated", "danger"),
    [
        (-2, "critical", None, False),
        (-3, "critical", None, True),
        (-6, "high", None, False),
        (-5, "high", -1, False),
        (-6, "high", -1, True),
        (-15, "medium", -1, True),
        (-31, "low", None, False),
        (-31, "low", 0, True),
    ],
)
def test_an_escalation_or_what_is_critical_is_dangerous_past_its_target(opened, severity, escalated, danger):
    assert is_dangerous(issue(opened, severity, escalated=escalated), TODAY, DEFAULT) is danger


@pytest.mark.parametrize(("talks", "mostly"), [("c--c--c--v--", True), ("c--c--v--v--", False)])
def test_exactly_the_share_that_is_too_much_is_only_selling(talks, mostly):
    assert (
        mostly_commercial(facts(talks=talks), Model(DEFAULT.figures | {"selling.share": 0.75}, 30)) is mostly
    )


@pytest.mark.parametrize(("wanted", "points"), [(1, 0), (2, 12)])
def test_who_wants_one_person_is_not_single_threaded_with_one(wanted, points):
    model = Model(DEFAULT.figures | {"people.standard": wanted}, 30)
    assert single_points(facts(people=(person(1), person(2, "user", None))), TODAY, model) == points
