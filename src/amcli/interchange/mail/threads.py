"""The mails of one thread and day: which of them belong together, in whatever order they come in.

A mail that ties two threads of a day makes them one. Not for what becomes of them (taking.py).
"""

from collections.abc import Iterable, Sequence

from amcli.interchange.mail.letter import Letter
from amcli.interchange.store import Store
from amcli.interchange.touches.taking import AFTER_PARTS, Taking

SOURCE = "mail threads"
PART, AFTER = " ", "!"  # between a day and what is within it, and the character after that


class Threads:
    """The threads of a book by day: what ties a mail to them leads to the key of their interactions."""

    def __init__(self, store: Store, taking: Taking) -> None:
        self._store = store
        self._taking = taking

    def of(self, day: str, letter: Letter, people: Iterable[str]) -> str:
        """The key of a mail's thread on its day, from now on reached by all that the mail is tied to.

        Its own id ties it to the mails that refer to it, not to another mail of the same id.
        """
        ties = [f"{day}{PART}{tie}" for tie in letter.ties(people)]
        own = f"{day}{PART}{letter.own_tie}"
        led = {tie: self._reached(tie, f"{tie}{AFTER}") for tie in ties}
        known = sorted(
            {*self._reached(own, f"{own}{AFTER_PARTS}"), *(key for keys in led.values() for key in keys)}
        )
        key = known[0] if known else f"{day}{PART}{letter.key}"
        if len(known) > 1:
            self._taking.join(key, known[1:])
            self._lead(day, known[1:], key)
        names = [f"{own}{PART}{letter.key}", *ties]
        self._store.put_arrivals(SOURCE, [(name, key, None) for name in names])
        return key

    def _reached(self, first: str, last: str) -> set[str]:
        found = self._store.arrivals(SOURCE, first, last)
        return {key for key, _ in found.values() if key is not None}

    def _lead(self, day: str, joined: Sequence[str], key: str) -> None:
        """Let all that led to threads which are part of another now lead to that."""
        found = self._store.arrivals(SOURCE, f"{day}{PART}", f"{day}{AFTER}")
        moved = [(name, key, None) for name, (leads, _) in found.items() if leads in joined]
        self._store.put_arrivals(SOURCE, moved)
