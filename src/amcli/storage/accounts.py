"""Adding and naming accounts and products: codes, uniqueness, and errors that say which is taken."""

import datetime as dt
from collections.abc import Mapping

from amcli.errors import Refused
from amcli.hints import Any
from amcli.rules.names import check_name, folded, make_code, quoted, shown
from amcli.storage import writes
from amcli.storage.connection import Book, Row


def add(book: Book, name: str, added_on: dt.date, values: Mapping[str, Any]) -> int:
    """Add an account, with the code given or one made from its name. Raises Refused when taken."""
    code = values.get("code") or make_code(name, lambda made: code_taken(book, made))
    named = naming(book, name, code)
    return writes.insert(book, "account", {"added_on": added_on, **values, **named})


def naming(
    book: Book, name: str | None = None, code: str | None = None, row: int | None = None
) -> dict[str, str]:
    """The columns that a name and a code fill. Raises Refused when another account has them."""
    found: dict[str, str] = {}
    for column, value in (("name", name), ("code", code)):
        if value is None:
            continue
        refuse_taken(book, column, value, row)
        found |= {column: value, f"{column}_folded": folded(value)}
    return found


def refuse_taken(book: Book, column: str, value: str, row: int | None) -> None:
    """Raise Refused when another account has this name or code, in any case."""
    query = f"SELECT code, name FROM account WHERE {column}_folded = ? AND id IS NOT ?"
    taken = book.db.execute(query, (folded(value), row)).fetchone()
    if taken is not None:
        raise Refused(
            f"another account already has the {column} {quoted(value)}:"
            f" {shown(taken['code'])} ({shown(taken['name'])}).",
            f"Show it: am show {shown(taken['code'])}",
        )


def code_taken(book: Book, code: str) -> bool:
    found = book.db.execute("SELECT 1 FROM account WHERE code_folded = ?", (folded(code),)).fetchone()
    return found is not None


def known_product(book: Book, name: str) -> Row | None:
    """The product of a name, in any case, if the catalogue has it."""
    query = "SELECT id, name FROM product WHERE name_folded = ?"
    found: Row | None = book.db.execute(query, (folded(name),)).fetchone()
    return found


def product(book: Book, name: str) -> tuple[int, bool]:
    """The id of a product of the catalogue, and whether it had to be added."""
    name = check_name(name, "product")
    found = known_product(book, name)
    if found is not None:
        return int(found["id"]), False
    return writes.insert(book, "product", {"name": name, "name_folded": folded(name)}), True
