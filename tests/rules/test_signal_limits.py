"""Signals where two of their reasons are level, where there is nothing of one, and with other figures."""

import pytest

from amcli.rules.figures import DEFAULT
from amcli.rules.model import Model
from amcli.rules.reasons import explain, without_data
from amcli.rules.score import assess
from amcli.rules.signals.renewal_uncommitted import share, worst_contract
from amcli.rules.signals.unhappy import complaints

from .making import TODAY, answer, contract, day, downgrade, facts, load, mood, usage

FELL = {"answers": (mood(0.3, 0.3, 0.9),)}
SHORT = {"downgrade_until": 1, "downgrade_to": 3}
MONTHS_AND_OTHERS = {"load": load(6, 2, fresh=3, recent=6)}


def model(**figures: float) -> Model:
    """The figures in force but for some; `_` stands for the point in their names."""
    return Model(DEFAULT.figures | {name.replace("_", ".", 1): each for name, each in figures.items()}, 30)


@pytest.mark.parametrize(
    ("signal", "given", "points"),
    [
        # The longer term presses more, though the other one ends earlier: 140 of 180 days, and 10 of 40.
        ("renewal_uncommitted", {"contracts": (contract(30, term=80, id=8), contract(40))}, 16),
        ("renewal_uncommitted", {"contracts": (contract(40), contract(30, term=80, id=8))}, 16),
        # Of three metrics the second fell most.
        (
            "usage_falling",
            {"usage": (usage(75, 100), usage(65, 100, metric="a"), usage(80, 100, metric="b"))},
            8,
        ),
        # Four new issues say as much as three.
        ("support_load", {"load": load(20, 99, issues=4, fresh=4, recent=20)}, 10),
    ],
)
def test_what_counts_of_several(signal, given, points):
    found = assess(facts(**given), TODAY, DEFAULT)
    assert {line.signal: line.points for line in found.lines}[signal] == points


@pytest.mark.parametrize(
    ("signal", "given", "figures", "points"),
    [
        # Full for one day, nothing from the third on: a day later it is no less than nothing, and not more.
        *(
            ("downgraded", {"runs": True, "downgrades": (downgrade(-days),)}, SHORT, points)
            for days, points in ((1, 8), (2, 4), (3, None), (4, None))
        ),
        # Points from half the usual on: two new issues are no load of a month.
        ("support_load", {"load": load(1, 4, fresh=2)}, {"load_after": 0.5, "load_until": 1.5}, None),
        ("support_load", {"load": load(4, 4, fresh=2)}, {"load_after": 0.5, "load_until": 1.5}, 5),
    ],
)  # fmt: skip
def test_other_figures_move_the_ends_of_a_ramp(signal, given, figures, points):
    found = assess(facts(**given), TODAY, model(**figures))
    assert {line.signal: line.points for line in found.lines}.get(signal) == points


@pytest.mark.parametrize(
    ("signal", "given", "text", "record"),
    [
        # A low average and a fall with all their points both: the average is said.
        ("mood_low", FELL, "NPS 3 on average", "2 answers in 180 days, the newest is 10, 21 Feb"),
        ("mood_low", {"answers": (mood(0.0),)}, "NPS 0 on average", None),
        ("mood_low", {"answers": (mood(0.51234),)}, "NPS 5.12 on average", None),
        ("mood_low", {"answers": (mood(0.75, 0.0, 0.8),)}, "NPS down from 8 to 0", None),
        # Three times the usual, and three times a month: the usual is said.
        ("support_load", MONTHS_AND_OTHERS, "3 issues in 90 days, 3x the usual", None),
        (
            *("support_load", {"load": load(16, 4.65)}, "3 issues in 90 days, 3.4x the usual"),
            "16 by severity, the median of your accounts is 4.7",
        ),
    ],
)
def test_what_is_said_of_two_reasons_and_of_nothing(signal, given, text, record):
    found = facts(**given)
    (reason,) = [
        each
        for each in explain(found, assess(found, TODAY, DEFAULT), TODAY, DEFAULT)
        if each.signal == signal
    ]
    assert reason.text == text
    assert record in (None, reason.record)


def test_quiet_is_unknown_in_a_book_without_conversations_and_says_why():
    for given in ({"touch_on": day(-400)}, {"touch_on": None, "added_on": day(-31)}):
        found = facts(silent=True, **given)
        score = assess(found, TODAY, DEFAULT)
        assert "quiet" in score.unknown
        assert dict(without_data(found, score, TODAY, DEFAULT))["quiet"] == (
            "no conversations recorded within a year, of any account"
        )
    found = facts(touch_on=None, added_on=day(-30))
    assert dict(without_data(found, assess(found, TODAY, DEFAULT), TODAY, DEFAULT))["quiet"] == (
        "no touch yet, and in the book for less than one cadence"
    )


def test_renewal_uncommitted_is_a_share_of_its_days():
    assert [share(contract(left), TODAY, DEFAULT) for left in (181, 90, 0)] == [0, 0.5, 1]


@pytest.mark.parametrize(
    ("worst", "other"),
    [
        (contract(-5, id=9), contract(-3, id=7)),  # both in full: the one whose deadline came first
        (contract(-5, id=7), contract(-3, id=9)),
        (contract(-3, id=7), contract(-3, id=9)),  # of one day the one added first
        (contract(0, id=9), contract(45, id=7, term=365)),  # in full, and three quarters of that
    ],
)
def test_renewal_uncommitted_names_the_contract_that_presses_most(worst, other):
    for found in ((worst, other), (other, worst)):
        assert worst_contract(facts(contracts=found), TODAY, DEFAULT) == worst


def test_unhappy_says_first_what_waits_longest_and_of_one_day_what_was_recorded_first():
    late, early, twin = answer(-9, 2, number=4), answer(-20, 2, number=8), answer(-20, 2, number=6)
    for given in ((late, early, twin), (twin, late, early), (early, twin, late)):
        found = complaints(facts(answers=given, touch_on=day(-30)), TODAY)
        assert [each.id for _, _, each in found] == [6, 8, 4]
    for given in ((early, twin), (twin, early)):
        assert [each.id for _, _, each in complaints(facts(answers=given, touch_on=day(-30)), TODAY)] == [
            6,
            8,
        ]
    followed = complaints(facts(answers=(early, late), touch_on=day(-10)), TODAY)
    assert [(each.id, came) for _, came, each in followed] == [(4, False), (8, True)]
