"""The contracts of one sheet: assumed first days, what a renewal date means, ends that move."""

import json

import pytest

from tests.interchange.helpers import Desk

TERMS = (
    "SELECT a.code, k.starts_on, k.ends_on, k.annual_value, k.outcome, k.renewed_by_id, k.extra "
    "FROM contract k JOIN account a ON a.id = k.account_id ORDER BY k.id"
)
ASSUMED = '{"assumed": ["starts_on"]}'
NEXT_YEAR = "2026-07-02"


def renewals(*days: str, header: str = "Renewal date", money: str = "EUR 12,000") -> str:
    rows = [f'Customer {number},"{money}",{day},Ama' for number, day in enumerate(days, 1)]
    return "\n".join([f"Company,ARR,{header},Owner", *rows, ""])


def unchanged(desk: Desk, path: str, today: str) -> None:
    before = desk.dump()
    assert "Nothing to do" in desk.imported(path, today=today).out
    assert desk.dump() == before


@pytest.mark.parametrize(
    ("options", "starts"),
    [((), "2025-07-01"), (("--term", "24m"), "2024-07-01"), (("--term", "1y"), "2025-07-01")],
)
def test_the_first_day_is_assumed_from_the_term(desk: Desk, options: tuple[str, ...], starts: str) -> None:
    path = desk.file("book.csv", renewals("2026-06-30", header="Contract end"))
    answer = desk.imported(path, *options)
    assert "  first day assumed for 1 contract (--term says how long they run)" in answer.out
    assert [row[1:3] + row[6:] for row in desk.rows(TERMS)] == [(starts, "2026-06-30", ASSUMED)]
    unchanged(desk, path, "2026-04-02")


def test_the_plan_counts_assumed_first_days_for_programs(desk: Desk) -> None:
    path = desk.file("book.csv", renewals("2026-06-30", "2026-12-31", header="Contract end"))
    files = json.loads(desk.imported(path, "-o", "json").out)["files"]
    assert [(each["kind"], each["assumed_starts"], each["new"]) for each in files] == [
        ("accounts", 0, 2),
        ("contracts", 2, 2),
    ]


@pytest.mark.parametrize("term", ["30d", "6w", "soon", "0m"])
def test_a_term_is_whole_months(desk: Desk, term: str) -> None:
    path = desk.file("book.csv", renewals("2026-06-30"))
    answer = desk.am("import", path, "--term", term)
    assert (answer.code, desk.book.exists()) == (2, False)
    assert answer.err.startswith("am: --term")


@pytest.mark.parametrize(
    ("days", "ends", "said"),
    [
        (("2026-07-01", "2026-11-01", "2026-03-15"), ("2026-06-30", "2026-10-31", "2026-03-14"), "next"),
        (("2026-06-30", "2026-10-31", "2027-01-01"), ("2026-06-30", "2026-10-31", "2027-01-01"), "last"),
        (("2026-06-17", "2026-10-05"), ("2026-06-17", "2026-10-05"), "last"),
    ],
)
def test_what_a_renewal_date_means_is_decided_by_its_column(
    desk: Desk, days: tuple[str, ...], ends: tuple[str, ...], said: str
) -> None:
    path = desk.file("book.csv", renewals(*days))
    answer = desk.imported(path)
    words = {
        "next": "  Renewal date: first day of the next term (or --map ends_on='Renewal date')",
        "last": "  Renewal date: last day of the term (or --map renews_on='Renewal date')",
    }
    assert words[said] in answer.out.splitlines()
    assert tuple(row[2] for row in desk.rows(TERMS)) == ends
    unchanged(desk, path, "2026-04-02")


@pytest.mark.parametrize(
    ("field", "ends"),
    [("renews_on", ["2026-06-29", "2026-10-30"]), ("ends_on", ["2026-06-30", "2026-10-31"])],
)
def test_a_mapping_says_what_a_renewal_date_means(desk: Desk, field: str, ends: list[str]) -> None:
    path = desk.file("book.csv", renewals("2026-06-30", "2026-10-31"))
    desk.imported(path, "--map", f"{field}=Renewal date")
    assert [row[2] for row in desk.rows(TERMS)] == ends


def test_a_plain_file_of_contracts_reads_renewal_dates_alike(desk: Desk) -> None:
    text = (
        "account,product,start date,renewal date,ARR\nAcme,P,2025-03-15,2026-03-15,1\n"
        "Beta,P,2025-06-20,2026-06-20,1\n"
    )
    answer = desk.imported(desk.file("contracts.csv", text), "--create-accounts")
    assert "first day of the next term" in answer.out
    assert [row[1:3] for row in desk.rows(TERMS)] == [
        ("2025-03-15", "2026-03-14"),
        ("2025-06-20", "2026-06-19"),
    ]


def test_the_next_terms_end_is_a_renewal_where_the_first_day_was_assumed(desk: Desk) -> None:
    desk.imported(desk.file("book.csv", renewals("2026-07-01")))
    path = desk.file("book.csv", renewals("2027-07-01", money="EUR 13,000"))
    answer = desk.imported(path, today=NEXT_YEAR)
    assert "contracts: 1 new · 1 changed · 0 unchanged" in answer.out
    assert "  1 renewal linked to earlier contracts (--no-link doesn't)" in answer.out
    assert desk.rows(TERMS) == [
        ("customer-1", "2025-07-01", "2026-06-30", 1200000, None, 2, ASSUMED),
        ("customer-1", "2026-07-01", "2027-06-30", 1300000, None, None, ASSUMED),
    ]
    unchanged(desk, path, "2026-08-02")
    unchanged(desk, desk.file("book.csv", renewals("2026-07-01")), "2026-08-02")


def test_another_end_within_the_term_changes_the_contract_and_is_said(desk: Desk) -> None:
    desk.imported(desk.file("book.csv", renewals("2026-07-01")))
    path = desk.file("book.csv", renewals("2026-09-01"))
    answer = desk.imported(path)
    assert "  end moved: Customer 1 2026-06-30 to 2026-08-31" in answer.out
    assert [row[1:3] for row in desk.rows(TERMS)] == [("2025-07-01", "2026-08-31")]
    unchanged(desk, path, "2026-04-02")
    files = json.loads(desk.imported(desk.file("book.csv", renewals("2026-07-01")), "-o", "json").out)[
        "files"
    ]
    moved = [{"account": "Customer 1", "before": "2026-08-31", "after": "2026-06-30"}]
    assert files[1]["moved_ends"] == moved


def test_a_whole_book_of_ends_a_year_on_is_renewed_without_a_second_contract_for_any(desk: Desk) -> None:
    desk.imported(desk.file("book.csv", renewals("2026-07-01", "2026-08-01", "2026-09-01")))
    answer = desk.imported(
        desk.file("book.csv", renewals("2027-07-01", "2027-08-01", "2026-09-01")), today=NEXT_YEAR
    )
    assert "contracts: 2 new · 2 changed · 1 unchanged" in answer.out
    assert [row[5] for row in desk.rows(TERMS)] == [4, 5, None, None, None]


TWO = "Company,Product,ARR,Contract end\nAcme,Core,5000,2026-06-30\nAcme,{product},700,{end}\n"


def test_products_and_ends_tell_the_contracts_of_a_company_apart(desk: Desk) -> None:
    path = desk.file("book.csv", TWO.format(product="Extra", end="2026-06-30"))
    desk.imported(path)
    assert desk.value("SELECT count(*) FROM contract") == 2
    unchanged(desk, path, "2026-04-02")
    later = desk.file("book.csv", TWO.format(product="Extra", end="2026-12-31"))
    assert "end moved: Acme 2026-06-30 to 2026-12-31" in desk.imported(later).out
    assert [row[2:4] for row in desk.rows(TERMS)] == [("2026-06-30", 500000), ("2026-12-31", 70000)]


def test_two_contracts_of_one_product_are_told_by_their_ends(desk: Desk) -> None:
    desk.imported(desk.file("book.csv", TWO.format(product="Core", end="2026-12-31")))
    path = desk.file("book.csv", TWO.format(product="Core", end="2027-03-31"))
    assert "end moved: Acme 2026-12-31 to 2027-03-31" in desk.imported(path).out
    assert [row[2:4] for row in desk.rows(TERMS)] == [("2026-06-30", 500000), ("2027-03-31", 70000)]


def test_the_same_product_and_end_with_another_value_is_refused_naming_both_lines(desk: Desk) -> None:
    path = desk.file("book.csv", TWO.format(product="Core", end="2026-06-30"))
    answer = desk.am("import", path)
    assert answer.code == 5
    (bad,) = [line.split(maxsplit=3) for line in answer.err.splitlines() if "line 2" in line]
    assert bad == ["3", "ARR", "700", "line 2 has another ARR for the same product and end"]


def test_rows_that_say_the_same_amount_in_other_digits_say_it_once(desk: Desk) -> None:
    text = "Company,Contact,ARR,Contract end\nAcme,Jane,5000,2026-06-30\nAcme,Ben,5000.00,2026-06-30\n"
    desk.imported(desk.file("book.csv", text))
    assert desk.rows("SELECT annual_value FROM contract") == [(500000,)]


def test_where_an_end_could_be_that_of_two_contracts_the_row_is_refused(two_accounts: Desk) -> None:
    for product in ("Core", "Extra"):
        days = ("--starts", "2025-07-01", "--ends", "2026-06-30")
        two_accounts.am("contract", "add", "acme", "--product", product, "--value", "5k", *days)
    text = "Company,ARR,Contract end\nAcme Robotics,5000,2026-12-31\n"
    answer = two_accounts.am("import", two_accounts.file("book.csv", text))
    assert answer.code == 5
    assert "k1 or k2? a product or contract number would tell" in answer.err


def test_an_amount_without_a_day_is_no_contract_and_counted(desk: Desk) -> None:
    text = "Company,Contact,ARR,Contract end\nAcme,Jane,5000,2026-06-30\nBeta,Jo,700,\nGamma,Li,,\n"
    answer = desk.imported(desk.file("book.csv", text))
    assert "  1 skipped: amount without a renewal or end date" in answer.out
    assert desk.value("SELECT count(*) FROM contract") == 1
    assert desk.value("SELECT count(*) FROM account") == 3


def test_dates_without_amounts_make_no_contracts_and_the_plan_says_so(desk: Desk) -> None:
    text = "Company,Contact,Email,Renewal date\nAcme,Jane,jane@acme.example,2026-06-30\n"
    answer = desk.imported(desk.file("book.csv", text))
    assert "  Renewal date: no contracts without an amount (--map annual_value=COLUMN)" in answer.out
    assert desk.value("SELECT count(*) FROM contract") == 0


def test_dates_beside_an_amount_that_nothing_knows_stop_the_import(desk: Desk) -> None:
    text = "Company,Contact,Deal size,Renewal date\nAcme,Jane,EUR 500,2026-06-30\n"
    path = desk.file("book.csv", text)
    answer = desk.am("import", path)
    assert (answer.code, desk.book.exists()) == (5, False)
    assert "--map annual_value='Deal size'" in answer.err
    desk.imported(path, "--map", "annual_value=Deal size")
    assert desk.rows("SELECT annual_value FROM contract") == [(50000,)]


def test_a_first_day_that_the_sheet_says_later_replaces_the_assumed_one(desk: Desk) -> None:
    desk.imported(desk.file("book.csv", renewals("2026-06-30", header="Contract end")))
    text = "Company,ARR,Contract start,Contract end,Owner\nCustomer 1,EUR 12000,2024-07-01,2026-06-30,Ama\n"
    path = desk.file("book.csv", text)
    desk.imported(path)
    assert [row[1:3] + row[6:] for row in desk.rows(TERMS)] == [("2024-07-01", "2026-06-30", "{}")]
    unchanged(desk, path, "2026-04-02")
