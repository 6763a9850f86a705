"""Nothing but the protocol on standard output, whatever else has something to say; and no book ends the
server."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from amcli.storage.connection import VERSION
from amcli.storage.schema import upgrade
from tests.assistant.raw import hurried, wired
from tests.support import TODAY, migrations_until

NOISE = '''
import os, sys

class Loud:
    """Says aloud what is imported, as badly behaved libraries do."""

    def find_spec(self, name, path=None, target=None):
        if name in ("mcp.server.stdio", "anyio", "amcli.reports.today"):
            print("importing", name)
            os.write(1, b"importing\\n")
        return None

sys.meta_path.insert(0, Loud())
'''


def environ_of(cli):
    cli.let_go()
    return cli.environ(TODAY)


def test_a_library_that_prints_and_warnings_go_to_standard_error(office, tmp_path):
    noise = tmp_path / "noise"
    noise.mkdir()
    (noise / "sitecustomize.py").write_text(NOISE, encoding="utf-8")
    environ = {**environ_of(office), "PYTHONPATH": str(noise), "PYTHONWARNINGS": "default"}
    with wired(environ) as wire:
        assert "acme" in wire.said("today")
        code, err = wire.end()
    assert code == 0
    assert err.count(b"importing mcp.server.stdio") == 1
    assert b"importing amcli.reports.today" in err


def test_what_a_command_warns_of_is_said_and_goes_to_standard_error(sample):
    sample.ok("config", "unset", "fx.USD")
    with wired(environ_of(sample)) as wire:
        answer, warning = wire.call("renewals")["content"]
        assert '"items"' in answer["text"]
        assert (
            warning["text"]
            == "no exchange rate from USD to EUR: not in the totals. am config set fx.USD RATE"
        )
        assert len(wire.call("brief", account="acme")["content"]) == 1
        refused = wire.call("metrics")
        code, err = wire.end()
    assert b"no exchange rate from USD to EUR: not in the totals" in err
    assert refused["isError"]
    assert refused["_meta"]["amcli/exit_code"] == 5
    assert refused["content"][0]["text"].startswith("no exchange rate from USD to EUR")
    assert code == 0


def test_a_full_standard_error_stops_nothing(sample):
    sample.ok("config", "unset", "fx.USD")
    with open("/dev/full", "wb") as full, wired(environ_of(sample), stderr=full) as wire:
        assert '"items"' in wire.said("renewals")
        assert '"account":"acme"' in wire.said("brief", account="acme")
        wire.end()


def test_a_closed_standard_error_stops_nothing(office):
    with wired(environ_of(office), stderr=os.open(os.devnull, os.O_RDONLY)) as wire:
        assert "acme" in wire.said("today")
        wire.end()


def test_a_book_that_must_be_upgraded_is_upgraded(cli, tmp_path):
    cli.let_go()
    cli.book.unlink()
    db = sqlite3.connect(cli.book, isolation_level=None)
    upgrade(db, migrations_until(VERSION - 1, tmp_path / "older"), VERSION - 1)
    db.close()
    with wired(environ_of(cli)) as wire:
        assert wire.said("tasks") == '{"items":[],"count":0,"total":0}'
        _, err = wire.end()
    with closing(sqlite3.connect(cli.book)) as now:
        assert now.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert b"am: upgraded the book from version" in err
    assert b"Traceback" not in err


def test_each_state_of_the_book_is_an_answer_and_the_next_call_works(office, template, tmp_path):
    environ = environ_of(office)
    book, aside = office.book, tmp_path / "aside.db"
    with wired(environ) as wire:

        def line(code=6):
            found = wire.call("show", ref="acme")
            assert found["isError"]
            assert found["_meta"]["amcli/exit_code"] == code
            return found["content"][0]["text"]

        def works():
            assert '"code":"acme"' in wire.said("show", ref="acme")

        works()
        book.rename(aside)
        assert "am init" in line()
        shutil.copyfile(aside, book)
        works()
        book.write_bytes(b"no book at all" * 1000)
        assert "is not a book" in line()
        whole = aside.read_bytes()
        book.write_bytes(whole[:4096] + b"\xaa" * (len(whole) - 4096))
        assert "damaged" in line()
        shutil.copyfile(aside, book)
        works()
        db = sqlite3.connect(book)
        db.execute(f"PRAGMA user_version = {VERSION + 7}")
        db.close()
        assert "newer" in line()
        shutil.copyfile(template, book)
        assert "no account" in line(3)
        shutil.copyfile(aside, book)
        works()
        assert wire.end()[0] == 0


def test_a_busy_book_is_read_all_the_same(office):
    environ = environ_of(office)
    db = sqlite3.connect(office.book, isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    program = hurried(office.folder.parent / "hurried", "amcli.storage.failures", "WAIT_SECONDS", 0.3)
    with wired(environ, program=str(program)) as wire:
        assert '"code":"acme"' in wire.said("show", ref="acme")
        db.execute("ROLLBACK")
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("BEGIN EXCLUSIVE")
        found = wire.call("show", ref="acme")
        assert found["_meta"]["amcli/exit_code"] == 6
        db.execute("ROLLBACK")
        assert '"code":"acme"' in wire.said("show", ref="acme")
    db.close()


def test_changes_typed_meanwhile_are_seen_and_no_lock_is_held(office):
    with wired(environ_of(office)) as wire:
        assert '"total":1' in wire.said("tasks", account="acme")
        office.ok("task", "add", "acme", "Send the offer")
        office.let_go()
        assert '"total":2' in wire.said("tasks", account="acme")
        assert not Path(f"{office.book}-wal").exists() or not Path(f"{office.book}-wal").stat().st_size


@pytest.mark.parametrize("line", [b"no json", b"[]", b'{"jsonrpc":"2.0"}', b"\xff\xfe", b'{"id":1}', b""])
def test_a_line_that_is_no_message_ends_nothing(line, reading_wire):
    assert reading_wire.process.stdin is not None
    reading_wire.process.stdin.write(line + b"\n")
    assert '"code":"acme"' in reading_wire.said("show", ref="acme")


@pytest.fixture(scope="module")
def reading_wire(copied):
    with wired(copied.environ(TODAY)) as wire:
        yield wire
