"""Points learned from losses, by hand: what is solved for at single points, steps, draws, and the limits of
what is offered. That the optimum is one stands in test_fit.py."""

import datetime as dt
import math
from collections import Counter

import pytest

from amcli.rules import fit as learning
from amcli.rules.backtest import Backtest, Case, Day, Seen
from amcli.rules.figures import DEFAULT
from amcli.rules.fit import (
    DEFAULTS,
    NO_BETTER,
    NO_GAIN,
    NO_HELP,
    SAME,
    TOO_FEW,
    Gain,
    Group,
    Learned,
    Pair,
    area,
    at_share,
    best,
    drawn_gains,
    fit,
    gain_of,
    grouped,
    halves,
    held,
    learn,
    linear,
    loss_of,
    lost_accounts,
    lowest,
    pair_of,
    slopes,
    solved,
    stepped,
    usable,
    weighed,
    whole,
    why_not,
    within,
)
from amcli.rules.metrics.losses import Loss, Revenue
from amcli.rules.rescoring import AT, Measured
from amcli.rules.signals import SIGNAL_NAMES

DAY = dt.date(2024, 1, 1)
QUIET = AT["quiet"]
NONE = (0.0,) * len(SIGNAL_NAMES)
ALL = tuple(range(len(SIGNAL_NAMES)))
NOW = [int(each) for each in DEFAULTS]


def shares(**of: float) -> tuple[float, ...]:
    return tuple(of.get(name, 0.0) for name in SIGNAL_NAMES)


def seen(score: int | None, band: str = "healthy", **of: float) -> Seen:
    return Seen(
        score, band, tuple(of), (1,) * len(of), measured=Measured(shares(**of), ALL, ALL, False, False, None)
    )


def case(account: int, lost: bool, found: Seen, on: dt.date = DAY) -> Case:
    losses = (Loss(account, on + dt.timedelta(days=9), 100, "churned"),) if lost else ()
    return Case(account, on, found, 1000, losses)


# What is solved for, at single points.


def test_equations_are_solved_whatever_stands_on_the_diagonal() -> None:
    assert linear([[0.0, 1.0], [1.0, 0.0]], [2.0, 3.0]) == [3, 2]
    assert linear([[1e-20, 1.0], [-1.0, 1.0]], [1.0, 0.0]) == [1, 1]
    three = [[2.0, 1.0, -1.0], [-3.0, -1.0, 2.0], [-2.0, 1.0, 2.0]]
    assert linear(three, [8.0, -11.0, -3.0]) == pytest.approx([2, 3, -1])
    assert three[0] == [2.0, 1.0, -1.0]
    assert linear([[4.0]], [2.0]) == [0.5]


def test_equations_are_as_many_as_their_right_sides() -> None:
    with pytest.raises(ValueError, match="zip"):
        linear([[4.0]], [2.0, 3.0])


def test_what_is_to_be_small_is_minus_the_log_likelihood_and_both_pulls() -> None:
    """Four cases of which one is lost: chances of e/(1+e), and of 1/(1+e) for the other sign."""
    plain = 4 * math.log(1 + math.e) - 1
    assert loss_of([([(2, 0.5)], 4, 1)], 0.0, [0.0, 0.0, 2.0]) == pytest.approx(plain)
    assert loss_of([([(2, 0.5)], 4, 1)], 3.0, [0.0, 0.0, 2.0]) == pytest.approx(plain + 3)
    assert loss_of([([(2, 0.5)], 4, 1)], 3.0, [0.0, 0.0, -1.0]) == pytest.approx(
        12 + 4 * math.log(1 + math.exp(-0.5)) + 0.5
    )
    doubled = 4 * math.log(1 + math.exp(3)) - 3
    at = [-1.0, math.log(2), 2.0, 1.0]
    assert loss_of([([(2, 0.5), (3, 1.0)], 4, 1)], 1.0, at) == pytest.approx(
        doubled + 1 + math.log(2) ** 2 / 2
    )
    two = [([], 4, 1), ([(2, 1.0)], 2, 2)]
    assert loss_of(two, 1.0, [0.0, 0.0, 1.0]) == pytest.approx(4 * math.log(2) + 2 * math.log(1 + math.e) - 2)


def test_slopes_are_those_of_one_row_by_hand() -> None:
    """Log odds of log 3: a chance of 3/4, so of four cases three are expected, and 3/4 to vary. Points of
    log 3 count with their own amount for the slope, and with twice 0.5 for the signal."""
    times, by, multiple = 2.0, 0.5, math.log(3)
    rows = [([(2, by)], 4, 1)]
    slope, bend = slopes(rows, 5.0, [0.0, math.log(times), multiple])
    assert slope == pytest.approx([2, 2 * math.log(3) + math.log(2), 2 + 10 * (multiple - 1)])
    spread = 0.75
    assert bend[0] == pytest.approx([spread, spread * math.log(3), spread])
    assert bend[1] == pytest.approx(
        [spread * math.log(3), spread * math.log(3) ** 2 + 1, spread * math.log(3)]
    )
    assert bend[2] == pytest.approx([spread, spread * math.log(3), spread + 10])


def test_slopes_leave_the_base_out_of_what_the_slope_does() -> None:
    """Log odds of 0 from a base of -1 and points of 1, two of them, in two rows that add up."""
    rows = [([(2, 1.0), (3, 3.0)], 4, 1), ([], 2, 2)]
    slope, bend = slopes(rows, 0.0, [-1.0, 0.0, 0.4, 0.2])
    low = 1 / (1 + math.e)
    assert slope == pytest.approx([1 + 2 * low - 2, 1, 1, 3])
    assert bend[0][0] == pytest.approx(1 + 2 * low * (1 - low))
    assert bend[2] == pytest.approx([1, 1, 1, 3])
    assert bend[3] == pytest.approx([3, 3, 3, 9])


def test_a_base_that_no_case_bends_can_still_be_divided_by() -> None:
    slope, bend = slopes([], 0.0, [0.0, 0.0])
    assert (slope, bend) == ([0, 0], [[1e-9, 0], [0, 1]])


def test_chances_are_none_where_their_odds_are_beyond_what_can_be_said() -> None:
    assert slopes([([], 1, 0)], 0.0, [-700.0, 0.0])[0][0] == 0
    assert slopes([([], 1, 0)], 0.0, [-699.5, 0.0])[0][0] > 0
    assert slopes([([], 1, 0)], 0.0, [-5000.0, 0.0])[0][0] == 0


def test_a_multiple_lies_between_nothing_and_four_and_no_other_value_does() -> None:
    assert [within(2, value) for value in (-0.5, 0.5, 4.5)] == [0, 0.5, 4]
    assert [within(place, value) for place in (0, 1) for value in (-9.0, 9.0)] == [-9, 9, -9, 9]


def test_a_multiple_is_held_where_it_would_go_beyond_its_end() -> None:
    assert [held(2, 0.0, slope) for slope in (-1.0, 0.0, 1.0)] == [False, False, True]
    assert [held(2, 4.0, slope) for slope in (-1.0, 0.0, 1.0)] == [True, False, False]
    assert [held(2, value, slope) for value, slope in ((-0.5, 1.0), (4.5, -1.0))] == [True, True]
    assert [held(2, value, slope) for value in (0.5, 3.5) for slope in (-1.0, 1.0)] == [False] * 4
    assert [held(place, value, slope) for place in (0, 1) for value, slope in ((0, 1), (4, -1))] == [
        False
    ] * 4


# Steps. Without rows, what is to be small is the pull: 1 x (m - 1)^2.


def test_a_step_is_taken_as_it_is_where_it_helps() -> None:
    assert stepped([], 1.0, [0.0, 0.0, 3.0], 4.0, [0.0, 0.0, 4.0], [0.0, 0.0, -2.0]) == ([0, 0, 1], 0)


def test_a_step_too_far_is_halved_until_it_helps() -> None:
    """From 3 by 8 down is held at 0, which is less than before: by 1 in place of 4. From 2, where it is 1, it
    isn't; half of it, at 0 too, neither; a quarter of it ends at 0, too; an eighth at 1."""
    assert stepped([], 1.0, [0.0, 0.0, 3.0], 4.0, [0.0, 0.0, 4.0], [0.0, 0.0, -8.0]) == ([0, 0, 0], 1)
    assert stepped([], 1.0, [0.0, 0.0, 2.0], 1.0, [0.0, 0.0, 2.0], [0.0, 0.0, -8.0]) == ([0, 0, 1], 0)


def test_a_step_that_never_helps_is_none() -> None:
    at = [0.0, 0.0, 1.0]
    found, value = stepped([], 1.0, at, 0.0, [0.0, 0.0, -1.0], [0.0, 0.0, 1.0])
    assert (found, value) == (at, 0.0)


def test_a_step_has_to_help_by_its_share_of_what_its_slope_says() -> None:
    """By a ten-thousandth of it, that is: a step by 1 to where it is 1, with a slope of 1."""
    found, _ = stepped([], 1.0, [0.0, 0.0, 3.0], 1.0 + 1e-4, [0.0, 0.0, 1.0], [0.0, 0.0, -1.0])
    assert found == [0, 0, 2]
    found, _ = stepped([], 1.0, [0.0, 0.0, 3.0], 1.0 + 0.9e-4, [0.0, 0.0, 1.0], [0.0, 0.0, -1.0])
    assert found == [0, 0, 3]


def test_what_is_solved_begins_anywhere() -> None:
    """Of four cases one is lost: the base is log 1/3; slope and multiples go where they are pulled."""
    for start in ([0.0, 0.0, 1.0], [5.0, 2.0, 4.0], [-5.0, -2.0, 0.0]):
        found = solved([([], 4, 1)], 1.0, start)
        assert found == pytest.approx([math.log(1 / 3), 0, 1], abs=1e-6)


def test_without_a_signal_the_base_is_the_odds_of_a_loss() -> None:
    found = best([Group(NONE, 4, 1)], 1.0)
    assert found.points == DEFAULTS
    assert (found.base, found.slope) == pytest.approx((math.log(1 / 3), 0), abs=1e-6)


def test_what_is_looked_for_begins_at_the_defaults_with_the_odds_of_a_loss_less_one() -> None:
    """Two of eight, each half a case more: 2.5 to 6.5."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(learning, "solved", lambda rows, pull, start: start)
        for shown in (NONE, shares(quiet=1.0, mood_low=0.5)):
            found = best([Group(shown, 6, 2), Group(NONE, 2, 0)], 1.0)
            assert found == Learned(DEFAULTS, math.log(2.5 / 6.5) - 1, 0.0)


def counted(solve) -> int:
    """How many steps are looked for."""
    many: list[int] = []

    def looked(*given):
        many.append(1)
        return slopes(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(learning, "slopes", looked)
        solve(patch)
    return len(many)


def test_it_ends_once_a_step_is_next_to_nothing_or_after_a_hundred() -> None:
    rows = [([], 4, 1)]
    found = solved(rows, 1.0, [0.0, 0.0, 1.0])
    assert counted(lambda patch: solved(rows, 1.0, found)) == 1

    def endless(patch) -> None:
        patch.setattr(learning, "stepped", lambda rows, pull, at, *_: ([each + 1 for each in at], 0.0))
        assert solved(rows, 1.0, [0.0, 0.0, 1.0]) == [100, 100, 101]

    assert counted(endless) == 100


def test_what_is_held_at_its_end_takes_no_step() -> None:
    """All are lost, and four times is the most that says so."""
    steps: list[list[float]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(learning, "stepped", lambda rows, pull, at, value, _, step: (at, steps.append(step)))
        solved([([(2, 1.0)], 4, 4)], 0.001, [0.0, 0.0, 4.0])
    assert [each[2] for each in steps] == [0]
    assert steps[0][0] > 0


def test_points_that_would_be_more_than_four_times_their_default_are_four_times_it() -> None:
    """Quiet tells all that is lost, and a low mood nearly nothing; what ends at four stays there."""
    groups = [Group(shares(quiet=0.2), 90, 90), Group(shares(mood_low=0.5), 90, 1), Group(NONE, 90, 0)]
    found = best(groups, 0.01)
    assert found.points[QUIET] == 100
    assert 0 <= found.points[AT["mood_low"]] < 32
    again = best(groups[::-1], 0.01)
    assert again.points == pytest.approx(found.points, abs=1e-4)
    assert whole(again) == whole(found)


def test_nobody_or_everybody_lost_is_no_error() -> None:
    assert best([Group(NONE, 4, 0)], 1.0).base < -5
    assert best([Group(NONE, 4, 4)], 1.0).base > 5


def test_points_are_the_multiple_that_makes_the_losses_most_likely() -> None:
    """The least there is, looked for in small steps of one value at a time, in the terms of the question."""
    groups = [Group(shares(quiet=1.0), 10, 6), Group(shares(quiet=0.5), 10, 3), Group(NONE, 20, 2)]
    found = best(groups, 3.0)

    def small(base: float, slope: float, multiple: float) -> float:
        total = 3 * (multiple - 1) ** 2 + slope**2 / 2
        for group in groups:
            odds = base + math.exp(slope) * 25 * multiple * group.shares[QUIET] / 10
            chance = 1 / (1 + math.exp(-odds))
            total -= group.lost * math.log(chance) + (group.cases - group.lost) * math.log(1 - chance)
        return total

    at = [found.base, found.slope, found.points[QUIET] / 25]
    least = small(*at)
    for place in range(3):
        for move in (-1e-3, 1e-3):
            near = [*at]
            near[place] += move
            assert small(*near) > least
    assert found.points[:QUIET] + found.points[QUIET + 1 :] == DEFAULTS[:QUIET] + DEFAULTS[QUIET + 1 :]


def test_losses_in_twenty_accounts_pull_less() -> None:
    """19 lost accounts are pulled by 3, 20 by 1; many losses of one account are one."""

    def cases(lost: int, of: int) -> list[Case]:
        found = seen(80, quiet=1.0)
        return [case(at % of, at < lost, found if at < lost else seen(80)) for at in range(400)]

    for lost, of, pull in ((19, 400, 3.0), (20, 400, 1.0), (21, 400, 1.0), (40, 19, 3.0), (40, 20, 1.0)):
        assert learn(cases(lost, of)) == best(grouped(cases(lost, of)), pull)
        assert learn(cases(lost, of)) != best(grouped(cases(lost, of)), 4 - pull)


def test_cases_are_grouped_by_what_was_measured_to_a_thousandth() -> None:
    cases = [
        case(1, True, seen(80, quiet=0.1234)), case(2, False, seen(70, quiet=0.1231)),
        case(3, False, seen(80, quiet=0.124)), case(4, True, seen(80, quiet=0.123)),
    ]  # fmt: skip
    assert grouped(cases) == [Group(shares(quiet=0.123), 3, 2), Group(shares(quiet=0.124), 1, 0)]
    twice = case(1, True, seen(80))
    assert grouped([twice._replace(losses=twice.losses * 2)]) == [Group(NONE, 1, 1)]


def test_points_are_whole_in_the_end() -> None:
    assert whole(Learned((1.4, 1.5, 2.6), 0.0, 0.0)) == [1, 2, 3]


def test_lost_accounts_are_counted_once() -> None:
    assert lost_accounts([case(1, True, seen(80)), case(1, True, seen(70)), case(2, False, seen(80))]) == 1


# What is judged, and by what.


def months(many: int) -> list[Day]:
    firsts = [dt.date(2024 + at // 12, 1 + at % 12, 1) for at in range(many)]
    return [Day(first, first + dt.timedelta(days=90), {}) for first in firsts]


def test_the_day_on_which_all_is_known_judges() -> None:
    """Two of four or five days learn, the second until 31 March: what is of 31 March judges, not the day
    before."""
    learning = [Day(dt.date(2024, at, 1), dt.date(2024, at + 1, 31 - 2 * (at == 1)), {}) for at in (1, 2)]
    early, later = (Day(dt.date(2024, 3, at), dt.date(2024, 6, 1), {}) for at in (30, 31))
    assert halves([*learning, early, later]) == (learning, [later])
    assert halves([*learning, early, later, later]) == (learning, [later, later])


def judged(found: list[Seen]) -> tuple[Backtest, Day]:
    day = Day(DAY, DAY + dt.timedelta(days=90), dict(enumerate(found)))
    revenue = Revenue.__new__(Revenue)
    revenue.days, revenue.levels = [DAY], [1_000]
    return Backtest([day], dict.fromkeys(range(len(found)), revenue), [], dt.date(2026, 1, 1)), day


def test_only_what_has_a_score_and_was_measured_is_used() -> None:
    result, day = judged([seen(80), seen(None), seen(80)._replace(measured=None)])
    assert [each.account for each in usable(result, day)] == [0]


def sure(**of: object) -> Gain:
    return NO_GAIN._replace(**{"gain_low": 0.1, "helps": True, **of})  # type: ignore[arg-type]


def test_points_are_offered_that_are_surely_better_help_and_are_others() -> None:
    others = {"points.quiet": 30}
    assert why_not(sure(), others) is None
    assert [why_not(sure(gain_low=low), others) for low in (None, -0.1, 0, 0.0, 0.01)] == [NO_BETTER] * 4 + [
        None
    ]
    assert why_not(sure(gain_low=0.5), others) is None
    assert why_not(sure(helps=False), others) == NO_HELP
    assert why_not(sure(helps=False, gain_low=0), others) == NO_BETTER
    assert why_not(sure(), {}) == SAME


def pair(account: int, lost: bool, before: int, after: int, *, flagged: bool = False) -> Pair:
    return Pair(account, lost, flagged, before, after)


def test_a_case_has_its_score_of_today_and_with_other_points() -> None:
    """Quiet at half of 40 points are 20; nothing else was measured, and all could be."""
    half = seen(77, quiet=0.5)
    weights = [40 if at == QUIET else most for at, most in enumerate(NOW)]
    assert pair_of(case(3, True, half), weights, DEFAULT) == Pair(3, True, False, 77, 80)
    assert pair_of(case(3, False, half._replace(health="at_risk")), NOW, DEFAULT) == Pair(
        3, False, True, 77, 87
    )


def test_an_area_is_that_within_a_day() -> None:
    """Of the first day two of three pairs are right, and one is level; the second has nobody who was lost."""
    days = [
        [pair(1, True, 50, 90), pair(2, False, 60, 10), pair(3, False, 70, 20), pair(4, False, 50, 95)],
        [pair(5, False, 10, 1)],
    ]
    assert area(days, "before") == pytest.approx(2.5 / 3)
    assert area(days, "after") == pytest.approx(1 / 3)
    assert area(days[1:], "before") is None


def test_what_is_drawn_counts_as_often_as_it_was() -> None:
    """The lost one twice, with two that stayed once and thrice: of 8 pairs 2 are right, and 6 level."""
    day = [pair(1, True, 50, 100), pair(2, False, 60, 0), pair(3, False, 50, 100)]
    drawn = Counter({1: 2, 2: 1, 3: 3})
    assert weighed([day], drawn, "before") == pytest.approx((2 + 6 / 2) / 8)
    assert weighed([day], drawn, "after") == pytest.approx(6 / 2 / 8)
    other = [pair(1, True, 0, 0), pair(2, False, 100, 100)]
    assert weighed([day, other], drawn, "before") == pytest.approx((2 + 6 / 2 + 2) / 10)
    assert weighed([day], Counter({2: 1}), "before") is None
    assert weighed([], drawn, "before") is None
    once = Counter((1, 2, 3))
    assert weighed([day], once, "before") == area([day], "before")


def test_draws_are_of_accounts_that_are_there_as_many() -> None:
    """Two accounts: both are drawn once, in two of four draws; in the others nobody can be compared."""
    days = [[pair(1, True, 60, 50), pair(2, False, 60, 70)]]
    many = list(drawn_gains(days, 400))
    assert set(many) == {0.5}
    assert 150 < len(many) < 250
    assert list(drawn_gains(days, 400, seed=7)) != many or len(many) > 0
    assert list(drawn_gains(days, 0)) == []


def test_the_value_below_which_a_share_lies() -> None:
    values = [float(at) for at in range(20)]
    assert [at_share(values, share) for share in (0, 0.05, 0.5, 0.95, 1)] == [0, 1, 10, 19, 19]
    assert at_share([], 0.5) is None
    assert at_share([3.0], 0.95) == 3


def test_the_lowest_are_taken_as_many_as_were_flagged() -> None:
    pairs = [pair(1, True, 0, 30), pair(2, True, 0, 10), pair(3, False, 0, 10), pair(4, True, 0, 40)]
    assert [lowest(pairs, flags) for flags in range(6)] == pytest.approx([0, 0.5, 1, 2, 3, 3])


def gained() -> list[list[Case]]:
    """A day on which quiet tells who leaves, and the score of today says the opposite: two of six leave, one
    of the two that are flagged."""
    quiet = seen(70, "at_risk", quiet=1.0)
    return [
        [
            case(1, True, quiet), case(2, True, seen(70, quiet=1.0)), case(3, False, seen(60, "critical")),
            *(case(at, False, seen(65)) for at in (4, 5, 6)),
        ]
    ]  # fmt: skip


def test_a_gain_is_told_by_hand() -> None:
    """With the points of today both that leave have 75 and the rest 100, as quiet alone costs them."""
    found = gain_of(gained(), NOW, DEFAULT, 100)
    assert (found.auc_before, found.auc_after, found.gain) == (0, 1, 1)
    assert (found.gain_low, found.gain_high) == (1, 1)
    assert (found.flags, found.precision_before, found.precision_after) == (2, 0.5, 1)
    assert (found.recall_before, found.recall_after, found.helps) == (0.5, 1, True)


def test_a_gain_is_what_comes_on_top_of_what_there_was() -> None:
    """Both who leave have the same score as all others today, and a lower one with quiet."""
    level = [[each._replace(seen=each.seen._replace(score=70)) for each in day] for day in gained()]
    found = gain_of(level, NOW, DEFAULT, 0)
    assert (found.auc_before, found.auc_after, found.gain) == (0.5, 1, 0.5)
    assert (found.gain_low, found.gain_high) == (None, None)


def test_a_gain_of_nothing_is_none() -> None:
    assert Gain(None, None, None, None, None, 0, None, None, None, None, False) == NO_GAIN
    stayed = [[each._replace(losses=()) for each in day] for day in gained()]
    found = gain_of(stayed, NOW, DEFAULT, 100)
    assert found[:5] == (None,) * 5
    assert (found.flags, found.precision_before, found.precision_after) == (2, 0, 0)
    assert (found.recall_before, found.recall_after, found.helps) == (None, None, False)
    calm = [[each._replace(seen=each.seen._replace(health="watch")) for each in day] for day in gained()]
    found = gain_of(calm, NOW, DEFAULT, 100)
    assert (found.flags, found.precision_before, found.precision_after) == (0, None, None)
    assert (found.recall_before, found.recall_after) == (0, 0)


def test_the_ends_of_a_gain_hold_nine_in_ten_draws() -> None:
    """Gains as they were drawn, sorted: the one at a twentieth, and the one at nineteen."""
    days = [
        [
            case(at, at < 4, seen(60 + at * 7 % 30, quiet=0.3 if at in {0, 1, 5, 6} else 0.1))
            for at in range(12)
        ]
    ]
    found = gain_of(days, NOW, DEFAULT, 200)
    pairs = [[pair_of(each, NOW, DEFAULT) for each in days[0]]]
    drawn = sorted(drawn_gains(pairs, 200, seed=1))
    assert (found.gain_low, found.gain_high) == (drawn[int(0.05 * len(drawn))], drawn[int(0.95 * len(drawn))])
    assert len(set(drawn)) > 10


# All together.


def book(lost: set[int], late: set[int] | None = None) -> Backtest:
    """Fourteen months of twenty accounts, of which some lose in the third month, as quiet tells, and some in
    the twelfth, as late promises do."""
    late = lost if late is None else late
    tells = {at: {"quiet": 0.5} if at in lost else {"promise_overdue": 0.5} for at in lost | late}
    days = [
        day._replace(
            seen={at: seen(88, **tells[at]) if at in tells else seen(80, mood_low=0.5) for at in range(20)}
        )
        for day in months(14)
    ]
    losses = [Loss(at, dt.date(2024, 4, 15), 100, "contraction") for at in lost]
    losses += [Loss(at, dt.date(2025, 1, 15), 100, "contraction") for at in late]
    revenue = Revenue.__new__(Revenue)
    revenue.days, revenue.levels = [DAY], [1_000]
    return Backtest(days, dict.fromkeys(range(20), revenue), losses, dt.date(2026, 1, 1))


def test_three_lost_accounts_are_needed_on_each_side() -> None:
    for lost, late in (({1, 2}, {1, 2, 3}), ({1, 2, 3}, {1, 2})):
        found = fit(book(lost, late), DEFAULT, draws=5)
        assert found == (TOO_FEW, (), NO_GAIN, len(lost), len(late), {})
    assert fit(book({1, 2, 3}), DEFAULT, draws=5).why != TOO_FEW


def test_points_are_learned_anew_from_all_months() -> None:
    result = book({1, 2, 3, 4}, {4, 5, 6})
    found = fit(result, DEFAULT, draws=40)
    every = [each for day in result.judged_days for each in usable(result, day)]
    first, later = halves(result.judged_days)
    assert [each.new for each in found.points] == whole(learn(every))
    weights = whole(learn([each for day in first for each in usable(result, day)]))
    assert weights != whole(learn(every))
    assert found.gain == gain_of([usable(result, day) for day in later], weights, DEFAULT, 40)
    assert [(each.signal, each.old) for each in found.points] == list(DEFAULT.weights.items())
    assert (found.points[QUIET].cases, found.points[QUIET].lost) == (4 * 14, 4 * 3 + 3)
    assert found.figures["points.quiet"] == found.points[QUIET].new
