"""The meetings of a calendar as they come in: what a person said of one stays, and none is there twice.

A meeting that was held or cancelled by a person is so whatever the calendar says later. An event that is new
takes the meeting that is on record already, booked or logged by hand, and no second one is made.
"""

from collections.abc import Mapping

from amcli.interchange.plan import FilePlan
from amcli.interchange.store import Store, Values
from amcli.interchange.touches.taking import CONTACTS, Slot, Taking, Touch, said_by
from amcli.rules.meetings import Booked, same_event

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
