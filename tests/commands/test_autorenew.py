"""`am renew --auto` and the terms in which a contract goes on, by hand; today is Monday 2 March 2026."""

import json

import pytest

from tests.support import Cli

NEXT = ("unconfirmed", "auto_renewed_on", "next_ends_on", "next_notice_by", "next_deadline")


@pytest.fixture
def books(cli: Cli) -> Cli:
    """Customers without contracts."""
    for name in ("Acme", "Birch", "Cedar"):
        cli("account", "add", name)
    return cli


def contract(
    cli: Cli, account: str, starts: str, ends: str, value: str = "12k", notice: str = "60d", *more: str
) -> str:
    """A contract that auto-renews."""
    given = ("--starts", starts, "--ends", ends, "--value", value, "--auto-renew", *more)
    given += ("--notice", notice) if notice else ()
    return cli.ref("contract", "add", account, *given)


def listed(cli: Cli, *names: str) -> list[list[object]]:
    """Every contract with some fields, by its number."""
    return [[row[name] for name in names] for row in cli.json("contract", "list", "-s", "id")]


def figures(cli: Cli, period: str, *names: str) -> list[object]:
    said = cli.json("metrics", "--period", period)
    return [said[name] for name in names]


def due(cli: Cli, period: str) -> float:
    return cli.json("forecast", "--period", period)["due"]


def test_a_year_that_auto_renewed_runs_on_with_a_deadline_of_its_own(books: Cli) -> None:
    ref = contract(books, "acme", "2024-11-01", "2025-10-31")
    (row,) = books.json("renewals", "--all")
    assert [row[name] for name in NEXT] == [True, "2025-11-01", "2026-10-31", "2026-09-01", "2026-09-01"]
    assert [row["ends_on"], row["notice_by"], row["stage"]] == ["2025-10-31", "2025-09-01", "not_started"]
    assert books.json("renewals") == []  # its deadline is far away
    shown = books.json("contract", "show", ref)
    assert [shown[name] for name in NEXT] == [row[name] for name in NEXT]
    (of_account,) = books.json("show", "acme")["contracts"]
    assert [of_account[name] for name in NEXT] == [row[name] for name in NEXT]
    assert [due(books, period) for period in ("2026-Q4", "2026-Q2")] == [12_000, 0]
    rates = ("renewal_rate_count", "renewals_unconfirmed", "renewals_unconfirmed_value", "renewals_open")
    assert figures(books, "2025-Q4", *rates) == [None, 1, 12_000, 0]
    before = figures(books, "2026-Q1", "closing_arr", "unconfirmed_arr")
    assert before == [12_000, 12_000]
    assert books("renew", ref, "--auto").code == 0
    assert figures(books, "2025-Q4", *rates) == [1.0, 0, 0, 0]
    assert figures(books, "2026-Q1", "closing_arr", "unconfirmed_arr") == [12_000, 0]
    assert listed(books, "starts_on", "ends_on", "outcome", "renew_months") == [
        ["2024-11-01", "2025-10-31", "renewed", None],
        ["2025-11-01", "2026-10-31", None, None],
    ]
    again = books("renew", ref, "--auto")
    assert (again.code, "k1 was already renewed, as k2." in again.err) == (5, True)


def test_months_that_went_by_are_one_contract_and_again_there_is_none(books: Cli) -> None:
    given = ("acme", "2025-06-01", "2025-06-30", "1000", "14d", "--per", "month")
    ref = contract(books, *given)
    (row,) = books.json("renewals")
    assert [row["next_ends_on"], row["next_notice_by"]] == ["2026-03-31", "2026-03-17"]
    assert books("renew", "--auto", "--yes").out == "k2\n"
    names = ("starts_on", "ends_on", "annual_value", "renew_months", "outcome")
    assert listed(books, *names) == [
        ["2025-06-01", "2025-06-30", 12_000, None, "renewed"],
        ["2025-07-01", "2026-03-31", 12_000, 1, None],
    ]
    assert books("renew", "--auto", "--yes").out == ""
    assert books("renew", ref, "--auto").code == 5
    assert len(listed(books, "contract")) == 2
    (row,) = books.json("renewals")  # the month on record ends; the next is a month again
    assert [row["ends_on"], row["unconfirmed"]] == ["2026-03-31", False]
    (row,) = books.json("renewals", today="2026-05-10")
    assert [row["next_ends_on"], row["next_notice_by"]] == ["2026-05-31", "2026-05-17"]


def test_three_years_run_on_for_one(books: Cli) -> None:
    contract(books, "acme", "2023-02-01", "2026-01-31", "30k", "90d")
    (row,) = books.json("renewals", "--all")
    assert [row["next_ends_on"], row["next_notice_by"]] == ["2027-01-31", "2026-11-02"]


def test_while_they_can_cancel_nothing_is_confirmed(books: Cli) -> None:
    ref = contract(books, "acme", "2025-04-01", "2026-03-31", "12k", "20d")
    refused = books("renew", ref, "--auto")
    assert refused.code == 5
    assert "they can still cancel k1: its notice deadline is 11 Mar 2026. Nothing was" in refused.err
    assert books("renew", "--auto", "--through", "2026-03-31", "--yes").out == ""
    passed = books("renew", ref, "--auto", today="2026-03-12")
    assert passed.out == "k2\n"
    assert listed(books, "starts_on", "ends_on")[-1] == ["2026-04-01", "2027-03-31"]
    without = contract(books, "birch", "2025-04-01", "2026-03-31", "12k", "")
    refused = books("renew", without, "--auto")
    assert "they can still cancel k3: it ends on 31 Mar 2026." in refused.err
    assert books("renew", "cedar", "--auto").code == 3


def test_every_one_is_one_step_and_undone_in_one(books: Cli) -> None:
    contract(books, "acme", "2023-05-01", "2024-04-30", "10k", "30d")
    contract(books, "birch", "2025-01-01", "2025-12-31", "20k", "30d")
    contract(books, "cedar", "2025-04-01", "2026-03-31", "5k", "7d")  # they can still cancel
    contract(
        books, "cedar", "2025-01-01", "2025-06-30", "5k", "30d", "--product", "Seats", "--stage", "verbal"
    )
    dry = books("renew", "--auto", "--dry-run")
    assert [line.split("\t")[0] for line in dry.out.splitlines()] == ["contract", "k1", "k2", "k4"]
    assert dry.code == 0
    assert len(listed(books, "contract")) == 4
    refused = books("renew", "--auto")
    assert (refused.code, refused.out) == (5, "")
    assert "this needs a yes, and there is no terminal to ask on. Nothing was changed." in refused.err
    arr = books.json("today")["totals"]["arr"]
    assert books("renew", "--auto", "--yes").out.split() == ["k5", "k6", "k7", "k8"]
    assert books.json("today")["totals"]["arr"] == arr
    assert listed(books, "starts_on", "ends_on", "annual_value", "renewed_by")[4:] == [
        ["2024-05-01", "2025-04-30", 10_000, "k6"],
        ["2025-05-01", "2026-04-30", 10_000, None],
        ["2026-01-01", "2026-12-31", 20_000, None],
        ["2025-07-01", "2026-06-30", 5_000, None],
    ]
    assert books("undo").code == 0
    assert len(listed(books, "contract")) == 4


def test_filters_and_a_day_choose_what_is_confirmed(books: Cli) -> None:
    contract(books, "acme", "2025-01-01", "2025-12-31", "10k", "30d")
    contract(books, "birch", "2025-02-01", "2026-01-31", "20k", "30d")
    contract(books, "cedar", "2025-04-01", "2026-03-31", "5k", "90d")
    dry = books("renew", "--auto", "value.over:15k", "--dry-run")
    assert [line.split("\t")[0] for line in dry.out.splitlines()[1:]] == ["k2"]
    dry = books("renew", "--auto", "--through", "2025-12-31", "--dry-run")
    assert [line.split("\t")[0] for line in dry.out.splitlines()[1:]] == ["k1"]
    dry = books("renew", "--auto", "--through", "2026-03-31", "--dry-run")
    assert [line.split("\t")[0] for line in dry.out.splitlines()[1:]] == ["k1", "k2", "k3"]
    mixed = books("renew", "k1", "value.over:15k", "--auto")
    assert (mixed.code, "give contracts or filters, not both." in mixed.err) == (2, True)


def test_amendments_are_part_of_what_follows(books: Cli) -> None:
    ref = contract(books, "acme", "2024-11-01", "2025-10-31", "10k")
    books("contract", "amend", ref, "--by", "2k", "--quantity", "5", today="2025-03-01")
    assert books("renew", ref, "--auto").code == 0
    assert listed(books, "annual_value", "quantity")[-1] == [12_000, 5]


def test_what_another_contract_covers_is_left_out(books: Cli) -> None:
    contract(books, "acme", "2024-11-01", "2025-10-31", "10k", "60d", "--product", "Platform")
    more = (
        "--starts",
        "2026-01-01",
        "--ends",
        "2026-12-31",
        "--value",
        "11k",
        "--product",
        "Platform",
        "--overlap",
    )
    books("contract", "add", "acme", *more)
    contract(books, "birch", "2024-11-01", "2025-10-31", "10k")
    assert books("renew", "--auto", "--yes").out == "k4\n"
    assert books("renew", "k1", "--auto").code == 5
    assert books("renew", "--auto", "--yes", "--overlap").out == "k5\n"


def test_what_does_not_fit_auto_is_refused(books: Cli) -> None:
    ref = contract(books, "acme", "2024-11-01", "2025-10-31")
    assert "leave out --value" in books("renew", ref, "--auto", "--value", "9k").err
    assert "--dry-run is for --auto." in books("renew", ref, "--dry-run").err
    assert "--through is for --auto." in books("renew", ref, "--through", "today").err
    missing = books("renew")
    assert (missing.code, "ACCOUNT|CONTRACT is missing." in missing.err) == (2, True)
    books("contract", "edit", ref, "--no-auto-renew")
    refused = books("renew", ref, "--auto")
    assert (refused.code, "k1 doesn't auto-renew." in refused.err) == (5, True)
    assert books("renew", "--auto", "--yes").out == ""


def test_a_person_sees_the_list_and_is_asked(books: Cli) -> None:
    contract(books, "acme", "2023-05-01", "2024-04-30", "10k", "30d", "--product", "Platform")
    contract(books, "birch", "2025-06-01", "2025-06-30", "20k", "7d", "--product", "Seats")
    contract(books, "cedar", "2025-03-03", "2026-03-02", "5k", "0d")
    no = books("renew", "--auto", stdin="n\n", tty=True)
    assert "k1        Acme     Platform  1 May 2024 to 30 Apr 2026, 2 contracts" in no.out
    assert "1 contract left out: they can still cancel." in no.out
    assert "Record 2 contracts as auto-renewed? [y/N]" in no.err
    assert "cancelled; nothing was changed." in no.err
    yes = books("renew", "--auto", stdin="y\n", tty=True)
    assert "2 contracts recorded as auto-renewed, EUR 30k a year. · to undo: am undo" in yes.out
    assert "No auto-renewed contracts to confirm." in books("renew", "--auto", tty=True).out


def test_the_morning_has_one_line_for_short_terms(books: Cli) -> None:
    for at, account in enumerate(("acme", "birch", "cedar")):
        contract(books, account, f"2025-06-{at + 6:02}", f"2025-07-{at + 5:02}", "12k", "2d")
    words = books(tty=True).out
    assert "3 short contracts" in words
    assert "notice within 7 days" in words
    assert "am renewals --in 7d" in words
    actions = books.json("today")["actions"]
    assert {each["ref"] for each in actions if each["section"] == "dated"} == {"k1", "k2", "k3"}
    near = books.json("renewals", "--in", "7d")
    assert {row["contract"] for row in near} == {"k1", "k2", "k3"}
    later = books(tty=True, today="2026-03-20").out
    assert "auto-renewed, not confirmed" in later
    assert "am renew --auto" in later


def test_a_new_term_stands_in_the_morning_for_two_weeks(books: Cli) -> None:
    contract(books, "acme", "2025-02-20", "2026-02-19", "12k", "30d")
    words = books("today", tty=True).out
    assert "Auto-renewed" in words
    assert "am renew k1 --auto" in words
    (action,) = [each for each in books.json("today")["actions"] if each["section"] == "dated"]
    assert [action["why"], action["place"], action["on"]] == [
        "Auto-renewed 20 Feb, not confirmed", "passed", "2026-02-19",
    ]  # fmt: skip
    assert action["command"] == "am renew k1 --auto"
    (past,) = books.json("renewals", "--past")
    assert [past["contract"], past["past"]] == ["k1", "renewed"]


def test_the_calendar_has_the_days_of_the_term_that_runs(books: Cli) -> None:
    contract(books, "acme", "2024-11-01", "2025-10-31")
    text = books("export", "calendar").out
    assert "DTSTART;VALUE=DATE:20260901" in text
    assert "DTSTART;VALUE=DATE:20261031" in text
    assert "am renew k1 --auto" in text.replace("\n ", "").replace("\r\n ", "")


def test_sql_sees_the_term_that_runs(books: Cli) -> None:
    contract(books, "acme", "2024-11-01", "2025-10-31")
    query = "SELECT contract, unconfirmed, next_ends_on, next_notice_by, next_deadline FROM renewals"
    assert json.loads(books("sql", query, "-o", "json").out) == [
        {
            "contract": "k1",
            "unconfirmed": 1,
            "next_ends_on": "2026-10-31",
            "next_notice_by": "2026-09-01",
            "next_deadline": "2026-09-01",
        }
    ]


def test_a_plain_renewal_of_short_terms_keeps_their_length(books: Cli) -> None:
    contract(books, "acme", "2025-06-01", "2025-06-30", "1000", "14d")
    books("renew", "--auto", "--yes")
    assert books("renew", "k2").out == "k3\n"
    assert listed(books, "starts_on", "ends_on", "renew_months")[-1] == ["2026-04-01", "2026-04-30", 1]


def test_the_digest_tells_of_short_terms_in_one_line_and_once_a_round(books: Cli) -> None:
    for at, account in enumerate(("acme", "birch", "cedar")):
        contract(books, account, f"2025-06-{at + 6:02}", f"2025-07-{at + 5:02}", "12k", "2d")
    data = json.loads(books.ok("digest", "--new", "-o", "json"))
    assert data["short_terms"] == {
        "count": 3, "value": 36_000, "notice_within_7d": 3, "text": "notice within 7 days",
        "command": "am renewals --in 7d",
    }  # fmt: skip
    assert data["events"] == []
    assert books("digest", "--new", "--exit-code", today="2026-03-03").code == 0
    text = books.ok("digest", "--new", today="2026-03-09")
    assert "3 short contracts" in text
    assert "auto-renewed, not confirmed: am renew --auto" in text
    assert books("digest", "--new", today="2026-03-20").out == ""


def test_a_passed_notice_deadline_keeps_its_points_and_nobody_calls_the_new_term_better(books: Cli) -> None:
    """Notice until 12 Mar, to 11 Apr, contacted, and nobody answers."""
    books("account", "edit", "acme", "--since", "2024-01-01")
    for words in (
        ("contact", "add", "acme", "Jane Orr", "--role", "champion"),
        ("contact", "add", "acme", "Omar Reyes"),
        ("goal", "add", "acme", "Shorter queues", "--due", "2026-12-01"),
        ("survey", "add", "acme", "csat", "5", "--on", "2026-02-20"),
    ):
        assert books(*words, today="2026-02-20").code == 0
    contract(books, "acme", "2025-04-12", "2026-04-11", "12k", "30d", "--stage", "contacted")
    for day in ("2026-02-20", "2026-03-10", "2026-03-30", "2026-04-10"):
        books("log", "acme", "spoke", "--purpose", "value", "-w", "jane", "-w", "omar", today=day)
    told = []
    for day in ("2026-03-12", "2026-03-13", "2026-03-26", "2026-03-27", "2026-04-11", "2026-04-12"):
        found = books.json("risks", "acme", today=day)
        points = {each["signal"]: each["points"] for each in found["reasons"]}
        told.append((day[5:], points.get("renewal_uncommitted", 0), "cap" in points or found["score"] <= 59))
        news = json.loads(books.ok("digest", "--new", "-o", "json", today=day) or '{"events": []}')
        assert not [each for each in news["events"] if each["event"] == "better"], day
    assert [each[:2] for each in told] == [
        ("03-12", 20), ("03-13", 20), ("03-26", 20), ("03-27", 20), ("04-11", 20), ("04-12", 0),
    ]  # fmt: skip
    assert [each[2] for each in told] == [True, True, True, False, False, False]
