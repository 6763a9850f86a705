"""The health score: signals, points, caps, pulse, coverage and bands. Pure.

`score = 100 - min(100, sum of points)`, then the caps, then the pulse. Every line that moves the
score (a signal, a cap, the pulse, what lies past 100) is a reason, and they add up to 100 - score.
What each signal says in words is in `reasons`; a further signal is one more entry of SIGNALS.
"""

import datetime as dt
import math
from collections.abc import Callable
from typing import NamedTuple

from amcli.rules import renewals
from amcli.rules.facts import Facts, OpenContract, OpenTask, Person

QUIET, CHAMPION, RENEWAL, PROMISE, SINGLE, GAPS = (
    "quiet",
    "champion_gone",
    "renewal_uncommitted",
    "promise_overdue",
    "single_threaded",
    "record_gaps",
)
CHAMPION_ROLES = ("champion", "executive_sponsor")
CHAMPION_DAYS = 365
PROMISE_POINTS, OLD_PROMISE_POINTS, OLD_PROMISE_DAYS = 7, 10, 14
PEOPLE_DAYS = 90
WANTED_PEOPLE = {"key": 3, "standard": 2}
RECORD_DAYS = 30
TOUCH_YEAR = 365
URGENT_DAYS = 14
CAP, BAD_PULSE_CAP, GOOD_PULSE = 59, 39, 5
PULSE_DAYS = {"bad": 30, "ok": 90, "good": 90}
LEAST_COVERAGE = 0.5
BANDS = (("critical", 40), ("at_risk", 60), ("watch", 80), ("healthy", 101))


class Signal(NamedTuple):
    """One thing that may be wrong: its most points, whether it applies to an account, whether there
    is anything on record to judge it by, and the points."""

    name: str
    most: int
    applies: Callable[[Facts, dt.date], bool]
    known: Callable[[Facts, dt.date], bool]
    points: Callable[[Facts, dt.date, int], float]
    counts_for_coverage: bool = True


class Line(NamedTuple):
    """One line of the arithmetic."""

    signal: str
    points: int
    most: int


class Score(NamedTuple):
    """The outcome: `score` is None for an account that is `unknown`."""

    score: int | None
    arithmetic: int
    band: str
    coverage: float
    lines: tuple[Line, ...]
    silent: tuple[str, ...]
    unknown: tuple[str, ...]
    cap: str | None


def half_up(value: float) -> int:
    """Round half up."""
    return math.floor(value + 0.5)


def touched_within(facts: Facts, today: dt.date, days: int) -> bool:
    """Whether there was a touch in the last so many days."""
    return facts.touch_on is not None and (today - facts.touch_on).days <= days


# quiet


def quiet_days(facts: Facts, today: dt.date) -> int:
    """Days since the later of the last touch and the day the account was added."""
    start = max(facts.touch_on, facts.added_on) if facts.touch_on else facts.added_on
    return (today - start).days


def quiet_known(facts: Facts, today: dt.date) -> bool:
    """A touch, or on record for more than a cadence."""
    return facts.touch_on is not None or (today - facts.added_on).days > facts.cadence_days


def quiet_points(facts: Facts, today: dt.date, grace: int) -> float:
    """Nothing up to one cadence, full at two."""
    late = quiet_days(facts, today) - facts.cadence_days
    return 25 * min(facts.cadence_days, max(0, late)) / facts.cadence_days  # one division keeps halves exact


# champion_gone


def last_champion(facts: Facts, today: dt.date) -> Person | None:
    """The champion or sponsor who left last, when none is left and nobody follows; else None."""
    champions = [person for person in facts.people if person.role in CHAMPION_ROLES]
    if any(person.left_on is None or person.left_on > today for person in champions):
        return None
    gone = [(person.left_on, person.id, person) for person in champions if person.left_on is not None]
    if not gone:
        return None
    left_on, _, person = max(gone)
    recent = (today - left_on).days <= CHAMPION_DAYS
    return person if recent and person.successor_id is None else None


def champion_points(facts: Facts, today: dt.date, grace: int) -> float:
    """All or nothing."""
    return 25 if last_champion(facts, today) is not None else 0


# renewal_uncommitted


def worst_contract(facts: Facts, today: dt.date, grace: int) -> OpenContract | None:
    """The contract whose renewal presses most; the earlier one of equals."""
    if len(facts.contracts) < 2:
        return facts.contracts[0] if facts.contracts else None
    ranked = sorted(
        facts.contracts,
        key=lambda c: (-renewals.uncommitted_share(c, today, grace), renewals.act_by(c, today), c.id),
    )
    return ranked[0] if ranked else None


def renewal_points(facts: Facts, today: dt.date, grace: int) -> float:
    """The share of the worst contract."""
    worst = worst_contract(facts, today, grace)
    if worst is None:
        return 0
    part, whole = renewals.uncommitted(worst, today, grace)
    return 20 * part / whole


# promise_overdue


def late_promises(facts: Facts, today: dt.date) -> list[OpenTask]:
    """My promises whose day has passed, the oldest first."""
    late = [
        t for t in facts.tasks if t.promised and t.promised_by != "them" and t.due_on and t.due_on < today
    ]
    return sorted(late, key=lambda task: (task.due_on, task.id))


def promise_points(facts: Facts, today: dt.date, grace: int) -> float:
    """7 for each, 10 where over 14 days late, 20 in all."""
    points = 0
    for task in late_promises(facts, today):
        assert task.due_on is not None
        old = (today - task.due_on).days > OLD_PROMISE_DAYS
        points += OLD_PROMISE_POINTS if old else PROMISE_POINTS
    return min(20, points)


# single_threaded


def spoken_to(facts: Facts) -> list[Person]:
    """Everyone who took part in a touch within 90 days, the latest first."""
    spoken = [person for person in facts.people if person.last_on is not None]
    return sorted(spoken, key=lambda person: (person.last_on, person.id), reverse=True)


def single_points(facts: Facts, today: dt.date, grace: int) -> float:
    """Key: 6 with two people, 12 with one; standard: 12 with one."""
    people = sum(1 for person in facts.people if person.last_on is not None)
    if facts.tier == "key" and people == 2:
        return 6
    return 12 if people == 1 else 0


# record_gaps


def gaps(facts: Facts, today: dt.date, grace: int) -> list[tuple[str, int]]:
    """What is missing in my own records, with the points of each."""
    found = []
    if not any(person.role in CHAMPION_ROLES for person in facts.people):
        found.append(("champion", 5))
    if not facts.has_goal:
        found.append(("goal", 3))
    if facts.recent_touches == 4 and facts.recent_named == 0:
        found.append(("people", 3))
    if any(renewals.overlong(contract, today, grace) for contract in facts.contracts):
        found.append(("outcome", 5))
    return found


def gap_points(facts: Facts, today: dt.date, grace: int) -> float:
    """10 in all."""
    return min(10, sum(points for _, points in gaps(facts, today, grace)))


def always(facts: Facts, today: dt.date) -> bool:
    """Every account."""
    return True


SIGNALS: tuple[Signal, ...] = (
    Signal(QUIET, 25, always, quiet_known, quiet_points),
    Signal(CHAMPION, 25, always, lambda facts, today: bool(facts.people), champion_points),
    Signal(
        RENEWAL,
        20,
        lambda facts, today: bool(facts.contracts),
        lambda facts, today: bool(facts.contracts),
        renewal_points,
    ),
    Signal(
        PROMISE,
        20,
        always,
        lambda facts, today: facts.has_task or touched_within(facts, today, TOUCH_YEAR),
        promise_points,
    ),
    Signal(
        SINGLE,
        12,
        lambda facts, today: facts.tier in WANTED_PEOPLE,
        lambda facts, today: any(person.last_on is not None for person in facts.people),
        single_points,
    ),
    Signal(
        GAPS,
        10,
        lambda facts, today: facts.status == "active" and (today - facts.added_on).days > RECORD_DAYS,
        always,
        gap_points,
        counts_for_coverage=False,
    ),
)


MOST = {signal.name: signal.most for signal in SIGNALS}


def assess(facts: Facts, today: dt.date, grace: int) -> Score:
    """The score of an account on a day."""
    points: dict[str, int] = {}
    silent: list[str] = []
    unknown: list[str] = []
    covered = possible = 0
    for name, most, applies, known, points_of, counts in SIGNALS:
        if not applies(facts, today):
            continue
        if counts:
            possible += most
        if not known(facts, today):
            unknown.append(name)
            continue
        if counts:
            covered += most
        found = half_up(points_of(facts, today, grace))
        if found:
            points[name] = found
        else:
            silent.append(name)
    coverage = covered / possible if possible else 0.0
    cap = cap_of(facts, today, grace, points) if points else None
    felt = pulse(facts, today) if facts.pulse_on or facts.feel_on else None
    total, moves = settle(sum(points.values()), cap is not None, felt)
    lines = sorted(
        [Line(name, found, MOST[name]) for name, found in points.items()], key=lambda line: -line.points
    )
    lines += [Line(name, moved, abs(moved)) for name, moved in moves]
    band = band_of(total) if coverage >= LEAST_COVERAGE else "unknown"
    score = None if band == "unknown" else total
    return Score(score, total, band, coverage, tuple(lines), tuple(silent), tuple(unknown), cap)


def without(found: Score, signal: str, facts: Facts, today: dt.date, grace: int) -> int:
    """What the arithmetic would come to if one signal cost nothing: caps may fall with it."""
    points = {
        line.signal: line.points for line in found.lines if line.signal in MOST and line.signal != signal
    }
    cap = cap_of(facts, today, grace, points)
    return settle(sum(points.values()), cap is not None, pulse(facts, today))[0]


def settle(points: int, capped: bool, felt: str | None) -> tuple[int, list[tuple[str, int]]]:
    """Points to score: overflow, cap and pulse, each a line of its own where it moves anything."""
    score = 100 - min(100, points)
    limit = CAP if capped else 100
    capped_score = min(score, limit)
    final = capped_score
    if felt == "bad":
        final = min(capped_score, BAD_PULSE_CAP)
    elif felt == "good":
        final = max(capped_score, min(capped_score + GOOD_PULSE, limit))
    steps = (("overflow", 100 - points, score), ("cap", score, capped_score), ("pulse", capped_score, final))
    return final, [(name, before - after) for name, before, after in steps if before != after]


def cap_of(facts: Facts, today: dt.date, grace: int, points: dict[str, int]) -> str | None:
    """Which cap of 59 holds, if any: `deadline` (14 days or less, uncommitted) or `champion`
    (gone, and the account hangs on too few people)."""
    if RENEWAL in points:
        for contract in facts.contracts:
            pressing = renewals.uncommitted_share(contract, today, grace) > 0
            if pressing and (renewals.act_by(contract, today) - today).days <= URGENT_DAYS:
                return "deadline"
    if CHAMPION in points and SINGLE in points:
        return "champion"
    return None


def pulse(facts: Facts, today: dt.date) -> str | None:
    """What I think of the account: the newer of the pulse set by hand and the last feel logged (the
    pulse, of equals), unless it is too old: bad after 30 days, ok and good after 90."""
    said = [(on, given) for on, given in newest_pulse(facts) if on <= today]
    if not said:
        return None
    on, given = max(said, key=lambda pair: pair[0])
    return given if (today - on).days <= PULSE_DAYS[given] else None


def newest_pulse(facts: Facts) -> list[tuple[dt.date, str]]:
    """The pulse and the last feel with their days, the pulse first."""
    pairs = [(facts.pulse_on, facts.pulse), (facts.feel_on, facts.feel)]
    return [(on, given) for on, given in pairs if on is not None and given is not None]


def band_of(score: int) -> str:
    """The band of a score."""
    return next(band for band, below in BANDS if score < below)


def model_version() -> str:
    """A hash of everything the score is weighed with, so that trends never mix two models."""
    from zlib import crc32

    weights = [(signal.name, signal.most) for signal in SIGNALS]
    parts = (weights, CAP, BAD_PULSE_CAP, GOOD_PULSE, PULSE_DAYS, BANDS, LEAST_COVERAGE)
    return f"{crc32(repr(parts).encode()):08x}"
