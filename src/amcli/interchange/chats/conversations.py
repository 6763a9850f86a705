"""Chats as touches: one for each conversation and day, whichever program wrote them and however often.

An export is a stretch of a chat: what came in before may be its beginning, its end or some of its middle. So
what is remembered of each conversation is where it begins and ends, and a stretch that reaches it is part of
it. Not for reading an export (whatsapp.py and the others).
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import groupby

from amcli.interchange.calls.log import Call, Calls
from amcli.interchange.chats.stretches import (
    FUTURE,
    Chat,
    Kept,
    Message,
    Rung,
    Stretch,
    clock,
    conversations,
    moment,
)
from amcli.interchange.incoming import Options
from amcli.interchange.plan import FilePlan
from amcli.interchange.store import Store, Values
from amcli.interchange.touches.contacts import PHONE
from amcli.interchange.touches.parties import Parties, Party, Who
from amcli.interchange.touches.taking import AFTER_PARTS, WROTE_LAST, Taking, Touch, digest, known

TOUCHES, SEEN, RENAMED = "chats", "chats seen", "chats renamed"
NOBODY = "none of your contacts in it"
FORGOTTEN = "from somebody who was forgotten"
GROUP_CALLS = "calls of a group"
GONE = ""
Remembered = dict[str, dict[str, Kept]]


class Sides:
    """Who is who in one chat: me, the other one where there are only two, and everybody else."""

    def __init__(self, chat: Chat, parties: Parties) -> None:
        self.who = {name: parties.who(party) for name, party in chat.people.items()}
        self.mine = {name for name, each in self.who.items() if each.me}
        self.mine |= {name for name in chat.ours if not self.who[name].known}
        self.sure = bool(self.mine) or chat.knows_me or parties.knows_me
        self.mine.add("")
        self.partner = None if chat.group else self._partner(chat, parties)

    def _partner(self, chat: Chat, parties: Parties) -> str | None:
        others = [name for name in self.who if name not in self.mine]
        if chat.title:
            return self._titled(chat.title, others, parties)
        if len(others) == 2 and not self.sure:
            known = [name for name in others if self.who[name].known]
            return self._two(known[0], others) if len(known) == 1 else None
        return others[0] if len(others) == 1 else None

    def _titled(self, title: str, others: list[str], parties: Parties) -> str | None:
        """The one whose name the export has, where it is not that of a group."""
        named = parties.who(Party(name=title))
        same = next((name for name in others if self.who[name].address == named.address), None)
        if same is not None:
            return self._two(same, others)
        if not others or (len(others) == 1 and not self.sure and named.known):
            self.who[title] = named
            return self._two(title, others) if named.known else None
        return None

    def _two(self, partner: str, others: Sequence[str]) -> str | None:
        """The partner; whoever else is there must be me, else there are more than two."""
        rest = [name for name in others if name != partner]
        if not rest:
            return partner
        if len(rest) > 1 or self.sure:
            return None
        self.mine.update(rest)
        self.sure = True
        return partner

    def join(self, other: "Sides") -> None:
        """Know those of another piece of the same chat, too."""
        self.who |= other.who
        self.mine |= other.mine

    def direction(self, name: str) -> str | None:
        """Which way a message or a call went; None where nothing says who I am."""
        if name in self.mine:
            return "out"
        return "in" if self.sure or self.who[name].known else None


class Conversations:
    """The chats of one source within one transaction."""

    def __init__(self, store: Store, options: Options, plan: FilePlan) -> None:
        self.plan = plan
        self.unsure: dict[str, None] = {}
        self._store = store
        self._options = options
        self._parties = Parties(store, options)
        self._taking = Taking(store, TOUCHES, plan, grows=True)
        self._calls = Calls(store, options, plan, self._parties)

    def take_calls(self, calls: Sequence[Call]) -> None:
        """Take in the calls of a phone."""
        self.plan.rows += len(calls)
        for call in calls:
            self._calls.take(call)

    def take(self, chats: Sequence[Chat], tick: Callable[[int], None]) -> None:
        """Take in stretches of chats; what an export has of one chat in several pieces is one."""
        whole: dict[str, tuple[Sides, list[Message]]] = {}
        for chat in chats:
            sides = Sides(chat, self._parties)
            if not sides.sure:
                self.unsure |= {one.name: None for one in sides.who.values() if not one.known and one.name}
            self.plan.rows += len(chat.messages) + len(chat.calls)
            for rung in chat.calls:
                self._call(rung, sides)
            known_sides, messages = whole.setdefault(self._key(chat, sides), (sides, []))
            known_sides.join(sides)
            messages.extend(each for each in chat.messages if self._is_heard(each, sides))
        for key, (sides, messages) in whole.items():
            self._take_chat(key, sides, sorted(messages, key=moment))
            tick(len(messages))

    def _is_heard(self, message: Message, sides: Sides) -> bool:
        """Whether a message counts; one of somebody who was forgotten is passed over."""
        who = sides.who.get(message.who)
        if who is None or not who.forgotten:
            return True
        self._pass_over(FORGOTTEN)
        return False

    def _take_chat(self, key: str, sides: Sides, messages: list[Message]) -> None:
        found = self._remembered(key)
        for day, together in groupby(messages, key=lambda each: each.day):
            some = list(together)
            if day > self._options.today:
                self._pass_over(FUTURE, len(some))
                continue
            for each in conversations(some):
                self._take_one(Stretch(day, each), sides, key, found[day])

    def finish(self) -> None:
        """Count the strangers, and say what else should be known."""
        self._calls.finish()

    def _pass_over(self, why: str, count: int = 1) -> None:
        self.plan.skipped += count
        self.plan.skipped_why[why] += count

    def _call(self, rung: Rung, sides: Sides) -> None:
        """A call that a chat shows is a call, with whom the chat is with."""
        name = sides.partner or rung.who
        if name is None or name in sides.mine:
            self._pass_over(GROUP_CALLS)
            return
        who, began = sides.who[name], f"{rung.day} {clock(rung.second)}"
        numbers = (who.address,) if who.kind == PHONE else ()
        missed = rung.length is None
        way = "in" if rung.who is None else sides.direction(rung.who)
        self._calls.take(
            Call(numbers, began, who.name, rung.day, began[11:16], rung.length, way, missed, True)
        )

    def _key(self, chat: Chat, sides: Sides) -> str:
        """What a chat is kept under. One of two keeps its key where the phone has another name for them by
        now, as long as they are the same contact."""
        if sides.partner is None:
            return digest([chat.program, "group", chat.name])
        who = sides.who[sides.partner]
        own, people = digest([chat.program, who.kind, who.address]), self._parties.at(who, "")
        if len(people) != 1:
            return own
        same = digest([chat.program, "contact", str(people[0].contact)])
        led = self._store.arrivals(RENAMED, same, f"{same}{AFTER_PARTS}").get(same, (None, None))[0]
        if led is None:
            self._store.put_arrivals(RENAMED, [(same, own, None)])
        return led or own

    def _remembered(self, key: str) -> Remembered:
        """The conversations of a chat that came in before, by day."""
        found: Remembered = defaultdict(dict)
        for name, (said, _) in self._store.arrivals(SEEN, f"{key} ", f"{key}!").items():
            if said:
                found[name.split(" ")[1]][name] = Kept.read(said)
        return found

    def _take_one(self, stretch: Stretch, sides: Sides, key: str, there: dict[str, Kept]) -> None:
        """Write a conversation, or what is new of it."""
        near = [name for name, kept in there.items() if kept.reaches(stretch)]
        name = near[0] if near else f"{key} {stretch.day} {clock(stretch.first)}"
        kept = self._joined(name, near, there)
        counted = kept.strangers if kept else ()
        if kept is not None and self._is_undone(name):
            kept = None
        values, now = self._values(name, stretch, sides, kept)
        people = [*dict.fromkeys([*([sides.partner] if sides.partner else ()), *stretch.writers])]
        outside = [sides.who[each] for each in people if each not in sides.mine]
        now = now._replace(strangers=self._met(outside, stretch.day, counted))
        accounts = known(person for each in outside for person in self._parties.at(each, stretch.day))
        # Who knows who I am says more than who doesn't.
        order = f"{now.order} {0 if sides.sure else 1}"
        touches = [
            Touch(account, contacts, values, order, f"{now.last:05d}")
            for account, contacts in accounts.accounts(accounts.names).items()
        ]
        if touches:
            self._taking.take(name, touches)
        elif not (rows := self._taking.rows(name)):
            self._pass_over(NOBODY, len(stretch.messages))
        else:
            self._taking.again(rows[0])
        if there.get(name) != now:
            there[name] = now
            self._store.put_arrivals(SEEN, [(name, now.written, None)])

    def _joined(self, name: str, near: list[str], there: dict[str, Kept]) -> Kept | None:
        """What is remembered of the conversation; several that turn out to be one become one."""
        if len(near) > 1:
            self._taking.join(name, near[1:])
            for other in near[1:]:
                there[name] = there[name].with_other(there.pop(other))
            self._store.put_arrivals(SEEN, [(other, GONE, None) for other in near[1:]])
        return there.get(name)

    def _is_undone(self, name: str) -> bool:
        """Whether an undo took the conversation out; it comes in again as if it never had."""
        rows = self._taking.rows(name)
        gone = [row for row in rows if self._store.account_of(row) is None and self._store.taken_back(row)]
        return bool(rows) and len(gone) == len(rows)

    def _met(self, outside: list[Who], day: str, counted: tuple[str, ...]) -> tuple[str, ...]:
        """Count the strangers of a conversation, each once; gives who was counted by now."""
        marks = dict.fromkeys(counted)
        for who in outside:
            mark = digest([who.address])[:8]
            if not (who.known or who.ignored or mark in marks):
                self._parties.meet(who, day)
                marks[mark] = None
        return tuple(marks)

    def _values(self, name: str, stretch: Stretch, sides: Sides, kept: Kept | None) -> tuple[Values, Kept]:
        """What a conversation is by all that is known of it, and what to remember of it."""
        values: Values = {
            "kind": "chat",
            "on": stretch.day,
            "at": clock(stretch.first)[:5],
            "direction": sides.direction(stretch.messages[0].who),
            WROTE_LAST: sides.direction(stretch.messages[-1].who),
            "summary": stretch.summary,
            "tried": False,
            "planned": False,
        }
        if kept is None or kept.is_within(stretch):
            if self._options.bodies:
                values["body"] = stretch.text(stretch.messages, sides.mine)
            return values, stretch.kept if kept is None else stretch.kept.at_least(kept.size)
        before, after = kept.beyond(stretch)
        said = self._taking.said(name)
        if said is not None:
            first = values if before else said
            summary = first["summary"] or (said if before else values)["summary"]
            values |= {"at": first["at"], "direction": first["direction"], "summary": summary}
            if not after:
                values[WROTE_LAST] = said.get(WROTE_LAST)
            if self._options.bodies:
                values["body"] = self._longer(name, stretch, sides, before, after)
        return values, kept.grown(before, after)

    def _longer(
        self, name: str, stretch: Stretch, sides: Sides, before: list[Message], after: list[Message]
    ) -> str | None:
        """The whole text of a conversation that was there before, with what is new of it."""
        from amcli.interchange.mail.text import BODY_LIMIT, shortened

        row = next((row for row in self._taking.rows(name) if self._store.account_of(row) is not None), None)
        there = None if row is None else self._store.record("interaction", row)["body"]
        parts = [stretch.text(before, sides.mine), there, stretch.text(after, sides.mine)]
        return shortened("\n".join(part for part in parts if part), BODY_LIMIT) or None
