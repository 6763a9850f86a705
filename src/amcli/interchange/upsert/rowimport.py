"""Taking in one file: each row read, its references followed, its record found, then written.

Works inside a transaction that somebody else begins, ends or takes back; a row that cannot be
taken in is noted in the plan and stops nothing here. Not for which files there are and in which
order (session.py).
"""

import json
from collections.abc import Callable, Hashable

from amcli.interchange.incoming import Options
from amcli.interchange.kinds.derived import (
    PassedOverError,
    PostponedError,
    RowError,
    Setting,
    UncountedError,
)
from amcli.interchange.plan import FilePlan
from amcli.interchange.references import References
from amcli.interchange.store import Store, Values
from amcli.interchange.tables.columns import Column, Mapping
from amcli.interchange.tables.profile import FirstLook, chunks
from amcli.interchange.tables.rowreader import Read, RowReading
from amcli.interchange.tables.sheet import Row, Rows
from amcli.interchange.upsert.changes import (
    GENERATED,
    JSON,
    Columns,
    Waiting,
    changes_of,
    custom_value,
    day_of_row,
    flag_columns,
)
from amcli.interchange.upsert.contractsums import ContractSums
from amcli.interchange.upsert.following import Following, Known, Later
from amcli.interchange.upsert.matching import Matcher
from amcli.interchange.upsert.provenance import Sources
from amcli.interchange.upsert.repeats import Repeats
from amcli.interchange.upsert.sourceids import TABLES, SourceIds, of_older_books, source_of_table
from amcli.interchange.upsert.ties import Ties
from amcli.interchange.values.days import ROW_DAY
from amcli.rules.names import counted, listed


class FileImport:
    """The second pass over one file."""

    def __init__(
        self,
        store: Store,
        sheet: Rows,
        mapping: Mapping,
        look: FirstLook,
        options: Options,
        plan: FilePlan,
        older: str = TABLES,
    ) -> None:
        self.store = store
        self.sheet = sheet
        self.mapping = mapping
        self.kind = mapping.kind
        self.look = look
        self.options = options
        self.plan = plan
        self.source = options.source or source_of_table(None, mapping, None, sheet.name)
        self.translation = mapping.translation
        if self.translation is not None:
            self.translation.begin(options.today)
        beside = () if mapping.source is not None or older != TABLES else options.beside
        self.references = References(store, self.source, look.claims.get("code", set()), beside)
        self.setting = Setting(
            *(options.today, options.currency, self.references, options.clear, set(), options.country),
            look.renews_next,
        )
        self.created: set[int] = set()
        self._defaults = store.defaults(self.kind.table)
        self.columns = Columns(mapping, self._defaults)
        self._postponed: list[tuple[int, list[str], Read]] = []
        self._following = Following(self.references, mapping, options)
        self._repeats = Repeats()
        self._sums = ContractSums(mapping)
        self._flags = flag_columns(mapping, look.readers)
        self._needed = {field.stored for field in self.kind.fields if field.needed}
        self.reading = RowReading(sheet, mapping, look, plan)
        self._waiting: list[Waiting] = []
        self.ids = SourceIds(store, self.kind, self.source, *of_older_books(mapping, older))
        self.sources = Sources(store, self.kind, self.source, plan, clear=options.clear, wins=options.wins)
        plan.source = self.source
        self._ties = Ties(store, self.references, look.claims, plan, self.created, self.sources)
        self._whole = any("*" in key.columns for key in self.kind.keys)
        self.matcher = Matcher(
            self.kind, self.columns.stored, look.claims, self.ids.own, mapping.by_ref, self.ids.sourced()
        )

    def run(self, tick: Callable[[int], None]) -> None:
        """Take in every row; `tick` is told how many were read."""
        self._load()
        for rows in chunks(self.sheet):
            self._chunk(rows)
            self.plan.rows += len(rows)
            self.plan.lines_read += len(rows)
            tick(len(rows))
        self.plan.note_lines, self.plan.footer_lines = self.sheet.notes, self.sheet.footers
        self._take_last()
        self._ties.follow(self.kind.table)
        self._conclude()
        self.sources.flush()
        if not self.options.same_ids:
            self.ids.refuse_clashes(self.sheet.name)
        if self.setting.assumed:
            self.plan.warnings.append(
                f"amounts without a currency are read as {', '.join(sorted(self.setting.assumed))}"
            )
        if self.references.renamed:
            self.plan.warnings.append(
                f"same name under two ids, kept separate: {listed(self.references.renamed)}"
            )
        self.plan.conventions += self.look.emptied(self.mapping)
        self.plan.added_products = self.references.added_products
        self.plan.added_accounts = self.references.added_accounts
        if self.translation is not None:
            self.plan.warnings += [f"{what}: {listed(texts)}" for what, texts in self.translation.notes()]
            self.plan.warnings += [
                f"{counted(count, noun)} skipped: not in the book"
                for noun, count in self.translation.left_out.items()
            ]

    def _take_last(self) -> None:
        """The rows that had to wait for others of the file."""
        if self._postponed:
            self.references.forget(self.kind.table)
            for line, cells, read in self._postponed:
                self._row(line, cells, read, last=True)
            self._flush()
        for held in self._sums.rows():
            self._row(held.line, held.cells, held.read, last=True)
        self._flush()
        if self._sums.added:
            self.plan.warnings.append(f"{counted(self._sums.added, 'figure')} added to another contract's")

    def _chunk(self, rows: list[Row]) -> None:
        for line, cells, read in self.reading.read(rows):
            self._row(line, cells, read)
        self._flush()

    def _row(self, line: int, cells: list[str], read: Read, last: bool = False) -> None:
        if not last and any(read[place] is not None for place in self.columns.last):
            self._postponed.append((line, cells, read))
            return
        if not last and self._sums.wanted and self._held(line, cells, read):
            return
        try:
            self._take(line, cells, read)
        except PassedOverError as error:
            self.plan.pass_over(error.why)
        except PostponedError:
            self._postponed.append((line, cells, read))
        except UncountedError:
            self.plan.rows -= 1
        except RowError as error:
            column = self.columns.named.get(error.field)
            if column is None:
                self.plan.refuse(line, self.columns.headers.get(error.field, error.field), "", error.why)
            else:
                self.reading.refuse(line, column, cells, error.why)

    def _held(self, line: int, cells: list[str], read: Read) -> bool:
        """Whether a row waits for others to be added to it; not one that says nothing of whose it is."""
        found: Values = {}
        try:
            self._following.fill(found, read, self.columns.linked)
        except (RowError, PassedOverError):
            return False
        self._sums.hold(found.get("account_id"), line, cells, read)
        return True

    def _take(self, line: int, cells: list[str], read: Read) -> None:
        values: Values = {name: read[place] for name, place in self.columns.plain}
        virtual: Values = {name: read[place] for name, place in self.columns.virtual}
        source_id = virtual.get("source_id")
        if source_id is not None and self._again(line, cells, "source_id", source_id):
            return
        self._begin(line, values)
        self._following.fill(values, read, self.columns.linked)
        flagged = self._flagged(values) if self._flags else []
        if self.mapping.custom:
            values["extra"] = {
                name: custom_value(name, cells[place])
                for place, name in self.mapping.custom
                if cells[place].strip()
            }
        if self.kind.prepare:
            self.kind.prepare(values, virtual, self.setting)
        if self._whole:
            self._fill(values)
        once = tuple(map(values.get, self.kind.once))
        if once and self._again(line, cells, self._field_name(self.kind.once[-1]), once):
            return
        contacts = self._following.participants(values, virtual)
        wanted = [(column, read[place]) for column, place in self.columns.later if read[place] is not None]
        wanted = [each for each in wanted if self._answered(*each, values.get("account_id"))]
        if source_id is not None:
            self.ids.claim(source_id, values)
        row = self._find(line, cells, values, virtual, source_id)
        if row is None and self.translation is not None and self.translation.makes_none(cells):
            self.plan.rows -= 1
            return
        if row is None:
            row = self._new(line, values, virtual, contacts or [], source_id)
        else:
            taken = self._known(line, row, values, virtual, contacts, flagged)
            if not taken:
                return
            if source_id is not None and self.matcher.sources.get(source_id) != row:
                self.store.add_source_ids(self.kind.table, self.source, [(source_id, row)])
        for column, text in wanted:
            self._ties.add(Later(line, row, column, text, values.get("account_id")))

    def _load(self) -> None:
        """Read what rows may be about."""
        self.matcher.load(self.store, self.sources.called())

    def _begin(self, line: int, values: Values) -> None:
        """What is known of a row before its cells say anything; nothing, of a file of one kind."""

    def _find(
        self, line: int, cells: list[str], values: Values, virtual: Values, source_id: str | None
    ) -> int | None:
        """The record that a row is about; None for a new one."""
        return self.matcher.find(values, source_id)

    def _changed(self, current: Values, changes: Values) -> None:
        """What else is to be done or said of a record that a row has changed."""

    def _conclude(self) -> None:
        """What is to be done when all rows are in; nothing, of a file of one kind."""

    def _answered(self, column: Column, text: str, account: int | None) -> bool:
        """Whether a tie will lead to something; one that a known system's file makes may be left out."""
        try:
            self._ties.check(column, text, account)
        except RowError:
            if self.translation is None:
                raise
            self.translation.leave_out(column.field)
            return False
        return True

    def _again(self, line: int, cells: list[str], field: str, key: Hashable) -> bool:
        """Whether an earlier row of the file was this one, which is skipped. Raises RowError for one
        about the same record with other values."""
        what = "id" if field == "source_id" else ", ".join(map(self._field_name, self.kind.once))
        if not self._repeats.again((field, key), line, cells, field, what):
            return False
        self.plan.pass_over("duplicate row")
        return True

    def _fill(self, values: Values) -> None:
        """Where all columns together are the key, a blank one counts as what the book would hold."""
        for name, value in values.items():
            if value is None and (default := self._defaults.get(name)) is not None:
                values[name] = int(default) if isinstance(default, bool) else default

    def _new(
        self, line: int, values: Values, virtual: Values, contacts: list[int], source_id: str | None
    ) -> int:
        if self.kind.finish:
            self.kind.finish(values, virtual, None, self.setting)
        for stored, name in self.columns.needed:
            if values.get(stored) is None:
                raise self._following.lack(name)
        row = self.store.new_id(self.kind.table)
        for name in self.columns.defaulted:
            if values.get(name, 0) is None:
                del values[name]
        values["id"] = row
        self._waiting.append(Waiting(line, values, contacts, source_id))
        return row

    def _flush(self) -> None:
        """Write the new records of a chunk."""
        waiting, self._waiting = self._waiting, []
        refused = (
            dict(self.store.insert(self.kind.table, [each.values for each in waiting])) if waiting else {}
        )
        for place, reason in refused.items():
            column, why = self._blamed(reason)
            found = str(waiting[place].values.get(column) or "")
            self.plan.refuse(waiting[place].line, self.columns.headers.get(column, ""), found, why)
        written = [each for place, each in enumerate(waiting) if place not in refused]
        self.plan.new += len(written)
        self.created.update(each.values["id"] for each in written)
        self.store.add_participants(
            (each.values["id"], contact) for each in written for contact in each.contacts
        )
        self.sources.made(each.values for each in written)
        self.sources.flush()
        ids = [(each.source_id, each.values["id"]) for each in written if each.source_id is not None]
        if ids:
            self.store.add_source_ids(self.kind.table, self.source, ids)

    def _blamed(self, reason: str) -> tuple[str, str]:
        """The column that a rule of the book is about, where its sentence begins with it."""
        subject, colon, why = reason.partition(": ")
        column = subject.removeprefix(f"{self.kind.table} ")
        if colon and column in self.columns.headers:
            return column, why
        for name in ("name", "code"):
            if reason.endswith(f"this {name}"):
                return name, reason
        return "", reason

    def _flagged(self, values: Values) -> list[str]:
        """Put the day of the row in the place of each yes; gives where. Raises RowError where it has none."""
        flagged = [name for name in self._flags if values[name] is ROW_DAY]
        day = day_of_row(self.kind, values)
        for name in flagged:
            if day is None and self._whole:
                raise RowError(self._field_name(name), "yes, and the row has no day for it")
            values[name] = day or self.setting.today
        return flagged

    def _known(
        self,
        line: int,
        row: int,
        values: Values,
        virtual: Values,
        contacts: list[int] | None,
        flagged: list[str],
    ) -> bool:
        current = self.store.record(self.kind.table, row)
        self.ids.check(virtual.get("source_id"), row, values, current)
        for name in flagged:  # a yes is no news of a day that is on record
            values[name] = current[name] or values[name]
        if self.kind.finish:
            self.kind.finish(values, virtual, current, self.setting)
        changes = self._changes(values, current)
        ruled = self.sources.rule(row, values, current, changes)
        if changes and (reason := self.store.change(self.kind.table, row, changes)):
            column, why = self._blamed(reason)
            self.plan.refuse(line, self.columns.headers.get(column, ""), str(values.get(column) or ""), why)
            return False
        self.sources.keep(ruled)
        self._changed(current, changes)
        fields = [self._field_name(name) for name in changes if name not in GENERATED]
        if contacts is not None and self.store.participants(row) != set(contacts):
            self.store.set_participants(row, contacts)
            fields.append("contacts")
        self.plan.changed_fields.update(fields)
        if self.columns.later:
            before = {name: json.loads(current[name]) if name in JSON else current[name] for name in changes}
            self._ties.known[row] = Known(fields, {**before, "updated_at": current["updated_at"]})
        if fields:
            self.plan.changed += 1
        else:
            self.plan.unchanged += 1
        return True

    def _changes(self, values: Values, current: Values) -> Values:
        """What the row says otherwise than the record; a blank cell says nothing, unless --clear."""
        return changes_of(values, current, self._defaults, self._needed, self.options.clear)

    def _field_name(self, stored: str) -> str:
        column = stored.removesuffix("_folded")
        return next((field.name for field in self.kind.fields if field.stored == column), column)
