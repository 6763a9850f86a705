"""A connection to the book: pragmas, queries, transactions; what failed is told by `failures`.

The only place that calls `sqlite3.connect` for daily work. What may be opened at all is `opening`.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from amcli.errors import AmcliError, BookUnavailable
from amcli.files import state_of
from amcli.hints import TYPE_CHECKING, Any, TypeVar, cast, contextmanager, suppress
from amcli.rules.names import search_key
from amcli.storage import failures
from amcli.storage.failures import primary_code
from amcli.storage.held import Held
from amcli.storage.sql_files import of_part, query_text

if TYPE_CHECKING:
    from pathlib import Path

    from amcli.files import Place
    from amcli.storage.rollup import Rollup

VERSION = 16
APPLICATION_ID = 0x616D636C  # "amcl"
ROLLUP_ID = 0x616D6372  # "amcr": the books of a team in one, which is only read
STEPS = 1_000_000  # of SQLite's machine: a tenth of a second
AT_ONCE = 50  # rows that one statement adds
BACKUPS = "backups"

Row = sqlite3.Row
Found = TypeVar("Found")
Connection = sqlite3.Connection


def connect(path: "Place") -> Held:
    """Connect to an existing file; the wait for locks is set before anything else touches it."""
    mode = "mode=ro&immutable=1" if cannot_change(path) else "mode=rw"
    address, state = f"{address_of(path)}?{mode}", state_of(path)
    db = sqlite3.connect(address, uri=True, timeout=failures.WAIT_SECONDS, isolation_level=None, factory=Held)
    db.hold(path, state)
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
    # Nothing is read in place (mmap_size): who does dies by a signal where another program cuts the file.
    db.execute("PRAGMA cache_size = -2000")  # 2 MB: to be given more takes longer than to read a page again
    if db.execute("PRAGMA query_only").fetchone()[0]:
        return
    deadline = time.monotonic() + failures.WAIT_SECONDS
    while db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            db.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if primary_code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                if primary_code(error) in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
                    return  # a book on a read-only disk can still be read
                raise
            time.sleep(0.01)


def is_cut(db: sqlite3.Connection, path: "Place") -> bool:
    """Whether a part of the last page is missing, in place of which SQLite reads zeros. Its log may hold that
    page, where it was being written to the file."""
    db.execute("PRAGMA schema_version").fetchone()  # before it has read, SQLite knows no size
    (size,) = db.execute("PRAGMA page_size").fetchone()

    def ends_within() -> bool:
        state = state_of(path)
        return state is not None and state.st_size % size != 0

    if ends_within() and not db.in_transaction:
        with suppress(sqlite3.Error):
            db.execute("PRAGMA wal_checkpoint").fetchone()
    return ends_within()


def version_of(db: sqlite3.Connection) -> int:
    """The version of the schema that the file carries; 0 for an empty file."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


class Book:
    """An open book: named queries, and transactions that journal themselves.

    From its first read until it writes or ends, a command reads the book of one moment (`stand`), whatever
    others write meanwhile: its lists, sums and names are of one book.

    `origin` is how its changes come, where nobody types them: the way, and what the program calls itself that
    asked. `revenue` tells the revenue of some accounts in words, where somebody set it: the candidates of a
    name that fits several are told apart by it. `line` gives what a line of the list last shown stands for,
    which only the program around the book knows; `notice` says there what was understood. `changes` are the
    transactions that left a trace; `tell` says on standard error what somebody waits for; `offers_near` is
    whether a name that is not there is answered with near ones, for which all names are looked at;
    `people_stand` is whether a person stands for their account, which nobody means who writes a file.
    `looks_back` is whether it shows the book of another day, or a part of it; `of_whole` is what
    accounts are held against in the whole of such a part. `at_end` is what is left to keep when the
    command has said all it has to say, `known` what was read of the whole book meanwhile, by its name, with
    what it was read from (`once`). `closing` is called with each change of a person's own at its end, and may
    add to it. `rollup` is what it says of itself as the books of a team in one; None for a book of one's own.
    """

    def __init__(self, path: "Place", db: sqlite3.Connection, command: str) -> None:
        self.file = path
        self.db = db
        self.command = command
        self.committed = False
        self.changes: list[int] = []
        self.origin: tuple[str, str | None] | None = None
        self.revenue: Callable[[list[int]], dict[int, str]] | None = None
        self.line: Callable[[str], str] | None = None
        self.notice: Callable[[str], None] | None = None
        self.offers_near = True
        self.people_stand = True
        self.looks_back = False
        self.of_whole: Any = None
        self.at_end: list[Callable[[], object]] = []
        self.known: dict[str, tuple[Any, Any]] = {}
        self.closing: Callable[[int], None] | None = None
        self.tell: Callable[[str], None] | None = None
        self.held = db if isinstance(db, Held) else None
        self.stands = False
        self.rollup: Rollup | None = None

    @property
    def path(self) -> "Path":
        """The file."""
        from pathlib import Path

        return Path(self.file)

    def text(self, query: str) -> str:
        """The SQL of a query, by its name (sql_files.py)."""
        text = query_text(query)
        return text if self.of_whole is None else of_part(text)

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

    def add_many(self, into: str, rows: Iterable[Sequence[Any]], otherwise: str = "") -> None:
        """Rows that nothing refuses, many by one statement, which takes half as long as one each: `into` is
        how it begins, with the columns, `otherwise` what is to be done instead of a second row."""
        found = list(rows)
        for start in range(0, len(found), AT_ONCE):
            some = found[start : start + AT_ONCE]
            marks = ", ".join([f"({', '.join('?' * len(some[0]))})"] * len(some))
            self.db.execute(f"{into} VALUES {marks} {otherwise}", list(chain.from_iterable(some)))

    def once(self, name: str, read: Callable[[], Found], *state: Any) -> Found:
        """What `read` gives; read again only where the state is another one, or something was written."""
        state = (*state, self.db.total_changes)
        if name not in self.known or self.known[name][0] != state:
            self.known[name] = state, read()
        return cast("Found", self.known[name][1])

    def stand(self) -> None:
        """Read the book from here on as it is at the first read."""
        with translated(self.file):
            self.db.execute("BEGIN")
        self.stands = True

    def move_on(self) -> bool:
        """Read what others have written since, too; whether the book was read at one moment until now."""
        stood, self.stands = self.stands, False
        if stood and self.db.in_transaction:
            with translated(self.file):  # it may have been overwritten meanwhile
                self.db.execute("COMMIT")  # of nothing in the file; what is TEMP stays
        return stood

    def open_temporary(self) -> None:
        """Let TEMP tables be made, of a book that is only read too, in memory; those of before are gone."""
        stood = self.move_on()  # SQLite changes where they are between transactions only
        self.db.execute("PRAGMA temp_store = MEMORY")
        self.db.execute("PRAGMA query_only = OFF")  # a read-only book stays so: it is opened like that
        if stood:
            self.stand()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Several reads of the book as it is at the first of them, whatever is written meanwhile."""
        stood = self.move_on()
        self.stand()
        try:
            yield
        finally:
            self.move_on()
            if stood:
                self.stand()

    @contextmanager
    def transaction(
        self,
        *,
        bulk: bool = False,
        automatic: bool = False,
        undoes: int | None = None,
        undoing: bool = False,
        of_digest: bool = False,
    ) -> Iterator[int]:
        """One change of the book, whole or not at all; gives the number `am undo` knows it by.

        `bulk` leaves the search index to `triggers.index_transaction`. `automatic` marks what a
        plain `am undo` passes over; `undoes` names the transaction that this one reverses,
        `undoing` whether that takes a change back or puts one back. A transaction that wrote
        nothing leaves no trace. Of a roll-up only what a digest stood on is kept (`of_digest`). Raises
        Refused for all else.
        """

        if not of_digest:
            self.refuse_rollup()
        with translated(self.file), self._unlocked():
            stood = self.move_on()
            self.refuse_another()
            take_lock(self.db, self.tell)
            try:
                self.refuse_another()  # waiting for the lock takes its time
                txn = self.db.execute(
                    "INSERT INTO txn(at, command, undoes, undoing, automatic) VALUES (?, ?, ?, ?, ?)",
                    (now(), self.command, undoes, int(undoing), int(automatic)),
                ).lastrowid
                assert txn is not None
                if self.origin is not None:
                    self.db.execute("UPDATE txn SET via = ?, client = ? WHERE id = ?", (*self.origin, txn))
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
                    "DELETE FROM txn WHERE id = ? AND undoes IS NULL AND NOT EXISTS"
                    " (SELECT 1 FROM journal WHERE txn = ?)",
                    (txn, txn),
                ).rowcount
                self.refuse_another()
                self.db.execute("COMMIT")
                self.note()
                if not traceless:
                    self.committed = True
                    self.changes.append(txn)
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise
            if stood:
                self.stand()

    @contextmanager
    def _unlocked(self) -> Iterator[None]:
        """Let a roll-up be written for once."""
        if self.rollup is None:
            yield
            return
        self.db.execute("PRAGMA query_only = OFF")
        try:
            yield
        finally:
            self.only_read()

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

    def change(self) -> AmcliError | None:
        """The error of a book whose file isn't any more the one that was opened."""
        return change_of(self.db, self.committed)

    def refuse_another(self) -> None:
        """Go on only with the file that was opened. Raises BookUnavailable."""
        if (error := self.change()) is not None:
            raise error

    def refuse_rollup(self) -> None:
        """Go on only with a book that may be written. Raises Refused."""
        if self.rollup is not None:
            raise failures.OnlyRead(len(self.rollup.books))

    def note(self) -> None:
        """Take the file as it is for what SQLite wrote."""
        if self.held is not None and self.held.seen is not None:
            self.held.note()

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
    def aside(self, *, waits: bool = False) -> Iterator[None]:
        """One change of what is no record: not journalled, whole or not at all. It waits for nobody unless it
        is to: what is busy fails. Raises Refused for a roll-up."""
        self.refuse_rollup()
        with translated(self.file):
            stood = self.move_on()
            if not waits:
                self.db.execute("PRAGMA busy_timeout = 0")
            try:
                self.db.execute("BEGIN IMMEDIATE")
                self.refuse_another()
                yield
                self.refuse_another()
                self.db.execute("COMMIT")
                self.note()
            finally:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                self.db.execute(f"PRAGMA busy_timeout = {failures.WAIT_SECONDS * 1000:.0f}")
                if stood:
                    self.stand()

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
        """Keep what is left to keep, in one change. Nobody fails for it, and nobody waits: where the book is
        read-only, a roll-up, busy or another file by now, nothing is kept, or by the next command."""
        if not self.at_end:
            return
        try:
            with self.aside():
                for keep in self.at_end:
                    keep()
        except AmcliError:
            return
        finally:
            self.at_end.clear()

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()


@contextmanager
def translated(path: "Place") -> Iterator[None]:
    """Turn SQLite's errors into ours: what is wrong, in words, and the documented exit code."""
    try:
        yield
    except sqlite3.Error as error:
        raise failures.explained(error, path) from error


def take_lock(db: sqlite3.Connection, tell: Callable[[str], None] | None = None) -> None:
    """Begin a transaction that may write. Who waits for two seconds tells for whom, and goes on waiting.

    Raises sqlite3.Error, BookUnavailable.
    """
    first = min(failures.SAY_SECONDS, failures.WAIT_SECONDS)
    db.execute(f"PRAGMA busy_timeout = {first * 1000:.0f}")
    try:
        db.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if primary_code(error) != sqlite3.SQLITE_BUSY or not isinstance(db, Held):
            raise
        from amcli.storage.waiting import wait

        if in_vain := wait(db, failures.WAIT_SECONDS, first, tell):
            raise failures.busy(*in_vain) from error
    finally:
        db.execute(f"PRAGMA busy_timeout = {failures.WAIT_SECONDS * 1000:.0f}")


def change_of(db: sqlite3.Connection, committed: bool = False) -> BookUnavailable | None:
    """The error of a connection to a file that isn't any more the one of its path."""
    if not isinstance(db, Held) or not (what := db.change()):
        return None
    return failures.changed_meanwhile(db.path, what, committed)


def refuse_another(db: sqlite3.Connection) -> None:
    """Go on only with the file that was opened. Raises BookUnavailable."""
    if (error := change_of(db)) is not None:
        raise error


def folder_of(path: "Path") -> "Path":
    """Where the copies of a book lie."""
    return path.parent / BACKUPS


def stem_of(path: "Path") -> str:
    """With what the names of a book's copies begin: two books of one folder keep theirs apart."""
    return path.name.removesuffix(".db")


def now() -> str:
    """This instant as UTC text with milliseconds and `Z`, the one form the book uses."""
    seconds, milliseconds = divmod(time.time_ns() // 1_000_000, 1000)
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + f".{milliseconds:03d}Z"
