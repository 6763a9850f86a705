"""Full-text search over every kind of record: the fields of `am find`, their rows, and their page."""

import datetime as dt

from amcli import jsontext, patterns
from amcli.errors import BadValue
from amcli.fields import Row, fields
from amcli.hints import Any
from amcli.page import Cell, Column, Footer, Line, Page, Table, dash, says
from amcli.rules.formatting import column_day
from amcli.rules.names import search_key
from amcli.storage import whois
from amcli.storage.connection import Book, translated
from amcli.storage.labels import COLUMNS
from amcli.storage.spellings import spelled
from amcli.storage.triggers import KIND_OF_NUMBER, KINDS_IN_SEARCH
from amcli.vocabulary import LETTERS, noun, reference

FIELDS = fields("""
ref     text  the record, as commands take it; null for a product
kind    text! its kind
account text  the account's code
name    text  the account's name
on      day   its day, where it has one
title   text  what it is called
snippet text! the words around the hit
""")
# What filter words may name of a match itself; its texts are what is searched.
OWN_FIELDS = tuple(field for field in FIELDS if field.name in ("kind", "on", "account", "ref"))
DAYS = {
    "interaction": "on", "task": "due_on", "contract": "starts_on", "opportunity": "expected_on",
    "issue": "opened_on", "feedback": "on", "survey": "on", "goal": "due_on", "event": "on", "handoff": "on",
}  # fmt: skip
BEFORE, AFTER = "\x02", "\x03"


def expression(book: Book, text: str) -> str:
    """What FTS5 is asked: every word typed, as the beginning of a word, in every spelling that the index has
    of it. Raises BadValue for no word."""
    words = "".join(char if char.isalnum() else " " for char in search_key(text)).split()
    if not words:
        raise BadValue("TEXT: no word to search for.")
    spellings = (spelled(book, word) for word in words[:20])
    return " AND ".join(
        f"({' OR '.join(f'{chr(34)}{each}{chr(34)}*' for each in some)})" for some in spellings
    )


def unspaced(text: str) -> bool:
    """Whether a script without spaces between words was typed, which no index of words can serve."""
    return any(
        "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\u0e00" <= char <= "\u0e7f"
        for char in text
    )


def find_rows(book: Book, text: str, limit: int) -> tuple[list[Row], int]:
    """The best matches and how many there are in all; first of all those whose phone number was typed."""
    numbered = by_number(book, text)
    found, count = by_words(book, text, limit)
    known = {row["ref"] for row in numbered}
    others = [row for row in found if row["ref"] not in known]
    count += len(numbered) - (len(found) - len(others))
    both = [*numbered, *others]
    return both if limit < 0 else both[:limit], count


def by_number(book: Book, text: str) -> list[Row]:
    """The people and accounts with a phone number."""
    found = [("contact", each) for each in whois.people(book, text)]
    found += [("account", each) for each in whois.switchboards(book, text)]
    titles = {
        (kind, row["id"]): row
        for kind in ("contact", "account")
        for row in read_kind(book, kind, [each.row["id"] for named, each in found if named == kind])
    }
    return [
        as_row(kind, titles[kind, each.row["id"]], f"{BEFORE}{each.typed}{AFTER}") for kind, each in found
    ]


def by_words(book: Book, text: str, limit: int) -> tuple[list[Row], int]:
    """The best matches of the words and how many there are in all."""
    query = expression(book, text)
    if unspaced(text):
        words = text.split()
        shown_word = next(word for word in words if unspaced(word))
        hits = book.rows("find.inside", text=shown_word, words=jsontext.dumps(words), limit=limit)
        return described(book, hits), len(hits)
    hits = book.rows("find.found", query=query, limit=limit, before=BEFORE, after=AFTER)
    count = len(hits)
    if count == limit:
        found = book.row("find.count", query=query)
        count = int(found["matches"]) if found else count
    return described(book, hits), count


def described(book: Book, hits: list[Any]) -> list[Row]:
    """Hits with what they are and whose; in the order of the hits."""
    by_kind: dict[str, list[int]] = {}
    for hit in hits:
        by_kind.setdefault(KIND_OF_NUMBER[hit["rowid"] % KINDS_IN_SEARCH], []).append(
            hit["rowid"] // KINDS_IN_SEARCH
        )
    known = {(kind, row["id"]): row for kind, ids in by_kind.items() for row in read_kind(book, kind, ids)}
    found = []
    for hit in hits:
        kind, row = KIND_OF_NUMBER[hit["rowid"] % KINDS_IN_SEARCH], hit["rowid"] // KINDS_IN_SEARCH
        if (kind, row) in known:
            found.append(as_row(kind, known[kind, row], hit["snippet"]))
    return found


def read_kind(book: Book, kind: str, ids: list[int]) -> list[Any]:
    """Title, day and account of some records of a kind."""
    day = f'k."{DAYS[kind]}"' if kind in DAYS else "NULL"
    columns = f'k.id, {day} AS "on", k."{COLUMNS[kind]}" AS title'
    chosen = "k.id IN (SELECT value FROM json_each(?))"
    if kind == "account":
        query = f"SELECT {columns}, k.code AS account, k.name FROM account k WHERE {chosen}"
    elif kind == "product":
        query = f"SELECT {columns}, NULL AS account, NULL AS name FROM product k WHERE {chosen}"
    else:
        owned = f'"{kind}" k JOIN account a ON a.id = k.account_id'
        query = f"SELECT {columns}, a.code AS account, a.name FROM {owned} WHERE {chosen}"
    with translated(book.file):
        return book.db.execute(query, (jsontext.dumps(ids),)).fetchall()


def as_row(kind: str, found: Any, snippet: str) -> Row:
    """One hit as JSON has it."""
    ref = reference(kind, found["id"]) if kind in LETTERS else found["account"]
    return {
        "ref": ref,
        "kind": kind,
        "account": found["account"],
        "name": found["name"],
        "on": found["on"],
        "title": found["title"],
        "snippet": snippet.replace(BEFORE, "").replace(AFTER, ""),
        "marked": snippet,
    }


MATCH = (
    Column("", most=16),
    Column("Kind"),
    Column("On", right=True),
    Column("Account", most=24, short=17),
    Column("Text"),
)
WITH_LISTS = ("account", "contact", "contract")
JSON_MARKS = (
    (r"\s*(?<!\S)(?:\[\]|\{\})(?!\S)", ""),  # empty lists
    (r'[\[{]"|"[\]}]|(?<=\d)\}(?!\S)', ""),  # both ends
    (r'"?, "', ", "),
    (r'(?<=\S)": "?', ": "),
)


def find_page(today: dt.date, text: str, count: int, shown: list[Row], _: list[Row]) -> Page:
    """What a person sees of the rows that are shown; `count` matches there are in all."""
    if not shown:
        return says(f"Nothing matches {dash(text)}. ", Cell("Beginnings of words match too.", "muted"))
    more = f"{count - len(shown):,} more" if count > len(shown) else ""
    first = next(filter(None, map(handle_of, shown)), "")
    table = Table(MATCH, [line(row, today) for row in shown])
    footer = Footer(more, f"am show {first}" if first else "")
    return Page("Found", f"{count:,} for {dash(text)}", (), [table], [footer])


def handle_of(row: Row) -> str:
    """What commands accept for a record that was found; nothing for a product, which has no page."""
    return "" if row["kind"] == "product" else str(row["ref"])


def line(row: Row, today: dt.date) -> Line:
    on = column_day(row["on"], today) if row["on"] else ""
    text = bare(row["marked"]) if row["kind"] in WITH_LISTS else row["marked"]
    return [Cell(dash(row["ref"]), "muted"), noun(row["kind"]), on, dash(row["name"]), marked(text)]


def marked(text: str) -> list[Cell]:
    """The words around the hit; the hit stands out."""
    found = []
    for at, piece in enumerate(text.replace("\n", " ").split(BEFORE)):
        hit, after, rest = piece.partition(AFTER)
        found += [Cell(hit, "heading"), Cell(rest)] if at and after else [Cell(piece)]
    return found


def bare(text: str) -> str:
    """Text without the brackets and quotes of the lists (tags, addresses) that the index holds as JSON."""
    for pattern, stand_in in JSON_MARKS:
        text = patterns.sub(pattern, stand_in, text)
    return text.strip()
