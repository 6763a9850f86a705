"""Values that somebody has entered before, for completion: owners, tags, themes, metrics and the like.

Loaded by `candidates` alone. Only the columns of one table can be asked for; which record a value
stands in is not told.
"""

import sqlite3
from collections.abc import Iterator

from amcli.rules.names import shown

# By what the command line asks for; the columns marked as lists hold JSON.
COLUMNS = (
    *("account.owner", "account.team", "account.industry", "account.segment", "account.region"),
    *("account.tags", "contact.tags", "contact.language", "feedback.theme", "usage.metric"),
    *("issue.owner", "issue.escalated_to", "task.assignee", "task.waiting_on", "unmatched.address"),
)
LISTS = ("tags",)


def entered(db: sqlite3.Connection, column: str) -> Iterator[str]:
    """The values of a column, those in most records first, without what is no single safe word or line.
    Raises KeyError for another column, sqlite3.Error."""
    if column not in COLUMNS:
        raise KeyError(column)
    table, _, name = column.partition(".")
    source = f"json_each({table}.{name})" if name in LISTS else ""
    value = "value" if source else f'"{name}"'
    query = (
        f"SELECT {value}, count(*) FROM {table}{', ' + source if source else ''}"
        f" WHERE {value} <> '' GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    for found, _ in db.execute(query):
        if isinstance(found, str) and shown(found) == found and not found.startswith("-"):
            yield found
