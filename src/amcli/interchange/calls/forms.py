"""The columns of a phone log, by the words of routers, phones and telephone systems, when it is one, and what
its cells say of a call.

Not for what becomes of a call (log.py).
"""

import re
from collections.abc import Mapping

from amcli.interchange.kinds import header_key
from amcli.interchange.kinds.fields import Field, Kind
from amcli.interchange.values.languages import plain, words


def listed_words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split(", "))


NUMBER = listed_words(
    "phone, phone number, telephone, telephone number, tel, caller, caller number, remote number, "
    "remote party, contact number, call number, cli, number called, rufnummer, telefonnummer, nummer, "
    "numéro, numero, número"
)
FROM = listed_words("caller id, calling number, calling party, source, from number, src")
TO = listed_words("destination, called number, called party, to number, dst, dialled number")
BEGAN = listed_words(
    "date, date/time, date time, date and time, call date, call time, calldate, start, started, start time, "
    "timestamp, datum, fecha, data"
)
LENGTH = listed_words(
    "call duration, duration (s), duration(s), duration (sec), duration (seconds), duration in seconds, "
    "length, call length, talking, talk time, billsec, seconds, dauer, durée, duración, durata"
)
MINUTES = listed_words("duration (min), duration (minutes), duration minutes, duration in minutes")
CALLS = Kind(
    "calls",
    "interaction",
    "call",
    (
        Field("number", "word", NUMBER),
        Field("from", "word", FROM),
        Field("to", "word", TO),
        Field("name", "word", listed_words("contact, contact name, caller name, display name, nom, nombre")),
        Field("on", "moment", BEGAN, needed=True),
        Field("at", "clock", listed_words("time, time of day, uhrzeit, heure, hora")),
        Field("direction", "word", listed_words("type, call type, call direction, typ, richtung, tipo")),
        Field("device", "word", listed_words("nebenstelle, extension, poste, apparaat, last app, lastapp")),
        Field("status", "word", listed_words("result, call status, disposition, answered")),
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


# The preset of the log that Asterisk writes without any headers.
HEADLESS = "asterisk"
# The columns of that log: the fields above, and what is not read.
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


_PARTS = re.compile(r"(?:(\d+)\s*h\w*\s*)?(?:(\d+)\s*m\w*\s*)?(?:(\d+)\s*(?:s\w*)?)?", re.IGNORECASE)
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:\.\d+)?")

MISSED = (
    *(
        "miss",
        "unanswer",
        "no answer",
        "not answer",
        "reject",
        "block",
        "declin",
        "cancel",
        "busy",
        "fail",
        "congest",
    ),
    *("voicemail", "abandon", "verpasst", "entgangen", "abgelehnt", "abgewiesen", "manqu", "refus", "perd"),
)
OUT = ("out", "dial", "placed", "ausgehend", "gewählt", "sortant", "émis", "salient", "uscit")
IN = ("in", "receiv", "answer", "eingehend", "angenommen", "entrant", "reçu", "recib", "ricevut")
# What phones and routers write for the same, as numbers: the way, and whether nobody was reached.
Way = tuple[str | None, bool]
IN_CODE, OUT_CODE, MISSED_CODE = ("in", False), ("out", False), ("in", True)
# A phone's: 3 missed, 4 voicemail, 5 rejected, 6 blocked, 7 answered on another device.
PHONE_CODES: dict[str, Way] = {
    **dict.fromkeys("17", IN_CODE),
    "2": OUT_CODE,
    **dict.fromkeys("3456", MISSED_CODE),
}
# A router's: 3 is an outgoing call in old firmware, and a rejected one where 4 is the outgoing one.
OLD_CODES: dict[str, Way] = {"1": IN_CODE, "2": MISSED_CODE, "3": OUT_CODE, "10": MISSED_CODE}
NEW_CODES: dict[str, Way] = {**OLD_CODES, "3": MISSED_CODE, "4": OUT_CODE}
# What answers in the place of a person, by the names that devices have.
MACHINE = re.compile(
    r"anrufbeantworter|answering machine|r[eé]pondeur|segreteria|contestador|antwoordapparaat"
    r"|voice ?(?:mail|box)|mailbox|\btam\b",
    re.IGNORECASE,
)


def way(direction: str, status: str, codes: Mapping[str, Way] = PHONE_CODES, device: str = "") -> Way:
    """Which way a call went (None: not said), and whether it is said that nobody was reached."""
    machine = MACHINE.search(device) is not None
    if direction in codes:
        found, missed = codes[direction]
        if direction == "2" and missed and device and not machine:
            found = None  # a router writes the same for a call from one of its devices
        return found, missed or machine or is_missed(status)
    text = direction.casefold()
    missed = machine or is_missed(text) or is_missed(status.casefold())
    if text.startswith(OUT) or " out" in text:
        return "out", missed
    return ("in" if (missed and text) or text.startswith(IN) else None), missed


def is_missed(text: str) -> bool:
    """Whether words say that nobody was reached."""
    return any(word in text for word in MISSED) or plain(text) in words("no")


def seconds(text: str, router: bool) -> int | None:
    """How long a call was: seconds, `mm:ss`, `hh:mm:ss`, `1m 5s`; a router's `h:mm`. None where it is not
    said, or cannot be read."""
    said = text.strip()
    if match := _CLOCK.fullmatch(said):
        first, second, third = (int(part or 0) for part in match.groups())
        return (
            second * 3600 + third * 60 if router and match[1] is None else first * 3600 + second * 60 + third
        )
    match = _PARTS.fullmatch(said)
    if match is None or not said:
        return None
    hours, minutes, rest = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + rest


def minutes_of(length: int | None) -> int | None:
    """A length in whole minutes, one at least of what was anything."""
    return None if length is None else max(1, round(length / 60)) if length else 0
