"""What rows refer to: ids in the place of what a row calls its account, contact and product; and ties among
the rows of one file, such as a parent or a successor, which are followed when all rows are in.

What nothing answers makes its row bad; in a file of a known system it may be left out, or the row be passed
over. Not for which record a word means (references.py).
"""

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Table
from functools import cache

from amcli.hints import NamedTuple
from amcli.interchange.incoming import Options
from amcli.interchange.kinds import Field
from amcli.interchange.kinds.derived import ForgottenError, PassedOverError, RowError
from amcli.interchange.plan import FilePlan
from amcli.interchange.references import References, name_in, no_such
from amcli.interchange.store import Store, Values
from amcli.interchange.tables.columns import Column, Mapping
from amcli.interchange.tables.rowreader import Read
from amcli.interchange.tables.translation import Translation
from amcli.interchange.upsert.matching import Keys, Matcher
from amcli.interchange.upsert.provenance import Sources
from amcli.interchange.upsert.sourceids import SourceIds
from amcli.interchange.values.reader import UnreadableError
from amcli.rules.names import folded, shown

# What a row needs, where the field's own name would not say it.
NEEDS = {
    "on": "a day",
    "opened_on": "the day on which it was opened",
    "starts_on": "a first day",
    "account": "an account",
    "kind": "a kind",
}


class Later(NamedTuple):
    """A reference to be followed when all rows of the file are in; `keys` are what its row is found by."""

    line: int
    row: int
    column: Column
    text: str
    account: int | None
    keys: Keys


class Known(NamedTuple):
    """A record that a row matched: the fields it changed, and what they held before."""

    fields: list[str]
    before: Values


REMEMBERED = 50_000


class RowLinks:
    """The references of one file's rows, each looked up once."""

    def __init__(self, references: References, mapping: Mapping, options: Options) -> None:
        self.references = references
        self.kind = mapping.kind
        self.translation = mapping.translation
        self.options = options
        self._found: dict[tuple[str, str, int | None], int | UnreadableError] = {}
        self._person = mapping.kind.field("contacts")
        # The column of a contract, by which a row without an account has its own.
        named = (place for place, column in enumerate(mapping.columns) if column.field.name == "contract")
        self._contract = next(named, None)

    def fill(self, values: Values, read: Read, linked: list[tuple[Field, str, int]]) -> None:
        """Put ids into the values of a row. Raises RowError, PassedOverError."""
        for field, stored, place in linked:
            text = read[place]
            if text is None and field.needed:
                if field.to == "account" and (account := self._by_contract(read)) is not None:
                    values[stored] = account
                    continue
                raise self.lack(field.name)
            values[stored] = None if text is None else self._referred(field, text, values.get("account_id"))

        if "account_id" not in values and (account := self._by_contract(read)) is not None:
            values["account_id"] = account

    def _by_contract(self, read: Read) -> int | None:
        """The account of the contract that a row names; None where it names none. Raises RowError."""
        text = None if self._contract is None else read[self._contract]
        if text is None:
            return None
        try:
            row = self.references.needed("contract", text, None)
        except UnreadableError as error:
            raise RowError("contract", error.why) from None
        return int(self.references.store.record("contract", row)["account_id"])

    def participants(self, values: Values, virtual: Values) -> list[int] | None:
        """The contacts named in a row; None where it names none, and none are to be cleared."""
        if "contacts" not in virtual:
            return None
        texts = virtual["contacts"]
        if texts is None:
            return [] if self.options.clear else None
        assert self._person is not None
        account = values.get("account_id")
        found = [self._referred(self._person, text, account) for text in texts]
        if len(found) == 1:
            return [] if found[0] is None else [found[0]]
        return list(dict.fromkeys(each for each in found if each is not None))

    def lack(self, field: str) -> RowError | PassedOverError:
        """What to raise for a row without a field that it needs."""
        if self.translation is not None and (why := self.translation.lacks(field)):
            return PassedOverError(why)
        article = "an" if self.kind.noun[0] in "aeiou" else "a"
        return RowError(field, f"{article} {self.kind.noun} needs {NEEDS.get(field, f'a {field}')}")

    def _referred(self, field: Field, text: str, account: int | None) -> int | None:
        key = (field.to, text, account)
        found = self._found.get(key)
        if type(found) is int:
            return found
        if found is None:
            try:
                found = self._look_up(field.to, text, account)
            except UnreadableError as error:
                found = error
            if len(self._found) < REMEMBERED:
                self._found[key] = found
        if isinstance(found, UnreadableError):
            self._unanswered(field, text, account, found.why)
            return None
        return found

    def _unanswered(self, field: Field, text: str, account: int | None, why: str) -> None:
        """Raise what a reference to nothing makes of its row, unless it can do without."""
        if self.references.was_forgotten(field.to, text, account):
            if field.needed:
                raise ForgottenError
            return
        if self.translation is not None:
            if (reason := self.translation.passes_over(field, text)) is not None:
                raise PassedOverError(reason)
            if not field.needed:
                self.translation.leave_out(field)
                return
        raise RowError(field.name, why)

    def _look_up(self, kind: str, text: str, account: int | None) -> int:
        if kind == "product":
            return self.references.product(text)
        if kind == "account" and self.options.create_accounts and self.references.find(kind, text) is None:
            name = name_in(text)
            if name is not None and not self.references.was_forgotten(kind, text, None):
                return self.references.new_account(name, self.options.today)
        return self.references.needed(kind, text, account)


class LateLinks:
    """What the rows of a file say of each other; `known` are those that matched a record of the book."""

    def __init__(
        self,
        store: Store,
        references: References,
        claims: Table[str, set[str]],
        plan: FilePlan,
        created: set[int],
        sources: Sources,
        ids: SourceIds,
        translation: Translation | None,
        matching: Callable[[], Matcher],
    ) -> None:
        self.store = store
        self.references = references
        self.claims = claims
        self.plan = plan
        self.created = created
        self.sources = sources
        self.ids = ids
        self.translation = translation
        self.matching = cache(matching)
        # The lines of new records.
        self.lines: dict[int, int] = {}
        self.known: dict[int, Known] = {}
        self._later: list[Later] = []
        self._tied: list[tuple[Later, int]] = []
        self._followed: dict[int, Later] = {}

    def leads(self, column: Column, text: str, account: int | None) -> bool:
        """Whether a tie will lead to something; one that a known system's file makes may be left out. Raises
        RowError for a reference that neither the book nor any row of this file can answer."""
        if any(folded(text) in claimed for claimed in self.claims.values()):
            return True
        if text in self.claims.get("source_id", ()):
            return True
        try:
            self.references.needed(column.field.to, text, account)
        except UnreadableError as error:
            if self.references.was_forgotten(column.field.to, text, account):
                return False
            if self.translation is None:
                raise RowError(column.field.name, error.why) from None
            self.translation.leave_out(column.field)
            return False
        return True

    def add(self, tie: Later) -> None:
        """Keep a tie until all rows are in."""
        self._later.append(tie)

    def follow(self, table: str) -> None:
        """Tie together the rows of this file; one whose tie is refused is taken back as a whole."""
        if self._later:
            self.references.forget(table)
        for each in self._later:
            if each.line in self.plan.bad_lines:
                continue
            try:
                target = self.references.needed(each.column.field.to, each.text, each.account)
                self._tie(table, each, target)
            except UnreadableError as error:
                self._refuse(table, each, error.why)
            else:
                self._tied.append((each, target))

    def _refuse(self, table: str, each: Later, why: str) -> None:
        """Take back a row, and with it what other rows made of the same record: the next import would take
        this one for theirs."""
        self.plan.refuse(each.line, each.column.header, each.text, why)
        self._leave_out(table, each.row)
        for row in self._meant_too(each.keys):
            noun = each.column.field.to
            self.plan.refuse(self.lines[row], "", "", f"line {each.line:,} is about this {noun} too")
            self._leave_out(table, row)

    def _leave_out(self, table: str, row: int) -> None:
        """Take back a row; where it was new, those tied to it go with it, though another record has its name:
        it isn't the one that they mean."""
        is_new = row not in self.known
        self.take_back(table, row)
        if not is_new:
            return
        self.references.forget(table)
        for other, target in self._tied:
            if target == row and other.line not in self.plan.bad_lines:
                self._refuse(table, other, no_such(other.column.field.to))

    def _meant_too(self, keys: Keys) -> Iterator[int]:
        """The new records that a row would be about, if it were read after them."""
        matcher = self.matching()
        while (row := matcher.find_by(keys)) is not None:
            if row in self.created:
                yield row
            elif row not in self.lines:
                return

    def _tie(self, table: str, each: Later, target: int) -> None:
        row, name, value = each.row, each.column.field.stored, target
        if each.column.field.virtual:  # `renews` is told by the one that follows
            row, name, value = target, "renewed_by_id", each.row
            first = self._followed.setdefault(target, each)
            if first.row != each.row:  # one contract has one successor: the same at every import
                self.plan.warnings.append(
                    f"line {each.line:,}: {shown(each.text)} is already renewed by line {first.line:,}"
                )
                return
        before = self.store.record(table, row)[name]
        if before == value or (row not in self.created and not self.sources.holds(row, name, before, value)):
            return
        if reason := self.store.change(table, row, {name: value}):
            raise UnreadableError(reason)
        known = self.known.get(each.row)
        if known is None:
            return  # a new record
        if not known.fields:
            self.plan.unchanged -= 1
            self.plan.changed += 1
        known.fields.append(each.column.field.name)
        known.before.setdefault(name, before)
        self.plan.changed_fields[each.column.field.name] += 1

    def take_back(self, table: str, row: int) -> None:
        """Undo what a row did before it was refused for what it says with others."""
        known = self.known.pop(row, None)
        self.sources.take_back(row)
        self.ids.take_back(row)
        if known is None:
            self.store.remove(table, row)
            self.created.discard(row)
            self.plan.new -= 1
            return
        if known.fields:
            self.store.change(table, row, known.before)
            self.plan.changed_fields.subtract(known.fields)
            self.plan.changed -= 1
        else:
            self.plan.unchanged -= 1
