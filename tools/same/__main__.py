"""Shows that nothing changed: runs the `am` of another commit and of this tree side by side and compares.

    just same OLD                                the same as the next line
    python -m tools.same OLD                     6,200 command lines (about ten minutes on two idle cores)
    python -m tools.same OLD --quick             about 600 of them (a minute or two)
    python -m tools.same OLD --all               all 24,000
    python -m tools.same OLD --only renewals     of all those whose text a regular expression matches
    python -m tools.same OLD --expected FILE     with differences that are meant: TOML, a table [expected] of
                                                 "regular expression" = "reason"
    python -m tools.same OLD --keep FOLDER       leave wheels, books and answers there

OLD is any commit; with `HEAD` it shows what the changes of the working tree do. The wheel of each is built
and installed in an environment of its own. On four books (`books`), on three days, every command of the
tree is run with every format and at 80 and 120 columns with and without colour (`lines`), every writing
command on a fresh copy; standard output, standard error, exit code and all that a line left behind in its
folder, the rows of the book among it, are compared byte for byte (`differences` says what is taken for
equal). Prints a table of what differs, and exits with 1 where anything does that isn't expected.

The test extra must be installed (`pip install -e '.[test]'`), for what the tests know of each command.
"""

import argparse
import datetime as dt
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from tests.commands.writes import FILES

from tools.same import books, wheels
from tools.same.differences import Difference, Expected, Normal, compared
from tools.same.lines import Job, Questions, alone, sampled, thinned

DRIVER = Path(__file__).with_name("driver.py")
REPORT = '[reports.big]\ncommand = "renewals"\nfilter = ["value.over:5k"]\n'
SETTINGS = {"dense": books.RATES}
SIDES = ("old", "new")  # equally long: so are all paths, and lines break alike
QUICK = 600
MOST_SHOWN = 200


class Bench:
    """Two environments, the books of each, and the way to ask both."""

    def __init__(self, work: Path, pythons: dict[str, Path]) -> None:
        self.work, self.pythons = work, pythons
        self.files = {name: self.put(work / "files" / name, text) for name, text in FILES.items()}

    @staticmethod
    def put(path: Path, text: str) -> Path:
        """Write a file."""
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, encoding="utf-8")
        return path

    def make_books(self) -> None:
        """The old version makes each book; the new one gets a copy."""
        self.finish(["old"], [self.recipe(name) for name in books.BOOKS])
        for name, answer in zip(books.BOOKS, self.said("old"), strict=True):
            said = [*zip(books.recipe(name), answer["steps"], strict=True)]
            if wrong := [each for each in said if each[1][2] != 0]:
                raise SystemExit(f"the book {name} could not be made: {wrong[0]}")
            for side in SIDES:
                self.put(self.work / side / f"{name}-config.toml", SETTINGS.get(name, "") + REPORT)
            shutil.copyfile(self.work / "old" / f"{name}-book.db", self.work / "new" / f"{name}-book.db")

    def recipe(self, name: str) -> Job:
        """The making of a book."""
        text = books.invented(name) if name in books.SIZES else ""
        records = self.put(self.work / "files" / f"{name}.jsonl", text)
        steps = tuple((argv, "") for argv in books.recipe(name))
        files = {"records.jsonl": str(records)}
        return Job("none", books.DAYS[0], steps, keep=False, files=files, take=f"{name}-book.db")

    def jobs(self) -> list[Job]:
        """All lines, by what the old version says of itself. Each side opens its books once, which may make
        them newer."""
        opened = Job("", books.DAYS[0], alone("account", "list"), keep=False)
        first = [replace(opened, book=name, take=f"{name}-book.db") for name in books.BOOKS]
        questions = Questions()
        self.finish(SIDES, [*first, *questions.jobs()])
        return questions.lines(list(self.said("old"))[len(first) :], self.files)

    def said(self, side: str) -> Iterator[dict[str, Any]]:
        """The answers of one side."""
        with (self.work / side / "answers").open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)

    def finish(self, sides: Sequence[str], jobs: list[Job]) -> None:
        """Ask one side, or both at the same time; a driver that fails ends all."""
        for process in [self.start(side, jobs) for side in sides]:
            if process.wait() != 0:
                raise SystemExit("a driver failed; what it said is above")

    def start(self, side: str, jobs: list[Job]) -> subprocess.Popen[bytes]:
        """Set one side to work."""
        folder = self.work / side
        text = "".join(json.dumps(asdict(job) | {"book": self.book(side, job.book)}) + "\n" for job in jobs)
        paths = [folder, self.put(folder / "jobs", text), folder / "answers"]
        environ = {
            "PYTHONHASHSEED": "0",
            "LC_ALL": "C.UTF-8",
            "PATH": "/usr/bin:/bin",
            "HOME": str(self.work),
        }
        command = list(map(str, (self.pythons[side], "-P", DRIVER, *paths)))
        return subprocess.Popen(command, env=environ, cwd=self.work, stdin=subprocess.DEVNULL)

    def book(self, side: str, name: str) -> dict[str, str]:
        """The files of a book: itself, and its settings."""
        found = sorted((self.work / side).glob(f"{name}-*"))
        return {each.name.partition("-")[2]: str(each) for each in found}


def differences(bench: Bench, jobs: list[Job], since: dt.datetime) -> list[Difference]:
    """What the two sides said differently."""
    versions = {side: wheels.version(bench.pythons[side]) for side in SIDES}
    if versions["old"] == versions["new"]:
        versions = dict.fromkeys(SIDES, "")
    span = since, dt.datetime.now(dt.UTC)
    normal = {side: Normal(bench.work / side, versions[side], *span) for side in SIDES}
    found: list[Difference] = []
    for job, old, new in zip(jobs, bench.said("old"), bench.said("new"), strict=True):
        if old != new:
            found += compared(job, old, new, normal)
    return found


def report(found: list[Difference], expected: Expected, jobs: list[Job], seconds: float) -> int:
    """Print the table; gives the exit code."""
    left = [each for each in found if not expected.take(each)]
    print("\n".join(each.text for each in left[:MOST_SHOWN]))
    if len(left) > MOST_SHOWN:
        print(f"... and {len(left) - MOST_SHOWN:,} more")
    print("\n".join(expected.lines()))
    count, met = sum(len(job.steps) for job in jobs), len(found) - len(left)
    print(f"{count:,} command lines of each, {seconds:.0f} s: {len(left):,} differences, {met:,} expected")
    return 1 if left else 0


def chosen(jobs: list[Job], arguments: argparse.Namespace) -> list[Job]:
    """The lines that were asked for."""
    if arguments.only:
        return [job for job in jobs if re.search(arguments.only, job.text)]
    jobs = jobs if arguments.all else thinned(jobs)
    return sampled(jobs, QUICK) if arguments.quick else jobs


def run(arguments: argparse.Namespace, work: Path) -> int:
    """Compare, in a folder."""
    began = time.monotonic()
    since = dt.datetime.now(dt.UTC)
    bench = Bench(work, wheels.environments(arguments.old, work))
    bench.make_books()
    jobs = chosen(bench.jobs(), arguments)
    print(f"{len(jobs):,} jobs after {time.monotonic() - began:.0f} s", file=sys.stderr)
    bench.finish(SIDES, jobs)
    found = differences(bench, jobs, since)
    return report(found, Expected(arguments.expected), jobs, time.monotonic() - began)


def main() -> int:
    """Read the command line; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.same", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("old", help="the commit to compare this tree with")
    parser.add_argument("--quick", action="store_true", help=f"about {QUICK} command lines")
    parser.add_argument("--all", action="store_true", help="every line on every book and day")
    parser.add_argument("--only", metavar="PATTERN", help="only lines whose text this matches")
    parser.add_argument("--expected", metavar="FILE", type=Path, help="differences that are meant")
    parser.add_argument("--keep", metavar="FOLDER", type=Path, help="work there, and leave everything")
    arguments = parser.parse_args()
    if arguments.keep:
        arguments.keep.mkdir(parents=True)
        return run(arguments, arguments.keep.resolve())
    with tempfile.TemporaryDirectory(prefix="same-") as work:
        return run(arguments, Path(work))


if __name__ == "__main__":
    sys.exit(main())
