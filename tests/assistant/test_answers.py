"""What a tool answers is what its command prints: wrapped, with fewer items and fields, and with marks."""

import json

import pytest
from jsonschema import Draft202012Validator

from amcli.__main__ import run_app
from amcli.assistant.answers import MOST_BYTES, Answers, of_list, of_page
from amcli.assistant.tools import TOOLS, offered
from amcli.context import Run
from tests.assistant.asked import ASKED
from tests.assistant.talk import talking, unmarked
from tests.commands.test_schema import ENTRIES, validator
from tests.support import TODAY

TOOL = {tool.name: tool for tool in TOOLS}
EACH = [(name, ask) for name, asks in ASKED.items() for ask in asks]


def expected(name, ask, printed):
    """What a tool is to answer where its command printed this."""
    tool, given = TOOL[name], ask.given
    limit = given.get("limit", tool.limit)
    if isinstance(printed, list):
        rows = [picked(tool, given, row) for row in printed[:limit]]
        return {"items": rows, "count": len(rows), "total": len(printed)}
    if tool.rows:
        rows = printed[tool.rows]
        kept = printed if given.get("fields") == ["*"] else {each: printed[each] for each in tool.parts}
        made = {**kept, tool.rows: [picked(tool, given, row) for row in rows[:limit]]}
        return {**made, f"{tool.rows}_total": len(rows)}
    parts = given.get("fields") or tool.parts or [each for each in printed if each not in tool.left_out]
    parts = printed if parts == ["*"] else parts
    return {each: printed[each] for each in parts if each in printed}


def picked(tool, given, row):
    fields = given.get("fields") or tool.short or ["*"]
    return row if fields == ["*"] else {each: row[each] for each in fields}


@pytest.mark.parametrize(("name", "ask"), EACH, ids=[f"{name}-{ask.typed}" for name, ask in EACH])
def test_a_tool_answers_what_its_command_prints(reading, copied, name, ask):
    printed = json.loads(copied.ok(*ask.typed.split(), "-o", "json"))
    if ask.schema in ENTRIES:
        validator(ask.schema).validate(printed)
    found = reading(name, **ask.given)
    printed.pop("body", None) if isinstance(printed, dict) else None
    assert not found.code
    assert "\n" not in found.text
    assert unmarked(found.data) == without_bodies(expected(name, ask, printed))


def without_bodies(value):
    if isinstance(value, list):
        return [without_bodies(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {key: without_bodies(each) for key, each in value.items() if key != "body"}


@pytest.mark.parametrize("where", ["hostile", "cli", "known"])
def test_the_same_on_other_books(shelf, where):
    cli = shelf[where]
    with cli.lent.lent():
        run = Run([], cli.environ(TODAY))
        run.door = run_app
        answers = Answers(run, bodies=True)
        for tool in offered(("read", "plan"), narrowed=False, read_only=True).values():
            for ask in ASKED[tool.name]:
                found = answers.read(tool, ask.given)
                typed = cli(*ask.typed.split(), "-o", "json")
                assert found.code == typed.code
                if not typed.code and "\n" not in found.text:
                    wanted = expected(tool.name, ask, json.loads(typed.out))
                    assert same(unmarked(found.structured), wanted), (tool.name, ask)


def same(found, wanted):
    """Whether two answers are the same but for quotes, which marks change."""
    return json.dumps(found, ensure_ascii=False) == json.dumps(wanted, ensure_ascii=False).replace(
        "«", "‹"
    ).replace("»", "›")


def test_with_output_schemas_each_answer_is_an_object_that_fits(copied):
    with talking(copied.environ(TODAY), "--tools", "read,plan", "--output-schemas") as talk:
        schemas = {tool.name: tool.output_schema for tool in talk.tools}
        for name, asks in ASKED.items():
            for ask in asks:
                found = talk(name, **ask.given)  # the client itself refuses what doesn't fit
                assert found.structured == found.data
                Draft202012Validator(schemas[name]).validate(found.structured)
        refused = talk("show", ref="nobody")
        assert (refused.code, refused.structured) == (3, None)
        assert all(schemas.values())


def test_without_them_nothing_is_paid_twice(reading):
    assert all(tool.output_schema is None for tool in reading.tools)
    assert reading("today").structured is None


@pytest.mark.parametrize("many", [0, 1, 100, 100_000])
def test_a_long_list_is_cut_at_whole_items(many):
    rows = [{"ref": f"n{at}", "text": "é" * 50} for at in range(many)]
    found = of_list(rows, many)
    assert len(found.text.encode()) <= MOST_BYTES
    first, _, last = found.text.partition("\n")
    data = json.loads(first)
    assert data == found.structured
    assert data["items"] == rows[: data["count"]]
    assert data["total"] == many
    assert (data["count"] < many) == bool(last)
    assert not last or f"{data['count']} of {many}" in last


def test_an_item_that_is_too_long_by_itself_is_left_out():
    found = of_list([{"text": "x" * 40_000}], 1)
    assert json.loads(found.text.partition("\n")[0]) == {"items": [], "count": 0, "total": 1}


def test_a_long_page_is_cut_at_whole_parts():
    page = {"name": "Acme", "rows": ["x" * 100] * 400, "body": "y" * 10_000, "notes": "z" * 5_000}
    found = of_page(page)
    assert len(found.text.encode()) <= MOST_BYTES
    first, _, last = found.text.partition("\n")
    assert json.loads(first) == {"name": "Acme", "body": page["body"], "notes": page["notes"]}
    assert "without: rows" in last


def test_the_list_of_a_page_goes_last_and_by_items():
    page = {"rows": [{"text": "x" * 100}] * 400, "body": "y" * 10_000, "name": "Acme"}
    found = of_page(page, "rows")
    assert len(found.text.encode()) <= MOST_BYTES
    data = json.loads(found.text.partition("\n")[0])
    assert set(data) == {"rows", "name"}
    assert data["rows"] == page["rows"][: len(data["rows"])]
    assert 200 < len(data["rows"]) < 400
