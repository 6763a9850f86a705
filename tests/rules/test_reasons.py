"""The lines of the score that are no signal, in words: limits at each of their days, a pulse, what holds."""

from typing import Any

import pytest

from amcli.rules.facts import Facts
from amcli.rules.figures import DEFAULT
from amcli.rules.reasons import (
    Reason,
    every_signal,
    explain,
    is_held,
    limit_lift,
    limit_reason,
    limit_words,
    pulse,
)
from amcli.rules.score import assess

from .making import TODAY, contract, day, facts, issue, person, promise

RENEWED = "the contract is recorded as renewed or lost"
NOT_RECORDED = "a contract has ended and isn't recorded as renewed or lost"


def reason(signal: str = "quiet", back: int = 5, unlimited: int = 5) -> Reason:
    return Reason(signal, 9, 25, "", "", "", (), "", "", back, unlimited)


def test_a_score_is_held_by_a_limit_or_where_a_step_wins_less_than_it_could() -> None:
    assert not is_held([])
    assert not is_held([reason(), reason("unhappy", 0, 0), reason("bad_news", 6, 5)])
    assert is_held([reason(), reason("cap", 0, 0)])
    assert is_held([reason("quiet", 4, 5), reason()])
    assert Reason("quiet", 9, 25, "", "", "", (), "", "", 5).back_unlimited == 0


@pytest.mark.parametrize(
    ("found", "short", "sentence", "until"),
    [
        (contract(14), "ends in 14 days", None, "the renewal is agreed"),
        (contract(1), "ends in 1 day", None, "the renewal is agreed"),
        (contract(0), "ends today", None, "the renewal is agreed"),
        (contract(-1), "ended, not recorded", NOT_RECORDED, RENEWED),
        (contract(-2), "ended, not recorded", NOT_RECORDED, RENEWED),
        (contract(-30), "ended, not recorded", NOT_RECORDED, RENEWED),
        (contract(44, notice=30), "notice in 14 days", None, "the renewal is agreed"),
        (contract(30, notice=30), "notice today", None, "the renewal is agreed"),
        (
            contract(29, notice=30, auto=True), "notice passed",
            "the notice deadline has passed and the auto-renewal isn't confirmed",
            "the auto-renewal is confirmed",
        ),
    ],
)  # fmt: skip
def test_why_a_deadline_limits_the_score_and_until_when(
    found: Any, short: str, sentence: str | None, until: str
) -> None:
    told = facts(contracts=(found,))
    judged = assess(told, TODAY, DEFAULT)
    assert judged.cap == "deadline"
    words = short, sentence or f"{short} and the renewal isn't agreed"
    assert limit_words(told, judged, TODAY, DEFAULT) == words
    assert limit_reason(told, judged, TODAY, DEFAULT) == words[1]
    assert limit_lift(told, judged, TODAY, DEFAULT).until == until


def test_why_an_issue_or_a_champion_who_left_limits_the_score() -> None:
    serious = facts(issues=(issue(-3, "critical", number=9), issue(-4, "critical", number=8)), had_issue=True)
    left = facts(people=(person(1, left_on=day(-9)),))
    for told, short, until in (
        (serious, "serious issue open", "the issue is resolved"),
        (left, "champion left", "you have a champion again, or know more people"),
    ):
        judged = assess(told, TODAY, DEFAULT)
        assert limit_words(told, judged, TODAY, DEFAULT)[0] == short
        assert limit_lift(told, judged, TODAY, DEFAULT).until == until
    assert (
        limit_lift(serious, assess(serious, TODAY, DEFAULT), TODAY, DEFAULT).command == "am issue resolve i8"
    )


@pytest.mark.parametrize(
    ("felt", "text", "short"),
    [
        ("bad", "Bad pulse: limited to 39", "Bad pulse"),
        ("good", "Good pulse: adds up to 5 points", "Good pulse"),
    ],
)
def test_a_pulse_says_what_it_does(felt: str, text: str, short: str) -> None:
    told: Facts = facts(pulse=felt, pulse_on=day(-3), tasks=(promise(-1),))
    judged = assess(told, TODAY, DEFAULT)
    found = pulse(told, judged, TODAY, DEFAULT)
    assert (found.text, found.short, found.record) == (text, short, "recorded on 27 Feb")
    (line,) = [each for each in explain(told, judged, TODAY, DEFAULT) if each.signal == "pulse"]
    assert (line.text, line.back, line.back_unlimited) == (text, 0, 0)


def test_each_signal_is_stated_with_its_points_or_none() -> None:
    told = facts(tasks=(promise(-1),))
    found = {each.signal: each for each in every_signal(assess(told, TODAY, DEFAULT), DEFAULT)}
    assert found["promise_overdue"][1:3] == ("points", 7)
    assert {each.points for each in found.values() if each.state != "points"} == {0}
