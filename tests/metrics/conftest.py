"""An empty book in memory, which every invented one is put into and taken out of again."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from amcli.storage.connection import connect


@pytest.fixture(scope="session")
def db(template: Path) -> Iterator[sqlite3.Connection]:
    """The book."""
    source = connect(template)
    found = sqlite3.connect(":memory:", isolation_level=None)
    source.backup(found)
    source.close()
    found.row_factory = sqlite3.Row
    found.execute("PRAGMA foreign_keys = ON")
    yield found
    found.close()
