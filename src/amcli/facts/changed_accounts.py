"""The accounts whose records changed after an entry of the journal.

Every way of writing is journalled, also that of other programs, so what was worked out by that entry still
holds for all other accounts.
"""

from amcli import jsontext
from amcli.storage.connection import Book

MOST_ENTRIES = 5000
OWNED = frozenset(
    {
        "contact", "handoff", "contract", "interaction", "task", "opportunity", "issue", "feedback", "survey",
        "usage", "goal", "event", "play",
    }
)  # fmt: skip
# What no score depends on; whom a snooze is about is asked apart (`put_off_accounts`).
APART = frozenset({"target", "snooze", "source_ref", "unmatched"})
PARTICIPANTS = (
    "SELECT i.account_id FROM interaction_contact c JOIN interaction i ON i.id = c.interaction_id WHERE c.id"
)
# Who bought a product, or may: what is said of them names it.
BUYERS = (
    "SELECT account_id FROM (SELECT account_id, product_id FROM contract"
    " UNION SELECT account_id, product_id FROM opportunity) WHERE product_id"
)


def changed_accounts(book: Book, journal: int) -> set[int] | None:
    """The accounts whose records changed after an entry of the journal; None where that cannot be told."""
    entries = book.rows("changed_accounts.since", journal=journal, most=MOST_ENTRIES + 1)
    if len(entries) > MOST_ENTRIES or any(entry["replaced"] for entry in entries):
        return None
    rows: dict[str, list[int]] = {}
    found: set[int] = set()
    for table, row, before, after, talk, _ in entries:
        rows.setdefault(table, []).append(row)
        if talk is not None:
            rows.setdefault("interaction", []).append(talk)
        found |= {account for account in (before, after) if account is not None}
    for table, ids in rows.items():
        owned = owners(book, table, ids)
        if owned is None:
            return None
        found |= owned
    return found


def put_off_accounts(book: Book, journal: int) -> set[int]:
    """The accounts of which something was put off, or woken, after an entry of the journal."""
    rows: dict[str, list[int]] = {}
    for kind, row in book.rows("changed_accounts.snoozed", journal=journal):
        rows.setdefault(kind, []).append(row)
    return {account for kind, ids in rows.items() for account in owners(book, kind, ids) or ()}


def owners(book: Book, table: str, ids: list[int]) -> set[int] | None:
    """The accounts that some rows of a table belong to now; None for a table that is not known here."""
    if table == "account":
        return set(ids)
    if table in APART:
        return set()
    if table in OWNED:
        query = f'SELECT account_id FROM "{table}" WHERE id'
    elif table == "interaction_contact":
        query = PARTICIPANTS
    elif table == "product":
        query = BUYERS
    else:
        return None
    rows = book.db.execute(f"{query} IN (SELECT value FROM json_each(?))", (jsontext.dumps(ids),))
    return {row[0] for row in rows}
