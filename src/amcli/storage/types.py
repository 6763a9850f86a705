"""Column types of the book: how Python values lie in a STRICT SQLite table, with their CHECKs.

STRICT tables take only INTEGER, REAL, TEXT and BLOB, so every type here is one of those, and
carries the SQL condition (`check`) that keeps a value well formed whoever writes it.
"""

import datetime as dt
import json

from sqlalchemy import Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

from amcli.hints import Any


class Checked(TypeDecorator[Any]):
    """A column type with a condition; `{c}` stands for the quoted column."""

    impl: Any = Text
    cache_ok = True
    check = ""
    meaning = ""


class Day(Checked):
    """A calendar day as ISO text. The modifier makes SQLite normalise, so 2026-02-30 fails."""

    check = "date({c}, '+0 days') IS {c}"
    meaning = "a day"

    def process_bind_param(self, value: dt.date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.date | None:
        return None if value is None else dt.date.fromisoformat(value)


class Instant(Checked):
    """An instant as UTC text with milliseconds and `Z`; one text form on both paths."""

    check = "strftime('%Y-%m-%dT%H:%M:%fZ', {c}, '+0 days') IS {c}"
    meaning = "an instant"


class Clock(Checked):
    """A time of day, HH:MM."""

    check = "strftime('%H:%M', {c}, '+0 days') IS {c}"
    meaning = "a time"


class Choice(Checked):
    """One of a closed vocabulary."""

    def __init__(self, *values: str) -> None:
        super().__init__()
        self.values = values
        self.check = "{c} IN (" + ", ".join(f"'{value}'" for value in values) + ")"
        self.meaning = "one of " + ", ".join(values)


class Line(Checked):
    """A name: 1 to 200 characters on one line, without NUL."""

    check = (
        "length({c}) BETWEEN 1 AND 200 AND instr({c}, char(0)) = 0"
        " AND instr({c}, char(10)) = 0 AND instr({c}, char(13)) = 0"
    )
    meaning = "1 to 200 characters on one line"


class Prose(Checked):
    """Text of any length up to a megabyte, without NUL."""

    check = "instr({c}, char(0)) = 0 AND length({c}) <= 1000000"
    meaning = "text without NUL, at most a million characters"


class Folded(Checked):
    """The case-folded key of a name. SQLite folds only ASCII: for the rest amcli is trusted."""

    meaning = "folded"

    def __init__(self, source: str) -> None:
        super().__init__()
        self.source = source
        self.check = f"{{c}} = lower({source}) OR {source} GLOB '*[^ -~]*'"


class Flag(Checked):
    """Yes or no, as 1 or 0."""

    impl = Integer
    check = "{c} IN (0, 1)"
    meaning = "yes or no"

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        """To 0 or 1."""
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        """From 0 or 1."""
        return None if value is None else bool(value)


class JsonText(Checked):
    """JSON of one kind (`array` or `object`) as text."""

    def __init__(self, shape: str) -> None:
        super().__init__()
        self.shape = shape
        self.check = f"json_valid({{c}}) AND json_type({{c}}) = '{shape}'"
        self.meaning = f"a JSON {shape}"

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class CurrencyCode(Checked):
    """An ISO 4217 code."""

    check = "{c} GLOB '[A-Z][A-Z][A-Z]'"
    meaning = "three capital letters"


class Count(Checked):
    """A whole number that is not negative."""

    impl = Integer
    check = "{c} >= 0"
    meaning = "not negative"


class Days(Checked):
    """A number of days, at least one and at most about ten years."""

    impl = Integer
    check = "{c} BETWEEN 1 AND 3660"
    meaning = "1 to 3660 days"
