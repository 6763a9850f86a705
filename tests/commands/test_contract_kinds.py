"""One-offs and usage, through the command: apart from ARR, in no renewal; and the contract that a new one
continues. Today is 2 March 2026."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import Cli, filled, kept_open

BOOK = [
    ("config", "set", "book.currency", "EUR"),
    ("account", "add", "Acme"),
    *(
        ("contract", "add", "acme", "--product", "Platform", "--value", value, *term)
        for value, *term in (
            ("12k", "--starts", "2025-07-01", "--ends", "2026-06-30"),
            ("3k", "--usage", "--starts", "2026-01-01", "--ends", "2026-01-31"),
            ("2k", "--usage", "--starts", "2025-12-01", "--ends", "2025-12-31"),
        )
    ),
    (
        "contract",
        "add",
        "acme",
        "--product",
        "Setup",
        "--one-off",
        "--value",
        "USD 5k",
        "--starts",
        "2026-02-02",
    ),
]
RECURRING, USAGE, OLDER, ONCE = "k1", "k2", "k3", "k4"
QUARTER = ("--period", "2026-Q1")
NOT_ONE = "it isn't renewed, amended or lost"


@pytest.fixture(scope="module")
def kinds_book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(template, tmp_path_factory.mktemp("kinds"), BOOK)


@pytest.fixture
def kinds(kinds_book: Path, tmp_path: Path) -> Iterator[Cli]:
    """Acme: 12,000 to 30 June, usage of 3,000 in January and 2,000 in December, a one-off of USD 5,000."""
    (tmp_path / "book.db").write_bytes(kinds_book.read_bytes())
    with kept_open(tmp_path, tmp_path / "book.db") as cli:
        cli.ok("config", "set", "fx.USD", "0.5")
        yield cli


@pytest.fixture
def acme(kinds: Cli) -> Cli:
    """Acme without a contract."""
    for ref in (RECURRING, USAGE, OLDER, ONCE):
        kinds.ok("contract", "rm", ref, "--yes")
    return kinds


def some(said: dict[str, Any], *names: str) -> list[Any]:
    return [said[name] for name in names]


def test_what_does_not_recur_is_apart_from_arr_in_metrics(kinds: Cli) -> None:
    said = kinds.json("metrics", *QUARTER)
    assert some(said, "one_off", "usage_revenue", "usage_12m") == [2_500, 3_000, 5_000]
    assert some(said, "opening_arr", "closing_arr", "mrr", "churned", "lapsed_arr") == [
        12_000,
        12_000,
        1_000,
        0,
        0,
    ]
    assert some(said, "contracted_arr", "contracted_net", "renewals_open") == [0, 0, 0]
    before = kinds.json("metrics", "--period", "2025-Q4")
    assert some(before, "one_off", "usage_revenue", "usage_12m", "new") == [0, 2_000, 2_000, 0]
    page = kinds.ok("metrics", *QUARTER, tty=True)
    assert "Apart from ARR: usage 3,000 (12 months 5,000); one-offs 2,500" in page
    assert "Apart from ARR" not in kinds.ok("metrics", "--period", "2025-Q3", tty=True)


def test_lines_of_products_and_months_have_their_own_and_sum_to_the_whole(kinds: Cli) -> None:
    by_product = {row["product"]: row for row in kinds.json("metrics", *QUARTER, "--by", "product")}
    assert some(by_product["Platform"], "usage_revenue", "one_off") == [3_000, 0]
    assert some(by_product["Setup"], "usage_revenue", "one_off", "closing_arr") == [0, 2_500, 0]
    by_month = kinds.json("metrics", *QUARTER, "--by", "month")
    assert [row["usage_revenue"] for row in by_month] == [3_000, 0, 0]
    assert [row["one_off"] for row in by_month] == [0, 2_500, 0]


def test_what_does_not_recur_is_in_no_renewal_forecast_or_morning(kinds: Cli) -> None:
    assert [row["contract"] for row in kinds.json("renewals", "--all")] == [RECURRING]
    assert kinds.json("forecast", "--period", "2026-Q1")["due"] == 0
    morning = kinds.ok("today", "--all", tty=True)
    assert "Ends 30 Jun" in morning
    assert "renewed or lost" not in morning
    assert kinds.json("account", "list", "--fields", "account,arr,renews_on") == [
        {"account": "acme", "arr": 12_000, "renews_on": "2026-06-30"}
    ]
    assert kinds.json("today")["totals"]["arr"] == kinds.json("portfolio")["totals"]["arr"] == 12_000


def test_pages_of_the_account_say_what_does_not_recur_in_one_line_a_product(kinds: Cli) -> None:
    shown = kinds.json("show", "acme")
    assert [row["contract"] for row in shown["contracts"]] == [RECURRING]
    assert [
        (row["kind"], row["product"], row["value"], row["contracts"]) for row in shown["not_recurring"]
    ] == [
        ("one_off", "Setup", 5_000, 1),
        ("usage", "Platform", 5_000, 2),
    ]
    for page in (kinds.ok("show", "acme", tty=True), kinds.ok("brief", "acme", tty=True)):
        assert "Setup, one-off, 2 Feb 2026" in page
        assert "Platform, usage, 2 in 12 months" in page
        assert "renewed or lost" not in page
        assert "value of" not in page  # what isn't known of a contract


def test_a_list_shows_the_total_as_the_value_and_the_kind_as_the_stage(kinds: Cli) -> None:
    page = kinds.ok("contract", "list", tty=True)
    assert [line.split()[-1] for line in page.splitlines() if line.strip().startswith("k")] == [
        "started", "usage", "usage", "one-off",
    ]  # fmt: skip
    assert some(kinds.json("contract", "show", USAGE), "kind", "total_value", "annual_value") == [
        "usage",
        3_000,
        None,
    ]
    assert "kind" not in kinds.ok("contract", "show", RECURRING, tty=True)
    found = kinds.json("contract", "list", "kind:one_off")
    assert [row["contract"] for row in found] == [ONCE]


@pytest.mark.parametrize(
    "argv",
    [
        ("renew", USAGE),
        ("renew", USAGE, "--auto"),
        ("contract", "amend", ONCE, "--by", "5k"),
        ("churn", ONCE),
        ("stage", USAGE, "verbal"),
    ],
    ids=" ".join,
)
def test_what_does_not_recur_is_not_renewed_amended_or_lost(kinds: Cli, argv: tuple[str, ...]) -> None:
    answer = kinds(*argv)
    assert answer.code == 5
    assert NOT_ONE in answer.err.replace("\n    ", " ")


@pytest.mark.parametrize("option", [("--auto-renew",), ("--forecast", "likely"), ("--expect", "2k")])
def test_an_edit_gives_it_nothing_that_only_recurring_revenue_has(
    kinds: Cli, option: tuple[str, ...]
) -> None:
    assert kinds("contract", "edit", USAGE, *option).code == 5


def test_an_edit_changes_the_total_and_the_kind_in_one_step_of_undo(kinds: Cli) -> None:
    before = kinds.json("contract", "show", USAGE)
    kinds.ok("contract", "edit", USAGE, "--value", "3.5k")
    assert kinds.json("contract", "show", USAGE)["total_value"] == 3_500
    kinds.ok("contract", "edit", USAGE, "--kind", "one_off")
    refused = kinds("contract", "edit", USAGE, "--kind", "recurring")
    assert (refused.code, "say what it is worth a year now" in refused.err) == (2, True)
    kinds.ok("contract", "edit", USAGE, "--kind", "recurring", "--value", "36k")
    assert some(kinds.json("contract", "show", USAGE), "total_value", "annual_value") == [None, 36_000]
    for _ in range(3):
        kinds.ok("undo")
    after = kinds.json("contract", "show", USAGE)
    assert {**after, "updated_at": ""} == {**before, "updated_at": ""}


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        (("--one-off", "--usage"), "give --one-off or --usage, not both"),
        (("--usage", "--per", "month"), "leave out --per"),
        (("--one-off", "--auto-renew"), "aren't renewed"),
    ],
)
def test_options_that_do_not_go_together_are_refused(kinds: Cli, more: tuple[str, ...], wrong: str) -> None:
    answer = kinds("contract", "add", "acme", "--value", "1k", *more)
    assert answer.code in (2, 5)
    assert wrong in answer.err.replace("\n    ", " ")


def test_rows_of_standard_input_have_kinds_and_totals(kinds: Cli) -> None:
    rows = "account,kind,starts_on,ends_on,total_value\nacme,usage,2026-02-01,2026-02-28,700\n"
    (made,) = kinds.ok("contract", "add", "--stdin", stdin=rows).split()
    assert some(kinds.json("contract", "show", made), "kind", "total_value", "currency") == [
        "usage",
        700,
        "EUR",
    ]
    wrong = kinds("contract", "add", "--stdin", stdin="account,total_value\nacme,700\n")
    assert "total_value is for one-offs and usage" in wrong.err


def test_a_customer_with_nothing_but_usage_left_has_left(kinds: Cli) -> None:
    kinds.ok("contract", "edit", USAGE, "--ends", "2026-12-31")
    kinds.ok("churn", RECURRING)
    (found,) = kinds.json("account", "list", "--fields", "account,status", today="2026-07-01")
    assert found["status"] == "churned"


def test_what_was_bought_once_is_no_white_space_and_usage_only_while_it_runs(kinds: Cli) -> None:
    kinds.ok("account", "add", "Birch")
    kinds.ok(
        "contract",
        "add",
        "birch",
        "--product",
        "Calls",
        "--usage",
        "--starts",
        "2025-01-01",
        "--ends",
        "2025-01-31",
    )
    kinds.ok("contract", "add", "birch", "--product", "Setup", "--one-off", "--starts", "2024-01-01")
    cells = {
        (row["account"], row["product"]): row["state"]
        for row in kinds.json("portfolio", "--white-space")["white_space"]
    }
    assert (cells["birch", "Setup"], cells["birch", "Calls"]) == ("owned", "open")


def test_an_export_taken_in_by_another_book_is_the_same(kinds: Cli, tmp_path: Path) -> None:
    kinds.ok("export", "--all", "--to", str(tmp_path / "copy"))
    listed = kinds.ok(
        "contract", "list", "-o", "csv", "--fields", "product,kind,total_value,annual_value,ends_on"
    )
    other = Cli(tmp_path, tmp_path / "other.db")
    other.ok("init", "--currency", "EUR")
    other.ok("import", *map(str, sorted((tmp_path / "copy").glob("*.csv"))), "--yes")
    again = other.ok(
        "contract", "list", "-o", "csv", "--fields", "product,kind,total_value,annual_value,ends_on"
    )
    assert sorted(csv.reader(io.StringIO(again))) == sorted(csv.reader(io.StringIO(listed)))


# The contract that a new one continues.


def term(acme: Cli, starts: str, ends: str, value: str = "10k", *more: str) -> str:
    given = ("--product", "Platform", "--value", value, "--starts", starts, "--ends", ends)
    return acme.ok("contract", "add", "acme", *given, *more, tty=True)


def followers(acme: Cli) -> list[str | None]:
    return [row["renewed_by"] for row in sorted(acme.json("contract", "list"), key=lambda row: row["id"])]


def test_typed_one_after_the_other_they_are_linked_and_nothing_comes_up(acme: Cli) -> None:
    term(acme, "2025-10-01", "2025-12-31", "0")
    assert "It renews k5." in term(acme, "2026-01-01", "2026-12-31", "50k")
    assert "It renews k6." in term(acme, "2027-01-01", "2027-12-31", "80k")
    said = acme.json("metrics", *QUARTER)
    assert some(said, "contracted_arr", "contracted_net", "closing_arr") == [80_000, 30_000, 50_000]
    assert acme.json("renewals", "--in", "400d") == []
    acme.ok("undo")
    assert followers(acme) == ["k6", None]


def test_one_that_is_typed_before_the_other_is_linked_too(acme: Cli) -> None:
    term(acme, "2026-01-01", "2026-12-31")
    assert "k5 renews it." in term(acme, "2025-01-01", "2025-12-31")
    assert followers(acme) == [None, "k5"]


def test_a_renewal_as_another_product_is_a_contraction_and_no_cross_sell(acme: Cli) -> None:
    given = ("--product", "A", "--value", "100k", "--starts", "2025-02-01", "--ends", "2026-01-31")
    acme.ok("contract", "add", "acme", *given)
    acme.ok("renew", "k5", "--product", "B", "--value", "90k")
    said = acme.json("metrics", *QUARTER)
    assert some(said, "contraction", "cross_sell", "renewal_rate_count", "renewal_rate_value") == [
        10_000,
        0,
        1,
        0.9,
    ]


def test_between_parallel_contracts_nothing_is_guessed_and_all_are_named(acme: Cli) -> None:
    term(acme, "2025-01-01", "2025-12-31")
    term(acme, "2025-06-01", "2025-12-31", "5k", "--overlap")
    said = " ".join(term(acme, "2026-01-01", "2026-12-31").split())
    assert "Not linked as a renewal: more than one contract could be meant (k5, k6)." in said
    assert followers(acme) == [None, None, None]


def test_where_a_third_runs_beside_both_only_the_next_day_is_a_renewal(acme: Cli) -> None:
    term(acme, "2024-01-01", "2027-06-30", "5k")
    term(acme, "2025-01-01", "2025-12-31", "10k", "--overlap")
    said = " ".join(term(acme, "2026-01-02", "2026-12-31", "10k", "--overlap").split())
    assert "Not linked as a renewal: more than one contract could be meant (k5, k6)." in said
    assert "It renews k7." in term(acme, "2027-01-01", "2027-12-31", "10k", "--overlap")
    assert followers(acme) == [None, None, "k8", None]


def test_no_link_leaves_it_and_what_is_lost_or_too_long_ago_is_never_meant(acme: Cli) -> None:
    term(acme, "2025-01-01", "2025-12-31")
    assert "renew" not in term(acme, "2026-01-01", "2026-01-31", "10k", "--no-link")
    assert "renew" not in term(acme, "2026-04-02", "2026-12-31")  # 61 days after 31 January
    acme.ok("contract", "add", "acme", "--product", "Core", "--starts", "2025-01-01", "--ends", "2025-12-31")
    acme.ok("churn", "k8")
    given = ("--product", "Core", "--starts", "2026-01-01", "--ends", "2026-12-31")
    assert "It renews" not in acme.ok("contract", "add", "acme", *given, tty=True)
    assert followers(acme) == [None] * 5


def test_import_links_what_is_clear_and_counts_what_is_not(acme: Cli, tmp_path: Path) -> None:
    file = tmp_path / "contracts.csv"
    file.write_text(
        "account,product,reference,starts_on,ends_on,annual_value,currency\n"
        "acme,Core,C1,2025-01-01,2025-12-31,10,EUR\n"
        "acme,Core,C2,2026-01-01,2026-12-31,11,EUR\n"
        "acme,Seats,S1,2025-01-01,2025-12-31,10,EUR\n"
        "acme,Seats,S2,2025-03-01,2025-12-31,10,EUR\n"
        "acme,Seats,S3,2026-01-01,2026-12-31,10,EUR\n"
        "acme,Seats,S4,2026-01-15,2026-12-31,10,EUR\n"
    )
    answer = acme("import", str(file), "--yes")
    assert "1 renewal linked to earlier contracts (--no-link doesn't)" in answer.out
    assert "2 contracts not linked as renewals: more than one could be meant" in answer.out
    linked = {row["reference"]: row["renewed_by"] for row in acme.json("contract", "list")}
    assert [name for name, after in linked.items() if after] == ["C1"]


def test_the_web_page_says_what_is_apart_from_its_revenue(kinds: Cli, tmp_path: Path) -> None:
    kinds.ok("export", "html", "--to", str(tmp_path / "book.html"))
    assert "Apart from ARR: usage 2,000 (12 months 2,000)" in (tmp_path / "book.html").read_text()
