"""The headers of a mail as they really are: folded, encoded, in raw bytes of any charset, or broken.

Nothing in here raises for what a mail holds. Not for what the headers mean (automatic.py, sorting.py).
"""

import datetime as dt
import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import parsedate_tz

from amcli.interchange.values.localtime import local

MOST_HEADERS = 2000
# No mail is older; a clock that was never set says 1970.
FIRST_YEAR = 1985
_FOLD = re.compile(r"\n[ \t]+")
_SPACES = re.compile(r"\s+")
_GAP = re.compile(r"(\?=)\s+(=\?)")


class Headers:
    """The header lines of one mail by their names, in lower case; of many of one name, all."""

    def __init__(self, block: bytes) -> None:
        self._lines: dict[str, list[str]] = {}
        for line in _FOLD.sub(" ", text_of_bytes(block)).split("\n", MOST_HEADERS)[:MOST_HEADERS]:
            name, colon, value = line.partition(":")
            if colon and name and " " not in name:
                self._lines.setdefault(name.lower(), []).append(value.strip())

    def __contains__(self, name: str) -> bool:
        """Whether there is such a line."""
        return name in self._lines

    def raw(self, name: str) -> str:
        """The first line of a name as it stands; "" where there is none."""
        return self._lines.get(name, [""])[0]

    def word(self, name: str) -> str:
        """The first word of a line, in lower case: what comes before a comment or a parameter."""
        return self.raw(name).split(";")[0].split("(")[0].strip().lower()

    def text(self, name: str) -> str:
        """The first line of a name, decoded, in one line."""
        return _SPACES.sub(" ", decoded(self.raw(name))).strip()

    def every(self, name: str) -> list[str]:
        """All lines of a name as they stand."""
        return self._lines.get(name, [])

    def addresses(self, *names: str) -> list[tuple[str, str]]:
        """The (name, address) pairs of these lines, names decoded."""
        found = (pair for name in names for value in self.every(name) for pair in addresses_in(value))
        return [(_SPACES.sub(" ", decoded(name)).strip(), address) for name, address in found]

    def ids(self, name: str) -> list[str]:
        """The message ids of a line."""
        value = self.raw(name)
        return re.findall(r"<\s*([^<>\s]+)\s*>", value) or value.split()[:1]


def text_of_bytes(raw: bytes) -> str:
    """Bytes as text: ASCII or UTF-8 where they are, else the code page of western mail programs."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def decoded(text: str) -> str:
    """A header with its encoded words read; one in a charset that nobody knows as well as it goes."""
    if "=?" not in text:
        return clean(text)
    try:
        parts = decode_header(_GAP.sub(r"\1\2", text))
    except (HeaderParseError, ValueError):  # broken base64
        return clean(text)
    return clean(
        "".join(part if isinstance(part, str) else read_as(part, charset) for part, charset in parts)
    )


def clean(text: str) -> str:
    """Text without what a book cannot keep."""
    fit = text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return fit.replace("\r\n", "\n").replace("\r", "\n")


def read_as(raw: bytes, charset: str | None) -> str:
    """Bytes in a charset by its name, however wrong the name is."""
    try:
        return raw.decode(charset or "ascii")
    except (LookupError, ValueError):
        return text_of_bytes(raw)


def sent_at(headers: Headers) -> dt.datetime | None:
    """When a mail was sent, in the zone of this machine: by its date, else by when it was received."""
    received = (value.rpartition(";")[2] for value in headers.every("received"))
    for value in (*headers.every("date")[:1], *headers.every("delivery-date"), *received):
        if (found := instant(value)) is not None:
            return found
    return None


def instant(text: str) -> dt.datetime | None:
    """A date of a mail; without a zone, or with `-0000`, in UTC. None for what is none."""
    try:
        parts = parsedate_tz(text)
        if parts is None or parts[0] < FIRST_YEAR:
            return None
        zone = dt.timezone(dt.timedelta(seconds=parts[9] or 0))
        year, month, day, hour, minute, second = parts[:6]
        return local(dt.datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone))
    except (ValueError, TypeError, LookupError, OverflowError, OSError):
        return None


_TOKEN = re.compile(
    r'"(?P<quoted>(?:[^"\\]|\\.)*)"|\((?:[^()\\]|\\.)*\)|<(?P<angle>[^<>]*)>|(?P<end>[,;])'
    r'|(?P<plain>[^",;<(]+)|.',
    re.DOTALL,
)
_WORD = r"[^\s\x00-\x1f\x7f-\x9f:<>()\[\]\",;@]+"
_ADDRESS = re.compile(f"{_WORD}@{_WORD}")
LONGEST = 320


def addresses_in(value: str) -> list[tuple[str, str]]:
    """The (name, address) pairs of a header, encoded words as they stand; nonsense is passed over."""
    found: list[tuple[str, str]] = []
    words: list[str] = []
    angle = ""
    for token in _TOKEN.finditer(value):
        if token["end"]:
            found += _mailbox(words, angle)
            words, angle = [], ""
        elif token["angle"] is not None:
            angle = token["angle"]
        elif token["quoted"] is not None:
            words.append(re.sub(r"\\(.)", r"\1", token["quoted"]))
        elif token["plain"]:
            words.append(token["plain"])
    return found + _mailbox(words, angle)


def _mailbox(words: list[str], angle: str) -> list[tuple[str, str]]:
    """One mailbox: its name, and the address in angle brackets, or else the one that stands there."""
    text = " ".join(" ".join(words).split())
    match = _ADDRESS.search(angle) or _ADDRESS.search(text)
    if match is None or len(match[0]) > LONGEST:
        return []
    name = text if _ADDRESS.search(angle) else ""
    return [(name, match[0])]
