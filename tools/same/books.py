"""The four books: the sample book, and three invented ones that the old version makes by an import.

`sparse`: 50 accounts of which little is known. `dense`: 200 of which much is, in three currencies. `hostile`:
50 with names in five scripts, with markup, formulas and commands of a terminal among them. The small office
of `tests.commands.writes` comes first in each of the three, so that its command lines can be run on them.
"""

import datetime as dt
import json
from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

from tests.commands.hostile import NAMES
from tests.commands.writes import OFFICE, STORY, commands

DAYS = ("2026-03-02", "2026-03-31", "2026-12-31")
EARLIER = ("2026-02-20", "2026-02-26")
TODAY = dt.date(2026, 3, 2)
RATES = "[fx]\nUSD = 0.92\nGBP = 1.17\n"
WORDS = (
    "Amber",
    "Birch",
    "Cedar",
    "Delta",
    "Ember",
    "Fern",
    "Grove",
    "Heron",
    "Indigo",
    "Juniper",
    "Kestrel",
)
TRADES = ("Foods", "Paper", "Glass", "Hotels", "Motors", "Mills", "Tools", "Dental", "Rail", "Labs", "Print",
          "Clinics", "Marine", "Schools", "Ferries", "Quarries", "Optics", "Kilns", "Bakeries")  # fmt: skip
SCRIPTS = (
    "Фабрика «Заря»",
    "Ελληνικά Πλοία",
    "北京机械",
    "مخابز الشرق",
    "מאפיית הגליל",
    "Süßwaren Müller & Söhne",
)
KINDS = ("call", "email", "qbr", "visit", "note")
PRODUCTS = ("Platform", "Analytics", "Training")
Record = dict[str, Any]


class Size(NamedTuple):
    """How many accounts, and how many records of each kind an account has at most."""

    accounts: int
    most: int
    currencies: tuple[str, ...]
    names: tuple[str, ...]


SIZES = {
    "sparse": Size(50, 1, ("EUR",), ()),
    "dense": Size(200, 4, ("EUR", "USD", "GBP"), ()),
    "hostile": Size(50, 2, ("EUR",), (*NAMES.values(), *SCRIPTS)),
}
BOOKS = ("sample", *SIZES)


class Maker:
    """The records of a book, from a seed."""

    def __init__(self, name: str) -> None:
        self.size = SIZES[name]
        self.random = Random(name)

    def day(self, least: int, most: int) -> str:
        """A day between so many days from today and so many."""
        return (TODAY + dt.timedelta(days=self.random.randint(least, most))).isoformat()

    def name(self, at: int) -> str:
        """The name of an account: of the awkward ones with a number, else two words."""
        if self.size.names:
            name = self.size.names[at % len(self.size.names)]
            return name if at < len(self.size.names) else f"{at} {name}"[:200]
        return f"{WORDS[at % len(WORDS)]} {TRADES[at % len(TRADES)]}"

    def text(self, words: str) -> str:
        """Some words, or an awkward name."""
        return self.random.choice(self.size.names)[:190] if self.size.names else words

    def some(self) -> range:
        """None, one, or as many as there may be."""
        return range(self.random.randint(0, self.size.most))

    def money(self) -> Record:
        """An amount."""
        return {
            "value": self.random.randrange(2, 90) * 500,
            "currency": self.random.choice(self.size.currencies),
        }

    def records(self) -> Iterator[Record]:
        """Everything, accounts first."""
        codes = [f"c{at}" for at in range(self.size.accounts)]
        for at, code in enumerate(codes):
            yield self.account(at, code)
        for make in (self.contacts, self.contracts, self.talks, self.tasks, self.service, self.growth):
            for code in codes:
                yield from make(code)
        for metric, value in (("renewals", 400_000), ("expansion", 60_000)):
            yield {
                "record": "target",
                "period": "2026-Q2",
                "metric": metric,
                "value": value,
                "currency": "EUR",
            }

    def account(self, at: int, code: str) -> Record:
        """One in eight is key, one in three light; some have left, or are no customers yet."""
        return {
            "record": "account",
            "code": code,
            "name": self.name(at),
            "tier": "key" if at % 8 == 0 else "light" if at % 3 == 0 else "standard",
            "status": ("active", "prospect", "churned")[0 if at % 17 else at % 3],
            "owner": ("Robin Hale", self.text("Petra Lund"), None)[at % 3],
            "customer_since": self.day(-1500, -20),
            "added_on": self.day(-20, -1) if at % 5 == 0 else None,
            "region": ("emea", "apac", None)[at % 3],
            "tags": [self.text("pilot")] if at % 7 == 0 else [],
            "pulse": (None, None, "good", "bad")[at % 4],
        }

    def contacts(self, code: str) -> Iterator[Record]:
        """The people of an account, some of whom have left."""
        for number in range(self.random.randint(1, self.size.most + 1)):
            role = self.random.choice(("champion", "economic_buyer", "user", None))
            yield {
                "record": "contact",
                "account": code,
                "name": f"{self.text('Kim Oh')[:40]} {code} {number}",
                "role": role,
                "title": self.text("Head of Operations"),
                "email": [f"p{number}@{code}.example"],
                "left_on": self.day(-200, -1) if self.random.random() < 0.1 else None,
            }

    def contracts(self, code: str) -> Iterator[Record]:
        """Contracts that ended, that end soon, and that run on."""
        for number in self.some():
            ends = TODAY + dt.timedelta(
                days=self.random.choice((-400, -45, -3, 0, 9, 29, 30, 44, 61, 90, 200, 299))
            )
            money = self.money()
            yield {
                "record": "contract",
                "account": code,
                "product": PRODUCTS[number % 3],
                "starts_on": (ends - dt.timedelta(days=364)).isoformat(),
                "ends_on": ends.isoformat(),
                "annual_value": money["value"],
                "currency": money["currency"],
                "auto_renew": self.random.random() < 0.4,
                "notice_days": self.random.choice((None, 30, 90)),
                "stage": self.random.choice(("not_started", "contacted", "proposed", "verbal", "signed")),
                "forecast": self.random.choice((None, "commit", "likely", "doubtful")),
            }

    def talks(self, code: str) -> Iterator[Record]:
        """What was said, what reached nobody, and meetings to come."""
        for number in range(3 * len(self.some())):
            planned = number % 5 == 4
            yield {
                "record": "interaction",
                "account": code,
                "planned": planned,
                "kind": "meeting" if planned else self.random.choice(KINDS),
                "on": self.day(0, 12) if planned else self.day(-250, -1),
                "at": "10:30" if planned else None,
                "summary": self.text("Terms are fine") + f" {number}",
                "tried": number % 6 == 5,
                "feel": self.random.choice((None, None, "good", "bad")),
                "purpose": self.random.choice((None, "commercial", "value", "support")),
            }

    def tasks(self, code: str) -> Iterator[Record]:
        """Tasks and promises of both sides, done, late and to come."""
        for number in self.some():
            side = self.random.choice((None, "me", "them"))
            yield {
                "record": "task",
                "account": code,
                "title": f"{self.text('Send the quote')} {number}",
                "due_on": self.day(-30, 30),
                "done_on": self.day(-29, -1) if number % 3 == 2 else None,
                "promised": side is not None,
                "promised_by": side,
            }

    def service(self, code: str) -> Iterator[Record]:
        """Issues, answers, usage, news and what customers say."""
        for number in self.some():
            opened = self.day(-90, -1)
            yield {
                "record": "issue",
                "account": code,
                "title": f"{self.text('Export fails')} {number}",
                "severity": self.random.choice(("low", "medium", "high", "critical")),
                "opened_on": opened,
                "resolved_on": opened if number % 2 else None,
            }
            yield {
                "record": "survey",
                "account": code,
                "kind": "nps",
                "on": self.day(-120, -1),
                "score": self.random.randint(0, 10),
                "scale_max": 10,
                "comment": self.text("Slow"),
            }
            for back in (90, 45, 5):
                yield {
                    "record": "usage",
                    "account": code,
                    "metric": f"seats {number}",
                    "on": self.day(-back, -back),
                    "value": self.random.randint(10, 60),
                    "entitlement": 60,
                }
            yield {
                "record": "event",
                "account": code,
                "on": self.day(-60, -1),
                "good": number % 2 == 1,
                "note": self.text("In the news"),
                "kind": self.random.choice(("new_boss", "budget_cut", "growth")),
            }
            yield {
                "record": "feedback",
                "account": code,
                "on": self.day(-90, -1),
                "theme": self.text("exports"),
                "text": f"{self.text('Alerts come late')} {number}",
            }

    def growth(self, code: str) -> Iterator[Record]:
        """Goals and opportunities."""
        for number in self.some():
            yield {
                "record": "goal",
                "account": code,
                "title": f"{self.text('Half the time')} {number}",
                "target": "20%",
                "due_on": self.day(-30, 200),
                "status": "open",
                "progress_on": self.random.choice((None, self.day(-150, -1))),
            }
            yield {
                "record": "opportunity",
                "account": code,
                "name": f"{self.text('More seats')} {number}",
                "kind": "upsell",
                "stage": self.random.choice(("identified", "qualified", "proposed")),
                "expected_on": self.day(-10, 120),
                **self.money(),
            }


def invented(name: str) -> str:
    """A book as JSON lines."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in Maker(name).records())


def recipe(name: str) -> list[list[str]]:
    """The command lines that make a book; the records of an invented one are in records.jsonl."""
    if name == "sample":
        return [["--today", DAYS[0], "demo", "book.db"]]
    office = [["--today", EARLIER[0], *argv] for argv in OFFICE]
    return [
        ["init", "--currency", "EUR"],
        *office,
        *commands(STORY),
        ["import", "records.jsonl", "--yes"],
        *(["--today", day, "today"] for day in EARLIER),
        ["today"],
    ]
