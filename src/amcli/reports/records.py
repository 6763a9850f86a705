"""`KIND list`: of each kind the few columns that a person looks for; `-o` and `--fields` give them all. And
`am show` of one record."""

import datetime as dt

from amcli.fields import Row
from amcli.page import READABLE, Cell, Column, Footer, Line, Page, Pairs, Table, Words, dash, says
from amcli.records.record_fields import FIELDS
from amcli.rules.dates import MONTHS
from amcli.rules.formatting import column_day, count, major, of, share
from amcli.rules.names import in_shell
from amcli.storage import records
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


def records_page(
    kind: str,
    plural: str,
    today: dt.date,
    shown: list[Row],
    whole: list[Row],
    *,
    add: str | None = None,
    show: str | None = None,
) -> Page:
    """What a person sees of the records that are shown and of all of them; `add` is the command that adds
    one, `show` the one that shows one."""
    if not shown:
        command = add or EMPTY.get(kind, f"am {kind} add ACCOUNT")
        return says(f"No {plural} yet. Add one: ", Cell(command=command))
    types = {field.name: field.type for field in FIELDS[kind]}
    columns = [
        Column(title, types[field] in FIGURES and field != "id", only="wide" if wide else "")
        for title, field, wide in COLUMNS[kind]
    ]
    lines: list[Line] = [
        [cell_of(kind, row, field, types[field], today) for _, field, _ in COLUMNS[kind]] for row in shown
    ]
    left = len(whole) - len(shown)
    showing = show or ("am show" if kind in LETTERS or kind == "account" else f"am {kind} show")
    said = f"{left:,} more" if left else count(len(whole), kind, plural)
    footer = Footer(said, f"{showing} {in_shell(records.handle(kind, shown[0]))}")
    table = Table(columns, lines, shared=True)
    return Page(plural.capitalize(), of(len(shown), len(whole)), (), [table], [footer])


def cell_of(kind: str, row: Row, field: str, type_: str, today: dt.date) -> Words:
    value = row[field]
    if value is None or value == "" or value == []:
        return "-"
    if type_ == "day":
        return term_day(value) if field in TERM else column_day(value, today)
    if field in LETTERS or field == "id":
        return Cell(str(value), "muted") if field in (kind, "id") else dash(value)
    if type_ == "bool":
        return "yes" if value else "-"
    if isinstance(value, list):
        return ", ".join(dash(each.get("typed") if isinstance(each, dict) else each) for each in value)
    if type_ in FIGURES:
        return figure(kind, row, field)
    return dash(words(value) if field in WORDS else value)


def figure(kind: str, row: Row, field: str) -> str:
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


# Where a no says as much as a yes.
SAID_WHEN_NOT = ("good",)


def record_page(kind: str, title: str, data: Row) -> Page:
    """What a person sees of one record: a label and a value a line, empty fields left out."""
    ref = str(data.get(kind) or "")
    amounts = any(data.get(name) is not None for name in MONEY)
    hidden = (kind, "id", *(("currency",) if amounts else ()))
    types = {field.name: field.type for field in FIELDS[kind]}
    pairs = [
        (words(name), value_of(kind, data, name, types.get(name, "text")))
        for name, value in data.items()
        if name not in hidden and is_filled(name, value)
    ]
    purpose = f"{kind} {ref}" if ref and ref != title else kind
    return Page(dash(title), purpose, parts=[Pairs(pairs)], most=READABLE)


def is_filled(name: str, value: object) -> bool:
    return value not in (None, "", [], {}) and (value is not False or name in SAID_WHEN_NOT)


def value_of(kind: str, data: Row, name: str, type_: str) -> str:
    """A value as a person reads it; an amount with its currency."""
    value = data[name]
    if type_ in ("money", "number"):
        said = figure(kind, data, name)
        return f"{data['currency']} {said}" if name in MONEY and data.get("currency") else said
    if isinstance(value, list):
        return ", ".join(dash(each.get("typed") if isinstance(each, dict) else each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{dash(key)}: {dash(each)}" for key, each in value.items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    return dash(words(str(value)) if name in WORDS else value)
