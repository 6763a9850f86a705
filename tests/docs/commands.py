"""What the tests of the documents share: the tree of commands, and command lines found in text."""

import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from amcli.app import whole
from amcli.context import Run

ROOT = Path(__file__).parent.parent.parent
TOPICS = ROOT / "src" / "amcli" / "topics"
TODAY = "2026-03-02"
SCHEDULE = re.compile(r"^[\d*,/-]+( [\d*,/-]+){4}\s+")
OPERATORS = "|;&()"
TYPED = re.compile(r"((\S+ )*\| |[A-Z]+=\S+ |export \$\()?am( |$)")


def root() -> Any:
    """`am` as a command."""
    return whole()


def context(group: Any) -> Any:
    """A context in which a group's commands can be looked up."""
    return group.make_context("am", ["help"], obj=run_of([]), resilient_parsing=True)


def run_of(argv: list[str]) -> Run:
    """A run that has no book and no configuration."""
    environ = {"AMCLI_TODAY": TODAY, "AMCLI_CONFIG": "/nonexistent/config.toml", "AMCLI_BOOK": "/nonexistent"}
    return Run(argv, environ, io.StringIO(), io.StringIO(), io.StringIO())


def every_command() -> Iterator[tuple[str, Any]]:
    """The path and the command of each command and each group, such as `contract renew`."""
    whole = root()
    inside = context(whole)
    for name in whole.list_commands(inside):
        command = whole.get_command(inside, name)
        yield name, command
        if hasattr(command, "list_commands"):
            for verb in command.list_commands(inside):
                yield f"{name} {verb}", command.get_command(inside, verb)


def parse(argv: list[str]) -> None:
    """Read a command line as `am` would, without doing it. Raises what `am` would report."""
    run = run_of(argv)
    command, name, rest, parent = root(), "am", list(argv), None
    while True:
        try:
            made = command.make_context(name, rest, parent=parent, obj=run if parent is None else None)
        except typer.Exit:  # --help, --version
            return
        words = [*getattr(made, "_protected_args", []), *made.args]
        if not hasattr(command, "resolve_command") or not words:
            return
        name, command, rest = command.resolve_command(made, words)
        parent = made


def commands_of(line: str) -> Iterator[list[str]]:
    """Each `am ...` of a shell line: after a pipe, within `$(...)`, behind `xargs` or a variable."""
    lexer = shlex.shlex(SCHEDULE.sub("", line.strip()), posix=True, punctuation_chars=OPERATORS + "<>")
    lexer.whitespace_split = True
    part: list[str] = []
    for token in [*lexer, ";"]:
        if token and set(token) <= set(OPERATORS):
            yield from command_of(part)
            part = []
        else:
            part.append(token)


def command_of(words: list[str]) -> Iterator[list[str]]:
    """The arguments of `am` in one simple command; `xargs` gives it one more."""
    kept: list[str] = []
    skip = False
    for word in words:
        if not skip and not (word and set(word) <= {"<", ">"}):
            kept.append(word)
        skip = bool(word) and set(word) <= {"<", ">"}
    while kept and (re.fullmatch(r"[A-Z_]+=\S*", kept[0]) or kept[0] in ("export", "$", "if", "then")):
        kept.pop(0)
    if kept[:1] == ["xargs"] and "am" in kept:
        yield [*kept[kept.index("am") + 1 :], "acme"]
    elif kept[:1] == ["am"]:
        yield kept[1:]


def examples_of(text: str) -> list[str]:
    """The indented lines of help or of a guide that hold a command, what is said beside it cut off."""
    lines = [SCHEDULE.sub("", line.strip()) for line in text.splitlines() if line.startswith("  ")]
    return [re.split(r" {2,}", line)[0] for line in lines if TYPED.match(line)]
