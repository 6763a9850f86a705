"""The mails of one thread and day: which of them belong together, in whatever order they come in.

A mail that ties two threads of a day makes them one. Not for what becomes of them (taking.py).
"""

from collections.abc import Sequence

from amcli.exchange.store import Store
from amcli.exchange.touches.taking import AFTER_PARTS, Taking

SOURCE = "mail threads"
PART, AFTER = " ", "!"  # between a day and what is within it, and the character after that


class Threads:
    """The threads of a book by day: what ties a mail to them leads to the key of their interactions."""

    def __init__(self, store: Store, taking: Taking) -> None:
        self._store = store
        self._taking = taking

    def of(self, day: str, own: str, ties: Sequence[str]) -> str:
        """The key of a mail's thread on its day, from now on reached by all that the mail is tied to."""
        names = [f"{day}{PART}{tie}" for tie in ties]
        led = {name: self._leads_to(name) for name in names}
        known = sorted({key for key in led.values() if key is not None})
        key = known[0] if known else f"{day}{PART}{own}"
        if len(known) > 1:
            self._taking.join(key, known[1:])
            self._lead(day, known[1:], key)
        self._store.put_arrivals(SOURCE, [(name, key, None) for name in names if led[name] != key])
        return key

    def _leads_to(self, name: str) -> str | None:
        found = self._store.arrivals(SOURCE, name, f"{name}{AFTER_PARTS}")
        return found[name][0] if name in found else None

    def _lead(self, day: str, joined: Sequence[str], key: str) -> None:
        """Let all that led to threads which are part of another now lead to that."""
        found = self._store.arrivals(SOURCE, f"{day}{PART}", f"{day}{AFTER}")
        moved = [(name, key, None) for name, (leads, _) in found.items() if leads in joined]
        self._store.put_arrivals(SOURCE, moved)
