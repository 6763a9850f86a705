"""Who takes part in a meeting: people of customers, with whom it is a touch, and addresses nobody has.

Not for when it is (events.py), nor for writing anything.
"""

from collections.abc import Collection, Iterator, Mapping

from icalendar import Event

from amcli.hints import NamedTuple
from amcli.interchange.calendars.events import Instance
from amcli.interchange.plan import FilePlan
from amcli.interchange.store import Store, Values
from amcli.interchange.touches.contacts import People, Stranger, plain
from amcli.interchange.touches.taking import CONTACTS, Slot, Taking, Touch, said_by
from amcli.rules.meetings import Booked, same_event

KIND = "meeting"
NO_CUSTOMER = "events without anyone from a customer"
DECLINED = "declined events"
NOT_THERE = frozenset({"DECLINED", "DELEGATED"})
NO_PEOPLE = frozenset({"RESOURCE", "ROOM", "GROUP"})
# Addresses of calendars and of rooms, not of people.
CALENDARS = "calendar.google.com"


class Attendee(NamedTuple):
    """Somebody who was asked to come: their address, their name, and whether they do."""

    address: str
    name: str | None
    comes: bool


class Meeting(NamedTuple):
    """What a meeting is in the book: touches, addresses that no contact has, or why it is nothing."""

    touches: list[Touch]
    strangers: list[Stranger]
    why_not: str


class Where:
    """The accounts where people are, as they turn up: by their contacts, and where a domain is enough (in
    `domains`; None: everywhere) without."""

    def __init__(self, people: People, on: str, domains: Collection[int] | None) -> None:
        self.accounts: dict[int, list[int]] = {}
        self._people = people
        self._on = on
        self._domains = domains

    def place(self, address: str) -> bool:
        """Put somebody to the account where they are; whether they are anywhere."""
        known = self._people.at(address, self._on)
        for person in known:
            self.accounts.setdefault(person.account, []).append(person.contact)
        if known:
            return True
        account = self._people.account_of(address)
        if account is None or (self._domains is not None and account not in self._domains):
            return False
        self.accounts.setdefault(account, [])
        return True


def meeting(people: People, found: Instance, today: str, domains: Collection[int] | None) -> Meeting:
    """Tell who of a meeting counts. One of today or later is planned, and nobody is met in it yet."""
    asked = list(attendees(found.event))
    mine = [each for each in asked if people.is_me(each.address)]
    if mine and not any(each.comes for each in mine):
        return Meeting([], [], DECLINED)
    others = [each for each in asked if not people.is_me(each.address)]
    there = [each for each in others if each.comes]
    where = Where(people, found.on, domains)
    unknown = [each for each in there if not where.place(each.address)]
    values = said(found, planned=found.on >= today)
    touches = [Touch(row, tuple(dict.fromkeys(who)), values) for row, who in sorted(where.accounts.items())]
    held = found.on < today and "ATTENDEE" in found.event  # a calendar of holidays has an organizer, too
    strangers = [
        Stranger(plain(each.address), each.name, found.on)
        for each in unknown
        if held and not people.is_ignored(each.address)
    ]
    refused = any(Where(people, found.on, domains).place(each.address) for each in others)
    return Meeting(touches, strangers, "" if touches else DECLINED if refused else NO_CUSTOMER)


def as_held(touches: list[Touch], held_at: Mapping[int, int]) -> list[Touch]:
    """The same, but whoever went to another account since then was met at the one before."""
    where: dict[int, list[int]] = {}
    for touch in touches:
        for contact in touch.contacts:
            where.setdefault(held_at.get(contact, touch.account), []).append(contact)
        if not touch.contacts:
            where.setdefault(touch.account, [])
    return [Touch(row, tuple(who), touches[0].values) for row, who in sorted(where.items())]


def said(found: Instance, *, planned: bool) -> Values:
    """What the calendar says of a meeting."""
    return {
        "kind": KIND,
        "on": found.on,
        "at": found.at,
        "minutes": found.minutes,
        "summary": " ".join(str(found.event.get("SUMMARY", "")).split()) or None,
        "planned": planned,
    }


def attendees(event: Event) -> Iterator[Attendee]:
    """Everybody who was asked, once; whoever calls the meeting comes unless they say otherwise."""
    seen: set[str] = set()
    for name in ("ATTENDEE", "ORGANIZER"):
        told = event.get(name, [])
        for each in told if isinstance(told, list) else [told]:
            params = {key.upper(): str(value) for key, value in getattr(each, "params", {}).items()}
            address = address_in(str(each), params)
            if address is None or plain(address) in seen:
                continue
            seen.add(plain(address))
            if params.get("CUTYPE", "").upper() in NO_PEOPLE or params.get("ROLE", "") == "NON-PARTICIPANT":
                continue
            name_said = params.get("CN", "").strip().strip('"')
            comes = params.get("PARTSTAT", "").upper() not in NOT_THERE
            yield Attendee(address, name_said if "@" not in name_said and name_said else None, comes)


def address_in(value: str, params: dict[str, str]) -> str | None:
    """The e-mail address of an attendee, wherever the calendar puts it; None where it has none."""
    for text in (params.get("EMAIL", ""), value):
        bare = plain(text.rpartition("<")[2].rstrip(">"))
        if bare.count("@") == 1 and not bare.endswith(CALENDARS) and " " not in bare and "/" not in bare:
            return bare
    return None


# What somebody says of a meeting by saying that it took place, and when.
SAID = ("kind", "on", "at", "planned")
FILLED = ("at", "minutes", "summary")


class TakingMeetings(Taking):
    """The meetings of calendars within one transaction. `recognised` counts those that were on record."""

    def __init__(self, store: Store, source: str, plan: FilePlan, today: str) -> None:
        super().__init__(store, source, plan)
        self.recognised = 0
        self._today = today
        self._tied = {
            row for said, row in store.arrivals(source).values() if said is not None and row is not None
        }

    def _new(self, key: str, touch: Touch) -> None:
        present = self._on_record(touch)
        if present is None:
            super()._new(key, touch)
            self._tied.update(self.rows(key))
            return
        self.recognised += 1
        self._tied.add(present["id"])
        self._adopt(present, touch)
        self._keep(key, said_by(touch), present["id"])

    def _on_record(self, touch: Touch) -> Values | None:
        """The meeting on record that an event is: the one at its time, or the only one that fits."""
        at, people = touch.values["at"], frozenset(touch.contacts)
        found = [
            each
            for each in self.store.interactions_on(touch.account, touch.values["on"])
            if each["id"] not in self._tied
            and same_event(at, people, as_booked(each), was_booked=bool(each["was_booked"]))
        ]
        exact = [each for each in found if each["at"] == at]
        for some in (exact, found):
            if len(some) == 1:
                return some[0]
        return None

    def _adopt(self, present: Values, touch: Touch) -> None:
        """Fill in what nobody typed; what was booked for a day that has passed took place."""
        row = present["id"]
        if present["cancelled"]:
            self.again(row)
            return
        changes = {
            name: touch.values[name]
            for name in FILLED
            if present[name] is None and touch.values[name] is not None
        }
        if present["planned"] and not touch.values["planned"]:
            changes["planned"] = False
        if changes and (why := self.store.change("interaction", row, changes)):
            self._refused(why)
            return
        people = sorted(present["people"] | set(touch.contacts))
        met = self.store.set_participants(row, people)
        if changes or met:
            self._changed(row, [*changes, *([CONTACTS] if met else [])])
        else:
            self.again(row)

    def _follow(self, slot: Slot, touch: Touch) -> None:
        """Follow the calendar, but for a meeting that a person moved: it is held on its own day."""
        assert slot.row is not None
        before, values = slot.said or {}, touch.values
        if not values["planned"] and before.get("planned") and before.get("on") == values["on"]:
            on = self.store.record("interaction", slot.row)["on"]
            touch = touch._replace(values={**values, "planned": on != values["on"] and on >= self._today})
        super()._follow(slot, touch)

    def _may_change(self, row: int, present: Values, before: Values, told: Values) -> Values:
        if present["cancelled"]:
            return {}
        if not self._is_said(row, present):
            return told
        kept = {*SAID, *(name for name in before if name in present and present[name] != before[name])}
        return {name: value for name, value in told.items() if name not in kept}

    def _who(self, row: int, present: Values, touch: Touch, before: Values) -> tuple[int, ...]:
        if not present["cancelled"] and not self._is_said(row, present):
            return touch.contacts
        return tuple({*before.get(CONTACTS, ()), *([] if present["cancelled"] else touch.contacts)})

    def _stays(self, row: int) -> bool:
        present = self.store.record("interaction", row)
        return bool(present["cancelled"]) or self._is_said(row, present)

    def _is_said(self, row: int, present: Mapping[str, object]) -> bool:
        """Whether a person said of an interaction that it took place."""
        return not present["planned"] and self.store.confirmed(row)


def as_booked(row: Values) -> Booked:
    """An interaction as the rules know it."""
    return Booked(row["id"], row["kind"], row["at"], row["people"], row["summary"])
