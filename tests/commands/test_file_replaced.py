"""A book whose file another program replaces, moves, deletes, cuts or writes over while `am` waits at a
question or in an editor, or between two statements: one line that says so, exit code 6, and nothing written
to either file."""

import inspect
import os
import re
import select
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from amcli.errors import BookUnavailable
from amcli.storage import connection, held
from amcli.storage.opening import open_book
from tests import forkserver
from tests.forkserver import LONGEST, PROGRAM
from tests.profiles import crossed, some
from tests.support import (
    TODAY,
    Cli,
    Result,
    clean_environment,
    dump,
    open_terminal,
    read_to_the_end,
    rows_of,
    run_here,
    run_program,
    uncoloured,
)

TABLES = ("account", "interaction", "contact", "contract", "task", "journal", "search_content")
NO_BOOK = b"no book at all, but some text" * 500
OTHER = "INSERT INTO setting(key, value) VALUES ('of', 'the other book')"


class Place(NamedTuple):
    """A book, the other program's one, and the environment in which `am` opens the first."""

    book: Path
    other: Path
    environ: dict[str, str]


@pytest.fixture
def place(office: Cli, tmp_path: Path) -> Place:
    """The office's book as one file, and another one that has been lent something since."""
    office.let_go()
    rows_of(office.book, "PRAGMA journal_mode = DELETE")
    rows_of(office.book, "PRAGMA journal_mode = WAL")
    other = tmp_path / "other.db"
    shutil.copyfile(office.book, other)
    rows_of(other, OTHER)
    rows_of(other, "PRAGMA wal_checkpoint(TRUNCATE)")
    environ = clean_environment(tmp_path) | {"AMCLI_BOOK": str(office.book), "AMCLI_TODAY": "2026-03-02"}
    return Place(office.book, other, environ)


def renamed(place: Place) -> None:
    """What a sync program does: a new file takes the name."""
    os.replace(place.other, place.book)


def removed_and_copied(place: Place) -> None:
    place.book.unlink()
    shutil.copyfile(place.other, place.book)


def moved(place: Place) -> None:
    os.rename(place.book, place.book.with_name("elsewhere.db"))


def deleted(place: Place) -> None:
    place.book.unlink()


def copied_over(place: Place) -> None:
    """The same file with other content, as `cp` does it."""
    place.book.write_bytes(place.other.read_bytes())


def emptied(place: Place) -> None:
    os.truncate(place.book, 0)


def halved(place: Place) -> None:
    os.truncate(place.book, place.book.stat().st_size // 2)


WAYS: dict[Callable[[Place], None], str] = {
    renamed: held.REPLACED, removed_and_copied: held.REPLACED, moved: held.GONE, deleted: held.GONE,
    copied_over: held.REWRITTEN, emptied: held.REWRITTEN, halved: held.REWRITTEN,
}  # fmt: skip
RUNNING = (("timeline", "acme", "--all"), ("log", "acme", "a call"), ("today", "-o", "json"))
ANOTHER = (renamed, removed_and_copied, copied_over)
ASKING = (
    ("account", "rm", "acme"), ("contact", "rm", "p1"), ("account", "merge", "acme", "acton"),
    ("contact", "merge", "p1", "p2"), ("import", "accounts.csv"), ("activity", "rm", "n1"),
)  # fmt: skip
QUESTIONS = (b"[y/N] ", b"[Y/n] ")
# By day each way with one of the commands, nightly with each.
EDITING = (("log", "acme", "-e"), ("account", "edit", "acme", "-e"), ("contact", "edit", "p1", "-e"))


def called(each: Any) -> str:
    """A way or a command as a test is called."""
    return each.__name__ if callable(each) else " ".join(each)


class Asked:
    """A command on a pseudo-terminal that waits at a question."""

    def __init__(self, place: Place, argv: tuple[str, ...]) -> None:
        self.ours, theirs = open_terminal(80)
        self.running = forkserver.start(argv, place.environ, (theirs, theirs, theirs))
        os.close(theirs)
        self.seen = b""
        while not any(each in self.seen for each in QUESTIONS):
            assert select.select([self.ours], [], [], LONGEST)[0], self.seen
            piece = os.read(self.ours, 65536)
            assert piece, self.seen
            self.seen += piece

    def answer(self, text: str) -> tuple[int, str]:
        """The exit code, and what was said after the question."""
        os.write(self.ours, text.encode())
        said = read_to_the_end(self.ours).decode().replace("\r\n", "\n")
        os.close(self.ours)
        return forkserver.wait(self.running), uncoloured(said)


def files(place: Place) -> dict[str, bytes]:
    """Every file that has to do with either book, with its bytes."""
    found = [place.book, place.book.with_name("elsewhere.db"), place.other]
    return {each.name: each.read_bytes() for each in found if each.exists()}


def is_whole(path: Path) -> bool:
    """Whether a book that another process opens is sound, and is the other program's one."""
    assert rows_of(path, "PRAGMA integrity_check") == [("ok",)]
    return rows_of(path, "SELECT value FROM setting WHERE key = 'of'") == [("the other book",)]


def refused(code: int, said: str, what: str) -> bool:
    """Whether a command ended with one sentence that says what happened to the book."""
    words = " ".join(said.split())
    expected = f"was {what} by another program in the meantime."
    return code == 6 and expected in words and "Traceback" not in words


def am(place: Place, *argv: str) -> Result:
    """A command as a process of its own."""
    return run_program(list(argv), place.environ)


@pytest.mark.parametrize(("way", "argv"), crossed(list(WAYS), ASKING[:2]), ids=called)
def test_a_book_replaced_at_a_question_is_not_written(
    place: Place, argv: tuple[str, ...], way: Callable[[Place], None]
) -> None:
    asked = Asked(place, argv)
    with open(place.book, "rb") as old:  # whatever becomes of its name
        before = old.read()
        way(place)
        after = files(place)
        code, said = asked.answer("y\n")
        assert refused(code, said, WAYS[way]), (code, said)
        assert files(place) == after
        old.seek(0)
        assert WAYS[way] == held.REWRITTEN or old.read() == before
    if way in ANOTHER:
        assert is_whole(place.book)
        assert am(place, "log", "acme", "x").code == 0
        assert is_whole(place.book)


@pytest.mark.parametrize("argv", ASKING[2:], ids=" ".join)
def test_every_question_is_followed_by_a_look_at_the_file(place: Place, argv: tuple[str, ...]) -> None:
    (place.book.parent / "accounts.csv").write_text("name,since\nNew One,2020-01-01\nNew Two,a day\n")
    asked = Asked(place, argv)
    renamed(place)
    after = files(place)
    code, said = asked.answer("y\n")
    assert refused(code, said, held.REPLACED), (code, said)
    assert files(place) == after
    assert is_whole(place.book)


@pytest.mark.parametrize("way", [renamed, moved, deleted], ids=lambda way: way.__name__)
def test_a_restore_that_was_asked_for_replaces_only_the_book_that_was_shown(
    place: Place, way: Callable[[Place], None]
) -> None:
    backup = am(place, "backup").out.strip()
    asked = Asked(place, ("restore",))
    way(place)
    after = files(place)
    code, said = asked.answer("y\n")
    assert refused(code, said, WAYS[way]), (code, said)
    assert files(place) == after
    assert [str(each) for each in (place.book.parent / "backups").iterdir()] == [backup]


@pytest.mark.parametrize("way", [emptied, halved, copied_over, deleted], ids=lambda way: way.__name__)
def test_a_restore_puts_in_place_what_it_has_checked(place: Place, way: Callable[[Place], None]) -> None:
    """Whatever becomes of the file while a person is asked whether to restore it."""
    source = place.book.with_name("source.db")
    shutil.copyfile(place.other, source)
    asked = Asked(place, ("restore", "source.db"))
    way(Place(source, place.book, place.environ))
    code, said = asked.answer("y\n")
    assert code == 0, said
    assert is_whole(place.book)


# It does what the test would do, without what the test needs.
EDITOR = """
import os, shutil, sys
from pathlib import Path
from types import SimpleNamespace as Place
{source}
{way}(Place(book=Path({book!r}), other=Path({other!r})))
text = Path(sys.argv[1])
if not text.read_text():
    text.write_text("Written in the editor\\n")
"""


@pytest.mark.parametrize(("way", "argv"), crossed(list(WAYS), EDITING), ids=called)
def test_a_book_replaced_while_somebody_writes_in_the_editor_is_not_written(
    place: Place, argv: tuple[str, ...], way: Callable[[Place], None]
) -> None:
    """The editor is a program that replaces the book, and then writes what a person would have written."""
    editor, source = place.book.with_name("editor.py"), inspect.getsource(way)
    named = {"source": source, "way": way.__name__, "book": str(place.book), "other": str(place.other)}
    editor.write_text(EDITOR.format(**named))
    (expected := place.book.with_name("expected")).mkdir()
    copies = Place(expected / place.book.name, expected / place.other.name, {})
    shutil.copyfile(place.book, copies.book)
    shutil.copyfile(place.other, copies.other)
    way(copies)
    edits = place._replace(environ=place.environ | {"EDITOR": f"{sys.executable} -IS {editor}"})
    done = am(edits, *argv)
    assert refused(done.code, done.err, WAYS[way]), done
    assert (done.out, files(place)) == ("", files(copies))


@pytest.fixture
def waiting(place: Place) -> Iterator[connection.Book]:
    """A book that is open in this process, as between two statements of a command."""
    book = open_book(place.book, "test")
    yield book
    book.close()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("late", [False, True], ids=["before its change", "before its commit"])
def test_a_change_of_a_book_that_was_replaced_is_refused(
    place: Place, waiting: connection.Book, way: Callable[[Place], None], late: bool
) -> None:
    waiting.db.execute("SELECT * FROM account").fetchall()
    after: dict[str, bytes] = {}

    def happens() -> None:
        way(place)
        after.update(files(place))

    def change() -> None:
        with waiting.transaction():
            waiting.db.execute("UPDATE account SET owner = 'Jo'")
            if late:
                happens()

    if not late:
        happens()
    with pytest.raises(BookUnavailable, match=f"was {WAYS[way]} by another program"):
        change()
    waiting.close()
    assert files(place) == after
    assert waiting.committed is False
    if way in ANOTHER:
        assert is_whole(place.book)


def test_what_is_closed_leaves_the_log_of_the_new_book_alone(place: Place, waiting: connection.Book) -> None:
    """Another process has opened the new book under the old one's name, and has written to its log."""
    renamed(place)
    other = sqlite3.connect(place.book, isolation_level=None)
    other.execute("INSERT INTO setting(key, value) VALUES ('more', 'of it')")
    log = Path(f"{place.book}-wal")
    before = log.read_bytes()
    assert before
    waiting.close()
    assert (log.read_bytes(), waiting.held in held.left_open) == (before, True)
    assert is_whole(place.book)
    other.close()
    assert rows_of(place.book, "SELECT value FROM setting WHERE key = 'more'") == [("of it",)]


def test_what_others_commit_and_move_into_the_file_is_no_replacement(
    place: Place, waiting: connection.Book
) -> None:
    for owner in ("Ann", "Bo", "Cy"):
        for how in ("PASSIVE", "TRUNCATE"):
            other = sqlite3.connect(place.book, isolation_level=None)
            other.execute("UPDATE account SET owner = ?", (owner + how,))
            assert other.execute(f"PRAGMA wal_checkpoint({how})").fetchone()[0] == 0
            other.close()
            with waiting.transaction():
                waiting.db.execute("UPDATE account SET tier = 'key'")
            assert waiting.change() is None
    assert rows_of(place.book, "SELECT DISTINCT owner, tier FROM account") == [("CyTRUNCATE", "key")]


def test_a_book_whose_own_log_was_moved_into_it_is_the_same(waiting: connection.Book) -> None:
    for number in range(3):
        with waiting.transaction():
            waiting.db.execute("UPDATE account SET owner = ?", (f"{number}",))
        waiting.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        assert waiting.change() is None


def test_a_command_leaves_an_empty_log_where_another_one_waits(place: Place) -> None:
    """So that a program that copies the one file has all of the book, and one that replaces it finds no log
    of the old one."""
    asked = Asked(place, ("account", "rm", "acton"))
    assert am(place, "log", "acme", "x").code == 0
    assert Path(f"{place.book}-wal").stat().st_size == 0
    copy = place.book.with_name("copy.db")
    shutil.copyfile(place.book, copy)
    assert dump(copy) == dump(place.book)
    renamed(place)
    assert refused(*asked.answer("y\n"), held.REPLACED)
    assert is_whole(place.book)


@pytest.mark.parametrize("way", [emptied, halved], ids=lambda way: way.__name__)
def test_a_reader_whose_file_shrinks_says_so(
    place: Place, waiting: connection.Book, way: Callable[[Place], None]
) -> None:
    """No page is read in place: that would end the process by a signal."""
    assert waiting.db.execute("SELECT count(*) FROM account").fetchone()[0] == 3
    way(place)
    every = " UNION ALL ".join(f"SELECT id FROM {table} NOT INDEXED" for table in TABLES)
    with pytest.raises(sqlite3.DatabaseError, match="malformed"):
        waiting.db.execute(every).fetchall()
    assert "was overwritten by another program" in str(waiting.change())


def test_a_command_during_which_the_book_is_replaced_answers_or_says_so(place: Place) -> None:
    """At many moments, in each way, without a signal and without a word of Python."""
    original, other = place.book.read_bytes(), place.other.read_bytes()
    wrong = []
    for turn, way in enumerate(some(list(WAYS) * 12, 5)):
        for suffix in ("", "-wal", "-shm"):
            Path(f"{place.book}{suffix}").unlink(missing_ok=True)
        place.book.write_bytes(original)
        place.other.write_bytes(other)
        argv = RUNNING[turn % len(RUNNING)]
        process = subprocess.Popen(
            [PROGRAM, *argv], env=place.environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.02 + 0.004 * turn)
        way(place)
        _, err = process.communicate(timeout=LONGEST)
        if process.returncode not in (0, 6) or "Traceback" in err:
            wrong.append((way.__name__, argv, process.returncode, err))
        if way in (renamed, removed_and_copied) and not is_whole(place.book):
            wrong.append((way.__name__, argv, process.returncode, "the new book is another"))
    assert wrong == []


@pytest.mark.parametrize(
    "argv",
    [(), ("log", "acme", "x"), ("init",), ("demo", "book.db"), ("backup",), ("restore", "copy.db", "--yes"),
     ("import", "accounts.csv", "--yes"), ("export", "--all", "--to", "out"), ("account", "add", "New")],
    ids=" ".join,
)  # fmt: skip
def test_a_link_that_leads_to_itself_is_said(office: Cli, argv: tuple[str, ...]) -> None:
    office.let_go()
    shutil.copyfile(office.book, office.folder / "copy.db")
    (office.folder / "accounts.csv").write_text("name\nNew One\n")
    office.book.unlink()
    office.book.symlink_to(office.book.name)
    code, out, err = Cli(office.folder, office.book)(*argv)
    assert (code, out) == (6, "")
    assert "can't be opened: its link leads to itself." in " ".join(err.split())
    assert os.readlink(office.book) == office.book.name


@pytest.mark.parametrize("at", [2, 5, 9])
def test_a_book_that_is_overwritten_while_it_is_read_is_said_once(
    sample: Cli, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """Not a second time by what closes it, which finds the file gone bad, too."""
    sample.let_go()
    rows, asked = connection.Book.rows, []

    def overwritten(book: connection.Book, *given: Any, **values: Any) -> Any:
        asked.append(given)
        if len(asked) == at:
            sample.book.write_bytes(NO_BOOK)
        return rows(book, *given, **values)

    monkeypatch.setattr(connection.Book, "rows", overwritten)
    code, out, err = run_here(["brief", "harbour"], sample.environ(TODAY))
    assert (code, out) == (6, "")
    assert re.fullmatch(r"am: [^\n]*book\.db[^\n]*(is damaged|was overwritten)[^\n]*\n(    [^\n]+\n)*", err)
    assert len(asked) >= at
