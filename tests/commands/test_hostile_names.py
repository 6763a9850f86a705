"""Names that are markup, commands of a terminal, formulas, SQL or written from right to left: kept to the
letter, and harmless wherever they are shown."""

import csv
import io
import json
import re
import sqlite3
import unicodedata

import pytest
from rich.cells import cell_len

from amcli.commands.tree import declarations
from amcli.rules.names import unshown
from tests.commands.every import REPORTS, filled_in, referred
from tests.commands.hostile import NAMES
from tests.docs.commands import every_command
from tests.profiles import in_turn, some
from tests.support import UNEXPECTED, Cli, uncoloured

ALLOWED = {"Cc": "\n\t", "Cf": "\u200d\u200c"}  # lines, columns of TSV, and what joins the parts of one sign
LISTS = (
    ["today", "--all"], ["next"], ["checkins", "--all"], ["renewals", "--all"], ["risks", "--all"],
    ["tasks"], ["week"],
    ["find", "zebra"], ["history"], ["account", "list"], ["contact", "list"], ["contract", "list"],
    ["activity", "list"], ["task", "list"],
    ["today", "--explain"], ["renewals", "--all"], ["portfolio"],
    ["away", "mon..fri", "--cover", "# *Bo* \N{BEL}"],
    ["portfolio", "--white-space"], ["portfolio", "--by", "owner"], ["qbr", "due", "--all"], ["qbr", "list"],
    ["account", "handoffs"], ["feedback", "themes"], ["opportunity", "list"], ["issue", "list"],
    ["feedback", "list"], ["survey", "list"], ["usage", "list"], ["news", "list"], ["goal", "list"],
    ["product", "list"], ["target", "list"],
)  # fmt: skip


def pages(number: int) -> list[list[str]]:
    """The screens of one account and its records."""
    refs = [f"{letter}{number}" for letter in "xpkntoifgse"]
    account = refs[0]
    return [
        ["risks", account], ["risks", account, "--all"], ["timeline", account], ["brief", account],
        ["qbr", "brief", account, "--internal"], ["account", "plan", account],
        ["usage", "show", f"u{number}"], *(["show", ref] for ref in refs),
    ]  # fmt: skip


def some_pages(turn: int) -> list[list[str]]:
    """Those of all accounts; by day of every second one."""
    numbers = range(1, len(NAMES) + 1)
    return [page for number in in_turn(numbers, turn, len(NAMES) // 2) for page in pages(number)]


def strange(text: str) -> set[str]:
    """Characters that a terminal would obey, or that hide or turn text."""
    return {
        f"U+{ord(char):04X}"
        for char in text
        if (kind := unicodedata.category(char)) in ("Cc", "Cf", "Zl", "Zp", "Cs")
        and char not in ALLOWED.get(kind, "")
    }


def test_every_name_is_kept_to_the_letter(hostile: Cli) -> None:
    names = list(NAMES.values())
    with sqlite3.connect(hostile.book) as db:
        query = "SELECT name, owner, json_extract(extra, '$.note') FROM account ORDER BY id"
        assert db.execute(query).fetchall() == [(name,) * 3 for name in names]
        assert [row[0] for row in db.execute("SELECT title FROM task ORDER BY id")] == names
    db.close()
    rows = sorted(hostile.json("account", "list"), key=lambda row: row["id"])
    assert [(row["name"], row["tags"], row["extra"]) for row in rows] == [
        (name, [name], {"note": name}) for name in names
    ]
    text = hostile.ok("account", "list", "-s", "id", "-o", "csv", "--raw")
    cells = csv.DictReader(io.StringIO(text, newline=""))
    assert [unshown(row["name"]) for row in cells] == names
    header, *lines = hostile.ok("account", "list", "-s", "id", "-o", "tsv").splitlines()
    at = header.split("\t").index("name")
    assert [unshown(line.split("\t")[at]) for line in lines] == names


def test_no_cell_of_a_csv_is_run_by_a_spreadsheet(hostile: Cli) -> None:
    """By day one list in six also without the mark before what a spreadsheet would run: one
    place sets it."""
    run, known = {}, referred(hostile)
    for report in REPORTS:
        argv = filled_in(report, known)
        if argv is None or report.path == "digest":  # which has forms of its own
            continue
        text = hostile.ok(*argv, "-o", "csv")
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        if bad := [cell for cell in cells if cell and cell[0] in "=+-@\t\r" and not is_figure(cell)]:
            run[" ".join(argv)] = bad
        if report not in some(REPORTS, 6):
            continue
        raw = hostile.ok(*argv, "-o", "csv", "--raw")
        assert (raw == text) == (not any(cell.startswith("'=cmd") for cell in cells)), argv
    assert run == {}


def test_whatever_writes_csv_takes_raw() -> None:
    lacks = []
    for path, command in every_command():
        declared = {each.label: each for each in declarations(command)}
        output = declared.get("--output")
        values = getattr(output.reader, "values", ()) if output is not None else ()
        if "csv" in values and "--raw" not in declared:
            lacks.append(path)
        assert output is None or values, path
    assert lacks == []


def is_figure(text: str) -> bool:
    """Whether a cell is a number or a telephone number."""
    return not re.search(r"[^\d\s.,()/+%-]", text)


def test_a_csv_leaves_numbers_and_telephone_numbers_as_they_are_and_tsv_everything(cli: Cli) -> None:
    line = "+44 20 7946 0018"
    cli.ok("account", "add", "Acme", "--code", "acme", "--phone", line, "--region", "-5", "--team", "-x")
    fields = ("account", "list", "--fields", "phone,region,team")
    assert cli.ok(*fields, "-o", "csv") == f"phone,region,team\n{line},-5,'-x\n"
    assert cli.ok(*fields, "-o", "csv", "--raw") == f"phone,region,team\n{line},-5,-x\n"
    for raw in ((), ("--raw",)):
        assert cli.ok(*fields, "-o", "tsv", *raw) == f"phone\tregion\tteam\n{line}\t-5\t-x\n"
    query = "SELECT -5 AS \"=a\", -1e-05 AS b, '-1e-05' AS c, '''=x' AS d"
    assert cli.ok("sql", query, "-o", "csv") == "'=a,b,c,d\n-5,-1e-05,'-1e-05,''=x\n"
    assert cli.ok("sql", query, "-o", "csv", "--raw") == "=a,b,c,d\n-5,-1e-05,-1e-05,'=x\n"
    text = cli.ok("export", "--kind", "accounts")
    assert f",{line}," in text
    assert ",-5," in text
    assert ",'-x," in text


def test_a_saved_report_takes_raw_as_its_list_does(hostile: Cli) -> None:
    hostile.ok("report", "save", "names", "--", *["account", "list", "--fields", "name", "--sort", "id"])
    assert "\n'=cmd" in hostile.ok("report", "names", "-o", "csv")
    assert "\n=cmd" in hostile.ok("report", "names", "-o", "csv", "--raw")


FORMS = ("tsv", "csv", "md", "json", "jsonl", "ids", "table")


@pytest.mark.parametrize("form", FORMS)
def test_no_output_holds_a_command_or_a_turn_of_direction(hostile: Cli, form: str) -> None:
    """By day each list in two of the forms, in turn, since each form is written by one place; nightly in
    each."""
    shown = some_pages(("json", "md").index(form)) if form in ("md", "json") else pages(2)
    lists = [argv for at, argv in enumerate(LISTS) if form in in_turn(FORMS, at, 2)]
    found = {}
    for argv in [*lists, *shown]:
        code, out, err = hostile(*argv, "-o", form)
        assert (code, err) == (0, ""), (argv, form, err)
        if strange(out):
            found[" ".join(argv)] = strange(out)
        if form == "json":
            json.loads(out)
        if form == "md":
            assert "<script>" not in out
    assert found == {}


@pytest.mark.parametrize("columns", [80, 120])
def test_every_screen_is_harmless_and_as_wide_as_the_terminal(
    hostile: Cli, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    found = {}
    lists = [argv for at, argv in enumerate(LISTS) if columns in in_turn((80, 120), at)]
    for argv in [*lists, *some_pages((80, 120).index(columns))]:
        out = hostile.ok(*argv, tty=True, env={"COLUMNS": str(columns)})
        widest = max(cell_len(line) for line in out.splitlines())
        if strange(uncoloured(out)) or widest > columns:
            found[" ".join(argv)] = (strange(out), widest)
    assert found == {}


@pytest.mark.parametrize("number", range(1, len(NAMES) + 1), ids=list(NAMES))
def test_what_a_command_answers_is_harmless_too(hostile: Cli, number: int) -> None:
    x, p, k, t, name = (
        f"x{number}",
        f"p{number}",
        f"k{number}",
        f"t{number}",
        list(NAMES.values())[number - 1],
    )
    for argv in (
        ["account", "edit", x, "--region", name], ["account", "tag", x, name], ["contact", "edit", p,
        "--notes", name],
        ["log", "-n", name, "--", x, name], ["task", "edit", t, "--assignee", name], ["done", t],
        ["snooze", t, "fri", "-r", name], ["stage", k, "verbal"], ["renew", k], ["undo"], ["redo"],
        ["churn", "k1", "-r", name], ["account", "rm", x], ["show", "--", name + name], ["account", "add",
        "--", name],
        ["find", "--", name, "x1"],
    ):  # fmt: skip
        found = hostile(*argv, tty=True, stdin="n\n")
        assert UNEXPECTED not in found.err, argv
        assert strange(found.out + found.err) == set(), argv
