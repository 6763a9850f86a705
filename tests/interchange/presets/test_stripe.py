"""Stripe's customers and subscriptions: what each row becomes, and what its next export makes of that."""

import json

import pytest

from tests.interchange.helpers import Desk
from tests.interchange.presets.samples import FOLDER

FILES = [str(path) for path in sorted((FOLDER / "stripe").iterdir())]
TERMS = (
    "SELECT starts_on, ends_on, annual_value, currency, auto_renew, outcome, outcome_on, terminated_on"
    " FROM contract ORDER BY id"
)
HEAD = (
    "id,Customer ID,Customer Email,Customer Name,Plan,Quantity,Currency,Interval,Amount,Status,"
    "{start},Current Period Start (UTC),Current Period End (UTC),Canceled At (UTC),Cancel At Period End,"
    "Ended At (UTC)\n"
)
START = "Start Date (UTC)"
KINDS = ("account", "contract")
ADDED = ("--create-accounts",)


def row(
    period: tuple[str, str] = ("2026-02-15", "2026-03-15"),
    *,
    amount: str = "1000.00",
    interval: str = "month",
    start: str = "2025-01-15",
    cancelled: str = "",
    leaving: str = "false",
    sub: str = "sub_1",
) -> str:
    """A subscription of Acme Robotics; days are given without their time."""
    days = [f"{day} 09:14" if day else "" for day in (start, *period, cancelled)]
    told = (sub, "cus_1", "billing@acme.example", "Acme Robotics", "Team", "1", "eur", interval, amount)
    return ",".join((*told, "active", *days, leaving, "")) + "\n"


def taken(desk: Desk, *rows: str, head: str = START) -> str:
    """What an import of subscriptions says."""
    text = HEAD.format(start=head) + "".join(rows)
    return desk.imported(desk.file("subscriptions.csv", text), *ADDED).out


def test_customers_and_subscriptions_become_accounts_people_and_contracts(desk: Desk) -> None:
    answer = desk.imported(*FILES, "--yes").out
    assert "customers.csv: Stripe customers as accounts, UTF-8, comma; 4 of 10 columns recognised" in answer
    assert "subscriptions.csv: Stripe subscriptions, UTF-8, comma; 21 of 24 columns recognised" in answer
    assert "times are UTC: read as dates of your time zone" in answer
    assert "amount taken as that of all units together: Beta Foods, Acme Robotics" in answer
    assert desk.rows("SELECT name, domain FROM account ORDER BY id") == [
        ("Acme Robotics", "acme.example"),
        ("Beta Foods", "beta.example"),
        ("Kim Lind", None),
        ("Gamma Glass", "gamma.example"),
    ]
    assert desk.rows("SELECT name FROM contact ORDER BY id")[0] == ("billing@acme.example",)
    assert desk.rows(TERMS) == [
        ("2024-01-15", "2026-03-14", 1200000, "EUR", 1, None, None, None),
        ("2025-06-02", "2026-06-01", 99000, "EUR", 0, "churned", "2026-02-10", None),
        ("2026-01-05", "2026-02-04", 22800, "USD", 0, "churned", "2026-01-20", "2026-01-20"),
        ("2025-10-01", "2026-03-31", 180000, "EUR", 1, None, None, None),
    ]
    products = "SELECT p.name, c.quantity FROM contract c JOIN product p ON p.id = c.product_id ORDER BY c.id"
    assert desk.rows(products) == [("Team", 1), ("Team yearly", 3), ("Solo", 1), ("Support", 2)]
    before = desk.dump("txn", "journal")
    assert "Nothing to do" in desk.imported(*FILES).out
    assert desk.dump("txn", "journal") == before


def test_a_column_of_metadata_is_a_custom_field_by_its_own_name(desk: Desk) -> None:
    desk.imported(*FILES, "--yes", "--keep-extra")
    account, contract = (desk.value(f"SELECT extra FROM {kind} WHERE id = 1") for kind in KINDS)
    assert json.loads(account)["account_manager"] == "Ama Mensah"
    assert json.loads(contract)["region"] == "north"


@pytest.mark.parametrize("head", [START, "Start (UTC)", "Start Date", "Start"])
def test_the_first_day_has_two_names_with_or_without_its_zone(desk: Desk, head: str) -> None:
    assert "1 account added: Acme Robotics" in taken(desk, row(), head=head)
    assert desk.rows("SELECT starts_on, ends_on FROM contract") == [("2025-01-15", "2026-03-14")]


@pytest.mark.parametrize(
    ("period", "interval", "amount", "annual"),
    [
        (("2026-02-15", "2026-03-15"), "month", "9.90", 11880),
        (("2026-01-31", "2026-02-28"), "month", "10", 12000),
        (("2026-01-15", "2026-04-15"), "month", "300.00", 120000),
        (("2025-03-15", "2026-03-15"), "year", '"1,200.00"', 120000),
        (("2024-03-15", "2026-03-15"), "year", "2400", 120000),
        (("2026-03-01", "2026-03-08"), "week", "10", 52000),
        (("2026-03-01", "2026-03-02"), "day", "1", 36500),
        # A first period up to the day of billing is no whole month.
        (("2026-02-20", "2026-03-01"), "month", "10", 12000),
        (("2026-02-15", "2026-03-15"), "month", "0.00", 0),
    ],
)
def test_an_amount_is_that_of_a_year(
    desk: Desk, period: tuple[str, str], interval: str, amount: str, annual: int
) -> None:
    taken(desk, row(period, interval=interval, amount=amount))
    assert desk.value("SELECT annual_value FROM contract") == annual


def test_an_interval_that_nobody_knows_is_a_bad_row(desk: Desk) -> None:
    path = desk.file("s.csv", HEAD.format(start=START) + row(interval="fortnight"))
    answer = desk.am("import", path, *ADDED)
    assert (answer.code, "not an amount" in answer.err) == (5, True)


def test_a_subscription_that_ran_on_is_confirmed_and_not_lengthened(desk: Desk) -> None:
    taken(desk, row())
    answer = taken(desk, row(("2026-03-15", "2026-04-15")))
    assert "auto-renewed" in answer
    terms = "SELECT starts_on, ends_on, annual_value, renewed_by_id FROM contract ORDER BY id"
    assert desk.rows(terms) == [
        ("2025-01-15", "2026-03-14", 1200000, 2),
        ("2026-03-15", "2026-04-14", 1200000, None),
    ]
    before = desk.dump("txn", "journal")
    assert "Nothing to do" in taken(desk, row(("2026-03-15", "2026-04-15")))
    assert desk.dump("txn", "journal") == before


def test_who_cancels_after_that_is_leaving_at_the_end_of_the_term_that_runs(desk: Desk) -> None:
    later = ("2026-03-15", "2026-04-15")
    for each in (row(), row(later), row(later, cancelled="2026-03-20", leaving="true")):
        taken(desk, each)
    assert desk.rows("SELECT ends_on, auto_renew, outcome, outcome_on FROM contract ORDER BY id") == [
        ("2026-03-14", 1, "renewed", "2026-03-02"),
        ("2026-04-14", 0, "churned", "2026-03-20"),
    ]


def test_two_subscriptions_of_a_customer_are_two_contracts(desk: Desk) -> None:
    taken(desk, row(), row(sub="sub_2", amount="50.00", start="2025-06-01"))
    assert desk.rows("SELECT starts_on, annual_value FROM contract ORDER BY id") == [
        ("2025-01-15", 1200000),
        ("2025-06-01", 60000),
    ]


def test_a_customer_whom_the_book_lacks_is_bad_or_added_and_later_found_by_the_id(desk: Desk) -> None:
    path = desk.file("subscriptions.csv", HEAD.format(start=START) + row())
    assert desk.am("import", path).code == 5
    desk.imported(path, *ADDED)
    customers = "id,Email,Name,Delinquent\ncus_1,billing@acme.example,Acme Robotics,false\n"
    assert "0 new · 1 changed" in desk.imported(desk.file("customers.csv", customers)).out
    assert desk.rows("SELECT name, domain FROM account") == [("Acme Robotics", "acme.example")]


def test_a_day_that_a_spreadsheet_wrote_otherwise_is_bad_and_not_off_by_one(desk: Desk) -> None:
    text = HEAD.format(start=START) + row().replace("2026-03-15 09:14", "3/15/2026 9:14")
    answer = desk.am("import", desk.file("s.csv", text), *ADDED)
    assert (answer.code, "3/15/2026 9:14" in answer.err) == (5, True)


@pytest.mark.parametrize(
    ("zone", "first", "last", "later"),
    [
        ("UTC", "2025-11-15", "2026-03-14", "2026-04-14"),
        ("America/Los_Angeles", "2025-11-14", "2026-03-13", "2026-04-13"),
        ("Asia/Tokyo", "2025-11-15", "2026-03-14", "2026-04-14"),
        # The clocks change between the two: each by its own clock, a term would begin a day late.
        ("America/Halifax", "2025-11-14", "2026-03-13", "2026-04-13"),
    ],
)
def test_instants_are_days_of_the_books_zone_and_a_change_of_clocks_moves_no_term(
    desk: Desk, zone: str, first: str, last: str, later: str
) -> None:
    desk.am("init")
    assert desk.am("config", "set", "calendar.timezone", zone).code == 0
    for ends in ("2026-03-15", "2026-04-15"):
        each = row(("2026-02-15", ends), start="2025-11-15").replace(" 09:14", " 03:30")
        taken(desk, each)
    terms = "SELECT starts_on, ends_on FROM contract ORDER BY id"
    assert desk.rows(terms)[0] == (first, last)
    assert desk.rows(terms)[1][1] == later
