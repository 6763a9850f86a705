"""Promises in both directions, and what waits for a colleague."""

import pytest

from tests.support import Cli


def whose(cli: Cli, ref: str) -> tuple[bool, str | None]:
    found = cli.json("show", ref)
    return found["promised"], found["promised_by"]


def fill_owed(office: Cli) -> None:
    office.ok("task", "add", "acme", "Names for the pilot", "--theirs", "--due", "+10d", "-w", "jane")
    office.ok("task", "add", "birch", "Invoice", "--waiting-on", "Bo", "--due", "+2d")
    office.ok("task", "add", "birch", "Offer", "--promised", "--waiting-on", "Ama Bó", "--due", "+3d")


@pytest.fixture
def owed(office: Cli) -> Cli:
    """t1 mine (4 days late); t2 theirs; t3 a task that waits for Bo; t4 mine, waiting for Ama Bó."""
    return office.once(fill_owed)


def test_theirs_is_a_promise_of_theirs_and_promised_is_mine(owed: Cli) -> None:
    assert [whose(owed, ref) for ref in ("t1", "t2", "t3", "t4")] == [
        (True, "me"), (True, "them"), (False, None), (True, "me"),
    ]  # fmt: skip


def test_a_promise_changes_sides_and_stops_being_one(owed: Cli) -> None:
    for given, found in (
        (("--theirs",), (True, "them")),
        (("--no-theirs",), (True, "me")),
        (("--promised-by", "them"), (True, "them")),
        (("--promised",), (True, "them")),
        (("--no-promised",), (False, None)),
        (("--promised",), (True, "me")),
    ):
        owed.ok("task", "edit", "t1", *given)
        assert whose(owed, "t1") == found, given
    owed.ok("task", "edit", "t3", "--no-theirs")
    assert whose(owed, "t3") == (False, None)


def test_options_that_contradict_each_other_are_refused(owed: Cli) -> None:
    for given in (("--theirs", "--no-promised"), ("--theirs", "--promised-by", "me")):
        code, _, err = owed("task", "edit", "t1", *given)
        assert (code, err.splitlines()[0].startswith("am: --theirs")) == (2, True), err
    assert whose(owed, "t1") == (True, "me")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ((), ["t1", "t3", "t4", "t2"]),
        (("--mine",), ["t1", "t4"]),
        (("--theirs",), ["t2"]),
        (("--promises",), ["t1", "t4", "t2"]),
        (("--mine", "--theirs"), ["t1", "t4", "t2"]),
        (("--waiting",), ["t3", "t4"]),
        (("--waiting-on", "bo"), ["t3", "t4"]),
        (("--waiting-on", "BÓ"), ["t3", "t4"]),
        (("--waiting-on", "ama bo"), ["t4"]),
        (("--mine", "--waiting"), ["t4"]),
        (("--theirs", "--waiting"), []),
        (("acme", "--promises"), ["t1", "t2"]),
    ],
)
def test_filters_choose_and_combine(owed: Cli, filters: tuple[str, ...], found: list[str]) -> None:
    assert [row["task"] for row in owed.json("tasks", *filters)] == found


def test_the_list_says_who_owes_since_when_and_whom_it_waits_for(owed: Cli) -> None:
    owed.ok("task", "edit", "t1", "--due", "fri")
    text = owed.ok("tasks", tty=True, env={"COLUMNS": "140"})
    lines = {line.split()[0]: line for line in text.splitlines() if line.strip().startswith(("t", "•", "!"))}
    assert lines["t1"].rstrip().endswith("promised, first due 26 Feb, Omar Haddad")
    assert lines["t2"].rstrip().endswith("they owe Jane Orr")
    assert lines["t3"].rstrip().endswith("waiting on Bo")
    assert lines["t4"].rstrip().endswith("promised, waiting on Ama Bó")
    assert "1 owed to you · 2 waiting on a colleague" in text


def test_nothing_chosen_is_not_nothing_owed(owed: Cli) -> None:
    assert owed.ok("tasks", "--waiting-on", "zoe", tty=True) == "No open tasks match.\n"


def test_what_waits_is_said_in_the_days_ahead(owed: Cli) -> None:
    texts = {row["ref"]: (row["kind"], row["text"]) for row in owed.json("week", "--in", "14d")}
    assert texts["t3"] == ("task", "Invoice, waiting on Bo")
    assert texts["t2"] == ("promise", "They owe: Names for the pilot")


def test_what_waits_is_said_on_the_page_of_the_account(owed: Cli) -> None:
    assert "Invoice, waiting on Bo" in owed.ok("show", "birch", tty=True)
    waiting = {each["ref"]: each["waiting_on"] for each in owed.json("show", "birch")["open"]}
    assert waiting == {"t3": "Bo", "t4": "Ama Bó"}


def test_open_tasks_are_those_not_done_of_the_whole_list(owed: Cli) -> None:
    owed.ok("done", "t3")
    assert len(owed.json("task", "list")) == 4
    assert [row["task"] for row in owed.json("task", "list", "--open")] == ["t1", "t4", "t2"]


def test_a_talk_leads_to_promises_of_both_sides(office: Cli) -> None:
    office.ok("log", "acme", "Pilot agreed", "-p", "Send the plan", "--theirs", "Names of users", "-d", "fri")
    found = {row["title"]: row for row in office.json("tasks", "--promises")}
    assert [found[title]["promised_by"] for title in ("Send the plan", "Names of users")] == ["me", "them"]
    names = found["Names of users"]
    assert (names["due_on"], names["said_on"]) == ("2026-03-06", "2026-03-02")
    code, _, err = office("log", "acme", "Said hello", "-d", "fri")
    assert code == 2
    assert "--theirs" in err


def test_a_logged_line_can_hold_their_promise_too(office: Cli) -> None:
    line = '{"account": "acme", "summary": "Pilot agreed", "theirs": "Names of users", "due": "+3d"}'
    office.ok("log", "--stdin", stdin=line)
    found = office.json("tasks", "--theirs")
    assert [(row["title"], row["due_on"]) for row in found] == [("Names of users", "2026-03-05")]
