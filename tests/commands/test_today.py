"""The morning as it is read: lanes, reasons, the arithmetic, a good moment; and the scores it keeps."""

import sqlite3

import pytest

from tests.support import Cli

TOMORROW, NEXT_WEEK = "2026-03-03", "2026-03-09"


def kept(cli: Cli) -> list[tuple[str, int]]:
    """The days whose scores are kept, with how many."""
    db = sqlite3.connect(cli.book)
    try:
        return db.execute('SELECT "on", count(*) FROM health GROUP BY 1 ORDER BY 1').fetchall()
    finally:
        db.close()


def action(cli: Cli, account: str, **options: str) -> dict | None:
    """The line of an account."""
    found = [each for each in cli.json("today", **options)["actions"] if each["account"] == account]
    return found[0] if found else None


def test_each_section_has_what_belongs_in_it(office: Cli) -> None:
    office.ok("issue", "add", "acton", "Feed down", "--severity", "high", "--on", "2026-02-20")
    office.ok("opportunity", "add", "birch", "More seats", "--value", "3k", "--expected", "2026-03-05")
    lanes = {each["account"]: each["section"] for each in office.json("today")["actions"]}
    assert lanes == {"acme": "owed", "acton": "owed", "birch": "quiet"}


def test_an_issue_says_how_long_it_has_been_open_and_the_command_shows_it(office: Cli) -> None:
    ref = office.ref("issue", "add", "acton", "Feed down", "--severity", "critical", "--on", "2026-02-27")
    found = action(office, "acton")
    assert found is not None
    assert (found["why"], found["command"]) == ("Feed down, 3 days (target 2)", f"am show {ref}")
    office.ok("issue", "resolve", ref)
    after = action(office, "acton")
    assert after is None or "Feed down" not in after["why"]


def test_an_opportunity_is_called_in_from_two_weeks_before_its_day(office: Cli) -> None:
    office.ok("opportunity", "add", "birch", "More seats", "--expected", "2026-03-17")
    birch = action(office, "birch")
    assert birch is None or "More seats" not in (birch["why"], *birch["others"])
    near = action(office, "birch", today=TOMORROW)
    assert near is not None
    assert "More seats expected Tue 17 Mar" in (near["why"], *near["others"])


def test_a_bad_answer_waits_until_somebody_calls(office: Cli) -> None:
    office.ok("log", "birch", "hello", "--on", "2026-02-26")
    office.ok("survey", "add", "birch", "nps", "3", "--on", "2026-02-27", "--with", "dana")
    found = action(office, "birch")
    assert found is not None
    assert (found["section"], found["why"]) == ("owed", "NPS 3 on 27 Feb, no follow-up")
    assert found["command"] == "am log birch -w dana"
    office.ok("log", "birch", "went through it", "-w", "dana")
    assert action(office, "birch") is None


def test_the_parts_of_a_priority_multiply_to_it_and_are_said(office: Cli) -> None:
    for found in office.json("today")["actions"]:
        parts = found["parts"]
        product = parts["base"] * parts["ramp"] * parts["weight"]
        assert found["priority"] == pytest.approx(product, abs=0.05)
    drawn = office.ok("today", "--explain", "-o", "table")
    assert "promise 90 × 0.89 for its day × 0.92 for its revenue = 73.1" in drawn
    assert "for its revenue" not in office.ok("today", "-o", "table")


@pytest.mark.parametrize("kind", ["issue", "opportunity", "survey"])
def test_any_line_can_be_put_off_with_a_reason_until_its_day(office: Cli, kind: str) -> None:
    refs = {
        "issue": ("issue", "add", "acton", "Feed down", "--severity", "high", "--on", "2026-02-20"),
        "opportunity": ("opportunity", "add", "acton", "SSO", "--expected", "2026-03-02"),
        "survey": ("survey", "add", "acton", "csat", "1", "--on", "2026-02-25"),
    }
    office.ok("log", "acton", "hello", "--on", "2026-02-24")
    ref = office.ref(*refs[kind])
    assert action(office, "acton") is not None
    office.ok("snooze", ref, TOMORROW, "--reason", "waiting for the vendor")
    assert action(office, "acton") is None
    assert action(office, "acton", today=TOMORROW) is not None


def test_an_account_that_is_snoozed_leaves_keep_in_touch_until_its_day(office: Cli) -> None:
    found = action(office, "acton")
    assert found is not None
    assert found["section"] == "quiet"
    office.ok("snooze", "acton", NEXT_WEEK)
    assert action(office, "acton") is None
    assert action(office, "acton", today=NEXT_WEEK) is not None


def test_a_good_moment_stands_below_the_sections_and_ends_with_the_proposal(office: Cli) -> None:
    assert office.json("today")["good_moment"] is None
    for account in ("acton", "birch"):
        office.ok("log", account, "fine", "--purpose", "value", "-f", "ok")
    office.ok("contact", "add", "acton", "Sam Hill", "--role", "champion")
    office.ok("log", "acton", "fine", "-w", "sam", "--purpose", "value")
    goal = office.ref("goal", "add", "acton", "Half the scrap")
    office.ok("goal", "met", goal)
    moment = office.json("today")["good_moment"]
    assert (moment["account"], moment["kind"], moment["ref"]) == ("acton", "goal", goal)
    assert moment["suggests"] == "cross_sell"
    assert "Good moment" in office.ok("today", "-o", "table")
    assert "Good moment: Acton Glass · Goal met: Half the scrap" in office.ok("today")
    ref = office.ref("opportunity", "add", "acton", "Analytics", "--kind", "cross_sell")
    assert office.json("today")["good_moment"]["command"] == f"am show {ref}"
    office.ok("opportunity", "stage", ref, "proposed")
    assert office.json("today")["good_moment"] is None


def test_the_first_morning_of_a_day_keeps_the_scores_and_no_other_does(office: Cli) -> None:
    office.ok("today")
    assert kept(office) == [("2026-03-02", 3)]
    before = office.dump()["health"]
    office.ok("account", "pulse", "acme", "bad")
    for argv in (("today",), (), ("today", "-o", "json"), ("today", "-o", "table"), ("next",), ("risks",)):
        office.ok(*argv)
    assert office.dump()["health"] == before
    office.ok("today", today=TOMORROW)
    assert kept(office) == [("2026-03-02", 3), (TOMORROW, 3)]


def test_a_kept_score_is_the_one_that_was_shown(office: Cli) -> None:
    shown = {row["account"]: row for row in office.json("risks", "--all")}
    office.ok("today", "-o", "table")
    db = sqlite3.connect(office.book)
    rows = db.execute(
        "SELECT a.code, h.score, h.band, round(h.coverage, 4)"
        " FROM health h JOIN account a ON a.id = h.account_id"
    ).fetchall()
    db.close()
    assert rows == [
        (code, shown[code]["score"], shown[code]["health"], round(shown[code]["evidence"], 4))
        for code, *_ in rows
    ]
    assert len(rows) == 3


def test_keeping_scores_is_no_change_that_undo_could_take_back(office: Cli) -> None:
    office.ok("log", "acton", "hello")
    office.ok("today")
    office.ok("undo")
    assert office.json("timeline", "acton") == []
    office.ok("redo")
    assert kept(office) == [("2026-03-02", 3)]


def test_a_morning_on_a_book_that_cannot_be_written_is_shown_all_the_same(office: Cli) -> None:
    db = sqlite3.connect(office.book, isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    try:
        assert office.json("today")["actions"]
    finally:
        db.execute("ROLLBACK")
        db.close()
    assert kept(office) == []


def test_the_trend_is_the_change_against_the_score_of_a_month_ago(office: Cli) -> None:
    office.ok("contact", "add", "acton", "Sam Hill", "--role", "champion")
    office.ok("log", "acton", "fine", "-w", "sam", "--on", "2026-03-02")
    office.ok("today")
    (then,) = [row["score"] for row in office.json("risks", "--all") if row["account"] == "acton"]
    assert then is not None
    for today, known in (
        ("2026-03-31", False),
        ("2026-04-01", True),
        ("2026-04-08", True),
        ("2026-04-09", False),
    ):
        (row,) = [row for row in office.json("risks", "--all", today=today) if row["account"] == "acton"]
        assert row["trend"] == (row["score"] - then if known else None), today
