"""`--help`: every command and every option says what it is for, and its examples can be typed."""

from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from typing import Any

import pytest

from amcli.__main__ import run_app
from tests.docs.commands import commands_of, every_command, examples_of, parse, root

COMMANDS = dict(every_command())
LEAVES = {path: command for path, command in COMMANDS.items() if not hasattr(command, "list_commands")}


# What has a shorter name is shown by it; plain `am` is the morning.
SHORT = {f"contract {verb}": verb for verb in ("renew", "churn", "stage")} | {"activity add": "log"}


@cache
def help_of(path: str) -> str:
    """What `am PATH --help` prints at 80 columns; asked once for all tests."""
    written = StringIO()  # Typer prints help to the process's own standard output
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(written):
        patch.setenv("COLUMNS", "80")
        assert run_app([*path.split(), "--help"]) == 0
    return written.getvalue()


def test_the_help_of_am_lists_every_command_with_its_line() -> None:
    text = help_of("")
    for name in root().list_commands(None):
        line = next(line for line in text.splitlines() if line.startswith(f"  {name} "))
        assert len(line.split(None, 1)[1]) >= 8
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("path", COMMANDS)
def test_no_line_of_help_is_wider_than_80_columns(path: str) -> None:
    too_wide = [line for line in help_of(path).splitlines() if len(line) > 80]
    assert not too_wide


@pytest.mark.parametrize("path", COMMANDS)
def test_help_opens_with_one_line(path: str) -> None:
    first, _, rest = (COMMANDS[path].help or "").partition("\n")
    assert 10 < len(first) <= 78
    assert first.endswith(".")
    assert not rest.strip() or rest.startswith("\n"), "the first sentence goes on in a second line"


@pytest.mark.parametrize("path", LEAVES)
def test_every_option_and_argument_says_what_it_is_for(path: str) -> None:
    silent = [param.name for param in LEAVES[path].params if not getattr(param, "help", None)]
    assert not silent


@pytest.mark.parametrize("path", LEAVES)
def test_help_shows_examples_of_the_command_itself(path: str) -> None:
    found = examples_of(help_of(path))
    assert 2 <= len(found) <= 4
    itself = (f"am {path}", f"am {SHORT.get(path, path)}")
    assert any(name in line for line in found for name in itself)


@pytest.mark.parametrize("path", LEAVES)
def test_every_example_in_help_can_be_typed(path: str) -> None:
    for line in examples_of(help_of(path)):
        argvs = list(commands_of(line.replace("COMMAND", "log")))
        assert argvs, line
        for argv in argvs:
            parse(argv)


def names_of(param: Any) -> set[str]:
    """The short options of a parameter."""
    return {name for name in [*param.opts, *param.secondary_opts] if name[0] == "-" and len(name) == 2}


def test_a_short_option_means_one_thing_everywhere() -> None:
    meanings: dict[str, set[str]] = {}
    for command in LEAVES.values():
        for param in command.params:
            for short in names_of(param):
                long = next(name for name in param.opts if name.startswith("--"))
                meanings.setdefault(short, set()).add(long)
    assert {short: longs for short, longs in meanings.items() if len(longs) > 1} == {}
