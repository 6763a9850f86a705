"""A calendar file as meetings: those that were held are touches, those ahead are planned.

The interactions follow their events: moved, renamed, cancelled. A bad event stops nothing: it is counted,
with its line. Not for what an event says (events.py) or who takes part (meetings.py).
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from amcli.errors import BadValue
from amcli.hints import NamedTuple
from amcli.interchange.calendars.blocks import EVENT, OTHERS, ZONE, Block, read_blocks
from amcli.interchange.calendars.events import (
    ANSWERS,
    Instance,
    Series,
    Window,
    is_named,
    learn_zones,
    uid_of,
    unknown_zone,
    window,
)
from amcli.interchange.calendars.meetings import NO_CUSTOMER, Meeting, TakingMeetings, as_held, meeting
from amcli.interchange.calendars.recurrence import FaultyError
from amcli.interchange.incoming import Asked, Options, Source
from amcli.interchange.kinds import INTERACTIONS, KINDS, kind_named
from amcli.interchange.plan import FilePlan
from amcli.interchange.store import Store, Values
from amcli.interchange.touches.contacts import EMAIL, People, Stranger, count_strangers
from amcli.interchange.touches.taking import ACCOUNT, CONTACTS, PART
from amcli.rules.dates import on_day
from amcli.rules.names import counted, listed, quoted

# Meetings whose strangers were counted.
COUNTED = "calendar strangers"
CANCELLED = "cancelled events"
OUTSIDE = "series with no meeting in the last two years or the next 180 days"
BAD = "events that can't be read"


class CalendarFile(NamedTuple):
    """A calendar file that was read once: its events by UID, and its time zones."""

    source: Source
    events: dict[str, list[Block]]
    zones: list[Block]
    others: int

    @property
    def rank(self) -> int:
        """Interactions come after the people that they are with."""
        return KINDS.index(INTERACTIONS)

    @property
    def rows(self) -> int:
        """How many events there are; a series is one."""
        return len(self.events)

    @property
    def automatic(self) -> bool:
        """A calendar is imported again and again, by a clock."""
        return True

    def take_in(self, store: Store, options: Options, tick: Callable[[int], None]) -> FilePlan:
        """Write its meetings, or what changed of them."""
        about = f"calendar, {counted(len(self.events), 'event')}"
        plan = FilePlan(self.source.name, INTERACTIONS.name, INTERACTIONS.noun, about=about)
        learn_zones(self.zones)
        work = MeetingImport(store, options, plan)
        for uid, blocks in self.events.items():
            work.take(uid, blocks)
            tick(1)
        work.finish()
        if self.others:
            plan.warnings.append(
                f"{counted(self.others, 'to-do or journal entry')} ignored".replace("entrys", "entries")
            )
        return plan

    def set_aside(self, reasons: dict[int, str], target: Path) -> None:
        """Nothing: a bad event stops no import, so that none has to be set aside."""


def open_calendar(source: Source, asked: Asked) -> CalendarFile:
    """Understand a calendar file. Raises BadValue for what cannot be read."""
    if asked.kind is not None and kind_named(asked.kind) is not INTERACTIONS:
        raise BadValue(f"--kind {quoted(asked.kind)}: {source.name} is a calendar.")
    events: dict[str, list[Block]] = defaultdict(list)
    zones, others = [], 0
    try:
        for block in read_blocks(source.path, asked.encoding):
            if block.name == EVENT:
                if block.method not in ANSWERS:
                    events[uid_of(block)].append(block)
            elif block.name == ZONE:
                zones.append(block)
            else:
                others += block.name in OTHERS
    except OSError as error:
        raise BadValue(f'"{source.name}" can\'t be read: {error.strerror}.') from None
    return CalendarFile(source, dict(events), zones, others)


class MeetingImport:
    """The taking in of one calendar, within one transaction."""

    def __init__(self, store: Store, options: Options, plan: FilePlan) -> None:
        self.plan = plan
        self._store = store
        self._today = options.today
        self._days = window(options.today)
        self._people = People(store, options.me, by_domain=True)
        self._by_domain = options.by_domain
        self._taking = TakingMeetings(store, SOURCE, plan, options.today)
        self._before = Before(store)
        self._counted = frozenset(store.arrivals(COUNTED))
        self._strangers: dict[str, list[Stranger]] = {}
        self._unmatched: set[str] = set()
        self._zones: Counter[str] = Counter()
        self._ahead = self._older = 0
        self._alone = not options.me

    def take(self, uid: str, blocks: list[Block]) -> None:
        """Take in all that the file says under a UID."""
        self.plan.rows += 1
        first, known = blocks[0], self._before.knows(uid)
        if not known and not any(map(names_people, blocks)):
            self._skip(NO_CUSTOMER)
            return
        try:
            series = Series(uid, blocks)
            found = series.instances(self._days)
        except FaultyError as error:
            self.plan.refuse(first.line, "", "", error.why)
            return
        if series.empty_rule:
            self.plan.warnings.append(f"line {first.line}: RRULE is empty, imported as a single event")
        self._take_out(uid, {each.key for each in found})
        reasons = [self._take_one(each) for each in found]
        if all(reasons):
            why = CANCELLED if series.cancelled else next(iter(Counter(reasons)), OUTSIDE)
            self._skip(why)
        elif not known:
            self._older += series.began_before(self._days)

    def _skip(self, why: str) -> None:
        self.plan.skipped += 1
        self.plan.skipped_why[why] += 1

    def _take_one(self, found: Instance) -> str:
        """Take in one meeting; why it is nothing, "" where it is something."""
        domains = None if self._by_domain else self._before.without_contact(found.key)
        met = meeting(self._people, found, self._today, domains)
        if met.touches:
            self._taking.take(found.key, as_held(met.touches, self._before.held_at(found.key)))
            self._ahead += bool(met.touches[0].values["planned"])
            if (zone := unknown_zone(found.event)) is not None:
                self._zones[zone] += 1
        elif self._before.knows(found.key) and not self._lost_people(met, found.key):
            self._taking.take(found.key, [])
        if met.strangers:
            self._unmatched.update(each.address for each in met.strangers)
            if found.key not in self._counted:
                self._strangers[found.key] = met.strangers
        return met.why_not

    def _lost_people(self, met: Meeting, key: str) -> bool:
        """Whether a meeting has no people only because they were deleted from the book."""
        return met.why_not == NO_CUSTOMER and self._before.people_gone(key)

    def _take_out(self, uid: str, present: set[str]) -> None:
        """Take out the meetings of before that are none any more; what lies outside the days that are read
        stays as it was."""
        for key in self._before.within(uid, self._days):
            if key not in present:
                self._taking.take(key, [])

    def finish(self) -> None:
        """Count the strangers, and say what else should be known."""
        count_strangers(
            self._store, EMAIL, [each for several in self._strangers.values() for each in several]
        )
        self._store.put_arrivals(COUNTED, [(key, None, None) for key in self._strangers])
        self.plan.unmatched = len(self._unmatched)
        self.plan.forgotten = self._people.left_out
        self.plan.pass_over_bad(BAD)
        if self._taking.recognised:
            matched = counted(self._taking.recognised, "meeting")
            self.plan.warnings.append(f"{matched} already in your book: matched, not added twice")
        if self._ahead:
            counts = "it counts" if self._ahead == 1 else "they count"
            future = counted(self._ahead, "future meeting")
            self.plan.warnings.append(f"{future}, planned; {counts} once held")
        if self._older:
            since = on_day(self._days.first)
            self.plan.warnings.append(
                f"{self._older:,} series began before {since}: only later meetings count"
            )
        if self._zones:
            self.plan.warnings.append(f"unknown time zones, read as local time: {listed(list(self._zones))}")
        if self._alone and self._unmatched:
            self.plan.warnings.append("your own address isn't set: am config set me.emails you@example.com")


def names_people(block: Block) -> bool:
    """Whether an event says who was asked; most in a calendar say nothing of that."""
    return any(is_named(line, name) for line in block.lines for name in ("ATTENDEE", "ORGANIZER"))


SOURCE = "calendar"
# The end of the key of an instance: the moment at which its series has it.
_MOMENT = re.compile(r"(.*) (\d{8})(?:T\d{6}Z?)?", re.DOTALL)


class Before:
    """The meetings that came in before, by their keys and by the UID of their event."""

    def __init__(self, store: Store) -> None:
        self._said: dict[str, list[str]] = defaultdict(list)
        self._keys: dict[str, set[str]] = defaultdict(set)
        self._held: dict[str, dict[int, int]] = defaultdict(dict)
        self._contacts = frozenset(row for (row,) in store.records("contact", ["id"]))
        for each, (said, row) in store.arrivals(SOURCE).items():
            key = each.partition(PART)[0]
            if said is not None:
                self._said[key].append(said)
                self._place(store, key, json.loads(said), row)
            self._keys[key].add(key)
            self._keys[uid_in(key)].add(key)

    def _place(self, store: Store, key: str, said: Values, row: int | None) -> None:
        if not said["planned"]:
            at = None if row is None else store.account_of(row)
            self._held[key] |= dict.fromkeys(said[CONTACTS], at or said[ACCOUNT])

    def held_at(self, key: str) -> Mapping[int, int]:
        """At which accounts the contacts of a meeting that took place were met; some may have moved since."""
        return self._held.get(key, {})

    def knows(self, key: str) -> bool:
        """Whether this meeting, or one of the event with this UID, came in before."""
        return key in self._keys

    def within(self, uid: str, days: Window) -> list[str]:
        """The keys of an event's meetings that lie within these days; a single one always does."""
        return sorted(key for key in self._keys.get(uid, ()) if key == uid or days.holds(day_in(key)))

    def without_contact(self, key: str) -> frozenset[int]:
        """The accounts with which a meeting was because of a domain alone."""
        return frozenset(said[ACCOUNT] for said in self._of(key) if not said[CONTACTS])

    def people_gone(self, key: str) -> bool:
        """Whether all contacts of a meeting have been deleted since; it took place all the same."""
        had = {contact for said in self._of(key) for contact in said[CONTACTS]}
        return bool(had) and not had & self._contacts

    def _of(self, key: str) -> Iterator[Values]:
        return map(json.loads, self._said.get(key, ()))


def uid_in(key: str) -> str:
    """The UID of an event, out of the key of one of its meetings."""
    found = _MOMENT.fullmatch(key)
    return found[1] if found else key


def day_in(key: str) -> str:
    """The day in the key of an instance."""
    found = _MOMENT.fullmatch(key)
    return f"{found[2][:4]}-{found[2][4:6]}-{found[2][6:]}" if found else ""
