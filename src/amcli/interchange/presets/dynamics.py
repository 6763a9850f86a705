"""Files of Dynamics 365: a view of accounts, contacts or opportunities, exported for Excel and saved as CSV.

The first column is the record's id, hidden in Excel; what a row refers to stands by its name.
"""

from amcli.interchange.markup import line
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

HIDDEN = "(Do Not Modify) "
COMPANY = ("Company Name", "Account Name", "Parent Customer", "Account")
CUSTOMER = ("Account", "Potential Customer", "Company")
MAILS = ("Email", "Email Address 2", "Email Address 3")
ADDRESS = ("Address 1", "Street 1", "ZIP/Postal Code", "City", "State/Province", "Country/Region")
INACTIVE = Skip("inactive there", lambda cells: cells("Status").casefold() == "inactive", ("Status",))


def account(cells: Cells) -> str:
    """Of which account a person is."""
    return whose(names=[cells(*COMPANY)], mails=";".join(cells(header) for header in MAILS))


def customer(cells: Cells) -> str:
    """Of which account an opportunity is; a potential customer may be a person there."""
    return whose(names=[cells(*CUSTOMER)])


def postal(cells: Cells) -> str:
    """The address, as a whole or of its parts."""
    whole, street, code, city, state, country = (cells(header, f"Address 1: {header}") for header in ADDRESS)
    return whole or c.address((street, " ".join(filter(None, (code, city))), state, country))


def opted_out(cells: Cells) -> str:
    """Whether somebody is not to be written to; the system says "Do Not Allow" or "Allow", or yes or no."""
    said = cells("Do not allow Emails", "Do not allow Bulk Emails")
    return {"do not allow": "yes", "allow": "no"}.get(said.casefold(), said)


DEALS = Deals(
    name=("Topic", "Opportunity Name"),
    stage=("Pipeline Phase", "Sales Stage"),
    status=("Status",),
    lines=("Opportunity Type", "Type", "Deal Type"),
)
NEEDS = ((f"{HIDDEN}Opportunity",), ("Topic", "Opportunity Name"))
CLOSES = ("Est. close date", "Estimated Close Date", "Est Close Date")
VALUE = ("Est. revenue", "Estimated Revenue", "Est Revenue", "Actual Revenue")
DEAL = (
    copy("source_id", f"{HIDDEN}Opportunity"),
    made("account", customer, *CUSTOMER),
    copy("currency", "Currency"),
)

DYNAMICS = Preset(
    "dynamics",
    "Dynamics 365",
    (
        Layout(
            "accounts",
            "accounts",
            ((f"{HIDDEN}Account",), ("Account Name",)),
            (
                copy("source_id", f"{HIDDEN}Account"),
                copy("name", "Account Name"),
                copy("parent", "Parent Account"),
                copy("owner", "Owner"),
                copy("industry", "Industry"),
                copy("website", "Website"),
                read("domain", c.domain, "Website"),
                first("phone", "Main Phone", "Phone"),
                made("address", postal, *ADDRESS, *(f"Address 1: {part}" for part in ADDRESS)),
                copy("notes", "Description"),
            ),
            skips=(INACTIVE,),
        ),
        Layout(
            "contacts",
            "contacts",
            ((f"{HIDDEN}Contact",), ("Full Name", "Last Name")),
            (
                copy("source_id", f"{HIDDEN}Contact"),
                made("account", account, *COMPANY, *MAILS),
                copy("name", "Full Name"),
                copy("first_name", "First Name"),
                copy("last_name", "Last Name"),
                copy("title", "Job Title"),
                joined("email", *MAILS),
                joined("phone", "Business Phone", "Mobile Phone"),
                made("do_not_mail", opted_out, "Do not allow Emails", "Do not allow Bulk Emails"),
                copy("notes", "Description"),
            ),
            skips=(INACTIVE,),
        ),
        Layout(
            "opportunities",
            "contracts",
            NEEDS,
            (*DEAL, *DEALS.term(VALUE[0]), first("notes", "Topic", "Opportunity Name")),
            only=DEALS.is_contract,
        ),
        Layout(
            "opportunities",
            "opportunities",
            NEEDS,
            (
                *DEAL,
                made("contact", lambda cells: who(names=[cells("Contact")]), "Contact"),
                read("name", line, "Topic", "Opportunity Name"),
                first("value", *VALUE),
                *DEALS.takes(CLOSES, ("Actual Close Date",)),
                read("probability", c.percent, "Probability"),
            ),
            known=DEALS.is_contract,
        ),
    ),
)
