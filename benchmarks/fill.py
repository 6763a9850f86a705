"""Fills a new book with invented rows; run by the interpreter that has amcli installed.

    python -m benchmarks.fill BOOK ACCOUNTS INTERACTIONS DAY [CSV]

Rows go straight into the tables, in one journalled transaction. With CSV, the interactions are
written to that file instead, as `am import` reads them. The same arguments give the same rows:
tiers and last touches such that one account in eight is overdue, three people and two contracts
an account, one of them running, and some of everything else a person has.
"""

import csv
import datetime as dt
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from amcli.book.clock import now
from amcli.book.connection import Book, open_book
from amcli.book.triggers import index_transaction
from benchmarks.books import COMMON, RARE

CADENCE = {"key": 14, "standard": 30, "light": 90}
QBR = {"key": 90, "standard": 180, "light": 365}
KINDS = ("call", "call", "call", "email", "email", "meeting", "visit", "chat", "note")
ROLES = ("champion", "economic_buyer", "user")
WORDS = (
    f"{COMMON} rollout invoice renewal training dashboard export outage roadmap budget security audit seats "
    "integration workshop feedback pricing onboarding migration quarter review contract support deadline "
    "agreed asked waiting promised confirmed moved open closed next week team lead board vendor"
).split()
RARE_EVERY = 5000
YEARS = 3
Row = tuple[Any, ...]


class Filler:
    """The rows of a book of so many accounts and interactions."""

    def __init__(self, accounts: int, interactions: int, today: dt.date) -> None:
        self.accounts, self.interactions, self.today = accounts, interactions, today
        self.random = random.Random(f"{accounts} {interactions}")
        self.stamp = now()

    def day(self, ago: int) -> str:
        """The ISO day so many days ago."""
        return (self.today - dt.timedelta(days=ago)).isoformat()

    def tier(self, number: int) -> str:
        """One in ten is key, three in ten are light."""
        return ("key", "light", "light", "light", *["standard"] * 6)[number % 10]

    def account_rows(self) -> Iterator[Row]:
        """id, stamps, code, name, day, tier."""
        for number in range(1, self.accounts + 1):
            code, name = f"a{number:05}", f"{WORDS[number % len(WORDS)].title()} Works {number}"
            added = self.day(365 * YEARS)
            yield (
                number, self.stamp, self.stamp, code, code, name, name.casefold(),
                added, added, self.tier(number), "me",
            )  # fmt: skip

    def contact_rows(self) -> Iterator[Row]:
        """Three people an account: ids 3n-2 to 3n."""
        for number in range(1, self.accounts + 1):
            for place, role in enumerate(ROLES):
                name = f"Person {place} Of {number}"
                emails = f'["p{place}@a{number:05}.example"]'
                yield number * 3 - 2 + place, self.stamp, self.stamp, number, name, emails, role

    def contract_rows(self) -> Iterator[Row]:
        """The contract before, renewed by the one that runs now: ids 2n-1 and 2n.

        Terms as in the sample book: one in ten runs without an end, two run for two years, the
        others for one; every other one has a notice period. So a fifth to a quarter of all are near
        (a fifth in the sample book). Of those that end within 60 days, three in four are under way.
        """
        for number in range(1, self.accounts + 1):
            term = 730 if number % 10 in (1, 2) else 365
            ends, value = self.random.randrange(1, term), self.random.randrange(5, 200) * 100_000
            stage = "proposed" if ends < 60 and number % 4 else "not_started"
            last = None if number % 10 == 0 else self.day(-ends)
            notice = 30 if number % 2 else None
            before = (self.day(2 * term - ends), self.day(term - ends + 1), "signed", "renewed", number * 2)
            for place, (start, end, reached, outcome, successor) in enumerate(
                (before, (self.day(term - ends), last, stage, None, None))
            ):
                yield (
                    number * 2 - 1 + place, self.stamp, self.stamp, number, start, end, value, "EUR", notice,
                    reached, outcome, successor,
                )  # fmt: skip

    def task_rows(self) -> Iterator[Row]:
        """Three that are done, and for every other account an open one, of which one in six is late;
        a third of all are promises."""
        for number in range(1, self.accounts + 1):
            for place in range(3 + number % 2):
                is_open = place == 3
                due = self.day(self.random.randrange(-25, 5) if is_open else 60)
                promised = int((number + place) % 3 == 0)
                title = f"Send the {self.random.choice(WORDS)} notes"
                yield (
                    self.stamp, self.stamp, number, title, due, due, None if is_open else self.day(62),
                    promised, "me" if promised else None,
                )  # fmt: skip

    def goal_rows(self) -> Iterator[Row]:
        """Nine accounts of ten have one."""
        for number in range(1, self.accounts + 1):
            if number % 10:
                yield self.stamp, self.stamp, number, f"Shorter {WORDS[number % len(WORDS)]}"

    def moments(self) -> Iterator[tuple[int, int, int, str, str, str]]:
        """id, account, days ago, kind, summary, body of each interaction."""
        latest = {n: self.last_touch(n) for n in range(1, self.accounts + 1)}
        for row in range(1, self.interactions + 1):
            number = (row - 1) % self.accounts + 1
            newest, review = row <= self.accounts, self.accounts < row <= self.accounts * 2
            ago = latest[number] if newest else self.random.randrange(latest[number], 365 * YEARS)
            if review:
                ago = max(latest[number], int(QBR[self.tier(number)] * self.random.uniform(0, 1.1)))
            words = self.random.choices(WORDS, k=26)
            rare = f" {RARE}" if row % RARE_EVERY == 7 else ""
            body = " ".join(words[8:]) if row % 4 == 0 else ""
            kind = "call" if newest else "qbr" if review else self.random.choice(KINDS)
            yield row, number, ago, kind, " ".join(words[:8]) + rare, body

    def last_touch(self, number: int) -> int:
        """Days since the last touch of an account."""
        return int(CADENCE[self.tier(number)] * self.random.uniform(0, 1.15))

    def write(self, book: Book) -> None:
        """All rows, in one transaction whose changes the journal has."""
        with book.transaction(bulk=True) as txn:
            put(book, "account", "id created_at updated_at code code_folded name name_folded added_on"
                " customer_since tier owner", self.account_rows())  # fmt: skip
            put(book, "contact", "id created_at updated_at account_id name emails role", self.contact_rows())
            book.db.execute("PRAGMA defer_foreign_keys = ON")
            put(book, "contract", "id created_at updated_at account_id starts_on ends_on annual_value"
                " currency notice_days stage outcome renewed_by_id", self.contract_rows())  # fmt: skip
            put(book, "task", "created_at updated_at account_id title due_on first_due_on done_on promised"
                " promised_by", self.task_rows())  # fmt: skip
            put(book, "goal", "created_at updated_at account_id title", self.goal_rows())
            put(book, "interaction", "id created_at updated_at account_id kind on summary body",
                ((row, self.stamp, self.stamp, account, kind, self.day(ago), summary, body or None)
                 for row, account, ago, kind, summary, body in self.moments()))  # fmt: skip
            put(book, "interaction_contact", "interaction_id contact_id",
                ((row, ((row - 1) % self.accounts) * 3 + 1 + row % 3)
                 for row in range(1, self.interactions + 1) if row % 5))  # fmt: skip
            index_transaction(book.db, txn)

    def write_csv(self, path: Path) -> None:
        """The interactions as a file for `am import`."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["account", "kind", "on", "summary", "body", "contacts", "source_id"])
            for row, account, ago, kind, summary, body in self.moments():
                person = f"p{row % 3}@a{account:05}.example" if row % 5 else ""
                writer.writerow([f"a{account:05}", kind, self.day(ago), summary, body, person, f"x{row}"])


def put(book: Book, table: str, columns: str, rows: Iterator[Row]) -> None:
    """Insert rows into a table."""
    names = columns.split()
    listed, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    book.db.executemany(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', rows)


def main() -> None:
    """Fill the book, or write the CSV."""
    path, accounts, interactions, day, *rest = sys.argv[1:]
    filler = Filler(int(accounts), 0 if rest else int(interactions), dt.date.fromisoformat(day))
    book = open_book(Path(path), "benchmark")
    try:
        filler.write(book)
    finally:
        book.close()
    if rest:
        Filler(int(accounts), int(interactions), filler.today).write_csv(Path(rest[0]))


if __name__ == "__main__":
    main()
