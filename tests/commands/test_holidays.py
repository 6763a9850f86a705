"""Public holidays: which places there are, what moves past them, and where they are told."""

import datetime as dt

import pytest

from amcli.config.freedays import Calendar, check_place
from tests.support import Cli

WEEK = 'working_days = ["mon","tue","wed","thu","fri"]\n'
BEFORE_EASTER = "2026-03-30"  # Good Friday is 3 April, Easter Monday 6 April


def configure(cli: Cli, places: str, more: str = WEEK) -> None:
    cli.config.write_text(f"[calendar]\n{more}holidays = {places}\n")


@pytest.mark.parametrize(
    ("places", "kept"),
    [
        ("DE", "DE"),
        ("de-by", "DE-BY"),
        (" gb-eng ", "GB-ENG"),
        ("US-CA", "US-CA"),
        ("DE-BY,AT,at", "DE-BY,AT"),
    ],
)
def test_places_are_kept_in_one_form(office: Cli, places: str, kept: str) -> None:
    office.ok("config", "set", "calendar.holidays", places)
    assert office.ok("config", "get", "calendar.holidays") == f"{kept}\n"


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ("germany", "near: DE (Germany)"),
        ("XX", "no known holidays for this country"),
        ("GB-ENGL", "near: ENG"),
        ("DE-ZZ", "there are BB, BE"),
        ("DE,nowhere", '"nowhere"'),
        ("", "not a list of countries"),
        (",", "not a list of countries"),
    ],
)
def test_an_unknown_place_is_refused_and_near_ones_are_named(office: Cli, places: str, told: str) -> None:
    code, _, err = office("config", "set", "calendar.holidays", places)
    assert code == 2
    assert told in " ".join(err.split())
    assert not office.config.exists()


def test_an_unknown_place_in_the_file_is_told_when_a_day_needs_it(office: Cli) -> None:
    configure(office, '["DE", "GB-XX"]')
    before = office.dump()
    code, _, err = office("task", "add", "acme", "Call", "--due", "fri")
    assert code == 2
    assert "calendar.holidays" in err
    assert "GB has no region" in " ".join(err.split())
    assert office.dump() == before
    assert office.ref("task", "add", "acme", "Call") == "t2"


def test_what_is_due_moves_past_holidays(office: Cli) -> None:
    configure(office, '"DE"')
    due = [
        office.json("show", office.ref("task", "add", "acme", "Call", "--due", day, today=BEFORE_EASTER))[
            "due_on"
        ]
        for day in ("2026-04-02", "fri", "2026-04-04", "2026-12-25")
    ]
    assert due == ["2026-04-02", "2026-04-07", "2026-04-07", "2026-12-28"]
    office.ok("snooze", "acme", "fri", today=BEFORE_EASTER)
    assert office.json("show", "acme")["snoozed_until"] == "2026-04-07"


def test_holidays_alone_leave_monday_to_friday_the_working_days(office: Cli) -> None:
    configure(office, '"DE"', more="")
    due = office.json("show", office.ref("task", "add", "acme", "Call", "--due", "2026-04-03"))["due_on"]
    assert due == "2026-04-07"


def test_without_settings_nothing_falls_due_on_a_weekend(office: Cli) -> None:
    for day, due in (("2026-03-07", "2026-03-09"), ("sun", "2026-03-09"), ("fri", "2026-03-06")):
        ref = office.ref("task", "add", "acme", "Call", "--due", day)
        assert office.json("show", ref)["due_on"] == due
    # 30 days after a Thursday are a Saturday: the check-in is due, and proposed for the Monday.
    said = office.ok("log", "acton", "Spoke", "--on", "2026-02-26", tty=True)
    assert "Next check-in Mon 30 Mar" in " ".join(said.split())
    (row,) = [row for row in office.json("checkins", "--all") if row["account"] == "acton"]
    assert row["due_on"] == "2026-03-28"
    (week,) = [row for row in office.json("week", "--in", "60d", "acton") if row["kind"] == "checkin"]
    assert week["on"] == "2026-03-30"
    every = "mon,tue,wed,thu,fri,sat,sun"
    office.ok("config", "set", "calendar.working_days", every)
    ref = office.ref("task", "add", "acme", "Call", "--due", "sun")
    assert office.json("show", ref)["due_on"] == "2026-03-08"
    (week,) = [row for row in office.json("week", "--in", "60d", "acton") if row["kind"] == "checkin"]
    assert week["on"] == "2026-03-28"


def test_a_part_of_a_country_has_its_own_and_several_places_add_up(office: Cli) -> None:
    epiphany = "2026-01-06"
    for places, due in (('"DE"', epiphany), ('"DE-BY"', "2026-01-07"), ('["DE-BE", "AT"]', "2026-01-07")):
        configure(office, places)
        ref = office.ref("task", "add", "acme", "Call", "--due", epiphany, today="2026-01-05")
        assert office.json("show", ref)["due_on"] == due, places


def test_the_next_of_what_repeats_moves_past_holidays_and_comes_back(office: Cli) -> None:
    configure(office, '"DE"')
    ref = office.ref("task", "add", "acme", "Report", "--due", "2026-03-27", "--repeat", "weekly")
    said = office.ok("done", ref, today="2026-03-27", tty=True)
    assert said == "t2 done; next t3 on Tue 7 Apr: Report (acme)\n"
    office.ok("done", "t3", today="2026-04-07")
    assert office.json("show", "t4")["due_on"] == "2026-04-10"


def test_the_days_ahead_name_the_free_ones_where_they_are_configured(office: Cli) -> None:
    assert "free" not in {row["kind"] for row in office.json("week", today=BEFORE_EASTER)}
    office.config.write_text(f'[calendar]\n{WEEK}holidays = "DE"\ndays_off = ["2026-04-01", "2026-04-04"]\n')
    rows = [row for row in office.json("week", today=BEFORE_EASTER) if row["kind"] == "free"]
    assert [(row["on"], row["text"], row["account"], row["ref"]) for row in rows] == [
        ("2026-04-01", "day off", None, None),
        ("2026-04-03", "Good Friday", None, None),
        ("2026-04-06", "Easter Monday", None, None),
    ]
    text = office.ok("week", tty=True, today=BEFORE_EASTER)
    assert any(line.split() == ["Fri", "3", "Apr", "free", "Good", "Friday"] for line in text.splitlines())
    ids = office.ok("week", "-o", "ids", today=BEFORE_EASTER).split()
    assert "None" not in ids


def test_the_days_ahead_are_as_many_as_are_asked_for(office: Cli) -> None:
    office.ok("task", "add", "acme", "Near", "--due", "+7d")
    office.ok("task", "add", "acme", "Far", "--due", "+20d")
    near, far = (
        [row["text"] for row in office.json("week", *argv) if row["kind"] == "task"]
        for argv in ((), ("--in", "3w"))
    )
    assert (near, far) == (["Near"], ["Near", "Far"])
    assert office.ok("week", "-i", "1d", tty=True) == "Nothing is due up to and including Tue 3 Mar.\n"
    assert office("week", "--in", "soon").code == 2


def test_a_day_is_named_after_every_place_that_has_it_once() -> None:
    calendar = Calendar(frozenset(range(5)), frozenset({dt.date(2026, 12, 25)}), ["DE", "AT"])
    christmas = calendar.named(dt.date(2026, 12, 25))
    assert christmas is not None
    assert christmas.startswith("Christmas")
    assert len(set(christmas.split("; "))) == len(christmas.split("; "))
    assert calendar.named(dt.date(2026, 12, 26)) is None  # a Saturday is no working day anyway
    assert calendar.named(dt.date(2026, 12, 28)) is None
    assert dt.date(9999, 12, 31) not in calendar


def test_names_are_english_whatever_the_country() -> None:
    for place in ("DE", "FR", "JP", "PL"):
        calendar = Calendar(frozenset(), frozenset(), [check_place(place)])
        assert calendar.named(dt.date(2026, 1, 1)) == "New Year's Day", place
