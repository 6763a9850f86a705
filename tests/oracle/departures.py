"""Who is leaving, and who has left, read a second time from the contracts: nothing here is the program's."""

from datetime import date, timedelta
from typing import Any

from tests.oracle.revenue import Contracts

Row = dict[str, Any]
DAY = timedelta(days=1)


def departure(account: Row, mine: list[Row], contracts: Contracts, today: date) -> Row | None:
    """The lost contract that runs the longest with its last day, where nothing else of the account runs."""
    if account["status"] not in ("onboarding", "active"):
        return None
    own = [row for row in mine if row["amends_id"] is None]
    lost = [row for row in own if is_lost(row, contracts, today)]
    if not lost:
        return None
    last = max(last_day(row) for row in lost)
    if any(stays(row, last, contracts, today) for row in own if row not in lost):
        return None
    if account["status_on"] is not None and account["status_on"] > last:
        return None
    final = [row for row in lost if last_day(row) == last]
    return max(final, key=lambda row: (row["annual_value"] or 0, -row["id"])) | {"last": last}


def is_lost(row: Row, contracts: Contracts, today: date) -> bool:
    """Whether its loss is on record: it was lost or stopped, and nothing follows it."""
    if row["renewed_by_id"] is not None or row["starts_on"] > today:
        return False
    return row["terminated_on"] is not None or contracts.outcome(row) == "churned"


def last_day(row: Row) -> date:
    """The last day on which a lost contract runs."""
    stopped = row["terminated_on"] - DAY if row["terminated_on"] is not None else date.max
    return min(row["ends_on"] or date.max, stopped)


def stays(row: Row, last: date, contracts: Contracts, today: date) -> bool:
    """Whether a contract keeps its customer: it runs, begins later, or ended on that last day or after it."""
    if row["terminated_on"] is not None and row["terminated_on"] <= row["starts_on"]:
        return False
    if row["starts_on"] > today or contracts.runs(row):
        return True
    after = contracts.successor(row)
    until = after["starts_on"] - DAY if after is not None else date.max
    return min(row["ends_on"] or date.max, until) >= last
