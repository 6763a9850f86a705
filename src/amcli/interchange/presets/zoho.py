"""Files of Zoho CRM: the backup's modules; what a row refers to stands as `X` and `X.id`.

Ids begin with `zcrm_`. Times are of the account's zone, and are taken as they stand.
"""

import json

from amcli.interchange.markup import line, plain, summary
from amcli.interchange.presets import cells as c
from amcli.interchange.presets.deals import Deals
from amcli.interchange.tables.layouts import (
    Cells,
    Layout,
    Preset,
    Skip,
    copy,
    first,
    joined,
    made,
    read,
    who,
    whose,
)

ID = ("Record Id", "Record ID")
RELATED = ("Related To.id", "What Id.id", "Account Name.id", "Contact Name.id", "Account Name")
PARENT = ("Parent ID.id", "Associated_Id", "Parent Id.id")
PARTS = ("Street", "Code", "City", "State", "Country")
ADDRESS = tuple((f"Billing {part}", f"Billing Address - {part}") for part in PARTS)
STREET, CODE, CITY, STATE, COUNTRY = ADDRESS


def account(cells: Cells) -> str:
    """Of which account a row is."""
    return whose(ids=[cells("Account Name.id")], names=[cells("Account Name")], mails=cells("Email"))


def account_of_talk(cells: Cells) -> str:
    """Of which account a call or a task is: what it is about, which may be a deal, or that of its person."""
    about = cells("Related To.id", "What Id.id")
    return whose(
        ids=[cells("Account Name.id")],
        names=[cells("Account Name")],
        perhaps=[about],
        people=[cells("Contact Name.id"), about],
    )


def account_of_note(cells: Cells) -> str:
    """Of which account a note is: its parent, or that of its parent, who is a person."""
    parent = cells(*PARENT)
    return whose(perhaps=[parent], people=[parent])


def person(cells: Cells) -> str:
    return who([cells("Contact Name.id")], [cells("Contact Name")])


def people(cells: Cells) -> str:
    return json.dumps([found]) if (found := person(cells)) else ""


def postal(cells: Cells) -> str:
    return c.address(
        (
            cells(*STREET),
            " ".join(filter(None, (cells(*CODE), cells(*CITY)))),
            cells(*STATE),
            cells(*COUNTRY),
        )
    )


def duration(cells: Cells) -> str:
    seconds = cells("Call Duration (in seconds)")
    return c.minutes_of_seconds(seconds) if seconds else c.minutes_of_short(cells("Call Duration"))


def missed(cells: Cells) -> str:
    said = cells("Call Status", "Call Type").casefold()
    return ("yes" if said in ("missed", "unattended") else "no") if said else ""


DEALS = Deals(name=("Deal Name", "Potential Name"), stage=("Stage",), lines=("Pipeline", "Type", "Deal Type"))
DEAL_NEEDS = (ID, ("Deal Name", "Potential Name"), ("Stage",), ("Closing Date",))
DEAL = (
    first("source_id", *ID),
    made("account", account, "Account Name.id", "Account Name"),
    copy("currency", "Currency"),
)
NOT_HELD = Skip(
    "not held yet",
    lambda cells: cells("Call Status").casefold() in ("scheduled", "overdue", "cancelled"),
    ("Call Status",),
)
CONTACT = ("Contact Name.id", "Contact Name")

ZOHO = Preset(
    "zoho",
    "Zoho CRM",
    (
        Layout(
            "accounts",
            "accounts",
            (ID, ("Account Name",), ("Account Owner", "Account Owner.id", "Account Type", "Account Number")),
            (
                first("source_id", *ID),
                copy("name", "Account Name"),
                made(
                    "parent",
                    lambda cells: cells("Parent Account.id", "Parent Account"),
                    "Parent Account.id",
                    "Parent Account",
                ),
                copy("owner", "Account Owner"),
                copy("industry", "Industry"),
                copy("website", "Website"),
                read("domain", c.domain, "Website"),
                copy("phone", "Phone"),
                made("address", postal, *(header for group in ADDRESS for header in group)),
                copy("tags", "Tag"),
                copy("notes", "Description"),
            ),
            never=("Deal Name", "Last Name", "Subject"),
        ),
        Layout(
            "contacts",
            "contacts",
            (
                ID,
                ("Last Name", "Contact Name"),
                ("Contact Owner.id", "Account Name.id", "Account Name", "Email Opt Out", "Secondary Email"),
            ),
            (
                first("source_id", *ID),
                made("account", account, "Account Name.id", "Account Name", "Email"),
                copy("name", "Contact Name"),
                copy("first_name", "First Name"),
                copy("last_name", "Last Name"),
                copy("title", "Title"),
                joined("email", "Email", "Secondary Email"),
                joined("phone", "Phone", "Mobile"),
                copy("do_not_mail", "Email Opt Out"),
                copy("tags", "Tag"),
                copy("notes", "Description"),
            ),
            never=("Deal Name", "Subject", "Stage"),
        ),
        Layout(
            "deals",
            "contracts",
            DEAL_NEEDS,
            (*DEAL, *DEALS.term("Amount"), first("notes", "Deal Name", "Potential Name")),
            only=DEALS.is_contract,
        ),
        Layout(
            "deals",
            "opportunities",
            DEAL_NEEDS,
            (
                *DEAL,
                made("contact", person, *CONTACT),
                read("name", line, "Deal Name", "Potential Name"),
                copy("value", "Amount"),
                *DEALS.takes(("Closing Date",), ()),
                read("probability", c.percent, "Probability (%)", "Probability"),
                first("reason", "Reason For Loss", "Reason For Loss__s"),
            ),
            known=DEALS.is_contract,
        ),
        Layout(
            "notes",
            "interactions",
            (("Note Content",), (*PARENT, "Parent ID")),
            (
                first("source_id", *ID),
                made("account", account_of_note, *PARENT),
                made("kind", lambda _: "note"),
                first("on", "Created Time"),
                made(
                    "summary",
                    lambda cells: cells("Note Title") or summary(cells("Note Content")),
                    *("Note Title", "Note Content"),
                ),
                read("body", plain, "Note Content"),
            ),
        ),
        Layout(
            "calls",
            "interactions",
            (("Subject",), ("Call Start Time",)),
            (
                first("source_id", *ID),
                made("account", account_of_talk, *RELATED),
                made("kind", lambda _: "call"),
                copy("on", "Call Start Time"),
                made("minutes", duration, "Call Duration", "Call Duration (in seconds)"),
                read("direction", c.direction, "Call Type"),
                made("tried", missed, "Call Status", "Call Type"),
                copy("summary", "Subject"),
                first("body", "Description", "Call Result"),
                made("contacts", people, *CONTACT),
            ),
            skips=(NOT_HELD,),
        ),
        Layout(
            "tasks",
            "tasks",
            (
                ID,
                ("Subject",),
                ("Due Date",),
                ("Task Owner", "Task Owner.id", "Closed Time", "Related To.id", "Status"),
            ),
            (
                first("source_id", *ID),
                made("account", account_of_talk, *RELATED),
                made("contact", person, *CONTACT),
                read("title", line, "Subject"),
                copy("due_on", "Due Date"),
                made(
                    "done_on",
                    lambda cells: (
                        cells("Closed Time", "Due Date") if cells("Status").casefold() == "completed" else ""
                    ),
                    *("Status", "Closed Time"),
                ),
                copy("assignee", "Task Owner"),
            ),
            never=("Call Start Time",),
        ),
    ),
)
