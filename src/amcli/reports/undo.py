"""What can be undone, and what undoing would do to each field. Not how it is done (storage/journal.py)."""

from collections.abc import Iterator

from amcli.fields import Row, fields
from amcli.hints import Any
from amcli.page import Cell, Column, Footer, Line, Page, Table, dash, says
from amcli.reports.history import LINKED, counted, origin_words, row_now, titled, whole_value
from amcli.rules.formatting import count, minute
from amcli.storage import settings_file
from amcli.storage.connection import Book, translated
from amcli.storage.journal import ANY, INNER, SILENT, Change, Reversal, Way, by_whom, changes_of
from amcli.storage.triggers import OUTSIDE
from amcli.vocabulary import LETTERS, VIAS, reference

FIELDS = fields(
    """
change    int!     its number, for am undo
at        instant! when
command   text!    the command
records   int!     how many records it touched
added     int!     how many of them it added
changed   int!     how many of them it changed
deleted   int!     how many of them it deleted
by_number bool!    whether a plain am undo skips it, so that only its number undoes it
first     int      the later change of the same records that must be undone first
via       text     how it came, if it wasn't typed: mcp (from an assistant) or ui (in am ui)
client    text     the name that the assistant gave itself
""",
    via=VIAS,
)
DIFFERENCES = fields("""
kind   text! the kind of record
ref    text! its reference; an account's code
name   text  its name, title or text
does   text! added, changed or deleted
field  text! the field
before text  what it is now
after  text  what it would be, or has become
""")
COLUMNS = (Column("No", right=True), Column("When", most=16), Column("Command and what it did"))
DIFFERING = (
    Column("Record", most=24), Column("Field", most=20), Column("Before", most=30), Column("After"),
)  # fmt: skip


def undo_rows(book: Book, limit: int | None, origin: Way = ANY) -> list[Row]:
    """The changes that stand, or those of them that came in one way, the newest first."""
    with translated(book.file):
        found = book.rows("history.undoable", limit=-1 if limit is None else limit, **origin._asdict())
    return [as_row(each) for each in found]


def as_row(each: Any) -> Row:
    """One change as JSON has it."""
    counts = {name: each[name] for name in ("added", "changed", "deleted")}
    return {
        "change": each["id"],
        "at": each["at"],
        "command": each["command"],
        "records": sum(counts.values()),
        **counts,
        "by_number": bool(each["automatic"]) or each["command"] == OUTSIDE,
        "first": each["first"],
        "via": each["via"],
        "client": each["client"],
    }


def undo_page(shown: list[Row], whole: list[Row]) -> Page:
    """What a person sees of the changes that can be undone."""
    if not shown:
        return says("Nothing to undo.")
    lines = [each for row in shown for each in undo_lines(row)]
    plain = next((row for row in whole if not row["by_number"]), None)
    how = f"am undo{'' if plain is None else ' --dry-run'}"
    said = "Show what the next am undo would do." if plain else "A plain am undo skips these: add a number."
    return Page("Undo", counted(shown, whole), (), [Table(COLUMNS, lines)], [Footer(said, how)])


def undo_lines(row: Row) -> list[Line]:
    """One change: the command, then what it did."""
    did = [count(row[name], "record") + f" {name}" for name in ("added", "changed", "deleted") if row[name]]
    notes = ["only by its number"] if row["by_number"] else []
    notes += [f"undo {row['first']} first"] if row["first"] else []
    came = Cell(origin_words(row["via"], row["client"]), "muted")
    told = " · ".join([", ".join(did) or "settings", *notes])
    return [
        [str(row["change"]), minute(row["at"]), [Cell(by_whom(dash(row["command"]))), came]],
        ["", "", Cell(f"  {told}", "muted")],
    ]


def differences(book: Book, txn: int) -> list[Row]:
    """What a transaction did to each field, where the book stands behind it."""
    with translated(book.file):
        return [
            each
            for change in changes_of(book, txn)
            if change.table not in INNER
            for each in differing(book, whole(book, change))
        ]


def whole(book: Book, change: Change) -> Change:
    """A change with both its sides: an insert is kept without a copy, so its row is read."""
    if change.before is None and change.after is None:
        return change._replace(after=row_now(book, change.table, change.row))
    return change


def differing(book: Book, change: Change) -> Iterator[Row]:
    """The fields that differ before and after a change of a row, as text."""
    then, now = change.before or {}, change.after or {}
    if change.table == settings_file.TABLE:
        values = (settings_file.values_of(each.get("text")) or {} for each in (then, now))
        then, now = ({**each} for each in values)
    does = "added" if change.before is None else "deleted" if change.after is None else "changed"
    about = {"kind": change.table, "ref": ref_of(change), "name": titled(then or now), "does": does}
    for name in {**then, **now}:
        before, after = (said(book, change.table, name, each) for each in (then, now))
        if before != after and name not in (*SILENT, "id"):
            yield {**about, "field": plain_name(name), "before": before, "after": after}


def said(book: Book, table: str, column: str, row: dict[str, Any]) -> str | None:
    """A value as people type it; None where there is none."""
    if row.get(column) in (None, "", "[]", "{}"):
        return None
    if LINKED.get(column) == "account" and (account := row_now(book, "account", row[column])):
        return str(account["code"])
    return whole_value(table, column, row)


def plain_name(column: str) -> str:
    """A field's name: of a column that names a record without its ending."""
    return column.removesuffix("_id") if column in LINKED else column


def ref_of(change: Change) -> str:
    """What commands call a record."""
    row = change.after or change.before or {}
    if change.table == "account":
        return str(row.get("code", change.row))
    return reference(change.table, change.row) if change.table in LETTERS else str(change.row)


def differences_page(done: Reversal, verb: str, shown: list[Row], whole: list[Row]) -> Page:
    """What a person sees of what an undo or redo would do, or did."""
    lines: list[Line] = []
    last = None
    for row in shown:
        record = f"{row['ref'] if row['kind'] in (*LETTERS, 'account') else row['kind']} {row['does']}"
        same = last == (row["kind"], row["ref"])
        last = row["kind"], row["ref"]
        values = [dash(row[name]) for name in ("before", "after")]
        lines.append([Cell("" if same else record), row["field"], *values])
    records = len({(row["kind"], row["ref"]) for row in whole})
    fields = count(len(whole), "field")
    if len(shown) < len(whole):
        fields = f"{len(shown):,} of {fields}"
    counted = f"{fields} of {count(records, 'record')}"
    title = f"{verb} {by_whom(done.command)}{origin_words(done.via, done.client)}"
    return Page(title, counted, (), [Table(DIFFERING, lines)])
