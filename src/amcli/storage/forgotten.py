"""Who was forgotten, as keyed hashes: enough for an import to know them again, and for nothing else.

The key lies in the book beside the hashes, so whoever has the book can try out an address that they guess;
the hashes alone tell nothing. Not for taking anybody out (forgetting.py).
"""

import sqlite3
from collections.abc import Iterable

from amcli.hints import Any

KEY = "forgotten key"
HASHES = "SELECT hash FROM forgotten"
Hashed = tuple[str, str]


class Forgotten:
    """What an import asks: whether it would bring somebody back who was forgotten."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._hashes = {hashed for (hashed,) in db.execute(HASHES)}
        self._key = key_of(db) if self._hashes else None

    def __bool__(self) -> bool:
        return self._key is not None

    def knows(self, some: Iterable[Hashed]) -> bool:
        """Whether any of these, each with its kind, was forgotten."""
        return self._key is not None and any(hash_of(self._key, each) in self._hashes for each in some)


def key_of(db: sqlite3.Connection) -> bytes | None:
    """The book's own key; None before anybody was forgotten."""
    found = db.execute("SELECT value FROM setting WHERE key = ?", (KEY,)).fetchone()
    return None if found is None else bytes.fromhex(found[0])


def own_key(db: sqlite3.Connection) -> bytes:
    """The book's own key, made where there is none, within a transaction."""
    found = key_of(db)
    if found is None:
        import secrets

        found = secrets.token_bytes(32)
        keep_key(db, found)
    return found


def keep_key(db: sqlite3.Connection, key: bytes) -> None:
    """Make a key the book's own."""
    db.execute("INSERT INTO setting(key, value) VALUES (?, ?)", (KEY, key.hex()))


def hash_of(key: bytes, what: Hashed) -> str:
    """The keyed hash of something of a kind."""
    import hashlib
    import hmac

    text = "\n".join(what).encode("utf-8", "surrogatepass")
    return hmac.new(key, text, hashlib.sha256).hexdigest()


def put(db: sqlite3.Connection, change: int, day: str, hashes: Iterable[str]) -> None:
    """Keep the hashes of what a change forgot."""
    statement = 'INSERT OR IGNORE INTO forgotten(change, "on", hash) VALUES (?, ?, ?)'
    db.executemany(statement, [(change, day, each) for each in sorted(set(hashes))])


def all_of(db: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """Everything that is kept, for a copy of the book."""
    return db.execute('SELECT change, "on", hash FROM forgotten ORDER BY id').fetchall()


def allow(db: sqlite3.Connection, some: Iterable[Hashed]) -> int:
    """Let imports bring them again whom any of these stands for, with all that was kept of them; gives how
    many hashes went. Within a transaction."""
    key = key_of(db)
    if key is None:
        return 0
    hashes = [hash_of(key, each) for each in some]
    marks = ", ".join("?" * len(hashes))
    group = f"SELECT change FROM forgotten WHERE hash IN ({marks})"
    return db.execute(f"DELETE FROM forgotten WHERE change IN ({group})", hashes).rowcount
