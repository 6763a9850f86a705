"""Phone logs become touches of whom the numbers belong to, whatever wrote them: routers, phones, systems."""

import json
import shutil
from typing import Any

import pytest

from tests.interchange.helpers import ACCOUNTS, Desk

CONTACTS = (
    "account,name,email,phone\nacme,Jane Orr,jane@acme.example,030 12345678\nbeta,Jo Voss,,+44 20 7946 0018\n"
)
ROUTER = (
    "sep=;\n"
    "Typ;Datum;Name;Rufnummer;Landes-/Ortsnetzbereich;Nebenstelle;Eigene Rufnummer;Dauer\n"
    "1;01.03.26 10:45;Jane Orr;03012345678;Berlin;Office;97911585;0:10\n"
    "2;01.03.26 14:37;;+493012345678;Berlin;;97911585;0:00\n"
    "4;02.03.26 09:00;;+442079460777;;Office;97911585;0:04\n"
    "1;02.03.26 09:05;;**620;;Office;97911585;0:04\n"
)
PHONE = (
    "Name,Number,Date,Duration,Type\n"
    "Jane Orr,+49 30 12345678,1772445600000,95,OUTGOING\n"
    'Jane Orr,+49 30 12345678,"Mar 1, 2026 10:00:00 AM",0,MISSED\n'
    "Jo,+442079460018,2026-03-01T23:30:00-05:00,1m 5s,2\n"
    ",,2026-03-01 11:00:00,20,INCOMING\n"
    "Jane Orr,+49 30 12345678,2026-03-03 11:00:00,20,INCOMING\n"
)
SYSTEM = (
    "Call Time,Caller ID,Destination,Status,Ringing,Talking\n"
    "2026-03-01T12:00:00,+493012345678,101,Answered,00:00:05,00:12:00\n"
    "2026-03-01T13:00:00,101,+493012345678,Unanswered,00:00:25,00:00:00\n"
)
TABLET = (
    "Call type,Date,Duration,Number,Contact,Location,Service\n"
    "Outgoing,2026-02-28 09:15:00,00:03:20,+49 30 12345678,Jane Orr,Germany,Phone\n"
    "Cancelled,2026-02-28 09:10:00,00:00:00,+49 30 12345678,Jane Orr,Germany,Phone\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    found = Desk(tmp_path_factory.mktemp("calls"))
    assert found.am("config", "set", "me.country", "DE").code == 0
    found.imported(found.file("accounts.csv", ACCOUNTS), found.file("contacts.csv", CONTACTS))
    return found


@pytest.fixture
def desk(desk: Desk, made: Desk) -> Desk:
    """A book with Jane in Berlin and Jo in London."""
    shutil.copytree(made.folder, desk.folder, dirs_exist_ok=True)
    return desk


def plan(desk: Desk, text: str, *argv: str) -> dict[str, Any]:
    """The plan of a log."""
    (found,) = json.loads(desk.imported(desk.file("log.csv", text), *argv, "-o", "json").out)["files"]
    return dict(found)


def calls(desk: Desk) -> list[tuple[Any, ...]]:
    return desk.rows(
        'SELECT a.code, i."on", i.at, i.minutes, i.direction, i.tried FROM interaction i '
        "JOIN account a ON a.id = i.account_id WHERE i.kind = 'call' ORDER BY i.\"on\", i.at"
    )


def test_a_routers_log_is_known_by_its_headers(desk: Desk) -> None:
    found = plan(desk, ROUTER)
    assert (found["kind"], found["new"]) == ("calls", 2)
    assert found["skipped_why"] == {"unknown numbers": 1, "internal numbers": 1}
    assert calls(desk) == [
        ("acme", "2026-03-01", "10:45", 10, "in", 0),
        ("acme", "2026-03-01", "14:37", None, "in", 1),
    ]


def test_a_phones_log_has_stamps_words_and_zones(desk: Desk) -> None:
    found = plan(desk, PHONE)
    assert (found["new"], found["skipped_why"]) == (
        3,
        {"no number, or withheld": 1, "dated after today: import again later": 1},
    )
    assert calls(desk) == [
        ("acme", "2026-03-01", "10:00", None, "in", 1),
        ("beta", "2026-03-02", "04:30", 1, "out", 0),
        ("acme", "2026-03-02", "10:00", 2, "out", 0),
    ]


def test_a_telephone_system_has_both_numbers_of_a_call(desk: Desk) -> None:
    assert plan(desk, SYSTEM)["new"] == 2
    assert calls(desk) == [
        ("acme", "2026-03-01", "12:00", 12, "in", 0),
        ("acme", "2026-03-01", "13:00", None, "out", 1),
    ]


def test_a_cancelled_call_is_an_attempt(desk: Desk) -> None:
    assert plan(desk, TABLET)["new"] == 2
    assert [(row[3], row[4], row[5]) for row in calls(desk)] == [(None, "in", 1), (3, "out", 0)]


@pytest.mark.parametrize("text", [ROUTER, PHONE, SYSTEM, TABLET])
def test_the_same_log_again_changes_nothing(desk: Desk, text: str) -> None:
    new = plan(desk, text)["new"]
    before = desk.dump()
    again = plan(desk, text)
    assert (again["new"], again["changed"], again["unchanged"], again["unmatched"]) == (0, 0, new, 0)
    assert desk.dump("txn", "session") == {
        name: rows for name, rows in before.items() if name not in ("txn", "session")
    }


def test_two_calls_within_a_minute_are_two(desk: Desk) -> None:
    rows = "1,030 12345678,2026-03-01 10:00:01,0,1\n1,030 12345678,2026-03-01 10:00:40,60,1\n"
    assert plan(desk, f"Name,Number,Date,Duration,Type\n{rows}")["new"] == 2


def test_strangers_go_to_the_list_and_come_in_once_they_are_tied(desk: Desk) -> None:
    plan(desk, ROUTER)
    plan(desk, ROUTER)
    assert desk.rows("SELECT kind, address, seen FROM unmatched") == [("phone", "+442079460777", 1)]
    text = "Name,Number,Date,Duration,Type\nZoe,+44 20 7946 0999,2026-03-01 10:00:00,60,1\n"
    assert plan(desk, text)["new"] == 0
    assert desk.am("unmatched", "link", "+44 20 7946 0999", "jo").code == 0
    assert plan(desk, text)["new"] == 1
    assert [row[0] for row in calls(desk) if row[1:3] == ("2026-03-01", "10:00")] == ["beta"]


def test_a_number_without_a_country_asks_for_one(desk: Desk) -> None:
    assert desk.am("config", "set", "me.country", "GB").code == 0
    found = plan(desk, "Number,Date,Duration,Type\n07,2026-03-01 10:00:00,60,1\n12345678,2026-03-01,60,1\n")
    assert sum(found["skipped_why"].values()) == 2


def test_a_bad_row_stops_all_and_is_set_aside_where_that_is_asked_for(desk: Desk) -> None:
    text = "Number,Date,Duration,Type\n030 12345678,yesterday,60,1\n030 12345678,2026-03-01 10:00,60,1\n"
    path = desk.file("log.csv", text)
    answer = desk.am("import", path)
    assert (answer.code, calls(desk)) == (5, [])
    assert "not a date" in answer.err
    assert desk.am("import", path, "--skip-bad").code == 0
    assert len(calls(desk)) == 1
    assert (desk.backups / "log.bad.csv").read_text().splitlines()[1].endswith("Date: not a date")


def test_a_log_with_other_words_is_named_and_mapped(desk: Desk) -> None:
    text = "Partner,Begin,Seconds,Way\n030 12345678,2026-03-01 10:00,60,dialled\n"
    assert plan(desk, text, "--kind", "calls", "--map", "number=Partner", "--map", "on=Begin",
                "--map", "direction=Way")["new"] == 1  # fmt: skip
    assert calls(desk) == [("acme", "2026-03-01", "10:00", 1, "out", 0)]


def test_people_and_interactions_are_not_taken_for_calls(desk: Desk) -> None:
    text = "account,type,date,duration,number,summary\nacme,call,2026-03-01,5,030 12345678,Hello\n"
    assert plan(desk, text)["kind"] == "interactions"


def test_a_call_that_was_answered_resets_the_clock_and_an_attempt_does_not(desk: Desk) -> None:
    plan(desk, SYSTEM)
    found = json.loads(desk.am("checkins", "--all", "-o", "json").out)
    assert {row["account"]: row["last_touch_on"] for row in found}["acme"] == "2026-03-01"
