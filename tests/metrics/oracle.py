"""The numbers of `am metrics` worked out a second time, from the raw rows of the file, in the plainest way.

Shares no code with the program: days are compared one by one, accounts are added up one by one, money is
Decimal. What customers said and how they were served is in `oracle_work`.
"""

import sqlite3
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

Row = dict[str, Any]
ONE_DAY = timedelta(days=1)
MINOR_DIGITS = {"JPY": 0, "KWD": 3}
TABLES = ("account", "product", "contract", "survey", "issue", "task", "goal", "opportunity")
TABLES = (*TABLES, "interaction", "target")


class Given(NamedTuple):
    """What the question and the configuration say."""

    first: date
    last: date
    today: date
    base: str = "EUR"
    rates: tuple[tuple[str, str], ...] = ()  # ("USD", "0.9") now, ("USD@2025-12-31", "0.95") until that day
    grace: int = 30
    margin: str | None = None
    latest: bool = False
    by_parent: bool = False
    name: str = ""  # as a target names the period

    @property
    def as_of(self) -> date:
        """The day on which the period closes."""
        return min(self.last, self.today)

    @property
    def eve(self) -> date:
        """The day before the period."""
        return self.first - ONE_DAY


def read_tables(db: sqlite3.Connection) -> dict[str, list[Row]]:
    """All rows; what looks like a day is one."""
    return {name: [plain(row) for row in db.execute(f'SELECT * FROM "{name}"')] for name in TABLES}


def plain(row: sqlite3.Row) -> Row:
    """A row whose days are days."""
    return {
        key: date.fromisoformat(row[key])
        if row[key] and (key == "on" or key.endswith(("_on", "_since")))
        else row[key]
        for key in row.keys()  # noqa: SIM118
    }


def unit(currency: str) -> int:
    """How many minor units make one major unit."""
    return int(10 ** MINOR_DIGITS.get(currency, 2))


def over(top: Any, bottom: Any) -> Fraction | None:
    """A ratio; None where there is nothing to divide by."""
    return None if bottom == 0 else Fraction(top) / Fraction(bottom)


class Oracle:
    """The revenue of a book in a period."""

    def __init__(self, tables: dict[str, list[Row]], given: Given) -> None:
        self.tables = tables
        self.given = given
        self.accounts = tables["account"]
        self.contracts = [row for row in tables["contract"] if row["kind"] == "recurring"]
        self.by_id = {row["id"]: row for row in self.contracts}
        self.stop = cache(self.stop_of)

    # What one contract brings, and when.

    def rate(self, currency: str, day: date) -> Decimal:
        """What one unit of a currency is worth in the base currency on a day."""
        if currency == self.given.base:
            return Decimal(1)
        rates = dict(self.given.rates)
        ends = sorted(name[4:] for name in rates if name.startswith(f"{currency}@"))
        for end in ends:
            if day <= date.fromisoformat(end):
                return Decimal(rates[f"{currency}@{end}"])
        return Decimal(rates[currency])

    def in_base(self, minor: int | None, currency: str | None, day: date) -> int:
        """An amount in minor units of the base currency, at the rate of a day, rounded to one."""
        if minor is None or currency is None:
            return 0
        worth = Decimal(minor) / unit(currency) * self.rate(currency, day) * unit(self.given.base)
        return int(worth.quantize(Decimal(1), ROUND_HALF_UP))

    def happened(self, day: date | None) -> bool:
        """Whether what is recorded with this day, or with none, has happened."""
        return day is None or day <= self.given.today

    def successor(self, contract: Row) -> Row | None:
        """The contract that continues this one."""
        if contract["renewed_by_id"] is None or not self.happened(contract["outcome_on"]):
            return None
        return self.by_id[contract["renewed_by_id"]]

    def churned(self, contract: Row) -> bool:
        """Whether it was said that it ends; renewed without a successor says nothing."""
        return contract["outcome"] == "churned" and self.happened(contract["outcome_on"])

    def in_time(self, contract: Row, successor: Row) -> bool:
        """Whether a successor starts before the end or within the grace after it."""
        last = contract["ends_on"]
        return last is None or successor["starts_on"] <= last + timedelta(days=self.given.grace)

    def waiting(self, contract: Row) -> bool:
        """Whether it runs on past its end, because nothing has settled what comes then."""
        if self.successor(contract) is not None or self.churned(contract):
            return False
        last: date = contract["ends_on"] + timedelta(days=self.given.grace)
        return bool(contract["auto_renew"]) or self.given.today <= last

    def stop_of(self, number: int) -> date:
        """The first day on which a contract brings nothing any more."""
        contract = self.by_id[number]
        days = [contract["terminated_on"] or date.max]
        if contract["amends_id"] is not None:
            return min(*days, self.stop(contract["amends_id"]))
        successor = self.successor(contract)
        if successor is not None and self.in_time(contract, successor):
            days.append(successor["starts_on"])
        elif contract["ends_on"] is not None and not self.waiting(contract):
            days.append(contract["ends_on"] + ONE_DAY)
        return min(days)

    def runs(self, contract: Row, day: date) -> bool:
        """Whether it brings its annual value on a day."""
        return bool(contract["starts_on"] <= day < self.stop(contract["id"]))

    # Accounts, or parents with their subsidiaries.

    def unit_of(self, account: int) -> int:
        """The account, or with --by-parent the one at the top of it."""
        parents = {row["id"]: row["parent_id"] for row in self.accounts}
        while self.given.by_parent and parents[account] is not None:
            account = parents[account]
        return account

    def units(self) -> list[int]:
        """All that is counted as one customer."""
        return sorted({self.unit_of(row["id"]) for row in self.accounts})

    def total(self, day: date, at: date, keep: Callable[[Row], bool] = lambda _: True) -> int:
        """The recurring revenue of a day at the rates of another, of some contracts."""
        return sum(
            self.in_base(row["annual_value"], row["currency"], at)
            for row in self.contracts
            if self.runs(row, day) and keep(row)
        )

    def revenue(self, account: int, day: date) -> int:
        """The recurring revenue of a customer on a day, at the closing day's rates."""
        return self.total(day, self.given.as_of, lambda row: self.unit_of(row["account_id"]) == account)

    def had_before(self, account: int) -> bool:
        """Whether a customer brought anything on any day up to the opening."""
        own = [row for row in self.contracts if self.unit_of(row["account_id"]) == account]
        turns = {row["starts_on"] for row in own} | {self.stop(row["id"]) for row in own}
        # Between two turns nothing changes, so that the first day after each stands for all of them.
        return any(self.revenue(account, day) > 0 for day in turns if day <= self.given.eve)

    def kind(self, account: int, opening: int, closing: int) -> str | None:
        """Which line of the bridge a customer belongs to."""
        if opening <= 0 < closing:
            return "reactivated" if self.had_before(account) else "new"
        if closing <= 0 < opening:
            return "churned"
        # Below nothing by a cent, where roundings add up: it moves all the same, so that the bridge closes.
        return "expansion" if closing > opening else "contraction" if closing < opening else None

    def moves(self) -> list[tuple[int, int, int, str | None]]:
        """Every customer with opening, closing, and its line of the bridge."""
        found = []
        for account in self.units():
            ends = self.revenue(account, self.given.eve), self.revenue(account, self.given.as_of)
            found.append((account, *ends, self.kind(account, *ends)))
        return found

    def bridge(self) -> dict[str, int]:
        """The lines of the bridge, in minor units."""
        eve, as_of = self.given.eve, self.given.as_of
        moves = self.moves()

        def line(kind: str) -> int:
            return abs(sum(end - start for _, start, end, found in moves if found == kind))

        opening = self.total(eve, eve)
        closing = self.total(as_of, as_of)
        return {
            "opening_arr": opening,
            "fx": self.total(eve, as_of) - opening,
            **{name: line(name) for name in ("new", "reactivated", "expansion", "contraction", "churned")},
            "closing_arr": closing,
            "mrr": int((Decimal(closing) / 12).quantize(Decimal(1), ROUND_HALF_UP)),
            **self.ahead(closing),
            **self.apart(),
            "lapsed_arr": self.total(as_of, as_of, lambda row: self.past_end(row) == 0),
            "unconfirmed_arr": self.total(as_of, as_of, lambda row: self.past_end(row) == 1),
        }

    def past_end(self, contract: Row) -> int | None:
        """Whether a contract that is past its end, with nothing settled, auto-renews: 1 or 0."""
        head = self.head(contract)
        if head["ends_on"] is None or head["ends_on"] >= self.given.as_of or self.successor(head) is not None:
            return None
        return None if self.churned(head) else int(head["auto_renew"])

    def head(self, contract: Row) -> Row:
        """The contract itself, or the one that it amends."""
        return contract if contract["amends_id"] is None else self.by_id[contract["amends_id"]]

    def ahead(self, closing: int) -> dict[str, int]:
        """What is known of the time after the closing: what is signed, what that replaces, losses."""
        as_of = self.given.as_of
        ahead = [row for row in self.contracts if self.signed_ahead(row)]
        followers = {row["id"] for row in ahead}
        gross, replaced, lost = self.worth(ahead), 0, 0
        for row in self.contracts:
            amount, head = self.worth([row]), self.head(row)
            successor = self.successor(head)
            if successor is not None:
                counts = row in ahead or self.runs(row, as_of)
                replaced += amount if counts and successor["id"] in followers else 0
            elif self.runs(row, as_of):
                ends = head["terminated_on"] is not None and head["terminated_on"] > as_of
                lost += amount if ends or self.churned(head) else 0
        net = gross - replaced - lost
        return {
            "contracted_arr": gross,
            "contracted_net": net,
            "known_losses": lost,
            "carr": closing + net,
        }

    def apart(self) -> dict[str, int]:
        """What doesn't recur, by its last day: that of the period, and of usage that of twelve months."""
        first, last = self.given.first, self.given.as_of
        after = last + ONE_DAY
        leap = (after.month, after.day) == (2, 29)
        since = after.replace(year=after.year - 1, day=28 if leap else after.day)

        def billed(kind: str, start: date) -> int:
            rows = [row for row in self.tables["contract"] if row["kind"] == kind]
            amounts = [
                self.in_base(row["total_value"], row["currency"], last)
                for row in rows
                if start <= row["ends_on"] <= last
            ]
            return sum(amounts)

        usage = {"usage_revenue": billed("usage", first), "usage_12m": billed("usage", since)}
        return {"one_off": billed("one_off", first), **usage}

    def signed_ahead(self, row: Row) -> bool:
        """Whether a contract is signed and has not started yet: without a day of signature since it was
        recorded that it renews another, or known of today alone."""
        later = row["starts_on"] > self.given.as_of and self.stop(row["id"]) > row["starts_on"]
        renewed = [each["outcome_on"] for each in self.contracts if each["renewed_by_id"] == row["id"]]
        recorded = min((day for day in renewed if day is not None and day <= self.given.today), default=None)
        return bool(later and (row["signed_on"] or recorded or self.given.today) <= self.given.as_of)

    # Rates of the cohort.

    def retention(self) -> dict[str, Fraction | None]:
        """What was kept of the customers of the opening."""
        cohort = [(start, end) for _, start, end, _ in self.moves() if start > 0]
        opening = sum(start for start, _ in cohort)
        grown = sum(max(end - start, 0) for start, end in cohort if end > 0)
        kept = over(sum(max(min(start, end), 0) for start, end in cohort), opening)
        net = over(sum(max(end, 0) for _, end in cohort), opening)
        return {
            "nrr": net,
            "grr": kept,
            "logo_retention": over(sum(1 for _, end in cohort if end > 0), len(cohort)),
            "revenue_churn_gross": None if kept is None else 1 - kept,
            "revenue_churn_net": None if net is None else 1 - net,
            "expansion_rate": over(grown, opening),
        }

    def lifetime(self) -> dict[str, float | None]:
        """Revenue of an account over the years it is likely to stay."""
        gross = self.retention()["revenue_churn_gross"]
        ends = [end for *_, end, _ in self.moves() if end > 0]
        if not gross or not ends:
            return {"clv": None, "clv_simple": None}
        yearly = 1 - (1 - float(gross)) ** self.periods_a_year()
        simple = sum(ends) / len(ends) / unit(self.given.base) / yearly
        margin = self.given.margin
        return {"clv": None if margin is None else simple * float(margin), "clv_simple": simple}

    def periods_a_year(self) -> float:
        """How many such periods make a year: by whole months, else by days."""
        after = self.given.as_of + ONE_DAY
        if self.given.first.day == 1 and after.day == 1:
            months = (after.year - self.given.first.year) * 12 + after.month - self.given.first.month
            return 12 / months
        return 365 / (after - self.given.first).days

    # Where growth came from.

    def held(self, account: int, product: int | None, day: date) -> list[Row]:
        """What a customer had of a product on a day, or of another in its place."""
        return [
            row
            for row in self.contracts
            if self.runs(row, day)
            and self.place(row) == product
            and self.unit_of(row["account_id"]) == account
        ]

    def place(self, row: Row) -> int | None:
        """The product that a contract counts as: its own, or that of the opening which it renews; of several
        that of the dearest, then of the oldest."""
        head = self.head(row)
        own: int | None = head["product_id"]
        if head["starts_on"] <= self.given.eve:
            return own
        unit, products = self.unit_of(row["account_id"]), []

        def rank(each: Row) -> tuple[int, date, date, int]:
            return -self.worth([each]), each["starts_on"], each["ends_on"] or date.max, int(each["id"])

        for older in sorted(self.before(head), key=rank):
            if self.runs(older, self.given.eve) and self.unit_of(older["account_id"]) == unit:
                products.append(older["product_id"])
        return own if own in products or not products else products[0]

    def before(self, contract: Row) -> list[Row]:
        """All that a contract renews, step by step, as long as no step is late."""
        found: list[Row] = []
        steps = [contract]
        for each in steps:
            for row in self.contracts:
                successor = self.successor(row)
                follows = successor is not None and successor["id"] == each["id"]
                if follows and self.in_time(row, each) and row not in found:
                    found.append(row)
                    steps.append(row)
        return found

    def worth(self, rows: Iterable[Row]) -> int:
        """What contracts bring a year, at the closing day's rates."""
        return sum(self.in_base(row["annual_value"], row["currency"], self.given.as_of) for row in rows)

    def growth(self, account: int) -> dict[str, int]:
        """What a customer bought more of, product by product: by price, by quantity, or anew."""
        parts = {"price": 0, "upsell": 0, "cross_sell": 0}
        for product in {row["product_id"] for row in self.contracts}:
            before = self.held(account, product, self.given.eve)
            after = self.held(account, product, self.given.as_of)
            if self.worth(before) <= 0:
                parts["cross_sell"] += max(self.worth(after), 0)
                continue
            added = [row for row in after if row["amends_id"] is not None and row not in before]
            rest = [row for row in after if row not in added]
            same = sum(row["quantity"] or 0 for row in before) == sum(row["quantity"] or 0 for row in rest)
            same = same and {row["product_id"] for row in rest} <= {product}
            parts["upsell"] += max(self.worth(added), 0)
            parts["price" if same else "upsell"] += max(self.worth(rest) - self.worth(before), 0)
        return parts

    def split(self) -> dict[str, Any]:
        """The parts of the expansion, what nets out within customers, and how many bought more."""
        cohort = [move for move in self.moves() if move[1] > 0]
        grown = {account: self.growth(account) for account, *_ in cohort}
        sums = {
            kind: sum(each[kind] for each in grown.values()) for kind in ("price", "upsell", "cross_sell")
        }
        expansion = sum(end - start for _, start, end, _ in cohort if end > start)
        bought = {kind: sum(1 for each in grown.values() if each[kind]) for kind in sums}
        return {
            **sums,
            "offset": sum(sums.values()) - expansion,
            "upsell_rate": over(bought["upsell"], len(cohort)),
            "cross_sell_rate": over(bought["cross_sell"], len(cohort)),
        }

    # Renewals.

    def follower(self, contract: Row) -> Row | None:
        """The contract that renews this one: it starts within the grace."""
        successor = self.successor(contract)
        return successor if successor is not None and self.in_time(contract, successor) else None

    def due_on(self, contract: Row) -> date:
        """The last day; of a contract ended early without a successor, the day before that."""
        last: date = contract["ends_on"]
        stopped = contract["terminated_on"]
        if stopped is None or self.follower(contract) is not None:
            return last
        return min(last, stopped - ONE_DAY)

    def lines(self) -> list[list[Row]]:
        """Contracts that fall due, each with those that share its successor; due with the last of them."""
        together: dict[Any, list[Row]] = {}
        for row in self.contracts:
            if row["amends_id"] is None and row["ends_on"] is not None:
                follower = self.follower(row)
                together.setdefault(("of", row["id"]) if follower is None else follower["id"], []).append(row)
        first, last = self.given.first, self.given.as_of
        return [rows for rows in together.values() if first <= max(map(self.due_on, rows)) <= last]

    def with_amendments(self, contract: Row, day: date) -> int:
        """What a contract brings with the amendments that count on a day of its own."""
        parts = [row for row in self.contracts if row["amends_id"] == contract["id"] and self.runs(row, day)]
        return self.worth([contract, *parts])

    def renewals(self) -> dict[str, Any]:
        """What was due, and what of it was renewed."""
        due = renewed = capped = count = waiting = lines = apart = apart_value = 0
        for rows in self.lines():
            value = 0
            for row in rows:
                value += self.with_amendments(row, min(self.due_on(row), self.stop(row["id"]) - ONE_DAY))
            follower = self.follower(rows[0])
            if self.went_on(rows[0]):
                apart, apart_value = apart + 1, apart_value + value
                continue
            lines += 1
            kept = 0 if follower is None else self.with_amendments(follower, follower["starts_on"])
            due, renewed, capped = due + value, renewed + kept, capped + min(value, kept)
            count += follower is not None
            waiting += self.is_open(rows[0])
        return {
            "renewal_rate_count": over(count, lines),
            "renewal_rate_value": over(capped, max(due, 0)),
            "renewal_rate_net": over(renewed, max(due, 0)),
            "renewals_open": waiting,
            "renewals_unconfirmed": apart,
            "renewals_unconfirmed_value": apart_value / unit(self.given.base),
            "renewed": renewed,
        }

    def on_the_last_day(self) -> dict[str, Any]:
        """What ended on the last day of a period that is over, and what of it is lost."""
        count = value = lost = 0
        over_ = self.given.as_of == self.given.last
        for rows in self.lines() if over_ else ():
            if max(map(self.due_on, rows)) != self.given.last or self.went_on(rows[0]):
                continue
            due = 0
            for row in rows:
                due += self.with_amendments(row, min(self.due_on(row), self.stop(row["id"]) - ONE_DAY))
            gone = self.follower(rows[0]) is None and not self.waits(rows[0])
            count, value, lost = count + len(rows), value + due, lost + due * gone
        amounts = {"value": value, "lost": lost}
        return {"contracts": count, **{name: each / unit(self.given.base) for name, each in amounts.items()}}

    def waits(self, contract: Row) -> bool:
        """Whether it is open, and its revenue is not given up yet."""
        last = self.due_on(contract) + timedelta(days=self.given.grace)
        return self.is_open(contract) and (bool(contract["auto_renew"]) or self.given.today <= last)

    def went_on(self, contract: Row) -> bool:
        """Whether it auto-renewed, and nobody recorded that."""
        return (
            bool(contract["auto_renew"]) and self.is_open(contract) and contract["ends_on"] < self.given.today
        )

    def is_open(self, contract: Row) -> bool:
        """Whether nobody recorded yet what became of a contract that was due."""
        if self.successor(contract) is not None or self.churned(contract):
            return False
        stopped = contract["terminated_on"]
        return stopped is None or stopped > max(contract["ends_on"], self.given.today)
