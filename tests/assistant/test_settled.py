"""What an assistant gives a tool that writes, drawn from its schema: the line with settled names and days
does what the line does that a person would type, or is refused like it, and before anything ran."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.__main__ import run_app
from amcli.again import again
from amcli.assistant.answers import Answers, Result
from amcli.assistant.tools import Tool
from amcli.assistant.writes import WRITING
from amcli.assistant.writing import Line, Writing
from amcli.context import Origin, Run
from amcli.errors import AmcliError
from amcli.storage.opening import open_book
from amcli.storage.replay import twin
from tests.profiles import examples, is_nightly
from tests.support import TODAY, Cli, dumped

DESK = Origin("mcp", "Desk")
ACCOUNTS = [
    *("acme", "Acm", "acton", "birch", "jane", "ac", "nobody", "--help", "k1", "3", ":1", "Dana Reyes", ""),
]
REFS = [*ACCOUNTS, "t1", "t2", "n1", "n3", "k2", "p1", "p3", "q1", "t99"]
DAYS = ["fri", "yesterday", "2026-03-10", "+7d", "today", "someday", "-3d", "28 feb", "1 mar", "", "31 feb"]
TEXTS = [
    "Hello",
    "--help",
    "-x",
    "",
    " ",
    "a\nb",
    "$(id)",
    "Jane Orr said so",
    "x" * 300,
    "\x1b[31m",
    "«a: b :a»",
]
WHEN = [
    "thu 14:00",
    "14:00",
    "tomorrow",
    "9:30 5 mar",
    "today 9:00",
    "sometime",
    "yesterday 9:00",
    "thu 14:00 x",
]
NAMED = {
    **{"account": ACCOUNTS, "ref": REFS, "on": DAYS, "due": DAYS, "until": DAYS, "when": WHEN},
    "with": ["jane", "p2", "Omar", "dana", "x"],
    "term": ["12m", "1y", "soon"],
}
TOOLS = [tool for tool in WRITING if tool.name != "undo"]


def values(name: str, schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that a schema allows, those that mean something among them."""
    if schema["type"] == "array":
        return st.lists(values(name, schema["items"]), max_size=2)
    if schema["type"] == "integer":
        return st.integers(schema["minimum"], schema["maximum"])
    if schema["type"] == "boolean":
        return st.booleans()
    return st.sampled_from(schema.get("enum") or NAMED.get(name, TEXTS))


def arguments(tool: Tool) -> st.SearchStrategy[dict[str, Any]]:
    found = {name: values(name, schema) for name, schema in tool.properties.items()}
    needed = {name: found.pop(name) for name in tool.required}
    return st.fixed_dictionaries(needed, optional=found)


DRAWN = st.sampled_from(TOOLS).flatmap(lambda tool: st.tuples(st.just(tool), arguments(tool)))


@pytest.fixture(scope="module")
def asking(office_book: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Writing]:
    """A run on the office's book, in which a meeting is booked, and what writes in it."""
    folder = tmp_path_factory.mktemp("settled")
    (folder / "book.db").write_bytes(office_book.read_bytes())
    cli = Cli(folder, folder / "book.db")
    cli.ok("meet", "acme", "today", "9:00")
    run = Run([], cli.environ(TODAY))
    run.door = run_app

    async def apart(*_: Any) -> None: ...

    return run, Writing(run, Answers(run), apart, lambda found: found, propose=False)  # type: ignore[arg-type, return-value]


def typed_words(tool: Tool, drawn: dict[str, Any]) -> list[str]:
    """The line that a person would type for the same, with nothing settled."""
    plain = {name: value for name, value in drawn.items() if name != "why"}
    if tool.name == "meet":
        plain |= {"day": plain.pop("when"), "time": None}
    return tool.words(plain)


def after(run: Run, argv: list[str]) -> tuple[int, Any]:
    """What a line answers, and what the book is like afterwards; it is done to a copy."""
    book = open_book(run.book_file, "x")
    copy = twin(book)
    book.close()
    try:
        code = again(run, argv, DESK, lent=copy).code
        return code, timeless(dumped(copy.db))
    finally:
        copy.close()


def timeless(held: dict[str, list[tuple[Any, ...]]]) -> str:
    """All rows without the instants of the clock."""
    return json.dumps(
        {name: [list(map(without_instant, row)) for row in rows] for name, rows in held.items()}
    )


def without_instant(value: Any) -> Any:
    is_one = isinstance(value, str) and len(value) == 24 and value.endswith("Z") and value[10] == "T"
    return "an instant" if is_one else value


def line_of(writing: Writing, tool: Tool, drawn: dict[str, Any]) -> Line | int:
    """The line that is asked about, or the exit code of what is refused."""
    try:
        found = writing.line(tool, drawn, DESK)
    except AmcliError as error:
        return error.exit_code
    return found.code if isinstance(found, Result) else found


# Where two things are wrong, a person may be told of the other: names are looked up before values are read.
REFUSED = frozenset((2, 3, 4, 5))


# Enough by day: twenty drawn from all that write, whose settled lines `test_writing.py` has one by one.
@settings(max_examples=examples(300 if is_nightly() else 80), deadline=None)
@given(DRAWN)
def test_the_settled_line_does_what_the_typed_one_does(
    asking: Any, drawn: tuple[Tool, dict[str, Any]]
) -> None:
    run, writing = asking
    tool, given_ = drawn
    before = after(run, ["schema"])[1]
    typed, became = after(run, typed_words(tool, given_))
    line = line_of(writing, tool, given_)
    if isinstance(line, int):
        assert typed == line or {typed, line} <= REFUSED, given_
        return
    assert after(run, line.argv) == (0, became)
    assert typed == 0
    assert bool(line.found.changes) == (became != before)


@pytest.mark.parametrize("on", ["fri", "mon", "28 feb", "+7d", "yesterday"])
def test_the_day_of_a_loss_is_the_one_that_the_typed_line_means(asking: Any, on: str) -> None:
    run, writing = asking
    (tool,) = [each for each in TOOLS if each.name == "churn"]
    given_ = {"ref": "acme", "on": on}
    line = line_of(writing, tool, given_)
    assert isinstance(line, Line)
    assert after(run, line.argv) == after(run, typed_words(tool, given_))


def test_a_task_is_about_one_person(asking: Any) -> None:
    """A second one would take the place of the first, without a word."""
    run, writing = asking
    (tool,) = [each for each in TOOLS if each.name == "task_add"]
    assert tool.properties["with"]["maxItems"] == 1
    given_ = {"account": "acme", "title": "Send it", "with": ["jane,omar"]}
    assert line_of(writing, tool, given_) == after(run, typed_words(tool, given_))[0] == 3
