"""A mail as the book sees it, and what becomes of it: a touch of the people in it, strangers to be named, or
nothing, and why.

A mail is looked at again in every import, as its people may have become known; it is counted once. Not
for finding mails (mailbox.py) nor for writing interactions (touches/taking.py).
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from amcli.interchange.incoming import Options
from amcli.interchange.mail import automatic
from amcli.interchange.mail.headers import Headers, clean, sent_at
from amcli.interchange.mail.messages import Raw
from amcli.interchange.mail.text import (
    BODY_LIMIT,
    CALENDAR,
    SUMMARY_LIMIT,
    bare_subject,
    first_line,
    is_calendar,
    message_of,
    shortened,
    written_text,
)
from amcli.interchange.plan import FilePlan
from amcli.interchange.store import Store, Values
from amcli.interchange.touches.contacts import EMAIL, People, Stranger, count_strangers, plain
from amcli.interchange.touches.taking import (
    AFTER_PARTS,
    WROTE_LAST,
    Known,
    Seen,
    Taking,
    Touch,
    digest,
    known,
)
from amcli.rules.maildomains import domain_of
from amcli.rules.names import counted

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


TOUCHES, SEEN = "mail", "mail seen"
FUTURE = "dated after today: import again later"
UNDATED = "no readable date"
NOBODY = "none of your contacts in it"
NO_ADDRESS = "no address in it"
INTERNAL = "internal email"
FORGOTTEN = "from somebody who was forgotten"
CALENDARS = "calendar invitations and answers"
NO_SUBJECT = "(no subject)"
AT_ONCE = 1000
MOST_COUNTED = 5000


def deleted(count: int) -> str:
    """What the plan says of mails that were deleted afterwards."""
    counts = "it counts" if count == 1 else "they count"
    return f"{counted(count, 'email')} deleted since; {counts}, because the conversation took place"


class Sorting:
    """The sorting of the mails of one source within one transaction."""

    def __init__(self, store: Store, options: Options, plan: FilePlan) -> None:
        self.plan = plan
        self._store = store
        self._options = options
        self._people = People(store, options.me, options.by_domain)
        self._taking = Taking(store, TOUCHES, plan, grows=True)
        self._threads = Threads(store, self._taking)
        self._seen = Seen(store, SEEN)
        self._own_domains = {domain for address in options.me if (domain := domain_of(address))}
        self._strangers: list[Stranger] = []
        self._unmatched: set[str] = set()
        self._seen_often: Counter[str] = Counter()
        self._deleted = 0

    def sort(self, raw: Raw) -> None:
        """Take in one mail, or count why it is not."""
        letter = Letter(Headers(raw.head))
        self._count(letter)
        why = raw.why or automatic.reason(letter.headers) or self._unfit(letter)
        if why is None and self._is_calendar(raw):
            why = CALENDARS
        why = why or self._take(letter, raw)
        if why is not None:
            self.plan.pass_over(why)
        elif raw.deleted or automatic.is_deleted(letter.headers):
            self._deleted += 1

    def _is_calendar(self, raw: Raw) -> bool:
        """Whether a calendar sent it; looked for where there is a word of it."""
        spoken_of = any(CALENDAR in part.lower() for part in (raw.head, raw.body))
        return spoken_of and is_calendar(message_of(raw.head, raw.body))

    def finish(self) -> None:
        self._write_strangers()
        self.plan.unmatched = len(self._unmatched)
        self.plan.forgotten = self._people.left_out
        if self._deleted:
            self.plan.conventions.append(deleted(self._deleted))

    @property
    def likely_mine(self) -> str | None:
        """The address that is in most mails, which must be that of whose mail it is."""
        common = self._seen_often.most_common(1)
        return common[0][0] if common and common[0][1] * 2 > self.plan.rows else None

    def _count(self, letter: Letter) -> None:
        self.plan.rows += 1
        if not self._options.me and len(self._seen_often) < MOST_COUNTED:
            self._seen_often.update(letter.parties.keys())

    def _unfit(self, letter: Letter) -> str | None:
        """Why a mail of a person cannot be a touch, whoever they are."""
        if letter.at is None:
            return UNDATED
        if letter.at.date() > dt.date.fromisoformat(self._options.today):
            return FUTURE
        if not letter.parties:
            return NO_ADDRESS
        if self._people.was_forgotten(letter.sender):
            return FORGOTTEN
        return None if any(not self._is_ours(address) for address in letter.parties) else INTERNAL

    def _is_ours(self, address: str) -> bool:
        """Whether an address is mine or a colleague's, whom nobody made a contact."""
        if self._people.is_me(address):
            return True
        return domain_of(address) in self._own_domains and not self._people.knows(address)

    def _take(self, letter: Letter, raw: Raw) -> str | None:
        """Write what is new of a mail; gives why there is nothing to write, ever."""
        assert letter.at is not None
        day = letter.at.date().isoformat()
        outside = [address for address in letter.parties if not self._is_ours(address)]
        past, people = self._seen.of(letter.key), self._known(outside, day)
        if not past.there:
            self._meet(letter, outside, day)
        new, row = people.names - past.names, past.row
        if new:
            key = self._threads.of(day, letter, outside)
            self._taking.take(key, self._touches(letter, raw, people, new))
            row = next(iter(self._taking.rows(key)), None)
        elif row is not None:
            self._taking.again(row)
        if new or not past.there:
            self._seen.put(letter.key, people.names | past.names, row)
        return None if people.names or row is not None else NOBODY

    def _known(self, addresses: list[str], day: str) -> Known:
        people = (person for address in addresses for person in self._people.at(address, day))
        return known(people, (self._people.account_of(address) for address in addresses))

    def _meet(self, letter: Letter, outside: list[str], day: str) -> None:
        """Count those of a mail whom nobody knows."""
        for address in outside:
            if not self._people.knows(address) and not self._people.is_ignored(address):
                self._strangers.append(Stranger(address, letter.parties[address], day))
                self._unmatched.add(address)
        if len(self._strangers) >= AT_ONCE:
            self._write_strangers()

    def _write_strangers(self) -> None:
        count_strangers(self._store, EMAIL, self._strangers)
        self._strangers = []

    def _touches(self, letter: Letter, raw: Raw, people: Known, new: frozenset[str]) -> list[Touch]:
        """What a mail says of each account where somebody is new in it."""
        assert letter.at is not None
        values = self._values(letter, raw)
        order = f"{letter.at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S} {letter.key}"
        found = []
        for account, contacts in people.accounts(new).items():
            way = self._direction(letter, account)
            own = {**values, "direction": way, WROTE_LAST: way}
            found.append(Touch(account, contacts, own, order, order))
        return found

    def _values(self, letter: Letter, raw: Raw) -> Values:
        assert letter.at is not None
        text = written_text(message_of(raw.head, raw.body))
        line = first_line(text)
        return {
            "kind": "email",
            "on": letter.at.date().isoformat(),
            "at": f"{letter.at:%H:%M}",
            "summary": shortened(letter.subject, SUMMARY_LIMIT) or line or NO_SUBJECT,
            "body": shortened(clean(text), BODY_LIMIT) or None if self._options.bodies else line,
            "tried": False,
            "planned": False,
        }

    def _direction(self, letter: Letter, account: int) -> str:
        """From me or a colleague: out. Without knowing who that is, all that is not from the customer."""
        if self._options.me:
            return "out" if letter.sender and self._is_ours(letter.sender) else "in"
        theirs = {address for address in letter.parties if self._is_at(address, account)}
        domains = {domain_of(address) for address in theirs} - {None}
        return "in" if letter.sender in theirs or domain_of(letter.sender) in domains else "out"

    def _is_at(self, address: str, account: int) -> bool:
        people = self._people.at(address, "")
        return any(each.account == account for each in people) or self._people.account_of(address) == account
