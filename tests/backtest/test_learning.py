"""What learning points gives on a book whose mechanism is known (`decaying`), on unseen months and accounts:
some draws of a third of the book here, all of it nightly.

The intervals are of 95%, by drawing accounts.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pytest

from amcli.rules.backtest import HELPS, Backtest, Case
from amcli.rules.fit import (
    Pair,
    area,
    at_share,
    drawn_gains,
    fit,
    gain_of,
    halves,
    learn,
    lowest,
    pair_of,
    usable,
    whole,
)
from tests.backtest.decaying import Study
from tests.profiles import is_nightly

DRAWS = 200
Days = list[list[Pair]]


def both_halves(found: Study) -> Days:
    """The judged cases by the score in force, and by the points that the first half taught."""
    first, later = halves(found.result.judged_days)
    new = whole(learn([case for day in first for case in usable(found.result, day)]))
    return [[pair_of(case, new, found.model) for case in usable(found.result, day)] for day in later]


def precisions(days: Sequence[Sequence[Pair]], draws: int) -> Iterator[float]:
    """The gain in precision at today's number of flags, in books of drawn accounts."""
    accounts = sorted({pair.account for day in days for pair in day})
    chance = random.Random(5)
    for _ in range(draws):
        drawn = Counter(chance.choices(accounts, k=len(accounts)))
        every = [pair for day in days for pair in day for _ in range(drawn[pair.account])]
        flags = sum(pair.flagged for pair in every)
        yield (lowest(every, flags) - sum(pair.flagged and pair.lost for pair in every)) / flags


def interval(values: Iterator[float]) -> tuple[float, float]:
    found = sorted(values)
    low, high = at_share(found, 0.025), at_share(found, 0.975)
    assert low is not None
    assert high is not None
    return low, high


def test_the_default_points_leave_room_on_this_book(studied: Study) -> None:
    assert studied.result.verdict == HELPS
    assert 0.70 <= (studied.result.auc or 0) <= 0.80


def test_own_points_are_better_on_months_they_have_not_seen(studied: Study) -> None:
    days = both_halves(studied)
    before, after = area(days, "before"), area(days, "after")
    assert before is not None
    assert after is not None
    assert after - before >= 0.05
    assert interval(drawn_gains(days, DRAWS, seed=7))[0] > 0
    assert fit(studied.result, studied.model).offered


def test_as_many_flags_are_right_more_often(studied: Study) -> None:
    days = both_halves(studied)
    every = [pair for day in days for pair in day]
    flags = sum(pair.flagged for pair in every)
    gain = (lowest(every, flags) - sum(pair.flagged and pair.lost for pair in every)) / flags
    assert gain >= 0.10
    assert interval(precisions(days, DRAWS))[0] > 0


def lost_and_kept(result: Backtest) -> tuple[list[int], list[int]]:
    """The accounts with a score that lost something, and the others."""
    lost = {case.account for case in result.scored if case.losses}
    return sorted(lost), sorted({case.account for case in result.scored} - lost)


def drawn_accounts(result: Backtest, lost: int, chance: random.Random) -> set[int]:
    """A smaller book: so many accounts that lost something, and as many others to each as in the whole."""
    losers, kept = lost_and_kept(result)
    return {*chance.sample(losers, lost), *chance.sample(kept, lost * len(kept) // len(losers))}


def only(result: Backtest, accounts: Callable[[int], bool]) -> Backtest:
    """The same back-test of some accounts."""
    days = [
        day._replace(seen={account: seen for account, seen in day.seen.items() if accounts(account)})
        for day in result.days
    ]
    return Backtest(days, result.revenues, every_loss(result), result.today)


def every_loss(result: Backtest) -> list:
    return [told.loss for told in result.told]


def cases_of(result: Backtest) -> list[Case]:
    return [case for day in result.judged_days for case in usable(result, day)]


def gain_outside(found: Study, drawn: set[int], new: Sequence[int]) -> float:
    """What points give on the accounts that are not in a drawn book."""
    rest = only(found.result, lambda account: account not in drawn)
    gain = gain_of([usable(rest, day) for day in rest.judged_days], new, found.model, 0).gain
    assert gain is not None
    return gain


@pytest.mark.parametrize("lost", [3, 5, 10, 20] if is_nightly() else [3, 5])
def test_a_few_losses_already_teach_more_than_they_harm(studied: Study, lost: int) -> None:
    chance = random.Random(lost)
    gains = []
    for _ in range(20 if is_nightly() else 4):
        drawn = drawn_accounts(studied.result, lost, chance)
        new = whole(learn(cases_of(only(studied.result, drawn.__contains__))))
        gains.append(gain_outside(studied, drawn, new))
    assert sum(gains) / len(gains) > 0
    assert min(gains) >= -0.01


@pytest.mark.parametrize("lost", [6, 10, 20, 40] if is_nightly() else [10])
def test_what_is_offered_is_never_worse_than_the_points_in_force(studied: Study, lost: int) -> None:
    chance = random.Random(100 + lost)
    offered = 0
    for _ in range(24 if is_nightly() else 4):
        drawn = drawn_accounts(studied.result, lost, chance)
        found = fit(only(studied.result, drawn.__contains__), studied.model)
        if found.offered:
            offered += 1
            assert gain_outside(studied, drawn, [each.new for each in found.points]) >= 0
    assert offered or lost < 20


def shuffled(result: Backtest, seed: int) -> Backtest:
    """The same with what each account brought and lost given to another."""
    accounts = sorted(result.revenues)
    others = accounts.copy()
    random.Random(seed).shuffle(others)
    to = dict(zip(accounts, others, strict=True))
    revenues = {to[account]: found for account, found in result.revenues.items()}
    losses = [loss._replace(account=to[loss.account]) for loss in every_loss(result)]
    return Backtest(result.days, revenues, losses, result.today)


def test_where_chance_decides_next_to_nothing_is_offered(studied: Study) -> None:
    draws = 40 if is_nightly() else 6
    offered = sum(fit(shuffled(studied.result, seed), studied.model).offered for seed in range(draws))
    assert offered <= (4 if is_nightly() else 1)


def test_what_is_learned_is_the_same_each_time(studied: Study) -> None:
    again = partial(fit, studied.result, studied.model)
    assert again() == again()
