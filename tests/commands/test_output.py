"""One way out: every list in every format, with its options."""

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.output.formats import as_json, safe_json
from amcli.rules.formatting import count
from amcli.schema.register import entries
from tests.commands.every import named_once
from tests.support import Cli

LISTS = [
    ["checkins", "--all"], ["renewals", "--all"], ["risks", "--all"], ["tasks"], ["week"], ["timeline",
    "acme"],
    ["find", "jane"], ["history"], ["account", "list"], ["contact", "list"], ["contract", "list"],
    ["activity", "list"], ["task", "list"], ["config", "list"],
]  # fmt: skip
PAGES = [["today"], ["next"], ["show", "acme"], ["show", "t1"], ["risks", "acme"], ["contract", "show", "k1"]]


def name(argv: list[str]) -> str:
    return " ".join(argv)


@pytest.mark.parametrize("argv", LISTS, ids=name)
def test_a_list_says_the_same_in_every_format(office: Cli, argv: list[str]) -> None:
    twice = office.json(*argv)
    assert twice
    assert [json.loads(line) for line in office.ok(*argv, "-o", "jsonl").splitlines()] == twice
    schema = next(path for path in (" ".join(argv[:2]), argv[0]) if path in entries())
    rows = [named_once(row, schema) for row in twice]
    fields = list(rows[0])
    table = list(csv.DictReader(io.StringIO(office.ok(*argv, "-o", "csv"))))
    lines = office.ok(*argv, "-o", "tsv").splitlines()
    assert office.ok(*argv) == "\n".join(lines) + "\n"
    assert lines[0].split("\t") == fields == list(table[0])
    markdown = office.ok(*argv, "-o", "md").splitlines()
    ids = office.ok(*argv, "-o", "ids").splitlines()
    assert len(table) == len(rows) == len(lines) - 1 == len(markdown) - 2
    assert 1 <= len(ids) <= len(rows)
    for row, cells, line in zip(rows, table, lines[1:], strict=True):
        assert list(cells.values()) == line.split("\t")
        for field, value in row.items():
            if value is None:
                assert cells[field] == ""
            elif isinstance(value, bool):
                assert cells[field] == str(value).lower()
            elif isinstance(value, int):
                assert cells[field] == str(value)
    assert office.ok(*argv, "-o", "table").strip()


@pytest.mark.parametrize("argv", PAGES, ids=name)
def test_a_page_has_every_format_too(office: Cli, argv: list[str]) -> None:
    found = office.json(*argv)
    assert isinstance(found, dict)
    assert office.ok(*argv) == office.ok(*argv, "-o", "md")
    assert office.ok(*argv).startswith("# ")
    for form in ("table", "csv", "tsv", "ids", "jsonl"):
        assert office.ok(*argv, "-o", form).strip(), form


@pytest.mark.parametrize("argv", LISTS, ids=name)
def test_fields_are_chosen_rows_sorted_and_cut(office: Cli, argv: list[str]) -> None:
    rows = office.json(*argv)
    first, *_, last = rows[0]
    chosen = office.json(*argv, "--fields", f"{last},{first}", "--sort", f"-{first}", "--limit", "2")
    assert [list(row) for row in chosen] == [[last, first]] * min(2, len(rows))
    values = [row[first] for row in office.json(*argv, "-s", first) if row[first] is not None]
    assert values == sorted(
        values, key=lambda value: value if isinstance(value, int) else str(value).casefold()
    )
    assert office.json(*argv, "--limit", "0") == []
    assert office.ok(*argv, "--limit", "0", "-o", "ids") == ""
    headless = [office.ok(*argv, "-o", form, "--no-header") for form in ("csv", "tsv", "md")]
    assert all(len(text.splitlines()) == len(rows) for text in headless)
    code, out, err = office(*argv, "--fields", "nonsense_")
    assert (code, out, err.startswith('am: --fields "nonsense_": no such field.')) == (2, "", True)


def test_chosen_fields_are_drawn_as_a_plain_table(office: Cli) -> None:
    drawn = office.ok("account", "list", "-o", "table", "--fields", "code,tier").splitlines()
    assert drawn[0].split() == ["code", "tier"]
    assert [line.split() for line in drawn[2:5]] == [
        ["acme", "key"],
        ["acton", "standard"],
        ["birch", "light"],
    ]


def test_missing_values_are_last_whichever_way_it_is_sorted(office: Cli) -> None:
    office.ok("account", "edit", "birch", "--region", "Nord")
    for sort in ("region", "-region"):
        assert office.json("account", "list", "-s", sort)[0]["code"] == "birch"
    assert [row["code"] for row in office.json("account", "list", "-s", "-status,-code")] == [
        "birch",
        "acton",
        "acme",
    ]


@pytest.mark.parametrize("argv", [["checkins"], ["renewals"], ["risks"], ["tasks"], ["week"]], ids=name)
def test_exit_code_10_says_that_something_is_due(office: Cli, argv: list[str]) -> None:
    rows = office.json(*argv)
    assert rows
    found = office(*argv, "--exit-code", "-o", "json")
    assert (found.code, json.loads(found.out), found.err) == (10, rows, "")
    assert office(*argv, "--exit-code", "--limit", "0").code == 0


def test_exit_code_is_0_when_nothing_is_due(cli: Cli) -> None:
    for argv in (["checkins"], ["renewals"], ["risks"], ["tasks"], ["week"]):
        assert cli(*argv, "--exit-code").code == 0


def test_an_error_is_json_where_json_was_asked_for(office: Cli) -> None:
    for argv in (
        ["show", "akme", "-o", "json"],
        ["show", "akme", "--output=json"],
        ["-o", "json", "show", "akme"],
    ):
        code, out, err = office(*argv)
        found = json.loads(err)
        assert (out, found["exit_code"], sorted(found)) == ("", code, ["error", "exit_code", "hint"])


def test_an_empty_list_is_empty_in_every_format(cli: Cli) -> None:
    assert cli.json("tasks") == []
    assert cli.ok("tasks", "-o", "jsonl") == cli.ok("tasks", "-o", "ids") == ""
    assert len(cli.ok("tasks", "-o", "csv").splitlines()) == 1
    for argv in (
        ["tasks"],
        ["checkins"],
        ["renewals"],
        ["risks"],
        ["week"],
        ["history"],
        ["account", "list"],
    ):
        assert cli.ok(*argv, "-o", "table").strip()


def test_the_week_and_the_next_account_are_there(office: Cli) -> None:
    assert office.json("next")["account"] == office.json("today")["actions"][0]["account"] == "acme"
    days = [row["on"] for row in office.json("week")]
    assert days == sorted(days)
    assert days[-1] <= "2026-03-09"


def test_on_a_quiet_day_there_is_no_next(cli: Cli) -> None:
    cli.ok("account", "add", "Acme")
    code, _, err = cli("next")
    assert (code, err.startswith("am: nothing is late and nothing is due today.")) == (3, True)


def test_a_thousand_things_have_their_thousands_apart() -> None:
    assert [count(number, "account") for number in (0, 1, 999, 1000, 1_234_567)] == [
        "0 accounts", "1 account", "999 accounts", "1,000 accounts", "1,234,567 accounts",
    ]  # fmt: skip


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


@given(value=VALUES)
def test_json_is_indented_as_the_standard_library_does_it(value: Any) -> None:
    wanted = json.dumps(value, ensure_ascii=False, indent=2)
    if isinstance(value, list) and value:
        wanted = "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in value) + "\n]"
    assert as_json(value) == safe_json(wanted)
