"""The contracts that fall below zero with their amendments: no change may take one there.

Checked once a transaction is written, since on the way a contract may be there, as when an undo brings back
several amendments. Other programs are held to the rule row by row (triggers.py); what it is:
rules/amendments.py.
"""

import sqlite3

from amcli import jsontext
from amcli.errors import Refused
from amcli.hints import Any
from amcli.rules.amendments import Fall, fall, part_of
from amcli.storage.sql_files import query_text
from amcli.vocabulary import reference

NO_NEW = 2**63 - 1


def falls(db: sqlite3.Connection, txn: int | None = None, first: int = NO_NEW) -> list[Fall]:
    """The contracts that a transaction took below zero; those that are there now, without one. Rows from
    `first` on are new, where the journal doesn't say so."""
    chosen = db.execute(query_text("below_zero.lessened"), {"txn": txn, "first": first})
    contracts = [row["id"] for row in chosen]
    if not contracts:
        return []
    now = db.execute(query_text("below_zero.parts"), {"contracts": jsontext.dumps(contracts)}).fetchall()
    before = [] if txn is None else rows_before(db, txn, now, first)
    parts, were = ([part_of(row) for row in rows] for rows in (now, before))
    found = (
        fall(*([part for part in some if part.contract == contract] for some in (parts, were)))
        for contract in contracts
    )
    return [each for each in found if each is not None]


def rows_before(db: sqlite3.Connection, txn: int, now: list[sqlite3.Row], first: int) -> list[Any]:
    """Contracts as they were before a transaction."""
    written = {row["row"]: row["before"] for row in db.execute(query_text("below_zero.before"), {"txn": txn})}
    same = [row for row in now if row["id"] not in written and row["id"] < first]
    return same + [jsontext.loads(before) for before in written.values() if before is not None]


def refuse_falls(db: sqlite3.Connection, txn: int) -> None:
    """Raise Refused where a transaction takes a contract below zero: the last thing before it is kept."""
    for found in falls(db, txn):
        raise Refused(f"that would take {reference('contract', found.contract)} {found}.")
