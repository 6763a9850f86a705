"""Away: what falls due meanwhile, account by account, and the note for whoever looks after it."""

import datetime as dt
import sqlite3
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.errors import BadValue
from amcli.rules.periods import parse_stretch
from tests.support import Cli

MONDAY = dt.date(2026, 3, 2)
STAMPS = "'2026-03-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'"
RECORDS = (
    ("opportunity (account_id, contact_id, name, expected_on, stage, value, currency",
     "1, 1, 'More seats', '2026-03-12', 'qualified', 900000, 'EUR'"),
    ("opportunity (account_id, name, expected_on, stage", "1, 'Won already', '2026-03-12', 'won'"),
    ("goal (account_id, title, due_on, status", "1, 'Two sites live', '2026-03-13', 'open'"),
    ("goal (account_id, title, due_on, status", "1, 'Reached', '2026-03-13', 'met'"),
    ("issue (account_id, title, opened_on, severity", "1, 'Export fails', '2026-02-25', 'critical'"),
    ("issue (account_id, title, opened_on, severity", "2, 'Slow search', '2026-02-25', 'medium'"),
    ("issue (account_id, title, opened_on, severity", "2, 'Wrong colour', '2026-02-25', 'low'"),
)  # fmt: skip


def fill_busy(office: Cli) -> None:
    office.ok("survey", "add", "acme", "nps", "8", "--on", "2026-02-25")  # enough is known for a score
    office.ok("task", "add", "acme", "Plan for the pilot", "--promised", "--due", "2026-03-10", "-w", "jane")
    office.ok("task", "add", "acme", "Names of users", "--theirs", "--due", "2026-03-11", "-w", "omar")
    office.ok("task", "add", "acton", "Invoice", "--waiting-on", "Bo", "--due", "2026-03-09")
    office.ok(
        "log", "acme", "Quarterly review", "-k", "qbr", "--on", "2026-03-13", "--at", "10:00", "-w", "jane"
    )
    for product, first, last, more in (
        ("Support", "2025-03-13", "2026-03-12", ("--value", "6k")),
        ("Training", "2025-04-10", "2026-04-09", ("--notice", "30")),
    ):
        term = ("--product", product, "--starts", first, "--ends", last, "--currency", "EUR")
        office.ok("contract", "add", "acme", *term, *more)
    db = sqlite3.connect(office.book)
    with db:
        for columns, values in RECORDS:
            db.execute(f"INSERT INTO {columns}, created_at, updated_at) VALUES ({values}, {STAMPS})")
    db.close()


@pytest.fixture
def busy(office: Cli) -> Cli:
    """Everything that can fall due from 9 to 13 March. acme: t1 late, t2 mine, t3 theirs, n3 a meeting,
    k3 with its end and k4 with its notice day; acton: t4 waits for Bo, issues."""
    return office.once(fill_busy)


def account(data: Any, code: str) -> Any:
    (found,) = [each for each in data["accounts"] if each["account"] == code]
    return found


def told(rows: list[Any]) -> list[tuple[str, str, str]]:
    return [(row["on"], row["kind"], row["ref"]) for row in rows]


def test_everything_that_falls_due_is_there_by_account_and_day(busy: Cli) -> None:
    data = busy.json("away", "2026-03-09..2026-03-13")
    assert (data["from"], data["to"], data["for"]) == ("2026-03-09", "2026-03-13", None)
    acme = account(data, "acme")
    assert told(acme["due"]) == [
        ("2026-03-10", "promise", "t2"),
        ("2026-03-10", "notice", "k4"),
        ("2026-03-12", "renewal", "k3"),
        ("2026-03-12", "opportunity", "o1"),
        ("2026-03-13", "meeting", "n3"),
        ("2026-03-13", "goal", "g1"),
    ]
    assert told(acme["theirs"]) == [("2026-03-11", "theirs", "t3")]
    assert told(acme["open"]) == [("2026-02-26", "promise", "t1"), ("2026-02-27", "issue", "i1")]
    acton = account(data, "acton")
    assert told(acton["due"]) == [("2026-03-09", "task", "t4"), ("2026-03-11", "issue", "i2")]
    assert (acton["due"][0]["waiting_on"], acton["open"], acton["theirs"]) == ("Bo", [], [])


def test_an_account_tells_its_worth_its_health_and_whom_to_call(busy: Cli) -> None:
    acme = account(busy.json("away", "mon..fri"), "acme")
    assert (acme["arr"], acme["currency"], acme["tier"]) == (66000, "EUR", "key")
    assert acme["health_text"].startswith(f"{acme['score']} at risk: ")
    assert {name: acme["contact"][name] for name in ("contact", "name", "role", "phone")} == {
        "contact": "p1", "name": "Jane Orr", "role": "champion", "phone": "020 7946 0018",
    }  # fmt: skip


def test_the_most_revenue_stands_first_and_the_totals_add_up(busy: Cli) -> None:
    data = busy.json("away", "2026-03-03..2026-06-30")
    assert [each["account"] for each in data["accounts"]] == ["acme", "birch", "acton"]
    for part in ("due", "open", "theirs"):
        assert data["totals"][part] == sum(len(each[part]) for each in data["accounts"])
    assert data["totals"]["arr"] == sum(each["arr"] for each in data["accounts"])
    rows = busy.ok("away", "2026-03-03..2026-06-30", "-o", "csv").splitlines()
    assert len(rows) - 1 == sum(data["totals"][part] for part in ("due", "open", "theirs"))


def test_check_ins_and_reviews_fall_due_too_but_not_beside_a_meeting(busy: Cli) -> None:
    kinds = {
        (each["account"], item["kind"]): item["on"]
        for each in busy.json("away", "2026-03-03..2026-08-31")["accounts"]
        for item in each["due"]
    }
    assert kinds["birch", "checkin"] == "2026-04-09"
    assert ("acton", "qbr") in kinds
    assert ("acme", "checkin") not in kinds


def test_the_note_for_a_colleague_is_markdown(busy: Cli) -> None:
    text = busy.ok("away", "2026-03-09", "2026-03-13", "--cover", "Bo <b>")
    assert text == busy.ok("away", "2026-03-09..2026-03-13", "--cover", "Bo <b>", "-o", "md", tty=True)
    lines = text.splitlines()
    assert lines[0] == "# While I am away, Mon 9 Mar 2026 to Fri 13 Mar 2026"
    assert lines[2].startswith("Bo \\<b\\>, thank you for covering for me. 2 accounts, EUR 66,000 ARR:")
    for line in (
        "## Acme Robotics",
        "key tier, EUR 66,000 ARR",
        "- Call: Jane Orr, champion, 020 7946 0018",
        "- Tue 10 Mar, promised: Plan for the pilot, Jane Orr, t2",
        "- Thu 12 Mar, More seats, EUR 9,000, qualified, Jane Orr, o1",
        "- Fri 13 Mar, Quarterly review, 10:00, Jane Orr, n3",
        "- due since Thu 26 Feb, promised: Security answers, Omar Haddad, t1",
        "- resolve by Fri 27 Feb, Export fails, critical, i1",
        "- Wed 11 Mar, Names of users, Omar Haddad, t3",
        "- Mon 9 Mar, Invoice, waiting on Bo, t4",
    ):
        assert line in lines, line
    assert (
        lines.index("### Must be done")
        < lines.index("### Already open")
        < lines.index("### Owed by the customer")
    )


def test_a_person_sees_a_page_that_fits(busy: Cli) -> None:
    for width in ("80", "120"):
        text = busy.ok("away", "mon..fri", tty=True, env={"COLUMNS": width})
        assert text.startswith("Away from Mon 9 Mar to Fri 13 Mar   2 accounts · ")
        assert max(map(len, text.splitlines())) <= int(width)
        for words in (
            "Plan for the pilot",
            "Jane Orr, champion, 020 7946 0018",
            "waiting on Bo",
            "Owed by the customer",
        ):
            assert words in text


def test_nothing_due_is_said(office: Cli) -> None:
    office.ok("done", "t1")
    assert office.ok("away", "2026-03-02", tty=True) == "Nothing is due on Mon 2 Mar.\n"
    assert office.ok("away", "today") == "Nothing is due on Mon 2 Mar.\n"
    data = office.json("away", "today")
    assert (data["accounts"], data["totals"]["accounts"], data["totals"]["arr"]) == ([], 0, 0)
    assert office.ok("away", "today", "-o", "ids") == ""


def test_what_is_put_off_falls_due_later(busy: Cli) -> None:
    for ref in ("o1", "g1", "i2", "t4"):
        busy.ok("snooze", ref, "2026-03-20")
    refs = {item["ref"] for each in busy.json("away", "mon..fri")["accounts"] for item in each["due"]}
    assert not refs & {"o1", "g1", "i2", "t4"}


def test_what_is_open_at_an_account_that_left_rests(busy: Cli) -> None:
    assert account(busy.json("away", "mon..fri"), "acton")
    busy.ok("account", "edit", "acton", "--status", "churned")
    assert "acton" not in {each["account"] for each in busy.json("away", "mon..fri")["accounts"]}


def test_days_that_have_passed_or_cannot_be_read_are_refused(office: Cli) -> None:
    for argv in (
        ["2026-02-01..2026-02-20"],
        ["yesterday"],
        ["nonsense"],
        ["fri..nonsense"],
        ["mon", "x"],
        [""],
    ):
        code, _, err = office("away", *argv)
        assert (code, err.startswith("am: FROM..TO")) == (2, True), err
        assert "mon..fri" in err or "Days:" in err
    assert office.json("away", "2026-02-20..2026-03-03")["from"] == "2026-03-02"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("mon..fri", "2026-03-09", "2026-03-13"),
        ("fri..mon", "2026-03-06", "2026-03-09"),
        ("tomorrow..+10d", "2026-03-03", "2026-03-12"),
        ("+10d..+3d", "2026-03-12", "2026-03-15"),
        ("20 dec..3 jan", "2026-12-20", "2027-01-03"),
        ("2026-03-02..2026-03-13", "2026-03-02", "2026-03-13"),
        ("fri", "2026-03-06", "2026-03-06"),
        ("next-month", "2026-04-01", "2026-04-30"),
        ("today..eom", "2026-03-02", "2026-03-31"),
    ],
)
def test_stretches_lie_ahead(text: str, first: str, last: str) -> None:
    assert [day.isoformat() for day in parse_stretch(text, MONDAY)] == [first, last]


@given(
    st.text(max_size=30)
    | st.lists(st.sampled_from(["mon", "fri", "..", "+3d", "eom", "2026", " "])).map("".join)
)
def test_any_text_is_a_stretch_in_order_or_a_bad_value(text: str) -> None:
    try:
        found = parse_stretch(text, MONDAY)
    except BadValue:
        return
    assert found.first <= found.last
