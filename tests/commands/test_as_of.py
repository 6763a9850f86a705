"""`--as-of`: a report as it was on a day that has passed. Nothing is written, nothing looks ahead."""

import sqlite3

import pytest

from tests.support import Cli

THEN, BEFORE = "2026-02-22", "2026-02-01"
REPORTS = (
    ("today",), ("checkins", "--all"), ("renewals", "--all"), ("risks", "--all"), ("risks", "acme"),
    ("tasks",), ("brief", "acme"), ("qbr", "due", "--all"), ("portfolio",), ("week",), ("timeline", "acme"),
    ("forecast",), ("account", "plan", "acme"), ("qbr", "brief", "acme"),
)  # fmt: skip


def recorded(cli: Cli, at: str, above: int = 0) -> int:
    """Move what the journal says of the changes above a number to a day; gives the newest number."""
    db = sqlite3.connect(cli.book)
    db.execute("UPDATE txn SET at = ? WHERE id > ?", (f"{at}T12:00:00.000Z", above))
    (newest,) = db.execute("SELECT max(id) FROM txn").fetchone()
    db.commit()
    db.close()
    return int(newest)


@pytest.fixture
def old(office: Cli) -> Cli:
    """The office's book, put on record on 10 January and changed since then, on 25 February."""
    start = recorded(office, "2026-01-10")
    office.ok("stage", "acme", "verbal")
    office.ok("account", "edit", "acme", "--tier", "light", "--owner", "Ada")
    office.ok("account", "pulse", "acme", "bad", "--on", "2026-02-25")
    office.ok("contact", "edit", "jane", "--role", "blocker")
    office.ok("done", "t1")
    office.ok("task", "add", "acme", "A later task", "--due", "2026-02-21")
    recorded(office, "2026-02-25", start)
    return office


def row(cli: Cli, *argv: str, account: str = "acme") -> dict:
    (found,) = [each for each in cli.json(*argv) if each["account"] == account]
    return found


def test_fields_without_a_day_come_from_the_journal(old: Cli) -> None:
    assert row(old, "renewals", "--all")["stage"] == "verbal"
    assert row(old, "renewals", "--all", "--as-of", THEN)["stage"] == "not_started"
    assert row(old, "risks", "--all")["tier"] == "light"
    assert row(old, "risks", "--all", "--as-of", THEN)["tier"] == "key"
    assert row(old, "checkins", "--all", "--as-of", THEN)["owner"] is None
    people = {each["name"]: each["role"] for each in old.json("brief", "acme", "--as-of", THEN)["people"]}
    assert people["Jane Orr"] == "champion"
    assert old.json("risks", "acme")["pulse"] == "bad"
    assert old.json("risks", "acme", "--as-of", THEN)["pulse"] is None


def test_facts_with_a_day_are_those_of_that_day(old: Cli) -> None:
    assert row(old, "checkins", "--all", "--as-of", THEN)["last_touch_on"] == "2026-02-03"
    assert row(old, "checkins", "--all", "--as-of", BEFORE)["last_touch_on"] is None
    assert row(old, "renewals", "--all", "--as-of", BEFORE)["days_left"] == 62


def test_a_task_is_open_on_a_day_before_it_was_done_and_absent_before_it_was_on_record(old: Cli) -> None:
    assert [each["title"] for each in old.json("tasks")] == ["A later task"]
    assert [each["title"] for each in old.json("tasks", "--as-of", THEN)] == ["Security answers"]
    assert old.json("tasks", "--as-of", "2026-01-05") == []


def test_what_was_put_on_record_later_counts_as_missing(old: Cli) -> None:
    found = row(old, "risks", "--all", "--as-of", "2026-01-05")
    assert found["tier"] == "standard"
    assert row(old, "renewals", "--all", "--as-of", "2026-01-05")["stage"] == "not_started"


def test_an_account_is_there_since_it_was_a_customer_or_on_record(office: Cli) -> None:
    office.ok("account", "add", "New Name")
    names = [each["account"] for each in office.json("checkins", "--all", "--as-of", "2024-07-01")]
    assert sorted(names) == ["acme", "acton"]


def test_a_change_that_was_taken_back_and_a_record_that_came_back_are_as_they_were(office: Cli) -> None:
    start = recorded(office, "2026-01-10")
    office.ok("task", "rm", "t1", "--yes")
    office.ok("undo")
    office.ok("stage", "acme", "signed")
    office.ok("undo")
    recorded(office, "2026-02-25", start)
    assert [each["title"] for each in office.json("tasks", "--as-of", THEN)] == ["Security answers"]
    assert row(office, "renewals", "--all", "--as-of", THEN)["stage"] == "not_started"


@pytest.mark.parametrize("argv", REPORTS, ids=" ".join)
def test_a_report_of_another_day_writes_nothing(old: Cli, argv: tuple[str, ...]) -> None:
    before = old.dump()
    for form in ("json", "md", "table"):
        old.ok(*argv, "--as-of", THEN, "-o", form)
    assert old.dump() == before


@pytest.mark.parametrize("argv", REPORTS, ids=" ".join)
def test_today_asked_as_of_today_is_today(office: Cli, argv: tuple[str, ...]) -> None:
    recorded(office, "2026-01-10")
    assert office.json(*argv, "--as-of", "today") == office.json(*argv)


def test_a_day_ahead_is_refused(office: Cli) -> None:
    code, out, err = office("risks", "--as-of", "2026-03-03")
    assert (code, out) == (2, "")
    assert "--as-of 2026-03-03 lies ahead" in err
    assert "am --today" in err


def test_a_book_that_cannot_be_written_can_be_asked_too(old: Cli) -> None:
    old.book.chmod(0o400)
    assert row(old, "renewals", "--all", "--as-of", THEN)["stage"] == "not_started"
