"""`am meet`, `am held` and `am log`: what is booked counts for nothing until it is held, once."""

import datetime as dt
import json

import pytest

from amcli import context
from tests.profiles import in_turn
from tests.support import Cli, rows_of

WED = "2026-03-04"
THU = "2026-03-05"


def rows(cli: Cli, columns: str = "id, kind, at, planned, cancelled, summary") -> list[tuple]:
    return [
        tuple(row) for row in rows_of(cli.book, f"SELECT {columns} FROM interaction WHERE id > 2 ORDER BY id")
    ]


def figures(cli: Cli, today: str) -> list[str]:
    """Everything that a touch would move."""
    return [
        cli.ok(*words, today=today)
        for words in (
            ("risks", "--all", "-o", "json"),
            ("metrics", "-o", "json"),
            ("portfolio", "-o", "json"),
            ("qbr", "list", "-o", "json"),
            ("sql", "SELECT * FROM touches", "-o", "csv"),
            ("sql", "SELECT * FROM last_touch", "-o", "csv"),
            ("checkins", "-o", "csv", "--all", "--fields", "account,last_touch_on,last_touch_kind,due_on"),
        )
    ]


def fill_acme(office: Cli) -> None:
    assert office.ok("meet", "acme", "wed", "10:00", "Renewal call", "-w", "jane").strip() == "n3"


@pytest.fixture
def acme(office: Cli) -> Cli:
    """A meeting with Jane is booked for Wednesday at ten: n3."""
    return office.once(fill_acme)


BOOKINGS = [
    ("meet", "acme", "wed", "10:00", "Renewal call", "-w", "jane"),
    ("log", "acme", "Renewal call", "-k", "meeting", "--on", WED, "--at", "10:00", "-w", "jane", "-f", "bad"),
    ("qbr", "held", "acme", "Review", "--on", WED),
    ("log", "acme", "Sends the figures", "-k", "email", "--on", WED),
]


@pytest.mark.parametrize("words", BOOKINGS, ids=lambda words: " ".join(words[:2]))
def test_what_is_booked_moves_nothing_before_it_is_held_and_counts_from_its_day(office, words):
    """By day of the days before and long after one, with the next booking the next one: on either nothing of
    it has been held. Nightly both."""
    days = ("2026-03-02", THU, *in_turn((WED, "2026-04-20"), BOOKINGS.index(words)))
    before = {day: figures(office, day) for day in days}
    assert office.ok(*words).strip() == "n3"
    assert {day: figures(office, day) for day in days} == before
    for day in ("2026-03-02", WED):
        (acme,) = [row for row in json.loads(office.ok("checkins", "--all", "-o", "json", today=day))
                   if row["account"] == "acme"]  # fmt: skip
        assert acme["booked_on"] == WED
    assert office.ok("held", "n3", today=THU).strip() == "n3"
    assert figures(office, "2026-03-02") == before["2026-03-02"]
    assert figures(office, THU) != before[THU]
    touched = json.loads(office.ok("checkins", "--all", "-o", "json", today=THU))
    assert [each["last_touch_on"] for each in touched if each["account"] == "acme"] == [WED]
    office.ok("undo", today=THU)
    assert all(figures(office, day) == before[day] for day in in_turn(days, days.index(THU)))
    office.ok("redo", today=THU)
    assert figures(office, THU) != before[THU]


def test_a_log_takes_the_booked_meeting_as_held_and_says_so(acme):
    out = acme.ok("log", "acme", "Two years agreed", "-f", "good", "-n", "send offer", today=WED, tty=True)
    assert "Acme Robotics: meeting held, as booked (n3)." in " ".join(out.split())
    assert rows(acme) == [(3, "meeting", "10:00", 0, 0, "Two years agreed")]
    assert rows_of(acme.book, "SELECT interaction_id FROM task WHERE title = 'send offer'")[0][0] == 3
    acme.ok("undo", today=WED)
    assert rows(acme) == [(3, "meeting", "10:00", 1, 0, "Renewal call")]
    assert not rows_of(acme.book, "SELECT 1 FROM task WHERE title = 'send offer'")


@pytest.mark.parametrize(
    "more",
    [
        ("-k", "call"), ("-k", "email"), ("-k", "note"), ("-w", "omar"), ("--no-answer",), ("--at", "11:01"),
        ("--on", "2026-03-03"),
    ],
)  # fmt: skip
def test_what_contradicts_the_booked_meeting_leaves_it_alone(acme, more):
    assert acme.ok("log", "acme", "Something else", *more, today=WED).strip() == "n4"
    assert rows(acme)[0] == (3, "meeting", "10:00", 1, 0, "Renewal call")


@pytest.mark.parametrize(
    "more", [(), ("-k", "meeting"), ("-w", "jane"), ("-w", "jane", "-w", "omar"), ("--at", "11:00")]
)
def test_what_fits_the_booked_meeting_is_that_meeting(acme, more):
    assert acme.ok("log", "acme", "Said", *more, today=WED).strip() == "n3"
    assert [row[3:] for row in rows(acme)] == [(0, 0, "Said")]


def test_of_two_that_fit_none_is_taken_and_both_are_named(acme):
    acme.ok("meet", "acme", "wed", "15:00", "-k", "qbr")
    result = acme("log", "acme", "Said", today=WED)
    assert (result.code, result.out) == (0, "n5\n")
    assert result.err == (
        "am: 2 meetings with Acme Robotics are booked today; none was marked as held. "
        "am held n3 (10:00 meeting) or am held n4 (15:00 QBR)\n"
    )
    assert [row[3] for row in rows(acme)] == [1, 1, 0]
    out = acme.ok("log", "acme", "Said", "-k", "qbr", today=WED)
    assert out == "n4\n"


def test_the_hour_to_come_is_not_held_by_a_log_on_the_day_itself(office, monkeypatch):
    today = dt.date(2026, 3, 2)
    monkeypatch.setattr(context, "now", lambda: dt.datetime.combine(today, dt.time(13, 30)))
    office.ok("meet", "acme", "14:00", today=today.isoformat())
    assert office.ok("log", "acme", "A call before", today=today.isoformat()) == "n4\n"
    monkeypatch.setattr(context, "now", lambda: dt.datetime.combine(today, dt.time(14, 0)))
    assert office.ok("log", "acme", "The meeting", today=today.isoformat()) == "n3\n"


def test_rows_of_standard_input_book_and_hold_like_one_line(office):
    booked = json.dumps({"account": "acme", "text": "Renewal", "kind": "meeting", "on": WED, "at": "10:00"})
    office.ok("log", "--stdin", stdin=booked)
    assert [row[3] for row in rows(office)] == [1]
    office.ok("log", "--stdin", stdin=json.dumps({"account": "acme", "text": "Done"}), today=WED)
    assert rows(office) == [(3, "meeting", "10:00", 0, 0, "Done")]


def test_an_attempt_on_a_day_ahead_is_refused_and_a_note_is_no_meeting(office):
    result = office("log", "acme", "--no-answer", "--on", THU)
    assert (result.code, result.out) == (2, "")
    office.ok("log", "acme", "Ask about Q3", "-k", "note", "--on", THU)
    assert rows(office, "kind, planned") == [("note", 0)]


def test_a_log_of_a_day_ahead_says_that_it_is_booked(office):
    out = office.ok("log", "acme", "Renewal", "-k", "meeting", "--on", WED, "--at", "10:00", tty=True)
    assert out.startswith("Acme Robotics: meeting booked for Wed 4 Mar 10:00.")


def test_meet_moves_and_a_day_alone_leaves_the_time(acme):
    assert acme.ok("meet", "n3", "fri") == "n3\n"
    assert rows(acme, '"on", at') == [("2026-03-06", "10:00")]
    out = acme.ok("meet", "n3", "thu", "9:30", "Another title", "-k", "call", "-w", "omar", tty=True)
    assert out.splitlines()[0] == "Acme Robotics: n3 moved from Fri 6 Mar 10:00 to Thu 5 Mar 09:30."
    assert rows(acme, '"on", at, kind, summary') == [(THU, "09:30", "call", "Another title")]
    assert len(rows_of(acme.book, "SELECT 1 FROM interaction_contact WHERE interaction_id = 3")) == 2
    acme.ok("undo")
    acme.ok("undo")
    assert rows(acme, '"on", at, kind') == [(WED, "10:00", "meeting")]
    assert acme.ok("meet", "n3", "wed", "10:00") == "n3\n"
    assert "is booked for Wed 4 Mar 10:00 already" in acme.ok("meet", "n3", "wed", "10:00", tty=True)


REFUSED = [
    (("meet", "acme", "wed", "10:00"), 5, "Acme Robotics has n3 booked for Wed 4 Mar 10:00"),
    (("meet", "acme", "2026-03-01", "10:00"), 2, "WHEN 2026-03-01: that day has passed."),
    (("meet", "acme", "soonish"), 2, 'WHEN "soonish": not a day or a time.'),
    (("meet", "acme", "thu", "10:00", "Two", "words"), 2, 'TEXT "Two": put the text in quotes.'),
    (("meet", "n1", "thu"), 5, "n1 is on record for Tue 3 Feb; it isn't booked."),
    (("meet", "n99", "thu"), 3, 'no activity "n99"'),
    (("meet", "t1", "thu"), 2, '"t1": neither an account nor a meeting.'),
    (("held", "n3"), 5, "n3 is booked for Wed 4 Mar, which is still ahead."),
    (("held", "n1"), 5, "n1 is on record for Tue 3 Feb; it isn't booked."),
    (("held", "n3", "--no", "-f", "good"), 2, "--no stands alone"),
    (("held", "n3", "Two", "words"), 2, 'TEXT "Two": put the text in quotes.'),
    (("held", "-f", "good"), 2, "REF is missing: which meeting?"),
]


@pytest.mark.parametrize(("words", "code", "said"), REFUSED, ids=lambda each: str(each))
def test_what_cannot_be_booked_or_held_changes_nothing(acme, words, code, said):
    before = acme.dump()
    result = acme(*words)
    assert result.code == code
    assert said in " ".join(result.err.split())
    assert acme.dump() == before


def test_an_account_stands_for_its_one_meeting(acme):
    """Today's and those of days gone by; what is ahead isn't meant, and of several none is guessed."""
    code, _, err = acme("held", "acme")
    assert (code, "Acme Robotics has no meeting to confirm" in " ".join(err.split())) == (3, True)
    assert acme.ok("held", "acme", "Agreed", "-f", "good", today=WED) == "n3\n"
    acme.ok("undo")
    assert acme.ok("held", "acme", "--no", today=THU) == "n3\n"
    acme.ok("undo")
    acme.ok("meet", "acme", "tue", "15:00")
    code, _, err = acme("held", "acme", today=THU)
    assert (code, [line.split()[0] for line in err.splitlines() if line.split()[0] in ("n3", "n4")]) == (
        4,
        ["n4", "n3"],
    )
    assert acme("held", "t1").code == 5


def test_several_may_be_named_at_once(office):
    """A comma parts names, unless somebody is called so."""
    office.ok("contact", "add", "acme", "Vega, Omar")
    office.ok("log", "acme", "Both there", "-w", "jane, vega")
    office.ok("log", "acme", "One of them", "-w", "Vega, Omar")
    people = "SELECT interaction_id, count(*) FROM interaction_contact WHERE interaction_id > 2 GROUP BY 1"
    assert [tuple(row) for row in rows_of(office.book, people)] == [(3, 2), (4, 1)]
    code, _, err = office("log", "acme", "Who", "-w", "jane,nobody")
    assert (code, 'no contact "nobody"' in err) == (3, True)


def test_held_before_its_day_needs_the_day(acme):
    acme.ok("held", "n3", "Came early", "--on", "today")
    assert rows(acme, '"on", planned, summary') == [("2026-03-02", 0, "Came early")]


def test_a_meeting_that_was_cancelled_is_on_the_timeline_and_waits_for_nothing(acme):
    acme.ok("held", "n3", "--no", today=THU)
    assert rows(acme, "planned, cancelled") == [(1, 1)]
    assert json.loads(acme.ok("held", "-o", "json", today=THU)) == []
    (line,) = [row for row in json.loads(acme.ok("timeline", "acme", "-o", "json", today=THU))
               if row["ref"] == "n3"]  # fmt: skip
    assert line["kind"] == "cancelled"
    for words in (("held", "n3"), ("held", "n3", "--no"), ("meet", "n3", "fri")):
        assert acme(*words, today=THU).code == 5
    assert acme.ok("log", "acme", "Another", today=WED) == "n4\n"
    acme.ok("undo", today=THU)
    acme.ok("undo", today=THU)
    assert rows(acme, "planned, cancelled") == [(1, 0)]


def test_held_alone_lists_what_waits_like_any_list(acme):
    assert json.loads(acme.ok("held", "-o", "json", today=WED)) == []
    assert acme("held", "--exit-code", today=WED).code == 0
    acme.ok("meet", "birch", "tue")
    assert acme.ok("held", "-o", "ids", today=THU) == "n4\nn3\n"
    assert acme("held", "--exit-code", today=THU).code == 10
    chosen = acme.ok("held", "tier:key", "-o", "csv", "--fields", "ref,state,command", today=THU)
    assert chosen.splitlines() == ["ref,state,command", "n3,unconfirmed,am held n3"]
    assert "No meeting waits to be confirmed." in acme.ok("held", tty=True)
    assert "am held n3" in acme.ok("held", tty=True, today=THU)


def test_programs_read_the_meetings_of_the_day(acme):
    for day, state in ((WED, "ahead"), (THU, "unconfirmed"), ("2026-03-18", "unconfirmed")):
        for words in (("today",), ("digest",)):
            (meeting,) = json.loads(acme.ok(*words, "-o", "json", today=day))["meetings"]
            assert (meeting["ref"], meeting["state"], meeting["people"]) == ("n3", state, ["Jane Orr"])
    assert json.loads(acme.ok("today", "-o", "json", today="2026-03-19"))["meetings"] == []
    week = json.loads(acme.ok("week", "-o", "json", today=WED))
    (meeting,) = [row["meeting"] for row in week if row["kind"] == "meeting"]
    assert (meeting["ref"], meeting["at"], meeting["command"]) == ("n3", "10:00", "am brief acme")
    acme.ok("held", "n3", today=WED)
    (meeting,) = json.loads(acme.ok("today", "-o", "json", today=WED))["meetings"]
    assert (meeting["state"], meeting["command"]) == ("held", "am show n3")


def test_the_week_begins_today(office):
    office.ok("task", "add", "acme", "Today's task", "--due", "today")
    days = [row["on"] for row in json.loads(office.ok("week", "-o", "json"))]
    assert days[0] == "2026-03-02"


def test_an_edit_books_what_is_moved_ahead_and_leaves_open_what_is_moved_back(acme):
    acme.ok("activity", "edit", "n1", "--on", THU)
    assert rows_of(acme.book, "SELECT planned FROM interaction WHERE id = 1")[0][0] == 1
    acme.ok("activity", "edit", "n3", "--on", "2026-02-27")
    assert rows(acme, "planned") == [(1,)]
    acme.ok("activity", "edit", "n3", "--no-answer")
    assert rows(acme, "planned, tried") == [(0, 1)]
    assert acme("activity", "edit", "n1", "--no-answer").code == 2
