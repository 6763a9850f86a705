"""Running `am` in tests: in this process with streams of its own, as a program, and under a real terminal."""

import fcntl
import io
import json
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, NamedTuple, TextIO

import pytest

from amcli.__main__ import run_app
from amcli.again import Answer, again
from amcli.context import Origin, Run
from amcli.storage import opening, schema
from amcli.storage.connection import Book
from amcli.storage.held import Held
from amcli.storage.opening import as_rollup, open_book
from amcli.vocabulary import OWNERS
from tests import forkserver
from tests.forkserver import LONGEST, PROGRAM

TODAY = "2026-03-02"  # a Monday
UNEXPECTED = "something unexpected happened"  # what a fault of our own is called
READ_BY_SHELLS = set("|&;<>()$`\\\n*?[]#~{}!")  # by more than parting a line into words
UNDO_KEEPS = ("txn", "journal")
STREAMS = ("stdin", "stdout", "stderr")
# These look at the file itself, or put another in its place.
APART = {"backup", "demo", "doctor", "init", "restore"}
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Result(NamedTuple):
    """What a command line gave back."""

    code: int
    out: str
    err: str


class Terminal(io.StringIO):
    """A stream with a person behind it."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def run_here(
    argv: Sequence[str],
    environ: dict[str, str],
    stdin: str | bytes = "",
    terminals: Collection[str] = (),
) -> Result:
    """A command line in this process; `terminals` are those of its streams that a person sits at."""
    given: TextIO = io.StringIO(stdin) if isinstance(stdin, str) else io.TextIOWrapper(io.BytesIO(stdin))
    if "stdin" in terminals and isinstance(stdin, str):
        given = Terminal(stdin)
    out, err = (Terminal() if name in terminals else io.StringIO() for name in STREAMS[1:])
    code = run_app(list(argv), environ, given, out, err)
    return Result(code, out.getvalue(), err.getvalue())


def words_of(command: str) -> list[str]:
    """The words of a line that is one call of `am`; none where a shell would do more than part it."""
    if READ_BY_SHELLS & set(command):
        return []
    words = shlex.split(command)
    return words if words[:1] == ["am"] else []


class OneConnection:
    """Lends one open connection to the command lines on a book, in this process: reading the schema anew for
    each takes longer than most of them do.

    What a command finds is what it would find in a connection of its own. One that looked back, or may only
    read, is closed, but for a roll-up, which is never written; so is one whose file was touched by others
    since. After each command the file is whole without its log, and bears a time that nobody else gives it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db: Held | None = None
        self.left: tuple[int, ...] = ()
        self.is_rollup = False
        self.out = False  # whether a command has it now

    @contextmanager
    def lent(self) -> Iterator[None]:
        """What is opened meanwhile in this process is this connection."""
        before = opening.open_book, Book.close
        opening.open_book, Book.close = self.open_book, lambda book: self.close_book(book)  # type: ignore[method-assign]
        try:
            yield
        finally:
            opening.open_book, Book.close = before  # type: ignore[method-assign]

    def open_book(self, path: Path | str, command: str) -> Book:
        """What a command opens; one of its own where it runs beside another, or inside it."""
        if str(path) != str(self.path) or self.out or not is_main():
            return open_book(path, command)
        if self.untouched() is None:
            self.close()
        if self.db is None:
            opened = open_book(path, command)
            self.db, self.is_rollup = opened.held, opened.rollup is not None
        assert self.db is not None
        assert not self.db.in_transaction, "a transaction was left open"
        self.out = True
        if self.is_rollup:
            return as_rollup(self.db, path, command)
        OWNERS.clear()
        return Book(path, self.db, command)

    def close_book(self, book: Book) -> None:
        """What a command closes: really so where its connection is another now than a new one."""
        if book.db is not self.db:
            book.db.close()
            return
        self.out = False
        looks_back = self.db.execute("SELECT 1 FROM temp.sqlite_schema").fetchone()
        if looks_back or self.db.execute("PRAGMA query_only").fetchone()[0] != self.is_rollup:
            self.close()
            return
        try:
            self.leave()
        except (OSError, sqlite3.Error):  # the file is gone, or can't be written: so it is closed as ever
            self.close()

    def leave(self) -> None:
        """Write the log into the file and give it its time. No other reader is waited for."""
        assert self.db is not None
        if self.is_rollup:
            self.left = self.state()
            return
        if Path(f"{self.path}-wal").stat().st_size:
            (patience,) = self.db.execute("PRAGMA busy_timeout").fetchone()
            self.db.execute("PRAGMA busy_timeout = 0")
            self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self.db.execute(f"PRAGMA busy_timeout = {patience}")
        found = self.path.stat()
        os.utime(self.path, ns=(found.st_atime_ns, found.st_mtime_ns + 1))
        self.db.note()
        self.left = self.state()

    def untouched(self) -> sqlite3.Connection | None:
        """It, if it is open and nobody has touched the file since."""
        return self.db if self.db is not None and self.state() == self.left else None

    def state(self) -> tuple[int, ...]:
        """What tells whether the file is the one that was left, and untouched."""
        try:
            file = self.path.stat()
            log = file if self.is_rollup else Path(f"{self.path}-wal").stat()
        except OSError:
            return ()
        return file.st_ino, file.st_size, file.st_mtime_ns, log.st_ino, log.st_size

    def close(self) -> None:
        """Let go of the file."""
        if self.db is not None:
            self.db.close()
        self.db, self.out = None, False


def is_main() -> bool:
    """Whether this is the thread in which tests run."""
    return threading.current_thread() is threading.main_thread()


def lending(lent: OneConnection | None, argv: Sequence[str]) -> AbstractContextManager[None]:
    """What a command line runs in: with the open connection, or without any."""
    if lent is None or lent.out or not is_main():
        return nullcontext()
    if APART.isdisjoint(argv):
        return lent.lent()
    lent.close()
    return nullcontext()


FILLED: dict[Callable[["Cli"], object], dict[str, bytes]] = {}  # the files by their names


class Cli:
    """`am` in this process, on a book of its own; it stays open between its commands where a connection is
    lent."""

    def __init__(self, folder: Path, book: Path, lent: OneConnection | None = None) -> None:
        self.folder = folder
        self.book = book
        self.config = folder / "config.toml"
        self.lent = lent

    def environ(self, today: str | None) -> dict[str, str]:
        found = {"AMCLI_BOOK": str(self.book), "AMCLI_CONFIG": str(self.config), "COLUMNS": "80"}
        found |= {"HOME": str(self.folder), "AMCLI_LOG_DIR": str(self.folder / "logs"), "NO_COLOR": "1"}
        return found | ({"AMCLI_TODAY": today} if today else {})

    def __call__(
        self,
        *argv: str,
        today: str | None = TODAY,
        stdin: str = "",
        tty: bool = False,
        env: dict[str, str] | None = None,
    ) -> Result:
        with lending(self.lent, argv):
            return run_here(argv, self.environ(today) | (env or {}), stdin, STREAMS if tty else ())

    def once(self, fill: Callable[["Cli"], object]) -> "Cli":
        """The book filled by this function: with the first test by its commands, later by a copy of what
        they made, its settings too."""
        if fill not in FILLED:
            fill(self)
            self.let_go()
            FILLED[fill] = {
                path.name: path.read_bytes() for path in (self.book, self.config) if path.exists()
            }
        else:
            self.let_go()
            for name, held in FILLED[fill].items():
                (self.folder / name).write_bytes(held)
        return self

    def let_go(self) -> None:
        """Close the book, before its file is put away or replaced."""
        if self.lent is not None:
            self.lent.close()

    def ok(self, *argv: str, **options: Any) -> str:
        """The output of a command that must succeed and have nothing to complain of."""
        found = self(*argv, **options)
        assert (found.code, found.err) == (0, ""), found
        return found.out

    def ref(self, *argv: str, **options: Any) -> str:
        """The reference that a writing command prints in a pipe."""
        return self.ok(*argv, **options).strip()

    def json(self, *argv: str, **options: Any) -> Any:
        """What a report gives as JSON."""
        at = argv.index("--") if "--" in argv else len(argv)
        return json.loads(self.ok(*argv[:at], "-o", "json", *argv[at:], **options))

    def one(self, *argv: str, **options: Any) -> Any:
        """The one row of a list."""
        (row,) = self.json(*argv, **options)
        return row

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything that the book holds, but for its own account of what changed."""
        return dump_of(self.book, self.lent)


@contextmanager
def kept_open(folder: Path, book: Path) -> Iterator[Cli]:
    """`am` on a book that stays open meanwhile."""
    cli = Cli(folder, book, OneConnection(book))
    try:
        yield cli
    finally:
        cli.let_go()


def filled(source: Path, folder: Path, lines: Iterable[Sequence[str]], today: str = TODAY) -> Path:
    """A copy of a book after some command lines, each of which must succeed."""
    path = folder / "book.db"
    shutil.copyfile(source, path)
    with kept_open(folder, path) as cli:
        for argv in lines:
            cli.ok(*argv, today=today)
    return path


def migrations_until(version: int, folder: Path) -> Path:
    """A copy of the migrations as they were in the days of a version of the book."""

    def later(_: str, names: list[str]) -> list[str]:
        return [name for name in names if re.match(r"v\d{4}", name) and int(name[1:5]) > version]

    shutil.copytree(schema.MIGRATIONS, folder, ignore=later)
    return folder


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that one of the processes in which tests run fills for all; they copy what is in it."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"made-{name}"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "made").exists():
            make(folder)
            (folder / "made").touch()
    return folder


def rows_of(path: Path, query: str, lent: OneConnection | None = None) -> list[tuple[Any, ...]]:
    """What a query of a book gives; one that only reads is asked of the open connection, if there is one."""
    reads = query.lstrip().startswith("SELECT") and lent is not None and not lent.out
    if lent and reads and (known := lent.untouched()):
        cursor = known.cursor()
        cursor.row_factory = None
        return cursor.execute(query).fetchall()
    db = sqlite3.connect(path)
    try:
        found = db.execute(query).fetchall()
        db.commit()
        return found
    finally:
        db.close()


def dump(path: Path, but: Collection[str] = UNDO_KEEPS) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables of a file except the journal and what is worked out each day; the search index
    by what it holds."""
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        return dumped(db, but)
    finally:
        db.close()


def dump_of(
    path: Path, lent: OneConnection | None, but: Collection[str] = UNDO_KEEPS
) -> dict[str, list[tuple[Any, ...]]]:
    """The same through the open connection, where there is one."""
    db = lent.untouched() if lent else None
    return dumped(db, but) if db else dump(path, but)


def dumped(db: sqlite3.Connection, but: Collection[str] = UNDO_KEEPS) -> dict[str, list[tuple[Any, ...]]]:
    """The same through a connection."""
    cursor = db.cursor()
    cursor.row_factory = None
    names = [row[0] for row in cursor.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = {
        name: cursor.execute(f'SELECT rowid, * FROM "{name}" ORDER BY rowid').fetchall()
        for name in names
        if not name.startswith(("sqlite_", "search_")) and name not in (*but, "day_state")
    }
    found["setting"] = [row for row in found["setting"] if "day" not in row]  # the mark of the day's state
    # In an index the words matter, not only the text that it shows: ask it for every word.
    cursor.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance)")
    found["words"] = cursor.execute("SELECT * FROM temp.words ORDER BY 1, 2, 3, 4").fetchall()
    cursor.execute("DROP TABLE temp.words")
    return found


def clean_environment(folder: Path) -> dict[str, str]:
    """A person's first day: a home of their own, and nothing of this machine's settings."""
    return {
        "HOME": str(folder),
        "PATH": os.environ.get("PATH", os.defpath),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
        "TZ": "UTC",
    }


def run_program(argv: list[str], environ: dict[str, str], stdin: str | None = None) -> Result:
    """The installed command as a process of its own, forked by a server; its streams are pipes.

    Where its variables change how Python itself starts, the program is started whole.
    """
    if forkserver.is_usual(environ):
        code, out, err = forkserver.run(argv, environ, (stdin or "").encode())
        return Result(code, *(universal(each.decode()) for each in (out, err)))
    found = subprocess.run(
        [PROGRAM, *argv],
        env=environ,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LONGEST,
        check=False,
    )
    return Result(found.returncode, found.stdout, found.stderr)


def universal(text: str) -> str:
    """Lines as Python reads them from a pipe, however they end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def run_on_terminal(argv: list[str], environ: dict[str, str], columns: int, typed: str) -> Result:
    """The installed command on a pseudo-terminal; standard output and error are one screen (`out`)."""
    environ = {"PAGER": "cat", **environ}
    if not forkserver.is_usual(environ):
        return run_any_on_terminal([str(PROGRAM), *argv], environ, columns, typed)
    ours, theirs = open_terminal(columns)
    try:
        line = forkserver.start(argv, environ, (theirs, theirs, theirs))
    finally:
        os.close(theirs)
    screen = seen(ours, typed)
    return Result(forkserver.wait(line), screen, "")


def run_any_on_terminal(
    argv: list[str], environ: dict[str, str], columns: int = 80, typed: str = ""
) -> Result:
    """Any program on a pseudo-terminal, such as a shell in which `am` is typed several times."""
    ours, theirs = open_terminal(columns)
    try:
        process = subprocess.Popen(
            argv,
            env={"PAGER": "cat", **environ},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
    finally:
        os.close(theirs)
    screen = seen(ours, typed)
    return Result(process.wait(timeout=LONGEST), screen, "")


def open_terminal(columns: int) -> tuple[int, int]:
    """A pseudo-terminal of 24 lines: our end, and that of the program."""
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    return ours, theirs


def seen(ours: int, typed: str) -> str:
    """What a terminal shows until its program ends, after something was typed; then it is closed."""
    if typed:
        os.write(ours, typed.encode())
    screen = read_to_the_end(ours)
    os.close(ours)
    return screen.decode().replace("\r\n", "\n")


def read_to_the_end(descriptor: int) -> bytes:
    """All that a terminal showed; its end is an error on Linux and nothing elsewhere."""
    found = b""
    while True:
        try:
            piece = os.read(descriptor, 65536)
        except OSError:
            return found
        if not piece:
            return found
        found += piece


def uncoloured(text: str) -> str:
    """Text without the colours; every other control character stays."""
    return COLOUR.sub("", text)


def came(cli: Cli, origin: Origin, *argv: str, text: str = "") -> Answer:
    """A command line that nobody types, run within another one; it must succeed."""
    with lending(cli.lent, argv):
        found = Run([], cli.environ(TODAY), io.StringIO(), io.StringIO(), io.StringIO())
        found.door = run_app
        answer = again(found, list(argv), origin, text)
    assert answer.code == 0, answer
    return answer
