"""A roll-up of three books, and the books."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.rollup.books import NAMES, make_books
from tests.support import Cli, OneConnection, made_once


@pytest.fixture(scope="session")
def three_books(sample_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with dana.db, kim.db, robin.db and team.db, made once."""
    return made_once(tmp_path_factory, "three-books", partial(make_books, sample=sample_book))


@pytest.fixture(scope="module")
def team(three_books: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cli]:
    """`am` on the roll-up."""
    folder = tmp_path_factory.mktemp("team")
    shutil.copyfile(three_books / "team.db", folder / "team.db")
    shutil.copyfile(three_books / "config.toml", folder / "config.toml")
    cli = Cli(folder, folder / "team.db", OneConnection(folder / "team.db"))
    yield cli
    cli.let_go()


@pytest.fixture(scope="module")
def own(three_books: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Cli]]:
    """`am` on each book."""
    found = {}
    for name in NAMES:
        folder = tmp_path_factory.mktemp(name)
        shutil.copyfile(three_books / f"{name}.db", folder / "book.db")
        shutil.copyfile(three_books / "config.toml", folder / "config.toml")
        found[name] = Cli(folder, folder / "book.db", OneConnection(folder / "book.db"))
    yield found
    for cli in found.values():
        cli.let_go()
