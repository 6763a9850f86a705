"""Tasks that repeat: the next one is made once when one is done, and taken back with it."""

from typing import Any

import pytest

from tests.support import Cli

WEEKDAYS = '[calendar]\nworking_days = ["mon","tue","wed","thu","fri"]\n'


def series(cli: Cli, title: str = "Report") -> list[tuple[Any, ...]]:
    """The tasks of a title: reference, due, done."""
    rows = sorted(cli.json("task", "list", "acme"), key=lambda row: row["id"])
    return [(row["task"], row["due_on"], row["done_on"]) for row in rows if row["title"] == title]


def fill_weekly(office: Cli) -> None:
    office.ok("task", "add", "acme", "Report", "--due", "2026-03-02", "--repeat", "weekly", "-w", "jane")


@pytest.fixture
def weekly(office: Cli) -> Cli:
    """t2: a report, due today and every week."""
    return office.once(fill_weekly)


def test_words_and_rules_are_kept_as_a_rule_and_said(office: Cli) -> None:
    said = office.ok("task", "add", "acme", "Report", "--due", "fri", "--repeat", "every 2 weeks", tty=True)
    assert said == "Acme Robotics: t2 Report, due Fri 6 Mar, every 2 weeks.\n"
    assert office.json("show", "t2")["repeat"] == "FREQ=WEEKLY;INTERVAL=2"
    office.ok("task", "edit", "t2", "--repeat", "FREQ=MONTHLY;BYDAY=1MO")
    assert office.json("show", "t2")["repeat"] == "FREQ=MONTHLY;BYDAY=1MO"
    office.ok("task", "edit", "t2", "--repeat", "")
    assert office.json("show", "t2")["repeat"] is None


def test_a_rule_that_makes_no_sense_is_refused_and_nothing_is_written(office: Cli) -> None:
    for rule in (
        "hourly",
        "FREQ=HOURLY",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;UNTIL=20200101",
    ):
        code, _, err = office("task", "add", "acme", "Report", "--due", "fri", "--repeat", rule)
        assert (code, err.startswith("am: --repeat")) == (2, True), err
    code, _, err = office(
        "task", "add", "acme", "X", "--due", "2027-01-02", "--repeat", "FREQ=DAILY;UNTIL=20270101"
    )
    assert code == 2
    assert series(office) == []


@pytest.mark.parametrize(
    ("rule", "due"),
    [("monthly", "2026-03-02"), ("every wed", "2026-03-04"), ("FREQ=MONTHLY;BYDAY=1MO", "2026-03-02")],
)
def test_without_a_due_date_it_counts_from_today(office: Cli, rule: str, due: str) -> None:
    found = office.json("show", office.ref("task", "add", "acme", "Report", "--repeat", rule))
    assert (found["due_on"], found["first_due_on"]) == (due, due)


def test_done_makes_the_next_one_and_says_so(weekly: Cli) -> None:
    said = weekly.ok("done", "t2", tty=True)
    assert said == "t2 done; next t3 on Mon 9 Mar: Report (acme)\n"
    assert series(weekly) == [("t2", "2026-03-02", "2026-03-02"), ("t3", "2026-03-09", None)]
    first, following = weekly.json("show", "t2"), weekly.json("show", "t3")
    for name in ("contact", "title", "promised", "promised_by", "assignee", "repeat"):
        assert first[name] == following[name], name
    assert following["first_due_on"] == "2026-03-09"


def test_the_next_one_is_after_today_and_what_was_missed_does_not_pile_up(weekly: Cli) -> None:
    weekly.ok("done", "t2", today="2026-04-01")
    assert series(weekly)[1:] == [("t3", "2026-04-06", None)]


def test_done_early_leads_to_the_time_after_its_own(weekly: Cli) -> None:
    weekly.ok("done", "t2")
    weekly.ok("done", "t3")
    assert series(weekly)[2:] == [("t4", "2026-03-16", None)]


def test_nothing_makes_a_second_next_one(weekly: Cli) -> None:
    weekly.ok("done", "t2", "t2")
    weekly.ok("done", "t2")
    weekly.ok("done", "t2", "--on", "yesterday")
    assert len(series(weekly)) == 2
    weekly.ok("task", "reopen", "t2")
    said = weekly.ok("done", "t2", tty=True)
    assert said == "t2 done; next t3 on Mon 9 Mar: Report (acme)\n"
    weekly.ok("done", "t3")
    weekly.ok("task", "reopen", "t2")
    weekly.ok("done", "t2")
    assert [ref for ref, _, _ in series(weekly)] == ["t2", "t3", "t4"]


def test_a_reopened_last_one_does_not_go_on_again(office: Cli) -> None:
    office.ok("task", "add", "acme", "Report", "--due", "2026-03-02", "--repeat", "FREQ=WEEKLY;COUNT=2")
    office.ok("done", "t2", "t2")
    office.ok("done", "t3")
    office.ok("task", "reopen", "t2")
    office.ok("done", "t2")
    assert [ref for ref, _, _ in series(office)] == ["t2", "t3"]


def test_undo_takes_both_back_and_redo_brings_both(weekly: Cli) -> None:
    before = weekly.dump()
    weekly.ok("done", "t2")
    after = weekly.dump()
    weekly.ok("undo")
    undone = weekly.dump()
    assert (undone["task"], undone["words"]) == (before["task"], before["words"])
    weekly.ok("redo")
    assert weekly.dump()["task"] == after["task"]


def test_an_edit_that_says_done_makes_the_next_one_too(weekly: Cli) -> None:
    weekly.ok("task", "edit", "t2", "--done", "today")
    assert series(weekly)[1:] == [("t3", "2026-03-09", None)]
    weekly.ok("task", "edit", "t2", "--done", "yesterday")
    weekly.ok("task", "edit", "t3", "--done", "today", "--repeat", "")
    assert len(series(weekly)) == 2


def test_count_and_until_are_respected(office: Cli) -> None:
    office.ok("task", "add", "acme", "Report", "--due", "2026-03-02", "--repeat", "FREQ=WEEKLY;COUNT=3")
    office.ok(
        "task", "add", "acme", "Figures", "--due", "2026-03-02", "--repeat", "FREQ=WEEKLY;UNTIL=20260310"
    )
    for _ in range(4):
        for row in office.json("tasks", "acme"):
            if row["repeat"]:
                office.ok("done", row["task"])
    assert [due for _, due, _ in series(office)] == ["2026-03-02", "2026-03-09", "2026-03-16"]
    assert [due for _, due, _ in series(office, "Figures")] == ["2026-03-02", "2026-03-09"]


def test_the_next_one_moves_to_a_working_day_and_the_series_stays(office: Cli) -> None:
    office.config.write_text(WEEKDAYS)
    office.ok("task", "add", "acme", "Report", "--due", "2026-04-09", "--repeat", "monthly")
    for day in ("2026-04-09", "2026-05-11", "2026-06-09"):
        office.ok("done", office.json("tasks", "acme")[-1]["task"], today=day)
    assert [due for _, due, _ in series(office)] == ["2026-04-09", "2026-05-11", "2026-06-09", "2026-07-09"]


def test_a_snoozed_one_does_not_move_the_series(weekly: Cli) -> None:
    weekly.ok("snooze", "t2", "wed")
    weekly.ok("done", "t2", today="2026-03-04")
    assert series(weekly)[1:] == [("t3", "2026-03-09", None)]


def test_a_new_day_given_with_the_rule_moves_the_series(weekly: Cli) -> None:
    weekly.ok("task", "edit", "t2", "--due", "wed", "--repeat", "weekly")
    weekly.ok("done", "t2")
    assert series(weekly)[1:] == [("t3", "2026-03-11", None)]


def test_the_promise_and_not_what_held_it_up_goes_on(office: Cli) -> None:
    office.ok(
        "task",
        "add",
        "acme",
        "Names",
        "--theirs",
        "--waiting-on",
        "Bo",
        "--due",
        "today",
        "--repeat",
        "daily",
    )
    office.ok("done", "t2")
    found = office.json("show", "t3")
    assert (found["promised_by"], found["waiting_on"]) == ("them", None)


def test_other_tasks_of_the_same_name_are_no_part_of_the_series(weekly: Cli) -> None:
    weekly.ok("task", "add", "acme", "Report", "--due", "+30d")
    weekly.ok("task", "add", "birch", "Report", "--due", "+30d", "--repeat", "weekly")
    weekly.ok("done", "t2")
    assert ("t5", "2026-03-09", None) in series(weekly)
