"""`python -m benchmarks`: measure, print one table, write it as JSON."""

import argparse
import json
import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.budgets import FULL, SMALL, USUAL, Plan, measured
from benchmarks.installed import install
from benchmarks.measure import FailedError
from benchmarks.table import as_json, printed


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--small", action="store_true", help="tiny books, two rounds, nothing judged (for CI)"
    )
    parser.add_argument(
        "--full", action="store_true", help="a book of 10,000 accounts / 1,000,000 interactions too"
    )
    parser.add_argument("--rounds", type=int, help="rounds of the daily commands (25)")
    parser.add_argument(
        "--work", type=Path, metavar="DIR", help="keep the virtual environment and the books here"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the table as JSON, too")
    return parser.parse_args()


def chosen(given: argparse.Namespace) -> Plan:
    """The plan that was asked for."""
    plan = SMALL if given.small else FULL if given.full else USUAL
    return plan._replace(rounds=given.rounds) if given.rounds else plan


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
    program = install(work)
    try:
        rows = measured(program, work, chosen(given))
    except FailedError as error:
        sys.exit(f"A measured command failed. {error}")
    about = {
        "program": program.version,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "processors": os.cpu_count(),
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    print(
        f"{program.version}, Python {about['python']}, {about['processors']} processors, {about['system']}\n"
    )
    print(printed(rows))
    if given.json:
        given.json.write_text(json.dumps(as_json(rows, about), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
