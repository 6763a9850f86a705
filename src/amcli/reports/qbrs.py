"""Reviews with customers: which are due, which were held."""

import datetime as dt

from amcli.errors import BadValue
from amcli.facts.account_facts import World, read, scored
from amcli.fields import Row, fields
from amcli.rules import cadence
from amcli.rules.dates import parse_duration
from amcli.rules.facts import Facts
from amcli.rules.isodays import iso
from amcli.storage.records import listed

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
    """Reviews that were held, of all accounts or one, the newest first: interactions of that kind."""
    today = world.today.isoformat()
    return [
        row
        for row in listed(world.book, "interaction", account=account)
        if row["kind"] == "qbr" and row["on"] <= today and not row["tried"] and not row["planned"]
    ]
