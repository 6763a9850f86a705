"""What the rows of Salesforce's files say: of which account they are, what a task was, when a contract ends.

Ids are told by their capitals; those of 15 characters are kept in their form of 18. Which files there are and
what their columns are called says salesforce.toml.
"""

import json

from amcli.interchange.presets import cells as c
from amcli.interchange.tables.layouts import Cells, who, whose
from amcli.interchange.values.localtime import local_day

REACHED = {"call": "call", "email": "email", "listemail": "email", "meeting": "meeting"}
LOADED = ("STATUS", "ERROR")
# How the ids of accounts, of people and of leads begin.
ACCOUNT, PERSON, LEAD = "001", "003", "00Q"


def ids(cells: Cells, *headers: str) -> list[str]:
    """An id, in its long form."""
    return [c.salesforce_id(text)] if (text := cells(*headers)) else []


def account(cells: Cells) -> str:
    """Of which account a row is."""
    return whose(ids=ids(cells, "$account_id"), names=[cells("$account_name")], mails=cells("Email"))


def account_of_activity(cells: Cells) -> str:
    """Of which account a task or an event is: said, or what it is about, or that of its person."""
    about = [each for each in ids(cells, "WhatId") if each.startswith(ACCOUNT)]
    found = ids(cells, "$account_id")
    names = [cells("Account Name", "Company / Account")]
    return whose(ids=[*found, *about], names=names, people=person_ids(cells))


def person_ids(cells: Cells) -> list[str]:
    """The person of a task or an event."""
    return [each for each in ids(cells, "$person") if each.startswith(PERSON)]


def people(cells: Cells) -> str:
    """The person of a task or an event, as a list."""
    found = who(person_ids(cells))
    return json.dumps([found]) if found else ""


def person(cells: Cells) -> str:
    """The person of a task or an event."""
    return who(person_ids(cells))


def of_lead(cells: Cells) -> bool:
    """Whether an activity is with somebody who is of no account yet."""
    return cells("WhoId").startswith(LEAD) and not cells("$account_id")


def begins(cells: Cells) -> str:
    """When an event begins: a moment in UTC, or the day of one that lasts all day."""
    if cells("IsAllDayEvent", "All-Day Event", "All Day Event").casefold() in c.YES:
        return cells("ActivityDate", "$begins")[:10]
    return cells("$begins", "ActivityDate")


def ahead(cells: Cells) -> str:
    """Whether an event lies ahead: it counts once a later import still has it."""
    return "yes" if local_day(begins(cells)) > cells.today else "no"


def activity(cells: Cells) -> str:
    """What a task that is done was, where it was a talk with the customer."""
    kind = REACHED.get(cells("TaskSubtype", "Task Subtype").casefold().replace(" ", ""))
    kind = kind or REACHED.get(cells("Type").casefold())
    if kind is None and cells("CallDurationInSeconds", "Call Duration").strip("0"):
        kind = "call"
    return kind or ""


def is_done(cells: Cells) -> bool:
    """Whether a task is done."""
    return cells("IsClosed", "Closed").casefold() in c.YES or cells("Status").casefold() == "completed"


def is_talk(cells: Cells) -> bool:
    """Whether a task is the trace of a talk rather than something to do."""
    return bool(activity(cells)) and is_done(cells)


def is_work(cells: Cells) -> bool:
    """Whether it is something to do, or done."""
    return not is_talk(cells)


def last_day(cells: Cells) -> str:
    """The last day of a contract, by its term where it isn't said."""
    said, term = cells("EndDate", "Contract End Date"), cells("$term", "Contract Term")
    return said or c.months_after(cells("StartDate", "Contract Start Date"), term)


def notice(text: str) -> str:
    """The number in `30` and in `30 days`."""
    return text.casefold().removesuffix("days").strip()


def parent(cells: Cells) -> str:
    """The account above, by id before by name."""
    return next(iter(ids(cells, "ParentId", "Parent Account ID")), cells("Parent Account"))


def loaded(headers: list[str]) -> str | None:
    """What to say of the files in which a data loader tells what became of the rows it was given."""
    if headers[-1] not in LOADED:
        return None
    return f"its last column is {headers[-1]}: what a data loader wrote about its own work, and no export"
