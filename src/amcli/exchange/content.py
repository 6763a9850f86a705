"""What a source is, told by what is in it: a table, cards, a calendar, mail. Never by its name.

Not for reading it: each form has its own reader, loaded when there is such a source.
"""

import re
from collections.abc import Callable
from importlib import import_module

from amcli.exchange.encoding import wide
from amcli.exchange.incoming import Asked, Incoming, Source

TABLE, CARDS, CALENDAR, MAIL, CALLS = "table", "cards", "calendar", "mail", "calls"
WHATSAPP, BACKUP = "whatsapp", "sms backup"
HEAD = 1 << 12
# What a chat begins with where it is no digit: a bracket, or a mark of direction.
CHAT_MARKS = frozenset("[\u200e\u200f\u202a\u202b")
# The readers by what a source is: module, function. A new form is one line here and a pattern below.
READERS: dict[str, tuple[str, str]] = {
    TABLE: ("amcli.exchange.session", "open_table"),
    CARDS: ("amcli.exchange.vcards.reading", "open_cards"),
    CALENDAR: ("amcli.exchange.calendars.reading", "open_calendar"),
    MAIL: ("amcli.exchange.mail.mailbox", "open_mail"),
    CALLS: ("amcli.exchange.calls.log", "open_calls"),
    WHATSAPP: ("amcli.exchange.chats.whatsapp", "open_whatsapp"),
    BACKUP: ("amcli.exchange.chats.smsbackup", "open_backup"),
    "jsonl": ("amcli.exchange.jsonl_in", "open_lines"),
}
# What a file begins with, after a byte order mark and blanks, in any case.
BEGINNINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(profile:\s*vcard\s+)?begin:\s*vcard\b"), CARDS),
    (re.compile(r"begin:\s*v(calendar|event|timezone|todo|journal)\b"), CALENDAR),
    (re.compile(r"(?:<\?[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+)?(?:smses|calls)\b", re.DOTALL), BACKUP),
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
Opener = Callable[[Source, Asked], Incoming | list[Incoming]]


def form_of(source: Source) -> str:
    """The form of a source, as READERS has it; what nothing else knows is a table."""
    if source.path.is_dir():
        return MAIL
    head = beginning(source)
    if head.startswith("pk") and (form := packed_form(source)) is not None:
        return form
    if head[:1].isdecimal() or head[:1] in CHAT_MARKS:
        from amcli.exchange.chats.whatsapp import is_chat

        if is_chat(head):
            return WHATSAPP
    if not head and source.path.suffix in (".jsonl", ".ndjson"):
        return "jsonl"  # of no records, as an export has it
    return next((form for pattern, form in BEGINNINGS if form in READERS and pattern.match(head)), TABLE)


def packed_form(source: Source) -> str | None:
    """What a zip is by the names in it; None for one that the table's reader names."""
    from amcli.exchange.chats.archives import chats_among, names_in

    return WHATSAPP if chats_among(names_in(source.path)) else None


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
