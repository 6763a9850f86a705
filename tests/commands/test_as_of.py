"""`--as-of`: a report as it was on a day that has passed. Nothing is written, nothing looks ahead."""

import sqlite3
from typing import Any

import pytest

from tests.docs.commands import every_command
from tests.profiles import is_nightly
from tests.support import Cli

THEN, BEFORE = "2026-02-22", "2026-02-01"
REPORTS = (
    ("today",), ("checkins", "--all"), ("renewals", "--all"), ("risks", "--all"), ("risks", "acme"),
    ("tasks",), ("brief", "acme"), ("qbr", "due", "--all"), ("portfolio",), ("week",), ("timeline", "acme"),
    ("forecast",), ("account", "plan", "acme"), ("qbr", "brief", "acme"),
    ("metrics",), ("backtest",), ("replies",),
)  # fmt: skip


def recorded(cli: Cli, at: str, above: int = 0) -> int:
    """Move what the journal says of the changes above a number to a day; gives the newest number."""
    db = sqlite3.connect(cli.book)
    db.execute("UPDATE txn SET at = ? WHERE id > ?", (f"{at}T12:00:00.000Z", above))
    (newest,) = db.execute("SELECT max(id) FROM txn").fetchone()
    db.commit()
    db.close()
    return int(newest)


def fill_old(office: Cli) -> None:
    start = recorded(office, "2026-01-10")
    office.ok("stage", "acme", "verbal")
    office.ok("account", "edit", "acme", "--tier", "light", "--owner", "Ada")
    office.ok("account", "pulse", "acme", "bad", "--on", "2026-02-25")
    office.ok("contact", "edit", "jane", "--role", "blocker")
    office.ok("done", "t1")
    office.ok("task", "add", "acme", "A later task", "--due", "2026-02-21")
    recorded(office, "2026-02-25", start)


@pytest.fixture
def old(office: Cli) -> Cli:
    """The office's book, put on record on 10 January and changed since then, on 25 February."""
    return office.once(fill_old)


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


def forms_of(number: int, *forms: str) -> tuple[str, ...]:
    """The formats in which a report is tried: all nightly, here one, another with each."""
    return forms if is_nightly() else forms[number % len(forms) :][:1]


@pytest.mark.parametrize("argv", REPORTS, ids=" ".join)
def test_a_report_of_another_day_writes_nothing(old: Cli, argv: tuple[str, ...]) -> None:
    before = old.dump()
    for form in forms_of(REPORTS.index(argv), "json", "md", "table"):
        old.ok(*argv, "--as-of", THEN, "-o", form)
    assert old.dump() == before


@pytest.mark.parametrize("argv", REPORTS, ids=" ".join)
def test_today_asked_as_of_today_is_today(office: Cli, argv: tuple[str, ...]) -> None:
    recorded(office, "2026-01-10")
    assert office.json(*argv, "--as-of", "today") == office.json(*argv)


def test_a_day_ahead_is_refused(office: Cli) -> None:
    code, out, err = office("risks", "--as-of", "2026-03-03")
    assert (code, out) == (2, "")
    assert "--as-of 2026-03-03 is in the future" in err
    assert "am --today" in err


def test_a_book_that_cannot_be_written_can_be_asked_too(old: Cli) -> None:
    old.book.chmod(0o400)
    assert row(old, "renewals", "--all", "--as-of", THEN)["stage"] == "not_started"


LISTS = (
    "account list", "contact list", "contract list", "activity list", "task list", "opportunity list",
    "issue list", "feedback list", "survey list", "usage list", "news list", "goal list", "product list",
    "target list", "account handoffs", "qbr list", "feedback themes",
)  # fmt: skip
NOT_BACK = {
    "next", "away", "held", "show", "find", "digest", "history", "import", "export", "backup", "schema",
    "cron", "config", "completion", "help", "doctor", "unmatched", "play", "proposals", "undo",
    "redo", "team",
}  # fmt: skip


@pytest.mark.parametrize("argv", LISTS)
def test_a_list_of_another_day_writes_nothing_and_today_it_is_the_same(known: Cli, argv: str) -> None:
    recorded(known, "2026-01-10")
    before = known.dump()
    for form in forms_of(LISTS.index(argv), "json", "csv", "table"):
        known.ok(*argv.split(), "--as-of", THEN, "-o", form)
    assert known.json(*argv.split(), "--as-of", "today") == known.json(*argv.split())
    assert known.dump() == before


def test_every_list_looks_back_or_is_known_not_to() -> None:
    lists = {
        path: command
        for path, command in every_command()
        if any("--fields" in param.opts or "--limit" in param.opts for param in command.params)
    }
    cannot = {path for path, command in lists.items() if not looks_back(command)}
    assert {path.split()[0] for path in cannot} <= NOT_BACK
    assert {path for path in lists if path.endswith(" list")} - cannot >= {
        path for path in LISTS if path.endswith(" list")
    }


def looks_back(command: Any) -> bool:
    return any("--as-of" in param.opts for param in command.params)


def refs(cli: Cli, *argv: str) -> list[str]:
    return cli.ok(*argv, "-o", "ids").split()


def test_a_list_has_what_was_there_as_it_was(old: Cli) -> None:
    assert old.one("account", "list", "acme", "--as-of", THEN)["tier"] == "key"
    assert old.json("contact", "list", "acme", "--as-of", THEN)[0]["role"] == "champion"
    assert old.json("contract", "list", "acme", "--as-of", THEN)[0]["stage"] == "not_started"
    assert refs(old, "task", "list", "--as-of", THEN) == ["t1"]
    assert refs(old, "activity", "list", "--as-of", THEN) == ["n1", "n2"]


def test_what_was_typed_in_later_is_there_from_its_own_day(office: Cli) -> None:
    start = recorded(office, "2026-01-10")
    office.ok("issue", "add", "acme", "Export times out", "--on", "2026-02-01")
    office.ok("issue", "resolve", "i1", "Another driver", "--on", "2026-02-26")
    office.ok("log", "acme", "Much later", "--on", "2026-02-24")
    office.ok("contact", "add", "acme", "Late Comer")
    office.ok("survey", "add", "acme", "nps", "9", "--on", "2026-02-24")
    recorded(office, "2026-02-27", start)
    assert refs(office, "issue", "list", "--as-of", "2026-01-31") == []
    found = office.one("issue", "list", "--as-of", THEN)
    assert (found["resolved_on"], found["resolution"]) == (None, None)
    assert office.one("issue", "list")["resolved_on"] == "2026-02-26"
    assert "n3" not in refs(office, "activity", "list", "--as-of", THEN)
    assert "n3" in refs(office, "activity", "list", "--as-of", "2026-02-24")
    assert "p4" not in refs(office, "contact", "list", "--as-of", "2026-02-26")
    assert "p4" in refs(office, "contact", "list", "--as-of", "2026-02-27")
    assert refs(office, "survey", "list", "--as-of", THEN) == []


def test_an_outcome_that_had_not_come_is_not_in_a_list_of_the_day(office: Cli) -> None:
    start = recorded(office, "2026-01-10")
    office.ok("contract", "add", "acton", "--value", "9k", "--starts", "2025-01-01", "--ends", "2026-02-25")
    office.ok("churn", "acton", "--reason", "price", today="2026-02-26")
    recorded(office, "2026-02-27", start)
    assert office.json("contract", "list", "acton")[0]["outcome"] == "churned"
    found = office.one("contract", "list", "acton", "--as-of", THEN)
    assert (found["outcome"], found["reason"], found["outcome_on"]) == (None, None, None)


def test_a_saved_report_of_records_looks_back_too(old: Cli) -> None:
    old.config.write_text('[reports.people]\nbase = "contact list"\n[reports.words]\nbase = "find SSO"\n')
    start = recorded(old, "2026-01-10")
    old.ok("contact", "add", "acme", "Late Comer")
    recorded(old, "2026-02-27", start)
    names = [row["name"] for row in old.json("report", "people", "--as-of", THEN)]
    assert "Late Comer" not in names
    assert "Jane Orr" in names
    code, out, err = old("report", "words", "--as-of", THEN)
    assert (code, out) == (2, "")
    assert "can't show a past date" in err
