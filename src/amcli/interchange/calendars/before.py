"""What calendars brought before: which meetings of an event, and with whom.

Not for writing (taking.py keeps what came in).
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from amcli.interchange.calendars.events import Window
from amcli.interchange.store import Store, Values
from amcli.interchange.touches.taking import ACCOUNT, CONTACTS, PART

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
