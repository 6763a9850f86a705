"""Which commands read, and what is printed in the place of others on a roll-up."""

import pytest

from amcli.app import AM
from amcli.page import Cell, Footer, Page, Sentence, Table
from amcli.rules.readonly import Reading

PRINTED = Reading(AM.judge)


@pytest.mark.parametrize(
    ("command", "printed"),
    [
        ("am", "am"),
        ("am brief acme", "am brief acme"),
        ("am show dana/t93", "am show dana/t93"),
        ("am log acme", "am show acme"),
        ("am done dana/t93", "am show dana/t93"),
        ("am stage robin/k7 verbal", "am show robin/k7"),
        ("am issue resolve dana/i7", "am show dana/i7"),
        ("am contact edit dana/p4 --role champion", "am show dana/p4"),
        ("am task add acme 'Call: am log'", "am show acme"),
        ("mark done: am done dana/t93", "am show dana/t93"),
        ("it wasn't: am held REF --no", ""),
        ("am renew --auto", ""),
        ("am play start renewal ACCOUNT", ""),
        ("am target set 2026-Q1 renewals 100k", ""),
        ("am history acme", "am show acme"),
        ("am config set fx.USD 0.9", "am config set fx.USD 0.9"),
        ("am held", "am held"),
        ("am backup --list", "am backup --list"),
        ("am backup", ""),
        ("am doctor --fix", ""),
        ("today: am", "today: am"),
        ("am log acme \"it's", "am show acme"),
    ],
)  # fmt: skip
def test_what_is_printed_for_a_command(command: str, printed: str) -> None:
    assert PRINTED.reading(command) == printed


@pytest.mark.parametrize(
    ("line", "does"),
    [
        ("log", True), ("contract renew", True), ("team push", True), ("", False), ("show edit", False),
        ("team pull", False), ("config set", False), ("play check", False), ("undo", True),
    ],
)  # fmt: skip
def test_which_write(line: str, does: bool) -> None:
    assert AM.judge(line.split()).writes == does


@pytest.mark.parametrize(
    ("line", "does"),
    [
        ("renewals --in 30d", True), ("undo --list", False), ("history", False), ("held", True),
        ("held --all", True), ("held n6 Agreed", False), ("backup", False), ("backup --list", True),
        ("doctor", True), ("doctor --fix", False), ("doctor --apart a b", False), ("event add", False),
        ("opp list", True), ("team conflicts --apart=a b", False),
    ],
)  # fmt: skip
def test_which_read(line: str, does: bool) -> None:
    assert AM.judge(line.split()).reads == does


def test_rows_and_pages_are_printed_with_what_reads() -> None:
    row = {
        "command": "am log acme",
        "commands": ["am renew k1", "am renew --auto"],
        "title": "x: am log acme",
    }
    assert PRINTED.only_reading([row]) == [
        {"command": "am show acme", "commands": ["am show k1"], "title": "x: am log acme"}
    ]
    page = Page(
        parts=[
            Sentence([Cell("Do it", command="am done t1"), Cell("am done t1", "command")]),
            Table((), [["a", lambda: Cell("am log acme", "command")]]),
        ],
        footer=[Footer("left", "am tasks"), Footer("", "mark done: am done t1")],
    )  # fmt: skip
    found = PRINTED.only_reading(page)
    assert found.parts[0].words == [Cell("Do it", command="am show t1"), Cell("am show t1", "command")]
    assert found.parts[1].lines[0][1]() == Cell("am show acme", "command")
    assert [each.command for each in found.footer] == ["am tasks", "am show t1"]


def test_what_is_said_ends_without_a_command_that_writes() -> None:
    assert PRINTED.said("2 not confirmed: am renew --auto") == "2 not confirmed"
    assert PRINTED.said("12 more: am checkins") == "12 more: am checkins"
    assert PRINTED.said("no command") == "no command"
    assert (
        PRINTED.hint("All of them: am task list. Add one: am task add ACCOUNT")
        == "All of them: am task list."
    )
    assert PRINTED.hint("Add one: am account add NAME") == ""
    assert PRINTED.hint("Use a code. See am help") == "Use a code. See am help"
