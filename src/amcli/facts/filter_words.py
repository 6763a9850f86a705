"""Completion of filter words: the field, its operator, then the values that the field has or may have.

Reads with the connection that it is given and loads nothing that a person would wait for. What a word
means is in `rules.filters`.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from amcli.facts.filter_fields import PREFIX, WITHOUT_ACCOUNT, fields_of
from amcli.rules.filters import ALONE, MEANINGS, OPERATORS, FilterField
from amcli.rules.names import search_key, shown

if TYPE_CHECKING:
    import sqlite3

MOST = 200
DAYS = (
    *("today", "-7d", "-30d", "-90d", "+7d", "+30d", "+90d"),
    *("this-week", "last-week", "next-week", "this-month", "last-month", "next-month"),
    *("this-quarter", "last-quarter", "next-quarter"),
)

Candidate = tuple[str, str]


def filter_candidates(db: "sqlite3.Connection", which: str, word: str) -> Iterator[Candidate]:
    """What a filter word of a kind of list may become, with what it means. Raises sqlite3.Error."""
    fields = fields_of(which)
    left, colon, value = word.partition(":")
    if colon:
        yield from values(db, which, fields, left, value)
        return
    key = search_key(word)
    name, _, begun = key.rpartition(".")
    for operator in OPERATORS[fields[name].type] if name in fields else ():
        if operator.startswith(begun):
            yield f"{name}.{operator}:", MEANINGS[operator]
    for each, field in sorted(fields.items(), key=lambda pair: not pair[0].startswith(key)):
        if key in each and (key.startswith(PREFIX) or not each.startswith(PREFIX)) and each != "extra":
            yield f"{each}:", field.help


def values(
    db: "sqlite3.Connection", which: str, fields: dict[str, FilterField], left: str, typed: str
) -> Iterator[Candidate]:
    """The values of a field, behind those that stand before a comma already."""
    name, _, operator = left.rpartition(".")
    field = fields.get(left) or (fields.get(name) if operator in MEANINGS else None)
    if field is None or operator in ALONE:
        return
    done, comma, begun = typed.rpartition(",")
    key, given = search_key(begun), search_key(done).split(",")
    for value in possible(db, which, field):
        if key in search_key(value) and search_key(value) not in given:
            yield f"{left}:{done}{comma}{value}", ""


def possible(db: "sqlite3.Connection", which: str, field: FilterField) -> Iterator[str]:
    """The values that a field may have: those of its vocabulary, or those that are in the book."""
    if field.type == "word":
        yield from field.values
    elif field.type == "bool":
        yield from ("yes", "no")
    elif field.type in ("day", "instant"):
        yield from DAYS
    elif field.type in ("text", "list"):
        yield from entered(db, which, field)


def entered(db: "sqlite3.Connection", which: str, field: FilterField) -> Iterator[str]:
    """The values of a field that are in the book, the most frequent first; none that no line can hold."""
    if "am_" in field.sql or ":today" in field.sql:
        return
    owned = "account a" if which == "account" else f'"{which}" r'
    if which != "account" and which not in WITHOUT_ACCOUNT:
        owned += " JOIN account a ON a.id = r.account_id"
    source, value = owned, field.sql
    if field.type == "list":
        source, value = f"{owned}, json_each({field.sql}) e", "e.value"
    query = (
        f"SELECT {value} AS v FROM {source} WHERE v <> '' GROUP BY v ORDER BY count(*) DESC, v LIMIT {MOST}"
    )
    for (found,) in db.execute(query):
        text = str(found)
        if shown(text) == text and "," not in text and len(text) <= MOST:
            yield text
