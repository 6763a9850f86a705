"""A book in numbers, for whoever mends a fault of the program: what it is made of, and nothing that it says.

It is looked at in any state, also where it can't be opened as a book, and never changed. Names that somebody
else gave (to a table, a view, a trigger) are no business of ours: they are counted.
"""

import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from amcli import patterns
from amcli.errors import AmcliError
from amcli.hints import Any
from amcli.storage.backups import backups
from amcli.storage.connection import APPLICATION_ID, ROLLUP_ID, VERSION, connect

Names = dict[tuple[str, str], str | None]
MOST_FAULTS = 1000
FIGURES = (
    *("application_id", "user_version", "page_size", "page_count", "freelist_count", "journal_mode"),
    "encoding",
)
SCHEMA = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite|_%' ESCAPE '|'"
# The words in which SQLite tells of damage; any other is a name that may be somebody's.
WORDS = frozenset(
    """
    a as be but byte bytes btreeinitpage cell check child code constraint corruption count database
    depth differ differs disk entries entry error expected extends failed for found fragmentation free
    freelist from fts5 get id image in index integer into invalid inverted is leaf length list main
    malformed map mismatch missing multiple never non not null number numeric of off ok on order out
    overflow page pages past pointer ptrmap 2nd range read real record refer reference reported returns
    right root row rowid rows should size space table text than the to too tree unable unique used uses
    utf8 validate value values virtual wrong
    """.split()  # noqa: SIM905
)


def outline(path: Path) -> dict[str, Any]:
    """What there is to say of a book: its files, and what SQLite makes of them."""
    found = {"files": dict(files(path)), "copies": dict(copies(path)), **inside(path)}
    return found | {"sqlite": sqlite3.sqlite_version}


def files(path: Path) -> Iterator[tuple[str, str]]:
    """The book's files and their folder: size and permissions."""
    beside = ((tail, Path(f"{path}-{tail}")) for tail in ("wal", "shm", "journal"))
    for name, each in (("folder", path.parent), ("book", path), *beside):
        try:
            state = os.stat(each)
        except OSError as error:
            yield name, "none" if isinstance(error, FileNotFoundError) else type(error).__name__
        else:
            size = "" if os.path.isdir(each) else f"{state.st_size:,} bytes, "
            yield name, f"{size}mode {state.st_mode & 0o777:03o}"


def copies(path: Path) -> Iterator[tuple[str, int]]:
    """How many backups there are, by what they were made before."""
    with suppress(AmcliError):
        yield from sorted(Counter(each.reason for each in backups(path)).items())


def inside(path: Path) -> dict[str, Any]:
    """What SQLite says of the file, as far as it can read it; an error by its name alone."""
    found: dict[str, Any] = {"figures": {}, "schema": {}, "rows": {}, "integrity": []}
    try:
        if path.is_file():
            with closing(connect(path)) as db:
                db.row_factory = None
                db.execute("PRAGMA query_only = ON")
                take_in(found, db)
    except (OSError, sqlite3.Error, AmcliError) as error:
        found["integrity"].append(named(error))
    return found


def take_in(found: dict[str, Any], db: sqlite3.Connection) -> None:
    """Add what an open file says, in the order in which damage hides it."""
    for name in FIGURES:
        found["figures"][name] = figure(db, name)
    ours, there = expected(), dict(objects(db))
    found["schema"] |= dict(compared(ours, there, found["figures"]["user_version"]))
    tables = [name for kind, name in ours if kind == "table" and (kind, name) in there]
    found["rows"] |= dict(counts(db, tables))
    found["integrity"] += integrity(db, ours)


def figure(db: sqlite3.Connection, name: str) -> object:
    """A figure of the file; whose it is, by our number."""
    (value,) = db.execute(f"PRAGMA {name}").fetchone()
    if name != "application_id":
        return value
    known = {APPLICATION_ID: "amcli", ROLLUP_ID: "roll-up", 0: "none"}
    return known.get(value, "another")


def named(error: Exception) -> str:
    """An error by its kind: its text may quote what is in the file."""
    return str(getattr(error, "sqlite_errorname", None) or type(error).__name__)


def objects(db: sqlite3.Connection) -> Iterator[tuple[tuple[str, str], str | None]]:
    """Everything in a schema, by kind and name."""
    yield from (((kind, name), sql) for kind, name, sql in db.execute(SCHEMA))


def expected() -> Names:
    """The schema of a new book; nothing where none can be made."""
    from amcli.storage.schema import create

    with suppress(Exception), tempfile.TemporaryDirectory(prefix="amcli-") as folder:
        path = Path(folder) / "new.db"
        create(path)
        with closing(connect(path)) as db:
            db.row_factory = None
            return dict(objects(db))
    return {}


def compared(ours: Names, there: Names, version: object) -> Iterator[tuple[str, str]]:
    """What is otherwise than in a new book: our names, and how many of others."""
    others = Counter(kind for kind, name in there if (kind, name) not in ours)
    yield from ((f"others' {kind}s", str(many)) for kind, many in sorted(others.items()))
    if version != VERSION or not ours:
        yield "compared with a new book", "no"
        return
    missing = [" ".join(each) for each in sorted(ours) if each not in there]
    differs = [" ".join(each) for each in sorted(ours) if there.get(each, ours[each]) != ours[each]]
    yield "missing", ", ".join(missing) or "none"
    yield "different", ", ".join(differs) or "none"


def counts(db: sqlite3.Connection, tables: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The rows of each of our tables."""
    for name in sorted(tables):
        try:
            (many,) = db.execute(f'SELECT count(*) FROM "{name}"').fetchone()
        except sqlite3.Error as error:
            yield name, named(error)
        else:
            yield name, f"{many:,}"


def integrity(db: sqlite3.Connection, ours: Names) -> list[str]:
    """What SQLite's own check finds, and rows that refer to nothing."""
    texts = (f"{name} {sql or ''}" for (_, name), sql in ours.items())
    known = {word for text in texts for word in patterns.findall(r"\w+", text)}
    said = [str(line) for (line,) in db.execute(f"PRAGMA integrity_check({MOST_FAULTS})")]
    broken = Counter(row[0] for row in db.execute("PRAGMA foreign_key_check"))
    told = [f"{many} rows of {table} refer to a missing record" for table, many in sorted(broken.items())]
    lines = Counter(without_names(line, known) for line in [*said, *told])
    return [line if many == 1 else f"{line} ({many} times)" for line, many in lines.items()]


def without_names(text: str, known: set[str]) -> str:
    """A sentence of SQLite in which a word that is neither its own nor ours stands as its length."""

    def kept(match: Any) -> str:
        word = match[0]
        plain = word in known or word.lower() in WORDS or word.isdecimal()
        return word if plain else f"({len(word)})"

    return patterns.sub(r"\w+", kept, " ".join(text.split()))
