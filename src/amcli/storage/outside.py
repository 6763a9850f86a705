"""Text that came from outside: what customers wrote into the book by mails, chats, calendars, cards, surveys
and feedback, of some accounts or of all.

Which columns these are is said here alone. Who shows such a text to a program that reads instructions in it
marks it (`assistant/marks.py`).
"""

from collections.abc import Iterator, Sequence

from amcli import jsontext
from amcli.rules.names import NAME_LIMIT, shown
from amcli.storage.connection import Book, translated
from amcli.vocabulary import KIND_OF_LETTER, parts_of_reference

LONGEST_NAME = 80
LONG_WORD = 12
# By table; what is JSON stands below. Bodies are shown as such, and no sentence quotes one.
COLUMNS: dict[str, tuple[str, ...]] = {
    "interaction": ("summary",),
    "feedback": ("text",),
    "survey": ("comment",),
    "issue": ("title",),
    "event": ("note",),
    "contact": ("title", "notes"),
    "account": ("notes",),
}
CUSTOM = ("account", "contact", "contract")
# Names that an import brought: all of those that cards did, and of others what is more than a name.
BROUGHT = """
SELECT DISTINCT k.name, x.command FROM contact k JOIN value_source v ON v.kind = 'contact' AND v."row" = k.id
LEFT JOIN journal j ON j.tbl = 'contact' AND j."row" = k.id AND j.before IS NULL
LEFT JOIN txn x ON x.id = j.txn
WHERE v.field IN ('*', 'name') AND {chosen}
"""
CARDS = (".vcf", ".vcard")
MOST_WORDS = 4


def is_odd(text: str, longest: int = NAME_LIMIT) -> bool:
    """Whether a name could be anything else: with control or direction characters, line breaks or quotes of
    marks, or longer than names are."""
    return len(text) > longest or "«" in text or "»" in text or shown(text).replace("\\\\", "\\") != text


def is_said(text: str) -> bool:
    """Whether a text says anything: a short word alone stands in many a sentence of ours."""
    return len(text) >= LONG_WORD or " " in text.strip()


def texts(book: Book, handles: Sequence[str]) -> list[str]:
    """Every text from outside of some accounts, by their codes or by references of their records."""
    with translated(book.file):
        return list(dict.fromkeys(read(book, ids_of(book, handles))))


def titles(book: Book) -> list[str]:
    """Of all accounts what errors quote: names that may be something else, and titles."""
    with translated(book.file):
        rows = [*rows_of(book, "issue", "k.title", None), *rows_of(book, "contact", "k.title", None)]
        said = (title for (title,) in rows if title and is_said(title))
        return list(dict.fromkeys([*names(book, None), *said]))


def ids_of(book: Book, handles: Sequence[str]) -> str:
    """The ids of accounts, as a JSON array."""
    there = "code IN (SELECT value FROM json_each(?))"
    found = {
        row[0] for row in book.db.execute(f"SELECT id FROM account WHERE {there}", (jsontext.dumps(handles),))
    }
    rows: dict[str, list[int]] = {}
    for handle in handles:
        letter, number = parts_of_reference(handle)
        if letter in KIND_OF_LETTER:
            rows.setdefault(KIND_OF_LETTER[letter], []).append(number)
    for kind, numbers in rows.items():
        query = f'SELECT DISTINCT account_id FROM "{kind}" WHERE id IN (SELECT value FROM json_each(?))'
        found.update(row[0] for row in book.db.execute(query, (jsontext.dumps(numbers),)))
    return jsontext.dumps(sorted(found))


def read(book: Book, ids: str) -> Iterator[str]:
    for table, columns in COLUMNS.items():
        for row in rows_of(book, table, ", ".join(f'k."{each}"' for each in columns), ids):
            yield from (each for each in row if each and is_said(each))
    for table in CUSTOM:
        for (extra,) in rows_of(book, table, "k.extra", ids, "k.extra <> '{}'"):
            yield from filter(is_said, told(jsontext.loads(extra)))
    for name in names(book, ids):
        yield name
        yield from name.split()[:1]  # by which people are called


def rows_of(
    book: Book, table: str, columns: str, ids: str | None, where: str = "1"
) -> Iterator[tuple[str, ...]]:
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


def names(book: Book, ids: str | None) -> Iterator[str]:
    """The names that may be something else."""
    for table in ("account", "contact"):
        yield from (name for (name,) in rows_of(book, table, "k.name", ids) if is_odd(name, LONGEST_NAME))
    yield from brought(book, ids)


def brought(book: Book, ids: str | None) -> Iterator[str]:
    """The names that cards brought, and those that other imports did and that are hardly names."""
    chosen = "1" if ids is None else "k.account_id IN (SELECT value FROM json_each(:ids))"
    query = BROUGHT.format(chosen=chosen)
    for name, command in book.db.execute(query, {} if ids is None else {"ids": ids}):
        if len(name.split()) > MOST_WORDS or any(each in (command or "").lower() for each in CARDS):
            yield name
