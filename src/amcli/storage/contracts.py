"""The life of a contract in the book: overlaps, successors, what its end means for the account, and that
with its amendments it is never worth less than nothing."""

import datetime as dt
import json
from typing import Any

from amcli.errors import Refused
from amcli.rules.amendments import Fall, fall, part_of
from amcli.rules.dates import on_day, span
from amcli.rules.isodays import sure
from amcli.rules.names import shown
from amcli.storage import writes
from amcli.storage.connection import Book, Row
from amcli.vocabulary import reference

NO_NEW = 2**63 - 1


def refuse_overlap(
    book: Book, account: int, product: int | None, starts: dt.date, ends: dt.date | None
) -> None:
    """Raise Refused when the account has this product already at some time of the term."""
    found = book.row(
        "overlapping_contract",
        account=account,
        product=product,
        starts=starts.isoformat(),
        ends=None if ends is None else ends.isoformat(),
    )
    if found is not None:
        ref, what = reference("contract", found["id"]), shown(found["product"] or "the same")
        since = sure(found["starts_on"])
        term = span(since, sure(found["stops_on"])) if found["stops_on"] else f"since {on_day(since)}"
        raise Refused(
            f"{ref} already covers {what}, {term}.",
            f"To keep both: --overlap. To change {ref}: am contract amend {ref}",
        )


def by_id(book: Book, contract: int) -> Row:
    """A contract, with the last day for notice."""
    found = book.row("contract_by_id", id=contract)
    assert found is not None
    return found


def amendments(book: Book, contract: int) -> list[Row]:
    """The amendments of a contract that still run."""
    return book.rows("amendments", contract=contract)


def wake_account(book: Book, account: int) -> bool:
    """A new contract makes a churned account active again; gives whether it did."""
    status = book.db.execute("SELECT status FROM account WHERE id = ?", (account,)).fetchone()["status"]
    if status == "churned":
        writes.update(book, "account", account, {"status": "active"})
    return bool(status == "churned")


def close_account(book: Book, account: int, today: dt.date) -> bool:
    """An account whose last running contract churned is churned too; gives whether it is."""
    left = book.row("running_contracts", account=account, today=today.isoformat())
    status = book.db.execute("SELECT status FROM account WHERE id = ?", (account,)).fetchone()["status"]
    if left is None or left["contracts"] or status not in ("onboarding", "active"):
        return False
    writes.update(book, "account", account, {"status": "churned"})
    return True


def successor_terms(contract: Any, extra: list[Row]) -> dict[str, Any]:
    """The terms that a successor takes over: product, amounts with the amendments added, notice."""
    value = contract["annual_value"]
    quantity = contract["quantity"]
    for each in extra:
        if each["annual_value"] is not None:
            value = (value or 0) + each["annual_value"]
        if each["quantity"] is not None:
            quantity = (quantity or 0) + each["quantity"]
    return {
        "account_id": contract["account_id"],
        "product_id": contract["product_id"],
        "quantity": quantity,
        "annual_value": value,
        "currency": contract["currency"],
        "auto_renew": bool(contract["auto_renew"]),
        "notice_days": contract["notice_days"],
        "notice_months": contract["notice_months"],
    }


def falls(book: Book, txn: int | None = None, first: int = NO_NEW) -> list[Fall]:
    """The contracts that a transaction took below zero; those that are there now, without one. Rows from
    `first` on are new, where the journal doesn't say so."""
    found = [row["id"] for row in book.rows("lessened_contracts", txn=txn, first=first)]
    if not found:
        return []
    now = book.rows("contract_parts", contracts=json.dumps(found))
    before = [] if txn is None else rows_before(book, txn, now, first)
    parts, were = ([part_of(row) for row in rows] for rows in (now, before))
    each_fall = (
        fall(*([part for part in some if part.contract == contract] for some in (parts, were)))
        for contract in found
    )
    return [each for each in each_fall if each is not None]


def rows_before(book: Book, txn: int, now: list[Row], first: int) -> list[Any]:
    """Contracts as they were before a transaction."""
    written = {row["row"]: row["before"] for row in book.rows("contracts_before", txn=txn)}
    same = [row for row in now if row["id"] not in written and row["id"] < first]
    return same + [json.loads(before) for before in written.values() if before is not None]


def refuse_falls(book: Book, txn: int) -> None:
    """Raise Refused where a transaction takes a contract below zero: the last thing before it is kept."""
    for found in falls(book, txn):
        raise Refused(f"that would take {reference('contract', found.contract)} {found}.")
