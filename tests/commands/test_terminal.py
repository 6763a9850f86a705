"""The installed command as people and pipes meet it: on a real terminal, in a closed pipe, without UTF-8."""

import io
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rich.cells import cell_len

from amcli.output import progress
from tests import forkserver
from tests.forkserver import LONGEST
from tests.profiles import is_nightly
from tests.support import PROGRAM, TODAY, Cli, Result, Terminal, clean_environment, uncoloured


@pytest.fixture
def world(office_book: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a process on the office's book."""
    shutil.copyfile(office_book, tmp_path / "book.db")
    return {"AMCLI_BOOK": str(tmp_path / "book.db"), "AMCLI_TODAY": TODAY}


@pytest.mark.parametrize("columns", [80, 120])
def test_the_screens_fit_a_terminal(
    terminal: Callable[..., Result], world: dict[str, str], columns: int
) -> None:
    for argv in ([], ["checkins", "--all"], ["show", "acme"]):
        code, screen, _ = terminal(argv, columns, world)
        assert code == 0
        assert "Acme Robotics" in screen
        assert "\x1b[" in screen
        lines = uncoloured(screen).splitlines()
        assert max(cell_len(line) for line in lines) <= columns
        assert all(line.isprintable() for line in lines)


def test_a_guide_that_a_terminal_does_not_fit_goes_through_a_pager(terminal: Callable[..., Result]) -> None:
    shown = terminal(["help", "filters"], env={"PAGER": "sed s/^/paged:/"}).out
    assert shown.startswith("paged:# Filters")
    assert terminal(["help", "exit-codes"], env={"PAGER": "sed s/^/paged:/"}).out.startswith("# ")


def test_a_page_that_a_terminal_does_not_fit_goes_through_the_same_pager(
    terminal: Callable[..., Result], world: dict[str, str]
) -> None:
    """With its colours and its width; a page that fits, and a page in a pipe, do not."""
    pager = world | {"PAGER": "sed s/^/paged:/"}
    plain = terminal(["brief", "acme"], 80, world).out
    assert (len(plain.splitlines()) > 24, "\x1b[" in plain) == (True, True)
    paged = terminal(["brief", "acme"], 80, pager).out
    assert paged == "".join(f"paged:{line}" for line in plain.splitlines(keepends=True))
    assert "paged:" not in terminal(["checkins"], 80, pager).out
    assert "paged:" not in terminal([], 80, pager).out
    assert "paged:" not in terminal(["show", "k1"], 80, pager).out


def test_no_color_means_no_colour(terminal: Callable[..., Result], world: dict[str, str]) -> None:
    coloured = terminal([], 80, world).out
    for env, argv in (({"NO_COLOR": "1"}, []), ({}, ["--color", "never"])):
        plain = terminal(argv, 80, world | env).out
        assert "\x1b" not in plain
        assert plain == uncoloured(coloured)
    assert "\x1b[" in terminal(["--color", "always"], 80, world | {"NO_COLOR": "1"}).out


def test_an_error_has_a_colour_that_the_terminal_has(
    terminal: Callable[..., Result], world: dict[str, str]
) -> None:
    for term, code in (("xterm-256color", "38;5;167"), ("xterm", "31"), ("linux", "31")):
        assert f"\x1b[{code}mam:\x1b[0m" in terminal(["show", "nobody"], 80, world | {"TERM": term}).out
    assert "\x1b" not in terminal(["show", "nobody"], 80, world | {"TERM": "dumb"}).out


@pytest.mark.parametrize("form", ["calendar", "vcard", "html"])
def test_a_file_that_was_written_is_named_to_a_person_but_not_in_a_pipe(
    terminal: Callable[..., Result],
    am: Callable[..., Result],
    world: dict[str, str],
    tmp_path: Path,
    form: str,
) -> None:
    path = tmp_path / f"out.{form}"
    said = terminal(["export", form, "--to", str(path)], 200, world)
    assert (said.code, said.out.strip()) == (0, str(path))
    assert path.stat().st_size
    assert am("export", form, "--to", str(path), env=world) == Result(0, "", "")


def test_without_utf_8_the_screens_are_ascii(terminal: Callable[..., Result], world: dict[str, str]) -> None:
    """By day a screen and an answer: one place writes what a terminal can't show in other letters."""
    screens = ([], ["checkins"], ["renewals"]) if is_nightly() else ([],)
    for argv in (*screens, ["log", "acme", "Jane wants SSO", "-n", "send it"]):
        code, screen, _ = terminal(argv, 80, world | {"PYTHONIOENCODING": "ascii"})
        assert (code, uncoloured(screen).isascii()) == (0, True)


def test_a_line_is_asked_for_and_logged(terminal: Callable[..., Result], world: dict[str, str]) -> None:
    code, screen, _ = terminal(["log", "acme"], 80, world, typed="Jane wants SSO\n")
    assert code == 0
    assert "Acme Robotics, what was said? " in screen
    assert (
        "call with Jane Orr (named in your text) logged.\nNext check-in Mon 16 Mar · Score ? → 59" in screen
    )
    assert "\nt1 Security answers still late" in screen


@pytest.mark.parametrize(("typed", "exit_code"), [("y\n", 0), ("n\n", 5), ("\n", 5)])
def test_deleting_asks(
    terminal: Callable[..., Result], world: dict[str, str], typed: str, exit_code: int
) -> None:
    code, screen, _ = terminal(["account", "rm", "acton"], 80, world, typed=typed)
    assert (code, "Delete account Acton Glass? [y/N]" in screen) == (exit_code, True)


def test_a_bar_between_commands_is_no_terminal(am: Callable[..., Result], world: dict[str, str]) -> None:
    code, out, err = am("checkins", env=world)
    assert (code, err) == (0, "")
    assert out.startswith("account\tname\ttier\t")


def long_texts(cli: Cli) -> None:
    """More than a pipe holds, in lists of accounts and of what is found."""
    cli.ok("account", "add", "Acme")
    cli.ok("log", "acme", "--stdin", stdin="text\n" + f"pilot {'x' * 900}\n" * 300)
    for number in range(3):
        cli.ok("account", "add", "--notes", "y" * 99_000, "--", f"Long {number}")


@pytest.mark.parametrize("argv", [["account", "list"], ["find", "pilot", "--limit", "9000"]], ids=" ".join)
def test_a_reader_that_goes_away_is_no_error(cli: Cli, tmp_path: Path, argv: list[str]) -> None:
    cli.once(long_texts).let_go()
    environ = clean_environment(tmp_path) | {"AMCLI_BOOK": str(cli.book), "AMCLI_TODAY": TODAY}
    process = subprocess.Popen(
        [forkserver.program(environ), *argv], env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    os.read(process.stdout.fileno(), 10)
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=LONGEST), err) == (0, b"")


def test_all_three_doors_lead_to_the_same_program(world: dict[str, str], tmp_path: Path) -> None:
    import sys

    environ = clean_environment(tmp_path) | world
    doors = [[PROGRAM], [PROGRAM.with_name("amcli")], [sys.executable, "-m", "amcli"]]
    answers = [
        subprocess.run([*door, "tasks"], env=environ, capture_output=True, check=True) for door in doors
    ]
    assert len({answer.stdout for answer in answers}) == 1


def test_bytes_that_are_no_text_are_refused_by_name(world: dict[str, str], tmp_path: Path) -> None:
    environ = {os.fsencode(k): os.fsencode(v) for k, v in (clean_environment(tmp_path) | world).items()}
    for argv, typed in (
        ([b"log", b"acme", b"caf\xe9"], b""),
        ([b"log", b"--stdin"], b'{"account": "acme", "text": "caf\xe9"}'),
    ):
        found = subprocess.run([PROGRAM, *argv], env=environ, input=typed, capture_output=True, check=False)
        assert found.returncode in (2, 5)
        assert b"not readable as UTF-8 text" in found.stderr.replace(b"\n    ", b" ")


@pytest.mark.parametrize("seconds", [-1.0, LONGEST])
def test_what_takes_long_is_told_to_whoever_sits_there(
    seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here the second after which it counts as long is over at once, or never."""
    monkeypatch.setattr(progress, "LONG_SECONDS", seconds)
    run: Any = SimpleNamespace(stderr=Terminal())
    with progress.progress(run, 3, "sending") as tick:
        tick(1)
        assert ("sending" in run.stderr.getvalue()) == (seconds < 0)
    assert ("1 of 3" in run.stderr.getvalue()) == (seconds < 0)
    with progress.beats(run, "pulling") as beat:
        beat()
        assert ("pulling" in run.stderr.getvalue()) == (seconds < 0)
    assert bool(run.stderr.getvalue()) == (seconds < 0)


def test_nothing_of_it_goes_into_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "LONG_SECONDS", -1.0)
    run: Any = SimpleNamespace(stderr=io.StringIO())
    with progress.progress(run, 3, "sending") as tick, progress.beats(run, "pulling") as beat:
        tick(1)
        beat()
    assert run.stderr.getvalue() == ""
