"""A mail as far as it is read: its headers, and the beginning of its body. A large attachment never is.

Not for mailboxes (mbox.py, folders.py) nor for what a mail says (letter.py).
"""

import os
import re
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
