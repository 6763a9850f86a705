"""The digest of each of sixty days, in the sample book and in three invented ones, held against the tables:
it names every deadline on its steps and every meeting, and no sentence says that an account got better
because a day went by.
"""

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.profiles import some
from tests.support import Cli

from . import books
from .test_sixty_days import KINDS, MEETINGS, Due, act, deadlines, rows

STEPS = (60, 30, 14, 7, 3, 1, 0)
LEVEL = {"at_risk": 1, "critical": 2}


def digest(cli: Cli, today: dt.date, *words: str) -> dict[str, Any]:
    """A digest of a day; one that is silent has nothing."""
    out = cli.ok("digest", *words, "-o", "json", today=today.isoformat())
    found: dict[str, Any] = json.loads(out) if out else {"events": [], "meetings": [], "unrecorded": None}
    return found


def named(data: dict[str, Any]) -> set[str]:
    """The contracts that the section of deadlines names."""
    return {each["ref"] for each in data["events"] if each["section"] == "nearer"}


def check_all(cli: Cli, today: dt.date) -> list[Due]:
    """A digest of all that stands names each deadline near or just passed, and counts the rest that passed;
    it names each meeting of the day."""
    data, due = digest(cli, today), deadlines(cli, today)
    old = {each.ref for each in due if each.place == "past" and (today - each.on).days > 14}
    missing = {each.ref for each in due} - named(data)
    assert missing in (set(), old), (today, missing - old)
    assert len(missing) == (data["unrecorded"] or {"count": 0})["count"] != 1, today
    booked = {f"n{row['id']}" for row in rows(cli, MEETINGS, today)}
    assert {each["ref"] for each in data["meetings"] if each["state"] == "ahead"} == booked
    return due


def stepped(each: Due, today: dt.date, last: dt.date) -> bool:
    """Whether a deadline came to a step after the digest before, or has its last working day today."""
    days = [each.on - dt.timedelta(days=step) for step in STEPS] if each.place == "ahead" else []
    if each.place == "past":
        days = [each.on + dt.timedelta(days=1)]
    free = [on for on in (each.on - dt.timedelta(days=1), each.on) if on.weekday() > 4 and on > today]
    is_last = each.place == "ahead" and any((on - today).days <= on.weekday() - 4 for on in free)
    return is_last or any(last < day <= today for day in days)


def check_rises(cli: Cli, today: dt.date, data: dict[str, Any], bands: dict[str, str], then: Path) -> None:
    """Of each account that is said to be better the records made it so: with those of the digest before, it
    would be as bad today as it was."""
    told = {each["account"] for each in data["events"] if each["event"] == "better"}
    if told:
        unwritten = Cli(cli.folder, then)
        now = {
            row["account"]: row["health"] for row in unwritten.json("risks", "--all", today=today.isoformat())
        }
        assert all(LEVEL.get(now[code], 0) >= LEVEL[bands[code]] for code in told), (today, told)


def bands_of(cli: Cli, today: dt.date) -> dict[str, str]:
    """The band of each account."""
    return {row["account"]: row["health"] for row in cli.json("risks", "--all", today=today.isoformat())}


@pytest.fixture(params=KINDS)
def book_of(request: pytest.FixtureRequest, cli: Cli, sample_book: Path) -> tuple[str, Cli]:
    """A book and what kind it is."""
    if request.param == "sample":
        shutil.copyfile(sample_book, cli.book)
        shutil.copyfile(sample_book.with_suffix(".toml"), cli.config)
    else:
        books.make(request.param, cli)
    return request.param, cli


def test_sixty_digests_hide_no_deadline_and_no_meeting_and_call_no_day_better(
    book_of: tuple[str, Cli], tmp_path: Path
) -> None:
    kind, cli = book_of
    first = dt.date(2026, 3, 2) if kind == "sample" else books.FIRST
    last, bands, then = first, dict[str, str](), tmp_path / "then.db"
    steps_told = better = 0
    # By day each day of the week comes twice, and each step of a deadline lies between two digests. No
    # fewer: after a fortnight one that passed is counted and not named, and time alone makes some better.
    sent, acted_on = some(range(books.DAYS), 4), some(range(books.DAYS), 5)
    for offset in range(books.DAYS):
        today = first + dt.timedelta(days=offset)
        due = check_all(cli, today) if offset in sent else []
        if offset in sent and today.weekday() < 5:  # as cron runs it
            data = digest(cli, today, "--new")
            expected = {each.ref for each in due if offset and stepped(each, today, last)}
            assert expected <= named(data), (today, expected - named(data))
            steps_told += len(expected)
            assert kind == "diligent" or not any(each["event"] == "better" for each in data["events"])
            last = today
            better += sum(each["event"] == "better" for each in data["events"])
            if kind == "diligent":
                check_rises(cli, today, data, bands, then)
                bands = bands_of(cli, today)
                shutil.copyfile(cli.book, then)
        if kind == "diligent" and offset in acted_on:
            act(cli, today)
    assert steps_told > 10
    assert bool(better) is (kind == "diligent"), "who acts makes some accounts better"


def test_a_first_digest_after_an_import_is_short(cli: Cli) -> None:
    books.make("fresh", cli)
    text = cli.ok("digest", "--new", today=books.day(0))
    sections = [part.splitlines() for part in text.split("\n\n")[1:-1]]
    titles = [lines[0] for lines in sections]
    assert titles[0] == "Deadlines"
    assert "Check-in" not in text
    assert (
        sum(1 for line in sections[0] if "not recorded" in line and line.endswith("am renewals --past")) == 1
    )
    for lines in sections[1:]:
        assert len([line for line in lines[1:] if line[2:3].strip()]) <= 11, lines
