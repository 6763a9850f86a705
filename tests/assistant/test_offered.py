"""Which commands an assistant can reach: every command of the program stands on one side or the other."""

import pytest

from amcli.app import AM
from amcli.assistant.resources import PROMPTS
from amcli.assistant.server import TOOLS
from amcli.assistant.tools import DEFAULT_GROUPS, offered
from amcli.assistant.writes import ALLOWED
from tests.assistant.test_arguments import OUTSIDE

# What a tool or a resource runs.
REACHED = {
    "today", "checkins", "renewals", "risks", "brief", "timeline", "find", "tasks", "show", "metrics", "week",
    "forecast", "portfolio", "replies", "history", "sql", "schema",
}  # fmt: skip
# What the tools that write run, each time asked for; of a noun `task add` alone.
FLAGS = ("--no-answer", "--off", "--no")
WRITTEN = {"log", "meet", "held", "done", "snooze", "renew", "stage", "churn", "undo"}


def test_no_tool_writes_that_does_not_say_so():
    for tool in TOOLS:
        assert AM.judge(words_of(tool)).writes == tool.writes, tool.name


def words_of(tool):
    """The command line that a tool runs, whatever it is given."""
    samples = {"string": "x", "integer": 1, "array": ["x"], "boolean": True}
    given = {name: samples[schema["type"]] for name, schema in tool.properties.items()}
    lines = [tool.words(given), tool.words({name: given[name] for name in tool.required})]
    assert len({words[0] for words in lines}) == 1
    for words in lines:
        options = words[: words.index("--")]
        assert all(not word.startswith("-") or word in ("-o", *FLAGS) or "=" in word for word in options)
    return lines[0]


def command_of(tool):
    """The command that a tool runs."""
    return words_of(tool)[0]


def test_what_tools_run_is_what_is_reached():
    reading = {command_of(tool) for tool in TOOLS if not tool.writes}
    assert reading | {"schema"} == REACHED
    assert {tool.name for tool in TOOLS if not tool.writes} == REACHED - {"schema"}
    assert set(OUTSIDE) >= {each["type"] for tool in TOOLS for each in tool.properties.values()} - {"boolean"}
    writing = {command_of(tool) for tool in TOOLS if tool.writes}
    assert writing == WRITTEN | {"task"}
    (task,) = (tool for tool in TOOLS if tool.writes and command_of(tool) == "task")
    assert task.words({"account": "a", "title": "b"}) == ["task", "add", "--", "a", "b"]
    assert {tool.name for tool in TOOLS if tool.group in ALLOWED} == set(ALLOWED) == {"churn", "renew"}
    assert set(PROMPTS) == {"morning", "before_meeting", "after_call"}


@pytest.mark.parametrize(
    "word", ["--prune", "--fix", "--stdin", "--yes", "--as-of", "--book", "--config", "--plot"]
)
def test_no_tool_has_an_option_that_reaches_further(word):
    for tool in TOOLS:
        assert word.removeprefix("--").replace("-", "_") not in tool.properties
        given = {name: ["--x"] if each["type"] == "array" else word for name, each in tool.properties.items()
                 if each["type"] in ("string", "array") and "enum" not in each}  # fmt: skip
        words = tool.words(given)
        assert word not in words[: words.index("--")]


def test_narrowed_to_some_accounts_nothing_is_offered_that_reads_others():
    every = {tool.group for tool in TOOLS}
    assert set(offered(every, narrowed=False, read_only=True, every=TOOLS)) - set(
        offered(every, narrowed=True, read_only=True, every=TOOLS)
    ) == {"history", "sql"}
    assert not any(
        tool.writes for tool in offered(every, narrowed=False, read_only=True, every=TOOLS).values()
    )
    assert set(DEFAULT_GROUPS) == {"read", "write"}
