"""`am find`: each match with its record, its account and the words around the hit."""

import re
from typing import Any

from amcli.output.result import Listing
from amcli.output.screen import Column, Part, Screen, safe
from amcli.output.words import column_day
from amcli.reports.find import AFTER, BEFORE

WITH_LISTS = ("account", "contact", "contract")
JSON_MARKS = (
    (r"\s*(?<!\S)(?:\[\]|\{\})(?!\S)", ""),  # empty lists
    (r'[\[{]"|"[\]}]|(?<=\d)\}(?!\S)', ""),  # both ends
    (r'"?, "', ", "),
    (r'(?<=\S)": "?', ": "),
)


def draw(screen: Screen, listing: Listing) -> None:
    about, rows = listing.about, listing.rows
    if not rows:
        screen.line(
            [
                Part(f"Nothing matches {safe(about['text'])}. "),
                Part("Beginnings of words match too.", "muted"),
            ]
        )
        return
    screen.heading("Found", f"{about['count']:,} for {safe(about['text'])}", [])
    screen.line()
    columns = [
        Column("", most=16),
        Column("Kind"),
        Column("On", True),
        Column("Account", most=24 if screen.wide else 17),
        Column("Text"),
    ]
    screen.table(columns, [line(row, about["today"]) for row in rows])
    screen.line()
    left = about["count"] - len(rows)
    more = f"{left:,} more" if left > 0 else ""
    first = next(filter(None, map(listing.reference, rows)), "")
    screen.footer([(more, f"am show {safe(first)}" if first else "")])


def line(row: Any, today: Any) -> list[Any]:
    """One match, with the hit in bold."""
    on = column_day(row["on"], today) if row["on"] else ""
    return [
        Part(safe(row["ref"]), "muted"),
        row["kind"],
        on,
        safe(row["name"]),
        marked(row["marked"], row["kind"]),
    ]


def marked(text: str, kind: str) -> list[Part]:
    """The words around the hit; the hit stands out."""
    parts = []
    text = bare(text) if kind in WITH_LISTS else text
    for at, piece in enumerate(text.replace("\n", " ").split(BEFORE)):
        hit, after, rest = piece.partition(AFTER)
        if at and after:
            parts += [Part(safe_part(hit), "heading"), Part(safe_part(rest))]
        else:
            parts.append(Part(safe_part(piece)))
    return parts


def bare(text: str) -> str:
    """Text without the brackets and quotes of the lists (tags, addresses) that the index holds as JSON."""
    for pattern, stand_in in JSON_MARKS:
        text = re.sub(pattern, stand_in, text)
    return text.strip()


def safe_part(text: str) -> str:
    """A piece of text; an empty one stays empty."""
    return safe(text) if text else ""
