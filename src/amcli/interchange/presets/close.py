"""Files of Close: leads, contacts, and opportunities with their leads; often compressed with gzip.

A lead is a company, and its row has one of its people.
"""

from amcli.interchange.markup import line, summary
from amcli.interchange.presets import cells as c
from amcli.interchange.presets.deals import Deals
from amcli.interchange.tables.layouts import (
    Cells,
    Layout,
    Preset,
    copy,
    first,
    joined,
    made,
    read,
    who,
    whose,
)

LEAD = ("lead_id", "lead.id")
LEAD_NAME = ("lead_name", "lead.display_name", "lead_display_name")
MAILS = ("primary_email", "other_emails", "emails", "email")
PHONES = ("primary_phone", "other_phones", "phones", "phone")
ADDRESS = (
    *("address_1_address_1", "address_1_address_2", "address_1_zipcode", "address_1_city"),
    *("address_1_state", "address_1_country"),
)
LEAD_NEEDS = (("id",), ("display_name",), ("status_label", "primary_contact_name", "date_created", "url"))
LEAD_MAILS = (
    *("primary_contact_primary_email", "primary_email", "primary_contact_other_emails", "other_emails"),
)
LEAD_PHONES = (
    *("primary_contact_primary_phone", "primary_phone", "primary_contact_other_phones", "other_phones"),
)
NEVER = ("lead_id", "value", "status_type")


def account(cells: Cells) -> str:
    """Of which lead a row is."""
    return whose(ids=[cells(*LEAD)], names=[cells(*LEAD_NAME)], mails=";".join(map(cells, MAILS)))


def postal(cells: Cells) -> str:
    """The first address."""
    first_line, second, code, city, state, country = map(cells, ADDRESS)
    return c.address((first_line, second, " ".join(filter(None, (code, city))), state, country))


def deal_name(cells: Cells) -> str:
    """What an opportunity is called; most have a note and no name."""
    return line(cells("opportunity_name")) or summary(cells("note")) or cells(*LEAD_NAME)


DEALS = Deals(
    name=("opportunity_name", "note"),
    stage=("status_label",),
    status=("status_type",),
    lines=("pipeline_name", "type"),
)
DEAL_NEEDS = ((*LEAD,), ("status_type",), ("value", "value_formatted"))

CLOSE = Preset(
    "close",
    "Close",
    (
        Layout(
            "leads",
            "accounts",
            LEAD_NEEDS,
            (
                copy("source_id", "id"),
                copy("name", "display_name"),
                copy("website", "url"),
                read("domain", c.domain, "url"),
                made("address", postal, *ADDRESS),
                copy("notes", "description"),
            ),
            never=NEVER,
        ),
        Layout(
            "leads",
            "contacts",
            LEAD_NEEDS,
            (
                made("account", lambda cells: whose(ids=[cells("id")]), "id"),
                first("name", "primary_contact_name"),
                first("title", "primary_contact_title", "title"),
                joined("email", *LEAD_MAILS),
                joined("phone", *LEAD_PHONES),
            ),
            never=NEVER,
            only=lambda cells: bool(cells("primary_contact_name", *LEAD_MAILS)),
        ),
        Layout(
            "contacts",
            "contacts",
            (("id",), LEAD, ("name",), (*MAILS, *PHONES, "title")),
            (
                copy("source_id", "id"),
                made("account", account, *LEAD, *LEAD_NAME, *MAILS),
                copy("name", "name"),
                copy("title", "title"),
                joined("email", *MAILS),
                joined("phone", *PHONES),
            ),
            never=("status_type", "value"),
        ),
        Layout(
            "opportunities",
            "opportunities",
            DEAL_NEEDS,
            (
                first("source_id", "opportunity_id", "id"),
                made("account", account, *LEAD, *LEAD_NAME),
                made(
                    "contact",
                    lambda cells: who([cells("contact_id")], [cells("contact_name")]),
                    "contact_id",
                    "contact_name",
                ),
                made("name", deal_name, "opportunity_name", "note", *LEAD_NAME),
                first("value", "value", "value_formatted"),
                copy("currency", "value_currency"),
                *DEALS.takes(
                    ("expected_date", "estimated_close_date", "date_won", "date_lost"),
                    ("date_won", "date_lost"),
                ),
                read("probability", c.percent, "confidence"),
            ),
        ),
    ),
)
