"""The addresses in a header of a mail, whatever program wrote it: names with commas, groups, nonsense.

The standard library reads the same header in two ways, by the version of Python; this reads it in one.
Not for who an address is (touches/people.py).
"""

import re

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
