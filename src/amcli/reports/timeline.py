"""What happened with an account: the fields of `am timeline`, the rows that fill them, and their page."""

import datetime as dt

from amcli.fields import Row, fields
from amcli.page import Cell, Column, Line, Page, Table, dash, says
from amcli.rules.dates import MONTHS
from amcli.rules.formatting import of
from amcli.storage.connection import Book
from amcli.vocabulary import LETTERS, reference

FIELDS = fields("""
on     day!  the day
ref    text  the record, as commands take it
record text! its kind of record
kind   text  what happened
people text  who took part
text   text  what was said
""")


def timeline_rows(book: Book, account: int, until: dt.date) -> list[Row]:
    """Everything dated up to a day, the newest first."""
    return [
        {
            "on": found["on"],
            "ref": reference(found["record"], found["id"]) if found["record"] in LETTERS else None,
            "record": found["record"],
            "kind": found["kind"],
            "people": found["people"],
            "text": found["text"],
            "at": found["at"],
        }
        for found in book.rows("timeline", account=account, until=until.isoformat())
    ]


COLUMNS = (
    Column("On", right=True),
    Column("", most=8),
    Column("What", most=16),
    Column("With", most=20, short=14),
    Column("Said"),
)


def timeline_page(name: str, code: str, shown: list[Row], whole: list[Row]) -> Page:
    """What a person sees of the rows that are shown and of all of them."""
    if not shown:
        return says(f"Nothing recorded with {dash(name)} yet: ", Cell(command=f"am log {dash(code)}"))
    entries = f"{of(len(shown), len(whole))} {'entry' if len(whole) == 1 else 'entries'}"
    years = ["", *(row["on"][:4] for row in shown)]
    lines = [entry(row, first=row["on"][:4] != before) for row, before in zip(shown, years, strict=False)]
    return Page(dash(name), entries, (), [Table(COLUMNS, lines)])


def entry(row: Row, *, first: bool) -> Line:
    """One entry; the year stands with the `first` of each year."""
    day = dt.date.fromisoformat(row["on"])
    text = f"{day.day} {MONTHS[day.month - 1][:3]}" + (f" {day.year}" if first else "     ")
    return [text, Cell(row["ref"] or "", "muted"), dash(row["kind"]), dash(row["people"]), dash(row["text"])]
