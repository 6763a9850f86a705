"""An mbox as a stream of mails: headers whole, of each body only its beginning.

A line `From ...` begins a mail where a blank line is before it, the line is an envelope's, and headers
follow; so a patch or a quoted line within a mail stays in it. Not for what a mail says.
"""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from amcli.exchange.mail.raw import HEAD_SIZE, Raw

_LINE = 1 << 16
_ENVELOPE = re.compile(rb"From \S+\s.*\d:\d\d|From \S+@\S+\s*$")
# The first line of a patch by git: no envelope, though it looks like one.
_PATCH = re.compile(rb"From [0-9a-f]{40} Mon Sep 17 00:00:00 2001")
_HEADER = re.compile(rb"[!-9;-~]+:|>?From ")


def mails(handle: BinaryIO, body_size: int, tick: Callable[[int], None]) -> Iterator[Raw]:
    """The mails of an mbox; `tick` is told of the bytes that were read."""
    mail = Gathering(body_size)
    blank, whole, waiting = True, True, b""
    while line := handle.readline(_LINE):
        tick(len(line))
        if waiting:
            if _HEADER.match(line):
                yield from mail.ended()
                mail = Gathering(body_size)
            else:
                mail.add(waiting)
            waiting = b""
        if blank and whole and is_envelope(line):
            waiting = line
        else:
            mail.add(line)
        whole = line.endswith(b"\n")
        blank = whole and not line.strip()
    if waiting:
        mail.add(waiting)
    yield from mail.ended()


def is_envelope(line: bytes) -> bool:
    """Whether a line looks like that which begins a mail of an mbox."""
    return line.startswith(b"From ") and bool(_ENVELOPE.match(line)) and not _PATCH.match(line)


class Gathering:
    """One mail as its lines come in: no more is kept of it than is read."""

    def __init__(self, body_size: int) -> None:
        self._head: list[bytes] = []
        self._body: list[bytes] = []
        self._head_left, self._body_left = HEAD_SIZE, body_size
        self._in_body = False

    def add(self, line: bytes) -> None:
        """One line more."""
        if self._in_body:
            if self._body_left > 0:
                self._body.append(line)
                self._body_left -= len(line)
        elif line.strip(b"\r\n"):
            if self._head_left > 0:
                self._head.append(line)
                self._head_left -= len(line)
        elif self._head:
            self._in_body = True

    def ended(self) -> Iterator[Raw]:
        """The mail, where there was one."""
        if self._head:
            yield Raw(b"".join(self._head), b"".join(self._body))
