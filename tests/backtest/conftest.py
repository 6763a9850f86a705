"""Books of three years, each made once."""

import shutil
from pathlib import Path

import pytest

from tests.backtest.lived import Years
from tests.support import Cli


def lived_book(template: Path, folder: Path, accounts: int, *, driven: bool) -> Path:
    """Three years of so many accounts."""
    path = folder / "book.db"
    shutil.copyfile(template, path)
    years = Years(path, accounts, driven=driven)
    years.live()
    years.lived.close()
    return path


@pytest.fixture(scope="session")
def driven_book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Customers leave where they were neglected."""
    return lived_book(template, tmp_path_factory.mktemp("driven"), 200, driven=True)


@pytest.fixture(scope="session")
def random_book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Customers leave whatever the signals say."""
    return lived_book(template, tmp_path_factory.mktemp("random"), 200, driven=False)


@pytest.fixture(scope="session")
def small_book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two dozen customers."""
    return lived_book(template, tmp_path_factory.mktemp("small"), 24, driven=True)


@pytest.fixture
def small(cli: Cli, small_book: Path) -> Cli:
    """`am` on the book of two dozen customers."""
    shutil.copyfile(small_book, cli.book)
    return cli
