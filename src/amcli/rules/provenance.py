"""Who the values of a record are from, and what a source may do with them. Pure.

A source may replace or take back what it brought itself, alone or first; a person's own word stays. Not for
what is written in which table (book), nor for reading files (exchange).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from amcli.hints import Any, NamedTuple, TypeAlias
from amcli.rules.names import folded

# A person's own hand, among the names of sources.
HAND = ""
# All that a record was made with.
ALL = "*"
CUSTOM = "extra."
LISTS = ("emails", "phones", "tags")
# Fields that mean something only beside another: who that one is from, they are from.
BESIDE: Mapping[str, Mapping[str, str]] = {
    "account": {
        "name_folded": "name",
        "code_folded": "code",
        "pulse_on": "pulse",
        "pulse_note": "pulse",
        "owner_since": "owner",
        "status_on": "status",
    },
    "product": {"name_folded": "name", "currency": "list_price"},
    "contract": {"currency": "annual_value", "notice_months": "notice_days", "outcome_on": "outcome"},
    "opportunity": {"currency": "value"},
    "survey": {"scale_max": "score"},
    "target": {"currency": "value"},
}
# Kinds of records that two sources may both have. Of the others, which are many and come from one place,
# only what a person edited is known.
SHARED = frozenset({"account", "contact", "contract", "product"})
# Kinds that a source finds by their name: what it calls one is kept where the record is called otherwise.
NAMED = frozenset({"account", "contact"})
# What is no value of a record.
BOOKKEPT = frozenset({"id", "created_at", "updated_at"})


class Entry(NamedTuple):
    """One word about a value: of a field, or of one value of a list."""

    field: str
    value: str | None
    source: str


def unit(table: str, column: str) -> str:
    """The field with which a column stands and falls."""
    return BESIDE.get(table, {}).get(column, column)


def text_of(item: object) -> str:
    """A value of a list as text: of a telephone number, as it was typed."""
    return str(item.get("typed") or "") if isinstance(item, dict) else str(item)


def keys_of(item: object) -> set[str]:
    """Under what a value of a list is known: as written, in any case; a number also by its digits."""
    keys = {folded(text_of(item))}
    if isinstance(item, dict):
        keys |= {str(item.get("e164") or ""), digits(text_of(item))}
    return keys - {""}


def digits(text: str) -> str:
    """The figures of a telephone number."""
    return "".join(char for char in text if char in "0123456789")


class Provenance:
    """What is known of one record: the entries, oldest first."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries = list(dict.fromkeys(entries))
        self.makers = tuple(each.source for each in self.entries if each.field == ALL)
        self.singles: dict[str, tuple[str, ...]] = {}
        self.items: dict[str, dict[str, tuple[str, ...]]] = {}
        for field, value, source in self.entries:
            if value is not None:
                texts = self.items.setdefault(field, {})
                texts[value] = (*texts.get(value, ()), source)
            elif field != ALL:
                self.singles[field] = (*self.singles.get(field, ()), source)

    def of(self, field: str, filled: bool) -> tuple[str, ...]:
        """Who a single value is from, the first bringer first; `filled`: whether it is more than what every
        record begins with."""
        return self.singles.get(field) or (self.makers if filled else ())

    def of_item(self, field: str, item: object) -> tuple[str, ...]:
        """Who a value in a list is from."""
        texts = self.items.get(field, {})
        own = texts.get(text_of(item), ())
        if keys_of(item) & self.keys_by(HAND, field) and HAND not in own:
            own = (*own, HAND)
        return own or self.makers

    def keys_by(self, source: str, field: str) -> set[str]:
        """The keys of the values of a list that a source has spoken of."""
        texts = [text for text, sources in self.items.get(field, {}).items() if source in sources]
        return {
            key for text in texts for key in (folded(text), digits(text) if field == "phones" else "")
        } - {""}

    def is_out(self, field: str, item: object) -> bool:
        """Whether a person took out what is now brought again; the list doesn't hold it."""
        return bool(keys_of(item) & self.keys_by(HAND, field))

    def single(self, field: str, owners: Sequence[str], filled: bool) -> list[Entry]:
        """The entries of a single value that is now from `owners`."""
        implied = self.makers if filled else ()
        return [] if tuple(owners) == implied else [Entry(field, None, each) for each in owners]

    def called(self, source: str, names: Sequence[str]) -> list[Entry]:
        """The entries for names that the record hasn't, where a source calls it these; none: as it is."""
        others = [
            Entry("name", text, each)
            for text, sources in self.items.get("name", {}).items()
            for each in sources
            if each != source
        ]
        return [*others, *(Entry("name", name, source) for name in names)]

    def names_by(self, source: str) -> list[str]:
        """What a source calls the record beside its name."""
        return [text for text, sources in self.items.get("name", {}).items() if source in sources]

    def listed(self, field: str, items: Sequence[tuple[object, Sequence[str]]]) -> list[Entry]:
        """The entries of a list that now holds these values, each with its owners."""
        held = {key for item, _ in items for key in keys_of(item)}
        found = [
            Entry(field, text_of(item), each)
            for item, owners in items
            if tuple(owners) != self.makers
            for each in owners
        ]
        out = [
            Entry(field, text, HAND)
            for text, sources in self.items.get(field, {}).items()
            if HAND in sources and not {folded(text), digits(text)} & held
        ]
        return [*out, *found]


# The values of a record by column, and with what is known of them.
Values: TypeAlias = Mapping[str, Any]
Told: TypeAlias = tuple[Values, Provenance]


class ListRuling(NamedTuple):
    """What becomes of a list that a source brought: its values with their owners, and by whom something that
    it brought is left out (a person took it out; None: nothing is)."""

    items: list[tuple[object, tuple[str, ...]]]
    kept_by: str | None


def join_lists(
    known: Provenance, field: str, present: Sequence[object], said: Sequence[object] | None, source: str
) -> ListRuling:
    """A list in which a source brings what it has now; None: nothing any more.

    Its own values go with it where nobody else brought them; new ones come last. Where it brought all there
    is, alone, they stand in its order and its spelling.
    """
    brought = [] if said is None else list(said)
    told = {key for item in brought for key in keys_of(item)}
    held = {key for item in present for key in keys_of(item)}
    items: list[tuple[object, tuple[str, ...]]] = []
    for item in present:
        owners = known.of_item(field, item)
        if keys_of(item) & told:
            items.append((item, owners if source in owners or HAND in owners else (*owners, source)))
        elif source not in owners:
            items.append((item, owners))
        elif len(owners) > 1:
            items.append((item, tuple(each for each in owners if each != source)))
    kept_by = None
    for item in brought:
        if keys_of(item) & held:
            continue
        if known.is_out(field, item):
            kept_by = HAND
        else:
            items.append((item, (source,)))
            held |= keys_of(item)
    if field not in known.singles and all(owners == (source,) for _, owners in items):
        kept = {key for item, _ in items for key in keys_of(item)}
        own = {text_of(item): item for item in brought if keys_of(item) & kept}
        items = [(item, (source,)) for item in own.values()]
    return ListRuling(items, kept_by)


class Ruling(NamedTuple):
    """What becomes of a single value: whether the source's holds, who it is from afterwards, and by whom
    another was kept (None: by nobody)."""

    holds: bool
    owners: tuple[str, ...]
    kept_by: str | None


def rule(owners: tuple[str, ...], source: str, differs: bool, wins: bool) -> Ruling:
    """Whether a source's value for a field takes the place of what is there."""
    if HAND in owners:
        return Ruling(not differs, owners, HAND if differs else None)
    if not differs:
        return Ruling(True, owners if source in owners else (*owners, source), None)
    if not owners or owners[0] == source or wins:
        return Ruling(True, (source,), None)
    return Ruling(False, tuple(each for each in owners if each != source), owners[0])


def rule_empty(owners: tuple[str, ...], source: str, shared: bool) -> Ruling:
    """Whether a field is emptied where a source has nothing in it any more: where it alone brought it; of a
    record that is not `shared`, where no person did."""
    if not shared:
        return Ruling(HAND not in owners, owners, HAND if HAND in owners else None)
    others = tuple(each for each in owners if each != source)
    return Ruling(source in owners and not others, others, others[0] if others else None)


def merged(table: str, one: Told, two: Told, now: Values, empty: Mapping[str, object]) -> list[Entry]:
    """The entries of a record that was made of two, which `now` has these values: each is from whom it was;
    what was dropped is forgotten, but for what its sources call the second. Lists and objects are given as
    such; `empty` is what every record begins with."""
    found: list[Entry] = []
    for field, columns in units(table, now).items():
        if field in LISTS:
            found += merged_list(field, one, two, now[field])
        elif field == "extra":
            found += merged_custom(one, two, now[field])
        else:
            both = [
                (
                    tuple(values[column] for column in columns),
                    known.of(field, any(is_filled(values[each], empty.get(each)) for each in columns)),
                )
                for values, known in (one, two)
            ]
            owners = owners_of(both, tuple(now[column] for column in columns))
            found += [Entry(field, None, each) for each in owners]
    called = [
        each for _, known in (one, two) for each in known.entries if each.field == "name" and each.value
    ]
    return list(dict.fromkeys([*found, *called, *other_names(table, two, now)]))


def other_names(table: str, gone: Told, now: Values) -> Iterator[Entry]:
    """What a record is called beside its name since another became a part of it: the sources of the other
    go on calling it so, and of an account a person said it, by whose name and code others may name it."""
    values, known = gone
    if table not in NAMED or folded(values["name"]) == folded(now["name"]):
        return
    yield from (Entry("name", values["name"], each) for each in known.of("name", True) if each != HAND)
    if table == "account":
        yield from (Entry("name", values[field], HAND) for field in ("name", "code"))


def merged_custom(one: Told, two: Told, now: Values) -> list[Entry]:
    """The entries of the custom fields of a record that was made of two; a person's word about one that is
    not there stays."""
    words = {
        field.removeprefix(CUSTOM) for _, known in (one, two) for field in known.singles if is_custom(field)
    }
    found: list[Entry] = []
    for key in dict.fromkeys((*now, *sorted(words))):
        both = [
            (values["extra"].get(key), known.of(CUSTOM + key, key in values["extra"]))
            for values, known in (one, two)
        ]
        found += [Entry(CUSTOM + key, None, each) for each in owners_of(both, now.get(key))]
    return found


def is_custom(field: str) -> bool:
    """Whether a field is one of those that a person or a file named."""
    return field.startswith(CUSTOM)


def merged_list(field: str, one: Told, two: Told, now: Collection[object]) -> list[Entry]:
    """The entries of a list that was made of two; a value without a source that would get one by being
    there is a person's, who joined them."""
    found: list[Entry] = []
    held = {key for item in now for key in keys_of(item)}
    for item in now:
        for values, known in (one, two):
            if any(keys_of(each) & keys_of(item) for each in values.get(field, ())):
                found += [Entry(field, text_of(item), each) for each in known.of_item(field, item)]
    for _, known in (one, two):
        found += [each for each in known.listed(field, []) if each.source == HAND and is_free(each, held)]
        found += [Entry(field, None, HAND)] if HAND in known.singles.get(field, ()) else []
    return found


def is_free(entry: Entry, held: Collection[str]) -> bool:
    """Whether a list holds nothing of what a word is about."""
    assert entry.value is not None
    return not {folded(entry.value), digits(entry.value)} & set(held)


def owners_of(both: Sequence[tuple[object, tuple[str, ...]]], value: object) -> tuple[str, ...]:
    """Who a value is from that was taken from one of two records, or was the same in both."""
    found = [owners for had, owners in both if had == value]
    return tuple(dict.fromkeys(each for owners in found for each in owners))


def units(table: str, columns: Iterable[str]) -> dict[str, list[str]]:
    """The columns of a table by the field with which they stand and fall."""
    found: dict[str, list[str]] = {}
    for column in columns:
        if column not in BOOKKEPT:
            found.setdefault(unit(table, column), []).append(column)
    return found


def is_filled(value: object, empty: object) -> bool:
    """Whether a field holds more than what every record begins with."""
    return value is not None and value != empty
