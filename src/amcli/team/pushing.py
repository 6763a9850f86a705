"""Sending a book to a server: what changed since the last time, or all of it, in one transaction.

The server knows up to which change it has the book (marks.py). What changed is read from the journal; kept
scores, which aren't journalled, by their numbers. Cut off anywhere, the server is as before.
"""

import json
from collections.abc import Callable, Iterator, Sequence

import psycopg

from amcli import jsontext
from amcli.errors import Refused
from amcli.facts.changed_accounts import changed_accounts
from amcli.hints import Any, NamedTuple
from amcli.rules.formatting import minute
from amcli.storage.connection import Book, now
from amcli.storage.sent import SENT, day_columns
from amcli.team import marks, parcels, settling, staging
from amcli.team.marks import Mark
from amcli.team.membership import RESULT, Registered, Told, registered
from amcli.team.results import Result
from amcli.team.server import Connection, refuse_older
from amcli.vocabulary import LETTERS

HEALTH = "health"
# A plus keeps SQLite at the journal's newest changes, where it would rather read all of it in another order.
CHANGED = "SELECT DISTINCT +tbl, +\"row\" FROM journal WHERE txn > ? AND +tbl <> 'value_source'"
# A row in the place of one that the journal doesn't know to be gone: what hung on that one left no trace.
REPLACED = """
SELECT EXISTS (SELECT 1 FROM journal j WHERE j.txn > ? AND j.before IS NULL AND j.after IS NULL AND (
  SELECT o.before IS NULL OR o.after IS NOT NULL FROM journal o
  WHERE o.tbl = j.tbl AND o."row" = j."row" AND o.id < j.id ORDER BY o.id DESC LIMIT 1))"""
CAME_OR_WENT = """
SELECT EXISTS (SELECT 1 FROM journal WHERE txn > ? AND +tbl = 'account'
  AND (before IS NULL OR after IS NULL))"""
FIRST_ENTRY = "SELECT coalesce(min(+id) - 1, 0) FROM journal WHERE txn > ?"
FORKED = "it was restored or copied. Nothing was sent."
NO_YEAR = "0001"  # the server has no year 0
ORPHANS = """
DELETE FROM am.result r WHERE r.book = %s AND NOT EXISTS (
  SELECT 1 FROM am.account a WHERE a.book = %s AND a.id = r.account_id)"""
DONE = """
UPDATE am.book SET currency = %s, schema_version = %s, settings = %s, pushed_txn = %s, pushed_mark = %s,
  pushed_health = %s, pushed_at = %s WHERE id = %s"""


class Asked(NamedTuple):
    """How a push was asked for: `agree` asks whether to replace what the server has, `results` works out the
    results of the day, `beat` is called now and then. `first` is done once nobody else pushes the book,
    before it is read; `beside` with what is sent, in the same transaction."""

    told: Told
    today: str
    results: Callable[[], Sequence[Result]]
    agree: Callable[[str], None]
    full: bool = False
    dry: bool = False
    beat: Callable[[], None] = lambda: None
    first: Callable[[], None] = lambda: None
    beside: Callable[[], None] = lambda: None


class Sent(NamedTuple):
    """What was sent, or would be."""

    name: str
    mode: str
    why: str
    from_change: int | None
    to_change: int
    rows_sent: int
    rows_deleted: int
    told: tuple[str, ...] = ()  # what a person has to know of parcels


class Plan(NamedTuple):
    """What is to be sent: ids by table, or all of them (`ids` None), and why it is all."""

    ids: dict[str, list[int]] | None
    why: str = ""
    accounts: tuple[int, ...] = ()  # whose kept scores are sent anew
    scores_whole: bool = False


class TakenBackError(Exception):
    """A trial run is taken back."""


def push(connection: Connection, book: Book, asked: Asked) -> Sent:
    """Send a book. Raises Refused where it is another one by now, BadValue, psycopg.Error."""
    refuse_older(connection)
    sent: list[Sent] = []
    try:
        with connection.transaction():
            # The book is read once nobody else pushes it: what is read is never older than what is there.
            number = asked.told.number
            there = registered(connection, number, lock=True)
            refuse_fork(book, asked, there)
            asked.first()
            with book.reading():
                done = pushed(connection, book, asked, there)
                if not asked.dry:
                    asked.beside()
                    done = done._replace(told=tuple(settling.keep_up(connection, book, number, done.mode)))
                sent.append(done)
            if asked.dry:
                raise TakenBackError
    except TakenBackError:
        pass
    except psycopg.errors.CheckViolation as error:
        raise refused(error) from None
    if not asked.dry:
        settling.heard(book, connection, asked.told.number)
        parcels.see_all(connection, book, asked.told.number)
    return sent[0]


def refuse_fork(book: Book, asked: Asked, there: Registered) -> None:
    """Refuse a book that isn't the one that was pushed, before anything is written. Raises Refused."""
    if there.mark is not None and not asked.full and not marks.fits(book.db, there.mark):
        raise forked(there.mark)


def refused(error: psycopg.errors.CheckViolation) -> Refused:
    """A value that a rule of the server refuses, or a book that no part of a divided table takes."""
    if rule := error.diag.constraint_name:
        return Refused(f"the server refuses a value: {rule}. Nothing was sent.")
    return Refused(
        "the server's tables are divided by book, and have no part for this one. Nothing was sent.",
        "Ask its administrator for a part of every table",
    )


def pushed(connection: Connection, book: Book, asked: Asked, there: Registered) -> Sent:
    """The work of a push within its transaction."""
    mine, before = marks.last(book.db), there.mark
    plan = planned(book, asked, there, connection)
    health = newest_score(book)
    due = is_new_day(connection, asked) or plan.ids is None
    same = before == mine and not told_otherwise(asked.told, there)
    if same and plan.ids is not None and not plan.ids and not due:
        return Sent(there.name, "nothing", "", mine.change, mine.change, 0, 0)
    refuse_days(book, plan.ids)
    copies = may_copy(connection)
    if plan.ids is None:
        sent, deleted = everything(connection, book, asked, copies)
    else:
        sent, deleted = changes(connection, book, asked, plan, copies)
    if due:
        sent += send_results(connection, asked, copies)
    connection.execute(ORPHANS, (asked.told.number, asked.told.number))
    told = asked.told
    connection.execute(
        DONE,
        (
            told.currency, told.schema_version, json.dumps(told.settings), mine.change, mine.mark, health,
            now(), told.number,
        ),
    )  # fmt: skip
    mode = "full" if plan.ids is None else "incremental"
    return Sent(
        there.name, mode, plan.why, None if before is None else before.change, mine.change, sent, deleted
    )


def told_otherwise(told: Told, there: Registered) -> bool:
    """Whether the server has other settings or another version than the book by now."""
    return (told.currency, dict(told.settings), told.schema_version) != (
        there.currency, dict(there.settings), there.schema_version,
    )  # fmt: skip


def planned(book: Book, asked: Asked, there: Registered, connection: Connection) -> Plan:
    """What is to be sent. Raises Refused for a book that isn't the one that was pushed."""
    mark, db = there.mark, book.db
    if mark is None:
        return Plan(None, "the first time")
    if not marks.fits(db, mark):
        asked.agree(replaced(connection, asked.told.number, there, mark))
        return Plan(None, "asked for")
    if asked.full:
        return Plan(None, "asked for")
    if not marks.is_whole(db, mark.change):
        return Plan(None, "the history since then was cut")
    if db.execute(REPLACED, (mark.change,)).fetchone()[0]:
        return Plan(None, "another program replaced rows")
    return since(book, mark, there.pushed_health or 0)


def since(book: Book, mark: Mark, pushed_health: int) -> Plan:
    """What changed since a mark: the rows that the journal names, newer scores, and all scores of accounts
    that came or went, since nobody journals those."""
    db = book.db
    ids: dict[str, list[int]] = {}
    for table, row in db.execute(CHANGED, (mark.change,)):
        if table in SENT:
            ids.setdefault(table, []).append(row)
    newer = [row for (row,) in db.execute("SELECT id FROM health WHERE id > ?", (pushed_health,))]
    if newer:
        ids[HEALTH] = newer
    if not db.execute(CAME_OR_WENT, (mark.change,)).fetchone()[0]:
        return Plan(ids)
    first = db.execute(FIRST_ENTRY, (mark.change,)).fetchone()[0]
    touched = changed_accounts(book, first)
    return Plan(ids, scores_whole=True) if touched is None else Plan(ids, accounts=tuple(sorted(touched)))


def forked(mark: Mark) -> Refused:
    """The error of a book that has not the change up to which the server has it."""
    what = ", ".join(filter(None, (mark.command, minute(mark.at))))
    return Refused(
        f"the server has change {mark.change} ({what}), which this book has not: {FORKED}",
        "To replace what the server has: am team push --full",
    )


def replaced(connection: Connection, number: str, there: Registered, mark: Mark) -> str:
    """What on the server a full push replaces, as a question."""
    counts = {}
    for table in ("account", "interaction"):
        row = connection.execute(f"SELECT count(*) FROM am.{table} WHERE book = %s", (number,)).fetchone()
        counts[table] = row[0] if row else 0
    return (
        f"The server has change {mark.change} of {there.name} ({minute(mark.at)}), with {counts['account']:,}"
        f" accounts and {counts['interaction']:,} activities. Replace all of it with this book?"
    )


def refuse_days(book: Book, ids: dict[str, list[int]] | None) -> None:
    """Refuse a day that the server doesn't have, by its record and field. Raises Refused."""
    for table in SENT:
        columns = day_columns(table)
        if not columns or (ids is not None and table not in ids):
            continue
        some = "" if ids is None else "id IN (SELECT value FROM json_each(?)) AND "
        values = () if ids is None else (jsontext.dumps(ids[table]),)
        for column in columns:
            query = f'SELECT id, "{column}" FROM "{table}" WHERE {some}"{column}" < \'{NO_YEAR}\' LIMIT 1'
            found = book.db.execute(query, values).fetchone()
            if found is not None:
                name = named(book, table, found[0])
                raise Refused(
                    f"{name} has {column} {found[1]}: a server has no year 0. Nothing was sent.",
                    f"Correct it: am show {name}" if table in LETTERS or table == "account" else None,
                )


def named(book: Book, table: str, row: int) -> str:
    """A record as a person names it."""
    if table == "account":
        return str(book.db.execute("SELECT code FROM account WHERE id = ?", (row,)).fetchone()[0])
    return f"{LETTERS[table]}{row}" if table in LETTERS else f"{table} {row}"


def is_new_day(connection: Connection, asked: Asked) -> bool:
    """Whether the server has no results of today yet."""
    query = f'SELECT 1 FROM am.{RESULT} WHERE book = %s AND "on" >= %s LIMIT 1'
    return connection.execute(query, (asked.told.number, asked.today)).fetchone() is None


def may_copy(connection: Connection) -> bool:
    """Whether the login may have tables of its own, for the time of a transaction."""
    found = connection.execute("SELECT has_database_privilege(current_database(), 'TEMP')").fetchone()
    return bool(found and found[0])


def newest_score(book: Book) -> int:
    return int(book.db.execute("SELECT coalesce(max(id), 0) FROM health").fetchone()[0])


def columns_of(book: Book, table: str) -> list[str]:
    return [row[1] for row in book.db.execute(f'PRAGMA table_info("{table}")')]


def rows_of(
    book: Book, table: str, columns: Sequence[str], ids: Sequence[int] | None
) -> Iterator[Sequence[Any]]:
    """Rows of a table, all or some, in the order of their numbers."""
    some = "" if ids is None else " WHERE id IN (SELECT value FROM json_each(?))"
    names = ", ".join(map(staging.quoted, columns))
    values = () if ids is None else (jsontext.dumps(list(ids)),)
    for row in book.db.execute(f'SELECT {names} FROM "{table}"{some} ORDER BY id', values):
        yield tuple(row)


def heard(rows: Iterator[Sequence[Any]], beat: Callable[[], None]) -> Iterator[Sequence[Any]]:
    """Rows, with a beat after every thousand."""
    for number, row in enumerate(rows):
        if number % staging.AT_ONCE == 0:
            beat()
        yield row


def everything(connection: Connection, book: Book, asked: Asked, copies: bool) -> tuple[int, int]:
    """Send all of a book in the place of what is there; gives the rows that were sent and deleted."""
    sent = deleted = 0
    for table in SENT:
        asked.beat()
        deleted += staging.delete_all(connection, table, asked.told.number)
        sent += send(connection, book, asked, table, None, copies)
    return sent, deleted


def send(
    connection: Connection, book: Book, asked: Asked, table: str, ids: Sequence[int] | None, copies: bool
) -> int:
    """Add rows of a table that aren't there; gives how many."""
    columns = columns_of(book, table)
    rows = heard(rows_of(book, table, columns, ids), asked.beat)
    return staging.insert(connection, table, columns, asked.told.number, rows, copies=copies)


def changes(connection: Connection, book: Book, asked: Asked, plan: Plan, copies: bool) -> tuple[int, int]:
    """Send what changed; gives the rows that were sent, and those deleted that are no more in the book."""
    sent = deleted = 0
    number = asked.told.number
    for table, ids in (plan.ids or {}).items():
        if table == HEALTH:
            continue
        kept = {row for (row,) in book.db.execute(
            f'SELECT id FROM "{table}" WHERE id IN (SELECT value FROM json_each(?))', (jsontext.dumps(ids),)
        )}  # fmt: skip
        deleted += staging.delete(connection, table, number, [row for row in ids if row not in kept])
        staging.delete(connection, table, number, sorted(kept))
        sent += send(connection, book, asked, table, sorted(kept), copies)
    more = scores(connection, book, asked, plan, copies)
    return sent + more, deleted


def scores(connection: Connection, book: Book, asked: Asked, plan: Plan, copies: bool) -> int:
    """Send kept scores: newer ones, and all of accounts that came or went. Where the server then has another
    number of them, all are sent."""
    newer, number = (plan.ids or {}).get(HEALTH, []), asked.told.number
    if plan.scores_whole:
        return all_scores(connection, book, asked, copies)
    theirs: list[int] = []
    if plan.accounts:
        statement = f"DELETE FROM am.{HEALTH} WHERE book = %s AND account_id = ANY(%s)"
        connection.execute(statement, (number, list(plan.accounts)))
        query = "SELECT id FROM health WHERE account_id IN (SELECT value FROM json_each(?))"
        theirs = [row for (row,) in book.db.execute(query, (jsontext.dumps(list(plan.accounts)),))]
    ids = sorted({*newer, *theirs})
    if not ids and not plan.accounts:
        return 0
    staging.delete(connection, HEALTH, number, ids)
    sent = send(connection, book, asked, HEALTH, ids, copies) if ids else 0
    there = connection.execute(f"SELECT count(*) FROM am.{HEALTH} WHERE book = %s", (number,)).fetchone()
    here = book.db.execute("SELECT count(*) FROM health").fetchone()[0]
    return sent if there is not None and there[0] == here else all_scores(connection, book, asked, copies)


def all_scores(connection: Connection, book: Book, asked: Asked, copies: bool) -> int:
    staging.delete_all(connection, HEALTH, asked.told.number)
    return send(connection, book, asked, HEALTH, None, copies)


def send_results(connection: Connection, asked: Asked, copies: bool) -> int:
    """Send what is worked out of each account today, in the place of what was sent for the day."""
    number = asked.told.number
    connection.execute(f'DELETE FROM am.{RESULT} WHERE book = %s AND "on" = %s', (number, asked.today))
    return staging.insert(connection, RESULT, Result._fields, number, asked.results(), copies=copies)
