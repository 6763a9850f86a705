"""Following what a row refers to: ids in the place of what it calls its account, contact and product.

What nothing answers makes the row bad; in a file of a known system it may be left out, or the row be passed
over. Not for ties among the rows of one file (ties.py), nor for which record a word means (references.py).
"""

from typing import NamedTuple

from amcli.interchange.incoming import Options
from amcli.interchange.kinds import Field
from amcli.interchange.kinds.derived import PassedOverError, RowError
from amcli.interchange.references import References, name_in
from amcli.interchange.store import Values
from amcli.interchange.tables.columns import Column, Mapping
from amcli.interchange.tables.rowreader import Read
from amcli.interchange.values.reader import UnreadableError

# What a row needs, where the field's own name would not say it.
NEEDS = {
    "on": "a day",
    "opened_on": "the day on which it was opened",
    "starts_on": "a first day",
    "account": "an account",
    "kind": "a kind",
}


class Later(NamedTuple):
    """A reference to be followed when all rows of the file are in."""

    line: int
    row: int
    column: Column
    text: str
    account: int | None


class Known(NamedTuple):
    """A record that a row matched: the fields it changed, and what they held before."""

    fields: list[str]
    before: Values


REMEMBERED = 50_000


class Following:
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
        account = values["account_id"]
        found = [self._referred(self._person, text, account) for text in texts]
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
        if found is None:
            try:
                found = self._look_up(field.to, text, account)
            except UnreadableError as error:
                found = error
            if len(self._found) < REMEMBERED:
                self._found[key] = found
        if isinstance(found, UnreadableError):
            self._unanswered(field, text, found.why)
            return None
        return found

    def _unanswered(self, field: Field, text: str, why: str) -> None:
        """Raise what a reference to nothing makes of its row, unless it can do without."""
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
            if name is not None:
                return self.references.new_account(name, self.options.today)
        return self.references.needed(kind, text, account)
