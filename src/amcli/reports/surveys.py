"""`am survey list`: answers to surveys, when a touch followed each, and the bad ones that none has followed.

What a bad answer is, is said by the signal `unhappy`.
"""

import datetime as dt
from collections.abc import Container

from amcli.facts.signs import ANSWER_DAYS
from amcli.fields import Row, fields
from amcli.hints import Any, NamedTuple
from amcli.page import Cell, Column, Footer, Line, Page, Table, dash, says
from amcli.records.declaration import listed_fields
from amcli.rules.facts import Answer
from amcli.rules.formatting import column_day, count, of
from amcli.rules.numbers import plain
from amcli.storage import records
from amcli.storage.connection import Book

FOLLOWED = fields("""
answered_on  day the first touch on its day or after it
days_waiting int days from the answer to that touch, or to today
""")
FIELDS = (*listed_fields("survey"), *FOLLOWED)


class Asked(NamedTuple):
    """Which answers: of one account or of all, and of those the ones that filters choose."""

    account: int | None = None
    ids: frozenset[int] | None = None


def read_surveys(book: Book, today: dt.date, asked: Asked) -> list[Row]:
    """The answers, the newest first."""
    found = book.rows("surveys.followed", today=today.isoformat(), account=asked.account, since=None)
    followed = {row["id"]: row["answered_on"] for row in found}
    return [
        with_wait(row, followed.get(row["id"]), today)
        for row in records.list_records(book, "survey", account=asked.account, ids=asked.ids)
    ]


def read_unanswered(book: Book, today: dt.date, asked: Asked, resting: Container[str]) -> list[Row]:
    """The bad answers that no touch has followed, the one that waits longest first; none of accounts at
    rest, where what is open rests."""
    since = (today - dt.timedelta(ANSWER_DAYS)).isoformat()
    found = book.rows("surveys.followed", today=today.isoformat(), account=asked.account, since=since)
    waiting = {row["id"] for row in found if row["answered_on"] is None and is_bad(row, today)}
    chosen = waiting if asked.ids is None else waiting & asked.ids
    rows = records.list_records(book, "survey", account=asked.account, ids=chosen)
    kept = [with_wait(row, None, today) for row in rows if row["account"] not in resting]
    return sorted(kept, key=lambda row: (-row["days_waiting"], row["id"]))


def is_bad(row: Any, today: dt.date) -> bool:
    """Whether an answer is a bad one, of today or before."""
    from amcli.rules.signals.unhappy import is_low

    on = dt.date.fromisoformat(row["on"])
    found = Answer(row["id"], row["kind"], on, row["score"], row["scale_max"], row["contact_id"])
    return on <= today and is_low(found)


def with_wait(row: Row, answered: str | None, today: dt.date) -> Row:
    """An answer with the day of the touch that followed it, and how long that took or takes."""
    until = today if answered is None else dt.date.fromisoformat(answered)
    return row | {"answered_on": answered, "days_waiting": (until - dt.date.fromisoformat(row["on"])).days}


COLUMNS = (
    Column("Answer"),
    Column("On"),
    Column("Account"),
    Column("Who", only="wide"),
    Column("Score"),
    Column("Waiting", right=True),
    Column("Comment"),
)


def unanswered_page(today: dt.date, shown: list[Row], whole: list[Row]) -> Page:
    """What a person sees of the bad answers that are shown and of all that wait."""
    if not shown:
        return says("No bad answer of the last 180 days is waiting for a touch.")
    lines: list[Line] = [
        [
            Cell(row["survey"], "muted"),
            column_day(row["on"], today),
            dash(row["account"]),
            dash(row["contact"]),
            f"{row['kind'].upper()} {plain(row['score'])} of {plain(row['scale_max'])}",
            f"{row['days_waiting']}d",
            dash(row["comment"]),
        ]
        for row in shown
    ]
    left = len(whole) - len(shown)
    said = f"{left:,} more" if left else f"{count(len(whole), 'bad answer')} without a touch since"
    footer = Footer(said, f"am log {shown[0]['account']}")
    return Page("Unanswered", of(len(shown), len(whole)), (), [Table(COLUMNS, lines, shared=True)], [footer])
