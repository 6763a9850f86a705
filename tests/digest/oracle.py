"""What a digest has to tell, worked out anew from the raw rows of a book in plain Python.

Shares nothing with the product: only the bands of scores are taken from `am risks`.
"""

import datetime as dt
import sqlite3
from pathlib import Path
from typing import Any

from tests.oracle.implied import running

CADENCE = {"key": 14, "standard": 30, "light": 90}
REVIEW = {"key": 90, "standard": 180, "light": None}
TARGET = {"critical": 2, "high": 5, "medium": 14, "low": 30}
STEPS = (60, 30, 14, 7, 3, 1, 0)
ONE_DAY = dt.timedelta(days=1)
LEVEL = {"at_risk": 1, "critical": 2}

Event = tuple[str, ...]


def rows(path: Path, query: str) -> list[sqlite3.Row]:
    """All rows of a query."""
    db = sqlite3.connect(path)
    db.row_factory = sqlite3.Row
    try:
        return db.execute(query).fetchall()
    finally:
        db.close()


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def standing(path: Path, today: dt.date) -> dict[Event, str]:
    """What is due, late or near on a day, with the account that it is of."""
    found: dict[Event, str] = {}
    accounts = {
        row["id"]: row for row in rows(path, "SELECT * FROM account WHERE status IN ('active', 'onboarding')")
    }
    snoozed = {
        (row["kind"], row["row"]) for row in rows(path, "SELECT * FROM snooze") if day(row["until"]) > today
    }
    for row in accounts.values():
        if day(row["snoozed_until"]) is None or day(row["snoozed_until"]) <= today:
            for kind, due in due_days(path, row, today).items():
                put(found, kind, row["code"], due, today, row["code"])
    for row in rows(path, "SELECT * FROM task"):
        done = day(row["done_on"])
        if row["account_id"] in accounts and (done is None or done > today) and row["due_on"]:
            put(
                found, "task", f"t{row['id']}", day(row["due_on"]), today, accounts[row["account_id"]]["code"]
            )
    for row in rows(path, "SELECT * FROM issue"):
        resolved, escalated = day(row["resolved_on"]), day(row["escalated_on"])
        is_open = day(row["opened_on"]) <= today and (resolved is None or resolved > today)
        if row["account_id"] not in accounts or not is_open or ("issue", row["id"]) in snoozed:
            continue
        code = accounts[row["account_id"]]["code"]
        if escalated is not None and escalated <= today:
            found["late", "issue", f"i{row['id']}", "escalated"] = code
        elif (today - day(row["opened_on"])).days > TARGET[row["severity"]]:
            found["late", "issue", f"i{row['id']}", "target"] = code
    for row in rows(path, "SELECT * FROM contract WHERE ends_on IS NOT NULL AND amends_id IS NULL"):
        if row["account_id"] in accounts and ("contract", row["id"]) not in snoozed:
            contract(found, row, today, accounts[row["account_id"]]["code"])
    for row in rows(path, "SELECT * FROM opportunity WHERE expected_on IS NOT NULL"):
        is_open = row["stage"] not in ("won", "lost") or day(row["closed_on"]) > today
        late = is_open and day(row["expected_on"]) < today and row["account_id"] in accounts
        if late and ("opportunity", row["id"]) not in snoozed:
            key = ("late", "opportunity", f"o{row['id']}", row["expected_on"])
            found[key] = accounts[row["account_id"]]["code"]
    return found


def put(found: dict[Event, str], kind: str, ref: str, due: dt.date, today: dt.date, code: str) -> None:
    """Add what is due today or late."""
    if due <= today:
        found["late" if due < today else "due", kind, ref, due.isoformat()] = code


def due_days(path: Path, account: sqlite3.Row, today: dt.date) -> dict[str, dt.date]:
    """When the check-in and the review of an account are due."""
    talks = [
        row
        for row in rows(path, f"SELECT * FROM interaction WHERE account_id = {account['id']}")
        if row["kind"] != "note" and not row["tried"] and not row["planned"] and day(row["on"]) <= today
    ]
    begun = day(account["customer_since"]) or day(account["added_on"])
    touched = max((day(row["on"]) for row in talks), default=begun)
    found = {"checkin": touched + dt.timedelta(account["cadence_days"] or CADENCE[account["tier"]])}
    every = account["qbr_days"] or REVIEW[account["tier"]]
    if every is not None:
        late_begin = max(begun, day(account["added_on"]))
        held = max((day(row["on"]) for row in talks if row["kind"] == "qbr"), default=late_begin)
        found["qbr"] = held + dt.timedelta(every)
    return found


def contract(found: dict[Event, str], row: sqlite3.Row, today: dt.date, code: str) -> None:
    """Add the deadline of a contract at the step that came last, Monday to Friday being worked."""
    ended, outcome_on = day(row["terminated_on"]), day(row["outcome_on"])
    closed = row["outcome"] == "churned" or row["renewed_by_id"] is not None
    if (ended is not None and ended <= today) or (closed and not (outcome_on and outcome_on > today)):
        return
    reached = max(steps(row, today), key=lambda each: each[0], default=None)
    if reached is not None:
        found["nearer", "contract", f"k{row['id']}", reached[1]] = code


def steps(row: sqlite3.Row, today: dt.date) -> list[tuple[dt.date, str]]:
    """The steps at which a contract stands, each with the day on which it came."""
    ends = day(row["ends_on"])
    assert ends is not None
    notice = ends - dt.timedelta(row["notice_days"]) if row["notice_days"] is not None else None
    if ends < today and row["auto_renew"]:
        return of_term(row, today)
    if ends < today:
        return [(ends + ONE_DAY, f"{ends} past")] if (today - ends).days <= 90 else []
    if row["stage"] == "signed":
        return []
    passed = []
    if row["auto_renew"] and notice is not None and notice < today:
        passed = [(notice + ONE_DAY, f"{notice} past")] if (today - notice).days <= 14 else []
        if (ends - today).days > 7:
            return passed
    acts = notice if notice is not None and notice >= today else ends
    return passed + ahead(acts, today)


def of_term(row: sqlite3.Row, today: dt.date) -> list[tuple[dt.date, str]]:
    """The steps of a contract that auto-renewed: its new term, or the deadline of that."""
    first, ends = day(row["starts_on"]), day(row["ends_on"])
    assert first is not None
    assert ends is not None
    starts, last = running(first, ends, row["renew_months"], today)
    notice = last - dt.timedelta(row["notice_days"]) if row["notice_days"] is not None else None
    acts = notice if notice is not None and notice >= today else last
    ended, stoppable = starts - ONE_DAY, acts == notice or notice is None
    new = [(starts, f"{ended} past")] if (today - ended).days <= 90 else []
    passed = [] if stoppable else [(notice + ONE_DAY, f"{notice} past")]
    passed = passed if notice is not None and (today - notice).days <= 14 else []
    left = (acts - today).days
    if left <= 7:
        return passed + ahead(acts, today)
    if passed:
        return passed
    if new and not ((today - ended).days > 14 and stoppable and left <= 30):
        return new
    return ahead(acts, today) if stoppable else []


def ahead(acts: dt.date, today: dt.date) -> list[tuple[dt.date, str]]:
    """The steps of a deadline that is ahead."""
    left = (acts - today).days
    near = [step for step in STEPS if left <= step]
    found = [(acts - dt.timedelta(min(near)), f"{acts} {min(near)}")] if near else []
    for chance in (acts, acts - ONE_DAY):
        friday = chance - dt.timedelta(max(0, chance.weekday() - 4))
        if today == friday < chance:
            return [*found, (today, f"{acts} {(acts - chance).days}w")]
    return found


def moved(before: dict[str, Any], now: dict[str, Any]) -> dict[Event, str]:
    """Accounts whose band got worse or better; `before` and `now` are bands by code."""
    found: dict[Event, str] = {}
    for code, band in now.items():
        level, was = LEVEL.get(band, 0), LEVEL.get(before.get(code, ""), 0)
        if level > was:
            found["worse", "score", code, band] = code
        elif level < was and band != "unknown":
            found["better", "score", code, band] = code
    return found


CLOSED = {
    "t": "SELECT 1 FROM task WHERE id = {} AND done_on IS NOT NULL",
    "i": "SELECT 1 FROM issue WHERE id = {} AND resolved_on IS NOT NULL",
    "o": "SELECT 1 FROM opportunity WHERE id = {} AND stage IN ('won', 'lost')",
    "k": "SELECT 1 FROM contract WHERE id = {} AND outcome IS NOT NULL",
}


def settled(path: Path, before: dict[Event, str], now: dict[Event, str]) -> set[str]:
    """The records that were late, or contracts that were near, and are closed."""
    gone = [
        key for key in before if key not in now and key[1] in ("task", "issue", "opportunity", "contract")
    ]
    refs = {key[2] for key in gone if key[0] == "late" or key[1] == "contract"}
    return {ref for ref in refs if rows(path, CLOSED[ref[0]].format(int(ref[1:])))}
