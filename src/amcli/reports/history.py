"""What the journal says: the fields of `am history`, and a change in words."""

from collections.abc import Callable

from amcli import jsontext
from amcli.fields import Row, fields, shape
from amcli.hints import Any
from amcli.page import Cell, Column, Footer, Line, Page, Table, dash, says
from amcli.records import KINDS
from amcli.records.declaration import types_of
from amcli.rules.formatting import minute, of
from amcli.rules.money import grouped
from amcli.rules.names import shown, unshown
from amcli.storage import settings_file
from amcli.storage.connection import Book, translated
from amcli.storage.journal import INNER, SILENT, Change, by_whom, parsed
from amcli.vocabulary import LETTERS, TARGET_RATIOS, VIAS, reference

FIELDS = fields(
    """
change  int!     its number, for am undo
at      instant! when
command text!    the command
records int!     how many records it touched
undone  bool!    whether it was undone
undoing bool!    whether it is itself an undo
what    list!    each record with what changed
final   bool!    whether it can't be undone, as somebody it held was forgotten
via     text     how it came, if it wasn't typed: mcp (from an assistant) or ui (in am ui)
client  text     the name that the assistant gave itself
by_number bool!  whether a plain am undo skips it, so that only its number undoes it
""",
    via=VIAS,
)
PRUNED = shape("""
before  day!  from this day on the history is known
changes int!  how many changes were deleted
entries int!  how many entries
done    bool! whether they were
""")
TITLES = ("name", "title", "summary", "text", "note", "reference", "metric")
TELLING = """SELECT tbl, "row", before, after FROM journal
WHERE txn = ? AND tbl NOT IN (SELECT value FROM json_each(?)) ORDER BY id"""
# The kind of record that a column names.
LINKED = {
    "account_id": "account", "parent_id": "account", "contact_id": "contact", "successor_id": "contact",
    "contract_id": "contract", "renewed_by_id": "contract", "amends_id": "contract",
    "interaction_id": "interaction", "product_id": "product", "goal_id": "goal",
}  # fmt: skip
# Kinds without references, and the column of what commands call them.
UNLETTERED = {"account": "code", "product": "name"}
CALLED = (*UNLETTERED, "snooze")
MOST_TOLD = 20
LONGEST_SETTINGS = 120


def history_rows(book: Book, kind: str | None, row: int | None, limit: int | None) -> list[Row]:
    """Changes of the whole book, of one record, or of an account with all that belongs to it."""
    with translated(book.file):
        values: dict[str, Any] = {"account": row} if kind == "account" else {"tbl": kind, "row": row}
        query = "history.of_account" if kind == "account" else "history.changes"
        found = book.rows(query, **values, limit=-1 if limit is None else limit)
        return [as_row(book, each) for each in found]


def as_row(book: Book, each: Any) -> Row:
    """One change as JSON has it."""
    entries = book.rows("history.journal", txn=each["id"], limit=MOST_TOLD)
    told = [sentence(change_of(book, entry)) for entry in entries]
    return {
        "change": each["id"],
        "at": each["at"],
        "command": each["command"],
        "records": each["records"],
        "undone": bool(each["undone"]),
        "undoing": bool(each["undoing"]),
        "what": [line for line in told if line],
        "final": bool(each["final"]),
        "via": each["via"],
        "client": each["client"],
        "by_number": bool(each["automatic"]),
    }


def origin_words(via: str | None, client: str | None) -> str:
    """How a change came that nobody typed: ` from Desk (mcp)`. A name is kept as it can be shown."""
    if via is None:
        return ""
    return f" from {unshown(client or 'an assistant')} (mcp)" if via == "mcp" else " from am ui"


def brief_of(book: Book, txn: int, most: int) -> tuple[list[str], int]:
    """What a change did: its first lines, and how many more there are. Every row that came or went has a
    line, so of a large change only the first are read closely."""
    lines: list[str] = []
    more = 0
    with translated(book.file):
        for tbl, row, before, after in book.db.execute(TELLING, (txn, jsontext.dumps(INNER))):
            whole = before is None or after is None
            if len(lines) == most and whole:
                more += 1
                continue
            change = Change(tbl, row, parsed(before), parsed(after))
            if line := sentence(named_by_code(book, change) if len(lines) < most else change):
                if len(lines) < most:
                    lines.append(line)
                else:
                    more += 1
    return lines, more


def change_of(book: Book, entry: Any) -> Change:
    """An entry of the journal, with what its words need."""
    change = Change(entry["tbl"], entry["row"], parsed(entry["before"]), parsed(entry["after"]))
    return named_by_code(book, change)


def named_by_code(book: Book, change: Change) -> Change:
    """A change with what its words need and the journal doesn't have: accounts and products by what commands
    call them. An insert is kept without a copy, so it is read as it is now."""
    before, after = change.before, change.after
    if change.table in CALLED and before is None and after is None:
        after = row_now(book, change.table, change.row)
    return change._replace(before=coded(book, change.table, before), after=coded(book, change.table, after))


def coded(book: Book, table: str, row: dict[str, Any] | None) -> dict[str, Any] | None:
    """A row with the code of an account, the name of a product, in the place of their numbers."""
    if row is None:
        return None
    if table == "snooze":
        return {**row, "called": called(book, row["kind"], row["row"])}
    names = [name for name, kind in LINKED.items() if kind in UNLETTERED and isinstance(row.get(name), int)]
    return {**row, **{name: called(book, LINKED[name], row[name]) or row[name] for name in names}}


def called(book: Book, kind: str, row: int) -> str | None:
    """What commands call an account or a product; None where it is gone, and for other kinds."""
    found = row_now(book, kind, row) if kind in UNLETTERED else None
    return None if found is None else shown(str(found[UNLETTERED[kind]]))


def row_now(book: Book, table: str, row: int) -> dict[str, Any] | None:
    """A row as it is now, if it is there."""
    found = book.db.execute(f'SELECT * FROM "{table}" WHERE id = ?', (row,)).fetchone()
    return dict(found) if found is not None else None


def sentence(change: Change) -> str:
    """A change in words: `t31 due_on 2026-03-06 → 2026-03-13`. Inner tables are told by their records."""
    if change.table in INNER:
        return ""
    if change.table == "forgotten":
        return "somebody was forgotten" if change.before is None else ""
    if change.table == "pruned":
        return f"history before {(change.after or {})['before']} deleted"
    if change.table == "snooze":
        return put_off(change)
    if change.table == settings_file.TABLE:
        return brief_settings(change)
    if change.table == "unmatched":
        return told_of(change)
    ref = ref_of(change)
    if change.before is None:
        return f"{ref} added"
    if change.after is None:
        return f"{ref} deleted{'' if change.table == 'product' else named(change.before)}"
    then, now = change.before, change.after
    moved = [
        f"{name.removesuffix('_id')} {typed(change.table, name, then)} → {typed(change.table, name, now)}"
        for name, before in then.items()
        if name not in SILENT and before != now.get(name)
    ]
    title = "" if change.table == "product" else named(change.after)
    return f"{ref}{title} {', '.join(moved)}" if moved else ""


def ref_of(change: Change) -> str:
    """What commands call a record: `t31`, `acme`, `product Platform`; of one that is gone its number."""
    row = change.after or change.before or {}
    if change.table in UNLETTERED and (name := row.get(UNLETTERED[change.table])):
        return shown(str(name)) if change.table == "account" else f"{change.table} {shown(str(name))}"
    return reference(change.table, change.row) if change.table in LETTERS else f"{change.table} {change.row}"


def brief_settings(change: Change) -> str:
    assert change.before is not None
    assert change.after is not None
    text = shown(settings_file.settings_change(change.before, change.after))
    return text if len(text) <= LONGEST_SETTINGS else text[: LONGEST_SETTINGS - 3] + "..."


def put_off(change: Change) -> str:
    """`k12 put off until 2026-03-06`; without its particulars where the journal has none."""
    row = change.after or change.before
    if row is None:
        return "snoozed"
    number = reference(row["kind"], row["row"]) if row["kind"] in LETTERS else f"{row['kind']} {row['row']}"
    ref = row.get("called") or number
    return f"{ref} snoozed until {row['until']}" if change.after else f"{ref} no longer snoozed"


def told_of(change: Change) -> str:
    """What was said of an address that no contact has: `jane@example.com belongs to p4`."""
    now, row = change.after or {}, change.after or change.before or {}
    if now.get("contact_id"):
        said = f"linked to {reference('contact', now['contact_id'])}"
    else:
        said = "is ignored" if now.get("ignored") else "isn't linked to a contact yet"
    return f"{brief(row.get('address') or f'unmatched {change.row}')} {said}"


def named(row: dict[str, object]) -> str:
    found = titled(row)
    return f" ({brief(found)})" if found else ""


def titled(row: dict[str, object]) -> str | None:
    """What a record is called, or says."""
    return next((str(row[name]) for name in TITLES if row.get(name)), None)


def typed(table: str, column: str, row: dict[str, Any]) -> str:
    """A value in short: `-` where there is none."""
    value = row.get(column)
    return brief(None if value is None or value == "" else whole_value(table, column, row))


def whole_value(table: str, column: str, row: dict[str, Any]) -> str:
    """A value as people type it: amounts in major units, references, yes and no."""
    value = row[column]
    if column in LINKED:
        return linked(LINKED[column], column, value)
    if table == "target" and column == "value":
        return target_value(row)
    kinds = types_of(table) if table in KINDS else {}
    write = WRITTEN.get(kinds.get(column.removesuffix("_id"), ""))
    if write is not None:
        return write(value, row)
    return value if isinstance(value, str) else jsontext.dumps(value)


def linked(kind: str, column: str, value: Any) -> str:
    """A reference; of what has none what it is called, or else its number, with the kind where the column
    doesn't say it already."""
    if kind in LETTERS:
        return reference(kind, value)
    if isinstance(value, str):
        return value
    return str(value) if column == f"{kind}_id" else f"{kind} {value}"


def target_value(row: dict[str, Any]) -> str:
    """What a target is: a share of a ratio, else money."""
    if row["metric"] in TARGET_RATIOS:
        return f"{row['value'] / 100:g}%"
    return in_currency(row["value"], row)


def in_currency(value: int, row: dict[str, Any]) -> str:
    """An amount in its row's currency."""
    currency = row["currency"] or ""
    return f"{currency} {grouped(value, currency)}".strip()


def plain_number(value: Any, row: dict[str, Any]) -> str:
    """A number without decimals that say nothing."""
    number = float(value)
    return str(int(number) if number.is_integer() else number)


# How a value is written, by the type of its field; others as they are.
WRITTEN: dict[str, Callable[[Any, dict[str, Any]], str]] = {
    "money": in_currency,
    "bool": lambda value, row: "yes" if value else "no",
    "list": lambda value, row: ", ".join(entries(value)),
    "number": plain_number,
}


def entries(value: Any) -> list[str]:
    """The entries of a list, which the journal keeps as text; a phone number as it was typed."""
    found = jsontext.loads(value) if isinstance(value, str) else value
    return [str(each["typed"] if isinstance(each, dict) and "typed" in each else each) for each in found]


def brief(value: object) -> str:
    if value is None or value == "":
        return "-"
    text = shown(value if isinstance(value, str) else jsontext.dumps(value))
    return text if len(text) <= 30 else text[:27] + "..."


COLUMNS = (Column("No", right=True), Column("When", most=16), Column("Command and what it changed"))
MOST = 3


def history_page(ref: str | None, cut: int | None, shown: list[Row], whole: list[Row]) -> Page:
    """What a person sees of the changes that are shown, of all or of those of one record; `cut` is how many
    were read at most."""
    if not shown:
        return says("Nothing has changed yet.")
    latest = "the latest " if cut == len(shown) else ""
    lines = [each for row in shown for each in change_lines(row)]
    # What came last can be taken back, unless that was an undo or is undone itself: then `am undo`
    # means another change, and which one is not said here. What a plain `am undo` skips, such as the
    # filling of a sample book, isn't offered to anybody who only looks.
    newest = max(shown, key=lambda row: row["change"])
    last = not (newest["undone"] or newest["undoing"] or newest["final"] or newest["by_number"])
    footer = Footer('"undone": this change was reversed.', f"am undo {newest['change']}" if last else "")
    title = f"History of {ref}" if ref else "History"
    return Page(title, f"{latest}{counted(shown, whole)}", (), [Table(COLUMNS, lines)], [footer])


def counted(shown: list[Row], whole: list[Row]) -> str:
    """`1 change`, or `5 of 42 changes` where not all are shown."""
    return f"{of(len(shown), len(whole))} {'change' if len(whole) == 1 else 'changes'}"


def change_lines(row: Row) -> list[Line]:
    """One change: the command, then each record."""
    undone = Cell(" undone" if row["undone"] else " can't be undone" if row["final"] else "", "muted")
    came = Cell(origin_words(row["via"], row["client"]), "muted")
    found: list[Line] = [
        [str(row["change"]), minute(row["at"]), [Cell(by_whom(dash(row["command"]))), came, undone]]
    ]
    what = [f"  {unshown(each)}" for each in row["what"][:MOST]]  # the rows hold it made harmless
    if row["records"] > len(what) and len(row["what"]) > MOST:
        what.append(f"  and {row['records'] - len(what)} more")
    return found + [["", "", Cell(each, "muted")] for each in what]
