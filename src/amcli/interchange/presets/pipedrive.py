"""Files of Pipedrive: organisations, people, deals, activities, notes; headers are `Person - Name`.

Links stand under `Deal - Organization` or under `Organization` alone, in its flat template under
`Organization - Name`. Notes are HTML.
"""

import json

from amcli.interchange.markup import body, line, plain, summary
from amcli.interchange.presets import cells as c
from amcli.interchange.presets.deals import Deals
from amcli.interchange.tables.layouts import (
    Cells,
    Layout,
    Make,
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

PLACES = ("Work", "Home", "Mobile", "Other")
TALKS = {
    **dict.fromkeys(("call", "phone call", "llamada"), "call"),
    **dict.fromkeys(("email", "e mail"), "email"),
    **dict.fromkeys(("meeting", "lunch", "video call", "demo"), "meeting"),
}


def organisation_ids(of: str) -> tuple[str, ...]:
    """The headers of an organisation's id."""
    return (f"{of} - Organization ID", "Organization ID", "Organization - ID")


def organisation_names(of: str) -> tuple[str, ...]:
    """The headers of an organisation's name."""
    return (f"{of} - Organization", "Organization", "Organization - Name")


def organisation(of: str, mails: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The headers that tell the organisation of a file's rows."""
    return (*organisation_ids(of), *organisation_names(of), *mails)


def account(of: str, mails: tuple[str, ...] = ()) -> Make:
    """Of which organisation a row is: by id, name, person, the domain of an e-mail address."""

    def make(cells: Cells) -> str:
        return whose(
            ids=[cells(*organisation_ids(of))],
            names=[cells(*organisation_names(of))],
            people=[cells(*person_ids(of))],
            mails=";".join(cells(header) for header in mails),
        )

    return make


def person_ids(of: str) -> tuple[str, ...]:
    """The headers of a person's id."""
    own = (f"{of} - Contact person ID", "Contact person ID", f"{of} - Person ID", "Person ID")
    return own if of == "Person" else (*own, "Person - ID")


def person_names(of: str) -> tuple[str, ...]:
    """The headers of a person's name."""
    return (f"{of} - Contact person", "Contact person", f"{of} - Person", "Person", "Person - Name")


def persons(of: str) -> tuple[str, ...]:
    """The headers that tell the person of a file's rows."""
    return (*person_ids(of), *person_names(of))


def contact(of: str) -> Make:
    def make(cells: Cells) -> str:
        return who([cells(*person_ids(of))], [cells(*person_names(of))])

    return make


def contacts(of: str) -> Make:
    alone = contact(of)
    return lambda cells: json.dumps([found]) if (found := alone(cells)) else ""


def talk(cells: Cells) -> str:
    """What kind of talk an activity is; empty where it is something to do."""
    return TALKS.get(cells("Activity - Type").casefold().replace("-", " "), "")


def is_done(cells: Cells) -> bool:
    return cells("Activity - Done").casefold() in ("done", "yes", "1", "true")


def postal(cells: Cells) -> str:
    """The address as a whole, else its parts."""
    if whole := cells("Organization - Address"):
        return whole
    return c.address((cells(ADDRESS[1]), " ".join(filter(None, map(cells, ADDRESS[2:4]))), cells(ADDRESS[4])))


ADDRESS = (
    "Organization - Address",
    "Organization - Street/road name of Address",
    "Organization - ZIP/Postal code of Address",
    "Organization - City/town/village/locality of Address",
    "Organization - Country of Address",
)
FORMS = tuple(form for place in PLACES for form in (f" - {place}", f" ({place})"))
MAILS = (*(f"Person - Email{form}" for form in FORMS), "Person - Email")
PHONES = (*(f"Person - Phone{form}" for form in FORMS), "Person - Phone")
DEALS = Deals(
    name=("Deal - Title",),
    stage=("Deal - Stage",),
    status=("Deal - Status",),
    lines=("Deal - Pipeline", "Deal - Label", "Deal - Labels", "Deal - Type"),
    prefix="Deal - ",
)
DEAL_NEEDS = (("Deal - Title",), ("Deal - ID", "Deal - Status", "Deal - Stage", "Deal - Value"))
DEAL = (
    copy("source_id", "Deal - ID"),
    made("account", account("Deal"), *organisation("Deal"), *persons("Deal")),
    first("currency", "Deal - Currency of Value", "Deal - Currency"),
)
ACTIVITY_NEEDS = (("Activity - Subject",), ("Activity - Type", "Activity - Due date", "Activity - Done"))
ACTIVITY = (
    copy("source_id", "Activity - ID"),
    made("account", account("Activity"), *organisation("Activity"), *persons("Activity")),
)
DUE = ("Activity - Due date",)
WRITTEN = ("Note - Add time", "Note - Created", "Note - Creation date", "Note - Note created")

PIPEDRIVE = Preset(
    "pipedrive",
    "Pipedrive",
    (
        Layout(
            "organisations",
            "accounts",
            (("Organization - Name",),),
            (
                copy("source_id", "Organization - ID"),
                copy("name", "Organization - Name"),
                copy("owner", "Organization - Owner"),
                first("tags", "Organization - Label", "Organization - Labels"),
                copy("website", "Organization - Website"),
                read("domain", c.domain, "Organization - Website"),
                copy("industry", "Organization - Industry"),
                made("address", postal, *ADDRESS),
            ),
            never=(
                *("Person - Name", "Person - Last name", "Deal - Title"),
                *("Activity - Subject", "Note - Content"),
            ),
        ),
        Layout(
            "people",
            "contacts",
            (("Person - Name", "Person - Last name"),),
            (
                copy("source_id", "Person - ID"),
                made("account", account("Person", MAILS), *organisation("Person", MAILS)),
                copy("name", "Person - Name"),
                copy("first_name", "Person - First name"),
                copy("last_name", "Person - Last name"),
                copy("title", "Person - Job title"),
                joined("email", *MAILS),
                joined("phone", *PHONES),
                first("tags", "Person - Label", "Person - Labels"),
                read("notes", plain, "Person - Notes"),
            ),
        ),
        Layout(
            "deals",
            "contracts",
            DEAL_NEEDS,
            (*DEAL, *DEALS.term("Deal - Value"), copy("notes", "Deal - Title")),
            only=DEALS.is_contract,
        ),
        Layout(
            "deals",
            "opportunities",
            DEAL_NEEDS,
            (
                *DEAL,
                made("contact", contact("Deal"), *persons("Deal")),
                read("name", line, "Deal - Title"),
                copy("value", "Deal - Value"),
                *DEALS.takes(
                    ("Deal - Expected close date",),
                    ("Deal - Won time", "Deal - Lost time", "Deal - Deal closed on", "Deal - Closed on"),
                ),
                read("probability", c.percent, "Deal - Probability"),
                copy("reason", "Deal - Lost reason"),
            ),
            known=DEALS.is_contract,
        ),
        Layout(
            "activities",
            "interactions",
            ACTIVITY_NEEDS,
            (
                *ACTIVITY,
                made("kind", talk, "Activity - Type"),
                copy("on", *DUE),
                copy("at", "Activity - Due time"),
                read("minutes", c.minutes, "Activity - Duration"),
                copy("summary", "Activity - Subject"),
                read("body", plain, "Activity - Note"),
                made("contacts", contacts("Activity"), *persons("Activity")),
            ),
            only=lambda cells: bool(talk(cells)) and is_done(cells),
        ),
        Layout(
            "activities",
            "tasks",
            ACTIVITY_NEEDS,
            (
                *ACTIVITY,
                made("contact", contact("Activity"), *persons("Activity")),
                read("title", line, "Activity - Subject"),
                copy("due_on", *DUE),
                made(
                    "done_on",
                    lambda cells: cells("Activity - Marked as done time", *DUE) if is_done(cells) else "",
                    "Activity - Done",
                    "Activity - Marked as done time",
                ),
                first("assignee", "Activity - Assigned to user", "Activity - Owner"),
            ),
            only=lambda cells: not (talk(cells) and is_done(cells)),
        ),
        Layout(
            "notes",
            "interactions",
            (("Note - Content",),),
            (
                first("source_id", "Note - ID", "Note - Pipedrive system ID"),
                made("account", account("Note"), *organisation("Note"), *persons("Note")),
                made("kind", lambda _: "note"),
                first("on", *WRITTEN),
                read("summary", summary, "Note - Content"),
                read("body", body, "Note - Content"),
                made("contacts", contacts("Note"), *persons("Note")),
            ),
            skips=(Skip("a note without a day", lambda cells: not cells(*WRITTEN), WRITTEN),),
        ),
    ),
)
