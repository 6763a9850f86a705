"""`am metrics` against the oracle, on thousands of invented books; and what must hold of any book."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from amcli.book.connection import connect
from tests.metrics.asking import differences, filled
from tests.metrics.books import Maker

SETTINGS = settings(
    max_examples=1500,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
SEEDS = st.integers(0, 2**32)


@pytest.fixture(scope="module")
def db(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """An empty book in memory, which every invented one is put into and taken out of again."""
    source = connect(template)
    found = sqlite3.connect(":memory:", isolation_level=None)
    source.backup(found)
    source.close()
    found.row_factory = sqlite3.Row
    found.execute("PRAGMA foreign_keys = ON")
    yield found
    found.close()


@SETTINGS
@given(seed=SEEDS)
def test_every_number_agrees_with_the_oracle(db: sqlite3.Connection, seed: int) -> None:
    invented = Maker(seed).make()
    with filled(db, invented) as book:
        assert differences(book, invented.given) == {}, (seed, invented.given)
