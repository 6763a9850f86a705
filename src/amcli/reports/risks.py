"""Accounts at risk, with reasons: the fields of `am risks` and the rows that fill them."""

import datetime as dt
from typing import NamedTuple

from amcli.facts.account_facts import World, read, scored
from amcli.facts.bare_facts import read_bare
from amcli.facts.kept_scores import known_scores
from amcli.facts.scores import scores as scores_of
from amcli.fields import Row, Shape, fields, shape
from amcli.rules import score
from amcli.rules.facts import Facts
from amcli.rules.isodays import before, sure
from amcli.rules.reasons import WORDS, Reason, cap_reason, explain, reach
from amcli.rules.reasons.stated import Stated, every_signal
from amcli.rules.reasons.unknown import unknown
from amcli.rules.signals import SIGNAL_NAMES
from amcli.vocabulary import BANDS, PULSES, TIERS

FIELDS = fields(
    """
account   text!   the account's code
name      text!   the account's name
tier      text!   key, standard or light
score     int     health score from 0 to 100; null while too little is known
band      text!   critical, at_risk, watch, healthy or unknown
trend     int     change of the score in 30 days
coverage  number! evidence: share of the score with data behind it, 0 to 1
arr       money   annual recurring revenue
currency  text!   currency of arr
renews_on day     the next end of a contract
reasons   list!   what moves the score: signal, points, text, refs
next_step text!   what to do next
command   text!   the command to type
""",
    tier=TIERS,
    band=BANDS,
)
REASON = shape(
    """
signal text! the signal's name
points int!  points it costs
text   text! the fact, with its figures
refs   list! the records behind it
""",
    signal=tuple(WORDS),
)
LISTED = Shape(FIELDS, {"reasons": REASON})
TREND_FROM, TREND_TO = 37, 30
AT_RISK = ("critical", "at_risk")


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
    """A stored score and its day."""

    score: int
    on: dt.date


def trends(world: World) -> dict[int, Was]:
    """The newest stored score of the same model 30 to 37 days ago, by account."""
    rows = world.book.rows("health_before", **month_ago(world))
    return {row["account_id"]: Was(row["score"], sure(row["on"])) for row in rows}


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
    from amcli.storage.totals import Totals

    rows = world.book.rows("health_at_risk", **month_ago(world))
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


class Book(NamedTuple):
    """How many accounts have a score, how many are at risk, and their revenue in minor units."""

    accounts: int
    at_risk: int
    arr: int
    arr_at_risk: int


def listed(world: World, *, everything: bool) -> tuple[list[Assessed], Book]:
    """The accounts of the list, with reasons: those at risk and those unknown, or all; and the book that
    they are of. Only the accounts of the list are read whole."""
    ids = scored(world)
    known = known_scores(world)
    if known is not None:
        bands = {account: found.band for account, found in known.items()}
    else:
        bands = {row: found.band for row, found in scores_of(world, read_bare(world)).items()}
    chosen = ids if everything else [row for row in ids if bands[row] in (*AT_RISK, "unknown")]
    found = assessed(world, read(world, chosen))
    arr = world.totals.by_account(ids)
    risky = [row for row in ids if bands[row] in AT_RISK]
    sums = [sum(arr.get(row) or 0 for row in rows) for rows in (ids, risky)]
    return found, Book(len(ids), len(risky), *sums)


def order(each: Assessed) -> tuple[bool, int, int, str]:
    """Sort key of the list."""
    known = each.score.score is not None
    return not known, each.score.score or 0, -(each.facts.arr or 0), each.facts.code


def rows(world: World, found: list[Assessed]) -> list[Row]:
    """Accounts as JSON has them."""
    return [row(world, each) for each in found]


def row(world: World, each: Assessed) -> Row:
    """One account."""
    facts, found = each.facts, each.score
    ends = [contract.ends_on for contract in facts.contracts]
    step, command = next_step(world, each)
    return {
        "account": facts.code,
        "name": facts.name,
        "tier": facts.tier,
        "score": found.score,
        "band": found.band,
        "trend": each.trend,
        "coverage": found.coverage,
        "arr": world.totals.major(facts.arr),
        "currency": world.totals.base,
        "renews_on": min(ends).isoformat() if ends else None,
        "reasons": [
            {"signal": r.signal, "points": r.points, "text": r.text, "refs": list(r.refs)}
            for r in each.reasons
        ],
        "next_step": step,
        "command": command,
        "assessed": each,
    }


def next_step(world: World, each: Assessed) -> tuple[str, str]:
    """The next step of the strongest reason; a first word where there is none."""
    if each.reasons:
        return each.reasons[0].step, each.reasons[0].command
    if each.score.band == "unknown":
        return reach(each.facts, world.today)
    return "Nothing to fix", f"am show {each.facts.code}"


REASON_FIELDS = fields(
    """
signal    text! the signal's name
points    int!  points it costs
most      int!  points it can cost
text      text! the fact, with its figures
record    text  what is on record
refs      list! the records behind it
back      int!  gain: points won by its next step
next_step text! what to do
command   text! the command to type
""",
    signal=tuple(WORDS),
)


PAGE = Shape(
    (
        *FIELDS,
        *fields(
            """
no_points        list! signals that cost nothing
not_known        list! signals that nothing is on record for
signals          list! every signal with its points and its rule
cap              int   limit: the highest score allowed
cap_reason       text  why
was              object the score of a month ago
pulse            text  how the account feels to you
pulse_on         day   since when
pulse_expired_on day   the last day on which it counted, where it counts no more
""",
            pulse=PULSES,
        ),
    ),
    {
        "reasons": Shape(REASON_FIELDS),
        "not_known": shape("signal text! the signal's name\n why text! what is missing", signal=SIGNAL_NAMES),
        "signals": Stated,
        "was": shape("score int! the score\n on day! its day"),
    },
)


def page(world: World, each: Assessed) -> Row:
    """One account in full: the object of `am risks ACCOUNT`."""
    base = row(world, each)
    del base["assessed"]
    base["reasons"] = [
        {
            "signal": r.signal,
            "points": r.points,
            "most": r.most,
            "text": r.text,
            "record": r.record,
            "refs": list(r.refs),
            "back": r.back,
            "next_step": r.step,
            "command": r.command,
        }
        for r in each.reasons
    ]
    base["no_points"] = list(each.score.silent)
    base["not_known"] = [
        {"signal": name, "why": why}
        for name, why in unknown(each.facts, each.score, world.today, world.model)
    ]
    base["signals"] = [each._asdict() for each in every_signal(each.score, world.model)]
    base["cap"] = world.model.whole("caps.danger") if each.score.cap else None
    base["cap_reason"] = (
        cap_reason(each.facts, each.score, world.today, world.model) if each.score.cap else None
    )
    base["was"] = None if each.was is None else {"score": each.was.score, "on": each.was.on.isoformat()}
    felt, gone = (
        score.last_pulse(each.facts, world.today),
        score.expired_pulse(each.facts, world.today, world.model),
    )
    base["pulse"] = None if felt is None else felt[1]
    base["pulse_on"] = None if felt is None else felt[0].isoformat()
    base["pulse_expired_on"] = None if gone is None else gone[1].isoformat()
    return base
