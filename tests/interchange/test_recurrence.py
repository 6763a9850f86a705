"""How a meeting repeats: ends given as days, rules of exceptions, days that a month hasn't, empty rules."""

import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.interchange.calendars.blocks import Block
from amcli.interchange.calendars.events import Series, window
from tests.interchange.calendars import event, imported, kept
from tests.interchange.helpers import Desk
from tests.profiles import examples


@pytest.fixture(autouse=True)
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The wall clock is that of Berlin."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def desk(two_accounts: Desk) -> Desk:
    return two_accounts.once(meet)


def meet(two_accounts: Desk) -> None:
    people = "account,name,email\nacme,Jane Orr,jane@acme.example\n"
    two_accounts.imported(two_accounts.file("people.csv", people))
    Path(two_accounts.environ["AMCLI_CONFIG"]).write_text('[me]\nemails = ["me@firm.example"]\n')


def days_of(desk: Desk, *lines: str, start: str = ":20260223T090000") -> list[tuple[str, str | None]]:
    """Day and time of the meetings of a series; the second import changes nothing."""
    series = event("s", start, *lines)
    imported(desk, series)
    found = [(row[0], row[1]) for row in kept(desk)]
    again = imported(desk, series)
    assert f"0 new · 0 changed · {len(found)} unchanged" in again
    assert [(row[0], row[1]) for row in kept(desk)] == found
    return found


@pytest.mark.parametrize(
    ("start", "until", "found"),
    [
        (":20260223T090000", "20260224", [("2026-02-23", "09:00"), ("2026-02-24", "09:00")]),
        (":20260223T200000Z", "20260224", [("2026-02-23", "21:00"), ("2026-02-24", "21:00")]),
        (";TZID=America/New_York:20260223T200000", "20260224",
         [("2026-02-24", "02:00"), ("2026-02-25", "02:00")]),
        (";TZID=Asia/Tokyo:20260223T003000", "20260224", [("2026-02-22", "16:30"), ("2026-02-23", "16:30")]),
        (";VALUE=DATE:20260223", "20260224", [("2026-02-23", None), ("2026-02-24", None)]),
        (":20260223T090000", "20260224T085959", [("2026-02-23", "09:00")]),
    ],
)  # fmt: skip
def test_an_end_given_as_a_day_includes_that_day_where_the_meeting_is(
    desk: Desk, start: str, until: str, found: list[tuple[str, str | None]]
) -> None:
    assert days_of(desk, f"RRULE:FREQ=DAILY;UNTIL={until}", start=start) == found


@pytest.mark.parametrize(
    ("start", "lines", "found"),
    [
        ("20260302T090000", ["RDATE:20260305T090000,20260311T100000"],
         ["2026-03-02 09:00", "2026-03-05 09:00", "2026-03-11 10:00"]),
        ("20250303T090000", ["RRULE:FREQ=YEARLY;BYWEEKNO=10;BYDAY=MO;COUNT=2"],
         ["2025-03-03 09:00", "2026-03-02 09:00"]),
        ("20251231T090000", ["RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3"],
         ["2025-12-31 09:00", "2026-01-31 09:00", "2026-02-28 09:00"]),
        ("20260130T090000", ["RRULE:FREQ=MONTHLY;BYDAY=5FR;COUNT=3"],
         ["2026-01-30 09:00", "2026-05-29 09:00", "2026-07-31 09:00"]),
        ("20260227T090000", ["RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2"],
         ["2026-02-27 09:00", "2026-03-31 09:00"]),
    ],
)  # fmt: skip
def test_rules_are_read_to_the_letter(desk: Desk, start: str, lines: list[str], found: list[str]) -> None:
    assert [f"{on} {at}" for on, at in days_of(desk, *lines, start=f":{start}")] == found


@settings(max_examples=examples(30))
@given(
    st.sampled_from(["", "America/Los_Angeles", "Asia/Kolkata", "Europe/Berlin", "Pacific/Auckland"]),
    st.datetimes(dt.datetime(2025, 9, 1), dt.datetime(2026, 3, 1)).map(lambda at: at.replace(microsecond=0)),
    st.integers(0, 40),
)
def test_a_daily_meeting_until_a_day_has_one_on_each_day(zone: str, first: dt.datetime, length: int) -> None:
    start = f";TZID={zone}:{first:%Y%m%dT%H%M%S}" if zone else f":{first:%Y%m%dT%H%M%S}Z"
    until = first.date() + dt.timedelta(days=length)
    lines = event("a", start, f"RRULE:FREQ=DAILY;UNTIL={until:%Y%m%d}").split("\r\n")[1:-1]
    found = Series("a", [Block("VEVENT", 1, lines)]).instances(window("2026-03-02"))
    there = ZoneInfo(zone or "UTC")
    began = [each.event["DTSTART"].dt.astimezone(there).date() for each in found]
    assert began == [first.date() + dt.timedelta(days=day) for day in range(length + 1)]


@pytest.mark.parametrize(
    ("start", "rules", "found"),
    [
        (":20260223T090000", ["EXRULE:FREQ=DAILY;INTERVAL=2"], ["2026-02-24", "2026-02-26", "2026-02-28"]),
        (":20260223T090000", ["EXRULE:FREQ=DAILY;COUNT=2"],
         ["2026-02-25", "2026-02-26", "2026-02-27", "2026-02-28"]),
        (":20260223T090000", ["EXRULE:FREQ=DAILY;UNTIL=20260226"], ["2026-02-27", "2026-02-28"]),
        (":20260223T090000", ["EXRULE:FREQ=WEEKLY;BYDAY=MO,WE", "EXRULE:FREQ=WEEKLY;BYDAY=FR,SA"],
         ["2026-02-24", "2026-02-26"]),
        (";TZID=America/New_York:20260223T200000",
         ["EXRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE;UNTIL=20260226T010000Z"],
         ["2026-02-27", "2026-02-28", "2026-03-01"]),
        (";VALUE=DATE:20260223", ["EXRULE:FREQ=WEEKLY;BYDAY=TU,WE,TH,FR"], ["2026-02-23", "2026-02-28"]),
        (":20260223T090000", ["EXRULE:"],
         ["2026-02-23", "2026-02-24", "2026-02-25", "2026-02-26", "2026-02-27", "2026-02-28"]),
    ],
)  # fmt: skip
def test_a_rule_of_exceptions_is_honoured(desk: Desk, start: str, rules: list[str], found: list[str]) -> None:
    assert [day for day, _ in days_of(desk, "RRULE:FREQ=DAILY;COUNT=6", *rules, start=start)] == found


def test_a_meeting_that_was_moved_stays_where_a_rule_leaves_its_day_out(desk: Desk) -> None:
    series = event("s", ":20260223T090000", "RRULE:FREQ=DAILY;COUNT=3", "EXRULE:FREQ=WEEKLY;BYDAY=TU,WE")
    moved = event("s", ":20260226T110000", "RECURRENCE-ID:20260224T090000")
    imported(desk, series, moved)
    assert [(row[0], row[1]) for row in kept(desk)] == [("2026-02-23", "09:00"), ("2026-02-26", "11:00")]


@pytest.mark.parametrize(
    ("start", "rule", "found"),
    [
        (":20251231T090000", "FREQ=MONTHLY;SKIP=BACKWARD;COUNT=3",
         ["2025-12-31", "2026-01-31", "2026-02-28"]),
        (":20251130T090000", "FREQ=MONTHLY;SKIP=OMIT;COUNT=3", ["2025-11-30", "2025-12-30", "2026-01-30"]),
        (":20251229T090000", "FREQ=MONTHLY;BYMONTHDAY=29;SKIP=BACKWARD;COUNT=3",
         ["2025-12-29", "2026-01-29", "2026-02-28"]),
        (":20251215T090000", "FREQ=MONTHLY;SKIP=FORWARD;COUNT=3", ["2025-12-15", "2026-01-15", "2026-02-15"]),
        (":20251209T090000", "FREQ=MONTHLY;BYDAY=2TU;SKIP=BACKWARD;COUNT=2", ["2025-12-09", "2026-01-13"]),
        (":20240229T090000", "FREQ=YEARLY;SKIP=FORWARD;COUNT=3", ["2025-03-01", "2026-03-01"]),
        (":20240229T090000", "FREQ=YEARLY;SKIP=BACKWARD;COUNT=3", ["2025-02-28", "2026-02-28"]),
        (":20241231T090000", "FREQ=YEARLY;SKIP=FORWARD;COUNT=2", ["2024-12-31", "2025-12-31"]),
        (":20260131T090000", "FREQ=MONTHLY;BYMONTH=1,3;BYMONTHDAY=31;SKIP=FORWARD;COUNT=2",
         ["2026-01-31", "2026-03-31"]),
        (":20260223T090000", "FREQ=DAILY;COUNT=2", ["2026-02-23", "2026-02-24"]),
    ],
)  # fmt: skip
def test_the_gregorian_scale_and_days_that_a_month_hasnt_are_read(
    desk: Desk, start: str, rule: str, found: list[str]
) -> None:
    assert [day for day, _ in days_of(desk, f"RRULE:RSCALE=GREGORIAN;{rule}", start=start)] == found


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        (["RRULE:RSCALE=CHINESE;FREQ=YEARLY;COUNT=3"], "RSCALE=CHINESE in RRULE can't be read"),
        (["RRULE:RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;SKIP=FORWARD"],
         "SKIP=FORWARD in RRULE can't be read"),
        (["RRULE:FREQ=MONTHLY;BYMONTHDAY=30,31;SKIP=BACKWARD"], "SKIP=BACKWARD in RRULE can't be read"),
        (["RRULE:FREQ=DAILY;COUNT=3", "EXRULE:FREQ=OFTEN"], "EXRULE can't be read"),
        (["RRULE:FREQ=DAILY;COUNT=3", "EXRULE:RSCALE=HEBREW;FREQ=YEARLY"],
         "RSCALE=HEBREW in EXRULE can't be read"),
        (["RRULE:COUNT=3"], "RRULE has no FREQ"),
        (["RRULE:DAILY"], "RRULE can't be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_of_a_rule_is_named(desk: Desk, rules: list[str], why: str) -> None:
    out = imported(desk, event("s", ":20260223T090000", *rules), event("t", ":20260224T090000"))
    assert out.splitlines()[1:4] == [
        "1 new · 0 changed · 0 unchanged · 1 skipped",
        "  1 skipped: events that can't be read",
        f"  line 5: {why}",
    ]
    assert [row[0] for row in kept(desk)] == ["2026-02-24"]


@pytest.mark.parametrize("rule", ["RRULE:", "RRULE:;", "RRULE:FREQ=", "RRULE:FREQ=;COUNT="])
def test_an_empty_rule_is_named_as_that_and_the_meeting_is_kept(desk: Desk, rule: str) -> None:
    out = imported(desk, event("s", ":20260223T090000", rule))
    assert out.splitlines()[1:3] == [
        "1 new · 0 changed · 0 unchanged",
        "  line 5: RRULE is empty, imported as a single event",
    ]
    assert days_of(desk, rule) == [("2026-02-23", "09:00")]


@pytest.mark.parametrize(
    ("start", "replaced", "moved", "found"),
    [
        (";TZID=Europe/Berlin:20260223T090000", ";VALUE=DATE:20260224", ";TZID=Europe/Berlin:20260224T150000",
         [("2026-02-23", "09:00"), ("2026-02-24", "15:00"), ("2026-02-25", "09:00")]),
        (":20260223T080000Z", ";VALUE=DATE:20260224", ":20260224T140000Z",
         [("2026-02-23", "09:00"), ("2026-02-24", "15:00"), ("2026-02-25", "09:00")]),
        (";VALUE=DATE:20260223", ":20260224T000000", ";VALUE=DATE:20260226",
         [("2026-02-23", None), ("2026-02-25", None), ("2026-02-26", None)]),
    ],
)  # fmt: skip
def test_a_moved_meeting_named_in_another_form_than_the_series_has_is_not_there_twice(
    desk: Desk, start: str, replaced: str, moved: str, found: list[tuple[str, str | None]]
) -> None:
    series = [event("s", start, "RRULE:FREQ=DAILY;COUNT=3"), event("s", moved, f"RECURRENCE-ID{replaced}")]
    imported(desk, *series)
    assert sorted((row[0], row[1]) for row in kept(desk)) == found
    assert f"0 new · 0 changed · {len(found)} unchanged" in imported(desk, *series)
