"""Every option and every argument of every command is given nonsense: clear words, a documented exit
code, no traceback, and a book that is as it was wherever the command did not succeed.

By day an option that many commands have is tried on some of them, from the first to the last; every argument
is, and every option of a few commands. Nightly each option is tried on each command, with all nonsense.
"""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from amcli.app import COMMANDS, whole
from amcli.commands.tree import declarations
from tests.profiles import is_nightly
from tests.support import UNEXPECTED, Cli, dump, filled

DOCUMENTED = {0, 1, 2, 3, 4, 5, 6, 10, 130}
NONSENSE = (
    "", "2026-02-30", "03/04/2026", "1.2.3", "-5", "--", "nobody", "ac", "x" * 10_000, "a\0b", "a\nb",
    "a\ud800b",
    "99999999999999999999", "k9", "=", "-,-", "+999999999d", "9999-12-31", "NaN", "'; DROP TABLE account;--",
    "\x1b]0;x\x07", "\N{ARABIC-INDIC DIGIT THREE}", "\N{RIGHT-TO-LEFT OVERRIDE}\N{PARTY POPPER}",
)  # fmt: skip
A_FEW = 1  # of it, where others that are read in the same way were given it all
SOME = 4  # of the commands that have an option of the same name
VALID = {
    "who": "acme",
    "account": "acme", "name": "New Name", "text": "words", "contract": "k1", "ref": "t1", "refs": "t1",
    "title": "A title", "to": "verbal", "feeling": "good", "tags": "tag", "change": "3", "topic": "dates",
    "value": "dmy", "day": "fri", "note": "why", "period": "2026-Q3", "metric": "renewals",
    "days": "mon", "when": "fri",
    "last": "fri", "other": "acton", "contact": "p1", "kind": "nps", "score": "9",
    "comment": "words", "actual": "31 hours", "query": "SELECT 1", "file": "nowhere.db",
    "names": "renewal", "target": "acme",
    "url": "postgresql:///team?host=/nowhere", "login": "dana",
    "words": "tier:key", "shell": "fish", "address": "jo@new.example", "addresses": "@new.example",
}  # fmt: skip
# A reference of each kind of record that a command may be for.
REFS = {
    "opportunity": "o1", "issue": "i1", "feedback": "f1", "survey": "s1", "usage": "u1", "news": "e1",
    "goal": "g1", "product": "Platform", "target": "m1", "qbr": "n3",
}  # fmt: skip
SPECIAL = {
    ("account", "show", "ref"): "acme", ("account", "edit", "words"): "acme",
    ("account", "rm", "ref"): "acton",
    ("contact", "show", "ref"): "p1", ("contact", "edit", "ref"): "p1", ("contact", "rm", "ref"): "p1",
    ("contract", "show", "ref"): "k1", ("contract", "edit", "words"): "k1", ("contract", "rm", "ref"): "k1",
    ("activity", "show", "ref"): "n1", ("activity", "edit", "ref"): "n1", ("activity", "rm", "ref"): "n1",
    ("target", "add", "value"): "400k", ("target", "set", "value"): "400k",
    ("opportunity", "stage", "to"): "won", ("usage", "add", "value"): "41",
    ("news", "add", "kind"): "funding",
    ("contact", "merge", "other"): "p2", ("contact", "move", "account"): "acton",
    ("task", "edit", "words"): "t1", ("schema", "name"): "task",
    ("config", "get", "name"): "dates.order", ("config", "set", "name"): "dates.order",
}  # fmt: skip
NEEDED = {
    ("contract", "amend"): ["--by", "5k"],
    ("account", "edit"): ["--region", "emea"],
    ("contact", "edit"): ["--title", "CTO"],
    ("contract", "edit"): ["--notice", "10"],
    ("activity", "edit"): ["--minutes", "5"],
    ("task", "edit"): ["--assignee", "me"],
    ("opportunity", "edit"): ["--fit", "fewer passwords"],
    ("issue", "edit"): ["--owner", "Bo"],
    ("feedback", "edit"): ["--theme", "export"],
    ("survey", "edit"): ["--score", "8"],
    ("usage", "edit"): ["--value", "40"],
    ("news", "edit"): ["--note", "words"],
    ("goal", "edit"): ["--measure", "hours"],
    ("product", "edit"): ["--price", "900"],
    ("target", "edit"): ["--value", "300k"],
    ("qbr", "edit"): ["--minutes", "5"],
    ("account", "merge"): ["--yes"],
    ("contact", "merge"): ["--yes"],
}
MORE = (
    ("opportunity", "add", "acme", "SSO for all", "--value", "9k"),
    ("issue", "add", "acme", "CSV export times out"),
    ("feedback", "add", "acme", "Exports take a coffee break"),
    ("survey", "add", "acme", "nps", "9"),
    ("usage", "add", "acme", "seats", "41"),
    ("news", "add", "acme", "funding"),
    ("goal", "add", "acme", "Answer within a day"),
    ("target", "add", "2026-Q1", "renewals", "400k"),
    ("qbr", "held", "acme", "Goals agreed"),
)
WITHOUT_BOOK = {"init", "demo", "import"}  # they make books and read files; their own tests try them


@cache
def leaves() -> dict[tuple[str, ...], Any]:
    """Every command that does something, by its words."""

    def walk(path: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
        members = getattr(command, "commands", None)
        if members is None:
            yield path, command
        for name, member in (members or {}).items():
            yield from walk((*path, name), member)

    return {
        path: command
        for name in COMMANDS
        if name not in WITHOUT_BOOK
        for path, command in walk((name,), whole().get_command(None, name))
    }


def arguments(path: tuple[str, ...], command: Any, replaced: str = "", word: str = "") -> list[str]:
    """Valid arguments of a command, one of them replaced."""
    found = []
    for param in command.params:
        if param.param_type_name == "argument":
            valid = VALID[param.name]
            if param.name in ("ref", "refs"):
                valid = REFS.get(path[0], valid)
            valid = SPECIAL.get((*path, param.name), valid)
            found.append(word if param.name == replaced else valid)
    return found


@cache
def tried() -> set[tuple[tuple[str, ...], str]]:
    """The arguments and options of each command that are tried."""
    having: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for path, command in leaves().items():
        for param in command.params:
            alike = " ".join(path) if param.param_type_name == "argument" else ""
            having.setdefault(f"{alike}{param.opts[0]}", []).append((path, param.name))
    return {each for those in having.values() for each in (those if is_nightly() else spread(those, SOME))}


def spread(things: list[Any], many: int) -> list[Any]:
    """At most so many of them, the first among them, at even distances."""
    return things[:: -(-len(things) // many)]


@cache
def given() -> dict[tuple[tuple[str, ...], str], tuple[str, ...]]:
    """What each option and argument of each command is given: all nonsense nightly, and where it is the first
    option that is read in its way; half of it, in turn one half or the other, where it is the first argument
    of its name; else a few, others each time, so that in the end each is read in each way."""
    found: dict[tuple[tuple[str, ...], str], tuple[str, ...]] = {}
    ways: Counter[Any] = Counter()
    half = 0
    for path, command in leaves().items():
        readers = {each.name: type(each.reader) for each in declarations(command)}
        for param in command.params:
            way = param.name if param.param_type_name == "argument" else readers[param.name]
            at = ways[way] * A_FEW % len(NONSENSE)
            few = (*NONSENSE, *NONSENSE)[at : at + A_FEW]
            if param.param_type_name == "argument" and not ways[way]:
                few, half = NONSENSE[half::2], 1 - half
            elif not ways[way]:
                few = NONSENSE
            found[path, param.name] = NONSENSE if is_nightly() else few
            ways[way] += 1
    return found


def lines_to_try(path: tuple[str, ...], command: Any) -> Iterator[list[str]]:
    """Command lines with one nonsense each."""
    valid = arguments(path, command)
    needed = NEEDED.get(path, [])
    flags = options = 0
    for param in command.params:
        words = given()[path, param.name]
        if (path, param.name) not in tried():
            continue
        if param.param_type_name == "argument":
            for word in words:
                yield [*path, *needed, "--", *arguments(path, command, param.name, word)]
            yield [*path, *needed, *arguments(path, command, param.name, "-5")]
        elif param.is_flag:
            yield [*path, *valid, *needed, param.opts[0]]
            if is_nightly() or not flags:  # one reader says this of every flag, and the next of every option
                yield [*path, *valid, *needed, f"{param.opts[0]}=maybe"]
            flags += 1
        else:
            name = param.opts[0]
            for word in words:
                yield [*path, *needed, name, word, "--", *valid]
            if is_nightly() or not options:
                yield [*path, *valid, name]
            options += 1


class Watch:
    """Says whether the book has changed, and puts it back."""

    def __init__(self, cli: Cli, source: Path, before: dict[str, Any]) -> None:
        self.cli, self.source, self.before = cli, source, before
        self.open()

    def open(self) -> None:
        self.db = sqlite3.connect(self.cli.book)
        self.version = self.db.execute("PRAGMA data_version").fetchone()

    def close(self) -> None:
        self.db.close()
        self.cli.let_go()

    def changed(self) -> bool:
        """Whether another connection has committed anything."""
        return bool(self.db.execute("PRAGMA data_version").fetchone() != self.version)

    def restore(self) -> None:
        self.close()
        for end in ("", "-wal", "-shm"):
            Path(f"{self.cli.book}{end}").unlink(missing_ok=True)
        shutil.copyfile(self.source, self.cli.book)
        self.open()


def faults(watch: Watch, argv: list[str]) -> list[str]:
    """What is wrong with the answer to one command line."""
    code, out, err = watch.cli(*argv, env={"EDITOR": "true"})
    found = []
    if code not in DOCUMENTED:
        found.append(f"exit code {code}")
    if UNEXPECTED in err or "Traceback" in err or "Traceback" in out:
        found.append("an unexpected error")
    said = err.splitlines()
    most = 3 if code != 4 else 11
    if code not in (0, 10) and not 1 <= len(said) <= most:
        found.append(f"{len(said)} lines on standard error")
    if any(not line.isprintable() for line in said):
        found.append("a control character on standard error")
    if any(len(line) > 79 for line in said):
        found.append("a line that is too long")
    if said and code not in (0, 10) and not said[0].startswith("am: "):
        found.append("an error without its am:")
    if watch.changed():
        if code != 0 and dump(watch.cli.book) != watch.before:
            found.append("a change in spite of the error")
        watch.restore()
    return found


@pytest.fixture(scope="module")
def full_book(office_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's book with a record of every kind."""
    return filled(office_book, tmp_path_factory.mktemp("full"), MORE)


@pytest.fixture(scope="module")
def full_dump(full_book: Path) -> dict[str, Any]:
    """What is in it."""
    return dump(full_book)


@pytest.fixture
def full(cli: Cli, full_book: Path) -> Cli:
    """`am` on that book."""
    shutil.copyfile(full_book, cli.book)
    return cli


@pytest.mark.parametrize("kind", REFS)
def test_the_records_that_nonsense_is_tried_on_are_there(full: Cli, kind: str) -> None:
    assert full.ok(kind, "show", REFS[kind])


@pytest.mark.parametrize("words", [" ".join(path) for path in leaves()])
def test_nonsense_is_answered_in_clear_words_and_changes_nothing(
    full: Cli, full_book: Path, full_dump: dict[str, Any], words: str
) -> None:
    path = tuple(words.split())
    watch = Watch(full, full_book, full_dump)
    found = []
    for argv in lines_to_try(path, leaves()[path]):
        full.config.unlink(missing_ok=True)
        wrong = faults(watch, argv)
        if wrong:
            found.append(f"{' '.join(word[:40] for word in argv)!r}: {', '.join(wrong)}")
    watch.close()
    assert not found, "\n".join(found)
