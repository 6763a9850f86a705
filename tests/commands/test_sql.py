"""`am sql`: every question is answered, and nothing is ever written."""

import hashlib
import itertools
import json
import re
import signal
import sqlite3
import subprocess
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from amcli.reports import views
from amcli.storage import select
from amcli.storage.opening import open_book
from amcli.storage.select import HARMFUL
from amcli.vocabulary import OUTPUT_FORMATS
from tests.forkserver import LONGEST
from tests.profiles import is_nightly
from tests.support import PROGRAM, Cli, clean_environment, run_on_terminal, run_program

BOMB = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r"
WRITES = (
    "ATTACH 'other.db' AS other",
    "ATTACH ':memory:' AS other",
    "DETACH main",
    "INSERT INTO account(code) VALUES ('x')",
    "REPLACE INTO setting(key, value) VALUES ('currency', 'XXX')",
    "UPDATE account SET name = 'x'",
    "DELETE FROM task",
    "DROP TABLE task",
    "DROP VIEW arr",
    "DROP INDEX interaction_touch",
    "DROP TRIGGER journal_stranger",
    "CREATE TABLE x(a)",
    "CREATE TEMP TABLE x(a)",
    "CREATE TABLE x AS SELECT * FROM account",
    "CREATE VIEW x AS SELECT 1",
    "CREATE TEMP VIEW x AS SELECT 1",
    "CREATE INDEX x ON account(name)",
    "CREATE TRIGGER x AFTER INSERT ON account BEGIN DELETE FROM task; END",
    "CREATE VIRTUAL TABLE x USING fts5(a)",
    "ALTER TABLE account RENAME TO x",
    "ALTER TABLE account ADD COLUMN x",
    "INSERT INTO search(search) VALUES ('rebuild')",
    "UPDATE sqlite_master SET sql = ''",
    "DELETE FROM temp.clock",
    "UPDATE clock SET today = '2020-01-01'",
    "PRAGMA journal_mode = delete",
    "PRAGMA journal_mode",
    "PRAGMA writable_schema = 1",
    "PRAGMA query_only = 0",
    "PRAGMA user_version = 7",
    "PRAGMA main.user_version = 7",
    "PRAGMA application_id(7)",
    "PRAGMA foreign_keys = 0",
    "PRAGMA synchronous = 0",
    "PRAGMA wal_checkpoint(TRUNCATE)",
    "PRAGMA optimize",
    "PRAGMA incremental_vacuum",
    "PRAGMA temp_store_directory = '/tmp'",
    "VACUUM",
    "VACUUM INTO 'other.db'",
    "ANALYZE",
    "REINDEX",
    "BEGIN",
    "BEGIN IMMEDIATE",
    "COMMIT",
    "SAVEPOINT x",
    "SELECT load_extension('x')",
    "SELECT fts3_tokenizer('simple')",
    "WITH a AS (SELECT 1) DELETE FROM task",
    "WITH a AS (SELECT 1) INSERT INTO product(name) SELECT 'x' FROM a",
    "INSERT INTO product(name) VALUES ('x') RETURNING id",
    "EXPLAIN DELETE FROM task",
)
ONE_TOO_MANY = ("SELECT 1; DELETE FROM task", "SELECT 1; SELECT 2", "; DELETE FROM task")


def fingerprint(path: Path) -> dict[str, Any]:
    """The bytes of a book, and every file beside it that holds something."""
    files = [
        each for each in path.parent.rglob("*") if each.is_file() and each.suffix not in (".db-shm", ".log")
    ]
    return {str(each): hashlib.sha256(each.read_bytes()).hexdigest() for each in files if each.stat().st_size}


def test_nothing_that_writes_is_done(office: Cli) -> None:
    before, held = fingerprint(office.book), office.dump()
    for query in WRITES:
        code, out, err = office("sql", query)
        assert (code, out) == (5, ""), (query, code, out, err)
        assert err.startswith("am: am sql only reads"), (query, err)
        assert err.count("am: ") == 1
    for query in ONE_TOO_MANY:
        code, out, _ = office("sql", query)
        assert (code, out) in ((2, ""), (5, "")), query
    assert office.dump() == held
    assert fingerprint(office.book) == before


def test_the_bytes_of_a_book_stay_as_they_are_while_it_is_read(sample: Cli) -> None:
    before = fingerprint(sample.book)
    for name in views.VIEWS:
        assert sample.json("sql", f"SELECT * FROM {name}")
    assert sample.json("sql", "SELECT * FROM arr", "--as-of", "2026-01-05")
    assert fingerprint(sample.book) == before


def test_a_query_of_a_read_only_book_works(office: Cli) -> None:
    office.book.chmod(0o400)
    assert office.json("sql", "SELECT count(*) AS n FROM account") == [{"n": 3}]


@pytest.mark.parametrize("name", sorted(HARMFUL))
def test_a_function_that_could_do_harm_is_never_run(office: Cli, name: str) -> None:
    code, out, err = office("sql", f"SELECT {name}('x')")
    assert (code, out, err.startswith("am: ")) == (5 if "am sql only reads" in err else 2, "", True)


@pytest.mark.parametrize(
    "query",
    ["PRAGMA table_info(account)", "PRAGMA table_xinfo('task')", "PRAGMA table_list",
     "PRAGMA index_list(task)",
     "PRAGMA index_info(interaction_touch)", "PRAGMA foreign_key_list(contract)", "PRAGMA user_version",
     "PRAGMA application_id", "PRAGMA compile_options", "SELECT name FROM pragma_table_info('account')",
     "SELECT value FROM json_each('[1, 2]')", "SELECT title FROM search WHERE search MATCH 'jane'",
     "EXPLAIN QUERY PLAN SELECT * FROM account", "SELECT * FROM sqlite_schema", "VALUES (1), (2)",
     "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r LIMIT 9) SELECT n FROM r",
     "SELECT * FROM account;"],
)  # fmt: skip
def test_what_only_tells_something_is_answered(office: Cli, query: str) -> None:
    assert office.json("sql", query)


def test_a_query_comes_from_standard_input_and_takes_values(office: Cli) -> None:
    query = "SELECT code FROM account WHERE tier = :tier AND id < :most"
    argv = ("--param", "tier=key", "--param", "most=99")
    assert office.ok("sql", "-", *argv, "-o", "ids", stdin=f"{query}\n") == "acme\n"
    assert office.json("sql", query, *argv) == [{"code": "acme"}]
    assert office.json("sql", "SELECT :name AS n", "--param", "name='; DROP TABLE account;--") == [
        {"n": "'; DROP TABLE account;--"}
    ]


@pytest.mark.parametrize("form", OUTPUT_FORMATS)
def test_an_answer_has_every_format(office: Cli, form: str) -> None:
    query = "SELECT name, tier, 1.5 AS half, NULL AS missing FROM account ORDER BY code"
    out = office.ok("sql", query, "-o", form)
    assert "Acme Robotics" in out
    if form == "json":
        assert json.loads(out)[0] == {"name": "Acme Robotics", "tier": "key", "half": 1.5, "missing": None}


def test_the_options_of_a_list_work_on_an_answer(office: Cli) -> None:
    query = "SELECT code, name FROM account ORDER BY code"
    assert (
        office.ok("sql", query, "-s", "-code", "--limit", "1", "--fields", "code", "--no-header") == "birch\n"
    )
    assert office("sql", query, "--exit-code").code == 10
    assert office("sql", f"SELECT * FROM ({query}) WHERE code = 'x'", "--exit-code").code == 0
    assert office.ok("sql", query, "-0") == "acme\0acton\0birch\0"
    drawn = office.ok("sql", query, tty=True)
    assert drawn.splitlines()[0].split() == ["code", "name"]
    assert "Nothing to show." in office.ok("sql", "SELECT 1 WHERE 0", tty=True)
    assert office.json("sql", "SELECT 1 AS one WHERE 0") == []
    assert office.ok("sql", "SELECT 1 AS one, 2 AS two WHERE 0") == "one\ttwo\n"


def test_columns_have_names_of_their_own_and_values_are_plain(office: Cli) -> None:
    query = """SELECT 1 AS a, 2 AS a, 3 AS a_2, 4 AS "", x'00ff' AS b, 9e999 AS c, -9e999 AS d,
               CAST(x'ff41' AS TEXT) AS e, 'x' || char(9) || char(27) AS "\t\x1b" """
    (row,) = office.json("sql", query)
    assert row == {
        "a": 1, "a_2": 2, "a_2_2": 3, "column_4": 4, "b": "00ff", "c": "infinity", "d": "-infinity",
        "e": "\ufffdA", "\t\x1b": "x\t\x1b",
    }  # fmt: skip
    for form in ("tsv", "csv", "md", "table"):
        assert "\x1b" not in office.ok("sql", query, "-o", form)
    assert len(office.ok("sql", query).splitlines()) == 2


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELEC 1", 'the query: near "SELEC": syntax error.'),
        ("SELECT * FROM acount", "no such table: acount. Did you mean account"),
        ("SELECT nam FROM account", "no such column: nam. Did you mean name"),
        ("SELECT a.nme FROM account a", "no such column: a.nme. Did you mean name"),
        ("SELECT cuont(*) FROM account", "no such function: cuont. Did you mean count"),
        ("SELECT * FROM zzzzzz", "List tables and columns: am sql --tables"),
        ("SELECT :tier", "no value for :tier. Give it: --param tier=VALUE"),
        ("SELECT ?", "parameters need names, for example :tier."),
        ("", "the query is empty."),
        ("/* nothing */", "the query is empty."),
        ("SELECT json('{')", "malformed JSON"),
        ("SELECT abs(-9223372036854775808)", "integer overflow"),
        ("SELECT in_base(9e18, 'USD'), ref('x'), major()", "wrong number of arguments"),
        ("SELECT '\0'", "a NUL character can't be stored"),
        ("SELECT '\udcff'", "not readable as UTF-8 text"),
    ],
)
def test_a_query_that_cannot_be_read_is_one_line(office: Cli, query: str, said: str) -> None:
    code, out, err = office("sql", "-", stdin=query)
    assert (code, out) == (2, "")
    assert said in " ".join(err.split())
    assert err.startswith("am: ")
    assert len(err.splitlines()) <= 3


def test_a_query_without_end_is_ended(office: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """By day the second is over after ten looks at the clock, and an answer is too long sooner: what looks
    and counts is the same. Nightly as long as it takes."""
    if not is_nightly():
        looks = itertools.count(step=0.1)
        monkeypatch.setattr(select, "time", SimpleNamespace(monotonic=lambda: next(looks)))
        monkeypatch.setattr(select, "MOST_ROWS", 1_000)
    code, out, err = office("sql", BOMB, "--timeout", "1")
    assert (code, out, err.splitlines()[0]) == (1, "", "am: the query took longer than 1 s.")
    for query in ("SELECT hex(zeroblob(900000000))", BOMB.replace("count(*)", "n")):
        code, out, err = office("sql", query)
        assert (code, out) == (5, "")
        assert "larger than 64 MB" in err or f"more than {select.MOST_ROWS:,} rows" in err
    assert len(office.json("sql", BOMB.replace("count(*)", "n"), "--limit", "7")) == 7


COUNTED = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r LIMIT 400000) SELECT n FROM r"
EACH = "length(hex(zeroblob(4000000 + n)))"
SLOW = "SELECT instr(hex(zeroblob(9000000)), hex(zeroblob(90000)) || '1')"
# One function that takes a minute, an answer that takes as long to draw, and many steps.
LONG = {
    "one function": (SLOW,),
    "one function, as JSON": (SLOW, "-o", "json"),
    "a function for each of many rows": (COUNTED.replace("SELECT n FROM", f"SELECT sum({EACH}) FROM"),),
    "drawing": (COUNTED, "-o", "table"),
    "sorting": (COUNTED.replace("SELECT n FROM r", "SELECT hex(n) AS h, n * 7 % 13 AS k FROM r"),
                "-s", "k,-h", "-o", "table"),
}  # fmt: skip


# Nightly also what differs in its form alone, what is drawn on a terminal below, and what SQLite asks about
# too rarely, which is ended from the same thread as one function about which it never asks.
AT_NIGHT = ("one function, as JSON", "drawing", "a function for each of many rows")


@pytest.mark.parametrize("what", [each for each in LONG if is_nightly() or each not in AT_NIGHT])
def test_the_time_of_a_query_is_kept_whatever_it_is_just_doing(office: Cli, what: str) -> None:
    office.let_go()
    environ = clean_environment(office.folder) | {"AMCLI_BOOK": str(office.book)}
    began = time.monotonic()
    found = run_program(["sql", *LONG[what], "--timeout", "1s"], environ)
    assert found.code == 1, found.err
    assert "the query took longer than 1 s." in found.err
    assert len(found.err.splitlines()) <= 2
    assert time.monotonic() - began < LONGEST / 10
    assert office.json("sql", "SELECT count(*) AS n FROM account") == [{"n": 3}]


def test_a_query_on_a_terminal_is_ended_while_it_is_drawn(office: Cli) -> None:
    office.let_go()
    environ = clean_environment(office.folder) | {"AMCLI_BOOK": str(office.book)}
    found = run_on_terminal(["sql", COUNTED, "--timeout", "1s"], environ, 80, "")
    assert (found.code, "the query took longer than 1 s." in found.out) == (1, True)


@pytest.mark.parametrize(
    ("typed", "seconds"), [("1", 1), ("30s", 30), ("2m", 120), ("2 min", 120), ("1h", 3600)]
)
def test_a_time_is_given_as_people_write_it(office: Cli, typed: str, seconds: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        given: list[int] = []
        patch.setattr("amcli.commands.sql.Watch.over", lambda watch, *_: given.append(watch.seconds))
        office.ok("sql", "SELECT 1", "--timeout", typed)
    assert given == [seconds]


@pytest.mark.parametrize("typed", ["0", "-1", "0s", "1d", "s", "1.5s", "", "25h", "9" * 12, "1 s 2", "١s"])
def test_what_is_no_time_is_refused(office: Cli, typed: str) -> None:
    code, out, err = office("sql", "SELECT 1", "--timeout", typed)
    assert (code, out, err.startswith("am: --timeout")) == (2, "", True)


def test_control_c_ends_a_query(office: Cli) -> None:
    process = subprocess.Popen(
        [PROGRAM, "sql", BOMB], env=clean_environment(office.folder) | {"AMCLI_BOOK": str(office.book)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    opened = Path(f"{office.book}-shm")  # beside a book that somebody has open
    while not opened.exists():
        assert process.poll() is None
        time.sleep(0.01)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=0.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=LONGEST)
    assert (process.returncode, out, err) == (130, "", "am: interrupted.\n")


def only(rows: list[dict[str, Any]], names: list[str]) -> list[dict[str, Any]]:
    """Rows with some fields, in an order of their own; yes and no as SQL has them."""
    plain = [
        {name: int(row[name]) if isinstance(row[name], bool) else row[name] for name in names} for row in rows
    ]
    return sorted(plain, key=json.dumps)


REPORTS = {
    "checkins": ("checkins", "--all"),
    "renewals": ("renewals", "--all"),
    "tasks_open": ("tasks",),
    "arr": ("checkins", "--all"),
    "last_touch": ("checkins", "--all"),
    "scores": ("risks", "--all"),
}


@pytest.mark.parametrize("view", REPORTS)
def test_a_view_has_the_rows_of_its_report(sample: Cli, view: str) -> None:
    rows, report = sample.json("sql", f"SELECT * FROM {view}"), sample.json(*REPORTS[view])
    names = [name for name in rows[0] if name in report[0] and name != "coverage"]  # which is kept rounded
    assert len(names) >= 4
    known = {row["account"] for row in report}
    assert only([row for row in rows if row["account"] in known], names) == only(report, names)


@pytest.mark.parametrize("view", ["checkins", "renewals", "last_touch"])
def test_a_view_of_a_day_that_has_passed_has_the_rows_of_its_report(sample: Cli, view: str) -> None:
    then = ("--as-of", "2026-01-12")
    rows, report = sample.json("sql", f"SELECT * FROM {view}", *then), sample.json(*REPORTS[view], *then)
    assert only(rows, ["account", "name"]) == only(report, ["account", "name"])
    names = [name for name in rows[0] if name in report[0]]
    assert only(rows, names) == only(report, names)


def test_the_views_of_an_account_without_a_rate_are_as_the_report(sample: Cli) -> None:
    sample.config.write_text("")
    rows = json.loads(sample("sql", "SELECT account, arr FROM checkins", "-o", "json").out)
    code, out, err = sample("checkins", "--all", "-o", "json")
    assert only(rows, ["account", "arr"]) == only(json.loads(out), ["account", "arr"])
    assert (code, "no exchange rate from USD to EUR" in err) == (0, True)
    assert [row for row in rows if row["arr"] is None]


def test_the_view_of_touches_is_what_briefs_say(sample: Cli) -> None:
    for account in ("acme", "orchard", "kestrel"):
        said = sample.json("brief", account)["said"]
        query = 'SELECT interaction FROM touches WHERE account = :a ORDER BY "on" DESC, at DESC LIMIT 3'
        found = sample.json("sql", query, "--param", f"a={account}")
        assert [row["interaction"] for row in found] == [each["interaction"] for each in said]


def test_the_view_of_running_contracts_adds_up_to_the_portfolio(sample: Cli) -> None:
    total = """SELECT sum(arr) AS total FROM arr JOIN account ON code = account
               WHERE status IN ('active', 'onboarding')"""
    assert sample.json("sql", total) == [{"total": sample.json("portfolio")["totals"]["arr"]}]
    query = """SELECT account, major(sum(in_base(c.annual_value, c.currency)), k.currency) AS arr
               FROM contracts_running r JOIN contract c ON ref('contract', c.id) = r.contract, clock k
               GROUP BY account"""
    assert sample.json("sql", f"{query} EXCEPT SELECT account, arr FROM arr") == []


def test_no_view_hides_a_table(sample: Cli) -> None:
    db = sqlite3.connect(sample.book)
    tables = {row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    db.close()
    assert not tables & {*views.VIEWS, "clock"}


def test_every_column_is_listed_and_those_of_views_are_explained(sample: Cli) -> None:
    rows = sample.json("sql", "--tables")
    assert sample.json("sql") == rows
    listed = {row["table"] for row in rows}
    assert {*views.VIEWS, "clock", "account", "health", "search"} <= listed
    assert not [name for name in listed if name.startswith(("sqlite_", "search_"))]
    assert [row for row in rows if row["kind"] == "view" and not (row["help"] and row["type"])] == []
    for table in listed:
        (first,) = sample.json("sql", f'SELECT * FROM "{table}"', "--limit", "1") or [None]
        if first is not None:
            old = {"act_by", "next_act_by", "band", "coverage"} if table in views.VIEWS else set()
            shown = [name for name in first if name not in old]
            assert shown == [row["column"] for row in rows if row["table"] == table]
    drawn = sample.ok("sql", tty=True)
    assert max(map(len, drawn.splitlines())) <= 80
    past = sample.json("sql", "--tables", "--as-of", "2026-01-12")
    assert [(row["table"], row["column"]) for row in past] == [(row["table"], row["column"]) for row in rows]


def test_a_column_of_ids_says_whose_they_are_and_not_a_code(sample: Cli) -> None:
    rows = sample.json("sql", "--tables")
    said = {(row["table"], row["column"]): row["help"] for row in rows if row["kind"] == "table"}
    db = sqlite3.connect(sample.book)
    refers = [
        (table, column, to)
        for table in {table for table, _ in said}
        for _, _, to, column, *_ in db.execute("SELECT * FROM pragma_foreign_key_list(?)", (table,))
    ]
    db.close()
    assert len(refers) > 30
    assert [each for each in refers if f"id in {each[2]}" not in (said[each[0], each[1]] or "")] == []
    assert said["account", "parent_id"] == "the parent account: id in account"
    ids = [meant for (_, name), meant in said.items() if name.endswith("_id")]
    assert [meant for meant in ids if "code" in (meant or "")] == []


def test_a_query_is_read_from_a_pipe(office: Cli) -> None:
    assert office.ok("sql", stdin="SELECT count(*) AS n FROM account\n") == "n\n3\n"
    assert office.json("sql", "--tables", stdin="SELECT 1") == office.json("sql", stdin=" \n")
    code, out, err = office("sql", stdin="DELETE FROM account")
    assert (code, out, err.startswith("am: am sql only reads, not DELETE.")) == (5, "", True)


def test_every_parameter_of_a_query_is_read_from_the_clock(office: Cli) -> None:
    book = open_book(office.book, "test")
    for name in views.VIEWS:
        text = views.definition(book, name)
        bare = re.sub(r"'[^']*'|--[^\n]*", "", text)
        assert ":" not in bare
        assert "{" not in bare
    book.close()
    assert views.substituted("SELECT ':today', \":today\" -- :today\n, :today, :due", {}) == (
        "SELECT ':today', \":today\" -- :today\n, (SELECT today FROM temp.clock), NULL"
    )
    with pytest.raises(KeyError):
        views.substituted("SELECT :nonsense", {})


def test_the_answer_is_of_the_day_of_the_clock(office: Cli) -> None:
    query = "SELECT days_overdue FROM tasks_open"
    assert office.json("sql", query) == [{"days_overdue": 4}]
    assert office.json("sql", query, today="2026-03-05") == [{"days_overdue": 7}]
    past = office.json("sql", "SELECT today FROM clock", "--as-of", "2026-02-22")
    assert past == [{"today": "2026-02-22"}]
