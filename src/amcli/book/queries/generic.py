"""A record of any table with its own columns, references as what a person types."""

import json
from typing import Any

from amcli.book.connection import Book, translated
from amcli.fields import Row
from amcli.rules.money import to_major
from amcli.vocabulary import LETTERS, reference

MONEY = ("value", "annual_value", "list_price")


def record(book: Book, kind: str, row: int) -> Row:
    """One record by its id, in the order of its columns."""
    with translated(book.path):
        found = book.db.execute(f'SELECT * FROM "{kind}" WHERE id = ?', (row,)).fetchone()
        keys = {
            key["from"]: key["table"]
            for key in book.db.execute("SELECT * FROM pragma_foreign_key_list(?)", (kind,))
        }
        made: Row = {kind: reference(kind, row)} if kind in LETTERS else {}
        names = tuple(found.keys())
        for name in names:
            if not name.endswith("_folded"):
                made[name.removesuffix("_id") if name in keys else name] = value(
                    book, found, name, keys.get(name)
                )
    return made


def value(book: Book, found: Any, name: str, target: str | None) -> Any:
    """One column as JSON has it."""
    raw = found[name]
    if raw is None:
        return None
    if target in ("account", "product"):
        column = "code" if target == "account" else "name"
        return book.db.execute(f'SELECT "{column}" AS text FROM "{target}" WHERE id = ?', (raw,)).fetchone()[
            "text"
        ]
    if target is not None:
        return reference(target, raw)
    if name in MONEY and kind_has_currency(found):
        return to_major(raw, found["currency"])
    if isinstance(raw, str) and name in ("tags", "extra", "emails", "phones"):
        return json.loads(raw)
    return raw


def kind_has_currency(found: Any) -> bool:
    """Whether a row names the currency of its amounts."""
    names = tuple(found.keys())
    return "currency" in names and found["currency"] is not None
