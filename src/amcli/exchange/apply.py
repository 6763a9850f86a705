"""Taking in one file: each row read, its references followed, its record found, then written.

Works inside a transaction that somebody else begins, ends or takes back; a row that cannot be
taken in is noted in the plan and stops nothing here. Not for which files there are and in which
order (session.py).
"""

import json
from collections.abc import Callable, Hashable
from typing import Any

from amcli.exchange.firstlook import FirstLook, chunks
from amcli.exchange.headers import Mapping
from amcli.exchange.kinds import Field
from amcli.exchange.matching import Matcher
from amcli.exchange.plan import FilePlan, listed
from amcli.exchange.reader import Typed, UnreadableError, Wrong
from amcli.exchange.references import References
from amcli.exchange.rows import RowError, Setting
from amcli.exchange.sheet import Row, Rows
from amcli.exchange.store import Store, Values
from amcli.exchange.ties import Ties
from amcli.exchange.twice import Repeats
from amcli.exchange.work import NEEDS, Columns, Known, Later, Options, Read, Waiting
from amcli.rules.customfields import unmarked

JSON = frozenset({"extra", "tags", "emails", "phones", "reasons"})
GENERATED = frozenset({"code_folded", "name_folded"})
REMEMBERED = 50_000


def written(value: Any) -> str | None:
    """A custom field by its digits: a number that the book has as text stays that."""
    from amcli.exchange.canonical import plain

    return None if value is None else str(unmarked(plain(value)))


def custom_value(cell: str) -> Any:
    """What a cell says of a custom field; a typed one says it with its type."""
    return cell.value if isinstance(cell, Typed) else unmarked(cell)


class FileImport:
    """The second pass over one file."""

    def __init__(
        self, store: Store, sheet: Rows, mapping: Mapping, look: FirstLook, options: Options, plan: FilePlan
    ) -> None:
        self.store = store
        self.sheet = sheet
        self.mapping = mapping
        self.kind = mapping.kind
        self.look = look
        self.options = options
        self.plan = plan
        self.references = References(store, options.source, look.claims.get("code", set()))
        self.setting = Setting(
            options.today, options.currency, self.references, options.clear, set(), options.country
        )
        self.created: set[int] = set()
        self._defaults = store.defaults(self.kind.table)
        self.columns = Columns(mapping, self._defaults)
        self._postponed: list[tuple[int, list[str], Read]] = []
        self._found: dict[tuple[str, str, int | None], int | UnreadableError] = {}
        self._repeats = Repeats()
        self._waiting: list[Waiting] = []
        self._ties = Ties(store, self.references, look.claims, plan, self.created)
        sources = store.source_ids(self.kind.table, options.source)
        self._whole = any("*" in key.columns for key in self.kind.keys)
        self.matcher = Matcher(self.kind, self.columns.stored, look.claims, sources, mapping.by_ref)

    def run(self, tick: Callable[[int], None]) -> None:
        """Take in every row; `tick` is told how many were read."""
        self.matcher.load(self.store)
        for rows in chunks(self.sheet):
            self._chunk(rows)
            self.plan.rows += len(rows)
            tick(len(rows))
        self.plan.note_lines, self.plan.footer_lines = self.sheet.notes, self.sheet.footers
        self._take_last()
        self._ties.follow(self.kind.table)
        if self.setting.assumed:
            self.plan.warnings.append(
                f"amounts without a currency are {', '.join(sorted(self.setting.assumed))}"
            )
        if self.references.renamed:
            self.plan.warnings.append(
                f"one name under two ids, kept apart: {listed(self.references.renamed)}"
            )
        self.plan.added_products = self.references.added_products
        self.plan.added_accounts = self.references.added_accounts

    def _take_last(self) -> None:
        """The rows that had to wait for others of the file."""
        if self._postponed:
            self.references.forget(self.kind.table)
            for line, cells, read in self._postponed:
                self._row(line, cells, read, last=True)
            self._flush()

    def _chunk(self, rows: list[Row]) -> None:
        width = len(self.sheet.headers)
        even = []
        for line, cells in rows:
            if len(cells) > width and any(cell.strip() for cell in cells[width:]):
                self.plan.refuse(line, "", f"{len(cells)} cells", f"the header has {width}")
                continue
            if len(cells) < width:
                cells = cells + [""] * (width - len(cells))
            even.append((line, cells))
        if not even:
            return
        places = [column.place for column in self.mapping.columns]
        read = [self.look.readers[place].column([cells[place] for _, cells in even]) for place in places]
        faulty = any(Wrong in set(map(type, values)) for values in read)
        for (line, cells), values in zip(even, zip(*read, strict=True), strict=True):
            if faulty and self._report_wrong(line, cells, values):
                continue
            self._row(line, cells, values)
        self._flush()

    def _report_wrong(self, line: int, cells: list[str], values: tuple[Any, ...]) -> bool:
        wrong = False
        for column, value in zip(self.mapping.columns, values, strict=True):
            if type(value) is Wrong:
                wrong = True
                self.plan.refuse(line, column.header, cells[column.place].strip(), value.why)
        return wrong

    def _row(self, line: int, cells: list[str], read: Read, last: bool = False) -> None:
        if not last and any(read[place] is not None for place in self.columns.last):
            self._postponed.append((line, cells, read))
            return
        try:
            self._take(line, cells, read)
        except RowError as error:
            column = self.columns.headers.get(error.field, error.field)
            place = next(
                (each.place for each in self.mapping.columns if each.field.name == error.field), None
            )
            self.plan.refuse(line, column, "" if place is None else cells[place].strip(), error.why)

    def _take(self, line: int, cells: list[str], read: Read) -> None:
        values: Values = {name: read[place] for name, place in self.columns.plain}
        virtual: Values = {name: read[place] for name, place in self.columns.virtual}
        source_id = virtual.get("source_id")
        if source_id is not None and self._again(line, cells, "source_id", source_id):
            return
        self._follow(values, read)
        if self.mapping.custom:
            values["extra"] = {
                name: custom_value(cells[place])
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
        contacts = self._participants(values, virtual)
        wanted = [(column, read[place]) for column, place in self.columns.later if read[place] is not None]
        for column, text in wanted:
            self._ties.check(column, text, values.get("account_id"))
        row = self.matcher.find(values, source_id)
        if row is None:
            row = self._new(line, values, virtual, contacts or [], source_id)
        else:
            taken = self._known(line, row, values, virtual, contacts)
            if not taken:
                return
            if source_id is not None and self.matcher.sources.get(source_id) != row:
                self.store.add_source_ids(self.kind.table, self.options.source, [(source_id, row)])
        for column, text in wanted:
            self._ties.add(Later(line, row, column, text, values.get("account_id")))

    def _again(self, line: int, cells: list[str], field: str, key: Hashable) -> bool:
        """Whether an earlier row of the file was this one, which is skipped. Raises RowError for one
        about the same record with other values."""
        what = "id" if field == "source_id" else ", ".join(map(self._field_name, self.kind.once))
        if not self._repeats.again((field, key), line, cells, field, what):
            return False
        self.plan.skipped += 1
        self.plan.skipped_why["the same row twice"] += 1
        return True

    def _follow(self, values: Values, read: Read) -> None:
        """Put ids in the place of what a row calls its account, contact and product."""
        for field, stored, place in self.columns.linked:
            text = read[place]
            if text is None and field.needed:
                raise self._lack(field.name)
            values[stored] = None if text is None else self._referred(field, text, values.get("account_id"))

    def _referred(self, field: Field, text: str, account: int | None) -> int:
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
            raise RowError(field.name, found.why)
        return found

    def _look_up(self, kind: str, text: str, account: int | None) -> int:
        if kind == "product":
            return self.references.product(text)
        if kind == "account" and self.options.create_accounts and self.references.find(kind, text) is None:
            return self.references.new_account(text, self.options.today)
        return self.references.needed(kind, text, account)

    def _fill(self, values: Values) -> None:
        """Where all columns together are the key, a blank one counts as what the book would hold."""
        for name, value in values.items():
            if value is None and (default := self._defaults.get(name)) is not None:
                values[name] = int(default) if isinstance(default, bool) else default

    def _participants(self, values: Values, virtual: Values) -> list[int] | None:
        """The contacts named in a row; None where it names none, and none are to be cleared."""
        if "contacts" not in virtual:
            return None
        texts = virtual["contacts"]
        if texts is None:
            return [] if self.options.clear else None
        field = self.kind.field("contacts")
        assert field is not None
        return list(dict.fromkeys(self._referred(field, text, values["account_id"]) for text in texts))

    def _new(
        self, line: int, values: Values, virtual: Values, contacts: list[int], source_id: str | None
    ) -> int:
        if self.kind.finish:
            self.kind.finish(values, virtual, None, self.setting)
        for stored, name in self.columns.needed:
            if values.get(stored) is None:
                raise self._lack(name)
        row = self.store.new_id(self.kind.table)
        for name in self.columns.defaulted:
            if values.get(name, 0) is None:
                del values[name]
        values["id"] = row
        self._waiting.append(Waiting(line, values, contacts, source_id))
        return row

    def _lack(self, field: str) -> RowError:
        article = "an" if self.kind.noun[0] in "aeiou" else "a"
        return RowError(field, f"{article} {self.kind.noun} needs {NEEDS.get(field, f'a {field}')}")

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
        ids = [(each.source_id, each.values["id"]) for each in written if each.source_id is not None]
        if ids:
            self.store.add_source_ids(self.kind.table, self.options.source, ids)

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

    def _known(
        self, line: int, row: int, values: Values, virtual: Values, contacts: list[int] | None
    ) -> bool:
        current = self.store.record(self.kind.table, row)
        if self.kind.finish:
            self.kind.finish(values, virtual, current, self.setting)
        changes = self._changes(values, current)
        if changes and (reason := self.store.change(self.kind.table, row, changes)):
            column, why = self._blamed(reason)
            self.plan.refuse(line, self.columns.headers.get(column, ""), str(values.get(column) or ""), why)
            return False
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
        changes: Values = {}
        for name, value in values.items():
            if value is None:
                if not self.options.clear or name in GENERATED:
                    continue
                value = self._defaults.get(name)
                if value is None and any(field.stored == name and field.needed for field in self.kind.fields):
                    continue
            if isinstance(value, bool):
                value = int(value)
            present = current[name]
            if isinstance(value, dict):  # custom fields: those that the file has not stay
                present = json.loads(present)
                told = {
                    key: text for key, text in value.items() if written(present.get(key)) != written(text)
                }
                value = {**present, **told}
            elif isinstance(value, list):
                present = json.loads(present)
            if value != present:
                changes[name] = value
        return changes

    def _field_name(self, stored: str) -> str:
        column = stored.removesuffix("_folded")
        return next((field.name for field in self.kind.fields if field.stored == column), column)
