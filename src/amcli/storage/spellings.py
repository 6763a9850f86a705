"""How the words of the search index spell what is typed without accents: `lodz` as Łódź, `strasse` as Straße.

The index itself takes off an accent that stands on a Latin letter; a letter that is another one (ł, ø, ß, æ)
it keeps, and so it does the accents of other alphabets. Instead of keeping every text twice, the words that
begin with such a spelling are looked for in the index, letter by letter, before it is asked. Not for names
that are looked up (`resolve`): those are compared by `am_search_key`.
"""

from collections.abc import Iterator
from functools import cache

from amcli.rules.names import PLAIN_LETTERS, search_key
from amcli.storage.connection import Book, translated

MOST = 40
LAST = "\U0010ffff"
# Latin letters beyond ASCII, Greek, Cyrillic.
KEPT = (range(0xDF, 0x250), range(0x386, 0x3CF), range(0x430, 0x460))


@cache
def kept_letters() -> dict[str, list[tuple[str, str]]]:
    """The letters that the index does not make plain, with their plain form, by its first letter."""
    import unicodedata

    found: dict[str, list[tuple[str, str]]] = {}
    for letter in map(chr, (code for codes in KEPT for code in codes)):
        plain, base = search_key(letter), unicodedata.normalize("NFD", letter)[0]
        if letter == letter.lower() and plain != letter and (not base.isascii() or base in PLAIN_LETTERS):
            found.setdefault(plain[0], []).append((letter, plain))
    return found


def spelled(book: Book, word: str) -> list[str]:
    """The beginnings of words by which the index may hold a word, plain first; 40 at most."""
    key = search_key(word)
    has = asking(book)
    found = [key]
    for each in spellings(key, "", has):
        if each != key and len(found) < MOST:
            found.append(each)
    return found


def spellings(rest: str, begun: str, has: "Has") -> Iterator[str]:
    """What is begun, gone on with by every spelling of the rest that the index has a word for."""
    while rest:
        for letter, plain in kept_letters().get(rest[0], ()):
            ends = plain.startswith(rest)  # the start of a word is enough: "stras" is Straße too
            if (ends or rest.startswith(plain)) and has(begun + letter):
                yield from spellings("" if ends else rest[len(plain) :], begun + letter, has)
        begun, rest = begun + rest[0], rest[1:]
    yield begun


class Has:
    """Whether the index has a word that begins so; one look at its tree."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def __call__(self, begun: str) -> bool:
        query = "SELECT 1 FROM temp.vocabulary WHERE term >= ? AND term < ? LIMIT 1"
        with translated(self.book.file):
            return self.book.db.execute(query, (begun, begun + LAST)).fetchone() is not None


def asking(book: Book) -> Has:
    """The words of the index as a table of this connection, which writes nothing to the file."""
    with translated(book.file):
        only_reads = book.db.execute("PRAGMA query_only").fetchone()[0]
        if only_reads:
            book.db.execute("PRAGMA query_only = OFF")
        book.db.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab('main', 'search', 'instance')"
        )
        if only_reads:
            book.db.execute("PRAGMA query_only = ON")
    return Has(book)
