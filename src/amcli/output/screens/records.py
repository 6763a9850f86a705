"""`KIND list`: the few columns of each kind that a person looks for; `-o` and `--fields` give them all."""

import datetime as dt
from typing import Any

from amcli.output.result import Listing
from amcli.output.screen import Column, Part, Screen, safe
from amcli.output.screens.plain import shared_widths
from amcli.output.words import column_day, count, of
from amcli.rules.dates import MONTHS
from amcli.vocabulary import words

# Title, field, and whether only a wide terminal has room for it.
COLUMNS: dict[str, tuple[tuple[str, str, bool], ...]] = {
    "account": (
        ("Code", "code", False),
        ("Name", "name", False),
        ("Status", "status", False),
        ("Tier", "tier", False),
        ("Owner", "owner", False),
        ("Region", "region", True),
        ("Industry", "industry", True),
        ("Since", "customer_since", True),
        ("Tags", "tags", True),
    ),
    "contact": (
        ("", "contact", False),
        ("Name", "name", False),
        ("Account", "account", False),
        ("Role", "role", False),
        ("Title", "title", True),
        ("Stance", "stance", True),
        ("Phone", "phones", True),
        ("E-mail", "emails", False),
    ),
    "contract": (
        ("", "contract", False),
        ("Account", "account", False),
        ("Product", "product", False),
        ("Starts", "starts_on", False),
        ("Ends", "ends_on", False),
        ("Value", "annual_value", False),
        ("", "currency", False),
        ("Stage", "stage", False),
        ("Outcome", "outcome", True),
        ("Reference", "reference", True),
    ),
    "interaction": (
        ("", "interaction", False),
        ("On", "on", False),
        ("Account", "account", False),
        ("Kind", "kind", False),
        ("With", "contacts", True),
        ("Feel", "feel", True),
        ("Summary", "summary", False),
    ),
    "task": (
        ("", "task", False),
        ("Due", "due_on", False),
        ("Account", "account", False),
        ("Title", "title", False),
        ("Promised by", "promised_by", True),
        ("Done", "done_on", False),
    ),
}


def draw(screen: Screen, listing: Listing) -> None:
    """Draw the list."""
    about = listing.about
    kind = about["kind"]
    if not listing.rows:
        screen.line([Part(f"No {about['plural']} here. Add one: "), Part(f"am {kind} add", "command")])
        return
    whole = len(about["whole"])
    screen.heading(about["plural"].capitalize(), of(len(listing.rows), whole), [])
    screen.line()
    chosen = [each for each in COLUMNS[kind] if screen.wide or not each[2]]
    columns = [Column(title, field == "annual_value") for title, field, _ in chosen]
    rows = [[cell_of(row, field, about["today"]) for _, field, _ in chosen] for row in listing.rows]
    screen.table(columns, rows, shared_widths(screen, columns, rows))
    screen.line()
    first = listing.reference(listing.rows[0])
    left = whole - len(listing.rows)
    screen.footer([(f"{left:,} more" if left else count(whole, kind), f"am show {safe(first)}")])


def cell_of(row: Any, field: str, today: Any) -> Any:
    """One cell."""
    value = row[field]
    if value is None or value == "" or value == []:
        return "-"
    if field in ("starts_on", "ends_on", "customer_since"):
        return term_day(value)
    if field in ("on", "due_on", "done_on"):
        return column_day(value, today)
    if field in ("contact", "contract", "interaction", "task"):
        return Part(value, "muted")
    if isinstance(value, list):
        return ", ".join(safe(each.get("typed") if isinstance(each, dict) else each) for each in value)
    if field == "annual_value":
        return f"{value:,}"
    return safe(words(value) if field in ("role", "stage") else value)


def term_day(text: str) -> str:
    """A day of a contract's term, always with its year."""
    day = dt.date.fromisoformat(text)
    return f"{day.day:>2} {MONTHS[day.month - 1][:3]} {day.year}"
