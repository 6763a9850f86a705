"""Points learned from losses: the optimum, the halves of the months, what is offered."""

import datetime as dt
import random

import pytest

from amcli.reports.fit import fit_row
from amcli.rules.backtest import Backtest, Case, Day, Seen
from amcli.rules.figures import DEFAULT
from amcli.rules.fit import (
    DEFAULTS,
    FEW_LOST,
    MOST,
    NO_BETTER,
    NO_HELP,
    TOO_FEW,
    Group,
    Pair,
    best,
    drawn_gains,
    fit,
    halves,
    learn,
    linear,
    loss_of,
    lowest,
    slopes,
)
from amcli.rules.metrics.losses import Loss, Revenue
from amcli.rules.rescoring import AT, Measured
from amcli.rules.signals import SIGNAL_NAMES

FIRST = dt.date(2024, 1, 1)
EVERY = tuple(range(len(SIGNAL_NAMES)))
QUIET, USAGE = AT["quiet"], AT["usage_falling"]


def shares(**of: float) -> tuple[float, ...]:
    return tuple(of.get(name, 0.0) for name in SIGNAL_NAMES)


def rows_of(groups: list[Group]) -> list[tuple[list[tuple[int, float]], int, int]]:
    """The rows as `best` makes them, each signal shown."""
    return [
        ([(2 + at, DEFAULTS[at] * share / 10) for at, share in enumerate(group.shares) if share], *group[1:])
        for group in groups
    ]


def generated(seed: int, many: int = 400) -> list[Group]:
    """Groups in which quiet says nothing, and usage nearly all."""
    chance = random.Random(seed)
    found = []
    for _ in range(many):
        row = tuple(chance.choice((0.0, 0.0, round(chance.random(), 2))) for _ in SIGNAL_NAMES)
        cases = chance.randrange(1, 6)
        odds = 0.03 + 0.6 * row[USAGE]
        found.append(Group(row, cases, sum(chance.random() < odds for _ in range(cases))))
    return found


@pytest.mark.parametrize("pull", [1.0, 3.0])
def test_nothing_near_the_points_that_are_found_is_better(pull: float) -> None:
    groups = generated(1)
    found = best(groups, pull)
    multiples = [points / default for points, default in zip(found.points, DEFAULTS, strict=True)]
    at = [found.base, found.slope, *multiples]
    rows = rows_of(groups)
    slope, _ = slopes(rows, pull, at)
    for place, value in enumerate(at):
        if place >= 2 and value <= 1e-9:
            assert slope[place] >= -1e-4
        elif place >= 2 and value >= MOST - 1e-9:
            assert slope[place] <= 1e-4
        else:
            assert abs(slope[place]) < 1e-3
    chance = random.Random(2)
    least = loss_of(rows, pull, at)
    for size in (0.001, 0.01, 0.1, 1):
        for _ in range(50):
            near = [each + chance.uniform(-size, size) for each in at]
            near[2:] = [min(max(each, 0.0), MOST) for each in near[2:]]
            assert loss_of(rows, pull, near) >= least - 1e-9


def test_what_is_right_gains_points_and_what_says_nothing_loses_them() -> None:
    found = best(generated(3, 1500), 1.0)
    assert found.points[USAGE] > 1.3 * DEFAULTS[USAGE]
    assert found.points[QUIET] < 0.6 * DEFAULTS[QUIET]
    assert all(0 <= points <= MOST * most for points, most in zip(found.points, DEFAULTS, strict=True))


def test_what_has_shown_nothing_keeps_its_default() -> None:
    groups = [group._replace(shares=shares(usage_falling=group.shares[USAGE])) for group in generated(4)]
    found = best(groups, 3.0)
    for name in SIGNAL_NAMES:
        if name != "usage_falling":
            assert found.points[AT[name]] == DEFAULTS[AT[name]]


def test_a_stronger_pull_keeps_points_nearer_to_the_defaults() -> None:
    groups = generated(5, 60)
    moved = [
        sum(abs(points - most) for points, most in zip(best(groups, pull).points, DEFAULTS, strict=True))
        for pull in (1.0, 3.0, 100.0)
    ]
    assert moved[0] > moved[1] > moved[2]


def test_equations_are_solved() -> None:
    assert linear([[4.0, 2.0], [2.0, 3.0]], [8.0, 8.0]) == pytest.approx([1.0, 2.0])
    assert linear([], []) == []


def months(many: int) -> list[Day]:
    firsts = [dt.date(2024 + at // 12, 1 + at % 12, 1) for at in range(many)]
    return [Day(first, first + dt.timedelta(days=90), {}) for first in firsts]


def test_a_horizon_lies_between_the_halves() -> None:
    """Six months learn, January to June; what they know is over on 30 August: September judges first."""
    first, later = halves(months(12))
    assert [day.on.month for day in first] == [1, 2, 3, 4, 5, 6]
    assert [day.on.month for day in later] == [9, 10, 11, 12]
    assert halves(months(1)) == ([], [])
    assert halves([]) == ([], [])


def seen(score: int, **of: float) -> Seen:
    band = "at_risk" if score < 60 else "healthy"
    found = Measured(shares(**of), EVERY, EVERY, False, False, None)
    return Seen(score, band, tuple(of), (1,) * len(of), measured=found)


def judged(lost: set[int], tells: str, accounts: int = 60, many: int = 14) -> Backtest:
    """A book of months in which some accounts lose in the third and in the twelfth month, and one signal of
    two, at half, tells who; the other one has them all but these."""
    other = "quiet" if tells == "usage_falling" else "usage_falling"
    days = [
        day._replace(
            seen={
                account: seen(88, **{tells: 0.5}) if account in lost else seen(80, **{other: 0.8})
                for account in range(accounts)
            }
        )
        for day in months(many)
    ]
    early = [Loss(account, dt.date(2024, 4, 15), 100, "contraction") for account in lost]
    late = [Loss(account, dt.date(2025, 1, 15), 100, "contraction") for account in lost]
    revenue = Revenue.__new__(Revenue)
    revenue.days, revenue.levels = [FIRST], [1_000]
    return Backtest(days, dict.fromkeys(range(accounts), revenue), early + late, dt.date(2026, 1, 1))


def test_points_that_tell_who_leaves_are_offered() -> None:
    found = fit(judged({1, 2, 3, 4}, "usage_falling"), DEFAULT)
    assert found.offered
    assert (found.lost_learned, found.lost_judged) == (4, 4)
    assert (found.gain.auc_before, found.gain.auc_after, found.gain.gain) == (0, 1, 1)
    moved = {each.signal: each for each in found.points}
    assert moved["usage_falling"].new > 15
    assert moved["quiet"].new < 25
    assert found.figures["points.quiet"] == moved["quiet"].new
    assert (moved["usage_falling"].cases, moved["usage_falling"].lost) == (4 * 14, 4 * 6)


def test_two_lost_accounts_are_too_few() -> None:
    found = fit(judged({1, 2}, "usage_falling"), DEFAULT)
    assert (found.why, found.figures, found.points) == (TOO_FEW, {}, ())
    assert (found.lost_learned, found.lost_judged) == (2, 2)


def test_without_a_judged_month_nothing_is_offered() -> None:
    assert fit(Backtest([], {}, [], dt.date(2026, 1, 1)), DEFAULT).why == TOO_FEW
    assert fit(judged({1, 2, 3}, "quiet", many=4), DEFAULT).why == TOO_FEW


def test_points_that_are_no_better_are_not_offered() -> None:
    """Where the score is right in each pair already, no other can be better."""
    result = judged({1, 2, 3, 4}, "quiet")
    for day in result.days:
        for account, each in day.seen.items():  # type: ignore[attr-defined]
            day.seen[account] = each._replace(score=40 if account in {1, 2, 3, 4} else 95)  # type: ignore[index]
    found = fit(result, DEFAULT)
    assert (found.gain.auc_before, found.why) == (1, NO_BETTER)
    assert found.figures  # what would be set, had it been better


def test_points_with_which_the_score_would_not_help_are_not_offered() -> None:
    """No better than a coin, where the points in force are worse than one."""
    result = judged({1, 2, 3, 4}, "usage_falling")
    for day in result.days:
        for account, each in day.seen.items():  # type: ignore[attr-defined]
            told = account in {1, 2} or (account % 2 and account > 4)
            measures = seen(each.score, usage_falling=0.5) if told else seen(each.score)
            day.seen[account] = each._replace(measured=measures.measured)  # type: ignore[index]
    found = fit(result, DEFAULT)
    assert found.gain.gain_low is not None
    assert found.gain.gain_low > 0
    assert (found.gain.auc_before, found.gain.auc_after) == (0, 0.5)
    assert (found.why, found.offered) == (NO_HELP, False)
    said = fit_row(found, applied=False)
    assert said["why"].startswith(
        "With the new points the score wouldn't help on months they haven't seen: AUC 0.5"
    )
    assert said["settings"] == []


def test_few_losses_move_less_than_many() -> None:
    def learned(lost: int) -> float:
        cases = [
            Case(account, FIRST, seen(80, **{"usage_falling" if account < lost else "quiet": 1.0}), 1, losses)
            for account in range(40 * lost)
            for losses in [(Loss(account, FIRST, 1, "churn"),) if account < lost else ()]
        ]
        return learn(cases).points[USAGE]

    assert DEFAULTS[USAGE] < learned(3) < learned(FEW_LOST)


def test_the_lowest_cases_are_as_many_as_the_flags_today() -> None:
    pairs = [
        Pair(1, True, True, 50, 10), Pair(2, False, True, 50, 20), Pair(3, True, False, 70, 20),
        Pair(4, False, False, 90, 20), Pair(5, True, False, 90, 30),
    ]  # fmt: skip
    assert [lowest(pairs, flags) for flags in range(6)] == pytest.approx([0, 1, 4 / 3, 5 / 3, 2, 3])


def test_draws_are_of_accounts_and_the_same_each_time() -> None:
    days = [[Pair(at, at < 3, True, 50 + at, 40 + at if at < 3 else 90) for at in range(9)]] * 2
    first = list(drawn_gains(days, 20))
    assert first == list(drawn_gains(days, 20))
    assert len(set(first)) == 1  # in every book of these accounts both scores are right in each pair
    assert first[0] == 0
    worse = [[pair._replace(before=50) for pair in day] for day in days]
    assert set(drawn_gains(worse, 20)) == {0.5}
    nobody = [[pair._replace(lost=False) for pair in day] for day in days]
    assert list(drawn_gains(nobody, 20)) == []
