"""Taking in one file: each row read, its references followed, its record found, then written.

A row goes through `_take` as one RowValues (rowvalues.py); imports of one kind or of one sheet change single
steps of it. Works inside a transaction that somebody else begins, ends or takes back; a row that cannot be
taken in is noted in the plan and stops nothing here. Not for which files there are and in which
order (session.py).
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from functools import partial

from amcli.hints import Any
from amcli.interchange.incoming import Options
from amcli.interchange.kinds.derived import (
    ForgottenError,
    PassedOverError,
    PostponedError,
    RowError,
    Setting,
    UncountedError,
)
from amcli.interchange.plan import FilePlan
from amcli.interchange.references import References
from amcli.interchange.store import Store, Values
from amcli.interchange.tables.columns import Mapping
from amcli.interchange.tables.profile import FirstLook, chunks
from amcli.interchange.tables.rowreader import Read, RowReading
from amcli.interchange.tables.sheet import Rows
from amcli.interchange.upsert.links import Known, LateLinks, Later, RowLinks
from amcli.interchange.upsert.matching import Matcher, Repeats
from amcli.interchange.upsert.provenance import Sources
from amcli.interchange.upsert.rowvalues import (
    Columns,
    ContractSums,
    RowValues,
    Waiting,
    changes_of,
    flag_columns,
    united,
    values_before,
)
from amcli.interchange.upsert.sourceids import TABLES, SourceIds, of_older_books, source_of_table
from amcli.rules.forgetting import REF, Hashed, hashed_of_account, hashed_of_contact, of_source
from amcli.rules.names import counted, folded
from amcli.storage.violations import TOLD

OWN_PARENT = TOLD["an account is not its own parent"][0]


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
        self._whole = any("*" in key.columns for key in self.kind.keys)
        self.columns = Columns(mapping, self._defaults, flag_columns(mapping, look.readers))
        self.recoverable = bool(self.columns.later)
        self.reading = RowReading(sheet, mapping, look, plan)
        self._begin_links(older)
        self.created: set[int] = set()
        self._waiting: list[Waiting] = []
        self._postponed: list[tuple[int, list[str], Read]] = []
        self._of_several: defaultdict[int, list[RowValues]] = defaultdict(list)
        self._repeats = Repeats()
        self._sums = ContractSums(mapping)
        self._source_ids = partial(SourceIds, store, self.kind, self.source, *of_older_books(mapping, older))
        self.ids = self._source_ids()
        self.sources = Sources(store, self.kind, self.source, plan, clear=options.clear, wins=options.wins)
        beside = (self.sources, self.ids, self.translation, self._as_next_time)
        self._late_links = LateLinks(store, self.references, look.claims, plan, self.created, *beside)
        self._matching = partial(Matcher, self.kind, self.columns.stored, look.claims, mapping.by_ref)
        self.matcher = self._matching(self.ids.own, self.ids.sourced())

    def _as_next_time(self) -> Matcher:
        """What finds the records of rows once all of this file are in the book."""
        ids = self._source_ids()
        matcher = self._matching(ids.own, ids.sourced())
        matcher.load(self.store, self.sources.called())
        return matcher

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
            for row in self.reading.read(rows):
                self._row(*row)
            self._flush()
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
        self.setting.report(self.plan)
        self.references.report(self.plan)
        self.plan.conventions += self.look.emptied(self.mapping)
        if self.translation is not None:
            self.translation.report(self.plan)

    def _take_last(self) -> None:
        """The rows that had to wait for others of the file."""
        if self._postponed:
            self.references.forget(self.kind.table)
            for line, cells, read in self._postponed:
                self._row(line, cells, read, last=True)
            self._flush()
        for held in self._sums.rows():
            self._row(held.line, held.cells, held.read, last=True)
        for record, rows in self._of_several.items():
            self._take_merged(record, rows)
        self._flush()
        if self._sums.added:
            self.plan.warnings.append(f"{counted(self._sums.added, 'figure')} added to another contract's")

    def _row(self, line: int, cells: list[str], read: Read, last: bool = False) -> None:
        """Take in a row, unless it has to wait; what is wrong with it is noted in the plan."""
        waits = self.columns.last and not last
        if waits and any(read[place] is not None for place in self.columns.last):
            self._postponed.append((line, cells, read))
            return
        if not last and self._sums.wanted and self._held(line, cells, read):
            return
        try:
            self._take(self.columns.row(line, cells, read))
        except PassedOverError as error:
            self.plan.forgotten += isinstance(error, ForgottenError)
            self.plan.pass_over(error.why)
        except PostponedError:
            self._postponed.append((line, cells, read))
        except UncountedError:
            self.plan.rows -= 1
        except RowError as error:
            self._refuse(line, cells, error)

    def _refuse(self, line: int, cells: list[str], error: RowError) -> None:
        """Note a row that cannot be taken in as bad, at the column that it is about."""
        column = self.columns.named.get(error.field)
        if column is None:
            self.plan.refuse(line, self.columns.headers.get(error.field, error.field), "", error.why)
        else:
            self.reading.refuse(line, column, cells, error.why)

    def _refused_by_book(self, line: int, values: Values, reason: str) -> None:
        """Note a row that the book refuses as bad, at the column that its rule is about."""
        column, why = self.columns.blamed(reason)
        self.plan.refuse(line, self.columns.headers.get(column, ""), str(values.get(column) or ""), why)

    def _is_of_several(self, row: RowValues) -> bool:
        """Whether other rows may be about its record, which was made of several, and all have to be in."""
        return row.source_id in self.ids.merged and self.matcher.known(row.values, row.source_id) is not None

    def _take_merged(self, record: int, rows: list[RowValues]) -> None:
        """Change a record that was made of several, for which the file has these rows. What its first row
        says counts; where that one is bad, none of the others speaks for it."""
        self.plan.unchanged += len(rows) - 1
        first, *others = sorted(rows, key=lambda row: [*self.ids.merged].index(row.virtual["source_id"]))
        if not self.ids.is_first(first.virtual["source_id"], self.look.claims.get("source_id", ())):
            self.plan.unchanged += 1
            return
        for row in others:
            self.ids.check(row.source_id, record, row.values, self.store.record(self.kind.table, record))
        try:
            self._settle(united(self.kind, [first, *others]))
        except RowError as error:
            self._refuse(first.line, first.cells, error)

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
        if self.kind.once:
            once = tuple(self._once_of(row))
            if self._again(row, self.columns.field_name(self.kind.once[-1]), once):
                return
        self._refer(row)
        if self.ids.merged and self._is_of_several(row):
            self._of_several[self.ids.merged[row.virtual["source_id"]]].append(row)
        else:
            self._settle(row)

    def _settle(self, row: RowValues) -> None:
        """Write a row whose references are followed. Raises as _take()."""
        record = self._find(row)
        if record is None:
            if self.translation is not None and self.translation.makes_none(row.cells):
                raise UncountedError
            record = self._new(row)
        elif not self._known(row, record):
            return
        elif row.source_id is not None and self.matcher.sources.get(row.source_id) != record:
            self.ids.give(row.source_id, record, row.values)
        if row.later:
            keys = self.matcher.keys_of(row.values, row.source_id)
            for column, text in row.later:
                self._late_links.add(
                    Later(row.line, record, column, text, row.values.get("account_id"), keys)
                )

    def _complete(self, row: RowValues) -> None:
        """What its cells don't say by themselves: whose it is, days of flags, custom fields, what follows."""
        self._row_links.fill(row.values, row.read, self.columns.linked)
        if self.columns.flags:
            row.flagged = self.columns.fill_days(row.values, "" if self._whole else self.options.today)
        if self.mapping.custom:
            row.values["extra"] = self.columns.custom(row.cells)
        if self.kind.prepare:
            self.kind.prepare(row.values, row.virtual, self.setting)
        if self._whole:
            self.columns.fill_in(row.values)

    def _once_of(self, row: RowValues) -> Iterator[Any]:
        """What no two rows may share; an owner is the same in capitals."""
        for column in self.kind.once:
            value = row.values.get(column)
            yield folded(value) if column == "owner" and value else value

    def _refer(self, row: RowValues) -> None:
        """Whom it names, and to which rows of the file it is tied; its id counts as taken from here."""
        row.contacts = self._row_links.participants(row.values, row.virtual)
        if self.columns.later:
            account = row.values.get("account_id")
            told = [(column, row.read[place]) for column, place in self.columns.later]
            said = [(column, text) for column, text in told if text is not None]
            if any(column.field.name == "parent" and row.is_itself(text) for column, text in said):
                raise RowError("parent", OWN_PARENT)  # whatever others are called so by now
            row.later = [each for each in said if self._late_links.leads(*each, account)]
        if row.source_id is not None and self.ids.older:
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

    def _again(self, row: RowValues, field: str, key: Hashable) -> bool:
        """Whether an earlier row of the file was this one, which is skipped. Raises RowError for one
        about the same record with other values."""
        if not self._repeats.again((field, key), row.line, row.cells, field, self._told_by):
            return False
        self.plan.pass_over("duplicate row")
        return True

    def _told_by(self, field: str) -> str:
        """What makes a row one record, in words."""
        return "id" if field == "source_id" else ", ".join(map(self.columns.field_name, self.kind.once))

    def _new(self, row: RowValues) -> int:
        """Have a record added with the rest of its chunk; gives its id."""
        values = row.values
        if self.store.forgotten and self.store.forgotten.knows(self._known_by(row)):
            raise ForgottenError
        if self.kind.finish:
            self.kind.finish(values, row.virtual, None, self.setting)
        for stored, name in self.columns.needed:
            if values.get(stored) is None:
                raise self._row_links.lack(name)
        record = self.store.new_id(self.kind.table)
        self.columns.leave_out_defaults(values)
        values["id"] = record
        self._waiting.append(Waiting(row.line, values, row.contacts or [], row.source_id))
        return record

    def _known_by(self, row: RowValues) -> Iterator[Hashed]:
        """By what somebody whom a row is about would be known again."""
        table, source_id = self.kind.table, row.virtual.get("source_id") or row.source_id
        if source_id is not None:
            yield of_source(self.source, table, source_id)
            yield REF, source_id
        if table == "contact":
            yield from hashed_of_contact(row.values)
        elif table == "account":
            yield from hashed_of_account(row.values)

    def _flush(self) -> None:
        """Write the new records of a chunk."""
        waiting, self._waiting = self._waiting, []
        refused = (
            dict(self.store.insert(self.kind.table, [each.values for each in waiting])) if waiting else {}
        )
        for place, reason in refused.items():
            self._refused_by_book(waiting[place].line, waiting[place].values, reason)
        written = [each for place, each in enumerate(waiting) if place not in refused]
        self.plan.new += len(written)
        self.created.update(each.values["id"] for each in written)
        if self.recoverable:
            self._late_links.lines.update((each.values["id"], each.line) for each in written)
        self.store.add_participants(
            (each.values["id"], contact) for each in written for contact in each.contacts
        )
        self.sources.made(each.values for each in written)
        self.sources.flush()
        ids = [(each.source_id, each.values["id"]) for each in written if each.source_id is not None]
        if ids:
            self.store.add_source_ids(self.kind.table, self.source, ids)

    def _known(self, row: RowValues, record: int) -> bool:
        """Change a record as a row says, and count it; False where the book refuses it."""
        current = self.store.record(self.kind.table, record)
        self.ids.check(row.virtual.get("source_id"), record, row.values, current)
        for name in row.flagged:  # a yes is no news of a day that is on record
            row.values[name] = current[name] or row.values[name]
        if self.kind.finish:
            self.kind.finish(row.values, row.virtual, current, self.setting)
        changes = self._changes(row.values, current)
        ruled = self.sources.rule(record, row.values, current, changes, row.called)
        if changes and (reason := self.store.change(self.kind.table, record, changes)):
            self._refused_by_book(row.line, row.values, reason)
            return False
        self.sources.keep(ruled)
        self._changed(current, changes)
        self._count(row, record, current, changes)
        return True

    def _count(self, row: RowValues, record: int, current: Values, changes: Values) -> None:
        """Write who took part, and count what a row has changed of a record."""
        fields = self.columns.named_fields(changes)
        if row.contacts is not None and self.store.participants(record) != set(row.contacts):
            self.store.set_participants(record, row.contacts)
            fields.append("contacts")
        self.plan.changed_fields.update(fields)
        if self.recoverable:
            self._late_links.known[record] = Known(fields, values_before(current, changes))
        if fields:
            self.plan.changed += 1
        else:
            self.plan.unchanged += 1

    def _changes(self, values: Values, current: Values) -> Values:
        """What the row says otherwise than the record; a blank cell says nothing, unless --clear-empty."""
        return changes_of(values, current, self._defaults, self._needed, self.options.clear)
