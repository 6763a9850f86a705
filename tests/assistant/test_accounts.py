"""`--accounts tier:key`: of the other accounts nothing, anywhere; the rest is as `am ... tier:key`."""

import json
import sqlite3

import pytest

from amcli.__main__ import run_app
from amcli.again import again
from amcli.context import Run
from amcli.storage.narrowing import condition
from tests.assistant.asked import ASKED
from tests.assistant.conftest import KEY
from tests.assistant.talk import talking, unmarked
from tests.assistant.test_protocol import read
from tests.profiles import is_nightly, some
from tests.support import TODAY, dump

# What every list takes filters for, and the page of one account.
FILTERED = [
    "checkins", "renewals", "risks", "tasks", "week", "portfolio", "metrics", "accounts", "find a",
    "find sso", "replies",
    "metrics --by tier --period last-12m", "metrics nrr", "renewals --past", "portfolio --by tier",
]  # fmt: skip
PAGES = ["brief", "show", "timeline", "risks", "tasks"]
# How often renewals of a band came is counted among the accounts that are seen alone.
AMONG_THEM = {"rates"}


@pytest.fixture(scope="module")
def run(copied):
    made = Run([], copied.environ(TODAY))
    made.door = run_app
    return made


@pytest.fixture(scope="module")
def sides(run):
    """The accounts that are seen, and the others."""
    rows = json.loads(again(run, ["accounts", "-o", "json"]).out)
    return [[row for row in rows if (row["tier"] == "key") == seen] for seen in (True, False)]


@pytest.mark.parametrize("line", FILTERED)
def test_a_narrowed_list_is_the_filtered_one(run, line):
    narrowed = again(run, [*line.split(), "-o", "json"], accounts=(KEY,))
    filtered = again(run, [*line.split(), KEY, "-o", "json"])
    assert narrowed.out == filtered.out
    assert narrowed.code == filtered.code == 0


@pytest.mark.parametrize("line", ["today", "forecast", "forecast --period this-quarter"])
def test_so_are_the_totals_of_a_page(run, line):
    narrowed = json.loads(again(run, [*line.split(), "-o", "json"], accounts=(KEY,)).out)
    filtered = json.loads(again(run, [*line.split(), KEY, "-o", "json"]).out)
    assert {name for name in filtered if narrowed[name] != filtered[name]} <= AMONG_THEM


@pytest.mark.parametrize("command", PAGES)
def test_an_account_that_is_seen_is_as_it_is(run, sides, command):
    for row in some(sides[0], 3):  # enough by day: what is seen passes one condition, whoever it is
        line = [command, row["account"], "-o", "json"]
        assert again(run, line, accounts=(KEY,)) == again(run, line)


@pytest.mark.parametrize("command", PAGES)
def test_another_account_answers_like_one_that_is_not_there(run, sides, command):
    absent = json.loads(again(run, [command, "nobodyatall", "-o", "json"], accounts=(KEY,)).err)
    names = [name for row in sides[1] for name in (row["account"], row["name"])]
    for name in some(names, 7):  # enough by day: codes and names in turn, as seven is odd
        found = again(run, [command, name, "-o", "json"], accounts=(KEY,))
        error = json.loads(found.err)
        assert (found.code, found.out) == (3, "")
        assert error["error"] == absent["error"].replace("nobodyatall", name)
        near = error["hint"].startswith("Did you mean")
        assert not any(each in error["hint"] for each in names) if near else error["hint"] == absent["hint"]


def test_so_does_each_of_its_records(run, copied):
    """Nightly of three times as many; by day some of each kind, of accounts that are seen and of others."""
    refs = {}
    for letter, table in {
        "t": "task",
        "k": "contract",
        "i": "issue",
        "n": "interaction",
        "p": "contact",
    }.items():
        query = f"SELECT r.id, a.tier FROM {table} r JOIN account a ON a.id = r.account_id"
        for row in json.loads(copied.ok("sql", query, "-o", "json"))[:: 25 if is_nightly() else 75]:
            refs[f"{letter}{row['id']}"] = row["tier"] == "key"
    assert set(refs.values()) == {True, False}
    for ref, seen in refs.items():
        found = again(run, ["show", ref, "-o", "json"], accounts=(KEY,))
        assert found.code == (0 if seen else 3), ref
        if not seen:
            absent = again(run, ["show", f"{ref[0]}99999", "-o", "json"], accounts=(KEY,))
            assert found.err == absent.err.replace(f"{ref[0]}99999", ref)


def test_no_answer_names_counts_or_finds_another_account(narrowed, sides):
    """By day a tool that takes fields is asked for all of them and as many rows as it gives: its usual answer
    has fewer of both. Nightly for that, too."""
    texts = {}
    for tool in narrowed.tools:
        known = tool.input_schema["properties"]
        for ask in ASKED[tool.name]:
            if is_nightly() or "fields" not in known:
                texts[tool.name, ask.typed] = narrowed(tool.name, **ask.given).text
            if "fields" in known:
                given = {**ask.given, "fields": ["*"], "limit": 200}
                given = {name: value for name, value in given.items() if name in known}
                texts[tool.name, ask.typed, "*"] = narrowed(tool.name, **given).text
    for row in some(sides[1], 5):
        texts["find", row["name"]] = narrowed("find", text=row["name"].split()[0], limit=200).text
    texts["am://today"] = read(narrowed, "am://today")
    (message,) = narrowed.do("get_prompt", "morning", {}).messages
    texts["morning"] = message.content.text
    names = {name for row in sides[1] for name in (row["name"], f'"{row["account"]}"')}
    assert {asked: [name for name in names if name in text] for asked, text in texts.items()
            if any(name in text for name in names)} == {}  # fmt: skip
    assert {"history", "sql"}.isdisjoint(tool.name for tool in narrowed.tools)
    assert narrowed("history").code == 3


def test_counts_are_of_those_accounts_alone(narrowed, copied, sides):
    assert unmarked(narrowed.data("today"))["totals"]["accounts"] == len(sides[0])
    wanted = json.loads(copied.ok("find", "a", KEY, "--limit", "1000", "-o", "json"))
    assert narrowed.data("find", text="a")["total"] == len(wanted)
    assert narrowed.data("portfolio")["totals"]["accounts"] == len(sides[0])


def test_reading_through_it_leaves_no_trace(run, copied):
    before = dump(copied.book, ())
    again(run, ["today", "-o", "json"], accounts=(KEY,))
    assert dump(copied.book, ()) == before


def test_each_table_of_a_book_is_narrowed_or_known_to_be_of_no_account(run):
    db = sqlite3.connect(run.book_file)
    tables = {}
    for name, column in db.execute(
        "SELECT s.name, c.name FROM sqlite_schema s JOIN pragma_table_info(s.name) c WHERE s.type = 'table'"
    ):
        tables.setdefault(name, set()).add(column)
    db.close()
    whole = {name for name, columns in tables.items() if condition(name, columns) is None}
    assert {name for name in whole if not name.startswith(("search", "sqlite_"))} == {
        "alembic_version", "digest", "product", "setting", "target", "session", "forgotten", "cut",
    }  # fmt: skip


def test_filters_that_choose_nothing_or_cannot_be_read(run, copied):
    assert json.loads(again(run, ["tasks", "-o", "json"], accounts=("tier:nothing",)).err or "{}")
    found = again(run, ["tasks", "-o", "json"], accounts=("arr.over:1000000000k",))
    assert (found.code, found.out) == (0, "[]\n")
    refused = copied("mcp", "--accounts", "tire:key")
    assert refused.code == 2
    assert "tire" in refused.err


def test_several_filters_hold_together(copied):
    with talking(copied.environ(TODAY), "--accounts", KEY, "--accounts", "arr.over:90k") as talk:
        wanted = json.loads(copied.ok("renewals", KEY, "arr.over:90k", "-o", "json"))
        assert talk.data("renewals")["total"] == len(wanted)
        assert talk("brief", account="acme").code == 3
