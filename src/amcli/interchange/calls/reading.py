"""The cells of a call: how long it was, which way, whether anybody was reached.

Not for whose number it is (log.py).
"""

import re
from collections.abc import Mapping

from amcli.interchange.languages import plain, words

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
