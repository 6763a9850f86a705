"""What an assistant pays for in every conversation: the list of tools, default answers, the instructions."""

import json

import pytest

from amcli.assistant.server import INSTRUCTIONS
from tests.assistant.asked import ASKED
from tests.assistant.talk import VERSIONS, talking
from tests.profiles import some
from tests.support import TODAY

MOST_TOOLS, MOST_LISTED, MOST_ANSWERED, MOST_SAID = 16, 8_000, 8_000, 600


def bytes_of(value):
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


@pytest.mark.parametrize("version", [VERSIONS[0], VERSIONS[1]])
def test_the_list_of_tools_has_its_budget(copied, version):
    with talking(copied.environ(TODAY), version=version) as talk:
        found = talk.do("list_tools").model_dump(by_alias=True, mode="json", exclude_none=True)
        said = talk.client.instructions
    size = bytes_of(found)
    print(f"tools/list: {len(found['tools'])} tools, {size:,} bytes; instructions {len(said.encode())} bytes")
    assert len(found["tools"]) <= MOST_TOOLS
    assert size <= MOST_LISTED
    assert said == INSTRUCTIONS
    assert len(said.encode()) <= MOST_SAID


def test_no_answer_is_long_unasked(reading, copied):
    codes = [row["account"] for row in json.loads(copied.ok("accounts", "-o", "json"))]
    # Enough by day: the fullest account, and every eighth; an answer's length is held by its limit of rows.
    chosen = ["acme", *some(codes, 8)]
    of_each = {"account": chosen, "ref": [*chosen, "n5", "k68", "p1"], "text": ["sso", "a"]}
    sizes = {}
    for tool in reading.tools:
        (needed,) = tool.input_schema.get("required", [None])
        for value in of_each.get(needed, [None]):
            given = {} if needed is None else {needed: value}
            sizes[tool.name, value] = len(reading(tool.name, **given).text.encode())
        for ask in ASKED[tool.name]:
            if not {"limit", "fields"} & set(ask.given):
                sizes[tool.name, ask.typed] = len(reading(tool.name, **ask.given).text.encode())
    for tool in reading.tools:
        largest = max((size, str(asked)) for (name, asked), size in sizes.items() if name == tool.name)
        print(f"{tool.name}: at most {largest[0]:,} bytes ({largest[1]})")
    assert {each: size for each, size in sizes.items() if size > MOST_ANSWERED} == {}
