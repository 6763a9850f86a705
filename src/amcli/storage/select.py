"""SQL that a person wrote, over the book: one statement that reads, and nothing else.

A connection that reads could still ATTACH another file and write to that, so every statement passes
SQLite's authorizer: what is not on its list is refused before it runs. Not for the queries of reports,
which are files of `queries`; `views` makes those readable from here.
"""

import sqlite3
import time
from collections.abc import Mapping

from amcli.errors import AmcliError, BadValue, Refused
from amcli.hints import Any, NamedTuple
from amcli.rules.names import did_you_mean, near_names, shown
from amcli.storage.connection import Book, translated
from amcli.storage.failures import damaged, primary_code
from amcli.storage.soundness import is_unsound

READS = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE)
# Functions that load code or touch files, wherever SQLite was built with them.
HARMFUL = frozenset({"load_extension", "fts3_tokenizer", "readfile", "writefile", "edit", "fsdir"})
# Pragmas that tell something: those of the first kind take a name, those of the second no value at all.
TELLS_OF = frozenset(
    {"table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list"}
)
TELLS = frozenset(
    {
        "application_id", "collation_list", "compile_options", "data_version", "encoding", "freelist_count",
        "function_list", "module_list", "page_count", "page_size", "pragma_list", "schema_version",
        "table_list", "user_version",
    }
)  # fmt: skip
ACTIONS = {
    sqlite3.SQLITE_ALTER_TABLE: "ALTER TABLE", sqlite3.SQLITE_ANALYZE: "ANALYZE",
    sqlite3.SQLITE_ATTACH: "ATTACH", sqlite3.SQLITE_DETACH: "DETACH", sqlite3.SQLITE_DELETE: "DELETE",
    sqlite3.SQLITE_INSERT: "INSERT", sqlite3.SQLITE_UPDATE: "UPDATE", sqlite3.SQLITE_PRAGMA: "PRAGMA",
    sqlite3.SQLITE_REINDEX: "REINDEX", sqlite3.SQLITE_TRANSACTION: "a transaction",
    sqlite3.SQLITE_SAVEPOINT: "a savepoint", sqlite3.SQLITE_CREATE_VTABLE: "CREATE",
    sqlite3.SQLITE_DROP_VTABLE: "DROP",
}  # fmt: skip
VIRTUAL = ("search", "json_each", "json_tree")
CATALOGUE = ("sqlite_master", "sqlite_schema", "sqlite_temp_master", "sqlite_temp_schema")
CATALOGUED = {sqlite3.SQLITE_INSERT: "CREATE", sqlite3.SQLITE_DELETE: "DROP", sqlite3.SQLITE_UPDATE: "UPDATE"}
FUNCTION_FAILED = "user-defined function raised exception"  # so it does with text that is no UTF-8
MOST_ROWS, MOST_BYTES, STEPS = 1_000_000, 64_000_000, 10_000
MOST_IN_ALL, MOST_OF_SQLITE = 256_000_000, 512_000_000
LONGEST = 60


class Answer(NamedTuple):
    """What a query gave: the names of its columns, each another one, and its rows."""

    columns: list[str]
    rows: list[tuple[Any, ...]]


class Guard:
    """Lets a connection read, for so many seconds; remembers what it refused."""

    def __init__(self, db: sqlite3.Connection, seconds: float) -> None:
        self.db = db
        self.deadline = time.monotonic() + seconds
        self.refused: str | None = None

    def put_on(self) -> None:
        """From here on the connection only reads.

        A virtual table declares its columns to SQLite when it is first used, which the authorizer sees as
        a change of the schema: so each is used once before.
        """
        for table in (*VIRTUAL, *(f"pragma_{name}" for name in TELLS | TELLS_OF)):
            self.db.execute(f"SELECT 1 FROM {table} LIMIT 0")
        self.db.execute("PRAGMA query_only = ON")
        self.db.execute(f"PRAGMA hard_heap_limit = {MOST_OF_SQLITE}")
        self.db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES)
        self.db.set_authorizer(self.judge)
        self.db.set_progress_handler(self.late, STEPS)

    def judge(self, action: int, first: str | None, second: str | None, *_: str | None) -> int:
        """What SQLite asks of every step of a statement, before it runs."""
        if action in READS or (action == sqlite3.SQLITE_FUNCTION and second not in HARMFUL):
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_PRAGMA and is_told(first or "", second):
            return sqlite3.SQLITE_OK
        self.refused = self.refused or named(action, first, second)
        return sqlite3.SQLITE_DENY

    def late(self) -> bool:
        """Whether the time is over; true ends the statement."""
        return time.monotonic() >= self.deadline


def is_told(pragma: str, value: str | None) -> bool:
    """Whether a pragma tells something and sets nothing."""
    name = pragma.lower()
    return name in TELLS_OF or (name in TELLS and value is None)


def named(action: int, first: str | None, second: str | None) -> str:
    """What a statement would have done, in a word or two."""
    if action == sqlite3.SQLITE_FUNCTION:
        return f"{second}()"
    if action == sqlite3.SQLITE_PRAGMA:
        return f"PRAGMA {shown(first or '')}"
    return (CATALOGUED if first in CATALOGUE else ACTIONS).get(action, "that")


def ask(book: Book, query: str, values: Mapping[str, object], seconds: float, most: int | None) -> Answer:
    """The answer to one query, or its first rows. Raises BadValue for one that cannot be read, Refused for
    one that would do more than read, AmcliError when the time is over."""
    guard = Guard(book.db, seconds)
    book.move_on()  # one statement is of one moment, and the guard lets none be ended
    with translated(book.file):
        guard.put_on()
        book.db.row_factory = None
        book.db.text_factory = lambda text: text.decode("utf-8", "replace")
        try:
            return read(book.db.execute(query, values), most)
        except MemoryError:
            raise too_large() from None
        except (sqlite3.Error, sqlite3.Warning, OverflowError) as error:
            raise explained(error, guard, book, seconds) from error
        finally:
            book.db.set_progress_handler(None, 0)


def read(cursor: sqlite3.Cursor, most: int | None) -> Answer:
    """The rows, no more than were asked for. Raises BadValue where there was no query."""
    if cursor.description is None:
        raise BadValue("the query is empty.", "List tables and columns: am sql --tables")
    rows: list[tuple[Any, ...]] = []
    size = 0
    for row in cursor if most != 0 else ():  # one by one: a single row may be large
        size += sum(len(value) for value in row if isinstance(value, str | bytes))
        if size > MOST_IN_ALL:
            raise too_large()
        rows.append(tuple(map(plain, row)))
        if len(rows) == most:
            break
        if len(rows) > MOST_ROWS:
            raise Refused(f"the answer has more than {MOST_ROWS:,} rows.", "Show fewer: --limit N")
    return Answer(distinct([column[0] for column in cursor.description]), rows)


def plain(value: object) -> Any:
    """A value as every format can write it: bytes as hexadecimal text, what is infinite as a word."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return "infinity" if value > 0 else "-infinity"
    return value


def distinct(names: list[str]) -> list[str]:
    """Names of columns with a number after each that was there before: `name`, `name_2`."""
    found: list[str] = []
    for at, name in enumerate(names, 1):
        wanted = free = name or f"column_{at}"
        number = 2
        while free in found:
            free, number = f"{wanted}_{number}", number + 1
        found.append(free)
    return found


def explained(error: Exception, guard: Guard, book: Book, seconds: float) -> BaseException:
    """An error of SQLite as a person can mend it; what is wrong with the file stays as it is."""
    text = str(error)
    if guard.refused is not None:
        return Refused(f"am sql only reads, not {guard.refused}.", "List tables and columns: am sql --tables")
    code = primary_code(error) if isinstance(error, sqlite3.Error) else -1
    if code == sqlite3.SQLITE_INTERRUPT:
        # The progress handler swallows Ctrl-C: what ended before its time was ended by a person.
        return too_slow(seconds) if guard.late() else KeyboardInterrupt()
    if text == FUNCTION_FAILED and is_unsound(book.file):
        return damaged(book.file)
    if code == sqlite3.SQLITE_READONLY or "may not be modified" in text:
        return Refused("am sql only reads.", "List tables and columns: am sql --tables")
    if code == sqlite3.SQLITE_TOOBIG:
        return Refused(f"a value of the answer is larger than {MOST_BYTES // 1_000_000} MB.")
    if "one statement at a time" in text:
        return BadValue("one statement at a time.", "Leave out everything after the first ;")
    if isinstance(error, sqlite3.ProgrammingError):
        return unbound(text)
    if code in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISMATCH, -1):
        return BadValue(f"the query: {brief(text)}.", near(book, text))
    return error


def too_large() -> Refused:
    """The answer, or what it is made of, needs more memory than one question may take."""
    return Refused(
        f"the answer takes more than {MOST_IN_ALL // 1_000_000} MB.", "Ask for fewer rows or columns"
    )


def too_slow(seconds: float) -> AmcliError:
    return AmcliError(f"the query took longer than {seconds:g} s.", "Give it more time: --timeout 5m")


def unbound(text: str) -> BadValue:
    """A parameter without a value."""
    _, found, name = text.partition("binding parameter :")
    if not found:
        return BadValue("parameters need names, for example :tier.", "Give values: --param tier=key")
    name = name.split(" ")[0].rstrip(".'")
    return BadValue(f"no value for :{brief(name)}.", f"Give it: --param {brief(name)}=VALUE")


def brief(text: str) -> str:
    """A few words of SQLite's; what was typed stands in them, however long it is."""
    said = shown(text)
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 3]}..."


def near(book: Book, text: str) -> str | None:
    """Names that are like one that is not there; None where nothing is amiss with a name."""

    what, found, name = text.partition(": ")
    if not found or not what.startswith("no such "):
        return None
    query = "SELECT name FROM pragma_table_list"
    if what == "no such column":
        query = "SELECT DISTINCT c.name FROM pragma_table_list t, pragma_table_info(t.name) c"
    elif what == "no such function":
        query = "SELECT DISTINCT name FROM pragma_function_list"
    known = [str(row[0]) for row in book.db.execute(query)]
    matches = near_names(name.rpartition(".")[2], known)
    if matches:
        return did_you_mean(matches)
    return None if what == "no such function" else "List tables and columns: am sql --tables"
