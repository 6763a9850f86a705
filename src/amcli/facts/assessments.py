"""What the score says of accounts: reasons, trend and the next step, for every report that tells of it."""

import datetime as dt
from collections.abc import Iterable

from amcli.facts.account_facts import World, read, scored
from amcli.facts.histories import OfDay
from amcli.fields import Row
from amcli.hints import NamedTuple
from amcli.rules import score
from amcli.rules.cadence import checkin_step
from amcli.rules.facts import Facts
from amcli.rules.isodays import before, sure
from amcli.rules.phrases import part_well, reach
from amcli.rules.reasons import Reason, explain
from amcli.rules.signals import now_named
from amcli.storage.totals import Totals

TREND_FROM, TREND_TO = 37, 30


def scores_of(world: World, facts: Iterable[Facts]) -> dict[int, score.Score]:
    """The score of each account, by id."""
    return {each.id: score.assess(each, world.today, world.model) for each in facts}


def of_day(world: World, facts: Facts) -> OfDay:
    """The score of an account as its history keeps it."""
    from amcli.rules.standing import points_of  # who shows one account needs no morning

    found = score.assess(facts, world.today, world.model)
    return OfDay(facts.id, found.score, found.health, round(found.evidence, 4), points_of(found))


class Assessed(NamedTuple):
    """An account with its score, and its reasons in words."""

    facts: Facts
    score: score.Score
    reasons: list[Reason]
    was: "Was | None"

    @property
    def trend(self) -> int | None:
        """The change against the score of a month ago; None without one of the same model."""
        if self.was is None or self.score.score is None:
            return None
        return self.score.score - self.was.score


class Was(NamedTuple):
    """A stored score and its day, and its lines as JSON."""

    score: int
    on: dt.date
    lines: str = "[]"

    def is_new(self, signal: str) -> bool:
        """Whether a line of the score wasn't there then."""
        return f'"{signal}"' not in now_named(self.lines)


def trends(world: World) -> dict[int, Was]:
    """The newest stored score of the same model 30 to 37 days ago, by account."""
    rows = world.book.rows("health.before", **month_ago(world))
    return {row["account_id"]: Was(row["score"], sure(row["on"]), row["reasons"]) for row in rows}


def month_ago(world: World) -> dict[str, str]:
    """The days and the model of the scores that trends are counted from."""
    return {
        "from": before(world.today, TREND_FROM).isoformat(),
        "to": before(world.today, TREND_TO).isoformat(),
        "model": world.model.version,
    }


def arr_at_risk_before(world: World) -> tuple[int, dt.date] | None:
    """The revenue that was at risk about a month ago, in minor units, and the day; None where no scores
    of that time are kept, or an amount has no rate."""
    rows = world.book.rows("health.at_risk", **month_ago(world))
    if not rows:
        return None
    day = sure(rows[0]["on"])
    accounts = [row["account_id"] for row in rows if row["account_id"] is not None]
    accounts = [account for account in accounts if world.has(account)]
    amounts = list(Totals(world.book, world.totals.config, day).by_account(accounts).values())
    known = [amount for amount in amounts if amount is not None]
    return (sum(known), day) if len(known) == len(amounts) else None


def assessed(world: World, facts: list[Facts], known: dict[int, score.Score] | None = None) -> list[Assessed]:
    """Accounts with score, reasons and trend: known scores first, the lowest first, then by ARR
    falling, then by code. `known` are scores that are there already."""
    then = trends(world) if facts else {}
    found = []
    for each in facts:
        outcome = known[each.id] if known else score.assess(each, world.today, world.model)
        reasons = explain(each, outcome, world.today, world.model)
        found.append(Assessed(each, outcome, reasons, then.get(each.id)))
    found.sort(key=order)
    return found


def order(each: Assessed) -> tuple[bool, int, int, str]:
    known = each.score.score is not None
    return not known, each.score.score or 0, -(each.facts.arr or 0), each.facts.code


def next_step(world: World, each: Assessed) -> tuple[str, str]:
    """The next step of the strongest reason; a first word where there is none."""
    if each.facts.leaving is not None:
        return part_well(each.facts, world.today)
    if each.reasons:
        return each.reasons[0].step, each.reasons[0].command
    if each.score.health == "unknown":
        return reach(each.facts, world.today)
    return "Nothing to fix", f"am show {each.facts.code}"


def steps_of(world: World, ids: list[int]) -> dict[int, Row]:
    """Score, health, trend and next step of the accounts among some that have a score."""
    chosen = set(ids).intersection(scored(world))
    return {
        each.facts.id: {
            "score": each.score.score,
            "health": each.score.health,
            "trend": each.trend,
            "next_step": step_of(world, each),
        }
        for each in assessed(world, read(world, sorted(chosen)))
    }


def step_of(world: World, each: Assessed) -> str | None:
    """What `am risks` says; where nothing is wrong, the meeting that is booked."""
    if each.reasons or each.score.health in ("unknown", "leaving"):
        return next_step(world, each)[0]
    return checkin_step(each.facts, world.today) if each.facts.booked_on is not None else None


def steps(world: World) -> dict[int, str | None]:
    """The next step of every account, for filter words."""
    return {row: known["next_step"] for row, known in steps_of(world, scored(world)).items()}
