"""A phone log as `am import` takes it in: each call into a touch of whom it was with, or an attempt.

Not for the columns and cells of a log (forms.py).
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from amcli.errors import BadValue
from amcli.hints import NamedTuple
from amcli.interchange.calls.forms import (
    ASTERISK,
    CALLS,
    NEW_CODES,
    OLD_CODES,
    PHONE_CODES,
    ROUTER,
    Way,
    is_headless,
    minutes_of,
    seconds,
    way,
)
from amcli.interchange.incoming import AFTER_TABLES, Asked, Options, Source
from amcli.interchange.kinds import header_key
from amcli.interchange.plan import FilePlan
from amcli.interchange.store import Store
from amcli.interchange.tables.columns import Mapping as Columns
from amcli.interchange.tables.headers import known_headers, mapping_for
from amcli.interchange.tables.profile import FirstLook, chunks, first_look
from amcli.interchange.tables.sheet import Form, Row, Sheet, open_sheet
from amcli.interchange.touches.parties import SHORT, Parties, Party, Who
from amcli.interchange.touches.taking import Seen, Taking, Touch, digest, known
from amcli.interchange.values.reader import Wrong
from amcli.rules.names import shown
from amcli.rules.phones import e164

TOUCHES, SEEN = "calls", "calls seen"
FUTURE = "dated after today: import again later"
WITHHELD = "no number, or withheld"
INTERNAL = "internal numbers"
NO_COUNTRY = "numbers without a country code"
NOBODY = "unknown numbers"


class Call(NamedTuple):
    """A call as its row has it: the numbers that it could be with, the likeliest first; `began` as exactly
    as the log says it. Of one that a chat shows, who it was with may be told by name (`named`)."""

    numbers: tuple[str, ...]
    began: str
    name: str | None
    on: str
    at: str | None
    length: int | None
    direction: str | None
    missed: bool
    named: bool = False


class CallLog(NamedTuple):
    """A phone log that was read once."""

    source: Source
    sheet: Sheet
    mapping: Columns
    look: FirstLook

    @property
    def rank(self) -> int:
        """Calls come after the tables, which may bring the people called."""
        return AFTER_TABLES

    @property
    def rows(self) -> int:
        return self.look.rows

    @property
    def automatic(self) -> bool:
        return True

    def take_in(self, store: Store, options: Options, tick: Callable[[int], None]) -> FilePlan:
        plan = new_plan(self)
        calls = Calls(store, options, plan, Parties(store, options))
        rows = Rows(self)
        for some in chunks(self.sheet):
            for row in some:
                if (call := rows.call(row, plan)) is not None:
                    calls.take(call)
            plan.rows += len(some)
            tick(len(some))
        calls.finish()
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


def open_asterisk(source: Source, asked: Asked, found: Sheet) -> CallLog:
    """Read the log that has no headers. Raises BadValue for a file that is none."""
    if not is_headless(found.headers):
        raise BadValue(
            f"{shown(source.name)} isn't Asterisk's Master.csv.",
            "A log with headers is recognised by them, without --preset.",
        )
    sheet = Sheet(source.path, source.name, found.encoding, Form(",", 0, -1, list(ASTERISK)))
    sheet.notes = 0
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
        sheet=sheet.tab or None,
        warnings=list(sheet.said),
        columns=len(sheet.headers),
        understood=mapping.understood,
        unknown=[header for _, header in mapping.unknown],
        conventions=list(log.look.conventions),
    )


class Rows:
    """The rows of one log as calls."""

    def __init__(self, log: CallLog) -> None:
        self._log = log
        self._router = any(header_key(header) in ROUTER for header in log.sheet.headers)
        self._codes = self._router_codes() if self._router else PHONE_CODES

    def call(self, row: Row, plan: FilePlan) -> Call | None:
        """A row as a call; None where a cell cannot be read, which makes it a bad row of the plan."""
        line, cells = row
        found: dict[str, str] = {}
        for column in self._log.mapping.columns:
            cell = cells[column.place] if column.place < len(cells) else ""
            value = self._log.look.readers[column.place][cell]
            if isinstance(value, Wrong):
                plan.refuse(line, column.header, cell.strip(), value.why)
                return None
            found[column.field.name] = "" if value is None else str(value)
        if not found.get("on"):
            plan.refuse(line, "", "", "no date")
            return None
        return self._call(found)

    def _call(self, found: dict[str, str]) -> Call:
        device = found.get("device", "")
        direction, missed = way(found.get("direction", ""), found.get("status", ""), self._codes, device)
        length = seconds(found.get("duration", ""), self._router)
        if found.get("minutes"):
            length = round(float(found["minutes"]) * 60)
        day, _, clock = found["on"].partition(" ")
        sides = ("to", "from") if direction == "out" else ("from", "to")
        numbers = [found[side] for side in ("number", *sides) if found.get(side)]
        at = found.get("at") or clock[:5] or None
        name = found.get("name", "").partition("<")[0].strip(' "') or None
        return Call(tuple(numbers), found["on"], name, day, at, length, direction, missed)

    def _router_codes(self) -> Mapping[str, Way]:
        """The codes of a router's firmware: newer ones have one of their own for outgoing calls."""
        columns = self._log.mapping.columns
        place = next((each.place for each in columns if each.field.name == "direction"), None)
        new = place is not None and any(
            cells[place : place + 1] == ["4"] for _, cells in self._log.sheet.rows()
        )
        return NEW_CODES if new else OLD_CODES


class Calls:
    """Calls within one transaction, each into a touch of whom it was with, or an attempt."""

    def __init__(self, store: Store, options: Options, plan: FilePlan, parties: Parties) -> None:
        self._options = options
        self._plan = plan
        self._parties = parties
        self._taking = Taking(store, TOUCHES, plan, grows=True)
        self._seen = Seen(store, SEEN)

    def take(self, call: Call) -> None:
        """Write what is new of a call, or count why there is nothing to write, ever."""
        why = self._take(call)
        if why is not None:
            self._plan.pass_over(why)

    def _take(self, call: Call) -> str | None:
        if call.on > self._options.today:
            return FUTURE
        who = self._who(call)
        if isinstance(who, str):
            return who
        key = digest([who.address, call.began, call.at or "", str(call.length), str(call.direction)])
        past, people = self._seen.of(key), known(self._parties.at(who, call.on))
        if not (past.there or who.known or who.ignored):
            self._parties.meet(who, call.on)
        new, row = people.names - past.names, past.row
        if new:
            values = self._values(call, who)
            touches = [Touch(account, contacts, values) for account, contacts in people.accounts(new).items()]
            self._taking.take(key, touches)
            row = next(iter(self._taking.rows(key)), None)
        elif row is not None:
            self._taking.again(row)
        if new or not past.there:
            self._seen.put(key, people.names | past.names, row)
        return None if people.names or row is not None else NOBODY

    def _who(self, call: Call) -> Who | str:
        """With whom a call was; why nobody can tell. A number that the log has goes before a name."""
        if any(any(char.isdigit() for char in number) for number in call.numbers):
            number = self._number(call)
            if number is not None:
                return self._parties.who(Party(number=number))._replace(name=call.name)
            digits = max(sum(char.isdigit() for char in each) for each in call.numbers)
            return INTERNAL if digits < SHORT else NO_COUNTRY
        return self._parties.who(Party(name=call.name)) if call.named and call.name else WITHHELD

    def _number(self, call: Call) -> str | None:
        """The number that a call was with: that of a contact, else the first that is one of the world's."""
        at = self._parties.people.at
        found = [number for each in call.numbers if (number := e164(each, self._options.country))]
        return next((number for number in found if at(number, call.on)), next(iter(found), None))

    def _values(self, call: Call, who: Who) -> dict[str, object]:
        return {
            "kind": "call",
            "on": call.on,
            "at": call.at,
            "minutes": None if call.missed else minutes_of(call.length) or None,
            "direction": call.direction or self._direction(call, who),
            "tried": call.missed or call.length == 0,
            "planned": False,
        }

    def _direction(self, call: Call, who: Who) -> str | None:
        """The way that the two numbers of a call tell; None where there is one alone."""
        if len(call.numbers) != 2:
            return None
        return "in" if e164(call.numbers[0], self._options.country) == who.address else "out"

    def finish(self) -> None:
        """Count the strangers, and say what would make more of the calls."""
        self._plan.unmatched, self._plan.forgotten = self._parties.finish(), self._parties.people.left_out
        if self._plan.skipped_why[NO_COUNTRY] and self._options.country is None:
            self._plan.warnings.append("numbers without a country code need one: am config set me.country DE")
