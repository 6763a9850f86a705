"""Which commands are measured, on which books, and what each may cost: one line of the table each.

The books are S (50 accounts / 2,000 interactions), B (1,000 / 100,000), D (as many, but dense), L (10,000 /
1,000,000), C (10,000, five contracts each) and U (as B, a third renewing by themselves, unconfirmed for
three years); `books` says how they are made. Every command has the form `NAME @ BOOK` in here.
"""

import shlex
from collections.abc import Collection, Sequence
from typing import NamedTuple

from benchmarks import assistants
from benchmarks.books import Shelf
from benchmarks.files import CHAT, FEW, MANY, SHEET, TALKS, records_of_sheet
from benchmarks.fill import COMMON, NOWHERE, RARE
from benchmarks.installed import environment
from benchmarks.measure import Command, Measure
from benchmarks.peers import CARDS, LINE_OF_A_TASK, SHELL_FIND, SHELL_IMPORT, TASKS
from benchmarks.table import SHARE, Budget, a_line, memory, multiple, over, rate, seconds

OFTEN, SELDOM, RARELY = (
    1,
    5,
    9,
)  # in every round, every fifth, every ninth: 25 rounds give 25, 5 and 3 samples
SCREEN = "head -n 39"  # a reader who leaves after the first screen
UPGRADING = "opening and upgrading"
FIRST_VERSION = "79de595"  # where 0.1.0 stood when the budgets were written


class Case(NamedTuple):
    """A command of `am` to measure. `fresh`: on a copy of the book as it was made, each time; `before`: a
    command that runs before, not measured, and gives `{id}`, with which a line may end."""

    argv: str
    every: int = OFTEN
    terminal: bool = False
    fresh: bool = False
    before: str = ""
    pager: str = "cat"
    exits: Sequence[int] = (0,)


LISTS = ("checkins", "renewals", "tasks")
TALK = "log a00007 'Person 0 asked about the pilot'"
UNATTENDED = ("checkins", "renewals", "today")
PAGES = ("week", "portfolio", "metrics", "forecast", "digest")
READ = {
    **{f"{name} -o json": Case(f"{name} -o json") for name in LISTS},
    "find -o json": Case(f"find {RARE} -o json"),
    "show -o json": Case("show a00007 -o json"),
    "risks -o json": Case("risks -o json", SELDOM),
    "today -o json": Case("today -o json", SELDOM),
    **{name: Case(f"{name} -o json", SELDOM) for name in PAGES},
    "next": Case("next -o json", SELDOM),
    "brief": Case("brief a00007 -o json", SELDOM),
    "timeline": Case("timeline a00007 -o json", SELDOM),
    "prompt": Case("checkins --exit-code -o ids", SELDOM, exits=(0, 10)),
}
WRITTEN = {
    "log": Case(TALK),
    "done": Case("done {id}", SELDOM, before="task add a00008 Notes"),
    "snooze": Case("snooze a00007 +7d", SELDOM),
    "stage": Case("stage {running} verbal", SELDOM),
    "undo": Case("undo", SELDOM, before=TALK),
}
DRAWN = {
    "am, drawn": Case("", terminal=True),
    "log, drawn": Case(TALK, terminal=True),
    **{f"{name}, drawn": Case(name, terminal=True) for name in LISTS},
}
FIRST = {"first am of a day, drawn": Case("", RARELY, terminal=True, fresh=True)}
DAILY = READ | WRITTEN | DRAWN
COMPLETED = {
    "completion of an account": "account word=dashb",
    "completion of a field": "fields:renewals word=acc",
    "completion of a word entered before": "values:account.tags word=",
    "completion of a command": "zsh 'am ren'",
    "completion of an option": "zsh 'am log acme --pur'",
    "completion of a fixed word": "zsh 'am log acme -k ca'",
}
LIVE = {name: Case(f"__complete {line}") for name, line in COMPLETED.items()}
HEAVY = {
    "export html": Case("export html", RARELY),
    "backtest": Case("backtest --backdated -o json", RARELY),
}
LONG = {
    "first screen": Case("renewals", SELDOM, terminal=True, pager=SCREEN),
    "first screen of 40": Case("renewals --limit 40", SELDOM, terminal=True, pager=SCREEN),
}
WORDS = {"a rare word": RARE, "a common word": COMMON, "nothing": NOWHERE}
SEARCHED = {f"find {name}": Case(f"find {word} -o json", SELDOM) for name, word in WORDS.items()}
CASES: dict[str, dict[str, Case]] = {
    "S": DAILY,
    "B": DAILY | FIRST | LIVE | HEAVY | {"--version": Case("--version")},
    "D": DAILY | FIRST | HEAVY | LONG,
    "L": {
        "checkins -o json": Case("checkins -o json", SELDOM),
        "renewals -o json": Case("renewals -o json", SELDOM),
        "am, drawn": Case("", SELDOM, terminal=True),
        "risks -o json": Case("risks -o json", RARELY),
        "show -o json": Case("show a00007 -o json", SELDOM),
        **SEARCHED,
    },
    "C": {
        "metrics": Case("metrics -o json", RARELY),
        "metrics by month": Case("metrics --by month --period last-36m -o json", RARELY),
    },
    "U": {f"{name} -o json": Case(f"{name} -o json") for name in UNATTENDED},
    "without talks": {"import": Case(f"import {{{TALKS}}} --yes", RARELY, fresh=True)},
    "imported": {"undo": Case("undo", RARELY, fresh=True)},
    "undone": {"redo": Case("redo", RARELY, fresh=True)},
    "empty": {"import": Case(f"import {{{SHEET}}} --yes", RARELY, fresh=True)},
    "with a partner": {"import": Case(f"import '{{{CHAT}}}' --yes", RARELY, fresh=True)},
}


def times(book: str, name: str, limit: float | None = None, was: str = "") -> Budget:
    """A command by bare interpreters."""
    key = f"{name} @ {book}"
    return Budget(name, book, (key,), multiple(key), limit=limit, was=was)


def most(book: str, name: str, limit: float, was: str = "") -> Budget:
    """The memory of a command."""
    key = f"{name} @ {book}"
    return Budget(f"{name}, memory", book, (key,), memory(key), "MB", limit, was=was)


def within(book: str, name: str, limit: float, was: str = "", what: str = "") -> Budget:
    """A command by its seconds."""
    key = f"{name} @ {book}"
    return Budget(what or name, book, (key,), seconds(key), "s", limit, was=was)


def growth(larger: str, smaller: str, name: str, limit: float, was: str = "") -> Budget:
    """A command on one book by the same on another."""
    keys = f"{name} @ {larger}", f"{name} @ {smaller}"
    return Budget(f"{name}, by that on {smaller}", larger, keys, over(*keys), limit=limit, was=was)


def peak(book: str, limit: float, was: str) -> Budget:
    """The most memory of any daily command."""
    keys = [f"{name} @ {book}" for name in DAILY | FIRST]
    return Budget("memory of any daily command", book, keys, memory(*keys), "MB", limit, was=was)


def imported(book: str, what: str, rows: int, least: float, was: str = "") -> list[Budget]:
    """The rate of an import, and its memory."""
    key = f"import @ {book}"
    fast = Budget(what, book, (key,), rate(key, rows), "rows/s", least, at_least=True, was=was)
    return [fast, Budget(f"{what}, memory", book, (key,), memory(key), "MB", 200)]


def budgets(peers: Collection[str], *, small: bool, beside: str = "") -> list[Budget]:
    """All lines of the table, in its order; those that hold ours against another program only where it is."""
    return [
        *start_up(),
        *daily(),
        *(shares() if beside.startswith(FIRST_VERSION) else ()),
        *drawn(peers),
        *pages(),
        *grown(),
        *heavy(),
        *large(peers, beside=bool(beside)),
        *bulk(FEW if small else MANY, peers),
        *assistants.lines(peers),
        *(Budget(name, "", (name,), multiple(name)) for name in (TASKS, CARDS) if name in peers),
    ]


def start_up() -> list[Budget]:
    """What runs before each prompt and at each tab."""
    three = dict.fromkeys(list(COMPLETED)[:3], "2.2-2.6")
    return [
        times("B", "--version", 2, "1.6-1.8"),
        *(times("B", name, 3 if name in three else 2, three.get(name, "")) for name in COMPLETED),
    ]


def daily() -> list[Budget]:
    """What is asked and said a hundred times a day, in a pipe."""
    return [
        times("B", "checkins -o json", 4, "8.2-9.3"),
        times("B", "log", 4, "6.3-7.3"),
        times("B", "renewals -o json", 5, "8.3-9.6"),
        *(times("B", f"{name} -o json", 5, "6.6-10") for name in ("tasks", "show", "find")),
        *(times("B", name) for name in ("done", "snooze", "stage", "undo", "next", "brief", "timeline")),
        within("B", "prompt", 0.06, what="checkins --exit-code -o ids"),
    ]


def shares() -> list[Budget]:
    """What must take a part only of what 0.1.0 takes."""
    return [
        Budget(f"{name}, by that of 0.1.0", "B", (f"{name} @ B",), multiple(f"{name} @ B"), SHARE, limit)
        for name, limit in (("checkins -o json", 0.55), ("log", 0.55), ("renewals -o json", 0.6))
    ]


def drawn(peers: Collection[str]) -> list[Budget]:
    """What is drawn on a terminal."""
    lines, plain = "renewals, drawn @ D", "renewals -o json @ D"
    screens = "first screen @ D", "first screen of 40 @ D"
    a_task = TASKS if TASKS in peers else None
    return [
        *(times("S", f"{name}, drawn", 7.5, "11-12") for name in LISTS),
        *(times("B", f"{name}, drawn", 10, "27-29") for name in LISTS),
        Budget(
            "each line drawn, by one of taskwarrior", "D", (lines, plain),
            a_line(lines, plain, a_task, LINE_OF_A_TASK), limit=3, was="9",
        ),
        Budget("first screen of renewals, by that of 40", "D", screens, over(*screens), limit=1.3),
        times("B", "log, drawn", 7, "9.2"),
        times("S", "am, drawn", 7.5, "8.5"),
        times("B", "am, drawn", 8.5, "14"),
        times("D", "am, drawn", 11, "26-37"),
        times("D", "first am of a day, drawn", 30, "42-54"),
    ]  # fmt: skip


def pages() -> list[Budget]:
    """What is asked of the whole book."""
    return [
        times("D", "risks -o json", 12, "35"),
        times("D", "today -o json", 25, "66"),
        *unattended(),
        *(times("D", name, 20, "28-66") for name in PAGES),
        peak("B", 60, "54-63"),
        peak("D", 60, "94"),
    ]


def unattended() -> list[Budget]:
    """A book in which nobody confirms what renews by itself: its lists cost what others of its size do."""
    return [times("U", f"{name} -o json", limit) for name, limit in zip(UNATTENDED, (4, 5, 25), strict=True)]


def grown() -> list[Budget]:
    """Larger books by smaller ones."""
    return [
        growth("B", "S", "log", 1.1, "0.9-1.4"),
        *(growth("B", "S", f"{name} -o json", 1.3, "1.1-1.6") for name in LISTS),
        growth("B", "S", "am, drawn", 1.3, "1.5-1.7"),
        growth("L", "B", "checkins -o json", 3, "3.0"),
        growth("L", "B", "renewals -o json", 3, "6.7"),
        growth("L", "B", "am, drawn", 3, "4.7"),
    ]


def heavy() -> list[Budget]:
    """What takes its time."""
    return [
        times("B", "export html", 40, "71"),
        most("B", "export html", 80, "71"),
        times("D", "export html", 100, "195"),
        most("D", "export html", 80, "107"),
        times("B", "backtest", 200, "407"),
        most("B", "backtest", 100, "133"),
        within("C", "metrics", 2, "2.1"),
        within("C", "metrics by month", 5, "11.4"),
        most("C", "metrics by month", 120, "145"),
    ]


def large(peers: Collection[str], *, beside: bool) -> list[Budget]:
    """A book of ten thousand accounts."""
    lines = [within("L", "risks -o json", 2, "2.6"), most("L", "risks -o json", 80, "106")]
    for name in ("a rare word", "a common word"):
        ours, start, shell = f"find {name} @ L", "find nothing @ L", f"{SHELL_FIND} {name}"
        if shell not in peers:
            continue
        figure = over(ours, shell, start=start)
        lines.append(Budget(f"find {name}, by the sqlite3 shell", "L", (ours, start, shell), figure, limit=3))
    if beside:
        lines.append(Budget(UPGRADING, "L", (UPGRADING,), seconds(UPGRADING), "s", 30))
    return [*lines, within("L", "show -o json", 30, what="opening")]


def bulk(rows: int, peers: Collection[str]) -> list[Budget]:
    """Import, and taking it back."""
    lines = imported("without talks", f"import of {rows:,} interactions", rows, 25_000, "13,200")
    ours = "import @ without talks"
    if SHELL_IMPORT in peers:
        what, by_shell = f"import of {rows:,} interactions, by the sqlite3 shell", over(SHELL_IMPORT, ours)
        names = (ours, SHELL_IMPORT)
        lines.append(Budget(what, "without talks", names, by_shell, limit=0.25, at_least=True, was="0.12"))
    for book, name in (("imported", "undo"), ("undone", "redo")):
        lines += [within(book, name, 5, "16.6"), most(book, name, 200, "514")]
    records = records_of_sheet(rows)
    return [
        *lines,
        *imported("empty", f"import of one sheet, {rows:,} rows, by records", records, 25_000),
        *imported("with a partner", f"import of a chat of {rows:,} messages", rows, 25_000),
    ]


def measured(book: str, case: Case, shelf: Shelf, other: Shelf | None) -> Measure:
    """A case as processes of both programs; of ours alone where the other one can't make the book."""
    ours = command(book, case, shelf)
    try:
        theirs = command(book, case, other) if other else None
    except SystemExit:  # a step of it that another commit doesn't have
        theirs = None
    return Measure(ours, theirs, case.every)


def command(book: str, case: Case, shelf: Shelf) -> Command:
    """A case as a process of one program."""
    home = shelf.home(book, fresh=case.fresh)
    running = "k57" if book == "D" else "k14"  # the last contract of the seventh account
    line = case.argv.replace("{running}", running).removesuffix("{id}")
    words = shelf.words(shlex.split(line))
    prepare = shelf.renewing(book) if case.fresh else None
    if case.before:
        prepare = shelf.doing(home, shlex.split(case.before), gives="{id}" in case.argv)
    environ = environment(home) | {"PAGER": case.pager}
    return Command([shelf.program.am, *words], environ, case.terminal, case.exits, prepare)


def upgrading(shelf: Shelf, other: Shelf) -> Measure:
    """Our first look into a book that another commit made."""
    prepare = shelf.renewing("L", other.settled("L"))
    argv = [shelf.program.am, "show", "a00007", "-o", "json"]
    return Measure(Command(argv, environment(shelf.home("L", fresh=True)), prepare=prepare), every=RARELY)
