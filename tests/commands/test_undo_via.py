"""What is told of how a change came: the history, undoing by it, and what hooks hear."""

import json
from pathlib import Path

import pytest

from amcli.context import Origin
from amcli.storage.opening import open_book
from tests.support import TODAY, Cli, came

DESK, NOTE = Origin("mcp", "Desk"), Origin("mcp", "Note")
SCREEN, UNNAMED = Origin("ui"), Origin("mcp")


@pytest.fixture
def busy(office: Cli) -> Cli:
    """A book in which two assistants, one without a name, a key of the screen and a person changed things."""
    came(office, DESK, "log", "acme", "One")
    came(office, NOTE, "log", "birch", "Two")
    came(office, UNNAMED, "task", "add", "acme", "Three")
    came(office, SCREEN, "done", "t1")
    office.ok("task", "add", "birch", "Four")
    return office


def test_the_history_has_how_each_change_came(busy: Cli) -> None:
    rows = busy.json("history", "--limit", "5")
    told = [(row["via"], row["client"]) for row in rows]
    assert told == [(None, None), ("ui", None), ("mcp", None), ("mcp", "Note"), ("mcp", "Desk")]
    assert list(rows[0])[-3:] == ["via", "client", "by_number"]
    assert [(row["via"], row["client"]) for row in busy.json("undo", "--list", "--limit", "5")] == told


@pytest.mark.parametrize(
    ("words", "commands"),
    [
        (["via:mcp"], ["task add acme Three", "log birch Two", "log acme One"]),
        (["via:ui"], ["done t1"]),
        (["client.has:des"], ["log acme One"]),
        (["client:Note"], ["log birch Two"]),
        (["via:mcp", "client.none:"], ["task add acme Three"]),
        (["acme", "via:mcp"], ["task add acme Three", "log acme One"]),
    ],
)
def test_changes_are_chosen_by_how_they_came(busy: Cli, words: list[str], commands: list[str]) -> None:
    assert [row["command"] for row in busy.json("history", *words)] == commands


def test_a_way_that_is_none_is_refused(busy: Cli) -> None:
    found = busy("undo", "--via", "phone")
    assert (found.code, found.out) == (2, "")
    assert "mcp" in found.err


def test_a_person_sees_who_a_change_is_from(busy: Cli) -> None:
    for argv in (("history",), ("undo", "--list")):
        shown = busy.ok(*argv, tty=True)
        assert "am log acme One from Desk (mcp)" in shown
        assert "am task add acme Three from an assistant (mcp)" in shown
        assert "am done t1 from am ui" in shown
        assert "am task add birch Four from" not in shown


def test_undo_via_takes_back_the_newest_change_of_that_way(busy: Cli) -> None:
    assert busy.ok("undo", "--via", "mcp", tty=True).startswith(
        "Undone: am task add acme Three from an assistant (mcp)\n"
    )
    assert busy.ok("undo", "--via", "mcp", "--client", "Desk", tty=True).startswith(
        "Undone: am log acme One from Desk (mcp)\n"
    )
    assert busy.ok("undo", "--client", "Note", tty=True).startswith("Undone: am log birch Two from Note")
    assert busy.ok("undo", "--via", "ui", tty=True).startswith("Undone: am done t1 from am ui\n")
    found = busy("undo", "--via", "mcp")
    assert (found.code, found.out, found.err.splitlines()) == (
        3,
        "",
        [
            "am: nothing from an assistant to undo. Nothing was undone.",
            "    What can be undone: am undo --list",
        ],
    )


def test_an_undo_of_one_client_leaves_the_changes_of_another(busy: Cli) -> None:
    before = busy.dump()
    found = busy("undo", "--client", "Other")
    assert (found.code, found.err.splitlines()[0]) == (
        3,
        'am: nothing from "Other" to undo. Nothing was undone.',
    )
    assert busy.dump() == before
    assert busy.ok("undo", "--client", "", tty=True).startswith("Undone: am task add acme Three")
    assert "without a name" in busy("undo", "--client", "").err


def test_a_plain_undo_takes_the_newest_and_names_how_it_came(office: Cli) -> None:
    office.ok("task", "add", "birch", "Four")
    came(office, DESK, "log", "acme", "One")
    assert office.ok("undo", tty=True).startswith("Undone: am log acme One from Desk (mcp)\n")
    assert office.ok("redo", tty=True).startswith("Redone: am log acme One from Desk (mcp)\n")
    assert "Would undo: am log acme One from Desk (mcp)" in office.ok("undo", "--dry-run", tty=True)


def test_an_undo_is_of_whoever_ran_it(office: Cli) -> None:
    office.ok("log", "acme", "One")
    came(office, DESK, "undo")
    office.ok("redo")
    came(office, SCREEN, "undo")
    rows = office.json("history", "--limit", "4")
    assert [row["via"] for row in rows] == ["ui", None, "mcp", None]
    assert [row["undoing"] for row in rows] == [True, False, True, False]


def test_an_assistant_finds_its_own_change_after_a_redo_by_a_person(office: Cli) -> None:
    """A change that is put back is the change of whoever put it back."""
    came(office, DESK, "log", "acme", "One")
    office.ok("undo")
    office.ok("redo")
    assert office("undo", "--via", "mcp").code == 3
    assert office.ok("undo", tty=True).startswith("Undone: am log acme One from Desk")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["undo", "3", "--via", "mcp"], "--via and a number can't be combined."),
        (["undo", "3", "--client", "Desk"], "--client and a number can't be combined."),
        (["undo", "--via", "ui", "--client", "Desk"], "--client names an assistant: --via ui has none."),
    ],
)
def test_what_contradicts_itself_is_refused(busy: Cli, argv: list[str], said: str) -> None:
    before = busy.dump()
    found = busy(*argv)
    assert found.code == 2
    assert said in found.err
    assert busy.dump() == before


def test_the_list_of_what_can_be_undone_is_of_one_way_too(busy: Cli) -> None:
    assert [row["client"] for row in busy.json("undo", "--list", "--via", "mcp")] == [None, "Note", "Desk"]
    assert [row["command"] for row in busy.json("undo", "--list", "--client", "Desk")] == ["log acme One"]


def test_a_later_change_of_the_same_record_refuses_the_undo_of_an_assistants(office: Cli) -> None:
    came(office, DESK, "task", "edit", "t1", "--title", "Assistant's")
    office.ok("task", "edit", "t1", "--title", "Mine")
    found = office("undo", "--via", "mcp")
    assert (found.code, found.out) == (5, "")
    assert office.json("task", "list", "title:Mine") != []


def test_hooks_hear_how_a_change_came(office: Cli, tmp_path: Path) -> None:
    told = tmp_path / "told"
    hook = tmp_path / "ear"
    hook.write_text(f'#!/bin/sh\ncat >> "{told}"\n')
    hook.chmod(0o700)
    office.config.write_text(
        f"[hooks]\nafter-change = {json.dumps([str(hook)])}\nafter-task = {json.dumps([str(hook)])}\n"
    )
    came(office, DESK, "task", "add", "acme", "One")
    office.ok("undo")
    heard = [json.loads(line) for line in told.read_text().splitlines()]
    assert [(each["via"], each["client"]) for each in heard] == [("mcp", "Desk")] * 2 + [(None, None)] * 2


def test_sql_reads_how_a_change_came(busy: Cli) -> None:
    query = "SELECT via, client FROM txn WHERE via IS NOT NULL ORDER BY id"
    assert [tuple(row.values()) for row in busy.json("sql", query)] == [
        ("mcp", "Desk"), ("mcp", "Note"), ("mcp", None), ("ui", None),
    ]  # fmt: skip
    columns = [row for row in busy.json("sql", "--tables") if row["table"] == "txn"]
    assert {row["column"]: row["help"] for row in columns}[
        "client"
    ] == "the name that the assistant gave itself"


def test_another_program_and_a_person_have_no_way(office: Cli) -> None:
    book = open_book(office.book, "x")
    book.db.execute("UPDATE task SET title = 'Outside' WHERE id = 1")
    book.close()
    row = office.json("history", "--limit", "1")[0]
    assert (row["via"], row["client"], row["command"]) == (None, None, "a program other than amcli")


def test_today_is_not_asked_for_the_origin(office: Cli) -> None:
    """A change of an assistant on another day is its change all the same."""
    came(office, DESK, "--today", "2026-03-09", "log", "acme", "Later")
    assert office.json("history", "--limit", "1", today=TODAY)[0]["client"] == "Desk"
