"""Teams' report of who came to a meeting, in several languages, joins the calendar's meeting."""

import json
import shutil
from typing import Any

import pytest

from tests.interchange.chatting import chats, made, people, strangers
from tests.interchange.helpers import Desk

US = (
    "1. Summary\nMeeting title\tReview of\nthe rollout\nAttended participants\t4\n"
    "Start time\t2/13/26, 9:01:11\u202fAM\nEnd time\t2/13/26, 9:48:02\u202fAM\nMeeting duration\t46m 51s\n"
    "Average attendance time\t40m 2s\n\n"
    "2. Participants\n"
    "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n"
    "Kim Lind\t2/13/26, 9:01:12\u202fAM\t2/13/26, 9:48:02\u202fAM\t46m\tkim@ours.example"
    "\tkim@ours.example\tOrganizer\n"
    "Jane Orr (External)\t2/13/26, 9:03:01\u202fAM\t2/13/26, 9:48:00\u202fAM\t44m\tjane@acme.example\n"
    "Jo Voss (Unverified)\t2/13/26, 9:05:00\u202fAM\t2/13/26, 9:40:00\u202fAM\t35m\n"
    "Pat Long\t2/13/26, 9:06:00\u202fAM\t2/13/26, 9:07:00\u202fAM\t1m\tpat@new.example\n\n"
    "3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n"
    "Ben Okoro\t2/13/26, 9:03:01\u202fAM\t2/13/26, 9:48:00\u202fAM\t44m\tben@acme.example\tPresenter\n"
)
GERMANY = (
    "1. Zusammenfassung\nTitel der Besprechung\tReview of the rollout\nAnwesende Teilnehmer\t2\n"
    "Startzeit\t13.02.26, 09:01:11\nEndzeit\t13.02.26, 09:48:02\nBesprechungsdauer\t46 Min. 51 Sek.\n\n"
    "2. Teilnehmer\nName\tErster Beitritt\tLetztes Verlassen\tDauer\tE-Mail\tTeilnehmer-ID\tRolle\n"
    "Jane Orr (Extern)\t13.02.26, 09:03:01\t13.02.26, 09:48:00\t44 Min.\tjane@acme.example\t\tTeilnehmer\n"
    "Jo Voss (Nicht bestätigt)\t13.02.26, 09:05:00\t13.02.26, 09:40:00\t35 Min.\n"
)
FRANCE = (
    "1. Résumé\nTitre de la réunion\tReview of the rollout\nParticipants présents\t2\n"
    "Heure de début\t13/02/2026 09:01:11\nHeure de fin\t13/02/2026 09:48:02\nDurée\t46 min 51 s\n\n"
    "2. Participants\nNom\tPremière connexion\tDernière déconnexion\tDurée\tE-mail\tID\tRôle\n"
    "Jane Orr (Externe)\t13/02/2026 09:03:01\t13/02/2026 09:48:00\t44 min\tjane@acme.example\t\tParticipant\n"
    "Jo Voss\t13/02/2026 09:05:00\t13/02/2026 09:40:00\t35 min\tjo@beta.example\t\tParticipant\n"
)
OLDER = (
    "Meeting Summary\nTotal Number of Participants\t2\nMeeting Title\tReview of the rollout\n"
    "Meeting Start Time\t2/13/2026, 9:01:11 AM\nMeeting End Time\t2/13/2026, 9:48:02 AM\n\n"
    "Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\tParticipant ID (UPN)\n"
    "Jane Orr\t2/13/2026, 9:03:01 AM\t2/13/2026, 9:20:00 AM\t17m\tjane@acme.example\tAttendee\t\n"
    "Jane Orr\t2/13/2026, 9:21:01 AM\t2/13/2026, 9:48:00 AM\t27m\tjane@acme.example\tAttendee\t\n"
    "Jo Voss\t2/13/2026, 9:05:00 AM\t2/13/2026, 9:40:00 AM\t35m\tjo@beta.example\tAttendee\t\n"
)
ROLLOUT = [
    ("acme", "meeting", "2026-02-13", "09:01", None, 0, "Review of the rollout"),
    ("beta", "meeting", "2026-02-13", "09:01", None, 0, "Review of the rollout"),
]
CALENDAR = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//ours//1\nBEGIN:VEVENT\nUID:r1\nDTSTAMP:20260201T000000Z\n"
    "DTSTART:20260213T090000\nDTEND:20260213T100000\nSUMMARY:Rollout\nORGANIZER:mailto:kim@ours.example\n"
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:jane@acme.example\nATTENDEE:mailto:ben@acme.example\n"
    "END:VEVENT\nEND:VCALENDAR\n"
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    found = made(tmp_path_factory.mktemp("attendance"))
    assert found.am("config", "set", "me.emails", "kim@ours.example").code == 0
    return found


@pytest.fixture
def desk(desk: Desk, base: Desk) -> Desk:
    shutil.copytree(base.folder, desk.folder, dirs_exist_ok=True)
    return desk


def plan(desk: Desk, text: str, encoding: str = "utf-16", name: str = "report.csv") -> dict[str, Any]:
    """The plan of a report."""
    path = desk.file(name, text.replace("\n", "\r\n").encode(encoding))
    (found,) = json.loads(desk.imported(path, "-o", "json").out)["files"]
    return dict(found)


@pytest.mark.parametrize("text", [US, GERMANY, FRANCE, OLDER], ids=["us", "germany", "france", "older"])
def test_a_report_is_a_meeting_of_those_who_came(desk: Desk, text: str) -> None:
    found = plan(desk, text)
    assert (found["kind"], found["rows"], found["new"]) == ("meetings", 1, 2)
    assert chats(desk) == ROLLOUT
    assert people(desk) == [("2026-02-13", "09:01", "Jane Orr"), ("2026-02-13", "09:01", "Jo Voss")]
    assert {row[0] for row in desk.rows("SELECT minutes FROM interaction")} == {47}
    again = plan(desk, text)
    assert (again["new"], again["changed"], again["unchanged"], again["unmatched"]) == (0, 0, 2, 0)


def test_who_is_unknown_goes_to_the_list_but_for_colleagues(desk: Desk) -> None:
    assert plan(desk, US)["unmatched"] == 1
    assert strangers(desk) == [("email", "pat@new.example", "Pat Long", 1)]


def test_it_is_the_calendars_meeting_of_that_time(desk: Desk) -> None:
    desk.imported(desk.file("work.ics", CALENDAR))
    found = plan(desk, GERMANY, "utf-8-sig")
    assert (found["new"], found["changed"]) == (1, 0)
    assert found["warnings"] == ["1 meeting already in your book: matched, not added twice"]
    assert [(row[0], row[3], row[6]) for row in chats(desk)] == [
        ("acme", "09:00", "Rollout"),
        ("beta", "09:01", "Review of the rollout"),
    ]


def test_the_calendar_afterwards_finds_it(desk: Desk) -> None:
    plan(desk, GERMANY)
    desk.imported(desk.file("work.ics", CALENDAR))
    assert [row[0] for row in chats(desk)] == ["acme", "beta"]


def test_a_booked_meeting_that_people_came_to_was_held(desk: Desk) -> None:
    assert (
        desk.am("meet", "acme", "2026-02-13", "09:00", "Rollout", "-w", "jane", today="2026-02-10").code == 0
    )
    assert plan(desk, GERMANY)["new"] == 1
    assert desk.rows("SELECT planned, minutes FROM interaction WHERE account_id = 1") == [(0, 47)]


def test_days_that_fit_both_orders_are_asked_for(desk: Desk) -> None:
    text = FRANCE.replace("13/02/2026", "03/02/2026")
    path = desk.file("report.csv", text.encode("utf-16"))
    answer = desk.am("import", path)
    assert answer.code == 2
    assert "--date-order dmy, or mdy" in answer.err
    desk.imported(path, "--date-order", "dmy")
    assert chats(desk)[0][2] == "2026-02-03"
