"""What a source is, told by what is in it: a table, cards, a calendar, mail. Never by its name.

Not for reading it: each form has its own reader, loaded when there is such a source.
"""

import re
from collections.abc import Callable
from importlib import import_module

from amcli.exchange.incoming import Asked, Incoming, Source

TABLE, MAIL, CALLS = "table", "mail", "calls"
HEAD = 1 << 12
# The readers by what a source is: module, function. A new form is one line here and a pattern below.
READERS: dict[str, tuple[str, str]] = {
    TABLE: ("amcli.exchange.session", "open_table"),
    MAIL: ("amcli.exchange.mail.mailbox", "open_mail"),
    CALLS: ("amcli.exchange.calls.log", "open_calls"),
}
# What a file begins with, after a byte order mark and blanks, in any case.
BEGINNINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    # An mbox; a message, whose headers have one that every mail has; Apple's, with its length before it.
    (re.compile(r"from \S[^\n]*\n(?:[!-9;-~]+:|>?from )"), MAIL),
    (
        re.compile(
            r"(?:\d+\s*\n)?(?:(?!begin:)[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?"
            r"(?:from|date|received|return-path|message-id|mime-version|delivered-to|dkim-signature):[^\n]*\n"
            r"(?:[ \t][^\n]*\n)*(?:[!-9;-~]+:|\n)"
        ),
        MAIL,
    ),
)
Opener = Callable[[Source, Asked], Incoming]


def form_of(source: Source) -> str:
    """The form of a source, as READERS has it; what nothing else knows is a table."""
    if source.path.is_dir():
        return MAIL
    head = beginning(source)
    return next((form for pattern, form in BEGINNINGS if form in READERS and pattern.match(head)), TABLE)


def beginning(source: Source) -> str:
    """The first text of a file, in lower case; "" where it cannot be read, which its reader will say."""
    try:
        with source.path.open("rb") as handle:
            raw = handle.read(HEAD)
    except OSError:
        return ""
    codec = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    text = raw.decode(codec, "replace").replace("\r\n", "\n").replace("\r", "\n")
    return text.lstrip("\ufeff \t\n").lower()


def open_source(source: Source, asked: Asked) -> Incoming:
    """Read a source once. Raises BadValue for what cannot be read, or be read in two ways."""
    form = form_of(source)
    if form == TABLE and asked.kind is not None and asked.kind.casefold() in (CALLS, "call"):
        form = CALLS
    module, function = READERS[form]
    opener: Opener = getattr(import_module(module), function)
    return opener(source, asked)
