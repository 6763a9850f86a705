"""`am portfolio`: a small book worked by hand, in every format; empty, odd and hostile books."""

import csv
import io
import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from amcli.rules.portfolio import DIMENSIONS
from amcli.storage.connection import Book
from tests.commands.test_hostile_names import NAMES, strange
from tests.support import Cli, filled, kept_open, uncoloured

SUMS = ("accounts", "arr", "critical", "at_risk", "unknown", "arr_at_risk")
FIRM = (
    ("account", "add", "Acme Robotics", "--code", "acme", "--tier", "key", "--since", "2023-04-05",
     "--region", "emea", "--owner", "Robin Hale"),
    ("account", "add", "Birchwood Schools", "--code", "birch", "--tier", "light", "--since", "2025-01-10",
     "--region", "emea"),
    ("account", "add", "Acton Glass", "--code", "acton", "--since", "2024-06-01", "--region", "us"),
    ("account", "add", "Delta Foods", "--code", "delta", "--since", "2024-06-01"),
    ("account", "add", "Old Mill", "--code", "mill", "--status", "churned"),
    ("contract", "add", "acme", "--product", "Platform", "--value", "60k", "--starts", "2025-04-05",
     "--ends", "2026-04-04"),
    ("contract", "add", "birch", "--product", "Platform", "--value", "12k", "--starts", "2025-09-01",
     "--ends", "2026-08-31"),
    ("contract", "add", "delta", "--product", "Analytics", "--value", "10k", "--currency", "USD",
     "--starts", "2025-06-01", "--ends", "2026-05-31"),
    ("log", "acme", "Wants single sign-on", "--on", "2026-02-27"),
    ("log", "acme", "Nobody there", "--no-answer", "--on", "2026-02-26"),
    ("log", "birch", "Sent the quote", "-k", "email", "--on", "2025-12-02"),
    ("log", "delta", "First steps", "--on", "2025-12-01"),
)  # fmt: skip


@pytest.fixture(scope="module")
def firm_book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four customers and a lost one, three contracts, one of them in dollars."""
    return filled(template, tmp_path_factory.mktemp("firm"), FIRM)


@pytest.fixture
def firm(cli: Cli, firm_book: Path) -> Cli:
    """`am` on the firm's book, with a rate for dollars."""
    shutil.copyfile(firm_book, cli.book)
    cli.config.write_text('[fx]\nUSD = "0.9"\n')
    return cli


@pytest.fixture(scope="module")
def demo(sample_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cli]:
    """`am` on the sample book, which no test changes."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copyfile(sample_book, folder / "demo.db")
    with kept_open(folder, folder / "demo.db") as cli:
        shutil.copyfile(sample_book.with_suffix(".toml"), cli.config)
        yield cli


def opportunity(cli: Cli, account: str, product: str, **fields: Any) -> None:
    """An opportunity straight in the book."""
    at = "2026-01-01T00:00:00.000Z"
    values = {"created_at": at, "updated_at": at, "name": "More", **fields}
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    with sqlite3.connect(cli.book) as db:
        account_id = db.execute("SELECT id FROM account WHERE code = ?", [account]).fetchone()[0]
        product_id = db.execute("SELECT id FROM product WHERE name = ?", [product]).fetchone()[0]
        db.execute(
            f"INSERT INTO opportunity (account_id, product_id, {names}) VALUES (?, ?, {marks})",
            [account_id, product_id, *values.values()],
        )
    db.close()


def drawn(cli: Cli, *argv: str, columns: int = 80) -> str:
    return cli.ok("portfolio", *argv, "-o", "table", env={"COLUMNS": str(columns)})


def test_the_book_by_hand(firm: Cli) -> None:
    found = firm.json("portfolio")
    assert (found["date"], found["currency"]) == ("2026-03-02", "EUR")
    assert (found["totals"]["accounts"], found["totals"]["arr"]) == (4, 81_000)
    assert found["totals"]["converted_accounts"] == 1
    regions = [(row["group"], row["accounts"], row["arr"], row["share"]) for row in found["by"]["region"]]
    assert regions == [("emea", 2, 72_000, 72 / 81), ("us", 1, 0, 0.0), (None, 1, 9_000, 9 / 81)]
    assert [row["group"] for row in found["by"]["tier"]] == ["key", "standard", "light"]
    assert found["concentration"] == {
        "top": {"accounts": 1, "arr": 60_000, "share": 60 / 81},
        "largest": {"account": "acme", "name": "Acme Robotics", "arr": 60_000, "share": 60 / 81},
    }
    assert found["key_accounts"] == {"accounts": 1, "most": 10, "over": False}


def test_the_months_by_hand(firm: Cli) -> None:
    found = firm.json("portfolio")["renewals"]
    assert [month["month"] for month in found["months"]] == [
        *(f"2026-{month:02d}" for month in range(3, 13)), "2027-01", "2027-02",
    ]  # fmt: skip
    filled = [tuple(month.values()) for month in found["months"] if month["contracts"]]
    assert filled == [  # the mean is 6,750
        ("2026-04", 1, 60_000, 60 * 12 / 81, True),
        ("2026-05", 1, 9_000, 9 * 12 / 81, False),
        ("2026-08", 1, 12_000, 12 * 12 / 81, True),
    ]
    assert found["past"] == {"contracts": 0, "value": 0}
    ended = firm.json("portfolio", today="2026-04-20")["renewals"]
    assert ended["past"] == {"contracts": 1, "value": 60_000}
    assert firm.json("portfolio", today="2025-06-01")["renewals"]["later"] == {
        "contracts": 1,
        "value": 12_000,
    }


def test_load_and_touches_by_hand(firm: Cli) -> None:
    found = firm.json("portfolio")
    assert (found["load"]["hours"], found["load"]["available"]) == (13.5, 130)
    assert (found["load"]["ratio"], found["load"]["state"]) == (13.5 / 130, "ok")
    assert [tier["hours"] for tier in found["load"]["tiers"]] == [8, 5, 0.5]
    touches = found["touches"]  # an attempt is none, and delta's is 91 days old
    assert [(tier["tier"], tier["touches"], tier["per_account"]) for tier in touches["tiers"]] == [
        ("key", 1, 1.0), ("standard", 0, 0.0), ("light", 1, 1.0),
    ]  # fmt: skip
    assert touches["alike"] == [{"tier": "key", "than": "light"}, {"tier": "standard", "than": "light"}]


@pytest.mark.parametrize(
    ("available", "state", "words"),
    [
        ("15.01", "ok", "89.9%: you have room"),
        ("15", "amber", "• 13.5 of 15 hours a month, 90.0%: nearly full"),
        ("12.28", "amber", "109.9%: nearly full"),
        ("12.27", "red", "! 13.5 of 12.27 hours a month, 110.0%: over capacity"),
    ],
)
def test_the_load_is_said_in_words(firm: Cli, available: str, state: str, words: str) -> None:
    firm.ok("config", "set", "portfolio.hours.available", available)
    assert firm.json("portfolio")["load"]["state"] == state
    assert words in drawn(firm)


def test_hours_are_a_setting(firm: Cli) -> None:
    firm.ok("config", "set", "portfolio.hours.key", "10.25")
    assert firm.json("portfolio")["load"]["hours"] == 15.75
    assert firm.ok("config", "get", "portfolio.hours.standard") == "2.5\n"
    for value in ("0", "-1", "x", "1.234", "inf", "100000", "true"):
        code, _, err = firm("config", "set", "portfolio.hours.key", "--", value)
        assert (code, "number of hours" in err) == (2, True), value
    firm.config.write_text("portfolio.hours.light = 'none'\nfx.USD = 0.9\n")
    code, _, err = firm("portfolio")
    assert (code, "portfolio.hours.light" in err) == (2, True)


def test_coverage_and_risk_agree_with_the_lists(demo: Cli) -> None:
    found = demo.json("portfolio")
    late = {row["account"] for row in demo.json("checkins", "--all") if row["days_overdue"] > 0}
    assert set(found["coverage"]["beyond_accounts"]) == late
    assert found["coverage"]["beyond_share"] == len(late) / found["totals"]["accounts"]
    risks = demo.json("risks", "--all")
    for band in ("critical", "at_risk", "unknown"):
        assert found["totals"][band] == sum(row["health"] == band for row in risks)
    risky = [row["arr"] for row in risks if row["health"] in ("critical", "at_risk")]
    assert found["totals"]["arr_at_risk"] == sum(risky)
    today = demo.json("today")["totals"]
    assert [found["totals"][name] for name in ("accounts", "arr", "arr_at_risk")] == [
        today[name] for name in ("accounts", "arr", "arr_at_risk")
    ]


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_the_groups_of_each_dimension_sum_to_the_totals(demo: Cli, dimension: str) -> None:
    found = demo.json("portfolio", "--by", dimension)
    assert set(found) == {"date", "currency", "totals", "by"}
    (rows,) = found["by"].values()
    assert {name: sum(row[name] for row in rows) for name in SUMS} == {
        name: found["totals"][name] for name in SUMS
    }
    assert sum(row["share"] for row in rows) == pytest.approx(1)


def test_one_dimension_alone_in_every_format(firm: Cli) -> None:
    header, *lines = firm.ok("portfolio", "--by", "reg", "-o", "tsv").splitlines()
    assert header.split("\t")[:4] == ["dimension", "group", "accounts", "arr"]
    assert [line.split("\t")[:4] for line in lines] == [
        ["region", "emea", "2", "72000"], ["region", "us", "1", "0"], ["region", "", "1", "9000"],
    ]  # fmt: skip
    assert len(firm.ok("portfolio", "--by", "region", "-o", "csv", "--no-header").splitlines()) == 3
    rows = firm.ok("portfolio", "--by", "region", "-o", "jsonl").splitlines()
    assert [json.loads(row)["group"] for row in rows] == ["emea", "us", None]
    page = firm.ok("portfolio", "--by", "region")
    assert "## By region" in page
    assert "| emea | 2 | 72,000 | 88.9% |" in page
    assert "## Load" not in page
    screen = drawn(firm, "--by", "region")
    assert "Load" not in screen
    assert [line.split()[:4] for line in screen.splitlines()[4:7]] == [
        ["emea", "2", "72k", "88.9%"], ["us", "1", "0", "0.0%"], ["-", "1", "9k", "11.1%"],
    ]  # fmt: skip


def test_the_page_is_markdown_in_a_pipe(firm: Cli) -> None:
    page = firm.ok("portfolio")
    assert page == firm.ok("portfolio", "-o", "md")
    assert page.startswith("# Portfolio on 2 Mar 2026\n\n4 accounts · ")
    for line in (
        "- Concentration: the largest 1 of 4 accounts: 74.1% of ARR",
        "- Concentration: Acme Robotics alone: 74.1%",
        "| Apr 2026 | 1 | 60,000 | 8.9x the average month |",
        "| May 2026 | 1 | 9,000 |  |",
        "13.5 of 130 hours a month, 10.4%: you have room · touches in 90 days",
        "Key accounts get no more touches than light ones.",
        "| Acme Robotics | 60,000 | owned | - |",
        "~ Other currencies converted at the rates in your settings",
    ):
        assert line in page.splitlines()


def test_the_screen_says_it_in_lines_that_fit(firm: Cli) -> None:
    for columns in (80, 120):
        screen = drawn(firm, columns=columns)
        assert max(cell_len(line) for line in screen.splitlines()) <= columns
        assert "Acme Robotics alone: 74.1%" in screen
        assert "8.9x the average month" in screen
        assert "Standard accounts get no more touches than light ones." in screen
        assert "No data: segment" in screen
        assert "~9k" in screen
    assert firm.ok("portfolio", "-o", "ids") == "acme\nbirch\ndelta\nacton\n"


def test_colour_stands_on_no_fact_alone(firm: Cli) -> None:
    firm.ok("config", "set", "portfolio.hours.available", "10")
    plain = firm.ok("--color", "never", "portfolio", tty=True)
    painted = firm.ok("--color", "always", "portfolio", tty=True, env={"NO_COLOR": ""})
    assert painted != plain
    assert uncoloured(painted) == plain


def test_a_missing_rate_fails_and_names_the_command_that_sets_it(firm: Cli) -> None:
    firm.config.write_text("")
    for argv in ([], ["--by", "tier"], ["--white-space"], ["-o", "json"], ["-o", "table"]):
        code, out, err = firm("portfolio", *argv)
        assert (code, out) == (5, ""), argv
        assert "USD" in err
        assert "am config set fx.USD RATE" in err
    firm.ok("config", "set", "fx.USD", "0.9")
    assert firm.json("portfolio")["totals"]["arr"] == 81_000


def test_a_renewal_that_has_not_begun_needs_its_rate_too(firm: Cli) -> None:
    firm.ok("contract", "add", "acton", "--value", "5k", "--currency", "GBP", "--starts", "2026-06-01",
            "--ends", "2026-12-31")  # fmt: skip
    code, _, err = firm("portfolio")
    assert (code, "am config set fx.GBP RATE" in err) == (5, True)


def space(cli: Cli) -> dict[tuple[str, str], Any]:
    rows = cli.json("portfolio", "--white-space")["white_space"]
    return {(row["account"], row["product"]): row for row in rows}


def test_white_space_is_what_is_neither_owned_nor_in_an_opportunity(firm: Cli) -> None:
    opportunity(firm, "birch", "Analytics", value=500_000, currency="EUR", stage="qualified")
    opportunity(firm, "acton", "Analytics", stage="lost", closed_on="2026-02-01")
    opportunity(firm, "acton", "Platform", stage="won", closed_on="2026-03-03")  # tomorrow
    opportunity(firm, "mill", "Platform")
    found = space(firm)
    assert {place: row["state"] for place, row in found.items()} == {
        ("acme", "Platform"): "owned", ("acme", "Analytics"): "open",
        ("birch", "Platform"): "owned", ("birch", "Analytics"): "opportunity",
        ("delta", "Platform"): "open", ("delta", "Analytics"): "owned",
        ("acton", "Platform"): "opportunity", ("acton", "Analytics"): "open",
    }  # fmt: skip
    values = [tuple(row.values())[3:] for row in found.values()]
    assert values[:4] == [
        (60_000, "EUR", ["k1"]), (None, None, []), (12_000, "EUR", ["k2"]), (5_000, "EUR", ["o1"])
    ]  # fmt: skip
    assert found["delta", "Analytics"]["value"] == 10_000
    assert found["delta", "Analytics"]["currency"] == "USD"


def test_what_is_open_has_its_list_price(firm: Cli) -> None:
    with sqlite3.connect(firm.book) as db:
        db.execute("UPDATE product SET list_price = 1200050, currency = 'EUR' WHERE name = 'Analytics'")
    db.close()
    found = space(firm)["acton", "Analytics"]
    assert (found["state"], found["value"], found["currency"]) == ("open", 12_000.5, "EUR")


def test_what_runs_is_owned_whatever_it_is_worth_and_what_ended_is_open_again(firm: Cli) -> None:
    firm.ok("contract", "add", "acton", "--product", "Training", "--starts", "2026-06-01",
            "--ends", "2026-12-31")  # fmt: skip
    assert space(firm)["acton", "Training"]["state"] == "owned"  # bought, if not begun
    firm.ok("renew", "birch", "--value", "15k")
    found = space(firm)["birch", "Platform"]
    assert (found["value"], found["refs"]) == (12_000, ["k2"])
    firm.ok("churn", "acme", "--reason", "price")
    assert ("acme", "Platform") not in space(firm)  # who is leaving buys nothing more
    firm.ok("account", "edit", "acme", "--status", "active", today="2026-04-05")
    later = firm.json("portfolio", "--white-space", today="2026-04-05")["white_space"]
    states = {(row["account"], row["product"]): row["state"] for row in later}
    assert states["acme", "Platform"] == "open"


def test_two_currencies_of_one_product_are_summed_in_the_books_own(firm: Cli) -> None:
    firm.ok("contract", "add", "delta", "--product", "Analytics", "--value", "1k", "--currency", "EUR",
            "--starts", "2026-01-01", "--ends", "2026-12-31", "--overlap")  # fmt: skip
    found = space(firm)["delta", "Analytics"]
    assert (found["value"], found["currency"], found["refs"]) == (10_000, "EUR", ["k3", "k4"])


def test_white_space_is_a_list_for_tables(firm: Cli) -> None:
    rows = list(csv.DictReader(io.StringIO(firm.ok("portfolio", "--white-space", "-o", "csv"))))
    assert list(rows[0]) == ["account", "product", "state", "value", "currency", "refs"]
    assert len(rows) == 4 * 2
    assert rows[0] | {"refs": ""} == {
        "account": "acme", "product": "Platform", "state": "owned", "value": "60000", "currency": "EUR",
        "refs": "",
    }  # fmt: skip
    assert len(firm.ok("portfolio", "--white-space", "-o", "tsv").splitlines()) == 9
    assert firm.ok("portfolio", "--white-space").count("| Acme Robotics |") == 1


def test_the_grid_shows_fifteen_accounts_and_all_when_asked(demo: Cli) -> None:
    for argv, command in (
        (["portfolio"], "am portfolio --all"),
        (["portfolio", "--white-space"], "am portfolio --white-space --all"),
    ):
        short, whole = demo.ok(*argv, "-o", "table"), demo.ok(*argv, "--all", "-o", "table")
        assert "22 more accounts" in short
        assert command in short
        assert "more accounts" not in whole
        assert ("Quarry Books" in short, "Quarry Books" in whole) == (False, True)  # the smallest
    rows = demo.json("opportunity", "list")
    (growing,) = [row["opportunity"] for row in rows if row["name"] == "Supplier scorecards"]
    assert growing in whole


def test_alone_the_grid_shows_every_product_in_blocks_that_fit(firm: Cli) -> None:
    for number in range(9):
        firm.ok("contract", "add", "acme", "--product", f"Long product name {number}", "--value", "1k",
                "--starts", "2026-01-01", "--ends", "2026-12-31")  # fmt: skip
    grid = drawn(firm, "--white-space")
    assert max(cell_len(line) for line in grid.splitlines()) <= 80
    assert grid.count("White space") == 3
    assert grid.split().count("Long") == 9
    assert "more product" not in grid
    assert "7 more products" in drawn(firm)
    assert "more product" not in drawn(firm, columns=200)


def test_the_grid_explains_only_the_marks_it_has(firm: Cli) -> None:
    assert "opportunity" not in drawn(firm)
    opportunity(firm, "birch", "Analytics")
    opportunity(firm, "birch", "Analytics")
    grid = drawn(firm, "--white-space")
    assert "o1 +1" in grid
    assert "o1: in that opportunity · -: white space" in grid


@pytest.mark.parametrize("argv", [[], ["--by", "owner"], ["--white-space"]])
def test_an_empty_book_says_what_to_do(cli: Cli, argv: list[str]) -> None:
    assert "am account add" in drawn(cli, *argv)
    assert "am account add" in cli.ok("portfolio", *argv)
    assert cli.json("portfolio", *argv)["totals"]["accounts"] == 0
    assert cli.ok("portfolio", *argv, "-o", "ids") == ""
    assert len(cli.ok("portfolio", *argv, "-o", "csv").splitlines()) == 1


def test_an_empty_book_has_every_part_and_no_share_of_nothing(cli: Cli) -> None:
    found = cli.json("portfolio")
    assert found["concentration"]["largest"] is None
    assert found["concentration"]["top"] == {"accounts": 0, "arr": 0, "share": None}
    assert (found["coverage"]["beyond_share"], found["coverage"]["unknown_share"]) == (None, None)
    assert {tier["per_account"] for tier in found["touches"]["tiers"]} == {None}
    assert (found["white_space"], found["load"]["ratio"]) == ([], 0.0)


def test_one_account_without_a_contract(cli: Cli) -> None:
    cli.ok("account", "add", "Acme Robotics", "--code", "acme")
    found = cli.json("portfolio")
    assert found["concentration"]["top"] == {"accounts": 1, "arr": 0, "share": None}
    assert found["by"]["tier"][0]["share"] is None
    for columns in (80, 120):
        screen = drawn(cli, columns=columns)
        assert "1 account" in screen
        assert "no products on record yet" in screen
    assert "No products on record yet." in cli.ok("portfolio")


def test_more_than_ten_key_accounts_are_said(cli: Cli) -> None:
    for number in range(11):
        cli.ok("account", "add", f"Account {number}", "--tier", "key")
        said = [drawn(cli), cli.ok("portfolio")] if number >= 9 else []
        for text in said:
            assert ("are they all key?" in text) is (number == 10)
    assert cli.json("portfolio")["key_accounts"] == {"accounts": 11, "most": 10, "over": True}


def test_a_long_dimension_is_cut_on_the_page_and_whole_alone(cli: Cli) -> None:
    for number in range(12):
        cli.ok("account", "add", f"Account {number}", "--owner", f"Owner {number:02d}")
    page, alone = drawn(cli), drawn(cli, "--by", "owner")
    assert ("Owner 09" in page, "Owner 10" in page) == (True, False)
    assert "2 more" in page
    assert "am portfolio --by owner" in page
    assert "Owner 11" in alone


@pytest.fixture(scope="module")
def odd_book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that the portfolio shows bears a hostile name."""
    folder = tmp_path_factory.mktemp("odd")
    shutil.copyfile(template, folder / "book.db")
    cli = Cli(folder, folder / "book.db")
    for number, name in enumerate(NAMES.values(), 1):
        groups = [
            word for option in ("region", "segment", "owner", "industry") for word in (f"--{option}", name)
        ]
        cli.ok("account", "add", "--code", f"x{number}", *groups, "--", name)
        cli.ok("contract", "add", f"x{number}", "--product", name, "--value", "5k", "--ends", "2026-12-31")
    return folder / "book.db"


@pytest.mark.parametrize("argv", [[], ["--by", "owner"], ["--white-space", "--all"]], ids=" ".join)
def test_hostile_names_are_harmless_everywhere(cli: Cli, odd_book: Path, argv: list[str]) -> None:
    shutil.copyfile(odd_book, cli.book)
    for form in ("json", "jsonl", "csv", "tsv", "md", "ids"):
        out = cli.ok("portfolio", *argv, "-o", form)
        assert strange(out) == set(), form
        assert form != "md" or "<script>" not in out
    for columns in (80, 120):
        out = drawn(cli, *argv, columns=columns)
        assert strange(uncoloured(out)) == set()
        assert max(cell_len(line) for line in out.splitlines()) <= columns
    groups = cli.json("portfolio", "--by", "owner")["by"]["owner"]
    assert {row["group"] for row in groups} == set(NAMES.values())


def test_the_number_of_queries_does_not_grow_with_the_book(
    firm: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = Book.rows
    asked: list[str] = []

    def counting(book: Book, query: str, /, **values: Any) -> Any:
        asked.append(query)
        return rows(book, query, **values)

    def questions() -> int:
        asked.clear()
        with monkeypatch.context() as patched:
            patched.setattr(Book, "rows", counting)
            firm.json("portfolio")
        return len(asked)

    few = questions()
    for number in range(5):
        firm.ok("account", "add", f"Account {number}", "--code", f"more{number}")
        firm.ok("contract", "add", f"more{number}", "--product", "Platform", "--value", "5k")
        firm.ok("log", f"more{number}", "Said hello")
    assert questions() <= few


def test_by_and_the_grid_are_one_at_a_time(firm: Cli) -> None:
    assert firm("portfolio", "--by", "tier", "--white-space").code == 2
    code, _, err = firm("portfolio", "--by", "colour")
    assert (code, "Use tier, segment, region, owner or industry." in err) == (2, True)
