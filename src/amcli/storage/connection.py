"""A connection to the book: pragmas, queries, transactions, and SQLite's errors as ours.

The only place that calls `sqlite3.connect` for daily work. What may be opened at all is `opening`.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from amcli.errors import AmcliError, BookUnavailable, Refused
from amcli.files import state_of
from amcli.hints import TYPE_CHECKING, Any
from amcli.rules.names import search_key, shown
from amcli.storage.sql_files import query_text

if TYPE_CHECKING:
    from pathlib import Path

    from amcli.files import Place

VERSION = 14
APPLICATION_ID = 0x616D636C  # "amcl"
WAIT_SECONDS = 10.0
STEPS = 1_000_000  # of SQLite's machine: a tenth of a second
LONGEST_PATH = 250
DAMAGED_HINT = "Restore the newest backup: am restore. All backups: am backup --list"
BACKUPS = "backups"
SQLITE_HEADER = b"SQLite format 3\0"

Row = sqlite3.Row


def connect(path: "Place") -> sqlite3.Connection:
    """Connect to an existing file; the wait for locks is set before anything else touches it."""
    mode = "mode=ro&immutable=1" if cannot_change(path) else "mode=rw"
    address = f"{address_of(path)}?{mode}"
    db = sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS, isolation_level=None)
    if mode != "mode=rw":
        db.execute("PRAGMA query_only = ON")
    db.row_factory = sqlite3.Row
    lend_search_key(db)
    return db


def address_of(path: "Place") -> str:
    """A file in SQLite's words, whatever bytes its name has."""
    name = os.fsencode(os.path.realpath(path))
    return "file:" + "".join(f"%{byte:02x}" if byte > 126 or byte in b"%?#" else chr(byte) for byte in name)


def lend_search_key(db: sqlite3.Connection) -> None:
    """Let SQL compare names as people type them: `am_search_key(text)`, since SQLite folds ASCII only."""
    db.create_function(
        "am_search_key", 1, lambda text: None if text is None else search_key(str(text)), deterministic=True
    )


def cannot_change(path: "Place") -> bool:
    """Whether a book lies on a read-only disk or in a folder that is, where its WAL files cannot be made: it
    can still be read."""
    if os.access(os.path.dirname(path) or ".", os.W_OK):
        return False
    wal = state_of(f"{path}-wal")
    return wal is None or (wal.st_size == 0 and not os.access(path, os.W_OK))


def prepare(db: sqlite3.Connection) -> None:
    """The pragmas of every connection. Turning WAL on can meet a lock that no wait covers."""
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA cache_size = -16000")  # 16 MB: the index of last touches stays in it
    db.execute("PRAGMA mmap_size = 16777216")  # 16 MB read in place; more would count as memory
    if db.execute("PRAGMA query_only").fetchone()[0]:
        return
    deadline = time.monotonic() + WAIT_SECONDS
    while db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            db.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if primary_code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                if primary_code(error) in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
                    return  # a book on a read-only disk can still be read
                raise
            time.sleep(0.01)


def version_of(db: sqlite3.Connection) -> int:
    """The version of the schema that the file carries; 0 for an empty file."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


class Book:
    """An open book: named queries, and transactions that journal themselves.

    `revenue` tells the revenue of some accounts in words, where somebody set it: the candidates of a
    name that fits several are told apart by it. `line` gives what a line of the list last shown stands
    for, which only the program around the book knows; `notice` says there what was understood. `changes`
    are the transactions that left a trace; `offers_near` is whether a name that is not there is answered
    with near ones, for which all names are looked at; `people_stand` is whether a person stands for their
    account, which nobody means who writes a file. `looks_back` is whether it shows the book of another day.
    `at_end` is what is left to do when the command has said all it has to say, `made` what was worked out of
    the whole book meanwhile, with what it was worked out from; `departed` are those who leave, and
    `about` what all of its scores depend on, likewise. `closing` is called with each change of a
    person's own at its end, and may add to it.
    """

    def __init__(self, path: "Place", db: sqlite3.Connection, command: str) -> None:
        self.file = path
        self.db = db
        self.command = command
        self.committed = False
        self.changes: list[int] = []
        self.revenue: Callable[[list[int]], dict[int, str]] | None = None
        self.line: Callable[[str], str] | None = None
        self.notice: Callable[[str], None] | None = None
        self.offers_near = True
        self.people_stand = True
        self.looks_back = False
        self.at_end: list[Callable[[], None]] = []
        self.made: tuple[Any, Any] | None = None
        self.departed: tuple[Any, Any] | None = None
        self.about: tuple[Any, Any] | None = None
        self.closing: Callable[[int], None] | None = None

    @property
    def path(self) -> "Path":
        """The file."""
        from pathlib import Path

        return Path(self.file)

    def text(self, query: str) -> str:
        """The SQL of a query, by its name (sql_files.py)."""
        return query_text(query)

    def rows(self, query: str, /, **values: Any) -> list[Row]:
        """All rows that a query gives."""
        with translated(self.file):
            return self.db.execute(self.text(query), values).fetchall()

    def each(self, query: str, /, **values: Any) -> Iterator[Row]:
        """The same, one after the other: nobody holds all of them who doesn't want to."""
        with translated(self.file):
            yield from self.db.execute(self.text(query), values)

    def row(self, query: str, /, **values: Any) -> Row | None:
        """The first row that a query gives, or None."""
        with translated(self.file):
            found: Row | None = self.db.execute(self.text(query), values).fetchone()
            return found

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Several reads of the book as it is at the first of them, whatever is written meanwhile."""
        with translated(self.file):
            self.db.execute("BEGIN")
        try:
            yield
        finally:
            self.db.execute("ROLLBACK")

    @contextmanager
    def transaction(
        self,
        *,
        bulk: bool = False,
        automatic: bool = False,
        undoes: int | None = None,
        undoing: bool = False,
    ) -> Iterator[int]:
        """One change of the book, whole or not at all; gives the number `am undo` knows it by.

        `bulk` leaves the search index to `triggers.index_transaction`. `automatic` marks what a
        plain `am undo` passes over; `undoes` names the transaction that this one reverses,
        `undoing` whether that takes a change back or puts one back. A transaction that wrote
        nothing leaves no trace.
        """

        with translated(self.file):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                txn = self.db.execute(
                    "INSERT INTO txn(at, command, undoes, undoing, automatic) VALUES (?, ?, ?, ?, ?)",
                    (now(), self.command, undoes, int(undoing), int(automatic)),
                ).lastrowid
                assert txn is not None
                self.db.execute(
                    "UPDATE session SET txn = ?, bulk = ?, mechanical = ? WHERE id = 1",
                    (txn, int(bulk), int(bulk or undoes is not None)),
                )
                yield txn
                if self.closing is not None and not (bulk or automatic or undoes is not None):
                    self.closing(txn)
                self._refuse_falls(txn, bulk)
                self.db.execute("UPDATE session SET txn = NULL, bulk = 0, mechanical = 0 WHERE id = 1")
                traceless = self.db.execute(
                    "DELETE FROM txn WHERE id = ?1 AND undoes IS NULL AND NOT EXISTS"
                    " (SELECT 1 FROM journal WHERE txn = ?1)",
                    (txn,),
                ).rowcount
                self.db.execute("COMMIT")
                if not traceless:
                    self.committed = True
                    self.changes.append(txn)
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise

    def _refuse_falls(self, txn: int, bulk: bool) -> None:
        """Refuse a change that takes a contract below zero. Of many changes those of contracts are found by
        their table; a plus keeps SQLite from reading them all."""
        query = f"SELECT 1 FROM journal WHERE {'+' if bulk else ''}txn = ? AND tbl = 'contract' LIMIT 1"
        if self.db.execute(query, (txn,)).fetchone():
            from amcli.storage.below_zero import refuse_falls

            refuse_falls(self.db, txn)

    def may_end_plays(self, txn: int) -> bool:
        """Whether a change is one of contracts, and plays run for some."""
        query = (
            "SELECT EXISTS (SELECT 1 FROM play WHERE contract_id IS NOT NULL AND stopped_on IS NULL)"
            " AND EXISTS (SELECT 1 FROM journal WHERE txn = ? AND tbl = 'contract')"
        )
        return bool(self.db.execute(query, (txn,)).fetchone()[0])

    def only_read(self) -> None:
        """Let nothing be written from here on."""
        self.db.execute("PRAGMA query_only = ON")

    @contextmanager
    def step(self) -> Iterator[None]:
        """A part of a transaction that is taken back alone when it fails, so that the next can be tried."""
        with translated(self.file):
            self.db.execute("SAVEPOINT step")
            try:
                yield
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK TO step")
                    self.db.execute("RELEASE step")
                raise
            self.db.execute("RELEASE step")

    @contextmanager
    def aside(self) -> Iterator[None]:
        """One change of what is no record: not journalled, whole or not at all. It waits for nobody: what is
        busy fails."""
        with translated(self.file):
            self.db.execute("PRAGMA busy_timeout = 0")
            try:
                self.db.execute("BEGIN IMMEDIATE")
                yield
                self.db.execute("COMMIT")
            finally:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                self.db.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000:.0f}")

    @contextmanager
    def attended(self, beat: Callable[[], None]) -> Iterator[None]:
        """Long statements that come back now and then, to call `beat` and to be interrupted: Python hears of
        Control-C only when it runs."""

        self.db.set_progress_handler(beat, STEPS)
        try:
            yield
        except sqlite3.OperationalError as error:
            if primary_code(error) == sqlite3.SQLITE_INTERRUPT:
                raise KeyboardInterrupt from None
            raise
        finally:
            self.db.set_progress_handler(None, 0)

    def finish(self) -> None:
        """Do what is left to do."""
        while self.at_end:
            self.at_end.pop(0)()

    def close(self) -> None:
        self.db.close()


def named(path: "Place") -> str:
    """A path in a sentence: short, harmless, and not without end."""
    text = shown(short_path(path))
    return text if len(text) <= LONGEST_PATH else f"{text[: LONGEST_PATH - 3]}..."


def short_path(path: "Place") -> str:
    """A path with the home directory as `~`."""
    from pathlib import Path

    try:
        return f"~/{Path(path).relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's primary result code of an error, without the extended bits; -1 where there is none."""
    return int(getattr(error, "sqlite_errorcode", -1)) & 0xFF


@contextmanager
def translated(path: "Place") -> Iterator[None]:
    """Turn SQLite's errors into ours: what is wrong, in words, and the documented exit code."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise broken_rule(error) from error
    except sqlite3.Error as error:
        raise explained(error, path) from error


def broken_rule(error: sqlite3.IntegrityError) -> AmcliError:
    """A constraint of the book, in words, with the values that `writes` keeps beside the error."""
    from amcli.storage.violations import told

    return Refused(f"{told(error, vars(error).get('row'))}.")


def busy() -> BookUnavailable:
    """The error where another program does not let go of the book."""
    return BookUnavailable(
        f"the book is busy: another program has been writing to it for {WAIT_SECONDS:.0f} s.",
        "Try again. If it keeps happening: am doctor",
    )


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that the file itself is not whole, or no book at all."""
    return primary_code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def damaged(path: "Place") -> BookUnavailable:
    """The error of a book that is not whole, or of a file that never was one: to that no backup belongs."""
    if was_book(path):
        return BookUnavailable(f"the book {named(path)} is damaged.", DAMAGED_HINT)
    return BookUnavailable(f"{named(path)} is not a book. It was not changed.", "Another one: am --book PATH")


def was_book(path: "Place") -> bool:
    """Whether a file that SQLite cannot read was a book once: it begins like one, or has backups."""
    try:
        with open(path, "rb") as file:
            if file.read(len(SQLITE_HEADER)) == SQLITE_HEADER:
                return True
        from pathlib import Path

        whole = Path(path)
        return any(folder_of(whole).glob(f"{stem_of(whole)}-*.db"))
    except OSError:
        return True


def folder_of(path: "Path") -> "Path":
    """Where the copies of a book lie."""
    return path.parent / BACKUPS


def stem_of(path: "Path") -> str:
    """With what the names of a book's copies begin: two books of one folder keep theirs apart."""
    return path.name.removesuffix(".db")


def explained(error: sqlite3.Error, path: "Place") -> AmcliError:
    """Every other error of SQLite, in words."""
    code = primary_code(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return busy()
    reasons = {
        sqlite3.SQLITE_FULL: "the disk is full",
        sqlite3.SQLITE_READONLY: "it is read-only",
        sqlite3.SQLITE_PERM: "permission denied",
        sqlite3.SQLITE_CANTOPEN: "it can't be opened",
        sqlite3.SQLITE_IOERR: "the disk can't be read or written",
        sqlite3.SQLITE_AUTH: "permission denied",
    }
    if getattr(error, "sqlite_errorcode", -1) == sqlite3.SQLITE_IOERR_SHMSIZE:
        code = sqlite3.SQLITE_FULL  # no room for the index of the write-ahead log, which reading needs too
    if is_damage(error):
        return damaged(path)
    if code in reasons:
        return BookUnavailable(f"the book {named(path)}: {reasons[code]}.")
    if code == sqlite3.SQLITE_TOOBIG:
        return Refused("the text is too large for the book.")
    raise error


def now() -> str:
    """This instant as UTC text with milliseconds and `Z`, the one form the book uses."""
    seconds, milliseconds = divmod(time.time_ns() // 1_000_000, 1000)
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + f".{milliseconds:03d}Z"
