"""Making one record of two: all that refers to the second moves to the first, then the second goes.

What refers to a record is found from the schema: foreign keys, and the tables that name a record by
`kind` and `row`. A table added later is covered by itself. Not for deciding whether two records are
the same (that two are two is kept here), and not for the words of the answer (`commands.merging`).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from amcli import jsontext
from amcli.hints import Any, NamedTuple
from amcli.rules.names import folded
from amcli.rules.phones import same_number
from amcli.storage import value_sources, writes
from amcli.storage.connection import Book, Row, now, translated
from amcli.storage.triggers import UNJOURNALLED, columns, names

# What a record is known by, and what it says about itself, is not carried over.
OWN = ("id", "code", "name", "added_on", "created_at", "updated_at")
# A field that means nothing without others: it is filled only where those are the same or were empty.
DEPENDS = {"pulse_on": ("pulse",), "pulse_note": ("pulse", "pulse_on"), "owner_since": ("owner",)}


class Link(NamedTuple):
    """A column that refers to records of a table: by a foreign key, or by a number beside their kind."""

    table: str
    column: str
    kind: str | None = None

    def where(self, alias: str = "") -> str:
        """SQL that finds the rows that refer to `:row`."""
        by_kind = f" AND {alias}kind = '{self.kind}'" if self.kind else ""
        return f'{alias}"{self.column}" = :row{by_kind}'


class Merged(NamedTuple):
    """What a merge did. `taken`: fields that the first record had not; `lost`: values of the second that
    gave way to the first's; `moved`: ids by table; `dropped`: rows that the first had already, by table."""

    taken: dict[str, object]
    lost: dict[str, object]
    moved: dict[str, list[int]]
    dropped: dict[str, list[dict[str, Any]]]


def links(book: Book, table: str) -> list[Link]:
    """Every column that may refer to a record of `table`, but for those of the journal."""
    found = []
    for name in names(book.db, "table"):
        if name == "value_source":  # carried value by value
            continue
        for key in book.db.execute("SELECT * FROM pragma_foreign_key_list(?)", (name,)):
            if key["table"] == table:
                found.append(Link(name, key["from"]))
        if {"kind", "row"} <= {column for column, _ in columns(book.db, name)}:
            found.append(Link(name, "row", table))
    return found


def merge(book: Book, txn: int, table: str, into: int, gone: int) -> Merged:
    """Make record `gone` a part of record `into`, in the transaction `txn`.

    `into` keeps its values; where it has none it takes those of `gone`. Lists are united, an object
    field by field, and a yes of either stays.
    """
    done = Merged({}, {}, defaultdict(list), defaultdict(list))
    one, two = (value_sources.known(book, table, row) for row in (into, gone))
    with value_sources.mechanically(book):
        changes = self_references(book, table, into, gone, done) | united(book, table, into, gone, done)
        writes.update(book, table, into, changes)
        absorb(book, txn, table, into, gone, done)
        put_last(book, done.moved["source_ref"])
        value_sources.put_merged(book, table, into, one, two)
    return done


def absorb(book: Book, txn: int, table: str, into: int, gone: int, done: Merged) -> None:
    """Move what refers to `gone` to `into` and delete it. Where a unique key allows only one of two rows,
    the one of `into` stays, and what refers to the other moves to it in turn."""
    for link in links(book, table):
        for kept, double in doubles(book, link, into, gone):
            done.dropped[link.table].append(one(book, link.table, double))
            absorb(book, txn, link.table, kept, double, done)
        done.moved[link.table] += move(book, txn, link, into, gone)
    remove(book, txn, table, gone)


def put_last(book: Book, ids: Sequence[int]) -> None:
    """Let the ids that a record got from another come after its own, which say what it is."""
    for row in sorted(ids):
        values = one(book, "source_ref", row)
        writes.delete(book, "source_ref", row)
        writes.insert(book, "source_ref", {name: value for name, value in values.items() if name != "id"})


def doubles(book: Book, link: Link, into: int, gone: int) -> list[tuple[int, int]]:
    """Rows of both records that a unique key would not allow together, as (the first's, the second's); what
    is empty in both is the same, which the key alone would let pass."""
    found: dict[int, int] = {}
    for others in unique_beside(book, link):
        same = "".join(f' AND mine."{name}" IS theirs."{name}"' for name in others)
        query = (
            f'SELECT mine.id, theirs.id FROM "{link.table}" theirs JOIN "{link.table}" mine'
            f' ON mine."{link.column}" = :into{same} WHERE {link.where("theirs.")}'
        )
        for kept, double in book.db.execute(query, {"into": into, "row": gone}):
            found.setdefault(double, kept)
    return [(kept, double) for double, kept in found.items()]


def unique_beside(book: Book, link: Link) -> Iterator[list[str]]:
    """For each unique key that a referring column is a part of, its other columns."""
    for index in book.db.execute("SELECT * FROM pragma_index_list(?)", (link.table,)).fetchall():
        if index["unique"] and not index["partial"]:
            found = book.db.execute("SELECT name FROM pragma_index_info(?)", (index["name"],))
            parts = [row["name"] for row in found]
            if link.column in parts:
                yield [name for name in parts if name != link.column]


def move(book: Book, txn: int, link: Link, into: int, gone: int) -> list[int]:
    """Let the rows that refer to `gone` refer to `into`; gives their ids."""
    found = book.db.execute(f'SELECT id FROM "{link.table}" WHERE {link.where()}', {"row": gone})
    ids = [row["id"] for row in found]
    if not ids:
        return ids
    stamp = any(name == "updated_at" for name, _ in columns(book.db, link.table))
    book.db.execute(
        f'UPDATE "{link.table}" SET "{link.column}" = :into{", updated_at = :now" if stamp else ""}'
        f" WHERE {link.where()}",
        {"into": into, "row": gone, "now": now()},
    )
    if link.table in UNJOURNALLED:
        for each in ids:
            writes.keep(book, txn, link.table, each, {link.column: gone}, {link.column: into})
    return ids


def remove(book: Book, txn: int, table: str, row: int) -> None:
    """Delete a record to which nothing refers any more."""
    if table in UNJOURNALLED:
        writes.keep(book, txn, table, row, one(book, table, row), None)
    writes.delete(book, table, row)


def one(book: Book, table: str, row: int) -> dict[str, Any]:
    return dict(book.db.execute(f'SELECT * FROM "{table}" WHERE id = ?', (row,)).fetchone())


def self_references(book: Book, table: str, into: int, gone: int, done: Merged) -> dict[str, Any]:
    """The columns that refer to another record of the same table (parent, successor), without circles.

    Where `into` hangs on `gone`, near or far, it takes its place; otherwise it keeps what it has, or
    takes what `gone` has.
    """
    changes: dict[str, Any] = {}
    for link in links(book, table):
        if link.table != table or link.kind is not None:
            continue
        mine, theirs = (one(book, table, row)[link.column] for row in (into, gone))
        # What hangs on the first would come to hang on itself.
        usable = theirs is not None and into not in chain(book, table, link.column, theirs)
        if gone in chain(book, table, link.column, into):
            changes[link.column] = theirs if usable else None
        elif mine is None and usable:
            changes[link.column] = done.taken[link.column] = theirs
        elif usable and theirs != mine:
            done.lost[link.column] = theirs
    return changes


def chain(book: Book, table: str, column: str, row: int) -> list[int]:
    """A record, the one it refers to, and so on."""
    found: list[int] = []
    at: int | None = row
    while at is not None and at not in found:
        found.append(at)
        at = one(book, table, at)[column]
    return found


def united(book: Book, table: str, into: int, gone: int, done: Merged) -> dict[str, Any]:
    """The columns of `into` that change when it takes what it lacks from `gone`. Lists, objects and flags
    are known by their defaults."""
    mine, theirs = one(book, table, into), one(book, table, gone)
    foreign = {link.column for link in links(book, table) if link.table == table}
    changes: dict[str, Any] = {}
    for column in book.db.execute("SELECT * FROM pragma_table_info(?)", (table,)).fetchall():
        name = column["name"]
        if name in OWN or name in foreign or name.endswith("_folded") or theirs[name] in (None, mine[name]):
            continue
        if column["dflt_value"] in ("'[]'", "'{}'"):
            changes |= joined(name, mine, theirs, done)
        elif column["dflt_value"] == "0":
            changes |= {name: 1} if theirs[name] else {}
        elif mine[name] is None and all(
            mine[other] in (None, theirs[other]) for other in DEPENDS.get(name, ())
        ):
            changes[name] = done.taken[name] = theirs[name]
        else:
            done.lost[name] = theirs[name]
    return changes


def joined(name: str, mine: dict[str, Any], theirs: dict[str, Any], done: Merged) -> dict[str, Any]:
    """A list or an object with what the other one has more; nothing where that is nothing."""
    ours, others = jsontext.loads(mine[name]), jsontext.loads(theirs[name])
    if isinstance(ours, dict):
        done.lost.update(
            {f"{name}.{key}": value for key, value in others.items() if key in ours and ours[key] != value}
        )
        added: Any = {key: value for key, value in others.items() if key not in ours}
        whole: Any = {**ours, **added}
    else:
        known = {same_key(item) for item in ours}
        added = [item for item in others if same_key(item) not in known]
        whole = [*ours, *added]
    if added:
        done.taken[name] = added
    return {name: whole} if added else {}


def same_key(item: object) -> str:
    """What makes two items of a list the same: a text in any case, a phone number by its digits."""
    if isinstance(item, dict):
        return same_number(item)
    return folded(str(item))


def shared_addresses(book: Book, account: int) -> list[tuple[str, Row, Row]]:
    """E-mail addresses that two people of an account have, with those two, the older record first."""
    query = "SELECT id, name, emails FROM contact WHERE account_id = ? ORDER BY id"
    first: dict[str, Row] = {}
    found, told = [], set()
    for person in book.db.execute(query, (account,)).fetchall():
        for address in jsontext.loads(person["emails"]):
            other = first.setdefault(folded(str(address)), person)
            pair = (other["id"], person["id"])
            if other["id"] != person["id"] and pair not in told:
                told.add(pair)
                found.append((str(address), other, person))
    return found


def overlaps(book: Book, account: int, among: list[int]) -> list[tuple[int, int]]:
    """Open recurring contracts for one product whose terms overlap, where one of the two is `among` some."""
    query = """
SELECT one.id, two.id FROM contract one JOIN contract two
  ON two.account_id = one.account_id AND two.product_id IS one.product_id AND two.id > one.id
WHERE one.account_id = :account AND one.amends_id IS NULL AND two.amends_id IS NULL
  AND (one.id IN (SELECT value FROM json_each(:among))) <> (two.id IN (SELECT value FROM json_each(:among)))
  AND one.kind = 'recurring' AND two.kind = 'recurring'
  AND one.renewed_by_id IS NULL AND two.renewed_by_id IS NULL
  AND one.terminated_on IS NULL AND two.terminated_on IS NULL
  AND (one.ends_on IS NULL OR one.ends_on >= two.starts_on)
  AND (two.ends_on IS NULL OR two.ends_on >= one.starts_on)
ORDER BY one.id, two.id"""
    found = book.db.execute(query, {"account": account, "among": jsontext.dumps(among)})
    return [(row[0], row[1]) for row in found]


# Pairs of records that look like one and are two: a person has looked, and said so. They are kept in the
# book's own settings, by the ids, which are never given to another record.


def apart_key(kind: str, one: int, two: int) -> str:
    return f"apart {kind} {min(one, two)} {max(one, two)}"


def pairs_apart(book: Book, kind: str) -> set[tuple[int, int]]:
    """The pairs of records of a kind that are two, the lower id first."""
    with translated(book.file):
        found = book.db.execute("SELECT key FROM setting WHERE key GLOB ?", (f"apart {kind} *",)).fetchall()
    numbers = (row["key"].split(" ")[2:] for row in found)
    return {(int(one), int(two)) for one, two in numbers}


def keep_apart(book: Book, txn: int, kind: str, one: int, two: int) -> None:
    """Remember that two records are two, in the transaction `txn`; nothing where that is known."""
    if (min(one, two), max(one, two)) in pairs_apart(book, kind):
        return
    values = {"key": apart_key(kind, one, two), "value": "1"}
    row = writes.insert(book, "setting", values)
    writes.keep(book, txn, "setting", row, None, {"id": row, **values})


def keep_new_apart(book: Book, kind: str, one: int, new: int) -> None:
    """Remember that a record which the running transaction adds is another one."""
    (txn,) = book.db.execute("SELECT txn FROM session").fetchone()
    keep_apart(book, txn, kind, one, new)
