"""Files of Salesforce: reports with labels, and the records of Data Loader or the weekly export.

Ids are told by their capitals; those of 15 characters are kept in their form of 18. What is deleted there
stays out.
"""

from amcli.interchange.markup import line, plain, summary
from amcli.interchange.presets import cells as c
from amcli.interchange.presets.deals import Deals
from amcli.interchange.presets.salesforce_rows import (
    ACCOUNT_ID,
    ACCOUNT_NAME,
    ADDRESS,
    BEGINS,
    CONTACT_ID,
    DELETED,
    NOT_RUNNING,
    account,
    account_of_activity,
    activity,
    ahead,
    begins,
    is_done,
    is_talk,
    is_work,
    last_day,
    notice,
    of_lead,
    parent,
    people,
    person,
    postal,
)
from amcli.interchange.tables.layouts import Layout, Preset, Skip, Take, copy, first, joined, made, read

DEAL_ID = ("Opportunity ID", "Opportunity ID 18", "Opportunity Id 18 Digits")
# What tells the records of accounts from any list with ids and names.
RECORDED = (
    *("OwnerId", "IsDeleted", "BillingCity", "BillingStreet", "ParentId", "AnnualRevenue", "AccountNumber"),
    *("NumberOfEmployees", "AccountSource", "CreatedById", "SystemModstamp"),
)
# What tells a report of accounts from any sheet with a name and a number.
REPORTED = (
    *("Account Owner", "Parent Account", "Parent Account ID", "Account Source", "Account Record Type"),
    *(
        "Billing Street",
        "Billing City",
        "Billing Country",
        "Billing Zip/Postal Code",
        "Billing State/Province",
    ),
    *("Last Modified Date", "Account Site", "Employees", "Rating"),
)
NEVER_ACCOUNTS = (
    *("ARR", "MRR", "Renewal Date", "Contract End Date", "Case Number"),
    *(
        "AccountId",
        "LastName",
        "Last Name",
        "First Name",
        "StageName",
        "Stage",
        "ContractNumber",
        "Contract Number",
    ),
    *("Subject", "Email", *CONTACT_ID, *DEAL_ID),
)


# "Accounts with Contacts" has a row for each account without one, too.
PERSONAL = ("LastName", "Last Name", "FirstName", "First Name", "Email", *CONTACT_ID)
NO_CONTACT = Skip("an account without a contact", lambda cells: not cells(*PERSONAL), PERSONAL)


def loaded(headers: list[str]) -> str | None:
    """What to say of the files in which a data loader tells what became of the rows it was given."""
    if headers[-1] not in ("STATUS", "ERROR"):
        return None
    return f"its last column is {headers[-1]}: what a data loader wrote about its own work, and no export"


def accounts(id_headers: tuple[str, ...], name: str, needs: tuple[tuple[str, ...], ...]) -> Layout:
    """Accounts, of a report or as records."""
    return Layout(
        "accounts",
        "accounts",
        needs,
        (
            read("source_id", c.salesforce_id, *id_headers),
            copy("name", name),
            made("parent", parent, "ParentId", "Parent Account ID", "Parent Account"),
            first("owner", "Account Owner", "Owner.Name", "Owner Full Name"),
            copy("industry", "Industry"),
            copy("website", "Website"),
            read("domain", c.domain, "Website"),
            copy("phone", "Phone"),
            made("address", postal, *(header for group in ADDRESS for header in group)),
            first("notes", "Description", "Account Description"),
        ),
        never=NEVER_ACCOUNTS,
        skips=(DELETED,),
        warning=loaded,
    )


def contacts(
    id_headers: tuple[str, ...], needs: tuple[tuple[str, ...], ...], never: tuple[str, ...]
) -> Layout:
    """Contacts, of a report or as records."""
    return Layout(
        "contacts",
        "contacts",
        needs,
        (
            read("source_id", c.salesforce_id, *id_headers),
            made("account", account, *ACCOUNT_ID, *ACCOUNT_NAME, "Email"),
            first("first_name", "FirstName", "First Name"),
            first("last_name", "LastName", "Last Name"),
            copy("title", "Title"),
            copy("email", "Email"),
            joined("phone", "Phone", "MobilePhone", "Mobile"),
            first("do_not_mail", "HasOptedOutOfEmail", "Email Opt Out"),
            first("notes", "Description", "Contact Description"),
        ),
        never=never,
        skips=(DELETED, NO_CONTACT),
        warning=loaded,
    )


DEALS = Deals(
    name=("Opportunity Name", "Name"),
    stage=("StageName", "Stage"),
    won=("IsWon", "Won"),
    closed=("IsClosed", "Closed"),
    lines=("Type", "Opportunity Record Type", "RecordType.Name"),
)
DEAL_DAY = ("CloseDate", "Close Date")
CURRENCY = ("CurrencyIsoCode", "Amount Currency", "Opportunity Currency")


def deals(
    id_headers: tuple[str, ...], name: str, needs: tuple[tuple[str, ...], ...]
) -> tuple[Layout, Layout]:
    """Opportunities; those renewals that are contracts."""
    shared = (
        read("source_id", c.salesforce_id, *id_headers),
        made("account", account, *ACCOUNT_ID, *ACCOUNT_NAME),
    )
    own: tuple[Take, ...] = (
        read("name", line, name),
        copy("value", "Amount"),
        first("currency", *CURRENCY),
        *DEALS.takes(DEAL_DAY, ()),
        read("probability", c.percent, "Probability", "Probability (%)"),
        first("reason", "Loss Reason", "Closed Lost Reason", "Lost Reason"),
    )
    term = (*DEALS.term("Amount"), first("currency", *CURRENCY), copy("notes", name))
    return (
        Layout("opportunities", "contracts", needs, shared + term, only=DEALS.is_contract, skips=(DELETED,)),
        Layout(
            "opportunities",
            "opportunities",
            needs,
            shared + own,
            known=DEALS.is_contract,
            skips=(DELETED,),
            warning=loaded,
        ),
    )


CONTRACT_NEEDS = (
    ("ContractNumber", "Contract Number"),
    ("StartDate", "Contract Start Date"),
    (
        "ContractTerm",
        "Contract Term (months)",
        "OwnerExpirationNotice",
        "Owner Expiration Notice",
        "Contract ID",
    ),
)
ACTIVITY = (
    read("source_id", c.salesforce_id, "Id", "Activity ID"),
    made("account", account_of_activity, *ACCOUNT_ID, "Account Name", "Company / Account", "WhatId", "WhoId"),
)
TASK_NEEDS = (("Id", "Activity ID"), ("Subject",), ("WhoId", "WhatId", "TaskSubtype", "Task Subtype"))
TASK_NEVER = ("StartDateTime", "EndDateTime", "IsAllDayEvent")
LEADS = Skip("with a lead, of no account", of_lead, ("WhoId",))
DRAFTS = Skip("not in force yet", lambda cells: cells("Status").casefold() in NOT_RUNNING, ("Status",))
TALK = (
    read("summary", summary, "Subject"),
    read("body", plain, "Description", "Comments", "Full Comments"),
    made("contacts", people, "WhoId", *CONTACT_ID),
)

SALESFORCE = Preset(
    "salesforce",
    "Salesforce",
    (
        accounts(
            ("Id",),
            "Name",
            (
                ("Id",),
                ("Name",),
                RECORDED,
            ),
        ),
        accounts(ACCOUNT_ID[1:], "Account Name", (ACCOUNT_ID[1:], ACCOUNT_NAME, REPORTED)),
        contacts(("Id",), (("Id",), ("AccountId",), ("LastName",)), ("StageName", "Subject")),
        contacts(CONTACT_ID, (CONTACT_ID, ("Last Name", "First Name", "Email")), ("Subject", *DEAL_ID)),
        *deals(("Id",), "Name", (("Id",), ("StageName",), ("CloseDate",))),
        *deals(
            DEAL_ID,
            "Opportunity Name",
            (
                ("Opportunity Name",),
                ("Stage",),
                (*DEAL_ID, "Opportunity Owner", "Fiscal Period", "Amount Currency"),
            ),
        ),
        Layout(
            "contracts",
            "contracts",
            CONTRACT_NEEDS,
            (
                read("source_id", c.salesforce_id, "Id", "Contract ID"),
                made("account", account, *ACCOUNT_ID, *ACCOUNT_NAME),
                first("reference", "ContractNumber", "Contract Number"),
                first("starts_on", "StartDate", "Contract Start Date"),
                made(
                    "ends_on",
                    last_day,
                    *("EndDate", "Contract End Date", "ContractTerm", "Contract Term (months)"),
                ),
                first("signed_on", "CustomerSignedDate", "Customer Signed Date"),
                read("notice_days", notice, "OwnerExpirationNotice", "Owner Expiration Notice"),
                first("concessions", "SpecialTerms", "Special Terms"),
                first("notes", "Description"),
            ),
            skips=(DELETED, DRAFTS),
            warning=loaded,
        ),
        Layout(
            "tasks",
            "interactions",
            TASK_NEEDS,
            (
                *ACTIVITY,
                made("kind", activity, "TaskSubtype", "Task Subtype", "Type"),
                first("on", "ActivityDate", "Date", "CompletedDateTime", "Completed Date/Time"),
                read("minutes", c.minutes_of_seconds, "CallDurationInSeconds"),
                read("direction", c.direction, "CallType", "Call Type"),
                *TALK,
            ),
            never=TASK_NEVER,
            only=is_talk,
            skips=(DELETED, LEADS),
        ),
        Layout(
            "tasks",
            "tasks",
            TASK_NEEDS,
            (
                *ACTIVITY,
                made("contact", person, "WhoId", *CONTACT_ID),
                read("title", line, "Subject"),
                first("due_on", "ActivityDate", "Date", "Due Date"),
                made(
                    "done_on",
                    lambda cells: (
                        cells("CompletedDateTime", "ActivityDate", "Date") if is_done(cells) else ""
                    ),
                    *("IsClosed", "Closed", "Status", "CompletedDateTime"),
                ),
                first("assignee", "Assigned", "Owner.Name"),
            ),
            never=TASK_NEVER,
            only=is_work,
            skips=(DELETED, LEADS),
            warning=loaded,
        ),
        Layout(
            "events",
            "interactions",
            (("Id",), ("Subject",), ("StartDateTime", "ActivityDateTime", "EndDateTime")),
            (
                *ACTIVITY,
                made("kind", lambda _: "meeting"),
                made("on", begins, *BEGINS, "ActivityDate"),
                copy("minutes", "DurationInMinutes"),
                made("planned", ahead, *BEGINS, "ActivityDate"),
                *TALK,
            ),
            skips=(DELETED, LEADS),
            warning=loaded,
        ),
    ),
)
