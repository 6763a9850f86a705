"""The days on which nothing falls due: the week as it is worked, single days off, public holidays.

Public holidays come from the `holidays` library, which knows them for about 250 countries. It takes
longer to load than most commands run, so it is loaded when a place is checked or a day looked up,
and only where the configuration names a place. Not for reading days that people type.
"""

import datetime as dt
from collections.abc import Sequence
from functools import cached_property

from amcli.errors import BadValue
from amcli.hints import Any
from amcli.rules.dates import next_working_day
from amcli.rules.names import ALIKE_OF_FEW, near_names, quoted

MOST_NAMED = 12
PLACE_HINT = "Two letters and a region: DE, GB-ENG, US-CA"


class Calendar:
    """What the configuration calls free. `week` has the working weekdays, Monday is 0; none: every day.

    `places` are countries and parts of them, such as `DE` and `GB-ENG`, as `check_place` gives them.
    A day is `in` it when it is a day off or a public holiday; weekends are not.
    """

    def __init__(self, week: frozenset[int], off: frozenset[dt.date], places: Sequence[str]) -> None:
        self.week = week
        self.off = off
        self.places = tuple(places)

    @cached_property
    def public(self) -> list[Any]:
        """The holidays of each place; a year is worked out when one of its days is asked for."""
        if not self.places:
            return []
        from holidays import country_holidays

        found = []
        for place in self.places:
            country, _, part = place.partition("-")
            found.append(country_holidays(country, subdiv=part or None, language="en_US"))
        return found

    def __bool__(self) -> bool:
        """Whether anything is free at all."""
        return bool(self.week or self.off or self.places)

    def __contains__(self, day: object) -> bool:
        """Whether a day is a day off or a public holiday."""
        return day in self.off or any(day in each for each in self.public)

    def moved(self, day: dt.date) -> dt.date:
        """The day, or the first one after it that is worked on."""
        return next_working_day(day, self.week, self) if self else day

    def worked(self, day: dt.date) -> bool:
        return (not self.week or day.weekday() in self.week) and day not in self

    def named(self, day: dt.date) -> str | None:
        """Why a working weekday is free: `Good Friday`, or `day off`; None where it is not."""
        if self.week and day.weekday() not in self.week:
            return None
        names = [str(name) for each in self.public if (name := each.get(day))]
        return "; ".join(dict.fromkeys(names)) or ("day off" if day in self.off else None)


def check_place(text: str) -> str:
    """A place with public holidays as the library names it: `de-by` is `DE-BY`.

    Raises BadValue with near names where the country or the part of it is not known.
    """
    from holidays import list_supported_countries

    typed, _, part = text.strip().partition("-")
    known = list_supported_countries()
    country = typed.upper()
    if country not in known:
        raise BadValue(
            f"{quoted(text)}: no known holidays for this country{near_countries(typed)}.", PLACE_HINT
        )
    if not part:
        return country
    found = {name.casefold(): str(name) for name in known[country]}.get(part.casefold())
    if found is None:
        near = near_parts(part, known[country])
        raise BadValue(f"{quoted(text)}: {country} has no region {quoted(part)}{near}.", PLACE_HINT)
    return f"{country}-{found}"


def near_countries(typed: str) -> str:
    """`; near: DE (Germany)`: countries of nearly this name or code."""
    from holidays.registry import COUNTRIES

    by_name = {name.replace("_", " "): names for name, names in COUNTRIES.items()}
    by_name |= {code.lower(): names for names in COUNTRIES.values() for code in names[1:3]}
    near = near_names(typed.lower().replace("_", " "), by_name)
    found = dict.fromkeys(f"{by_name[key][1]} ({spaced(by_name[key][0])})" for key in near)
    return f"; near: {', '.join(found)}" if found else ""


def spaced(name: str) -> str:
    """`UnitedKingdom` as `United Kingdom`."""
    return "".join(f" {char}" if at and char.isupper() else char for at, char in enumerate(name))


def near_parts(typed: str, known: Sequence[str]) -> str:
    """`; near: BY`, or the parts there are; nothing for a country without."""
    by_key = {name.casefold(): name for name in known}
    near = [by_key[key] for key in near_names(typed.casefold(), by_key, least=ALIKE_OF_FEW)]
    some = ", ".join(known[:MOST_NAMED]) + (" and more" if len(known) > MOST_NAMED else "")
    return f"; near: {', '.join(near)}" if near else (f"; there are {some}" if known else "")
