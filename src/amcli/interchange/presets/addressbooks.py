"""Address books: Google, old and new, Outlook, LinkedIn's connections, Thunderbird and Roundcube.

Most people in them are of no account: a row whose company and mail domain the book lacks is passed over.
"""

from amcli.interchange.presets import cells as c
from amcli.interchange.tables.layouts import (
    Cells,
    Layout,
    Make,
    Preset,
    copy,
    joined,
    made,
    nobody,
    read,
    whose,
)

VALUES = range(1, 6)


def company(names: tuple[str, ...], mails: tuple[str, ...]) -> Make:
    """Of which account somebody is: by the company's name, else by the domain of an e-mail address."""
    return lambda cells: whose(names=[cells(*names)], mails=";".join(cells(header) for header in mails))


def full_name(cells: Cells, *headers: str) -> str:
    return " ".join(text for header in headers if (text := cells(header)))


GOOGLE_MAILS = tuple(f"E-mail {number} - Value" for number in VALUES)
GOOGLE_PHONES = tuple(f"Phone {number} - Value" for number in VALUES)
OLD_PARTS = ("Given Name", "Additional Name", "Family Name")
NEW_PARTS = ("First Name", "Middle Name", "Last Name")


def google(
    needs: tuple[tuple[str, ...], ...], parts: tuple[str, ...], organisation: str, labels: str
) -> Layout:
    names = (f"{organisation} Name",)
    return Layout(
        "contacts",
        "contacts",
        needs,
        (
            made("account", company(names, GOOGLE_MAILS), *names, *GOOGLE_MAILS),
            made("name", lambda cells: cells("Name") or full_name(cells, *parts), "Name", *parts),
            copy("title", f"{organisation} Title"),
            joined("email", *GOOGLE_MAILS),
            joined("phone", *GOOGLE_PHONES),
            read("tags", c.groups, labels),
            copy("notes", "Notes"),
        ),
        skips=(nobody("Name", *parts, *GOOGLE_MAILS),),
    )


GOOGLE = Preset(
    "google",
    "Google",
    (
        google(
            (("Given Name",), ("Family Name",), ("Group Membership",)),
            OLD_PARTS,
            "Organization 1 -",
            "Group Membership",
        ),
        google((("First Name",), ("Labels",), ("Organization Name",)), NEW_PARTS, "Organization", "Labels"),
    ),
    address_book=True,
)

OUTLOOK_MAILS = ("E-mail Address", "E-mail 2 Address", "E-mail 3 Address")
OUTLOOK_TYPES = tuple(header.replace("Address", "Type") for header in OUTLOOK_MAILS)
OUTLOOK_PARTS = ("First Name", "Middle Name", "Last Name")


def outlook_mails(cells: Cells) -> str:
    """The addresses that are ones: those of the type EX are names within a company's own server."""
    found = []
    for header in OUTLOOK_MAILS:
        text = cells(header)
        kind = cells(header.replace("Address", "Type"))
        if "@" in text and kind.upper() != "EX":
            found.append(text)
    return "; ".join(found) or shown_mail(cells("E-mail Display Name"))


def shown_mail(text: str) -> str:
    """The address in `Jane Orr (jane@acme.example)`, where there is one."""
    inside = text.rpartition("(")[2].rstrip(")").strip()
    return inside if "@" in inside and " " not in inside else ""


OUTLOOK = Preset(
    "outlook",
    "Outlook",
    (
        Layout(
            "contacts",
            "contacts",
            (
                ("First Name",),
                ("Last Name",),
                ("Company",),
                ("E-mail Address",),
                ("Business Phone", "E-mail Type"),
            ),
            (
                made(
                    "account",
                    lambda cells: whose(names=[cells("Company")], mails=outlook_mails(cells)),
                    *("Company", *OUTLOOK_MAILS),
                ),
                made(
                    "name",
                    lambda cells: full_name(cells, *OUTLOOK_PARTS) or cells("E-mail Display Name"),
                    *OUTLOOK_PARTS,
                ),
                copy("title", "Job Title"),
                made("email", outlook_mails, *OUTLOOK_MAILS, *OUTLOOK_TYPES, "E-mail Display Name"),
                joined("phone", "Business Phone", "Mobile Phone"),
                copy("tags", "Categories"),
                copy("notes", "Notes"),
                copy("language", "Language"),
            ),
            skips=(nobody(*OUTLOOK_PARTS, *OUTLOOK_MAILS),),
        ),
    ),
    address_book=True,
)

LINKEDIN = Preset(
    "linkedin",
    "LinkedIn",
    (
        Layout(
            "connections",
            "contacts",
            (("First Name",), ("Last Name",), ("Connected On",), ("Company",)),
            (
                made("account", company(("Company",), ("Email Address",)), "Company", "Email Address"),
                copy("first_name", "First Name"),
                copy("last_name", "Last Name"),
                copy("title", "Position"),
                copy("email", "Email Address"),
            ),
            skips=(nobody("First Name", "Last Name", "Email Address"),),
        ),
    ),
    address_book=True,
)

BIRD_MAILS = ("Primary Email", "Secondary Email")
BIRD_NAMES = ("Display Name", "First Name", "Last Name")

THUNDERBIRD = Preset(
    "thunderbird",
    "Thunderbird",
    (
        Layout(
            "contacts",
            "contacts",
            (("First Name",), ("Last Name",), ("Display Name",), ("Primary Email",)),
            (
                made("account", company(("Organization",), BIRD_MAILS), "Organization", *BIRD_MAILS),
                made(
                    "name",
                    lambda cells: cells("Display Name") or full_name(cells, *BIRD_NAMES[1:]),
                    *BIRD_NAMES,
                ),
                copy("title", "Job Title"),
                joined("email", *BIRD_MAILS),
                joined("phone", "Work Phone", "Mobile Number"),
                copy("notes", "Notes"),
            ),
            skips=(nobody(*BIRD_NAMES, *BIRD_MAILS),),
        ),
    ),
    address_book=True,
)
