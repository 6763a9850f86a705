"""Fills a new book with invented rows.

    python -m benchmarks.fill BOOK SIZE DAY [CSV]      SIZE: a JSON list, the fields of Size

Rows go straight into the tables, in one journalled transaction, by sqlite3 alone: into the book of any
version, whose tables may lack some of the columns. With CSV, the interactions are written to that file
instead, as `am import` reads them. The same arguments give the same rows: tiers and last touches such that
one account in eight is overdue, people and contracts as the size says, the last of them running, and
issues, answers, usage, news, goals, handoffs and opportunities in the numbers that a book of some years has.
"""

import csv
import datetime as dt
import json
import random
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

# What is searched for in the invented texts: in a third of the interactions, in one of 5,000, in none.
COMMON, RARE, NOWHERE = "pilot", "zanzibar", "xylophonist"
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


class Size(NamedTuple):
    """How large a book is, and how much is known of each of its accounts.

    `chains` contracts of an account run at the same time, each the last of `terms` that were renewed by the
    next. A `dense` book has what an account of some size has: 5 people, 12 issues, 12 answers, 104 weeks of
    usage, 6 tasks and 2 goals. In an `unattended` one every third account's last contract renews by itself,
    and nobody has confirmed it for three years.
    """

    accounts: int
    interactions: int
    terms: int = 2
    chains: int = 1
    dense: bool = False
    unattended: bool = False


class Filler:
    """The rows of a book of a size, dated from a day."""

    def __init__(self, size: Size, today: dt.date) -> None:
        self.size, self.accounts, self.interactions = size, size.accounts, size.interactions
        self.people = 5 if size.dense else len(ROLES)
        self.today = today
        self.random = random.Random(f"{size.accounts} {size.interactions}")
        self.stamp = f"{today}T00:00:00.000Z"

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
        """The people of an account have consecutive ids: with three, 3n-2 to 3n."""
        for number in range(1, self.accounts + 1):
            for place in range(self.people):
                name, role = f"Person {place} Of {number}", ROLES[place % len(ROLES)]
                emails, first = f'["p{place}@a{number:05}.example"]', (number - 1) * self.people + 1
                yield first + place, self.stamp, self.stamp, number, name, emails, role

    def contract_rows(self) -> Iterator[Row]:
        """Contracts before, each renewed by the next, the last of which runs now; with two, ids 2n-1 and 2n.

        Terms as in the sample book: one in ten runs without an end, two run for two years, the
        others for one; every other one has a notice period. So a fifth to a quarter of all are near
        (a fifth in the sample book). Of those that end within 60 days, three in four are under way.
        In a dense book each runs with notice for a year, and half of all are near.
        """
        first = 1
        for number in range(1, self.accounts + 1):
            for _ in range(self.size.chains):
                yield from self.chain(number, first)
                first += self.size.terms

    def chain(self, number: int, first: int) -> Iterator[Row]:
        """One contract after the other, by their ids from the first on."""
        dense, terms = self.size.dense, self.size.terms
        term = 730 if not dense and number % 10 in (1, 2) else 365
        ends = self.random.randrange(1, 228 if dense else term)
        value = self.random.randrange(5, 200) * 100_000
        stage = "proposed" if ends < 60 and number % 4 else "not_started"
        last = None if not dense and number % 10 == 0 else self.day(-ends)
        notice = 30 if dense or number % 2 else None
        unattended = self.size.unattended and number % 3 == 0
        if unattended:
            ends, last, stage = ends - 365 * YEARS, self.day(365 * YEARS - ends), "not_started"
        for place in range(terms - 1):
            start = (terms - place) * term - ends
            days = self.day(start), self.day(start - term + 1)
            yield (
                first + place, self.stamp, self.stamp, number, *days, value, "EUR", notice,
                "signed", "renewed", first + place + 1, 0,
            )  # fmt: skip
        yield (
            first + terms - 1, self.stamp, self.stamp, number, self.day(term - ends), last,
            value, "EUR", notice, stage, None, None, int(unattended),
        )  # fmt: skip

    def task_rows(self) -> Iterator[Row]:
        """Three that are done, and for every other account an open one, of which one in six is late;
        a third of all are promises. In a dense book five are done and one is open."""
        for number in range(1, self.accounts + 1):
            done = 5 if self.size.dense else 3
            for place in range(6 if self.size.dense else 3 + number % 2):
                is_open = place == done
                due = self.day(self.random.randrange(-25, 5) if is_open else 60)
                promised = int((number + place) % 3 == 0)
                title = f"Send the {self.random.choice(WORDS)} notes"
                yield (
                    self.stamp, self.stamp, number, title, due, due, None if is_open else self.day(62),
                    promised, "me" if promised else None,
                )  # fmt: skip

    def goal_rows(self) -> Iterator[Row]:
        """Nine accounts of ten have one, two thirds of those with progress within 200 days; in a dense book
        each has two."""
        numbers = range(1, self.accounts + 1)
        for number in (each for each in numbers for _ in range(1 + self.size.dense)):
            if self.size.dense or number % 10:
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
            of_talk = DIRECTIONS, PURPOSES, FEELS
            said = (None, None, None) if kind == "note" else map(choice, of_talk)
            day = self.day(ago)
            yield row, self.stamp, self.stamp, account, kind, day, summary, body or None, tried, *said

    def participant_rows(self) -> Iterator[Row]:
        """One of the first three people of the account, in four of five interactions."""
        for row in range(1, self.interactions + 1):
            if row % 5:
                yield row, (row - 1) % self.accounts * self.people + 1 + row % 3

    def last_touch(self, number: int) -> int:
        """Days since the last touch of an account."""
        return int(CADENCE[self.tier(number)] * self.random.uniform(0, 1.15))

    def write(self, db: sqlite3.Connection) -> None:
        """All rows, within the transaction that is open."""
        db.execute("PRAGMA defer_foreign_keys = ON")
        put(db, "account", "id created_at updated_at code code_folded name name_folded added_on"
            " customer_since tier owner owner_since", self.account_rows())  # fmt: skip
        put(db, "contact", "id created_at updated_at account_id name emails role", self.contact_rows())
        put(db, "contract", "id created_at updated_at account_id starts_on ends_on annual_value"
            " currency notice_days stage outcome renewed_by_id auto_renew", self.contract_rows())  # fmt: skip
        put(db, "task", "created_at updated_at account_id title due_on first_due_on done_on promised"
            " promised_by", self.task_rows())  # fmt: skip
        put(db, "goal", "created_at updated_at account_id title progress_on", self.goal_rows())
        Service(self).write(db)
        put(db, "interaction", "id created_at updated_at account_id kind on summary body tried"
            " direction purpose feel", self.interaction_rows())  # fmt: skip
        put(db, "interaction_contact", "interaction_id contact_id", self.participant_rows())

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
        self.numbers, self.dense = range(1, filler.accounts + 1), filler.size.dense
        self.day, self.stamp = filler.day, filler.stamp
        self.random = random.Random(f"{filler.accounts} service")

    def issue_rows(self) -> Iterator[Row]:
        """Four in three years for each account, twelve in a dense book; one account in eight has an open
        one, of which a fifth is escalated and a third about an invoice."""
        count = 12 if self.dense else 4
        for number in self.numbers:
            for place in range(count):
                is_open = place == count - 1 and number % 8 == 0
                opened = self.random.randrange(40) if is_open else self.random.randrange(60, 365 * YEARS)
                severity = ("low", "medium", "medium", "high", "critical")[self.random.randrange(5)]
                escalated = self.day(opened // 2) if is_open and number % 5 == 0 else None
                yield (
                    self.stamp, self.stamp, number, f"{WORDS[(number + place) % len(WORDS)]} fails",
                    "billing" if number % 3 == 0 else "support", severity, self.day(opened), escalated,
                    None if is_open else self.day(opened - 9),
                )  # fmt: skip

    def survey_rows(self) -> Iterator[Row]:
        """Every other account answers twice a year, in a dense book each does four times; one answer in
        eight is bad."""
        apart = 91 if self.dense else 182
        for number in self.numbers if self.dense else self.numbers[::2]:
            for place in range(365 * YEARS // apart):
                score = self.random.choice((4, 7, 8, 8, 9, 9, 10, 10))
                on = self.day(apart * place + self.random.randrange(apart - 2))
                yield self.stamp, self.stamp, number, "nps", on, float(score), 10.0

    def usage_rows(self) -> Iterator[Row]:
        """Seven accounts of ten send one figure a month, for a year and a half; one in ten falls. In a dense
        book each sends one a week, for two years."""
        times, apart = (104, 7) if self.dense else (18, 30)
        for number in self.numbers:
            if not self.dense and number % 10 >= 7:
                continue
            seats = 10 * self.random.randrange(2, 40)
            for time in range(times):
                share = self.random.uniform(0.7, 1.0) * (0.4 if time < 2 and number % 10 == 6 else 1)
                on = self.day(apart * time + number % (apart - 2))
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
            expected, deal = self.day(-self.random.randrange(-20, 200)), ("upsell", "More seats")
            yield self.stamp, self.stamp, number, *deal, 500_000, "EUR", "qualified", expected

    def write(self, db: sqlite3.Connection) -> None:
        """All of it, within the transaction that is open."""
        put(db, "issue", "created_at updated_at account_id title category severity opened_on"
            " escalated_on resolved_on", self.issue_rows())  # fmt: skip
        put(db, "survey", "created_at updated_at account_id kind on score scale_max", self.survey_rows())
        put(db, "usage", "created_at updated_at account_id metric on value entitlement", self.usage_rows())
        put(db, "event", "created_at updated_at account_id on kind good", self.event_rows())
        put(db, "handoff", "created_at updated_at account_id on why_bought expectations promises",
            self.handoff_rows())  # fmt: skip
        put(db, "opportunity", "created_at updated_at account_id kind name value currency stage"
            " expected_on", self.opportunity_rows())  # fmt: skip


def put(db: sqlite3.Connection, table: str, columns: str, rows: Iterable[Row]) -> None:
    """Insert rows into a table: of these columns those that it has."""
    there = {name for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    names = [(place, name) for place, name in enumerate(columns.split()) if name in there]
    listed, marks = ", ".join(f'"{name}"' for _, name in names), ", ".join("?" * len(names))
    places = [place for place, _ in names]
    cells = (tuple(row[place] for place in places) for row in rows)
    db.executemany(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', cells)


def fill(path: Path, filler: Filler) -> None:
    """Write all rows in one transaction, as the book's own triggers keep them, and move the write-ahead log
    into the book, so that the first command doesn't pay for it."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA cache_size = -200000")
    there = {name for (name,) in db.execute("SELECT name FROM pragma_table_info('session')")}
    no_source = ", mechanical = 1" if "mechanical" in there else ""  # no value has a source to remember
    db.execute("BEGIN IMMEDIATE")
    txn = db.execute("INSERT INTO txn(at, command) VALUES (?, 'benchmark')", (filler.stamp,)).lastrowid
    db.execute(f"UPDATE session SET txn = ?{no_source}", (txn,))
    with_search_at_the_end(db, filler)
    db.execute(f"UPDATE session SET txn = NULL{no_source.replace('1', '0')}")
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def with_search_at_the_end(db: sqlite3.Connection, filler: Filler) -> None:
    """Fill the search index by one statement a table: row by row, with its triggers, a book takes half as
    long again."""
    query = "SELECT name, tbl_name, sql FROM sqlite_schema WHERE name GLOB 'search_*_insert'"
    triggers = db.execute(query).fetchall()
    for name, _, _ in triggers:
        db.execute(f'DROP TRIGGER "{name}"')
    filler.write(db)
    for _, table, trigger in triggers:
        values = trigger.partition("VALUES (")[2].rpartition(");")[0].replace("NEW.", "")
        db.execute(f'INSERT INTO search(rowid, title, body) SELECT {values} FROM "{table}"')
        db.execute(trigger)


def main() -> None:
    """Fill the book, or write the CSV."""
    path, size, day, *rest = sys.argv[1:]
    filler = Filler(Size(*json.loads(size)), dt.date.fromisoformat(day))
    if rest:
        filler.write_csv(Path(rest[0]))
    elif filler.accounts:
        fill(Path(path), filler)


if __name__ == "__main__":
    main()
