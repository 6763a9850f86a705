"""Whose a record is: the account it belongs to, and the person it names. Not for finding accounts."""

from typing import Any

from amcli.context import Run


def owner(run: Run, kind: str, row: int) -> int:
    """The id of the account that a record belongs to."""
    from amcli.storage import lines, records

    return int(lines.with_code(run.book, records.listed(run.book, kind, row=row)[0]["account"])["id"])


def with_person(run: Run, columns: dict[str, Any], account: int) -> dict[str, Any]:
    """Columns with the id of the person in the place of what was typed. Raises NotFound, Ambiguous."""
    from amcli.storage import resolve

    if "contact" not in columns:
        return columns
    found = {name: value for name, value in columns.items() if name != "contact"}
    text = columns["contact"]
    found["contact_id"] = None if text is None else resolve.contact(run.book, text, account)["id"]
    return found
