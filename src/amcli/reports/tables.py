"""What `am sql` can ask: every table and view of the book with its columns, and what they mean."""

from amcli.fields import Field, Row, fields
from amcli.page import Column, Footer, Page, Section, Table
from amcli.records import KINDS
from amcli.records.declaration import listed_fields
from amcli.reports import checkins, history, proposals, renewals, replies, risks, tasks, views
from amcli.storage.connection import Book

FIELDS = fields(
    """
table  text! the table or view
kind   text! table or view
column text! the column
type   text  what it holds
help   text  what it means
""",
    kind=("view", "table"),
)
OWN = fields("""
interaction text its reference, such as n213
days_since  int  days since the last touch; empty where there was none
on          day  the day of the score
""")
TITLES = {"view": "Views", "table": "Tables"}
MEANT: dict[str, tuple[Field, ...]] = {
    "clock": views.CLOCK,
    "arr": checkins.FIELDS,
    "checkins": checkins.FIELDS,
    "contracts_running": renewals.FIELDS,
    "last_touch": (*checkins.FIELDS, *OWN),
    "renewals": renewals.FIELDS,
    "replies": replies.FIELDS,
    "scores": (*risks.FIELDS, *OWN),
    "tasks_open": tasks.FIELDS,
    "proposal": proposals.FIELDS,
    "txn": history.FIELDS,
    "touches": (*listed_fields("interaction"), *checkins.FIELDS),
}


def table_rows(book: Book) -> list[Row]:
    """A row for each column: views first, then tables, by name; none for the old name of one."""
    return [described(*row) for row in book.rows("tables") if not is_old(row["table"], row["column"])]


def is_old(table: str, column: str) -> bool:
    """Whether a column of a view is there by its old name too."""
    return any(field.was == column for field in MEANT.get(table, ()))


def described(table: str, kind: str, column: str, type_: str, refers_to: str | None) -> Row:
    """One column; amounts of tables are in minor units, those of views are as reports have them."""
    field = meaning(table, column)
    said = field.help if field else None
    if refers_to is not None:
        said = joined_by(column, refers_to, said)
    elif field and field.type == "money" and kind == "table":
        said = f"{said}; in minor units (cents)"
    return {
        "table": table,
        "kind": kind,
        "column": column,
        "type": (field.type if field and kind == "view" else type_) or None,
        "help": said,
    }


def joined_by(column: str, table: str, said: str | None) -> str:
    """What a column with the ids of another table means: where a list has a code, a table has an id."""
    by_id = f"id in {table}"
    if said is None or column == f"{table}_id" == "account_id":
        return by_id
    return f"{said.partition(',')[0].removeprefix('code of ')}: {by_id}"


def meaning(table: str, column: str) -> Field | None:
    """What is declared of a column."""
    own = listed_fields(table) if table in KINDS else ()
    declared = {field.name: field for field in (*MEANT.get(table, ()), *own)}
    return declared.get(column.removesuffix("_id"))


def tables_page(shown: list[Row], whole: list[Row]) -> Page:
    """What a person sees of them: each table and view with the names of its columns."""
    names: dict[str, dict[str, list[str]]] = {}
    for row in shown:
        names.setdefault(row["kind"], {}).setdefault(row["table"], []).append(row["column"])
    longest = max(len(table) for tables in names.values() for table in tables)
    columns = (Column(least=longest), Column())
    sections = [
        Section(TITLES[kind], [Table(columns, [[each, ", ".join(of)] for each, of in tables.items()], False)])
        for kind, tables in names.items()
    ]
    footer = (Footer("What each column means", "am sql --tables -o md"), Footer("Recipes", "am help sql"))
    return Page(parts=sections, footer=footer)
