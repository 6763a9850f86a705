"""The arithmetic of a back-test, worked out by hand."""

import datetime as dt
import random
from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.rules.backtest import (
    HELPS,
    LEAST_LOSSES,
    NO_HELP,
    NOTHING,
    TOO_FEW,
    Backtest,
    Day,
    Seen,
    auc,
    standard_error,
)
from amcli.rules.backtest_words import sentences
from amcli.rules.metrics.contracts import Contract, terms
from amcli.rules.metrics.losses import Loss, Revenue, losses, revenues

FIRST = dt.date(2025, 1, 1)
TODAY = dt.date(2026, 1, 1)


def day(offset: int) -> dt.date:
    return FIRST + dt.timedelta(days=offset)


def band(score: int | None) -> str:
    if score is None:
        return "unknown"
    return "critical" if score < 40 else "at_risk" if score < 60 else "watch" if score < 80 else "healthy"


def seen(score: int | None, *signals: str) -> Seen:
    return Seen(score, band(score), signals)


def replayed(offset: int, scores: dict[int, Seen], settled: set[tuple[int, dt.date]] | None = None) -> Day:
    return Day(day(offset), day(offset + 90), scores, settled or set())


def contract(number: int, account: int, starts: int, ends: int | None, value: int = 100, **more) -> Contract:
    end = None if ends is None else day(ends)
    return Contract(number, account, None, None, day(starts), end, value, "EUR", **more)


def same(amount: int, _: str) -> int:
    return amount


def steady(*accounts: int) -> dict[int, Revenue]:
    """Accounts that bring 100 a year all the time."""
    held = [contract(number, number, -500, None) for number in accounts]
    return revenues(terms(held, TODAY, 30), same)


def churned(account: int, offset: int) -> Loss:
    return Loss(account, day(offset), 100, "churn")


@pytest.fixture
def example() -> Backtest:
    """Eight accounts on one day. The first three, at 30, 55 and 85, are lost; five stay."""
    scores = {
        1: seen(30, "quiet", "unhappy"), 2: seen(55, "quiet"), 3: seen(85),
        4: seen(50, "quiet"), 5: seen(55), 6: seen(80), 7: seen(85), 8: seen(90),
    }  # fmt: skip
    gone = [churned(1, 40), churned(2, 60), churned(3, 90)]
    return Backtest([replayed(0, scores)], steady(*scores), gone, TODAY)


def test_precision_is_two_of_the_four_that_were_flagged(example: Backtest) -> None:
    assert example.precision == 2 / 4


def test_recall_is_two_of_the_three_that_lost_something(example: Backtest) -> None:
    assert example.recall == 2 / 3


def test_the_auc_counts_pairs_and_equal_scores_half(example: Backtest) -> None:
    # 30 is below all five; 55 is below 80, 85, 90 and equals 55; 85 is below 90 and equals 85: 5 + 3.5 + 1.5.
    assert example.auc == pytest.approx(10 / 15)


def test_the_error_of_the_auc_is_that_of_hanley_and_mcneil(example: Backtest) -> None:
    # A = 2/3, Q1 = 1/2, Q2 = 8/15: (2/9 + 2 (1/2 - 4/9) + 4 (8/15 - 4/9)) / (3 x 5) = 31/675
    assert example.error == pytest.approx(sqrt(31 / 675))
    assert standard_error(0.5, 10, 10) == pytest.approx(sqrt((1 / 4 + 18 * (1 / 3 - 1 / 4)) / 100))


def test_the_lift_is_the_share_lost_with_a_signal_against_that_of_all(example: Backtest) -> None:
    quiet, unhappy, escalation = example.lifts(["quiet", "unhappy", "escalation"])
    assert (quiet.lost, quiet.cases) == (2, 3)
    assert Fraction(2, 3) / Fraction(3, 8) == Fraction(16, 9)
    assert (quiet.lost / quiet.cases) / (example.base or 0) == pytest.approx(16 / 9)
    assert (unhappy.lost, unhappy.cases) == (1, 1)
    assert (escalation.lost, escalation.cases) == (0, 0)


def test_it_says_first_what_was_flagged_how_far_ahead_and_who_stayed(example: Backtest) -> None:
    said = sentences(example, str)
    assert said[0] == "2 of 3 losses were flagged, 50 days ahead on average; 2 flagged accounts stayed."
    assert said[1] == "By ARR: 200 of 300 lost had been flagged (66.7%). Flagged and kept: 200."
    assert said[2] == "Too early to tell: 3 losses, at least 5 needed."


def test_accounts_of_different_days_are_not_compared() -> None:
    # Scores sink from day to day, and losses come late: each day by itself tells nothing.
    early = replayed(0, {1: seen(90), 2: seen(90)})
    late = replayed(100, {1: seen(30), 2: seen(30)})
    found = Backtest([early, late], steady(1, 2), [churned(1, 150)], TODAY)
    assert found.auc == 0.5


@pytest.mark.parametrize("count", range(LEAST_LOSSES + 1))
def test_under_five_losses_nobody_can_tell(count: int) -> None:
    scores = {number: seen(20 if number < count else 90) for number in range(200)}
    gone = [churned(number, 30) for number in range(count)]
    found = Backtest([replayed(0, scores)], steady(*scores), gone, TODAY)
    assert found.verdict == (TOO_FEW if count < LEAST_LOSSES else HELPS)


def test_a_score_that_knows_nothing_is_said_to_be_of_no_help() -> None:
    scores = {number: seen(40 + number % 50) for number in range(100)}
    gone = [churned(number, 30) for number in range(0, 100, 7)]
    found = Backtest([replayed(0, scores)], steady(*scores), gone, TODAY)
    assert found.verdict == NO_HELP
    assert any("doesn't help here" in each for each in sentences(found, str))


def test_without_a_case_there_is_nothing() -> None:
    assert Backtest([], {}, [], TODAY).verdict == NOTHING
    assert Backtest([replayed(0, {1: seen(50)})], {}, [], TODAY).verdict == NOTHING


def test_accounts_without_revenue_are_no_cases() -> None:
    found = Backtest([replayed(0, {1: seen(50), 2: seen(50)})], steady(1), [], TODAY)
    assert [case.account for case in found.cases] == [1]


def test_an_account_without_a_score_is_not_flagged_and_left_out_of_the_auc() -> None:
    scores = {1: seen(None), 2: seen(30), 3: seen(90)}
    found = Backtest([replayed(0, scores)], steady(1, 2, 3), [churned(1, 10), churned(2, 20)], TODAY)
    assert (found.recall, found.auc, found.losses_scored) == (0.5, 1.0, 1)
    assert [told.loss.account for told in found.unknown] == [1]
    assert any("not enough on record" in each for each in sentences(found, str))


def test_the_horizon_begins_after_the_day_and_has_a_last_day() -> None:
    scores = {number: seen(30) for number in range(4)}
    gone = [churned(0, 0), churned(1, 1), churned(2, 90), churned(3, 91)]
    found = Backtest([replayed(0, scores)], steady(*scores), gone, TODAY)
    assert sorted(case.account for case in found.cases if case.losses) == [1, 2]


def test_a_loss_that_was_settled_before_is_no_case_and_none_can_warn_of_it() -> None:
    scores = {1: seen(30), 2: seen(95)}
    days = [replayed(0, scores), replayed(31, scores, {(1, day(60))}), replayed(59, scores, {(1, day(60))})]
    found = Backtest(days, steady(1, 2), [churned(1, 60)], TODAY)
    assert [(case.account, case.on) for case in found.cases if case.losses] == [(1, day(0))]
    assert [told.days_ahead for told in found.judged] == [60]
    late = Backtest(days[1:], steady(1, 2), [churned(1, 60)], TODAY)
    assert (len(late.told), len(late.judged)) == (1, 0)
    assert any("1 more loss was beyond any warning" in each for each in sentences(late, str))


def test_days_whose_horizon_has_not_passed_may_warn_but_are_not_judged() -> None:
    days = [replayed(0, {1: seen(90), 2: seen(90)}), replayed(330, {1: seen(30), 2: seen(30)})]
    found = Backtest(days, steady(1, 2), [churned(1, 350)], TODAY)
    assert [told.days_ahead for told in found.judged] == [20]
    assert {case.on for case in found.cases} == {day(0)}
    assert found.stayed == []


def test_an_account_that_was_flagged_twice_and_left_once_did_not_stay() -> None:
    scores = {1: seen(30), 2: seen(30)}
    days = [replayed(0, scores), replayed(150, scores)]
    found = Backtest(days, steady(1, 2), [churned(1, 200)], TODAY)
    assert [(case.account, case.on) for case in found.stayed] == [(2, day(150))]


@given(st.randoms(use_true_random=False), st.integers(1, 4), st.integers(2, 12))
def test_the_order_of_records_does_not_matter(chance: random.Random, months: int, accounts: int) -> None:
    numbers = list(range(accounts))
    held = [contract(number, number, -90 * number, None) for number in numbers]
    gone = [churned(number, chance.randrange(1, 200)) for number in numbers if chance.random() < 0.4]
    scores = [
        {number: seen(chance.choice([None, 20, 55, 70, 90])) for number in numbers} for _ in range(months)
    ]

    def found(mixed: bool) -> list[object]:
        def shuffled(items: list) -> list:
            return chance.sample(items, len(items)) if mixed else items

        days = [replayed(30 * at, dict(shuffled(list(each.items())))) for at, each in enumerate(scores)]
        earned = revenues(terms(shuffled(held), TODAY, 30), same)
        result = Backtest(shuffled(days), earned, shuffled(gone), TODAY)
        return [result.precision, result.recall, result.auc, result.error, result.told, result.stayed]

    assert found(False) == found(True)


@given(
    st.lists(st.integers(0, 100), min_size=1, max_size=12),
    st.lists(st.integers(0, 100), min_size=1, max_size=12),
)
def test_the_auc_is_that_of_counting_every_pair(lost: list[int], stayed: list[int]) -> None:
    wins = [1.0 if one < two else 0.5 if one == two else 0.0 for one in lost for two in stayed]
    assert auc([(lost, stayed)]) == pytest.approx(sum(wins) / len(wins))


def fallen(*held: Contract) -> list[tuple[int, int, str]]:
    found = losses(revenues(terms(held, TODAY, 30), same), 30)
    return [((loss.on - FIRST).days, loss.amount, loss.kind) for loss in found]


def test_an_end_without_a_successor_is_a_churn_on_the_day_after() -> None:
    assert fallen(contract(1, 1, 0, 99, outcome="churned")) == [(100, 100, "churn")]


def test_a_smaller_successor_is_a_contraction_on_its_first_day() -> None:
    held = contract(1, 1, 0, 99, outcome="renewed", renewed_by=2), contract(2, 1, 100, None, 60)
    assert fallen(*held) == [(100, 40, "contraction")]


def test_one_of_two_contracts_that_ends_is_a_contraction() -> None:
    assert fallen(contract(1, 1, 0, None, 70), contract(2, 1, 0, 9, 30, outcome="churned")) == [
        (10, 30, "contraction")
    ]


def test_what_comes_back_within_the_grace_was_not_lost() -> None:
    first = contract(1, 1, 0, 99, outcome="churned")
    assert fallen(first, contract(2, 1, 120, None)) == []
    assert fallen(first, contract(2, 1, 120, None, 80)) == [(100, 20, "contraction")]
    assert fallen(first, contract(2, 1, 131, None)) == [(100, 100, "churn")]


def test_a_termination_counts_from_its_day_and_an_amendment_may_be_the_loss() -> None:
    assert fallen(contract(1, 1, 0, 364, terminated_on=day(50))) == [(50, 100, "churn")]
    less = contract(2, 1, 40, None, -25, amends=1)
    assert fallen(contract(1, 1, 0, None), less) == [(40, 25, "contraction")]


def test_revenue_is_that_of_each_day() -> None:
    found = Revenue(terms([contract(1, 1, 0, 99, outcome="churned")], TODAY, 30), same)
    assert [found.on(day(offset)) for offset in (-1, 0, 99, 100)] == [0, 100, 100, 0]


def test_a_loss_counts_from_the_smallest_fall_on() -> None:
    held = {
        1: [contract(1, 1, 0, 99, 500_000), contract(2, 1, 100, None, 499_100)],
        2: [contract(3, 2, 0, 99, 1_000), contract(4, 2, 100, None, 900)],
        3: [contract(5, 3, 0, 99, 1_000)],
    }
    earned = revenues(terms([each for some in held.values() for each in some], TODAY, 30), same)
    for least, accounts in ((0, [1, 2, 3]), (18, [1, 2, 3]), (19, [2, 3]), (1_000, [2, 3]), (10_000, [3])):
        assert [loss.account for loss in losses(earned, 30, least)] == accounts


def pointed(score: int, **points: int) -> Seen:
    return Seen(score, band(score), tuple(points), tuple(points.values()))


def test_one_signal_alone_is_judged_like_the_score() -> None:
    """1 and 2 leave. quiet is right in 3 of 4 pairs (one of them a tie of 10 and 10: half), unhappy in 3."""
    scores = {
        1: pointed(70, quiet=10, unhappy=20),
        2: pointed(90, quiet=10),
        3: pointed(90, quiet=10),
        4: pointed(100),
    }
    lost = [Loss(account, day(40), 100, "churn") for account in (1, 2)]
    result = Backtest([replayed(0, scores)], steady(1, 2, 3, 4), lost, TODAY)
    assert result.auc == Fraction(7, 8)  # 70 below 90 and 100, 90 below 100 and beside 90
    by_name = {each.name: each for each in result.baselines}
    assert (by_name["quiet"].signal, by_name["quiet"].auc) == ("quiet", 0.75)
    assert (by_name["best"].signal, by_name["best"].auc) == ("quiet", 0.75)
    assert not result.adds_nothing
    worse = Backtest([replayed(0, scores | {1: pointed(95, quiet=10)})], steady(1, 2, 3, 4), lost, TODAY)
    assert worse.auc == Fraction(4 + 1, 8)
    assert worse.adds_nothing


def test_cases_are_counted_by_tens_of_score() -> None:
    scores = {1: seen(0), 2: seen(9), 3: seen(10), 4: seen(90), 5: seen(100), 6: seen(None)}
    lost = [Loss(account, day(40), 100, "churn") for account in (2, 5, 6)]
    tens = Backtest([replayed(0, scores)], steady(1, 2, 3, 4, 5, 6), lost, TODAY).tens
    assert [(ten.first, ten.last) for ten in tens] == [*((at, at + 9) for at in range(0, 90, 10)), (90, 100)]
    assert [(ten.cases, ten.lost) for ten in tens] == [(2, 1), (1, 0), *[(0, 0)] * 7, (2, 1)]
    assert (tens[0].share, tens[5].share) == (0.5, None)
