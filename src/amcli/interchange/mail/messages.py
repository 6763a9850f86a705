"""A mail as far as it is read: its headers, and the beginning of its body. A large attachment never is.

Not for mailboxes (messages.py, mailbox.py) nor for what a mail says (sorting.py).
"""

import os
import re
from collections import deque
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

HEAD_SIZE = 1 << 20
BODY_SIZE = 1 << 16
# As much of a body as is read where the whole text is to be kept.
WHOLE_BODY = 1 << 20
_END = re.compile(rb"\n[ \t]*\n")
_BEFORE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:>?From [^\n]*\n)?")
_COUNT = re.compile(rb"\s*(\d{1,18})\s*\n")
_FLAGS = re.compile(rb"<key>flags</key>\s*<integer>(\d{1,18})</integer>")
# As much is read of what stands after the mail in a file of Apple Mail.
_LIST_SIZE = 1 << 16
_LONGEST_COUNT = 64


class Raw(NamedTuple):
    """The bytes of a mail, with single line feeds; `why` its place or a flag makes it no touch; `deleted`
    where a flag says that it was."""

    head: bytes
    body: bytes
    why: str | None = None
    deleted: bool = False


def message_in(handle: BinaryIO, body_size: int) -> Raw:
    """The mail that a file holds; that of Apple Mail has its length in a line before it."""
    found = handle.read(BODY_SIZE)
    if (count := _COUNT.match(found)) is not None:
        found = found[count.end() :][: int(count[1])]
    read = unbroken(found)
    while not _END.search(read) and len(found) < HEAD_SIZE and (more := handle.read(BODY_SIZE)):
        found += more
        read = unbroken(found)
    before = _BEFORE.match(read)
    read = read[before.end() if before else 0 :]
    end = _END.search(read)
    head, body = (read, b"") if end is None else (read[: end.start()], read[end.end() :])
    if len(body) < body_size and len(found) >= BODY_SIZE and count is None:
        body += unbroken(handle.read(body_size - len(body)))
    return Raw(head, body[:body_size])


def flags_after(handle: BinaryIO) -> int:
    """The flags of a file of Apple Mail, in the property list after the mail; 0 for a file that has none."""
    handle.seek(0)
    if (count := _COUNT.match(handle.read(_LONGEST_COUNT))) is None:
        return 0
    end = count.end() + int(count[1])
    if end > os.fstat(handle.fileno()).st_size:
        return 0
    handle.seek(end)
    found = _FLAGS.search(handle.read(_LIST_SIZE))
    return int(found[1]) if found else 0


def unbroken(data: bytes) -> bytes:
    """Bytes with single line feeds, whatever system wrote them."""
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


MARK = b"From "
_LINE = 1 << 16
# So many lines are looked at to tell whether headers follow a line that may be prose.
_FURTHER = 64
# So many usual headers are no chance.
ENOUGH = 3
_BOM = b"\xef\xbb\xbf"
# An address alone, or whatever else with a time of day as `ctime` writes it.
_ENVELOPE = re.compile(rb"From \S+@\S+\s*$|From (?:\S+\s+|.*\b)[A-Z][a-z]{2},? .*\d:\d\d|From \S+@\S+\s.*\d")
_LONGEST_ENVELOPE = 400
# The first line of a patch by git: no envelope, though it looks like one.
_PATCH = re.compile(rb"From [0-9a-f]{40} Mon Sep 17 00:00:00 2001")
_ESCAPED = re.compile(rb">+From ")
_USUAL = re.compile(
    rb"(?:Return-Path|Received(?:-SPF)?|Date|From|To|Cc|Bcc|Subject|Message-ID|Delivered-To|Delivery-Date"
    rb"|Envelope-To|MIME-Version|Content-[A-Z-]+|Status|Reply-To|Sender|In-Reply-To|References|Precedence"
    rb"|Importance|Priority|Sensitivity|User-Agent|Organization|Lines|Xref|Path|Newsgroups|Keywords|Comments"
    rb"|Auto-Submitted|Authentication-Results|DKIM-Signature|DomainKey-Signature|Accept-Language|Autocrypt"
    rb"|Disposition-Notification-To|Feedback-ID|Errors-To|Mail-Followup-To|Old-Return-Path|Apparently-To"
    rb"|(?:ARC|List|Resent|Thread|X)-[A-Z0-9_-]+)[ \t]*:",
    re.IGNORECASE,
)
_HEADER = re.compile(rb"[!-9;-~]+:")
_FOLDED = re.compile(rb"[ \t]+\S")
# Headers that no text has by chance: of the way of a mail, or with an address or a time in them.
_TELLING = re.compile(
    rb"(?:Return-Path|Received|Message-ID|Delivered-To|MIME-Version|DKIM-Signature|X-Mozilla-Status):"
    rb"|(?:From|Sender):.*@|Date:.*\d [A-Z][a-z]{2} \d+ \d+:\d\d",
    re.IGNORECASE,
)


def mails(handle: BinaryIO, body_size: int, tick: Callable[[int], None]) -> Iterator[Raw]:
    """The mails of an mbox; `tick` is told of the bytes that were read."""
    lines, mail = Ahead(handle, tick), Gathering(body_size)
    first, before = True, b"\n"
    for line in lines:
        if first:
            line = line.removeprefix(_BOM)
        if line.startswith(MARK) and before.endswith(b"\n") and begins(line, before, lines, first=first):
            yield from mail.ended()
            mail = Gathering(body_size)
        else:
            mail.add(line)
        first, before = first and not line.strip(), line
    yield from mail.ended()


class Ahead:
    """The lines of a file, of which some more can be seen before they are taken."""

    def __init__(self, handle: BinaryIO, tick: Callable[[int], None]) -> None:
        self._handle = handle
        self._tick = tick
        self._seen: deque[bytes] = deque()

    def __iter__(self) -> Iterator[bytes]:
        """The lines one by one; a very long one in pieces."""
        read, tick, seen = self._handle.readline, self._tick, self._seen
        while line := seen.popleft() if seen else read(_LINE):
            tick(len(line))
            yield line

    def peek(self, place: int) -> bytes:
        """One of the lines to come; empty after the end."""
        while len(self._seen) <= place:
            if not (line := self._handle.readline(_LINE)):
                return b""
            self._seen.append(line)
        return self._seen[place]


def begins(line: bytes, before: bytes, lines: Ahead, *, first: bool) -> bool:
    """Whether a line `From ...` begins a mail, by what it says and by the lines around it.

    An envelope after a blank line needs one header after it, all else the headers of a mail; the `first`
    line of a file has been found to begin an mbox.
    """
    if _PATCH.match(line):
        return False
    if first:
        return _HEADER.match(lines.peek(0)) is not None or _is_again(lines.peek(0))
    envelope = _ENVELOPE.match(line[:_LONGEST_ENVELOPE]) is not None
    after = lines.peek(0)
    # An envelope that stands below prose begins a mail of its own; one with a mark is left from before.
    sure = envelope or after.startswith(b">") or not line[len(MARK) :].strip()
    place = 1 if sure and _is_again(after) else 0
    if not _USUAL.match(lines.peek(place)):
        return False
    return (envelope and not before.strip()) or _are_headers(lines, place)


def _is_again(line: bytes) -> bool:
    """Whether a line is an envelope of before, which some programs leave below their own."""
    return line.lstrip(b">").startswith(MARK)


def _are_headers(lines: Ahead, first: int) -> bool:
    """Whether the lines from this one on are headers of a mail: one that tells, or three usual ones."""
    usual, place = 0, first
    while place < _FURTHER and (line := lines.peek(place)).strip():
        if _TELLING.match(line):
            return True
        if not (_HEADER.match(line) or (_FOLDED.match(line) and place > first)):
            return False
        usual += _USUAL.match(line) is not None
        place += 1
    return usual >= ENOUGH


class Gathering:
    """One mail as its lines come in: no more is kept of it than is read."""

    def __init__(self, body_size: int) -> None:
        self._head: list[bytes] = []
        self._body: list[bytes] = []
        self._head_left, self._body_left = HEAD_SIZE, body_size
        self._in_body = False

    def add(self, line: bytes) -> None:
        """One line more; an escaped one of the body as it was written."""
        if self._in_body:
            if self._body_left > 0:
                self._body.append(line[1:] if line[:1] == b">" and _ESCAPED.match(line) else line)
                self._body_left -= len(line)
        elif line.strip(b"\r\n"):
            if self._head_left > 0 and (self._head or not _is_again(line)):
                self._head.append(line)
                self._head_left -= len(line)
        elif self._head:
            self._in_body = True

    def ended(self) -> Iterator[Raw]:
        if self._head:
            yield Raw(b"".join(self._head), b"".join(self._body))
