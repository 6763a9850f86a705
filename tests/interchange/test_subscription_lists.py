"""Lists of subscriptions: what their status says, and the terms that a moved period end confirms."""

import pytest

from tests.interchange.helpers import Desk

HEADER = "Customer Name,Plan,MRR,Subscription Start,Current Period End,Status\n"
MARCH = HEADER + (
    "Acme Robotics,Pro,EUR 500,2024-02-20,2026-03-20,Active\n"
    "Garnet Studios,Basic,EUR 120,2025-06-15,2026-06-15,canceled\n"
    "Harbour Ltd,Pro,EUR 300,2025-01-10,2026-01-10,Canceled\n"
    "Iris Co,Pro,EUR 300,2026-02-20,2026-03-20,Trialing\n"
    "Juno,Pro,EUR 900,2025-03-15,2026-03-15,past_due\n"
)
APRIL = HEADER + (
    "Acme Robotics,Pro,EUR 550,2024-02-20,2026-04-20,Active\n"
    "Garnet Studios,Basic,EUR 120,2025-06-15,2026-06-15,canceled\n"
    "Harbour Ltd,Pro,EUR 300,2025-01-10,2026-01-10,Canceled\n"
    "Iris Co,Pro,EUR 300,2026-02-20,2026-05-20,Active\n"
    "Juno,Pro,EUR 900,2025-03-15,2028-03-15,active\n"
)
STATES = "SELECT code, status FROM account ORDER BY id"
TERMS = (
    "SELECT a.code, k.starts_on, k.ends_on, k.annual_value, k.auto_renew, k.outcome, k.outcome_on, "
    "k.renewed_by_id FROM contract k JOIN account a ON a.id = k.account_id ORDER BY a.id, k.starts_on"
)


def test_a_list_of_subscriptions_makes_customers_contracts_and_losses(desk: Desk) -> None:
    path = desk.file("subscriptions.csv", MARCH)
    assert desk.imported(path).out.splitlines() == [
        "subscriptions.csv: one sheet, UTF-8, comma; 6 of 6 columns recognised",
        "accounts: 5 new · 0 changed · 0 unchanged",
        "contracts: 4 new · 0 changed · 0 unchanged · 1 skipped",
        "  Current Period End: first day of the next term (or --map ends_on='Current Period End')",
        "  1 skipped: on trial, not a contract yet",
        "  new products: Pro, Basic",
        "  1 account churned, all ended: Harbour Ltd",
        "To undo: am undo",
    ]
    assert desk.rows(STATES) == [
        ("acme-robotics", "active"),
        ("garnet-studios", "active"),
        ("harbour-ltd", "churned"),
        ("iris-co", "onboarding"),
        ("juno", "active"),
    ]
    assert desk.rows(TERMS) == [
        ("acme-robotics", "2024-02-20", "2026-03-19", 600000, 1, None, None, None),
        ("garnet-studios", "2025-06-15", "2026-06-14", 144000, 0, "churned", "2026-03-02", None),
        ("harbour-ltd", "2025-01-10", "2026-01-09", 360000, 0, "churned", "2026-01-09", None),
        ("juno", "2025-03-15", "2026-03-14", 1080000, 1, None, None, None),
    ]
    before = desk.dump()
    for today in ("2026-03-02", "2026-04-02"):
        assert "Nothing to do" in desk.imported(path, today=today).out
        assert desk.dump() == before


def test_periods_that_have_moved_on_are_confirmed_terms_not_longer_contracts(desk: Desk) -> None:
    desk.imported(desk.file("subscriptions.csv", MARCH))
    path = desk.file("subscriptions.csv", APRIL)
    answer = desk.imported(path, today="2026-04-02")
    assert "contracts: 4 new · 2 changed · 2 unchanged" in answer.out
    assert "  3 terms confirmed: auto-renewed, the file has a later end" in answer.out
    assert desk.rows(TERMS) == [
        ("acme-robotics", "2024-02-20", "2026-03-19", 600000, 1, "renewed", "2026-04-02", 5),
        ("acme-robotics", "2026-03-20", "2026-04-19", 660000, 1, None, None, None),
        ("garnet-studios", "2025-06-15", "2026-06-14", 144000, 0, "churned", "2026-03-02", None),
        ("harbour-ltd", "2025-01-10", "2026-01-09", 360000, 0, "churned", "2026-01-09", None),
        ("iris-co", "2026-02-20", "2026-05-19", 360000, 1, None, None, None),
        ("juno", "2025-03-15", "2026-03-14", 1080000, 1, "renewed", "2026-04-02", 8),
        ("juno", "2026-03-15", "2027-03-14", 1080000, 1, "renewed", "2026-04-02", 7),
        ("juno", "2027-03-15", "2028-03-14", 1080000, 1, None, None, None),
    ]
    assert ("iris-co", "active") in desk.rows(STATES)
    before = desk.dump()
    for today in ("2026-04-02", "2026-05-02"):
        assert "Nothing to do" in desk.imported(path, today=today).out
        assert desk.dump() == before


def test_the_march_list_again_after_april_changes_no_contract(desk: Desk) -> None:
    march = desk.file("subscriptions.csv", MARCH)
    desk.imported(march)
    desk.imported(desk.file("subscriptions.csv", APRIL), today="2026-04-02")
    before = desk.rows(TERMS)
    desk.imported(desk.file("subscriptions.csv", MARCH.replace("Trialing", "Active")), today="2026-04-03")
    after = [row for row in desk.rows(TERMS) if row[0] != "iris-co"]
    assert after == [row for row in before if row[0] != "iris-co"]


def test_a_period_end_that_moves_by_no_whole_months_is_a_change_and_said(desk: Desk) -> None:
    desk.imported(desk.file("subscriptions.csv", MARCH))
    text = MARCH.replace("2024-02-20,2026-03-20", "2024-02-20,2026-03-28")
    answer = desk.imported(desk.file("subscriptions.csv", text))
    assert "  end moved: Acme Robotics 2026-03-19 to 2026-03-27" in answer.out
    assert desk.rows(TERMS)[0][1:3] == ("2024-02-20", "2026-03-27")


def test_what_is_cancelled_later_is_lost_at_its_end(desk: Desk) -> None:
    desk.imported(desk.file("subscriptions.csv", MARCH))
    text = MARCH.replace("2026-03-20,Active", "2026-03-20,Cancels at period end")
    path = desk.file("subscriptions.csv", text)
    desk.imported(path, today="2026-03-10")
    assert desk.rows(TERMS)[0][4:7] == (0, "churned", "2026-03-10")
    assert desk.rows(STATES)[0] == ("acme-robotics", "active")
    before = desk.dump()
    assert "Nothing to do" in desk.imported(path, today="2026-03-30").out
    assert desk.dump() == before


def test_a_status_that_nothing_knows_is_refused_in_its_column(desk: Desk) -> None:
    answer = desk.am("import", desk.file("subscriptions.csv", MARCH.replace("past_due", "gone fishing")))
    assert (answer.code, desk.book.exists()) == (5, False)
    assert "Status: gone fishing (line 6)" in answer.err


def test_a_customer_who_has_something_else_is_not_churned_by_one_loss(desk: Desk) -> None:
    text = HEADER + (
        "Acme,Pro,EUR 500,2024-02-20,2026-01-20,canceled\nAcme,Basic,EUR 100,2025-02-20,2026-03-20,active\n"
    )
    desk.imported(desk.file("subscriptions.csv", text))
    assert desk.rows(STATES) == [("acme", "active")]


CONTRACTS = (
    "account,product,start date,end date,ARR,auto_renew,notice\n"
    "Acme,Core,2025-04-01,{ends},EUR 5000,{auto},30\n"
)


@pytest.mark.parametrize(
    ("auto", "ends", "expected"),
    [
        ("yes", "2027-03-31", [("2025-04-01", "2026-03-31"), ("2026-04-01", "2027-03-31")]),
        ("yes", "2026-09-30", [("2025-04-01", "2026-09-30")]),
        ("no", "2027-03-31", [("2025-04-01", "2027-03-31")]),
    ],
)
def test_any_file_of_contracts_confirms_whole_terms_of_what_auto_renews(
    desk: Desk, auto: str, ends: str, expected: list[tuple[str, str]]
) -> None:
    first = desk.file("contracts.csv", CONTRACTS.format(ends="2026-03-31", auto=auto))
    desk.imported(first, "--create-accounts")
    path = desk.file("contracts.csv", CONTRACTS.format(ends=ends, auto=auto))
    answer = desk.imported(path, today="2026-04-02")
    assert ("1 term confirmed" in answer.out, "end moved: Acme" in answer.out) == (
        len(expected) == 2,
        len(expected) == 1,
    )
    assert [row[1:3] for row in desk.rows(TERMS)] == expected
    assert set(desk.rows("SELECT annual_value, notice_days FROM contract")) == {(500000, 30)}
    before = desk.dump()
    assert "Nothing to do" in desk.imported(path, today="2026-05-02").out
    assert desk.dump() == before


def test_a_confirmed_term_takes_over_what_was_added_to_the_contract(desk: Desk) -> None:
    first = desk.file("contracts.csv", CONTRACTS.format(ends="2026-03-31", auto="yes"))
    desk.imported(first, "--create-accounts")
    desk.am("contract", "amend", "k1", "--by", "1k", "--on", "2025-10-01")
    text = "account,product,start date,end date,auto_renew\nAcme,Core,2025-04-01,2027-03-31,yes\n"
    desk.imported(desk.file("contracts.csv", text), today="2026-04-02")
    assert desk.rows(TERMS)[-1][1:5] == ("2026-04-01", "2027-03-31", 600000, 1)
