"""`am metrics --by`: worked examples of years of joining, reasons and rolling months; the command as it is
typed, and what it refuses."""

import ast
import csv
import io
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from amcli.reports.metrics_groups import ageing, lost, one_metric
from amcli.rules.dates import Duration
from amcli.rules.metrics.register import BY_NAME
from tests.metrics.asking import filled, found
from tests.metrics.books import Invented
from tests.metrics.oracle import Given
from tests.metrics.shelf import QUARTER, Shelf
from tests.support import Cli

TODAY = date(2026, 3, 2)
TO_DATE = Given(date(2026, 1, 1), date(2026, 3, 31), TODAY)


def after(
    shelf: Shelf, db: sqlite3.Connection, metric: str, given: Given = TO_DATE
) -> dict[str, list[object]]:
    """What is left of the accounts of each year."""
    with filled(db, Invented(given, shelf.rows)) as book:
        rows = ageing(found(book, given), BY_NAME[metric])
    return {row["cohort"]: [each["value"] for each in row["after"]] for row in rows}


def reasons(shelf: Shelf, db: sqlite3.Connection, given: Given = QUARTER) -> list[tuple[object, ...]]:
    """What was lost for each reason: reason, accounts, contracts, lost, share."""
    names = ("reason", "accounts", "contracts", "lost", "share")
    with filled(db, Invented(given, shelf.rows)) as book:
        return [tuple(row[name] for name in names) for row in lost(found(book, given))]


def joined_in_2023() -> Shelf:
    """Two accounts: 10k from 1 February 2023, renewed at 12k and lost after two years; 30k from 1 June 2023,
    renewed at 24k and at 27k."""
    shelf = Shelf()
    first = shelf.contract("Ash", "2023-02-01", "2024-01-31", 10)
    second = shelf.renewed(first, "2024-02-01", "2025-01-31", 12)
    shelf.rows["contract"][second - 1]["outcome"] = "churned"
    third = shelf.contract("Elm", "2023-06-01", "2024-05-31", 30)
    shelf.renewed(shelf.renewed(third, "2024-06-01", "2025-05-31", 24), "2025-06-01", "2026-05-31", 27)
    shelf.contract("Oak", "2024-03-01", "2027-02-28", 50)
    return shelf


@pytest.mark.parametrize(
    ("metric", "joined", "one"),
    [
        # 12 of 10 and 24 of 30: 36 of 40; then 0 of 10 and 27 of 30; nobody of 2023 is 36 months old
        ("nrr", [0.9, 0.675], [1.0, 1.0]),
        # 10 of 10 and 24 of 30; then 0 and 27
        ("grr", [0.85, 0.675], [1.0, 1.0]),
        ("logo_retention", [1.0, 0.5], [1.0, 1.0]),
    ],
)
def test_accounts_are_followed_from_their_own_first_day(
    db: sqlite3.Connection, metric: str, joined: list[float], one: list[float]
) -> None:
    """On 2 March 2026 the account of 1 March 2024 is two years old, and none of 2023 is three."""
    assert after(joined_in_2023(), db, metric) == {"2023": joined, "2024": one}


def test_a_year_has_no_number_before_its_youngest_account_is_that_old(db: sqlite3.Connection) -> None:
    shelf, given = joined_in_2023(), TO_DATE._replace(first=date(2025, 5, 1), last=date(2025, 5, 31))
    assert after(shelf, db, "nrr", given) == {"2023": [0.9], "2024": [1.0]}
    day_later = given._replace(last=date(2025, 6, 1))
    assert after(shelf, db, "nrr", day_later) == {"2023": [0.9, 0.675], "2024": [1.0, None]}
    with filled(db, Invented(day_later, shelf.rows)) as book:
        (*_, (_, none)) = (row["after"] for row in ageing(found(book, day_later), BY_NAME["nrr"]))
    assert none["why"] == "the youngest account has had ARR for 15 months"


def test_a_year_from_29_february_is_over_on_1_march(db: sqlite3.Connection) -> None:
    shelf = Shelf()
    shelf.contract("Ash", "2024-02-29", "2025-02-28", 10, outcome="churned")
    assert after(shelf, db, "nrr", TO_DATE._replace(last=date(2026, 1, 31))) == {"2024": [0.0]}


def test_the_year_is_that_of_the_first_revenue_not_of_customer_since(db: sqlite3.Connection) -> None:
    shelf = Shelf()
    shelf.account("Ash", customer_since="2019-05-01")
    shelf.contract("Ash", "2023-01-01", "2023-12-31", 0)
    shelf.contract("Ash", "2024-01-01", "2026-12-31", 10)
    rows = shelf.by(db, "cohort")
    assert [(row["cohort"], row["opening_arr"], row["nrr"]) for row in rows] == [("2024", 10_000, 1.0)]


def test_reasons_are_one_whatever_their_case_and_blanks(db: sqlite3.Connection) -> None:
    shelf = Shelf()
    for name, reason, thousands in (
        ("Ash", "Price", 10),
        ("Elm", " price ", 20),
        ("Oak", "price", 5),
        ("Fir", None, 15),
    ):
        shelf.contract(name, "2024-12-01", "2025-11-30", thousands, outcome="churned", reason=reason)
    assert reasons(shelf, db) == [("price", 3, 3, 35_000, 0.7), (None, 1, 1, 15_000, 0.3)]


def test_a_net_loss_is_shared_by_the_falls_of_the_contracts(db: sqlite3.Connection) -> None:
    """60 and 30 were lost and 18 was sold anew: 72 in all, 48 and 24 of it."""
    shelf = Shelf()
    shelf.contract("Ash", "2024-12-01", "2025-11-30", 60, outcome="churned", reason="price")
    shelf.contract("Ash", "2024-12-01", "2025-11-30", 30, outcome="churned", reason="merger", product="More")
    shelf.contract("Ash", "2025-12-01", None, 18, product="New")
    assert reasons(shelf, db) == [
        ("price", 1, 1, 48_000, pytest.approx(2 / 3)),
        ("merger", 1, 1, 24_000, pytest.approx(1 / 3)),
    ]


def test_a_smaller_renewal_and_a_smaller_amendment_have_their_own_reasons(db: sqlite3.Connection) -> None:
    """100 renewed at 80; 50 amended by 10; what was renewed as it was fell by nothing, whatever it says."""
    shelf = Shelf()
    old = shelf.contract("Ash", "2024-12-01", "2025-11-30", 100, reason="two teams fewer")
    shelf.renewed(old, "2025-12-01", "2026-11-30", 80)
    other = shelf.contract("Elm", "2025-01-01", None, 50)
    shelf.amended(other, "2025-11-01", -10)
    shelf.rows["contract"][-1]["reason"] = "price"
    same = shelf.contract("Oak", "2024-12-01", "2025-11-30", 70, reason="happy")
    shelf.renewed(same, "2025-12-01", "2026-11-30", 70)
    assert reasons(shelf, db) == [
        ("two teams fewer", 1, 1, 20_000, pytest.approx(2 / 3)),
        ("price", 1, 1, 10_000, pytest.approx(1 / 3)),
    ]


def test_what_was_lost_after_a_renewal_has_the_reason_of_the_last_contract(db: sqlite3.Connection) -> None:
    shelf = Shelf()
    old = shelf.contract("Ash", "2024-11-01", "2025-10-31", 40)
    short = shelf.renewed(old, "2025-11-01", "2025-11-30", 40)
    shelf.rows["contract"][short - 1] |= {"outcome": "churned", "reason": "closed"}
    assert reasons(shelf, db) == [("closed", 1, 1, 40_000, 1.0)]


def test_rolling_months_cover_what_lies_before_the_period(db: sqlite3.Connection) -> None:
    """20k until 31 March 2025, then 30k: the twelve months to the end of March 2026 begin at 30k."""
    shelf = Shelf()
    old = shelf.contract("Ash", "2024-04-01", "2025-03-31", 20)
    shelf.renewed(old, "2025-04-01", "2026-12-31", 30)
    with filled(db, Invented(TO_DATE, shelf.rows)) as book:
        rows = one_metric(found(book, TO_DATE), BY_NAME["nrr"], "month", Duration(12, 0))
        months = one_metric(found(book, TO_DATE), BY_NAME["nrr"], "month")
    assert [(row["group"], row["value"], row["bottom"]) for row in rows] == [
        ("2026-01", 1.5, 20_000),
        ("2026-02", 1.5, 20_000),
        ("2026-03", 1.5, 20_000),
    ]
    assert rows[2]["period"] == {"from": "2025-04-01", "to": "2026-03-31"}
    assert {row["value"] for row in months} == {1.0}


def test_the_oracles_know_nothing_of_the_program() -> None:
    for path in Path(__file__).parent.glob("oracle*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = [
            alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
        ]
        named += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        assert [name for name in named if name.startswith("amcli")] == [], path.name


# The command.


def test_one_metric_of_each_group_has_the_form_of_a_list(sample: Cli) -> None:
    rows = sample.json("metrics", "nrr", "--by", "tier")
    assert [list(row) for row in rows] == [["group", "period", "value", "top", "bottom", "why"]] * 3
    whole = sample.json("metrics", "nrr")
    assert sum(row["top"] for row in rows) == whole["top"]
    assert sum(row["bottom"] for row in rows) == whole["bottom"]
    shown = sample.ok("metrics", "nrr", "--by", "tier", "--fields", "group,value", "-s", "value", "-o", "csv")
    assert [line.split(",")[0] for line in shown.splitlines()] == ["group", "light", "standard", "key"]
    assert (
        sample.ok("metrics", "nrr", "--by", "account", "--limit", "2", "-o", "ids") == "northgate\nharbour\n"
    )
    screen = sample.ok("metrics", "nrr", "--by", "tier", tty=True)
    assert "107.8%  750,000 of 696,000" in screen


def test_years_of_joining_have_a_column_for_each_age(sample: Cli) -> None:
    rows = sample.json("metrics", "nrr", "--by", "cohort")
    assert list(rows[0]) == ["cohort", "accounts", "after"]
    assert list(rows[0]["after"][0]) == ["months", "value", "top", "bottom", "why"]
    table = list(csv.DictReader(io.StringIO(sample.ok("metrics", "nrr", "--by", "cohort", "-o", "csv"))))
    ages = [each["months"] for each in rows[0]["after"]]
    assert list(table[0]) == ["cohort", "accounts", *(f"{months}m" for months in ages)]
    for row, cells in zip(rows, table, strict=True):
        values = ["" if each["value"] is None else str(each["value"]) for each in row["after"]]
        assert [cells[f"{months}m"] for months in ages] == values
    assert "nps" not in sample.ok("metrics", "nps", "--by", "cohort", "-o", "csv").splitlines()[0]


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize(
    "words",
    [
        ("--by", "quarter", "--period", "last-12m"),
        ("--by", "cohort"),
        ("--by", "reason"),
        ("nrr", "--by", "cohort"),
        ("nps", "--by", "quarter", "--period", "last-12m"),
        ("nrr", "--by", "month", "--rolling", "12m"),
    ],
)
def test_a_screen_of_groups_has_room_for_its_figures(
    sample: Cli, words: tuple[str, ...], columns: int
) -> None:
    screen = sample.ok("metrics", *words, tty=True, env={"COLUMNS": str(columns)})
    assert max(map(len, screen.splitlines())) <= columns
    assert not any(f"{digit}…" in screen for digit in "0123456789" if columns > 60)


def test_what_is_only_part_of_a_quarter_is_said(sample: Cli) -> None:
    screen = sample.ok("metrics", "--by", "quarter", "--period", "last-12m", tty=True)
    assert "Part of the quarter: 2025-Q1 (1 Mar to 31 Mar 2025), 2026-Q1 (1 Jan to 28 Feb" in screen
    assert "Part of" not in sample.ok("metrics", "--by", "quarter", "--period", "2025", tty=True)
    assert "so lines overlap." in sample.ok("metrics", "--by", "month", "--rolling", "12m", tty=True)


def test_an_empty_book_has_no_groups(cli: Cli) -> None:
    for words in (("--by", "reason"), ("--by", "cohort"), ("nrr", "--by", "cohort"), ("nrr", "--by", "tier")):
        assert cli.json("metrics", *words) == []
        assert cli.ok("metrics", *words, "-o", "csv") is not None
    assert "Nothing was lost." in cli.ok("metrics", "--by", "reason", tty=True)
    assert "No account had ARR by then." in cli.ok("metrics", "nrr", "--by", "cohort", tty=True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--rolling", "12m"), "am: --rolling needs --by month or --by quarter.\n"),
        (("nrr", "--by", "tier", "--rolling", "12m"), "am: --rolling needs --by month or --by quarter.\n"),
        (("nrr", "--by", "reason"), "am: give a metric or --by reason, not both.\n"),
        (("nrr", "--plot"), "am: give a metric or --plot, not both.\n"),
        (("--by", "month", "--rolling", "soon"), 'am: --rolling "soon": not a duration.\n'),
    ],
)
def test_options_that_do_not_go_together_are_refused(sample: Cli, words: tuple[str, ...], said: str) -> None:
    code, out, err = sample("metrics", *words)
    assert (code, out) == (2, "")
    assert said in err


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        (("--by", "quarter"), "Revenue retention by quarter"),
        (("--by", "reason"), "Lost ARR by reason"),
        (("nrr", "--by", "cohort"), "100.7% after 24m"),
        (("nrr", "--by", "month"), "Net revenue retention by month"),
        (("clv_simple", "--by", "tier"), "Customer lifetime value, simple by tier"),
    ],
)
def test_groups_are_drawn(sample: Cli, words: tuple[str, ...], drawn: str) -> None:
    assert drawn in sample.ok("metrics", *words, "--plot")
