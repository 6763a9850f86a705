"""Both readers of a command line agree: the light one and Typer alone give the same values to the same
function, or the same error; and the light one takes every option of every daily command."""

import io
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli import app
from amcli.__main__ import invoke
from amcli.commands import line as light
from amcli.commands.declared import Declared, Function, Group, Register, command_of, declared_of
from amcli.commands.readers import LastTyped, Word
from amcli.context import Run
from amcli.errors import AmcliError
from tests.profiles import examples, is_nightly
from tests.support import TODAY, Terminal

DAILY = {
    "today", "week", "next", "checkins", "renewals", "risks", "log", "show", "brief", "timeline", "find",
    "tasks", "done", "snooze", "stage", "undo", "digest", "portfolio", "metrics", "forecast",
    "account show", "account list", "contact list", "task list", "task add", "renew", "redo",
}  # fmt: skip
# What some reader or other can read.
TEXTS = (
    "2026-03-01", "fri", "30d", "09:30", "5k", "EUR", "3", "0.5", "call", "good", "acme", "tier:key",
    "field=value", "me@example.com", "monthly", "week", "2026-Q3", "renewals", "nrr", "60000", "5%", "q3", "postgresql://ann@db.example/acme",
)  # fmt: skip
HOSTILE = (
    "", "-", "--", "-5%", "-x", "--nothing", "=", "大きな会社", "a\ud800b", "a\0b", "30 февраля", "x" * 3000,
    "- as said", "-1.5", " ", "ca", "jso", "c", "-o", "--all", "-h",
)  # fmt: skip
GLOBAL = (
    ["--today", "2026-02-27"], ["--today=mon"], ["--color", "never"], ["--color=often"], ["--book", "b.db"],
    ["--config="], ["--today"], ["--today", "nonsense"],
)  # fmt: skip
ROOT = (
    [], ["--all"], ["-a"], ["tier:key"], ["--all", "tier:key"],
    ["--today", "2026-02-27", "tier:key", "-o", "json"], ["--version"], ["-h"], ["--help"], ["--"],
    ["--", "checkins"], ["-"], [""], ["nothing"], ["chekins"], ["-x"], ["--version", "checkins"],
    ["--book"], ["--boo", "x"], ["-ah"], ["--all", "checkins"], ["account"], ["account", "--"],
    ["account", "--", "list"], ["account", "-h"], ["account", "nothing"], ["account", ""],
    ["account", "--today", "mon", "list"], ["export", "-o", "csv", "calendar"],
    ["export", "calendar", "--all"], ["export", "--book", "x.db", "html", "--to", "x"],
    ["unmatched", "-o", "json"], ["unmatched", "link"], ["help", "renewals"], ["report", "mine", "tier:key"],
    ["todya", "-o", "json"],
)  # fmt: skip


class Recording(Register):
    """The register, with functions that say what they were called with."""

    def __init__(self) -> None:
        assert app.AM.main is not None
        super().__init__(app.AM.main, app.AM.entries, app.AM.sections)
        self.seen: list[Any] = []
        self.made: dict[str, Function | Group | None] = {}

    def find(self, name: str) -> Function | Group | None:
        if name not in self.made:
            found = super().find(name)
            self.made[name] = found and self.recorded(name, found)
        return self.made[name]

    def recorded(self, path: str, found: Function | Group) -> Function | Group:
        if not isinstance(found, Group):
            return self.recorder(path, found)
        made = Group(found.about)
        made.main = found.main and self.recorder(path, found.main)
        for name, each in found.commands.items():
            made.commands[name] = self.recorder(f"{path} {name}", each)
        return made

    def recorder(self, path: str, function: Function) -> Function:
        def record(run: Run, **values: Any) -> None:
            typed = run.typed
            plain = {name: as_plain(value) for name, value in sorted(values.items())}
            line = (typed.path, typed.declared, typed.arguments, typed.given, typed.found, typed.first)
            options = (run.book_option, run.config_option, run.today_option, run.color, run.title)
            self.seen.append((path, plain, line, options, tuple(run.verbs)))

        return command_of(record, declared_of(function), function)


def as_plain(value: Any) -> Any:
    """A value without the run that read it, and with its type."""
    if isinstance(value, LastTyped):
        return ("last", value.text, value.name)
    if isinstance(value, list):
        return [as_plain(each) for each in value]
    return type(value), value


RECORDING = Recording()


class Answer(NamedTuple):
    """What came of a line: what was called, the exit code, and what was written."""

    calls: list[Any]
    code: int
    out: str
    err: str


@pytest.fixture(scope="module", autouse=True)
def nothing_is_done() -> Iterator[None]:
    """The commands only note what they are called with."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "AM", RECORDING)
        yield


def run_of(argv: Sequence[str], *, terminal: bool = False) -> Run:
    """A run where there is no book, nor any file."""
    kind = Terminal if terminal else io.StringIO
    environ = {"AMCLI_BOOK": "/nowhere/book.db", "AMCLI_CONFIG": "/nowhere/config.toml", "HOME": "/nowhere"}
    environ |= {"AMCLI_LOG_DIR": "/nowhere/logs", "AMCLI_TODAY": TODAY, "COLUMNS": "80", "NO_COLOR": "1"}
    return Run(list(argv), environ, kind(), kind(), kind())


def answer(argv: Sequence[str], terminal: bool = False) -> Answer:
    """What a line comes to."""
    RECORDING.seen = []
    run = run_of(argv, terminal=terminal)
    code = invoke(run)
    assert isinstance(run.stdout, io.StringIO)
    assert isinstance(run.stderr, io.StringIO)
    return Answer(RECORDING.seen, code, run.stdout.getvalue(), run.stderr.getvalue())


def by_typer(argv: Sequence[str], terminal: bool = False) -> Answer:
    """What it comes to where Typer reads everything."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "light_call", lambda run, am: None)
        return answer(argv, terminal)


def agree(argv: Sequence[str], terminal: bool = False) -> Answer:
    """Both readers make the same of a line; an error also as JSON."""
    found = answer(argv, terminal)
    assert found == by_typer(argv, terminal), argv
    if found.code and "-o" not in argv:
        as_json = [*argv[:1], "-o", "json", *argv[1:]]
        assert answer(as_json) == by_typer(as_json), as_json
    return found


def taken(argv: Sequence[str]) -> bool:
    """Whether the light reader takes a line."""
    return light.light_call(run_of(argv), RECORDING) is not None


class Leaf(NamedTuple):
    """A command by its words, and what it declares."""

    path: tuple[str, ...]
    declared: tuple[Declared, ...]

    @property
    def options(self) -> list[Declared]:
        return [each for each in self.declared if each.names]

    @property
    def arguments(self) -> list[Declared]:
        return [each for each in self.declared if not each.names]

    @property
    def valid(self) -> list[str]:
        """Words for the arguments that have to be there."""
        return [text_for(each) for each in self.arguments if each.required]


@cache
def leaves() -> list[Leaf]:
    """Every command."""
    found = []
    for name in RECORDING.entries:
        command = RECORDING.find(name)
        if isinstance(command, Group):
            if command.main is not None:
                found.append(Leaf((name,), declared_of(command.main)))
            found += [Leaf((name, verb), declared_of(each)) for verb, each in command.commands.items()]
        elif command is not None:
            found.append(Leaf((name,), declared_of(command)))
    return found


def tried() -> list[Leaf]:
    """The daily ones; nightly, all."""
    return [each for each in leaves() if is_nightly() or " ".join(each.path) in DAILY]


@cache
def text_for(declared: Declared) -> str:
    """A text that can be read."""
    return next(filter(lambda text: reads(declared, text), texts_for(declared)))


def texts_for(declared: Declared) -> list[str]:
    """Texts for an option or an argument, its vocabulary first."""
    words = declared.reader.values if isinstance(declared.reader, Word) else ()
    inner = getattr(declared.reader, "inner", None)
    words = words or (inner.values if isinstance(inner, Word) else ())
    return [*words, *TEXTS]


def reads(declared: Declared, text: str) -> bool:
    """Whether a text is a value of it."""
    try:
        if declared.reader is not None:
            declared.reader.read(text, run_of([]))
    except AmcliError:
        return False
    return True


def spelled(leaf: Leaf, option: Declared) -> Iterator[list[str]]:
    """An option with a value in each way of writing it."""
    if option.flag:
        yield from ([name] for name in option.spellings)
        return
    values = [text_for(option)] * option.takes
    for name in option.names:
        yield [name, *values]
        yield [f"{name}={values[0]}" if name.startswith("--") else f"{name}{values[0]}", *values[1:]]
        for flag in leaf.options:
            for short in flag.spellings:
                if flag.flag and len(short) == len(name) == 2:
                    yield [f"{short}{name[1:]}", *values]
                    yield [f"{short}{name[1:]}{values[0]}", *values[1:]]


def misspelled(leaf: Leaf, option: Declared) -> Iterator[list[str]]:
    """An option as it can't be read, or in a way that one may doubt."""
    for name in option.spellings:
        yield [name]
        yield [name[:-1], text_for(option)]
        yield [f"{name}="]
        yield [f"{name}=maybe"]
        yield [f"{name}1"]
    if option.flag:
        yield [f"-{''.join(name[1] for name in option.spellings if len(name) == 2)}h"]
        return
    name = option.names[0]
    for text in HOSTILE:
        yield [name, text]
    for text in HOSTILE[:8]:
        yield [f"{option.label}={text}"]
    for text in texts_for(option)[:3]:
        yield [name, text[:-1], *leaf.valid]
        yield [name, text.upper()]


def around(leaf: Leaf, words: list[str]) -> list[str]:
    """A whole line."""
    return [*leaf.path, *leaf.valid, *words]


@pytest.mark.parametrize("leaf", leaves(), ids=lambda leaf: " ".join(leaf.path))
def test_the_light_reader_takes_every_option_of_every_command(leaf: Leaf) -> None:
    lines = [around(leaf, words) for option in leaf.options for words in spelled(leaf, option)]
    lines += [[*leaf.path, *words, *leaf.valid] for each in leaf.options for words in spelled(leaf, each)]
    lines.append([*leaf.path, "--", *leaf.valid])
    lines.append([*leaf.path, *map(text_for, leaf.arguments)])
    assert [argv for argv in lines if not taken(argv)] == []


@pytest.mark.parametrize("leaf", tried(), ids=lambda leaf: " ".join(leaf.path))
def test_an_option_is_the_same_to_both_however_it_is_written(leaf: Leaf) -> None:
    for option in leaf.options:
        ways = list(spelled(leaf, option))
        for words in ways:
            assert agree(around(leaf, words)).code == 0
        agree([*leaf.path, *ways[0], *leaf.valid])
        agree([*leaf.path, *ways[0], *ways[-1], "--", *leaf.valid])
        agree([*leaf.path, *leaf.valid, "--", *ways[0]])
        if not option.flag and len(texts := [each for each in texts_for(option) if reads(option, each)]) > 1:
            agree(around(leaf, [option.names[0], texts[0], *leaf.valid[:0], f"{option.label}={texts[1]}"]))


@pytest.mark.parametrize("leaf", tried(), ids=lambda leaf: " ".join(leaf.path))
def test_an_option_that_can_not_be_read_is_the_same_error(leaf: Leaf) -> None:
    """By day of each option an eighth of its misspellings, with the next option the next ones: the readers
    know an option by how it is declared, and most are declared in several commands. Nightly all."""
    for at, option in enumerate(leaf.options):
        found = list(misspelled(leaf, option))
        for words in found if is_nightly() else found[at % 8 :: 8]:
            agree(around(leaf, words), terminal=at % 2 == 0)


def a_third(things: Sequence[Any], turn: int) -> Sequence[Any]:
    """One in three of them, with the next turn the next ones; nightly all."""
    return things if is_nightly() else things[turn % 3 :: 3]


@pytest.mark.parametrize("leaf", tried(), ids=lambda leaf: " ".join(leaf.path))
def test_an_argument_is_the_same_to_both(leaf: Leaf) -> None:
    agree(leaf.path)
    agree([*leaf.path, "--help"])
    agree([*leaf.path, *leaf.valid, "one", "more", "word", "and", "another"])
    """By day of what stands before or after, and of what is no argument, one in three, with the next command
    the next ones; nightly all."""
    turn = tried().index(leaf)
    for words in a_third(GLOBAL, turn):
        agree([*words, *leaf.path, *leaf.valid])
        agree(around(leaf, words))
    for at, each in enumerate(leaf.arguments):
        for text in (*a_third(HOSTILE, turn + at), *texts_for(each)):
            words = [text if other is each else text_for(other) for other in leaf.arguments]
            agree([*leaf.path, *words])
            agree([*leaf.path, "--", *words[: at + 1]])


@pytest.mark.parametrize("argv", ROOT, ids=" ".join)
def test_the_words_before_a_command_are_the_same_to_both(argv: list[str]) -> None:
    agree(argv)
    agree(argv, terminal=True)
    agree(["--today", "2026-02-27", *argv])


def test_options_of_am_after_a_command_of_a_group_that_does_something_alone_are_the_same_to_both() -> None:
    for argv in (
        ["export", "html", "--today=mon"],
        ["export", "vcard", "--today", "--version"],
        ["unmatched", "ignore", "--today", "--stdin"],
        ["export", "--today", "mon", "html"],
    ):
        agree(argv)


@pytest.mark.parametrize("argv", [[], ["--all"], ["tier:key"], ["--today=mon", "--color", "never", "tasks"]])
def test_the_morning_and_options_of_am_are_the_light_readers(argv: list[str]) -> None:
    assert taken(argv)


def test_a_line_left_to_typer_leaves_the_run_as_it_was() -> None:
    run = run_of(["--today", "2026-02-27", "--color", "never", "task", "list", "--limit", "many"])
    before = {name: value for name, value in vars(run).items() if not name.startswith("_")}
    before["verbs"] = list(run.verbs)
    assert light.light_call(run, RECORDING) is None
    assert {name: value for name, value in vars(run).items() if not name.startswith("_")} == before


def test_settings_that_can_not_be_read_are_the_same_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("dates = [")
    assert "broken.toml" in agree(["--config", str(broken), "log", "acme", "text", "--on", "2.3."]).err


@cache
def words_of(leaf: Leaf) -> st.SearchStrategy[str]:
    """The words that a line of a command may be made of."""
    options = list(chain.from_iterable(each.spellings for each in leaf.options))
    values = [text_for(each) for each in leaf.declared]
    short = [name[1] for name in options if len(name) == 2]
    joined = [f"-{''.join(short[at : at + 2])}" for at in range(len(short))]
    attached = [f"{name}={text_for(each)}" for each in leaf.options for name in each.names]
    cut = [name[:-1] for name in options]
    known = [*options, *values, *joined, *attached, *cut, *HOSTILE, *chain.from_iterable(GLOBAL)]
    return st.sampled_from(known) | st.text(max_size=4)


@st.composite
def lines(draw: st.DrawFn) -> list[list[str]]:
    """Lines of a command and words that it may know, in several orders."""
    leaf = draw(st.sampled_from(leaves()))
    words = draw(st.lists(words_of(leaf), max_size=6))
    before = draw(st.sampled_from([[], [], [], *GLOBAL]))
    valid = draw(st.sampled_from([leaf.valid, leaf.valid, []]))
    turned = ([*words[at:], *words[:at]] for at in range(max(1, len(words))))
    return [[*before, *leaf.path, *valid, *each] for each in turned]


@given(lines(), st.booleans())
@settings(max_examples=30_000 if is_nightly() else examples(100))  # some four lines each
def test_random_lines_are_the_same_to_both(found: list[list[str]], terminal: bool) -> None:
    for argv in found:
        agree(argv, terminal=terminal)
