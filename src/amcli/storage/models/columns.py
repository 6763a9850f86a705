"""What every table is made of: its columns by kind, its rules, and the fields that all rows have.

What a column is follows from the type of the field that a record declares; no table is declared here.
"""

import datetime as dt
from collections.abc import Mapping
from types import new_class
from typing import Any, ClassVar, Literal, NamedTuple

from pydantic import ConfigDict
from sqlalchemy import REAL, CheckConstraint, Integer, text
from sqlmodel import Field, SQLModel

from amcli.records import declaration
from amcli.records.declaration import record
from amcli.storage.types import (
    Checked,
    Choice,
    Clock,
    Count,
    CurrencyCode,
    Day,
    Days,
    Flag,
    Instant,
    JsonText,
    Line,
    Prose,
)

MAX_MONEY = 10**15


def column(sa_type: Any = Prose, default: Any = ..., **extra: Any) -> Any:
    """A column of a given type; required unless it has a default."""
    if default is ...:
        return Field(sa_type=sa_type, **extra)
    return Field(default=default, sa_type=sa_type, **extra)


def optional(sa_type: Any = Prose, **extra: Any) -> Any:
    """A column that may be empty."""
    return Field(default=None, sa_type=sa_type, **extra)


def choice(values: tuple[str, ...], default: str | None = None) -> Any:
    """A column of a closed vocabulary; a default makes it required with that value."""
    if default is None:
        return Field(default=None, sa_type=Choice(*values))
    return Field(
        default=default, sa_type=Choice(*values), sa_column_kwargs={"server_default": text(f"'{default}'")}
    )


def required_choice(values: tuple[str, ...]) -> Any:
    """A column of a closed vocabulary that must be given."""
    return Field(sa_type=Choice(*values))


def flag() -> Any:
    """Yes or no, no by default."""
    return Field(default=False, sa_type=Flag, sa_column_kwargs={"server_default": text("0")})


def json_list() -> Any:
    """A JSON array, empty by default."""
    return Field(
        default_factory=list, sa_type=JsonText("array"), sa_column_kwargs={"server_default": text("'[]'")}
    )


def json_object() -> Any:
    """A JSON object, empty by default."""
    return Field(
        default_factory=dict, sa_type=JsonText("object"), sa_column_kwargs={"server_default": text("'{}'")}
    )


def owner_account() -> Any:
    """The account a record belongs to; the record goes when the account is deleted."""
    return Field(foreign_key="account.id", ondelete="CASCADE", index=True)


def link(target: str) -> Any:
    """A reference that is emptied when its record is deleted."""
    return Field(default=None, foreign_key=f"{target}.id", ondelete="SET NULL", index=True)


def rule(condition: str, name: str) -> CheckConstraint:
    """A CHECK whose name is the sentence a person reads when it is broken."""
    return CheckConstraint(condition, name=name)


MONEY_RULES = (
    rule("value IS NULL OR currency IS NOT NULL", "an amount needs a currency"),
    rule(f"abs(value) <= {MAX_MONEY}", "an amount has a sensible size"),
)


def table(*constraints: Any) -> tuple[Any, ...]:
    """Table arguments: STRICT, ids never reused, and the given constraints."""
    return (*constraints, {"sqlite_strict": True, "sqlite_autoincrement": True})


class Row(SQLModel):
    """What every table has: an id that is never reused."""

    model_config = ConfigDict(extra="forbid", validate_default=False)  # type: ignore[assignment]
    __table_args__: ClassVar[Any] = table()

    id: int | None = Field(default=None, primary_key=True, sa_type=Integer)


class Record(Row):
    """What every record has beside its id: when it was made and last changed (real clock, UTC)."""

    created_at: str = column(Instant)
    updated_at: str = column(Instant)


# The columns of each type of field.
COLUMNS: Mapping[str, Any] = {
    **{"line": Prose, "text": Prose, "name": Line, "clock": Clock, "currency": CurrencyCode},
    **{"day": Day, "happened": Day},
    **{"whole": Count, "money": Integer, "number": REAL, "share": REAL},
}
MADE = {"flag": flag, "list": json_list, "object": json_object}
# The Python types of the columns' values, where they are not text.
PYTHON: Mapping[Any, Any] = {
    **dict.fromkeys((Integer, Count, Days), int),
    **{Day: dt.date, Flag: bool, REAL: float},
}


def model(kind: str, *constraints: Any, **own: Any) -> type[Record]:
    """The table of a kind of record: a column for each field that its declaration stores.

    `own` are the columns that are otherwise than the type of their field makes them, and those that are
    folded from one, which come after it.
    """
    columns: dict[str, Any] = {}
    annotations: dict[str, Any] = {}
    for field in record(kind).fields:
        name = f"{field.name}_id" if field.to else field.name
        if not field.stored or name == "id":
            continue
        columns[name] = own[name] if name in own else column_of(field)
        annotations[name] = value_type(columns[name], of_objects=field.inner is not None)
        if (folded := f"{name}_folded") in own:
            columns[folded], annotations[folded] = own[folded], str
    body: dict[str, Any] = {"__module__": __name__, "__annotations__": annotations, **columns}
    body |= {"__tablename__": kind, "__table_args__": table(*constraints)}
    return new_class(kind.capitalize(), (Record,), {"table": True}, lambda space: space.update(body))


def column_of(field: declaration.Field) -> Any:
    """The column of a field, by its type."""
    if field.to:
        return owner_account() if field.name == "account" else link(field.to)
    if field.type == "choice":
        if field.needed and not field.default:
            return required_choice(field.choices)
        return choice(field.choices, field.default or None)
    if field.type in MADE:
        return MADE[field.type]()
    return column(COLUMNS[field.type]) if field.needed else optional(COLUMNS[field.type])


def value_type(info: Any, *, of_objects: bool) -> Any:
    """The Python type of a column's values, None among them where it may be empty."""
    kept = info.sa_type
    if isinstance(kept, Choice):
        found: Any = Literal[kept.values]
    elif isinstance(kept, JsonText):
        objects = dict[str, Any]
        found = objects if kept.shape == "object" else list[objects] if of_objects else list[str]
    else:
        found = int if isinstance(info.foreign_key, str) else PYTHON.get(kept, str)
    return found | None if info.default is None else found


def add_column_rules() -> None:
    """Give every column the CHECK of its type, named by the sentence it enforces."""
    for each in SQLModel.metadata.sorted_tables:
        for col in each.columns:
            if isinstance(col.type, Checked) and col.type.check:
                quoted = f'"{col.name}"'
                condition = col.type.check.replace("{c}", quoted)
                if col.nullable:
                    condition = f"{quoted} IS NULL OR ({condition})"
                each.append_constraint(rule(condition, f"{each.name} {col.name}: {col.type.meaning}"))


class Declared(NamedTuple):
    """What a column may hold: whether nothing, and where its vocabulary is closed, which values."""

    may_be_missing: bool
    choices: tuple[str, ...]


def declared(table: str) -> dict[str, Declared]:
    columns = SQLModel.metadata.tables[table].columns
    return {
        column.name: Declared(bool(column.nullable), tuple(getattr(column.type, "values", ())))
        for column in columns
    }
