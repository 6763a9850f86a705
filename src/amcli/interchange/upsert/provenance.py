"""Two sources, one record: what the source of a file may change, and what it brought, kept for the next time.

Works beside rowimport.py, which asks it before each change and tells it of each new record. Not for the rules
(rules/provenance.py), nor for what a source is called and which ids it gave (sourceids.py).
"""

import json
from collections.abc import Iterable, Mapping, Sequence

from amcli.hints import NamedTuple
from amcli.interchange.kinds import Kind
from amcli.interchange.plan import FilePlan
from amcli.interchange.store import Store, Values
from amcli.rules.names import folded
from amcli.rules.provenance import (
    ALL,
    CUSTOM,
    LISTS,
    NAMED,
    SHARED,
    Entry,
    Provenance,
    Ruling,
    is_filled,
    join_lists,
    rule,
    rule_empty,
    units,
)


class Ruled(NamedTuple):
    """What a row changes of what is known of a record's values: words added and dropped."""

    row: int
    added: tuple[Entry, ...] = ()
    dropped: tuple[Entry, ...] = ()


class Draft:
    """The ruling over one record, field by field: `known` is from before, `found` what holds after it;
    `called` are other names that the source has for it, where it was made of several records."""

    def __init__(self, known: Provenance, changes: Values, called: Sequence[str] | None) -> None:
        self.known = known
        self.changes = changes
        self.called = called
        self.kept: list[tuple[str, str]] = []
        self.found: dict[str, list[Entry]] = {}

    def settle(self, field: str, names: Iterable[str], ruling: Ruling, filled: bool) -> None:
        """Take over what was ruled of a single value."""
        if not ruling.holds:
            for name in names:
                self.changes.pop(name, None)
        if ruling.kept_by is not None:
            self.kept.append((field, ruling.kept_by))
        self.found[field] = self.known.single(field, ruling.owners, filled)

    def others_of(self, name: str, source: str) -> list[str]:
        """The names that the source has for a record that was made of several, beside its own."""
        known = [] if self.called is None else [*self.known.names_by(source), *self.called]
        return [each for each in dict.fromkeys(known) if folded(each) != folded(name)]

    def ruled(self, row: int) -> Ruled:
        """What of the entries is new, and what is gone."""
        before = [each for each in self.known.entries if each.field in self.found]
        after = [each for entries in self.found.values() for each in entries]
        added = tuple(each for each in after if each not in before)
        return Ruled(row, added, tuple(each for each in before if each not in after))


class Sources:
    """The source of one file, within one transaction."""

    def __init__(
        self, store: Store, kind: Kind, source: str, plan: FilePlan, *, clear: bool, wins: bool
    ) -> None:
        self.store = store
        self.source = source
        self.plan = plan
        self.clear = clear
        self.wins = wins
        self._table = kind.table
        self._shared = kind.table in SHARED
        self._empty = store.defaults(kind.table)
        self._needed = {field.stored for field in kind.fields if field.needed}
        self._called = {field.stored: field.name for field in kind.fields}
        self._spoken = store.spoken_of(kind.table)
        self._units: dict[tuple[str, ...], dict[str, list[str]]] = {}
        self._waiting: list[Ruled] = []
        self._done: dict[int, list[Ruled]] = {}

    def called(self) -> list[tuple[int, str]]:
        """The records that the source has another name for than the book."""
        return self.store.called(self._table, self.source) if self._table in NAMED else []

    def rule(
        self,
        row: int,
        values: Values,
        current: Values,
        changes: Values,
        called: Sequence[str] | None = None,
    ) -> Ruled:
        """Take out of `changes` what the source may not change, and say what it brought. `called` are other
        names that it has for a record that was made of several."""
        if not self._shared and row not in self._spoken:
            return Ruled(row)
        entries = self._entries(row)
        if not changes and entries and self._brought_all(entries):
            return Ruled(row)
        draft = Draft(Provenance(entries), changes, called)
        for field, names in self._units_of(values).items():
            if field in LISTS and self._shared:
                self._list(draft, field, values[field], current)
            elif field == "extra":
                self._custom(draft, values["extra"] or {}, current)
            else:
                self._single(draft, field, names, values, current)
        self.plan.keep((self._called.get(field, field), by) for field, by in draft.kept)
        return draft.ruled(row) if self._shared else Ruled(row)

    def holds(self, row: int, name: str, before: object, value: object) -> bool:
        """Whether a reference may take another's place; if so, that it came from here is kept."""
        changes = {name: value}
        ruled = self.rule(row, {name: value}, {name: before}, changes)
        self.keep(ruled)
        return bool(changes)

    def keep(self, ruled: Ruled) -> None:
        """Write what was ruled, once the change itself is written."""
        if ruled.added or ruled.dropped:
            self._waiting.append(ruled)
            self._done.setdefault(ruled.row, []).append(ruled)
            self._spoken.add(ruled.row)

    def made(self, records: Iterable[Values]) -> None:
        """Keep that new records came from here, with what they say though every record begins with it."""
        if not self._shared:
            return
        begun = {
            name: value
            for name, value in self._empty.items()
            if value is not None and not isinstance(value, list | dict)
        }
        for values in records:
            plain = [name for name, value in begun.items() if values.get(name) == value]
            added = [Entry(name, None, self.source) for name in plain]
            self._waiting.append(Ruled(values["id"], (Entry(ALL, None, self.source), *added)))
            self._spoken.add(values["id"])

    def take_back(self, row: int) -> None:
        """Forget what a row of the file brought; a new record is still there."""
        self.flush()
        for ruled in reversed(self._done.pop(row, [])):
            self._waiting.append(Ruled(row, ruled.dropped, ruled.added))

    def flush(self) -> None:
        for ruled in self._waiting:
            if ruled.dropped:
                self.store.drop_value_sources(self._table, ruled.row, ruled.dropped)
        added = [(ruled.row, *entry) for ruled in self._waiting for entry in ruled.added]
        self.store.add_value_sources(self._table, added)
        self._waiting = []

    def _entries(self, row: int) -> list[Entry]:
        if row not in self._spoken:
            return []
        if self._waiting:
            self.flush()
        return [Entry(*found) for found in self.store.value_sources(self._table, row)]

    def _brought_all(self, entries: list[Entry]) -> bool:
        """Whether the source made the record, and nobody else has said anything of it."""
        return entries[0].field == ALL and all(entry.source == self.source for entry in entries)

    def _units_of(self, values: Values) -> dict[str, list[str]]:
        names = tuple(values)
        if names not in self._units:
            self._units[names] = units(self._table, names)
        return self._units[names]

    def _single(self, draft: Draft, field: str, names: list[str], values: Values, current: Values) -> None:
        said = any(values[name] is not None for name in names)
        differs = [name for name in names if name in draft.changes]
        if not said and not (self.clear and differs):
            return
        owners = draft.known.of(field, self._filled(names, current))
        if said and owners and not differs and (field in self._needed or not self._shared):
            return
        if said:
            ruling = rule(owners, self.source, bool(differs), self.wins)
        else:
            ruling = rule_empty(owners, self.source, self._shared)
        after = (
            {name: draft.changes.get(name, current.get(name)) for name in names} if ruling.holds else current
        )
        draft.settle(field, differs, ruling, self._filled(names, after))
        if field == "name" and self._table in NAMED:
            called = draft.others_of(str(after["name"]), self.source)
            called += [] if ruling.holds or values["name"] in called else [values["name"]]
            draft.found[field] += draft.known.called(self.source, called)

    def _filled(self, names: list[str], record: Mapping[str, object]) -> bool:
        return any(is_filled(record.get(name), self._empty.get(name)) for name in names)

    def _custom(self, draft: Draft, told: Values, current: Values) -> None:
        present = json.loads(current["extra"])
        wanted = draft.changes.get("extra", present)
        for key in told:
            differs = key not in present or wanted[key] != present[key]
            field = CUSTOM + key
            ruling = rule(draft.known.of(field, key in present), self.source, differs, self.wins)
            if not ruling.holds:
                wanted = {**wanted, key: present[key]} if key in present else without(wanted, key)
            draft.settle(field, (), ruling, True)
        if wanted == present:
            draft.changes.pop("extra", None)
        else:
            draft.changes["extra"] = wanted

    def _list(self, draft: Draft, field: str, said: list[object] | None, current: Values) -> None:
        if said is None and not self.clear:
            return
        present = json.loads(current[field])
        ruling = join_lists(draft.known, field, present, said, self.source)
        items = [item for item, _ in ruling.items]
        if items == present:
            draft.changes.pop(field, None)
        else:
            draft.changes[field] = items
        if ruling.kept_by is not None:
            draft.kept.append((field, ruling.kept_by))
        order = [each for each in draft.known.entries if each.field == field and each.value is None]
        draft.found[field] = [*order, *draft.known.listed(field, ruling.items)]


def without(values: Values, key: str) -> Values:
    """An object without one of its fields."""
    return {name: value for name, value in values.items() if name != key}
