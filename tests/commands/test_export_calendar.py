"""`am export calendar`: what other programs read of it, and that it changes only where the book does."""

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject

from amcli.interchange.out.calendar import ALARM_DAYS, CATEGORIES
from amcli.interchange.propertylines import fit
from tests.support import Cli, filled

STORY = (
    ("account", "add", "Acme Robotics", "--code", "acme", "--tier", "key", "--since", "2023-04-05"),
    ("account", "add", "Birchwood Schools", "--code", "birch", "--tier", "light", "--since", "2025-01-10"),
    ("contact", "add", "acme", "Jane Orr", "--role", "champion", "--phone", "020 7946 0018"),
    ("contract", "add", "acme", "--product", "Platform", "--value", "72k", "--starts", "2025-04-05",
     "--ends", "2026-04-04", "--notice", "30", "--auto-renew"),
    ("contract", "add", "birch", "--value", "USD 12k", "--starts", "2025-09-01", "--term", "12m"),
    ("log", "acme", "Wants single sign-on", "-w", "jane", "--on", "2026-02-03"),
    ("task", "add", "acme", "Security answers", "--promised", "--due", "2026-02-26", "-w", "jane"),
    ("task", "add", "acme", "Sign the annex", "--theirs", "--due", "2026-03-09", "-w", "jane"),
    ("task", "add", "birch", "Usage report", "--due", "2026-03-31"),
    ("task", "add", "birch", "Some day"),
)  # fmt: skip


@pytest.fixture(scope="module")
def told_book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(template, tmp_path_factory.mktemp("calendar"), STORY)


@pytest.fixture
def told(cli: Cli, told_book: Path) -> Cli:
    """`am` on a book that has an entry of each kind: acme (k1, t1, t2), birch (k2, t3, t4 without a day)."""
    shutil.copyfile(told_book, cli.book)
    return cli


def read(text: str) -> Any:
    """The calendar as the library reads it, which must have nothing to complain of."""
    (found,) = icalendar.Calendar.from_ical(text, multiple=True)
    assert not [each.errors for each in found.walk() if each.errors]
    return found


def events(cli: Cli, *words: str, **options: Any) -> list[Any]:
    return read(cli.ok("export", "calendar", *words, **options)).walk("VEVENT")


def titles(found: list[Any]) -> list[tuple[str, str]]:
    return [(each["dtstart"].dt.isoformat(), str(each["summary"])) for each in found]


def one(cli: Cli, beginning: str) -> Any:
    (found,) = [each for each in events(cli) if str(each["summary"]).startswith(beginning)]
    return found


def uids(found: list[Any]) -> dict[str, str]:
    return {str(each["summary"]): str(each["uid"]) for each in found}


def test_every_day_that_somebody_acts_on_is_there(told: Cli) -> None:
    assert titles(events(told)) == [
        ("2025-04-10", "Check-in: Birchwood Schools"),
        ("2026-02-17", "Check-in: Acme Robotics"),
        ("2026-02-26", "Promise: Acme Robotics, Security answers"),
        ("2026-03-05", "Notice deadline: Acme Robotics, Platform (72k)"),
        ("2026-03-09", "They owe: Acme Robotics, Sign the annex"),
        ("2026-03-31", "Task: Birchwood Schools, Usage report"),
        ("2026-04-04", "Renewal: Acme Robotics, Platform (72k)"),
        ("2026-05-31", "QBR: Acme Robotics"),
        ("2026-08-31", "Renewal: Birchwood Schools (USD 12k)"),
    ]


def test_the_days_are_those_of_the_lists(sample: Cli) -> None:
    found = titles(events(sample))
    for list_, day, kind, name in (
        (("renewals", "--all"), "ends_on", "Renewal", "name"),
        (("renewals", "--all"), "notice_by", "Notice deadline", "name"),
        (("qbr", "due", "--in", "3000d"), "due_on", "QBR", "name"),
    ):
        listed = sorted((row[day], row[name]) for row in sample.json(*list_) if row[day])
        there = [(on, text) for on, text in found if text.startswith(f"{kind}: ")]
        assert [on for on, _ in there] == [on for on, _ in listed]
        assert all(any(name in text for on, text in there if on == day_) for day_, name in listed)
    tasks = [row["due_on"] for row in sample.json("tasks") if row["due_on"]]
    kinds = ("Task: ", "Promise: ", "They owe: ")
    assert sorted(tasks) == [on for on, text in found if text.startswith(kinds)]
    overdue = {(row["due_on"], f"Check-in: {row['name']}") for row in sample.json("checkins")}
    assert overdue <= set(found)


def test_the_description_says_why_and_what_to_type(told: Cli) -> None:
    assert str(one(told, "Notice deadline")["description"]).split("\n") == [
        "The last day they can cancel of contract k1, which auto-renews.",
        "EUR 72,000 a year.",
        "Stage: not started.",
        "It ends on Sat 4 Apr 2026.",
        "",
        "am brief acme",
        "am renew k1",
    ]
    assert "every 14 days.\nCall Jane Orr." in str(one(told, "Check-in: Acme")["description"])
    assert "No call, email or meeting is on record." in str(one(told, "Check-in: Birch")["description"])
    assert str(one(told, "They owe")["description"]).startswith("Promised on this day by Jane Orr: t2.")


def test_every_command_in_a_description_can_be_typed(sample: Cli) -> None:
    from tests.docs.commands import parse

    found = {
        line for each in events(sample) for line in str(each["description"]).split("\n\n")[1].split("\n")
    }
    assert len({line.split()[1] for line in found}) == 5
    for line in found:
        assert line.startswith("am ")
        parse(line.split()[1:])


def test_an_event_is_of_a_whole_day_and_keeps_nobody_busy(told: Cli) -> None:
    for each in events(told):
        assert type(each["dtstart"].dt) is dt.date
        assert each["dtstart"].params == {"VALUE": "DATE"}
        assert each["transp"] == "TRANSPARENT"
        assert str(each["summary"]).startswith(f"{each['categories'].cats[0]}: ")


def test_a_calendar_that_subscribes_is_told_its_name_and_when_to_come_again(told: Cli) -> None:
    found = read(told.ok("export", "calendar"))
    assert (found["version"], found["method"], found["calscale"]) == ("2.0", "PUBLISH", "GREGORIAN")
    assert found["x-wr-calname"] == found["name"] == "Book of business"
    assert found["refresh-interval"].dt == dt.timedelta(hours=1)
    assert found["x-published-ttl"] == "PT1H"


def test_alarms_ring_in_the_morning_before_notice_days_and_ends(told: Cli) -> None:
    rings = {}
    for each in events(told):
        start = dt.datetime.combine(each["dtstart"].dt, dt.time())
        rings[str(each["summary"])] = [
            (start + alarm["trigger"].dt).isoformat(" ", "minutes") for alarm in each.walk("VALARM")
        ]
        assert all(alarm["action"] == "DISPLAY" and alarm["description"] for alarm in each.walk("VALARM"))
    assert {title: days for title, days in rings.items() if days} == {
        "Notice deadline: Acme Robotics, Platform (72k)": ["2026-02-19 09:00", "2026-03-02 09:00"],
        "Renewal: Acme Robotics, Platform (72k)": ["2026-03-05 09:00"],
        "Renewal: Birchwood Schools (USD 12k)": ["2026-08-01 09:00"],
    }
    assert set(ALARM_DAYS) < set(CATEGORIES)


def test_an_empty_book_is_a_calendar_without_events(cli: Cli) -> None:
    text = cli.ok("export", "calendar")
    assert read(text).subcomponents == []
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")


def test_every_line_ends_with_crlf_and_has_75_octets_at_most(hostile: Cli) -> None:
    data = hostile.ok("export", "calendar").encode()
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    lines = data.decode().split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75


def test_another_day_is_the_same_file_to_the_last_byte(told: Cli) -> None:
    today = told.ok("export", "calendar")
    assert told.ok("export", "calendar") == today
    assert told.ok("export", "calendar", today="2026-03-30") == today


def test_an_edited_record_is_the_same_event_with_a_later_stamp(told: Cli, later: None) -> None:
    before = one(told, "Promise")
    told.ok("task", "edit", "t1", "--title", "All answers", "--due", "2026-03-20")
    after = one(told, "Promise: Acme Robotics, All answers")
    assert after["uid"] == before["uid"]
    assert after["dtstart"].dt == dt.date(2026, 3, 20)
    assert after["sequence"] > before["sequence"]
    assert after["dtstamp"].dt == after["last-modified"].dt > before["dtstamp"].dt


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock by which every change comes a minute after the one before, and after those of the book."""
    from amcli.storage import connection

    start, ticks = dt.datetime.fromisoformat(connection.now()), iter(range(1, 10_000))

    def now() -> str:
        at = start + dt.timedelta(minutes=next(ticks))
        return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    for module in ("amcli.storage.connection", "amcli.storage.writes"):
        monkeypatch.setattr(f"{module}.now", now)
    assert connection.now is now


@pytest.mark.parametrize(
    ("argv", "beginning"),
    [
        (("account", "edit", "acme", "--name", "Acme Robots", "--code", "robots"), "Check-in: Acme"),
        (("log", "acme", "Talked", "--on", "2026-03-01"), "Check-in: Acme"),
        (("qbr", "held", "acme", "Goals agreed", "--on", "2026-03-01"), "QBR: Acme"),
        (("stage", "acme", "verbal"), "Renewal: Acme"),
        (("contract", "amend", "k1", "--by", "6k"), "Notice deadline: Acme"),
        (("contract", "edit", "k1", "--notice", "60"), "Notice deadline: Acme"),
        (("product", "edit", "Platform", "--name", "Suite"), "Renewal: Acme"),
        (("snooze", "acme", "+30d"), "Check-in: Acme"),
    ],
)
def test_what_changes_an_event_changes_its_stamp_and_so_does_undo(
    told: Cli, later: None, argv: tuple[str, ...], beginning: str
) -> None:
    untouched = events(told)
    seen = [one(told, beginning)]
    for line in (argv, ("undo",)):
        assert told(*line).code == 0
        seen.append(one(told, beginning))
    assert len({str(each["uid"]) for each in seen}) == 1
    sequences = [each["sequence"] for each in seen]
    assert sequences[0] < sequences[1] < sequences[2]
    assert (seen[0]["dtstart"].dt, seen[0]["summary"], seen[0]["description"]) == (
        seen[2]["dtstart"].dt, seen[2]["summary"], seen[2]["description"],
    )  # fmt: skip
    assert len(untouched) == len(events(told))


def test_no_two_events_share_an_identity_nor_do_two_books(
    sample: Cli, office_of_two: tuple[Cli, Cli]
) -> None:
    found = [str(each["uid"]) for each in events(sample)]
    assert len(set(found)) == len(found)
    first, second = (set(uids(events(each)).values()) for each in office_of_two)
    assert not first & second


@pytest.fixture
def office_of_two(template: Path, tmp_path: Path) -> tuple[Cli, Cli]:
    """Two books with the same records, made one after the other."""
    made = []
    for name in ("first", "second"):
        folder = tmp_path / name
        folder.mkdir()
        made.append(Cli(folder, filled(template, folder, STORY)))
    return made[0], made[1]


def test_a_task_that_becomes_a_promise_is_the_same_event(told: Cli) -> None:
    before = one(told, "Task")
    told.ok("task", "edit", "t3", "--promised")
    assert one(told, "Promise: Birchwood")["uid"] == before["uid"]


def test_what_is_done_leaves_the_calendar(told: Cli) -> None:
    told.ok("done", "t1")
    told.ok("churn", "k2", "--reason", "price", "--on", "2026-03-01")
    found = [title for _, title in titles(events(told))]
    assert not [title for title in found if "Security answers" in title or "Renewal: Birch" in title]


def test_a_check_in_that_is_put_off_stands_on_its_new_day(told: Cli) -> None:
    told.ok("snooze", "acme", "2026-03-16")
    found = one(told, "Check-in: Acme")
    assert found["dtstart"].dt == dt.date(2026, 3, 16)
    assert "It was snoozed until this day." in str(found["description"])


def test_filters_choose_the_accounts_and_are_said_in_the_name(told: Cli) -> None:
    found = read(told.ok("export", "calendar", "tier:key"))
    assert found["x-wr-calname"] == "Book of business (tier:key)"
    kept = titles(found.walk("VEVENT"))
    assert kept == [each for each in titles(events(told)) if "Acme" in each[1]]
    assert read(told.ok("export", "calendar", "tier:key", "tier:light")).walk("VEVENT") == []
    assert told("export", "calendar", "tier:gold").code == 2


def test_hostile_names_come_through_in_every_place(hostile: Cli) -> None:
    from tests.commands.hostile import NAMES

    found = events(hostile)
    texts = [str(each["summary"]) for each in found]
    for name in NAMES.values():
        assert f"Promise: {fit(name)}, {fit(name)}" in texts
        assert f"Check-in: {fit(name)}" in texts
        assert f"Renewal: {fit(name)}, {fit(name)} (5k)" in texts


def test_another_reader_finds_the_same(hostile: Cli) -> None:
    text = hostile.ok("export", "calendar")
    found = vobject.readOne(text)
    summaries = [each.summary.value for each in found.vevent_list]
    assert sorted(summaries) == sorted(str(each["summary"]) for each in read(text).walk("VEVENT"))


def test_the_last_day_there_is_does_no_harm(cli: Cli) -> None:
    cli.ok("account", "add", "Acme", "--code", "acme")
    cli.ok("task", "add", "acme", "For ever", "--due", "9999-12-31")
    assert one(cli, "Task")["dtstart"].dt == dt.date.max
