"""The long form: `python -m tests.torture --long` prints the table; each row by itself with `--rows NAME`.

python -m tests.torture --long --minutes 120
python -m tests.torture --long --rows kills,calls --seed 7
python -m tests.torture --rows kills --seed 7 --try 123    one attempt again
"""

import argparse
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from random import SystemRandom
from typing import NamedTuple

from tests.torture.row import Enough, Row, dice_of
from tests.torture.table import ROWS

MOST_TOLD = 20


class Outcome(NamedTuple):
    """What became of a row."""

    row: Row
    tried: int
    wrong: list[str]
    seconds: float
    whole: bool


def main(words: Sequence[str]) -> int:
    """Run what was asked for; 1 where anything went wrong."""
    asked = read(words)
    rows = [row for row in ROWS if asked.rows is None or row.name in asked.rows.split(",")]
    if asked.rows is not None and (unknown := set(asked.rows.split(",")) - {row.name for row in rows}):
        print(f"no row {', '.join(sorted(unknown))}; there are {', '.join(row.name for row in ROWS)}")
        return 2
    seed = asked.seed if asked.seed is not None else SystemRandom().randrange(1_000_000)
    print(f"seed {seed}", flush=True)
    outcomes = []
    ends = None if asked.minutes is None else time.monotonic() + 60 * asked.minutes
    for at, row in enumerate(rows):
        # What is left is shared by the rows that are left.
        until = None if ends is None else time.monotonic() + (ends - time.monotonic()) / (len(rows) - at)
        outcomes.append(run(row, seed, asked, until))
        print(told(outcomes[-1], seed), flush=True)
    print("\n" + table(outcomes, seed))
    return 1 if any(each.wrong for each in outcomes) else 0


def read(words: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description="Torture amcli.")
    parser.add_argument("--long", action="store_true", help="as many attempts as the table asks for")
    parser.add_argument("--rows", metavar="A,B", help="only these rows")
    parser.add_argument("--seed", type=int, help="the same attempts again")
    parser.add_argument(
        "--try", dest="one", type=int, metavar="N", help="one attempt of each row, by its number"
    )
    parser.add_argument("--minutes", type=float, help="stop after so long, each row with its share")
    return parser.parse_args(words)


def run(row: Row, seed: int, asked: argparse.Namespace, until: float | None = None) -> Outcome:
    """Make the attempts of a row."""
    began, wrong, tried = time.monotonic(), [], 0
    many = -(-row.least // row.weight) if asked.long else row.short
    numbers = (
        [asked.one] if asked.one is not None else range(many if not (asked.long and row.ends) else 1 << 30)
    )
    whole = True
    with tempfile.TemporaryDirectory(prefix="am-torture-") as folder:
        attempt = row.begin(Path(folder), not asked.long)
        for number in numbers:
            if until is not None and time.monotonic() > until:
                whole = False
                break
            try:
                found = attempt(number, dice_of(row.name, seed, number))
            except Enough:
                break
            except Exception:
                found = [f"the row itself failed: {traceback.format_exc()}"]
            tried += 1
            wrong += [f"--try {number}: {each}" for each in found]
            for each in found:
                print(f"  {row.name} --try {number}: {each}"[:2000], flush=True)
    return Outcome(row, tried * (row.weight if asked.long else 1), wrong, time.monotonic() - began, whole)


def told(found: Outcome, seed: int) -> str:
    """A row when it is done."""
    again = f"python -m tests.torture --rows {found.row.name} --seed {seed}"
    counts = f"{found.tried:,} tried, {len(found.wrong)} failed, {found.seconds:.0f} s"
    return f"{found.row.name}: {counts}; again: {again}"


def table(found: Sequence[Outcome], seed: int) -> str:
    """The table of all rows, as Markdown."""
    lines = ["| test | at least | tried | failed | seconds |", "|---|---|---|---|---|"]
    for each in found:
        least = "all" if each.row.ends else f"{each.row.least:,}"
        tried = f"{each.tried:,}" + ("" if each.whole else ", out of time")
        lines.append(f"| {each.row.title} | {least} | {tried} | {len(each.wrong)} | {each.seconds:.0f} |")
    return "\n".join([*lines, "", f"seed {seed}, {os.cpu_count()} cores, {time.strftime('%Y-%m-%d')}"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
