"""One mail as the book sees it: what it is known by, who is in it, and what ties it to its thread.

Not for who the people are (sorting.py) nor for the words of the mail (text.py).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property

from amcli.interchange.mail.headers import Headers, sent_at
from amcli.interchange.mail.text import bare_subject
from amcli.interchange.store import Store
from amcli.interchange.touches.contacts import plain
from amcli.interchange.touches.taking import AFTER_PARTS, Taking, digest

PARTIES = ("from", "to", "cc")
# Of a long thread's references the first and the last ones are enough to find it.
FIRST_REFERENCES, LAST_REFERENCES = 2, 6


class Letter:
    """A mail by its headers."""

    def __init__(self, headers: Headers) -> None:
        self.headers = headers

    @cached_property
    def at(self) -> dt.datetime | None:
        """When it was sent, in the zone of this machine; None where nothing says it."""
        return sent_at(self.headers)

    @cached_property
    def sender(self) -> str:
        """The address it is from; "" without one."""
        found = self.headers.addresses("from")
        return plain(found[0][1]) if found else ""

    @cached_property
    def parties(self) -> dict[str, str | None]:
        """The addresses in From, To and Cc, each once, with their names."""
        found: dict[str, str | None] = {}
        for name, address in self.headers.addresses(*PARTIES):
            key = plain(address)
            found[key] = found.get(key) or (name if plain(name) != key else None) or None
        return found

    @cached_property
    def subject(self) -> str:
        """The subject without `Re:` and the like."""
        return bare_subject(self.headers.text("subject"))

    @cached_property
    def key(self) -> str:
        """What it is known by wherever it lies: message id, sender and subject, as one id may be on mails
        that are different; without an id, its headers that do not change on the way."""
        ids = self.headers.ids("message-id")
        about = [self.headers.raw("date"), self.headers.raw("to"), self.headers.raw("cc")]
        return digest([*(ids[:1] or about), self.sender, self.headers.text("subject").casefold()])

    @cached_property
    def own_tie(self) -> str:
        """What mails that refer to it share with it."""
        return digest(["id", *(self.headers.ids("message-id")[:1] or [self.key])])

    def ties(self, people: Iterable[str]) -> list[str]:
        """What it shares with others of its thread: the ids that it refers to; without any, subject and
        people."""
        past = list(dict.fromkeys([*self.headers.ids("references"), *self.headers.ids("in-reply-to")[:1]]))
        if len(past) > FIRST_REFERENCES + LAST_REFERENCES:
            past = past[:FIRST_REFERENCES] + past[-LAST_REFERENCES:]
        return [digest(["id", each]) for each in past] or [
            digest(["subject", self.subject.casefold(), *sorted(people)])
        ]


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
