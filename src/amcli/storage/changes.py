"""What a transaction changed, record by record, as lists have them: what hooks are told.

Read from the journal and the book as it is now. Not for taking anything back (journal.py) and not for a
person to read (reports/history.py).
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from amcli.fields import Field, Row
from amcli.hints import Any, NamedTuple
from amcli.records import KINDS
from amcli.records.declaration import listed_fields
from amcli.storage import records
from amcli.storage.connection import Book, translated

MOST = 100
LINKED = {"account": "code", "parent": "code", "contact": "name", "product": "name", "play": "name"}
TABLES = {"parent": "account"}


class Life(NamedTuple):
    """What became of a record: whether it was there before and is there now, and its row before."""

    was: bool
    there: bool
    before: str | None


def read_changes(book: Book, txn: int) -> dict[str, Any]:
    """A transaction with its changes; of more than `MOST` there are the counts alone, and null."""
    with translated(book.file):
        found = book.db.execute("SELECT * FROM txn WHERE id = ?", (txn,)).fetchone()
        lives = lives_of(book, txn)
        counts: dict[str, Counter[str]] = {}
        for (kind, _), life in lives.items():
            counts.setdefault(kind, Counter(insert=0, update=0, delete=0))[event_of(life)] += 1
        past = Past(book, txn) if len(lives) <= MOST else None
        changes = None if past is None else list(past.changes(lives))
    return {
        "txn": txn,
        "at": found["at"],
        "command": found["command"],
        "undoes": found["undoes"],
        "counts": {kind: dict(each) for kind, each in counts.items()},
        "changes": changes,
        "via": found["via"],
        "client": found["client"],
    }


def of_kind(story: dict[str, Any], kind: str) -> dict[str, Any]:
    """The part of a transaction that is about records of a kind."""
    counts = {name: each for name, each in story["counts"].items() if name == kind}
    changes = story["changes"]
    if changes is not None:
        changes = [each for each in changes if each["kind"] == kind]
    return {**story, "counts": counts, "changes": changes}


def lives_of(book: Book, txn: int) -> dict[tuple[str, int], Life]:
    """The records that a transaction changed, in the order of their first change; one that came and went
    again within it is none of them."""
    found: dict[tuple[str, int], Life] = {}
    query = 'SELECT tbl, "row", before, after IS NULL AS last FROM journal WHERE txn = ? ORDER BY id'
    for entry in book.db.execute(query, (txn,)):
        if entry["tbl"] in KINDS:
            key = entry["tbl"], entry["row"]
            first = found.get(key) or Life(entry["before"] is not None, True, entry["before"])
            found[key] = first._replace(there=entry["before"] is None or not entry["last"])
    for owner in book.rows("changes.owners", txn=txn):
        if owner["kind"] in KINDS:
            found.setdefault((owner["kind"], owner["row"]), Life(True, True, None))
    return {key: life for key, life in found.items() if life.was or life.there}


def event_of(life: Life) -> str:
    """What happened to a record: insert, update or delete."""
    return "delete" if not life.there else "update" if life.was else "insert"


class Past:
    """The book as it was before a transaction, for the records that it changed."""

    def __init__(self, book: Book, txn: int) -> None:
        self.book = book
        self.gone: dict[tuple[str, int], dict[str, Any]] = {}
        query = 'SELECT tbl, "row", before FROM journal WHERE txn = ? AND before IS NOT NULL ORDER BY id'
        for entry in book.db.execute(query, (txn,)):
            self.gone.setdefault((entry["tbl"], entry["row"]), json.loads(entry["before"]))

    def changes(self, lives: Mapping[tuple[str, int], Life]) -> Iterator[dict[str, Any]]:
        """The records before and after, as `KIND list` has them; null where one was not there or is no
        more. One that another program has taken away since is left out."""
        for (kind, row), life in lives.items():
            after = next(iter(records.list_records(self.book, kind, row=row)), None) if life.there else None
            before = after if life.was and life.before is None else None
            if life.before is not None:
                before = self.record(kind, json.loads(life.before))
            known = after or before
            if known is not None:
                found = {"event": event_of(life), "kind": kind, "ref": records.handle(kind, known)}
                yield {**found, "before": before, "after": after}

    def record(self, kind: str, row: dict[str, object]) -> Row:
        """A row of the journal as it is listed."""
        found = {field.name: self.field(kind, field, row) for field in listed_fields(kind)}
        return records.as_row(kind, {**row, **found})

    def field(self, kind: str, field: Field, row: dict[str, Any]) -> Any:
        """What the query of a kind would give for a field."""
        if field.name == "contacts":
            return json.dumps(self.people(row["id"]), ensure_ascii=False)
        linked = f"{field.name}_id"
        if linked in row:
            if field.name not in LINKED:
                return row[linked]  # shown by its letter and number
            return self.name(TABLES.get(field.name, field.name), row[linked], LINKED[field.name])
        value = row.get(field.name)
        return float(value) if field.type == "number" and isinstance(value, str) else value

    def name(self, table: str, row: int | None, column: str) -> str | None:
        """What a record that another one names is called, or was called where it went with it."""
        if row is None:
            return None
        found = self.gone.get((table, row))
        if found is None:
            found = self.book.db.execute(f'SELECT * FROM "{table}" WHERE id = ?', (row,)).fetchone()
        return None if found is None else str(found[column])

    def people(self, interaction: int) -> list[str | None]:
        """Who took part in a talk: those who are on record, and those who went with it."""
        query = "SELECT id, contact_id FROM interaction_contact WHERE interaction_id = ?"
        links = {each["id"]: each["contact_id"] for each in self.book.db.execute(query, (interaction,))}
        for (table, row), before in self.gone.items():
            if table == "interaction_contact" and before["interaction_id"] == interaction:
                links[row] = before["contact_id"]
        return [self.name("contact", links[row], "name") for row in sorted(links)]
