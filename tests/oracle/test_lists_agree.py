"""The lists of the installed command against the oracle: on the demo book and on invented ones."""

import shutil
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.oracle.generate import Invented, books
from tests.oracle.oracle import Oracle, Rules, read_tables
from tests.oracle.replies import replies
from tests.oracle.running import QUESTIONS, ask_all, compare, config_text, run
from tests.oracle.writing import Writer
from tests.profiles import examples

# No shrinking: accounts do not touch each other, and a failure shows the one that differs.
SETTINGS = settings(
    max_examples=examples(6),
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
ALWAYS = ("checkins --all", "renewals", "risks --all", "replies")


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("oracle")


@pytest.fixture(scope="session")
def demo(place: Path) -> Path:
    book = place / "demo.db"
    done = run(place, "demo", str(book), book=book)
    assert done.code == 0, done.err
    return book


@pytest.fixture(scope="session")
def empty(place: Path) -> dict[str, Path]:
    """An empty book for each base currency, to be copied."""
    books = {currency: place / f"empty-{currency}.db" for currency in ("EUR", "JPY")}
    for currency, book in books.items():
        done = run(place, "init", "--currency", currency, book=book)
        assert done.code == 0, done.err
    return books


@pytest.fixture(scope="session")
def model(demo: Path) -> str:
    """The version of the weights, which the demo book has beside its stored scores."""
    (found,) = {row["model"] for row in read_tables(demo)["health"]}
    return str(found)


@pytest.mark.parametrize(
    ("today", "questions"),
    [("2026-03-02", QUESTIONS), ("2026-03-31", ALWAYS), ("2026-06-30", ALWAYS), ("2025-12-31", ALWAYS)],
)
def test_the_lists_of_the_demo_book_agree_with_the_oracle_on_several_days(
    place: Path, demo: Path, model: str, today: str, questions: tuple[str, ...]
) -> None:
    rules = Rules(rates=(("USD", "0.92"),), model=model)
    config = place / f"demo-{today}.toml"
    config.write_text(config_text(rules), encoding="utf-8")
    oracle = Oracle.of(demo, date.fromisoformat(today), rules)
    for question, answer in ask_all(place, questions, book=demo, config=config, today=today).items():
        compare(oracle, question, answer)


def test_the_demo_book_has_something_in_each_list(demo: Path) -> None:
    oracle = Oracle.of(demo, date(2026, 3, 2))
    bands = {row["health"] for row in oracle.risks(everything=True)}
    states = {row["state"] for row in oracle.checkins(everything=True)}
    assert {"overdue", "due", "coming", "snoozed", "ok"} <= states
    assert {"critical", "at_risk", "watch", "healthy", "unknown"} <= bands
    assert oracle.renewals()
    assert {row["side"] for row in replies(oracle)} == {"me", "them"}


NUMBERS = count()


@SETTINGS
@given(invented=books(size=24), fourth=st.sampled_from([each for each in QUESTIONS if each not in ALWAYS]))
def test_the_lists_of_invented_books_agree_with_the_oracle(
    place: Path, empty: dict[str, Path], model: str, invented: Invented, fourth: str
) -> None:
    today, rules, accounts = invented
    rules = rules._replace(model=model)
    folder = place / f"invented-{next(NUMBERS)}"
    folder.mkdir()
    book, config = folder / "book.db", folder / "config.toml"
    shutil.copy(empty[rules.base], book)
    config.write_text(config_text(rules), encoding="utf-8")
    Writer(book, model).write(accounts)
    oracle = Oracle.of(book, today, rules)
    answers = ask_all(place, (*ALWAYS, fourth), book=book, config=config, today=today.isoformat())
    for question, answer in answers.items():
        compare(oracle, question, answer)
    shutil.rmtree(folder)
