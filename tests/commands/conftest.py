"""A small office: three customers with people, contracts, talks and a promise; and one customer of whom
everything is known."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.commands import hostile as bad
from tests.commands.prepared import prepare
from tests.commands.shelf import Shelf
from tests.commands.writes import OFFICE
from tests.support import Cli, dump, filled, kept_open, made_once


@pytest.fixture(scope="session")
def office_book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's book, made once by the commands themselves."""
    return filled(template, tmp_path_factory.mktemp("office"), OFFICE, "2026-02-20")


@pytest.fixture(scope="session")
def office_dump(office_book: Path) -> dict[str, Any]:
    """What is in it."""
    return dump(office_book)


@pytest.fixture
def office(cli: Cli, office_book: Path) -> Cli:
    """`am` on the office's book: acme (k1, t1, n1, p1 Jane, p2 Omar), acton, birch (k2, n2, p3 Dana)."""
    shutil.copyfile(office_book, cli.book)
    return cli


@pytest.fixture(scope="session")
def prepared_book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with one account of which everything is known, made once."""
    return made_once(tmp_path_factory, "prepared", partial(prepare, template)) / "book.db"


@pytest.fixture
def known(cli: Cli, prepared_book: Path) -> Cli:
    """`am` on a book with one account of which everything is known."""
    shutil.copyfile(prepared_book, cli.book)
    return cli


@pytest.fixture(scope="session")
def hostile_book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book in which everything bears a hostile name, made once."""

    def fill(folder: Path) -> None:
        shutil.copyfile(template, folder / "book.db")
        with kept_open(folder, folder / "book.db") as cli:
            bad.fill(cli)

    return made_once(tmp_path_factory, "hostile", fill) / "book.db"


@pytest.fixture
def hostile(cli: Cli, hostile_book: Path) -> Cli:
    """`am` on a book of its own in which everything bears a hostile name."""
    shutil.copyfile(hostile_book, cli.book)
    return cli


@pytest.fixture(scope="session")
def shelf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """Four books to read in: the sample, a hostile, an empty and a known one."""
    found = Shelf(tmp_path_factory.mktemp("shelf"), request.getfixturevalue)
    yield found
    found.close()
