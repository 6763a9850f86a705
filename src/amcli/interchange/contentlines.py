"""What iCalendar and vCard share: text made fit for a line, escaped and folded; lasting identities.

Which lines there are is said by `calendar_out` and `vcard_out`.
"""

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
