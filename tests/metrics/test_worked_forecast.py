"""Worked examples of what is certain, what is ahead and what is expected, through the command; today is
2 March 2026, amounts are in EUR, and too little is known of the accounts for a score."""

from pathlib import Path
from typing import Any

import pytest

from tests.support import Cli

ENDS = pytest.mark.parametrize("ends", ["2026-06-30", "2026-06-29"])


def contract(cli: Cli, account: str, value: str, starts: str, ends: str, *more: str) -> str:
    """A contract of an account, which is made when it is first named."""
    if account not in cli.ok("account", "list", "--fields", "account", "-o", "tsv", "--no-header").split():
        cli.ok("account", "add", f"{account.capitalize()} Ltd", "--code", account)
    return cli.ref(
        "contract", "add", account, "--value", value, "--starts", starts, "--ends", ends, "--overlap", *more
    )


def some(said: dict[str, Any], *names: str) -> list[Any]:
    return [said[name] for name in names]


# What is certain counts where it is due.


def churned(cli: Cli, ref: str, _: Path) -> None:
    cli.ok("churn", ref)


def said_to_be_lost(cli: Cli, ref: str, _: Path) -> None:
    cli.ok("contract", "edit", ref, "--forecast", "lost")


def imported_as_lost(cli: Cli, ref: str, folder: Path) -> None:
    """The outcome in a file, for a contract that the book has already."""
    cli.ok("contract", "edit", ref, "--reference", "P-1")
    row = cli.json("contract", "show", ref)
    file = folder / "contracts.csv"
    file.write_text(
        "account,reference,starts_on,ends_on,outcome,outcome_on\n"
        f"{row['account']},P-1,{row['starts_on']},{row['ends_on']},churned,2026-03-01\n"
    )
    cli.ok("import", str(file), "--yes")


LOSSES = pytest.mark.parametrize("lose", [churned, said_to_be_lost, imported_as_lost])


@LOSSES
@ENDS
def test_a_loss_counts_in_the_quarter_in_which_it_is_due_however_it_was_said(
    cli: Cli, tmp_path: Path, lose: Any, ends: str
) -> None:
    """Of two of 12,000 in commit one is lost: 0.95 of the half that is left, and that is kept in nine draws
    of ten."""
    for _ in range(2):
        contract(cli, "acme", "12k", "2025-07-01", ends, "--forecast", "commit")
    lose(cli, "k1", tmp_path)
    found = cli.json("forecast")
    assert some(found, "due", "lost", "grr", "nrr", "grr_p10", "grr_p90", "nrr_p10", "nrr_p90") == [
        24_000, 12_000, 0.475, 0.475, 0.5, 0.5, 0.5, 0.5,
    ]  # fmt: skip


@LOSSES
@ENDS
def test_two_accounts_of_which_one_leaves_and_the_other_is_doubtful(
    cli: Cli, tmp_path: Path, lose: Any, ends: str
) -> None:
    """0.45 of 24,000, of 36,000."""
    contract(cli, "acme", "12k", "2025-07-01", ends, "--forecast", "commit")
    contract(cli, "birch", "24k", "2025-07-01", ends, "--forecast", "doubtful")
    lose(cli, "k1", tmp_path)
    found = cli.json("forecast")
    assert some(found, "opening_arr", "weighted") == [36_000, 10_800]
    assert found["grr"] == found["nrr"] == pytest.approx(0.30, abs=1e-12)


@LOSSES
def test_a_loss_on_the_last_day_before_a_period_is_none_of_that_period(
    cli: Cli, tmp_path: Path, lose: Any
) -> None:
    """It counts in the quarter before, where it was due, and once."""
    contract(cli, "acme", "12k", "2025-04-01", "2026-03-31", "--forecast", "commit")
    contract(cli, "acme", "12k", "2025-07-01", "2026-06-30", "--forecast", "commit")
    lose(cli, "k1", tmp_path)
    assert cli.json("forecast", "--period", "this-quarter")["grr"] == 0.5
    assert cli.json("forecast")["grr"] == 0.975


@ENDS
@pytest.mark.parametrize(("value", "grr", "nrr"), [("9k", 0.75, 0.75), ("15k", 1, 1.25)])
def test_what_is_renewed_counts_at_its_new_value_where_it_was_due(
    cli: Cli, ends: str, value: str, grr: float, nrr: float
) -> None:
    contract(cli, "acme", "12k", "2025-07-01", ends)
    cli.ok("renew", "k1", "--value", value)
    found = cli.json("forecast")
    assert some(found, "grr", "nrr", "grr_p10", "nrr_p90") == [grr, nrr, grr, nrr]
    assert some(cli.json("forecast", "--period", "2026-Q3"), "grr", "nrr") == [1, 1]


def test_terms_of_a_month_that_follow_each_other_count_as_the_last_of_them(cli: Cli) -> None:
    """April is renewed at 900 a month, May at 600, June is likely."""
    contract(cli, "acme", "12k", "2026-03-01", "2026-04-30")
    for value in ("10800", "7200"):
        last = cli.ok("contract", "list", "-o", "ids").split()[-1]
        cli.ok("renew", last, "--value", value, "--term", "1m")
    cli.ok("contract", "edit", "k3", "--forecast", "likely")
    found = cli.json("forecast")
    assert [(each["due"], each["state"]) for each in found["renewals"]] == [
        ("2026-04-30", "renewed"), ("2026-05-31", "renewed"), ("2026-06-30", "open"),
    ]  # fmt: skip
    assert found["grr"] == pytest.approx(0.75 * 7_200 / 12_000, abs=1e-12)


# Ahead.


def test_a_contract_renewed_early_as_it_is_brings_nothing_new(cli: Cli) -> None:
    contract(cli, "acme", "12k", "2025-07-01", "2026-06-30")
    cli.ok("renew", "k1")
    said = cli.json("metrics", "--period", "this-quarter")
    assert some(said, "contracted_arr", "contracted_net", "known_losses", "carr") == [12_000, 0, 0, 12_000]
    drawn = cli.ok("metrics", "--period", "this-quarter", "-o", "table")
    assert "Ahead: signed, not yet started 12,000 (net 0)\n" in drawn


def test_eighty_thousand_after_fifty_are_thirty_more(cli: Cli) -> None:
    contract(cli, "acme", "50k", "2026-01-01", "2026-12-31")
    cli.ok("renew", "k1", "--value", "80k")
    said = cli.json("metrics", "--period", "this-quarter")
    assert some(said, "contracted_arr", "contracted_net", "carr") == [80_000, 30_000, 80_000]


def test_notice_given_is_a_known_loss_and_counts_until_the_last_day(cli: Cli) -> None:
    contract(cli, "acme", "12k", "2025-07-01", "2026-06-30")
    contract(cli, "birch", "24k", "2025-07-01", "2026-06-30", "--forecast", "doubtful")
    cli.ok("churn", "k1", "--reason", "price")
    said = cli.json("metrics", "--period", "this-quarter")
    names = ("closing_arr", "contracted_arr", "contracted_net", "known_losses", "carr")
    assert some(said, *names) == [36_000, 0, -12_000, 12_000, 24_000]
    rows = cli.json("metrics", "--period", "this-quarter", "--by", "account")
    assert [some(row, "account", "known_losses", "carr") for row in rows] == [
        ["birch", 0, 24_000], ["acme", 12_000, 0],
    ]  # fmt: skip
    assert "Ahead: known losses 12,000\n" in cli.ok("metrics", "--period", "this-quarter", "-o", "table")
    after = cli.json("metrics", "--period", "this-quarter", today="2026-07-01")
    assert some(after, "closing_arr", "known_losses", "carr", "churned") == [24_000, 0, 24_000, 12_000]


def test_what_is_signed_and_what_is_lost_are_one_line_in_every_form(cli: Cli) -> None:
    """58,000 are followed by 82,000, of which 12,000 are lost elsewhere: 12,000 more."""
    contract(cli, "acme", "58k", "2025-07-01", "2026-06-30")
    contract(cli, "birch", "12k", "2025-07-01", "2026-06-30")
    cli.ok("renew", "k1", "--value", "82k")
    cli.ok("churn", "k2")
    said = "Ahead: signed, not yet started 82,000 (net +12,000); known losses 12,000"
    for form in ("table", "md"):
        assert said in cli.ok("metrics", "--period", "this-quarter", "-o", form)
    assert cli.json("metrics", "--period", "this-quarter")["carr"] == 82_000
