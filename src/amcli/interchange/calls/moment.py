"""A column of the moments at which calls began: a day, mostly with its time, in the order of the column.

Not for columns of days (daycolumn.py), which leave a time out.
"""

import re

from amcli.interchange.daycolumn import DayReader, moment
from amcli.interchange.localtime import local_of_seconds

_STAMP = re.compile(r"(\d{10})(\d{3})?")


class MomentReader(DayReader):
    """Gives `2026-03-02 09:05:00`, on the book's clock where the cell names a zone; `2026-03-02`
    without a time. Also reads the seconds since 1970 that phones write."""

    def read(self, cell: str) -> str | None:
        """The moment in a cell."""
        text = " ".join(cell.split())
        if stamp := _STAMP.fullmatch(text):
            return f"{local_of_seconds(int(stamp[1])):%Y-%m-%d %H:%M:%S}"
        day = super().read(cell)
        if not isinstance(day, str):
            return None
        found = moment(text, day, self.utc)
        return day if found is None else f"{found:%Y-%m-%d %H:%M:%S}"
