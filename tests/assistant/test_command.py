"""`am mcp` itself: what it says to a person and prints for an assistant's program, and without its extra."""

import json
import os
from pathlib import Path

import pytest

from amcli.commands import mcp
from tests.assistant.raw import Wire, wired
from tests.forkserver import PROGRAM
from tests.support import TODAY, run_on_terminal


def printed(cli, *words):
    made = json.loads(cli.ok(*words, "--print-config"))
    assert list(made) == ["mcpServers"]
    return made["mcpServers"]["amcli"]


def test_on_a_terminal_it_says_how_to_add_it(office):
    found = run_on_terminal(["mcp"], {**office.environ(TODAY), "PATH": os.environ["PATH"]}, 80, "")
    assert found.code == 2
    assert "am mcp speaks to a program, not to you." in found.out
    assert "am mcp --print-config" in found.out


def test_its_configuration_starts_it_from_anywhere(office, tmp_path):
    made = printed(office, "mcp", "--read-only", "--accounts", "tier:key", "--bodies", "--tools", "read,plan")
    assert Path(made["command"]).is_absolute()
    at = made["args"].index("mcp")
    assert made["args"][:at] == ["--book", str(office.book), "--config", str(office.config)]
    assert made["args"][at:] == ["mcp", "--read-only", "--bodies", "--tools=read,plan", "--accounts=tier:key"]


def test_what_it_prints_is_a_server(office, tmp_path, monkeypatch):
    office.let_go()
    made = printed(office, "mcp")
    away = tmp_path / "away"
    away.mkdir()
    at = made["args"].index("mcp")
    words, options = made["args"][:at], made["args"][at + 1 :]
    with wired({"HOME": str(away)}, *words, options=options, program=str(PROGRAM)) as wire:
        assert isinstance(wire, Wire)
        assert '"code":"acme"' in wire.said("show", ref="acme")


def test_a_day_is_kept_only_where_one_is_typed(office):
    assert "--today" not in printed(office, "mcp")["args"]
    assert printed(office, "--today", "2026-03-02", "mcp")["args"][4:6] == ["--today", "2026-03-02"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--tools", "everything"], 2, '--tools "everything": no such group.'),
        (["--tools", ","], 2, "no group is named"),
        (["--tools", "sql"], 5, "add --bodies"),
        (["--tools", "sql", "--bodies", "--accounts", "tier:key"], 5, "reads the whole book"),
        (["--accounts", "tire:key"], 2, "tire"),
        (["--accounts", "arr.over:much"], 2, "much"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_served(office, words, code, said):
    found = office("mcp", *words)
    assert (found.code, found.out) == (code, "")
    assert said in found.err


def test_without_its_extra_it_says_what_installs_it(office, monkeypatch):
    monkeypatch.setattr(mcp, "find_spec", lambda name: None)
    found = office("mcp")
    assert (found.code, found.out) == (1, "")
    assert "pip install 'amcli[mcp]'" in found.err


def test_sql_is_a_group_of_its_own_and_has_at_most_200_rows(sample):
    sample.let_go()
    with wired(sample.environ(TODAY), options=["--tools", "sql", "--bodies"]) as wire:
        (tool,) = wire.ask("tools/list")["result"]["tools"]
        assert tool["name"] == "sql"
        found = json.loads(wire.said("sql", query="SELECT id FROM interaction"))
        assert (found["count"], found["total"]) == (200, 200)
        refused = wire.call("sql", query="DELETE FROM account")
        assert refused["isError"]
        assert json.loads(wire.said("sql", query="SELECT 1 AS one", limit=1))["items"] == [{"one": 1}]


def test_it_ends_when_its_input_ends(office):
    office.let_go()
    with wired(office.environ(TODAY)) as wire:
        assert wire.end() == (0, b"")


def test_without_a_book_it_lives_and_says_how_to_start(tmp_path):
    environ = {"HOME": str(tmp_path), "AMCLI_BOOK": str(tmp_path / "none.db")}
    with wired(environ) as wire:
        found = wire.call("today")
        assert found["_meta"]["amcli/exit_code"] == 6
        assert "am init" in found["content"][0]["text"]
        assert wire.ask("tools/list")["result"]["tools"]


def test_bodies_only_where_they_are_wanted(office):
    row = {
        "account": "acme",
        "on": "2026-02-10",
        "kind": "email",
        "summary": "An offer",
        "body": "zebra crossing",
    }
    office.ok("log", "--stdin", stdin=json.dumps(row))
    office.let_go()
    ref = json.loads(office.ok("find", "zebra", "-o", "json"))[0]["ref"]
    office.let_go()
    for options, there in (([], False), (["--bodies"], True)):
        with wired(office.environ(TODAY), options=options) as wire:
            assert ("zebra" in wire.said("show", ref=ref)) == there
            assert ("zebra" in wire.said("find", text="zebra")) == there
            assert ref in wire.said("find", text="zebra")
