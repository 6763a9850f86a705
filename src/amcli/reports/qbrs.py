"""Reviews with customers: which are due, which were held."""

import datetime as dt

from amcli.errors import BadValue
from amcli.facts.account_facts import World, read, scored
from amcli.fields import Row, fields
from amcli.page import Cell, Column, Footer, Line, Page, Table, dash, says
from amcli.rules import cadence
from amcli.rules.dates import parse_duration, weekday_day
from amcli.rules.facts import Facts
from amcli.rules.formatting import arr_of, column_day
from amcli.rules.isodays import iso
from amcli.storage.records import list_records

FIELDS = fields("""
account      text! the account's code
name         text! the account's name
last_qbr_on  day   day of the last review
due_on       day!  day on which the review is due
days_overdue int!  days since then; negative while it is ahead
""")


def until_day(world: World, within: str | None) -> dt.date:
    """The last day that `--in` reaches; today where it was not given. Raises BadValue."""
    if within is None:
        return world.today
    try:
        return parse_duration(within).after(world.today)
    except BadValue as error:
        raise BadValue(f"--in {error.message}", error.hint) from None


def due(world: World, until: dt.date) -> list[Row]:
    """Reviews due up to a day, the longest overdue first; each with the `facts` of its account."""
    facts = {each.code: each for each in read(world, scored(world), whole=False)}
    rows = due_of(world, list(facts.values()), until)
    return [{**row, "facts": facts[row["account"]]} for row in rows]


def due_of(world: World, facts: list[Facts], until: dt.date) -> list[Row]:
    """The reviews of some accounts that are due up to a day, the longest overdue first."""
    days = [(each, cadence.qbr_due_on(each)) for each in facts]
    found = [qbr_row(each, day, world.today) for each, day in days if day is not None and day <= until]
    return sorted(found, key=lambda row: (-row["days_overdue"], row["account"]))


def qbr_row(each: Facts, due: dt.date, today: dt.date) -> Row:
    """One review as JSON has it."""
    return {
        "account": each.code,
        "name": each.name,
        "last_qbr_on": iso(each.qbr_on),
        "due_on": due.isoformat(),
        "days_overdue": (today - due).days,
    }


def held(world: World, account: int | None) -> list[Row]:
    """Reviews that were held, of all accounts or one, the newest first: activities of that kind."""
    today = world.today.isoformat()
    return [
        row
        for row in list_records(world.book, "interaction", account=account)
        if row["kind"] == "qbr" and row["on"] <= today and not row["tried"] and not row["planned"]
    ]


COLUMNS = (
    Column("", gap=1),
    Column("Account", most=24, short=20),
    Column("Due", right=True),
    Column("", right=True),
    Column("Last QBR", right=True),
    Column("ARR", right=True),
    Column("Next step"),
)


def qbrs_page(world: World, further: str, shown: list[Row], whole: list[Row]) -> Page:
    """What a person sees of the reviews that are due; `further` is the command that looks further ahead."""
    if not shown:
        return next_qbr(world)
    late = sum(1 for row in whole if row["days_overdue"] > 0)
    today = sum(1 for row in whole if row["days_overdue"] == 0)
    counts = ((late, "overdue"), (today, "due today"), (len(whole) - late - today, "ahead"))
    said = " · ".join(f"{number} {word}" for number, word in counts if number)
    left = len(whole) - len(shown)
    footer = [Footer(f"{left:,} more" if left else "", further)] if left or further else []
    return Page("QBRs due", said, (), [Table(COLUMNS, [line(world, row) for row in shown])], footer)


def line(world: World, row: Row) -> Line:
    late = row["days_overdue"]
    mark = Cell("!", "alarm") if late > 0 else Cell("•" if late == 0 else "", "due")
    when = Cell(f"{late}d overdue", "late") if late > 0 else Cell("today", "due")
    return [
        mark,
        dash(row["name"]),
        column_day(row["due_on"], world.today),
        when if late >= 0 else f"in {-late}d",
        column_day(row["last_qbr_on"], world.today) if row["last_qbr_on"] else "never",
        arr_of(world, row["facts"]),
        Cell(command=f"am qbr brief {dash(row['account'])}"),
    ]


def next_qbr(world: World) -> Page:
    ahead = due(world, dt.date.max)
    if not ahead:
        return says("No QBRs due: no account has a QBR interval.")
    day = weekday_day(dt.date.fromisoformat(ahead[0]["due_on"]), world.today)
    return says(f"No QBRs due. Next: {dash(ahead[0]['name'])}, {day}.")
