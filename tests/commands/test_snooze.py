"""Putting off and waking up: any line of the morning, with a reason that is shown where the snooze is."""

import sqlite3
from typing import Any

import pytest

from tests.support import Cli


def kept(cli: Cli) -> list[tuple[Any, ...]]:
    """What the book holds of snoozes."""
    db = sqlite3.connect(cli.book)
    try:
        return db.execute('SELECT kind, "row", until, reason FROM snooze ORDER BY kind, "row"').fetchall()
    finally:
        db.close()


def add(cli: Cli, sql: str) -> None:
    """A record of a kind, straight into the book."""
    db = sqlite3.connect(cli.book)
    with db:
        db.execute(sql)
    db.close()


STAMPS = "'2026-03-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'"


def fill_problem(office: Cli) -> None:
    for columns, values in (
        ("issue (title, opened_on, severity", "'Export fails', '2026-03-01', 'high'"),
        ("opportunity (name, expected_on, stage", "'More seats', '2026-03-04', 'qualified'"),
        ("goal (title, due_on, status", "'Two sites live', '2026-03-05', 'open'"),
    ):
        add(
            office,
            f"INSERT INTO {columns}, account_id, created_at, updated_at) VALUES ({values}, 1, {STAMPS})",
        )


@pytest.fixture
def problem(office: Cli) -> Cli:
    """An issue i1, an opportunity o1 and a goal g1 at acme."""
    return office.once(fill_problem)


def test_an_account_is_put_off_with_a_reason_that_its_lists_show(office: Cli) -> None:
    said = office.ok("snooze", "acme", "fri", "--reason", "on holiday", tty=True)
    assert said == "Acme Robotics: snoozed until Fri 6 Mar (on holiday).\n"
    assert kept(office) == [("account", 1, "2026-03-06", "on holiday")]
    row = next(row for row in office.json("checkins", "--all") if row["account"] == "acme")
    assert (row["state"], row["snoozed_until"], row["snooze_reason"]) == (
        "snoozed",
        "2026-03-06",
        "on holiday",
    )
    assert "until 6 Mar: on holiday" in office.ok("checkins", "--all", tty=True, env={"COLUMNS": "140"})
    assert "snoozed until Fri 6 Mar (on holiday)" in office.ok("show", "acme", tty=True)
    assert "snoozed until Fri 6 Mar (on holiday)" in office.ok("show", "acme")
    assert office.json("show", "acme")["checkin"]["snooze_reason"] == "on holiday"


def test_a_reason_may_follow_the_day_without_its_option(office: Cli) -> None:
    said = office.ok("snooze", "acme", "fri", "on holiday", tty=True)
    assert said == office.ok("snooze", "acme", "fri", "--reason", "on holiday", tty=True)
    assert kept(office) == [("account", 1, "2026-03-06", "on holiday")]
    before = office.dump()
    code, _, err = office("snooze", "acme", "fri", "on holiday", "--reason", "at a fair")
    assert code == 2
    assert "the reason is given twice" in err
    assert office("snooze", "acme", "off", "on holiday").code == 2
    assert office.dump() == before


def test_without_a_reason_there_is_none_and_a_new_snooze_forgets_the_old_one(office: Cli) -> None:
    office.ok("snooze", "acme")
    assert kept(office) == []
    office.ok("snooze", "acme", "fri", "-r", "on holiday")
    office.ok("snooze", "acme", "+9d")
    assert kept(office) == [("account", 1, "2026-03-11", None)]
    assert office.json("show", "acme")["checkin"]["snooze_reason"] is None


def test_a_day_set_by_hand_has_not_the_reason_of_the_snooze_before(office: Cli) -> None:
    office.ok("snooze", "acme", "fri", "-r", "on holiday")
    office.ok("account", "edit", "acme", "--snoozed-until", "+20d")
    assert office.json("show", "acme")["checkin"]["snooze_reason"] is None


def test_a_reason_is_over_with_its_snooze(office: Cli) -> None:
    office.ok("snooze", "acme", "fri", "-r", "on holiday")
    row = next(
        row for row in office.json("checkins", "--all", today="2026-03-06") if row["account"] == "acme"
    )
    assert row["snooze_reason"] is None
    assert office.json("show", "acme", today="2026-03-06")["checkin"]["snooze_reason"] is None


@pytest.mark.parametrize("word", [("--off",), ("off",), ("none",)])
def test_an_account_wakes_up(office: Cli, word: tuple[str, ...]) -> None:
    before = office.json("checkins", "--all")
    office.ok("snooze", "acme", "fri", "-r", "on holiday")
    assert office.ok("snooze", "acme", *word, tty=True) == "Acme Robotics: no longer snoozed.\n"
    assert kept(office) == []
    assert office.json("checkins", "--all") == before


def test_a_task_wakes_up_on_its_first_day(office: Cli) -> None:
    office.ok("snooze", "t1", "fri", "-r", "waiting for legal")
    found = office.json("show", "t1")
    assert (found["due_on"], found["snoozed_until"], found["snooze_reason"]) == (
        "2026-03-06", "2026-03-06", "waiting for legal",
    )  # fmt: skip
    assert "waiting for legal" in office.ok("show", "t1", tty=True)
    said = office.ok("snooze", "t1", "off", tty=True)
    assert said == "Security answers (Acme Robotics): no longer snoozed, due Thu 26 Feb.\n"
    found = office.json("show", "t1")
    assert (found["due_on"], found["snoozed_until"], found["snooze_reason"]) == ("2026-02-26", None, None)


def test_a_task_given_another_day_is_put_off_no_more(office: Cli) -> None:
    office.ok("snooze", "t1", "fri", "-r", "waiting for legal")
    office.ok("task", "edit", "t1", "--due", "thu")
    assert kept(office) == []
    assert (
        office.ok("snooze", "t1", "--off", tty=True)
        == "Security answers (Acme Robotics): was not snoozed; nothing was changed.\n"
    )
    assert office.json("show", "t1")["due_on"] == "2026-03-05"


def test_a_task_that_is_done_is_not_put_off(office: Cli) -> None:
    office.ok("done", "t1")
    before = office.dump()
    assert office("snooze", "t1", "fri").code == 5
    assert office.dump() == before


@pytest.mark.parametrize("ref", ["i1", "o1", "g1", "k1", "n1", "p1"])
def test_any_record_is_put_off_by_its_reference_and_says_why(problem: Cli, ref: str) -> None:
    before = problem.json("show", ref)
    assert (before["snoozed_until"], before["snooze_reason"]) == (None, None)
    assert problem.ref("snooze", ref, "+2w", "-r", "not now") == ref
    found = problem.json("show", ref)
    assert (found["snoozed_until"], found["snooze_reason"]) == ("2026-03-16", "not now")
    shown = problem.ok("show", ref, tty=True)
    assert "2026-03-16" in shown
    assert "not now" in shown
    problem.ok("snooze", ref, "none")
    assert problem.json("show", ref) == before


def test_what_is_put_off_stands_on_its_later_day_in_the_days_ahead(problem: Cli) -> None:
    days = {row["ref"]: row["on"] for row in problem.json("week", "--in", "20d")}
    assert [days[ref] for ref in ("o1", "g1", "i1")] == ["2026-03-04", "2026-03-05", "2026-03-06"]
    for ref in ("o1", "g1", "i1"):
        problem.ok("snooze", ref, "+10d")
    later = {row["ref"]: row["on"] for row in problem.json("week", "--in", "20d")}
    assert {later[ref] for ref in ("o1", "g1", "i1")} == {"2026-03-12"}


def test_putting_off_until_today_is_refused_but_makes_a_task_due_today(office: Cli) -> None:
    before = office.dump()
    for ref, day, why in (("acme", "today", "is today"), ("t1", "yesterday", "has passed")):
        code, out, err = office("snooze", ref, day)
        assert (code, out, f"{why}; nothing was changed" in err) == (5, "", True)
    assert office.dump() == before
    office.ok("snooze", "t1", "today")
    assert office.json("show", "t1")["due_on"] == "2026-03-02"


def test_on_the_last_days_there_are_nothing_can_be_put_off_by_itself(office: Cli) -> None:
    code, _, err = office("snooze", "acme", today="9999-12-31")
    assert (code, "Dates are limited to the years 1000 to 9999." in err) == (2, True)
    week = office.json("week", today="9999-12-31")
    assert [(each["on"], each["ref"]) for each in week] == [("9999-12-31", "k1")]  # its implied term


def test_waking_takes_no_day_and_no_reason(office: Cli) -> None:
    for argv in (("--off", "fri"), ("fri", "--off"), ("off", "-r", "why")):
        assert office("snooze", "acme", *argv).code == 2, argv


def test_undo_takes_a_snooze_and_a_waking_back(office: Cli) -> None:
    before = office.dump()
    office.ok("snooze", "acme", "fri", "-r", "on holiday")
    asleep = office.dump()
    office.ok("snooze", "acme", "--off")
    office.ok("undo")
    assert office.dump()["snooze"] == asleep["snooze"]
    office.ok("undo")
    assert (office.dump()["snooze"], office.dump()["account"]) == (before["snooze"], before["account"])


def test_a_reason_does_no_harm_on_a_terminal(office: Cli) -> None:
    office.ok("snooze", "acme", "fri", "-r", "[red]\x1b[2J\nx")
    for argv in (("checkins", "--all"), ("show", "acme")):
        for tty in (True, False):
            assert "\x1b" not in office.ok(*argv, tty=tty)


def test_a_contract_put_off_past_its_deadline_says_which_day_passes_meanwhile(office: Cli) -> None:
    notice = ("contract", "add", "acme", "--starts", "2025-04-05", "--ends", "2026-04-04", "--value", "60k")
    ref = office.ref(*notice, "--auto-renew", "--notice", "30d", "--overlap", "--reference", "AR-2025")
    said = office.ok("snooze", ref, "fri", tty=True)
    assert said == (
        "AR-2025 (Acme Robotics): snoozed until Fri 6 Mar.\n"
        "Its notice deadline, Thu 5 Mar, passes before that. To undo: am undo\n"
    )
    until_the_day = office.ok("snooze", ref, "thu", tty=True)  # it is in the morning of its own day again
    assert until_the_day == "AR-2025 (Acme Robotics): snoozed until Thu 5 Mar.\n"
    later = office.ok("snooze", ref, "+60d", today="2026-03-06", tty=True)
    assert later.endswith("Its end, Sat 4 Apr, passes before that. To undo: am undo\n")
    assert office.ok("snooze", ref, "fri") == f"{ref}\n"


def test_a_task_put_off_says_on_which_day_it_was_due_first(office: Cli) -> None:
    said = "Security answers (Acme Robotics): snoozed until Fri 6 Mar, first due Thu 26 Feb.\n"
    assert office.ok("snooze", "t1", "fri", tty=True) == said
    assert office.ok("snooze", "t1", "mon", tty=True) == said.replace("Fri 6", "Mon 9")


def test_a_talk_that_nothing_waits_for_says_that_no_list_shows_it(office: Cli) -> None:
    call = office.ref("log", "acme", "Called Jane")
    said = office.ok("snooze", call, "fri", tty=True).splitlines()
    assert said[1:] == ["Nothing waits for an answer there: no list shows it."]
    mail = office.ref("log", "acme", "Asks for prices", "-k", "email", "--direction", "in", "-w", "jane")
    assert len(office.ok("snooze", mail, "fri", tty=True).splitlines()) == 1
    booked = office.ref("meet", "acme", "thu 14:00", "Renewal talk")
    assert len(office.ok("snooze", booked, "fri", tty=True).splitlines()) == 1


def test_renewals_say_which_of_them_are_snoozed_and_until_when(office: Cli) -> None:
    first = office.ok("renewals", tty=True)
    assert "Snoozed" not in first
    ref = office.json("renewals")[0]["contract"]
    office.ok("snooze", ref, "fri")
    screen = office.ok("renewals", tty=True)
    name = office.json("renewals")[0]["name"]
    (footer,) = [line for line in screen.splitlines() if line.startswith("Snoozed")]
    assert footer.startswith(f"Snoozed 1: {name} until 6 Mar")
    assert footer.endswith(f"am snooze {ref} --off")
    assert len(footer) == 80
    assert "Snoozed" not in office.ok("renewals", tty=True, today="2026-03-06")
    office.ok("snooze", ref, "--off")
    assert office.ok("renewals", tty=True) == first
