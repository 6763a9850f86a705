"""The command lines that are compared: every command of the tree, with the arguments that the tests know."""

import re
import shlex
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from tests.commands.every import KINDS, REPORTS, filled_in
from tests.commands.writes import FILES, WRITES
from tests.docs.commands import every_command

from tools.same.books import BOOKS, DAYS
from tools.same.wheels import ROOT

Step = tuple[list[str], str]
SAMPLES = ROOT / "tests" / "interchange" / "samples"
ONE_IN = 8
PIPE, NARROW, WIDE = 0, 80, 120
# What is put behind a list, once in a pipe and once on a screen, where the command has the option.
VARIANTS = {
    "--limit": ["--limit", "3"],
    "--no-header": ["--no-header", "-o", "csv"],
    "--null": ["-0"],
    "--exit-code": ["--exit-code"],
    "--as-of": ["--as-of", "2026-01-15"],
    "--plot": ["--plot"],
    "--all": ["--all"],
    "--in": ["--in", "45d"],
    "--past": ["--past"],
    "--period": ["--period", "2025"],
}
NAMED = (("help",), ("schema", "-o", "ids"))
FILTERS = ("tier:key", "nobody", "arr.over:x", "zz.zz:1")
# What prints something and has no format to choose.
PLAIN = """
export
export --kind accounts
export --all -o jsonl
export --account acme -o csv
export --kind contracts --redact
export calendar
export vcard
export html
export html tier:key
export html --account acme
config get dates.order
config path
config check
config get nothing
completion print bash
completion print zsh
completion print fish
completion print powershell
cron --at 06:45 --days daily --mail me@mail.example
digest --period week -o text
digest --new --peek
digest --mail me@mail.example
import accounts.csv contacts.csv --dry-run
import accounts.csv contacts.csv --dry-run -o json
import accounts.csv --kind contacts --dry-run
report big
report big tier:key -o json
show nobody
show k99999
brief
risks zzz
renewals --in nonsense
renewals --fields nothing
renewals --sort nothing
forecast --uplift nonsense
tasks :3
find
away
sql "SELECT nothing FROM nowhere"
sql "DELETE FROM account"
--version
--today nonsense today
--color always today
--color always renewals
--book nowhere.db today
nothing
tdoay
"""
# What changes settings, files, or the way back; several lines in one folder are joined by `;`.
OUTSIDE = """
log acme Hello; undo; redo; undo; history -o json
undo; undo; undo
redo
undo 3
init
demo other.db
demo book.db
config set dates.order dmy; config list; undo; config list
config set tiers.key.cadence_days 3; today; config unset tiers.key.cadence_days; today
config set nothing 3
config set risk.points.quiet 30; risks; risks acme
config edit
completion install bash
completion install zsh
completion install fish
cron --install --yes
backup; backup --list -o json; account rm acme --yes; restore --yes; account list -o ids
backup --to copy.db
restore --yes
restore nowhere.db --yes
report save big -- renewals --in 120d; report list; report big; config unset reports.big
digest --new -o text; digest --new -o text
digest --period week --new -o json; digest --period week --new
export --all --to folder; export --all --to folder
export --all --to all.jsonl -o jsonl; import all.jsonl --yes
export calendar --to deadlines.ics
export vcard --to people.vcf; import people.vcf --yes
export html --to book.html
account add --stdin < accounts.csv
contact add --stdin < contacts.csv
import accounts.csv contacts.csv; undo
import accounts.csv contacts.csv --yes -o json; import accounts.csv contacts.csv --yes; history --limit 1
import accounts.csv --yes --save-map mine; import accounts.csv --preset mine --dry-run
import contacts.csv --yes --create-accounts; doctor --duplicates; account list
renew k1; renew k1 --auto
renew --auto
done
done t1 t2
log
log nobody Hello
contract add acme --value nonsense
contract add acme --starts 2026-02-30
account rm acme
contact rm p1
"""


@dataclass(frozen=True)
class Job:
    """One line, or several in one folder: book and day, where it is typed, whether its files are compared."""

    book: str
    today: str
    steps: tuple[Step, ...]
    columns: int = PIPE
    colour: bool = False
    keep: bool = True
    dump: bool = False
    core: bool = False  # run always; of the others one in a few, unless all are wanted
    take: str | None = None  # the name under which the book is kept afterwards
    files: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """As it is told in the table."""
        place = f"{self.columns} columns{', colour' if self.colour else ''}" if self.columns else "pipe"
        typed = "; ".join(f"am {shlex.join(argv)}".strip() for argv, _ in self.steps)
        return f"{self.book} {self.today}, {place}: {typed}"


def step(line: str, typed: str = "") -> Step:
    """A line as it is written in the tables; `< FILE` gives what is read, else `typed` is."""
    words = shlex.split(line)
    if "<" in words:
        at = words.index("<")
        return words[:at], FILES[words[at + 1]]
    return words, typed


def table(text: str) -> list[list[str]]:
    """The lines of a table, each as its steps."""
    return [line.split("; ") for line in text.strip().splitlines()]


def alone(*argv: str) -> tuple[Step, ...]:
    """One step that is asked nothing."""
    return ((list(argv), ""),)


Known = dict[str, dict[str, str]]
Formats = dict[str, list[str]]


def all_jobs(known: Known, formats: Formats, names: list[str], files: dict[str, Path]) -> list[Job]:
    """Everything, in an order in which one folder serves many lines."""
    place = {name: str(path) for name, path in files.items()}
    found: list[Job] = []
    for book in BOOKS:
        for day in DAYS:
            found += reading(book, day, known[book], formats, place)
        found += writing(book, place)
    return [*found, *asking(names), *importing()]


def reading(
    book: str, day: str, known: dict[str, str], formats: Formats, files: dict[str, str]
) -> Iterator[Job]:
    """Every command that prints a result, with every format and at both widths; on the first day with what
    else a list takes."""
    first = day == DAYS[0]
    core = first and book == BOOKS[0]
    for report in REPORTS:
        words = filled_in(report, known)
        if words is None:
            continue
        job = Job(book, day, alone(*words), files=files, core=core)
        yield job
        yield from screens(job)
        for form in formats[report.path]:
            yield replace(job, steps=alone(*words, "-o", form), core=core or (first and form == "json"))
        if first and len(report.rest) == 0:
            for more in variants(report.path):
                yield replace(job, steps=alone(*words, *more))
                yield replace(job, steps=alone(*words, *more), columns=NARROW, colour=True, core=False)
    for steps in table(PLAIN) if first else []:
        job = Job(book, day, tuple(step(line) for line in steps), files=files, core=core)
        yield job
        yield replace(job, columns=NARROW, colour=True, core=False)
    yield Job(book, day, alone("today"), dump=True, files=files, core=True)


def screens(job: Job) -> Iterator[Job]:
    """A line at both widths, with and without colour."""
    for columns in (NARROW, WIDE):
        for colour in (True, False):
            yield replace(job, columns=columns, colour=colour)


@cache
def commands() -> dict[str, Any]:
    """Every command by its path, as it is declared."""
    return dict(every_command())


def variants(path: str) -> Iterator[list[str]]:
    """What a command takes besides, by its options and arguments."""
    command = commands()[path]
    names = {name for param in command.params for name in param.opts}
    yield from (more for name, more in VARIANTS.items() if name in names)
    if any("FILTER" in str(getattr(param, "metavar", "")) for param in command.params):
        yield from ([word] for word in FILTERS)


def writing(book: str, files: dict[str, str]) -> Iterator[Job]:
    """Every command that writes, each on a fresh copy and with what it leaves behind: in a pipe on each day,
    on the first also at a terminal, answered with yes, undone and redone there."""
    for line in WRITES.strip().splitlines():
        for day in DAYS:
            core = day == DAYS[0]
            yield Job(book, day, (step(line),), keep=False, dump=True, files=files, core=core)
        steps = (step(line, "y\n" * 3), *(step(verb) for verb in ("undo", "redo")))
        core = book == BOOKS[0]
        yield Job(book, DAYS[0], steps, NARROW, True, keep=False, dump=True, files=files, core=core)
    for typed in table(OUTSIDE):
        job = Job(book, DAYS[0], tuple(step(line) for line in typed), keep=False, dump=True, files=files)
        yield replace(job, core=book == BOOKS[0])
        steps = tuple(step(line, "y\n" * 3) for line in typed)
        yield replace(job, steps=steps, columns=NARROW, colour=True, core=book == BOOKS[-1])


def asking(names: list[str]) -> Iterator[Job]:
    """Help, guides and schemas, and what is wrong with a line, of every command once."""
    for path in ("", *commands()):
        job = Job("sample", DAYS[0], alone(*path.split(), "--help"), core=True)
        yield job
        yield from screens(replace(job, core=False))
        yield replace(job, steps=alone(*path.split(), "--nonsense"))
        yield replace(job, steps=alone(*path.split()), keep=False, dump=True)
    for name in names:
        job = Job("sample", DAYS[0], alone(*name.split()), core=True)
        yield job
        yield from screens(replace(job, core=False))


def importing() -> Iterator[Job]:
    """The samples of other programs' exports, those of one program together: the plan, and the records."""
    for folder in sorted(each for each in SAMPLES.iterdir() if each.is_dir()):
        files = {path.name: str(path) for path in sorted(folder.iterdir())}
        steps = alone("import", *files, "--dry-run", "-o", "json")
        job = Job("sparse", DAYS[0], steps, files=files, core=True)
        yield job
        yield from screens(replace(job, steps=alone("import", *files, "--dry-run")))
        for more in (["--yes"], ["--yes", "--create-accounts", "--keep-extra", "--skip-bad"]):
            steps = (*alone("import", *files, *more), *alone("import", *files, "--yes"))
            yield replace(job, steps=steps, keep=False, dump=True)


def thinned(jobs: list[Job]) -> list[Job]:
    """The core, and of the others one in a few: always the same ones, whatever else is added."""
    return [job for job in jobs if job.core or zlib.crc32(job.text.encode()) % ONE_IN == 0]


def sampled(jobs: list[Job], wanted: int) -> list[Job]:
    """About so many of them, evenly."""
    pace = len(jobs) // wanted | 1  # odd, so that it isn't always the same format
    return jobs[::pace]


class Questions:
    """What the old version is asked first, as lines are made of it: formats, records, guides and schemas."""

    def __init__(self) -> None:
        self.paths = sorted({report.path for report in REPORTS})
        kinds = [kind for kind in (*KINDS, "qbr") if kind != "config"]
        self.listed = [*((kind, "list", "-0") for kind in kinds), ("account", "handoffs", "-0")]

    def jobs(self) -> list[Job]:
        """All of them: a format that there is not is answered with those that there are."""
        formats = [Job("sample", DAYS[0], alone(*path.split(), "-o", "?")) for path in self.paths]
        records = [Job(book, DAYS[0], alone(*argv)) for book in BOOKS for argv in self.listed]
        return [*formats, *records, *(Job("sample", DAYS[0], alone(*argv)) for argv in NAMED)]

    def lines(self, answers: list[dict[str, Any]], files: dict[str, Path]) -> list[Job]:
        """All lines, by the answers."""
        said = iter(answers)
        formats = {path: formats_in(next(said)["steps"][0][1]) for path in self.paths}
        known = {book: self.references([next(said)["steps"][0][0] for _ in self.listed]) for book in BOOKS}
        guides, schemas = (each["steps"][0][0] for each in said)
        names = [f"help {name}" for name in re.findall(r"^    ([a-z-]+) ", guides, re.MULTILINE)]
        names += [f"schema {name}" for name in schemas.splitlines()]
        return all_jobs(known, formats, names, files)

    def references(self, said: list[str]) -> dict[str, str]:
        """The first record of each kind, and the last account, as `filled_in` wants them."""
        found: dict[str, str] = {}
        for argv, text in zip(self.listed, said, strict=True):
            ids = text.split("\0")[:-1]
            if ids:
                found["handoff" if argv[1] == "handoffs" else argv[0]] = ids[0]
                found |= {"last": ids[-1]} if argv[:2] == ("account", "list") else {}
        return found


def formats_in(error: str) -> list[str]:
    """The formats that an error names."""
    hint = re.search(r"Use (.*)\.", error)
    return re.findall(r"\w+", hint[1].replace(" or ", " ")) if hint else []
