"""Who takes part in a meeting: people of customers, with whom it is a touch, and addresses nobody has.

Not for when it is (events.py), nor for writing anything.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from icalendar import Event

from amcli.interchange.calendars.events import Instance
from amcli.interchange.store import Values
from amcli.interchange.touches.people import People, plain
from amcli.interchange.touches.strangers import Stranger
from amcli.interchange.touches.taking import Touch

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
