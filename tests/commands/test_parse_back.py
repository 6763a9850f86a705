"""What a script reads of a list: TSV and CSV hold the values that JSON holds, whole, plain and to the end."""

import csv
import io
import json
import re
import subprocess
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest

from amcli.rules.names import unshown
from amcli.schema.register import entries
from tests.commands.every import LISTS, REPORTS, Report, name, named_once
from tests.commands.shelf import BOOKS, Shelf
from tests.forkserver import LONGEST, commands
from tests.profiles import in_turn, is_nightly, some
from tests.support import TODAY, Cli, clean_environment

WIDE = "株" * 200
FORMS = ("csv", "json", "jsonl", "ids", "md")


@cache
def types_of(schema: str) -> dict[str, Any]:
    """What each field of a list holds, by its schema; nothing for an answer of `am sql`."""
    items = entries()[schema].make()["items"]
    return dict(items.get("properties", {}))


def read(text: str, schema: dict[str, Any] | None, written: Any) -> Any:
    """A cell as the value it was written from; empty is missing. Without a schema by the value itself."""
    if text == "":
        return None
    kinds = (
        schema["type"] if schema else {str: "string", int: "integer", float: "number"}.get(type(written), "")
    )
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if "string" in kinds:
        return unshown(text)
    return json.loads(text)  # numbers, true and false, and lists and objects as JSON has them


def tsv(text: str) -> list[list[str]]:
    """The cells of TSV: no quotes, no escapes but those of the text."""
    return [line.split("\t") for line in text.removesuffix("\n").split("\n")]


def raw_csv(text: str) -> list[list[str]]:
    """The cells of CSV."""
    return list(csv.reader(io.StringIO(text, newline="")))


def comma_separated(text: str) -> list[list[str]]:
    """The same without the marks that keep a spreadsheet from running text."""
    return [[re.sub(r"^'(?='*[=+\-@])", "", cell) for cell in row] for row in raw_csv(text)]


def parsed(cells: Sequence[Sequence[str]], rows: list[dict[str, Any]], schema: str) -> list[dict[str, Any]]:
    """Rows as they can be read from cells."""
    known, head = types_of(schema), [unshown(each) for each in cells[0]]
    return [
        {key: read(cell, known.get(key), row[key]) for key, cell in zip(head, line, strict=True)}
        for line, row in zip(cells[1:], rows, strict=True)
    ]


# By day each list where everything bears a hostile name, in one of the forms, and every third on one of
# the other books too: a cell is written by the type of its field, and the names are what is hard to write.
# Nightly all on all.
PLACES = [
    (report, where)
    for turn, report in enumerate(LISTS)
    for where in ("hostile", *in_turn([each for each in BOOKS if each != "hostile"], turn))
    if where == "hostile" or is_nightly() or turn % 3 == 0
]
# By day each command with one of what may follow it, since the same place writes whatever it found.
ONE_EACH = REPORTS if is_nightly() else list({each.path: each for each in reversed(REPORTS)}.values())
IDS = [
    each
    for each in ONE_EACH
    if each.path not in ("sql", "schema", "config list", "feedback themes", "digest")
]


@pytest.mark.parametrize(
    ("report", "where"), PLACES, ids=lambda each: each if isinstance(each, str) else name(each)
)
def test_tsv_and_csv_parse_back_to_the_values_of_json(report: Report, where: str, shelf: Shelf) -> None:
    cli, argv = shelf.line_on(report, where)
    if argv is None:
        return
    rows = [named_once(row, report.schema) for row in cli.json(*argv)]
    turn = LISTS.index(report) + list(BOOKS).index(where)
    forms = (("tsv", tsv, ()), ("csv", comma_separated, ()), ("csv", raw_csv, ("--raw",)))
    for form, reader, raw in in_turn(forms, turn):
        text = cli.ok(*argv, "-o", form, *raw)
        assert parsed(reader(text), rows, report.schema) == rows
        assert len(text.split("\n")) == len(rows) + 2  # a row is a line, whatever is in it


def test_a_list_or_an_object_in_a_cell_is_json_as_it_stands(cli: Cli) -> None:
    """Quotes, backslashes and what a terminal would obey: one reading of JSON gives the value."""
    odd = 'He said "yes" \\ no\u202e\x7f'
    cli.ok("account", "add", "Acme", "--tag", odd, "--set", f"plan={odd}")
    row = cli.one("account", "list")
    for form, mark in (("csv", ","), ("tsv", "\t")):
        text = cli.ok("account", "list", "-o", form, "--fields", "tags,extra", "--no-header")
        quoting = csv.QUOTE_MINIMAL if form == "csv" else csv.QUOTE_NONE
        ((tags, extra),) = csv.reader(io.StringIO(text, newline=""), delimiter=mark, quoting=quoting)
        assert (json.loads(tags), json.loads(extra)) == (row["tags"], row["extra"]) == ([odd], {"plan": odd})
        assert "\u202e" not in text
        assert "\x7f" not in text


@pytest.mark.parametrize("report", ONE_EACH, ids=name)
def test_nothing_in_a_pipe_is_cut_coloured_or_padded(report: Report, shelf: Shelf) -> None:
    cli, argv = shelf.line_on(report, "hostile")
    if argv is None:
        return
    narrow = {"COLUMNS": "20", "TERM": "xterm-256color", "NO_COLOR": "", "COLORTERM": "truecolor"}
    for form in in_turn(("tsv", *FORMS), REPORTS.index(report)):  # by day one, with the next report the next
        found = cli(*argv, "-o", form, env=narrow)
        assert found == cli(*argv, "-o", form)
        assert "\x1b" not in found.out + found.err
        assert "…" not in found.out
        if form == "tsv":
            continue  # its last cell may be empty, or end in a blank that is the text's
        if form in ("json", "jsonl", "ids"):
            assert [line for line in found.out.splitlines() if line != line.rstrip(" ")] == []


def test_a_name_of_400_columns_stays_whole(cli: Cli) -> None:
    cli.ok("account", "add", WIDE, "--code", "wide", "--owner", WIDE)
    cli.ok("contact", "add", "wide", WIDE)
    cli.ok(
        "contract", "add", "wide", "--product", WIDE, "--value", "1k", "--ends", "2026-03-20", "--notice", "9"
    )
    cli.ok("task", "add", "wide", WIDE, "--due", "2026-03-01")
    for argv in (["checkins", "--all"], ["renewals"], ["tasks"], ["account", "list"], ["contact", "list"],
                 ["product", "list"], ["contract", "list"], ["risks", "--all"],
                 ["sql", "SELECT name FROM account"],
                 ["today"], ["brief", "wide"], ["show", "wide"], ["find", WIDE[:3]]):  # fmt: skip
        for form in ("tsv", "csv", "json", "jsonl", "md"):
            assert WIDE in cli.ok(*argv, "-o", form, env={"COLUMNS": "20"}), (argv, form)


@pytest.mark.parametrize("report", IDS, ids=name)
def test_ids_are_separated_by_nul_and_are_the_same(report: Report, shelf: Shelf) -> None:
    cli, argv = shelf.line_on(report, "hostile")
    if argv is None:
        return
    plain = cli(*argv, "-o", "ids")
    null = cli(*argv, "-0")
    assert null == plain._replace(out=plain.out.replace("\n", "\0"))
    assert null.out == "" or null.out.endswith("\0")
    if report not in some(IDS, 3):  # by day; nightly all
        return
    assert cli(*argv, "-o", "ids", "--null") == null
    assert cli(*argv, "-0", "-o", "json").code == 2


def test_each_piece_of_feedback_behind_a_theme_is_an_id_of_its_own(sample: Cli) -> None:
    ids = sample.ok("feedback", "themes", "-0").split("\0")
    assert all(re.fullmatch(r"f\d+", each) for each in ids[:-1])
    assert sample.ok("feedback", "themes", "-o", "ids").split() == ids[:-1]


def test_an_empty_text_is_no_text_however_it_comes_in(office: Cli) -> None:
    office.ok("log", "--stdin", stdin='{"account": "acme", "text": "", "body": "", "purpose": ""}\n')
    office.ok("log", "--stdin", stdin="account,text,body\nacme,,\n")
    for row in office.json("activity", "list", "acme")[:2]:
        assert (row["summary"], row["body"], row["purpose"] in (None, "relationship")) == (None, None, True)


def in_shell(cli: Cli, line: str) -> subprocess.CompletedProcess[str]:
    """A line of a real shell, in which `am` is the installed command."""
    environ = clean_environment(cli.folder) | cli.environ(TODAY)
    environ["PATH"] = f"{commands()}:{environ['PATH']}"
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], env=environ, capture_output=True, text=True, encoding="utf-8",
        timeout=LONGEST, check=False,
    )  # fmt: skip


def test_xargs_takes_ids_with_blanks_and_quotes_in_them(hostile: Cli) -> None:
    found = in_shell(hostile, "am product list -0 | xargs -0 -n1 am product show -o ids --")
    assert (found.returncode, found.stderr) == (0, "")
    assert sorted(found.stdout.splitlines()) == sorted(
        hostile.ok("product", "list", "-o", "ids").splitlines()
    )
    if not is_nightly():  # by day the one whose ids have blanks and quotes
        return
    found = in_shell(hostile, "am checkins --all -0 | xargs -0 -n1 am show -o ids")
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout == hostile.ok("checkins", "--all", "-o", "ids")


# By day some, since one place writes to the pipe; `sql` among them, whose answer no pipe holds.
CLOSING = [each for each in LISTS if not each.rest or each.path == "sql"]


@pytest.mark.parametrize(
    "report", [each for each in CLOSING if each in some(CLOSING, 15) or each.path == "sql"][::-1], ids=name
)
def test_a_pipe_that_closes_early_is_quiet(report: Report, shelf: Shelf) -> None:
    cli, argv = shelf.line_on(report, "sample")
    assert argv is not None
    query = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r LIMIT 99999) SELECT n FROM r"
    line = " ".join(f"'{word}'" for word in (["sql", query] if report.path == "sql" else argv))
    turn = CLOSING.index(report)
    for form in (
        in_turn(("tsv", "json"), turn) if report.path in ("sql", "history", "activity list") else ("tsv",)
    ):
        found = in_shell(cli, f"am {line} -o {form} | head -1")
        assert (found.returncode, found.stderr) == (0, ""), report
        assert len(found.stdout.splitlines()) <= 1
