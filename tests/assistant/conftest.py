"""Servers that several tests speak to: starting one takes longer than all that it is asked."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.assistant.talk import Talk, talking
from tests.commands.conftest import hostile_book, office, office_book, prepared_book, shelf
from tests.support import TODAY, Cli

__all__ = ["hostile_book", "office", "office_book", "prepared_book", "shelf"]

KEY = "tier:key"


@pytest.fixture(scope="session")
def copied(sample_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """The sample book, for servers that only read."""
    folder = tmp_path_factory.mktemp("assistant")
    shutil.copyfile(sample_book, folder / "book.db")
    shutil.copyfile(sample_book.with_suffix(".toml"), folder / "config.toml")
    return Cli(folder, folder / "book.db")


@pytest.fixture(scope="session")
def reading(copied: Cli) -> Iterator[Talk]:
    """A server of everything but SQL, on the sample book."""
    with talking(copied.environ(TODAY), "--tools", "read,plan") as talk:
        yield talk


@pytest.fixture(scope="session")
def narrowed(copied: Cli) -> Iterator[Talk]:
    """The same for key accounts alone."""
    with talking(copied.environ(TODAY), "--tools", "read,plan", "--accounts", KEY) as talk:
        yield talk
