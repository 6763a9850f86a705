"""Reading a team's books as one: from a real server, at one moment, value for value, whole or not at all."""

import os
import random
import sqlite3
import stat
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from amcli.storage import connection
from amcli.storage.rollup import BLOCK, MARK, read_rollup
from amcli.storage.sent import SENT
from tests import forkserver
from tests.forkserver import LONGEST
from tests.profiles import in_turn, is_nightly
from tests.support import Cli, clean_environment, rows_of, run_program
from tests.team.conftest import Team

NAMES = "Ünal & Söhne 株式会社 عميل Ж"
ODD_JSON = '{"z": "\\u0000\\ud800", "a":1,  "b": [1.0, 1e3]}'
UPDATES = (
    ("contract", "annual_value = 215000000000, notes = ''"),
    ("account", f"name = '{NAMES * 8}', name_folded = '{(NAMES * 8).casefold()}'"),
    ("account", f"notes = '', extra = '{ODD_JSON}'"),
    ("usage", "value = 9.1, entitlement = 0.07"),
    ("survey", "comment = ''"),
    ("interaction", "body = char(9) || '\\N \\t' || char(10) || char(13) || '\"'"),
)  # fmt: skip


@pytest.fixture
def lead(team: Team) -> Cli:
    """A reader without a book."""
    folder = team.folder / "lead"
    folder.mkdir()
    cli = Cli(folder, folder / "none.db")
    cli.config.write_text(
        f'[fx]\nUSD = 0.92\n[team]\nurl = "{team.url("lead")}"\npath = "{folder}/team.db"\n'
    )
    return cli


def told(cli: Cli, *words: str) -> list[str]:
    """What a pull that works has to say besides."""
    found = cli("team", "pull", *words)
    assert found.code == 0, found
    return found.err.splitlines()


def table_of(path: Path, table: str, n: int = 0) -> list[tuple[Any, ...]]:
    """The rows of a table in their own ids, those of one book of a roll-up; each value with its kind."""
    with closing(sqlite3.connect(path)) as db:
        columns = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
        moved = {"id", *(row[3] for row in db.execute(f'PRAGMA foreign_key_list("{table}")'))}
        moved |= {"row"} if table in ("snooze", "source_ref") else set()
        parts = [
            f'"{each}" - {n * BLOCK}, typeof("{each}")' if each in moved
            else f'CAST("{each}" AS BLOB), typeof("{each}")'
            for each in columns
        ]  # fmt: skip
        some = f"WHERE id BETWEEN {n * BLOCK} AND {(n + 1) * BLOCK - 1}" if n else ""
        return db.execute(f'SELECT {", ".join(parts)} FROM "{table}" {some} ORDER BY id').fetchall()


def test_a_lead_without_a_book_pulls_all_books(team: Team, few: Cli, lead: Cli) -> None:
    robin = team.joined("robin")
    robin.ok("account", "add", "Robin's own", "--code", "own")
    robin.ok("team", "push")
    found = lead.json("team", "pull")
    path = lead.folder / "team.db"
    rows = sum(rows_of(path, f'SELECT count(*) FROM "{each}"')[0][0] for each in SENT)
    assert (found["books"], found["accounts"], found["left_out"]) == (2, 5, 0)
    assert (found["path"], found["rows"]) == (str(path), rows)
    assert lead.ok("team", "pull") == f"AMCLI_BOOK={path}\n"
    assert lead.ok("team", "pull", "-q") == ""
    assert lead.json("team", "status")["pulled"]["path"] == str(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert rows_of(path, "PRAGMA application_id") == [(MARK,)]
    assert sorted(each.name for each in lead.folder.iterdir() if "team" in each.name) == ["team.db"]
    page = lead("team", "pull", tty=True).out
    assert page.startswith("The team's book has 5 accounts of 2 books: ")
    assert f"export AMCLI_BOOK={path}" in page
    there = Cli(lead.folder, path)
    assert {row["owner"] for row in there.json("account", "list")} >= {"robin"}
    assert there.json("find", "own")[0]["account"] == "own"  # the search index is there


def test_what_comes_back_is_what_was_pushed_byte_for_byte(team: Team, lead: Cli, sample_book: Path) -> None:
    robin, dana = team.joined("robin", source=sample_book), team.joined("dana", source=sample_book)
    with closing(sqlite3.connect(dana.book)) as db, db:
        for table, values in UPDATES:
            db.execute(f"UPDATE {table} SET {values} WHERE id = (SELECT min(id) FROM {table})")
        for each in ("name", "code"):
            both = f"{each} = {each} || '-of-dana', {each}_folded = {each}_folded || '-of-dana'"
            db.execute(f"UPDATE account SET {both}, owner = '' WHERE id > 1")
        db.execute("UPDATE account SET code = 'first', code_folded = 'first' WHERE id = 1")
        db.execute("UPDATE contract SET product_id = NULL")
        db.execute("DELETE FROM opportunity")
        db.execute("DELETE FROM source_ref")
    for each in (dana, robin):
        each.ok("team", "push")
    lead.ok("team", "pull")
    path = lead.folder / "team.db"
    for n, cli in ((1, dana), (2, robin)):
        for table in set(SENT) - {"account", "target", "product", "source_ref", "contract", "opportunity"}:
            assert table_of(path, table, n) == table_of(cli.book, table), table
    assert table_of(path, "contract", 1) == table_of(dana.book, "contract")
    owner = [row[1] for row in rows_of(path, "PRAGMA table_info(account)")].index("owner") * 2
    ours, theirs = table_of(path, "account", 1), table_of(dana.book, "account")
    assert {row[owner] for row in ours[1:]} == {b"dana"}
    assert [row[:owner] + row[owner + 2 :] for row in ours] == [
        row[:owner] + row[owner + 2 :] for row in theirs
    ]
    checked = rows_of(path, "SELECT notes, extra FROM account WHERE id = 1000000001")
    assert checked == [("", ODD_JSON)]
    assert rows_of(path, "SELECT value, entitlement FROM usage WHERE id = 1000000001") == [(9.1, 0.07)]


def test_a_server_of_other_habits_gives_the_same_values(team: Team, dana: Cli, lead: Cli) -> None:
    for setting in ("datestyle = 'German'", "extra_float_digits = -5", "bytea_output = 'escape'"):
        team.sql(f"ALTER DATABASE {team.database} SET {setting}")
    lead.ok("team", "pull")
    for table in ("interaction", "usage", "survey", "task"):
        assert table_of(lead.folder / "team.db", table, 1) == table_of(dana.book, table)


def test_a_writer_pulls_what_the_login_may_read(team: Team, few: Cli, few_book: Path) -> None:
    team.joined("robin", source=few_book).ok("team", "push")
    path = few.folder / "team.db"
    found = few.json("team", "pull", "--to", str(path))
    assert (found["books"], found["accounts"], found["left_out"]) == (1, 4, 0)
    assert rows_of(path, "SELECT DISTINCT id / 1000000000 FROM account") == [(1,)]


def test_who_may_read_nothing_is_told_so(team: Team, lead: Cli, refused: Callable[..., str]) -> None:
    team.joined("dana")
    said = refused(lead("team", "pull"), 5)
    assert said == "am: no book that you may read was pushed to this server yet. See: am team status"
    lead.config.write_text(f'[team]\nurl = "{team.url("stranger")}"\n')
    assert "no right on the server" in refused(lead("team", "pull"), 6)
    lead.config.write_text("")
    assert "no address of a team's server is set" in refused(lead("team", "pull"), 5)


def test_nothing_but_a_roll_up_is_replaced(
    team: Team, few: Cli, lead: Cli, refused: Callable[..., str]
) -> None:
    text, empty, link, folder = (lead.folder / each for each in ("notes.txt", "empty", "link", "folder"))
    text.write_text("Words.\n")
    empty.touch()
    link.symlink_to(link)
    folder.mkdir()
    for place in (text, empty, folder, few.book):
        before = place.read_bytes() if place.is_file() else b""
        said = refused(lead("team", "pull", "--to", str(place)), 5)
        assert "is there already and is no roll-up. Nothing was changed." in said
        assert not place.is_file() or place.read_bytes() == before
    assert "leads to itself" in refused(lead("team", "pull", "--to", str(link)), 6)
    assert refused(lead("team", "pull", "--to", " "), 2).startswith("am: --to: not a path.")
    there = folder / "deep" / "team.db"
    lead.ok("team", "pull", "--to", str(there))
    lead.ok("team", "pull", "--to", str(there))


def test_a_pull_in_place_of_the_one_that_is_read(team: Team, few: Cli, lead: Cli) -> None:
    lead.ok("team", "pull")
    path = lead.folder / "team.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        before = reader.execute("SELECT count(*) FROM account").fetchone()
        few.ok("account", "add", "Newcomer")
        few.ok("team", "push")
        inside = Cli(lead.folder, path)  # AMCLI_BOOK is the roll-up, as a lead has it
        assert inside.json("team", "pull")["accounts"] == 5
        assert reader.execute("SELECT count(*) FROM account").fetchone() == before
    assert rows_of(path, "SELECT count(*) FROM account") == [(5,)]


def test_digests_go_on_from_one_roll_up_to_the_next(team: Team, lead: Cli, sample_book: Path) -> None:
    robin = team.joined("robin", source=sample_book)
    robin.ok("team", "push")
    lead.ok("team", "pull")
    there = Cli(lead.folder, lead.folder / "team.db")
    first = there("digest", "--new")
    assert first.code == 0
    assert len(first.out.splitlines()) > 10
    lead.ok("team", "pull")
    assert there("digest", "--new").out == ""
    dana = team.joined("dana")  # comes before robin, whose ids move
    dana.ok("account", "add", "Acorn", "--code", "acorn")
    dana.ok("task", "add", "acorn", "Write to them", "--due", "2026-03-01")
    dana.ok("team", "push")
    lead.ok("team", "pull")
    found = there("digest", "--new").out
    assert "Write to them" in found
    assert "Saltmarsh" not in found
    assert len(found.splitlines()) < 12


def test_what_to_know_of_the_books_is_said_a_line_each(team: Team, lead: Cli) -> None:
    dana, robin, _ = (team.joined(each, login) for each, login in (
        ("dana", "dana"), ("robin", "robin"), ("robin-two", "robin"),
    ))  # fmt: skip
    robin.ok("config", "set", "tiers.key.cadence_days", "10")
    for each in (dana, robin):
        each.ok("account", "add", f"At {each.folder.name}")
        each.ok("team", "push")
    team.sql("UPDATE am.book SET pushed_at = '2026-02-27T08:00:00.000Z' WHERE name = 'dana'")
    team.sql("UPDATE am.book SET pushed_at = '2026-02-28T08:00:00.000Z' WHERE name = 'robin'")
    lead.config.write_text(lead.config.read_text().replace("[fx]\nUSD = 0.92\n", ""))
    assert told(lead) == [
        "am: robin-two has joined, but never pushed: nothing of it is here.",
        "am: dana was last pushed 3 days ago.",
        "am: robin: tiers.key.cadence_days 10, here 14",
    ]
    assert told(lead, "-q") == []
    dana.ok("config", "set", "fx.USD", "0.9")
    dana.ok("team", "push")
    assert "am: dana: fx.USD 0.9, here -" in told(lead)


def test_each_pull_is_of_one_moment_while_books_are_pushed(team: Team, lead: Cli) -> None:
    """Each push moves two records on together; a pull sees both or neither. By day three pulls are enough, as
    pushes that came in between are what shows it, and the pulls go on until one did; nightly four books are
    pushed, two of them by one login."""
    every = (("dana", "dana"), ("robin", "robin"), ("dana-two", "dana"), ("chief", "chief"))
    books = [team.joined(name, login) for name, login in in_turn(every, 0, 2)]
    for cli in books:
        name = cli.folder.name
        cli.ok("account", "add", f"At {name}", "--code", name)
        cli.ok("task", "add", name, "0")
        cli.ok("team", "push")
    ended = threading.Event()
    failed: list[str] = []

    def go_on(cli: Cli) -> None:
        turn = 0
        while not ended.is_set():
            turn += 1
            for words in (
                ["account", "edit", cli.folder.name, "--region", str(turn)],
                ["task", "edit", "t1", "--title", str(turn)],
                ["team", "push", "-q"],
            ):
                done = run_program(words, environ(cli))
                if done.code:
                    failed.append(done.err)

    threads = [threading.Thread(target=go_on, args=(cli,)) for cli in books]
    for each in threads:
        each.start()
    query = "SELECT coalesce(a.region, '0'), t.title FROM account a JOIN task t ON t.account_id = a.id"
    moments, pulls, until = set(), 0, time.monotonic() + LONGEST
    try:
        while pulls < (20 if is_nightly() else 3) or len(moments) < 2:
            assert time.monotonic() < until, "no push comes through"
            pulls += 1
            assert lead("team", "pull", "-q").code == 0
            rows = rows_of(lead.folder / "team.db", query)
            assert len(rows) == len(books)
            assert all(region == title for region, title in rows), rows
            moments.add(tuple(rows))
    finally:
        ended.set()
        for each in threads:
            each.join()
    assert failed == []


def environ(cli: Cli) -> dict[str, str]:
    return clean_environment(cli.folder) | cli.environ("2026-03-02")


def test_a_pull_that_is_killed_leaves_the_one_before(team: Team, dana: Cli, lead: Cli) -> None:
    """By day in each quarter of its time once, which are reading, writing, the index and the new file in the
    place of the old one; nightly in each sixtieth."""
    lead.ok("team", "pull")
    path = lead.folder / "team.db"
    began = time.monotonic()
    assert run_program(["team", "pull", "-q"], environ(lead)).code == 0
    whole = time.monotonic() - began
    drawn, many, pull = random.Random(7), 60 if is_nightly() else 4, forkserver.program(environ(lead))
    for turn in range(many):
        dana.ok("log", "acme", f"Turn {turn}")
        dana.ok("team", "push")
        process = subprocess.Popen([pull, "team", "pull", "-q"], env=environ(lead))
        time.sleep((turn + drawn.random()) / many * whole)  # each part of it once
        process.kill()  # what it stands for goes with it
        process.wait()
        assert rows_of(path, "PRAGMA integrity_check") == [("ok",)]
        with closing(sqlite3.connect(path)) as db:
            at = read_rollup(db).at
        assert Cli(lead.folder, path)("checkins").code == 0, at
    lead.ok("team", "pull")
    assert rows_of(path, "SELECT count(*) FROM interaction WHERE summary LIKE 'Turn %'") == [(turn + 1,)]
    for each in lead.folder.glob(".team.db.*"):
        os.utime(each, (0, 0))
    lead.ok("team", "pull")
    assert list(lead.folder.glob(".team.db.*")) == []


def test_a_server_with_more_and_books_of_other_versions(
    team: Team, few: Cli, lead: Cli, refused: Callable[..., str]
) -> None:
    team.sql("ALTER TABLE am.account ADD COLUMN mood text")
    team.sql("UPDATE am.account SET mood = 'fine'")
    team.sql("UPDATE am.book SET schema_version = 15")  # an older book sends nothing of what is newer
    team.sql("UPDATE am.task SET promised = NULL, promised_by = NULL")
    lead.ok("team", "pull")
    path = lead.folder / "team.db"
    assert rows_of(path, "SELECT DISTINCT promised FROM task") == [(0,)]
    before = path.read_bytes()
    team.sql("ALTER TABLE am.task DROP CONSTRAINT task_promised_by")
    team.sql("UPDATE am.task SET promised_by = 'both'")
    newer = connection.VERSION + 1
    team.sql("UPDATE am.book SET schema_version = %s", (newer,))
    said = refused(lead("team", "pull"), 5)
    assert said.startswith("am: tasks of dana don't fit: ")
    assert f"a newer amcli (version {newer}; this one knows {connection.VERSION})" in said
    assert said.endswith("Upgrade amcli")
    assert path.read_bytes() == before
    team.sql("UPDATE am.server SET minor = minor - 1")
    assert "the server's schema is older" in refused(lead("team", "pull"), 5)


def test_a_name_that_no_book_can_have_is_refused(
    team: Team, few: Cli, lead: Cli, refused: Callable[..., str]
) -> None:
    team.sql("UPDATE am.book SET name = E'x/../y\\n'", login="dana")
    assert "no name of a book. Nothing was changed." in refused(lead("team", "pull"), 5)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE am.task SET id = id + 1000000000 WHERE id = (SELECT min(id) FROM am.task)",
        "UPDATE am.task SET account_id = account_id + 1000000000",
        "UPDATE am.account SET parent_id = 1000000001 WHERE id = 1",
        "UPDATE am.account SET id = -1 WHERE id = 1",
        "UPDATE am.book SET pushed_at = 'never'",
        "UPDATE am.book SET currency = 'x y'",
    ],
)
def test_no_member_passes_for_another(
    team: Team, few: Cli, lead: Cli, refused: Callable[..., str], change: str
) -> None:
    """A row with a number of another book's block would be that book's."""
    team.sql(change, login="dana")
    said = refused(lead("team", "pull"), 5)
    assert "of dana have numbers that no book gives" in said or "of the book dana can't be" in said
    assert not (lead.folder / "team.db").exists()


def test_the_currency_is_the_readers(team: Team, lead: Cli) -> None:
    dana, robin = team.joined("dana"), team.joined("robin")
    for each in (dana, robin):
        each.ok("account", "add", f"At {each.folder.name}")
        each.ok(
            "contract", "add", f"At {each.folder.name}", "-v", "9k", "--starts", "2026-01-01", "--term", "12m"
        )
        with closing(sqlite3.connect(each.book)) as db, db:
            db.execute("UPDATE setting SET value = 'JPY' WHERE key = 'currency'")
        each.ok("team", "push")
    path = lead.folder / "team.db"
    kept = lead.config.read_text()
    for text, currency in (("", "JPY"), ('[book]\ncurrency = "CHF"\n', "CHF")):
        lead.config.write_text(text + kept)
        told(lead)
        assert rows_of(path, "SELECT value FROM setting WHERE key = 'currency'") == [(currency,)]
    found = Cli(lead.folder, path)("portfolio", "-o", "json")
    assert "no exchange rate from EUR to CHF" in found.err
