"""`am forecast`: a small book worked by hand, in every format; empty, odd and hostile books."""

import csv
import datetime as dt
import io
import json
import sqlite3
from typing import Any

import pytest

from tests.support import Cli

QUARTER = ("--period", "next-quarter")


def contract(cli: Cli, account: str, value: str, ends: str, *more: str) -> str:
    """A contract of a year that ends on a day."""
    starts = f"{int(ends[:4]) - 1}{ends[4:]}"
    return cli.ref(
        "contract", "add", account, "--value", value, "--starts", starts, "--ends", ends, "--overlap", *more
    )


def accounts(cli: Cli, *codes: str) -> None:
    """Accounts of which too little is known for a score, so that no band shifts a chance."""
    for code in codes:
        cli.ok("account", "add", f"{code.capitalize()} Ltd", "--code", code)


def fill_firm(cli: Cli) -> None:
    accounts(cli, "acme", "birch", "cedar")
    contract(cli, "acme", "100k", "2026-04-30", "--forecast", "commit")
    cli.ok("contract", "add", "acme", "--product", "Support", "--value", "100k", "--starts", "2025-01-01")
    contract(cli, "birch", "60k", "2026-05-31", "--forecast", "doubtful")
    contract(cli, "cedar", "40k", "2026-06-15")


@pytest.fixture
def firm(cli: Cli) -> Cli:
    """300,000 a year: 100,000 due in April, in commit; 60,000 in May, doubtful; 40,000 in June that nobody
    said anything of; 100,000 without an end."""
    return cli.once(fill_firm)


def close(found: Any, exact: float) -> bool:
    return found == pytest.approx(exact, abs=1e-12)


def row(found: Any, contract: str) -> dict[str, Any]:
    """One renewal of a forecast."""
    (each,) = [each for each in found["renewals"] if each["contract"] == contract]
    return dict(each)


# By hand.


def test_the_sums_are_those_of_the_categories_and_what_is_missing_is_apart(firm: Cli) -> None:
    found = firm.json("forecast")
    assert found["period"] == {"from": "2026-04-01", "to": "2026-06-30"}
    parts = {name: found[name] for name in ("renewed", "commit", "likely", "doubtful", "lost", "unset")}
    assert parts == {
        "renewed": 0, "commit": 100_000, "likely": 0, "doubtful": 60_000, "lost": 0, "unset": 40_000,
    }  # fmt: skip
    assert (found["due"], found["committed"], found["best_case"]) == (200_000, 100_000, 100_000)
    assert found["weighted"] == 0.95 * 100_000 + 0.45 * 60_000 == 122_000
    assert [(each["month"], each["due"], each["weighted"]) for each in found["months"]] == [
        ("2026-04", 100_000, 95_000), ("2026-05", 60_000, 27_000), ("2026-06", 40_000, 0),
    ]  # fmt: skip


def test_retention_is_expected_of_what_has_a_category_on_both_sides(firm: Cli) -> None:
    """Of 260,000 are lost 5 % of 100,000 and 55 % of 60,000."""
    found = firm.json("forecast")
    assert (found["opening_arr"], found["accounts"]) == (260_000, 2)
    assert close(found["grr"], (260 - 38) / 260)
    assert close(found["nrr"], (260 - 38) / 260)
    assert found["why"] == {}


def test_the_ends_are_outcomes_that_can_be_told_by_hand(firm: Cli) -> None:
    """Both renewed 43 %, only the first 52 %, only the second 2 %, none 3 %."""
    found = firm.json("forecast")
    assert (found["weighted_p10"], found["weighted_p90"]) == (100_000, 160_000)
    assert close(found["grr_p10"], 200 / 260)
    assert (found["grr_p90"], found["nrr_p90"]) == (1, 1)


def test_uplift_counts_in_what_is_weighted_and_in_net_retention_and_not_in_gross(firm: Cli) -> None:
    """5 % on 95 % of 100,000 and on 45 % of 60,000; an account with two contracts has no other growth."""
    found = firm.json("forecast", "--uplift", "5%")
    assert found["weighted"] == 1.05 * 122_000
    assert close(found["grr"], (260 - 38) / 260)
    assert close(found["nrr"], (260 - 38 + 0.05 * 122) / 260)
    assert found["uplift"] == 0.05


def test_the_uplift_on_record_is_of_the_renewal_before_and_does_not_happen_again(firm: Cli) -> None:
    with sqlite3.connect(firm.book) as db:
        db.execute("UPDATE contract SET uplift_pct = 20 WHERE id = 1")
    db.close()
    assert close(firm.json("forecast")["nrr"], (260 - 38) / 260)


def test_what_is_renewed_already_is_certain_and_counts_where_it_was_due(firm: Cli) -> None:
    firm.ok("renew", "k1", "--value", "110k")
    found = firm.json("forecast")
    each = row(found, "k1")
    assert (each["state"], each["value"], each["weighted"], each["probability"]) == (
        "renewed",
        100_000,
        110_000,
        None,
    )
    assert (found["renewed"], found["commit"], found["committed"]) == (100_000, 0, 100_000)
    assert found["weighted"] == 110_000 + 27_000
    assert close(found["nrr"], (260 + 10 - 33) / 260)
    assert close(found["grr"], (260 - 33) / 260)


def test_what_is_lost_already_is_lost(firm: Cli) -> None:
    firm.ok("churn", "k1", "--reason", "price")
    found = firm.json("forecast")
    assert row(found, "k1")["state"] == "churned"
    assert (found["lost"], found["commit"], found["weighted"]) == (100_000, 0, 27_000)
    assert close(found["grr"], (260 - 100 - 33) / 260)


def test_an_amendment_is_part_of_what_is_due(firm: Cli) -> None:
    firm.ok("contract", "amend", "k3", "--by", "20k", "--on", "2026-03-01")
    assert row(firm.json("forecast"), "k3")["value"] == 80_000


def test_after_the_grace_an_end_without_an_outcome_is_lost_unless_it_renews_by_itself(cli: Cli) -> None:
    accounts(cli, "acme", "birch")
    contract(cli, "acme", "50k", "2026-01-30", "--forecast", "commit")
    contract(cli, "birch", "50k", "2026-01-30", "--forecast", "commit", "--auto-renew")
    asked = ("forecast", "--period", "this-quarter")
    assert [each["state"] for each in cli.json(*asked, today="2026-03-01")["renewals"]] == ["open"]
    assert [each["state"] for each in cli.json(*asked, today="2026-03-02")["renewals"]] == ["lapsed"]
    assert close(cli.json(*asked, today="2026-03-02")["grr"], 0.5)  # the other runs to 30 January 2027


def test_a_period_in_which_all_is_decided_comes_to_what_metrics_say(cli: Cli) -> None:
    accounts(cli, "acme", "birch", "cedar", "delta")
    for at, (code, value) in enumerate((("acme", "90k"), ("birch", "60k"), ("cedar", "40k")), 1):
        contract(cli, code, value, f"2025-1{at - 1}-15")
    cli.ok("contract", "add", "acme", "--product", "Support", "--value", "30k", "--starts", "2025-01-01")
    cli.ok("renew", "k1", "--value", "80k", today="2025-10-15")
    cli.ok("renew", "k2", "--value", "75k", today="2025-11-15")
    cli.ok("churn", "k3", today="2025-12-15")
    cli.ok("contract", "amend", "k4", "--by", "4k", "--on", "2025-11-01", today="2025-11-01")
    cli.ok("contract", "add", "delta", "--value", "9k", "--starts", "2025-12-01")
    metrics = cli.json("metrics", "--period", "2025-Q4")
    found = cli.json("forecast", "--period", "2025-Q4")
    assert found["opening_arr"] == metrics["opening_arr"] == 220_000
    for name in ("grr", "nrr"):
        assert close(found[name], metrics[name])
        assert found[f"{name}_p10"] == found[f"{name}_p90"] == found[name]
    assert found["weighted"] == 155_000


# Bands and own rates.


def keep_bands(cli: Cli, *kept: tuple[int, str, str]) -> None:
    """Scores kept of past days: account, day, band."""
    with sqlite3.connect(cli.book) as db:
        db.executemany(
            "INSERT INTO health (account_id, \"on\", score, band, model) VALUES (?, ?, 70, ?, 'x')", kept
        )
    db.close()


def past_renewals(cli: Cli, renewed: int, lost: int) -> None:
    """Contracts of birch that ended on 31 December."""
    end, start = "2025-12-31", "2026-01-01"
    with sqlite3.connect(cli.book) as db:
        (account,) = db.execute("SELECT id FROM account WHERE code = 'birch'").fetchone()
        insert = (
            "INSERT INTO contract (account_id, starts_on, ends_on, annual_value, currency, outcome,"
            " outcome_on, renewed_by_id, created_at, updated_at) VALUES (?, ?, ?, 100, 'EUR', ?, ?, ?,"
            " '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')"
        )
        for _ in range(lost):
            db.execute(insert, (account, "2025-01-01", end, "churned", end, None))
        for _ in range(renewed):
            after = db.execute(insert, (account, start, None, None, None, None)).lastrowid
            db.execute(insert, (account, "2025-01-01", end, "renewed", end, after))
    db.close()


def fill_seen(cli: Cli) -> None:
    accounts(cli, "acme", "birch")
    contract(cli, "acme", "100k", "2026-04-30", "--forecast", "commit")
    past_renewals(cli, 18, 11)
    keep_bands(cli, (2, "2025-11-30", "unknown"), (2, "2025-12-01", "unknown"), (2, "2025-12-02", "critical"))


@pytest.fixture
def seen(cli: Cli) -> Cli:
    """A renewal in commit, and 29 outcomes of another account that was unknown a month before."""
    return cli.once(fill_seen)


def test_the_books_own_rate_of_a_band_is_used_from_exactly_thirty_outcomes_on(seen: Cli) -> None:
    found = seen.json("forecast")
    assert (row(found, "k1")["health"], row(found, "k1")["probability"]) == ("unknown", 0.95)
    assert {each["health"]: each["outcomes"] for each in found["rates"]} == {
        "critical": 0, "at_risk": 0, "watch": 0, "healthy": 0, "unknown": 29,
    }  # fmt: skip
    past_renewals(seen, 0, 1)
    found = seen.json("forecast")
    assert found["rates"][-1] == {
        "health": "unknown", "outcomes": 30, "renewed": 18, "rate": 0.6, "used": True, "band": "unknown",
    }  # fmt: skip
    assert row(found, "k1")["probability"] == 0.6
    assert "Own rates: unknown 60.0% of 30" in seen.ok("forecast", "-o", "table")
    written = "Own rates: unknown 60.0% of 30; the others by forecast and health `am help forecast`"
    assert written in seen.ok("forecast", "-o", "md")


def test_the_band_that_counts_is_the_newest_of_thirty_days_before(seen: Cli) -> None:
    """30 days before 31 December is 1 December."""
    with sqlite3.connect(seen.book) as db:
        db.execute("UPDATE health SET band = 'watch' WHERE \"on\" = '2025-12-01'")
    db.close()
    assert {each["health"] for each in seen.json("forecast")["rates"] if each["outcomes"]} == {"watch"}


def test_own_rates_are_of_the_whole_book_whatever_is_asked_for(seen: Cli) -> None:
    past_renewals(seen, 0, 1)
    assert row(seen.json("forecast", "code:acme"), "k1")["probability"] == 0.6


def test_the_band_of_today_shifts_the_chance(firm: Cli) -> None:
    firm.ok("contact", "add", "acme", "Jane Orr", "--role", "champion")
    firm.ok("goal", "add", "acme", "Answer within a day")
    firm.ok("log", "acme", "All is well", "-w", "jane", "--on", "2026-02-27")
    firm.ok("issue", "add", "acme", "CSV export times out")
    firm.ok("account", "pulse", "acme", "bad", "Angry")
    each = row(firm.json("forecast"), "k1")
    assert (each["health"], each["probability"]) == ("critical", 0.7)


# What is left out, what slipped, what else is told.


def test_what_has_no_category_is_listed_with_the_command_that_sets_it(firm: Cli) -> None:
    drawn = firm.ok("forecast", "-o", "table")
    assert "Not set 1 renewal without a forecast, 40k, not in these figures" in drawn
    assert "Cedar Ltd  40k" in drawn
    assert "am contract edit k4 --forecast FORECAST" in drawn
    assert "`am contract edit k4 --forecast FORECAST`" in firm.ok("forecast")
    firm.ok("contract", "edit", "k4", "--forecast", "likely")
    found = firm.json("forecast")
    assert (found["unset"], found["opening_arr"]) == (0, 300_000)
    assert "Missing   " not in firm.ok("forecast", "-o", "table")


def test_contracts_without_a_value_are_in_no_sum_and_said(firm: Cli) -> None:
    firm.ok("contract", "add", "cedar", "--starts", "2025-06-01", "--ends", "2026-05-31", "--overlap")
    assert (firm.json("forecast")["unvalued"], firm.json("forecast")["due"]) == (1, 200_000)
    assert "1 contract without a value, not in these figures" in firm.ok("forecast", "-o", "table")


def test_what_got_worse_since_the_weekly_digest_is_marked(firm: Cli) -> None:
    assert firm.json("forecast")["digest_on"] is None
    firm.ok("contract", "edit", "k1", "--forecast", "likely")
    assert firm("digest", "--period", "week", "--new").code == 0
    firm.ok("contract", "edit", "k1", "--forecast", "doubtful")
    firm.ok("contract", "edit", "k3", "--forecast", "commit")
    firm.ok("contract", "edit", "k4", "--ends", "2026-06-30")
    found = firm.json("forecast")
    assert found["digest_on"] == "2026-03-02"
    slipped = {each["contract"]: each["slipped"] for each in found["renewals"]}
    assert slipped == {"k1": "likely → doubtful", "k3": None, "k4": "15 Jun → 30 Jun"}
    drawn = firm.ok("forecast", "-o", "table")
    assert "Slipped   2 renewals since the digest of 2 Mar 2026" in drawn
    assert "likely → doubtful" in drawn
    firm.ok("contract", "edit", "k1", "--forecast", "likely")
    assert row(firm.json("forecast"), "k1")["slipped"] is None


def test_opportunities_of_the_period_stand_apart(firm: Cli) -> None:
    add = ("opportunity", "add", "acme")
    firm.ok(*add, "Seats", "--value", "10k", "--probability", "40%", "--expected", "2026-05-01")
    firm.ok(*add, "Later", "--value", "90k", "--probability", "40%", "--expected", "2026-07-01")
    firm.ok(*add, "Some day", "--value", "5k", "--expected", "2026-06-30")
    firm.ok(
        *add,
        "SSO",
        "--kind",
        "cross_sell",
        "--value",
        "8k",
        "--probability",
        "50%",
        "--expected",
        "2026-04-01",
    )
    firm.ok(*add, "Sister", "--kind", "referral", "--expected", "2026-05-01")
    before = firm.json("forecast")["nrr"]
    found = firm.json("forecast")
    assert found["upsell"] == {"opportunities": 2, "value": 15_000, "weighted": 4_000, "unweighted": 1}
    assert found["cross_sell"] == {"opportunities": 1, "value": 8_000, "weighted": 4_000, "unweighted": 0}
    assert close(before, (260 - 38) / 260)


def test_my_number_stands_beside_what_is_booked_and_expected(firm: Cli) -> None:
    firm.ok("renew", "k1", "--value", "110k")
    firm.ok("target", "set", "next-quarter", "renewals", "150k")
    firm.ok("target", "set", "next-quarter", "grr", "95%")
    firm.ok("target", "set", "2026", "renewals", "900k")
    found = firm.json("forecast")
    targets = {each["metric"]: each for each in found["targets"]}
    assert targets["renewals"] == {
        "metric": "renewals", "value": 150_000, "booked": 110_000, "expected": 137_000, "gap": 40_000,
        "owner": None, "missing": 40_000,
    }  # fmt: skip
    assert (targets["grr"]["value"], targets["grr"]["expected"]) == (0.95, found["grr"])
    assert (found["gap"], close(found["attainment"], 110 / 150)) == (40_000, True)
    drawn = firm.ok("forecast", "-o", "table")
    assert "  renewals   110,000 of 150,000 booked, 137,000 expected" in drawn
    assert "  grr        87.3% expected of 95.0%" in drawn
    assert "73.3% of target; EUR 40,000 to go" in drawn
    assert firm.json("forecast", "code:acme")["targets"] == []


# Ways of asking.


def test_the_same_command_prints_the_same_and_another_seed_draws_anew(firm: Cli) -> None:
    for at in range(30):
        contract(firm, "birch", f"{10 + 7 * at}k", "2026-06-20", "--forecast", "likely")
    again = firm.ok("forecast", "-o", "json")
    assert firm.ok("forecast", "-o", "json", "--seed", "1", "--trials", "2000") == again
    other = json.loads(firm.ok("forecast", "-o", "json", "--seed", "2"))
    assert other["weighted_p10"] != json.loads(again)["weighted_p10"]
    assert other["weighted"] == json.loads(again)["weighted"]
    assert firm.json("forecast", "--trials", "1")["trials"] == 1


def test_the_next_quarter_is_what_is_asked_for_and_any_period_can_be(firm: Cli) -> None:
    assert firm.ok("forecast") == firm.ok("forecast", *QUARTER) == firm.ok("forecast", "--period", "2026-Q2")
    assert [each["month"] for each in firm.json("forecast", "--period", "2026-05")["months"]] == ["2026-05"]
    whole = firm.json("forecast", "--period", "1000-01-01..9999-12-31")
    assert [each["month"] for each in whole["months"]] == ["2026-04", "2026-05", "2026-06"]


def test_filters_choose_the_accounts_that_are_counted(firm: Cli) -> None:
    found = firm.json("forecast", "code:birch")
    assert (found["due"], found["opening_arr"]) == (60_000, 60_000)
    assert "1 account" in firm.ok("forecast", "code:birch", "-o", "table").splitlines()[0]


def test_rows_are_the_renewals_and_ids_are_their_contracts(firm: Cli) -> None:
    rows = list(csv.DictReader(io.StringIO(firm.ok("forecast", "-o", "csv"))))
    assert [(each["contract"], each["value"], each["category"]) for each in rows] == [
        ("k1", "100000", "commit"), ("k3", "60000", "doubtful"), ("k4", "40000", ""),
    ]  # fmt: skip
    assert firm.ok("forecast", "-o", "ids").split() == ["k1", "k3", "k4"]
    assert len(firm.ok("forecast", "-o", "tsv", "--no-header").splitlines()) == 3


def test_all_shows_each_renewal_and_the_hint_keeps_the_period(firm: Cli) -> None:
    short = firm.ok("forecast", "--period", "2026", "-o", "table")
    assert "am forecast --period 2026 --all" in short
    drawn = firm.ok("forecast", "--period", "2026", "--all", "-o", "table")
    assert [line for line in drawn.splitlines() if line.startswith("Birch Ltd") and "45.0%" in line]


def test_on_a_day_that_has_passed_nothing_of_later_is_known(firm: Cli) -> None:
    with sqlite3.connect(firm.book) as db:
        db.execute("UPDATE account SET added_on = '2026-01-10'")
        db.execute("UPDATE txn SET at = '2026-01-10T12:00:00.000Z'")
    db.close()
    firm.ok("renew", "k1", "--value", "110k", today="2026-03-01")
    assert row(firm.json("forecast", "--as-of", "2026-02-28"), "k1")["state"] == "open"
    assert row(firm.json("forecast"), "k1")["state"] == "renewed"
    assert firm.json("forecast", "--as-of", "2026-01-09", "--period", "2026-Q2")["renewals"] == []


def test_an_empty_book_has_nothing_due_and_says_why_there_is_no_rate(cli: Cli) -> None:
    found = cli.json("forecast")
    assert (found["due"], found["due_number"], found["weighted"], found["renewals"]) == (0, 0, 0, [])
    assert (found["grr"], found["nrr_p90"], found["why"]["nrr"]) == (None, None, "no opening ARR")
    assert "No renewals are due from 1 Apr to 30 Jun 2026." in cli.ok("forecast", "-o", "table")
    assert cli.ok("forecast", "-o", "csv").count("\n") == 1


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("--period", "soon"), 'am: --period "soon"'),
        (("--trials", "0"), "am: --trials 0"),
        (("--trials", "many"), 'am: --trials "many"'),
        (("--uplift", "104"), 'am: --uplift "104"'),
    ],
)
def test_what_cannot_be_read_is_told_in_a_line(cli: Cli, argv: tuple[str, ...], said: str) -> None:
    code, out, err = cli("forecast", *argv)
    assert (code, out) == (2, "")
    assert err.replace('"0"', "0").startswith(said)


def test_an_amount_without_a_rate_refuses_the_forecast(firm: Cli) -> None:
    contract(firm, "cedar", "10k", "2026-05-31", "--currency", "USD", "--forecast", "commit")
    code, out, err = firm("forecast")
    assert (code, out) == (5, "")
    assert err.splitlines() == [
        "am: no exchange rate from USD to EUR, so no total.", "    Set it: am config set fx.USD RATE"
    ]  # fmt: skip
    firm.config.write_text('[fx]\nUSD = "0.9"\n')
    assert firm.json("forecast")["commit"] == 109_000


def test_the_screen_fits_whatever_the_width_and_however_large_the_book(firm: Cli) -> None:
    firm.ok("account", "edit", "birch", "--name", "مؤسسة النخيل للتغليف والطباعة والتوزيع")
    contract(firm, "birch", "9999999999k", "2026-06-30", "--forecast", "likely")
    for columns in (40, 60, 80, 120):
        drawn = firm.ok("forecast", "--all", "-o", "table", env={"COLUMNS": str(columns)})
        assert max(map(len, drawn.splitlines())) <= columns


def test_today_is_the_only_clock(firm: Cli) -> None:
    later = (dt.date(2026, 3, 2) + dt.timedelta(days=90)).isoformat()
    assert firm.json("forecast", today=later)["period"]["from"] == "2026-07-01"
