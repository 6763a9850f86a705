"""The events of a calendar by UID: the newest version of each, and the instances of those that repeat.

Not for who takes part (meetings.py), nor for cutting a file into events (blocks.py).
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from contextlib import suppress

import recurring_ical_events
from icalendar import Calendar, Component, Event
from icalendar.timezone import tzp

from amcli.hints import NamedTuple
from amcli.interchange.calendars.blocks import Block
from amcli.interchange.calendars.recurrence import (
    FaultyError,
    has_empty_rule,
    left_out,
    plain_rule,
    readable,
    replacing,
    said,
    settled,
)
from amcli.interchange.values import localtime

# How far back a series that repeats is read, and how far ahead; a single event is read whenever it is.
BACK = dt.timedelta(days=730)
AHEAD = dt.timedelta(days=180)
NEEDED = ("DTSTART", "RECURRENCE-ID", "RRULE", "EXRULE", "RDATE", "EXDATE")
REPEATING = ("RRULE", "RDATE")
CANCELLED = "CANCELLED"
ANSWERS = frozenset({"REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"})

When = dt.datetime | dt.date


class Instance(NamedTuple):
    """One meeting, as it takes place: its local day, its time where it has one, and its minutes."""

    key: str
    on: str
    at: str | None
    minutes: int | None
    event: Event


class Window(NamedTuple):
    """The days within which a repeating event is read."""

    first: dt.date
    last: dt.date

    def holds(self, day: str) -> bool:
        """Whether a day, as ISO text, lies in it."""
        return self.first.isoformat() <= day <= self.last.isoformat()

    def around(self) -> tuple[dt.date, dt.date]:
        """The days in which an instance may begin that is in it on the clock of another zone."""
        return self.first - dt.timedelta(days=1), self.last + dt.timedelta(days=2)


def window(today: str) -> Window:
    day = dt.date.fromisoformat(today)
    return Window(max(day - BACK, dt.date(2, 1, 1)), min(day + AHEAD, dt.date(9998, 12, 31)))


def learn_zones(blocks: Iterable[Block]) -> None:
    """Take in the time zones that a file defines; those of the file before are forgotten. One that cannot be
    read is told where it is used."""
    tzp.use_default()
    for block in blocks:
        with suppress(FaultyError), readable(block.name):
            Calendar.from_ical("\r\n".join(["BEGIN:VTIMEZONE", *block.lines, "END:VTIMEZONE", ""]))


def uid_of(block: Block) -> str:
    """The UID of an event; for one that has none, a digest of its beginning and its title."""
    said = {
        name: line for line in block.lines for name in ("UID", "DTSTART", "SUMMARY") if is_named(line, name)
    }
    uid = " ".join(said.get("UID", "").partition(":")[2].split())
    if uid:
        return uid
    text = "\n".join([said.get("DTSTART", ""), said.get("SUMMARY", "")])
    return f"no-uid-{hashlib.blake2b(text.encode('utf-8', 'replace'), digest_size=12).hexdigest()}"


def is_named(line: str, name: str) -> bool:
    """Whether a line is this property."""
    return line[: len(name)].upper() == name and line[len(name) : len(name) + 1] in (":", ";")


class Series:
    """All that a file says under one UID. Raises FaultyError for what cannot be read."""

    def __init__(self, uid: str, blocks: Iterable[Block]) -> None:
        self.uid = uid
        self.master: Event | None = None
        self.changed: dict[str, Event] = {}
        self.zone = ""
        for block in blocks:
            self.zone = self.zone or block.zone
            self._add(parsed(block))
        found, self.changed = self.changed, {}
        for event in found.values():
            self._add(event if self.master is None else replacing(event, self.master))

    def _add(self, event: Event) -> None:
        """Take in a version: that with the highest SEQUENCE counts, of equals the latest, then the last."""
        if "RECURRENCE-ID" not in event:
            if self.master is None or version(event) >= version(self.master):
                self.master = event
            return
        key = moment(said(event, "RECURRENCE-ID").dt)
        if key not in self.changed or version(event) >= version(self.changed[key]):
            self.changed[key] = event

    @property
    def cancelled(self) -> bool:
        """Whether all of it is called off."""
        if self.master is not None:
            return is_cancelled(self.master)
        return all(map(is_cancelled, self.changed.values()))

    @property
    def empty_rule(self) -> bool:
        """Whether it has a rule that says nothing, so that it is one meeting."""
        return self.master is not None and has_empty_rule(self.master)

    @property
    def repeats(self) -> bool:
        """Whether it is more than one meeting."""
        return bool(self.changed) or (
            self.master is not None and any(name in self.master for name in REPEATING)
        )

    def began_before(self, days: Window) -> bool:
        """Whether it repeats since before these days, so that meetings of it are not read."""
        if not self.repeats or self.cancelled:
            return False
        events = [self.master] if self.master is not None else list(self.changed.values())
        with readable("its day"):
            return any(instance("", each).on < days.first.isoformat() for each in events)

    def instances(self, days: Window) -> list[Instance]:
        """The meetings that take place; of those that repeat the ones within these days."""
        if self.cancelled:
            return []
        if not self.repeats:
            assert self.master is not None
            with readable("its day"):
                return [instance(self.uid, self.master)]
        found: dict[str, Instance] = {}
        with readable("how it repeats"):
            without = self._left_out(days)
            for event in self._expanded(days):
                key = self._moment(event)
                each = instance(f"{self.uid} {key}", event)
                if days.holds(each.on) and key not in without and not self._called_off(event):
                    found.setdefault(each.key, each)
        return list(found.values())

    def _expanded(self, days: Window) -> list[Event]:
        taking_place = [event for event in self.changed.values() if not is_cancelled(event)]
        calendar = Calendar()
        if self.zone:
            calendar.add("x-wr-timezone", self.zone)
        for event in [*([self.master] if self.master else []), *taking_place]:
            copied = settled(event)
            copied.pop("SEQUENCE", None)  # which version counts is decided
            copied["UID"] = self.uid
            calendar.add_component(copied)
        return list(recurring_ical_events.of(calendar).between(*days.around()))

    def _left_out(self, days: Window) -> set[str]:
        """The instances that rules of exceptions leave out, and that no version brings back."""
        if self.master is None or "EXRULE" not in self.master:
            return set()
        zone = tzp.timezone(self.zone) if self.zone else None
        found = {moment(each) for each in left_out(self.master, zone, *days.around())}
        return found - self.changed.keys()

    def _moment(self, event: Event) -> str:
        """Which instance of the series an event is: the moment at which it would be by the series' rule."""
        stated, start = said(event, "RECURRENCE-ID"), said(event, "DTSTART").dt
        changed = self.changed.get(moment(stated.dt))
        if changed is None or stated.params.get("RANGE") != "THISANDFUTURE":
            return moment(stated.dt)
        return moment(start - (said(changed, "DTSTART").dt - stated.dt))

    def _called_off(self, event: Event) -> bool:
        """Whether a cancelled version is of this instance, or of one before it and all that follow."""
        key = self._moment(event)
        for at, each in self.changed.items():
            if is_cancelled(each):
                onwards = said(each, "RECURRENCE-ID").params.get("RANGE") == "THISANDFUTURE"
                if key == at or (onwards and key >= at):
                    return True
        return False


def parsed(block: Block) -> Event:
    """An event as the library reads it. Raises FaultyError."""
    if block.fault:
        raise FaultyError(block.fault)
    with readable("it"):
        event = Component.from_ical(
            "\r\n".join(["BEGIN:VEVENT", *map(plain_rule, block.lines), "END:VEVENT", ""])
        )
    assert isinstance(event, Event)
    if block.method == "CANCEL":
        event["STATUS"] = CANCELLED
    for name, _ in event.errors:
        if name in NEEDED:
            raise FaultyError(f"{name} can't be read")
    for name in ("DTSTART", "RECURRENCE-ID"):
        if isinstance(several := event.get(name), list):
            event[name] = several[0]
    if "DTSTART" not in event and not is_cancelled(event):
        raise FaultyError("it has no date")
    return event


def unknown_zone(event: Event) -> str | None:
    """The time zone that an event names and nobody knows; its times are taken as local ones."""
    start = said(event, "DTSTART")
    named = start.params.get("TZID") if isinstance(start.dt, dt.datetime) else None
    return str(named) if named and start.dt.tzinfo is None else None


def is_cancelled(event: Event) -> bool:
    """Whether an event is called off."""
    return str(event.get("STATUS", "")).strip().upper() == CANCELLED


def version(event: Event) -> tuple[int, str]:
    try:
        sequence = int(said(event, "SEQUENCE")) if "SEQUENCE" in event else 0
    except (TypeError, ValueError):
        sequence = 0
    return sequence, stamp(event)


def stamp(event: Event) -> str:
    """The instant at which a version was written, as text that sorts; "" where it is not known."""
    broken = {name for name, _ in event.errors}
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        if name in event and name not in broken:
            when = getattr(said(event, name), "dt", None)
            if isinstance(when, dt.datetime):
                return moment(when)
    return ""


def moment(when: When) -> str:
    """A moment as part of a key: in UTC where its zone is known, a day where it is one."""
    if not isinstance(when, dt.datetime):
        return when.isoformat().replace("-", "")
    plain = when if when.tzinfo is None else when.astimezone(dt.UTC).replace(tzinfo=None)
    text = re.sub("[-:]", "", plain.isoformat(timespec="seconds"))
    return text if when.tzinfo is None else f"{text}Z"


def instance(key: str, event: Event) -> Instance:
    """A meeting on the clock of whoever imports it."""
    start = said(event, "DTSTART").dt
    if not isinstance(start, dt.datetime):
        return Instance(key, start.isoformat(), None, None, event)
    local = localtime.local(start)
    return Instance(key, local.date().isoformat(), f"{local:%H:%M}", minutes(event, start), event)


def minutes(event: Event, start: dt.datetime) -> int | None:
    """How long a meeting is; None where that is not said, or longer than a day."""
    broken = {name for name, _ in event.errors}
    if "DTEND" in event and "DTEND" not in broken:
        end = said(event, "DTEND").dt
        same = isinstance(end, dt.datetime) and (end.tzinfo is None) == (start.tzinfo is None)
        length = end - start if same else dt.timedelta()
    elif "DURATION" in event and "DURATION" not in broken:
        length = said(event, "DURATION").dt
    else:
        return None
    found = int(length.total_seconds()) // 60
    return found if 0 < found <= 24 * 60 else None
