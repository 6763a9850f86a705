"""Accounts at risk, with reasons: the fields of `am risks`, the rows that fill them, and their page."""

import datetime as dt
from collections.abc import Sequence
from itertools import zip_longest

from amcli import jsontext
from amcli.facts.account_facts import World
from amcli.facts.assessments import Assessed, Was, arr_at_risk_before, next_step, trends
from amcli.facts.churn import LEAVING, beside_standings, departures, win_backs
from amcli.facts.day_state import standings
from amcli.facts.tellings import tellings
from amcli.fields import Row, Shape, fields, shape
from amcli.hints import NamedTuple
from amcli.page import (
    BAND_ROLE,
    Cell,
    Column,
    Footer,
    Items,
    Line,
    Page,
    Part,
    Section,
    Sentence,
    Table,
    Words,
    dash,
    says,
)
from amcli.rules import evidence
from amcli.rules.dates import short_day
from amcli.rules.facts import Departure
from amcli.rules.formatting import arr_of, column_day, count, money
from amcli.rules.isodays import iso, sure
from amcli.rules.reasons import LINES, Reason
from amcli.rules.score import ARITHMETIC
from amcli.rules.standing import Standing
from amcli.vocabulary import SHOWN_BANDS, TIERS, words

FIELDS = fields(
    """
account   text!   the account's code
name      text!   the account's name
tier      text!   key, standard or light
score     int     health score from 0 to 100; null while too little is known
band      text!   critical, at_risk, watch, healthy, unknown or leaving
trend     int     change of the score in 30 days
coverage  number! evidence: share of the kinds that apply which is known, 0 to 1
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
    band=SHOWN_BANDS,
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
    band: str
    coverage: float
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


def listed(world: World, *, everything: bool) -> tuple[list[Row], Book]:
    """The rows of those at risk, unknown or leaving, or of all; and the book that they are of."""
    every = [each for each in standings(world) if world.has(each.id)]
    found = rows(world, every if everything else pressing(every))
    risky = [each for each in every if each.band in AT_RISK]
    world.totals.missing.update(code for each in every for code in each.lacking.split())
    arr, at_stake = (sum(each.arr or 0 for each in some) for some in (every, risky))
    arr += sum(amount or 0 for amount in beside_standings(world).values())
    return found, Book(len(every), len(risky), arr, at_stake, tuple(dark(every)))


def dark(every: Sequence[Standing]) -> list[tuple[evidence.Kind, int]]:
    """The kinds of evidence that are missing of the accounts that are unknown, where these are most."""
    kinds = [each.kinds for each in every if each.band == "unknown"]
    return evidence.missing(kinds) if evidence.mostly(len(kinds), len(every)) else []


def pressing(every: Sequence[Standing]) -> list[Standing]:
    """The accounts at risk, unknown or leaving."""
    return [each for each in every if each.band in (*AT_RISK, "unknown", LEAVING)]


def rank(of: Standing) -> tuple[bool, int, int, str]:
    """The order of the rows: known scores first, the lowest first, then by ARR falling, then by code."""
    return of.score is None, of.score or 0, -(of.arr or 0), of.code


def rows(world: World, chosen: Sequence[Standing], *, drawn: bool = True) -> list[Row]:
    """The rows of some accounts in their order, with reasons. Of their facts only what rows say is held.
    Where they are `drawn` it is marked which have revenue in another currency."""
    if not chosen:
        return []
    standing = {each.id: each for each in chosen}
    ids = jsontext.dumps([*standing])
    about = {row["id"]: row for row in world.book.rows("day_state.names", accounts=ids)}
    then = trends(world)
    gone = departures(world) if any(each.band == LEAVING for each in chosen) else {}
    again = win_backs(world) if gone else {}
    if drawn:
        world.totals.by_account(list(standing))  # which of them have revenue in another currency
    found: list[tuple[tuple[bool, int, int, str], Row]] = []
    for account, said in tellings(world, list(standing)):
        of, was = standing[account], then.get(account)
        trend = None if was is None or of.score is None else of.score - was.score
        told = Told(
            account, of.code, about[account]["name"], about[account]["tier"], of.score, of.band, of.coverage,
            of.kinds, trend, of.arr, of.renews_on, said.reasons, said.step, said.command,
            gone.get(account), again.get(account), was,
        )  # fmt: skip
        found.append((rank(of), row(world, told)))
    return [each for _, each in sorted(found, key=lambda pair: pair[0])]


def told_of(world: World, each: Assessed) -> Told:
    """What a row says of an account that was assessed."""
    facts, found = each.facts, each.score
    ends = min((contract.ends_on for contract in facts.contracts), default=None)
    return Told(
        facts.id, facts.code, facts.name, facts.tier, found.score, found.band, found.coverage, found.kinds,
        each.trend, facts.arr, iso(ends), each.reasons, *next_step(world, each), facts.leaving,
        win_backs(world).get(facts.id) if facts.leaving else None, each.was,
    )  # fmt: skip


def row(world: World, each: Told) -> Row:
    return {
        "account": each.code,
        "name": each.name,
        "tier": each.tier,
        "score": each.score,
        "band": each.band,
        "trend": each.trend,
        "coverage": each.coverage,
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


SCORED = ("critical", "at_risk", "watch", "healthy")
REASONS = 3
WHY = 39  # columns that 80 leave to a reason
COLUMNS = (
    Column("Score"),
    Column("Account", most=24),
    Column("ARR", right=True),
    Column("Renews"),
    Column("Pts", right=True),
    Column("Why", most=44),
    Column("Next step"),
)
GONE = (
    Column("Account", most=24),
    Column("ARR", right=True),
    Column("Last day"),
    Column("Why", most=28),
    Column("Next step"),
)
DARK = (
    Column("Missing"),
    Column("Accounts", right=True),
    Column("Known by", rest=True),
    Column("What brings it"),
)
SHORT = (
    Column("Score"),
    Column("Account, next step", most=24),
    Column("ARR", right=True, most=6),
    Column("Why"),
)


def risks_page(world: World, book: Book, shown: list[Row], _: list[Row], *, everything: bool) -> Page:
    """What a person sees of the rows, by band, with what the whole book comes to."""
    known = sorted(
        (row for row in shown if row["score"] is not None), key=lambda row: SCORED.index(row["band"])
    )
    unsure = [row for row in shown if row["band"] == "unknown"]
    gone = sorted((row for row in shown if row["band"] == LEAVING), key=lambda row: row["leaves_on"] or "9")
    if not known and not gone and not everything and not book.dark:
        return nobody(len(unsure))
    parts: list[Part] = []
    if known:
        short = Table(SHORT, by_band(world, known, short=True))
        parts.append(Table(COLUMNS, by_band(world, known), short=short))
    if book.dark:
        parts.append(in_the_dark(world, book, len(unsure)))
    if unsure and (everything or not book.dark):
        said = "not enough on record to score; not counted as healthy"
        named = [f"{dash(row['name'])} {row['revenue'].removeprefix('~')}" for row in unsure]
        parts.append(Section("Unknown", [Items(named, "few", label="?       ")], said))
    if gone:
        rows_ = [leaving_line(world, row) for row in gone]
        parts.append(Section("Leaving", [Table(GONE, rows_)], "no score; customers until their last day"))
    example = (known or unsure or gone)[0]["account"] if shown else "acme"
    footer = Footer(legend(known), f"full breakdown: am risks {example}")
    title = "Health" if everything else "At risk"
    return Page(title, counts(book, everything=everything), at_stake(world, book), parts, [footer], 0, known)


def legend(rows: list[Row]) -> str:
    """What an arrow means, by the first one of the page."""
    trend = next((row["trend"] for row in rows if row["trend"]), 0)
    if not trend:
        return ""
    return f"↓{-trend}: points lost in 30 days" if trend < 0 else f"↑{trend}: points gained in 30 days"


def in_the_dark(world: World, book: Book, unsure: int) -> Section:
    """Which kinds of evidence are missing, and what brings them, in place of hundreds of names."""
    least = world.model.figures["coverage.least"]
    lines: list[Line] = [
        [kind.label, f"{number:,}", Cell(kind.needs, "muted"), Cell(kind.brings, "command")]
        for kind, number in book.dark
    ]
    enough = Cell(f"{least:.0%} of the kinds that apply are enough for a score.")
    setting = Sentence(enough, right=Cell(command=evidence.lower(world.model)))
    of_all = f"{unsure:,} of {count(book.accounts, 'account')}"
    said = f"{of_all}, not enough on record to score"
    return Section("Unknown", [Table(DARK, lines), setting], said)


def leaving_line(world: World, row: Row) -> Line:
    """Who is leaving: the last day, what they are worth, why, and when to try again."""
    again = row["win_back_on"]
    return [
        dash(row["name"]),
        row["revenue"],
        dash(column_day(row["leaves_on"], world.today).strip()),
        dash(row["loss_reason"]),
        f"try again {short_day(sure(again), world.today)}" if again else dash(row["next_step"]),
    ]


def nobody(unsure: int) -> Page:
    if not unsure:
        return says("No accounts are at risk.")
    are = f"{unsure} is" if unsure == 1 else f"{unsure} are"
    return Page(
        parts=[Sentence(f"No accounts are at risk. {are} unknown.", right=Cell(command="am risks --all"))]
    )


def counts(book: Book, *, everything: bool) -> str:
    if everything:
        return f"{book.accounts} accounts · {book.at_risk} at risk"
    return f"{book.at_risk} of {count(book.accounts, 'account')}"


def at_stake(world: World, book: Book) -> list[Words]:
    """The revenue at risk, of how much, and how much it was a month ago."""
    base = world.totals.base
    risk = Cell(f"{base} {money(book.arr_at_risk, base)}", "risk" if book.arr_at_risk else "")
    found: list[Words] = [[risk, Cell(f" of {money(book.arr, base)} ARR")]]
    if earlier := arr_at_risk_before(world):
        found.append(f"{money(earlier[0], base)} on {short_day(earlier[1], world.today)}")
    return found


def by_band(world: World, known: list[Row], *, short: bool = False) -> list[Line]:
    """The lines of the table: each band, and the accounts in it with a gap between."""
    found: list[Line] = []
    band = None
    for row in known:
        if row["band"] != band:
            band = row["band"]
            head = [Cell(words(band).capitalize(), "heading"), Cell(f"  {limits(world, band)}", "muted")]
            found.append(Sentence(head))
        found += [*(short_lines if short else wide_lines)(world, row), ()]
    return found[:-1]


def limits(world: World, band: str) -> str:
    """`40 to 59`: the scores of a band, as configured."""
    below = dict(world.model.bands)
    if band == "critical":
        return f"under {below[band]}"
    least = below[SCORED[SCORED.index(band) - 1]]
    return f"{least} and more" if band == "healthy" else f"{least} to {below[band] - 1}"


def reasons_of(row: Row) -> tuple[list[str], list[Cell], list[Cell]]:
    """Points and words of the strongest reasons, all but the first muted, and the next step."""
    telling = [r for r in row["telling"] if r.points > 0 and r.signal not in ARITHMETIC]
    reasons = telling[:REASONS]
    said = [newly(reason.text, row["was"], reason) for reason in reasons]
    whys = [Cell(dash(text), "muted" if at else "") for at, text in enumerate(said)]
    if more := len(telling) - len(reasons):
        whys[-1] = Cell(f"{whys[-1].text} +{more}", "muted")
    steps = [Cell(dash(row["next_step"])), Cell(dash(row["command"]), "command")] if reasons else []
    return [str(reason.points) for reason in reasons], whys, steps


def newly(text: str, was: Was | None, reason: Reason) -> str:
    """A reason that wasn't there a month ago says so, where there is room for it."""
    said = f"{text} · new"
    return said if is_new(was, reason) and len(said) <= WHY else text


def score_of(row: Row) -> list[Cell]:
    """`42 ↓28`: the score, and how it has moved."""
    moved = f" {'↓' if row['trend'] < 0 else '↑'}{abs(row['trend'])}" if row["trend"] else ""
    return [Cell(f"{row['score']}", BAND_ROLE[row["band"]]), Cell(moved, "muted")]


def short_lines(world: World, row: Row) -> list[Line]:
    """The lines of one account, its next step below its name."""
    _, whys, steps = reasons_of(row)
    names = [Cell(dash(row["name"])), *steps]
    return beside([score_of(row)], names, [row["revenue"]], whys)


def wide_lines(world: World, row: Row) -> list[Line]:
    """The same in columns, with points and the renewal."""
    points, whys, steps = reasons_of(row)
    return beside(
        [score_of(row)], [dash(row["name"])], [row["revenue"]], [renews(world, row)], points, whys, steps
    )


def renews(world: World, row: Row) -> str:
    """The next end of a contract, or that it has passed."""
    if not row["renews_on"]:
        return "-"
    ended = row["renews_on"] < world.today.isoformat()
    return "ended" if ended else column_day(row["renews_on"], world.today).strip()


def beside(*columns: Sequence[Words]) -> list[Line]:
    """Columns of any height as lines."""
    return [list(line) for line in zip_longest(*columns, fillvalue="")]
