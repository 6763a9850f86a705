"""Days and times as a phone or a meeting program writes them, in the language and region of whoever has it.

The order of day and month is settled by all of them together: by a day over twelve, or since what was written
later is later; where both orders fit, it is asked for. Not for tables, whose columns settle theirs
(interchange/values/days.py).
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from amcli.interchange.chats import whatsapp_words as words
from amcli.interchange.chats.exports import refuse
from amcli.interchange.incoming import Source

FIRST_YEAR, LAST_YEAR = 2009, 2100
# Marks of direction, and what stands for a blank.
M = "[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*"
S = "[ \u00a0\u202f\u2009]"
MARKS = dict.fromkeys([*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
HALVES = "|".join(re.escape(each).replace(r"\ ", S) for each in words.HALVES)
# The parts of a day, and of a time of day, as groups.
DAY = rf"(\d{{1,4}}){M}(?P<sign>[./-]){S}?{M}(\d{{1,2}}){M}(?P=sign){S}?{M}(\d{{1,4}})(?:\.|{S}г\.)?"
CLOCK = rf"(?P<early>{HALVES})?{S}?(\d{{1,2}})[:.](\d\d)(?:[:.](\d\d))?{M}{S}*({HALVES})?"
# First number, sign, second, third.
Parts = tuple[str, ...]


class Clocks(dict[tuple[str | None, ...], int]):
    """Times of day as the second of the day, each worked out once: half, hour, minute, second, half."""

    def __missing__(self, parts: tuple[str | None, ...]) -> int:
        before, hour, minute, second, after = parts
        hours = int(hour or 0)
        if half := after or before:
            hours = hours % 12 + (12 if words.is_afternoon(half) else 0)
        found = min(hours, 23) * 3600 + min(int(minute or 0), 59) * 60 + min(int(second or 0), 59)
        self[parts] = found
        return found


def settled(source: Source, found: Iterable[Parts], date_order: str | None) -> tuple[str, str]:
    """The order of day, month and year in these days, in the order in which they were written, and how it was
    told, for the plan. Raises BadValue where both are possible."""
    days = list(dict.fromkeys(found))
    if len(days[0][0]) == 4:
        return "ymd", ""
    if days[0][1] == "." or date_order in ("dmy", "mdy"):
        return date_order if date_order in ("dmy", "mdy") and days[0][1] != "." else "dmy", ""
    ways = {order: ordinals(days, order) for order in ("dmy", "mdy")}
    possible = [order for order, found in ways.items() if found is not None]
    if not possible:
        raise refuse(source, "its dates are no days of a calendar.")
    steady = [order for order in possible if never_back(ways[order] or [])]
    chosen = steady if len(steady) == 1 else possible
    if len(chosen) > 1 and ways["dmy"] != ways["mdy"]:
        sample = "".join((days[0][0], days[0][1], days[0][2], days[0][1], days[0][3]))
        raise refuse(
            source,
            f"dates such as {sample} could be day first or month first.",
            "Say which: --date-order dmy, or mdy",
        )
    return chosen[0], "dates: day first" if chosen[0] == "dmy" else "dates: month first"


def ordinals(days: Iterable[Parts], order: str) -> list[int] | None:
    """Days as numbers in the order in which they come; None where one of them is none in this order."""
    found = []
    for first, _, middle, last in days:
        day, month = (int(first), int(middle)) if order == "dmy" else (int(middle), int(first))
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        found.append((full_year(int(last)) * 12 + month) * 31 + day)
    return found


def never_back(found: Sequence[int]) -> bool:
    """Whether days never go back by more than one, as a clock that is set back may have them."""
    latest = 0
    for each in found:
        if each < latest - 1:
            return False
        latest = max(latest, each)
    return True


def full_year(year: int) -> int:
    """A year of two digits in this century."""
    return year + 2000 if year < 100 else year


class Days(dict[Parts, str]):
    """The days of lines as ISO has them, each worked out once."""

    def __init__(self, source: Source, order: str) -> None:
        super().__init__()
        self._source = source
        self._order = order

    def __missing__(self, parts: Parts) -> str:
        first, middle, last = int(parts[0]), int(parts[2]), int(parts[3])
        year, month, day = {
            "ymd": (first, middle, last),
            "dmy": (last, middle, first),
            "mdy": (last, first, middle),
        }[self._order]
        year = full_year(year)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise refuse(self._source, f"it has something of the year {year}: its calendar can't be read.")
        try:
            self[parts] = dt.date(year, month, day).isoformat()
        except ValueError:
            why = f"{first}{parts[1]}{middle}{parts[1]}{last} is no day."
            raise refuse(
                self._source, why, "Are its dates in another order? --date-order dmy, or mdy"
            ) from None
        return self[parts]
