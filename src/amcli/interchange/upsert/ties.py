"""Ties among the rows of one file: a parent, a successor, named by what another row brings.

A row may name one that stands further down, so ties are followed when all rows are in; one that is
refused takes its whole row back. Not for references to what the book holds already (references.py).
"""

from collections.abc import Mapping

from amcli.interchange.kinds.derived import RowError
from amcli.interchange.plan import FilePlan
from amcli.interchange.references import References
from amcli.interchange.store import Store
from amcli.interchange.tables.columns import Column
from amcli.interchange.upsert.following import Known, Later
from amcli.interchange.upsert.provenance import Sources
from amcli.interchange.values.reader import UnreadableError
from amcli.rules.names import folded, shown


class Ties:
    """What the rows of a file say of each other; `known` are those that matched a record of the book."""

    def __init__(
        self,
        store: Store,
        references: References,
        claims: Mapping[str, set[str]],
        plan: FilePlan,
        created: set[int],
        sources: Sources,
    ) -> None:
        self.store = store
        self.references = references
        self.claims = claims
        self.plan = plan
        self.created = created
        self.sources = sources
        self.known: dict[int, Known] = {}
        self._later: list[Later] = []
        self._followed: dict[int, Later] = {}

    def check(self, column: Column, text: str, account: int | None) -> None:
        """Raise RowError for a reference that neither the book nor any row of this file can answer."""
        if any(folded(text) in claimed for claimed in self.claims.values()):
            return
        if text in self.claims.get("source_id", ()):
            return
        try:
            self.references.needed(column.field.to, text, account)
        except UnreadableError as error:
            raise RowError(column.field.name, error.why) from None

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
                self._tie(table, each, self.references.needed(each.column.field.to, each.text, each.account))
            except UnreadableError as error:
                self.plan.refuse(each.line, each.column.header, each.text, error.why)
                self._take_back(table, each.row)

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

    def _take_back(self, table: str, row: int) -> None:
        """Undo what a row did before one of its references was refused."""
        known = self.known.pop(row, None)
        self.sources.take_back(row)
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
