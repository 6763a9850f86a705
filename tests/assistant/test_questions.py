"""The questions of docs/assistants.md: what the page says that an assistant asks is answered."""

import json
import re

import pytest

from amcli.assistant.tools import TOOLS
from tests.docs.commands import ROOT

PAGE = (ROOT / "docs" / "assistants.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([A-Z][^|]+\?) \| ([^|]+) \|$", PAGE, re.MULTILINE)
CALLS = [
    (question, name, given)
    for question, cell in ROWS
    for name, given in re.findall(r"`(\w+) ?([^`]*)`", cell)
]


def test_there_are_five():
    assert len(ROWS) == 5
    assert {question for question, *_ in CALLS} == {question for question, _ in ROWS}


@pytest.mark.parametrize(("question", "name", "given"), CALLS)
def test_what_a_question_leads_to_is_answered(reading, question, name, given):
    found = reading.data(name, **json.loads(given or "{}"))
    assert found.get("items", found.get("actions", found.get("questions")))


def test_the_page_has_every_tool_in_its_group():
    for group in {tool.group for tool in TOOLS if not tool.writes}:
        (row,) = re.findall(rf"^\| `{group}` \| (.+) \|$", PAGE, re.MULTILINE)
        assert set(re.findall(r"`(\w+)`", row)) == {tool.name for tool in TOOLS if tool.group == group}
