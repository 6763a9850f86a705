"""Handing an account over: sent, taken, removed; in one book at every moment, with all that belongs to it."""

import json
from pathlib import Path

import pytest

from tests.support import Cli, rows_of
from tests.team.conftest import Team


@pytest.fixture
def dana(team: Team, sample_book: Path) -> Cli:
    """The sample book, pushed."""
    cli = team.joined("dana", source=sample_book)
    cli.ok("team", "push")
    return cli


@pytest.fixture
def robin(team: Team) -> Cli:
    """A colleague's book with one account of its own."""
    cli = team.joined("robin")
    cli.ok("account", "add", "Other Firm")
    cli.ok("team", "push")
    return cli


def test_story(team: Team, dana: Cli, robin: Cli) -> None:
    print(dana("team", "send", "acme", "--to", "robin", "--message", "Call Jane first"))
    print(robin("team", "take"))
    print(robin("team", "take", "acme"))
    print(dana("team", "push"))
    print(robin("team", "status"))
    print(dana("account", "list", "acme"))
    print(robin("account", "list"))
    dana.ok("team", "check")
    robin.ok("team", "check")
    print(robin("undo"))
    print(robin("team", "push"))
    print(dana("team", "status"))
    print(dana("team", "take", "acme"))
    print(dana("team", "status"))
    assert 0
