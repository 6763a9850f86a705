"""The lines of `am metrics --by` worked out a second time, from the raw rows of the file: accounts by the
year of their first revenue, what is left of them as they grow older, and why revenue was lost.

Shares no code with the program; what a contract brings on a day is in `oracle`.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from tests.metrics.oracle import ONE_DAY, Given, Oracle, Row, over

FELL = ("churned", "contraction")


class Part(Oracle):
    """Some of the accounts of a book; contracts of the others may follow theirs."""

    def __init__(self, tables: dict[str, list[Row]], given: Given, keep: set[int]) -> None:
        super().__init__(tables, given)
        self.accounts = [row for row in self.accounts if row["id"] in keep]
        self.contracts = [row for row in self.contracts if row["account_id"] in keep]
        self.tables = tables | {"contract": [row for row in tables["contract"] if row["account_id"] in keep]}


def months_back(day: date, months: int) -> date:
    """The same number of a month gone by; the last of a shorter one."""
    month = day.year * 12 + day.month - 1 - months
    for number in range(day.day, 0, -1):
        try:
            return date(month // 12, month % 12 + 1, number)
        except ValueError:
            continue
    raise AssertionError(day)


def years_on(day: date, years: int) -> date:
    """The same day of a later year; 1 March for a 29 February that it doesn't have."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


class Cohorts:
    """Customers by the year of their first revenue."""

    def __init__(self, tables: dict[str, list[Row]], given: Given) -> None:
        self.tables, self.given = tables, given
        self.book = Oracle(tables, given)
        self.first = {unit: day for unit in self.book.units() if (day := self.first_day(unit)) is not None}

    def first_day(self, unit: int) -> date | None:
        """The first day on which a customer brought or will bring anything."""
        own = [row for row in self.book.contracts if self.book.unit_of(row["account_id"]) == unit]
        days = sorted({row["starts_on"] for row in own} | {self.book.stop(row["id"]) for row in own})
        return next((day for day in days if self.book.revenue(unit, day) > 0), None)

    def year_of(self, account: int) -> str | None:
        """The year of an account, or of the customer that it is counted with."""
        day = self.first.get(self.book.unit_of(account))
        return None if day is None else str(day.year)

    def parts(self) -> Iterator[tuple[str | None, Part]]:
        """The accounts of each year, those that never brought anything last."""
        years = {row["id"]: self.year_of(row["id"]) for row in self.book.accounts}
        for year in sorted(set(years.values()), key=lambda year: (year is None, year or "")):
            keep = {account for account, found in years.items() if found == year}
            yield year, Part(self.tables, self.given, keep)

    def lines(self, metric: str) -> list[dict[str, Any]]:
        """What is left of the customers of each year, as long as all of them are that old."""
        joined = {unit: day for unit, day in self.first.items() if day <= self.given.as_of}
        years = sorted({day.year for day in joined.values()})
        youngest = {year: max(day for day in joined.values() if day.year == year) for year in years}
        ages = [
            sum(1 for age in range(1, 99) if years_on(youngest[year], age) <= self.given.as_of)
            for year in years
        ]
        return [
            self.line(
                metric, year, {unit: day for unit, day in joined.items() if day.year == year}, max([1, *ages])
            )
            for year in years
        ]

    def line(self, metric: str, year: int, joined: dict[int, date], columns: int) -> dict[str, Any]:
        """One year with all its columns."""
        after = []
        for age in range(1, columns + 1):
            known = years_on(max(joined.values()), age) <= self.given.as_of
            ends = [
                (self.book.revenue(unit, day), self.book.revenue(unit, years_on(day, age)) if known else 0)
                for unit, day in joined.items()
            ]
            top, bottom = self.both(metric, ends)
            after.append((12 * age, top, bottom, over(top, bottom) if known else None))
        return {"cohort": str(year), "accounts": len(joined), "after": after}

    def both(self, metric: str, ends: list[tuple[int, int]]) -> tuple[int, int]:
        """The two numbers of a metric, of what customers brought first and bring later."""
        if metric == "logo_retention":
            return sum(1 for _, later in ends if later > 0), len(ends)
        first = sum(before for before, _ in ends)
        if metric == "grr":
            return sum(max(min(before, later), 0) for before, later in ends), first
        return sum(max(later, 0) for _, later in ends), first


class Lost(NamedTuple):
    """What a customer lost by one contract, exactly, before it is made whole cents."""

    customer: int
    kind: str
    contract: int
    amount: Fraction
    reason: str | None


class Reasons:
    """Why revenue was lost in a period."""

    def __init__(self, tables: dict[str, list[Row]], given: Given) -> None:
        self.book = Oracle(tables, given)
        self.given = given

    def losses(self) -> list[Lost]:
        """Each customer's net loss, by the contracts that brought more at the opening than at the closing."""
        found = []
        for customer, opening, closing, kind in self.book.moves():
            if kind in FELL:
                falls = list(self.falls(customer)) or [(0, Fraction(1), None)]  # rounding took a cent
                whole = sum(amount for _, amount, _ in falls)
                for contract, amount, reason in falls:
                    share = Fraction(opening - closing) * amount / whole
                    found.append(Lost(customer, str(kind), contract, share, reason))
        return found

    def falls(self, customer: int) -> Iterator[tuple[int, Fraction, str | None]]:
        """The contracts of a customer that brought more at the opening, by how much, and the reason."""
        heads = [
            row
            for row in self.book.contracts
            if row["amends_id"] is None
            and self.book.unit_of(row["account_id"]) == customer
            and self.book.runs(row, self.given.eve)
        ]
        before = {row["id"]: self.brings(row, self.given.eve) for row in heads}
        ends = {row["id"]: self.chain(row, customer) for row in heads}
        for row in heads:
            if self.book.runs(row, self.given.as_of):
                yield from self.amended(row)
                continue
            steps, last = ends[row["id"]]
            beside = [row["id"]]
            if last is not None:
                beside = [
                    each for each, (_, end) in ends.items() if end is not None and end["id"] == last["id"]
                ]
            whole = sum(before[each] for each in beside)
            fell = whole - (0 if last is None else self.brings(last, self.given.as_of))
            if fell > 0 and before[row["id"]] > 0:
                yield row["id"], Fraction(fell * before[row["id"]], whole), self.reason(steps)

    def amended(self, head: Row) -> Iterator[tuple[int, Fraction, str | None]]:
        """Amendments that took something from a contract that still runs."""
        for row in self.changes(head):
            both = [
                self.book.runs(row, day) * self.book.worth([row])
                for day in (self.given.eve, self.given.as_of)
            ]
            if both[0] > both[1]:
                yield head["id"], Fraction(both[0] - both[1]), said(row)

    def changes(self, head: Row) -> list[Row]:
        return [row for row in self.book.contracts if row["amends_id"] == head["id"]]

    def brings(self, head: Row, day: date) -> int:
        """What a contract brings on a day with its amendments."""
        return self.book.worth(row for row in [head, *self.changes(head)] if self.book.runs(row, day))

    def chain(self, row: Row, customer: int) -> tuple[list[Row], Row | None]:
        """A contract and those after it that had ended by the closing, and the one that runs then."""
        steps = [row]
        while True:
            after = self.book.successor(steps[-1])
            if (
                after is None
                or after["starts_on"] > self.given.as_of
                or not self.book.in_time(steps[-1], after)
            ):
                return steps, None
            if self.book.unit_of(after["account_id"]) != customer or after in steps:
                return steps, None
            if self.book.runs(after, self.given.as_of):
                return steps, after
            steps.append(after)

    def reason(self, steps: list[Row]) -> str | None:
        """The reason of the last of some contracts that has one; else of the newest amendment of the period
        that made the last of them smaller."""
        for row in reversed(steps):
            if said(row) is not None:
                return said(row)
        for step in reversed(steps):
            smaller = [
                row
                for row in self.changes(step)
                if (row["annual_value"] or 0) < 0 and self.given.first <= row["starts_on"] <= self.given.as_of
            ]
            for row in sorted(smaller, key=lambda row: (row["starts_on"], row["id"]), reverse=True):
                if said(row) is not None:
                    return said(row)
        return None


def said(row: Row) -> str | None:
    """A recorded reason without its case and blanks."""
    return " ".join((row.get("reason") or "").split()).lower() or None


def rolling(given: Given, last: date) -> Given:
    """The question of the twelve months to the end of a line."""
    return given._replace(first=months_back(last + ONE_DAY, 12), last=last)


def ends_of_months(given: Given) -> list[date]:
    """The last day of each month of a period, so far; of the last one as far as it is of it."""
    found, day = [], given.first
    while day <= given.as_of:
        after = day.replace(day=28) + timedelta(days=4)
        last = after - timedelta(days=after.day)
        found.append(min(last, given.last))
        day = last + ONE_DAY
    return found
