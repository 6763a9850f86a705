"""References in parts: what a row says of whom it is about, where that is more than one word.

A preset makes such a text of several cells (an id of its system, a name, an e-mail address); the parts
are tried in their order (references.py). Cells of files cannot hold one: they have no NUL.
"""

from collections.abc import Iterable

MARK = "\0"
_WITHIN = "\0\0"
# How a part names a record: by its id in the source, or by one that may be that of another kind; its name,
# the domain of an e-mail address, the id of a person of the account.
ID, PERHAPS, NAME, MAIL, PERSON = "id", "perhaps", "name", "mail", "person"

Part = tuple[str, str]


def pointer(parts: Iterable[Part]) -> str:
    """A reference made of parts; empty where there is nothing in any."""
    filled = dict.fromkeys((how, text.strip()) for how, text in parts if text.strip())
    return MARK + _WITHIN.join(f"{how}={text}" for how, text in filled) if filled else ""


def is_pointer(text: str) -> bool:
    """Whether a text is a reference in parts."""
    return text.startswith(MARK)


def parts_of(text: str) -> list[Part]:
    """The parts of a reference."""
    cut = (part.partition("=") for part in text.removeprefix(MARK).split(_WITHIN))
    return [(how, rest) for how, _, rest in cut]


def name_in(text: str) -> str | None:
    """The name in a reference; a plain one is a name itself."""
    if not is_pointer(text):
        return text
    return next((part for how, part in parts_of(text) if how == NAME), None)


def company_in(text: str) -> bool:
    """Whether a reference names a company itself, by id or by name."""
    return any(how in (ID, NAME) for how, _ in parts_of(text))
