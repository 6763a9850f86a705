"""The cards of a file, one by one: from BEGIN to END, another person's card within left out.

Not for what a card says of a person (person.py).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from amcli.exchange.propertylines import Line, Property, open_lines, property_of, whole_lines

MOST_TEXT = 4 << 20
MOST_LINES = 10_000


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
    """The cards in these lines."""
    card: Draft | None = None
    for line in lines:
        found = property_of(line, charset)
        if found is not None and is_mark(found, "BEGIN"):
            if card is not None and card.opens_another():
                continue
            if card is not None:
                yield card.done("it has no end")
            card = Draft(line.number)
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

    def __init__(self, line: int) -> None:
        self.line = line
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
        """Take in a line; one that is no property says nothing."""
        if self.inner or found is None:
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

    def done(self, fault: str = "") -> Card:
        """The card."""
        return Card(self.line, self.properties, self.fault or fault)
