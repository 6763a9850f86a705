"""Parents and children: who belongs to a group and what it is worth, on `show`, `brief` and plan."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import Cli, filled, kept_open

TERM = ("--starts", "2026-01-01", "--ends", "2026-12-31")
BOOK = [
    ("account", "add", "Harbour Group"),
    ("account", "add", "Harbour Foods", "--parent", "harbour-group"),
    ("account", "add", "Harbour Cold", "--parent", "harbour-foods"),
    ("account", "add", "Harbour Ships", "--parent", "harbour-group"),
    ("account", "add", "Lone Pine"),
    ("contract", "add", "harbour-group", "--value", "10k", *TERM),
    ("contract", "add", "harbour-cold", "--value", "4k", *TERM),
    ("contract", "add", "harbour-ships", "--value", "25000.50", *TERM),
    ("contract", "add", "lone", "--value", "7k", *TERM),
]
MEMBERS = [("harbour-ships", 25000.5), ("harbour-cold", 4000), ("harbour-foods", 0)]
PAGES = (("show",), ("brief",), ("account", "plan"))


@pytest.fixture(scope="module")
def group_book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(template, tmp_path_factory.mktemp("group"), BOOK)


@pytest.fixture
def group(group_book: Path, tmp_path: Path) -> Iterator[Cli]:
    """A group of four, one of them two steps below the top, and an account without any."""
    (tmp_path / "book.db").write_bytes(group_book.read_bytes())
    with kept_open(tmp_path, tmp_path / "book.db") as cli:
        yield cli


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_a_group_is_the_topmost_account_and_all_below_it(group: Cli, page: tuple[str, ...]) -> None:
    top = group.json(*page, "harbour-group")
    assert (top["parent"], top["parent_name"], top["parent_arr"]) == (None, None, None)
    assert [(each["account"], each["arr"]) for each in top["children"]] == MEMBERS
    assert (top["group_arr"], top["group_accounts"]) == (39000.5, 4)
    middle = group.json(*page, "harbour-foods")
    assert (middle["parent"], middle["parent_name"], middle["parent_arr"]) == (
        "harbour-group",
        "Harbour Group",
        10000,
    )
    assert [(each["account"], each["parent"]) for each in middle["children"]] == [
        ("harbour-cold", "harbour-foods")
    ]
    assert middle["group_arr"] == top["group_arr"]
    alone = group.json(*page, "lone")
    assert (alone["parent"], alone["children"], alone["group_arr"]) == (None, [], None)


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_the_page_says_the_parts_and_their_sum(group: Cli, page: tuple[str, ...]) -> None:
    said = group.ok(*page, "harbour-group")
    assert "Harbour Ships, EUR 25,000.5" in said
    assert "hole group, 4 accounts, EUR 39,000.5" in said
    below = group.ok(*page, "harbour-cold")
    assert "part of Harbour Foods, EUR 0" in below
    assert "Group" not in group.ok(*page, "lone")


def test_a_group_is_worth_what_metrics_count_of_it(group: Cli) -> None:
    metrics = group.json("metrics", "--period", "this-quarter", "--by-parent")
    assert metrics["closing_arr"] == group.json("show", "harbour-cold")["group_arr"] + 7000


def test_a_sum_with_an_amount_without_a_rate_is_not_known(group: Cli) -> None:
    group.ok("contract", "add", "harbour-foods", "--value", "100", "--currency", "SEK", *TERM)
    found = group("show", "harbour-group", "-o", "json")
    assert '"group_arr": null' in found.out
    assert "no exchange rate from SEK" in found.err


def test_no_account_is_above_itself(group: Cli) -> None:
    found = group("account", "edit", "harbour-group", "--parent", "harbour-cold")
    assert found.code == 5
    assert "can't be its own parent" in found.err
