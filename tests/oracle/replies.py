"""Who owes a reply, once more: message by message against everything that came after it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.oracle.oracle import Facts, Oracle

Row = dict[str, Any]
BACK, LATE, LISTED = 60, 2, 5


def replies(oracle: "Oracle", back: int | None = None) -> list[Row]:
    """What `am replies` prints, with `--in` (days)."""
    first = oracle.today - timedelta(days=BACK if back is None else back)
    found = [
        (row, oracle.arr(facts) or 0)
        for facts in oracle.scored()
        for row in of_account(oracle, facts)
        if date.fromisoformat(row["on"]) >= first
    ]
    found.sort(key=lambda each: order(*each))
    return [row for row, _ in found]


def order(row: Row, arr: int) -> tuple[Any, ...]:
    """Mine first, late first, then days, ARR, code."""
    sides = ("me", "them")
    return sides.index(row["side"]), not row["late"], -row["days"], -arr, row["account"], int(row["ref"][1:])


def of_account(oracle: "Oracle", facts: "Facts") -> Iterator[Row]:
    """The replies that are owed with one account."""
    there = {
        row["id"]: row["name"]
        for row in facts.contacts
        if row["left_on"] is None or row["left_on"] > oracle.today
    }
    snoozed = {
        row["row"]
        for row in oracle.tables["snooze"]
        if row["kind"] == "interaction" and row["until"] > oracle.today
    }
    for row in facts.touches:
        way = row["last_direction"] or row["direction"]
        people = facts.people[row["id"]]
        settled = row["settled_on"] is not None and row["settled_on"] <= oracle.today
        if row["kind"] not in ("email", "chat") or way not in ("in", "out") or settled:
            continue
        if (people and not people & there.keys()) or row["id"] in snoozed:
            continue
        if any(ends(facts, later, row) for later in facts.touches):
            continue
        days = working_days(row["on"], oracle.today)
        if way == "out" and days < LISTED:
            continue
        who = min(people & there.keys(), default=None)
        yield {
            "ref": f"n{row['id']}",
            "side": "me" if way == "in" else "them",
            "account": facts.account["code"],
            "name": facts.account["name"],
            "contact": None if who is None else there[who],
            "kind": row["kind"],
            "on": row["on"].isoformat(),
            "at": row["at"],
            "days": days,
            "late": way == "in" and days > LATE,
            "summary": row["summary"],
            "arr": oracle.money.major(oracle.arr(facts)),
            "currency": oracle.currency,
            "next_step": None,
            "command": None,
        }


def ends(facts: "Facts", later: Row, row: Row) -> bool:
    """Whether one touch came after another, with one of the same people or with nobody named in either."""
    one, other = facts.people[later["id"]], facts.people[row["id"]]
    if one and other and not one & other:
        return False
    if later["on"] != row["on"]:
        return bool(later["on"] > row["on"])
    timed = later["at"] is not None and row["at"] is not None and later["at"] != row["at"]
    return bool(later["at"] > row["at"] if timed else later["id"] > row["id"])


def working_days(on: date, today: date) -> int:
    """Mondays to Fridays after a day, up to another."""
    days = [on + timedelta(days=each) for each in range(1, (today - on).days + 1)]
    return len([day for day in days if day.weekday() < 5])
