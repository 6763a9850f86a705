from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.demo.helpers import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A folder without a book."""
    return Desk(tmp_path)


@pytest.fixture(scope="module")
def made(sample_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A folder with the sample book of Monday 2 March 2026, for reading."""
    with Desk(tmp_path_factory.mktemp("demo")).with_sample(sample_book).kept_open() as desk:
        yield desk
