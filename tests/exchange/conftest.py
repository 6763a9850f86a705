from pathlib import Path

import pytest

from tests.exchange.helpers import ACCOUNTS, EVERYTHING, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty desk: no book, no files."""
    return Desk(tmp_path)


@pytest.fixture
def two_accounts(desk: Desk) -> Desk:
    """A book with Acme and Beta."""
    desk.imported(desk.file("start.csv", ACCOUNTS))
    return desk


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A book with one file of every kind imported."""
    desk.imported(*(desk.file(name, text) for name, text in EVERYTHING.items()))
    return desk
