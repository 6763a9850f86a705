"""`KIND list`: of each kind the few columns that a person looks for; `-o` and `--fields` give them all. And
`am show` of one record."""

import datetime as dt

from amcli.fields import Row
from amcli.page import READABLE, Cell, Column, Footer, Line, Page, Pairs, Section, Table, Words, dash, says
from amcli.records.declaration import record, types_of
from amcli.rules.dates import MONTHS
from amcli.rules.formatting import column_day, count, major, near_day, of, share
from amcli.rules.names import in_shell
from amcli.rules.phrases import days
from amcli.storage import records
from amcli.vocabulary import CONTRACT_KINDS, LETTERS, TARGET_RATIOS, noun, one_of, several_of, words

STEPS = (Column(""), Column("", rest=True), Column("", most=24), Column(""))
FIGURES = ("int", "number", "money")
MONEY = ("value", "annual_value", "total_value", "forecast_value", "list_price")


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
        return says(f"No {plural} yet. Add one: ", Cell(command=add or record(kind).add))
    declared, types = record(kind), types_of(kind)
    wide = declared.wide.split()
    columns = [
        Column(title, types[field] in FIGURES and field != "id", only="wide" if field in wide else "")
        for field, title in declared.columns.items()
    ]
    lines: list[Line] = [
        [cell_of(kind, row, field, types[field], today) for field in declared.columns]
        for row in map(in_columns, shown)
    ]
    left = len(whole) - len(shown)
    showing = show or ("am show" if kind in LETTERS or kind == "account" else f"am {noun(kind)} show")
    said = f"{left:,} more" if left else count(len(whole), one_of(kind), several_of(kind, plural))
    footer = Footer(said, f"{showing} {in_shell(records.handle(kind, shown[0]))}")
    table = Table(columns, lines, shared=True)
    return Page(plural.capitalize(), of(len(shown), len(whole)), (), [table], [footer])


def in_columns(row: Row) -> Row:
    """A row as its list shows it: what doesn't recur has its total as its value, its kind as its stage."""
    if row.get("total_value") is None and row.get("kind") not in CONTRACT_KINDS[1:]:
        return row
    return {**row, "annual_value": row["total_value"], "stage": row["kind"]}


def cell_of(kind: str, row: Row, field: str, type_: str, today: dt.date) -> Words:
    value = row[field]
    if value is None or value == "" or value == []:
        return "-"
    if type_ == "day":
        return term_day(value) if shown_as(kind, field) == "year" else column_day(value, today)
    if field in LETTERS or field == "id":
        return Cell(str(value), "muted") if field in (kind, "id") else dash(value)
    if type_ == "bool":
        return "yes" if value else "-"
    if isinstance(value, list):
        return ", ".join(dash(each.get("typed") if isinstance(each, dict) else each) for each in value)
    if type_ in FIGURES:
        return figure(kind, row, field)
    return dash(words(value) if shown_as(kind, field) == "words" else value)


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


def record_page(kind: str, title: str, data: Row, today: dt.date) -> Page:
    """What a person sees of one record: a label and a value a line, empty fields left out; the steps of a
    goal below them."""
    ref = str(data.get(kind) or "")
    amounts = any(data.get(name) is not None for name in MONEY)
    hidden = (kind, "id", *(("currency",) if amounts else ()))
    types = types_of(kind)
    pairs = [
        (words(name), value_of(kind, data, name, types.get(name, "text")))
        for name, value in data.items()
        if name not in hidden and name != "steps" and is_filled(kind, name, value)
    ]
    purpose = f"{noun(kind)} {ref}" if ref and ref != title else noun(kind)
    steps = [step_line(each, today) for each in data.get("steps", ())]
    below = [Section("Steps", [Table(STEPS, steps, listed=True)])] if steps else []
    return Page(dash(title), purpose, parts=[Pairs(pairs), *below], most=READABLE)


def step_line(task: Row, today: dt.date) -> Line:
    """A step of a goal: its reference, what is to be done, whose it is, and when it is due or was done."""
    whose = "theirs" if task["promised_by"] == "them" else task["assignee"] or "yours"
    return [
        Cell(task["task"], "muted", plain=""),
        Cell(dash(task["title"]), plain=f"{task['task']} {dash(task['title'])}"),
        dash(whose),
        step_state(task, today),
    ]


def step_state(task: Row, today: dt.date) -> Cell:
    """`done 5 Mar`, `4 days late`, `due Tue 30 Jun`, `no date`."""
    if task["done_on"] is not None and task["done_on"] <= today.isoformat():
        return Cell(f"done {near_day(task['done_on'], today)}", "healthy")
    if task["due_on"] is None:
        return Cell("no date", "muted")
    late = (today - dt.date.fromisoformat(task["due_on"])).days
    if late > 0:
        return Cell(f"{days(late)} late", "late", mark="!")
    return Cell(
        "due today" if late == 0 else f"due {near_day(task['due_on'], today)}", "due" if late == 0 else ""
    )


def shown_as(kind: str, name: str) -> str:
    """How a person sees a field, where the type of its values alone does not say it."""
    field = record(kind).field(name)
    return "" if field is None else field.shown or ("words" if field.choices else "")


def is_filled(kind: str, name: str, value: object) -> bool:
    """Whether a field says something: a default that is nearly always so says nothing."""
    if shown_as(kind, name) == "unusual" and value == record(kind).field(name).default:  # type: ignore[union-attr]
        return False
    return value not in (None, "", [], {}) and (value is not False or shown_as(kind, name) == "no")


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
    return dash(words(str(value)) if shown_as(kind, name) in ("words", "unusual") else value)
