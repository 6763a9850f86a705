"""Files of Zendesk Sell: one file of contacts holds the companies and their people, told by a flag."""

from amcli.interchange.presets import cells as c
from amcli.interchange.tables.layouts import Cells, Layout, Preset, copy, first, joined, made, read, whose

NEEDS = (("Is Organization",), ("Name",), ("ID",))
MAILS = ("Email", "Work Email")


def is_company(cells: Cells) -> bool:
    """Whether a row is a company."""
    return cells("Is Organization").casefold() in ("1", "true", "yes")


def account(cells: Cells) -> str:
    return whose(
        ids=[cells("Company ID", "Organization ID")],
        names=[cells("Company Name", "Organization Name")],
        mails=cells(*MAILS),
    )


SELL = Preset(
    "sell",
    "Zendesk Sell",
    (
        Layout(
            "contacts",
            "accounts",
            NEEDS,
            (
                copy("source_id", "ID"),
                copy("name", "Name"),
                copy("owner", "Owner"),
                copy("industry", "Industry"),
                copy("website", "Website"),
                read("domain", c.domain, "Website"),
                first("phone", "Work Phone", "Phone"),
                copy("tags", "Tags"),
                copy("notes", "Description"),
            ),
            only=is_company,
        ),
        Layout(
            "contacts",
            "contacts",
            NEEDS,
            (
                copy("source_id", "ID"),
                made("account", account, "Company ID", "Company Name", "Organization Name", *MAILS),
                copy("name", "Name"),
                copy("title", "Title"),
                joined("email", *MAILS),
                joined("phone", "Work Phone", "Phone", "Mobile"),
                copy("tags", "Tags"),
                copy("notes", "Description"),
            ),
            only=lambda cells: not is_company(cells),
        ),
    ),
)
