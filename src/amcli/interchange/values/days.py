"""Days in columns: one order of day and month for the whole column, decided by all of its cells.

Strict forms only. No word that depends on the day of reading (`today`, `fri`) and no guessing
cell by cell, which takes 1.3.2025 for the third of January. Where dots stand, the day is first, unless a
date with dots shows otherwise. What a column leaves open, another column of the same file may prove.
"""

import datetime as dt
import re
from collections.abc import Iterable

from amcli.interchange.values.languages import months, plain, weekdays, yes_or_no
from amcli.interchange.values.localtime import local, offset
from amcli.interchange.values.reader import (
    Reader,
    UnreadableError,
    UnsettledError,
    WholeColumnReader,
    is_blank,
)
from amcli.rules.dates import FIRST_YEAR

ORDERS = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}
# Excel counts days from here; 18264 is 1 January 1950, 73050 the last day of 2099.
EXCEL_START = dt.date(1899, 12, 30)
EXCEL_FIRST, EXCEL_LAST = 18264, 73050
# Two-digit years as POSIX reads them: 69 is 1969, 68 is 2068.
PIVOT = 69

_ZONE = r"(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?"
_TIME = rf"(?:[T ,]+\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:[.,]\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?{_ZONE})?"
_ISO = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_COMPACT = re.compile(r"(19\d\d|20\d\d)(\d\d)(\d\d)")
_NUMBERS = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{1,2}})\.?{_TIME}")
_WORD = r"[^\W\d_]{3,13}"
_WEEKDAY = r"(?:(?P<weekday>[^\W\d_]{2,13}(?:-feira)?)\.?,? +)?"
_OF = r"(?:de|del|of) +"
_DAY_MONTH = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|[.ºª°])?[ -]?(?:{_OF})?(?P<month>{_WORD})\.?"
    rf"(?: (?:de|del))?[ ,-]*(?P<year>\d{{4}}|\d{{2}}){_TIME}",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"{_WEEKDAY}(?P<month>{_WORD})\.? ?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? +(?P<year>\d{{4}}){_TIME}",
    re.IGNORECASE,
)
_ARTICLES = frozenset({"den", "le", "el", "il"})
_CHARACTERS = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_CLOCK = re.compile(
    r"[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?(?: ?([AaPp])\.?[Mm]\.?)?"
    r"(?: ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$"
)
LONGEST_DAY = 10
_NONE = re.compile(rf"0{{1,4}}([-/.])0{{1,2}}\1(?:0{{1,4}}){_TIME}")


class RowDay:
    """What a cell says that tells that something happened, but not when: a flag in the place of a day."""


ROW_DAY = RowDay()


class DayReader(WholeColumnReader):
    """A column of days. Gives ISO text; a time of day beside the day is left out. Where all cells are yes or
    no, a yes is ROW_DAY, for which another day of the row stands in."""

    def __init__(self, choices: tuple[str, ...] = ()) -> None:
        super().__init__(choices)
        self.order: str | None = None
        self.file_order: str | None = None
        self._dots = "dmy"
        self._dotted: set[str] = set()
        self._told: dict[str, str] = {}
        self._open: str | None = None
        self._short_years = False
        self._serials = False
        self._flags = {True: False, False: False}
        self._others = False

    @property
    def utc(self) -> bool:
        """Whether the header says that times are in UTC."""
        return self.unit is not None and self.unit.period == "utc"

    @property
    def flags(self) -> bool:
        """Whether the column holds yes and no where days belong."""
        return self._flags[True] and not self._others

    def see(self, cells: Iterable[str]) -> None:
        """Note which orders the cells allow."""
        for cell in self.unseen(cells):
            text = cell.strip()
            if match := _NUMBERS.fullmatch(text):
                self._weigh(match, text)
            elif _SERIAL.fullmatch(text):
                self._serials = True
            if not self._others and not is_blank(text):
                said = yes_or_no(text)
                if said is None:
                    self._others = True
                else:
                    self._flags[said] = True

    def _weigh(self, match: re.Match[str], text: str) -> None:
        first, second, third = int(match[1]), int(match[3]), match[4]
        if not any((first, second, int(third))):
            return
        fits = {"dmy": first <= 31 and second <= 12, "mdy": first <= 12 and second <= 31}
        if len(third) < 4:
            self._short_years = True
            fits = {order: fit and int(third) < 100 for order, fit in fits.items()}
            fits["ymd"] = second <= 12 and int(third) <= 31
        if not any(fits.values()):
            return  # no such date in any order: a bad cell, and no witness
        if match[2] == "." and not (first == second and len(third) == 4):
            only = [order for order, fit in fits.items() if fit and order in ("dmy", "mdy")] or ["ymd"]
            self._dotted.add(only[0] if len(only) == 1 else "")
        if match[2] == "." and fits["dmy"]:
            return  # as dots are read anyway
        for order, fit in fits.items():
            if not fit:
                self._told.setdefault(order, text)
        if not (first == second and len(third) == 4):
            self._open = self._open or text

    @property
    def proved(self) -> str | None:
        """The one order that the cells allow, where they show it."""
        possible = self._possible()
        return possible[0] if self._told and len(possible) == 1 else None

    def _possible(self) -> list[str]:
        orders = [order for order in ORDERS if order not in self._told]
        return orders if self._short_years else [order for order in orders if order != "ymd"]

    def settle(self, date_order: str | None) -> None:
        """Take the order asked for, else the only one that every cell allows, else that of the file."""
        self._seen = set()
        shown = self._dotted - {""}
        if len(shown) == 1:
            (self._dots,) = shown
        if date_order is not None:
            self.order = self._dots = date_order
            return
        possible = self._possible()
        if self._open is None:
            self.order = "dmy"
        elif len(possible) == 1:
            self.order = possible[0]
            self.file_order = None
        elif self.file_order in possible:
            self.order = self.file_order
        else:
            raise UnsettledError(
                self._dilemma(possible), "Say which: --date-order dmy (day first) or --date-order mdy"
            )

    def _dilemma(self, possible: list[str]) -> str:
        if possible:
            return f'dates such as "{self._open}": ' + " or ".join(ORDERS[order] for order in possible) + "?"
        return f'"{self._told["mdy"]}" is day first, "{self._told["dmy"]}" month first'

    def note(self) -> str | None:
        """The order, where cells depend on it; Excel's numbers, where there are any."""
        words = []
        if self.flags:
            words.append("yes and no; yes gets the day of its row")
        if self._open is not None and self.order is not None:
            words.append(ORDERS[self.order] + (", as in another column" if self.file_order else ""))
        elif self._dotted:
            words.append(ORDERS[self._dots])
        if self._serials:
            words.append("Excel day numbers")
        return ", ".join(words) or None

    def read(self, cell: str) -> str | RowDay | None:
        """ISO text of the day in the cell."""
        text = " ".join(cell.split())
        if not self._others and (said := yes_or_no(text)) is not None:
            return ROW_DAY if said else None
        if (
            len(text) == 10
            and text[4] == text[7] == "-"
            and text[:4] > "0000"
            and text.replace("-", "").isdigit()
        ):
            return _iso(text[:4], text[5:7], text[8:])
        if is_blank(text) or _NONE.fullmatch(text):
            return None
        if match := _ISO.fullmatch(text):
            return _iso(match[1], match[3], match[4])
        if match := _NUMBERS.fullmatch(text):
            return self._in_order(match)
        if match := _COMPACT.fullmatch(text) or _CHARACTERS.fullmatch(text):
            return _iso(match[1], match[2], match[3])
        return _named(text) or _serial(text)

    def _in_order(self, match: re.Match[str]) -> str:
        first, second, third = match[1], match[3], match[4]
        order = self._dots if match[2] == "." else self.order
        if order == "ymd" and len(third) < 4:
            return _iso(first, second, third)
        if order == "mdy":
            return _iso(third, first, second)
        return _iso(third, second, first)


def _iso(year: str, month: str, day: str) -> str:
    number = int(year)
    if len(year) < 4:
        number += 1900 if number >= PIVOT else 2000
    if number < FIRST_YEAR:
        raise UnreadableError(f"before the year {FIRST_YEAR}")
    try:
        return dt.date(number, int(month), int(day)).isoformat()
    except ValueError:
        raise UnreadableError("no such date") from None


def _named(text: str) -> str | None:
    match = _DAY_MONTH.fullmatch(text) or _MONTH_DAY.fullmatch(text)
    if match is None:
        return None
    month = months().get(plain(match["month"]))
    before = match["weekday"]
    if month is None or (before and plain(before) not in weekdays() | _ARTICLES):
        raise UnreadableError("not a date")
    return _iso(match["year"], str(month), match["day"])


def _serial(text: str) -> str:
    match = _SERIAL.fullmatch(text)
    if match and EXCEL_FIRST <= int(match[1]) <= EXCEL_LAST:
        return (EXCEL_START + dt.timedelta(days=int(match[1]))).isoformat()
    raise UnreadableError("not a date")


class Moment(str):
    """The day of a moment, with its time of day."""

    at: str

    def __new__(cls, day: str, at: str) -> "Moment":
        """A day and a time, as the book keeps them."""
        made = super().__new__(cls, day)
        made.at = at
        return made


def moment(text: str, day: str, utc: bool = False) -> dt.datetime | None:
    """The moment in a cell whose day is known, on the book's clock; None without a time of day. What names no
    zone is local, or `utc`. Raises UnreadableError."""
    match = _CLOCK.search(text) if len(text) > LONGEST_DAY else None
    if match is None:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4]:
        hour = hour % 12 + (12 if match[4] in "Pp" else 0)
    zone = offset(match[5] or ("Z" if utc else None))
    try:
        return local(dt.datetime.fromisoformat(f"{day}T{hour:02d}:{minute:02d}:{second:02d}{zone}"))
    except (ValueError, OverflowError):
        raise UnreadableError("no such time of day") from None


class HappenedReader(DayReader):
    """A column of days on which something happened: an instant with a zone is the local day of its moment.

    Where several say zone and nothing but midnight, they are days that a program wrote as moments, and stay.
    """

    def __init__(self, choices: tuple[str, ...] = ()) -> None:
        super().__init__(choices)
        self._zones: set[str] = set()
        self._midnights = 0
        self._moments = False

    def see(self, cells: Iterable[str]) -> None:
        """Note also which cells are moments, and which of these are midnights."""
        cells = set(cells)
        super().see(cells)
        for cell in cells:
            match = _CLOCK.search(cell.strip()) if len(cell) > LONGEST_DAY else None
            if match is None or not match[5]:
                continue
            if int(match[1]) or int(match[2]) or int(match[3] or 0):
                self._moments = True
            else:
                self._midnights += 1

    @property
    def are_days(self) -> bool:
        """Whether the moments of the column only stand for days."""
        return self._midnights > 1 and not self._moments

    def note(self) -> str | None:
        words = [super().note()]
        if self.are_days:
            words.append("midnights, read as days")
        elif self.utc or self._moments or self._midnights:
            words.append("times of other zones become local time")
        return ", ".join(filter(None, words)) or None

    def read(self, cell: str) -> str | RowDay | None:
        """ISO text of the local day; a Moment where the cell has a time of day."""
        day = super().read(cell)
        if not isinstance(day, str) or self.are_days:
            return day
        text = " ".join(cell.split())
        found = moment(text, day, self.utc)
        if found is None:
            return day
        if found.tzinfo is None and not found.hour and not found.minute:
            return day  # a spreadsheet's way to write a day
        return Moment(found.date().isoformat(), f"{found:%H:%M}")


class ClockReader(Reader):
    """A time of day: `9:05`, `14:30:00`, `2:30 PM`; gives HH:MM."""

    _FORM = re.compile(r"(\d{1,2})[:.h](\d{2})(?::\d{2}(?:\.\d+)?)?(?: ?([AaPp])\.?[Mm]\.?)?")

    def read(self, cell: str) -> str | None:
        text = " ".join(cell.split())
        if is_blank(text):
            return None
        match = self._FORM.fullmatch(text)
        if match is None:
            raise UnreadableError("not a time of day")
        hour, minute = int(match[1]), int(match[2])
        if match[3] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if match[3] in "Pp" else 0)
        elif match[3]:
            hour = 24
        if hour > 23 or minute > 59:
            raise UnreadableError("no such time of day")
        return f"{hour:02d}:{minute:02d}"
