"""Nobody comes back by a parcel whom this book has forgotten: they are taken out of it, and out of what its
texts say. Not for forgetting anybody (forgetting.py)."""

from collections.abc import Iterator

from amcli.errors import Refused
from amcli.hints import TYPE_CHECKING, Any
from amcli.rules.forgetting import (
    PERSON,
    REF,
    Finder,
    Hashed,
    Marks,
    as_list,
    hashed_of_account,
    hashed_of_contact,
    is_telling,
    of_source,
    person_at,
    plain_address,
)
from amcli.rules.names import shown
from amcli.storage.forgetting import ABOUT_ADDRESSES, CALLED, WORDS
from amcli.storage.forgotten import Forgotten
from amcli.vocabulary import reference

if TYPE_CHECKING:
    from amcli.storage.bundles import Bundle

Row = dict[str, Any]


def without_forgotten(bundle: "Bundle", forgotten: Forgotten, own: str) -> "tuple[Bundle, int]":
    """A bundle without those who were forgotten, and how many these are. Raises Refused where it is the
    customer who was."""
    if not forgotten:
        return bundle, 0
    refs = list(bundle.rows.get("source_ref", {}).values())
    if forgotten.knows(known_account(bundle, refs, own)):
        raise Refused(
            f"{shown(bundle.row['name'])} was forgotten here for good. Nothing was taken.",
            "To allow it again: am forget --allow",
        )
    contacts = bundle.rows.get("contact", {})
    gone = {
        row for row, values in contacts.items() if forgotten.knows(known_person(bundle, values, refs, own))
    }
    if not gone:
        return bundle, 0
    finder = Finder(marks_of([contacts[row] for row in gone]))
    rows = {
        table: {
            row: cleared(finder, table, values, gone)
            for row, values in some.items()
            if not is_gone(finder, table, values, gone)
        }
        for table, some in bundle.rows.items()
    }
    return bundle._replace(rows=rows), len(gone)


def known_account(bundle: "Bundle", refs: list[Row], own: str) -> Iterator[Hashed]:
    """By what a customer may be known again."""
    yield from hashed_of_account(bundle.row)
    yield of_source(bundle.source, "account", str(bundle.account))
    yield from of_sources(refs, "account", bundle.account, own)


def known_person(bundle: "Bundle", values: Row, refs: list[Row], own: str) -> Iterator[Hashed]:
    """By what a person may be known again: also at an account, and by a number, that this book had."""
    yield from hashed_of_contact({**values, "account_id": None})
    yield of_source(bundle.source, "contact", str(values["id"]))
    yield from of_sources(refs, "contact", values["id"], own)
    for each in refs:
        if each["kind"] == "account" and each["source"] == f"team:{own}" and each["source_id"].isdigit():
            yield PERSON, person_at(int(each["source_id"]), values["name"])


def of_sources(refs: list[Row], kind: str, row: int, own: str) -> Iterator[Hashed]:
    """The ids that sources gave to a record, this book too."""
    for each in refs:
        if (each["kind"], each["row"]) == (kind, row):
            yield of_source(each["source"], kind, each["source_id"])
            if each["source"] == f"team:{own}" and each["source_id"].isdigit() and kind == "contact":
                yield REF, reference(kind, int(each["source_id"]))


def marks_of(people: list[Row]) -> Marks:
    """What stands for some people in texts."""
    names = {str(each["name"]) for each in people}
    numbers = {
        phone["e164"].lstrip("+") for each in people for phone in as_list(each["phones"]) if phone.get("e164")
    }
    return Marks(
        frozenset(filter(is_telling, names)),
        frozenset(plain_address(email) for each in people for email in as_list(each["emails"])),
        frozenset(numbers),
        frozenset(),
        frozenset(name for name in names if not is_telling(name)),
    )


def is_gone(finder: Finder, table: str, values: Row, gone: set[int]) -> bool:
    """Whether a row goes with them."""
    if table == "contact":
        return values["id"] in gone
    if table == "interaction_contact":
        return values["contact_id"] in gone
    if table in ABOUT_ADDRESSES:
        about = values["kind"] == "contact" and values["row"] in gone
        return about or any(isinstance(each, str) and finder.is_within(each) for each in values.values())
    return False


def cleared(finder: Finder, table: str, values: Row, gone: set[int]) -> Row:
    """A row that stays, without what names them, and without what they said."""
    stays = CALLED.get(table, ())
    made = {
        name: value if name in stays or not isinstance(value, str) else finder.cleared(value)
        for name, value in values.items()
    }
    for column in ("contact_id", "successor_id"):
        if values.get(column) in gone:
            made[column] = None
            if column == "contact_id" and table in WORDS:
                text, instead = WORDS[table]
                made[text] = instead if made[text] is not None else None
    return made
