"""The contracts of one sheet: which one of the book a row is about, where it says no first day and no id.

By the end, else by what the end of the only one that is open has moved to. Not for what a moved end means
(rules/successors.py, renewals.py).
"""

from amcli.hints import Any
from amcli.interchange.kinds.derived import PostponedError, RowError, UncountedError
from amcli.interchange.store import Values
from amcli.interchange.tables.columns import Mapping
from amcli.interchange.tables.sheetpart import SheetPart
from amcli.interchange.upsert.renewals import COLUMNS, ContractImport, Known, known_contract, recurs
from amcli.interchange.upsert.rowimport import FileImport
from amcli.interchange.upsert.rowvalues import RowValues
from amcli.interchange.upsert.sheetimport import PARTS, SheetImport
from amcli.interchange.values.numbers import Amount
from amcli.rules.isodays import sure
from amcli.rules.names import counted, folded, listed
from amcli.rules.successors import A_YEAR, Confirmed, Moved, Next, moved
from amcli.vocabulary import reference

CUSTOMER = ("onboarding", "active")


class SheetContracts(SheetImport, ContractImport):
    """Contracts from the rows of a sheet."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._book: dict[int, list[Known]] = {}
        self._preceded: set[int] = set()
        self._taken: set[int] = set()
        self._said: dict[int, tuple[int, tuple[object, ...]]] = {}
        self._names = sorted({*self.columns.stored, *(name for name, _ in self.columns.virtual)})
        self._losses: dict[int, list[tuple[bool, str]]] = {}
        self._lost_now: set[int] = set()

    @property
    def months(self) -> int:
        """A year, unless said otherwise."""
        return self.options.term_months or A_YEAR

    def _load(self) -> None:
        wanted = self.shared.accounts.values() - self.shared.made
        for record in self.store.records("contract", COLUMNS) if wanted else ():
            found = known_contract(record)
            if found.account in wanted and found.amends is None:
                self._book.setdefault(found.account, []).append(found)
                if found.renewed_by is not None:
                    self._preceded.add(found.renewed_by)

    def _take(self, row: RowValues) -> None:
        """A row without an amount and without any day makes no contract, whatever signs stand for nothing."""
        if not self._says(row, "starts_on", "ends_on", "renews_on"):
            raise UncountedError
        super()._take(row)

    def _find(self, row: RowValues) -> int | None:
        self._succession = None
        account = row.values["account_id"]
        if self.shared.lines[account] > 1 and not self._late:
            self._said_again(row.line, {**row.values, **row.virtual})
        self._count_loss(account, row.values)
        found = self._of_book(account, row.values)
        if isinstance(found, Known):
            self._taken.add(found.row)
            return self._about(found, row.values)
        return None

    def _about(self, found: Known, values: Values) -> int | None:
        """The contract, where the row says its end; else what the new end makes of it."""
        ends, starts = values.get("ends_on"), values.get("starts_on")
        if not ends or ends == found.ends:
            if found.row in self._preceded:
                values["starts_on"] = None
            return found.row
        if not found.recurs:
            return found.row
        if found.ends is None or found.lost or found.renewed_by is not None:
            return self._continued(found, values)
        said = sure(starts) if starts else None
        change = moved(found.term(self.periods), sure(ends), said, self.months)
        if isinstance(change, Confirmed):
            self._follow(found, change.terms, values, confirmed=True)
        elif isinstance(change, Next):
            self._follow(found, (change.term,), values, confirmed=False)
            if said is None:
                self._mark(values)
        if isinstance(change, Moved):
            if found.row in self._preceded:
                values["starts_on"] = None
            return found.row
        return None

    def _of_book(self, account: int, values: Values) -> Known | None:
        """Which contract of the book a row is about. Raises RowError where it could be several."""
        ends, starts = values.get("ends_on"), values.get("starts_on")
        known = [each for each in self._book.get(account, ()) if self._fits(each, values)]
        same = [each for each in known if each.ends == ends and (ends or each.starts == starts)]
        same.sort(key=lambda each: (each.starts != starts, each.product != values.get("product_id")))
        if same:
            return same[0]
        if begun := [each for each in known if starts and each.starts == starts]:
            return begun[0]
        if not ends or not recurs(values):
            return None
        still = [each for each in known if each.ends and each.renewed_by is None and not each.lost]
        if still and self.shared.lines[account] > 1 and not self._late:
            raise PostponedError
        return self._only(still)

    def _fits(self, each: Known, values: Values) -> bool:
        """Whether a contract may be meant, as far as kind, product and reference go."""
        if each.recurs != recurs(values):
            return False
        product, number = values.get("product_id"), values.get("reference")
        if each.row in self._taken or (product is not None and each.product not in (product, None)):
            return False
        return not (number and each.reference) or folded(number) == folded(each.reference)

    def _only(self, still: list[Known]) -> Known | None:
        """The one that runs, of those that nothing continues: the later of two that follow each other."""
        last = max(still, key=lambda each: each.ends or "", default=None)
        if last is None:
            return None
        beside = [each for each in still if each is not last and (each.ends or "") >= last.starts]
        if beside:
            names = " or ".join(reference("contract", each.row) for each in sorted((*beside, last)))
            raise RowError("ends_on", f"{names}? a product or contract number would tell")
        return last

    def _said_again(self, line: int, values: Values) -> None:
        """Whether an earlier row said this contract. Raises UncountedError; RowError where it said another
        value."""
        names = ("account_id", "product_id", "kind", "starts_on", "ends_on", "reference")
        key = hash(tuple(values.get(name) for name in names))
        told = tuple(map(values.get, self._names))
        first, said = self._said.setdefault(key, (line, told))
        if first == line:
            return
        for name, before, value in zip(self._names, said, told, strict=True):
            if value is not None and not same(before, value):
                field = self.columns.field_name(name)
                column = self.columns.headers.get(field, field)
                raise RowError(field, f"line {first} has another {column} for the same product and end")
        raise UncountedError

    def _count_loss(self, account: int, values: Values) -> None:
        """Keep what the status of subscriptions says, for when all are known."""
        if "outcome" in self.columns.stored:
            lost = values.get("outcome") == "churned"
            self._losses.setdefault(account, []).append((lost, values.get("ends_on") or ""))

    def _new(self, row: RowValues) -> int:
        if row.values.get("outcome") == "churned":
            row.values.setdefault("outcome_on", None)
            row.values["outcome_on"] = row.values["outcome_on"] or min(
                self.options.today, row.values.get("ends_on") or "9"
            )
            self._lost_now.add(row.values["account_id"])
        return super()._new(row)

    def _changes(self, values: Values, current: Values) -> Values:
        changes = super()._changes(values, current)
        if changes.get("outcome") == "churned":
            values["outcome_on"] = changes.setdefault("outcome_on", self.options.today)
        return changes

    def _changed(self, current: Values, changes: Values) -> None:
        super()._changed(current, changes)
        if changes.get("outcome") == "churned":
            self._lost_now.add(current["account_id"])

    def _conclude(self) -> None:
        super()._conclude()
        gone = [account for account in sorted(self._lost_now) if self._is_gone(account)]
        status = {"status": "churned", "status_on": self.options.today}
        changed = [account for account in gone if self.store.change("account", account, status) is None]
        names = [self._called(account) for account in changed]
        if names:
            self.plan.warnings.append(f"{counted(len(names), 'account')} churned, all ended: {listed(names)}")

    def _is_gone(self, account: int) -> bool:
        """Whether all that a customer had was lost, and is over."""
        today = self.options.today
        said = self._losses.get(account, ())
        runs = any(not each.lost and each.recurs and (each.auto_renew or (each.ends or "9") >= today)
                   for each in self._book.get(account, ()) if each.row not in self._taken)  # fmt: skip
        over = all(lost and ends < today for lost, ends in said)
        return over and not runs and self.store.record("account", account)["status"] in CUSTOMER


def same(first: object, second: object) -> bool:
    """Whether two rows say the same in a column."""
    if isinstance(first, Amount) and isinstance(second, Amount) and first.unit == second.unit:
        from decimal import Decimal, InvalidOperation

        try:
            return Decimal(first.text) == Decimal(second.text)
        except InvalidOperation:
            pass
    return bool(first == second)


def importer(mapping: Mapping) -> type[FileImport]:
    """What takes in the rows of a mapping."""
    if isinstance(mapping.translation, SheetPart):
        return PARTS.get(mapping.translation.layout.title, SheetContracts)
    return ContractImport if mapping.kind.table == "contract" else FileImport
