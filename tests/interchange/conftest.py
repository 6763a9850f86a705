import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from amcli.storage import backups
from tests.interchange.helpers import ACCOUNTS, EVERYTHING, Desk
from tests.profiles import is_nightly
from tests.support import OneConnection


@pytest.fixture(autouse=True)
def backups_are_taken_for_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before an import the book is copied, as ever, but within the tests' own process the copy isn't looked
    through for faults: that took a sixth of an import, and is shown where backups are (tests/storage,
    tests/commands). Nightly it is."""
    if not is_nightly():
        monkeypatch.setattr(backups, "fault_of", lambda db: None)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty desk: no book, no files."""
    desk = Desk(tmp_path)
    desk.lent = OneConnection(desk.book)
    yield desk
    desk.lent.close()


@pytest.fixture(scope="session")
def with_accounts(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk whose book has two accounts, to be copied."""
    return imported(Desk(tmp_path_factory.mktemp("accounts")), {"start.csv": ACCOUNTS})


@pytest.fixture(scope="session")
def with_everything(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk whose book has rows of every kind, to be copied."""
    return imported(Desk(tmp_path_factory.mktemp("everything")), EVERYTHING)


def imported(desk: Desk, files: dict[str, str]) -> Desk:
    """A desk on which some files were taken in together."""
    desk.imported(*(desk.file(name, text) for name, text in files.items()))
    return desk


@pytest.fixture
def two_accounts(with_accounts: Desk, desk: Desk) -> Desk:
    """A book with Acme and Beta."""
    shutil.copytree(with_accounts.folder, desk.folder, dirs_exist_ok=True)
    return desk


@pytest.fixture
def full(with_everything: Desk, desk: Desk) -> Desk:
    """A book with one file of every kind imported."""
    shutil.copytree(with_everything.folder, desk.folder, dirs_exist_ok=True)
    return desk
