"""Every command that prints a result, from the command tree itself, with what to type after it.

A command that is not named here must do without arguments; one that needs some fails its tests until it
stands in `ARGUMENTS`.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from amcli.records import KINDS
from amcli.schema.register import entries
from amcli.vocabulary import noun
from tests.docs.commands import every_command
from tests.support import Cli


class Report(NamedTuple):
    """A command line whose result has a schema: the words of the command, those after it, its schema."""

    path: str
    rest: tuple[str, ...]
    schema: str
    looks_back: bool
    is_list: bool

    @property
    def argv(self) -> list[str]:
        """What follows `am`."""
        return [*self.path.split(), *self.rest]


# A list whose CSV has columns in the place of a list within it (`tests/metrics/test_groups.py`).
FLAT = ("grr", "--by", "cohort")
# What is typed after a command: {account} and the like are the first of the book.
ARGUMENTS: dict[str, list[tuple[str, ...]]] = {
    "today": [(), ("--explain",), ("--all",)],
    "week": [(), ("--in", "60d")],
    "away": [("mon..fri",), ("mon..+40d", "--cover", "Bo")],
    "checkins": [(), ("--in", "30d"), ("--all",)],
    "renewals": [(), ("--all",)],
    "risks": [(), ("--all",), ("{account}",), ("{last}",)],
    "brief": [("{account}",), ("{last}",)],
    "qbr brief": [("{account}",), ("{account}", "--internal"), ("{last}", "--period", "2025")],
    "account plan": [("{account}",), ("{last}",), ("{account}", "--for", "customer")],
    "account handoffs": [(), ("{account}",)],
    "timeline": [("{account}",), ("{account}", "--all"), ("{last}",)],
    "find": [("a",), ("zebra",), ("e", "--limit", "500")],
    "tasks": [(), ("{account}",)],
    "replies": [(), ("{account}",), ("--in", "1y", "--theirs")],
    "portfolio": [(), ("--by", "owner"), ("--by", "tier"), ("--white-space",)],
    "metrics": [
        (), ("--period", "this-quarter"), ("nrr",), ("promise_kept", "tier:key"),
        *(("--by", by) for by in ("account", "tier", "product", "month", "quarter", "cohort", "reason")),
        ("csat", "--by", "tier"), FLAT,
    ],
    "forecast": [(), ("--period", "2026", "--all"), ("--uplift", "3%", "tier:key")],
    "history": [(), ("{account}",)],
    "undo": [("--list",)],
    "backup": [("--list",)],
    "forget": [("{contact}", "--dry-run"), ("{account}", "--dry-run")],
    "doctor": [(), ("--duplicates",)],
    "play show": [("renewal",)],
    "play status": [(), ("--all",)],
    "qbr due": [(), ("--in", "400d")],
    "sql": [
        (), ("--tables",), ("SELECT * FROM account",), ("SELECT 1.5 AS a, 1 AS a, x'00' AS b, NULL AS c",),
        ("SELECT a.name, t.* FROM task t JOIN account a ON a.id = t.account_id",),
    ],
    "schema": [()],
    "report": [()],
    "digest": [(), ("--period", "week"), ("tier:key",), ("--period", "week", "tier:key")],
    "show": [(f"{{{kind}}}",) for kind in (
        "account", "last", "contact", "contract", "interaction", "task", "opportunity", "issue", "feedback",
        "survey", "usage", "goal", "event", "target", "handoff",
    )],
    **{f"{noun(kind)} show": [(f"{{{kind}}}",)] for kind in (
        "account", "contact", "contract", "interaction", "task", "opportunity", "issue", "feedback", "survey",
        "usage", "goal", "event", "product", "target",
    )},
    "account list": [(), ("--all",)],
    "account edit": [
        ("--all", "--owner", "Bo", "--add-tag", "x", "--set", "a=1", "--dry-run"),
        ("{account}", "--tier", "key", "--dry-run"),
    ],
    "contract edit": [("--all", "--notice", "3m", "--auto-renew", "--skip-bad", "--dry-run")],
    "task edit": [("tier:key,light", "--due", "2030-01-01", "--dry-run")],
    "qbr show": [("{qbr}",)],
    "usage list": [(), ("{account}",)],
}  # fmt: skip
# One object, of a command that may print a list, too.
PAGES = ("metrics", "metrics METRIC", "risks ACCOUNT")
# No reports, and tried by themselves: some change the book, one writes records as import reads them, some
# make a file, some ask a server.
APART = {"demo", "import", "export", "doctor --report", "forget --allow", "history --prune", "undo", "redo",
         "team status", "team push", "team check", "team pull", "team conflicts", "team take"}  # fmt: skip
# The schema of a command line with some options or arguments.
VARIANTS = {
    ("undo", "--list"): "undo --list",
    ("account plan", "--for"): "account plan --for",
    ("portfolio", "--by"): "portfolio --by",
    ("metrics", "csat"): "metrics METRIC --by",
    ("metrics", "grr"): "metrics METRIC --by",
    ("metrics", "--by"): "metrics --by",
    ("metrics", "nrr"): "metrics METRIC",
    ("metrics", "promise_kept"): "metrics METRIC",
    ("portfolio", "--white-space"): "portfolio --white-space",
    ("risks", "{account}"): "risks ACCOUNT",
    ("risks", "{last}"): "risks ACCOUNT",
    ("sql", "--tables"): "sql --tables",
    ("doctor", "--duplicates"): "doctor --duplicates",
}


# What these commands are without a word.
ALONE = {"sql": "sql --tables"}


def reports() -> Iterator[Report]:
    """Every command line."""
    for path, command in every_command():
        names = {name for param in command.params for name in param.opts}
        if "--output" in names and (path not in APART or path in ARGUMENTS):
            for rest in ARGUMENTS.get(path, [()]):
                schema = schema_of(path, rest)
                is_list = "--fields" in names and schema not in PAGES and rest != FLAT
                yield Report(path, rest, schema, "--as-of" in names, is_list)


def schema_of(path: str, rest: tuple[str, ...]) -> str:
    """The name of a command line's schema; that of the command where it has none of its own."""
    if rest == () and path in ALONE:
        return ALONE[path]
    return next((VARIANTS[path, word] for word in rest if (path, word) in VARIANTS), path)


REPORTS = list(reports())
LISTS = [each for each in REPORTS if each.is_list]
NOUNS = [name.removesuffix(" list") for name in entries() if name.endswith(" list") and name.count(" ") == 1]


def name(report: Report) -> str:
    """A command line as a test is called."""
    return " ".join(report.argv)


def referred(cli: Cli) -> dict[str, str]:
    """What the placeholders stand for in a book: the first record of each kind, and the last account."""
    found: dict[str, str] = {}
    kinds = {noun(kind): kind for kind in KINDS}
    for called in (*NOUNS, "qbr"):
        if called != "config":
            kind = kinds.get(called, called)
            ids = cli.ok(called, "list", "-0").split("\0")
            if ids[0]:
                found[kind] = ids[0]
                found |= {"last": ids[-2]} if kind == "account" else {}
    handoffs = cli.ok("account", "handoffs", "-0").split("\0")
    return found | ({"handoff": handoffs[0]} if handoffs[0] else {})


def filled_in(report: Report, known: dict[str, str]) -> list[str] | None:
    """A command line with the records of a book; None where the book has no such record."""
    words: list[str] = []
    for word in report.argv:
        wanted: Any = word[1:-1] if word.startswith("{") else None
        if wanted is not None and wanted not in known:
            return None
        words.append(known[wanted] if wanted else word)
    return words


@cache
def renamed_in(schema: str) -> dict[str, str]:
    """The fields of a list that were renamed, by their old names."""
    items = entries()[schema].make()["items"]
    kinds = [kind for shape in items.get("anyOf", [items]) for kind in shape.get("properties", {}).items()]
    return {name: kind["description"].split()[-1] for name, kind in kinds if kind.get("deprecated")}


def named_once(row: dict[str, Any], schema: str) -> dict[str, Any]:
    """A row of JSON as other forms have it: what was renamed is in JSON under its old name, too."""
    new = renamed_in(schema)
    assert all(row[was] == row[name] for was, name in new.items() if {was, name} & row.keys())
    return {name: value for name, value in row.items() if name not in new}
