"""The cards of a file, one by one: from BEGIN to END, another person's card within left out.

Not for what a card says of a person (person.py).
"""

from collections.abc import Iterator
from pathlib import Path

from amcli.hints import NamedTuple
from amcli.interchange.propertylines import (
    CARRIER,
    Line,
    Property,
    as_text,
    open_lines,
    property_of,
    whole_lines,
)

MOST_TEXT = 4 << 20
MOST_LINES = 10_000
# The properties of RFC 2426, 6350 and their extensions, and vCard 2.1; what else has a colon may be a text.
PROPERTIES = frozenset(
    {
        *("ADR", "AGENT", "ANNIVERSARY", "BDAY", "BEGIN", "BIRTHPLACE", "CALADRURI", "CALURI"),
        *("CATEGORIES", "CLASS", "CLIENTPIDMAP", "CONTACT-URI", "CREATED", "DEATHDATE", "DEATHPLACE"),
        *("EMAIL", "END", "EXPERTISE", "FBURL", "FN", "GENDER", "GEO", "GRAMGENDER", "HOBBY", "IMPP"),
        *("INTEREST", "JSPROP", "KEY", "KIND", "LABEL", "LANG", "LANGUAGE", "LOGO", "MAILER", "MEMBER"),
        *("N", "NAME", "NICKNAME", "NOTE", "ORG", "ORG-DIRECTORY", "PHOTO", "PRODID", "PROFILE"),
        *("PRONOUNS", "RELATED", "REV", "ROLE", "SOCIALPROFILE", "SORT-STRING", "SOUND", "SOURCE", "TEL"),
        *("TITLE", "TZ", "UID", "URL", "VERSION", "XML"),
    }
)


class Card(NamedTuple):
    """A card as it stands in the file; `fault` says why it cannot be read."""

    line: int
    properties: list[Property]
    fault: str = ""

    @property
    def version(self) -> str:
        """The version that it says it has."""
        return next((each.value.strip() for each in self.properties if each.name == "VERSION"), "")


def read_cards(path: Path, charset: str | None = None) -> Iterator[Card]:
    """Every card of a file, in order; `charset` is that of texts that name none."""
    with open_lines(path) as handle:
        yield from cards_of(whole_lines(handle), charset)


def cards_of(lines: Iterator[Line], charset: str | None) -> Iterator[Card]:
    card: Draft | None = None
    for line in lines:
        found = property_of(line, charset)
        if found is not None and is_mark(found, "BEGIN"):
            if card is not None and card.opens_another():
                continue
            if card is not None:
                yield card.done("it has no end")
            card = Draft(line.number, charset)
        elif card is not None and found is not None and is_mark(found, "END"):
            if card.closes():
                yield card.done()
                card = None
        elif card is not None:
            card.add(line, found)
    if card is not None:
        yield card.done("it has no end")


def is_mark(found: Property, name: str) -> bool:
    """Whether a line begins or ends a card."""
    return found.name == name and found.value.strip().upper() == "VCARD"


class Draft:
    """A card of which more lines may come."""

    def __init__(self, line: int, charset: str | None) -> None:
        self.line = line
        self._charset = charset
        self.properties: list[Property] = []
        self.fault = ""
        self.size = 0
        self.inner = 0

    def opens_another(self) -> bool:
        """Whether a BEGIN belongs to the card of an assistant within this one."""
        last = self.properties[-1] if self.properties else None
        if self.inner or (last is not None and last.name == "AGENT" and not last.value.strip()):
            self.inner += 1
        return self.inner > 0

    def closes(self) -> bool:
        """Whether an END is that of this card."""
        if self.inner:
            self.inner -= 1
            return False
        return True

    def add(self, line: Line, found: Property | None) -> None:
        """Take in a line; one that is no property says nothing, but after a note it is more of that."""
        if self.inner:
            return
        if self._is_more_of_a_note(found):
            found = self._note_with(line)
        if found is None:
            return
        self.size += len(found.value)
        if line.cut:
            self.fault = self.fault or f"{found.name} is over 1 MB"
        elif self.size > MOST_TEXT or len(self.properties) >= MOST_LINES:
            self.fault = self.fault or "it is too long"
        elif "\0" in found.value:
            self.fault = self.fault or f"a NUL byte in {found.name}"
        else:
            self.properties.append(found)

    def _is_more_of_a_note(self, found: Property | None) -> bool:
        """Whether a line that is not folded goes on with the note before it: a text, whatever has a colon."""
        if not self.properties or self.properties[-1].name != "NOTE":
            return False
        return found is None or (found.name not in PROPERTIES and not found.name.startswith("X-"))

    def _note_with(self, line: Line) -> Property:
        """The note before a line, and that line."""
        note = self.properties.pop()
        self.size -= len(note.value)
        more = as_text(line.text.encode(CARRIER), note.params.get("CHARSET") or self._charset)
        return note._replace(value=f"{note.value}\n{more}")

    def done(self, fault: str = "") -> Card:
        return Card(self.line, self.properties, self.fault or fault)
