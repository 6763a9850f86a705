"""The page of `am risks`: who could be lost, by health, and why."""

from collections.abc import Sequence
from itertools import zip_longest

from amcli.facts.account_facts import World
from amcli.facts.assessments import Was, arr_at_risk_before
from amcli.facts.churn import LEAVING
from amcli.fields import Row
from amcli.page import (
    HEALTH_ROLE,
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
from amcli.reports.risks import Book, is_new
from amcli.rules import evidence
from amcli.rules.dates import short_day
from amcli.rules.formatting import column_day, count, money
from amcli.rules.isodays import sure
from amcli.rules.reasons import Reason
from amcli.rules.score import ARITHMETIC
from amcli.vocabulary import words

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
    """What a person sees of the rows, by health, with what the whole book comes to."""
    known = sorted(
        (row for row in shown if row["score"] is not None), key=lambda row: SCORED.index(row["health"])
    )
    unsure = [row for row in shown if row["health"] == "unknown"]
    gone = sorted((row for row in shown if row["health"] == LEAVING), key=lambda row: row["leaves_on"] or "9")
    if not known and not gone and not everything and not book.dark:
        return nobody(len(unsure))
    parts: list[Part] = []
    if known:
        short = Table(SHORT, by_health(world, known, short=True))
        parts.append(Table(COLUMNS, by_health(world, known), short=short))
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
    least = world.model.figures["evidence.minimum"]
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


def by_health(world: World, known: list[Row], *, short: bool = False) -> list[Line]:
    """The lines of the table: each health, and the accounts in it with a gap between."""
    found: list[Line] = []
    health = None
    for row in known:
        if row["health"] != health:
            health = row["health"]
            head = [Cell(words(health).capitalize(), "heading"), Cell(f"  {limits(world, health)}", "muted")]
            found.append(Sentence(head))
        found += [*(short_lines if short else wide_lines)(world, row), ()]
    return found[:-1]


def limits(world: World, health: str) -> str:
    """`40 to 59`: the scores of a health, as configured."""
    below = dict(world.model.healths)
    if health == "critical":
        return f"under {below[health]}"
    least = below[SCORED[SCORED.index(health) - 1]]
    return f"{least} and more" if health == "healthy" else f"{least} to {below[health] - 1}"


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
    return [Cell(f"{row['score']}", HEALTH_ROLE[row["health"]]), Cell(moved, "muted")]


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
