"""Whether the score warned: what it said on past days beside the revenue that was lost soon after. Pure.

Two views. Each loss: was its account flagged on a replayed day before it? And each case, an account on a day:
did losses follow the low scores more often than the high ones? Not for replaying a book (storage/replay.py).
"""

import datetime as dt
import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property

from amcli.hints import TYPE_CHECKING, NamedTuple
from amcli.rules.evidence import Kind, missing
from amcli.rules.metrics.losses import Loss, Revenue

if TYPE_CHECKING:
    from amcli.rules.rescoring import Measured

FLAGGED = ("critical", "at_risk")
UNKNOWN = "unknown"
LEAST_LOSSES = 5  # with fewer, one account more or less says the opposite
SURE = 1.96  # standard errors to either side that hold 95 in 100 chances
CHANCE = 0.5
TENS = 10
QUIET, BEST = BASELINES = ("quiet", "best")
HELPS, NO_HELP, TOO_FEW, NOTHING = VERDICTS = ("helps", "no_help", "too_few", "nothing")


class Seen(NamedTuple):
    """What the score said of an account on a day: no score where the health is unknown. `points` are those of
    its `signals`, in the same order; `kinds` are the kinds of evidence that were known (`rules.evidence`);
    `measured` is what other points would be given for, where asked."""

    score: int | None
    health: str
    signals: tuple[str, ...] = ()
    points: tuple[int, ...] = ()
    kinds: str = ""
    measured: "Measured | None" = None

    def points_of(self, signal: str) -> int:
        """What a signal cost."""
        return self.points[self.signals.index(signal)] if signal in self.signals else 0


class Day(NamedTuple):
    """A replayed day: the last day of its horizon, what the score said of the accounts on record, and the
    losses, by account and day, that were settled by then, so that no score could still warn of them. Left out
    may be who brought no revenue then, and, until the horizon has passed, who has lost none since."""

    on: dt.date
    until: dt.date
    seen: Mapping[int, Seen]
    settled: Collection[tuple[int, dt.date]] = ()


class Case(NamedTuple):
    """An account with revenue on a replayed day, and what it lost within the horizon."""

    account: int
    on: dt.date
    seen: Seen
    arr: int
    losses: tuple[Loss, ...]

    @property
    def flagged(self) -> bool:
        return self.seen.health in FLAGGED

    @property
    def lost(self) -> int:
        """How much was lost, in minor units."""
        return sum(loss.amount for loss in self.losses)


class Told(NamedTuple):
    """A loss with the cases in whose horizon it lies, the oldest first; none where no replayed day could
    have warned of it."""

    loss: Loss
    cases: tuple[Case, ...]

    @property
    def first_flagged(self) -> dt.date | None:
        """The first day on which the score warned of it."""
        return next((case.on for case in self.cases if case.flagged), None)

    @property
    def days_ahead(self) -> int | None:
        """How long before the loss that was."""
        first = self.first_flagged
        return None if first is None else (self.loss.on - first).days


class Lift(NamedTuple):
    """A signal: the cases in which it had points, and in how many of them something was lost."""

    signal: str
    cases: int
    lost: int


class Baseline(NamedTuple):
    """How well the points of one signal alone tell those that lost something from the rest."""

    name: str
    signal: str
    auc: float


class Ten(NamedTuple):
    """Ten scores: the cases that had one of them, and in how many of them something was lost."""

    first: int
    last: int
    cases: int
    lost: int

    @property
    def share(self) -> float | None:
        return self.lost / self.cases if self.cases else None


class Backtest:
    """The replayed days of a book beside its losses, as known on `today`."""

    def __init__(
        self,
        days: Sequence[Day],
        revenues: Mapping[int, Revenue],
        losses: Sequence[Loss],
        today: dt.date,
    ) -> None:
        self.days = sorted(days, key=lambda day: day.on)
        self.today = today
        self.revenues = revenues
        self._losses: dict[int, list[Loss]] = defaultdict(list)
        for loss in sorted(losses, key=lambda each: (each.on, each.account)):
            if loss.on <= today:
                self._losses[loss.account].append(loss)

    @cached_property
    def judged_days(self) -> list[Day]:
        """The days whose horizon has passed: of the others nobody knows yet who stays."""
        return [day for day in self.days if day.until <= self.today]

    @cached_property
    def by_day(self) -> dict[dt.date, list[Case]]:
        """The cases of every replayed day."""
        return {day.on: list(self.cases_of(day)) for day in self.days}

    @cached_property
    def cases(self) -> list[Case]:
        """The cases whose horizon has passed."""
        return [case for day in self.judged_days for case in self.by_day[day.on]]

    def cases_of(self, day: Day) -> Iterator[Case]:
        """The accounts with revenue on a day. An account whose losses within the horizon were all settled
        by then is no case: there was nothing left to warn of."""
        for account, seen in sorted(day.seen.items()):
            arr = self.revenues[account].on(day.on) if account in self.revenues else 0
            if arr <= 0:
                continue
            ahead = [loss for loss in self._losses.get(account, ()) if day.on < loss.on <= day.until]
            left = tuple(loss for loss in ahead if (account, loss.on) not in day.settled)
            if left or not ahead:
                yield Case(account, day.on, seen, arr, left)

    @cached_property
    def told(self) -> list[Told]:
        """Every loss after the first replayed day, the newest first."""
        if not self.days:
            return []
        before: dict[Loss, list[Case]] = defaultdict(list)
        for day in self.days:
            for case in self.by_day[day.on]:
                for loss in case.losses:
                    before[loss].append(case)
        since = self.days[0].on
        every = [loss for each in self._losses.values() for loss in each if loss.on > since]
        every.sort(key=lambda loss: (-loss.on.toordinal(), -loss.amount, loss.account))
        return [Told(loss, tuple(before[loss])) for loss in every]

    @cached_property
    def judged(self) -> list[Told]:
        """The losses that a replayed day could have warned of."""
        return [told for told in self.told if told.cases]

    @cached_property
    def flagged(self) -> list[Told]:
        """The losses that one did warn of."""
        return [told for told in self.judged if told.first_flagged is not None]

    @cached_property
    def unknown(self) -> list[Told]:
        """The losses of accounts that had no score on any day before."""
        return [told for told in self.judged if all(case.seen.health == UNKNOWN for case in told.cases)]

    @cached_property
    def stayed(self) -> list[Case]:
        """The accounts that were flagged and lost nothing within the horizon of any day on which they were:
        the newest of these days."""
        newest: dict[int, Case] = {}
        for case in self.cases:
            if case.flagged:
                newest[case.account] = case
        lost = {case.account for case in self.cases if case.flagged and case.losses}
        return [case for account, case in sorted(newest.items()) if account not in lost]

    @cached_property
    def days_ahead(self) -> float | None:
        """How long before a loss its account was first flagged, in the mean of those that were."""
        ahead = [told.days_ahead or 0 for told in self.flagged]
        return sum(ahead) / len(ahead) if ahead else None

    @property
    def precision(self) -> float | None:
        """Of the cases that were flagged, the share in which something was lost."""
        return ratio([bool(case.losses) for case in self.cases if case.flagged])

    @property
    def recall(self) -> float | None:
        """Of the cases in which something was lost, the share that was flagged."""
        return ratio([case.flagged for case in self.cases if case.losses])

    @property
    def base(self) -> float | None:
        """Of all cases, the share in which something was lost."""
        return ratio([bool(case.losses) for case in self.cases])

    @cached_property
    def scored(self) -> list[Case]:
        return [case for case in self.cases if case.seen.score is not None]

    @cached_property
    def dark(self) -> list[tuple[Kind, int]]:
        """The kinds of evidence that were missing in the cases without a score, each with in how many."""
        return missing(case.seen.kinds for case in self.cases if case.seen.score is None)

    @cached_property
    def auc(self) -> float | None:
        """Of two accounts on the same day, one that lost something and one that did not, the chance that the
        first has the lower score. Accounts of different days are not compared: a book whose scores sink as it
        fills, while its first ends come near, would seem to have foreseen them."""
        return self.auc_by(score_of)

    def auc_by(self, value: Callable[[Case], float]) -> float | None:
        """The same by another value of the cases that have a score, of which the lower is the worse."""
        return auc([values_of(self.by_day[day.on], value) for day in self.judged_days])

    @cached_property
    def baselines(self) -> list[Baseline]:
        """What one signal alone would do: `quiet`, and the best of all; nothing without a judged score."""
        if self.auc is None:
            return []
        areas = {
            name: self.auc_by(lambda case, name=name: -case.seen.points_of(name)) or CHANCE  # type: ignore[misc]
            for name in sorted({signal for case in self.scored for signal in case.seen.signals} | {QUIET})
        }
        best = max(areas, key=lambda name: areas[name])
        return [Baseline(QUIET, QUIET, areas[QUIET]), Baseline(BEST, best, areas[best])]

    @property
    def adds_nothing(self) -> bool:
        """Whether the score is no better than `quiet` alone."""
        return self.auc is not None and self.auc <= self.baselines[0].auc

    @cached_property
    def tens(self) -> list[Ten]:
        """The cases by tens of score, 0 to 9 first; the last goes up to 100."""
        found: list[list[Case]] = [[] for _ in range(TENS)]
        for case in self.scored:
            found[min(score_of(case) // 10, TENS - 1)].append(case)
        return [
            Ten(
                10 * at,
                10 * at + 9 if at < TENS - 1 else 100,
                len(some),
                sum(1 for case in some if case.losses),
            )
            for at, some in enumerate(found)
        ]

    @cached_property
    def losses_scored(self) -> int:
        """How many losses stand behind the AUC: one that several days saw is one."""
        return len({loss for case in self.scored for loss in case.losses})

    @cached_property
    def error(self) -> float | None:
        """The standard error of the AUC."""
        return None if self.auc is None else error_of(self.auc, self.scored)

    @cached_property
    def verdict(self) -> str:
        """Whether the score helps in this book, as far as that can be told."""
        if not self.cases and not self.judged:
            return NOTHING
        if self.auc is None or self.error is None or self.losses_scored < LEAST_LOSSES:
            return TOO_FEW
        return HELPS if is_sure(self.auc, self.error) else NO_HELP

    def lifts(self, signals: Sequence[str]) -> list[Lift]:
        cases: dict[str, int] = dict.fromkeys(signals, 0)
        lost: dict[str, int] = dict.fromkeys(signals, 0)
        for case in self.cases:
            for signal in case.seen.signals:
                cases[signal] += 1
                lost[signal] += bool(case.losses)
        return [Lift(signal, cases[signal], lost[signal]) for signal in signals]


def ratio(hits: Sequence[bool]) -> float | None:
    """The share that is true; None of nothing."""
    return sum(hits) / len(hits) if hits else None


def score_of(case: Case) -> int:
    """The score of a case that has one."""
    assert case.seen.score is not None
    return case.seen.score


def values_of(cases: Sequence[Case], value: Callable[[Case], float]) -> tuple[list[float], list[float]]:
    """A value of those that lost something, and of the others; those without a score are left out."""
    lost: list[float] = []
    stayed: list[float] = []
    for case in cases:
        if case.seen.score is not None:
            (lost if case.losses else stayed).append(value(case))
    return lost, stayed


def auc(strata: Sequence[tuple[Sequence[float], Sequence[float]]]) -> float | None:
    """The share of pairs, one of the first and one of the second of a stratum, in which the first is the
    lower; equal ones count half. None where there is no pair."""
    halves = pairs = 0
    for lost, stayed in strata:
        ranked = sorted(stayed)
        pairs += len(lost) * len(ranked)
        for each in lost:
            halves += 2 * len(ranked) - bisect_left(ranked, each) - bisect_right(ranked, each)
    return halves / (2 * pairs) if pairs else None


def is_sure(area: float, error: float | None) -> bool:
    """Whether an AUC tells more than chance would."""
    return error is not None and area - SURE * error > CHANCE


def error_of(area: float, scored: Sequence[Case]) -> float | None:
    """The standard error of the AUC of some cases. An account on twelve days is one account, and says no more
    than that: so it counts losses and accounts, not cases."""
    lost = {loss for case in scored for loss in case.losses}
    stayed = {case.account for case in scored if not case.losses}
    return standard_error(area, len(lost), len(stayed))


def standard_error(area: float, lost: int, stayed: int) -> float | None:
    """The standard error of an AUC of so many on either side, after Hanley and McNeil (1982)."""
    if not lost or not stayed:
        return None
    both = area * area
    one = area / (2 - area) - both
    other = 2 * both / (1 + area) - both
    spread = area * (1 - area) + (lost - 1) * one + (stayed - 1) * other
    return math.sqrt(max(0.0, spread) / (lost * stayed))
