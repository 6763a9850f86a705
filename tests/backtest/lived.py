"""Books that were really lived in: every change is on record since the day on which it was typed."""

import datetime as dt
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from amcli.config.settings import Config
from amcli.facts.account_facts import World, scored
from amcli.reports.backtest_data import Question, seen, span_of
from amcli.rules.backtest import Seen
from amcli.rules.dates import Duration
from amcli.storage import writes
from amcli.storage.connection import Book
from amcli.storage.opening import open_book
from amcli.storage.replay import Replay
from amcli.storage.totals import Totals

START = dt.date(2023, 1, 1)
MONTHS = 36
TERM = 12


def world_of(book: Book, today: dt.date) -> World:
    """The book on a day, without settings."""
    config = Config(Path("none.toml"), {})
    return World(book, today, config, Totals(book, config, today))


def replayed(path: Path, today: dt.date, *, backdated: bool = False) -> dict[dt.date, dict[int, Seen]]:
    """What the score said on every first of a month, by account."""
    book = open_book(path, "test")
    past = Replay(book, backdated=backdated)
    try:
        found = {}
        for day in span_of(world_of(book, today), Question(Duration(0, 90), backdated=backdated)).days:
            past.go_back(day)
            then = world_of(past.book, day)
            found[day] = seen(then, scored(then))
        return found
    finally:
        past.close()
        book.close()


def month(number: int) -> dt.date:
    """The first day of a month, counted from the start."""
    return dt.date(START.year + number // 12, 1 + number % 12, 1)


class Lived:
    """A book that is written on days of one's choice."""

    def __init__(self, path: Path) -> None:
        self.book: Book = open_book(path, "lived")
        self.book.db.execute("PRAGMA synchronous = OFF")
        self.day = START

    @contextmanager
    def on(self, day: dt.date) -> Iterator[None]:
        """One transaction that was typed on a day: on the same one nearly everywhere on earth."""
        self.day = day
        with self.book.transaction() as txn:
            yield
            self.book.db.execute("UPDATE txn SET at = ? WHERE id = ?", (f"{day}T10:00:00.000Z", txn))

    def add(self, table: str, **values: Any) -> int:
        """A record."""
        return writes.insert(self.book, table, values)

    def change(self, table: str, row: int, **values: Any) -> None:
        """Other values of one."""
        writes.update(self.book, table, row, values)

    def account(self, number: int, **values: Any) -> int:
        """A customer with a champion and a second contact, a goal and nothing else."""
        code, name = f"c{number}", f"Customer {number}"
        names = {"code": code, "code_folded": code, "name": name, "name_folded": name.casefold()}
        row = self.add("account", **names, **({"added_on": self.day, "customer_since": self.day} | values))
        for role in ("champion", "user"):
            self.add("contact", account_id=row, name=f"{role} {number}", role=role)
        self.add("goal", account_id=row, title="Answer within a day", progress_on=self.day)
        return row

    def contract(self, account: int, starts: dt.date, ends: dt.date | None, value: int, **more: Any) -> int:
        """A contract in the book's currency; `value` is in minor units."""
        given = {"account_id": account, "starts_on": starts, "ends_on": ends, "annual_value": value}
        return self.add("contract", **given, currency="EUR", **more)

    def touch(self, account: int, on: dt.date, people: list[int], **more: Any) -> int:
        """A call that reached somebody."""
        given = {"kind": "call", "on": on, "direction": "both", "purpose": "value"} | more
        row = self.add("interaction", account_id=account, **given)
        writes.set_participants(self.book, row, people)
        return row

    def people(self, account: int) -> list[int]:
        """The contacts of an account."""
        query = "SELECT id FROM contact WHERE account_id = ? ORDER BY id"
        return [row[0] for row in self.book.db.execute(query, (account,))]

    def churn(self, contract: int, account: int, on: dt.date) -> None:
        """A contract ends, and nothing follows it."""
        self.change("contract", contract, outcome="churned", outcome_on=on)
        self.change("account", account, status="churned")

    def renew(self, contract: int, account: int, value: int | None = None) -> int:
        """A contract is followed by one of a year, of the same value unless another is given."""
        query = "SELECT ends_on, annual_value FROM contract WHERE id = ?"
        ended, before = self.book.db.execute(query, (contract,)).fetchone()
        starts = dt.date.fromisoformat(ended) + dt.timedelta(days=1)
        value = before if value is None else value
        new = self.contract(account, starts, starts + dt.timedelta(days=364), value)
        self.change("contract", contract, outcome="renewed", outcome_on=self.day, renewed_by_id=new)
        return new

    def close(self) -> None:
        """Let go of the file."""
        self.book.close()


class Years:
    """Three years of a book whose contracts renew every year.

    Some accounts are neglected for a while, which the signals see. Where churn is `driven` by it, that is
    before an end, and it is these that leave; else it is at any time, and any may leave.
    """

    def __init__(self, path: Path, accounts: int, *, driven: bool, touches: int = 2, seed: int = 7) -> None:
        self.lived = Lived(path)
        self.chance = random.Random(seed)
        self.driven = driven
        self.touches = touches
        self.current: dict[int, tuple[int, dt.date]] = {}
        self.neglected: dict[int, int] = {}
        with self.lived.on(START):
            for number in range(accounts):
                row = self.lived.account(number)
                ends = month(5 + number % TERM) + dt.timedelta(days=number % 20)
                value = self.chance.randrange(5, 90) * 100_000
                self.current[row] = (self.lived.contract(row, START, ends, value), ends)
        self.people = {row: self.lived.people(row) for row in self.current}

    def live(self, months: range = range(MONTHS)) -> None:
        """Some months."""
        for number in months:
            last = month(number + 1) - dt.timedelta(days=1)
            with self.lived.on(last):
                for row in list(self.current):
                    self.account(row, number, last)

    def account(self, row: int, number: int, last: dt.date) -> None:
        """What was typed about an account at the end of a month."""
        contract, ends = self.current[row]
        left = (ends - last).days
        may_begin = 120 <= left < 151 if self.driven else self.neglected.get(row, 0) <= number
        if may_begin and self.chance.random() < (0.25 if self.driven else 0.05):
            self.neglected[row] = number + 5
        if self.neglected.get(row, 0) > number:
            self.lived.add("survey", account_id=row, on=last, kind="nps", score=3, scale_max=10)
        else:
            for at in range(self.touches):
                day = month(number) + dt.timedelta(days=3 + at * 20 // self.touches)
                self.lived.touch(row, day, self.people[row])
            if left < 100 or not self.driven:
                self.lived.change("contract", contract, stage="verbal")
        if ends <= last:
            self.end(row, contract, ends)

    def end(self, row: int, contract: int, ends: dt.date) -> None:
        """A contract ends: the account leaves or stays for another year."""
        leaves = 0.2
        if self.driven:
            leaves = 0.8 if self.neglected.pop(row, None) else 0.01
        if self.chance.random() < leaves:
            self.lived.churn(contract, row, ends)
            del self.current[row]
        else:
            new = self.lived.renew(contract, row)
            self.current[row] = (new, ends + dt.timedelta(days=365))
