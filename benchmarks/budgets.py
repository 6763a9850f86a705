"""Which commands are measured, on which books, and what each may cost: one function a part of the table."""

import shutil
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.books import COMMON, NOWHERE, RARE, Made, Size, make, renew, write_sheet
from benchmarks.chats import chatting
from benchmarks.installed import ROOT, Program
from benchmarks.measure import BARE, Case, interleaved
from benchmarks.peers import cases as peer_cases
from benchmarks.table import MB, Found, Row

VERSION = "am --version"
LISTS = ("checkins", "renewals", "risks")
LOG, LOG_DRAWN, MORNING = "am log", "am log, on a terminal", "am, on a terminal"
COMPLETION = "completion of an account name"
COMPLETION_FIELD, COMPLETION_WORD = "completion of a field", "completion of a word entered before"
COMPLETION_FIXED, COMPLETION_LINE = "completion of an option", "completion of an account, from the line"
EACH = 4  # a bare interpreter before every so many others


class Plan(NamedTuple):
    """How much is measured: the two books of the ratios, the largest, the one with many contracts,
    rows imported, rounds."""

    small: Size
    middle: Size
    large: Size
    counted: Size
    imported: int
    rounds: int
    heavy_rounds: int
    judged: bool


SMALL = Plan(Size(10, 200), Size(50, 2_000), Size(50, 2_000), Size(50, 200, 5), 2_000, 2, 1, judged=False)
USUAL = Plan(
    Size(50, 2_000), Size(1_000, 100_000), Size(1_000, 100_000), Size(10_000, 20_000, 5), 100_000, 25, 5,
    judged=True,
)  # fmt: skip
FULL = USUAL._replace(large=Size(10_000, 1_000_000))


def measured(program: Program, work: Path, plan: Plan) -> list[Row]:
    """The whole table."""
    small, middle = make(program, work, plan.small), make(program, work, plan.middle)
    rows = daily(program, plan, small, middle, peer_cases(work))
    large = make(program, work, plan.large) if plan.large != plan.middle else middle
    counted = make(program, work, plan.counted)
    rows += [*heavy(program, plan, large), *counting(program, plan, counted)]
    rows += importing(program, work, plan)
    return rows + chatting(program, work, plan.imported, min(3, plan.heavy_rounds), plan.judged)


def with_bare(program: Program, cases: list[Case]) -> list[Case]:
    """The cases with a bare interpreter before every few of them."""
    bare = Case(BARE, [program.python, "-c", "pass"], cases[0].environ)
    return [part for place in range(0, len(cases), EACH) for part in (bare, *cases[place : place + EACH])]


def daily_cases(program: Program, made: Made) -> list[Case]:
    """The commands of every day on one book; names end with its size."""
    am, environ, mark = program.am, made.environ, f" @ {made.size}"
    text = ["log", "a00007", "Person 0 asked about the pilot"]
    cases = [Case(f"am {name} -o json{mark}", [am, name, "-o", "json"], environ) for name in LISTS]
    return [
        *cases,
        Case(LOG + mark, [am, *text], environ),
        Case(LOG_DRAWN + mark, [am, *text], environ, terminal=True),
        Case(MORNING + mark, [am], environ, terminal=True),
        Case(f"am find -o json{mark}", [am, "find", RARE, "-o", "json"], environ),
        Case(COMPLETION + mark, [am, "__complete", "account", "word=dashb"], environ),
        Case(COMPLETION_FIELD + mark, [am, "__complete", "fields:renewals", "word=acc"], environ),
        Case(COMPLETION_WORD + mark, [am, "__complete", "values:account.tags", "word="], environ),
        Case(COMPLETION_FIXED + mark, [am, "__complete", "zsh", "am log acme --pur"], environ),
        Case(COMPLETION_LINE + mark, [am, "__complete", "zsh", "am log dashb"], environ),
    ]


def daily(program: Program, plan: Plan, small: Made, middle: Made, peers: list[Case]) -> list[Row]:
    """Start-up, the daily commands, how they grow, and their memory; other programs beside them."""
    first = Case(VERSION, [program.am, "--version"], middle.environ)
    ours = daily_cases(program, middle)
    cases = [first, *daily_cases(program, small), *ours, *peers]
    found = Found(interleaved(with_bare(program, cases), plan.rounds), judged=plan.judged)
    budgets = {
        LOG: 8.0,
        LOG_DRAWN: 8.0,
        MORNING: 13.0,
        "am checkins -o json": 8.0,
        "am renewals -o json": 8.0,
        **dict.fromkeys((COMPLETION, COMPLETION_FIELD, COMPLETION_WORD, COMPLETION_LINE), 3.0),
        COMPLETION_FIXED: 2.0,
    }
    rows = [found.row(BARE), found.within_ratio(VERSION, 3.0)]
    for case in ours:
        limit = budgets.get(case.name.partition(" @ ")[0])
        rows.append(found.within_ratio(case.name, limit) if limit else found.row(case.name))
    rows += [
        found.growth(
            f"{name}: {middle.size} over {small.size}",
            f"{name} @ {small.size}",
            f"{name} @ {middle.size}",
            1.5,
        )
        for name in budgets
    ]
    return [*rows, found.peak([case.name for case in ours], 60), *(found.row(case.name) for case in peers)]


def heavy(program: Program, plan: Plan, large: Made) -> list[Row]:
    """Risks, search and opening on the largest book."""
    am, environ, mark = program.am, large.environ, f" @ {large.size}"
    risks, opening, nowhere = (
        f"am risks -o json{mark}",
        f"opening: am show a00007{mark}",
        f"find nothing{mark}",
    )
    cases = [
        Case(risks, [am, "risks", "-o", "json"], environ),
        Case(opening, [am, "show", "a00007", "-o", "json"], environ),
        Case(nowhere, [am, "find", NOWHERE, "-o", "json"], environ),
    ]
    shell = shutil.which("sqlite3")
    for word in (RARE, COMMON):
        cases.append(Case(f"am find {word}{mark}", [am, "find", word, "-o", "json"], environ))
        if shell:
            query = [shell, "-readonly", str(large.book), search(word)]
            cases.append(Case(f"sqlite3: {word}{mark}", query, environ))
    found = Found(interleaved(with_bare(program, cases), plan.heavy_rounds), judged=plan.judged)
    rows = [found.within_seconds(risks, 2)] if plan.large == FULL.large else []
    rows.append(found.within_seconds(opening, 30))
    for word in (RARE, COMMON):
        ours, theirs = f"am find {word}{mark}", f"sqlite3: {word}{mark}"
        if not shell:
            rows.append(found.row(ours))
            continue
        limit = 3 * found.seconds(theirs) + found.seconds(nowhere)
        rows += [found.within_seconds(ours, limit, " (3 x sqlite3 + start)"), found.row(theirs)]
    return rows


def counting(program: Program, plan: Plan, made: Made) -> list[Row]:
    """The metrics of a book with many contracts, and those of each of 36 months."""
    mark = f" @ {made.size.accounts:,} / {made.size.accounts * made.size.contracts:,} contracts"
    argv = [program.am, "metrics", "-o", "json"]
    one, months = f"am metrics -o json{mark}", f"am metrics --by month, 36 months{mark}"
    cases = [
        Case(one, argv, made.environ),
        Case(months, [*argv, "--by", "month", "--period", "last-36m"], made.environ),
    ]
    found = Found(interleaved(with_bare(program, cases), plan.heavy_rounds), judged=plan.judged)
    return [found.within_seconds(one, 2), found.within_seconds(months, 5)]


def search(word: str) -> str:
    """The query of `am find` as the sqlite3 shell takes it."""
    whole = (ROOT / "src/amcli/reports/find.sql").read_text(encoding="utf-8")
    text = whole.partition("-- name: found\n")[2].partition("\n-- name: ")[0]
    values = {":before": "'['", ":after": "']'", ":query": f"'\"{word}\"*'", ":limit": "50"}
    for name, value in values.items():
        text = text.replace(name, value)
    return "\n" + text  # a first argument that starts with - would be an option


def importing(program: Program, work: Path, plan: Plan) -> list[Row]:
    """`am import` of interactions against `sqlite3 .import` of the same file, by rows a second, and against
    itself with a hundredth of the rows, by memory."""
    size, csv = Size(plan.middle.accounts, plan.imported), work / "interactions.csv"
    made = make(program, work, size, csv)
    settled, plain = work / "settled.db", work / "plain.db"
    shutil.copyfile(made.book, settled)
    ours, theirs = (
        f"am import, {size.interactions:,} interactions",
        f"sqlite3 .import, {size.interactions:,} rows",
    )
    argv = [program.am, "import", str(csv), "--yes"]
    few = work / "few.csv"
    fewer = plan.imported // 100
    with csv.open(encoding="utf-8") as rows_of, few.open("w", encoding="utf-8") as target:
        target.writelines(islice(rows_of, fewer + 1))
    less = f"am import, {fewer:,} interactions"
    small = [program.am, "import", str(few), "--yes"]
    cases = [
        Case(ours, argv, made.environ, prepare=lambda: renew(settled, made.book)),
        Case(less, small, made.environ, prepare=lambda: renew(settled, made.book)),
    ]
    shell = shutil.which("sqlite3")
    if shell:
        command = [shell, str(plain), f'.import --csv "{csv}" interaction']
        cases.append(Case(theirs, command, made.environ, prepare=lambda: plain.unlink(missing_ok=True)))
    found = Found(interleaved(with_bare(program, cases), min(3, plan.heavy_rounds)), judged=plan.judged)
    rate, peak = size.interactions / found.seconds(ours), found.measured[ours].peak / MB
    sheet = one_sheet(program, work, plan, plain=found.seconds(ours) / size.interactions)
    least = max(25_000.0, size.interactions / found.seconds(theirs) / 10 if shell else 0.0)
    kept = rate >= least and peak < 200
    verdict = found.verdict(kept, f"{rate:,.0f} rows/s, {peak:.0f} MB")
    rows = [found.row(ours, None, f"{least:,.0f} rows/s, 200 MB", verdict)]
    grown = found.measured[ours].peak / found.measured[less].peak
    rows.append(found.row(less, None, "", f"memory of the former {grown:.2f} x this one's"))
    if shell:
        rows.append(found.row(theirs, verdict=f"{size.interactions / found.seconds(theirs):,.0f} rows/s"))
    return [*rows, sheet]


def one_sheet(program: Program, work: Path, plan: Plan, plain: float) -> Row:
    """`am import` of one sheet into an empty book, by records a second: its rows make several. `plain` is how
    long one interaction takes."""
    size, csv = Size(0, 0), work / "sheet.csv"
    made = make(program, work, size)
    records = write_sheet(csv, plan.imported)
    settled = work / "empty.db"
    shutil.copyfile(made.book, settled)
    what = f"am import, one sheet, {plan.imported:,} rows"
    argv = [program.am, "import", str(csv), "--yes"]
    cases = [Case(what, argv, made.environ, prepare=lambda: renew(settled, made.book))]
    found = Found(interleaved(with_bare(program, cases), min(3, plan.heavy_rounds)), judged=plan.judged)
    rate, peak = records / found.seconds(what), found.measured[what].peak / MB
    verdict = found.verdict(rate >= 1 / plain and peak < 200, f"{rate:,.0f} records/s, {peak:.0f} MB")
    return found.row(what, None, f"{1 / plain:,.0f} records/s, 200 MB", verdict)
