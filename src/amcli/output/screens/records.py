"""`KIND list`: the few columns of each kind that a person looks for; `-o` and `--fields` give them all."""

import datetime as dt
from typing import Any

from amcli.output.result import Listing
from amcli.output.screen import Column, Part, Screen, safe
from amcli.output.screens.plain import shared_widths
from amcli.output.words import column_day, count, major, of, share
from amcli.records.record_fields import FIELDS
from amcli.rules.dates import MONTHS
from amcli.rules.names import in_shell
from amcli.vocabulary import LETTERS, TARGET_RATIOS, words

FIGURES = ("int", "number", "money")
MONEY = ("value", "annual_value", "list_price")
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
        ("Email", "emails", False),
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
    "opportunity": (
        ("", "opportunity", False),
        ("Account", "account", False),
        ("Name", "name", False),
        ("Kind", "kind", True),
        ("Stage", "stage", False),
        ("Value", "value", False),
        ("", "currency", False),
        ("Likely", "probability", True),
        ("Expected", "expected_on", False),
        ("Closed", "closed_on", True),
    ),
    "issue": (
        ("", "issue", False),
        ("Account", "account", False),
        ("Title", "title", False),
        ("Severity", "severity", False),
        ("Category", "category", True),
        ("Owner", "owner", True),
        ("Opened", "opened_on", False),
        ("Escalated", "escalated_on", True),
        ("Resolved", "resolved_on", False),
    ),
    "feedback": (
        ("", "feedback", False),
        ("On", "on", False),
        ("Account", "account", False),
        ("Theme", "theme", False),
        ("Audience", "audience", True),
        ("Said", "text", False),
        ("Passed on", "relayed_on", True),
        ("Closed", "closed_on", True),
    ),
    "survey": (
        ("", "survey", False),
        ("On", "on", False),
        ("Account", "account", False),
        ("Who", "contact", True),
        ("Kind", "kind", False),
        ("Score", "score", False),
        ("Of", "scale_max", False),
        ("Comment", "comment", False),
    ),
    "usage": (
        ("", "usage", False),
        ("Account", "account", False),
        ("Metric", "metric", False),
        ("On", "on", False),
        ("Value", "value", False),
        ("Bought", "entitlement", False),
    ),
    "goal": (
        ("", "goal", False),
        ("Account", "account", False),
        ("Title", "title", False),
        ("Target", "target", True),
        ("Actual", "actual", True),
        ("Due", "due_on", False),
        ("Status", "status", False),
        ("Met", "met_on", True),
    ),
    "event": (
        ("", "event", False),
        ("On", "on", False),
        ("Account", "account", False),
        ("Kind", "kind", False),
        ("Good", "good", True),
        ("Note", "note", False),
        ("Until", "until", True),
    ),
    "product": (("Name", "name", False), ("List price", "list_price", False), ("", "currency", False)),
    "target": (
        ("", "target", False),
        ("Period", "period", False),
        ("Metric", "metric", False),
        ("Value", "value", False),
        ("", "currency", False),
    ),
    "handoff": (
        ("", "handoff", False),
        ("On", "on", False),
        ("Account", "account", False),
        ("From", "from_owner", False),
        ("To", "to_owner", False),
        ("Why they bought", "why_bought", True),
        ("Note", "note", True),
    ),
}
TERM = ("starts_on", "ends_on", "customer_since")
WORDS = ("role", "stage", "kind", "status", "severity", "metric")


# What adds a first record, where that is not `am KIND add ACCOUNT` and what --help says of it.
EMPTY = {
    "account": "am account add NAME",
    "contact": "am contact add ACCOUNT NAME",
    "interaction": "am log ACCOUNT TEXT",
    "task": "am task add ACCOUNT TITLE",
    "opportunity": "am opportunity add ACCOUNT NAME",
    "issue": "am issue add ACCOUNT TITLE",
    "goal": "am goal add ACCOUNT TITLE",
    "survey": "am survey add ACCOUNT KIND SCORE",
    "usage": "am usage add ACCOUNT METRIC VALUE",
    "event": "am event add ACCOUNT KIND",
    "product": "am product add NAME",
    "target": "am target add PERIOD METRIC VALUE",
    "handoff": "am account handoff ACCOUNT",
}


def draw(screen: Screen, listing: Listing) -> None:
    about = listing.about
    kind = about["kind"]
    if not listing.rows:
        way = about.get("add") or EMPTY.get(kind, f"am {kind} add ACCOUNT")
        screen.line([Part(f"No {about['plural']} yet. Add one: "), Part(way, "command")])
        return
    whole = len(about["whole"])
    screen.heading(about["plural"].capitalize(), of(len(listing.rows), whole), [])
    screen.line()
    chosen = [each for each in COLUMNS[kind] if screen.wide or not each[2]]
    types = {field.name: field.type for field in FIELDS[kind]}
    columns = [Column(title, types[field] in FIGURES and field != "id") for title, field, _ in chosen]
    rows = [
        [cell_of(kind, row, field, types[field], about["today"]) for _, field, _ in chosen]
        for row in listing.rows
    ]
    screen.table(columns, rows, shared_widths(screen, columns, rows))
    screen.line()
    first = safe(listing.reference(listing.rows[0]))
    left = whole - len(listing.rows)
    shown_by = "am show" if kind in LETTERS or kind == "account" else f"am {kind} show"
    show = about.get("show") or shown_by
    said = f"{left:,} more" if left else count(whole, kind, about["plural"])
    screen.footer([(said, f"{show} {in_shell(first)}")])


def cell_of(kind: str, row: Any, field: str, type_: str, today: Any) -> Any:
    value = row[field]
    if value is None or value == "" or value == []:
        return "-"
    if type_ == "day":
        return term_day(value) if field in TERM else column_day(value, today)
    if field in LETTERS or field == "id":
        return Part(str(value), "muted") if field in (kind, "id") else safe(value)
    if type_ == "bool":
        return "yes" if value else "-"
    if isinstance(value, list):
        return ", ".join(safe(each.get("typed") if isinstance(each, dict) else each) for each in value)
    if type_ in FIGURES:
        return figure(kind, row, field)
    return safe(words(value) if field in WORDS else value)


def figure(kind: str, row: Any, field: str) -> str:
    """A number: an amount as its currency has it, a ratio in per cent."""
    value = row[field]
    if field == "probability" or (kind == "target" and row["metric"] in TARGET_RATIOS):
        return share(value)
    if field in MONEY and row.get("currency"):
        return major(value, row["currency"])
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def term_day(text: str) -> str:
    """A day of a contract's term, always with its year."""
    day = dt.date.fromisoformat(text)
    return f"{day.day:>2} {MONTHS[day.month - 1][:3]} {day.year}"
