"""Small books for cases worked out by hand: rows as the oracle reads them, without a file."""

from datetime import date, timedelta
from typing import Any

from tests.oracle.oracle import Oracle, Row, Rules
from tests.oracle.score import Health

TODAY = date(2026, 3, 2)
EMPTY: dict[str, Row] = {
    "account": {
        "code": "acme",
        "name": "Acme",
        "added_on": date(2025, 1, 1),
        "status": "active",
        "status_on": None,
        "tier": "standard",
        "owner": None,
        "owner_since": None,
        "customer_since": None,
        "cadence_days": None,
        "qbr_days": None,
        "snoozed_until": None,
        "pulse": None,
        "pulse_on": None,
    },
    "contact": {"role": None, "left_on": None, "successor_id": None},
    "contract": {
        "starts_on": date(2025, 1, 1),
        "ends_on": None,
        "annual_value": 12_000_00,
        "currency": "EUR",
        "auto_renew": 0,
        "renew_months": None,
        "notice_days": None,
        "stage": "not_started",
        "forecast": None,
        "outcome": None,
        "outcome_on": None,
        "renewed_by_id": None,
        "amends_id": None,
        "terminated_on": None,
        "product_id": None,
    },
    "interaction": {
        "kind": "call",
        "tried": 0,
        "planned": 0,
        "cancelled": 0,
        "feel": None,
        "purpose": None,
        "direction": None,
        "last_direction": None,
    },
    "task": {"due_on": None, "done_on": None, "promised": 1, "promised_by": None},
    "goal": {"status": "open", "progress_on": None, "met_on": None},
    "issue": {"severity": "medium", "category": "support", "resolved_on": None, "escalated_on": None},
    "survey": {"kind": "nps", "scale_max": 10.0},
    "usage": {"metric": "seats", "entitlement": None},
    "event": {"kind": "takeover", "good": 0, "until": None},
    "handoff": {"why_bought": "a", "expectations": "b", "promises": "c"},
    "product": {},
    "interaction_contact": {},
    "snooze": {"kind": "account", "row": 1, "reason": None},
    "health": {"model": "now", "score": 100},
}


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def a_book(account: Any = None, today: date = TODAY, rules: Rules | None = None, **tables: Any) -> Oracle:
    """A book of one account; rows get ids from 1 and the account's, and what they leave out is empty."""
    made = {
        table: [{"id": number, "account_id": 1} | EMPTY[table] | row for number, row in enumerate(rows, 1)]
        for table, rows in ({name: [] for name in EMPTY} | tables | {"account": [account or {}]}).items()
    }
    return Oracle(made, today, rules)


def health(account: Any = None, **tables: Any) -> Health:
    book = a_book(account, **tables)
    return book.health(book.facts[1])


def points(signal: str, account: Any = None, **tables: Any) -> int:
    return sum(line.points for line in health(account, **tables).reasons if line.signal == signal)


def arr(*contracts: Row, today: date = TODAY, rules: Rules | None = None) -> float | None:
    book = a_book(contract=list(contracts), today=today, rules=rules)
    return book.money.major(book.arr(book.facts[1]))
