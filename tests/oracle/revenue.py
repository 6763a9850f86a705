"""Contracts and money for the oracle: what runs today, what is still open, what it is worth.

Shares no code with the program. Money is in minor units of its currency.
"""

from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any

from tests.oracle.implied import is_short, running

Row = dict[str, Any]
MINOR_DIGITS = {"JPY": 0, "KRW": 0, "KWD": 3}
ONE_DAY = timedelta(days=1)


def half_up(amount: Fraction) -> int:
    """The nearest whole number; a half goes away from zero."""
    rounded = floor(abs(amount) + Fraction(1, 2))
    return rounded if amount >= 0 else -rounded


class Money:
    """Amounts in the base currency at the configured rates."""

    def __init__(self, base: str, rates: dict[str, str]) -> None:
        self.base = base
        self.rates = {code: Fraction(rate) for code, rate in rates.items()} | {base: Fraction(1)}

    def in_base(self, minor: int, currency: str) -> int | None:
        """Minor units of the base currency, rounded to one; None without a rate."""
        if currency not in self.rates:
            return None
        units = Fraction(minor, unit(currency)) * self.rates[currency]
        return half_up(units * unit(self.base))

    def major(self, minor: int | None, currency: str | None = None) -> float | None:
        """An amount as it is printed: in major units."""
        return None if minor is None else minor / unit(currency or self.base)


def unit(currency: str) -> int:
    """How many minor units make one major unit."""
    return int(10 ** MINOR_DIGITS.get(currency, 2))


class Contracts:
    """All contracts of a book on one day. A fact dated later has not happened."""

    def __init__(self, rows: list[Row], today: date, grace: int) -> None:
        self.by_id = {row["id"]: row for row in rows}
        self.today = today
        self.grace = timedelta(days=grace)

    def happened(self, day: date | None) -> bool:
        """Whether something recorded with this day (or with none) has happened."""
        return day is None or day <= self.today

    def successor(self, contract: Row) -> Row | None:
        """The contract that continues this one."""
        if contract["renewed_by_id"] is None or not self.happened(contract["outcome_on"]):
            return None
        return self.by_id[contract["renewed_by_id"]]

    def outcome(self, contract: Row) -> str | None:
        """How it ended; renewed without a successor is no outcome."""
        if contract["outcome"] is None or not self.happened(contract["outcome_on"]):
            return None
        if contract["outcome"] == "renewed" and self.successor(contract) is None:
            return None
        return str(contract["outcome"])

    def is_open(self, contract: Row) -> bool:
        """Whether it still has to be renewed: it ends, and nothing has settled what comes then."""
        if contract["amends_id"] is not None or contract["ends_on"] is None:
            return False
        terminated = contract["terminated_on"] is not None and self.happened(contract["terminated_on"])
        return not terminated and self.outcome(contract) is None and self.successor(contract) is None

    def unconfirmed(self, contract: Row) -> bool:
        """Whether it auto-renewed, and nobody said so."""
        return bool(contract["auto_renew"]) and self.is_open(contract) and contract["ends_on"] < self.today

    def as_it_runs(self, contract: Row) -> Row:
        """The same with the days of the term that runs; nobody has begun to renew that one."""
        if not self.unconfirmed(contract):
            return contract
        starts, ends = running(
            contract["starts_on"], contract["ends_on"], contract["renew_months"], self.today
        )
        short = is_short(contract["starts_on"], contract["ends_on"], contract["renew_months"])
        later = {"starts_on": starts, "ends_on": ends, "stage": "not_started", "forecast": None}
        return {**contract, **later, "too_short": short}

    def notice_by(self, contract: Row) -> date | None:
        """The last day they can cancel."""
        if contract["notice_days"] is None:
            return None
        last: date = contract["ends_on"] - timedelta(days=contract["notice_days"])
        return last

    def deadline(self, contract: Row) -> date:
        """The notice day while it is ahead, else the end."""
        notice_by = self.notice_by(contract)
        ends_on: date = contract["ends_on"]
        return notice_by if notice_by is not None and notice_by >= self.today else ends_on

    def counts_on(self, contract: Row) -> date:
        """The notice deadline of what auto-renews, the end of anything else."""
        ends_on: date = contract["ends_on"]
        notice_by = self.notice_by(contract) if contract["auto_renew"] else None
        return ends_on if notice_by is None else notice_by

    def is_close(self, contract: Row, days: int) -> bool:
        """Whether the deadline is at most so many days away; of what auto-renews, so many days around the
        notice deadline."""
        if contract["auto_renew"]:
            return -days <= (self.counts_on(contract) - self.today).days <= days
        return (self.deadline(contract) - self.today).days <= days

    def stop(self, contract: Row) -> date | None:
        """The first day on which it brings nothing any more; None while no such day is known."""
        stops = [contract["terminated_on"]]
        if contract["amends_id"] is not None:
            stops.append(self.stop(self.by_id[contract["amends_id"]]))
        else:
            successor = self.successor(contract)
            stops += [successor and successor["starts_on"], self.end(contract)]
        return min((day for day in stops if day is not None), default=None)

    def end(self, contract: Row) -> date | None:
        """The day after its end, put off where a successor or the grace bridges it."""
        if contract["ends_on"] is None:
            return None
        successor, last = self.successor(contract), contract["ends_on"] + self.grace
        after: date = contract["ends_on"] + ONE_DAY
        if successor is not None:
            start: date = successor["starts_on"]
            return start if after <= start <= last else after
        waiting = self.outcome(contract) is None and (contract["auto_renew"] or self.today <= last)
        return None if waiting else after

    def runs(self, contract: Row) -> bool:
        """Whether its annual value counts today."""
        stop = self.stop(contract)
        return bool(contract["starts_on"] <= self.today and (stop is None or self.today < stop))

    def amendments(self, contract: Row) -> list[Row]:
        """Its amendments that were not stopped, those that begin later too: all that is to be renewed."""
        return [
            row
            for row in self.by_id.values()
            if row["amends_id"] == contract["id"]
            and (row["terminated_on"] is None or row["terminated_on"] > self.today)
        ]
