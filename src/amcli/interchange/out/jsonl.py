"""Records as JSONL: one object a line, with its kind, its reference and every field, typed.

The same fields as in canonical CSV (canonical.py), for programs rather than for spreadsheets; all kinds
fit one file. Not for the book (storage/belonging.py) and not for files.
"""

import json
from decimal import Decimal
from typing import Any

from amcli.interchange.canonical import Names, Values, told
from amcli.interchange.kinds import Kind

# The key that says what a line is: the kind's name of one.
RECORD = "record"


def line(kind: Kind, record: Values, names: Names) -> str:
    """One record, without the end of its line. Its `contacts`, where the kind has them, are ids."""
    made = {RECORD: kind.table, **told(kind, record, names)}
    if kind.has_extra:
        made["extra"] = record["extra"]
    return "{" + ", ".join(f"{json.dumps(key)}: {token(value)}" for key, value in made.items()) + "}"


def token(value: Any) -> str:
    """A value in JSON; an exact number with all its digits."""
    return format(value, "f") if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
