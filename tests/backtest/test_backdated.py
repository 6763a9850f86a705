"""The book whose mechanism is known (`decaying`), imported with and without the days on which accounts were
added: backdated, its back-test is the same to the last digit."""

from pathlib import Path
from typing import Any

import pytest

from tests.backtest.decaying import TODAY, write_book
from tests.profiles import is_nightly
from tests.support import kept_open

ACCOUNTS = 800 if is_nightly() else 80
FILES = ("accounts", "contacts", "contracts", "interactions", "issues", "surveys", "usage")
BACKTEST = ("backtest", "--backdated", "--from", "2024-04")


@pytest.fixture(scope="module")
def told(template: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, Any]]:
    """What the back-test says, with the column and without it."""
    found = []
    for added in (True, False):
        folder = tmp_path_factory.mktemp("added" if added else "unsaid")
        write_book(folder, ACCOUNTS, added=added)
        with kept_open(folder, folder / "book.db") as cli:
            cli.ok("init", "--currency", "EUR", today=TODAY)
            cli.ok("import", *(str(folder / f"{name}.csv") for name in FILES), "--yes", today=TODAY)
            found.append((cli.ok(*BACKTEST, "-o", "json", today=TODAY), cli.json(*BACKTEST, today=TODAY)))
    return found


def test_an_import_without_the_days_of_adding_gives_the_same_back_test(told: list[tuple[str, Any]]) -> None:
    (with_days, read), (without, _) = told
    assert with_days == without
    assert read["loss_count"] >= ACCOUNTS // 10


def test_most_losses_of_an_imported_book_are_flagged(told: list[tuple[str, Any]]) -> None:
    read = told[1][1]
    assert read["loss_flagged"] >= 0.6 * read["loss_count"]
