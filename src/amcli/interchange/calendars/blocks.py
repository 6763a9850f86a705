"""A calendar file cut into its events and time zones: the lines of each that amcli reads, still as text.

One line of the file is held at a time, and of an event no more than what tells when it is, who takes part,
and what it is called. Not for what the lines mean (events.py).
"""

import re
from collections.abc import Iterator
from pathlib import Path

from amcli.hints import NamedTuple
from amcli.interchange.propertylines import (
    CARRIER,
    Line,
    as_text,
    decoded,
    halves,
    open_lines,
    parameters,
    whole_lines,
)

READ = frozenset(
    {
        *("UID", "DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID"),
        *("SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "STATUS", "SUMMARY", "ATTENDEE", "ORGANIZER"),
    }
)
EVENT, ZONE, CALENDAR = "VEVENT", "VTIMEZONE", "VCALENDAR"
OTHERS = frozenset({"VTODO", "VJOURNAL"})
MOST_LINES = 5_000
_ENCODING = re.compile(r";(?:ENCODING=)?(?:QUOTED-PRINTABLE|8BIT|7BIT)|;CHARSET=[^;:]*", re.IGNORECASE)
# A nickname in quotes within a name, as a common program writes it: a backslash doesn't escape them there, so
# the library would lose the attendee. A quote that ends a value has one of these marks behind it.
_QUOTE_WITHIN = re.compile(r'\\"(?=[^;:,])')


class Block(NamedTuple):
    """An event or a time zone as it stands in a file: its lines between BEGIN and END, the METHOD and the
    X-WR-TIMEZONE of its calendar; `fault` says why it cannot be read."""

    name: str
    line: int
    lines: list[str]
    method: str = ""
    zone: str = ""
    fault: str = ""


def read_blocks(path: Path, charset: str | None = None) -> Iterator[Block]:
    """Every event, time zone, and anything else that is left out, of a file, in order."""
    with open_lines(path) as handle:
        yield from Cutter(charset).blocks(whole_lines(handle))


class Cutter:
    """Cuts lines into blocks."""

    def __init__(self, charset: str | None) -> None:
        self._charset = charset
        self._method = self._zone = ""
        self._open: Block | None = None
        self._within = 0

    def blocks(self, lines: Iterator[Line]) -> Iterator[Block]:
        for line in lines:
            name, text = self._read(line)
            value = text.partition(":")[2].strip()
            if name == "BEGIN":
                yield from self._begins(line, value.upper())
            elif name == "END":
                yield from self._ends(value.upper(), text)
            elif self._open is not None:
                self._add(line, name, text)
            elif name == "METHOD":
                self._method = value.upper()
            elif name == "X-WR-TIMEZONE":
                self._zone = value
        yield from self._unfinished()

    def _read(self, line: Line) -> tuple[str, str]:
        """A line's name, and the line as text."""
        head, value = halves(line.text)
        head = as_text(re.sub(";+", ";", head).rstrip(";").encode(CARRIER), None)
        name, _, rest = head.partition(";")
        _, params = parameters(rest.split(";") if rest else [])
        text = decoded(value, params if params.get("ENCODING") else {}, self._charset)
        head = _QUOTE_WITHIN.sub("'", _ENCODING.sub("", head))
        return name.strip().upper(), f"{head}:{text}".replace("\r", "").replace("\n", "\\n")

    def _begins(self, line: Line, name: str) -> Iterator[Block]:
        if name == CALENDAR or (self._open is not None and name == EVENT == self._open.name):
            yield from self._unfinished()
        if name == CALENDAR:
            self._method = self._zone = ""
        elif self._open is None:
            self._open = Block(name, line.number, [], self._method, self._zone)
        else:
            self._within += 1
            if self._open.name == ZONE:
                self._open.lines.append(f"BEGIN:{name}")

    def _ends(self, name: str, text: str) -> Iterator[Block]:
        if name == CALENDAR or self._open is None:
            yield from self._unfinished()
        elif self._within:
            self._within -= 1
            if self._open.name == ZONE:
                self._open.lines.append(text)
        else:
            done, self._open = self._open, None
            yield done

    def _unfinished(self) -> Iterator[Block]:
        """What was begun and has no end."""
        if self._open is not None:
            done, self._open, self._within = self._open, None, 0
            yield done._replace(fault="it has no end")

    def _add(self, line: Line, name: str, text: str) -> None:
        assert self._open is not None
        event = self._open.name == EVENT
        if (event and (self._within or name not in READ)) or not (event or self._open.name == ZONE):
            return
        if line.cut or len(self._open.lines) >= MOST_LINES:
            self._open = self._open._replace(fault=f"{name} is over 1 MB" if line.cut else "it is too long")
            return
        self._open.lines.append(text)
