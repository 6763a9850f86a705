"""Points learned from a book's own losses, and whether they are better than those in force. Pure.

The log odds of a loss grow with the points: b + k * points / 10. The points are pulled to the defaults, the
more the fewer lost accounts there are, so that a handful of losses moves little: a ridge of the first kind,
solved by projected Newton steps (Fisher scoring) over rows that are alike. They are learned on the first half
of the judged months and judged on the rest, with a horizon between, so that no outcome is on both sides.
"""

import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence

from amcli.hints import NamedTuple
from amcli.rules.backtest import FLAGGED, Backtest, Case, Day, auc, error_of, is_sure, score_of
from amcli.rules.figures import DEFAULT
from amcli.rules.model import Model
from amcli.rules.rescoring import figures_with, rescored
from amcli.rules.score import half_up
from amcli.rules.signals import SIGNAL_NAMES

LEAST_LOST = 3  # lost accounts on each side
FEW_LOST, PULL, PULL_OF_FEW = 20, 1.0, 3.0
MOST = 4.0  # times the default points
DRAWS, SEED = 200, 1
LOW, HIGH = 0.05, 0.95
TOO_FEW, NO_BETTER, NO_HELP, SAME = REASONS = ("too_few", "no_better", "no_help", "same")
STEPS, NEAR = 100, 1e-7
DEFAULTS = tuple(float(DEFAULT.weights[name]) for name in SIGNAL_NAMES)


class Group(NamedTuple):
    """Cases that are alike: the share of each signal's most points, how many they are, how many lost."""

    shares: tuple[float, ...]
    cases: int
    lost: int


class Learned(NamedTuple):
    """Points by place, not yet whole; the log odds without any, and what ten points multiply them by, as its
    logarithm."""

    points: tuple[float, ...]
    base: float
    slope: float


class Moved(NamedTuple):
    """A signal's points in force, those learned, and the cases in which it had some."""

    signal: str
    old: int
    new: int
    cases: int
    lost: int


class Gain(NamedTuple):
    """What other points give on months that they haven't seen: the AUC within a day before and after, the
    gain with its ends, and, of as many flags as today, how many were right and how many losses they hold.
    `helps` is whether the score helps with them, as a back-test says it."""

    auc_before: float | None
    auc_after: float | None
    gain: float | None
    gain_low: float | None
    gain_high: float | None
    flags: int
    precision_before: float | None
    precision_after: float | None
    recall_before: float | None
    recall_after: float | None
    helps: bool = False


class Fit(NamedTuple):
    """Points learned from the whole of what is judged; `why` they are not offered, None where they are.
    `figures` are what would be set."""

    why: str | None
    points: tuple[Moved, ...]
    gain: Gain
    lost_learned: int
    lost_judged: int
    figures: dict[str, int]

    @property
    def offered(self) -> bool:
        return self.why is None


NO_GAIN = Gain(None, None, None, None, None, 0, None, None, None, None)


def fit(result: Backtest, model: Model, draws: int = DRAWS) -> Fit:
    """Learn from the losses of a back-test whose cases were measured."""
    first, later = halves(result.judged_days)
    learned_from = [case for day in first for case in usable(result, day)]
    judged_by = [usable(result, day) for day in later]
    lost_learned = lost_accounts(learned_from)
    lost_judged = lost_accounts([case for day in judged_by for case in day])
    if min(lost_learned, lost_judged) < LEAST_LOST:
        return Fit(TOO_FEW, (), NO_GAIN, lost_learned, lost_judged, {})
    gain = gain_of(judged_by, whole(learn(learned_from)), model, draws)
    every = [case for day in result.judged_days for case in usable(result, day)]
    new = dict(zip(SIGNAL_NAMES, whole(learn(every)), strict=True))
    moved = tuple(
        Moved(each.signal, model.weights[each.signal], new[each.signal], each.cases, each.lost)
        for each in result.lifts(SIGNAL_NAMES)
    )
    figures = figures_with(new, model)
    return Fit(why_not(gain, figures), moved, gain, lost_learned, lost_judged, figures)


def why_not(gain: Gain, figures: dict[str, int]) -> str | None:
    """Why points are not offered, None where they are: they must be better, and with them the score must
    help. Of two scores that both tell nothing one is always a little better."""
    if (gain.gain_low or 0) <= 0:
        return NO_BETTER
    if not gain.helps:
        return NO_HELP
    return None if figures else SAME


def halves(days: Sequence[Day]) -> tuple[list[Day], list[Day]]:
    """The first half of the judged days, and those of the rest on which all that it knows is over."""
    first = list(days[: len(days) // 2])
    return first, [day for day in days[len(first) :] if first and day.on >= first[-1].until]


def usable(result: Backtest, day: Day) -> list[Case]:
    """The cases of a day that have a score and were measured."""
    return [case for case in result.by_day[day.on] if case.seen.score is not None and case.seen.measured]


def lost_accounts(cases: Sequence[Case]) -> int:
    return len({case.account for case in cases if case.losses})


def whole(found: Learned) -> list[int]:
    """Whole points."""
    return [half_up(points) for points in found.points]


def learn(cases: Sequence[Case]) -> Learned:
    """The points that tell the cases with a loss best, as far as the losses can say."""
    pull = PULL if lost_accounts(cases) >= FEW_LOST else PULL_OF_FEW
    return best(grouped(cases), pull)


def grouped(cases: Sequence[Case]) -> list[Group]:
    """Cases by what was measured, to a thousandth: many are alike."""
    many: Counter[tuple[float, ...]] = Counter()
    lost: Counter[tuple[float, ...]] = Counter()
    for case in cases:
        shares = tuple([round(share, 3) for share in measured_of(case)])
        many[shares] += 1
        lost[shares] += bool(case.losses)
    return [Group(shares, count, lost[shares]) for shares, count in many.items()]


def measured_of(case: Case) -> tuple[float, ...]:
    assert case.seen.measured is not None
    return case.seen.measured.shares


# What is solved for: the log odds without points, the logarithm of what ten points multiply them by, and of
# each signal with something to show its points as a multiple of its default. A row: its multiples, with what
# they are multiplied by.
Row = tuple[list[tuple[int, float]], int, int]
BASE, SLOPE, FIRST = 0, 1, 2


def best(groups: Sequence[Group], pull: float) -> Learned:
    """The least of: minus the log likelihood, the pull to the defaults, and half the square of the slope."""
    shown = [at for at in range(len(SIGNAL_NAMES)) if any(group.shares[at] for group in groups)]
    rows: list[Row] = [
        (
            [
                (FIRST + to, DEFAULTS[at] * group.shares[at] / 10)
                for to, at in enumerate(shown)
                if group.shares[at]
            ],
            group.cases,
            group.lost,
        )
        for group in groups
    ]
    cases, lost = sum(row[1] for row in rows), sum(row[2] for row in rows)
    odds = math.log((lost + 0.5) / (cases - lost + 0.5))
    found = solved(rows, pull, [odds - 1, 0.0, *[1.0] * len(shown)])
    points = list(DEFAULTS)
    for to, at in enumerate(shown):
        points[at] = DEFAULTS[at] * found[FIRST + to]
    return Learned(tuple(points), found[BASE], found[SLOPE])


def solved(rows: Sequence[Row], pull: float, start: list[float]) -> list[float]:
    """Newton's steps from a start, each as far as it helps, within what points may be."""
    at, value = start, loss_of(rows, pull, start)
    for _ in range(STEPS):
        slope, bend = slopes(rows, pull, at)
        free = [to for to in range(len(at)) if not held(to, at[to], slope[to])]
        step = [0.0] * len(at)
        for to, move in zip(
            free, linear([[bend[i][j] for j in free] for i in free], [-slope[i] for i in free]), strict=True
        ):
            step[to] = move
        nearer, lower = stepped(rows, pull, at, value, slope, step)
        done = max(abs(new - old) for new, old in zip(nearer, at, strict=True)) < NEAR
        at, value = nearer, lower
        if done:
            break
    return at


def held(place: int, value: float, slope: float) -> bool:
    """Whether a multiple is at its end and would go beyond."""
    return place >= FIRST and ((value <= 0 and slope > 0) or (value >= MOST and slope < 0))


def stepped(
    rows: Sequence[Row], pull: float, at: list[float], value: float, slope: list[float], step: list[float]
) -> tuple[list[float], float]:
    """As much of a step as makes it less: all, a half, a quarter, ..."""
    size = 1.0
    while size > 1e-10:
        new = [within(to, old + size * move) for to, (old, move) in enumerate(zip(at, step, strict=True))]
        lower = loss_of(rows, pull, new)
        down = sum(each * (to - old) for each, to, old in zip(slope, new, at, strict=True))
        if lower <= value + 1e-4 * down:
            return new, lower
        size /= 2
    return at, value


def within(place: int, value: float) -> float:
    return value if place < FIRST else min(max(value, 0.0), MOST)


def odds_of(row: Row, at: Sequence[float], times: float) -> float:
    """The log odds of the cases of a row."""
    return at[BASE] + times * sum([at[to] * by for to, by in row[0]])


def loss_of(rows: Sequence[Row], pull: float, at: Sequence[float]) -> float:
    """What is to be as small as can be."""
    times = math.exp(at[SLOPE])
    total = pull * sum((each - 1) ** 2 for each in at[FIRST:]) + at[SLOPE] ** 2 / 2
    for row in rows:
        odds = odds_of(row, at, times)
        total += row[1] * (max(odds, 0.0) + math.log1p(math.exp(-abs(odds)))) - row[2] * odds
    return total


def slopes(rows: Sequence[Row], pull: float, at: Sequence[float]) -> tuple[list[float], list[list[float]]]:
    """How it changes with each value, and how that changes: as much of the second as is expected of the
    losses, so that a step never goes up."""
    size, times = len(at), math.exp(at[SLOPE])
    slope, bend = [0.0] * size, [[0.0] * size for _ in range(size)]
    for row in rows:
        odds = odds_of(row, at, times)
        chance = 1 / (1 + math.exp(-odds)) if odds > -700 else 0.0
        wrong, spread = row[1] * chance - row[2], row[1] * chance * (1 - chance)
        ways = [(BASE, 1.0), (SLOPE, odds - at[BASE]), *[(to, times * by) for to, by in row[0]]]
        for to, by in ways:
            slope[to] += wrong * by
            line, much = bend[to], spread * by
            for other, by_other in ways:
                line[other] += much * by_other
    slope[SLOPE] += at[SLOPE]
    bend[SLOPE][SLOPE] += 1
    bend[BASE][BASE] += 1e-9
    for to in range(FIRST, size):
        slope[to] += 2 * pull * (at[to] - 1)
        bend[to][to] += 2 * pull
    return slope, bend


def linear(rows: list[list[float]], right: list[float]) -> list[float]:
    """The solution of as many linear equations as unknowns, by Gauss's elimination; the matrix is positive
    definite."""
    lines = [[*row, value] for row, value in zip(rows, right, strict=True)]
    size = len(lines)
    for at in range(size):
        pivot = max(range(at, size), key=lambda line: abs(lines[line][at]))
        lines[at], lines[pivot] = lines[pivot], lines[at]
        for below in lines[at + 1 :]:
            times = below[at] / lines[at][at]
            if times:
                for column in range(at, size + 1):
                    below[column] -= times * lines[at][column]
    found = [0.0] * size
    for at in reversed(range(size)):
        rest = sum(lines[at][column] * found[column] for column in range(at + 1, size))
        found[at] = (lines[at][size] - rest) / lines[at][at]
    return found


class Pair(NamedTuple):
    """A case by its score in force and with other points."""

    account: int
    lost: bool
    flagged: bool
    before: int
    after: int


def gain_of(days: Sequence[Sequence[Case]], weights: Sequence[int], model: Model, draws: int) -> Gain:
    """What other points give on cases that they were not learned on."""
    pairs = [[pair_of(case, weights, model) for case in day] for day in days]
    before, after = (area(pairs, at) for at in ("before", "after"))
    every = [pair for day in pairs for pair in day]
    flags = sum(1 for pair in every if pair.flagged)
    right = sum(1 for pair in every if pair.flagged and pair.lost), lowest(every, flags)
    lost = sum(1 for pair in every if pair.lost)
    drawn = sorted(drawn_gains(pairs, draws))
    low, high = (at_share(drawn, share) for share in (LOW, HIGH))
    helps = after is not None and is_sure(after, error_of(after, [case for day in days for case in day]))
    precision, recall = ([each / of if of else None for each in right] for of in (flags, lost))
    return Gain(
        before, after, None if before is None or after is None else after - before, low, high, flags,
        precision[0], precision[1], recall[0], recall[1], helps,
    )  # fmt: skip


def pair_of(case: Case, weights: Sequence[int], model: Model) -> Pair:
    assert case.seen.measured is not None
    new = rescored(case.seen.measured, weights, model)
    return Pair(case.account, bool(case.losses), case.seen.health in FLAGGED, score_of(case), new)


def area(days: Sequence[Sequence[Pair]], at: str) -> float | None:
    """The AUC within a day, before or after."""
    return auc(
        [
            (
                [getattr(pair, at) for pair in day if pair.lost],
                [getattr(pair, at) for pair in day if not pair.lost],
            )
            for day in days
        ]
    )


def lowest(pairs: Sequence[Pair], flags: int) -> float:
    """How many of so many cases with the lowest new scores lost something; of those that are level at the
    end, the share that is wanted."""
    by_score: dict[int, list[Pair]] = {}
    for pair in pairs:
        by_score.setdefault(pair.after, []).append(pair)
    found, left = 0.0, flags
    for score in sorted(by_score):
        some = by_score[score]
        found += sum(pair.lost for pair in some) * min(1, left / len(some))
        left -= min(left, len(some))
    return found


def drawn_gains(days: Sequence[Sequence[Pair]], draws: int, seed: int = SEED) -> Iterator[float]:
    """The gain in books of as many accounts drawn from these; a draw in which nothing can be told is none."""
    accounts = sorted({pair.account for day in days for pair in day})
    chance = random.Random(seed)
    for _ in range(draws):
        drawn = Counter(chance.choices(accounts, k=len(accounts)))
        before, after = weighed(days, drawn, "before"), weighed(days, drawn, "after")
        if before is not None and after is not None:
            yield after - before


def weighed(days: Sequence[Sequence[Pair]], drawn: Counter[int], at: str) -> float | None:
    """The AUC within a day where accounts count as often as they were drawn."""
    halves_right = pairs = 0
    place = Pair._fields.index(at)
    for day in days:
        stayed, lost = [0] * 101, [0] * 101
        for pair in day:
            (lost if pair.lost else stayed)[pair[place]] += drawn[pair.account]
        above = sum(stayed)
        pairs += sum(lost) * above
        for score in range(101):
            above -= stayed[score]
            halves_right += lost[score] * (2 * above + stayed[score])
    return halves_right / (2 * pairs) if pairs else None


def at_share(values: Sequence[float], share: float) -> float | None:
    """The value of sorted ones below which a share of them lies."""
    if not values:
        return None
    return values[min(int(share * len(values)), len(values) - 1)]
