"""What tests of a handover share: who has an account, by the server's rows, and what a book has of it."""

import json
from pathlib import Path
from typing import Any

from tests.support import Cli, Result
from tests.team.conftest import Team

# Accounts of which one came from the other, or both from a third, are one: they share an id of a book.
COUNTED = """
WITH x AS (
  SELECT a.book, a.id, 'team:' || a.book::text || '/' || a.id AS key FROM am.account a
  WHERE a.name_folded LIKE 'acme robotics%'
  UNION SELECT a.book, a.id, s.source || '/' || s.source_id FROM am.account a JOIN am.source_ref s
  ON s.book = a.book AND s.kind = 'account' AND s.row = a.id WHERE a.name_folded LIKE 'acme robotics%'
  AND s.source LIKE 'team:%')
SELECT count(DISTINCT (book, id)) FROM x WHERE NOT EXISTS (
  SELECT 1 FROM x y WHERE (y.book, y.id) < (x.book, x.id) AND EXISTS (
    SELECT 1 FROM x z JOIN x w ON w.key = z.key
    WHERE (z.book, z.id) = (x.book, x.id) AND (w.book, w.id) = (y.book, y.id)))"""
HOLDERS = """
SELECT b.name FROM am.account a JOIN am.book b ON b.id = a.book WHERE a.name_folded LIKE 'acme robotics%'
ORDER BY b.name"""
IDS = ("id", "row", "account_id", "updated_at", "parent_id", "owner", "owner_since", "snoozed_until")


def counted(team: Team) -> int:
    """How often the account counts, as somebody sees it who reads all books."""
    return int(team.one(COUNTED, login="lead"))


def holders(team: Team) -> list[str]:
    """The books whose rows on the server have the account."""
    return [name for (name,) in team.sql(HOLDERS, login="lead")]


def pushed(cli: Cli, *more: str) -> Result:
    """A push, and what it says of handovers."""
    found = cli("team", "push", *more)
    assert found.code == 0, found
    return found


def parcels(cli: Cli) -> list[dict[str, Any]]:
    found = cli("team", "status", "-o", "json")
    assert found.code == 0, found
    rows: list[dict[str, Any]] = json.loads(found.out)["parcels"]
    return rows


def content(book: Path, code: str = "acme") -> dict[str, list[str]]:
    """All that a book has of an account, by table, without the numbers of its rows: those are named by what
    they are of."""
    from amcli.storage.bundles import bundle_of, keys_of
    from amcli.storage.opening import open_book

    opened = open_book(book, "test")
    try:
        (account,) = opened.db.execute("SELECT id FROM account WHERE code = ?", (code,)).fetchone()
        bundle = bundle_of(opened, "x", account)
        assert bundle is not None
        keys = {table: keys_of(opened.db, table) for table in bundle.rows}
        found = {}
        for table, rows in bundle.rows.items():
            made = []
            for row in rows.values():
                if table == "source_ref" and row["source"].startswith("team:"):
                    continue
                said = {name: value for name, value in row.items() if name not in IDS}
                for column, to in keys[table].items():
                    if said.get(column) is not None:
                        said[column] = title(bundle.rows.get(to, {}).get(said[column], {}))
                if "row" in row:
                    said["row"] = title(bundle.rows[row["kind"]][row["row"]])
                made.append(json.dumps(said, sort_keys=True))
            if made:
                found[table] = sorted(made)
        return found
    finally:
        opened.close()


def title(row: dict[str, Any]) -> str:
    """A record by what it says of itself."""
    names = ("name", "title", "summary", "starts_on", "on", "metric", "text", "created_at")
    return "|".join(str(row.get(each)) for each in names)
