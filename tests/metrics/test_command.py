"""`am metrics` as it is typed: names, periods, groups, filters, formats, screens, and what it refuses."""

import csv
import io
from pathlib import Path

import pytest

from amcli.rules.metrics.register import BY_NAME, FIRST, METRICS
from tests.support import Cli

TOPICS = Path(__file__).parents[2] / "src" / "amcli" / "topics"
GUIDES = "\n".join((TOPICS / name).read_text(encoding="utf-8") for name in ("metrics.md", "ratios.md"))


def test_a_metric_is_named_in_any_case_and_with_either_line(sample: Cli) -> None:
    plain = sample.json("metrics", "promise_kept")
    assert sample.json("metrics", "Promise-Kept") == plain
    assert sample.json("metrics", "tier:key", "promise_kept")["bottom"] <= plain["bottom"]


@pytest.mark.parametrize(
    ("typed", "near"),
    [("nrrr", "nrr"), ("logo", "logo_retention"), ("renewal-rate-valu", "renewal_rate_value")],
)
def test_a_name_that_is_mistyped_is_answered_with_near_ones(sample: Cli, typed: str, near: str) -> None:
    code, out, err = sample("metrics", typed)
    assert (code, out) == (3, "")
    assert f"Did you mean {near}" in err


def test_a_word_that_is_neither_a_metric_nor_a_filter_is_no_silent_filter(sample: Cli) -> None:
    code, out, err = sample("metrics", "acme")
    assert (code, out) == (3, "")
    assert err == 'am: no metric "acme".\n    For accounts by name: am metrics name.has:acme\n'
    assert sample.json("metrics", "name.has:acme")["accounts"]["closing"] == 1
    code, _, err = sample("metrics", "teir:key")
    assert (code, "tier" in err) == (2, True)


def test_a_period_that_has_not_begun_is_refused_and_an_old_one_is_empty(sample: Cli) -> None:
    code, out, err = sample("metrics", "--period", "next-quarter")
    assert (code, out) == (2, "")
    assert 'am: --period "next-quarter": it is in the future.\n' in err
    old = sample.json("metrics", "--period", "1990")
    assert (old["opening_arr"], old["closing_arr"], old["nrr"]) == (0, 0, None)
    assert sample.json("metrics", "--period", "1000-01")["why"]["nrr"]


def test_a_fiscal_year_is_a_period_and_finds_its_target(sample: Cli) -> None:
    sample.ok("target", "set", "FY2025", "expansion", "100k")
    assert sample.json("metrics", "--period", "fy2025")["period"]["from"] == "2025-01-01"
    assert sample.json("metrics", "--period", "2025")["target_gap"] is not None


def test_an_empty_book_answers_in_every_form(cli: Cli) -> None:
    assert cli.json("metrics")["closing_arr"] == 0
    assert cli.json("metrics", "--by", "account") == []
    assert cli.ok("metrics", "-o", "ids") == ""
    assert cli.json("metrics", "nrr")["why"] == "no opening ARR"
    for form in ("csv", "tsv", "md", "jsonl"):
        assert cli.ok("metrics", "nrr", "-o", form) is not None
    assert "no opening ARR" in cli.ok("metrics", tty=True)


def test_a_rate_of_the_period_before_is_missed_only_where_that_is_shown(cli: Cli) -> None:
    for account, currency, ends in (("Acme", "USD", "2025-10-31"), ("Bolt", "EUR", "2026-10-31")):
        cli.ok("account", "add", account)
        term = ("--starts", "2024-11-01", "--ends", ends, "--value", "12k", "--currency", currency)
        cli.ok("contract", "add", account.lower(), *term)
    cli.ok("config", "set", "book.currency", "EUR")
    cli.ok("churn", "k1")
    quarter = ("metrics", "--period", "2026-Q1", "-o")
    assert cli.json(*quarter[:-1])["closing_arr"] == 12000
    for form in ("csv", "md", "table"):
        assert cli(*quarter, form).code == 5


def test_a_rate_that_is_missing_is_refused_with_the_command_that_sets_it(cli: Cli) -> None:
    cli.ok("account", "add", "Acme")
    cli.ok("contract", "add", "acme", "--value", "USD 10k", "--starts", "2025-01-01", "--term", "24m")
    for argv in (["metrics"], ["metrics", "nrr"], ["metrics", "--by", "month"]):
        code, out, err = cli(*argv)
        assert (code, out) == (5, "")
        assert "am config set fx.USD RATE" in err
    cli.ok("config", "set", "fx.USD", "0.9")
    assert cli.json("metrics")["closing_arr"] == 9_000


def test_a_rate_until_a_day_converts_the_opening_and_the_lists_of_that_day(cli: Cli) -> None:
    cli.ok("account", "add", "Acme")
    cli.ok("contract", "add", "acme", "--value", "USD 10k", "--starts", "2025-01-01", "--term", "24m")
    cli.ok("config", "set", "fx.USD", "0.9")
    cli.ok("config", "set", "fx.USD@2025-09-30", "0.95")
    said = cli.json("metrics")
    assert (said["opening_arr"], said["fx"], said["closing_arr"]) == (9_500, -500, 9_000)
    assert cli.json("portfolio")["totals"]["arr"] == 9_000
    cli.ok("config", "set", "fx.USD@2026-12-31", "0.8")
    assert cli.json("metrics", "--period", "this-quarter")["closing_arr"] == 8_000
    assert cli.json("portfolio")["totals"]["arr"] == 8_000


def test_groups_add_up_take_filters_and_the_options_of_a_list(sample: Cli) -> None:
    whole = sample.json("metrics")
    rows = sample.json("metrics", "--by", "tier")
    assert sum(row["closing_arr"] for row in rows) == whole["closing_arr"]
    (key,) = sample.json("metrics", "tier:key", "--by", "tier")
    assert {**key, "attainment": None} == {**next(row for row in rows if row["tier"] == "key")}
    shown = sample.ok(
        "metrics", "--by", "tier", "--fields", "tier,nrr", "-s", "-nrr", "--limit", "1", "-o", "csv"
    )
    assert shown.splitlines()[0] == "tier,nrr"
    assert len(shown.splitlines()) == 2
    assert sample.ok("metrics", "--by", "account", "-o", "ids").split()[0] == "northgate"
    code, _, err = sample("metrics", "--limit", "3")
    assert (code, "--by" in err) == (2, True)


def test_the_numbers_are_the_same_in_every_form(sample: Cli) -> None:
    said = sample.json("metrics")
    rows = list(csv.DictReader(io.StringIO(sample.ok("metrics", "-o", "csv"))))
    assert [row["metric"] for row in rows] == list(BY_NAME)
    for row in rows:
        value = said[row["metric"]]
        assert row["value"] == ("" if value is None else str(value))
        assert row["why"] == said["why"].get(row["metric"], "")
    opened = sample.json("metrics", "nrr")
    assert (opened["value"], sum(item["top"] for item in opened["items"])) == (said["nrr"], opened["top"])
    assert sample.ok("metrics", "nrr", "-o", "ids").split() == [item["account"] for item in opened["items"]]


def test_a_page_in_a_pipe_is_markdown_with_every_metric(sample: Cli) -> None:
    page = sample.ok("metrics")
    assert page.startswith("# Metrics of 2025-Q4\n")
    assert all(f"| {metric.label} |" in page for metric in METRICS)
    assert "of it price" in sample.ok("metrics", "--split")


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_screen_shows_eleven_rates_and_cuts_no_number(sample: Cli, columns: int) -> None:
    screen = sample.ok("metrics", tty=True, env={"COLUMNS": str(columns)})
    assert max(map(len, screen.splitlines())) <= columns
    for name in FIRST:
        assert BY_NAME[name].label in screen
    assert ("am metrics checkin_rate" in screen) == (columns == 120)
    assert "am metrics --all" in screen
    assert not any(f"{digit}…" in screen for digit in "0123456789" if columns > 60)
    rates = screen.partition("From")[2]
    assert not any(f"{digit}…" in rates for digit in "0123456789")


def test_a_target_is_missed_or_reached_in_the_footer_of_the_whole_book_alone(sample: Cli) -> None:
    assert "of target" not in sample.ok("metrics", tty=True)
    sample.ok("target", "set", "2025-Q4", "renewals", "500k")
    footer, now = sample.ok("metrics", tty=True).splitlines()[-2:]
    assert "of target; EUR" in footer
    assert "to go" in footer
    assert now.startswith("2026-Q1: ")  # the sample has a target for this quarter
    assert "of target" not in sample.ok("metrics", "tier:key", tty=True)
    part = sample.json("metrics", "tier:key")
    assert (part["attainment"], part["why"]["attainment"]) == (None, "no target for these accounts alone")


def test_groups_that_do_not_add_up_are_said_to_be_so(sample: Cli) -> None:
    for by, said in (("product", True), ("month", True), ("tier", False)):
        assert (
            "Only opening, closing and their difference add up to the total."
            in sample.ok("metrics", "--by", by, tty=True)
        ) == said


def test_looking_back_counts_only_accounts_that_there_were(sample: Cli) -> None:
    """As of a day a period closes on that day."""
    said = sample.json("metrics", "--period", "2025-Q4", "--as-of", "2025-11-30")
    assert said["as_of"] == "2025-11-30"
    rows = sample.json("metrics", "--period", "2025-Q4", "--as-of", "2025-11-30", "--by", "account")
    assert sum(row["closing_arr"] for row in rows) == said["closing_arr"]


def test_a_margin_makes_a_lifetime_value(sample: Cli) -> None:
    assert "metrics.gross_margin" in sample.json("metrics", "--period", "2025")["why"]["clv"]
    sample.ok("config", "set", "metrics.gross_margin", "75%")
    said = sample.json("metrics", "--period", "2025")
    assert said["clv"] == pytest.approx(said["clv_simple"] * 0.75, abs=0.01)


@pytest.mark.parametrize("name", BY_NAME)
def test_the_guides_have_every_metric(name: str) -> None:
    assert name in GUIDES


def test_a_period_in_the_place_of_a_metric_is_answered_with_the_option(cli: Cli) -> None:
    cli.ok("account", "add", "Acme")
    code, out, err = cli("metrics", "last-quarter")
    assert (code, out) == (3, "")
    assert "Did you mean am metrics --period last-quarter?" in " ".join(err.split())
    assert "Did you mean nrr?" in cli("metrics", "nrrr").err
