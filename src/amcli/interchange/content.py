"""What a source is, told by what is in it: a table, cards, a calendar, mail. Never by its name.

Not for reading it: each form has its own reader, loaded when there is such a source.
"""

import gzip
import re
import zlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from amcli.errors import BadValue
from amcli.interchange.incoming import Asked, Incoming, Source
from amcli.interchange.tables.encoding import wide
from amcli.interchange.tables.workbook import form_of as form_of_workbook
from amcli.rules.names import shown

TABLE, CARDS, CALENDAR, MAIL, CALLS = "table", "cards", "calendar", "mail", "calls"
WHATSAPP, BACKUP, TELEGRAM, ATTENDANCE = "whatsapp", "sms backup", "telegram", "attendance"
TRANSCRIPT, SLACK, WORKBOOK, FOREIGN = "transcript", "slack", "workbook", "foreign"
HEAD = 1 << 12
# The readers by what a source is: module, function. A new form is one line here and a pattern below.
READERS: dict[str, tuple[str, str]] = {
    TABLE: ("amcli.interchange.tablefile", "open_table"),
    CARDS: ("amcli.interchange.cards.addressbook", "open_cards"),
    CALENDAR: ("amcli.interchange.calendars.calendar", "open_calendar"),
    MAIL: ("amcli.interchange.mail.mailbox", "open_mail"),
    CALLS: ("amcli.interchange.calls.log", "open_calls"),
    WORKBOOK: ("amcli.interchange.tablefile", "open_workbook"),
    WHATSAPP: ("amcli.interchange.chats.whatsapp", "open_whatsapp"),
    BACKUP: ("amcli.interchange.chats.smsbackup", "open_backup"),
    TELEGRAM: ("amcli.interchange.chats.telegram", "open_telegram"),
    ATTENDANCE: ("amcli.interchange.chats.attendance", "open_attendance"),
    TRANSCRIPT: ("amcli.interchange.chats.transcripts", "open_transcript"),
    SLACK: ("amcli.interchange.chats.slack", "open_slack"),
    FOREIGN: ("amcli.interchange.chats.foreign", "open_foreign"),
    "jsonl": ("amcli.interchange.jsonl", "open_lines"),
}
# What a file begins with, after a byte order mark and blanks, in any case.
BEGINNINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(profile:\s*vcard\s+)?begin:\s*vcard\b"), CARDS),
    (re.compile(r"begin:\s*v(calendar|event|timezone|todo|journal)\b"), CALENDAR),
    (re.compile(r"(?:<\?[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+)?(?:smses|calls)\b", re.DOTALL), BACKUP),
    (re.compile(r"webvtt(?:\s|$)"), TRANSCRIPT),
    (re.compile(r'\{\s*"'), "jsonl"),
    # An mbox; a message, whose headers have one that every mail has; Apple's, with its length before it.
    (re.compile(r"from [^\n]*\n(?:[!-9;-~]+:|>?from )"), MAIL),
    (
        re.compile(
            r"(?:\d+\s*\n)?(?:(?!begin:)[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?"
            r"(?:from|date|received|return-path|message-id|mime-version|delivered-to|dkim-signature):[^\n]*\n"
            r"(?:[ \t][^\n]*\n)*(?:[!-9;-~]+:|\n)"
        ),
        MAIL,
    ),
)
# What zip archives begin with, and the containers of old Office documents.
PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
# What a pattern alone can't tell: a beginning that is worth a look, and the module and function that look.
LOOKED_AT: tuple[tuple[re.Pattern[str], str, str, str], ...] = (
    (
        re.compile("\\d|[\\[\u200e\u200f\u202a\u202b]"),
        "amcli.interchange.chats.whatsapp",
        "is_chat",
        WHATSAPP,
    ),
    (
        re.compile("1\\. |meeting summary|full name\tjoin"),
        "amcli.interchange.chats.attendance",
        "is_attendance",
        ATTENDANCE,
    ),
    (re.compile(r"\{"), "amcli.interchange.chats.telegram", "is_telegram", TELEGRAM),
    (
        re.compile(r"[\[{\d]|meeting id|topic,|name \("),
        "amcli.interchange.chats.foreign",
        "is_foreign",
        FOREIGN,
    ),
)
# What tells what a zip is by the names in it.
ARCHIVES = "amcli.interchange.chats.archives"
Opener = Callable[[Source, Asked], Incoming | list[Incoming]]


def form_of(source: Source) -> str:
    """The form of a source, as READERS has it; what nothing else knows is a table."""
    if source.path.is_dir():
        return SLACK if (source.path / "channels.json").is_file() else MAIL
    if is_workbook(source.path):
        return WORKBOOK
    head = beginning(source)
    if head.startswith("pk") and (packed := import_module(ARCHIVES).form_of_zip(source.path)) is not None:
        return str(packed)
    for begins, module, test, form in LOOKED_AT:
        if begins.match(head) and getattr(import_module(module), test)(head):
            return form
    if not head and source.path.suffix in (".jsonl", ".ndjson"):
        return "jsonl"  # of no records, as an export has it
    return next((form for pattern, form in BEGINNINGS if form in READERS and pattern.match(head)), TABLE)


def is_workbook(path: Path) -> bool:
    """Whether a file is a spreadsheet program's own."""
    try:
        with path.open("rb") as handle:
            packed = handle.read(4) in PACKED
    except OSError:
        return False
    if not packed:
        return False
    return form_of_workbook(path) is not None


def beginning(source: Source) -> str:
    """The first text of a file, in lower case; "" where it cannot be read, which its reader will say."""
    try:
        with source.path.open("rb") as handle:
            raw = handle.read(HEAD)
    except OSError:
        return ""
    text = raw.decode(wide(raw) or "utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return text.lstrip("\ufeff \t\n").lower()


def open_source(source: Source, asked: Asked) -> list[Incoming]:
    """Read a source once; one may hold several kinds. Raises BadValue for what cannot be read, or be
    read in two ways."""
    form = form_of(source)
    if form == TABLE and asked.kind is not None and asked.kind.casefold() in (CALLS, "call"):
        form = CALLS
    module, function = READERS[form]
    opener: Opener = getattr(import_module(module), function)
    found = opener(source, asked)
    return list(found) if isinstance(found, list) else [found]


MARK = b"\x1f\x8b"
CHUNK = 1 << 20
# Text is packed to a tenth or a twentieth of its size; equal lines to a thousandth.
MOST = 2 << 30
MOST_TIMES = 250
COUNTED_FROM = 64 << 20


def is_packed(path: Path) -> bool:
    """Whether a file begins as gzip does; one that cannot be read is not."""
    try:
        with path.open("rb") as handle:
            return handle.read(2) == MARK
    except OSError:
        return False


def unpacked(path: Path, name: str, target: Path) -> Path:
    """Unpack a file called `name` in messages into `target`. Raises BadValue for one that is damaged or
    that unpacks into too much."""
    read, written = path.stat().st_size, 0
    try:
        with gzip.open(path) as packed, target.open("wb") as handle:
            while piece := packed.read(CHUNK):
                written += len(piece)
                if written > MOST or (written > COUNTED_FROM and written > read * MOST_TIMES):
                    raise BadValue(
                        f"{shown(name)} is unpacked into more than {written >> 20:,} MB.",
                        "If that is right, unpack it and import what comes out.",
                    )
                handle.write(piece)
    except (gzip.BadGzipFile, zlib.error, EOFError):
        raise BadValue(f"{shown(name)} is a damaged gzip file.", "Export it again.") from None
    except OSError as error:
        raise BadValue(f"{shown(name)} cannot be unpacked: {error.strerror}.") from None
    return target
