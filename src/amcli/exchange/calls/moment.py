"""A column of the moments at which calls began: a day, mostly with its time, in the order of the column.

Not for columns of days (daycolumn.py), which leave a time out.
"""

import datetime as dt
import re

from amcli.exchange.daycolumn import DayReader
from amcli.exchange.reader import UnreadableError

_STAMP = re.compile(r"(\d{10})(\d{3})?")
_CLOCK = re.compile(
    r"[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?(?: ?([AaPp])\.?[Mm]\.?)?"
    r"(?: ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$"
)


class MomentReader(DayReader):
    """Gives `2026-03-02 09:05:00`, in the zone of this machine where the cell names one; `2026-03-02`
    without a time. Also reads the seconds since 1970 that phones write."""

    def read(self, cell: str) -> str | None:
        """The moment in a cell."""
        text = " ".join(cell.split())
        if stamp := _STAMP.fullmatch(text):
            return f"{dt.datetime.fromtimestamp(int(stamp[1]), dt.UTC).astimezone():%Y-%m-%d %H:%M:%S}"
        day = super().read(cell)
        match = _CLOCK.search(text)
        if not isinstance(day, str):
            return None
        if match is None:
            return day
        hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
        if match[4]:
            hour = hour % 12 + (12 if match[4] in "Pp" else 0)
        try:
            moment = dt.datetime.fromisoformat(f"{day}T{hour:02d}:{minute:02d}:{second:02d}{zone(match[5])}")
        except ValueError:
            raise UnreadableError("no such time of day") from None
        return f"{moment.astimezone() if moment.tzinfo else moment:%Y-%m-%d %H:%M:%S}"


def zone(text: str | None) -> str:
    """A zone as ISO writes it; "" for none."""
    if not text:
        return ""
    return "+00:00" if text in ("Z", "UTC", "GMT") else f"{text[:3]}:{text[-2:]}"
