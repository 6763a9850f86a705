"""The book's own time: an instant that says its zone becomes a local day and time, wherever it stands.

The zone is that of the setting `calendar.timezone`, else the system's. Not for reading what cells say
(days.py, columns.py): here a moment is known already, with its zone or without.
"""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

# None is the system's.
_ZONE: ContextVar[dt.tzinfo | None] = ContextVar("zone", default=None)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}\S* ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})")
UTC_NAMES = frozenset({"Z", "UTC", "GMT"})


@contextmanager
def in_zone(name: str | None) -> Iterator[None]:
    """Read instants in a zone by its name, such as `America/Los_Angeles`; None is the system's."""
    zone: dt.tzinfo | None = None
    if name is not None:
        zone = ZoneInfo(name)
    before = _ZONE.set(zone)
    try:
        yield
    finally:
        _ZONE.reset(before)


def local(moment: dt.datetime) -> dt.datetime:
    """A moment on the book's clock; one without a zone is on it already."""
    return moment if moment.tzinfo is None else moment.astimezone(_ZONE.get())


def local_of_seconds(seconds: float) -> dt.datetime:
    """The moment so many seconds after the beginning of 1970 in UTC."""
    return local(dt.datetime.fromtimestamp(seconds, dt.UTC))


def local_day(text: str) -> str:
    """The day that a text begins with, the local one where it is an instant as ISO writes it."""
    if not _INSTANT.fullmatch(text):
        return text[:10]
    try:
        return (
            local(dt.datetime.fromisoformat(text.replace("UTC", "Z").replace("GMT", "Z"))).date().isoformat()
        )
    except (ValueError, OverflowError):
        return text[:10]


def offset(text: str | None) -> str:
    """A zone as ISO writes it; "" for none."""
    if not text:
        return ""
    return "+00:00" if text.upper() in UTC_NAMES else f"{text[:3]}:{text[-2:]}"
