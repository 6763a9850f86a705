"""How a change came is kept with it; and one more command line within a run."""

import sqlite3

import pytest

from amcli.__main__ import run_app
from amcli.again import Answer, again
from amcli.context import Origin, Run
from tests.support import TODAY, Cli, rows_of

NEWEST = "SELECT command, via, client FROM txn ORDER BY id DESC LIMIT 2"
INSERT = "INSERT INTO txn(at, command, via, client) VALUES ('2026-03-02T09:00:00.000Z', 'log', ?, ?)"


def run_of(cli: Cli) -> Run:
    """A run on the book of a test, by whose door other lines are run."""
    cli.let_go()
    run = Run([], cli.environ(TODAY))
    run.door = run_app
    return run


def test_a_typed_change_has_no_origin(office):
    office.ok("log", "acme", "called")
    assert rows_of(office.book, NEWEST)[0] == ("log acme called", None, None)


def test_a_change_keeps_how_it_came_and_who_asked_for_it(office):
    run = run_of(office)
    assert again(run, ["log", "acme", "called"], Origin("mcp", "desk")).code == 0
    assert again(run, ["stage", "acme", "verbal"], Origin("ui")).code == 0
    assert rows_of(office.book, NEWEST) == [
        ("stage acme verbal", "ui", None),
        ("log acme called", "mcp", "desk"),
    ]


@pytest.mark.parametrize(
    ("via", "client", "why"), [("post", None, "one of mcp, ui"), ("mcp", "x" * 61, "at most 60 characters")]
)
def test_the_book_refuses_an_origin_that_is_none(office, via, client, why):
    office.let_go()
    db = sqlite3.connect(office.book)
    with pytest.raises(sqlite3.IntegrityError, match=why):
        db.execute(INSERT, [via, client])
    db.close()


def test_another_line_is_answered_as_in_a_pipe(office):
    typed, refused = office("show", "acme", "-o", "json"), office("show", "nobody")
    run = run_of(office)
    assert again(run, ["show", "acme", "-o", "json"]) == Answer(
        0, typed.out, "", ["show", "acme", "-o", "json"]
    )
    assert again(run, ["show", "nobody"]) == Answer(3, "", refused.err, ["show", "nobody"])
    row = '{"account": "acme", "on": "2026-03-01", "kind": "call", "summary": "from a list"}\n'
    assert again(run, ["log", "--stdin"], text=row).code == 0
    assert "from a list" in office.ok("timeline", "acme")


def test_another_line_has_the_book_the_settings_and_the_day_of_the_run(office, tmp_path):
    other, settings = tmp_path / "other.db", tmp_path / "other.toml"
    settings.write_text("[tiers.key]\ncadence_days = 3\n")
    office.ok("--book", str(other), "init", "--currency", "EUR")
    run = run_of(office)
    run.book_option, run.config_option, run.today_option = str(other), str(settings), "2026-05-04"
    assert again(run, ["account", "add", "Elsewhere", "--tier", "key"]).code == 0
    assert rows_of(other, "SELECT code, added_on FROM account") == [("elsewhere", "2026-05-04")]
    assert again(run, ["config", "get", "tiers.key.cadence_days"]).out == "3\n"
    assert "elsewhere" not in office.ok("account", "list", "-o", "ids")
    assert again(run, ["account", "list", "-o", "ids"]).out == "elsewhere\n"
