r"""The value of a card's property in parts: what is escaped, what parts it. Pure.

Version 2.1 escapes only `;`, but many of its writers do as 3.0 does.
"""

import re

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PARTS = {mark: re.compile(rf"((?:[^\\{mark}]|\\.|\\$)*)(?:{mark}|$)", re.DOTALL) for mark in ";,"}


def plain(value: str) -> str:
    r"""A text as it is meant: `\n` is a line break, other backslashes go."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def parted(value: str, mark: str) -> list[str]:
    """The parts of a value, blanks and all; those that are empty, too."""
    found = _PARTS[mark].findall(value)
    return [plain(part) for part in (found[:-1] if len(found) > 1 else found)]


def filled(parts: list[str]) -> list[str]:
    """The parts in which there is something, trimmed."""
    return [part.strip() for part in parts if part.strip()]
