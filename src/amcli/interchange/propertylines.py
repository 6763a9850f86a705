"""The lines of a file of cards or events: broken ones joined, each cut into name, parameters and value.

Reads what programs really write: quoted-printable with soft breaks, pictures in base64 ended by a blank
line, any charset or none, line ends of every kind. Pictures and attachments are never kept. Not for what a
property means, nor for where a card or an event begins.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from pathlib import Path

from amcli.hints import NamedTuple, TextIO
from amcli.interchange.tables.encoding import wide

LONGEST = 1 << 20
NEVER_KEPT = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "ATTACH"})
_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})
_HEAD = re.compile(r'((?:[^":]|"[^"]*")*):')
_PART = re.compile(r'(?:[^";]|"[^"]*")+')
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")
# Bytes are carried as characters of this codec until the charset of their line is known.
CARRIER = "latin-1"


class Property(NamedTuple):
    """A line as a property: the value is decoded, its backslashes still stand."""

    line: int
    group: str
    name: str
    types: tuple[str, ...]
    params: dict[str, str]
    value: str


class Line(NamedTuple):
    """A whole line and the number of the first of its pieces; `cut` where it was too long to be kept."""

    number: int
    text: str
    cut: bool


def open_lines(path: Path) -> TextIO:
    """The file as text: bytes as they are, but for UTF-16."""
    with path.open("rb") as handle:
        codec = wide(handle.read(2))
    return path.open(encoding=codec or CARRIER, errors="replace", newline="")


def whole_lines(handle: TextIO) -> Iterator[Line]:
    """The lines of a file with their pieces joined; at most a megabyte of each is kept."""
    recoded = handle.encoding != CARRIER
    joined: Joined | None = None
    for number, text, begins in pieces(handle):
        if recoded:
            text = text.encode("utf-8", "replace").decode(CARRIER)
        if joined is not None and (not begins or joined.goes_on(text)):
            joined.add(text, begins)
        elif text.strip("\r\n\x00 \t"):
            if joined is not None:
                yield joined.line()
            joined = Joined(number, text)
        elif joined is not None:
            joined.blank()
    if joined is not None:
        yield joined.line()


def pieces(handle: TextIO) -> Iterator[tuple[int, str, bool]]:
    """Number and text of each line, without its end; a long one in several, of which one begins it."""
    number, begins, last = 0, True, ""
    while text := handle.readline(LONGEST):
        # Some programs end a line with CR CR LF, which is one end.
        number += begins and not (text == "\r\n" and last.endswith("\r"))
        yield number, text.rstrip("\r\n"), begins
        begins, last = text.endswith(("\r", "\n")), text


class Joined:
    """A line that is being put together from its pieces."""

    def __init__(self, number: int, text: str) -> None:
        text = text.removeprefix("\xef\xbb\xbf")
        head = text.partition(":")[0].upper()
        self.number = number
        self.never_kept = head.partition(";")[0].rpartition(".")[2] in NEVER_KEPT
        self.soft = "QUOTED-PRINTABLE" in head
        self.base64 = "BASE64" in head or "ENCODING=B" in head
        self.texts = [text[:100] if self.never_kept else text]
        self.size = len(text)

    def goes_on(self, text: str) -> bool:
        """Whether the next line of the file is a piece of this one."""
        if self.soft and self.texts[-1].endswith("="):
            return True
        if self.base64 and text and ":" not in text and _BASE64.fullmatch(text):
            return True
        return text[:1] in (" ", "\t") and bool(text.strip())

    def add(self, text: str, begins: bool) -> None:
        if begins and self.soft and self.texts[-1].endswith("="):
            self.texts[-1] = self.texts[-1][:-1]
        elif begins and text[:1] in (" ", "\t"):
            text = text[1:]
        self.size += len(text)
        if not self.never_kept and self.size <= LONGEST:
            self.texts.append(text)

    def blank(self) -> None:
        """A blank line ends a picture, and a soft break that leads nowhere."""
        self.base64 = self.soft = False

    def line(self) -> Line:
        cut = self.size > LONGEST and not self.never_kept
        return Line(self.number, "".join(self.texts), cut)


def property_of(line: Line, charset: str | None = None) -> Property | None:
    """A line as a property, in `charset` where it names none; None for one that is none."""
    head, value = halves(line.text)
    parts = _PART.findall(head)
    if not parts:
        return None
    group, _, name = parts[0].rpartition(".")
    types, params = parameters(parts[1:])
    text = "" if name.upper() in NEVER_KEPT else decoded(value, params, charset)
    return Property(line.number, group.strip().lower(), name.strip().upper(), types, params, text)


def halves(text: str) -> tuple[str, str]:
    """What stands before a line's colon, and what after it; nothing before where there is none."""
    if found := _HEAD.match(text):
        return found[1], text[found.end() :]
    head, colon, value = text.partition(":")
    return (head, value) if colon else ("", text)


def parameters(parts: list[str]) -> tuple[tuple[str, ...], dict[str, str]]:
    """The types, in lower case, and the other parameters; in 2.1 both stand without their names."""
    types: list[str] = []
    params: dict[str, str] = {}
    for part in parts:
        name, sign, value = part.strip().partition("=")
        if not sign:
            name, value = ("ENCODING" if name.upper() in _ENCODINGS else "TYPE"), name
        value = value.replace('"', "").strip()
        if name.strip().upper() == "TYPE":
            types += [each.strip().lower() for each in value.split(",") if each.strip()]
        else:
            params[name.strip().upper()] = value
    return tuple(types), params


def decoded(value: str, params: dict[str, str], charset: str | None) -> str:
    """The text of a value: its encoding undone, in its charset or this one, else UTF-8, else Windows-1252."""
    raw, encoding = value.encode(CARRIER), params.get("ENCODING", "").upper()
    if encoding == "QUOTED-PRINTABLE":
        raw = quopri.decodestring(raw)
    elif encoding in ("B", "BASE64"):
        try:
            raw = base64.b64decode(raw, validate=False)
        except (binascii.Error, ValueError):
            return ""
    return as_text(raw, params.get("CHARSET") or charset)


def as_text(raw: bytes, charset: str | None) -> str:
    for codec in (charset, "utf-8", "cp1252"):
        try:
            if codec:
                return raw.decode(codec)
        except (UnicodeError, LookupError, ValueError):
            continue
    return raw.decode(CARRIER)


LONGEST_LINE = 75  # octets, the line break aside
# The name space of every identity; another one would make all events and people new to whoever has them.
SPACE = "7b5c1f0e-3f43-4f0e-9a56-1d7c58f0a8d2"

# Neither format allows control characters but the tab, and many readers end a line at any of these.
_BREAKS = dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), "\n")
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)))
_FIT = {**_CONTROLS, **_BREAKS, 0x09: "\t", 0x0A: "\n"}
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def fit(text: str) -> str:
    """Text as both formats can hold it: every kind of line break is one, other control characters are left
    out. Whatever else a name holds, in any script, stays as it is."""
    if text.isascii() and text.isprintable():
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_FIT)


def escaped(text: str) -> str:
    r"""Fit text as a value: `\`, `;`, `,` and line breaks are written with a backslash."""
    return fit(text).translate(_ESCAPES)


def folded(line: str) -> str:
    """A line with its CRLF, in pieces of at most 75 octets; a character is never cut in two."""
    pieces, piece, room = [], "", LONGEST_LINE
    for char in line:
        size = len(char.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", LONGEST_LINE - 1  # the blank that a further piece begins with
        piece += char
        room -= size
    return "\r\n ".join([*pieces, piece]) + "\r\n"


def identity(*parts: str | int) -> str:
    """The UUID of something, the same for the same parts for good."""
    import uuid

    return str(uuid.uuid5(uuid.UUID(SPACE), " ".join(map(str, parts))))


# Family, given and further names, what stands before and after them; 4.0 has two more since RFC 9554.
NAME_PARTS, MOST_NAME_PARTS = 5, 7
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PARTS = {mark: re.compile(rf"((?:[^\\{mark}]|\\.|\\$)*)(?:{mark}|$)", re.DOTALL) for mark in ";,"}


def plain(value: str) -> str:
    r"""A text as it is meant: `\n` is a line break, other backslashes go."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def parted(value: str, mark: str) -> list[str]:
    """The parts of a value, blanks and all; those that are empty, too."""
    found = _PARTS[mark].findall(value)
    return [plain(part) for part in (found[:-1] if len(found) > 1 else found)]


def raw_parts(value: str, mark: str) -> list[str]:
    """The parts of a value, their own backslashes still in them."""
    found = _PARTS[mark].findall(value)
    return found[:-1] if len(found) > 1 else found


def name_parts(value: str, *, old: bool = False) -> list[str]:
    """The parts of a name as versions 3.0 and 4.0 write them, without the empty ones at the end; in 2.1
    (`old`) a comma parts nothing."""
    found = []
    for part in raw_parts(value, ";")[:MOST_NAME_PARTS]:
        each = (" ".join(fit(plain(text)).split()) for text in ([part] if old else raw_parts(part, ",")))
        found.append(",".join(escaped(text) for text in each if text))
    while found and not found[-1]:
        found.pop()
    return found


def filled(parts: list[str]) -> list[str]:
    """The parts in which there is something, trimmed."""
    return [part.strip() for part in parts if part.strip()]
