"""Column types of the book: how Python values lie in a STRICT SQLite table, with their CHECKs, and how they
lie on a team's server.

STRICT tables take only INTEGER, REAL, TEXT and BLOB, so every type here is one of those, and
carries the SQL condition (`check`) that keeps a value well formed whoever writes it. PostgreSQL knows neither
these functions nor these types, so each says beside them its type there (`server`) and the condition in its
words (`server_check`, empty where the type alone holds it). What comes back is what was sent, to the byte:
so instants and times are text there too, and JSON isn't JSONB.
"""

import datetime as dt
import json

from sqlalchemy import Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

from amcli.hints import Any

SERVER_TEXT = 'text COLLATE "C"'  # in the order of the book, not in a language's
SERVER_NUMBER = "bigint"  # 2^31 cents are 21 million
# The types that need no rule of ours, in the book or on a server.
SERVER_PLAIN = {"INTEGER": SERVER_NUMBER, "REAL": "double precision", "TEXT": SERVER_TEXT}


class Checked(TypeDecorator[Any]):
    """A column type with a condition; `{c}` stands for the quoted column."""

    impl: Any = Text
    cache_ok = True
    check = ""
    meaning = ""
    server = ""
    server_check = ""


class Day(Checked):
    """A calendar day as ISO text. The modifier makes SQLite normalise, so 2026-02-30 fails."""

    check = "date({c}, '+0 days') IS {c}"
    meaning = "a day"
    server, server_check = "date", ""

    def process_bind_param(self, value: dt.date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.date | None:
        return None if value is None else dt.date.fromisoformat(value)


class Instant(Checked):
    """An instant as UTC text with milliseconds and `Z`; one text form on both paths."""

    check = "strftime('%Y-%m-%dT%H:%M:%fZ', {c}, '+0 days') IS {c}"
    meaning = "an instant"
    server = SERVER_TEXT
    server_check = "{c} ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z$'"


class Clock(Checked):
    """A time of day, HH:MM."""

    check = "strftime('%H:%M', {c}, '+0 days') IS {c}"
    meaning = "a time"
    server, server_check = SERVER_TEXT, "{c} ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'"


class Choice(Checked):
    """One of a closed vocabulary."""

    server = SERVER_TEXT

    def __init__(self, *values: str) -> None:
        super().__init__()
        self.values = values
        self.check = "{c} IN (" + ", ".join(f"'{value}'" for value in values) + ")"
        self.meaning = "one of " + ", ".join(values)
        self.server_check = self.check


class Line(Checked):
    """A name: 1 to 200 characters on one line, without NUL."""

    check = (
        "length({c}) BETWEEN 1 AND 200 AND instr({c}, char(0)) = 0"
        " AND instr({c}, char(10)) = 0 AND instr({c}, char(13)) = 0"
    )
    meaning = "1 to 200 characters on one line"
    server = SERVER_TEXT
    server_check = (
        "length({c}) BETWEEN 1 AND 200 AND position(chr(10) in {c}) = 0 AND position(chr(13) in {c}) = 0"
    )


class Prose(Checked):
    """Text of any length up to a megabyte, without NUL."""

    check = "instr({c}, char(0)) = 0 AND length({c}) <= 1000000"
    meaning = "text without NUL, at most a million characters"
    server, server_check = SERVER_TEXT, "length({c}) <= 1000000"


class Folded(Checked):
    """The case-folded key of a name. SQLite folds only ASCII: for the rest amcli is trusted. A server never
    folds: what it would make of some letters is something else."""

    meaning = "folded"
    server = SERVER_TEXT

    def __init__(self, source: str) -> None:
        super().__init__()
        self.source = source
        self.check = f"{{c}} = lower({source}) OR {source} GLOB '*[^ -~]*'"
        self.server_check = f"{{c}} = lower({source}) OR {source} ~ '[^ -~]'"


class Flag(Checked):
    """Yes or no, as 1 or 0; a server has a type for it, which reads both."""

    impl = Integer
    check = "{c} IN (0, 1)"
    meaning = "yes or no"
    server, server_check = "boolean", ""

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        """To 0 or 1."""
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        """From 0 or 1."""
        return None if value is None else bool(value)


class JsonText(Checked):
    """JSON of one kind (`array` or `object`) as text."""

    server = "json"

    def __init__(self, shape: str) -> None:
        super().__init__()
        self.shape = shape
        self.check = f"json_valid({{c}}) AND json_type({{c}}) = '{shape}'"
        self.meaning = f"a JSON {shape}"
        self.server_check = f"json_typeof({{c}}) = '{shape}'"

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class CurrencyCode(Checked):
    """An ISO 4217 code."""

    check = "{c} GLOB '[A-Z][A-Z][A-Z]'"
    meaning = "three capital letters"
    server, server_check = SERVER_TEXT, "{c} ~ '^[A-Z]{3}$'"


class Count(Checked):
    """A whole number that is not negative."""

    impl = Integer
    check = "{c} >= 0"
    meaning = "not negative"
    server, server_check = SERVER_NUMBER, check


class Days(Checked):
    """A number of days, at least one and at most about ten years."""

    impl = Integer
    check = "{c} BETWEEN 1 AND 3660"
    meaning = "1 to 3660 days"
    server, server_check = SERVER_NUMBER, check
