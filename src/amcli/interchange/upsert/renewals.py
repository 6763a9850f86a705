"""Taking in contracts that renew others: the terms that a moved end confirms and what else it may mean; a
contract that goes on where one for the same product ended.

What a moved end means is decided in rules/successors.py, and so is which of contracts that say all their days
continues which (`renewed_by`). Only pairs of which the import made at
least one are looked at, so a second import links nothing more. Not for those of one sheet, which say less
(sheetcontracts.py).
"""

import json
from collections import defaultdict

from amcli.hints import Any, NamedTuple
from amcli.interchange.plan import FilePlan
from amcli.interchange.store import Store, Values
from amcli.interchange.upsert.rowimport import FileImport
from amcli.interchange.upsert.rowvalues import RowValues, Waiting
from amcli.interchange.values.numbers import Amount
from amcli.rules.amendments import Fall
from amcli.rules.customfields import ASSUMED
from amcli.rules.isodays import sure
from amcli.rules.money import grouped
from amcli.rules.names import shown
from amcli.rules.successors import A_YEAR, Confirmed, Days, Span, Term, assumed_start, links, moved
from amcli.vocabulary import RECURRING, reference

FIRST_DAY = "starts_on"
COLUMNS = ("id", "account_id", "product_id", "starts_on", "ends_on", "auto_renew", "renewed_by_id", "outcome",
           "terminated_on", "amends_id", "reference", "kind", "extra")  # fmt: skip
# The terms that a successor takes over.
NOTICE = ("notice_days", "notice_months")
TERMS = ("product_id", "quantity", "annual_value", "currency", "auto_renew", *NOTICE)
MOST_TERMS = 1000
MONEY = ("monthly_value", "value")
AMOUNTS = ("annual_value", *MONEY, "total_value")


class Known(NamedTuple):
    """A contract of the book, as far as its days go."""

    row: int
    account: int
    product: int | None
    starts: str
    ends: str | None
    auto_renew: bool
    renewed_by: int | None
    lost: bool
    amends: int | None
    reference: str | None
    recurs: bool
    assumed: bool

    def term(self, periods: bool) -> Term:
        """For the rules; it has an end."""
        assert self.ends is not None
        return Term(sure(self.starts), sure(self.ends), self.auto_renew, self.assumed, periods)


class Succession(NamedTuple):
    """The contract that a new one continues, the terms up to the new one's, and what they take over;
    `confirmed`: it auto-renewed."""

    before: int
    terms: tuple[Span, ...]
    present: Values
    confirmed: bool


class Link(NamedTuple):
    """A contract and the one that continues it, for when both are written."""

    before: int
    after: int
    confirmed: bool


def known_contract(record: tuple[Any, ...]) -> Known:
    """A contract from the columns above."""
    row, account, product, starts, ends, auto, by, outcome, stopped, amends, number, kind, extra = record
    lost = outcome == "churned" or stopped is not None
    days = (row, account, product, starts, ends)
    return Known(*days, bool(auto), by, lost, amends, number, kind == RECURRING, is_assumed(extra))


def is_assumed(extra: str) -> bool:
    """Whether the custom fields of a contract say that its first day is an assumption."""
    return ASSUMED in extra and FIRST_DAY in (json.loads(extra).get(ASSUMED) or ())


def recurs(values: Values) -> bool:
    """Whether a row is about revenue that recurs, as one that doesn't say is."""
    return (values.get("kind") or RECURRING) == RECURRING


class ContractImport(FileImport):
    """Contracts of a file. An auto-renewing one whose end moves on by whole terms isn't lengthened: these
    terms are confirmed. Any other end that moves is said."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._links: list[Link] = []
        self._succession: Succession | None = None
        self._before: dict[int, int] | None = None
        self._added: dict[int, list[tuple[int, int]]] | None = None
        self._lines: dict[int, int] = {}
        self.recoverable = True

    @property
    def months(self) -> int | None:
        """How long a contract runs whose first day nobody says; None where one must be said."""
        return self.options.term_months

    @property
    def periods(self) -> bool:
        """Whether its ends are those of billing periods."""
        return self.translation is not None and self.translation.periods

    def contract(self, row: int) -> Known:
        record = self.store.record("contract", row)
        return known_contract(tuple(record[name] for name in COLUMNS))

    def _find(self, row: RowValues) -> int | None:
        self._succession = None
        record = super()._find(row)
        if record is None and not recurs(row.values) and not row.values.get("starts_on"):
            row.values["starts_on"] = row.values.get("ends_on")  # its one day is the first one, too
            record = super()._find(row)
        if record is None or self.mapping.by_ref or not row.values.get("ends_on"):
            return record
        known = self.contract(record)
        return self._continued(known, row.values) if known.recurs and recurs(row.values) else record

    def _continued(self, old: Known, values: Values) -> int | None:
        """What a row is about that names this contract: it, one that continues it, or (None) a new one that
        does."""
        ends, starts = values["ends_on"], values.get("starts_on")
        if starts and starts in self._earlier_starts(old.row):
            values["starts_on"] = starts = None
        if old.ends == ends:
            return old.row
        first = old.starts
        while old.renewed_by is not None:
            old = self.contract(old.renewed_by)
            if old.ends == ends:
                values["starts_on"] = None
                return old.row
        if old.ends is None or old.lost or old.amends is not None:
            return old.row
        said = sure(starts) if starts and starts != first else None
        change = moved(old.term(self.periods), sure(ends), said, self.months or A_YEAR)
        if isinstance(change, Confirmed):
            self._follow(old, change.terms, values, confirmed=True)
            return None
        if old.starts != first:
            values["starts_on"] = None
        return old.row

    def _earlier_starts(self, row: int) -> set[str]:
        """The first days of the terms before a contract: one of them is what a program says of all terms."""
        if self._before is None:
            found = self.store.records("contract", ["id", "renewed_by_id"])
            self._before = {after: before for before, after in found if after is not None}
        starts: set[str] = set()
        while (before := self._before.get(row)) is not None and len(starts) < MOST_TERMS:
            row = before
            starts.add(self.contract(row).starts)
        return starts

    def _follow(self, old: Known, terms: tuple[Span, ...], values: Values, *, confirmed: bool) -> None:
        """Make what a row says the last of the terms that continue a contract."""
        present = self._terms_of(old)
        self._succession = Succession(old.row, terms, present, confirmed)
        values["starts_on"], values["ends_on"] = terms[-1].starts.isoformat(), terms[-1].ends.isoformat()

    def _terms_of(self, old: Known) -> Values:
        """What a successor takes over, amendments included."""
        record = self.store.record("contract", old.row)
        found = {name: record[name] for name in TERMS}
        for amount, quantity in self._amendments().get(old.row, ()):
            found["annual_value"] = (found["annual_value"] or 0) + amount
            if quantity:
                found["quantity"] = (found["quantity"] or 0) + quantity
        return {**found, "account_id": old.account}

    def _amendments(self) -> dict[int, list[tuple[int, int]]]:
        """What was added to contracts and still holds."""
        if self._added is None:
            self._added = defaultdict(list)
            columns = ["amends_id", "annual_value", "quantity", "terminated_on"]
            for parent, amount, quantity, stopped in self.store.records("contract", columns):
                if parent is not None and stopped is None:
                    self._added[parent].append((amount or 0, quantity or 0))
        return self._added

    def _new(self, row: RowValues) -> int:
        found, self._succession = self._succession, None
        if found is not None:
            self._take_over(row.values, row.virtual, found.present)
        if (
            not row.values.get("starts_on")
            and row.values.get("ends_on")
            and self.months
            and recurs(row.values)
        ):
            self._assume(row.values)
        record = super()._new(row)
        self._lines[record] = row.line
        if found is not None:
            if all(row.values.get(name) is None for name in NOTICE):
                row.values.update({name: found.present[name] for name in NOTICE})
            self._succeed(row.line, found, record)
        return record

    def _known(self, row: RowValues, record: int) -> bool:
        self._lines[record] = row.line
        return super()._known(row, record)

    def _take_over(self, values: Values, virtual: Values, present: Values) -> None:
        """The terms of the contract before, where the row is silent; its own amount has its own currency."""
        stored = (values.get("annual_value"), values.get("total_value"))
        amounts = [*stored, *(virtual.get(name) for name in MONEY)]
        own = any(isinstance(amount, Amount) and amount.unit for amount in amounts)
        for name, value in present.items():
            if values.get(name) is None and name not in NOTICE and not (own and name == "currency"):
                values[name] = value

    def _assume(self, values: Values) -> None:
        """The first day from the last."""
        assert self.months is not None
        values["starts_on"] = assumed_start(sure(values["ends_on"]), self.months).isoformat()
        self._mark(values)

    def _mark(self, values: Values) -> None:
        """Say in the record, and in the plan, that its first day is an assumption."""
        values["extra"] = {**(values.get("extra") or {}), ASSUMED: [FIRST_DAY]}
        self.plan.assumed += 1

    def _succeed(self, line: int, found: Succession, last: int) -> None:
        """Add the terms before the last, and have each linked to the one before it."""
        before = found.before
        for term in found.terms[:-1]:
            row = self.store.new_id("contract")
            days = {"starts_on": term.starts.isoformat(), "ends_on": term.ends.isoformat()}
            self._waiting.append(Waiting(line, {**found.present, **days, "id": row}, [], None))
            self._links.append(Link(before, row, found.confirmed))
            before = row
        self._links.append(Link(before, last, found.confirmed))
        if found.confirmed:
            self.plan.confirmed += len(found.terms)

    def _changed(self, current: Values, changes: Values) -> None:
        if "starts_on" in changes and is_assumed(current["extra"]):
            extra = {name: value for name, value in json.loads(current["extra"]).items() if name != ASSUMED}
            self.store.change("contract", current["id"], {"extra": extra})
        if current["ends_on"] and changes.get("ends_on"):
            name = self._called(current["account_id"])
            self.plan.moved.append((name, current["ends_on"], changes["ends_on"]))

    def _called(self, account: int) -> str:
        return shown(self.store.record("account", account)["name"])

    def _conclude(self) -> None:
        super()._conclude()
        self._refuse_falls()
        for link in self._links:
            if link.after in self.created and (link.confirmed or self.options.link):
                self._link(link)

    def _refuse_falls(self) -> None:
        """Refuse the last row of those that took a contract below zero together, until none is: on the way
        it may be, since amendments come in any order."""
        while found := [(self._culprit(each), each) for each in self.store.falls()]:
            for row, each in found:
                if row is None:
                    return  # of another file; the book refuses it
                self.plan.refuse(self._lines.pop(row), *self._blame(row, each))
                self._late_links.take_back("contract", row)

    def _culprit(self, found: Fall) -> int | None:
        """The last row of this file that took a contract below zero."""
        return max((row for row in found.by if row in self._lines), key=self._lines.__getitem__, default=None)

    def _blame(self, row: int, found: Fall) -> tuple[str, str, str]:
        """The column with the amount, what it was read as, and what is wrong with it."""
        header = next((self.columns.headers[name] for name in AMOUNTS if name in self.columns.headers), "")
        value = self.store.record("contract", row)["annual_value"] or 0
        number = self.store.record("contract", found.contract)["reference"]
        called = shown(number) if number else reference("contract", found.contract)
        return header, f"{found.currency} {grouped(value, found.currency)}", f"takes {called} {found}"

    def _link(self, link: Link) -> None:
        changes: Values = {"renewed_by_id": link.after}
        if link.confirmed:
            changes |= {"outcome": "renewed", "outcome_on": self.options.today, "stage": "signed"}
        else:
            self.plan.linked += 1
        if self.store.change("contract", link.before, changes) is None and link.before not in self.created:
            self.plan.changed += 1


# Contracts that say all their days.

LINK_COLUMNS = (
    *("id", "account_id", "product_id", "starts_on", "ends_on"),
    *("renewed_by_id", "amends_id", "outcome", "terminated_on", "kind"),
)


def link_renewals(store: Store, created: set[int], plan: FilePlan) -> None:
    """Link what the contracts in `created` continue, or are continued by, and count it; those that could
    continue more than one are counted too, and stay as they are."""
    followed, series = set[int](), defaultdict[tuple[int, int | None], list[Days]](list)
    records = list(store.records("contract", LINK_COLUMNS))
    followed.update(after for *_, after, _, _, _, _ in records if after is not None)
    for row, account, product, starts, ends, after, amends, outcome, stopped, kind in records:
        if amends is None and kind == RECURRING:
            is_open = after is None and outcome != "churned" and stopped is None
            series[account, product].append(Days(row, starts, ends, is_open, row in followed))
    for group in series.values():
        if len(group) == 1 or created.isdisjoint(each.row for each in group):
            continue
        found = links(group)
        for before, after in found.pairs:
            if before in created or after in created:
                plan.linked += store.change("contract", before, {"renewed_by_id": after}) is None
        for ended, follow in found.unclear:
            plan.unclear += not created.isdisjoint((*ended, *follow))
