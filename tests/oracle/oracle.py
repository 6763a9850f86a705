"""What check-ins, renewals and risks must say: a second, slow and plain computation of the three lists.

It reads nothing but whole tables and shares no code with the program, so that a mistake has to be made
twice to go unseen. It says which rows are listed, in which order and with which figures; the words
(`next_step`, `command`, the `text` of a reason) are left to the program and stand here as None.
Exact fractions all through; money and days as they lie in the book.
"""

import sqlite3
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from json import loads
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from tests.oracle.departures import departure
from tests.oracle.revenue import Contracts, Money
from tests.oracle.score import NO_KINDS, Health, health
from tests.oracle.signs import opened, weight

Row = dict[str, Any]
TABLES = (
    *("account", "contact", "product", "contract", "interaction", "interaction_contact", "task", "goal"),
    *("issue", "survey", "usage", "event", "handoff", "health", "snooze"),
)
DAYS = ("on", "customer_since", "owner_since", "snoozed_until", "until")
STATES = ("overdue", "due", "coming", "booked", "snoozed", "ok")


class Rules(NamedTuple):
    """What the configuration sets, with the defaults that hold without one."""

    key: int = 14
    standard: int = 30
    light: int = 90
    key_review: int = 90
    standard_review: int = 180
    grace: int = 30
    rates: tuple[tuple[str, str], ...] = ()
    checkins_ahead: int = 7
    renewals_ahead: int = 90
    base: str = "EUR"  # set in the book, not in the configuration
    model: str = ""  # the version of the weights, as it stands beside stored scores

    def cadence(self, account: Row) -> int:
        """Days between check-ins with an account."""
        own: int | None = account["cadence_days"]
        tiers = {"key": self.key, "standard": self.standard, "light": self.light}
        return tiers[account["tier"]] if own is None else own

    def review(self, account: Row) -> int | None:
        """Days between reviews with an account; None where there are none."""
        own: int | None = account["qbr_days"]
        tiers = {"key": self.key_review, "standard": self.standard_review}
        return tiers.get(account["tier"]) if own is None else own


def read_tables(path: Path) -> dict[str, list[Row]]:
    """Every row of the tables that matter, by table, in order of id; days as dates."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        tables = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in TABLES}
    finally:
        connection.close()
    return {
        name: sorted(({key: as_day(key, row[key]) for key in row.keys()} for row in rows), key=row_id)  # noqa: SIM118
        for name, rows in tables.items()
    }


def row_id(row: Row) -> int:
    """The id of a row."""
    found: int = row["id"]
    return found


def as_day(column: str, value: Any) -> Any:
    """A value, as a date where the column holds a day."""
    is_day = column in DAYS or (column.endswith("_on") and column != "waiting_on")
    return date.fromisoformat(value) if is_day and value is not None else value


def is_touch(interaction: Row, today: date) -> bool:
    """Whether an interaction has reached someone, as far as is known today."""
    kept = interaction["kind"] != "note" and not interaction["tried"] and not interaction["planned"]
    return bool(kept and interaction["on"] <= today)


# What a record carries tells that its account was known by then.
DATED = (
    ("interaction", "on"), ("contract", "starts_on"), ("issue", "opened_on"), ("survey", "on"),
    ("usage", "on"), ("event", "on"), ("handoff", "on"),
)  # fmt: skip


class Facts:
    """All that the book holds about one account, oldest first."""

    def __init__(self, account: Row, tables: dict[str, list[Row]], today: date) -> None:
        def mine(table: str) -> list[Row]:
            return [row for row in tables[table] if row["account_id"] == account["id"]]

        firsts = [row[day] for table, day in DATED for row in mine(table)]
        firsts += [day for day in (account["added_on"], account["customer_since"]) if day is not None]
        since = account["added_on"] if account["added_on"] <= today else min(firsts)
        self.account = account | {"added_on": since}
        self.contacts = mine("contact")
        self.contracts = mine("contract")
        self.tasks = mine("task")
        self.goals = mine("goal")
        self.issues = mine("issue")
        self.surveys = mine("survey")
        self.usage = mine("usage")
        self.events = mine("event")
        self.handoffs = mine("handoff")
        self.scores = mine("health")
        self.interactions = sorted(mine("interaction"), key=lambda row: (row["on"], row["id"]))
        self.touches = [row for row in self.interactions if is_touch(row, today)]
        # What was said to or by them, attempts too: a plan has not happened, a note is for myself.
        self.contacted = [
            row
            for row in self.interactions
            if row["kind"] != "note" and not row["planned"] and row["on"] <= today
        ]
        self.people: dict[int, set[int]] = {row["id"]: set() for row in self.interactions}
        for link in tables["interaction_contact"]:
            if link["interaction_id"] in self.people:
                self.people[link["interaction_id"]].add(link["contact_id"])


def recurs(contract: Row) -> bool:
    """Whether a contract is one that lists and scores look at."""
    return contract.get("kind", "recurring") == "recurring"


class Oracle:
    """One book on one day under one configuration."""

    def __init__(self, tables: dict[str, list[Row]], today: date, rules: Rules | None = None) -> None:
        self.today = today
        self.rules = rules or Rules()
        self.tables = {**tables, "contract": [row for row in tables["contract"] if recurs(row)]}
        self.currency = self.rules.base
        self.money = Money(self.currency, dict(self.rules.rates))
        self.contracts = Contracts(self.tables["contract"], today, self.rules.grace)
        self.facts = {row["id"]: Facts(row, self.tables, today) for row in self.tables["account"]}
        self.products = {row["id"]: row["name"] for row in self.tables["product"]}

    @classmethod
    def of(cls, path: Path, today: date, rules: Rules | None = None) -> "Oracle":
        """The book in a file."""
        return cls(read_tables(path), today, rules)

    def scored(self) -> list[Facts]:
        """The accounts that are looked after: onboarding, active and leaving ones."""
        return [
            facts
            for facts in self.facts.values()
            if facts.account["status"] in ("onboarding", "active")
            and ((gone := self.departure(facts)) is None or gone["last"] >= self.today)
        ]

    def departure(self, facts: Facts) -> Row | None:
        """How an account leaves, or left; None for one that stays."""
        return departure(facts.account, facts.contracts, self.contracts, self.today)

    def leaves_on(self, facts: Facts) -> str | None:
        """The last day of an account that is leaving, where it has one."""
        gone = self.departure(facts)
        return None if gone is None or gone["last"] == date.max else iso(gone["last"])

    def arr(self, facts: Facts) -> int | None:
        """ARR today in minor units of the base currency; None where a rate is missing."""
        total = 0
        for contract in facts.contracts:
            if contract["annual_value"] is None or not self.contracts.runs(contract):
                continue
            value = self.money.in_base(contract["annual_value"], contract["currency"])
            if value is None:
                return None
            total += value
        return total

    def health(self, facts: Facts) -> Health:
        """Score, health, evidence and reasons of an account."""
        account = facts.account
        if self.departure(facts) is not None:
            return Health(None, "leaving", Fraction(0), [], 0, [], [], NO_KINDS)
        cadence, review = self.rules.cadence(account), self.rules.review(account)
        return health(facts, self.contracts, cadence, review, self.silent(), self.usual_load)

    @cached_property
    def usual_load(self) -> Fraction:
        """What the issues of 90 days weigh in the middle of the accounts that have a score; 2 at least."""
        stay = [facts for facts in self.scored() if self.departure(facts) is None]
        weights = [weight(opened(facts, self.today, 90)) for facts in stay] or [0]
        return max(Fraction(median(map(Fraction, weights))), Fraction(2))

    # Check-ins

    def checkins(self, ahead: int | None = None, everything: bool = False) -> list[Row]:
        """What `am checkins` prints, with `--in` (days) and `--all`."""
        horizon = self.rules.checkins_ahead if ahead is None else ahead
        found = [(self.checkin(facts, horizon), facts) for facts in self.scored()]
        wanted = {"overdue", "due"} if ahead is None else {"overdue", "due", "coming"}
        found = [each for each in found if everything or each[0]["state"] in wanted]
        return [row for row, facts in sorted(found, key=lambda each: self.checkin_order(*each))]

    def checkin_order(self, row: Row, facts: Facts) -> tuple[Any, ...]:
        """State, then how far beyond the cadence, then ARR, then code."""
        lateness = Fraction(row["days_overdue"], row["cadence_days"])
        return STATES.index(row["state"]), -lateness, -(self.arr(facts) or 0), row["account"]

    def checkin(self, facts: Facts, horizon: int) -> Row:
        """One line of the check-ins."""
        account, cadence = facts.account, self.rules.cadence(facts.account)
        last = facts.touches[-1] if facts.touches else None
        start = last["on"] if last else account["customer_since"] or account["added_on"]
        due = None if self.silent() else start + timedelta(days=cadence)
        booked = self.booked_on(facts)
        return {
            "account": account["code"],
            "name": account["name"],
            "tier": account["tier"],
            "owner": account["owner"],
            "cadence_days": cadence,
            "last_touch_on": iso(last["on"] if last else None),
            "last_touch_kind": last["kind"] if last else None,
            "due_on": iso(due),
            "days_overdue": 0 if due is None else (self.today - due).days,
            "state": self.state(account, due, booked, horizon),
            "snoozed_until": iso(account["snoozed_until"]),
            "booked_on": iso(booked),
            "arr": self.money.major(self.arr(facts)),
            "currency": self.currency,
            "next_step": None,
            "snooze_reason": self.snooze_reason(account),
            "leaves_on": self.leaves_on(facts),
        }

    def snooze_reason(self, account: Row) -> str | None:
        """Why a check-in is put off, while it is."""
        rows = [row for row in self.tables["snooze"] if row["until"] > self.today]
        return next(
            (row["reason"] for row in rows if (row["kind"], row["row"]) == ("account", account["id"])), None
        )

    def booked_on(self, facts: Facts) -> date | None:
        """The first meeting that is booked for today or the coming seven days."""
        meetings = [row for row in facts.interactions if row["planned"] and not row["cancelled"]]
        days = [row["on"] for row in meetings if row["kind"] != "note"]
        return min((day for day in days if 0 <= (day - self.today).days <= 7), default=None)

    def silent(self) -> bool:
        """Whether the book has no touch within a year: then nobody is late."""
        touches = [row for row in self.tables["interaction"] if is_touch(row, self.today)]
        return not any((self.today - row["on"]).days <= 365 for row in touches)

    def state(self, account: Row, due: date | None, booked: date | None, horizon: int) -> str:
        """Where a check-in stands."""
        if due is None:
            return "ok"
        snoozed = account["snoozed_until"]
        if snoozed is not None and snoozed > self.today:
            return "snoozed"
        if due <= self.today:
            return "overdue" if due < self.today else "due"
        if booked is not None:
            return "booked"
        return "coming" if (due - self.today).days <= horizon else "ok"

    # Renewals

    def renewals(self, ahead: int | None = None) -> list[Row]:
        """What `am renewals` prints, with `--in` (days)."""
        horizon = self.rules.renewals_ahead if ahead is None else ahead
        found = [
            (contract, facts)
            for facts in self.scored()
            if self.departure(facts) is None
            for contract in facts.contracts
            if self.contracts.is_open(contract) and self.is_near(contract, horizon)
        ]
        return [self.renewal(*each) for each in sorted(found, key=lambda each: self.renewal_order(*each))]

    def is_near(self, contract: Row, horizon: int) -> bool:
        """Whether a contract has ended, or its end or notice day is near; of what auto-renewed those of the
        term that runs."""
        contract = self.contracts.as_it_runs(contract)
        days = [contract["ends_on"], self.contracts.notice_by(contract)]
        near = any(day is not None and 0 <= (day - self.today).days <= horizon for day in days)
        return near or contract["ends_on"] < self.today

    def renewal_value(self, contract: Row, in_base: bool) -> int | None:
        """Annual value with its amendments, in minor units: its own, or those of the base."""
        total = 0
        for row in [contract, *self.contracts.amendments(contract)]:
            value: int | None = row["annual_value"]
            if in_base and value is not None:
                value = self.money.in_base(value, row["currency"])
            if value is None:
                return None
            total += value
        return total

    def renewal_order(self, contract: Row, facts: Facts) -> tuple[Any, ...]:
        """Ended ones first, then the day to act, then value, then code and id."""
        contract = self.contracts.as_it_runs(contract)
        ended = contract["ends_on"] < self.today
        value = self.renewal_value(contract, in_base=True) or 0
        return not ended, self.contracts.deadline(contract), -value, facts.account["code"], contract["id"]

    def renewal(self, contract: Row, facts: Facts) -> Row:
        """One line of the renewals."""
        notice_by = self.contracts.notice_by(contract)
        value = self.renewal_value(contract, in_base=False)
        found = self.health(facts)
        return with_old_names({
            "account": facts.account["code"],
            "name": facts.account["name"],
            "contract": f"k{contract['id']}",
            "product": self.products.get(contract["product_id"]),
            "starts_on": iso(contract["starts_on"]),
            "ends_on": iso(contract["ends_on"]),
            "days_left": (contract["ends_on"] - self.today).days,
            "notice_by": iso(notice_by),
            "days_to_notice": None if notice_by is None else (notice_by - self.today).days,
            "deadline": iso(self.contracts.deadline(contract)),
            "auto_renew": bool(contract["auto_renew"]),
            "annual_value": self.money.major(value, contract["currency"]),
            "currency": contract["currency"],
            "stage": contract["stage"],
            "forecast": contract["forecast"],
            "score": found.score,
            "health": found.health,
            "next_step": None,
            "past": self.past(contract, notice_by),
            **self.goes_on(contract),
        })  # fmt: skip

    def goes_on(self, contract: Row) -> Row:
        """The days of the term that runs, where it auto-renewed and nobody said so."""
        names = ("auto_renewed_on", "next_ends_on", "next_notice_by", "next_deadline")
        if not self.contracts.unconfirmed(contract):
            return {"unconfirmed": False, **dict.fromkeys(names)}
        term = self.contracts.as_it_runs(contract)
        days = (
            term["starts_on"],
            term["ends_on"],
            self.contracts.notice_by(term),
            self.contracts.deadline(term),
        )
        return {"unconfirmed": True, **dict(zip(names, map(iso, days), strict=True))}

    def past(self, contract: Row, notice_by: date | None) -> str | None:
        """What has passed and was not recorded."""
        if contract["ends_on"] < self.today:
            return "renewed" if contract["auto_renew"] else "ended"
        rolls = contract["auto_renew"] and notice_by is not None and notice_by < self.today
        return "notice" if rolls and contract["stage"] != "signed" else None

    # Risks

    def risks(self, everything: bool = False) -> list[Row]:
        """What `am risks` prints, with `--all`."""
        found = [(facts, self.health(facts)) for facts in self.scored()]
        bands = ("critical", "at_risk", "unknown", "leaving")
        wanted = [each for each in found if everything or each[1].health in bands]
        return [self.risk(*each) for each in sorted(wanted, key=lambda each: self.risk_order(*each))]

    def risk_order(self, facts: Facts, found: Health) -> tuple[Any, ...]:
        """The lowest score first, unknown ones last; then ARR, then code."""
        return found.score is None, found.score or 0, -(self.arr(facts) or 0), facts.account["code"]

    def month_ago(self, facts: Facts) -> Row | None:
        """The newest score stored 30 to 37 days ago under the same weights."""
        stored = [
            row
            for row in facts.scores
            if 30 <= (self.today - row["on"]).days <= 37
            and row["model"] == self.rules.model
            and row["score"] is not None
        ]
        return max(stored, key=lambda row: row["on"], default=None)

    def trend(self, facts: Facts, score: int | None) -> int | None:
        """The change against the score of a month ago."""
        then = self.month_ago(facts)
        return None if score is None or then is None else int(score - then["score"])

    def is_new(self, facts: Facts, signal: str) -> bool | None:
        """Whether a reason took no points a month ago."""
        then = self.month_ago(facts)
        return None if then is None else signal not in {each["signal"] for each in loads(then["reasons"])}

    def risk(self, facts: Facts, found: Health) -> Row:
        """One line of the risks."""
        gone = self.departure(facts)
        waiting = [row for row in facts.contracts if self.contracts.is_open(row) and gone is None]
        ends = [self.contracts.as_it_runs(row)["ends_on"] for row in waiting]
        return with_old_names({
            "account": facts.account["code"],
            "name": facts.account["name"],
            "tier": facts.account["tier"],
            "score": found.score,
            "health": found.health,
            "trend": self.trend(facts, found.score),
            "evidence": float(found.evidence),
            "arr": self.money.major(self.arr(facts)),
            "currency": self.currency,
            "renews_on": iso(min(ends, default=None)),
            "reasons": [line._asdict() | {"new": self.is_new(facts, line.signal)} for line in found.reasons],
            "next_step": None,
            "command": None,
            "leaves_on": self.leaves_on(facts),
            "loss_reason": gone and gone["reason"],
            "win_back_on": None,
            "kinds": found.kinds,
        })  # fmt: skip


# What fields were called before, in the order of the lists.
OLD_NAMES = {
    "deadline": "act_by", "health": "band", "evidence": "coverage", "next_deadline": "next_act_by",
}  # fmt: skip


def with_old_names(row: Row) -> Row:
    """A row with the values of renamed fields under their old names too, at its end."""
    return row | {old: row[name] for name, old in OLD_NAMES.items() if name in row}


def iso(day: date | None) -> str | None:
    """A day as it is printed."""
    return None if day is None else day.isoformat()
