"""Reading the books of a server as they are at one moment: all that the login may read.

Not for what is made of them (storage/rolling.py).
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from amcli.errors import BadValue, Refused, ServerUnavailable
from amcli.hints import NamedTuple
from amcli.rules.money import check_currency
from amcli.rules.names import quoted, shown
from amcli.rules.servers import check_book_name
from amcli.storage.rolling import Rows, Source
from amcli.storage.rollup import Member, Parcel
from amcli.team.server import READER, Connection, refuse_older

# One moment of all books, and values in the form in which books have them, whatever the server's own is.
MOMENT = """
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL datestyle TO 'ISO, YMD';
SET LOCAL extra_float_digits TO 1"""
READS_ALL = f"SELECT pg_has_role('{READER}', 'USAGE')"
BOOKS = """
SELECT id::text, name, pushed_at, pushed_txn, login, currency, schema_version, settings
FROM am.book WHERE %s OR login = session_user ORDER BY name"""
UNSAID = "EUR"
COLUMNS = """
SELECT table_name, column_name, data_type FROM information_schema.columns
WHERE table_schema = 'am' ORDER BY table_name, ordinal_position"""
NEWEST = """
SELECT DISTINCT ON (account_id) {columns} FROM am.interaction
WHERE book = %s AND kind <> 'note' AND NOT tried AND NOT planned AND "on" <= %s
ORDER BY account_id, "on" DESC"""
PARCELS = """
SELECT p.code, p.name, f.name, t.name, p.sent_at FROM am.parcel p
JOIN am.book f ON f.id = p.from_book JOIN am.book t ON t.id = p.to_book
WHERE p.taken_at IS NULL AND p.follows IS NULL AND NOT p.from_has AND NOT p.to_has
ORDER BY p.sent_at, p.code"""


class There(NamedTuple):
    """What a login may read at one moment: the books, those of a team that weren't pushed yet, and parcels in
    neither of their books; whether it reads all books."""

    books: tuple[Member, ...]
    unpushed: tuple[str, ...]
    parcels: tuple[Parcel, ...]
    reads_all: bool
    source: "Server"


class Server(Source):
    """The rows of a server. With a day, of interactions only the newest touch of each account until then."""

    def __init__(self, connection: Connection, newest: str | None = None) -> None:
        self.connection, self.newest = connection, newest
        self.types: dict[str, dict[str, str]] = {}
        for table, column, kind in connection.execute(COLUMNS):
            self.types.setdefault(table, {})[column] = kind
        self.held = ExitStack()

    def columns(self, table: str) -> Sequence[str]:
        return [name for name in self.types.get(table, ()) if name != "book"]

    def rows(self, book: Member, table: str, columns: Sequence[str]) -> Rows:
        """The rows of a book by COPY, which row policies don't forbid where rows are only read."""
        kinds = [self.types[table][name] for name in columns]
        names = ", ".join(map(as_kept, columns, kinds))
        query, values = f"SELECT {names} FROM am.{table} WHERE book = %s ORDER BY id", [book.id]
        if table == "interaction" and self.newest is not None:
            query, values = NEWEST.format(columns=names), [book.id, self.newest]
        with (
            self.connection.cursor() as cursor,
            cursor.copy(f"COPY ({query}) TO STDOUT".encode(), values) as rows,
        ):
            rows.set_types(["float8" if kind == "double precision" else "text" for kind in kinds])
            yield from rows.rows()

    def close(self) -> None:
        """Nothing more is read: let go of the moment."""
        self.held.close()


def as_kept(column: str, kind: str) -> str:
    """A column in the form in which a book keeps it."""
    return f'"{column}"::integer' if kind == "boolean" else f'"{column}"'


@contextmanager
def moment(connection: Connection, newest: str | None = None) -> Iterator[There]:
    """The server at one moment, until its source is closed. Raises Refused, psycopg.Error."""
    refuse_older(connection)
    with ExitStack() as held:
        held.enter_context(connection.transaction())
        connection.execute(MOMENT)
        found = there(connection, newest)
        found.source.held = held.pop_all()
        with found.source.held:
            yield found


def there(connection: Connection, newest: str | None) -> There:
    """What the login may read. Raises Refused where that is nothing."""
    ((reads_all,),) = connection.execute(READS_ALL).fetchall()
    known = connection.execute(BOOKS, (reads_all,)).fetchall()
    pushed = [each for each in known if each[2] is not None]
    if not pushed:
        raise Refused("no book that you may read was pushed to this server yet.", "See: am team status")
    books = tuple(member(n, *each) for n, each in enumerate(pushed, start=1))
    parcels = connection.execute(PARCELS).fetchall() if reads_all else []
    return There(
        books,
        tuple(each[1] for each in known if each[2] is None),
        tuple(Parcel(*each) for each in parcels),
        reads_all,
        Server(connection, newest),
    )


def member(
    n: int, number: str, name: str, at: str, change: int | None, login: str, currency: str | None,
    schema: int, settings: object,
) -> Member:  # fmt: skip
    """A book as its member says it is, as far as it can be so. Raises Refused."""
    refuse_name(name)
    try:
        dt.datetime.fromisoformat(at)
        check_currency(currency or UNSAID)
    except (ValueError, BadValue):
        raise unlike(name) from None
    told = settings if isinstance(settings, dict) else {}
    return Member(n, number, name, at, change or 0, login, currency, schema, told)


def unlike(name: str) -> Refused:
    return Refused(
        f"what the server says of the book {name} can't be. Nothing was changed.",
        "In that book, push again: am team push",
    )


def refuse_name(name: str) -> None:
    """Refuse a name that no book was joined under: references begin with it."""
    try:
        check_book_name(name)
    except BadValue:
        raise Refused(
            f"a book on the server is called {quoted(name)}: no name of a book. Nothing was changed.",
            "Whoever it belongs to joins again: am team join --as NAME",
        ) from None


def refuse_writer(found: There, login: str) -> None:
    """Raise ServerUnavailable where the login doesn't read all books."""
    if not found.reads_all:
        raise ServerUnavailable(
            f"no right on the server: {shown(login)} doesn't read all books.",
            f"Ask its administrator: am team grant {shown(login)} --role reader",
        )
