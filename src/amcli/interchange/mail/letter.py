"""One mail as the book sees it: what it is known by, who is in it, and what ties it to its thread.

Not for who the people are (sorting.py) nor for the words of the mail (text.py).
"""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property

from amcli.interchange.mail.headers import Headers, sent_at
from amcli.interchange.mail.text import bare_subject
from amcli.interchange.touches.people import plain
from amcli.interchange.touches.seen import digest

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
