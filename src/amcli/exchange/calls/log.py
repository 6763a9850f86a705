"""A phone log as `am import` takes it in: each call into a touch of whom it was with, or an attempt.

Not for the columns and cells of a log (form.py, reading.py).
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from amcli.exchange.calls.form import CALLS, ROUTER
from amcli.exchange.calls.reading import minutes_of, seconds, way
from amcli.exchange.firstlook import FirstLook, chunks, first_look
from amcli.exchange.headers import Mapping, known_headers, mapping_for
from amcli.exchange.incoming import AFTER_TABLES, Asked, Source
from amcli.exchange.kinds import header_key
from amcli.exchange.plan import FilePlan
from amcli.exchange.reader import Wrong
from amcli.exchange.sheet import Row, Sheet, open_sheet
from amcli.exchange.store import Store
from amcli.exchange.touches.people import PHONE, People
from amcli.exchange.touches.seen import Seen, digest, known
from amcli.exchange.touches.strangers import Stranger, count_strangers
from amcli.exchange.touches.taking import Taking, Touch
from amcli.exchange.work import Options

TOUCHES, SEEN = "calls", "calls seen"
FUTURE = "dated after today: import again later"
WITHHELD = "no number, or withheld"
INTERNAL = "internal numbers"
NO_COUNTRY = "numbers without a country code"
NOBODY = "unknown numbers"
SHORT = 6  # digits; numbers of the world have more


class Call(NamedTuple):
    """A call as its row has it: the numbers that it could be with, the likeliest first; `began` as exactly
    as the log says it."""

    numbers: tuple[str, ...]
    began: str
    name: str | None
    on: str
    at: str | None
    length: int | None
    direction: str | None
    missed: bool


class CallLog(NamedTuple):
    """A phone log that was read once."""

    source: Source
    sheet: Sheet
    mapping: Mapping
    look: FirstLook

    @property
    def rank(self) -> int:
        """Calls come after the tables, which may bring the people called."""
        return AFTER_TABLES

    @property
    def rows(self) -> int:
        """How many calls there are."""
        return self.look.rows

    @property
    def automatic(self) -> bool:
        """Calls are what cron imports."""
        return True

    def take_in(self, store: Store, options: Options, tick: Callable[[int], None]) -> FilePlan:
        """Write its calls."""
        plan = new_plan(self)
        taking = Calls(self, store, options, plan)
        for rows in chunks(self.sheet):
            for row in rows:
                taking.row(row)
            plan.rows += len(rows)
            tick(len(rows))
        taking.finish()
        plan.note_lines, plan.footer_lines = self.sheet.notes, self.sheet.footers
        return plan

    def set_aside(self, reasons: dict[int, str], target: Path) -> None:
        """Write the bad rows, with their reasons, below the same headers."""
        self.sheet.set_aside(reasons, target)


def open_calls(source: Source, asked: Asked) -> CallLog:
    """Understand a phone log. Raises BadValue for one that cannot be read, or be read in two ways."""
    names = {header_key(name) for field in CALLS.fields for name in (field.name, *field.aliases)}
    names |= known_headers() | {header_key(column) for column in asked.columns.values()}
    sheet = open_sheet(source.path, source.name, asked.encoding, lambda header: header_key(header) in names)
    return log_of(source, sheet, asked)


def log_of(source: Source, sheet: Sheet, asked: Asked) -> CallLog:
    """A table as a phone log. Raises BadValue."""
    mapping = mapping_for(CALLS, source.name, sheet.headers, dict(asked.columns), extra=False)
    return CallLog(source, sheet, mapping, first_look(sheet, mapping, asked.date_order))


def new_plan(log: CallLog) -> FilePlan:
    """The plan of a log before its first call."""
    sheet, mapping = log.sheet, log.mapping
    return FilePlan(
        file=sheet.name,
        kind=CALLS.name,
        noun=CALLS.noun,
        encoding=sheet.encoding.label,
        separator=sheet.separator_name,
        columns=len(sheet.headers),
        understood=mapping.understood,
        unknown=[header for _, header in mapping.unknown],
        conventions=list(log.look.conventions),
    )


class Calls:
    """The calls of one log within one transaction."""

    def __init__(self, log: CallLog, store: Store, options: Options, plan: FilePlan) -> None:
        self._log = log
        self._store = store
        self._options = options
        self._plan = plan
        self._people = People(store, options.me)
        self._taking = Taking(store, TOUCHES, plan, grows=True)
        self._seen = Seen(store, SEEN)
        self._router = any(header_key(header) in ROUTER for header in log.sheet.headers)
        self._strangers: list[Stranger] = []

    def row(self, row: Row) -> None:
        """Take in one row, or count why it is not; a cell that cannot be read is a bad row."""
        line, cells = row
        found: dict[str, str] = {}
        for column in self._log.mapping.columns:
            cell = cells[column.place] if column.place < len(cells) else ""
            value = self._log.look.readers[column.place][cell]
            if isinstance(value, Wrong):
                self._plan.refuse(line, column.header, cell.strip(), value.why)
                return
            found[column.field.name] = "" if value is None else str(value)
        if not found.get("on"):
            self._plan.refuse(line, "", "", "no date")
            return
        why = self._take(self.call(found))
        if why is not None:
            self._plan.skipped += 1
            self._plan.skipped_why[why] += 1

    def call(self, found: dict[str, str]) -> Call:
        """A row's cells as a call."""
        direction, missed = way(found.get("direction", ""), found.get("status", ""), self._router)
        length = seconds(found.get("duration", ""), self._router)
        if found.get("minutes"):
            length = round(float(found["minutes"]) * 60)
        day, _, clock = found["on"].partition(" ")
        sides = ("to", "from") if direction == "out" else ("from", "to")
        numbers = [found[side] for side in ("number", *sides) if found.get(side)]
        at = found.get("at") or clock[:5] or None
        return Call(
            tuple(numbers), found["on"], found.get("name") or None, day, at, length, direction, missed
        )

    def _take(self, call: Call) -> str | None:
        """Write what is new of a call; gives why there is nothing to write, ever."""
        if call.on > self._options.today:
            return FUTURE
        if not any(any(char.isdigit() for char in number) for number in call.numbers):
            return WITHHELD
        number = self._number(call)
        if number is None:
            digits = max(sum(char.isdigit() for char in each) for each in call.numbers)
            return INTERNAL if digits < SHORT else NO_COUNTRY
        key = digest([number, call.began, call.at or "", str(call.length), str(call.direction)])
        past, people = self._seen.of(key), known(self._people.at(number, call.on))
        if not past.there and not self._people.knows(number) and not self._people.is_ignored(number):
            self._strangers.append(Stranger(number, call.name, call.on))
        new, row = people.names - past.names, past.row
        if new:
            values = self._values(call, number)
            touches = [Touch(account, who, values) for account, who in people.accounts(new).items()]
            self._taking.take(key, touches)
            row = next(iter(self._taking.rows(key)), None)
        elif row is not None:
            self._taking.again(row)
        if new or not past.there:
            self._seen.put(key, people.names | past.names, row)
        return None if people.names or row is not None else NOBODY

    def _number(self, call: Call) -> str | None:
        """The number that a call was with: that of a contact, else the first that is one of the world's."""
        from amcli.rules.phones import e164

        found = [number for each in call.numbers if (number := e164(each, self._options.country))]
        return next((number for number in found if self._people.at(number, call.on)), next(iter(found), None))

    def _values(self, call: Call, number: str) -> dict[str, object]:
        return {
            "kind": "call",
            "on": call.on,
            "at": call.at,
            "minutes": None if call.missed else minutes_of(call.length) or None,
            "direction": call.direction or self._direction(call, number),
            "tried": call.missed or call.length == 0,
            "planned": False,
        }

    def _direction(self, call: Call, number: str) -> str | None:
        """The way that the two numbers of a call tell; None where there is one alone."""
        from amcli.rules.phones import e164

        if len(call.numbers) != 2:
            return None
        return "in" if e164(call.numbers[0], self._options.country) == number else "out"

    def finish(self) -> None:
        """Write what waits, and say what would make more of the log."""
        self._plan.unmatched = count_strangers(self._store, PHONE, self._strangers)
        if self._plan.skipped_why[NO_COUNTRY] and self._options.country is None:
            self._plan.warnings.append("numbers without a country code need one: am config set me.country DE")
