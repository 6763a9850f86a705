"""Taking in the accounts, people, last contacts and notes of one sheet, whose rows say the same repeatedly.

What an earlier row of the same account or person said counts; a later one adds what was left blank. Not for
contracts (renewals.py), nor for which column is what (onesheet.py).
"""

from collections.abc import Iterator
from dataclasses import replace

from amcli.hints import Any
from amcli.interchange.kinds.derived import PassedOverError, PostponedError, UncountedError
from amcli.interchange.store import Values
from amcli.interchange.tables.sheetpart import Numbers, Shared, SheetPart
from amcli.interchange.upsert.rowimport import FileImport
from amcli.interchange.upsert.rowvalues import RowValues
from amcli.rules.names import folded, listed

AHEAD = "last contact is ahead"
NOBODY = "no contact without a name or an email address"
# What makes a record, and is no news of it when another row says it too.
GENERATED = frozenset({"name", "code", "code_folded", "name_folded", "added_on", "account_id", "id"})


class SheetImport(FileImport):
    """One part of a sheet: whose each line is, the part for the accounts has found out. `_late` from when all
    other rows are in."""

    _late = False

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        assert isinstance(self.translation, SheetPart)
        self.shared: Shared = self.translation.shared
        self._places: dict[tuple[str, ...], list[int]] = {}

    def _take_last(self) -> None:
        self._late = True
        super()._take_last()

    def _begin(self, row: RowValues) -> None:
        """The account of the line; a line without one is the accounts' matter."""
        account = self.shared.accounts[row.line]
        if not account:
            raise UncountedError
        row.values["account_id"] = account

    def _says(self, row: RowValues, *fields: str) -> bool:
        """Whether a row has something in the columns of any of these fields."""
        if fields not in self._places:
            named = enumerate(column.field.name for column in self.mapping.columns)
            self._places[fields] = [place for place, name in named if name in fields]
        read = row.read
        for place in self._places[fields]:  # noqa: SIM110 - of every row, and any() takes twice as long
            if read[place]:
                return True
        return False


class OnceImport(SheetImport):
    """Records that several rows may be about. `_told` has, for each, the fields that rows of this file have
    said; where a later row says one of them in another way, the first counts, and the plan says so."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._rows: dict[int, int] = {}
        self._told = Numbers()
        self._pending: dict[int, Values] = {}
        self._altered: set[int] = set()
        self._bits = {name: 1 << place for place, name in enumerate(sorted(self.columns.stored))}
        self._differing: dict[str, dict[str, None]] = {}

    def keys(self, values: Values) -> Iterator[int]:
        """Under what a row's record is known to later rows: hashes, which keep no text alive."""
        raise NotImplementedError

    def note(self, line: int, row: int) -> None:
        """Tell the other parts which record a line is about."""
        raise NotImplementedError

    def said_before(self, values: Values) -> int | None:
        """The record of an earlier row that is this one's too."""
        return next((self._rows[key] for key in self.keys(values) if key in self._rows), None)

    def _find(self, row: RowValues) -> int | None:
        known = self.said_before(row.values)
        if known is not None:
            self.note(row.line, known)
            self._add(row.line, known, row.values)
            raise UncountedError
        found = self.matcher.find(row.values, row.source_id)
        if found is not None and self._told[found]:
            self.note(row.line, found)
            self._add(row.line, found, row.values)
            raise UncountedError
        if found is not None:
            self._remember(row.line, found, row.values)
        return found

    def _is_of_several(self, row: RowValues) -> bool:
        """The rows of a sheet may all be about one record: they don't wait for each other."""
        return False

    def _new(self, row: RowValues) -> int:
        record = super()._new(row)
        self._pending[record] = row.values
        self._remember(row.line, record, row.values)
        return record

    def _known(self, row: RowValues, record: int) -> bool:
        changed = self.plan.changed
        taken = super()._known(row, record)
        if self.plan.changed > changed:
            self._altered.add(record)
        return taken

    def _flush(self) -> None:
        super()._flush()
        self._pending = {}

    def _remember(self, line: int, row: int, values: Values) -> None:
        for key in self.keys(values):
            self._rows.setdefault(key, row)
        self._told[row] = sum(self._bits.get(name, 0) for name, value in values.items() if value is not None)
        self.note(line, row)

    def _add(self, line: int, row: int, values: Values) -> None:
        """What a further row says of a record: news, where no row has said it before."""
        said = {name: value for name, value in values.items() if value is not None and name not in GENERATED}
        if not said:
            return
        news = {name: value for name, value in said.items() if not self._told[row] & self._bits.get(name, 0)}
        if len(said) > len(news):
            self._compare(row, {name: value for name, value in said.items() if name not in news})
        self._told[row] |= sum(self._bits.get(name, 0) for name in news)
        if row in self._pending:
            self._pending[row].update(news)
        elif news and row in self.created:
            self.store.change(self.kind.table, row, news)
        elif news:
            self._change(line, row, news)

    def _change(self, line: int, row: int, news: Values) -> None:
        """Change a record of the book that an earlier row has counted already."""
        counts, altered = (self.plan.changed, self.plan.unchanged), row in self._altered
        self._known(RowValues(line, [], (), news, {}), row)
        self.plan.changed, self.plan.unchanged = counts
        if row in self._altered and not altered:
            self.plan.changed += 1
            self.plan.unchanged -= 1

    def _compare(self, row: int, said: Values) -> None:
        """Note the fields in which a row differs from an earlier one."""
        present = self._pending.get(row) or self.store.record(self.kind.table, row)
        for name, value in said.items():
            if not isinstance(value, list | dict) and present.get(name) != value:
                self._differing.setdefault(self.columns.field_name(name), {})[str(present.get("name"))] = None

    def _conclude(self) -> None:
        for field, names in self._differing.items():
            self.plan.warnings.append(f"{field} differs between rows, the first counts: {listed([*names])}")


class AccountImport(OnceImport):
    """The customers: found by code or name, else made."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.shared.begin()
        self.shared.made = self.created

    def _begin(self, row: RowValues) -> None: ...

    def keys(self, values: Values) -> Iterator[int]:
        """By the name in the sheet."""
        if values.get("name_folded"):
            yield hash(values["name_folded"])

    def _find(self, row: RowValues) -> int | None:
        """As other records, but by code first."""
        name = row.values.get("name_folded")
        if name and hash(name) not in self._rows:
            by_code = self.matcher.find({"code_folded": name}, None)
            if by_code is not None:
                self._remember(row.line, by_code, row.values)
                return by_code
        return super()._find(row)

    def _known(self, row: RowValues, record: int) -> bool:
        """A sheet calls an account by a name; it doesn't rename it."""
        said = {**row.values, "name": None, "name_folded": None}
        return super()._known(replace(row, values=said), record)

    def note(self, line: int, row: int) -> None:
        self.shared.accounts[line] = row
        self.shared.lines[row] = self.shared.lines[row] + 1


class PersonImport(OnceImport):
    """The people: one of an account with the same email address, or the same name and no other address."""

    def keys(self, values: Values) -> Iterator[int]:
        """By their addresses, then by their name; of an account with one line nobody else can be meant."""
        account = values["account_id"]
        if self.shared.lines[account] > 1:
            yield from (hash((account, folded(email))) for email in values.get("emails") or ())
            if values.get("name"):
                yield hash((account, folded(values["name"])))

    def said_before(self, values: Values) -> int | None:
        """A name alone is no proof where both rows have an address of their own."""
        account, emails = values["account_id"], values.get("emails") or ()
        for key in (hash((account, folded(each))) for each in emails):
            if key in self._rows:
                return self._rows[key]
        found = super().said_before(values)
        has_address = found is not None and self._told[found] & self._bits.get("emails", 0)
        return None if emails and has_address else found

    def _find(self, row: RowValues) -> int | None:
        """A row without an address waits for those that have one: it may be about the same person."""
        several = self.shared.lines[row.values["account_id"]] > 1
        if several and not row.values.get("emails") and not self._late:
            raise PostponedError
        return super()._find(row)

    def note(self, line: int, row: int) -> None:
        self.shared.people[line] = row

    def _add(self, line: int, row: int, values: Values) -> None:
        super()._add(line, row, values)
        for key in self.keys(values):
            self._rows.setdefault(key, row)

    def _take(self, row: RowValues) -> None:
        """A row with a telephone number, say, but nobody's name makes no person."""
        if not self._says(row, "name", "first_name", "last_name", "email"):
            raise PassedOverError(NOBODY)
        super()._take(row)


class MomentImport(SheetImport):
    """What happened with an account, once however many rows say it; `_on_record` is what the book has."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._on_record: set[int] = set()
        self._seen: dict[int, int] = {}

    def key(self, values: Values) -> int:
        """What makes it the same: a hash, which keeps no text alive."""
        raise NotImplementedError

    def _find(self, row: RowValues) -> int | None:
        key = self.key(row.values)
        if key in self._seen:
            self._join(row.line, self._seen[key])
            raise UncountedError
        if key in self._on_record:
            self._on_record.discard(key)
            self._seen[key] = 0
            self.plan.unchanged += 1
            self.plan.rows += 1  # counted, unlike the rows that say it again
            raise UncountedError
        return None

    def _join(self, line: int, row: int) -> None:
        """Another row says the same of a new record; of one that the book had (0), nothing changes."""

    def _new(self, row: RowValues) -> int:
        key = self.key(row.values)
        record = super()._new(row)
        self._seen[key] = record
        return record


class TouchImport(MomentImport):
    """Last contacts: a call of that day with those whose rows say it, unless the book has a conversation
    with the account on that day already."""

    def _load(self) -> None:
        """On which days there were conversations."""
        wanted = self.shared.accounts.values() - self.shared.made
        columns = ["account_id", "on", "kind", "tried", "planned"]
        for account, on, kind, tried, planned in self.store.records("interaction", columns) if wanted else ():
            if account in wanted and kind != "note" and not tried and not planned:
                self._on_record.add(hash((account, on)))

    def key(self, values: Values) -> int:
        return hash((values["account_id"], values["on"]))

    def _find(self, row: RowValues) -> int | None:
        if row.values.get("on") is None:
            raise UncountedError
        if row.values["on"] > self.setting.today:
            raise PassedOverError(AHEAD)
        return super()._find(row)

    def _join(self, line: int, row: int) -> None:
        person = self.shared.people[line]
        if not row or not person:
            return
        for waiting in reversed(self._waiting):  # rows of one account mostly follow each other
            if waiting.values["id"] == row:
                if person not in waiting.contacts:
                    waiting.contacts.append(person)
                return
        self.store.set_participants(row, sorted({*self.store.participants(row), person}))

    def _new(self, row: RowValues) -> int:
        person = self.shared.people[row.line]
        row.contacts = [person] if person else []
        return super()._new(row)


class NoteImport(MomentImport):
    """Notes, on the day of the import: the same text for the same customer only once, ever."""

    def _load(self) -> None:
        """What was noted of these customers."""
        wanted = self.shared.accounts.values() - self.shared.made
        columns = ["account_id", "kind", "summary", "body"]
        for account, kind, summary, body in self.store.records("interaction", columns) if wanted else ():
            if account in wanted and kind == "note":
                self._on_record.add(hash((account, summary, body)))

    def key(self, values: Values) -> int:
        return hash((values["account_id"], values["summary"], values["body"]))


PARTS: dict[str, type[SheetImport]] = {
    "accounts": AccountImport,
    "contacts": PersonImport,
    "touches": TouchImport,
    "notes": NoteImport,
}
