"""The file of a roll-up: made beside its place, checked, and moved there. It is never changed, always made
anew.

It has no log of its own (WAL), which would be taken for that of the file that comes after it: who reads the
old one reads it to the end. Not for how rows come into it (rolling.py).
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from amcli import jsontext, patterns
from amcli.drafts import BESIDE, make_private, remove, sweep
from amcli.errors import AmcliError, BookUnavailable, Refused
from amcli.files import state_of
from amcli.hints import Any, NamedTuple
from amcli.storage import rolling_accounts as both
from amcli.storage.backups import sync_names
from amcli.storage.connection import connect, take_lock, translated
from amcli.storage.failures import explained, named
from amcli.storage.held import Held
from amcli.storage.places import refuse_locked, refuse_loop
from amcli.storage.rolling import ALL_OF_IT, Asked, emptied, index, indexed, load, merge_products, repoint
from amcli.storage.rolling_targets import rolled_targets
from amcli.storage.rollup import BLOCK, CODES, KEY, MARK, Member, Rollup, read_rollup
from amcli.storage.schema import upgrade
from amcli.storage.sent import SENT

WHOLE = ("account", "product", "target")  # what is one thing in two books; the rest comes row by row
CACHE = 32_000  # KB, for what is sorted, too
TRIES = 5
OTHER_PLACE = "Another place: am team pull --to PATH"
DIGESTS = "SELECT at, \"on\", period, state FROM digest WHERE state ->> 'pending' IS NULL ORDER BY id"
ID = r'(?<![0-9])(?<!":)[0-9]{10,12}(?![0-9])'  # of a record; an amount stands after its name


class Made(NamedTuple):
    """What a roll-up says of itself, and how much is in it."""

    rollup: Rollup
    accounts: int
    rows: int


def make(path: Path, asked: Asked) -> Made:
    """Make a roll-up at a path, in place of the one that is there. Raises Refused where something else is
    there, BookUnavailable where it can't be written."""
    refuse_others(path)
    path = path.resolve()
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        sweep(path.parent, path.name)
        make_private(draft)
        with closing(connect(draft)) as db:
            made = written(db, asked)
            exchange(db, draft, path, made.rollup)
        return made
    except sqlite3.Error as error:
        raise explained(error, path) from error
    except OSError as error:
        raise BookUnavailable(f"the roll-up {named(path)} can't be written: {error.strerror}.") from error
    finally:
        remove(draft)


def written(db: Held, asked: Asked) -> Made:
    """Write all of a roll-up into a draft, and look whether it is sound. Nobody else has the file, so nothing
    is kept beside it."""
    for pragma in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{CACHE}"):
        db.execute(f"PRAGMA {pragma}").fetchone()
    upgrade(db)
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("BEGIN")
    made = fill(db, asked)
    db.execute("COMMIT")
    db.execute(f"PRAGMA application_id = {MARK}")
    refuse_unsound(db, asked)
    return made


def fill(db: sqlite3.Connection, asked: Asked) -> Made:
    """Fill an empty book, whose triggers and indexes are made again at the end. Raises AmcliError."""
    rest = emptied(db)
    for table in SENT:
        if table not in WHOLE:
            load(db, asked, table)
    merged = merge_products(db, asked)
    rolled_targets(db, asked)
    accounts = both.read_accounts(db, asked)
    asked.source.close()
    indexed(db, asked, rest)
    repoint(db, merged)
    found = both.compared(db, asked, accounts)
    codes = both.add_accounts(db, accounts, found.out)
    both.remove(db, found.out)
    rollup = Rollup(asked.at, asked.currency, asked.books, both.told_out(found, accounts), asked.parcels)
    db.execute("INSERT INTO setting(key, value) VALUES ('currency', ?)", (asked.currency,))
    db.execute("INSERT INTO setting(key, value) VALUES (?, ?)", (KEY, rollup.as_text()))
    db.execute("INSERT INTO setting(key, value) VALUES (?, ?)", (CODES, jsontext.dumps(codes)))
    index(db, asked)
    rows = {table: db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in SENT}
    return Made(rollup, rows["account"], sum(rows.values()))


def refuse_unsound(db: sqlite3.Connection, asked: Asked) -> None:
    """Refuse a file that isn't whole, and rows that refer to others which aren't there. Raises AmcliError."""
    asked.beat()
    (fault,) = db.execute("PRAGMA integrity_check(1)").fetchone()
    if fault != "ok":
        raise BookUnavailable(f"the roll-up is damaged: {fault}. Nothing was changed.", "Try again")
    broken = db.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        table, row, to = broken[0], broken[1], broken[2]
        book = asked.books[row // BLOCK - 1].name
        raise AmcliError(
            f"{book}: {table.replace('_', ' ')} {row % BLOCK} refers to a missing {to}. Nothing was changed.",
            ALL_OF_IT,
        )


def exchange(db: sqlite3.Connection, draft: Path, path: Path, rollup: Rollup) -> None:
    """Give a draft the place of the roll-up before, with what digests had said from there. Nobody writes to
    that one meanwhile, so it has nothing beside it that would be taken for the draft's."""
    with locked(path) as before:
        if before is not None:
            carry_digests(before, db, rollup)
        db.close()
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        if before is None:
            for suffix in BESIDE:
                Path(f"{path}{suffix}").unlink(missing_ok=True)
        draft.replace(path)
        sync_names(path.parent)


@contextmanager
def locked(path: Path) -> Iterator[Held | None]:
    """The roll-up at a path, to which nobody else writes; None where there is none. Raises Refused where
    something else came there meanwhile."""
    with ExitStack() as held:
        for _ in range(TRIES):
            db = pulled(path)
            if db is None:
                break
            held.callback(db.close)
            take_lock(db)
            held.callback(db.execute, "ROLLBACK")
            if db.change() is None:
                yield db
                return
        yield None


def pulled(path: Path) -> Held | None:
    """The open roll-up at a path; None where nothing is there. Raises Refused where something else is."""
    state = state_of(path)
    if state is None:
        return None
    other = Refused(f"{named(path)} is there already and is no roll-up. Nothing was changed.", OTHER_PLACE)
    try:
        if not path.is_file() or not state.st_size:
            raise other
        db = connect(path)
    except sqlite3.Error:
        raise other from None
    try:
        if db.execute("PRAGMA application_id").fetchone()[0] == MARK:
            return db
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_NOTADB:
            raise explained(error, path) from error
    db.close()
    raise other


def refuse_others(path: Path) -> None:
    """Refuse a place where something else is than a roll-up. Raises Refused, BookUnavailable."""
    refuse_locked(path)
    refuse_loop(path)
    if (db := pulled(path)) is not None:
        db.close()


def moment_of(path: Path) -> str | None:
    """Of which moment the roll-up at a path is; None without one. Raises Refused, BookUnavailable."""
    db = pulled(path)
    if db is None:
        return None
    with closing(db), translated(path):
        return read_rollup(db).at


def carry_digests(before: sqlite3.Connection, db: sqlite3.Connection, rollup: Rollup) -> None:
    """Carry over what digests stood on, with the ids that records have now."""
    moved = blocks(read_rollup(before).books, rollup.books)
    for at, on, period, state in before.execute(DIGESTS).fetchall():
        values = (at, on, period, patterns.sub(ID, lambda found: renumbered(found, moved), state))
        db.execute('INSERT INTO digest(at, "on", period, state) VALUES (?, ?, ?, ?)', values)


def blocks(before: tuple[Member, ...], now: tuple[Member, ...]) -> dict[int, int]:
    """Which block a book has now, by the one that it had."""
    found = {each.id: each.n for each in now}
    return {each.n: found.get(each.id, 0) for each in before}


def renumbered(found: Any, moved: dict[int, int]) -> str:
    """An id within a text, in the block that its book has now."""
    block, row = divmod(int(found.group()), BLOCK)
    return str(moved[block] * BLOCK + row) if moved.get(block) else str(found.group())
