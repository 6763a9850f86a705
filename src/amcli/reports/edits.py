"""What an edit of many records would change: a row a record and field, and the page of it that is shown
before anything is written. How the records are chosen and written is in commands/many.py."""

import datetime as dt
from collections.abc import Iterator, Mapping

from amcli.fields import Row, fields
from amcli.hints import Any, NamedTuple
from amcli.page import Cell, Column, Footer, Line, Page, Table, dash
from amcli.records.declaration import record, types_of
from amcli.rules.dates import weekday_day, with_notice
from amcli.rules.formatting import count, major
from amcli.storage.records import as_row
from amcli.vocabulary import reference, words

KINDS = ("account", "contract", "task")
FIELDS = fields(
    """
kind    text! account, contract or task
ref     text! what commands take for the record: acme, k12, t31
account text! the account's code
name    text! the account's name
field   text  the field that changes, such as owner or extra.seats; null where the record is refused
before  value its value before
after   value its value after
why     text  the rule that refuses the record; null where none does
""",
    kind=KINDS,
)
EXTRA = "extra"
# What changes with every edit.
SILENT = ("updated_at", EXTRA)
LONGEST_VALUE = 40
ACCOUNT = Column("Account", most=24, short=17)
FIELD, CHANGE = Column("Field"), Column("Before → after", rest=True)
COLUMNS = {
    "account": (ACCOUNT, FIELD, CHANGE),
    "contract": (Column("Contract"), ACCOUNT, FIELD, CHANGE),
    "task": (Column("Task"), ACCOUNT, Column("Title", most=30, above=100), FIELD, CHANGE),
}


class Edits(NamedTuple):
    """What an edit makes of records: each as the book has it before and after, by its id, and the rule that
    refuses it, if one does."""

    kind: str
    before: Mapping[int, Any]
    after: Mapping[int, Any]
    refused: Mapping[int, str]

    @property
    def changing(self) -> list[int]:
        """The records that change."""
        return [row for row in self.before if self.before[row] != self.after[row]]

    def sides(self, row: int) -> tuple[Row, Row]:
        """The fields of a record as its list has them, before and after."""
        return flat(as_row(self.kind, self.before[row])), flat(as_row(self.kind, self.after[row]))

    def ref(self, row: int) -> str:
        """What commands take for a record."""
        return str(self.before[row]["code"]) if self.kind == "account" else reference(self.kind, row)

    def account(self, row: int) -> str:
        """The code of a record's account."""
        return str(self.before[row]["code" if self.kind == "account" else "account"])

    def differing(self, other: "Edits") -> list[str]:
        """The records that are otherwise in another reckoning of the same edit."""
        return [self.ref(row) for row in self.before if self.fate(row) != other.fate(row)]

    def fate(self, row: int) -> tuple[Any, ...]:
        """All there is to know of a record, but for the moment at which it was written."""
        after = self.after.get(row)
        at = None if after is None else after.keys().index("updated_at")
        changed = None if after is None else (*after[:at], *after[at:][1:])
        return self.before.get(row), changed, self.refused.get(row)


def flat(row: Row) -> Row:
    """A record's fields, each custom field as one of them."""
    plain = {name: value for name, value in row.items() if name not in SILENT}
    return plain | {f"{EXTRA}.{name}": value for name, value in row.get(EXTRA, {}).items()}


def edit_rows(edits: Edits, names: Mapping[str, str]) -> list[Row]:
    """A row for each field that changes, then one for each record that is refused; `names` are those of the
    accounts, by their codes."""
    found = []
    for row in edits.changing:
        before, after = edits.sides(row)
        for name in differing(before, after):
            values = {"field": name, "before": before.get(name), "after": after.get(name)}
            found.append(row_of(edits, names, row) | values)
    return found + [row_of(edits, names, row) | {"why": why} for row, why in edits.refused.items()]


def differing(before: Row, after: Row) -> Iterator[str]:
    """The fields of which two sides have different values."""
    return (name for name in dict.fromkeys((*before, *after)) if before.get(name) != after.get(name))


def row_of(edits: Edits, names: Mapping[str, str], row: int) -> Row:
    """A record without what is said of it."""
    code = edits.account(row)
    found = {"kind": edits.kind, "ref": edits.ref(row), "account": code, "name": names[code]}
    return found | dict.fromkeys(("field", "before", "after", "why"))


def totals(edits: Edits) -> str:
    """`18 change · 4 already so · 1 refused`."""
    changing, refused = len(edits.changing), len(edits.refused)
    same = len(edits.before) - changing - refused
    told = [f"{changing:,} change", f"{same:,} already so"]
    return " · ".join(told + [f"{refused:,} refused"] * bool(refused))


def edits_page(edits: Edits, names: Mapping[str, str], today: dt.date, left_out: str) -> Page:
    """What a person sees of an edit before it is written."""
    lines = [line for row in edits.changing for line in lines_of(edits, names, row, today)]
    lines += [refused_line(edits, names, row) for row in edits.refused]
    footer = [Footer(totals(edits)), *([Footer(left_out)] if left_out else [])]
    parts = [Table(COLUMNS[edits.kind], lines)] if lines else []
    return Page("Edit", count(len(edits.before), edits.kind, record(edits.kind).plural), [], parts, footer)


def lines_of(edits: Edits, names: Mapping[str, str], row: int, today: dt.date) -> Iterator[Line]:
    """The lines of a record that changes, one a field."""
    before, after = map(with_notice, edits.sides(row))
    for name in differing(before, after):
        sides = [told(edits.kind, name, side, today) for side in (before, after)]
        yield [*who(edits, names, row), name, " → ".join(sides)]


def told(kind: str, name: str, row: Row, today: dt.date) -> str:
    """A field's value as a person reads it: `Fri 6 Mar`, `EUR 61,000`, a text at most so long."""
    value, type_ = row.get(name), types_of(kind).get(name)
    if value in (None, "", []):
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if type_ == "day":
        return weekday_day(dt.date.fromisoformat(value), today)
    if type_ == "money" and row.get("currency"):
        return f"{row['currency']} {major(value, row['currency'])}"
    if isinstance(value, list):
        value = ", ".join(value)
    text = words(value) if is_word(kind, name) else str(value)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 3] + "..."


def is_word(kind: str, name: str) -> bool:
    """Whether a field has a word of a closed vocabulary."""
    field = record(kind).field(name)
    return field is not None and field.type == "choice"


def refused_line(edits: Edits, names: Mapping[str, str], row: int) -> Line:
    """The line of a record that a rule refuses."""
    return [*who(edits, names, row), Cell("refused", "alarm"), edits.refused[row]]


def who(edits: Edits, names: Mapping[str, str], row: int) -> list[str | Cell]:
    """The cells that say which record it is."""
    name = dash(names[edits.account(row)])
    if edits.kind == "account":
        return [name]
    title = [dash(edits.before[row]["title"])] if edits.kind == "task" else []
    return [Cell(edits.ref(row), "muted"), name, *title]
