"""Days as the book and JSON write them, and days counted from one, held within the calendar. Pure.

Not for reading what a person typed (`dates`, `daywords`).
"""

import datetime as dt


def day(text: str | None) -> dt.date | None:
    """A day from its ISO text."""
    return None if text is None else dt.date.fromisoformat(text)


sure = dt.date.fromisoformat  # a day that is never missing


def iso(day: dt.date | None) -> str | None:
    """A day as JSON has it."""
    return None if day is None else day.isoformat()


def before(today: dt.date, days: int) -> dt.date:
    """A day some days earlier, at least the first day there is."""
    return dt.date.fromordinal(max(1, today.toordinal() - days))


def after(today: dt.date, days: int) -> dt.date:
    """A day some days later, at most the last day there is."""
    return dt.date.fromordinal(min(dt.date.max.toordinal(), today.toordinal() + days))
