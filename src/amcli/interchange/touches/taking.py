"""Interactions that follow a source: taken in once, changed where the source changed, withdrawn with it.

What a person changed or deleted in the book stays: only what the source says otherwise than before is
written. Not for telling who took part (contacts.py), not for reading a source.
"""

import json
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import count

from amcli.hints import NamedTuple
from amcli.interchange.plan import FilePlan
from amcli.interchange.store import Store, Values
from amcli.interchange.touches.contacts import Person
from amcli.rules.forgetting import MARK

ACCOUNT, CONTACTS, ORDER, LAST = "account", "contacts", "order", "last"
ABOUT = (ACCOUNT, CONTACTS, ORDER, LAST)
WROTE_LAST, SETTLED = "last_direction", "settled_on"
WITHDRAWN = "taken out"
# Between the key of something and the number of its interaction, where it has one for each of some accounts.
PART = "\t"
AFTER_PARTS = "\n"


class Touch(NamedTuple):
    """One interaction as its source has it, at one account. Where it comes in piece by piece, what the piece
    of the lowest `order` says holds; who wrote last, the one of the highest `last`."""

    account: int
    contacts: tuple[int, ...]
    values: Values
    order: str = ""
    last: str = ""


class Slot(NamedTuple):
    """What came of something before: the key it is kept under, what the source said (None: it was taken
    out), the interaction, and the account that this is at now (None: it is gone)."""

    key: str
    said: Values | None
    row: int | None
    at: int | None

    @property
    def account(self) -> int | None:
        """The account of an interaction, which a merge may have moved; of a deleted one, what it was."""
        if self.at is not None:
            return self.at
        account: int | None = (self.said or {}).get(ACCOUNT)
        return account


class Taking:
    """The touches of one source within one transaction, counted in `plan`, each interaction once.

    `grows` sources bring an interaction piece by piece: people are added to it, and the first piece says
    what it was.
    """

    def __init__(self, store: Store, source: str, plan: FilePlan, grows: bool = False) -> None:
        self.store = store
        self.source = source
        self.plan = plan
        self.grows = grows
        self._new_rows: set[int] = set()
        self._changed_rows: set[int] = set()
        self._same_rows: set[int] = set()

    def knows(self, key: str) -> bool:
        """Whether this came in before."""
        return bool(self._slots(key))

    def rows(self, key: str) -> list[int]:
        return [slot.row for slot in self._slots(key) if slot.row is not None]

    def said(self, key: str) -> Values | None:
        """What the source said of something last; None where it did not come in, or was taken out."""
        return next((slot.said for slot in self._slots(key) if slot.said is not None), None)

    def take(self, key: str, touches: Sequence[Touch]) -> None:
        """Write something's interactions, one for each account, or what changed of them.

        `key` is the same in every later import of it, and has no tab in it. An interaction of before, at
        an account that has no part any more, is taken out; no touches take out all.
        """
        free = self._slots(key)
        taken = {slot.key for slot in free}
        for touch in touches:
            slot = next((slot for slot in free if slot.account == touch.account), None)
            if slot is None:
                name = key if key not in taken else unused(key, taken)
                taken.add(name)
                self._new(name, touch)
            else:
                free.remove(slot)
                self._known(slot, touch)
        if not self.grows:
            for slot in free:
                self._withdraw(slot)

    def join(self, key: str, others: Iterable[str]) -> None:
        """Make what came in under other keys part of this: they turned out to be pieces of one thing. An
        interaction that a person worked on stays beside it."""
        for slot in (slot for other in others for slot in self._slots(other)):
            if slot.said is None or slot.at is None:
                continue
            assert slot.row is not None
            present = self.store.record("interaction", slot.row)
            if worked_on(present, slot.said):
                continue
            values = {name: value for name, value in slot.said.items() if name not in ABOUT}
            people = tuple(sorted(self.store.participants(slot.row)))
            values["body"] = present["body"]
            self.take(
                key, [Touch(slot.at, people, values, slot.said.get(ORDER, ""), slot.said.get(LAST, ""))]
            )
            self._withdraw(slot)

    def again(self, row: int) -> None:
        """Count an interaction that needs no look: the source says of it what it said before."""
        if not any(row in rows for rows in (self._new_rows, self._changed_rows, self._same_rows)):
            self._same_rows.add(row)
            self.plan.unchanged += 1

    def _slots(self, key: str) -> list[Slot]:
        found = []
        for each, (said, row) in self.store.arrivals(self.source, key, f"{key}{AFTER_PARTS}").items():
            at = None if row is None else self.store.account_of(row)
            found.append(Slot(each, None if said is None else json.loads(said), row, at))
        return found

    def _known(self, slot: Slot, touch: Touch) -> None:
        if slot.at is not None:
            self._follow(slot, touch)
        elif slot.said is None or slot.row is None or self.store.taken_back(slot.row):
            self._new(slot.key, touch)
        else:
            self.again(slot.row)  # a person deleted it

    def _new(self, key: str, touch: Touch) -> None:
        row = self.store.new_id("interaction")
        values = {"id": row, "account_id": touch.account, **touch.values}
        for _, why in self.store.insert("interaction", [values]):
            self._refused(why)
            return
        self.store.add_participants((row, contact) for contact in touch.contacts)
        self._new_rows.add(row)
        self.plan.new += 1
        self._keep(key, said_by(touch), row)

    def _follow(self, slot: Slot, touch: Touch) -> None:
        """Change what the source says otherwise than when it was last read."""
        assert slot.row is not None
        before = slot.said or {}
        if self.grows:
            touch = grown(touch, before)
        if self.store.forgotten:
            touch = without_forgotten(
                touch, before | {"body": self.store.record("interaction", slot.row)["body"]}
            )
        said = said_by(touch)
        if said == before:
            self.again(slot.row)
            return
        present = self.store.record("interaction", slot.row)
        told = {name: value for name, value in touch.values.items() if value != before.get(name)}
        if LAST in before and touch.last > before[LAST]:
            told[SETTLED] = None  # that no answer is needed was said of what was there then
        told = self._may_change(slot.row, present, before, told)
        changes = {name: value for name, value in told.items() if value != present[name]}
        if changes and (why := self.store.change("interaction", slot.row, changes)):
            self._refused(why)
            return
        fields = [*changes, *self._people(slot.row, self._who(slot.row, present, touch, before), before)]
        if fields:
            self._changed(slot.row, fields)
        else:
            self.again(slot.row)
        self._keep(slot.key, said, slot.row)

    def _may_change(self, row: int, present: Values, before: Values, told: Values) -> Values:
        """What of the news of a source may be written; who wrote last is no person's word."""
        if not (self.grows and worked_on(present, before)):
            return told
        return {name: told[name] for name in (WROTE_LAST, SETTLED) if name in told}

    def _who(self, row: int, present: Values, touch: Touch, before: Values) -> tuple[int, ...]:
        """Who takes part by what the source says now."""
        return touch.contacts

    def _changed(self, row: int, fields: Iterable[str]) -> None:
        """Count a change, but for one of what is new itself."""
        if row in self._new_rows:
            return
        self.plan.changed_fields.update(fields)
        if row in self._same_rows:
            self._same_rows.remove(row)
            self.plan.unchanged -= 1
        self.plan.changed += row not in self._changed_rows
        self._changed_rows.add(row)

    def _people(self, row: int, contacts: Iterable[int], before: Values) -> list[str]:
        """Add who was added at the source and take out who was taken out there; others stay."""
        had, now = set(before.get(CONTACTS, ())), set(contacts)
        present = self.store.participants(row)
        wanted = (present | (now - had)) - (had - now)
        if wanted == present:
            return []
        self.store.set_participants(row, sorted(wanted))
        return [CONTACTS]

    def _withdraw(self, slot: Slot) -> None:
        if slot.said is None or (slot.row is not None and slot.at is not None and self._stays(slot.row)):
            return
        if slot.at is not None:
            assert slot.row is not None
            self.store.remove("interaction", slot.row)
            self._changed(slot.row, [WITHDRAWN])
            if slot.row in self._new_rows:
                self._new_rows.remove(slot.row)
                self.plan.new -= 1
        self._keep(slot.key, None, slot.row)

    def _stays(self, row: int) -> bool:
        """Whether an interaction stays although its source has it no more."""
        return False

    def _refused(self, why: str) -> None:
        self.plan.skipped += 1
        self.plan.skipped_why[why] += 1

    def _keep(self, key: str, said: Values | None, row: int | None) -> None:
        text = None if said is None else json.dumps(said, ensure_ascii=False, sort_keys=True)
        self.store.put_arrivals(self.source, [(key, text, row)])


def worked_on(present: Values, said: Values) -> bool:
    """Whether a person changed what a source said of an interaction, or said how it felt."""
    about = (*ABOUT, WROTE_LAST)
    differs = any(present[name] != value for name, value in said.items() if name not in about)
    return differs or present["feel"] is not None


def unused(key: str, taken: set[str]) -> str:
    """The key of one interaction more of the same thing."""
    return next(name for part in count(1) if (name := f"{key}{PART}{part}") not in taken)


def said_by(touch: Touch) -> Values:
    """What a source says of an interaction, but for its long text."""
    values = {name: value for name, value in touch.values.items() if name != "body"}
    places = {name: place for name, place in ((ORDER, touch.order), (LAST, touch.last)) if place}
    return {**values, ACCOUNT: touch.account, CONTACTS: sorted(touch.contacts), **places}


def grown(touch: Touch, before: Values) -> Touch:
    """A touch as it was, or as an earlier piece of it says, with the people that came to it."""
    touch = touch._replace(contacts=tuple(sorted({*before.get(CONTACTS, ()), *touch.contacts})))
    order = before.get(ORDER, "")
    if touch.order < order:
        return with_newest(touch, touch, before)
    kept = {name: before[name] for name in touch.values if name in before}
    return with_newest(touch._replace(values=kept, order=order), touch, before)


def with_newest(touch: Touch, piece: Touch, before: Values) -> Touch:
    """A touch in which wrote last who did in its newest piece; of the same one, who is known."""
    if WROTE_LAST not in piece.values:
        return touch
    newer = (piece.last, piece.values[WROTE_LAST] is not None) >= (
        before.get(LAST, ""), before.get(WROTE_LAST) is not None,
    )  # fmt: skip
    wrote, last = (piece.values[WROTE_LAST], piece.last) if newer else (before.get(WROTE_LAST), before[LAST])
    return touch._replace(values={**touch.values, WROTE_LAST: wrote}, last=last)


def without_forgotten(touch: Touch, before: Values) -> Touch:
    """A touch whose texts stay where somebody was taken out of them, though the source still names them."""
    kept = {name: text for name, text in before.items() if isinstance(text, str) and MARK in text}
    return touch._replace(values={name: kept.get(name, value) for name, value in touch.values.items()})


class Known(NamedTuple):
    """Who of something is known: contacts with their accounts, and accounts by their domain alone."""

    contacts: dict[int, int]
    domains: frozenset[int] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """Each of them in a word, to be remembered."""
        return frozenset({str(contact) for contact in self.contacts} | {f"@{each}" for each in self.domains})

    def accounts(self, new: Iterable[str]) -> dict[int, tuple[int, ...]]:
        """The accounts where somebody is new, each with those of its contacts who are."""
        names = set(new)
        found: dict[int, list[int]] = {each: [] for each in self.domains if f"@{each}" in names}
        for contact, account in self.contacts.items():
            if str(contact) in names:
                found.setdefault(account, []).append(contact)
        return {account: tuple(contacts) for account, contacts in sorted(found.items())}


class Past(NamedTuple):
    """Whether something came in before, who was known of it then, and an interaction that it became."""

    there: bool = False
    names: frozenset[str] = frozenset()
    row: int | None = None


class Seen:
    """What came in from one source, kept under `source` beside its interactions."""

    def __init__(self, store: Store, source: str) -> None:
        self._store = store
        self._source = source

    def of(self, key: str) -> Past:
        """What is known of something; where the import was undone it is as if nobody had been."""
        found = self._store.arrivals(self._source, key, f"{key}{AFTER_PARTS}")
        if key not in found:
            return Past()
        said, row = found[key]
        if row is not None and self._store.account_of(row) is None and self._store.taken_back(row):
            return Past(there=True)
        return Past(True, frozenset(json.loads(said or "[]")), row)

    def put(self, key: str, names: Iterable[str], row: int | None) -> None:
        self._store.put_arrivals(self._source, [(key, json.dumps(sorted(names)), row)])


def known(people: Iterable[Person], domains: Iterable[int | None] = ()) -> Known:
    """Those who are known, once each."""
    contacts = {each.contact: each.account for each in people}
    return Known(contacts, frozenset(each for each in domains if each is not None))


def digest(parts: Iterable[str]) -> str:
    """A short name for some texts: the same for the same, another for any others."""
    text = "\0".join(parts).encode("utf-8", "replace")
    return blake2b(text, digest_size=10).hexdigest()
