"""The health score: points, what can't be seen, caps, pulse, evidence and health. Pure.

`score = 100 - min(100, sum of points)`, then the caps, then the pulse. Where few signals have anything to go
by, the points of these are raised. Every line that moves the score (a signal, what can't be seen, a cap, the
pulse, what lies past 100) is a reason, and they add up to 100 - score.
Each signal is in `signals` with its figures and words; the words of the other lines are in `reasons`.
"""

import datetime as dt
import math
from collections.abc import Callable, Iterable
from functools import lru_cache

from amcli.hints import NamedTuple
from amcli.rules import evidence, renewals
from amcli.rules.facts import Facts, OpenContract
from amcli.rules.model import Model
from amcli.rules.signals import BY_NAME, SIGNALS
from amcli.rules.signals.escalation import is_dangerous
from amcli.rules.signals.renewal_uncommitted import share

ARITHMETIC = ("cap", "overflow", "unseen")
MOST_RAISED = 2.0  # however little is seen
Cost = Callable[[Facts, dt.date, Model], float | None]
Applies = Callable[[Facts, dt.date, Model], bool]
NEVER_RAISED = tuple(each.name for each in SIGNALS if not each.counts_as_seen)


class Line(NamedTuple):
    """One line of the arithmetic."""

    signal: str
    points: int
    most: int


class Score(NamedTuple):
    """The outcome: `score` is None for an account that is `unknown` or `leaving`; `arithmetic` is what the
    points come to all the same. `kinds` are the kinds of evidence (`rules.evidence`), `evidence` is the share
    of them that is known; points are `raised` by that much for what can't be seen, by 1 where all can."""

    score: int | None
    arithmetic: int
    health: str
    evidence: float
    lines: tuple[Line, ...]
    silent: tuple[str, ...]
    unknown: tuple[str, ...]
    cap: str | None
    kinds: str
    raised: float


# Of a customer who is leaving nothing is judged any more.
GONE = Score(None, 0, "leaving", 0.0, (), (), (), None, evidence.NO_KINDS, 1.0)


def half_up(value: float) -> int:
    """Round half up; what a float lies short of a half is no digit that anybody meant."""
    return math.floor(value + 0.5 + 1e-9)


def assess(facts: Facts, today: dt.date, model: Model) -> Score:
    """The score of an account on a day."""
    if facts.leaving is not None:
        return GONE
    points, silent, unknown, raised = judged(facts, today, model)
    cap = limit_of(facts, today, model, points) if points else None
    felt = pulse(facts, today, model) if facts.pulse_on or facts.feel_on else None
    total, moves = settled_score(sum(points.values()), unseen(points, raised), cap is not None, felt, model)
    kinds = evidence.evidence(facts, today, model, pulse=felt is not None)
    known = evidence.share(kinds)
    lines = [Line(name, found, model.weights[name]) for name, found in points.items()]
    lines += [Line(name, moved, abs(moved)) for name, moved in moves]
    # A bad pulse stands where its points put it; the others are only arithmetic.
    lines.sort(key=lambda line: (line.signal in ARITHMETIC, -line.points))
    enough = known >= model.figures["evidence.minimum"]
    score, health = (total, health_of(total, model)) if enough else (None, "unknown")
    return Score(score, total, health, known, tuple(lines), silent, unknown, cap, kinds, raised)


def judged(
    facts: Facts, today: dt.date, model: Model
) -> tuple[dict[str, int], tuple[str, ...], tuple[str, ...], float]:
    """The points of each signal that has some, the signals without any, those with nothing to go by, and what
    the points are to be raised by for these."""
    points: dict[str, int] = {}
    silent: list[str] = []
    unknown: list[str] = []
    possible = missing = 0
    for name, cost_of, applies, weight in weighed(model):
        if applies is not None and not applies(facts, today, model):
            continue
        possible += weight
        cost = cost_of(facts, today, model)
        if cost is None:
            unknown.append(name)
            missing += weight
        elif cost and (found := half_up(cost)):
            points[name] = found
        else:
            silent.append(name)
    return points, tuple(silent), tuple(unknown), raised_by(possible - missing, possible, model)


@lru_cache(maxsize=8)
def weighed(model: Model) -> tuple[tuple[str, Cost, Applies | None, int], ...]:
    """What a score asks of each signal, and what that weighs among what can be seen: taken out once, since a
    book has thousands of scores."""
    return tuple(
        (each.name, each.cost, each.applies, model.weights[each.name] if each.counts_as_seen else 0)
        for each in SIGNALS
    )


def raised_by(seen: int, possible: int, model: Model) -> float:
    """What points are raised by where signals of only so many of the possible points have something to go by:
    as if what can't be seen were as bad as what can."""
    full = model.figures["seen.until"]
    if not seen or seen >= full * possible:
        return 1.0
    return min(MOST_RAISED, full * possible / seen)


def unseen(points: dict[str, int], raised: float) -> int:
    """The points for what can't be seen; news and gaps of the records are never raised."""
    if raised == 1 or not points:
        return 0
    seen = sum(points.values()) - sum([points.get(name, 0) for name in NEVER_RAISED])
    return half_up(seen * (raised - 1))


def without(found: Score, signals: Iterable[str], facts: Facts, today: dt.date, model: Model) -> int:
    """What the arithmetic would come to if some signals cost nothing: caps may fall with them."""
    left_out = set(signals)
    points = {name: cost for name, cost in points_of(found).items() if name not in left_out}
    return settled(points, found.raised, facts, today, model)


def points_of(found: Score) -> dict[str, int]:
    """What each signal costs, without the lines of the arithmetic and the pulse."""
    return {line.signal: line.points for line in found.lines if line.signal in BY_NAME}


def settled(points: dict[str, int], raised: float, facts: Facts, today: dt.date, model: Model) -> int:
    """What points come to, raised for what can't be seen, with the caps and the pulse that hold."""
    capped = limit_of(facts, today, model, points) is not None
    dark = unseen(points, raised)
    return settled_score(sum(points.values()), dark, capped, pulse(facts, today, model), model)[0]


def unlimited(points: dict[str, int], raised: float, facts: Facts, today: dt.date, model: Model) -> int:
    """The same if no limit held: neither a cap nor a bad pulse."""
    felt = pulse(facts, today, model)
    dark = unseen(points, raised)
    return settled_score(sum(points.values()), dark, False, None if felt == "bad" else felt, model)[0]


def settled_score(
    points: int, dark: int, capped: bool, felt: str | None, model: Model
) -> tuple[int, list[tuple[str, int]]]:
    """Points to score: what can't be seen, overflow, cap and pulse, each a line of its own where it moves
    anything."""
    total = points + dark
    score = 100 - min(100, total)
    if not dark and not capped and felt is None and total <= 100:
        return score, []
    limit = model.whole("limits.danger") if capped else 100
    capped_score = min(score, limit)
    final = capped_score
    if felt == "bad":
        final = min(capped_score, model.whole("limits.bad_pulse"))
    elif felt == "good":
        final = max(capped_score, min(capped_score + model.whole("limits.good_pulse"), limit))
    steps = (
        ("unseen", dark, 0),
        ("overflow", 100 - total, score),
        ("cap", score, capped_score),
        ("pulse", capped_score, final),
    )
    return final, [(name, before - after) for name, before, after in steps if before != after]


def limit_of(facts: Facts, today: dt.date, model: Model, points: dict[str, int]) -> str | None:
    """Which cap holds, if any: `deadline` (14 days or less, uncommitted), `issue` (escalated or
    critical, past its target), or `champion` (gone, and the account hangs on too few people)."""
    if "renewal_uncommitted" in points and pressing(facts, today, model) is not None:
        return "deadline"
    if "escalation" in points and any(is_dangerous(each, today, model) for each in facts.signs.issues):
        return "issue"
    if "champion_gone" in points and "single_threaded" in points:
        return "champion"
    return None


def pressing(facts: Facts, today: dt.date, model: Model) -> OpenContract | None:
    """The uncommitted contract whose deadline is nearest, where that is dangerous by itself."""
    days = model.whole("limits.days")
    near = [
        each
        for each in facts.contracts
        if renewals.is_dangerous(each, today, days) and share(each, today, model) > 0
    ]
    if len(near) < 2:
        return near[0] if near else None
    return min(near, key=lambda each: (renewals.deadline(each, today), each.id))


def pulse(facts: Facts, today: dt.date, model: Model) -> str | None:
    """What I think of the account: the newer of the pulse set by hand and the last feel logged (the
    pulse, of equals), unless it is too old: bad after 30 days, ok and good after 90."""
    said = last_pulse(facts, today)
    if said is None:
        return None
    on, given = said
    return given if (today - on).days <= model.figures[f"pulse.{given}"] else None


def last_pulse(facts: Facts, today: dt.date) -> tuple[dt.date, str] | None:
    """The newest pulse or feel with its day, expired or not; the pulse, of equals."""
    said: tuple[dt.date, str] | None = None
    on, given = facts.pulse_on, facts.pulse
    if on is not None and given is not None and on <= today:
        said = on, given
    on, given = facts.feel_on, facts.feel
    if on is not None and given is not None and on <= today and (said is None or on > said[0]):
        said = on, given
    return said


def expired_pulse(facts: Facts, today: dt.date, model: Model) -> tuple[str, dt.date] | None:
    """The newest pulse and the last day on which it counted, where it counts no more."""
    said = last_pulse(facts, today)
    if said is None or pulse(facts, today, model) is not None:
        return None
    on, given = said
    return given, on + dt.timedelta(days=model.whole(f"pulse.{given}"))


def health_of(score: int, model: Model) -> str:
    return next(health for health, below in model.healths if score < below)
