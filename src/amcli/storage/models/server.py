"""The tables of a team's server, as plain data: those of the book's records, with the types of PostgreSQL.

Made of the same classes, so a new kind, field or type is there by itself. The server is no second book: a row
is of a book and has its id there; no other rule over rows or several columns is sent. Not for the SQL that
makes them, nor for what only a server has (team/layout.py).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Column as Declared
from sqlalchemy import Table as Class
from sqlalchemy import UniqueConstraint
from sqlmodel import SQLModel

from amcli.storage import models  # noqa: F401
from amcli.storage.sent import SENT
from amcli.storage.types import SERVER_PLAIN, Checked


class Column(NamedTuple):
    """A column: its type there, the default of what an older program doesn't send, and the condition that
    holds it, with the sentence that the book has for it."""

    name: str
    type: str
    default: str = ""
    check: str = ""
    meaning: str = ""


class Index(NamedTuple):
    """What an index is over, after the book, and for which rows."""

    name: str
    columns: tuple[str, ...]
    where: str = ""


class Table(NamedTuple):
    """A table of the book's records, without the number of the book."""

    name: str
    columns: tuple[Column, ...]
    indexes: tuple[Index, ...]


def tables() -> tuple[Table, ...]:
    """Every table that is sent."""
    return tuple(table_of(SQLModel.metadata.tables[name]) for name in SENT)


def table_of(of: Class) -> Table:
    columns = tuple(column_of(each) for each in of.columns)
    return Table(of.name, columns, tuple(sorted(indexes_of(of))))


def column_of(of: "Declared[object]") -> Column:
    """A column as the server has it. Raises LookupError for a type that doesn't say what it is there."""
    default = default_of(of)
    if not isinstance(of.type, Checked):
        return Column(of.name, SERVER_PLAIN[str(of.type)], default)
    if not of.type.server:
        raise LookupError(f"{type(of.type).__name__} doesn't say what it is on a server")
    check = of.type.server_check.replace("{c}", f'"{of.name}"')
    return Column(of.name, of.type.server, default, check, f"{of.table.name} {of.name}: {of.type.meaning}")


def default_of(of: "Declared[object]") -> str:
    """The default in SQL, empty without one."""
    if of.server_default is None:
        return ""
    text = str(getattr(of.server_default, "arg", ""))
    is_flag = isinstance(of.type, Checked) and of.type.server == "boolean"
    return {"0": "false", "1": "true"}[text] if is_flag else text


def indexes_of(of: Class) -> Iterator[Index]:
    """The indexes of a table. What is unique in the book is only an index there."""
    flags = [each.name for each in of.columns if getattr(each.type, "server", "") == "boolean"]
    for each in of.indexes:
        where = each.dialect_options["sqlite"]["where"]
        columns = tuple(
            f'"{part.name}"' if hasattr(part, "name") and part.name else f"({part})"
            for part in each.expressions
        )
        yield Index(str(each.name), columns, "" if where is None else translated(str(where), flags))
    for rule in of.constraints:
        if isinstance(rule, UniqueConstraint):
            first, *others = (each.name for each in rule.columns)
            if first.endswith("_id"):  # by which rows are looked for, in the book too
                yield Index(f"{of.name}_{first}", tuple(f'"{name}"' for name in (first, *others)))


def translated(condition: str, flags: list[str]) -> str:
    """A condition of the book in the server's words: a yes or no isn't a number there."""
    for flag in flags:
        condition = re.sub(rf"\b{flag} = 1\b", flag, condition)
        condition = re.sub(rf"\b{flag} = 0\b", f"NOT {flag}", condition)
    return condition
