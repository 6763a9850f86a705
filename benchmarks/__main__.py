"""`python -m benchmarks`: measure, print one table, write it as JSON."""

import argparse
import json
import os
import platform
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import assistants, budgets, peers
from benchmarks.books import PLACE, Shelf
from benchmarks.files import TALKS, write_files
from benchmarks.installed import install_commit, install_here
from benchmarks.measure import BARE, Command, FailedError, Measure, Run, interleaved
from benchmarks.table import EVERYWHERE, UNITS, Budget, as_json, as_markdown, judged, printed, slower


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--small", action="store_true", help="tiny books, one round; judges only memory (CI)")
    parser.add_argument("--full", action="store_true", help="the book of 10,000 accounts / 1,000,000 too")
    parser.add_argument("--beside", metavar="COMMIT", help="run the program of this commit beside ours")
    parser.add_argument("--only", metavar="REGEX", help="only lines whose `what @ book` this matches")
    parser.add_argument("--rounds", type=int, help="rounds of the daily commands (25)")
    parser.add_argument("--work", type=Path, metavar="DIR", help="keep the environments and the books here")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the table as JSON, too")
    parser.add_argument("--markdown", action="store_true", help="print the table as docs/speed.md has it")
    return parser.parse_args()


def main() -> None:
    """Measure in the directory given, or in one that is removed afterwards."""
    given = arguments()
    if given.work:
        given.work.mkdir(parents=True, exist_ok=True)
        measure_in(given.work.resolve(), given)
    else:
        with tempfile.TemporaryDirectory(prefix="amcli-benchmark-") as folder:
            measure_in(Path(folder), given)


def measure_in(work: Path, given: argparse.Namespace) -> None:
    """Install, measure, print."""
    ours = install_here(work)
    theirs = install_commit(work, given.beside, ours) if given.beside else None
    files = write_files(work / "files", small=given.small)
    shelf = Shelf(ours, files, small=given.small)
    other = Shelf(theirs, files, small=given.small) if theirs else None
    others = peers.here(work, files[TALKS], lambda: shelf.settled("L") / PLACE, budgets.WORDS)
    others |= assistants.here(work, shelf, small=given.small)
    wanted = chosen(budgets.budgets(others, small=given.small, beside=theirs.commit if theirs else ""), given)
    measures = needed(wanted, shelf, other, others)
    bare = Command([ours.python, "-c", "pass"], next(iter(measures.values())).ours.environ)
    try:
        run = interleaved(measures, bare, given.rounds or (1 if given.small else 25))
    except FailedError as error:
        sys.exit(f"A measured command failed. {error}")
    report(wanted, run, theirs.commit if theirs else "", given)


def chosen(lines: list[Budget], given: argparse.Namespace) -> list[Budget]:
    """The lines that were asked for; the largest book only when it was, too."""
    large = given.full or given.small
    found = [each for each in lines if large or not any(name.endswith("@ L") for name in each.names)]
    found = [each for each in found if not given.only or re.search(given.only, each.text)]
    return found or sys.exit(f"No line matches {given.only}.")


def needed(
    wanted: Sequence[Budget], shelf: Shelf, other: Shelf | None, others: Mapping[str, peers.Made]
) -> dict[str, Measure]:
    """What has to be measured for some lines: the commands of a book one after the other, then those of other
    programs."""
    names = {name for each in wanted for name in each.names}
    found = {
        f"{name} @ {book}": budgets.measured(book, case, shelf, other)
        for book, cases in budgets.CASES.items()
        for name, case in cases.items()
        if f"{name} @ {book}" in names
    }
    if other and budgets.UPGRADING in names:
        found[budgets.UPGRADING] = budgets.upgrading(shelf, other)
    found |= {name: Measure(make(), every=budgets.SELDOM) for name, make in others.items() if name in names}
    if missing := names - found.keys():
        raise LookupError(f"nothing measures {missing}")
    return found


def report(wanted: Sequence[Budget], run: Run, commit: str, given: argparse.Namespace) -> None:
    """Print the table and what is slower, and write it as data."""
    about = {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "processors": os.cpu_count(),
        "load": os.getloadavg()[0],
        "bare_ms": run.ours[BARE].cpu * 1000,
        "beside": commit or None,
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    lines = judged(wanted, run, units=EVERYWHERE if given.small else UNITS)
    print(
        f"Python {about['python']}, {about['processors']} processors, {about['system']};"
        f" a bare interpreter takes {about['bare_ms']:.1f} ms of CPU\n"
    )
    print((as_markdown if given.markdown else printed)(lines, commit))
    if late := slower(lines):
        named = ", ".join(f"{each.budget.text} {each.share:.2f}" for each in late)
        print(f"\nSlower than {commit} by more than 3 %: {named}")
    if given.json:
        given.json.write_text(json.dumps(as_json(lines, about), indent=2) + "\n", encoding="utf-8")
    if given.small and any(each.kept is False for each in lines):
        sys.exit(1)


if __name__ == "__main__":
    main()
