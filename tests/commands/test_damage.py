"""Books that are damaged anywhere, by a bit, noise, a cut or text of another encoding: every command says so
or answers, and no copy of such a book is called a backup unless all of it can be read."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from amcli.storage.connection import APPLICATION_ID, VERSION
from tests.profiles import is_nightly
from tests.support import Cli, dump, rows_of

PAGE, HEADER = 4096, 100
NO_UTF8 = "CAST(x'4c6fff' AS TEXT)"
TRIGGERS = "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
COMMANDS: tuple[tuple[str, ...], ...] = (
    (), ("today", "--explain"), ("week",), ("checkins", "--all"), ("renewals", "--all"), ("risks", "--all"),
    ("brief", "acme"), ("qbr", "brief", "acme"), ("account", "plan", "acme"), ("show", "acme"),
    ("show", "p1"), ("timeline", "acme"), ("timeline", "acme", "--all"), ("find", "security"), ("tasks",),
    ("portfolio", "--by", "owner"), ("metrics",), ("forecast",), ("digest",), ("history",),
    ("account", "list", "notes~security"), ("contact", "list", "--all"), ("activity", "list"),
    ("export", "--all", "--to", "out"), ("sql", "SELECT * FROM account"), ("sql", "SELECT * FROM renewals"),
    ("log", "acme", "Called", "-w", "jane", "-n", "Send it", "--due", "fri"), ("done", "t1"), ("undo",),
    ("account", "edit", "acme", "--notes", "New"), ("account", "rm", "acme", "--yes"), ("renew", "acme"),
    ("account", "add", "Another"), ("contact", "merge", "p1", "p2", "--yes"), ("stage", "acme", "verbal"),
    ("import", "accounts.csv", "--yes"), ("backup",), ("snooze", "acme", "fri"), ("news", "list"),
)  # fmt: skip
READS = (
    ("timeline", "acme"), ("show", "acme"), ("export", "--all", "--to", "out"), ("history",),
    ("find", "security"), ("undo",), ("today",), ("log", "acme", "x", "-w", "jane"), ("backup",),
)  # fmt: skip
QUERY = ("sql", "SELECT am_search_key(name) FROM contact")
EVERYWHERE = (*READS, ("account", "list"), ("import", "accounts.csv", "--yes"))


class Damage(NamedTuple):
    """What is done to a file, and its seed."""

    name: str
    seed: int
    do: Callable[[Path, random.Random], None]


def flip(path: Path, places: list[int], dice: random.Random, many: int) -> None:
    """Turn some bits round in the bytes at these places."""
    whole = bytearray(path.read_bytes())
    for place in dice.sample(places, many):
        whole[place] ^= 1 << dice.randrange(8)
    path.write_bytes(whole)


def flip_header(path: Path, dice: random.Random) -> None:
    flip(path, list(range(HEADER)), dice, 1)


def flip_page(kind: int) -> Callable[[Path, random.Random], None]:
    """Bits of one page that begins with a byte, which tells pages of trees apart."""

    def do(path: Path, dice: random.Random) -> None:
        whole = path.read_bytes()
        starts = [0] if kind == 0 else range(PAGE, len(whole), PAGE)
        pages = [at for at in starts if whole[at] == kind or kind == 0] or [PAGE]
        at = dice.choice(pages)
        flip(path, list(range(at + (HEADER if at == 0 else 0), at + PAGE)), dice, 4)

    return do


def noise(path: Path, dice: random.Random) -> None:
    """Random bytes for a part of the file, behind its first page or over it too."""
    whole = bytearray(path.read_bytes())
    first = dice.choice([0, PAGE, len(whole) // 2])
    last = dice.choice([len(whole), first + 16, first + PAGE])
    whole[first:last] = dice.randbytes(min(last, len(whole)) - first)
    path.write_bytes(whole)


def cut(path: Path, dice: random.Random) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: -dice.choice([1, 7, 512, PAGE - 1, PAGE, 3 * PAGE, len(whole) // 2])])


def rewrite(path: Path, dice: random.Random) -> None:
    """A text of a record that isn't UTF-8, in a column that a command reads."""
    table, column = dice.choice(
        [("account", "name"), ("account", "notes"), ("contact", "name"), ("contact", "emails"),
         ("interaction", "summary"), ("task", "title"), ("journal", "before"), ("txn", "command"),
         ("issue", "title"), ("goal", "title"), ("usage", "metric"), ("product", "name")]
    )  # fmt: skip
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA ignore_check_constraints = ON")
    for (name,) in db.execute(TRIGGERS).fetchall():
        if dice.random() < 0.5:
            db.execute(f"DROP TRIGGER {name}")
    try:
        db.execute(f"UPDATE {table} SET {column} = {NO_UTF8} WHERE id = (SELECT min(id) FROM {table})")
    except sqlite3.Error:  # a trigger of the book's own reads the text
        db.execute(f"UPDATE sqlite_sequence SET name = {NO_UTF8} WHERE name = '{table}'")
    db.close()


PAGES = {"the schema": 0, "an inner page of a table": 5, "an inner page of an index": 2, "a page of rows": 13,
    "a page of an index": 10, "a long row": 0x00}  # fmt: skip


def damages() -> list[Damage]:
    """Some of each kind, the same in each run."""
    kinds: list[tuple[str, Callable[[Path, random.Random], None]]] = [
        ("header", flip_header), ("noise", noise), ("cut", cut), ("text", rewrite),
        *((name, flip_page(kind)) for name, kind in PAGES.items()),
    ]  # fmt: skip
    return [Damage(name, seed, do) for name, do in kinds for seed in range(60 if is_nightly() else 2)]


@pytest.fixture
def folder(known: Cli) -> Cli:
    """A book of which everything is known, that no command keeps open, and a file to import."""
    known.let_go()
    rows_of(known.book, "PRAGMA journal_mode = DELETE")
    (known.folder / "accounts.csv").write_text("name\nNew One\nNew Two\n")
    return Cli(known.folder, known.book)


def put(path: Path, whole: bytes) -> None:
    """This file in the place of a book, with nothing beside it."""
    for suffix in ("-wal", "-shm", "-journal"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    path.write_bytes(whole)


def test_no_command_stumbles_over_damage(folder: Cli) -> None:
    """Each damage meets some of the commands in turn: nightly each command meets every damage, by day each
    damage three and each command some."""
    sound, wrong = folder.book.read_bytes(), []
    turns = len(COMMANDS) if is_nightly() else 3
    for number, damage in enumerate(damages()):
        put(folder.book, sound)
        damage.do(folder.book, random.Random(damage.seed))
        broken = folder.book.read_bytes()
        for turn in range(turns):
            argv = COMMANDS[(number * turns + turn) % len(COMMANDS)]
            put(folder.book, broken)
            code, _, err = folder(*argv)
            most = 4 + (str(folder.book) in err)  # a path that long has a line of its own
            if code in (1, 2) or "Traceback" in err or (code == 6 and len(err.splitlines()) > most):
                wrong.append((damage.name, damage.seed, argv, code, err))
        shutil.rmtree(folder.folder / "out", ignore_errors=True)
    assert wrong == []


def readable(path: Path) -> bool:
    """Whether every value of a file can be read, by other means than the program's own."""
    try:
        dump(path, ())
    except (sqlite3.Error, UnicodeDecodeError):
        return False
    return True


def test_no_backup_is_made_or_restored_of_what_cannot_be_read(folder: Cli) -> None:
    """A copy that a command calls a backup can be read to its last text, and is searched rightly."""
    sound, wrong, codes = folder.book.read_bytes(), [], set()
    aside = folder.folder / "aside.db"
    for damage in damages():
        put(folder.book, sound)
        damage.do(folder.book, random.Random(damage.seed))
        put(aside, folder.book.read_bytes())
        code, out, err = folder("backup")
        codes.add(code)
        if code not in (0, 6) or (code == 0 and not readable(Path(out.strip()))):
            wrong.append(("backup", damage.name, damage.seed, code, err))
        put(folder.book, sound)
        second, _, err = folder("restore", str(aside), "--yes")
        if second not in (0, 6) or (second == 0 and not readable(folder.book)):
            wrong.append(("restore", damage.name, damage.seed, second, err))
        if second == 6 and folder.book.read_bytes() != sound:
            wrong.append(("restore", damage.name, damage.seed, "another book", err))
        shutil.rmtree(folder.folder / "backups", ignore_errors=True)
    assert (wrong, codes) == ([], {0, 6})


@pytest.mark.parametrize("argv", [*READS, QUERY], ids=" ".join)
def test_text_that_is_no_utf8_is_damage(folder: Cli, argv: tuple[str, ...]) -> None:
    triggers = [row[0] for row in rows_of(folder.book, TRIGGERS)]
    db = sqlite3.connect(folder.book)
    db.executescript(
        f"""{"".join(f"DROP TRIGGER {name};" for name in triggers)}
        UPDATE interaction SET summary = {NO_UTF8}; UPDATE account SET notes = {NO_UTF8};
        UPDATE contact SET name = {NO_UTF8}; UPDATE task SET title = {NO_UTF8};
        UPDATE txn SET command = {NO_UTF8}; UPDATE journal SET before = {NO_UTF8} WHERE before IS NOT NULL;"""
    )
    db.close()
    code, out, err = folder(*argv)
    assert (code, out, "is damaged" in err) == (6, "", True), (code, err)


@pytest.mark.parametrize("argv", EVERYWHERE, ids=" ".join)
def test_our_header_over_other_tables_is_damage(folder: Cli, argv: tuple[str, ...]) -> None:
    folder.book.unlink()
    db = sqlite3.connect(folder.book)
    db.executescript(
        f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION};"
        "CREATE TABLE account(id, name); INSERT INTO account VALUES (1, 'Other')"
    )
    db.close()
    code, out, err = folder(*argv)
    assert (code, out, "is damaged" in err) == (6, "", True), (code, err)
    assert rows_of(folder.book, "SELECT * FROM account") == [(1, "Other")]


def test_a_damaged_book_that_a_copy_replaces_is_kept_as_it_was(folder: Cli) -> None:
    """Whatever is wrong with it: a copy from before it goes back, and its bytes stay."""
    folder.ok("backup")
    before = dump(folder.book, ())
    for table, sql in {
        "text": f"UPDATE task SET title = {NO_UTF8}",
        "index": "UPDATE search_data SET block = x'00' WHERE id > 10",
        "trigger": "DROP TRIGGER journal_task_update",
    }.items():
        db = sqlite3.connect(folder.book)
        db.execute("DROP TRIGGER IF EXISTS search_task_update")
        db.execute(sql)
        db.commit()
        db.close()
        assert folder("backup").code == 6, table
        code, out, err = folder("restore", "--yes")
        assert (code, "-damaged.db" in err) == (0, True), (table, out, err)
        assert dump(folder.book, ()) == before, table
