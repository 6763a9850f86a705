"""Books of three years, each made once."""

import shutil
from pathlib import Path

import pytest

from tests.backtest.decaying import TODAY, Study, study, write_book
from tests.backtest.lived import Years
from tests.profiles import is_nightly
from tests.support import Cli, made_once


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """What stands beside other people's programs needs them: `pip install '.[compare]'`."""
    return True if collection_path.name == "test_beside_others.py" and not is_nightly() else None


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


MANY, FEW = 800, 240
FILES = ("accounts", "contacts", "contracts", "interactions", "issues", "surveys", "usage")


@pytest.fixture(scope="session")
def decaying_book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Customers whose use decays before they leave, imported from files; a third of them here."""

    def fill(folder: Path) -> None:
        shutil.copyfile(template, folder / "book.db")
        cli = Cli(folder, folder / "book.db")
        write_book(folder, MANY if is_nightly() else FEW)
        for name in FILES:
            cli.ok("import", str(folder / f"{name}.csv"), "--yes", today=TODAY)

    return made_once(tmp_path_factory, "decaying", fill) / "book.db"


@pytest.fixture(scope="session")
def studied(decaying_book: Path) -> Study:
    """What a back-test makes of it, with what is learned from."""
    return study(decaying_book)
