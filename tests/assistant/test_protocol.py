"""Both generations of the protocol, by the SDK's own client over real pipes: every tool, resource, template
and prompt in each version."""

import json

import pytest

from tests.assistant.asked import ASKED
from tests.assistant.talk import NEWEST, VERSIONS, talking, unmarked
from tests.forkserver import PROGRAM
from tests.profiles import in_turn
from tests.support import TODAY

RESOURCES = {"am://today": "today"}
TEMPLATES = {
    "am://account/{code}/brief": ("am://account/acme/brief", "brief"),
    "am://schema/{kind}": ("am://schema/risks%20ACCOUNT", "schema"),
}
PROMPTS = {
    "morning": {},
    "before_meeting": {"account": "acme"},
    "after_call": {"account": "acme", "notes": "Jane is glad."},
}


@pytest.mark.parametrize("version", VERSIONS)
def test_everything_that_is_listed_answers_in_each_version(copied, version):
    """By day each tool in the newest version and in the oldest, and in one of those between them: what a tool
    answers no version changes, but how it is wrapped, which is the same for all tools of a version."""
    whole = PROGRAM if version == NEWEST else None  # the others are forked: the installed program is one
    with talking(copied.environ(TODAY), "--tools", "read,plan", version=version, program=whole) as talk:
        assert talk.client.protocol_version == version
        tools = talk.tools
        assert {tool.name for tool in tools} == set(ASKED)
        for tool in tools:
            marks = tool.annotations
            assert (marks.read_only_hint, marks.idempotent_hint) == (True, True)
            assert (marks.destructive_hint, marks.open_world_hint) == (False, False)
        turn = VERSIONS.index(version)
        called = tools if version in (NEWEST, VERSIONS[-1]) else in_turn(tools, turn, len(tools) // 3 + 1)
        for tool in called:
            assert not talk(tool.name, **ASKED[tool.name][0].given).code
        assert {str(each.uri) for each in talk.do("list_resources").resources} == set(RESOURCES)
        for uri, name in RESOURCES.items():
            assert unmarked(json.loads(read(talk, uri))) == unmarked(talk.data(name))
        templates = talk.do("list_resource_templates").resource_templates
        assert {each.uri_template for each in templates} == set(TEMPLATES)
        brief, schema = (json.loads(read(talk, uri)) for uri, _ in TEMPLATES.values())
        assert brief["account"] == "acme"
        assert schema == json.loads(copied.ok("schema", "risks", "ACCOUNT"))
        prompts = talk.do("list_prompts").prompts
        assert {each.name: {one.name for one in each.arguments or []} for each in prompts} == {
            name: set(given) for name, given in PROMPTS.items()
        }
        for name, given in PROMPTS.items():
            (message,) = talk.do("get_prompt", name, given).messages
            assert message.role == "user"
            assert "Acme Robotics" in message.content.text


def read(talk, uri):
    (content,) = talk.do("read_resource", uri).contents
    return content.text


@pytest.mark.parametrize("version", [NEWEST, VERSIONS[-1]])
def test_a_failure_is_an_answer_with_the_products_own_line(copied, version):
    with talking(copied.environ(TODAY), version=version) as talk:
        typed = json.loads(copied("show", "nobody", "-o", "json").err)
        found = talk("show", ref="nobody")
        assert (found.text, found.code) == (f"{typed['error']}\n{typed['hint']}", 3)
        assert talk("nothing").code == 3
        assert talk("renewals", within="soon").code == 2
        assert talk("renewals", fields=["stages"]).text.startswith('--fields "stages": no such field.')
        for name, given in (("brief", {"account": "acme"}), ("today", {}), ("risks", {"account": "acme"})):
            wrong = talk(name, **given, fields=["whys"])
            assert (wrong.code, wrong.text[:31]) == (2, 'fields "whys": no such field.\nF')
        for call, given in (("read_resource", ["am://account/nobody/brief"]), ("get_prompt", ["evening"])):
            with pytest.raises(Exception, match=r"no account|no prompt"):
                talk.do(call, *given)
        assert talk.data("show", ref="acme")["code"] == "acme"
