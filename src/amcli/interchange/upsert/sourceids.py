"""What a source is called, and the ids that it gave: whose they are, and whether they still mean the same.

Not for what a source may change (provenance.py), nor for matching by anything but ids (matching.py).
"""

import json
import re
from collections import Counter
from collections.abc import Container, Iterable
from pathlib import PurePath

from amcli.errors import Refused
from amcli.hints import NamedTuple
from amcli.interchange.kinds import Kind
from amcli.interchange.store import Store, Values
from amcli.interchange.tables.columns import Mapping
from amcli.interchange.upsert.matching import as_called
from amcli.rules.duplicates.companies import Company, alike
from amcli.rules.maildomains import bare_domain
from amcli.rules.names import folded, shown
from amcli.rules.provenance import keys_of

# What the source of every table, and of every card, was called in older books.
TABLES, CARDS = "csv", "vcard"
# The source of an export: the ids in it are those of a book.
EXPORT = "amcli"
_PACKED = frozenset({".gz", ".bz2", ".xz", ".zip"})
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\{[^}]*\}")
_APART = " \t-_.,+~"
SITES = ("domain", "website")
# What a record of a kind is known by, beside its account.
TOLD_BY = {
    "contract": ("reference", "product_id", "starts_on"),
    "interaction": ("on", "summary"),
    "task": ("title",),
    "opportunity": ("name",),
    "issue": ("title",),
    "survey": ("on", "kind"),
    "usage": ("metric", "on"),
    "feedback": ("text",),
    "goal": ("title",),
    "event": ("on", "kind"),
    "handoff": ("on",),
    "play": ("name", "on"),
}


class OtherRecordError(Refused):
    """An id of a file stands for a record of the book that is quite another."""


# What a file of bad rows is called beside the file that it came from (sheet.py).
BAD_ROWS = re.compile(r"\.bad(-\d+)?$")


def source_of_table(asked: str | None, mapping: Mapping, called: str | None, file: str) -> str:
    """What the source of a table is called: as --source says, else its system or saved mapping, else its
    file."""
    if asked is not None:
        return asked
    if mapping.source is not None or called is not None:
        return mapping.source or called or ""
    return EXPORT if mapping.by_ref else source_of_file(file)


def of_older_books(mapping: Mapping, was_called: str) -> tuple[str | None, bool]:
    """What a file's source was called in older books, where it is not of a known system, whose name is the
    same; and whether its ids are plain ones, that another file may have too."""
    return (None, False) if mapping.source is not None else (was_called, was_called == TABLES)


def source_of_file(name: str) -> str:
    """A file's name without what changes from one time to the next: digits, brackets, endings."""
    path = PurePath(name)
    while path.suffix.lower() in _PACKED:
        path = path.with_suffix("")
    stem = re.sub(r"\d+", "", _BRACKETS.sub("", BAD_ROWS.sub("", path.stem)))
    plain = re.sub(rf"[{re.escape(_APART)}]{{2,}}", "-", stem).strip(_APART)
    return plain.casefold() or name.casefold()


def source_of_program(written_by: Iterable[str]) -> str | None:
    """The program that cards name as their writer (PRODID), without its version; None where several or none
    do."""
    found = {program(text) for text in written_by}
    return next(iter(found)) or None if len(found) == 1 else None


def program(written_by: str) -> str:
    """The program in a PRODID such as `-//Maker//Program 1.2//EN`."""
    parts = [part.strip() for part in written_by.split("//")]
    name = parts[2] if len(parts) > 2 and parts[2] else next((part for part in parts if part not in "-+"), "")
    words = [word for word in name.split() if not any(map(str.isdigit, word))]
    return " ".join(words or name.split()).casefold()


class Clash(NamedTuple):
    """An id that stands for another record: what it is called in the book, and in the file."""

    source_id: str
    present: str
    said: str


class SourceIds:
    """The ids of one source for records of one kind. `older` is what it was called in older books; `plain`
    where an id may by chance be another file's too."""

    def __init__(self, store: Store, kind: Kind, source: str, older: str | None, plain: bool) -> None:
        self.store = store
        self.source = source
        self.own = store.source_ids(kind.table, source)
        self.older = {} if older in (None, source) else store.source_ids(kind.table, older or "")
        self.clashes: list[Clash] = []
        self._table = kind.table
        self._was_called = older or ""
        self._plain = plain
        self._called: list[tuple[int, str]] | None = None
        self._given: dict[int, str] = {}
        several = {row for row, count in Counter(self.own.values()).items() if count > 1}
        # The ids of records that were made of several, each record's own id first.
        self.merged = {source_id: row for source_id, row in self.own.items() if row in several}

    def is_first(self, source_id: str, claimed: Container[str]) -> bool:
        """Whether an id of a record that was made of several is the first of those that a file has."""
        row = self.merged[source_id]
        of_row = [each for each, at in self.merged.items() if at == row]
        return source_id == next((each for each in of_row if folded(each) in claimed), source_id)

    def sourced(self) -> set[int]:
        """The records that have an id of this source, or one that may be its."""
        return {*self.own.values(), *self.older.values()}

    def claim(self, source_id: str, values: Values) -> None:
        """Take over an id from an older book; a plain one where its record fits the row."""
        row = self.older.get(source_id)
        if row is None or source_id in self.own:
            return
        if not self._plain or self._means(row, values, self.store.record(self._table, row)):
            self.store.pass_on_id(self._table, self._was_called, source_id, self.source)
            self.own[source_id] = self.older.pop(source_id)

    def give(self, source_id: str, row: int, values: Values) -> None:
        """Keep the id of a row for the record of the book that the row is about. Of a kind without a name of
        the source's own not where the two can't be one: the same file would be refused for it (`check`)."""
        nameless = self._plain and self._table in TOLD_BY
        if nameless and not self._means(row, values, self.store.record(self._table, row)):
            return
        self.store.add_source_ids(self._table, self.source, [(source_id, row)])
        self._given[row] = source_id

    def take_back(self, row: int) -> None:
        """Forget the id of a row that is taken back; it stands for what it stood for before."""
        source_id = self._given.pop(row, None)
        if source_id is None:
            return
        before = self.own.get(source_id)
        if before is None:
            self.store.drop_source_id(self._table, self.source, source_id)
        else:
            self.store.add_source_ids(self._table, self.source, [(source_id, before)])

    def check(self, source_id: str | None, row: int, values: Values, current: Values) -> None:
        """Note where an id stands for quite another record than the row is about."""
        if not self._plain or source_id is None or self.own.get(source_id) != row:
            return
        if not self._means(row, values, current):
            self.clashes.append(Clash(source_id, title(self._table, current), title(self._table, values)))

    def _means(self, row: int, values: Values, current: Values) -> bool:
        """Whether a row can be about a record: as the book has it, or by the source's own name for it, which
        stays when the book calls it otherwise."""
        if fits(self._table, values, current):
            return True
        if self._called is None:
            self._called = self.store.called(self._table, self.source)
        names = [name for at, name in self._called if at == row]
        return any(fits(self._table, values, {**current, **as_called(name)}) for name in names)

    def refuse_clashes(self, file: str) -> None:
        """Raises OtherRecordError where an id stands for another record."""
        if not self.clashes:
            return
        first, more = self.clashes[0], len(self.clashes) - 1
        others = f", and {more} more like it" if more else ""
        raise OtherRecordError(
            f"{shown(file)}: {shown(first.source_id)} is {shown(first.present)} in your book and "
            f"{shown(first.said)} in this file{others}.",
            "If these ids are from another program, name it: --source NAME",
        )


def title(table: str, values: Values) -> str:
    """What a record is called in a message."""
    names = ("name", *TOLD_BY.get(table, ()))
    found = next((values[name] for name in names if values.get(name) and not name.endswith("_id")), None)
    return str(found) if found is not None else f"another {table}"


def fits(table: str, values: Values, current: Values) -> bool:
    """Whether a row can be about a record: not where `am doctor --duplicates` would see two."""
    if table in ("account", "product"):
        return same_company(values, current)
    if table == "contact":
        return same_person(values, current)
    if table == "contract" and same_reference(values, current):
        return True
    account = values.get("account_id")
    if account is None or account == current["account_id"]:
        return True
    return not any(values.get(name) not in (None, current[name]) for name in TOLD_BY.get(table, ()))


def same_reference(values: Values, current: Values) -> bool:
    """Whether two contracts have one reference, by which alone a row without an id finds its contract."""
    reference = values.get("reference") or ""
    return reference != "" and folded(reference) == folded(current["reference"] or "")


def same_company(values: Values, current: Values) -> bool:
    """Whether two names, or two domains, may be one company's."""
    name = values.get("name")
    if not name or folded(name) == folded(current["name"]):
        return True

    def company(at: int, said: Values) -> Company:
        domain, site = (bare_domain(said[field]) if said.get(field) else None for field in SITES)
        return Company(at, said["name"], domain, site)

    return bool(alike([company(0, current), company(1, values)]))


def same_person(values: Values, current: Values) -> bool:
    """Whether two people may be one: by name, address or number."""
    name = values.get("name")
    if not name or folded(name) == folded(current["name"]):
        return True
    present = [*json.loads(current["emails"]), *json.loads(current["phones"])]
    brought = [*(values.get("emails") or ()), *(values.get("phones") or ())]
    if {key for each in present for key in keys_of(each)} & {
        key for each in brought for key in keys_of(each)
    }:
        return True
    from amcli.rules.duplicates.people import Person, alike

    return bool(alike([Person(0, 0, current["name"]), Person(1, 0, name)]))
