"""What a forecast expects, worked out a second time from the raw rows: every outcome of every open renewal
counted one by one, each as if it had come about.

Shares no code with the program. What a contract brings on a day is in `oracle`; here is what follows each
contract that is due, and how likely that is. No account has a score, so no band shifts a chance. What
auto-renewed and isn't confirmed is due with the implied term that runs, and nobody said what to expect of it.
"""

from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from tests.metrics.oracle import ONE_DAY, Given, Oracle, Row
from tests.oracle.implied import running

LIKELY = {"commit": "0.95", "likely": "0.75", "doubtful": "0.45", "lost": "0"}


class Ahead(Given):
    """A question of a period that may lie ahead: it closes on its last day, whenever that is."""

    @property
    def as_of(self) -> date:
        return self.last


class Forecast(Oracle):
    """The renewals of a book that are due in a period, and what they come to."""

    def in_base(self, minor: int | None, currency: str | None, day: date) -> int:
        """No rate of a day ahead is known: today's stands for it."""
        return super().in_base(minor, currency, min(day, self.given.today))

    def heads(self) -> list[Row]:
        """Contracts with an end that are no amendments."""
        return [row for row in self.contracts if row["amends_id"] is None and row["ends_on"] is not None]

    def due(self, contract: Row) -> date:
        """The day on which a contract is due: with the last of those that one contract follows."""
        follower = self.follower(contract)
        if follower is None and self.went_on(contract):
            day = max(self.given.first, self.given.today)
            return running(contract["starts_on"], contract["ends_on"], contract["renew_months"], day)[1]
        if follower is None:
            return self.due_on(contract)
        return max(self.due_on(row) for row in self.heads() if self.follower(row) == follower)

    def certain(self, contract: Row) -> bool:
        """Whether it is known what follows: something, or nothing."""
        if self.follower(contract) is not None or not self.is_open(contract):
            return True
        over = self.given.today > self.due_on(contract) + timedelta(days=self.given.grace)
        return over and not contract["auto_renew"]

    def open_renewals(self) -> list[Row]:
        """What is due in the period, and may come or not."""
        return [
            row
            for row in self.heads()
            if not self.certain(row) and self.given.first <= self.due(row) <= self.given.last
        ]

    def left_out(self, row: Row) -> bool:
        """Whether a contract is open and nobody said what to expect: it is on neither side."""
        head = self.head(row)
        said = head["forecast"] is not None and not self.went_on_if_due(head)
        return not said and head in self.open_renewals()

    def went_on_if_due(self, contract: Row) -> bool:
        """Whether it auto-renewed; one without an end never does."""
        return contract["ends_on"] is not None and self.went_on(contract)

    def goes_on(self, account: int, day: date, kept: dict[int, bool]) -> int:
        """What an account brings from the day after a day on, by what became of what was due until then;
        `kept` says what comes of open renewals."""
        own = [row for row in self.contracts if row["account_id"] == account and not self.left_out(row)]
        total = sum(self.with_amendments(row, row["starts_on"]) for row in self.following(account, day))
        for row in own:
            head = self.head(row)
            over = head["ends_on"] is not None and self.due(head) <= day and self.certain(head)
            if self.runs(row, day) and not over and kept.get(head["id"], True):
                total += self.worth([row])
        return total + sum(self.grows(row) for row in own if kept.get(row["id"], False))

    def following(self, account: int, day: date) -> list[Row]:
        """Contracts of an account that follow what was due until a day, and start after it."""
        due = [row for row in self.heads() if self.due(row) <= day and self.follower(row) is not None]
        ids = {row["renewed_by_id"] for row in due}
        return [
            row
            for row in self.contracts
            if row["id"] in ids
            and row["account_id"] == account
            and day < row["starts_on"] < self.stop(row["id"])
        ]

    def lost_before(self, row: Row) -> bool:
        """Whether a contract stops by the first day of the period, and nothing follows it, though it was due
        in it: by the end of the term that would have run."""
        head = self.head(row)
        if head["ends_on"] is None or head["renewed_by_id"] is not None or self.runs(row, self.given.first):
            return False
        due = head["ends_on"]
        if head["auto_renew"] and due < self.given.today:
            day = max(self.given.first, self.given.today)
            due = running(head["starts_on"], head["ends_on"], head["renew_months"], day)[1]
        return self.given.first <= due <= self.given.last

    def grows(self, row: Row) -> int:
        """What a renewal that comes is worth more, or less, than what is due: by the amount expected."""
        held = self.worth(
            [row]
            + [
                each
                for each in self.contracts
                if each["amends_id"] == row["id"] and self.runs(each, self.given.last)
            ]
        )
        if row["forecast_value"] is None or held <= 0:
            return 0
        due = self.with_amendments(row, min(self.due_on(row), self.stop(row["id"]) - ONE_DAY))
        expected = self.in_base(row["forecast_value"], row["currency"], self.given.last)
        return max(expected - max(due, 0), -held)

    def expected(self) -> dict[str, Any]:
        """Opening revenue, and what of it is expected to be kept, gross and net, over all outcomes."""
        opening_day = min(self.given.eve, self.given.today)
        accounts = [row["id"] for row in self.accounts]
        opening = {
            account: sum(
                self.worth([row])
                for row in self.contracts
                if row["account_id"] == account and self.runs(row, opening_day) and not self.left_out(row)
            )
            for account in accounts
        }
        before = {account: self.goes_on(account, self.given.eve, {}) for account in accounts}
        for row in self.contracts:
            if self.runs(row, opening_day) and not self.left_out(row) and self.lost_before(row):
                before[row["account_id"]] += self.worth([row])
        stakes = [
            row for row in self.open_renewals() if row["forecast"] is not None and not self.went_on(row)
        ]
        gross = net = Fraction(0)
        for outcome in product((True, False), repeat=len(stakes)):
            kept = {row["id"]: each for row, each in zip(stakes, outcome, strict=True)}
            share = prod(
                Fraction(LIKELY[row["forecast"]]) if each else 1 - Fraction(LIKELY[row["forecast"]])
                for row, each in zip(stakes, outcome, strict=True)
            )
            for account in accounts if share else ():
                begins = opening[account]
                closing = max(begins + self.goes_on(account, self.given.last, kept) - before[account], 0)
                if begins > 0:
                    gross += share * min(begins, closing)
                    net += share * closing
        total = sum(each for each in opening.values() if each > 0)
        return {
            "opening": total,
            "grr": gross / total if total else None,
            "nrr": net / total if total else None,
        }
