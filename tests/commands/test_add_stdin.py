"""`add --stdin` for every record: many at once, all or nothing, by the rules of `add` itself."""

import datetime as dt
import json
import shutil
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from amcli.records.declaration import listed_fields
from tests.profiles import is_nightly
from tests.support import Cli, rows_of, run_here

MANY = 8_000 if is_nightly() else 1_600
KEPT = ("id", "created_at", "updated_at")
# In an order in which each finds what it names; what stands beside is not set by `add`.
LISTED = {
    "account": ("pulse", "pulse_on", "pulse_note", "status_on"),
    "product": (),
    "contact": ("successor",),
    "contract": ("outcome", "outcome_on", "renewed_by", "terminated_on", "uplift_pct"),
    "task": ("interaction", "first_due_on"),
    "interaction": (),
    "opportunity": ("contract",),
    "issue": (),
    "feedback": (),
    "survey": (),
    "usage": (),
    "event": (),
    "goal": (),
    "target": (),
}
# Each with rows for the office, and the first field that one cannot be without.
ROWS: dict[str, tuple[list[dict[str, Any]], str]] = {
    "account": ([{"name": "Gamma Glass", "tier": "key", "tags": "emea; vip"}, {"name": "Delta"}], "name"),
    "contact": ([{"account": "acme", "name": "Ana Bell", "email": "a@x.example, b@x.example"}], "account"),
    "contract": ([{"account": "acton", "product": "Support", "value": "6k", "term": "12m"}], "account"),
    "task": ([{"account": "acme", "title": "Quote", "due": "fri", "with": "omar"}], "account"),
    "opportunity": ([{"account": "acme", "name": "Seats", "value": 9000, "probability": "40%"}], "account"),
    "issue": ([{"account": "acme", "title": "Slow", "severity": "high"}], "account"),
    "feedback": ([{"account": "acme", "text": "Fine", "theme": "export"}], "account"),
    "survey": ([{"account": "acme", "kind": "nps", "score": 9, "with": "jane"}], "account"),
    "usage": ([{"account": "acme", "metric": "seats", "value": 41, "of": 60}], "account"),
    "event": ([{"account": "acme", "kind": "funding", "note": "Second round"}], "account"),
    "goal": ([{"account": "acme", "title": "A day", "due": "eoq", "agreed_with": "jane"}], "account"),
    "product": ([{"name": "Analytics", "price": "900"}], "name"),
    "target": ([{"period": "2026-Q3", "metric": "renewals", "value": "400k"}], "period"),
    "interaction": ([{"account": "acme", "text": "Asked about SSO", "feel": "good"}], "account"),
}


def as_lines(rows: Iterable[Any]) -> str:
    """Rows as JSON lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def as_csv(rows: list[dict[str, Any]]) -> str:
    """Rows of the same fields as CSV."""
    lines = [",".join(rows[0])]
    lines += [",".join(f'"{row.get(name, "")}"' for name in rows[0]) for row in rows]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("kind", ROWS)
def test_rows_make_what_the_command_makes_of_options(office: Cli, kind: str) -> None:
    rows, _ = ROWS[kind]
    out = office.ok(kind, "add", "--stdin", stdin=as_lines(rows))
    refs = out.split("\n")[:-1]
    assert len(refs) == len(rows)
    for ref in refs:
        assert office(kind, "show", ref).code == 0
    before, again = office.dump(), office("undo")
    assert (again.code, office.dump() != before) == (0, True)
    assert all(office(kind, "show", ref).code == 3 for ref in refs)


@pytest.mark.parametrize("kind", ROWS)
def test_csv_makes_the_same_as_json(office: Cli, kind: str, tmp_path: Path) -> None:
    rows, _ = ROWS[kind]
    other = tmp_path / "other.db"
    shutil.copyfile(office.book, other)
    office.ok(kind, "add", "--stdin", stdin=as_lines(rows))
    office.ok("--book", str(other), kind, "add", "--stdin", stdin=as_csv(rows))
    assert listed(office, kind, office.book) == listed(office, kind, other)


def listed(cli: Cli, kind: str, book: Path) -> list[dict[str, Any]]:
    """The records of a kind without the instants at which they were kept."""
    everything = ["--all"] if kind in ("account", "contact") else []
    rows = cli.json("--book", str(book), kind, "list", "-s", "id", *everything)
    return [{name: value for name, value in row.items() if name not in KEPT} for row in rows]


@pytest.mark.parametrize("kind", ROWS)
def test_what_a_row_lacks_is_named_and_nothing_is_added(office: Cli, kind: str) -> None:
    rows, needed = ROWS[kind]
    before = office.dump()
    without = {name: value for name, value in rows[0].items() if name != needed}
    code, out, err = office(kind, "add", "--stdin", stdin=as_lines([*rows, without]))
    assert (code, out) == (5, "")
    assert f"line {len(rows) + 1}: {needed} is missing." in err
    assert office.dump() == before


@pytest.mark.parametrize("kind", ROWS)
def test_a_field_that_is_not_there_is_answered_with_its_neighbours(office: Cli, kind: str) -> None:
    rows, needed = ROWS[kind]
    code, _, err = office(kind, "add", "--stdin", stdin=as_lines([{**rows[0], f"{needed}x": "?"}]))
    assert (code, f'no field "{needed}x". Did you mean' in err) == (5, True)
    code, _, err = office(kind, "add", "--stdin", stdin=f"{needed},{needed}x\na,b\n")
    assert (code, f'line 1: no field "{needed}x". Did you mean' in " ".join(err.split())) == (2, True)


@pytest.mark.parametrize("kind", [kind for kind in ROWS if kind != "interaction"])
def test_without_stdin_a_missing_argument_is_named_as_ever(office: Cli, kind: str) -> None:
    _, needed = ROWS[kind]
    code, out, err = office(kind, "add", stdin="not read")
    assert (code, out) == (2, "")
    assert f"{needed.upper()} is missing." in err


def test_a_list_of_one_book_fills_another(cli: Cli, sample_book: Path, tmp_path: Path) -> None:
    cli.ok("config", "set", "calendar.working_days", "mon,tue,wed,thu,fri,sat,sun")  # so that no day moves
    cli.ok("config", "set", "fx.USD", "0.92")
    sample = str(tmp_path / "sample.db")
    shutil.copyfile(sample_book, sample)
    for kind, unset in LISTED.items():
        rows = cli.json("--book", sample, kind, "list", "-s", "id", *(["--all"] if kind == "account" else []))
        rows = [row for row in rows if not (row.get("outcome") or row.get("amends") or row.get("planned"))]
        rows = [{name: None if name in unset else value for name, value in row.items()} for row in rows]
        rows.sort(key=lambda row: row.get("parent") is not None)
        assert rows
        cli.ok(kind, "add", "--stdin", stdin=as_lines(rows))
        there = listed(cli, kind, cli.book)
        for row, made in zip(rows, there, strict=True):
            fields = {
                field.name for field in listed_fields(kind)
            }  # a list of accounts has more: what is worked out
            ours = [name for name in made if name in fields and name not in (*unset, kind, "added_on")]
            assert {name: as_typed(made[name]) for name in ours} == {
                name: as_typed(row[name]) for name in ours
            }


def as_typed(value: Any) -> Any:
    """Phone numbers as they were typed; everything else as it is."""
    if isinstance(value, list):
        return [each["typed"] if isinstance(each, dict) else each for each in value]
    return value


def test_every_field_of_a_list_is_known_to_its_add(office: Cli) -> None:
    for kind, (rows, _) in ROWS.items():
        empty = {field.name: None for field in listed_fields(kind)}
        assert office.ok(kind, "add", "--stdin", stdin=as_lines([{**empty, **rows[0]}]))


def test_what_is_typed_beside_stdin_holds_for_rows_that_do_not_say_otherwise(office: Cli) -> None:
    rows = [{"title": "One"}, {"title": "Two", "due": "2026-03-09", "account": "birch"}]
    office.ok("task", "add", "acme", "--due", "fri", "--promised", "--stdin", stdin=as_lines(rows))
    one, two = (office.json("show", ref) for ref in ("t2", "t3"))
    assert (one["account"], one["due_on"], one["promised_by"]) == ("acme", "2026-03-06", "me")
    assert (two["account"], two["due_on"], two["promised_by"]) == ("birch", "2026-03-09", "me")


def test_the_rules_of_add_hold_within_the_rows(office: Cli) -> None:
    before = office.dump()
    twice = {"account": "acton", "product": "New", "starts": "2026-03-01", "ends": "2026-12-31"}
    code, _, err = office("contract", "add", "--stdin", stdin=as_lines([twice, {**twice, "value": "5k"}]))
    assert (code, "line 2: k3 already covers New" in err) == (5, True)
    assert office.dump() == before
    both = office.ok("contract", "add", "--overlap", "--stdin", stdin=as_lines([twice, twice]))
    assert both == "k3\nk4\n"
    assert [row["name"] for row in office.json("product", "list")] == ["New", "Platform"]
    code, _, err = office("account", "add", "--stdin", stdin=as_lines([{"name": "Omega"}, {"name": "OMEGA"}]))
    assert (code, "line 2: another account already has the name" in err) == (5, True)


def test_a_contract_wakes_its_account_and_a_later_row_sees_earlier_ones(office: Cli) -> None:
    office.ok("account", "edit", "acton", "--status", "churned")
    office.ok(
        "contract", "add", "--stdin", stdin=as_lines([{"account": "acton", "value": 500, "per": "month"}])
    )
    assert office.one("account", "list", "acton")["status"] == "active"
    assert office.json("show", "k3")["annual_value"] == 6000
    rows = [{"name": "Mother", "code": "m"}, {"name": "Daughter", "parent": "m"}]
    office.ok("account", "add", "--stdin", stdin=as_lines(rows))
    assert office.one("account", "list", "daughter")["parent"] == "m"


def test_an_amount_without_a_currency_goes_by_the_rows_before_it(office: Cli, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    office.ok("--book", str(path), "init", "-q")
    office.ok("--book", str(path), "account", "add", "Acme")
    rows = [{"account": "acme", "product": "A", "value": "SEK 60k"}]
    rows += [{"account": "acme", "product": "B", "value": "9k"}]
    office.ok("--book", str(path), "contract", "add", "--stdin", stdin=as_lines(rows))
    made = office.json("--book", str(path), "contract", "list")
    assert [row["currency"] for row in made] == ["SEK", "SEK"]


def test_a_value_a_year_is_one_whatever_the_value_is_for(office: Cli) -> None:
    row = {"account": "acton", "annual_value": 12000, "currency": "EUR"}
    office.ok("contract", "add", "--per", "month", "--stdin", stdin=as_lines([row]))
    assert office.json("show", "k3")["annual_value"] == 12000
    code, _, err = office("contract", "add", "--stdin", stdin=as_lines([{**row, "value": 5}]))
    assert (code, "give annual_value or value, not both" in err) == (5, True)


def test_custom_fields_come_as_an_object_as_columns_and_as_text(office: Cli) -> None:
    office.ok("account", "add", "--stdin", stdin=as_lines([
        {"name": "One", "extra": {"seats": 40, "site": "Leeds", "gone": None}, "set.floor": 2.5},
        {"name": "Two", "set": "seats=12; site=York"},
    ]))  # fmt: skip
    office.ok("account", "add", "--stdin", stdin='name,extra.Seats,extra\nThree,7,"{""site"": ""Hull""}"\n')
    extras = {row["name"]: row["extra"] for row in office.json("account", "list")}
    assert extras["One"] == {"seats": 40, "site": "Leeds", "floor": 2.5}
    assert extras["Two"] == {"seats": 12, "site": "York"}
    assert extras["Three"] == {"Seats": 7, "site": "Hull"}


def test_each_bad_line_has_its_own_and_the_rest_are_counted(office: Cli) -> None:
    good = {"account": "acme", "title": "Good"}
    bad: list[Any] = [{**good, "due": "2026-02-30"}, "no object", {**good, "account": "nobody"}]
    code, _, err = office("task", "add", "--stdin", stdin=as_lines([good, *bad, good]))
    assert code == 5
    assert err.splitlines()[0] == "am: nothing was added: 3 of 5 rows are bad."
    assert [line.strip().split(":")[0] for line in err.splitlines()[1:]] == ["line 2", "line 3", "line 4"]
    code, _, err = office("task", "add", "--stdin", stdin=as_lines([{"account": "nobody"}] * 1234))
    assert (code, len(err.splitlines()), err.splitlines()[-1]) == (5, 22, "    and 1,214 more")
    cells = 'title,assignee\nOne,\n\n"Two\nlines",Bo\n'
    code, _, err = office("task", "add", "--stdin", "acme", stdin=cells)
    assert (code, "line 4: title" in err) == (5, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "standard input is empty"),
        ("\n \n", "standard input is empty"),
        ("account,title\n", "standard input is empty"),
        ('[{"account": "acme"}]', "jq -c '.[]' FILE | am task add --stdin"),
        ('{\n  "account": "acme"\n}\n', "jq -c . FILE | am task add --stdin"),
        ("account,account\nacme,acme\n", 'line 1: two columns are called "account"'),
        ("due,due_on\nfri,fri\n", 'line 1: two columns are called "due_on"'),
        ("account,,title\nacme,,x\n", "line 1: column 2 has no name"),
        ('account,title\nacme,"open\n', "line 2: the CSV can't be read"),
        ("account;title\nacme;x\n", "CSV has commas between its columns"),
        ("account\ttitle\nacme\tx\n", "CSV has commas between its columns"),
        ("account,title\nacme,a\0b\n", "line 2: it has a NUL character"),
    ],
)
def test_what_cannot_be_read_at_all_is_one_error(office: Cli, text: str, said: str) -> None:
    before = office.dump()
    code, out, err = office("task", "add", "--stdin", stdin=text)
    assert (code, out) == (2, "")
    assert said in " ".join(err.split())
    assert office.dump() == before


@pytest.mark.parametrize(("row", "said"), [("acme", "1 cell"), ("acme,Call,fri", "3 cells")])
def test_a_row_of_csv_has_as_many_cells_as_the_header(office: Cli, row: str, said: str) -> None:
    code, out, err = office("task", "add", "--stdin", stdin=f"account,title\nacme,Good\n{row}\n")
    wanted = f"am: nothing was added: 1 of 2 rows is bad.\n    line 3: {said}, and the header has 2.\n"
    assert (code, out, err) == (5, "", wanted)


@pytest.mark.parametrize(
    "text",
    [
        '{"account": "acme", "title": "x"',
        '{"account": "acme", "title": "x", "due": ["fri"]}',
        '{"account": "acme", "title": "x", "promised": "perhaps"}',
        '{"account": "acme", "title": "x", "due": NaN}',
        '{"account": "acme", "title": "x", "due": "fri", "due_on": "fri"}',
        '{"account": "acme", "title": "x", "interaction": "n1"}',
        '{"account": "acme", "title": "a\\nb"}',
        '{"account": "acme", "title": "a\\u0000b"}',
        '{"account": "acme", "title": "\\ud800"}',
        '{"account": {"code": "acme"}, "title": "x"}',
        '{"account": ' * 5000,
    ],
)
def test_a_bad_line_is_named_and_stops_them_all(office: Cli, text: str) -> None:
    before = office.dump()
    good = '{"account": "acme", "title": "Good"}\n'
    code, out, err = office("task", "add", "--stdin", stdin=f"{good}\n{text}\n")
    assert (code, out, "    line 3: " in err) == (5, "", True), err
    assert office.dump() == before


def test_bytes_that_are_no_text_are_refused(office: Cli) -> None:
    for text in (b'{"account": "acme", "title": "caf\xe9"}', '{"account": "acme"}'.encode("utf-16")):
        code, out, err = run_here(["task", "add", "--stdin"], office.environ(None), text)
        assert (code, out) == (2, "")
        assert "line 1: " in err


def test_a_byte_order_mark_and_windows_line_ends_are_no_part_of_the_rows(office: Cli) -> None:
    office.ok("task", "add", "--stdin", stdin="\ufeffaccount,title,due\r\nacme,One,fri\r\n")
    assert office.json("show", "t2")["title"] == "One"
    office.ok("task", "add", "--stdin", stdin='\ufeff{"account": "acme", "title": "Two"}\r\n')
    assert office.json("show", "t3")["title"] == "Two"


def test_thousands_of_rows_take_seconds_and_one_step_of_undo(office: Cli) -> None:
    first = dt.date(2000, 1, 1)
    rows = as_lines(
        {"account": "acme", "metric": f"m{at % 3}", "value": at, "on": str(first + dt.timedelta(days=at))}
        for at in range(MANY)
    )
    started = time.process_time()
    office.ok("usage", "add", "--stdin", stdin=rows)
    products = as_lines({"name": f"Product {at}", "price": at + 1} for at in range(MANY // 4))
    assert len(office.ok("product", "add", "--stdin", stdin=products).splitlines()) == MANY // 4
    assert time.process_time() - started < 60
    assert rows_of(office.book, "SELECT command FROM txn ORDER BY id DESC LIMIT 2") == [
        ("product add --stdin",),
        ("usage add --stdin",),
    ]
    office.ok("undo")
    assert len(office.json("product", "list")) == 1


def test_a_terminal_is_told_what_was_added(office: Cli) -> None:
    found = run_here(
        ["task", "add", "--stdin"],
        office.environ("2026-03-02"),
        as_lines([{"account": "acme", "title": "Quote", "due": "fri"}]),
        ("stdout", "stderr"),
    )
    assert (found.code, found.out) == (0, "Acme Robotics: t2 Quote, due Fri 6 Mar.\n")
