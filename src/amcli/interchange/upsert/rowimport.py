"""Taking in one file: each row read, its references followed, its record found, then written.

A row goes through `_take` as one RowValues (rowvalues.py); imports of one kind or of one sheet change single
steps of it. Works inside a transaction that somebody else begins, ends or takes back; a row that cannot be
taken in is noted in the plan and stops nothing here. Not for which files there are and in which
order (session.py).
"""

import json
from collections.abc import Callable, Hashable

from amcli.interchange.incoming import Options
from amcli.interchange.kinds.derived import PassedOverError, PostponedError, RowError, Setting, UncountedError
from amcli.interchange.plan import FilePlan
from amcli.interchange.references import References
from amcli.interchange.store import Store, Values
from amcli.interchange.tables.columns import Column, Mapping
from amcli.interchange.tables.profile import FirstLook, chunks
from amcli.interchange.tables.rowreader import Read, RowReading
from amcli.interchange.tables.sheet import Row, Rows
from amcli.interchange.upsert.links import Known, LateLinks, Later, RowLinks
from amcli.interchange.upsert.matching import Matcher, Repeats
from amcli.interchange.upsert.provenance import Sources
from amcli.interchange.upsert.rowvalues import (
    GENERATED,
    JSON,
    Columns,
    ContractSums,
    RowValues,
    Waiting,
    changes_of,
    custom_value,
    day_of_row,
    flag_columns,
)
from amcli.interchange.upsert.sourceids import TABLES, SourceIds, of_older_books, source_of_table
from amcli.interchange.values.days import ROW_DAY
from amcli.rules.names import counted, listed


class FileImport:
    """The second pass over one file. `created` are the records that it has added, `_waiting` those of a chunk
    that are not yet written, `_postponed` the rows that wait for others of the file."""

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
        self.store, self.sheet, self.mapping, self.look = store, sheet, mapping, look
        self.options, self.plan = options, plan
        self.kind = mapping.kind
        self.translation = mapping.translation
        if self.translation is not None:
            self.translation.begin(options.today)
        self.source = plan.source = options.source or source_of_table(None, mapping, None, sheet.name)
        self._defaults = store.defaults(self.kind.table)
        self._needed = {field.stored for field in self.kind.fields if field.needed}
        self._flags = flag_columns(mapping, look.readers)
        self._whole = any("*" in key.columns for key in self.kind.keys)
        self.columns = Columns(mapping, self._defaults)
        self.recoverable = bool(self.columns.later)
        self.reading = RowReading(sheet, mapping, look, plan)
        self._begin_links(older)
        self.created: set[int] = set()
        self._waiting: list[Waiting] = []
        self._postponed: list[tuple[int, list[str], Read]] = []
        self._repeats = Repeats()
        self._sums = ContractSums(mapping)
        self.ids = SourceIds(store, self.kind, self.source, *of_older_books(mapping, older))
        self.sources = Sources(store, self.kind, self.source, plan, clear=options.clear, wins=options.wins)
        beside = (self.sources, self.ids)
        self._late_links = LateLinks(store, self.references, look.claims, plan, self.created, *beside)
        self.matcher = Matcher(
            self.kind, self.columns.stored, look.claims, self.ids.own, mapping.by_ref, self.ids.sourced()
        )

    def _begin_links(self, older: str) -> None:
        """What rows may refer to, and what their rules depend on beside them."""
        options, look = self.options, self.look
        beside = () if self.mapping.source is not None or older != TABLES else options.beside
        self.references = References(self.store, self.source, look.claims.get("code", set()), beside)
        self._row_links = RowLinks(self.references, self.mapping, options)
        self.setting = Setting(
            *(options.today, options.currency, self.references, options.clear, set(), options.country),
            look.renews_next,
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
        self._late_links.follow(self.kind.table)
        self._conclude()
        self.sources.flush()
        if not self.options.same_ids:
            self.ids.refuse_clashes(self.sheet.name)
        self._report()

    def _report(self) -> None:
        """What the plan should say of the whole file."""
        plan, warnings = self.plan, self.plan.warnings
        if self.setting.assumed:
            currencies = ", ".join(sorted(self.setting.assumed))
            warnings.append(f"amounts without a currency are read as {currencies}")
        if self.references.renamed:
            warnings.append(f"same name under two ids, kept separate: {listed(self.references.renamed)}")
        plan.conventions += self.look.emptied(self.mapping)
        plan.added_products = self.references.added_products
        plan.added_accounts = self.references.added_accounts
        if self.translation is not None:
            warnings += [f"{what}: {listed(texts)}" for what, texts in self.translation.notes()]
            left_out = self.translation.left_out.items()
            warnings += [f"{counted(count, noun)} skipped: not in the book" for noun, count in left_out]

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
        """Take in a row, unless it has to wait; what is wrong with it is noted in the plan."""
        if not last and any(read[place] is not None for place in self.columns.last):
            self._postponed.append((line, cells, read))
            return
        if not last and self._sums.wanted and self._held(line, cells, read):
            return
        try:
            self._take(self.columns.row(line, cells, read))
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
            self._row_links.fill(found, read, self.columns.linked)
        except (RowError, PassedOverError):
            return False
        self._sums.hold(found.get("account_id"), line, cells, read)
        return True

    def _take(self, row: RowValues) -> None:
        """Make a record of a row, or change the one that it is about. Raises RowError, PassedOverError,
        PostponedError, UncountedError."""
        if row.source_id is not None and self._again(row, "source_id", row.source_id):
            return
        self._begin(row)
        self._complete(row)
        once = tuple(map(row.values.get, self.kind.once))
        if once and self._again(row, self.columns.field_name(self.kind.once[-1]), once):
            return
        self._refer(row)
        record = self._find(row)
        if record is None:
            if self.translation is not None and self.translation.makes_none(row.cells):
                raise UncountedError
            record = self._new(row)
        elif not self._known(row, record):
            return
        elif row.source_id is not None and self.matcher.sources.get(row.source_id) != record:
            self.ids.give(row.source_id, record)
        for column, text in row.later:
            self._late_links.add(Later(row.line, record, column, text, row.values.get("account_id")))

    def _complete(self, row: RowValues) -> None:
        """What its cells don't say by themselves: whose it is, days of flags, custom fields, what follows."""
        self._row_links.fill(row.values, row.read, self.columns.linked)
        if self._flags:
            row.flagged = self._flagged(row.values)
        if self.mapping.custom:
            row.values["extra"] = {
                name: custom_value(name, row.cells[place])
                for place, name in self.mapping.custom
                if row.cells[place].strip()
            }
        if self.kind.prepare:
            self.kind.prepare(row.values, row.virtual, self.setting)
        if self._whole:
            self.columns.fill_in(row.values)

    def _refer(self, row: RowValues) -> None:
        """Whom it names, and to which rows of the file it is tied; its id counts as taken from here."""
        row.contacts = self._row_links.participants(row.values, row.virtual)
        if self.columns.later:
            account = row.values.get("account_id")
            told = [(column, row.read[place]) for column, place in self.columns.later]
            row.later = [each for each in told if each[1] is not None and self._answered(*each, account)]
        if row.source_id is not None:
            self.ids.claim(row.source_id, row.values)

    def _load(self) -> None:
        """Read what rows may be about."""
        self.matcher.load(self.store, self.sources.called())

    def _begin(self, row: RowValues) -> None:
        """What is known of a row before its cells say anything; nothing, of a file of one kind."""

    def _find(self, row: RowValues) -> int | None:
        """The record that a row is about; None for a new one."""
        return self.matcher.find(row.values, row.source_id)

    def _changed(self, current: Values, changes: Values) -> None:
        """What else is to be done or said of a record that a row has changed."""

    def _conclude(self) -> None:
        """What is to be done when all rows are in; nothing, of a file of one kind."""

    def _answered(self, column: Column, text: str, account: int | None) -> bool:
        """Whether a tie will lead to something; one that a known system's file makes may be left out."""
        try:
            self._late_links.check(column, text, account)
        except RowError:
            if self.translation is None:
                raise
            self.translation.leave_out(column.field)
            return False
        return True

    def _again(self, row: RowValues, field: str, key: Hashable) -> bool:
        """Whether an earlier row of the file was this one, which is skipped. Raises RowError for one
        about the same record with other values."""
        what = "id" if field == "source_id" else ", ".join(map(self.columns.field_name, self.kind.once))
        if not self._repeats.again((field, key), row.line, row.cells, field, what):
            return False
        self.plan.pass_over("duplicate row")
        return True

    def _new(self, row: RowValues) -> int:
        """Have a record added with the rest of its chunk; gives its id."""
        values = row.values
        if self.kind.finish:
            self.kind.finish(values, row.virtual, None, self.setting)
        for stored, name in self.columns.needed:
            if values.get(stored) is None:
                raise self._row_links.lack(name)
        record = self.store.new_id(self.kind.table)
        for name in self.columns.defaulted:
            if values.get(name, 0) is None:
                del values[name]
        values["id"] = record
        self._waiting.append(Waiting(row.line, values, row.contacts or [], row.source_id))
        return record

    def _flush(self) -> None:
        """Write the new records of a chunk."""
        waiting, self._waiting = self._waiting, []
        refused = (
            dict(self.store.insert(self.kind.table, [each.values for each in waiting])) if waiting else {}
        )
        for place, reason in refused.items():
            column, why = self.columns.blamed(reason)
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

    def _flagged(self, values: Values) -> list[str]:
        """Put the day of the row in the place of each yes; gives where. Raises RowError where it has none."""
        flagged = [name for name in self._flags if values[name] is ROW_DAY]
        day = day_of_row(self.kind, values)
        for name in flagged:
            if day is None and self._whole:
                raise RowError(self.columns.field_name(name), "yes, and the row has no day for it")
            values[name] = day or self.setting.today
        return flagged

    def _known(self, row: RowValues, record: int) -> bool:
        """Change a record as a row says, and count it; False where the book refuses it."""
        current = self.store.record(self.kind.table, record)
        self.ids.check(row.virtual.get("source_id"), record, row.values, current)
        for name in row.flagged:  # a yes is no news of a day that is on record
            row.values[name] = current[name] or row.values[name]
        if self.kind.finish:
            self.kind.finish(row.values, row.virtual, current, self.setting)
        changes = self._changes(row.values, current)
        ruled = self.sources.rule(record, row.values, current, changes)
        if changes and (reason := self.store.change(self.kind.table, record, changes)):
            column, why = self.columns.blamed(reason)
            found = str(row.values.get(column) or "")
            self.plan.refuse(row.line, self.columns.headers.get(column, ""), found, why)
            return False
        self.sources.keep(ruled)
        self._changed(current, changes)
        self._count(row, record, current, changes)
        return True

    def _count(self, row: RowValues, record: int, current: Values, changes: Values) -> None:
        """Write who took part, and count what a row has changed of a record."""
        fields = [self.columns.field_name(name) for name in changes if name not in GENERATED]
        if row.contacts is not None and self.store.participants(record) != set(row.contacts):
            self.store.set_participants(record, row.contacts)
            fields.append("contacts")
        self.plan.changed_fields.update(fields)
        if self.recoverable:
            before = {name: json.loads(current[name]) if name in JSON else current[name] for name in changes}
            self._late_links.known[record] = Known(fields, {**before, "updated_at": current["updated_at"]})
        if fields:
            self.plan.changed += 1
        else:
            self.plan.unchanged += 1

    def _changes(self, values: Values, current: Values) -> Values:
        """What the row says otherwise than the record; a blank cell says nothing, unless --clear."""
        return changes_of(values, current, self._defaults, self._needed, self.options.clear)
