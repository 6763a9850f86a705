"""An empty book on a Monday morning."""

from pathlib import Path

import pytest

from tests.stories.shell import Shell


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A home with a book that holds nothing, to be copied."""
    found = Shell(tmp_path_factory.mktemp("empty"), "2026-03-02")
    assert found("am init --currency EUR").endswith("book.db\n")
    return found


@pytest.fixture
def shell(empty: Shell, tmp_path: Path) -> Shell:
    """A shell with a book that holds nothing yet."""
    return empty.copied(tmp_path, "2026-03-02")
