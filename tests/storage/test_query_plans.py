"""How SQLite answers our queries: none reads all interactions, usage or the journal, none makes an index
first, but for those named. A plan doesn't depend on what is in the book, which is never analysed."""

import re
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from amcli.reports.views import SCORED
from amcli.storage.connection import Book
from amcli.storage.models.records import TOUCH
from amcli.storage.sql_files import OUR_VIEWS, ROOMS, ROOT, parts_of, query_text

from .support import new_book

LARGE = {"interaction", "usage", "journal"}
NAMED = re.compile(
    r'(?:FROM|JOIN)\s+"?(\w+)"?(?:\s+(?:AS\s+)?(?!(?:WHERE|ON|ORDER|GROUP|LEFT|JOIN|CROSS)\b)(\w+))?'
)
FILES = sorted(each for room in ROOMS for each in (Path(ROOT) / room).glob("*.sql"))
NOT_ASKED = {"views", "sql_files"}  # what only stands in others
QUESTIONS = [
    f"{each.stem}.{part}".rstrip(".")
    for each in FILES
    if each.stem not in NOT_ASKED
    for part in parts_of(each.stem)
]
ASKED = re.compile(r'(?:book\.(?:rows?|each|text)|query_text)\(\s*"([a-z_]+(?:\.[a-z_]+)?)"')
OF_PICTURE = re.compile(r'\bpicture_rows\(world, "(\w+)"')
# What is read whole, and why that may be.
WHOLE = {
    "records.interaction": "it is the list of all interactions",
    "meetings": "by an index that holds no interactions but those that are booked",
    "plays.booked_reviews": "by the same index",
    "signs.unanswered": "no more than the last three, which it calls as it calls the table",
    "records.usage": "it is the list of all usage",
}
# Where SQLite makes an index for the question, and why that may be.
INDEXED = {
    "diary.stamps": "of what a calendar or an address book is made of, which is exported, not read daily",
}


def test_what_a_touch_is_stands_in_one_place() -> None:
    """The view says it with the words of the index, or SQLite would not use it."""
    assert TOUCH in query_text("sql_files.touch")
    conditions = re.compile(r"kind <> 'note'(?=[^)]*\btried = 0)(?=[^)]*\bplanned = 0)")
    found = [
        f"{each.stem}.{part}"
        for each in FILES
        for part, text in parts_of(each.stem).items()
        if conditions.search(text)
    ]
    assert found == ["sql_files.touch"]


def test_the_day_for_notice_is_counted_in_one_place() -> None:
    texts = {each.stem: each.read_text(encoding="utf-8") for each in FILES}
    assert [stem for stem, text in texts.items() if "{notice_by}" in text] == ["sql_files"]
    days = r"notice_(days|months)"
    counted = re.compile(rf"{days}\b[^,;]*(\|\||[-+*])|(\|\||[-+*])\s*\(?\w*\.?{days}")
    assert not [stem for stem, text in texts.items() if counted.search(text)]


def test_a_file_has_a_name_of_its_own_and_says_what_each_part_asks() -> None:
    """A query says file and part, not the room; so no two files are called the same."""
    assert len({each.stem for each in FILES}) == len(FILES)
    assert set(parts_of("sql_files")) == set(OUR_VIEWS)
    for each in FILES:
        text = each.read_text(encoding="utf-8")
        assert text.count("-- name: ") == len(set(parts_of(each.stem)) - {""}), each
        assert all(part.lstrip().startswith("-- ") for part in parts_of(each.stem).values()), each


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with closing(new_book(tmp_path_factory.mktemp("plans") / "book.db")) as found:
        yield found


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


@pytest.mark.parametrize("query", [each for each in QUESTIONS if TOUCH in query_text(each)])
def test_touches_are_found_by_the_index_that_holds_nothing_else(book: Book, query: str) -> None:
    """What the view reads has no name of its own: where a plan says `interaction` it means touches."""
    found = [line for line in plan(book, query) if line.split()[1] == "interaction"]
    assert found
    assert all(" INDEX interaction_touch" in line for line in found), found


@pytest.mark.parametrize("query", QUESTIONS)
def test_no_query_makes_an_index_first(book: Book, query: str) -> None:
    made = [line for line in plan(book, query) if "AUTOMATIC" in line]
    assert bool(made) == (query in INDEXED), made


def test_every_question_is_asked_and_every_one_that_is_asked_is_there() -> None:
    """Those of records by their kind, and the history by what it is of."""
    sources = [each.read_text(encoding="utf-8") for each in Path(ROOT).rglob("*.py")]
    texts = [SCORED, *(each.read_text(encoding="utf-8") for each in FILES)]
    asked = {name for text in sources for name in ASKED.findall(text)}
    asked |= {f"picture.{name}" for text in sources for name in OF_PICTURE.findall(text)}
    asked |= {name for text in texts for name in re.findall(r"\{(\w+\.\w+)\}", text)}
    asked |= {"history.changes", "history.of_account"}
    assert {name for name in asked if not name.startswith("sql_files.")} - set(QUESTIONS) == set()
    assert not {name for name in set(QUESTIONS) - asked if not name.startswith("records.")}
