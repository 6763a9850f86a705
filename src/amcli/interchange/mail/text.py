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
_ORIGINAL = re.compile(
    r"\s*(?:-{3,}\s*.*(?:original|ursprüngliche|weitergeleitete|forwarded|transféré|reenviado|inoltrato).*-{3,}"
    r"|begin forwarded message:|anfang der weitergeleiteten nachricht:|_{20,}\s*)\s*$",
    re.IGNORECASE,
)
_HEAD = re.compile(r"\s*\**(?:from|von|de|da|van|från|fra)\s*:\**\s+\S", re.IGNORECASE)
_NEXT_HEAD = re.compile(
    r"\s*\**(?:sent|date|to|gesendet|datum|an|envoyé|à|enviado|para|inviato|a|verzonden|aan|skickat|till|sendt|til)"
    r"\s*:\**\s+\S",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"--\s?$|\s*(?:sent from my|von meinem .* gesendet|envoyé de mon|get outlook for)\b", re.IGNORECASE
)
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
        plain = text_of(html)
    return "\n".join(own_lines(clean(plain).split("\n"))).strip()


def text_in(part: Message) -> str:
    """The text of a part, in whatever charset it is."""
    charset = part.get_param("charset")
    return read_as(content_of(part), charset if isinstance(charset, str) else None)


def own_lines(lines: list[str]) -> list[str]:
    """The lines that the writer added: no quotes, nothing from a signature or an original mail on."""
    own: list[str] = []
    skipped = 0
    for place, line in enumerate(lines):
        if place < skipped or line.lstrip().startswith(">"):
            continue
        if _SIGNATURE.match(line) or _ORIGINAL.match(line) or _is_head(lines, place):
            break
        if (length := _attribution(lines, place)) > 0:
            rest = next((each for each in lines[place + length :] if each.strip()), "")
            if not rest.lstrip().startswith(">"):
                break
            skipped = place + length
            continue
        own.append(line.rstrip())
    return own


def _is_head(lines: list[str], place: int) -> bool:
    """Whether the headers of a quoted mail begin here, as Outlook writes them."""
    after = lines[place + 1] if place + 1 < len(lines) else ""
    return _HEAD.match(lines[place]) is not None and _NEXT_HEAD.match(after) is not None


def _attribution(lines: list[str], place: int) -> int:
    """How many lines "On Monday, Jane wrote:" takes here; 0 where it is not."""
    for length in (1, 2):
        if _WROTE.match(" ".join(lines[place : place + length]).strip()):
            return length
    return 0


def first_line(text: str) -> str | None:
    """The first line that says something; None where there is none."""
    line = next((" ".join(line.split()) for line in text.split("\n") if line.strip()), "")
    return shortened(line, LINE_LIMIT) or None


def shortened(text: str, most: int) -> str:
    """Text of at most so many characters, three dots at its end where some were left out."""
    return text if len(text) <= most else text[: most - 3].rstrip() + "..."
