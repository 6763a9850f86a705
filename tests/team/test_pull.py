"""Reading a team's books as one: from a real server, at one moment, value for value."""

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from amcli.storage.rollup import BLOCK, MARK, read
from amcli.storage.sent import SENT
from tests.support import Cli, rows_of
from tests.team.conftest import Team

MOVED = {"id", "row"}


def pulled(team: Team, lead: Cli, *more: str) -> dict[str, Any]:
    found: dict[str, Any] = lead.json("team", "pull", *more)
    return found


@pytest.fixture
def lead(team: Team) -> Cli:
    """A reader without a book."""
    folder = team.folder / "lead"
    folder.mkdir()
    cli = Cli(folder, folder / "none.db")
    cli.config.write_text(f'[team]\nurl = "{team.url("lead")}"\npath = "{folder}/team.db"\n')
    return cli


def test_a_lead_without_a_book_pulls_all_books(team: Team, lead: Cli, sample_book: Path) -> None:
    dana, robin = team.joined("dana", source=sample_book), team.joined("robin")
    for each in (dana, robin):
        each.ok("account", "add", f"Only {each.book.parent.name}")
        each.ok("team", "push")
    found = pulled(team, lead)
    assert (found["books"], found["accounts"], found["left_out"]) == (2, 42, 0)
    assert found["path"] == str(lead.book.parent / "team.db")
