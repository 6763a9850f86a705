"""The forecast's arithmetic: chances, sums, exact expectations against every outcome counted out, and the
simulation against them."""

import datetime as dt
import itertools
import math
import random
import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.rules.forecast import cohort
from amcli.rules.forecast.chances import CHANCES, LEAST_OUTCOMES, SHIFTS, Growth, Seen, chance, grown, seen
from amcli.rules.forecast.cohort import Stake, Standing, closings, expected
from amcli.rules.forecast.renewals import PARTS, UNSET, Renewal, add_up, by_month
from amcli.rules.forecast.simulation import HIGH, LOW, Lanes, percentile, simulate
from amcli.rules.metrics.contracts import Contract
from amcli.rules.metrics.due import OPEN, RENEWED, STATES
from amcli.vocabulary import FORECASTS, HEALTHS

DAY = dt.date(2026, 4, 30)
CHANCE = st.fractions(0, 1, max_denominator=100)
AMOUNT = st.integers(0, 1_000)
STAKE = st.builds(Stake, st.integers(1, 9), CHANCE, AMOUNT, st.integers(0, 50), AMOUNT)
STANDING = st.builds(
    Standing,
    st.just(1),
    st.integers(-10, 3_000),
    st.integers(-10, 3_000),
    st.lists(STAKE, max_size=4).map(tuple),
)


def renewal(**fields: object) -> Renewal:
    """An open renewal of 1,000 due in April."""
    contract = Contract(1, 1, None, None, dt.date(2025, 5, 1), DAY, 1_000, "EUR")
    return Renewal((contract,), DAY, 1_000, OPEN)._replace(**fields)


# Chances.


@pytest.mark.parametrize(
    ("category", "percent"), [("commit", 95), ("likely", 75), ("doubtful", 45), ("lost", 0)]
)
def test_a_category_has_its_chance_where_no_band_is_known(category: str, percent: int) -> None:
    assert chance(category, None, {}) == Fraction(percent, 100)
    assert chance(category, "watch", {}) == Fraction(percent, 100)
    assert chance(category, "unknown", {}) == Fraction(percent, 100)


def test_the_band_shifts_the_chance_of_all_but_what_is_lost() -> None:
    assert chance("commit", "healthy", {}) == Fraction(98, 100)
    assert chance("likely", "at_risk", {}) == Fraction(65, 100)
    assert chance("doubtful", "critical", {}) == Fraction(20, 100)
    assert {chance("lost", band, {}) for band in HEALTHS} == {0}
    assert set(SHIFTS) == set(HEALTHS)
    assert tuple(CHANCES) == FORECASTS


def test_a_shifted_chance_stays_between_nothing_and_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SHIFTS, "healthy", Fraction(1, 10))
    monkeypatch.setitem(SHIFTS, "critical", Fraction(-5, 10))
    assert chance("commit", "healthy", {}) == 1
    assert chance("doubtful", "critical", {}) == 0


def test_a_band_goes_by_its_own_rate_from_exactly_thirty_outcomes_on() -> None:
    few = seen([("watch", True)] * 20 + [("watch", False)] * 9)
    assert chance("commit", "watch", few) == Fraction(95, 100)
    enough = seen([("watch", True)] * 20 + [("watch", False)] * 10)
    assert (enough["watch"].outcomes, LEAST_OUTCOMES) == (30, 30)
    for category in ("commit", "likely", "doubtful"):
        assert chance(category, "watch", enough) == Fraction(2, 3)
    assert chance("lost", "watch", enough) == 0
    assert chance(None, "watch", enough) is None
    assert chance("commit", "healthy", enough) == Fraction(98, 100)


def test_outcomes_without_a_band_count_nowhere_and_every_band_is_told() -> None:
    found = seen([(None, True), ("healthy", False)])
    assert tuple(found) == HEALTHS
    assert found["healthy"] == Seen("healthy", 1, 0)
    assert found["critical"].rate is None


# Sums.


def test_each_renewal_is_in_one_part_and_what_is_missing_brings_nothing() -> None:
    found = add_up(
        [
            renewal(state=RENEWED, renewed=1_100),
            renewal(category="commit", chance=Fraction(95, 100)),
            renewal(category="likely", chance=Fraction(75, 100), gain=40),
            renewal(category="lost", chance=Fraction(0)),
            renewal(state="churned"),
            renewal(state="lapsed"),
            renewal(),
        ]
    )
    assert found.parts == {
        "renewed": 1_000, "commit": 1_000, "likely": 1_000, "doubtful": 0, "lost": 3_000, "unset": 1_000,
    }  # fmt: skip
    assert (found.number, found.due, found.committed, found.best_case) == (7, 7_000, 2_000, 3_000)
    assert found.weighted == 1_100 + 950 + 780


RENEWALS = st.lists(
    st.builds(
        lambda value, state, category, percent, kept: renewal(
            value=value,
            state=state,
            category=category,
            renewed=value * kept // 100 if state == RENEWED else None,
            chance=None if category is None else Fraction(percent, 100),
        ),
        AMOUNT,
        st.sampled_from(STATES),
        st.sampled_from((*FORECASTS, None)),
        st.integers(0, 100),
        st.integers(0, 100),
    )
)


@given(RENEWALS)
def test_commit_is_within_best_case_within_due_and_without_growth_so_is_what_is_expected(
    renewals: list[Renewal],
) -> None:
    found = add_up(renewals)
    assert 0 <= found.parts["commit"] <= found.committed <= found.best_case <= found.due
    assert found.due == sum(each.value for each in renewals) == sum(found.parts[part] for part in PARTS)
    assert 0 <= found.weighted <= found.due - found.parts[UNSET]
    assert add_up(renewals[::-1]) == found


def test_every_month_of_a_period_is_told_and_of_a_long_one_those_with_renewals() -> None:
    found = by_month([renewal()], dt.date(2026, 4, 1), dt.date(2026, 6, 30))
    assert [(name, each.due) for name, each in found.items()] == [
        ("2026-04", 1_000),
        ("2026-05", 0),
        ("2026-06", 0),
    ]
    assert list(by_month([renewal()], dt.date.min, dt.date.max)) == ["2026-04"]


# Expectations.


def counted_out(standing: Standing) -> tuple[Fraction, Fraction]:
    """The expectation over every outcome of every renewal, each by itself."""
    gross = net = Fraction(0)
    for outcome in itertools.product((True, False), repeat=len(standing.stakes)):
        share, closing = Fraction(1), standing.known
        for kept, stake in zip(outcome, standing.stakes, strict=True):
            share *= stake.chance if kept else 1 - stake.chance
            closing += stake.gain if kept else -stake.loss
        if standing.opening > 0:
            gross += share * min(standing.opening, max(closing, 0))
            net += share * max(closing, 0)
    return gross, net


@given(st.lists(STANDING, max_size=4))
def test_the_expectation_is_that_of_all_outcomes_counted_out(found: list[Standing]) -> None:
    gross, net = expected(found)
    exact = [counted_out(each) for each in found]
    assert math.isclose(gross, sum(each[0] for each in exact), abs_tol=1e-6)
    assert math.isclose(net, sum(each[1] for each in exact), abs_tol=1e-6)


def test_growth_in_one_contract_makes_up_for_the_loss_of_another_of_the_same_account() -> None:
    """100 at the opening, grown to 130: the loss of 40 leaves 90 of 100. Half of the time."""
    both = Standing(1, 100, 130, (Stake(1, Fraction(1, 2), 40, 0, 40),))
    assert expected([both]) == (95.0, 110.0)
    apart = [Standing(1, 100, 100, both.stakes), Standing(2, 0, 30)]
    assert expected(apart) == (80.0, 80.0)


def test_an_account_with_very_many_renewals_is_worked_out_on_a_grid_with_the_same_mean() -> None:
    stakes = tuple(Stake(each, Fraction(3, 4), 900 + 37 * each, 11 * each, 0) for each in range(40))
    standing = Standing(1, 200_000, 200_000, stakes)
    net = standing.best - sum((1 - each.chance) * each.swing for each in stakes)
    assert math.isclose(expected([standing])[1], net, rel_tol=1e-9)
    assert len(closings(standing)) <= cohort.MOST_CLOSINGS
    assert expected([standing])[0] <= net


# The simulation.


def book(size: int, chances: tuple[int, ...] = (95, 75, 45)) -> list[Standing]:
    """Accounts with one to three renewals, some of which grow."""
    draw = random.Random(7)
    found = []
    for account in range(1, size + 1):
        stakes = tuple(
            Stake(10 * account + at, Fraction(draw.choice(chances), 100), loss, draw.choice((0, 0, 9)), loss)
            for at, loss in enumerate(draw.choices(range(50, 400), k=draw.randint(1, 3)))
        )
        opening = sum(stake.loss for stake in stakes) + draw.choice((0, 0, 100))
        found.append(Standing(account, opening, opening + draw.choice((0, 0, 30, -20)), stakes))
    return found


def test_the_same_seed_draws_the_same_and_another_seed_something_else() -> None:
    assert simulate(book(20), 5, 300, 1) == simulate(book(20), 5, 300, 1)
    assert simulate(book(20), 5, 300, 1) != simulate(book(20), 5, 300, 2)


def test_the_order_of_the_accounts_does_not_matter() -> None:
    found = book(20)
    mixed = random.Random(3).sample(found, len(found))
    assert simulate(mixed, 5, 200, 1) == simulate(found, 5, 200, 1)
    assert math.isclose(expected(mixed)[0], expected(found)[0])


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_mean_of_the_trials_agrees_with_the_exact_expectation(seed: int) -> None:
    found, trials = book(60), 2_000
    drawn = simulate(found, 0, trials, seed)
    value = sum(stake.chance * stake.brings for each in found for stake in each.stakes)
    for numbers, exact in zip(drawn, (float(value), *expected(found)), strict=True):
        error = statistics.stdev(numbers) / math.sqrt(trials)
        assert abs(statistics.mean(numbers) - exact) <= 3 * error


def test_the_trials_spread_as_widely_as_independent_renewals_do() -> None:
    found = [
        Standing(each, 100, 100, (Stake(each, Fraction(45, 100), 100, 0, 100),)) for each in range(1, 101)
    ]
    drawn = simulate(found, 0, 4_000, 1)
    assert math.isclose(statistics.stdev(drawn.gross), 100 * math.sqrt(100 * 0.45 * 0.55), rel_tol=0.05)


def test_certain_outcomes_have_no_spread_and_draw_nothing() -> None:
    drawn = simulate(book(20, (0, 100)), 5, 50, 1)
    assert [len(set(numbers)) for numbers in drawn] == [1, 1, 1]
    assert drawn == simulate(book(20, (0, 100)), 5, 50, 99)


def test_a_trial_is_drawn_for_itself_whatever_its_neighbours_are() -> None:
    lanes = Lanes(5_000, 1)
    lost = lanes.numbers(lanes.lost(Fraction(3, 4)))
    assert set(lost) == {0, 1}
    assert abs(statistics.mean(lost) - 0.25) < 3 * math.sqrt(0.25 * 0.75 / 5_000)
    following = [each for before, each in itertools.pairwise(lost) if before]
    assert abs(statistics.mean(following) - 0.25) < 4 * math.sqrt(0.25 * 0.75 / len(following))


def test_the_largest_amounts_there_are_stay_in_their_lanes() -> None:
    most = 10**15
    found = [
        Standing(each, most, most, (Stake(each, Fraction(1, 2), most, 0, most),)) for each in range(1, 400)
    ]
    drawn = simulate(found, 0, 20, 1)
    assert all(0 <= each <= 399 * most and each % most == 0 for each in drawn.gross)
    assert drawn.gross == drawn.net == drawn.value


def test_five_thousand_renewals_are_simulated_with_few_large_operations(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One draw a renewal for all trials together, not one for each of ten million outcomes."""
    draws = []
    monkeypatch.setattr(Lanes, "lost", lambda self, _: draws.append(1) or self.ones)
    found = [Standing(each, 100, 100, (Stake(each, Fraction(1, 2), 100, 0, 100),)) for each in range(5_000)]
    assert simulate(found, 0, 2_000, 1).gross == [0] * 2_000
    assert len(draws) == 5_000


@given(st.lists(STANDING, max_size=3), st.integers(1, 40), st.integers(0, 9))
def test_the_bad_end_is_never_above_the_good_one_and_both_are_possible(
    found: list[Standing], trials: int, seed: int
) -> None:
    accounts = [each._replace(account=at) for at, each in enumerate(found)]
    drawn = simulate(accounts, 0, trials, seed)
    for numbers in drawn:
        assert len(numbers) == trials
        assert min(numbers) <= percentile(numbers, LOW) <= percentile(numbers, HIGH) <= max(numbers)
    opening = sum(each.opening for each in accounts if each.opening > 0)
    assert all(0 <= gross <= min(opening, net) for gross, net in zip(drawn.gross, drawn.net, strict=True))


def test_percentiles_are_numbers_that_occur() -> None:
    numbers = list(range(1, 21))
    assert (percentile(numbers, LOW), percentile(numbers, HIGH)) == (2, 18)
    assert (percentile([7], LOW), percentile([7], HIGH)) == (7, 7)
    assert (percentile([3, 1, 2], LOW), percentile([3, 1, 2], HIGH)) == (1, 3)


# Growth.


def test_opportunities_are_weighted_by_their_own_chance_and_those_without_a_number_are_counted() -> None:
    found = grown(
        [("upsell", 1_000, 0.7), ("upsell", 500, None), ("upsell", None, 0.5), ("cross_sell", 90, 1.0)]
    )
    assert found == {
        "upsell": Growth(3, 1_500, Fraction(700), 2),
        "cross_sell": Growth(1, 90, Fraction(90), 0),
    }
