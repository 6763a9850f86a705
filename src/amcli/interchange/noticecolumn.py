"""Notice periods in columns: `3 months`, `90 days`, `3m`, or numbers whose unit the header tells.

Not for lengths of other things: what is read here is kept as it is said, in months or in days.
"""

import re

from amcli.errors import BadValue
from amcli.interchange.reader import Reader, UnreadableError, is_blank
from amcli.rules.dates import Duration, parse_notice

_NUMBER = re.compile(r"([0-9]{1,9})(?:[.,]0+)?")


class NoticeReader(Reader):
    """A column of notice periods; a number alone is days."""

    number = "d"

    def read(self, cell: str) -> Duration | None:
        """The period as it is said."""
        if is_blank(cell):
            return None
        number = _NUMBER.fullmatch(cell.strip())
        unit = self.unit.period if self.unit is not None else self.number
        try:
            return parse_notice(f"{number[1]}{unit}" if number else cell)
        except BadValue:
            raise UnreadableError("not a notice period") from None


class NoticeMonthsReader(NoticeReader):
    """A column of notice periods whose numbers are months."""

    number = "m"
