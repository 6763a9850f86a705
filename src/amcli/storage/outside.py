"""Text that came from outside: what customers wrote into the book by mails, chats, calendars, cards, surveys and
feedback, of some accounts or of all.

Which columns these are is said here alone. Who shows such a text to a program that reads instructions in it marks it
(`assistant/marks.py`).
"""

from collections.abc import Iterator, Sequence

from amcli import jsontext
from amcli.rules.names import NAME_LIMIT, shown
from amcli.storage.connection import Book, translated

LONGEST_NAME = 80
# By table; what is JSON stands below.
COLUMNS: dict[str, tuple[str, ...]] = {
    "interaction": ("summary", "body"),
    "feedback": ("text",),
    "survey": ("comment",),
    "issue": ("title",),
    "event": ("note",),
    "contact": ("title", "notes"),
    "account": ("notes",),
}
CUSTOM = ("account", "contact", "contract")
BY_CARD = """
SELECT DISTINCT v.value FROM value_source v JOIN contact k ON k.id = v."row"
WHERE v.kind = 'contact' AND v.field = 'name' AND v.source LIKE '%vcard%' AND {chosen}
"""


def is_odd(text: str, longest: int = NAME_LIMIT) -> bool:
    """Whether a name could be anything else: with control or direction characters, line breaks or quotes of
    marks, or longer than names are."""
    return len(text) > longest or "«" in text or "»" in text or shown(text).replace("\\\\", "\\") != text


def texts(book: Book, accounts: Sequence[str] | None = None) -> list[str]:
    """Every text from outside of some accounts by their codes, or of all."""
    with translated(book.file):
        return list(dict.fromkeys(filter(None, read(book, accounts))))


def read(book: Book, accounts: Sequence[str] | None) -> Iterator[str]:
    ids = None
    if accounts is not None:
        rows = book.db.execute(
            "SELECT id FROM account WHERE code IN (SELECT value FROM json_each(?))", (jsontext.dumps(accounts),)
        )
        ids = jsontext.dumps([row["id"] for row in rows])
    for table, columns in COLUMNS.items():
        for row in rows_of(book, table, ", ".join(f'k."{each}"' for each in columns), ids):
            yield from row
    for table in CUSTOM:
        for (extra,) in rows_of(book, table, "k.extra", ids, "k.extra <> '{}'"):
            yield from told(jsontext.loads(extra))
    for table in ("account", "contact"):
        yield from (name for (name,) in rows_of(book, table, "k.name", ids) if is_odd(name, LONGEST_NAME))
    yield from by_card(book, ids)


def rows_of(book: Book, table: str, columns: str, ids: str | None, where: str = "1") -> Iterator[tuple[str, ...]]:
    """Columns of the records of some accounts."""
    of = "k.id" if table == "account" else "k.account_id"
    chosen = "1" if ids is None else f"{of} IN (SELECT value FROM json_each(:ids))"
    query = f'SELECT {columns} FROM "{table}" k WHERE {chosen} AND {where}'
    yield from book.db.execute(query, {} if ids is None else {"ids": ids})


def told(value: object) -> Iterator[str]:
    """The texts of a custom field, and those names of fields that are no plain word."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from told(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from told(each)
            if " " in name:
                yield name
