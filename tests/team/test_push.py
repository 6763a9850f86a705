"""Sending a book: all of it, what changed, nothing; whatever happened to the book in between."""

import random
import shutil
import sqlite3
import threading
from contextlib import closing

import pytest

from amcli.storage.sent import SENT
from amcli.team import pushing, staging
from tests.commands.writes import OFFICE, STORY, WRITES, commands
from tests.profiles import is_nightly
from tests.support import Cli, rows_of
from tests.team.conftest import Team


def pushed(cli: Cli, *more: str) -> tuple[str, int, int]:
    """The mode of a push, and how many rows it sent and deleted."""
    found = cli.json("team", "push", *more)
    return found["mode"], found["rows_sent"], found["rows_deleted"]


def test_the_first_push_sends_all_and_the_next_nothing(team: Team, sample_book) -> None:
    dana = team.joined("dana", source=sample_book)
    trial = dana.json("team", "push", "--dry-run")
    assert team.one("SELECT count(*) FROM am.account") == 0
    found = dana.json("team", "push")
    rows = sum(rows_of(dana.book, f'SELECT count(*) FROM "{table}"')[0][0] for table in SENT)
    assert (found["mode"], found["from_change"], found["rows_sent"]) == ("full", None, rows + 37)
    assert found["rows_sent"] == trial["rows_sent"]
    assert pushed(dana) == ("nothing", 0, 0)
    assert dana.ok("team", "push", "-q") == ""
    dana.ok("team", "check")


def test_what_changed_is_sent_alone(dana: Cli, team: Team) -> None:
    dana.ok("log", "acme", "Asked about SSO")
    assert pushed(dana, "--dry-run") == ("incremental", 1, 0)
    assert pushed(dana) == ("incremental", 1, 0)
    dana.ok("account", "edit", "acme", "--region", "north")
    dana.ok("task", "add", "acme", "Send the quote")
    assert pushed(dana) == ("incremental", 2, 0)
    assert team.one("SELECT region FROM am.account WHERE code = 'acme'") == "north"
    dana.ok("undo")
    assert pushed(dana) == ("incremental", 0, 1)
    dana.ok("team", "check")


def test_what_changed_is_found_by_the_newest_changes_alone(dana: Cli) -> None:
    """However long the journal is: SQLite would rather read all of it in another order."""
    with closing(sqlite3.connect(dana.book)) as db:
        db.execute("ANALYZE")
        for query in (pushing.CHANGED, pushing.CAME_OR_WENT, pushing.REPLACED, pushing.FIRST_ENTRY):
            plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {query}", [1])]
            read = [each for each in plan if "journal" in each or " j " in each]
            assert "INDEX journal_txn (txn>?)" in read[0], (query, plan)


def test_a_change_that_is_not_sent_moves_the_mark_all_the_same(dana: Cli, team: Team) -> None:
    dana.ok("config", "set", "hints", "false")
    assert dana.json("team", "status")["state"] == "behind"
    assert pushed(dana) == ("incremental", 0, 0)
    assert dana.json("team", "status")["state"] == "current"
    assert pushed(dana) == ("nothing", 0, 0)
    dana.ok("team", "check")


def test_an_account_goes_with_all_that_belongs_to_it_and_comes_back(dana: Cli, team: Team) -> None:
    scores = "SELECT count(*) FROM am.health"
    before = team.one(scores)
    dana.ok("account", "rm", "acme", "--yes")
    pushed(dana)
    dana.ok("team", "check")
    assert team.one(scores) == rows_of(dana.book, "SELECT count(*) FROM health")[0][0] < before
    assert team.one("SELECT count(*) FROM am.result WHERE account_id NOT IN (SELECT id FROM am.account)") == 0
    dana.ok("undo")
    pushed(dana)
    dana.ok("team", "check")


def test_scores_that_a_morning_keeps_are_sent_without_a_change(dana: Cli, team: Team) -> None:
    dana.ok("today", today="2026-03-03")
    mode, sent, _ = pushed(dana)
    assert (mode, sent > 30) == ("incremental", True)
    dana.ok("team", "check")
    dana.ok("doctor", "--fix", today="2026-03-03")
    pushed(dana)
    dana.ok("team", "check")


def test_any_history_ends_where_a_full_push_would(dana: Cli, team: Team) -> None:
    lines = [
        ["log", "sable-finch", "Called", "-n", "Write back"], ["snooze", "sable-finch", "+7d"],
        ["account", "merge", "acme", "sable-finch", "--yes"], ["undo"], ["redo"], ["undo"],
        ["contract", "edit", "k1", "--notes", "x"], ["contact", "left", "p2"],
        ["account", "edit", "--all", "--add-tag", "seen", "--yes"], ["undo"], ["target", "rm", "m1", "--yes"],
    ]  # fmt: skip
    for line in lines:
        assert dana(*line).code == 0, line
        assert pushed(dana)[0] == "incremental"
        dana.ok("team", "check")


@pytest.mark.parametrize("seed", range(1, 12 if is_nightly() else 2))
def test_all_that_writes_in_any_order_ends_where_a_full_push_would(team: Team, seed: int) -> None:
    """Every writing command there is, undone and redone now and then, with pushes in between. One order by
    day has each command and, as is counted below, more than eight pushes of what changed; others show what
    one command leaves for another, and that is for the night."""
    chance = random.Random(seed)
    lines = commands(WRITES)
    chance.shuffle(lines)
    dana = team.joined("dana")
    for argv in (*OFFICE, *commands(STORY)):
        dana(*argv)
    dana.ok("team", "push")
    done = pushes = 0
    for argv in lines:
        done += dana(*argv).code == 0
        if chance.random() < 0.2:
            dana("undo")
        if chance.random() < 0.1:
            dana("redo")
        if chance.random() < 0.2:
            assert pushed(dana)[0] in ("incremental", "nothing"), argv
            dana.ok("team", "check")
            pushes += 1
    dana.ok("team", "push")
    dana.ok("team", "check")
    assert done > 40
    assert pushes > 8
    told = rows_there(team)
    dana.ok("team", "push", "--full")
    assert rows_there(team) == told


def rows_there(team: Team) -> dict[str, list[str]]:
    """All rows of all tables on the server, kept scores included."""
    return {name: [str(row) for row in team.sql(f"SELECT * FROM am.{name} ORDER BY id")] for name in SENT}


def test_a_restored_book_is_refused_until_it_is_asked_for(dana: Cli, team: Team, refused) -> None:
    copy = dana.folder / "copy.db"
    shutil.copyfile(dana.book, copy)
    dana.ok("log", "acme", "Words that only the first book has")
    dana.ok("team", "push")
    shutil.copyfile(copy, dana.book)
    change = dana.json("team", "status")
    assert (change["state"], change["behind"]) == ("forked", None)
    said = refused(dana("team", "push"), 5)
    assert "the server has change" in said
    assert "which this book has not: it was restored or copied. Nothing was sent." in said
    assert "am team push --full" in said
    dana.ok("log", "acme", "Another change of the same number")
    assert "restored or copied" in refused(dana("team", "push"), 5)
    assert "restored or copied" in refused(dana("team", "check"), 5)
    assert "needs a yes" in refused(dana("team", "push", "--full"), 5)
    asked = dana("team", "push", "--full", tty=True, stdin="n\n")
    assert (asked.code, "with 40 accounts and" in asked.err) == (5, True)
    assert team.one("SELECT count(*) FROM am.interaction WHERE summary LIKE 'Words that%'") == 1
    assert pushed(dana, "--full", "--yes")[0] == "full"
    assert team.one("SELECT count(*) FROM am.interaction WHERE summary LIKE 'Words that%'") == 0
    dana.ok("team", "check")


def test_a_copied_book_pushes_until_one_of_both_changes(dana: Cli, team: Team, refused) -> None:
    other = team.book("other", source=dana.book)
    shutil.copyfile(dana.config, other.config)
    assert pushed(other) == ("nothing", 0, 0)
    other.ok("log", "acme", "From the other place")
    assert pushed(other)[0] == "incremental"
    dana.ok("log", "acme", "From here")
    for each in range(2):
        assert "restored or copied" in refused(dana("team", "push"), 5)
        assert dana.json("team", "status")["state"] == "forked"
        dana.ok("log", "acme", f"Further change {each}")
    dana.ok("team", "push", "--full", "--yes")
    dana.ok("team", "check")
    words = {summary for (summary,) in team.sql("SELECT summary FROM am.interaction")}
    assert {"From here", "Further change 1"} <= words
    assert "From the other place" not in words
    assert "restored or copied" in refused(other("team", "push"), 5)


def test_a_history_that_was_cut_makes_the_push_whole(dana: Cli, team: Team) -> None:
    dana.ok("log", "acme", "Before the cut")
    assert pushed(dana)[0] == "incremental"
    dana.ok("log", "acme", "Also before the cut")
    dana.ok("history", "--prune", "2027-01-01", "--yes", today="2027-01-02")
    found = dana.ok("team", "push", tty=True)
    assert "All of it: the history since then was cut." in found
    dana.ok("team", "check")


def test_who_was_forgotten_is_nowhere_on_the_server(dana: Cli, team: Team) -> None:
    (name,) = rows_of(dana.book, "SELECT name FROM contact WHERE id = 1")[0]
    dana.ok("log", "acme", f"{name} called about the roof")
    dana.ok("team", "push")
    plan = dana.json("forget", "p1", "--dry-run")
    assert plan["elsewhere"] == ["team server"]
    assert "it holds them until: am team push" in dana.ok("forget", "p1", "--dry-run", tty=True).replace(
        "\n", " "
    )
    dana.ok("forget", "p1", "--yes")
    assert pushed(dana)[0] == "full"
    dana.ok("team", "check")
    for table in (*SENT, "result", "book"):
        for (row,) in team.sql(f"SELECT row_to_json(x)::text FROM am.{table} x"):
            assert name not in row, table


@pytest.mark.parametrize("way", ["by statements", "by COPY"])
def test_the_values_that_a_server_might_not_take_come_over_to_the_byte(
    team: Team, way: str, monkeypatch
) -> None:
    if way == "by COPY":
        monkeypatch.setattr(staging, "AT_ONCE", 1)
    dana = team.joined("dana")
    dana.ok("account", "add", "Zebra Grazing")
    long = ("Ключ 鍵 مفتاح clé " * 20)[:200].strip()
    dana.ok("account", "add", long, "--code", "odd")
    dana.ok("contract", "add", "odd", "--value", "21500000", "--starts", "2026-01-01", "--ends", "2026-12-31")
    dana.ok("usage", "add", "odd", "seats", "9.1")
    dana.ok("usage", "add", "odd", "share", "0.07")
    signs = "\\N \\. \t\"'%s \\x41 {1,2}\nsecond line\r\x1f \\"
    db = sqlite3.connect(dana.book)
    db.execute(
        """UPDATE account SET extra = '{"z": "\\u0000", "a": "\\ud800", "z": 1}', notes = '', team = NULL,
          region = ?, segment = '\\N' WHERE code = 'odd'""",
        [signs],
    )
    db.commit()
    db.close()
    pushed(dana)
    assert team.sql(
        "SELECT name, extra::text, notes, team, region, segment FROM am.account WHERE code = 'odd'"
    ) == [(long, '{"z": "\\u0000", "a": "\\ud800", "z": 1}', "", None, signs, "\\N")]
    assert team.one("SELECT annual_value FROM am.contract") == 2_150_000_000
    assert team.sql("SELECT value::text FROM am.usage ORDER BY id") == [("9.1",), ("0.07",)]
    dana.ok("team", "check")


def test_a_day_that_the_server_does_not_have_is_refused_by_its_name(team: Team, refused) -> None:
    dana = team.joined("dana")
    dana.ok("account", "add", "Acme Robotics")
    dana.ok("contract", "add", "acme", "--starts", "2026-01-01", "--ends", "2026-12-31")
    db = sqlite3.connect(dana.book)
    db.execute("UPDATE contract SET starts_on = '0000-01-01'")
    db.commit()
    db.close()
    said = refused(dana("team", "push"), 5)
    assert "k1 has starts_on 0000-01-01: a server has no year 0. Nothing was sent." in said
    assert team.one("SELECT count(*) FROM am.account") == 0


def test_without_temporary_tables_the_same_rows_come_over(team: Team, sample_book) -> None:
    dana = team.joined("dana", source=sample_book)
    team.sql(f"REVOKE TEMP ON DATABASE {team.database} FROM PUBLIC")
    assert dana.json("team", "status")["staging"] == "rows"
    assert "Sent as" in dana.ok("team", "status", tty=True)
    assert pushed(dana)[0] == "full"
    dana.ok("team", "check")
    assert team.one("SELECT count(*) FROM am.interaction") > 1000


def test_results_of_the_day_are_sent_once_and_with_all(dana: Cli, team: Team) -> None:
    days = 'SELECT count(DISTINCT "on"), count(*) FROM am.result'
    local = {row["account"]: row for row in dana.json("accounts")}
    overdue = {
        row["account"]: row["days_overdue"] for row in dana.json("checkins") if row["state"] == "overdue"
    }
    assert team.sql(days) == [(1, 37)]
    dana.ok("log", "acme", "Words")
    pushed(dana)
    assert team.sql(days) == [(1, 37)]
    dana.ok("team", "push", today="2026-03-03")
    assert team.sql(days)[0][0] == 2
    query = """SELECT a.code, r.arr, r.score, r.band, r.currency FROM am.result r JOIN am.account a
      ON a.book = r.book AND a.id = r.account_id WHERE r."on" = '2026-03-02'"""
    for code, arr, score, band, currency in team.sql(query):
        row = local[code]
        assert (score, band, currency) == (row["score"], row["health"], row["currency"]), code
        assert arr == (None if row["arr"] is None else round(row["arr"] * 100)), code
    due = dict(
        team.sql("""SELECT a.code, r.days_overdue FROM am.result r JOIN am.account a ON a.book = r.book
      AND a.id = r.account_id WHERE r.checkin = 'overdue' AND r."on" = '2026-03-02'""")
    )
    assert due == overdue
    assert len(due) > 3


def test_settings_that_change_figures_follow_and_no_others(dana: Cli, team: Team) -> None:
    dana.ok("config", "set", "tiers.key.cadence_days", "10")
    dana.ok("config", "set", "me.emails", "me@dana.example")
    assert pushed(dana)[0] == "incremental"
    found = team.one("SELECT settings FROM am.book")
    assert found["tiers.key.cadence_days"] == 10
    assert {name.partition(".")[0] for name in found} == {"tiers", "fx"}


def test_four_pushes_at_once_end_as_one(dana: Cli, team: Team) -> None:
    dana.ok("log", "acme", "Once")
    found = []
    threads = [threading.Thread(target=lambda: found.append(dana("team", "push"))) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [result.code for result in found] == [0] * 4, found
    dana.ok("team", "check")


def test_check_names_the_first_difference(dana: Cli, team: Team, refused) -> None:
    assert dana.json("team", "check")["tables"] == len(SENT)
    cases = {
        "DELETE FROM am.task WHERE id = 1": "t1 isn't on the server",
        "UPDATE am.contract SET updated_at = '2020-01-01T00:00:00.000Z' WHERE id = 3": "k3 is otherwise",
        "UPDATE am.contract SET annual_value = annual_value + 1 WHERE id = 2": "contract annual_value in",
        "UPDATE am.snooze SET until = until + 1": "snooze",
        "DELETE FROM am.health WHERE id = 5": "health",
    }
    for statement, words in cases.items():
        team.sql(statement)
        said = refused(dana("team", "check"), 1)
        if "snooze" not in statement or team.one("SELECT count(*) FROM am.snooze"):
            assert words in said, statement
            assert "am team push --full" in said
        dana.ok("team", "push", "--full")
    dana.ok("log", "acme", "Words")
    assert "First: am team push" in refused(dana("team", "check"), 5)
