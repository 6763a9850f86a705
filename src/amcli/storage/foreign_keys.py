"""What hangs on a record, found from the foreign keys: what goes when it is deleted, what forbids it."""

from amcli.storage.connection import Book, translated

PLURALS = {
    "contact": ("contact", "contacts"),
    "contract": ("contract", "contracts"),
    "interaction": ("interaction", "interactions"),
    "task": ("task", "tasks"),
    "opportunity": ("opportunity", "opportunities"),
    "issue": ("issue", "issues"),
    "survey": ("survey", "surveys"),
    "goal": ("goal", "goals"),
    "event": ("event", "events"),
    "handoff": ("handoff", "handoffs"),
}
ORDER = {name: place for place, name in enumerate(PLURALS)}
HIDDEN = ("interaction_contact", "health")


def references(book: Book, table: str, on_delete: str) -> list[tuple[str, str]]:
    """Tables and columns that name a row of `table`, and what happens to them when it is deleted."""
    found = []
    names = [row["name"] for row in book.db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for name in names:
        for key in book.db.execute("SELECT * FROM pragma_foreign_key_list(?)", (name,)):
            if key["table"] == table and key["on_delete"] == on_delete:
                found.append((name, key["from"]))
    return found


def summary(book: Book, table: str, row: int) -> str:
    """`3 contacts, 12 interactions`: what would go with a record; empty for nothing."""
    return counted(book, table, row, "CASCADE")


def users(book: Book, table: str, row: int) -> str:
    """`3 contracts, 1 opportunity`: what keeps a record from being deleted; empty for nothing."""
    return counted(book, table, row, "RESTRICT")


def counted(book: Book, table: str, row: int, on_delete: str) -> str:
    """The records that name one in a way, by their kinds."""
    counts = []
    with translated(book.path):
        found = references(book, table, on_delete)
        found.sort(key=lambda each: ORDER.get(each[0], len(ORDER)))
        for name, column in found:
            query = f'SELECT count(*) AS n FROM "{name}" WHERE "{column}" = ?'
            number = book.db.execute(query, (row,)).fetchone()["n"]
            if number and name not in HIDDEN:
                one, many = PLURALS.get(name, (name, f"{name} records"))
                counts.append(f"{number} {one if number == 1 else many}")
    return ", ".join(counts)
