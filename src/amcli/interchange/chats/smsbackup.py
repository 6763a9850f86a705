"""What SMS Backup & Restore saves of a phone: `calls-*.xml` and `sms-*.xml`, streamed, however large.

The program writes characters beyond the basic plane as two references, which no XML parser takes: they are
mended on the way. A document type is refused, so that nothing in the file is ever looked up or multiplied.
"""

import re
from collections import Counter
from collections.abc import Iterator
from xml.parsers import expat

from amcli.errors import BadValue
from amcli.interchange.calls.forms import way
from amcli.interchange.calls.log import Call
from amcli.interchange.chats.exports import UNSENT, Export, check_kind, local, refuse
from amcli.interchange.chats.stretches import Chat, Message, clock
from amcli.interchange.incoming import Asked, Source
from amcli.interchange.touches.parties import SHORT, Party
from amcli.rules.names import quoted

PROGRAM = "sms"
CHUNK = 1 << 20
NO_NUMBER = "short numbers and senders without a number"
UNDATED = "no readable date"
# `presentation`: of another number than an open one nothing is known.
OPEN = ("", "1", "null")
IN, OUT, UNSENT_TYPES = "1", "2", frozenset("3456")
FROM, NOT_FETCHED, SELF = "137", "130", "insert-address-token"
KEPT = 50_000
_NULL = ("null", "(Unknown)", "")
_REFERENCES = re.compile(rb"(?:&#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});)+")
_REFERENCE = re.compile(rb"&#([0-9]+|[xX][0-9a-fA-F]+);")
LONGEST_OPEN = 8 << 20
LONGEST_LENGTH = 6  # digits


def open_backup(source: Source, asked: Asked) -> Export:
    """Read a backup. Raises BadValue for one that cannot be read."""
    check_kind(source, asked, "a phone's backup of messages or calls", ("calls", "call"))
    return Reading(source).whole()


class Reading:
    """The reading of one backup."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._chats: dict[str, Chat] = {}
        self._calls: list[Call] = []
        self._left_out: Counter[str] = Counter()
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.XmlDeclHandler = self._declared
        self._mms: dict[str, str] | None = None
        self._text: list[str] = []
        self._sender = ""

    def whole(self) -> Export:
        """All of it. Raises BadValue."""
        try:
            with self._source.path.open("rb") as handle:
                for piece in mended(iter(lambda: handle.read(CHUNK), b"")):
                    self._parser.Parse(piece, False)
                self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            why = f"line {error.lineno}: not XML ({expat.ErrorString(error.code)})."
            hint = "Save the backup again." if error.code == _CUT_OFF else None
            raise refuse(self._source, why, hint) from None
        except OSError as error:
            raise BadValue(f"{quoted(self._source.name)} can't be read: {error.strerror}.") from None
        found = Export(self._source, "SMS Backup & Restore", list(self._chats.values()), self._left_out)
        found.calls = self._calls
        found.automatic = True
        return found

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        """Refuse an encoding of which each byte isn't one character, unless the parser reads it itself: it
        would ask Python, which fails in words of its own."""
        if encoding is None or encoding.upper() in READ_BY_ITSELF:
            return
        try:
            fits = len(bytes(range(256)).decode(encoding, "replace")) == 256
        except (LookupError, ValueError):
            fits = False
        if not fits:
            raise refuse(
                self._source, f"its encoding {quoted(encoding)} can't be read.", "Save the backup again."
            )

    def _refuse(self, *_: object) -> None:
        raise refuse(self._source, "it has a document type, which no backup has.", "Save the backup again.")

    def _begin(self, name: str, about: dict[str, str]) -> None:
        if name == "call":
            self._call(about)
        elif name == "sms":
            self._sms(about)
        elif name == "mms":
            self._mms, self._text, self._sender = dict(about), [], ""
        elif self._mms is not None and name == "part" and about.get("ct") == "text/plain":
            self._text.append(said(about.get("text", "")))
        elif self._mms is not None and name == "addr" and about.get("type") == FROM:
            self._sender = about.get("address", "")

    def _end(self, name: str) -> None:
        if name == "mms" and self._mms is not None:
            about, self._mms = self._mms, None
            self._take_mms(about)

    def _call(self, about: dict[str, str]) -> None:
        moment = moment_of(about)
        if moment is None:
            self._left_out[UNDATED] += 1
            return
        day, second = moment
        direction, missed = way(about.get("type", ""), "")
        number = about.get("number", "") if about.get("presentation", "") in OPEN else ""
        duration = about.get("duration", "")
        length = int(duration) if duration.isdecimal() and len(duration) <= LONGEST_LENGTH else None
        began = f"{day} {clock(second)}"
        numbers = (number,) if number else ()
        name = said(about.get("contact_name", "")) or None
        self._calls.append(Call(numbers, began, name, day, began[11:16], length, direction, missed))

    def _sms(self, about: dict[str, str]) -> None:
        address, kind = about.get("address", ""), about.get("type", "")
        if kind in UNSENT_TYPES:
            self._left_out[UNSENT] += 1
        else:
            self._message(about, [address], address if kind == IN else "", said(about.get("body", "")))

    def _take_mms(self, about: dict[str, str]) -> None:
        box = about.get("msg_box", "")
        if box not in (IN, OUT) or about.get("m_type") == NOT_FETCHED:
            self._left_out[UNSENT] += 1
            return
        addresses = [each for each in about.get("address", "").split("~") if each and each != SELF]
        sender = self._sender if self._sender not in ("", SELF) else next(iter(addresses), "")
        self._message(about, addresses, sender if box == IN else "", "\n".join(self._text))

    def _message(self, about: dict[str, str], addresses: list[str], who: str, text: str) -> None:
        moment = moment_of(about)
        numbers = [each for each in addresses if is_number(each)]
        if moment is None or len(numbers) != len(addresses) or not numbers:
            self._left_out[UNDATED if moment is None else NO_NUMBER] += 1
            return
        name = "~".join(sorted(numbers))
        chat = self._chats.get(name)
        if chat is None:
            group = len(numbers) > 1
            chat = Chat(PROGRAM, name, {}, [], group=group, knows_me=True)
            self._chats[name] = chat
        names = said(about.get("contact_name", "")).split(", ") if len(numbers) > 1 else []
        for place, number in enumerate(numbers):
            own = said(about.get("contact_name", "")) if len(numbers) == 1 else ""
            if len(names) == len(numbers):
                own = said(names[place])
            chat.people.setdefault(number, Party(own, number))
        if who and who not in chat.people:
            chat.people[who] = Party("", who)
        chat.messages.append(Message(*moment, who, text[:KEPT]))


READ_BY_ITSELF = frozenset({"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII", "ISO-8859-1"})
_CUT_OFF = expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]


def moment_of(about: dict[str, str]) -> tuple[str, int] | None:
    """The local day and second of the milliseconds since 1970; None where they are none."""
    text = about.get("date", "")
    return local(int(text) / 1000) if text.isdecimal() and len(text) <= 14 else None


def said(text: str) -> str:
    """A text of the backup; "" for what stands for none."""
    return "" if text in _NULL else text


def is_number(address: str) -> bool:
    """Whether an address is a number of somebody, not a service's."""
    return not any(char.isalpha() for char in address) and sum(char.isdigit() for char in address) > SHORT


def mended(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Pieces of a backup in which each character has one reference, wherever they are cut."""
    rest = b""
    for piece in pieces:
        whole = rest + piece
        # No reference has one of these in it; what comes after the last one may end within a reference.
        cut = max(whole.rfind(sign) for sign in (b'"', b" ", b">")) + 1
        if b"&" not in whole[cut:] or len(whole) - cut > LONGEST_OPEN:
            cut = len(whole)
        rest = whole[cut:]
        yield _REFERENCES.sub(_mend, whole[:cut])
    yield _REFERENCES.sub(_mend, rest)


def _mend(match: re.Match[bytes]) -> bytes:
    """A run of references, two halves as one; what XML does not take as a question mark in a square."""
    codes = [int(text, 10) if text[:1] not in b"xX" else int(text[1:], 16) for text in _found(match[0])]
    made, place = [], 0
    while place < len(codes):
        code, after = codes[place], codes[place + 1] if place + 1 < len(codes) else 0
        if 0xD800 <= code < 0xDC00 and 0xDC00 <= after < 0xE000:
            code = 0x10000 + ((code - 0xD800) << 10) + (after - 0xDC00)
            place += 1
        fits = (
            code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0xFFFF < code < 0x110000
        )
        made.append(b"&#%d;" % (code if fits else 0xFFFD))
        place += 1
    return b"".join(made)


def _found(run: bytes) -> list[bytes]:
    return [match[1] for match in _REFERENCE.finditer(run)]
