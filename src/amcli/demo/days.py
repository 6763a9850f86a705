"""The sample book's own tables, moved from the day they are written for to the day of the demo."""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

from amcli.errors import BadValue

WRITTEN_FOR = dt.date(2026, 3, 2)
FIRST_YEAR, LAST_YEAR = 1930, 9990
DATA = Path(__file__).parent / "data"
NOTES = "notes.toml"


def accounts(today: dt.date) -> dict[str, dict[str, Any]]:
    """Every account's table by its key, all days moved. Raises BadValue for a day too far away."""
    if not FIRST_YEAR <= today.year <= LAST_YEAR:
        raise BadValue(
            f"--today {today.isoformat()}: the sample book lives between {FIRST_YEAR} and {LAST_YEAR}.",
            "Make it for a nearer day: am --today 2026-03-02 demo",
        )
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(DATA.glob("[0-9]_*.toml")):
        found.update(moved(parsed(path.name), (today - WRITTEN_FOR).days))
    return found


def sentences() -> dict[str, dict[str, list[str]]]:
    """The sentences of older interactions, by kind and purpose."""
    return parsed(NOTES)


@cache
def parsed(name: str) -> dict[str, Any]:
    """One file of `data/` as it is written."""
    import tomllib

    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def moved(value: Any, days: int) -> Any:
    """The same value with every day in it later by so many days."""
    if isinstance(value, dt.date):
        return value + dt.timedelta(days=days)
    if isinstance(value, dict):
        return {name: moved(each, days) for name, each in value.items()}
    if isinstance(value, list):
        return [moved(each, days) for each in value]
    return value


def workday(day: dt.date) -> dt.date:
    """The day itself, or the Friday before a weekend."""
    return day - dt.timedelta(days=max(0, day.weekday() - 4))
