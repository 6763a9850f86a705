"""Headers as people write them: units and currencies, other languages, columns of money, rows of totals."""

import json
from typing import Any

import pytest

from amcli.interchange.values.units import unit_in
from tests.interchange.helpers import Desk

DAYS = "2026-01-01,2026-12-31"


def contract(desk: Desk, header: str, cell: str, *argv: str) -> Any:
    """Annual value and currency of a contract with this column."""
    path = desk.file("contracts.csv", f"account,starts_on,ends_on,{header}\nacme,{DAYS},{cell}\n")
    desk.imported(path, *argv)
    assert "1 unchanged" in desk.imported(path, *argv).out
    return desk.rows("SELECT annual_value, currency FROM contract")[0]


@pytest.mark.parametrize(
    ("header", "cell", "value", "currency"),
    [
        ("ARR (EUR)", "72000", 7200000, "EUR"),
        ("ARR EUR", "72000", 7200000, "EUR"),
        ("ARR [in €]", "72000", 7200000, "EUR"),
        ("MRR €", "6000", 7200000, "EUR"),
        ("€ ARR", "72000", 7200000, "EUR"),
        ("Value in £", '"£72,000.00"', 7200000, "GBP"),
        ("Jahreswert (€)", '"72.000,00"', 7200000, "EUR"),
        ("Jahreswert (T€)", "72", 7200000, "EUR"),
        ("ARR (k€)", "72.5", 7250000, "EUR"),
        ("ARR (TEUR)", '"72,5"', 7250000, "EUR"),
        ("arr_usd", "72000", 7200000, "USD"),
        ("ARR (US$)", "$72000", 7200000, "USD"),
        ("ARR", "US$ 72000", 7200000, "USD"),
        ("ARR", "72000 kr.", 7200000, "SEK"),
        ("ARR (SEK)", "72000 kr", 7200000, "SEK"),
        ("ARR", '"₹12,34,567"', 123456700, "INR"),
    ],
)
def test_a_unit_in_a_header_is_read_and_used(
    two_accounts: Desk, header: str, cell: str, value: int, currency: str
) -> None:
    two_accounts.am("config", "set", "book.currency", "SEK")
    assert contract(two_accounts, header, cell) == (value, currency)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Customer since", None), ("Contract end", None), ("Phone (2)", None), ("Last try", None),
        ("Country/Region", None), ("Account Id 18 Digits", None), ("Net new", None),
        ("Notice (days)", "Notice"), ("Kündigungsfrist (Monate)", "Kündigungsfrist"), ("ARR in k€", "ARR"),
        ("Probability (%)", "Probability"),
    ],
)  # fmt: skip
def test_what_is_no_unit_stays_in_its_header(text: str, name: str | None) -> None:
    found = unit_in(text)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("header", "cell", "days", "months"),
    [
        ("Notice (days)", "90", 90, None),
        ("Notice (months)", "3", None, 3),
        ("Kündigungsfrist (Monate)", "3", None, 3),
        ("Préavis (jours)", "60", 60, None),
        ("Notice", "30", 30, None),
    ],
)
def test_a_notice_period_is_in_the_unit_of_its_header(
    two_accounts: Desk, header: str, cell: str, days: int | None, months: int | None
) -> None:
    contract(two_accounts, header, cell)
    assert two_accounts.rows("SELECT notice_days, notice_months FROM contract") == [(days, months)]


def test_the_plan_says_the_unit(two_accounts: Desk) -> None:
    text = f"account,starts_on,ends_on,ARR (T€),Notice (months)\nacme,{DAYS},72,3\n"
    answer = two_accounts.imported(two_accounts.file("c.csv", text))
    assert "  ARR (T€): in thousands of EUR\n  Notice (months): in months\n" in answer.out
    assert "without a currency" not in answer.out


def test_a_cell_in_another_currency_than_its_header_is_bad(two_accounts: Desk) -> None:
    text = f"account,starts_on,ends_on,ARR (EUR)\nacme,{DAYS},£72\n"
    answer = two_accounts.am("import", two_accounts.file("c.csv", text))
    assert (answer.code, "£ here, EUR in the header" in answer.err) == (5, True)


def test_a_sign_that_several_currencies_share_is_the_books_or_asked_for(two_accounts: Desk) -> None:
    path = two_accounts.file("c.csv", f"account,starts_on,ends_on,ARR\nacme,{DAYS},72 kr\n")
    answer = two_accounts.am("import", path)
    assert answer.code == 5
    assert "kr is SEK, NOK, DKK or ISK; say which: --set currency=SEK" in answer.err
    two_accounts.imported(path, "--set", "currency=NOK")
    assert two_accounts.rows("SELECT annual_value, currency FROM contract") == [(7200, "NOK")]


@pytest.mark.parametrize(
    ("cell", "currency"), [("€", "EUR"), ("Euro", "EUR"), ("US$", "USD"), ("£", "GBP"), ("zł", "PLN")]
)
def test_a_currency_column_may_hold_signs_and_words(two_accounts: Desk, cell: str, currency: str) -> None:
    text = f"account,starts_on,ends_on,ARR,currency\nacme,{DAYS},72,{cell}\n"
    two_accounts.imported(two_accounts.file("c.csv", text))
    assert two_accounts.rows("SELECT annual_value, currency FROM contract") == [(7200, currency)]


MONEY = f"account,starts_on,ends_on,Jahresumsatz (€),Seats\nacme,{DAYS},72000,5\n"


def test_money_that_nothing_is_read_from_stops_the_import_with_what_mends_it(two_accounts: Desk) -> None:
    before = two_accounts.dump()
    path = two_accounts.file("contracts.csv", MONEY)
    answer = two_accounts.am("import", path)
    assert answer.code == 5
    assert 'contracts.csv: "Jahresumsatz (€)" looks like money' in answer.err
    assert "--map annual_value='Jahresumsatz (€)'" in answer.err
    assert two_accounts.dump() == before
    two_accounts.imported(path, "--map", "annual_value=Jahresumsatz (€)")
    assert two_accounts.rows("SELECT annual_value, currency FROM contract") == [(7200000, "EUR")]


def test_a_person_is_asked_what_money_is(two_accounts: Desk) -> None:
    path = two_accounts.file("contracts.csv", MONEY)
    answer = two_accounts.am("import", path, "--save-map", "ours", terminal=True, stdin="month\n")
    assert answer.code == 0, answer
    assert "looks like money, and no contract has a value.\n" in answer.err
    assert "\nWhich is it: annual_value, monthly_value, total_value? (- for none)" in answer.err
    assert two_accounts.value("SELECT annual_value FROM contract") == 7200000 * 12
    assert "1 unchanged" in two_accounts.imported(path, "--preset", "ours").out


@pytest.mark.parametrize("typed", ["-\n", "what\n-\n"])
def test_a_person_may_say_that_money_is_none_of_these(two_accounts: Desk, typed: str) -> None:
    path = two_accounts.file("contracts.csv", MONEY)
    answer = two_accounts.am("import", path, terminal=True, stdin=typed)
    assert answer.code == 0, answer
    assert ("Enter stops the import." in answer.err) == typed.startswith("what")
    assert two_accounts.value("SELECT annual_value FROM contract") is None
    assert "72000" in two_accounts.value("SELECT extra FROM contract")


def test_no_answer_to_what_money_is_stops_the_import(two_accounts: Desk) -> None:
    before = two_accounts.dump()
    answer = two_accounts.am("import", two_accounts.file("c.csv", MONEY), terminal=True, stdin="\n")
    assert (answer.code, "Nothing was imported." in answer.err.replace("\n    ", " ")) == (5, True)
    assert two_accounts.dump() == before


def test_money_may_be_kept_as_a_custom_field(two_accounts: Desk) -> None:
    path = two_accounts.file("contracts.csv", MONEY)
    assert "--map extra.jahresumsatz='Jahresumsatz (€)'" in two_accounts.am("import", path).err
    two_accounts.imported(path, "--map", "extra.jahresumsatz=Jahresumsatz (€)")
    assert two_accounts.rows("SELECT annual_value, extra FROM contract") == [
        (None, '{"jahresumsatz": 72000}')
    ]


@pytest.mark.parametrize(
    ("header", "cell", "stops"),
    [
        ("Fee", "€ 72", True), ("Jahresbetrag", "72 EUR", True), ("Spend", "72", True),
        ("Cuota", "72", True), ("Seats used", "72", False), ("Valued partner", "yes", False),
        ("Spend", "a lot", False),
    ],
)  # fmt: skip
def test_money_is_told_by_header_and_cells(two_accounts: Desk, header: str, cell: str, stops: bool) -> None:
    path = two_accounts.file("contracts.csv", f"account,starts_on,{header}\nacme,2026-01-01,{cell}\n")
    assert two_accounts.am("import", path).code == (5 if stops else 0)


def test_a_value_is_that_of_a_year_where_the_term_is_one_and_asked_for_where_it_is_longer(
    two_accounts: Desk,
) -> None:
    assert contract(two_accounts, "Value (EUR)", "72000") == (7200000, "EUR")
    text = "account,starts_on,ends_on,Contract value\nbeta,2026-01-01,2028-12-31,72000\n"
    answer = two_accounts.am("import", two_accounts.file("c.csv", text))
    assert (answer.code, "a year's or the whole term's?" in answer.err) == (5, True)


def test_an_amount_in_two_currencies_is_named_by_its_own_column(two_accounts: Desk) -> None:
    text = "account,starts_on,ends_on,Value in £,Currency\nacme,2026-01-01,2026-12-31,1200,€\n"
    answer = two_accounts.am("import", two_accounts.file("c.csv", text))
    assert "   2  Value in £  1200   GBP here, EUR in its own column\n" in answer.err


@pytest.mark.parametrize("word", ["Total", "Summe:", "Gesamt", "Grand total", "TOTAL GÉNÉRAL", "Razem"])
def test_the_row_of_totals_is_left_out_and_said(desk: Desk, word: str) -> None:
    text = (
        "account;starts_on;ends_on;Seats;ARR (EUR)\n"
        'Acme;01.01.2026;31.12.2026;5;"1.250,50"\n'
        'Beta;01.02.2026;31.01.2027;7;"2.000,25"\n'
        f'{word};;;12;"3.250,75"\n'
    )
    answer = desk.imported(desk.file("contracts.csv", text), "--create-accounts")
    assert "line 4: totals, ignored" in answer.out
    assert "2 new · 0 changed · 0 unchanged\n" in answer.out
    assert desk.rows("SELECT name FROM account ORDER BY id") == [("Acme",), ("Beta",)]


@pytest.mark.parametrize(
    "last",
    [
        "Total;01.01.2026;31.12.2026;9;9",  # a company of that name, with days of its own
        "Total;;;12;4000",  # not the sum
        "Total Energies;;;12;3250,75",
        "Total;;;;",
    ],
)
def test_what_only_looks_like_a_total_stays_a_row(desk: Desk, last: str) -> None:
    text = (
        "account;starts_on;ends_on;Seats;ARR (EUR)\n"
        "Acme;01.01.2026;31.12.2026;5;1250,50\n"
        f"Beta;01.02.2026;31.01.2027;7;2000,25\n{last}\n"
    )
    answer = desk.am(
        "import", desk.file("contracts.csv", text), "--create-accounts", "--dry-run", "-o", "json"
    )
    assert json.loads(answer.out)["files"][0]["rows"] == 3


def test_a_total_that_is_not_the_sum_is_named(desk: Desk) -> None:
    text = "account,starts_on,ends_on,ARR\nAcme,2026-01-01,2026-12-31,1000\nTotal,,,4000\n"
    answer = desk.am("import", desk.file("contracts.csv", text), "--create-accounts", "--dry-run")
    assert (
        'line 3: "Total" isn\'t the sum of the rows above, so it counts as a row (delete it if' in answer.out
    )


LISTS = {
    "de": "Kunde;Produkt;Vertragsbeginn;Vertragsende;Jahreswert;Währung;Kündigungsfrist;Menge",
    "fr": "Client;Produit;starts_on;ends_on;ARR;Devise;Préavis;Quantité",
    "es": "Cliente;Producto;starts_on;ends_on;ARR;Moneda;Preaviso;Cantidad",
    "it": "Cliente;Prodotto;starts_on;ends_on;ARR;Valuta;Preavviso;Quantità",
    "pt": "Cliente;Produto;starts_on;ends_on;ARR;Moeda;Aviso prévio;Quantidade",
    "nl": "Klant;Product;starts_on;ends_on;ARR;Munteenheid;Opzegtermijn;Aantal",
    "sv": "Kund;Produkt;starts_on;ends_on;ARR;Valuta;Uppsägningstid;Antal",
    "pl": "Klient;Produkt;starts_on;ends_on;ARR;Waluta;Okres wypowiedzenia;Ilość",
}


@pytest.mark.parametrize("language", LISTS)
def test_plain_lists_are_understood_in_other_languages(two_accounts: Desk, language: str) -> None:
    text = f"{LISTS[language]}\nAcme Robotics;Suite;2026-01-01;2026-12-31;9.600,00;EUR;30;12\n"
    answer = two_accounts.imported(two_accounts.file("liste.csv", text))
    assert "8 of 8 columns recognised" in answer.out
    query = (
        "SELECT p.name, annual_value, c.currency, notice_days, quantity FROM contract c "
        "JOIN product p ON p.id = product_id"
    )
    assert two_accounts.rows(query) == [("Suite", 960000, "EUR", 30, 12)]


@pytest.mark.parametrize(
    "header", ["Vorname;Name;Firma", "Prénom;Nom;Société", "Nombre;Apellidos;Empresa", "Förnamn;Namn;Företag"]
)
def test_a_name_beside_a_first_name_is_the_last_one(two_accounts: Desk, header: str) -> None:
    path = two_accounts.file("leute.csv", f"{header}\nJana;Ohm;Acme Robotics\n")
    two_accounts.imported(path)
    assert two_accounts.rows("SELECT name FROM contact") == [("Jana Ohm",)]
    assert "1 unchanged" in two_accounts.imported(path).out
