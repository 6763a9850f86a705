"""JSON Schema of records: their declared fields, with what the tables of the book say of each column.

Loads the models, which takes longer than any daily command: nothing else does so for a schema.
"""

from amcli.fields import Field, Shape
from amcli.records.declaration import inner_of, listed_fields
from amcli.rules import implied
from amcli.schema.json_schema import Schema, of_shape
from amcli.storage.models.columns import declared

# What a page of a record has beside it.
SNOOZED = (
    Field("snoozed_until", "day", "snoozed until this date"),
    Field("snooze_reason", "text", "why it is snoozed"),
)


STEPS = (Field("steps", "list", "the tasks that are steps of it", sure=True),)
NOTICE = Field("notice_by", "day", "notice deadline of the term on record: the last day they can cancel")
PAGES = {"contract": (NOTICE, *implied.FIELDS), "goal": STEPS}


def record(kind: str) -> Schema:
    return of_shape(shape_of(kind))


def shown(kind: str) -> Schema:
    """The schema of the page of a record."""
    return of_shape(page_of(kind))


def page_of(kind: str) -> Shape:
    """A record with until when it is put off; of a contract, with its implied term; of a goal, its steps."""
    found, more = shape_of(kind), PAGES.get(kind, ())
    inner = {**found.inner, "steps": shape_of("task")} if kind == "goal" else found.inner
    return Shape((*found.fields, *SNOOZED, *more), inner)


def shape_of(kind: str) -> Shape:
    """The fields of a record: never missing where their column is never empty."""
    return Shape(tuple(as_column(kind, field) for field in listed_fields(kind)), inner_of(kind))


def as_column(kind: str, field: Field) -> Field:
    """A field as its column is declared; a reference by the column that refers."""
    if field.name == kind:
        return field._replace(sure=True)
    columns = declared(kind)
    column = columns.get(field.name) or columns.get(f"{field.name}_id")
    if column is None:  # put together from other tables, such as who took part
        return field._replace(sure=field.type == "list")
    return field._replace(sure=not column.may_be_missing, choices=column.choices)
