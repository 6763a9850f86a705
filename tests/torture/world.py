"""A small office in a folder of its own: book, settings, files to import, a backup, an older book. Each
attempt of a row works in a copy of it, with real processes, and then looks whether the book is whole."""

import contextlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from amcli.drafts import STALE_SECONDS
from amcli.storage import schema
from amcli.storage.connection import VERSION, Book, connect, prepare
from tests import forkserver
from tests.commands.writes import FILES, OFFICE, STORY, commands
from tests.forkserver import LONGEST, PROGRAM
from tests.storage.support import account, add
from tests.support import Cli, Result, clean_environment, dumped, migrations_until, run_here, run_program

TODAY = "2026-03-02"
# Kept scores and what is worked out anew each day are no records.
ASIDE = ("txn", "journal", "health", "digest", "alembic_version")
STAMPS = ("created_at", "updated_at")
CALENDAR = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Example//Calendar//EN\r
BEGIN:VEVENT\r
UID:one@example\r
DTSTAMP:20260220T090000Z\r
DTSTART:20260210T090000Z\r
DTEND:20260210T100000Z\r
SUMMARY:Review\r
ATTENDEE:mailto:omar@acme.example\r
END:VEVENT\r
END:VCALENDAR\r
"""
MINE = '[me]\nemails = ["me@example.com"]\n'
# What commands leave that is no record: drafts are what must go.
DRAFTS = (".new", ".copy", "plan", ".import", "-journal", "copy-wal", "plan-wal", "import-wal", "new-wal")


class State(NamedTuple):
    """What a book holds: all rows but those that are worked out, and how many changes it knows of."""

    rows: dict[str, list[tuple[Any, ...]]]
    changes: int


class World:
    """A folder that is somebody's home, and `am` in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.book = folder / "data" / "book.db"
        self.config = folder / "config.toml"
        self.tmp = folder / "tmp"

    def environ(self, **more: str) -> dict[str, str]:
        """The variables of a process in it."""
        return clean_environment(self.folder) | {
            "AMCLI_BOOK": str(self.book), "AMCLI_CONFIG": str(self.config), "AMCLI_TODAY": TODAY,
            "AMCLI_LOG_DIR": str(self.folder / "logs"), "TMPDIR": str(self.tmp), "NO_COLOR": "1",
        } | more  # fmt: skip

    def line(self, argv: Sequence[str]) -> list[str]:
        """A command line with its files in the folder."""
        return [word.replace("{here}", str(self.folder)) for word in argv]

    def am(self, *argv: str, stdin: str = "", **more: str) -> Result:
        """A command, to its end."""
        return run_program(self.line(argv), self.environ(**more), stdin)

    def here(self, *argv: str, stdin: str = "") -> Result:
        """The same in this process, where no process matters."""
        return run_here(self.line(argv), self.environ(), stdin)

    def start(
        self, argv: Sequence[str], before: Sequence[str] = (), *, whole: bool = True, **more: Any
    ) -> "subprocess.Popen[bytes]":
        """The program itself, started whole, or forked; `before` are the words of what runs it."""
        program = PROGRAM if whole else forkserver.program(self.environ())
        return subprocess.Popen(
            [*before, str(program), *self.line(argv)], env=self.environ(), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, **more,
        )  # fmt: skip

    def copy(self, to: Path) -> "World":
        """A copy of all of it."""
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(self.folder, to, symlinks=True)
        return World(to)

    def state(self, book: Path | None = None) -> State:
        """What the book holds; it must be readable."""
        db = sqlite3.connect(book or self.book)
        try:
            rows = {name: unstamped(db, name, found) for name, found in dumped(db, ASIDE).items()}
            return State(rows, db.execute("SELECT coalesce(max(id), 0) FROM txn").fetchone()[0])
        finally:
            db.close()

    def leftovers(self) -> list[str]:
        """Drafts that nobody will ever want. SQLite takes its temporary files away before it writes to them:
        one that it was killed over is empty."""
        found = [path for path in self.folder.rglob("*") if path.name.endswith(DRAFTS)]
        found += [
            path for path in self.tmp.iterdir() if not path.name.startswith("etilqs_") or path.stat().st_size
        ]
        return sorted({str(path.relative_to(self.folder)) for path in found})

    def age(self) -> None:
        """Let what was left behind be old enough to be recognised as left behind."""
        then = time.time() - 2 * STALE_SECONDS
        for name in self.leftovers():
            os.utime(self.folder / name, (then, then))


def unstamped(db: sqlite3.Connection, table: str, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows without the moment at which they were written."""
    names = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
    stamps = {at + 1 for at, name in enumerate(names) if name in STAMPS}  # the first is the rowid
    return [tuple(v for at, v in enumerate(row) if at not in stamps) for row in rows] if stamps else rows


def faults(book: Path) -> list[str]:
    """What is wrong with the file of a book."""
    db = sqlite3.connect(book)
    db.text_factory = lambda text: text.decode("utf-8", "replace")
    try:
        found = [f"integrity: {row[0]}" for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"refers to nothing: {row}" for row in db.execute("PRAGMA foreign_key_check")]
        db.execute("INSERT INTO search(search, rank) VALUES ('integrity-check', 0)")
        if db.execute("SELECT txn FROM session").fetchall() != [(None,)]:
            found.append("a transaction is open in it")
        return found
    except (sqlite3.Error, UnicodeDecodeError) as error:  # SQLite's own message may hold what is damaged
        return [f"{type(error).__name__}: {error}"]
    finally:
        db.close()


def wrong_answer(code: int, err: str, codes: Sequence[int] = range(7)) -> list[str]:
    """What is wrong with how a command ended and what it said."""
    found = [] if code in codes else [f"exit code {code}: {err[-300:]}"]
    if "Traceback" in err or "unexpected happened" in err:
        found.append(f"unforeseen: {err[-300:]}")
    return found


@contextlib.contextmanager
def running(world: World, argv: Sequence[str]) -> Iterator[tuple[socket.socket, int, int]]:
    """A command that is killed at once when its line is closed; its outputs are read by descriptor."""
    (given, giving), (taking, taken), (hearing, heard) = os.pipe(), os.pipe(), os.pipe()
    os.close(giving)
    line = forkserver.start(world.line(argv), world.environ(), (given, taken, heard))
    for theirs in (given, taken, heard):
        os.close(theirs)
    try:
        yield line, taking, hearing
    finally:
        line.close()
        for ours in (taking, hearing):
            with contextlib.suppress(OSError):
                os.close(ours)


def killed_after(world: World, argv: Sequence[str], seconds: float) -> Result | None:
    """A command that is killed after so many seconds; its result where it was faster."""
    with running(world, argv) as (line, taking, hearing):
        line.settimeout(seconds)
        try:
            code: int | None = forkserver.wait(line) if seconds > 0 else None
        except TimeoutError:
            code = None
        line.close()  # the server kills what runs, and what it wrote into ends with it
        out, err = (drained(each) for each in (taking, hearing))
    return None if code is None else Result(code, out, err)


def drained(descriptor: int) -> str:
    """All of a pipe, whose other end is closed when the last process has ended that had it."""
    with open(os.dup(descriptor), "rb") as pipe:
        return pipe.read().decode("utf-8", "replace")


def older_book(path: Path, migrations: Path) -> None:
    """A book of the version before, with a change that can be undone."""
    path.touch(mode=0o600)
    db = connect(path)
    prepare(db)
    schema.upgrade(db, migrations_until(VERSION - 1, migrations), VERSION - 1)
    book = Book(path, db, "account add Acme")
    with book.transaction():
        for number in range(40):
            row = account(db, f"Acme {number}", code=f"acme{number}")
            add(db, "contact", account_id=row, name=f"Jane {number}")
            add(db, "interaction", account_id=row, on="2026-01-02", summary=f"hello {number}")
    db.close()
    shutil.rmtree(migrations)


@cache
def template() -> World:
    """The world that all are copies of, made once."""
    import atexit
    import tempfile

    base = Path(tempfile.mkdtemp(prefix="am-torture-"))
    atexit.register(shutil.rmtree, base, ignore_errors=True)
    world = World(base / "world")
    for folder in (world.book.parent, world.tmp):
        folder.mkdir(parents=True)
    schema.create(world.book, "EUR")
    world.config.write_text(MINE)
    fill(world)
    older_book(world.book.with_name("older.db"), base / "migrations")
    return world


def fill(world: World) -> None:
    """What happened in the office, and files that wait to be imported."""
    for argv in (*OFFICE, *commands(STORY)):
        found = world.here(*argv)
        assert found.code == 0, (argv, found)
    for name, text in FILES.items():
        (world.folder / name).write_text(text)
    calls = "".join(f"acme,call,2026-01-{n % 28 + 1:02d},Call {n}\n" for n in range(300))
    (world.folder / "calls.csv").write_text(f"account,kind,on,summary\n{calls}")
    (world.folder / "changed.csv").write_text(
        "account,name,title\nacme,Jane Orr,Head\nacton,Leo Grant,Boss\n"
    )
    (world.folder / "meetings.ics").write_bytes(CALENDAR.encode())
    assert world.here("backup", "--to", str(world.folder / "aside.db")).code == 0
    for argv in (["log", "acme", "Since the backup", "-n", "Call again"], ["done", "t2"], ["undo"]):
        assert world.here(*argv).code == 0, argv
    for end in ("-wal", "-shm"):
        Path(f"{world.book}{end}").unlink(missing_ok=True)


def cli_of(world: World) -> Cli:
    """The commands of a world in this process."""
    cli = Cli(world.folder, world.book)
    cli.config = world.config
    return cli


def kill(process: "subprocess.Popen[Any]") -> None:
    """End a process and what it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=LONGEST)


def environ_of(world: World, more: Mapping[str, str]) -> dict[str, str]:
    """The variables of a process, with some more."""
    return {**world.environ(), **more}
