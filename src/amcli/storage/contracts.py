"""The life of a contract in the book: overlaps, successors. What a loss means for its account: `losses`."""

import datetime as dt

from amcli.errors import Refused
from amcli.hints import Any
from amcli.rules.dates import on_day, span
from amcli.rules.isodays import sure
from amcli.rules.names import shown
from amcli.rules.successors import Days, Links, links
from amcli.storage import writes
from amcli.storage.connection import Book, Row
from amcli.vocabulary import reference


def refuse_overlap(
    book: Book, account: int, product: int | None, starts: dt.date, ends: dt.date | None
) -> None:
    """Raise Refused when the account has this product already at some time of the term."""
    found = book.row(
        "contracts.overlapping",
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


def link_new(book: Book, contract: int) -> Links:
    """Link a contract that was added to the one that it continues, and to the one that continues it; gives
    that, and what could be meant where more than one could."""
    added = by_id(book, contract)
    rows = book.rows("contracts.series", account=added["account_id"], product=added["product_id"])
    found = links(Days(row["id"], row["starts_on"], row["ends_on"], *map(bool, row[3:])) for row in rows)
    pairs = [pair for pair in found.pairs if contract in pair]
    for before, after in pairs:
        writes.update(book, "contract", before, {"renewed_by_id": after})
    return Links(pairs, [each for each in found.unclear if contract in (*each[0], *each[1])])


def by_id(book: Book, contract: int) -> Row:
    """A contract, with the last day for notice."""
    found = book.row("resolve.contract_by_id", id=contract)
    assert found is not None
    return found


def amendments(book: Book, contract: int) -> list[Row]:
    """The amendments of a contract that still run."""
    return book.rows("contracts.amendments", contract=contract)


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
        "renew_months": contract["renew_months"],
        "notice_days": contract["notice_days"],
        "notice_months": contract["notice_months"],
    }
