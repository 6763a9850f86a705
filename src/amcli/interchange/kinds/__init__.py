"""The kinds of files that import understands: one entry each in KINDS, and nothing elsewhere.

Which headers mean which field, how its column is read, and by what rows are matched to the records of the
book, every kind of record declares; here stand their order and what the rows of each need besides. Not for
reading cells (columns.py) and not for the book.
"""

import re
import unicodedata
from functools import lru_cache

from amcli.interchange.kinds import amounts, derived
from amcli.interchange.kinds.fields import ACCOUNT, Field, Kind, file_of
from amcli.records.declaration import Key
from amcli.vocabulary import HEALTHS

__all__ = [
    "ACCOUNTS",
    "CONTACTS",
    "CONTRACTS",
    "EXTRA",
    "INTERACTIONS",
    "KINDS",
    "KIND_NAMES",
    "REASON_HEADER",
    "Field",
    "Key",
    "Kind",
    "header_key",
    "kind_named",
]

ACCOUNTS = file_of("account", derived.prepare_account, derived.finish_account)
CONTACTS = file_of("contact", derived.prepare_contact, derived.finish_contact)
CONTRACTS = file_of("contract", amounts.prepare_contract, amounts.finish_contract)
INTERACTIONS = file_of("interaction", derived.prepare_interaction, derived.finish_interaction)
# The score of an account on a day: in files, so that a book can be told whole, and no record of a person's.
HEALTH = Kind(
    "health",
    "health",
    "score",
    (
        ACCOUNT,
        Field("on", "day", ("date", "day"), needed=True),
        Field("score", "whole"),
        Field("health", "choice", ("band",), column="band", choices=HEALTHS, needed=True),
        Field("evidence", "decimal", ("coverage",), column="coverage"),
        Field("model", "word", needed=True),
        Field("reasons", "json"),
    ),
    (Key(("account_id", "on")),),
    (("account",), ("on",), ("health",), ("model",)),
    once=("account_id", "on"),
)
# In the order in which files given together are taken in: what is referred to comes first.
KINDS: tuple[Kind, ...] = (
    ACCOUNTS,
    file_of("product", derived.prepare_product, amounts.finish_product),
    CONTACTS,
    CONTRACTS,
    INTERACTIONS,
    file_of("goal", derived.prepare_goal),
    file_of("play"),
    file_of("task", derived.prepare_task, derived.finish_task),
    file_of("survey", derived.prepare_survey),
    file_of("opportunity", finish=amounts.finish_opportunity),
    file_of("issue", finish=derived.finish_issue),
    file_of("feedback"),
    file_of("usage", derived.prepare_usage),
    file_of("event", finish=derived.finish_event),
    file_of("handoff"),
    file_of("target", derived.prepare_target, amounts.finish_target),
    HEALTH,
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
