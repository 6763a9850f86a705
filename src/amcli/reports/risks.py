"""Accounts at risk, with reasons: the fields of `am risks`, and the rows that fill them."""

import datetime as dt
from collections.abc import Sequence

from amcli import jsontext
from amcli.facts.account_facts import World
from amcli.facts.assessments import Assessed, Was, next_step, trends
from amcli.facts.churn import LEAVING, beside_standings, departures, win_backs
from amcli.fields import Row, Shape, fields, shape
from amcli.hints import TYPE_CHECKING, NamedTuple
from amcli.rules import evidence
from amcli.rules.facts import Departure
from amcli.rules.formatting import arr_of
from amcli.rules.isodays import iso
from amcli.rules.reasons import LINES, Reason
from amcli.vocabulary import SHOWN_HEALTHS, TIERS

if TYPE_CHECKING:
    from amcli.rules.standing import Standing

FIELDS = fields(
    """
account   text!   the account's code
name      text!   the account's name
tier      text!   key, standard or light
score     int     health score from 0 to 100; null while too little is known
health/band text!   critical, at_risk, watch, healthy, unknown or leaving
trend     int     change of the score in 30 days
evidence/coverage number! share of the kinds that apply which is known, 0 to 1
arr       money   annual recurring revenue
currency  text!   currency of arr
renews_on day     the next end of a contract
reasons   list!   what moves the score: signal, points, text, refs, new
next_step text!   what to do next
command   text!   the command to type
leaves_on day     last day of a customer who is leaving
loss_reason text why they leave
win_back_on day   when to try again
kinds     object! kinds of evidence, each true where it is known, null where it doesn't apply
""",
    tier=TIERS,
    health=SHOWN_HEALTHS,
)
REASON = shape(
    """
signal text! the signal's name
points int!  points it costs
text   text! the fact, with its figures
refs   list! the records behind it
new    bool  whether it took no points a month ago; null without a score of then
""",
    signal=LINES,
)
KNOWN = shape("""
talk       bool a touch since the account was added, or two within a year
use        bool 2 values of a metric in 120 days
support    bool an issue within a year, or talk
sentiment  bool a survey answer or a feel in 180 days, or a pulse that counts
commercial bool a contract that runs; null where none has begun
""")
LISTED = Shape(FIELDS, {"reasons": REASON, "kinds": KNOWN})
AT_RISK = ("critical", "at_risk")


class Book(NamedTuple):
    """How many accounts there are, how many are at risk, and their revenue in minor units; `dark` are the
    kinds of evidence that are missing of those that are unknown, where that is over half of all."""

    accounts: int
    at_risk: int
    arr: int
    arr_at_risk: int
    dark: tuple[tuple[evidence.Kind, int], ...] = ()


class Told(NamedTuple):
    """What a row says of an account; `arr` is in minor units of the base currency."""

    id: int
    code: str
    name: str
    tier: str
    score: int | None
    health: str
    evidence: float
    kinds: str
    trend: int | None
    arr: int | None
    renews_on: str | None
    reasons: Sequence[Reason]
    step: str
    command: str
    leaving: Departure | None = None
    win_back_on: dt.date | None = None
    was: Was | None = None


def risks_listed(world: World, *, everything: bool) -> tuple[list[Row], Book]:
    """The rows of those at risk, unknown or leaving, or of all; and the book that they are of."""
    from amcli.facts.day_state import standings  # one account alone needs none

    every = [each for each in standings(world) if world.has(each.id)]
    found = risk_rows(world, every if everything else pressing(every))
    risky = [each for each in every if each.health in AT_RISK]
    world.totals.missing.update(code for each in every for code in each.lacking.split())
    arr, at_stake = (sum(each.arr or 0 for each in some) for some in (every, risky))
    arr += sum(amount or 0 for amount in beside_standings(world).values())
    return found, Book(len(every), len(risky), arr, at_stake, tuple(dark(every)))


def dark(every: "Sequence[Standing]") -> list[tuple[evidence.Kind, int]]:
    """The kinds of evidence that are missing of the accounts that are unknown, where these are most."""
    kinds = [each.kinds for each in every if each.health == "unknown"]
    return evidence.missing(kinds) if evidence.mostly(len(kinds), len(every)) else []


def pressing(every: "Sequence[Standing]") -> "list[Standing]":
    """The accounts at risk, unknown or leaving."""
    return [each for each in every if each.health in (*AT_RISK, "unknown", LEAVING)]


def rank(of: "Standing") -> tuple[bool, int, int, str]:
    """The order of the rows: known scores first, the lowest first, then by ARR falling, then by code."""
    return of.score is None, of.score or 0, -(of.arr or 0), of.code


def risk_rows(world: World, chosen: "Sequence[Standing]", *, drawn: bool = True) -> list[Row]:
    """The rows of some accounts in their order, with reasons. Of their facts only what rows say is held.
    Where they are `drawn` it is marked which have revenue in another currency."""
    if not chosen:
        return []
    from amcli.facts.tellings import tellings  # one account alone needs none

    standing = {each.id: each for each in chosen}
    ids = jsontext.dumps([*standing])
    about = {row["id"]: row for row in world.book.rows("day_state.names", accounts=ids)}
    then = trends(world)
    gone = departures(world) if any(each.health == LEAVING for each in chosen) else {}
    again = win_backs(world) if gone else {}
    if drawn:
        world.totals.by_account(list(standing))  # which of them have revenue in another currency
    found: list[tuple[tuple[bool, int, int, str], Row]] = []
    for account, said in tellings(world, list(standing)):
        of, was = standing[account], then.get(account)
        trend = None if was is None or of.score is None else of.score - was.score
        told = Told(
            account, of.code, about[account]["name"], about[account]["tier"], of.score, of.health,
            of.evidence, of.kinds, trend, of.arr, of.renews_on, said.reasons, said.step, said.command,
            gone.get(account), again.get(account), was,
        )  # fmt: skip
        found.append((rank(of), row(world, told)))
    return [each for _, each in sorted(found, key=lambda pair: pair[0])]


def told_of(world: World, each: Assessed) -> Told:
    """What a row says of an account that was assessed."""
    facts, found = each.facts, each.score
    ends = min((contract.ends_on for contract in facts.contracts), default=None)
    return Told(
        facts.id, facts.code, facts.name, facts.tier, found.score, found.health, found.evidence, found.kinds,
        each.trend, facts.arr, iso(ends), each.reasons, *next_step(world, each), facts.leaving,
        win_backs(world).get(facts.id) if facts.leaving else None, each.was,
    )  # fmt: skip


def row(world: World, each: Told) -> Row:
    return {
        "account": each.code,
        "name": each.name,
        "tier": each.tier,
        "score": each.score,
        "health": each.health,
        "trend": each.trend,
        "evidence": each.evidence,
        "arr": world.totals.major(each.arr),
        "currency": world.totals.base,
        "renews_on": each.renews_on,
        "reasons": [
            {
                "signal": r.signal,
                "points": r.points,
                "text": r.text,
                "refs": list(r.refs),
                "new": is_new(each.was, r),
            }
            for r in each.reasons
        ],
        "next_step": each.step,
        "command": each.command,
        "leaves_on": iso(each.leaving.leaves_on) if each.leaving else None,
        "loss_reason": each.leaving.reason if each.leaving else None,
        "win_back_on": iso(each.win_back_on),
        "kinds": evidence.by_name(each.kinds),
        "revenue": arr_of(world, each),
        "telling": each.reasons,
        "was": each.was,
    }


def is_new(was: Was | None, reason: Reason) -> bool | None:
    """Whether a reason took no points a month ago; None without a score of then."""
    return None if was is None else was.is_new(reason.signal)
