"""People as vCards 4.0 (RFC 6350) or 3.0 (RFC 2426), for an address book. Pure: records in, text out.

No library that is kept up writes both, and what a person at a customer needs is a dozen lines. What somebody
is in a decision, and whether they are for or against, stays in the book: cards are passed on.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from amcli.fields import Row
from amcli.interchange.propertylines import NAME_PARTS as NAMES
from amcli.interchange.propertylines import escaped, fit, folded, identity, name_parts, plain
from amcli.rules.dates import full_day
from amcli.rules.facts import Card
from amcli.rules.isodays import sure
from amcli.rules.phones import extension
from amcli.vocabulary import VCARD_VERSIONS

LANGUAGE = r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"
NOT_TO_MAIL = "no mailings"
# The name in `extra` under which a card's parts of a name are kept.
NAME_PARTS = "name_parts"


def cards_text(cards: Iterable[Card], version: str) -> str:
    return "".join(folded(line) for card in cards for line in lines_of(card, version))


def lines_of(card: Card, version: str) -> Iterator[str]:
    """One card, line by line, unfolded."""
    person, new = card.person, version == VCARD_VERSIONS[0]
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    yield f"UID:urn:uuid:{identity('contact', card.id, card.stamp.made)}"
    yield f"FN:{escaped(person['name'])}"
    yield f"N:{';'.join(parts_of(person, new=new))}"
    yield f"ORG:{escaped(card.account)}"
    yield from text_line("TITLE", person["title"])
    for number, address in enumerate(person["emails"]):
        yield f"EMAIL;{mail_types(first=number == 0, new=new)}:{escaped(address)}"
    for number, phone in enumerate(person["phones"]):
        yield f"TEL;{phone_types(first=number == 0, new=new)}:{escaped(said(phone))}"
    yield from place_lines(person, new=new)
    yield from text_line("NOTE", "\n".join(notes(person)))
    yield from list_line("CATEGORIES", [*person["tags"], *([NOT_TO_MAIL] if person["do_not_mail"] else [])])
    yield f"REV:{revision(card.stamp.changed, new=new)}"
    yield "END:VCARD"


def parts_of(person: Row, *, new: bool) -> list[str]:
    """A name in parts, as the card had them that brought it, where it still is that name.

    Which word is the family name is not known otherwise, and a guess would be wrong in half of the world.
    """
    parts = name_parts(str((person.get("extra") or {}).get(NAME_PARTS) or ""))
    words = next((re.findall(r"\w+", plain(part)) for part in parts[:2] if part), [])
    main = max(words, key=len, default="").casefold()
    if not main or main not in str(person["name"]).casefold():
        parts = ["", escaped(person["name"])]
    return (parts + [""] * (NAMES - len(parts)))[: None if new else NAMES]


def text_line(name: str, text: str | None) -> Iterator[str]:
    """A property of a text, where there is one."""
    if text and (value := escaped(text)):
        yield f"{name}:{value}"


def list_line(name: str, texts: Sequence[str]) -> Iterator[str]:
    """A property of several texts, where there are any."""
    if values := [value for text in texts if (value := escaped(text))]:
        yield f"{name}:{','.join(values)}"


def mail_types(*, first: bool, new: bool) -> str:
    """What kind of address it is; the first is the one to use."""
    if new:
        return "TYPE=work" + (";PREF=1" if first else "")
    return "TYPE=INTERNET,WORK" + (",PREF" if first else "")


def phone_types(*, first: bool, new: bool) -> str:
    """What kind of number it is; the first is the one to use."""
    if new:
        return 'TYPE="work,voice"' + (";PREF=1" if first else "")
    return "TYPE=WORK,VOICE" + (",PREF" if first else "")


def said(phone: object) -> str:
    """A number as it can be dialled from anywhere, where that is known; else as it was typed."""
    found = phone if isinstance(phone, dict) else {"typed": phone}
    typed, line = str(found.get("typed") or ""), str(found.get("e164") or "")
    inner = extension(typed) if line else ""
    return f"{line} ext. {inner}" if inner else line or typed


def place_lines(person: Row, *, new: bool) -> Iterator[str]:
    """The language to speak, which only 4.0 has a place for, and the time zone to call in."""
    if new and person["language"] and re.fullmatch(LANGUAGE, person["language"]):
        yield f"LANG:{person['language']}"
    if person["timezone"]:
        yield f"TZ{'' if new else ';VALUE=text'}:{escaped(person['timezone'])}"


def notes(person: Row) -> Iterator[str]:
    if person["left_on"] is not None:
        yield f"Left on {full_day(sure(person['left_on']))}."
    if person["notes"]:
        yield fit(person["notes"])


def revision(instant: str, *, new: bool) -> str:
    """The instant of the last change as a version writes it."""
    whole = instant[:19] + "Z"
    return re.sub("[-:]", "", whole) if new else whole
