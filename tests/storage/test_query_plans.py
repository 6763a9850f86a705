"""How SQLite answers our queries: none reads all interactions, usage or the journal, none makes an index
first, but for those named. A plan doesn't depend on what is in the book, which is never analysed."""

import re
from functools import cache

import pytest

from amcli.storage.connection import OUR_VIEWS, QUERIES, Book, query_text
from amcli.storage.models.work import TOUCH

from .support import new_book

LARGE = {"interaction", "usage", "journal"}
NAMED = re.compile(
    r'(?:FROM|JOIN)\s+"?(\w+)"?(?:\s+(?:AS\s+)?(?!(?:WHERE|ON|ORDER|GROUP|LEFT|JOIN|CROSS)\b)(\w+))?'
)
QUESTIONS = sorted(each.stem for each in QUERIES.glob("*.sql") if each.stem not in OUR_VIEWS)
# What is read whole, and why that may be.
WHOLE = {
    "changes_of_account": "the history of an account, deleted records too, is found in the journal alone",
    "interaction_list": "it is the list of all interactions",
    "meetings": "by an index that holds no interactions but those that are booked",
    "sign_unanswered": "no more than the last three, which it calls as it calls the table",
    "usage_list": "it is the list of all usage",
}
# Where SQLite makes an index for the question, and why that may be.
INDEXED = {
    "arr": "of the contracts that run, once for all accounts",
    "products_of_accounts": "of the contracts that run, once for all accounts",
    "open_contracts": "of the sums of amendments, of which there are few",
    "stamps": "of what a calendar or an address book is made of, which is exported, not read daily",
}


def test_what_a_touch_is_stands_in_one_place() -> None:
    """The view says it with the words of the index, or SQLite would not use it."""
    assert TOUCH in query_text("touch")
    conditions = re.compile(r"kind <> 'note'(?=[^)]*\btried = 0)(?=[^)]*\bplanned = 0)")
    files = QUERIES.rglob("*.sql")
    assert [each.stem for each in files if conditions.search(each.read_text(encoding="utf-8"))] == ["touch"]


def test_the_day_for_notice_is_counted_in_one_place() -> None:
    found = [
        each.stem for each in QUERIES.rglob("*.sql") if "{notice_by}" in each.read_text(encoding="utf-8")
    ]
    assert found == ["contract_days"]
    for each in QUERIES.rglob("*.sql"):
        assert "notice_days" not in each.read_text(encoding="utf-8"), each


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return new_book(tmp_path_factory.mktemp("plans") / "book.db")


@cache
def names(query: str) -> dict[str, set[str]]:
    """The tables that each name within a query may stand for."""
    found: dict[str, set[str]] = {}
    for table, name in NAMED.findall(query_text(query)):
        found.setdefault(name or table, set()).add(table)
    return found


def plan(book: Book, query: str) -> list[str]:
    text = query_text(query)
    values = dict.fromkeys(re.findall(r":(\w+)", text))
    return [row["detail"] for row in book.db.execute(f"EXPLAIN QUERY PLAN {text}", values)]


def scans(book: Book, query: str) -> set[str]:
    """The large tables that a query reads from end to end, by table or by an index."""
    read = [line.split()[1] for line in plan(book, query) if line.startswith("SCAN ")]
    return {table for name in read for table in names(query).get(name, {name})} & LARGE


@pytest.mark.parametrize("query", QUESTIONS)
def test_no_query_reads_a_large_table_whole(book: Book, query: str) -> None:
    assert bool(scans(book, query)) == (query in WHOLE), plan(book, query)


@pytest.mark.parametrize("query", QUESTIONS)
def test_no_query_makes_an_index_first(book: Book, query: str) -> None:
    made = [line for line in plan(book, query) if "AUTOMATIC" in line]
    assert bool(made) == (query in INDEXED), made
