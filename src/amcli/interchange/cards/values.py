r"""The value of a card's property in parts: what is escaped, what parts it. Pure.

Version 2.1 escapes only `;`, but many of its writers do as 3.0 does.
"""

import re

from amcli.interchange.contentlines import escaped, fit

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
