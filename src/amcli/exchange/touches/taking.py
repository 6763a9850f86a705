"""Interactions that follow a source: taken in once, changed where the source changed, withdrawn with it.

What a person changed or deleted in the book stays: only what the source says otherwise than before is
written. Not for telling who took part (people.py), not for reading a source.
"""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from amcli.exchange.plan import FilePlan
from amcli.exchange.store import Store, Values

ACCOUNT, CONTACTS = "account", "contacts"
WITHDRAWN = "taken out"
# Between the key of something and the number of its interaction, where it has one for each of some accounts.
PART = "\t"


class Touch(NamedTuple):
    """One interaction as its source has it, at one account."""

    account: int
    contacts: tuple[int, ...]
    values: Values


class Slot(NamedTuple):
    """What came of something before: the key it is kept under, what the source said (None: it was taken
    out), and the interaction."""

    key: str
    said: Values | None
    row: int | None


class Taking:
    """The touches of one source within one transaction, counted in `plan`.

    `grows` sources bring an interaction piece by piece: people are added to it, nothing else changes.
    """

    def __init__(self, store: Store, source: str, plan: FilePlan, grows: bool = False) -> None:
        self.store = store
        self.source = source
        self.plan = plan
        self.grows = grows
        self._slots: dict[str, list[Slot]] = {}
        for key, (said, row) in store.arrivals(source).items():
            slot = Slot(key, None if said is None else json.loads(said), row)
            self._slots.setdefault(key.partition(PART)[0], []).append(slot)
        rows = {slot.row for slots in self._slots.values() for slot in slots}
        found = store.records("interaction", ["id", "account_id"]) if rows else ()
        self._accounts: dict[int, int] = {row: account for row, account in found if row in rows}

    def knows(self, key: str) -> bool:
        """Whether this came in before."""
        return key in self._slots

    def take(self, key: str, touches: Sequence[Touch]) -> None:
        """Write something's interactions, one for each account, or what changed of them.

        `key` is the same in every later import of it, and has no tab in it. An interaction of before, at
        an account that has no part any more, is taken out; no touches take out all.
        """
        free = list(self._slots.get(key, ()))
        for touch in touches:
            slot = next((slot for slot in free if self._account(slot) == touch.account), None)
            if slot is None:
                self._new(self._next(key), touch)
            else:
                free.remove(slot)
                self._known(slot, touch)
        if not self.grows:
            for slot in free:
                self._withdraw(slot)

    def _account(self, slot: Slot) -> int | None:
        """The account of an interaction, which a merge may have moved; of a deleted one, what it was."""
        if slot.row is not None and slot.row in self._accounts:
            return self._accounts[slot.row]
        account: int | None = (slot.said or {}).get(ACCOUNT)
        return account

    def _next(self, key: str) -> str:
        """The key for one interaction more."""
        slots = self._slots.get(key, ())
        return f"{key}{PART}{len(slots)}" if slots else key

    def _known(self, slot: Slot, touch: Touch) -> None:
        if slot.row in self._accounts:
            self._follow(slot, touch)
        elif slot.said is None:
            self._new(slot.key, touch)
        else:
            self.plan.unchanged += 1  # a person deleted it

    def _new(self, key: str, touch: Touch) -> None:
        row = self.store.new_id("interaction")
        values = {"id": row, "account_id": touch.account, **touch.values}
        for _, why in self.store.insert("interaction", [values]):
            self._refused(why)
            return
        self.store.add_participants((row, contact) for contact in touch.contacts)
        self._accounts[row] = touch.account
        self.plan.new += 1
        self._keep(Slot(key, said_by(touch), row))

    def _follow(self, slot: Slot, touch: Touch) -> None:
        """Change what the source says otherwise than when it was last read."""
        assert slot.row is not None
        before = slot.said or {}
        if self.grows:
            touch = grown(touch, before)
        said = said_by(touch)
        if said == before:
            self.plan.unchanged += 1
            return
        present = self.store.record("interaction", slot.row)
        told = {name: value for name, value in touch.values.items() if value != before.get(name)}
        changes = {name: value for name, value in told.items() if value != present[name]}
        if changes and (why := self.store.change("interaction", slot.row, changes)):
            self._refused(why)
            return
        fields = [*changes, *self._people(slot.row, touch.contacts, before)]
        self.plan.changed_fields.update(fields)
        self.plan.changed += bool(fields)
        self.plan.unchanged += not fields
        self._keep(Slot(slot.key, said, slot.row))

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
        if slot.said is None:
            return
        if slot.row in self._accounts:
            assert slot.row is not None
            self.store.remove("interaction", slot.row)
            del self._accounts[slot.row]
            self.plan.changed += 1
            self.plan.changed_fields[WITHDRAWN] += 1
        self._keep(slot._replace(said=None))

    def _refused(self, why: str) -> None:
        self.plan.skipped += 1
        self.plan.skipped_why[why] += 1

    def _keep(self, slot: Slot) -> None:
        slots = self._slots.setdefault(slot.key.partition(PART)[0], [])
        others = [each for each in slots if each.key != slot.key]
        slots[:] = [*others, slot]
        text = None if slot.said is None else json.dumps(slot.said, ensure_ascii=False, sort_keys=True)
        self.store.put_arrivals(self.source, [(slot.key, text, slot.row)])


def said_by(touch: Touch) -> Values:
    """What a source says of an interaction, but for its long text."""
    values = {name: value for name, value in touch.values.items() if name != "body"}
    return {**values, ACCOUNT: touch.account, CONTACTS: sorted(touch.contacts)}


def grown(touch: Touch, before: Values) -> Touch:
    """A touch as it was, with the people that came to it."""
    everybody = tuple(sorted({*before.get(CONTACTS, ()), *touch.contacts}))
    kept = {name: before[name] for name in touch.values if name in before}
    return touch._replace(contacts=everybody, values=kept)
