"""Books of three years, each made once."""

import shutil
from pathlib import Path

import pytest

from tests.backtest.lived import Years
from tests.support import Cli, made_once


def lived_book(
    template: Path, factory: pytest.TempPathFactory, name: str, accounts: int, *, driven: bool
) -> Path:
    """Three years of so many accounts."""

    def live(folder: Path) -> None:
        shutil.copyfile(template, folder / "book.db")
        years = Years(folder / "book.db", accounts, driven=driven)
        years.live()
        years.lived.close()

    return made_once(factory, name, live) / "book.db"


@pytest.fixture(scope="session")
def driven_book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Customers leave where they were neglected."""
    return lived_book(template, tmp_path_factory, "driven", 120, driven=True)


@pytest.fixture(scope="session")
def random_book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Customers leave whatever the signals say."""
    return lived_book(template, tmp_path_factory, "random", 120, driven=False)


@pytest.fixture(scope="session")
def small_book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two dozen customers."""
    return lived_book(template, tmp_path_factory, "small", 24, driven=True)


@pytest.fixture
def small(cli: Cli, small_book: Path) -> Cli:
    """`am` on the book of two dozen customers."""
    shutil.copyfile(small_book, cli.book)
    return cli
