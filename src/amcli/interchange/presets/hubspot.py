"""Files of HubSpot: exports of companies, contacts, deals, notes, calls and tasks.

Headers follow the user's language: English and Spanish in all files, French and German in those of companies
and contacts, as files of these languages have them. Links are lists with `;`, of ids or of `Name (id)`; the
primary company wins.
"""

import json

from amcli.interchange.markup import body, line, plain, summary
from amcli.interchange.presets import cells as c
from amcli.interchange.presets.deals import Deals
from amcli.interchange.tables.layouts import Cells, Layout, Preset, first, joined, made, read, who, whose

ID = ("Record ID", "ID de registro", "ID de fiche d'informations", "Datensatz-ID")
FIRST = ("First Name", "Nombre", "Prénom", "Vorname")
LAST = ("Last Name", "Apellidos", "Nom", "Nachname")
MAIL = ("Email", "Correo", "E-mail")
COMPANY_NAME = ("Company name", "Nombre de la empresa", "Nom de l'entreprise", "Firmenname")
SITE = (
    *("Company Domain Name", "Nombre de dominio de la empresa", "Nom de domaine de l'entreprise"),
    *("Website URL", "URL del sitio web", "URL du site web"),
)
WEBSITE = ("Website URL", "URL del sitio web", "URL du site web")
PHONE = ("Phone Number", "Número de teléfono", "Numéro de téléphone", "Telefonnummer")
OWNER = ("Company owner", "Propietario de la empresa", "Propietario del registro de empresa")
INDUSTRY = ("Industry", "Sector", "Secteur d'activité")
STREET = ("Street Address", "Dirección", "Adresse postale")
POSTCODE = ("Postal Code", "Código postal", "Code postal")
CITY = ("City", "Ciudad", "Ville")
STATE = ("State/Region", "Estado/región")
COUNTRY = ("Country/Region", "País/región", "Pays/Région", "Land/Region")
PRIMARY_IDS = ("Associated Company IDs (Primary)", "Primary Associated Company ID")
PRIMARY_NAMES = ("Associated Company (Primary)", "Primary Associated Company")
COMPANIES = (*PRIMARY_IDS, *PRIMARY_NAMES, "Associated Company IDs", "Associated Company")
PEOPLE = ("Associated Contact IDs", "Associated Contact")
DEAL_NAMES = ("Deal Name", "Nombre del negocio")
OF_PERSONS = (*FIRST, *LAST, "Contact owner", "Propietario del contacto", "Propriétaire du contact")
# What tells an export of contacts from any list of people.
PERSONAL = (
    *("Contact owner", "Propietario del contacto", *COMPANIES, "Associated Deal IDs", "Lifecycle Stage"),
    *("Lead Status", "Estado del lead", "Create Date", "Fecha de creación", "Last Activity Date"),
    *("Última actividad", "Propriétaire du contact", "Date de création"),
    *("Erstellungsdatum", "Letzte Aktivität"),
)
OF_OTHERS = (*DEAL_NAMES, "Note body", "Call Title", "Call notes", "Task title", "Ticket name")
ACTIVITY_DAY = ("Activity date", "Fecha de actividad")
NOT_REACHED = frozenset({"no answer", "busy", "left voicemail", "left live message", "wrong number"})


def company(cells: Cells) -> str:
    """Of which company a row is: the primary one, else the first; by id before by name."""
    names = [*c.named_ids(cells(*PRIMARY_NAMES)), *c.named_ids(cells("Associated Company"))]
    ids = [*c.listed(cells(*PRIMARY_IDS)), *c.listed(cells("Associated Company IDs"))]
    ids += [number for _, number in names]
    plain = cells(*PRIMARY_NAMES, "Associated Company") if not names else ""
    said = [name for name, _ in names[:1]] or c.listed(plain)[:1] or [cells("Company Name")]
    return whose(ids=ids[:1], names=said, people=people_ids(cells), mails=cells(*MAIL))


def postal(cells: Cells) -> str:
    place = " ".join(filter(None, (cells(*POSTCODE), cells(*CITY))))
    return c.address((cells(*STREET), place, cells(*STATE), cells(*COUNTRY)))


def people_ids(cells: Cells) -> list[str]:
    """The ids of the people that a row is about."""
    return c.listed(cells("Associated Contact IDs")) or [
        number for _, number in c.named_ids(cells("Associated Contact"))
    ]


def person(cells: Cells) -> str:
    """The first of these people."""
    return who(ids=people_ids(cells)[:1])


def people(cells: Cells) -> str:
    """All of them, as a list."""
    found = [who(ids=[each]) for each in people_ids(cells)]
    return json.dumps(found) if found else ""


def tried(cells: Cells) -> str:
    outcome = cells("Call outcome", "Call outcome (label)").casefold()
    return ("yes" if outcome in NOT_REACHED else "no") if outcome else ""


DEALS = Deals(
    name=("Deal Name", "Nombre del negocio"),
    stage=("Deal Stage", "Etapa del negocio"),
    won=("Is Closed Won", "Is closed won"),
    lines=("Pipeline", "Deal Type", "Tipo de negocio"),
)
DEAL_NEEDS = (ID, DEAL_NAMES, ("Deal Stage", "Etapa del negocio", *COMPANIES))
AMOUNT = ("Amount", "Valor")
COMPANY = made("account", company, *COMPANIES, "Company Name", *PEOPLE)
SOURCE = first("source_id", *ID)
WHEN = (first("on", *ACTIVITY_DAY),)

HUBSPOT = Preset(
    "hubspot",
    "HubSpot",
    (
        Layout(
            "companies",
            "accounts",
            (ID, (*COMPANY_NAME, *SITE)),
            (
                SOURCE,
                first("name", *COMPANY_NAME),
                read("domain", c.domain, *SITE),
                first("website", *WEBSITE),
                read("owner", c.owner, *OWNER),
                first("industry", *INDUSTRY),
                first("phone", *PHONE),
                made("address", postal, *STREET, *POSTCODE, *CITY, *STATE, *COUNTRY),
                read("notes", plain, "Associated Note", "Description", "Descripción"),
            ),
            never=(*OF_PERSONS, *OF_OTHERS, *MAIL, "Account Name"),
        ),
        Layout(
            "contacts",
            "contacts",
            (
                ID,
                (*FIRST, *LAST, *MAIL),
                PERSONAL,
            ),
            (
                SOURCE,
                made("account", company, *COMPANIES, "Company Name", *MAIL),
                first("first_name", *FIRST),
                first("last_name", *LAST),
                first("title", "Job Title", "Cargo"),
                joined("email", *MAIL, "Additional email addresses"),
                joined("phone", *PHONE, "Mobile Phone Number", "Número de teléfono móvil"),
                first("do_not_mail", "Unsubscribed from all email", "Opted out of all email"),
                first("language", "Preferred language"),
                read("notes", plain, "Associated Note"),
            ),
            never=(*OF_OTHERS, "Account Name", "Account Name.id"),
        ),
        Layout(
            "deals",
            "contracts",
            DEAL_NEEDS,
            (
                SOURCE,
                COMPANY,
                *DEALS.term("Amount"),
                first("currency", "Currency", "Divisa"),
                first("notes", *DEAL_NAMES),
            ),
            only=DEALS.is_contract,
        ),
        Layout(
            "deals",
            "opportunities",
            DEAL_NEEDS,
            (
                SOURCE,
                COMPANY,
                made("contact", person, *PEOPLE),
                read("name", line, *DEAL_NAMES),
                first("value", *AMOUNT),
                first("currency", "Currency", "Divisa"),
                *DEALS.takes(("Close Date", "Fecha de cierre"), ()),
                first("probability", "Deal probability", "Deal Probability"),
                first("reason", "Closed Lost Reason", "Closed Won Reason"),
            ),
            known=DEALS.is_contract,
        ),
        Layout(
            "notes",
            "interactions",
            (("Note body", "Body"), ACTIVITY_DAY),
            (
                SOURCE,
                COMPANY,
                made("kind", lambda _: "note"),
                *WHEN,
                read("summary", summary, "Note body", "Body"),
                read("body", body, "Note body", "Body"),
                made("contacts", people, *PEOPLE),
            ),
            never=("Call Title", "Call notes"),
        ),
        Layout(
            "calls",
            "interactions",
            (("Call Title", "Call notes"), ACTIVITY_DAY),
            (
                SOURCE,
                COMPANY,
                made("kind", lambda _: "call"),
                *WHEN,
                made(
                    "summary",
                    lambda cells: cells("Call Title") or summary(cells("Call notes")),
                    "Call Title",
                ),
                read("body", plain, "Call notes"),
                read("direction", c.direction, "Call direction"),
                read("minutes", c.minutes, "Call duration (HH:mm:ss)", "Call duration"),
                made("tried", tried, "Call outcome", "Call outcome (label)"),
                made("contacts", people, *PEOPLE),
            ),
        ),
        Layout(
            "tasks",
            "tasks",
            (("Task title",), ("Due date", "Task status")),
            (
                SOURCE,
                COMPANY,
                made("contact", person, *PEOPLE),
                read("title", line, "Task title"),
                first("due_on", "Due date"),
                made(
                    "done_on",
                    lambda cells: (
                        cells("Completion date", "Completed at", "Due date")
                        if cells("Task status").casefold() in ("completed", "done")
                        else ""
                    ),
                    *("Task status", "Completion date", "Completed at"),
                ),
                read("assignee", c.owner, "Assigned to", "Activity assigned to"),
            ),
        ),
    ),
)
