"""The years before: older interactions of an account, from the sentences of `notes.toml`.

Drawn with a generator that the account's key seeds, so that they never change. What is told one
by one (`told`) comes after them; where nothing is, `last` of the account's table is the last touch.
"""

import datetime as dt
import random
from collections.abc import Callable, Iterator

from amcli.demo.accounts import present
from amcli.demo.records import interaction
from amcli.demo.story import Story, sentences, workday

KINDS = {"call": 45, "email": 26, "meeting": 14, "chat": 9, "visit": 6}
PURPOSES = {"value": 42, "relationship": 28, "support": 24, "commercial": 6}
MINUTES = {"call": (10, 40), "meeting": (30, 90), "visit": (60, 180), "qbr": (45, 90)}
REVIEW_EVERY = {"key": 91, "standard": 182}
LONGEST = 1130
NOTE, TRIED, PROMISE, FEEL, SECOND_PERSON, PURPOSE_KNOWN = 0.06, 0.07, 0.06, 0.15, 0.2, 0.6
KEPT_IN, KEPT_AT_TIME = 7, 0.88


class Deck:
    """Sentences or topics in an order of chance, each once before any again."""

    def __init__(self, chance: random.Random, cards: list[str]) -> None:
        self.chance = chance
        self.cards = cards
        self.left: list[str] = []

    def draw(self) -> str:
        if not self.left:
            self.left = self.chance.sample(self.cards, len(self.cards))
        return self.left.pop()


class Teller:
    """Tells the older interactions of one account."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.chance = random.Random(story.key)
        self.topics = Deck(self.chance, story.table["topics"])
        self.decks: dict[tuple[str, str], Deck] = {}
        self.turn = 0

    def sentence(self, kind: str, purpose: str) -> str:
        """What was said, on one of the account's topics."""
        if (kind, purpose) not in self.decks:
            self.decks[kind, purpose] = Deck(self.chance, sentences()[kind][purpose])
        text = self.decks[kind, purpose].draw()
        text = text.format(topic=self.topics.draw()) if "{topic}" in text else text
        return text[:1].upper() + text[1:]

    def pick(self, weights: dict[str, int]) -> str:
        """One of the keys, by weight."""
        return self.chance.choices(list(weights), list(weights.values()))[0]

    def touch(self, day: dt.date, kind: str) -> None:
        """One conversation, with the people in turn."""
        known = {name: weight for name, weight in PURPOSES.items() if name in sentences()[kind]}
        purpose = self.pick(known)
        there = present(self.story, day)
        people = [there[self.turn % len(there)]]
        if kind != "email" and len(there) > 1 and self.chance.random() < SECOND_PERSON:
            people.append(there[(self.turn + 1) % len(there)])
        self.turn += 1
        least, most = MINUTES.get(kind, (0, 0))
        felt = kind in MINUTES and self.chance.random() < FEEL
        interaction(
            self.story,
            people,
            kind=kind,
            on=day,
            summary=self.sentence(kind, purpose),
            direction=self.chance.choice(("in", "out")) if kind == "email" else "both",
            settled_on=day if kind == "email" else None,
            minutes=5 * self.chance.randint(least // 5, most // 5) or None,
            purpose=purpose if kind == "qbr" or self.chance.random() < PURPOSE_KNOWN else None,
            feel=self.chance.choice(("good", "good", "ok")) if felt else None,
        )

    def aside(self, day: dt.date, kind: str) -> None:
        """A note, or an attempt that reached nobody."""
        there = present(self.story, day)
        tried = kind == "tried"
        interaction(
            self.story,
            [self.chance.choice(there)],
            kind="call" if tried else "note",
            on=day,
            summary=self.sentence(kind, "plain"),
            direction="out" if tried else None,
            tried=tried,
        )

    def promise(self, day: dt.date) -> None:
        """Something promised that day and done since, mostly in time."""
        due = day + dt.timedelta(days=KEPT_IN)
        late = self.chance.random() > KEPT_AT_TIME
        moved = self.chance.randint(1, 6) if late else -self.chance.randint(0, 5)
        self.story.add(
            "task",
            title=self.sentence("promise", "plain"),
            contact_id=self.chance.choice(present(self.story, day)),
            due_on=due,
            first_due_on=due,
            done_on=workday(due + dt.timedelta(days=moved)),
            promised=True,
            promised_by="me",
        )

    def tell(self) -> None:
        """Everything up to the last touch, newest first."""
        newest = self.story.table.get("last")
        if newest is not None:
            self.touch(newest, "call")
        for day in self.days(
            lambda: self.story.table["every"] * self.chance.uniform(0.75, 1.15), self.oldest_told()
        ):
            self.touch(day, self.pick(KINDS))
            if self.chance.random() < NOTE:
                self.aside(day, "note")
            if self.chance.random() < TRIED:
                self.aside(workday(day - dt.timedelta(days=1)), "tried")
            if day < self.story.today - dt.timedelta(days=3 * KEPT_IN) and self.chance.random() < PROMISE:
                self.promise(day)
        self.reviews()

    def reviews(self) -> None:
        """Reviews at their interval, the newest where the account's table puts it."""
        told = [entry[0] for entry in self.story.table.get("said", []) if entry[1] == "qbr"]
        newest = self.story.table.get("qbr")
        if newest is not None:
            self.touch(workday(newest), "qbr")
        elif not told:
            return
        every = REVIEW_EVERY[self.story.account["tier"]]
        for day in self.days(lambda: every + self.chance.randint(-6, 8), newest or min(told)):
            self.touch(day, "qbr")

    def oldest_told(self) -> dt.date:
        """The day before which chance decides."""
        told = [entry[0] for entry in self.story.table.get("said", []) if entry[0] <= self.story.today]
        if "last" in self.story.table:
            told.append(self.story.table["last"])
        day: dt.date = min(told)
        return day

    def days(self, gap: Callable[[], float], before: dt.date) -> Iterator[dt.date]:
        """Workdays back to the first weeks as a customer, at most a little over three years."""
        since: dt.date = self.story.account["customer_since"]
        first = max(since, before - dt.timedelta(days=LONGEST)) + dt.timedelta(days=6)
        day = workday(before - dt.timedelta(days=round(gap())))
        while day >= first:
            yield day
            day = workday(day - dt.timedelta(days=round(gap())))
