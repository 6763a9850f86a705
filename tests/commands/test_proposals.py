"""`am proposals`: what assistants ask to run waits for a person's word, and runs exactly as it was asked."""

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from amcli.completion.candidates import candidates
from amcli.context import Origin
from amcli.errors import Refused
from amcli.storage import proposals
from amcli.storage.opening import open_book
from tests.forkserver import LONGEST, PROGRAM
from tests.support import TODAY, Cli, came, clean_environment, dump, open_terminal, rows_of, run_program

STAGE = ["stage", "--", "acme", "verbal"]
LOG = ["log", "--next=Send the offer", "--", "acme", "Jane agreed\nto two years"]
WAY = "SELECT command, via, client FROM txn ORDER BY id DESC LIMIT 1"


def asks(
    cli: Cli, *argvs: Sequence[str], client: str | None = "Desk", account: str | None = "acme", **more: Any
) -> list[int]:
    """Let an assistant ask for some lines; gives their numbers."""
    cli.let_go()
    book = open_book(cli.book, "mcp")
    try:
        given = (more.get("why", "She said so"), more.get("changes", ["k1 stage not_started → verbal"]))
        return [proposals.propose(book, client, argv, account, *given) for argv in argvs]
    finally:
        book.close()


def as_old(cli: Cli, number: int, days: int) -> None:
    """Let a proposal be so many days old."""
    cli.let_go()
    ago = f"strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-{days} days')"
    rows_of(cli.book, f"UPDATE proposal SET at = {ago} WHERE id = {number}")


def states(cli: Cli) -> dict[str, str]:
    return {row["proposal"]: row["state"] for row in cli.json("proposals", "--all")}


def test_what_waits_is_listed_with_its_whole_line(office: Cli) -> None:
    asks(office, STAGE, LOG)
    first, second = office.json("proposals")
    assert first == {
        "proposal": "q1", "at": first["at"], "client": "Desk", "command": "am stage -- acme verbal",
        "account": "acme", "name": "Acme Robotics", "why": "She said so",
        "changes": ["k1 stage not_started → verbal"], "state": "open", "decided_at": None, "change": None,
    }  # fmt: skip
    assert second["command"] == "am log '--next=Send the offer' -- acme 'Jane agreed\nto two years'"
    assert office.ok("proposals", "-o", "ids") == "q1\nq2\n"
    assert office("proposals", "--exit-code").code == 10


def test_a_person_sees_each_line_whole_with_what_changes_and_why(office: Cli) -> None:
    long = ["log", "--", "acme", "x" * 300]
    asks(office, STAGE, long, LOG)
    shown = office.ok("proposals", tty=True)
    assert "am stage -- acme verbal\n" in shown
    assert f"am log -- acme {'x' * 300}\n" in shown
    assert "acme 'Jane agreed\\nto two years'" in shown
    assert "k1 stage not_started → verbal" in shown
    assert '"She said so"' in shown
    assert "am proposals review" in shown


def test_nothing_waits_in_a_book_that_no_assistant_was_asked_about(office: Cli) -> None:
    assert office.json("proposals") == []
    assert office("proposals", "--exit-code").code == 0
    assert office.ok("proposals", tty=True) == f"{NOTHING}\n"
    for verb in ("accept", "refuse"):
        assert office.ok("proposals", verb, "--all", tty=True) == f"{NOTHING}\n"


NOTHING = "Nothing waits for you: no assistant has asked for anything."


def test_accepting_runs_the_stored_words_as_the_assistants_change(office: Cli, tmp_path: Path) -> None:
    told, hook = tmp_path / "told", tmp_path / "ear"
    hook.write_text(f'#!/bin/sh\ncat >> "{told}"\n')
    hook.chmod(0o700)
    office.config.write_text(f"[hooks]\nafter-change = {json.dumps([str(hook)])}\n")
    asks(office, LOG)
    assert office.ok("proposals", "accept", "q1") == "n3\n"
    assert rows_of(office.book, WAY) == [
        ("log '--next=Send the offer' -- acme 'Jane agreed\nto two years'", "mcp", "Desk")
    ]
    assert rows_of(office.book, "SELECT summary FROM interaction WHERE id = 3") == [
        ("Jane agreed\nto two years",)
    ]
    (heard,) = [json.loads(line) for line in told.read_text().splitlines()]
    row = office.json("proposals", "--all")[0]
    assert (heard["via"], heard["client"], heard["txn"]) == ("mcp", "Desk", row["change"])
    assert (row["state"], row["decided_at"] is not None) == ("accepted", True)
    assert office.ok("undo", "--via", "mcp") == f"{row['change']}\n"


def test_a_person_is_told_what_became_of_it(office: Cli) -> None:
    asks(office, STAGE)
    said = office.ok("proposals", "accept", "Q1", tty=True).splitlines()
    change = office.json("history", "--limit", "1")[0]["change"]
    assert said == [
        "Accepted q1: am stage -- acme verbal",
        "  k1 stage not_started → verbal",
        f"To undo: am undo {change}",
    ]


def test_refusing_runs_nothing(office: Cli) -> None:
    asks(office, STAGE, LOG)
    before = office.dump()
    assert office.ok("proposals", "refuse", "q2", tty=True).startswith("Refused q2: am log")
    assert office.ok("proposals", "refuse", "q1") == "q1\n"
    after = office.dump()
    assert {**after, "proposal": []} == {**before, "proposal": []}
    assert states(office) == {"q1": "refused", "q2": "refused"}


def test_all_are_decided_together_in_their_order(office: Cli) -> None:
    asks(office, ["task", "add", "--", "acme", "One"], ["task", "add", "--", "acme", "Two"])
    assert office.ok("proposals", "accept", "--all") == "t2\nt3\n"
    asks(office, STAGE, LOG)
    assert office.ok("proposals", "refuse", "--all") == "q3\nq4\n"
    assert office.json("proposals") == []


def test_a_rule_that_refuses_leaves_it_open_and_says_why(office: Cli) -> None:
    asks(office, ["done", "--", "t1"], ["held", "--", "n1"])
    before = office.dump()
    found = office("proposals", "accept", "q2", "q1")
    assert (found.code, found.out) == (5, "t1\n")
    assert found.err.splitlines()[0].startswith("am: n1 is on record for Tue 3 Feb; it isn't booked.")
    assert found.err.splitlines()[-1] == "am: q2 stays open: am held -- n1"
    assert states(office) == {"q1": "accepted", "q2": "open"}
    assert office.dump()["interaction"] == before["interaction"]


def test_a_name_that_has_become_ambiguous_leaves_it_open_with_the_candidates(office: Cli) -> None:
    asks(office, ["log", "--", "robotics", "Hello"])
    office.ok("account", "add", "Birch Robotics")
    found = office("proposals", "accept", "q1")
    assert (found.code, found.out) == (4, "")
    assert "Birch Robotics" in found.err
    assert states(office) == {"q1": "open"}


def test_what_is_not_there_any_more_fails(office: Cli) -> None:
    office.ok("task", "add", "acme", "Soon gone")
    asks(office, ["done", "--", "t2"])
    office.ok("undo")
    found = office("proposals", "accept", "q1")
    assert (found.code, found.out) == (3, "")
    assert found.err.endswith("am: q1 failed: am done -- t2\n")
    assert states(office) == {"q1": "failed"}
    again = office("proposals", "accept", "q1")
    assert again.code == 5
    assert again.err.startswith("am: q1 failed on 20")


def test_a_value_that_cannot_be_read_fails_and_changes_nothing(office: Cli) -> None:
    asks(office, ["snooze", "--", "acme", "someday soon"])
    before = office.dump()
    assert office("proposals", "accept", "q1").code == 2
    assert states(office) == {"q1": "failed"}
    assert {**office.dump(), "proposal": []} == {**before, "proposal": []}


def test_what_changes_nothing_is_accepted_without_a_change(office: Cli) -> None:
    office.ok("stage", "acme", "verbal")
    asks(office, STAGE)
    assert office("proposals", "accept", "q1").code == 0
    row = office.json("proposals", "--all")[0]
    assert (row["state"], row["change"]) == ("accepted", None)


@pytest.mark.parametrize("verb", ["accept", "refuse"])
@pytest.mark.parametrize(
    ("refs", "code", "said"),
    [
        (["q9"], 3, "no proposal q9"),
        (["t1"], 2, 'REF "t1": not a proposal, such as q3.'),
        (["q"], 2, 'REF "q": not a proposal'),
        (["1"], 2, 'REF "1": not a proposal'),
        ([f"q{'9' * 30}"], 2, "not a proposal"),
        ([], 2, "which proposal?"),
        (["q1", "--all"], 2, "REF and --all can't be combined."),
    ],
)
def test_what_is_no_proposal_is_refused(
    office: Cli, verb: str, refs: list[str], code: int, said: str
) -> None:
    asks(office, STAGE)
    before = office.dump()
    found = office("proposals", verb, *refs)
    assert (found.code, found.out) == (code, "")
    assert said in found.err
    assert office.dump() == before


def test_one_that_was_decided_stops_all_that_were_named(office: Cli) -> None:
    asks(office, STAGE, LOG)
    office.ok("proposals", "refuse", "q1")
    found = office("proposals", "accept", "q2", "q1")
    assert (found.code, found.out) == (5, "")
    assert "q1 was refused on 20" in found.err
    assert states(office) == {"q1": "refused", "q2": "open"}


def test_after_fourteen_days_of_the_clock_it_has_expired(office: Cli) -> None:
    asks(office, STAGE, LOG)
    as_old(office, 1, 13)
    as_old(office, 2, 14)
    assert [row["proposal"] for row in office.json("proposals", today="2030-01-01")] == ["q1"]
    row = office.json("proposals", "--all")[1]
    assert (row["state"], row["decided_at"] > row["at"]) == ("expired", True)
    found = office("proposals", "accept", "q2")
    assert found.code == 5
    assert found.err.startswith("am: q2 expired on 20")
    assert office.json("today")["proposals_waiting"] == 1
    assert asks(office, LOG) == [3], "the same line can be asked for again"
    assert rows_of(office.book, "SELECT state FROM proposal ORDER BY id") == [
        ("open",),
        ("expired",),
        ("open",),
    ]


def test_the_same_line_waits_once(office: Cli) -> None:
    assert asks(office, STAGE, LOG, STAGE) == [1, 2, 1]
    assert asks(office, STAGE, client="Note") == [1]
    office.ok("proposals", "refuse", "q1")
    assert asks(office, STAGE) == [3]


def test_no_more_than_fifty_wait(office: Cli) -> None:
    lines = [["log", "--", "acme", f"Call {number}"] for number in range(50)]
    asks(office, *lines)
    before = office.dump()
    with pytest.raises(Refused, match="50 proposals wait already"):
        asks(office, STAGE)
    assert asks(office, lines[7]) == [8], "one that waits is no other one"
    assert office.dump() == before
    office.ok("proposals", "refuse", "q50")
    assert asks(office, STAGE) == [51]


@pytest.mark.parametrize(
    "argv",
    [
        [], ["account", "rm", "acme", "--yes"], ["config", "set", "hooks.after-change", "x"],
        ["task", "rm", "t1"], ["--book", "x.db", "log", "acme", "x"], ["undone"], ["import", "x.csv"],
        ["forget", "jane"], ["task"],
    ],
)  # fmt: skip
def test_only_some_commands_can_be_proposed_whoever_wrote_them_there(office: Cli, argv: list[str]) -> None:
    with pytest.raises(Refused, match="isn't a command that an assistant may propose"):
        asks(office, argv)
    asks(office, STAGE)
    office.let_go()
    rows_of(office.book, f"UPDATE proposal SET arguments = '{json.dumps(argv)}'")
    before = office.dump()
    found = office("proposals", "accept", "--all")
    assert (found.code, found.out) == (5, "")
    assert office.dump() == before


def test_what_another_program_wrote_there_is_shown_and_stops_nothing(office: Cli) -> None:
    asks(office, STAGE)
    office.let_go()
    rows_of(
        office.book,
        """UPDATE proposal SET arguments = '["log", 1, null, {"a": [2]}]', client = char(27),
        changes = '[3, null]', account = char(7), why = char(155)""",
    )
    (row,) = office.json("proposals")
    assert row["command"] == """am log 1 None '{'"'"'a'"'"': [2]}'"""
    shown = office.ok("proposals", tty=True)
    assert not {"\x1b", "\x07", "\x9b"} & set(shown)
    assert office("proposals", "accept", "q1").code == 2


def test_a_hooks_output_is_on_standard_error(office: Cli, tmp_path: Path) -> None:
    hook = tmp_path / "loud"
    hook.write_text("#!/bin/sh\necho heard\n")
    hook.chmod(0o700)
    office.config.write_text(f"[hooks]\nafter-change = {json.dumps([str(hook)])}\n")
    asks(office, STAGE)
    office.let_go()
    found = run_program(
        ["proposals", "accept", "q1"], {**clean_environment(office.folder), **office.environ(TODAY)}
    )
    assert (found.code, found.out, found.err) == (0, "k1\n", "heard\n")


def test_accepted_from_a_screen_it_is_still_the_assistants(office: Cli) -> None:
    asks(office, STAGE)
    assert came(office, Origin("ui"), "proposals", "accept", "q1").out == "k1\n"
    assert rows_of(office.book, WAY) == [("stage -- acme verbal", "mcp", "Desk")]


def test_nothing_of_it_is_in_the_journal_or_taken_back_by_undo(office: Cli) -> None:
    changes = len(office.json("history"))
    asks(office, STAGE)
    office.ok("proposals", "refuse", "q1")
    assert len(office.json("history")) == changes
    office.ok("undo")
    assert states(office) == {"q1": "refused"}


def test_a_client_may_call_itself_what_it_likes(office: Cli) -> None:
    asks(office, STAGE, client="\x1b[31mDesk\n" + "ü" * 100)
    name = office.json("proposals")[0]["client"]
    assert name == "\\x1b[31mDesk\\n" + "ü" * 46
    assert len(name) == 60
    shown = office.ok("proposals", tty=True)
    assert "\x1b[31m" not in shown
    assert "\\x1b[31mDesk\\n" in shown
    assert office("proposals", "accept", "q1").code == 0
    assert rows_of(office.book, WAY)[0][2] == name
    undone = office.ok("undo", "--client", name, tty=True)
    assert undone.startswith("Undone: am stage -- acme verbal from\n\\x1b[31mDesk")


def test_the_morning_counts_what_waits(office: Cli) -> None:
    assert "proposal" not in office.ok("today", tty=True)
    asks(office, STAGE)
    assert "1 proposal to decide: am proposals" in office.ok("today", tty=True)
    asks(office, LOG, account="birch")
    assert "2 proposals to decide: am proposals" in office.ok("today", tty=True)
    assert office.json("today")["proposals_waiting"] == 2
    assert office.json("today", "tier:key")["proposals_waiting"] == 1
    assert office.json("today", "--as-of", "2026-02-25")["proposals_waiting"] == 0


def test_a_reference_is_completed_with_its_line(office: Cli) -> None:
    asks(office, STAGE, LOG, ["done", "--", "t1"])
    office.ok("proposals", "refuse", "q1")
    as_old(office, 3, 20)
    office.let_go()
    found = candidates(str(office.book), "proposal", "", "")
    assert [value for value, _ in found] == ["q2"]
    assert "Jane agreed\\nto two years" in found[0][1]
    assert [value for value, _ in candidates(str(office.book), "proposal", "", "jane")] == ["q2"]


def test_sql_and_the_schema_know_them(office: Cli) -> None:
    asks(office, STAGE)
    assert office.json("sql", "SELECT state, client FROM proposal") == [{"state": "open", "client": "Desk"}]
    helps = {
        row["column"]: row["help"] for row in office.json("sql", "--tables") if row["table"] == "proposal"
    }
    assert helps["why"] == "the assistant's reason, in its own words"


def test_a_backup_and_its_restore_bring_them_along(office: Cli) -> None:
    asks(office, STAGE)
    office.ok("backup")
    office.ok("proposals", "refuse", "q1")
    assert office("restore", "--yes").code == 0
    assert states(office) == {"q1": "open"}


def test_an_export_has_nothing_of_them(office: Cli, tmp_path: Path) -> None:
    asks(office, ["log", "--", "acme", "Marked quuxley"], why="quuxley")
    office.ok("export", "--all", "--to", str(tmp_path / "out"))
    held = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert b"quuxley" not in held


def test_an_import_meanwhile_leaves_them(office: Cli, tmp_path: Path) -> None:
    asks(office, STAGE)
    (tmp_path / "a.csv").write_text("name\nNew one\n")
    office("import", str(tmp_path / "a.csv"), "--yes")
    assert states(office) == {"q1": "open"}


def test_two_who_accept_at_once_run_it_once(office: Cli) -> None:
    asks(office, STAGE)
    book = open_book(office.book, "x")
    assert proposals.move(book, 1, "open", "failed")
    assert not proposals.move(book, 1, "open", "failed")
    book.close()
    assert office("proposals", "accept", "q1").code == 5


def test_one_that_was_asked_for_again_while_it_ran_waits_once(office: Cli) -> None:
    asks(office, ["held", "--", "n1"])
    book = open_book(office.book, "x")
    assert proposals.move(book, 1, "open", "failed")
    assert proposals.propose(book, "Desk", ["held", "--", "n1"], None, None, []) == 2
    assert not proposals.move(book, 1, "failed", "open")
    book.close()
    assert states(office) == {"q1": "failed", "q2": "open"}


def test_a_book_that_cannot_be_written_shows_them_and_decides_none(office: Cli) -> None:
    asks(office, STAGE)
    as_old(office, 1, 1)
    office.let_go()
    office.book.chmod(0o400)
    folder = office.book.parent.stat().st_mode
    try:
        assert [row["proposal"] for row in office.json("proposals")] == ["q1"]
    finally:
        office.book.chmod(0o600)
        office.book.parent.chmod(folder)


# Going through them.


def test_review_needs_somebody_to_ask(office: Cli) -> None:
    asks(office, STAGE)
    found = office("proposals", "review")
    assert (found.code, found.out) == (2, "")
    assert "needs a terminal" in found.err
    assert states(office) == {"q1": "open"}


def test_review_asks_about_each(office: Cli) -> None:
    asks(office, ["task", "add", "--", "acme", "One"], ["task", "add", "--", "acme", "Two"], STAGE, LOG)
    found = office("proposals", "review", tty=True, stdin="y\nNo\nwhat?\ns\nq\n")
    assert found.code == 0
    assert states(office) == {"q1": "accepted", "q2": "refused", "q3": "open", "q4": "open"}
    assert found.err.count("Run it?") == 5
    assert "Accepted q1: am task add -- acme One" in found.out


def test_review_ends_with_its_input_and_changes_nothing(office: Cli) -> None:
    asks(office, STAGE, LOG)
    before = office.dump()
    assert office("proposals", "review", tty=True, stdin="").code == 0
    assert office.dump() == before


def test_a_refusal_in_a_review_is_told_and_the_next_is_asked(office: Cli) -> None:
    asks(office, ["held", "--", "n1"], STAGE)
    found = office("proposals", "review", tty=True, stdin="y\ny\n")
    assert "it isn't booked" in found.err
    assert states(office) == {"q1": "open", "q2": "accepted"}


@pytest.mark.parametrize("typed", ["stage acme signed", "am stage acme signed"])
def test_an_edited_line_counts_as_typed(office: Cli, typed: str) -> None:
    asks(office, STAGE)
    office("proposals", "review", tty=True, stdin=f"e\n{typed}\n")
    assert rows_of(office.book, WAY) == [("stage acme signed", None, None)]
    row = office.json("proposals", "--all")[0]
    assert (row["state"], row["change"]) == ("accepted", office.json("history", "--limit", "1")[0]["change"])


def test_a_line_that_was_not_changed_is_the_assistants(office: Cli) -> None:
    asks(office, STAGE)
    office("proposals", "review", tty=True, stdin="e\nstage -- acme verbal\n")
    assert rows_of(office.book, WAY) == [("stage -- acme verbal", "mcp", "Desk")]


@pytest.mark.parametrize("typed", ["", "log acme 'half a quote"])
def test_an_edit_that_came_to_nothing_runs_nothing(office: Cli, typed: str) -> None:
    asks(office, STAGE)
    before = office.dump()
    office("proposals", "review", tty=True, stdin=f"e\n{typed}\nq\n")
    assert office.dump() == before


def test_a_review_in_a_real_terminal_with_the_line_to_edit_in_place(office: Cli) -> None:
    """The line stands there and can be changed: its last word goes by Ctrl-W."""
    asks(office, STAGE, ["task", "add", "--", "acme", "Two"])
    office.let_go()
    screen = reviewed(office, [("Run it?", "e\n"), ("acme verbal", "\x17signed\n"), ("Run it?", "y\n")])
    assert "Accepted q1: am stage -- acme signed" in screen
    assert "Traceback" not in screen
    assert states(office) == {"q1": "accepted", "q2": "accepted"}
    commands = rows_of(office.book, "SELECT command, via FROM txn ORDER BY id DESC LIMIT 2")
    assert commands == [("task add -- acme Two", "mcp"), ("stage -- acme signed", None)]


def reviewed(cli: Cli, steps: Sequence[tuple[str, str]]) -> str:
    """The screen of `am proposals review` in a terminal of its own, with something typed whenever a text
    has appeared behind what was typed before."""
    import subprocess

    ours, theirs = open_terminal(80)
    environ = {**clean_environment(cli.folder), **cli.environ(TODAY), "TERM": "xterm", "PAGER": "cat"}
    process = subprocess.Popen(
        [str(PROGRAM), "proposals", "review"], env=environ, stdin=theirs, stdout=theirs, stderr=theirs,
        start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    screen, at, until = "", 0, time.monotonic() + LONGEST
    for wanted, typed in steps:
        while wanted not in screen[at:]:
            assert time.monotonic() < until, screen
            screen += os.read(ours, 65536).decode(errors="replace")
        at = len(screen)
        os.write(ours, typed.encode())
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        screen += piece.decode(errors="replace")
    os.close(ours)
    assert process.wait(timeout=LONGEST) == 0, screen
    return screen.replace("\r\n", "\n")


# Somebody who is forgotten.


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (["log", "--", "acme", "Zelda Quuxley called"], None),
        (["log", "--with=Zelda Quuxley", "--", "acme", "Hello"], None),
        (["log", "--", "acme", "First line\nZelda Quuxley\nlast"], None),
        (["stage", "--", "acme", "verbal"], 'In "quotes": Zelda Quuxley signs'),
    ],
)
def test_a_proposal_goes_with_whom_it_names(office: Cli, argv: list[str], why: str | None) -> None:
    office.ok("contact", "add", "acme", "Zelda Quuxley")
    asks(office, argv, why=why)
    asks(office, ["task", "add", "--", "acme", "Another"])
    office.ok("forget", "Zelda Quuxley", "--yes")
    assert [row["command"] for row in office.json("proposals")] == ["am task add -- acme Another"]
    office.let_go()
    assert b"quuxley" not in office.book.read_bytes().lower()


def test_a_proposal_goes_with_its_account(office: Cli) -> None:
    asks(office, STAGE, why=None, changes=[])
    asks(office, ["log", "--", "birch", "Hello"], account="birch", why=None, changes=[])
    office.ok("forget", "acme", "--yes")
    assert [row["account"] for row in office.json("proposals")] == ["birch"]


def test_all_of_it_in_the_file_is_what_the_list_says(office: Cli) -> None:
    """The state of a proposal that nobody touched is written nowhere but as it was asked for."""
    asks(office, STAGE)
    office.let_go()
    (row,) = dump(office.book)["proposal"]
    listed = office.json("proposals")[0]
    assert (row[2], json.loads(row[4]), json.loads(row[7])) == (listed["at"], STAGE, listed["changes"])
