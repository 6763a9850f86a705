"""A record of any kind as a few words: its name, its title, its first line, or its reference."""

from amcli.storage.connection import Book, translated
from amcli.vocabulary import LETTERS, reference

COLUMNS = {
    "account": "name",
    "contact": "name",
    "task": "title",
    "issue": "title",
    "goal": "title",
    "opportunity": "name",
    "interaction": "summary",
    "feedback": "text",
    "event": "note",
    "survey": "comment",
    "contract": "reference",
    "product": "name",
    "handoff": "note",
    "play": "name",
    "unmatched": "address",
}
# Kinds without a name or text of their own, or whose text may be missing.
MADE = {
    "usage": """metric || ' on ' || "on\"""",
    "target": "period || ' ' || metric || coalesce(' for ' || owner, '')",
    "handoff": """coalesce(from_owner || ' to ', '') || coalesce(to_owner, "on")""",
    "event": "coalesce(note, replace(kind, '_', ' '))",
    "survey": "upper(kind) || ' ' || printf('%g of %g', score, scale_max)",
}
LONGEST = 60


def label(book: Book, kind: str, row: int) -> str:
    with translated(book.file):
        words = MADE.get(kind) or f'"{COLUMNS[kind]}"'
        found = book.db.execute(f'SELECT {words} AS text FROM "{kind}" WHERE id = ?', (row,)).fetchone()
    text = found["text"] if found is not None else None
    if not text:
        return reference(kind, row) if kind in LETTERS else f"{kind} {row}"
    first = str(text).splitlines()[0] if str(text).splitlines() else str(text)
    return first if len(first) <= LONGEST else first[: LONGEST - 3].rstrip() + "..."
