"""What an assistant gives is checked before anything runs, and becomes an argument list, never a line."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.__main__ import run_app
from amcli.again import again
from amcli.app import AM
from amcli.assistant.answers import Answers
from amcli.assistant.arguments import check_arguments
from amcli.assistant.tools import TOOLS
from amcli.assistant.writes import WRITING
from amcli.commands.declared import declared_of
from amcli.context import Run
from amcli.errors import BadValue
from tests.profiles import examples, is_nightly
from tests.support import TODAY, UNDO_KEEPS, dump

EVERY = (*TOOLS, *WRITING)
TOOL = {tool.name: tool for tool in TOOLS}
CODES = {0, 2, 3, 4, 5}
ODD = (
    "--help", "--", "-o", "--output=ids", "--today=2020-01-01", "--book=x", "", " ", "-", "$(id)", "a\tb",
    "acme", "tier:key", "no:field", "arr.over:x", "\u202e", "x" * 200, "1", "k1", "*",
)  # fmt: skip
# What no schema allows, by the type that it is in the place of.
OUTSIDE = {
    "string": (1, None, True, ["a"], {}, "x" * 1_000_000, "a\0b", "\ud800", 1.5),
    "integer": ("5", 0, -1, 201, 10**30, 1.5, True, None, [1]),
    "boolean": (1, 0, "true", None, [], {}),
    "array": ("acme", {}, None, 1, ["a"] * 1000, [1], ["x" * 1_000_000], [None], [["a"]], ["a\0"]),
}


def of_schema(schema):
    """Values that a schema allows."""
    if schema["type"] == "integer":
        return st.integers(schema["minimum"], schema["maximum"])
    if schema["type"] == "array":
        return st.lists(of_schema(schema["items"]), max_size=4)
    texts = st.sampled_from(schema.get("enum") or ODD)
    return texts.filter(lambda text: len(text) <= schema.get("maxLength", 200))


def arguments_of(tool):
    needed = {name: of_schema(tool.properties[name]) for name in tool.required}
    others = {name: of_schema(each) for name, each in tool.properties.items() if name not in needed}
    return st.fixed_dictionaries(needed, optional=others)


IN_PROCESS = [tool for tool in TOOLS if tool.name != "sql"]
DRAWN = st.sampled_from(IN_PROCESS).flatmap(lambda tool: st.tuples(st.just(tool), arguments_of(tool)))


@pytest.fixture(scope="module")
def asking(office_book, tmp_path_factory):
    """The office's book, and a run in it."""
    from tests.support import Cli

    folder = tmp_path_factory.mktemp("arguments")
    (folder / "book.db").write_bytes(office_book.read_bytes())
    cli = Cli(folder, folder / "book.db")
    cli.ok("account", "add", "--code", "help", "--", "--help")
    cli.ok("today")
    run = Run([], cli.environ(TODAY))
    run.door = run_app
    return cli, run


# Enough by day: twenty drawn from all tools; arguments like these go through `test_settled.py` too, and each
# tool is asked by hand in `test_answers.py` and `test_writing.py`.
@settings(max_examples=examples(160 if is_nightly() else 80))
@given(DRAWN)
def test_what_a_schema_allows_is_answered_as_the_typed_command(asking, drawn):
    cli, run = asking
    tool, given_ = drawn
    words = tool.words(check_arguments(tool.input_schema, given_))
    before = dump(cli.book, (*UNDO_KEEPS, "health"))
    answered = again(run, words)
    typed = cli(*as_typed(tool, given_))
    assert (answered.code, answered.out) == (typed.code, typed.out)
    assert answered.code in CODES
    assert answered.code or json.loads(answered.out) is not None
    assert dump(cli.book, (*UNDO_KEEPS, "health")) == before
    Answers(run).read(tool, given_)


def as_typed(tool, given_):
    """The words that a person would type for the same, worked out from what the command declares."""
    command = AM.find("find" if tool.name == "find" else tool.name)
    names = {"within": "--in", "period": "--period", "by": "--by"}
    assert all(
        any(names[each] in one.spellings for one in declared_of(command)) for each in names if each in given_
    )
    options = [word for name in names if name in given_ for word in (f"{names[name]}={given_[name]}",)]
    options += ["--limit", "1000"] if tool.name == "find" else []
    first = [given_[name] for name in ("account", "ref", "text", "metric") if name in given_]
    return [tool.name, "--output", "json", *options, "--", *first, *given_.get("filter", [])]


def wrong_arguments(tool):
    """Arguments with one thing that the schema doesn't allow."""
    for name, schema in tool.properties.items():
        for value in OUTSIDE[schema["type"]]:
            if schema["type"] == "integer" and value == 201 and schema["maximum"] > 201:
                continue
            if value is None and name not in tool.required:
                continue  # it wasn't given
            yield {**dict.fromkeys(tool.required, "acme"), name: value}
        if "enum" in schema:
            yield {**dict.fromkeys(tool.required, "acme"), name: "no such word"}
    yield {**dict.fromkeys(tool.required, "acme"), "book": "/tmp/x"}
    yield {**dict.fromkeys(tool.required, "acme"), "--book": "/tmp/x"}
    if tool.required:
        yield {}


@pytest.mark.parametrize("tool", EVERY, ids=lambda tool: tool.name)
def test_what_no_schema_allows_is_refused_before_anything_runs(tool):
    for wrong in wrong_arguments(tool):
        with pytest.raises(BadValue):
            check_arguments(tool.input_schema, wrong)
    for wrong in ([], "acme", None, 1):
        with pytest.raises(BadValue, match="not an object"):
            check_arguments(tool.input_schema, wrong)


def test_what_clients_write_for_nothing_and_for_whole_numbers_is_read():
    tool = TOOL["renewals"]
    given_ = {"limit": 3.0, "within": None, "filter": None, "fields": ["account"]}
    assert check_arguments(tool.input_schema, given_) == {"limit": 3, "fields": ["account"]}
    assert isinstance(check_arguments(tool.input_schema, given_)["limit"], int)
    for wrong in ({"limit": 3.5}, {"limit": float("nan")}, {"limit": float("inf")}, {"limits": None, "x": 1}):
        with pytest.raises(BadValue):
            check_arguments(tool.input_schema, wrong)
    with pytest.raises(BadValue, match="account: not a text"):
        check_arguments(TOOL["brief"].input_schema, {"account": None})


@pytest.mark.parametrize("tool", EVERY, ids=lambda tool: tool.name)
def test_every_schema_is_closed_and_has_lengths(tool):
    schema = tool.input_schema
    assert schema["additionalProperties"] is False
    for each in schema["properties"].values():
        assert bounded(each)


def bounded(schema):
    if schema["type"] == "array":
        return "maxItems" in schema and bounded(schema["items"])
    if schema["type"] == "integer":
        return {"minimum", "maximum"} <= set(schema)
    return schema["type"] == "boolean" or "enum" in schema or "maxLength" in schema


def test_an_account_that_is_called_as_an_option_is_an_account(asking):
    _, run = asking
    found = Answers(run).read(TOOL["brief"], {"account": "--help"})
    assert json.loads(found.text)["account"] == "help"


def test_numbers_as_text_keys_too_many_and_more_are_refused_on_the_wire(reading):
    for given_ in ({"limit": "5"}, {"limit": 0}, {"filter": "tier:key"}, {"more": 1}, {"filter": ["x"] * 21}):
        assert reading("tasks", **given_).code == 2
    assert reading("find").code == 2
    assert reading("find", text="x" * 1_000_000).text == "text: longer than 500 characters."
