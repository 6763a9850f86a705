"""Regular expressions, loaded when one is first asked: most runs meet plain text only, and `re` alone costs
as much as half a start of Python."""

from amcli.hints import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from re import Match

IGNORECASE, ASCII = 2, 256  # as `re` counts them


def fullmatch(pattern: str, text: str, flags: int = 0) -> "Match[str] | None":
    """The match of a whole text."""
    import re

    return re.fullmatch(pattern, text, flags)


def match(pattern: str, text: str) -> "Match[str] | None":
    """The match at the beginning of a text."""
    import re

    return re.match(pattern, text)


def search(pattern: str, text: str, flags: int = 0) -> "Match[str] | None":
    """The first match within a text."""
    import re

    return re.search(pattern, text, flags)


def findall(pattern: str, text: str, flags: int = 0) -> list[Any]:
    """All that match within a text."""
    import re

    return re.findall(pattern, text, flags)


def sub(pattern: str, new: "str | Callable[[Match[str]], str]", text: str, flags: int = 0) -> str:
    """A text with another in the place of each match."""
    import re

    return re.sub(pattern, new, text, flags=flags)


def split(pattern: str, text: str, flags: int = 0, *, most: int = 0) -> list[str]:
    """The pieces of a text between the matches."""
    import re

    return re.split(pattern, text, maxsplit=most, flags=flags)
