"""A book in which customers leave for reasons that its records show: the mechanism of it stands here.

Every account has a contract that runs until it is cancelled. One in seven leaves; of these one in six shows
nothing before, and the records of the others differ in four ways, each with chance in it:

- *use* decays over the 3 to 6 months before the last day, to 5 to 35%; some that stay have a dip, too
- *tickets*: 1.5 to 3 times as many all along, and graver ones
- *answers*: more than a point of ten lower, all along
- *talks*: half as many in the last 90 days

Nothing else tells them apart. How often an account is spoken to, how many tickets it has and how content it
is are its own, and some that stay have a time of less use: that gives points everywhere, and says nothing of
who leaves. A talk is with two people, tickets are resolved within days, and nobody gives notice: a loss is on
record from its last day on.
"""

import csv
import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from amcli.reports.backtest_data import Question, read_backtest, span_of
from amcli.rules.backtest import Backtest
from amcli.rules.dates import Duration
from amcli.rules.model import Model
from amcli.storage.opening import open_book
from tests.backtest.lived import world_of

START = dt.date(2024, 1, 1)
MONTHS = 24
TODAY = "2026-01-15"
SINCE = dt.date(2024, 4, 1)  # the first day on which three months are on record
DAY = dt.timedelta(days=1)
YEAR = dt.timedelta(days=365)
LAST = START + 2 * YEAR
GRAVE = ("low", "medium", "high", "critical")
NAMES = ("Ann", "Ben", "Cleo")
Line = dict[str, Any]


def month(number: int) -> dt.date:
    """The first day of a month, counted from the start."""
    return dt.date(START.year + number // 12, 1 + number % 12, 1)


class Study(NamedTuple):
    """A back-test with the figures that it was made with."""

    result: Backtest
    model: Model


class Customer:
    """One account: whether it leaves and when, whether that shows, and how it is."""

    def __init__(self, number: int, chance: random.Random) -> None:
        self.code = f"c{number}"
        self.chance = chance
        self.leaves = chance.random() < 0.16
        self.shows = self.leaves and chance.random() >= 0.17
        self.last = START + dt.timedelta(days=chance.randrange(150, 715))
        self.value = chance.randrange(4, 90) * 1_000
        self.tickets = chance.gammavariate(2, 0.2) * (chance.uniform(1.5, 3) if self.shows else 1)
        self.mood = chance.gauss(9, 0.5) - (1.2 if self.shows else 0)
        self.pace = chance.uniform(20, 120)
        self.level = chance.randrange(40, 4_000)
        self.patience = chance.choice((1, 2, 3))
        self.decay = chance.uniform(0.05, 0.35)
        self.fades = chance.randrange(90, 181)
        self.dips = [
            START + dt.timedelta(days=chance.randrange(60, 700)) for _ in range(poisson(0.08, chance))
        ]

    @property
    def until(self) -> dt.date:
        """The last day on which anything is known of it."""
        return self.last if self.leaves else LAST

    def near(self, on: dt.date, days: int) -> bool:
        """Whether it leaves within some days of a day."""
        return self.shows and dt.timedelta() <= self.last - on <= dt.timedelta(days=days)

    def use(self, on: dt.date) -> float:
        """How much it uses on a day."""
        much = self.level * self.chance.uniform(0.85, 1.15)
        if self.near(on, self.fades):
            gone = 1 - (self.last - on).days / self.fades
            much *= 1 - (1 - self.decay) * gone
        for dip in self.dips:
            if 0 <= (on - dip).days < 75:
                much *= 0.6
        return much

    def contract(self) -> Line:
        """One that runs until its last day, on which it is cancelled."""
        gone = {"terminated_on": self.last + DAY, "outcome": "churned", "outcome_on": self.last}
        return {
            "account": self.code, "product": "Platform", "annual_value": self.value, "currency": "EUR",
            "starts_on": self.last - 3 * YEAR + DAY, "terminated_on": None,
        } | (gone if self.leaves else {})  # fmt: skip

    def talks(self) -> Iterator[Line]:
        """Calls at its own pace, half of them in the last 90 days of who leaves."""
        on = START + dt.timedelta(days=self.chance.randrange(20))
        while on <= self.until:
            if not self.near(on, 90) or self.chance.random() < 0.5:
                yield {
                    "account": self.code, "kind": "call", "on": on, "direction": "both", "summary": "Call",
                    "purpose": "value",
                    "contacts": "; ".join(f"{name} {self.code}" for name in self.chance.sample(NAMES, 2)),
                }  # fmt: skip
            on += dt.timedelta(days=max(2, round(self.pace * self.chance.uniform(0.5, 1.5))))

    def issues(self, first: dt.date) -> Iterator[Line]:
        """The tickets of a month, most of them resolved within days."""
        for _ in range(poisson(self.tickets, self.chance)):
            on = first + dt.timedelta(days=self.chance.randrange(28))
            if on > self.until:
                continue
            weights = (2, 4, 4, 2) if self.shows else (4, 5, 2, 0.5)
            done = on + dt.timedelta(days=1 + round(self.chance.expovariate(1 / self.patience)))
            yield {
                "account": self.code, "title": "Ticket", "opened_on": on,
                "severity": self.chance.choices(GRAVE, weights)[0],
                "resolved_on": done if done < self.until else None,
            }  # fmt: skip

    def answers(self, first: dt.date) -> Iterator[Line]:
        """An NPS every other month or so."""
        on = first + dt.timedelta(days=self.chance.randrange(28))
        if on <= self.until and self.chance.random() < 0.5:
            score = min(10, max(0, round(self.chance.gauss(self.mood, 1.2))))
            yield {"account": self.code, "kind": "nps", "on": on, "score": score, "scale_max": 10}


def poisson(mean: float, chance: random.Random) -> int:
    """A number of events of so many in the mean."""
    left, many = chance.expovariate(1), 0
    while left < mean:
        left += chance.expovariate(1)
        many += 1
    return many


def customers(accounts: int, seed: int = 3) -> list[Customer]:
    """So many customers, the same each time."""
    chance = random.Random(seed)
    return [Customer(number, random.Random(chance.random())) for number in range(accounts)]


def write_book(
    folder: Path, accounts: int, *, talks: bool = True, added: bool = False, seed: int = 3
) -> None:
    """The files of a book, as `am import` reads them; without `talks` no people and no touches. `added`: when
    an account was added is a column of its own."""
    every = customers(accounts, seed)
    firsts = [month(number) for number in range(MONTHS)]
    files: dict[str, list[Line]] = {
        "accounts": [
            {"code": each.code, "name": f"Customer {each.code}", "status": status(each)}
            | ({"added_on": START} if added else {})
            for each in every
        ],
        "contracts": [each.contract() for each in every],
        "issues": [line for each in every for first in firsts for line in each.issues(first)],
        "surveys": [line for each in every for first in firsts for line in each.answers(first)],
        "usage": [
            {"account": each.code, "metric": "logins", "on": on, "value": round(each.use(on), 1)}
            for each in every
            for first in firsts
            for on in (first + 9 * DAY, first + 24 * DAY)
            if on <= each.until
        ],
    }
    if talks:
        files["contacts"] = [
            {"account": each.code, "name": f"{name} {each.code}", "role": role}
            for each in every
            for name, role in (("Ann", "champion"), ("Ben", "user"), ("Cleo", "economic_buyer"))
        ]
        files["interactions"] = [line for each in every for line in each.talks()]
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in files.items():
        with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
            fields = list(dict.fromkeys(field for line in lines for field in line))
            writer = csv.DictWriter(file, fields)
            writer.writeheader()
            writer.writerows(lines)


def status(each: Customer) -> str:
    return "churned" if each.leaves else "active"


def study(path: Path, *, measured: bool = True) -> Study:
    """The back-test of a book by the days of its records."""
    book = open_book(path, "test")
    try:
        world = world_of(book, dt.date.fromisoformat(TODAY))
        question = Question(Duration(0, 90), SINCE, backdated=True, fits=measured)
        found = read_backtest(world, question, span_of(world, question), lambda _: None)
        return Study(found.result, world.model)
    finally:
        book.close()
