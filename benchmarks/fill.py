"""Fills a new book with invented rows; run by the interpreter that has amcli installed.

    python -m benchmarks.fill BOOK ACCOUNTS INTERACTIONS CONTRACTS DAY [CSV]

Rows go straight into the tables, in one journalled transaction. With CSV, the interactions are
written to that file instead, as `am import` reads them. The same arguments give the same rows:
tiers and last touches such that one account in eight is overdue, three people and CONTRACTS contracts
an account, the last of them running, and issues, answers, usage, news, goals, handoffs and opportunities
in the numbers that a book of some years has.
"""

import csv
import datetime as dt
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from amcli.storage.connection import Book, now
from amcli.storage.opening import open_book
from amcli.storage.triggers import index_transaction
from benchmarks.books import COMMON, RARE

CADENCE = {"key": 14, "standard": 30, "light": 90}
QBR = {"key": 90, "standard": 180, "light": 365}
KINDS = ("call", "call", "call", "email", "email", "meeting", "visit", "chat", "note")
# What is said of a talk, where anything is: four in ten without a purpose, one in five without a
# direction, one in four with a feel; one in twenty reached nobody.
PURPOSES = (None, None, None, None, "commercial", "support", "support", "value", "value", "relationship")
DIRECTIONS = (None, "in", "out", "out", "both")
FEELS = (*(None,) * 30, *("good",) * 5, *("ok",) * 4, "bad")
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
    """The rows of a book of so many accounts and interactions, and of so many contracts an account."""

    def __init__(self, accounts: int, interactions: int, contracts: int, today: dt.date) -> None:
        self.accounts, self.interactions, self.contracts = accounts, interactions, contracts
        self.today = today
        self.random = random.Random(f"{accounts} {interactions}")
        self.stamp = now()

    def day(self, ago: int) -> str:
        """The ISO day so many days ago."""
        return (self.today - dt.timedelta(days=ago)).isoformat()

    def tier(self, number: int) -> str:
        """One in ten is key, three in ten are light."""
        return ("key", "light", "light", "light", *["standard"] * 6)[number % 10]

    def account_rows(self) -> Iterator[Row]:
        """id, stamps, code, name, day, tier; one in seven changed hands within a year."""
        for number in range(1, self.accounts + 1):
            code, name = f"a{number:05}", f"{WORDS[number % len(WORDS)].title()} Works {number}"
            added = self.day(365 * YEARS)
            owned = self.day(number % 365) if number % 7 == 0 else None
            yield (
                number, self.stamp, self.stamp, code, code, name, name.casefold(),
                added, added, self.tier(number), "me", owned,
            )  # fmt: skip

    def contact_rows(self) -> Iterator[Row]:
        """Three people an account: ids 3n-2 to 3n."""
        for number in range(1, self.accounts + 1):
            for place, role in enumerate(ROLES):
                name = f"Person {place} Of {number}"
                emails = f'["p{place}@a{number:05}.example"]'
                yield number * 3 - 2 + place, self.stamp, self.stamp, number, name, emails, role

    def contract_rows(self) -> Iterator[Row]:
        """Contracts before, each renewed by the next, the last of which runs now; with two, ids 2n-1 and 2n.

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
            first = (number - 1) * self.contracts + 1
            for place in range(self.contracts - 1):
                start = (self.contracts - place) * term - ends
                days = self.day(start), self.day(start - term + 1)
                yield (
                    first + place, self.stamp, self.stamp, number, *days, value, "EUR", notice,
                    "signed", "renewed", first + place + 1,
                )  # fmt: skip
            yield (
                first + self.contracts - 1, self.stamp, self.stamp, number, self.day(term - ends), last,
                value, "EUR", notice, stage, None, None,
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
        """Nine accounts of ten have one, two thirds of those with progress within 200 days."""
        for number in range(1, self.accounts + 1):
            if number % 10:
                moved = self.day(self.random.randrange(200)) if number % 3 else None
                yield self.stamp, self.stamp, number, f"Shorter {WORDS[number % len(WORDS)]}", moved

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

    def interaction_rows(self) -> Iterator[Row]:
        """What was said, and which way, why and how it went; a last touch always reached somebody."""
        choice = random.Random(f"{self.accounts} talks").choice
        for row, account, ago, kind, summary, body in self.moments():
            tried = int(row > self.accounts * 2 and row % 20 == 0)
            said = (
                (None, None, None)
                if kind == "note"
                else (choice(DIRECTIONS), choice(PURPOSES), choice(FEELS))
            )
            yield (
                row,
                self.stamp,
                self.stamp,
                account,
                kind,
                self.day(ago),
                summary,
                body or None,
                tried,
                *said,
            )

    def last_touch(self, number: int) -> int:
        """Days since the last touch of an account."""
        return int(CADENCE[self.tier(number)] * self.random.uniform(0, 1.15))

    def write(self, book: Book) -> None:
        """All rows, in one transaction whose changes the journal has."""
        with book.transaction(bulk=True) as txn:
            put(book, "account", "id created_at updated_at code code_folded name name_folded added_on"
                " customer_since tier owner owner_since", self.account_rows())  # fmt: skip
            put(book, "contact", "id created_at updated_at account_id name emails role", self.contact_rows())
            book.db.execute("PRAGMA defer_foreign_keys = ON")
            put(book, "contract", "id created_at updated_at account_id starts_on ends_on annual_value"
                " currency notice_days stage outcome renewed_by_id", self.contract_rows())  # fmt: skip
            put(book, "task", "created_at updated_at account_id title due_on first_due_on done_on promised"
                " promised_by", self.task_rows())  # fmt: skip
            put(book, "goal", "created_at updated_at account_id title progress_on", self.goal_rows())
            Service(self).write(book)
            put(book, "interaction", "id created_at updated_at account_id kind on summary body tried"
                " direction purpose feel", self.interaction_rows())  # fmt: skip
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


class Service:
    """What customers have beside talks and contracts: problems, answers, usage, news, growth, handoffs."""

    def __init__(self, filler: Filler) -> None:
        self.numbers = range(1, filler.accounts + 1)
        self.day, self.stamp = filler.day, filler.stamp
        self.random = random.Random(f"{filler.accounts} service")

    def issue_rows(self) -> Iterator[Row]:
        """Four in three years for each account; one account in eight has an open one, of which a fifth
        is escalated and a third about an invoice."""
        for number in self.numbers:
            for place in range(4):
                is_open = place == 3 and number % 8 == 0
                opened = self.random.randrange(40) if is_open else self.random.randrange(60, 365 * YEARS)
                severity = ("low", "medium", "medium", "high", "critical")[self.random.randrange(5)]
                escalated = self.day(opened // 2) if is_open and number % 5 == 0 else None
                yield (
                    self.stamp, self.stamp, number, f"{WORDS[(number + place) % len(WORDS)]} fails",
                    "billing" if number % 3 == 0 else "support", severity, self.day(opened), escalated,
                    None if is_open else self.day(opened - 9),
                )  # fmt: skip

    def survey_rows(self) -> Iterator[Row]:
        """Every other account answers twice a year; one answer in eight is bad."""
        for number in self.numbers[::2]:
            for place in range(2 * YEARS):
                score = self.random.choice((4, 7, 8, 8, 9, 9, 10, 10))
                on = self.day(182 * place + self.random.randrange(180))
                yield self.stamp, self.stamp, number, "nps", on, float(score), 10.0

    def usage_rows(self) -> Iterator[Row]:
        """Seven accounts of ten send one figure a month, for a year and a half; one in ten falls."""
        for number in self.numbers:
            if number % 10 >= 7:
                continue
            seats = 10 * self.random.randrange(2, 40)
            for month in range(18):
                share = self.random.uniform(0.7, 1.0) * (0.4 if month < 2 and number % 10 == 6 else 1)
                on = self.day(30 * month + number % 28)
                yield self.stamp, self.stamp, number, "seats", on, float(int(seats * share)), float(seats)

    def event_rows(self) -> Iterator[Row]:
        """One account in five had news within two years."""
        kinds = ("new_boss", "budget_cut", "reorganisation", "growth", "funding")
        for number in self.numbers[::5]:
            kind = self.random.choice(kinds)
            on = self.day(self.random.randrange(730))
            yield self.stamp, self.stamp, number, on, kind, int(kind in ("growth", "funding"))

    def handoff_rows(self) -> Iterator[Row]:
        """Half of those who changed hands have it in writing."""
        for number in self.numbers[13::14]:
            yield self.stamp, self.stamp, number, self.day(number % 365), "growth", "a call a month", "none"

    def opportunity_rows(self) -> Iterator[Row]:
        """One account in three has an open one."""
        for number in self.numbers[::3]:
            expected = self.day(-self.random.randrange(-20, 200))
            yield (
                self.stamp,
                self.stamp,
                number,
                "upsell",
                "More seats",
                500_000,
                "EUR",
                "qualified",
                expected,
            )

    def write(self, book: Book) -> None:
        """All of it, within the transaction that is open."""
        put(book, "issue", "created_at updated_at account_id title category severity opened_on"
            " escalated_on resolved_on", self.issue_rows())  # fmt: skip
        put(book, "survey", "created_at updated_at account_id kind on score scale_max", self.survey_rows())
        put(book, "usage", "created_at updated_at account_id metric on value entitlement", self.usage_rows())
        put(book, "event", "created_at updated_at account_id on kind good", self.event_rows())
        put(book, "handoff", "created_at updated_at account_id on why_bought expectations promises",
            self.handoff_rows())  # fmt: skip
        put(book, "opportunity", "created_at updated_at account_id kind name value currency stage"
            " expected_on", self.opportunity_rows())  # fmt: skip


def put(book: Book, table: str, columns: str, rows: Iterator[Row]) -> None:
    """Insert rows into a table."""
    names = columns.split()
    listed, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    book.db.executemany(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', rows)


def main() -> None:
    """Fill the book, or write the CSV."""
    path, accounts, interactions, contracts, day, *rest = sys.argv[1:]
    today = dt.date.fromisoformat(day)
    filler = Filler(int(accounts), 0 if rest else int(interactions), int(contracts), today)
    book = open_book(Path(path), "benchmark")
    try:
        filler.write(book)
    finally:
        book.close()
    if rest:
        Filler(int(accounts), int(interactions), int(contracts), today).write_csv(Path(rest[0]))


if __name__ == "__main__":
    main()
