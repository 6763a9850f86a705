"""The kinds of files that import understands: one entry each in KINDS, and nothing elsewhere.

A kind says which headers mean which field, how a field's column is read, by what its rows are
matched to the records of the book, and in which order files are taken in. Not for reading cells
(columns.py) and not for the book.
"""

import re
import unicodedata
from functools import lru_cache

from amcli.interchange.kinds.customers import ACCOUNTS, CONTACTS, CONTRACTS, PRODUCTS
from amcli.interchange.kinds.engagement import (
    EVENTS,
    FEEDBACK,
    GOALS,
    HANDOFFS,
    HEALTH,
    INTERACTIONS,
    ISSUES,
    OPPORTUNITIES,
    SURVEYS,
    TARGETS,
    TASKS,
    USAGE,
)
from amcli.interchange.kinds.fields import Field, Key, Kind

__all__ = [
    "EXTRA",
    "KINDS",
    "KIND_NAMES",
    "REASON_HEADER",
    "Field",
    "Key",
    "Kind",
    "header_key",
    "kind_named",
]

# In the order in which files given together are taken in: what is referred to comes first.
KINDS: tuple[Kind, ...] = (
    *(ACCOUNTS, PRODUCTS, CONTACTS, CONTRACTS, INTERACTIONS, TASKS, SURVEYS),
    *(OPPORTUNITIES, ISSUES, FEEDBACK, USAGE, GOALS, EVENTS, HANDOFFS, TARGETS, HEALTH),
)
KIND_NAMES: tuple[str, ...] = tuple(kind.name for kind in KINDS)
EXTRA = "extra."
# The column that --skip-bad adds; no field of any kind has this name.
REASON_HEADER = "import error"

_BLANKS = re.compile(r"[\s_-]+")


@lru_cache(maxsize=8192)  # the same few thousand names are asked for at each file
def header_key(header: str) -> str:
    """What two headers must share to mean the same: any case, `_`, `-` and blanks alike, no final `*`."""
    plain = unicodedata.normalize("NFC", header).replace("’", "'").strip().rstrip("*")
    return _BLANKS.sub(" ", plain).strip().casefold()


def kind_named(name: str) -> Kind | None:
    """A kind by its name, in the plural or the singular."""
    return next((kind for kind in KINDS if name.casefold() in (kind.name, kind.table)), None)


# The header of the reference that amcli gives a record, such as k12.
REF = "ref"
