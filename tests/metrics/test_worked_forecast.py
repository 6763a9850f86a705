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


@pytest.mark.parametrize("stops", ["2026-03-20", "2026-04-01", "2026-05-15"])
def test_a_customer_who_stops_before_the_quarter_in_which_the_term_ends_is_not_kept_in_it(
    cli: Cli, stops: str
) -> None:
    """Of two of 12,000 in commit one stops early: never more than the 0.95 of both from before."""
    for account in ("acme", "birch"):
        contract(cli, account, "12k", "2025-07-01", "2026-06-30", "--forecast", "commit")
    assert cli.json("forecast")["grr"] == 0.95
    cli.ok("churn", "k1", "--on", stops)
    assert some(cli.json("forecast"), "opening_arr", "grr", "nrr") == [24_000, 0.475, 0.475]


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
    """58,000 are followed by 82,000, and 12,000 are lost: 12,000 more. The web page is of the last quarter,
    in which the renewal was not signed yet."""
    contract(cli, "acme", "58k", "2025-07-01", "2026-06-30")
    contract(cli, "birch", "12k", "2025-07-01", "2026-06-30")
    cli.ok("renew", "k1", "--value", "82k")
    cli.ok("churn", "k2")
    said = "Ahead: signed, not yet started 82,000 (net +12,000); known losses 12,000"
    for form in ("table", "md"):
        assert said in cli.ok("metrics", "--period", "this-quarter", "-o", form)
    assert cli.json("metrics", "--period", "this-quarter")["carr"] == 82_000
    assert "Ahead: known losses 12,000" in cli.ok("export", "html")


# An amount for each renewal.


@pytest.mark.parametrize("expect", ["50k", "EUR 50,000"])
def test_the_category_holds_the_amount_expected_and_the_rest_is_lost(cli: Cli, expect: str) -> None:
    """60,000 likely, 50,000 expected: 0.75 of 50,000."""
    contract(cli, "acme", "60k", "2025-07-01", "2026-06-30")
    cli.ok("contract", "edit", "k1", "--forecast", "likely", "--expect", expect)
    found = cli.json("forecast")
    assert some(found, "due", "likely", "lost", "best_case", "weighted") == [
        60_000, 50_000, 10_000, 50_000, 37_500,
    ]  # fmt: skip
    assert found["grr"] == found["nrr"] == pytest.approx(0.625, abs=1e-12)
    assert some(found, "grr_p10", "grr_p90") == [0, pytest.approx(5 / 6)]
    assert [each["expected"] for each in found["renewals"]] == [50_000]
    assert "likely 50k" in cli.ok("forecast", "--all", "-o", "table")


def test_more_than_is_due_is_growth_and_never_gross(cli: Cli) -> None:
    contract(cli, "acme", "60k", "2025-07-01", "2026-06-30", "--forecast", "commit", "--expect", "72k")
    found = cli.json("forecast", "--uplift", "50%")
    assert some(found, "commit", "lost", "weighted") == [60_000, 0, 0.95 * 72_000]
    assert (found["grr"], found["nrr"]) == (pytest.approx(0.95), pytest.approx(0.95 * 1.2))


def test_a_share_is_of_the_value_with_its_amendments_and_a_stage_takes_it_too(cli: Cli) -> None:
    contract(cli, "acme", "56k", "2025-07-01", "2026-06-30")
    cli.ok("contract", "amend", "k1", "--by", "4k", "--on", "2025-10-01")
    cli.ok("stage", "k1", "proposed", "--forecast", "likely", "--expect", "80%")
    kept = cli.json("contract", "show", "k1")
    assert some(kept, "stage", "forecast", "forecast_value") == ["proposed", "likely", 48_000]
    assert cli.json("forecast")["weighted"] == 36_000
    cli.ok("undo")
    assert some(cli.json("contract", "show", "k1"), "stage", "forecast_value") == ["not_started", None]
    cli.ok("contract", "edit", "k1", "--expect", "25%")
    assert cli.json("contract", "show", "k1")["forecast_value"] == 15_000
    assert contract(cli, "birch", "10k", "2025-07-01", "2026-06-30", "--expect", "50%") == "k3"
    assert cli.json("contract", "show", "k3")["forecast_value"] == 5_000


def test_an_amount_without_a_category_and_one_that_is_lost_change_nothing(cli: Cli) -> None:
    contract(cli, "acme", "60k", "2025-07-01", "2026-06-30", "--expect", "50k")
    assert some(cli.json("forecast"), "unset", "lost", "weighted") == [60_000, 0, 0]
    cli.ok("contract", "edit", "k1", "--forecast", "lost")
    assert some(cli.json("forecast"), "unset", "lost", "weighted", "grr") == [0, 60_000, 0, 0]


def test_a_lower_amount_has_slipped_since_the_weekly_digest(cli: Cli) -> None:
    contract(cli, "acme", "60k", "2025-07-01", "2026-06-30", "--forecast", "likely", "--expect", "60k")
    cli.ok("digest", "--period", "week", "--new")
    cli.ok("contract", "edit", "k1", "--expect", "50k")
    assert [each["slipped"] for each in cli.json("forecast")["renewals"]] == ["60k → 50k"]


def test_there_is_no_share_of_no_value(cli: Cli) -> None:
    cli.ok("account", "add", "Acme", "--code", "acme")
    cli.ok("contract", "add", "acme", "--starts", "2025-07-01", "--ends", "2026-06-30")
    code, _, err = cli("stage", "acme", "verbal", "--expect", "80%")
    assert (code, err) == (
        5,
        "am: the contract has no value to take a share of. Nothing was changed.\n"
        "    Give an amount: --expect 50k\n",
    )


# What numbers say of themselves.


def test_a_contract_to_the_last_day_is_in_this_rate_and_in_the_next_bridge(cli: Cli) -> None:
    contract(cli, "acme", "10k", "2025-01-01", "2025-12-31")
    contract(cli, "birch", "30k", "2025-01-01", "2026-12-31")
    cli.ok("churn", "k1", today="2026-01-02")
    then, now = (cli.json("metrics", "--period", period) for period in ("2025-Q4", "2026-Q1"))
    assert some(then, "renewal_rate_count", "nrr", "churned") == [0, 1, 0]
    assert then["ended_on_last_day"] == {"contracts": 1, "value": 10_000, "lost": 10_000}
    assert some(now, "churned", "nrr") == [10_000, 0.75]
    assert now["ended_on_last_day"] == {"contracts": 0, "value": 0, "lost": 0}
    said = "Lost on the last day, 31 Dec 2025: 10,000, in the renewal rates of this period"
    for form in ("table", "md"):
        assert said in cli.ok("metrics", "--period", "2025-Q4", "-o", form)
    assert "last day" not in cli.ok("metrics", "--period", "2026-Q1", "-o", "table")
    rows = cli.json("metrics", "--period", "2025-Q4", "--by", "account")
    assert [row["ended_on_last_day"]["lost"] for row in rows] == [0, 10_000]


def test_what_is_renewed_on_the_last_day_is_counted_and_no_line_is_needed(cli: Cli) -> None:
    contract(cli, "acme", "10k", "2025-01-01", "2025-12-31")
    cli.ok("renew", "k1", today="2025-12-20")
    assert cli.json("metrics")["ended_on_last_day"] == {"contracts": 1, "value": 10_000, "lost": 0}
    assert "last day" not in cli.ok("metrics", "-o", "table")


@LOSSES
def test_a_forecast_says_what_is_lost_on_its_last_day(cli: Cli, tmp_path: Path, lose: Any) -> None:
    contract(cli, "acme", "12k", "2025-07-01", "2026-06-30", "--forecast", "commit")
    lose(cli, "k1", tmp_path)
    assert cli.json("forecast")["ended_on_last_day"] == {"contracts": 1, "value": 12_000, "lost": 12_000}
    said = "Lost on the last day, 30 Jun 2026: 12,000, in the ARR bridge of the next period"
    assert said in " ".join(cli.ok("forecast", "-o", "table").split())


def test_a_mean_below_its_low_end_is_explained(cli: Cli) -> None:
    """0.95 of it on average, and all of it in nine draws of ten."""
    contract(cli, "acme", "12k", "2025-07-01", "2026-06-30", "--forecast", "commit")
    said = "A mean below Low 10%: a loss less likely than one in ten lowers the mean alone"
    assert some(cli.json("forecast"), "grr", "grr_p10") == [0.95, 1]
    for form in ("table", "md"):
        assert said in cli.ok("forecast", "-o", form)
    cli.ok("contract", "edit", "k1", "--forecast", "likely")
    assert said not in cli.ok("forecast", "-o", "table")


def test_this_quarters_target_is_below_metrics_and_forecast_of_any_period(cli: Cli) -> None:
    """Of 440,000, 43,000 are renewed early, to the last day of the quarter."""
    contract(cli, "acme", "43k", "2025-04-01", "2026-03-31")
    cli.ok("renew", "k1")
    line = "2026-Q1: 43k of 440k booked, 397k to go"
    periods = [(), ("--period", "this-quarter"), ("--period", "2025")]
    for period in periods:
        assert "2026-Q1:" not in cli.ok("metrics", *period, "-o", "table")
    cli.ok("target", "set", "2026-Q1", "renewals", "440k")
    for command in ("metrics", "forecast"):
        for period in periods:
            drawn = cli.ok(command, *period, "-o", "table")
            assert drawn.count(line) == 1
            assert f"`{drawn.strip().splitlines()[-1].split('  ')[-1].strip()}`" in cli.ok(command, *period)
    assert "2026-Q1:" not in cli.ok("metrics", "code:acme", "-o", "table")
    cli.ok("target", "set", "2026-Q1", "renewals", "40k")
    assert "2026-Q1: 43k of 40k booked, target reached" in cli.ok("metrics", "-o", "table")


def test_a_target_of_the_period_shown_stands_beside_that_of_this_quarter(cli: Cli) -> None:
    contract(cli, "acme", "40k", "2025-04-01", "2026-03-31")
    cli.ok("target", "set", "2025-Q4", "renewals", "10k")
    cli.ok("target", "set", "this-quarter", "renewals", "50k")
    drawn = cli.ok("metrics", "-o", "table")
    assert "0.0% of target; EUR 10,000 to go" in drawn
    assert "2026-Q1: 0 of 50k booked, 50k to go" in drawn


def test_the_line_of_the_expansion_names_price_upsell_and_cross_sell(cli: Cli) -> None:
    contract(cli, "acme", "10k", "2025-02-01", "2026-01-31")
    contract(cli, "birch", "10k", "2025-02-01", "2026-01-31")
    cli.ok("renew", "k1", "--value", "8k", today="2026-01-10")
    cli.ok("renew", "k2", "--value", "10.7k", today="2026-01-10")
    found = cli.json("metrics", "--period", "this-quarter")
    names = ("price", "contraction", "nrr", "grr")
    assert some(found, *names) == [700, 2_000, pytest.approx(0.935), pytest.approx(0.9)]
    rates = [f"renewal_rate_{name}" for name in ("count", "value", "net")]
    assert some(found, *rates) == [1, pytest.approx(0.9), pytest.approx(0.935)]
    drawn = " ".join(cli.ok("metrics", "--period", "this-quarter", "-o", "table").split())
    assert "price 700, upsell 0, cross-sell 0" in drawn


def test_rates_of_groups_are_per_cent_in_markdown_and_numbers_for_programs(cli: Cli) -> None:
    contract(cli, "acme", "30k", "2025-01-01", "2026-12-31")
    asked = ("metrics", "--by", "account", "--fields", "account,closing_arr,nrr,csat")
    assert cli.ok(*asked, "-o", "md").splitlines()[-1] == "| acme | 30000 | 100.0% |  |"
    assert cli.ok(*asked, "-o", "csv").splitlines()[-1] == "acme,30000,1.0,"


def test_first_contact_is_recorded_with_yes_or_no_or_not_at_all(cli: Cli) -> None:
    cli.ok("account", "add", "Acme", "--code", "acme")
    for at in range(1, 6):
        cli.ok("issue", "add", "acme", f"It {at}", "--on", "2026-02-01")
    for ref in ("i1", "i2", "i3", "i4", "i5"):
        cli.ok("issue", "resolve", ref, "--on", "2026-02-02")
    found = cli.json("metrics", "--period", "this-quarter")
    assert some(found, "fcr", "fcr_unknown") == [None, 5]
    assert "not recorded for 5 issues" in cli.ok("metrics", "--period", "this-quarter", "-o", "table")
    for ref, answer in (("i1", "--first-contact"), ("i2", "--first-contact"), ("i3", "--no-first-contact")):
        cli.ok("issue", "resolve", ref, answer)
    found = cli.json("metrics", "--period", "this-quarter")
    assert some(found, "fcr", "fcr_unknown") == [pytest.approx(2 / 3), 2]
    assert [cli.json("issue", "show", ref)["resolved_first_contact"] for ref in ("i1", "i3", "i4")] == [
        True, False, None,
    ]  # fmt: skip
    drawn = " ".join(cli.ok("metrics", "--period", "this-quarter", "-o", "table").split())
    assert "2 of 3 issues, 2 not recorded" in drawn


def test_the_forecast_of_the_term_on_record_is_not_that_of_the_implied_one(cli: Cli) -> None:
    """Both end in the quarter: a month at a time since 5 January, and it was said to be lost then."""
    ref = contract(cli, "ash", "12k", "2025-01-06", "2026-01-05", "--auto-renew", "--renew-months", "1")
    cli.ok("contract", "edit", ref, "--forecast", "lost", "--expect", "10k")
    said = cli.json("forecast", "--period", "2026-Q1")
    assert some(said, "due", "unset", "lost", "opening_arr") == [12_000, 12_000, 0, 0]
