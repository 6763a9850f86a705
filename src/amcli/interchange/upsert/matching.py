"""Which record a row is about: by its source id, else by the natural keys of its kind.

Two rows of one file never match one record; equal rows take equal records in their order. Not
for what a cell refers to (references.py).
"""

import json
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator

from amcli.hints import Any
from amcli.interchange.kinds import Key, Kind
from amcli.interchange.kinds.derived import RowError
from amcli.interchange.store import Store, Values
from amcli.rules.maildomains import PUBLIC_DOMAINS, bare_domain
from amcli.rules.names import folded

# What a row is found by: its source id, and the columns of its kind's keys.
Keys = tuple[str | None, tuple[object, ...]]
NAMES = ("name", "name_folded")
FOLDED = frozenset({"name", "reference", "domain", "owner"})


class Matcher:
    """Finds the record of each row of one file, of those that were there before the file.

    `by_ref` files are exports, whose ids are the references of some book. `sourced` are the records that
    another id of the source may stand for.
    """

    def __init__(
        self,
        kind: Kind,
        stored: Collection[str],
        claims: dict[str, set[str]],
        by_ref: bool,
        sources: dict[str, int],
        sourced: Collection[int] = (),
    ) -> None:
        self.kind = kind
        self.sources = sources
        self._by_ref = by_ref and "account_id" in stored
        self._accounts: dict[int, int] = {}
        self._claims = {column: claims.get(field, set()) for field, column in kind.claims}
        self._all = tuple(sorted(stored))
        self._taken: set[int] = set()
        self._sourced = frozenset(sourced or sources.values())
        self._index: list[dict[Hashable, list[int]]] = [{} for _ in kind.keys]
        self._filled: list[tuple[dict[Hashable, list[int]], Key]] = []
        self._names: dict[int, dict[str, set[str]]] = {}
        self._columns_of_keys = tuple(sorted({column for key in kind.keys for column in self._columns(key)}))
        self._folded = {
            columns: [place for place, column in enumerate(columns) if column in FOLDED]
            for columns in map(self._columns, kind.keys)
        }

    def load(self, store: Store, called: Iterable[tuple[int, str]] = ()) -> None:
        """Read the records that rows may match; `called` are those that the source has other names for, by
        which they are found where no record has that name itself."""
        names: dict[int, list[str]] = {}
        for row, name in called:
            names.setdefault(row, []).append(name)
        renamed: list[Values] = []
        columns = ["id", *self._columns_of_keys]
        if self._by_ref:
            records = store.records(self.kind.table, ["id", "account_id"])
            self._accounts = {row: account for row, account in records if row in self._sourced}
        claimed = [column for column in self._claims if column in columns]
        keys = list(zip(self._index, self.kind.keys, strict=True))
        for record in store.records(self.kind.table, columns):
            values = dict(zip(columns, record, strict=True))
            if "emails" in values:
                values["emails"] = json.loads(values["emails"])
            for index, key in keys:
                for found in self._keys(key, values):
                    index.setdefault(found, []).append(record[0])
            renamed += ({**values, **as_called(name)} for name in names.get(record[0], ()))
            if claimed:
                self._names[record[0]] = {column: set(texts(column, values[column])) for column in claimed}

        for values in renamed:
            for index, key in keys:
                for found in self._keys(key, values) if key.columns[-1] in NAMES else ():
                    index.setdefault(found, [values["id"]])
        self._filled = [(index, key) for index, key in keys if index]

    def find(self, values: Values, source_id: str | None) -> int | None:
        """The record of a row with these values, in the form in which the book keeps them."""
        known = self.known(values, source_id)
        if known is not None:
            self._taken.add(known)
            return known
        for index, key in self._filled:
            if any(values.get(column) is not None for column in key.blank_matches):
                continue
            for each in self._keys(key, values):
                found = self._free(index.get(each, ()), key, values, source_id)
                if found is not None:
                    self._taken.add(found)
                    return found
        return None

    def keys_of(self, values: Values, source_id: str | None) -> Keys:
        """What a row with these values is found by."""
        return source_id, tuple(map(values.get, self._columns_of_keys))

    def find_by(self, keys: Keys) -> int | None:
        """The record of a row that is found by these."""
        return self.find(dict(zip(self._columns_of_keys, keys[1], strict=True)), keys[0])

    def known(self, values: Values, source_id: str | None) -> int | None:
        """The record for which the id of a row stands."""
        row = None if source_id is None else self.sources.get(source_id)
        if row is None:
            return None
        return row if self._is_of(row, values.get("account_id")) else None

    def _is_of(self, row: int, account: int | None) -> bool:
        """Whether a record may be meant by the reference of an export: two books both have a p1, so it
        counts within its account only."""
        return not self._by_ref or self._accounts[row] == account

    def _free(self, rows: Collection[int], key: Key, values: Values, source_id: str | None) -> int | None:
        free = [
            row
            for row in rows
            if row not in self._taken
            and (source_id is None or row not in self._sourced)
            and not self._claimed_by_another(row, key, values)
        ]
        if key.alone and len(free) > 1:
            same = [row for row in free if self._same_name(row, values)]
            return same[0] if len(same) == 1 else None
        return free[0] if free else None

    def _claimed_by_another(self, row: int, key: Key, values: Values) -> bool:
        """Whether another row of the file names this record by something stronger than this key."""
        for column in key.yields_to:
            own = set(texts(column, values.get(column)))
            if (self._names[row][column] & self._claims[column]) - own:
                return True
        return False

    def _same_name(self, row: int, values: Values) -> bool:
        names = self._names.get(row, {}).get("name_folded", set())
        return bool(names.intersection(texts("name_folded", values.get("name_folded"))))

    def _columns(self, key: Key) -> tuple[str, ...]:
        if key.columns != ("*",):
            return key.columns
        return tuple(column for column in self._all if column not in key.blank_matches)

    def _keys(self, key: Key, values: Values) -> Iterator[Hashable]:
        """What this key says of a row or record: nothing, one thing, or one for each e-mail."""
        columns = self._columns(key)
        if columns == ("account_id", "emails"):
            account = values.get("account_id")  # none where no column names it: a bad row
            yield from ((account, email) for email in texts("emails", values.get("emails")))
        elif len(columns) == 1 and key.columns != ("*",):
            yield from texts(columns[0], values.get(columns[0]))
        else:
            found: list[Any] = [values.get(column) for column in columns]
            if key.blanks:
                pairs = zip(found, columns, strict=True)
                found = [key.blanks.get(column) if value is None else value for value, column in pairs]
            for place in self._folded[columns]:
                found[place] = folded(found[place]) if found[place] else None
            yield tuple(found)


def as_called(name: str) -> Values:
    """A name in the columns in which records have theirs."""
    return {"name": name, "name_folded": folded(name)}


def texts(column: str, value: Any) -> list[str]:
    """The words under which a value is looked for: none where it is empty or says nothing."""
    if value is None or value == "":
        return []
    if column == "domain":
        domain = bare_domain(value)
        return [] if domain in PUBLIC_DOMAINS else [domain]
    if isinstance(value, list):
        return [folded(each) for each in value]
    return [folded(str(value).strip())]


class Repeats:
    """The rows of a file so far, by what makes each one record."""

    def __init__(self) -> None:
        self._first: dict[Hashable, tuple[int, int]] = {}

    def again(
        self, key: Hashable, line: int, cells: list[str], field: str, what: Callable[[str], str]
    ) -> bool:
        """Whether an earlier row had this key. Raises RowError, about `field`, where that row had other
        values; `what` says what the key is."""
        said = hash(tuple(cells))
        first, known = self._first.setdefault(key, (line, said))
        if first == line:
            return False
        if known != said:
            raise RowError(field, f"line {first} has this {what(field)} too, with other values")
        return True
