"""One sheet makes a book: accounts, people, contracts, last touches and notes from the rows of one file."""

import json

import pytest

from tests.interchange.helpers import Desk

MONTH_LATER = "2026-04-02"
SHEET = (
    "Company,Contact,Email,Phone,ARR,Renewal date,Last contact,Notes\n"
    'Acme Robotics,Jane Orr,jane@acme.example,+44 20 7946 0001,"€66,000",2026-07-01,2026-02-20,Wants SSO\n'
    'Acme Robotics,Ben Okoro,ben@acme.example,,"€66,000",2026-07-01,2026-02-20,Wants SSO\n'
    'Acme Robotics,Priya Nair,priya@acme.example,,"€66,000",2026-07-01,2026-01-09,\n'
    'Garnet Studios,Hugo Pell,hugo@garnet.example,,"€38,000",2026-11-01,2026-03-20,"Two lines\nof text"\n'
)
SEGMENTS = (
    "Customer,Segment,MRR,Contract end,Owner\n"
    "Acme Robotics,mid,5500,2026-06-30,Ama\n"
    "Garnet Studios,small,3200,2026-10-31,Lena\n"
)
GERMAN = (
    "Kunde;Ansprechpartner;E-Mail;Jahreswert;Vertragsende\n"
    "Müller GmbH;Eva Lang;eva@mueller.example;12.000,00 €;31.12.2026\n"
)
FRENCH = (
    "Entreprise;Interlocuteur;Courriel;Valeur annuelle;Fin de contrat\n"
    "Boulangerie Lys;Zoé Martin;zoe@lys.example;9 600,00 €;30/06/2026\n"
)
ACCOUNTS = "SELECT code, name, owner, segment FROM account ORDER BY id"
PEOPLE = "SELECT a.name, c.name, c.emails FROM contact c JOIN account a ON a.id = c.account_id ORDER BY c.id"
CONTRACTS = (
    "SELECT a.code, k.starts_on, k.ends_on, k.annual_value, k.currency, k.extra FROM contract k "
    "JOIN account a ON a.id = k.account_id ORDER BY k.id"
)
TALKS = (
    'SELECT a.code, i.kind, i."on", i.summary, i.body FROM interaction i '
    "JOIN account a ON a.id = i.account_id ORDER BY i.id"
)
ASSUMED = '{"assumed": ["starts_on"]}'


def again(desk: Desk, path: str, *options: str) -> None:
    """The same file once more on the same day and a month later: nothing changes."""
    before = desk.dump()
    for today in ("2026-03-02", MONTH_LATER):
        assert "Nothing to do" in desk.imported(path, *options, today=today).out
        assert desk.dump() == before


def test_the_sheet_that_everybody_has_makes_accounts_people_contracts_touches_and_notes(desk: Desk) -> None:
    path = desk.file("book.csv", SHEET)
    assert desk.imported(path).out.splitlines() == [
        "book.csv: one sheet, UTF-8, comma; 8 of 8 columns recognised",
        "accounts: 2 new · 0 changed · 0 unchanged",
        "contacts: 4 new · 0 changed · 0 unchanged",
        "contracts: 2 new · 0 changed · 0 unchanged",
        "  Renewal date: first day of the next term (or --map ends_on='Renewal date')",
        "  first day assumed for 2 contracts (--term says how long they run)",
        "touches: 2 new · 0 changed · 0 unchanged · 1 skipped",
        "  1 skipped: last contact is ahead",
        "notes: 2 new · 0 changed · 0 unchanged",
        "To undo: am undo",
    ]
    assert desk.rows(ACCOUNTS) == [
        ("acme-robotics", "Acme Robotics", None, None),
        ("garnet-studios", "Garnet Studios", None, None),
    ]
    assert desk.rows(PEOPLE) == [
        ("Acme Robotics", "Jane Orr", '["jane@acme.example"]'),
        ("Acme Robotics", "Ben Okoro", '["ben@acme.example"]'),
        ("Acme Robotics", "Priya Nair", '["priya@acme.example"]'),
        ("Garnet Studios", "Hugo Pell", '["hugo@garnet.example"]'),
    ]
    assert desk.rows(CONTRACTS) == [
        ("acme-robotics", "2025-07-01", "2026-06-30", 6600000, "EUR", ASSUMED),
        ("garnet-studios", "2025-11-01", "2026-10-31", 3800000, "EUR", ASSUMED),
    ]
    assert desk.rows(TALKS) == [
        ("acme-robotics", "call", "2026-02-20", None, None),
        ("acme-robotics", "call", "2026-01-09", None, None),
        ("acme-robotics", "note", "2026-03-02", "Wants SSO", None),
        ("garnet-studios", "note", "2026-03-02", "Two lines", "Two lines\nof text"),
    ]


def test_a_last_contact_is_with_the_people_whose_rows_say_it(desk: Desk) -> None:
    desk.imported(desk.file("book.csv", SHEET))
    names = (
        'SELECT i."on", c.name FROM interaction_contact x JOIN contact c ON c.id = x.contact_id '
        "JOIN interaction i ON i.id = x.interaction_id ORDER BY i.id, c.id"
    )
    assert desk.rows(names) == [
        ("2026-02-20", "Jane Orr"),
        ("2026-02-20", "Ben Okoro"),
        ("2026-01-09", "Priya Nair"),
    ]


def test_three_people_of_a_customer_count_its_revenue_once(desk: Desk) -> None:
    desk.imported(desk.file("book.csv", SHEET))
    found = json.loads(desk.am("accounts", "acme-robotics", "-o", "json").out)
    assert [row["arr"] for row in found] == [66000]


def test_the_sheet_again_changes_nothing_also_a_month_later(desk: Desk) -> None:
    path = desk.file("book.csv", SHEET.replace("2026-03-20", "2026-01-20"))
    desk.imported(path)
    again(desk, path)


def test_a_contact_that_was_ahead_is_a_touch_once_its_day_has_come(desk: Desk) -> None:
    path = desk.file("book.csv", SHEET)
    desk.imported(path)
    answer = desk.imported(path, today=MONTH_LATER)
    assert "touches: 1 new · 0 changed · 2 unchanged" in answer.out
    assert ("garnet-studios", "call", "2026-03-20", None, None) in desk.rows(TALKS)


def test_one_undo_takes_the_whole_sheet_out(desk: Desk) -> None:
    desk.am("init")
    before = desk.dump("txn", "journal", "sqlite_sequence")
    desk.imported(desk.file("book.csv", SHEET))
    assert desk.am("undo").code == 0
    assert desk.dump("txn", "journal", "sqlite_sequence") == before


def test_a_sheet_of_customers_without_people_has_owners_and_a_year_of_twelve_months(desk: Desk) -> None:
    path = desk.file("segments.csv", SEGMENTS)
    plan = desk.imported(path)
    assert plan.out.splitlines() == [
        "segments.csv: one sheet, UTF-8, comma; 5 of 5 columns recognised",
        "accounts: 2 new · 0 changed · 0 unchanged",
        "contracts: 2 new · 0 changed · 0 unchanged",
        "  first day assumed for 2 contracts (--term says how long they run)",
        "  amounts without a currency are read as USD",
        "To undo: am undo",
    ]
    assert desk.rows(ACCOUNTS) == [
        ("acme-robotics", "Acme Robotics", "Ama", "mid"),
        ("garnet-studios", "Garnet Studios", "Lena", "small"),
    ]
    assert desk.rows(CONTRACTS) == [
        ("acme-robotics", "2025-07-01", "2026-06-30", 6600000, "USD", ASSUMED),
        ("garnet-studios", "2025-11-01", "2026-10-31", 3840000, "USD", ASSUMED),
    ]
    again(desk, path)


@pytest.mark.parametrize(
    ("text", "account", "person", "contract"),
    [
        (GERMAN, "Müller GmbH", "Eva Lang", ("2026-01-01", "2026-12-31", 1200000, "EUR")),
        (FRENCH, "Boulangerie Lys", "Zoé Martin", ("2025-07-01", "2026-06-30", 960000, "EUR")),
    ],
    ids=["german", "french"],
)
def test_headers_of_other_languages_are_known(
    desk: Desk, text: str, account: str, person: str, contract: tuple[object, ...]
) -> None:
    path = desk.file("liste.csv", text)
    desk.imported(path)
    assert desk.rows("SELECT a.name, c.name FROM contact c JOIN account a ON a.id = c.account_id") == [
        (account, person)
    ]
    assert desk.rows("SELECT starts_on, ends_on, annual_value, currency FROM contract") == [contract]
    again(desk, path)


def test_accounts_of_the_book_are_found_by_code_or_name(two_accounts: Desk) -> None:
    text = "Company,ARR,Contract end\nacme,5000,2026-06-30\nBETA FOODS,700,2026-12-31\nNew Ltd,1,2026-12-31\n"
    answer = two_accounts.imported(two_accounts.file("book.csv", text))
    assert "accounts: 1 new · 0 changed · 2 unchanged" in answer.out
    assert [row[:2] for row in two_accounts.rows(ACCOUNTS)] == [
        ("acme", "Acme Robotics"),
        ("beta", "Beta Foods"),
        ("new-ltd", "New Ltd"),
    ]
    assert [row[0] for row in two_accounts.rows(CONTRACTS)] == ["acme", "beta", "new-ltd"]


def test_a_later_row_of_an_account_adds_what_was_blank_and_the_first_counts(desk: Desk) -> None:
    text = (
        "Company,Contact,Email,Phone,Owner,Segment\n"
        "Acme,Jane Orr,,,,mid\n"
        "Acme,Jane Orr,jane@acme.example,123 456,Ama,large\n"
        "Acme,Jane Orr,jane.orr@other.example,,Ama,mid\n"
    )
    path = desk.file("book.csv", text)
    answer = desk.imported(path)
    assert "segment differs between rows, the first counts: Acme" in answer.out
    assert desk.rows(ACCOUNTS) == [("acme", "Acme", "Ama", "mid")]
    assert desk.rows(PEOPLE) == [
        ("Acme", "Jane Orr", '["jane@acme.example"]'),
        ("Acme", "Jane Orr", '["jane.orr@other.example"]'),
    ]
    before = desk.dump()
    assert "Nothing to do" in desk.imported(path, today=MONTH_LATER).out
    assert desk.dump() == before


def test_a_changed_row_of_an_account_known_before_is_counted_once(desk: Desk) -> None:
    text = "Company,Contact,Owner,Segment\nAcme,Jane Orr,Ama,\nAcme,Ben Okoro,,mid\n"
    desk.imported(desk.file("book.csv", text))
    answer = desk.imported(desk.file("book.csv", text.replace("mid", "large").replace("Ama", "Lena")))
    assert "accounts: 0 new · 1 changed · 0 unchanged" in answer.out
    assert desk.rows(ACCOUNTS) == [("acme", "Acme", "Lena", "large")]


def test_a_conversation_that_the_book_has_on_that_day_is_the_last_contact(two_accounts: Desk) -> None:
    two_accounts.am("log", "acme", "Agreed the price", "--on", "2026-02-20", "-k", "meeting")
    path = two_accounts.file(
        "book.csv", "Company,Last contact\nAcme Robotics,2026-02-20\nBeta Foods,2026-02-21\n"
    )
    answer = two_accounts.imported(path)
    assert "touches: 1 new · 0 changed · 1 unchanged" in answer.out
    assert two_accounts.rows(TALKS) == [
        ("acme", "meeting", "2026-02-20", "Agreed the price", None),
        ("beta", "call", "2026-02-21", None, None),
    ]


def test_a_bad_row_is_counted_once_and_names_its_column(desk: Desk) -> None:
    text = (
        "Company,Contact,Email,ARR,Contract end,Last contact\n"
        "Acme,Jane,jane@acme.example,5000,2026-06-30,2026-02-31\n"
        ",Ben,ben@acme.example,700,2026-06-31,\n"
        "Beta,Jo,jo@beta.example,700,2026-06-30,\n"
    )
    path = desk.file("book.csv", text)
    answer = desk.am("import", path)
    assert answer.code == 5
    assert "2 of 3 rows are bad" in answer.err
    assert not desk.book.exists()
    answer = desk.imported(path, "--skip-bad")
    assert "2 skipped and written to" in answer.out
    assert [row[1] for row in desk.rows(ACCOUNTS)] == ["Acme", "Beta"]


def test_a_column_that_nothing_knows_is_a_custom_field_of_the_account(desk: Desk) -> None:
    path = desk.file(
        "book.csv", "Company,Contact,ARR,Contract end,Seats used\nAcme,Jane,5000,2026-06-30,12\n"
    )
    assert "ignored: Seats used (--keep-extra keeps it)" in desk.imported(path).out
    desk.imported(path, "--keep-extra")
    assert desk.rows("SELECT extra FROM account") == [('{"Seats used": 12}',)]


def test_an_export_of_the_book_that_a_sheet_made_is_the_same_book(desk: Desk) -> None:
    desk.imported(desk.file("book.csv", SHEET))
    out = desk.folder / "out"
    assert desk.am("export", "--all", "--to", str(out)).code == 0
    before = desk.rows(CONTRACTS), desk.rows(PEOPLE), desk.rows(TALKS)
    desk.book.unlink()
    desk.imported(*(str(path) for path in sorted(out.iterdir())))
    assert (desk.rows(CONTRACTS), desk.rows(PEOPLE), desk.rows(TALKS)) == before


def test_a_first_day_that_somebody_says_is_no_assumption(desk: Desk) -> None:
    path = desk.file("segments.csv", SEGMENTS)
    desk.imported(path)
    assert desk.am("contract", "edit", "k1", "--starts", "2024-01-01").code == 0
    assert desk.rows("SELECT starts_on, extra FROM contract WHERE id = 1") == [("2024-01-01", "{}")]
    before = desk.dump()
    desk.imported(path)
    assert desk.dump() == before


@pytest.mark.parametrize(
    "header",
    [
        "Company,Contact,Email,Phone,Notes",
        "account,product,start date,end date,ARR,notes",
        "name,tier,owner,segment,notes",
        "account,kind,on,summary,contacts,notes",
        "Account,Deal name,Amount,Close date,Stage,Owner",
        "account,contact,title,due_on,owner",
        "account,title,severity,opened,owner,contact",
    ],
)
def test_a_file_of_one_kind_is_read_as_ever(desk: Desk, header: str) -> None:
    path = desk.file("rows.csv", header + "\n" + "x," * header.count(",") + "x\n")
    found = desk.am("import", path, "--dry-run", "--create-accounts", "-o", "json")
    assert len(json.loads(found.out.splitlines()[0])["files"]) == 1
