"""What the rows of Salesforce's files say: of which account they are, what a task was, when a contract ends.

Not for which files there are (salesforce.py).
"""

import json

from amcli.interchange.presets import cells as c
from amcli.interchange.tables.layouts import Cells, Skip, who, whose
from amcli.interchange.values.localtime import local_day

ACCOUNT_ID = (
    "AccountId",
    "Account ID",
    "Account ID 18",
    "Account Id 18 Digits",
    "Account ID (18)",
    "18 Digit Account ID",
)
CONTACT_ID = ("Contact ID", "Contact ID 18", "Contact Id 18 Digits")
ACCOUNT_NAME = ("Account Name",)
ADDRESS = (
    (*("BillingStreet", "Billing Street"), *("Billing Address Line 1",)),
    ("BillingPostalCode", "Billing Zip/Postal Code"),
    ("BillingCity", "Billing City"),
    ("BillingState", "Billing State/Province"),
    ("BillingCountry", "Billing Country"),
)
REACHED = {"call": "call", "email": "email", "listemail": "email", "meeting": "meeting"}
NOT_RUNNING = frozenset({"draft", "in approval process", "inapproval", "inapprovalprocess"})


def yes(text: str) -> bool:
    return text.casefold() in ("1", "true", "yes")


DELETED = Skip("deleted there", lambda cells: yes(cells("IsDeleted")), ("IsDeleted",))


def ids(cells: Cells, *headers: str) -> list[str]:
    """An id, in its long form."""
    return [c.salesforce_id(text)] if (text := cells(*headers)) else []


def account(cells: Cells) -> str:
    return whose(ids=ids(cells, *ACCOUNT_ID), names=[cells(*ACCOUNT_NAME)], mails=cells("Email"))


def account_of_activity(cells: Cells) -> str:
    """Of which account a task or an event is: said, or what it is about, or that of its person."""
    about = [each for each in ids(cells, "WhatId") if each.startswith("001")]
    person = [each for each in ids(cells, "WhoId", *CONTACT_ID) if each.startswith("003")]
    found = ids(cells, *ACCOUNT_ID)
    return whose(ids=[*found, *about], names=[cells("Account Name", "Company / Account")], people=person)


def people(cells: Cells) -> str:
    """The person of a task or an event, as a list."""
    found = who([each for each in ids(cells, "WhoId", *CONTACT_ID) if each.startswith("003")])
    return json.dumps([found]) if found else ""


def person(cells: Cells) -> str:
    return who([each for each in ids(cells, "WhoId", *CONTACT_ID) if each.startswith("003")])


def of_lead(cells: Cells) -> bool:
    """Whether an activity is with somebody who is of no account yet."""
    return cells("WhoId").startswith("00Q") and not cells(*ACCOUNT_ID)


BEGINS = ("StartDateTime", "ActivityDateTime")


def begins(cells: Cells) -> str:
    """When an event begins: a moment in UTC, or the day of one that lasts all day."""
    if cells("IsAllDayEvent", "All-Day Event", "All Day Event").casefold() in ("true", "1", "yes"):
        return (cells("ActivityDate") or cells(*BEGINS))[:10]
    return cells(*BEGINS, "ActivityDate")


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
    return yes(cells("IsClosed", "Closed")) or cells("Status").casefold() == "completed"


def is_talk(cells: Cells) -> bool:
    """Whether a task is the trace of a talk rather than something to do."""
    return bool(activity(cells)) and is_done(cells)


def is_work(cells: Cells) -> bool:
    """Whether it is something to do, or done."""
    return not is_talk(cells)


def last_day(cells: Cells) -> str:
    """The last day of a contract, by its term where it isn't said."""
    said = cells("EndDate", "Contract End Date")
    term = cells("ContractTerm", "Contract Term (months)", "Contract Term")
    return said or c.months_after(cells("StartDate", "Contract Start Date"), term)


def notice(text: str) -> str:
    """The number in `30` and in `30 days`."""
    return text.casefold().removesuffix("days").strip()


def parent(cells: Cells) -> str:
    """The account above, by id before by name."""
    return next(iter(ids(cells, "ParentId", "Parent Account ID")), cells("Parent Account"))


def postal(cells: Cells) -> str:
    street, code, city, state, country = (cells(*group) for group in ADDRESS)
    return c.address((street, " ".join(filter(None, (code, city))), state, country))
