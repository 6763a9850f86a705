"""What `am import` says: the plan of each file, the bad rows and the way out, the result.

Lines for a person on standard output, or one JSON object; a refusal is an error like any other.
"""

import json
import shlex
from collections.abc import Sequence
from pathlib import Path

from amcli.errors import Refused
from amcli.hints import TYPE_CHECKING
from amcli.output.formats import safe_json
from amcli.rules.names import harmless, shown

NO_ACCOUNT = "no such account"

if TYPE_CHECKING:
    from amcli.context import Run
    from amcli.interchange.plan import FilePlan


def say(run: "Run", line: str) -> None:
    text = harmless(line)
    encoding = (getattr(run.stdout, "encoding", None) or "utf-8").lower()
    print(text if encoding.startswith("utf") else text.replace(" · ", " | "), file=run.stdout)


def say_plans(run: "Run", plans: "Sequence[FilePlan]") -> None:
    for plan in plans:
        for line in plan.lines():
            say(run, line)


def say_json(run: "Run", plans: "Sequence[FilePlan]", done: bool, dry_run: bool) -> None:
    """The plan and what became of it, as one object."""
    found = {"done": done, "dry_run": dry_run, "files": [plan.as_json() for plan in plans]}
    print(safe_json(json.dumps(found, ensure_ascii=False)), file=run.stdout)


def say_result(run: "Run", plans: "Sequence[FilePlan]", done: bool, undo: str = "am undo") -> None:
    """What happened, and how to take it back: by `undo`."""
    set_aside: dict[str, set[int]] = {}
    for plan in plans:
        if plan.bad_file:
            set_aside.setdefault(plan.bad_file, set()).update(plan.bad_lines)
    for path, lines in set_aside.items():
        say(run, f"{len(lines):,} skipped and written to {path}: fix them and import that file")
    if not done:
        say(run, "Dry run: nothing was changed.")
    elif any(plan.wrote for plan in plans):
        say(run, f"To undo: {undo}")
    elif any(plan.unmatched for plan in plans):
        say(run, "Nothing was imported yet: link the addresses and numbers to contacts, then import again.")
    elif any(plan.skipped for plan in plans) and not any(plan.unchanged for plan in plans):
        say(run, "Nothing was imported: every row was skipped.")
    else:
        say(run, "Nothing to do: the book already has all of this.")


def bad_tables(plans: "Sequence[FilePlan]") -> list[str]:
    """The bad rows of every file, twenty at most of each."""
    lines: list[str] = []
    for plan in plans:
        if plan.bad_lines:
            lines += [""] if lines else []
            lines += [f"{shown(plan.file)}:"] if len(plans) > 1 else []
            lines += plan.bad_table()
    return lines


def refusal(run: "Run", plans: "Sequence[FilePlan]", targets: Sequence[Path]) -> Refused:
    """The error for bad rows: how many, which, and the two ways on. `targets` are where they would go."""
    bad, good = bad_and_good(plans)
    hint = ["", *bad_tables(plans), "", *way_out(run, plans, targets)]
    return Refused(f"nothing was imported: {of_rows(bad, good)}.", "\n".join(f"\t{line}" for line in hint))


def bad_and_good(plans: "Sequence[FilePlan]") -> tuple[int, int]:
    """How many rows of all files are bad, and how many are not; one of several records counts once."""
    alone = [plan for plan in plans if plan.part is None]
    lines = {(plan.file, line) for plan in plans if plan.part is not None for line in plan.bad_lines}
    bad = sum(len(plan.bad_lines) for plan in alone) + len(lines)
    rows = sum(plan.rows for plan in alone) + sum(
        plan.lines_read for plan in plans if plan.part and not plan.follows
    )
    return bad, rows - bad


def of_rows(bad: int, good: int) -> str:
    """`3 of 423 rows are bad`."""
    return f"{bad:,} of {bad + good:,} row{'s' if bad + good > 1 else ''} {'is' if bad == 1 else 'are'} bad"


def others(good: int) -> str:
    """`the other 420`, `the other row`."""
    return "the other row" if good == 1 else f"the other {good:,}"


def way_out(run: "Run", plans: "Sequence[FilePlan]", targets: Sequence[Path]) -> list[str]:
    bad, good = bad_and_good(plans)
    them = "it" if bad == 1 else "them"
    adding = missing_accounts(run, plans)
    if not good:
        return [f"Fix {them} and import again.", *adding]
    written = shown(", ".join(dict.fromkeys(map(str, targets))))
    return [
        f"Fix {them} and import again, or import {others(good)} now:",
        f"{again(run, '--skip-bad')}   (writes {written})",
        *adding,
    ]


def again(run: "Run", *options: str) -> str:
    """The same command with further options, to be pasted into a shell."""
    return shown(shlex.join(["am", *run.argv, *options]))


def missing_accounts(run: "Run", plans: "Sequence[FilePlan]") -> list[str]:
    """The way on where rows name accounts that aren't in the book."""
    names = {group.found for plan in plans for group in plan.bad.grouped() if group.why == NO_ACCOUNT}
    if not names:
        return []
    them = "the account that isn't" if len(names) == 1 else f"the {len(names):,} accounts that aren't"
    return [f"Or add {them} in the book:", again(run, "--create-accounts")]
