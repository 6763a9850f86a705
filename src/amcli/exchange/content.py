"""What a source is, told by what is in it: a table, cards, a calendar, mail. Never by its name.

Not for reading it: each form has its own reader, loaded when there is such a source.
"""

import re
from collections.abc import Callable
from importlib import import_module

from amcli.exchange.encoding import wide
from amcli.exchange.incoming import Asked, Incoming, Source

TABLE, CARDS, CALENDAR = "table", "cards", "calendar"
HEAD = 1 << 12
# The readers by what a source is: module, function. A new form is one line here and a pattern below.
READERS: dict[str, tuple[str, str]] = {
    TABLE: ("amcli.exchange.session", "open_table"),
    CARDS: ("amcli.exchange.vcards.reading", "open_cards"),
    CALENDAR: ("amcli.exchange.calendars.reading", "open_calendar"),
    "jsonl": ("amcli.exchange.jsonl_in", "open_lines"),
}
# What a file begins with, after a byte order mark and blanks, in any case.
BEGINNINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(profile:\s*vcard\s+)?begin:\s*vcard\b"), CARDS),
    (re.compile(r"begin:\s*v(calendar|event|timezone|todo|journal)\b"), CALENDAR),
    (re.compile(r'\{\s*"'), "jsonl"),
)
Opener = Callable[[Source, Asked], Incoming | list[Incoming]]


def form_of(source: Source) -> str:
    """The form of a source, as READERS has it; what nothing else knows is a table."""
    if source.path.is_dir():
        return TABLE
    head = beginning(source)
    if not head and source.path.suffix in (".jsonl", ".ndjson"):
        return "jsonl"  # of no records, as an export has it
    return next((form for pattern, form in BEGINNINGS if form in READERS and pattern.match(head)), TABLE)


def beginning(source: Source) -> str:
    """The first text of a file, in lower case; "" where it cannot be read, which its reader will say."""
    try:
        with source.path.open("rb") as handle:
            raw = handle.read(HEAD)
    except OSError:
        return ""
    return raw.decode(wide(raw) or "utf-8", "replace").lstrip("\ufeff \t\r\n").lower()


def open_source(source: Source, asked: Asked) -> list[Incoming]:
    """Read a source once; one may hold several kinds. Raises BadValue for what cannot be read, or be
    read in two ways."""
    module, function = READERS[form_of(source)]
    opener: Opener = getattr(import_module(module), function)
    found = opener(source, asked)
    return list(found) if isinstance(found, list) else [found]
