"""Instants in cells become the book's local day and time; days stay where they are."""

import datetime as dt
import json
import time
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.interchange.values.days import HappenedReader, Moment
from amcli.interchange.values.localtime import in_zone
from tests.interchange.helpers import Desk
from tests.profiles import examples, some

ZONES = (
    "Pacific/Honolulu",
    "America/Los_Angeles",
    "America/New_York",
    "America/St_Johns",
    "Europe/London",
    "Europe/Berlin",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
)
# Half an hour round every midnight of a zone, and round the hours at which the clocks of 2025 change.
INSTANTS = [
    dt.datetime(2025, month, day, hour, minute, tzinfo=dt.UTC)
    for month, day in ((3, 9), (3, 30), (4, 5), (10, 5), (10, 26), (11, 2))
    for hour in range(0, 24, 3)
    for minute in (25, 55)
]
LOG = "account,kind,on,summary\nacme,call,{},Wants SSO\n"


@pytest.fixture
def clock() -> Iterator[None]:
    """The system's zone as it was, at the end."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        yield
    time.tzset()


def csv_of(instants: list[dt.datetime]) -> str:
    rows = [f"acme,call,{each:%Y-%m-%dT%H:%M:%S}.000Z,Call {place}" for place, each in enumerate(instants)]
    return "\n".join(["account,kind,on,summary", *rows]) + "\n"


# By day some of them: the system works out a zone's days, and one place asks it.
@pytest.mark.parametrize("zone", some(ZONES, 4))
def test_a_file_gives_the_local_days_of_every_zone_around_both_clock_changes(
    zone: str, two_accounts: Desk, clock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    path = two_accounts.file("calls.csv", csv_of(INSTANTS))
    two_accounts.imported(path, "--yes")
    found = two_accounts.rows('SELECT "on", at FROM interaction ORDER BY id')
    local = [each.astimezone(ZoneInfo(zone)) for each in INSTANTS]
    assert found == [(f"{each:%Y-%m-%d}", f"{each:%H:%M}") for each in local]
    again = json.loads(two_accounts.imported(path, "-o", "json").out)["files"][0]
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, len(INSTANTS))


def test_a_call_of_the_afternoon_in_los_angeles_is_no_meeting_of_tomorrow(two_accounts: Desk) -> None:
    two_accounts.am("config", "set", "calendar.timezone", "America/Los_Angeles")
    answer = two_accounts.imported(two_accounts.file("c.csv", LOG.format("2026-03-03T00:30:00.000Z")))
    assert "on: times of other zones become local time" in answer.out
    assert two_accounts.rows('SELECT "on", at, planned FROM interaction') == [("2026-03-02", "16:30", 0)]


@pytest.mark.parametrize(
    ("cell", "on", "at"),
    [
        ("2026-02-10", "2026-02-10", None),
        ("10 February 2026", "2026-02-10", None),
        ("2026-02-10 14:30", "2026-02-10", "14:30"),
        ("2026-02-10 14:30:59.123", "2026-02-10", "14:30"),
        ("2026-02-10 00:00:00", "2026-02-10", None),
        ("10.02.2026 2:30 PM", "2026-02-10", "14:30"),
        ("2026-02-10T23:30:00+01:00", "2026-02-11", "07:30"),
        ("2026-02-10T23:30:00-0800", "2026-02-11", "16:30"),
        ("2026-02-10 20:00 UTC", "2026-02-11", "05:00"),
        ("2026-02-10T15:00:00Z", "2026-02-11", "00:00"),
    ],
)
def test_a_cell_says_a_day_a_local_time_or_an_instant(
    cell: str, on: str, at: str | None, two_accounts: Desk
) -> None:
    two_accounts.am("config", "set", "calendar.timezone", "Asia/Tokyo")
    two_accounts.imported(two_accounts.file("c.csv", LOG.format(cell)))
    assert two_accounts.rows('SELECT "on", at FROM interaction') == [(on, at)]


def test_midnights_alone_are_days_that_a_program_wrote_as_moments(two_accounts: Desk) -> None:
    two_accounts.am("config", "set", "calendar.timezone", "America/Los_Angeles")
    text = LOG.format("2026-02-10T00:00:00Z") + "acme,call,2026-02-11T00:00:00Z,Again\n"
    answer = two_accounts.imported(two_accounts.file("c.csv", text))
    assert "on: midnights, read as days" in answer.out
    assert two_accounts.rows('SELECT "on", at FROM interaction') == [
        ("2026-02-10", None),
        ("2026-02-11", None),
    ]


def test_a_header_that_says_utc_speaks_for_its_column(two_accounts: Desk) -> None:
    two_accounts.am("config", "set", "calendar.timezone", "Asia/Tokyo")
    text = "account,kind,Date (UTC),summary\nacme,call,2026-02-10 20:00,Wants SSO\n"
    answer = two_accounts.imported(two_accounts.file("c.csv", text))
    assert "Date (UTC): in UTC" in answer.out
    assert two_accounts.rows('SELECT "on", at FROM interaction') == [("2026-02-11", "05:00")]


def test_a_time_in_its_own_column_stays(two_accounts: Desk) -> None:
    text = "account,kind,on,at,summary\nacme,call,2026-02-10 14:30,09:00,A\nacme,call,2026-02-10 14:30,,B\n"
    two_accounts.imported(two_accounts.file("c.csv", text))
    assert two_accounts.rows("SELECT at FROM interaction ORDER BY id") == [("09:00",), ("14:30",)]


def test_an_issue_was_opened_on_the_local_day_and_a_contract_ends_when_it_says(two_accounts: Desk) -> None:
    two_accounts.am("config", "set", "calendar.timezone", "Asia/Tokyo")
    issues = "account,title,opened_on,resolved_on\nacme,Slow,2026-01-31T23:10:00Z,2026-02-03T16:00:00Z\n"
    contracts = "account,starts_on,ends_on,annual_value,currency\n"
    contracts += "acme,2026-01-01T00:00:00Z,2026-12-31T23:59:59Z,100,EUR\n"
    two_accounts.imported(two_accounts.file("i.csv", issues), two_accounts.file("k.csv", contracts))
    assert two_accounts.rows("SELECT opened_on, resolved_on FROM issue") == [("2026-02-01", "2026-02-04")]
    assert two_accounts.rows("SELECT starts_on, ends_on FROM contract") == [("2026-01-01", "2026-12-31")]


def test_lines_of_json_tell_instants_as_tables_do(two_accounts: Desk) -> None:
    two_accounts.am("config", "set", "calendar.timezone", "America/New_York")
    line = {"record": "interaction", "account": "acme", "kind": "call", "on": "2026-02-11T02:15:00Z"}
    two_accounts.imported(two_accounts.file("c.jsonl", json.dumps({**line, "summary": "SSO"}) + "\n"))
    assert two_accounts.rows('SELECT "on", at FROM interaction') == [("2026-02-10", "21:15")]


def test_an_export_brings_days_and_times_back_in_any_zone(two_accounts: Desk, desk: Desk) -> None:
    two_accounts.am("config", "set", "calendar.timezone", "America/Los_Angeles")
    two_accounts.imported(two_accounts.file("c.csv", csv_of(INSTANTS[:12])))
    before = two_accounts.rows('SELECT "on", at FROM interaction ORDER BY id')
    out = two_accounts.am("export", "--kind", "interactions", "-o", "csv").out
    two_accounts.am("config", "set", "calendar.timezone", "Pacific/Kiritimati")
    plan = json.loads(two_accounts.imported(two_accounts.file("out.csv", out), "-o", "json").out)["files"][0]
    assert (plan["new"], plan["changed"]) == (0, 0)
    assert two_accounts.rows('SELECT "on", at FROM interaction ORDER BY id') == before


def test_events_of_a_crm_begin_at_their_local_time_and_last_all_day_where_they_do(two_accounts: Desk) -> None:
    two_accounts.am("config", "set", "calendar.timezone", "America/Los_Angeles")
    text = (
        "Id,AccountId,Account Name,Subject,IsAllDayEvent,ActivityDate,StartDateTime,DurationInMinutes\n"
        "00U000000000001AAA,,acme,Review,false,2026-03-03,2026-03-03T00:30:00.000Z,30\n"
        "00U000000000002AAA,,acme,Fair,true,2026-03-03,2026-03-03T00:00:00.000Z,1440\n"
    )
    two_accounts.imported(two_accounts.file("Event.csv", text), "--preset", "salesforce")
    assert two_accounts.rows('SELECT summary, "on", at, planned FROM interaction ORDER BY id') == [
        ("Review", "2026-03-02", "16:30", 0),
        ("Fair", "2026-03-03", None, 1),
    ]


def test_a_zone_that_does_not_exist_is_refused(two_accounts: Desk) -> None:
    answer = two_accounts.am("config", "set", "calendar.timezone", "Mars/Olympus")
    assert (answer.code, answer.err.startswith("am: ")) == (2, True)
    assert '"Mars/Olympus" is not a time zone' in answer.err


@settings(max_examples=examples(40))
@given(
    st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2035, 1, 1)),
    st.sampled_from(ZONES),
    st.integers(-14 * 4, 14 * 4),
)
def test_an_instant_is_the_same_moment_whatever_its_offset(
    utc: dt.datetime, zone: str, quarters: int
) -> None:
    moment = utc.replace(tzinfo=dt.UTC, second=0, microsecond=0)
    offset = dt.timezone(dt.timedelta(minutes=15 * quarters))
    with in_zone(zone):
        read = HappenedReader().read(moment.astimezone(offset).isoformat())
    local = moment.astimezone(ZoneInfo(zone))
    assert isinstance(read, Moment)
    assert (str(read), read.at) == (f"{local:%Y-%m-%d}", f"{local:%H:%M}")
