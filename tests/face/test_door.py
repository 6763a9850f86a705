"""What `am ui` says before there is a screen."""

import sys
from typing import Any

import pytest

from amcli.commands import ui as command
from tests.support import Cli

TERMINAL = {"TERM": "xterm-256color"}


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The screens that were opened, of which none is."""
    import amcli.face.door as door

    found: list[dict[str, Any]] = []

    def run(self: Any, **options: Any) -> None:
        found.append({"words": self.words["morning"], **options})

    monkeypatch.setattr(door.Face, "run", run)
    return found


def test_one_end_in_a_pipe_is_no_terminal(sample: Cli) -> None:
    found = sample("ui", env=TERMINAL)
    assert (found.code, found.out) == (2, "")
    assert "am: am ui needs a terminal." in found.err
    assert "am today" in found.err


def test_a_terminal_that_can_do_nothing_is_named(sample: Cli) -> None:
    found = sample("ui", tty=True, env={"TERM": "dumb"})
    assert found.code == 2
    assert found.out == ""
    assert "TERM is dumb" in found.err


def test_without_its_library_it_says_how_to_install_it(sample: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("textual", "amcli.face"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "textual", None)
    found = sample("ui", tty=True, env=TERMINAL)
    assert found.code == 1
    assert found.err.splitlines() == [
        "am: am ui needs Textual, which isn't installed.",
        f"    {command.INSTALL}",
    ]


def test_a_book_that_is_not_there_is_said_as_everywhere(cli: Cli, opened: list[dict[str, Any]]) -> None:
    cli.let_go()
    cli.book.unlink()
    found = cli("ui", tty=True, env=TERMINAL)
    assert found.code == 6
    assert found.err == cli("today", tty=True).err
    assert opened == []


def test_filter_words_are_read_before_there_is_a_screen(sample: Cli, opened: list[dict[str, Any]]) -> None:
    found = sample("ui", "tier:gold", tty=True, env=TERMINAL)
    assert found.code == 2
    assert "not a tier" in found.err
    assert opened == []


def test_the_mouse_is_taken_unless_somebody_says_otherwise(sample: Cli, opened: list[dict[str, Any]]) -> None:
    for line in (["ui"], ["ui", "--no-mouse", "tier:key"]):
        assert sample(*line, tty=True, env=TERMINAL).code == 0
    sample.ok("config", "set", "ui.mouse", "false")
    assert sample("ui", tty=True, env=TERMINAL).code == 0
    assert opened == [
        {"words": [], "mouse": True},
        {"words": ["tier:key"], "mouse": False},
        {"words": [], "mouse": False},
    ]
