"""The instant of a mail in the time of whoever imports it: nine zones, around both changes of the clock."""

import datetime as dt
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from amcli.interchange.mail.headers import Headers, instant, sent_at
from tests.interchange.helpers import ACCOUNTS, CONTACTS
from tests.interchange.post import PostDesk, mail
from tests.profiles import some

ZONES = (
    "UTC", "Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles", "Asia/Kolkata",
    "Asia/Tokyo", "Australia/Lord_Howe", "Pacific/Kiritimati",
)  # fmt: skip
# A date as a mail has it, and the instant that it is.
DATES = {
    "Sun, 29 Mar 2026 00:59:59 +0000": "2026-03-29T00:59:59",
    "Sun, 29 Mar 2026 01:00:00 -0000": "2026-03-29T01:00:00",
    "Sun, 29 Mar 2026 03:30:00 +0200": "2026-03-29T01:30:00",
    "Sun, 8 Mar 2026 01:59:00 -0500": "2026-03-08T06:59:00",
    "Sun, 8 Mar 2026 03:01:00 -0400 (EDT)": "2026-03-08T07:01:00",
    "Sun, 25 Oct 2026 02:30:00 +0200": "2026-10-25T00:30:00",
    "Sun, 25 Oct 2026 02:30:00 +0100": "2026-10-25T01:30:00",
    "Sun, 1 Nov 2026 01:30:00 EDT": "2026-11-01T05:30:00",
    "Sun, 1 Nov 2026 01:30:00 EST": "2026-11-01T06:30:00",
    "Tue, 03 Mar 2026 00:30:00 GMT": "2026-03-03T00:30:00",
    "3 Mar 2026 00:30": "2026-03-03T00:30:00",
    "Mon, 2 Mar 2026 23:59:60 +0000": "2026-03-02T23:59:59",
}


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The clock on the wall is that of one of the zones."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> PostDesk:
    found = PostDesk(tmp_path_factory.mktemp("times"))
    found.imported(found.file("accounts.csv", ACCOUNTS), found.file("contacts.csv", CONTACTS))
    return found


def local(at: str, zone: str) -> dt.datetime:
    """The day and time of an instant in a zone."""
    return dt.datetime.fromisoformat(f"{at}+00:00").astimezone(ZoneInfo(zone))


def test_every_date_is_the_local_time_of_its_instant(zone: str) -> None:
    for text, at in DATES.items():
        found = instant(text)
        assert found is not None
        assert found.replace(tzinfo=None) == local(at, zone).replace(tzinfo=None), text
    received = b"Date: nonsense\nReceived: from a by b; Sun, 29 Mar 2026 01:00:00 -0000"
    assert sent_at(Headers(received)) == local("2026-03-29T01:00:00", zone)


def test_the_same_file_gives_the_local_day_and_time_each_time(
    zone: str, made: PostDesk, tmp_path: Path
) -> None:
    """By day of some zones: that each is read rightly is shown without a file."""
    if zone not in some(ZONES, 4):
        return
    shutil.copytree(made.folder, tmp_path, dirs_exist_ok=True)
    desk = PostDesk(tmp_path)
    desk.knows_me()
    desk.environ["AMCLI_TODAY"] = "2026-12-01"
    messages = [
        mail(date=text, number=str(place), subject=f"No {place:02d}") for place, text in enumerate(DATES)
    ]
    assert desk.took(*messages)["new"] == len(DATES)
    found = sorted((row[4], row[1], row[2]) for row in desk.touches())
    days = [local(at, zone) for at in DATES.values()]
    assert found == [(f"No {place:02d}", f"{at:%Y-%m-%d}", f"{at:%H:%M}") for place, at in enumerate(days)]
    assert desk.took(*messages)["unchanged"] == len(DATES)
