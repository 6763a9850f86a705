"""The words of a mail that are kept: its subject without `Re:`, and what its writer wrote.

Quoted mails, signatures and lines such as "On Monday ... wrote:" are left out. Also tells by the body
whether a mail is a calendar's. Nothing in here raises for what a mail holds.
"""

import re
from email import message_from_bytes
from email.message import Message

from amcli.interchange.mail.headers import clean, read_as
from amcli.interchange.markup import text_of

SUMMARY_LIMIT = 200
LINE_LIMIT = 400
BODY_LIMIT = 50_000
CALENDAR = b"text/calendar"

_PREFIX = re.compile(
    r"\s*(?:(?:re|fw|fwd|aw|wg|sv|vs|vb|tr|rv|rif|r|i|enc|res|ref|antw|doorst|odp|ynt|ilt|回复|答复|转发|返信|転送)"
    r"\s*(?:\[\d+\]|\(\d+\))?\s*[::]|\[(?:ext|extern|external|fwd)\])\s*",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"(?:on|am|le|el|il|op|den|em|dnia|w dniu|vào)\b.{4,200}?"
    r"\b(?:wrote|schrieb\b.*|écrit|escribió|ha scritto|schreef\b.*|skrev\b.*|escreveu|napisał\w*)\s*:?\s*$",
    re.IGNORECASE,
)
_DATED = re.compile(r"@|\b(?:19|20)\d\d\b|\d[:.h/-]\d")
_ORIGINAL = re.compile(
    r"\s*(?:-{3,}\s*.*(?:original|ursprüngliche|weitergeleitete|forwarded|transféré|reenviado|inoltrato).*-{3,}"
    r"|begin forwarded message:|anfang der weitergeleiteten nachricht:|_{20,}\s*)\s*$",
    re.IGNORECASE,
)
_HEAD = re.compile(r"\s*\**(?:from|von|de|da|van|från|fra)\s*:\**\s+\S", re.IGNORECASE)
_SENT = re.compile(
    r"\s*\**(?:sent|date|gesendet|datum|envoyé|enviado|inviato|verzonden|skickat|sendt)\s*:\**\s+\S",
    re.IGNORECASE,
)
_TO = re.compile(r"\s*\**(?:to|an|à|para|a|aan|till|til)\s*:\**\s+\S", re.IGNORECASE)
_NAMED = re.compile(r"\s*\**[^\W\d_]+\s*:")
_SIGNATURE = re.compile(r"--\s?$")
_DEVICE = re.compile(
    r"\s*(?:sent from my|von meinem .* gesendet|envoyé de mon|get outlook for)\b", re.IGNORECASE
)
_LIMIT = re.compile(r"\s*>\s?\d")
# What no line before it goes on in.
_BEGINNINGS = (_SIGNATURE, _ORIGINAL, _HEAD, _SENT, _TO)
# Before a line that begins as a quote does and is none; no text has it, as a book can't keep it.
_OWN = "\0"
_METHOD = re.compile(rb"(?:^|\n)METHOD:\s*([A-Za-z]+)", re.IGNORECASE)


def bare_subject(subject: str) -> str:
    """A subject without what replies and forwards put before it."""
    found = subject
    while (match := _PREFIX.match(found)) is not None:
        found = found[match.end() :]
    return clean(found).strip()


def message_of(head: bytes, body: bytes) -> Message:
    """A mail as its parts, as far as it was read."""
    return message_from_bytes(head + b"\n\n" + body)


def is_calendar(message: Message) -> bool:
    """Whether a mail is an invitation, a reply to one or a cancellation, sent by a calendar program."""
    for part in message.walk():
        attached = part.get_content_disposition() == "attachment"
        if part.get_content_type() != "text/calendar" or attached:
            continue
        if part.get_param("method") or _METHOD.search(content_of(part)):
            return True
    return False


def content_of(part: Message) -> bytes:
    """The bytes of a part, decoded as far as they can be."""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def written_text(message: Message) -> str:
    """What the writer of a mail wrote: the plain text, else that of its HTML, without quoted mails."""
    plain = html = ""
    for part in message.walk():
        kind = part.get_content_type()
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        whole = kind.startswith("multipart/")  # its parts cannot be told apart
        if (kind == "text/plain" or whole) and not plain.strip():
            plain = text_in(part)
        elif kind == "text/html" and not html:
            html = text_in(part)
    if not plain.strip() and html:
        plain = clean(text_of(html))
    return "\n".join(own_lines(plain.split("\n"))).replace(_OWN, "").strip()


def text_in(part: Message) -> str:
    """The text of a part, in whatever charset it is; what its program broke into lines is whole again."""
    charset = part.get_param("charset")
    text = clean(read_as(content_of(part), charset if isinstance(charset, str) else None))
    if part.get_content_type() != "text/plain" or not _says(part, "format", "flowed"):
        return text
    return "\n".join(unflowed(text.split("\n"), delsp=_says(part, "delsp", "yes")))


def _says(part: Message, name: str, value: str) -> bool:
    """Whether a parameter of a part's Content-Type has this value."""
    found = part.get_param(name)
    return isinstance(found, str) and found.strip().casefold() == value


def unflowed(lines: list[str], *, delsp: bool = False) -> list[str]:
    """The paragraphs and fixed lines of a text with `format=flowed` (RFC 3676, section 4).

    A line that ends in a blank goes on in the next one: not in one of another quote depth (4.5), nor in a
    signature (4.3); nor, as programs err, in an empty line or the head of an original mail. The blank that
    stuffs a line goes (4.4), that at its end only with `delsp` (4.1).
    """
    found: list[tuple[int, list[str]]] = []
    depth, flows = 0, False
    for line in lines:
        text = line.lstrip(">")
        before, depth = depth, len(line) - len(text)
        text = text.removeprefix(" ")
        if not flows or depth != before or not text or any(each.match(text) for each in _BEGINNINGS):
            found.append((depth, []))
        flows = text.endswith(" ") and not _SIGNATURE.match(text)
        found[-1][1].append(text[:-1] if flows and delsp else text)
    return [_at_depth(depth, "".join(pieces)) for depth, pieces in found]


def _at_depth(depth: int, text: str) -> str:
    """A line with the marks of its quote; one of the writer's that begins as a quote does is marked."""
    if depth:
        return f"{'>' * depth} {text}"
    return _OWN + text if _is_quote(text) else text


def own_lines(lines: list[str]) -> list[str]:
    """The lines that the writer added: no quotes, nothing from a signature or an original mail on. What only
    looks like one of these is kept."""
    own: list[str] = []
    skipped = 0
    for place, line in enumerate(lines):
        if place < skipped or _DEVICE.match(line) or (_is_quote(line) and not _is_limit(lines, place)):
            continue
        if _SIGNATURE.match(line) or _ORIGINAL.match(line) or _is_head(lines, place):
            break
        if (length := _attribution(lines, place)) > 0:
            if not _is_quote(_after(lines, place + length)):
                break
            skipped = place + length
            continue
        own.append(line.rstrip())
    return own


def _is_quote(line: str) -> bool:
    return line.lstrip().startswith(">")


def _is_limit(lines: list[str], place: int) -> bool:
    """Whether a line such as "> 100 seats: 10 EUR" is the writer's: one alone, in a mail without quotes."""
    if not _LIMIT.match(lines[place]):
        return False
    if any(_is_quote(line) for at, line in enumerate(lines) if at != place):
        return False
    return not any(_attribution(lines, at) for at in range(place))


def _after(lines: list[str], place: int) -> str:
    """The next line from a place on that says something."""
    return next((line for line in lines[place:] if line.strip()), "")


def _is_head(lines: list[str], place: int) -> bool:
    """Whether the headers of a quoted mail begin here, as Outlook writes them: from whom and when, or from
    whom, to whom and more."""
    first, second, third = (*lines[place : place + 3], "", "")[:3]
    if not _HEAD.match(first):
        return False
    known = "@" in first + second or _NAMED.match(third) is not None
    return _SENT.match(second) is not None or (_TO.match(second) is not None and known)


def _attribution(lines: list[str], place: int) -> int:
    """How many lines "On 2 March 2026, Jane wrote:" takes here; 0 where it is not. It has a day with its year
    or time, or an address, or at least a number and the quote below."""
    for length in (1, 2):
        found = " ".join(lines[place : place + length]).strip()
        if _WROTE.match(found):
            quoted = any(map(str.isdigit, found)) and _is_quote(_after(lines, place + length))
            return length if quoted or _DATED.search(found) else 0
    return 0


def first_line(text: str) -> str | None:
    """The first line that says something; None where there is none."""
    line = next((" ".join(line.split()) for line in text.split("\n") if line.strip()), "")
    return shortened(line, LINE_LIMIT) or None


def shortened(text: str, most: int) -> str:
    """Text of at most so many characters, three dots at its end where some were left out."""
    return text if len(text) <= most else text[: most - 3].rstrip() + "..."
