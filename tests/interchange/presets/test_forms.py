"""Forms in which programs write their files besides the usual ones: languages, templates, rows of less."""

import pytest

from tests.interchange.helpers import ACCOUNTS, Desk

COMPANY = "Associated Company IDs,Associated Company IDs (Primary)"
WHOSE = "SELECT c.name, a.name FROM contact c JOIN account a ON a.id = c.account_id ORDER BY c.id"
FRENCH = (
    "ID de fiche d'informations,Nom de l'entreprise,Nom de domaine de l'entreprise,Secteur d'activité,"
    "Numéro de téléphone,Ville",
    f"ID de fiche d'informations,Prénom,Nom,E-mail,Numéro de téléphone,{COMPANY}",
)
HUBSPOT = {
    "english": (
        "Record ID,Company name,Company Domain Name,Industry,Phone Number,City",
        f"Record ID,First Name,Last Name,Email,Phone Number,{COMPANY}",
    ),
    "spanish": (
        "ID de registro,Nombre de la empresa,Nombre de dominio de la empresa,Sector,"
        "Número de teléfono,Ciudad",
        f"ID de registro,Nombre,Apellidos,Correo,Número de teléfono,{COMPANY}",
    ),
    "french": FRENCH,
    "french, another apostrophe": (FRENCH[0].replace("'", "’"), FRENCH[1].replace("'", "’")),
    "german": (
        "Datensatz-ID,Firmenname,Company Domain Name,Industry,Telefonnummer,City",
        f"Datensatz-ID,Vorname,Nachname,E-Mail,Telefonnummer,{COMPANY}",
    ),
}


@pytest.mark.parametrize("language", HUBSPOT)
def test_files_of_hubspot_are_known_in_the_language_of_their_user(desk: Desk, language: str) -> None:
    companies, people = HUBSPOT[language]
    acme = "511,Acme Robotics,acme.example,Tools,+44 20 7946 0018,Leeds"
    files = (
        desk.file("companies.csv", f"{companies}\n{acme}\n"),
        desk.file("people.csv", f"{people}\n901,Jane,Orr,jane@acme.example,+44 20 7946 0777,511,511\n"),
    )
    answer = desk.imported(*files)
    assert "companies.csv: HubSpot companies, UTF-8, comma; 6 of 6 columns recognised" in answer.out
    assert "people.csv: HubSpot contacts, UTF-8, comma; 7 of 7 columns recognised" in answer.out
    assert desk.rows("SELECT name, domain, industry, phone, address FROM account") == [
        ("Acme Robotics", "acme.example", "Tools", "+44 20 7946 0018", "Leeds")
    ]
    assert desk.rows(WHOSE) == [("Jane Orr", "Acme Robotics")]
    assert "Nothing to do" in desk.imported(*files).out


def test_an_owner_who_was_deactivated_is_the_same_owner(desk: Desk) -> None:
    head = "Record ID,Company name,Company owner\n"
    rows = "511,Acme,Ama Mensah\n512,Beta,Ama Mensah (Deactivated User)\n"
    desk.imported(desk.file("c.csv", head + rows))
    assert desk.rows("SELECT owner FROM account ORDER BY id") == [("Ama Mensah",), ("Ama Mensah",)]
    again = "511,Acme,Ama Mensah (deactivated user)\n512,Beta,Ama Mensah\n"
    assert "Nothing to do" in desk.imported(desk.file("c.csv", head + again)).out


def test_pipedrives_flat_template_says_the_organisation_by_its_own_header(desk: Desk) -> None:
    desk.imported(desk.file("a.csv", ACCOUNTS))
    head = "Person - Name*,Person - Phone,Person - Email (Work),Organization - Name,Organization - Address\n"
    rows = "Jane Orr,+44 20 7946 0018,jane@acme.example,Acme Robotics,Leeds\nJo Voss,,,Beta Foods,\n"
    path = desk.file("template.csv", head + rows)
    answer = desk.imported(path)
    assert "template.csv: Pipedrive people" in answer.out
    assert desk.value("SELECT emails FROM contact WHERE name = 'Jane Orr'") == '["jane@acme.example"]'
    assert desk.rows(WHOSE) == [("Jane Orr", "Acme Robotics"), ("Jo Voss", "Beta Foods")]
    assert "Nothing to do" in desk.imported(path).out


def test_a_deal_of_the_flat_template_has_its_organisation_and_its_person(desk: Desk) -> None:
    head = "Person - Name,Organization - Name,Deal - Title,Deal - Value,Deal - Stage\n"
    path = desk.file("template.csv", f"{head}Jane Orr,Acme Robotics,Second site,18400,Qualified\n")
    desk.imported(desk.file("a.csv", ACCOUNTS))
    desk.imported(path, "--kind", "contacts")
    answer = desk.imported(path)
    assert "template.csv: Pipedrive deals as opportunities" in answer.out
    query = (
        "SELECT o.name, a.name, c.name FROM opportunity o JOIN account a ON a.id = o.account_id"
        " JOIN contact c ON c.id = o.contact_id"
    )
    assert desk.rows(query) == [("Second site", "Acme Robotics", "Jane Orr")]
    assert "Nothing to do" in desk.imported(path).out


def test_a_missing_organisation_of_the_flat_template_is_added_where_that_was_asked_for(desk: Desk) -> None:
    rows = "Jane Orr,Gamma Glass\nBo Li,Gamma Glass\n"
    path = desk.file("t.csv", f"Person - Name,Organization - Name\n{rows}")
    assert desk.am("import", path).code == 5
    assert "1 account added: Gamma Glass" in desk.imported(path, "--create-accounts").out
    assert desk.rows(WHOSE) == [("Jane Orr", "Gamma Glass"), ("Bo Li", "Gamma Glass")]


def test_an_account_without_a_contact_in_a_report_of_both_is_skipped(desk: Desk) -> None:
    desk.imported(desk.file("a.csv", ACCOUNTS))
    head = "Account Owner,Account Name,Contact ID,First Name,Last Name,Title,Email\n"
    jane = "Ama,Acme Robotics,0035g00000Kq1AaAAJ,Jane,Orr,Director,jane@acme.example\n"
    path = desk.file("report.csv", f"{head}{jane}Ama,Beta Foods,,,,,\nAma,Gamma Glass,,,,,\n")
    answer = desk.imported(path)
    assert "report.csv: Salesforce contacts" in answer.out
    assert "1 new · 0 changed · 0 unchanged · 2 skipped" in answer.out
    assert "2 skipped: an account without a contact" in answer.out
    assert desk.rows(WHOSE) == [("Jane Orr", "Acme Robotics")]
    assert "0 new · 0 changed · 1 unchanged · 2 skipped" in desk.imported(path).out
