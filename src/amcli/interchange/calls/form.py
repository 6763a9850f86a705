"""The columns of a phone log, by the words of routers, phones and telephone systems, and when it is one.

Not for reading their cells (reading.py).
"""

import re

from amcli.interchange.kinds import header_key
from amcli.interchange.kinds.shape import Field, Kind


def words(listed: str) -> tuple[str, ...]:
    """Words with commas between."""
    return tuple(listed.split(", "))


NUMBER = words(
    "phone, phone number, telephone, telephone number, tel, caller, caller number, remote number, "
    "remote party, contact number, call number, cli, number called, rufnummer, telefonnummer, nummer, "
    "numéro, numero, número"
)
FROM = words("caller id, calling number, calling party, source, from number, src")
TO = words("destination, called number, called party, to number, dst, dialled number")
BEGAN = words(
    "date, date/time, date time, date and time, call date, call time, calldate, start, started, start time, "
    "timestamp, datum, fecha, data"
)
LENGTH = words(
    "call duration, duration (s), duration(s), duration (sec), duration (seconds), duration in seconds, "
    "length, call length, talking, talk time, billsec, seconds, dauer, durée, duración, durata"
)
MINUTES = words("duration (min), duration (minutes), duration minutes, duration in minutes")
CALLS = Kind(
    "calls",
    "interaction",
    "call",
    (
        Field("number", "word", NUMBER),
        Field("from", "word", FROM),
        Field("to", "word", TO),
        Field("name", "word", words("contact, contact name, caller name, display name, nom, nombre")),
        Field("on", "moment", BEGAN, needed=True),
        Field("at", "clock", words("time, time of day, uhrzeit, heure, hora")),
        Field("direction", "word", words("type, call type, call direction, typ, richtung, tipo")),
        Field("device", "word", words("nebenstelle, extension, poste, apparaat, last app, lastapp")),
        Field("status", "word", words("result, call status, disposition, answered")),
        Field("duration", "word", LENGTH),
        Field("minutes", "number", MINUTES),
    ),
    (),
    (("number", "from", "to"), ("on",)),
)
# A router's log, whose durations are hours and minutes and whose types are numbers of its own.
ROUTER = frozenset({"nebenstelle", "extension"})
# What a log of calls has that a table of people or of interactions has not.
TELLING = (("number", "from"), ("on",), ("direction", "status"), ("duration",))
NEVER = frozenset({"account", "company", "company name", "subject", "summary", "email", "title"})


def is_log(headers: list[str]) -> bool:
    """Whether headers are plainly those of a phone log."""
    keys = {header_key(header) for header in headers}
    if keys & NEVER:
        return False
    known = {field.name for field in CALLS.fields if keys & {header_key(field.name), *field.aliases}}
    return all(known.intersection(group) for group in TELLING)


# The log that Asterisk writes without any headers; the fields above, and what is not read.
ASTERISK = (
    *("account code", "from", "to", "context", "name", "channel", "other channel", "device", "data", "on"),
    *("answered on", "ended on", "total", "duration", "status", "flags", "unique id", "user field"),
)
FEWEST = 16
DISPOSITIONS = frozenset({"ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION", "CANCEL"})
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")


def is_headless(cells: list[str]) -> bool:
    """Whether the first row of a file is a call as Asterisk writes it."""
    if not FEWEST <= len(cells) <= len(ASTERISK):
        return False
    disposition = cells[ASTERISK.index("status")].partition(" (")[0]
    return disposition in DISPOSITIONS and _MOMENT.match(cells[ASTERISK.index("on")]) is not None
