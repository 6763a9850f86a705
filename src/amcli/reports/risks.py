"""Accounts at risk, with reasons: the fields of `am risks` and the rows that fill them."""

from typing import NamedTuple

from amcli.facts.account_facts import World, read, read_bare, scored
from amcli.facts.assessments import Assessed, assessed, next_step
from amcli.facts.kept_scores import known_scores
from amcli.facts.kept_scores import scores as scores_of
from amcli.fields import Row, Shape, fields, shape
from amcli.rules import score
from amcli.rules.reasons import LINES, Stated, cap_reason, every_signal, without_data
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
    signal=LINES,
)
LISTED = Shape(FIELDS, {"reasons": REASON})
AT_RISK = ("critical", "at_risk")


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
    signal=LINES,
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
        for name, why in without_data(each.facts, each.score, world.today, world.model)
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
