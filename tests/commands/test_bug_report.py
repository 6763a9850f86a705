"""What leaves the machine with a bug report: the error log and the file of `am doctor --report` hold nothing
that was typed, nothing of the book and nothing of the settings."""

import json
import re
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from amcli.config import errorlog
from amcli.config.settings import FAMILIES, SETTINGS, Config
from amcli.context import Run
from amcli.storage import outline
from amcli.storage.connection import Book
from tests.commands.test_nonsense import MORE
from tests.commands.test_schema import validator
from tests.support import UNEXPECTED, Cli, filled

# Stands in every text, name, number and path; none of its parts may come out.
MARK, NUMBER = "Zebraquux Kowalczyk-Okonkwo", 7731773177
PARTS = re.compile("zebraquux|kowalczyk|okonkwo|773177317", re.IGNORECASE)
TYPED = (
    ["log", "acme", MARK, "-n", MARK], ["account", "add", MARK, "--owner", MARK, "--set", f"a={MARK}"],
    ["find", MARK], ["sql", f"SELECT '{MARK}'", "--param", f"a={MARK}"], ["import", f"{MARK}.csv"],
    ["accounts", f"owner:{MARK}"], ["show", MARK], ["export", "vcard", "--to", f"{MARK}.vcf"],
    ["backup", "--to", f"{MARK}.db"], ["contact", "add", "acme", MARK, "--email", f"{MARK}@a.example"],
    ["goal", "add", "acme", MARK],
    ["account", "handoff", "acme", "--why", MARK], [f"owner:{MARK}"], ["next", MARK],
)  # fmt: skip


STILL_MORE = (
    ("account", "handoff", "acme", "--why", "Shorter changeovers"), ("snooze", "t1", "fri", "-r", "On leave"),
    ("play", "start", "renewal", "k1", "--all"), ("today",), ("digest", "--new"),
)  # fmt: skip


class MarkedError(Exception):
    """An error that quotes, as those of libraries do."""

    def __str__(self) -> str:
        return MARK


def fail(*_: object, **__: object) -> Any:
    """Fail with the mark in every place that an error has for a text."""
    secret = MARK
    try:
        try:
            int(secret)
        except ValueError as error:
            error.add_note(secret)
            raise MarkedError(secret, [secret], {secret: secret}, secret.encode(), NUMBER) from error
    except MarkedError:
        raise ExceptionGroup(secret, [KeyError(secret), sqlite3.OperationalError(f"near {secret}")]) from None


@pytest.fixture
def failing(office: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """`am`, which fails wherever it wants its book."""
    office.config.write_text(f'[me]\nnames = ["{MARK}"]\n')
    monkeypatch.setattr(Run, "book", property(fail))
    return office


def log_of(cli: Cli) -> Path:
    """The error log."""
    return cli.folder / "logs" / errorlog.FILE


@pytest.mark.parametrize("argv", TYPED, ids=lambda argv: argv[0])
def test_the_error_log_holds_nothing_that_was_typed_or_stored(failing: Cli, argv: list[str]) -> None:
    (failing.folder / f"{MARK}.csv").write_text(f"account,name\nacme,{MARK}\n")
    code, out, err = failing(*argv)
    said = err.replace(str(failing.folder), "")
    assert (code, out, UNEXPECTED in said) == (1, "", True), err
    assert not PARTS.search(said)
    text = log_of(failing).read_text()
    assert not PARTS.search(text)
    (entry,) = map(json.loads, text.splitlines())
    assert set(entry) == {"at", "version", "python", "command", "given", "errors"}
    kinds = [each["kind"] for each in entry["errors"]]
    assert kinds[0].endswith("ExceptionGroup")
    assert kinds[1:] == ["KeyError", "sqlite3.OperationalError"]
    assert entry["errors"][1]["values"] == [f"str {len(MARK)}"]
    assert any(place.endswith(" fail") for place in entry["errors"][0]["places"])
    assert failing.folder.name not in text
    assert errorlog.read_entries(str(log_of(failing))) == [entry]


@pytest.mark.parametrize(("where", "code"), [((Run, "tell_afterwards"), 1), ((Book, "finish"), 0)])
def test_what_fails_after_the_answer_ends_in_the_log_too(
    office: Cli, where: tuple[Any, str], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(*where, fail)
    found = office("log", "acme", MARK)
    assert (found.code, found.out) == (code, "n3\n")
    assert found.err.startswith("am: something unexpected happened (ExceptionGroup); details are in")
    assert not PARTS.search(found.err + log_of(office).read_text())
    monkeypatch.undo()
    assert len(office.json("activity", "list", "acme")) == 2


def test_the_log_says_which_command_and_options_with_the_lengths_of_values(failing: Cli) -> None:
    failing("log", "acme", "12 345", "--next", "four", "-d", "fri")
    failing("contract", "list", "--limit", "3", "tier:key")
    failing("nobody:is-no-command")
    first, second, third = errorlog.read_entries(str(log_of(failing)))
    assert (first["command"], first["given"]) == ("am log", ["4", "6", "--next 4", "--due 3"])
    assert (second["command"], second["given"]) == ("am contract list", ["8", "--limit 1"])
    assert (third["command"], third["given"]) == ("am today", ["20"])


def test_an_error_that_is_caused_by_others_names_them_all_once(tmp_path: Path) -> None:
    def deep(left: int) -> None:
        deep(left - 1) if left else fail()

    try:
        deep(500)
    except ExceptionGroup as found:
        error = found
    error.__cause__ = error  # a circle ends
    entry = errorlog.entry("am", [], error)
    places = entry["errors"][0]["places"]
    assert len(places) == errorlog.FIRST_PLACES + 1 + errorlog.LAST_PLACES
    assert re.fullmatch(r"\d+ more", places[errorlog.FIRST_PLACES])
    assert [each["kind"] for each in entry["errors"]].count("ExceptionGroup") == 1
    path = tmp_path / errorlog.FILE
    errorlog.write_entry(str(path), entry)
    assert errorlog.read_entries(str(path)) == [entry]
    full = errorlog.entry("am", [], OSError(28, MARK, MARK))["errors"][0]
    assert (full["kind"], full["code"], full["values"]) == ("OSError", "ENOSPC", ["int", f"str {len(MARK)}"])


def test_the_log_stays_below_a_megabyte_with_one_before_it(tmp_path: Path) -> None:
    path, older = tmp_path / "logs" / errorlog.FILE, tmp_path / "logs" / errorlog.OLDER
    entry = errorlog.entry("am log", ["x" * 100] * 20, KeyError("x"))
    one = len(json.dumps(entry)) + 1
    many = 2 * errorlog.LARGEST // one + 10
    for at in range(many):
        errorlog.write_entry(str(path), entry | {"command": f"am {at}"})
        assert path.stat().st_size <= errorlog.LARGEST
    assert errorlog.LARGEST - 2 * one < older.stat().st_size <= errorlog.LARGEST
    assert {each.name for each in path.parent.iterdir()} == {errorlog.FILE, errorlog.OLDER}
    found = [each["command"] for each in errorlog.read_entries(str(path))]
    assert found == [f"am {at}" for at in range(many - len(found), many)]
    for each in (path, older):
        assert stat.S_IMODE(each.stat().st_mode) == 0o600


def test_a_log_that_says_what_was_typed_goes_and_is_never_passed_on(failing: Cli) -> None:
    log = log_of(failing)
    log.parent.mkdir()
    log.write_text(f"2026-01-05T10:00:00Z am log acme '{MARK}'\nTraceback: {MARK}\n")
    assert errorlog.read_entries(str(log)) == []
    failing("tasks")
    assert len(errorlog.read_entries(str(log))) == 1
    assert not PARTS.search(log.read_text())
    with log.open("a") as file:
        file.write(f"am log {MARK}\n" + json.dumps({"at": MARK}) + "\n" + json.dumps([MARK]) + "\n\xff\n")
    assert len(errorlog.read_entries(str(log))) == 1


# The report.


def marked_book(source: Path, target: Path) -> None:
    """A book with the mark in every field, and in names that somebody else gave to what is in the file."""
    shutil.copyfile(source, target)
    db = sqlite3.connect(target, isolation_level=None)
    try:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute("PRAGMA recursive_triggers = OFF")
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP TRIGGER "{name}"')
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in tables:
            if not table.startswith(("sqlite_", "search", "alembic")):
                fill(db, table)
                mark_fields(db, table)
        db.execute("INSERT INTO search(title, body) VALUES (?, ?)", (MARK, MARK))
        word = "Zebraquux"
        db.execute(f"CREATE TABLE {word} (Kowalczyk TEXT NOT NULL, Okonkwo INTEGER)")
        db.execute(f"INSERT INTO {word} VALUES (?, ?)", (MARK, NUMBER))
        db.execute(f'CREATE TABLE "{MARK}" (a)')
        db.execute(f"CREATE INDEX {word}_index ON {word}(Kowalczyk)")
        db.execute(f'CREATE VIEW "{word} view" AS SELECT * FROM {word}')
        db.execute(f'CREATE TRIGGER "{word} trigger" AFTER INSERT ON {word} BEGIN SELECT 1; END')
    finally:
        db.close()


def fill(db: sqlite3.Connection, table: str) -> None:
    """Give a table that nothing of the office filled a row, as an import or `am forget` would."""
    if db.execute(f'SELECT 1 FROM "{table}"').fetchone():
        return
    values_of = "SELECT name, type FROM pragma_table_info(?) WHERE name <> 'id'"
    columns = db.execute(values_of, (table,)).fetchall()
    values = ["text" if kind == "TEXT" else 1 for _, kind in columns]
    names = ", ".join(f'"{name}"' for name, _ in columns)
    db.execute(f'INSERT INTO "{table}"({names}) VALUES ({", ".join("?" * len(values))})', values)


def mark_fields(db: sqlite3.Connection, table: str) -> None:
    """Put the mark into every field of a table that is no reference: as it is, or in JSON."""
    for _, name, kind, *_ in db.execute("SELECT * FROM pragma_table_info(?)", (table,)).fetchall():
        set_to = f'UPDATE OR IGNORE "{table}" SET "{name}" = '
        if kind != "TEXT":
            if name not in ("id", "version") and not name.endswith("_id"):
                db.execute(f"{set_to} ? + rowid", (NUMBER,))
            continue
        for way in ("? || rowid", "json_array(? || rowid)", "json_object('a', ? || rowid)"):
            with suppress(sqlite3.OperationalError):  # an index over what is in JSON
                db.execute(set_to + way, (MARK,))
                break


def marked_settings() -> Iterator[str]:
    """Settings files with the mark in every place: as every setting, and where a text may stand."""
    tables: dict[str, list[str]] = {}
    for name in SETTINGS:
        if name not in FAMILIES:
            table, _, key = name.rpartition(".")
            tables.setdefault(table, []).append(f"{key} = {json.dumps(MARK)}")
    top = "\n".join(tables.pop("", []))
    yield "\n".join([top, *(f"[{table}]\n" + "\n".join(lines) for table, lines in tables.items())])
    yield f"""
{MARK.split()[0]} = 1
[me]
names = ["{MARK}"]
emails = ["zebraquux@okonkwo.example"]
[plays]
on = ["{MARK}"]
[hooks]
after-change = "echo {MARK}"
after-task = ["{MARK}"]
[fx]
USD = "0.7731773177"
"USD@2025-12-31" = "0.7731773177"
[reports."{MARK}"]
base = "accounts"
filter = ["owner:{MARK}"]
[maps."{MARK}"]
kind = "accounts"
[Kowalczyk.Okonkwo]
x = "{MARK}"
"""
    yield f"this is no TOML: {MARK}"


@pytest.fixture(scope="module")
def full_book(office_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's book with a record of every kind, as of a person who types much."""
    return filled(office_book, tmp_path_factory.mktemp("full"), (*MORE, *STILL_MORE))


@pytest.fixture
def marked(cli: Cli, full_book: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """`am` where everything bears the mark: fields, files, settings, log, variables."""
    home = cli.folder / MARK
    home.mkdir()
    monkeypatch.chdir(home)
    own = Cli(home, home / f"{MARK}.db")
    marked_book(full_book, own.book)
    (home / "backups").mkdir()
    shutil.copyfile(own.book, home / "backups" / f"{MARK}-2026-03-02-074501-123-import.db")
    with monkeypatch.context() as patched:
        patched.setattr(Run, "book", property(fail))
        patched.setattr(Run, "damage", lambda run: None)  # a book with the mark everywhere is no sound one
        own("log", "acme", MARK)
    with log_of(own).open("a") as file:
        file.write(f"am log {MARK}\n")
    return own


def report_of(cli: Cli) -> str:
    """The text of the report that a line writes, which is the one thing it prints."""
    variables = dict.fromkeys(("EDITOR", "PAGER", "VISUAL", "XDG_DATA_HOME", "AMCLI_HOOK"), MARK)
    path = Path(cli.ok("doctor", "--report", env=variables).strip())
    text = path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.unlink()
    return text


def test_the_mark_is_in_every_text_of_the_book(marked: Cli) -> None:
    db = sqlite3.connect(marked.book)
    bare, empty = [], set()
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for table in tables:
        if table.startswith(("sqlite_", "search", "alembic")):
            continue
        if not db.execute(f'SELECT 1 FROM "{table}"').fetchone():
            empty.add(table)
        else:
            for _, name, kind, *_ in db.execute("SELECT * FROM pragma_table_info(?)", (table,)).fetchall():
                query = f'SELECT 1 FROM "{table}" WHERE "{name}" LIKE ?'
                if kind == "TEXT" and not db.execute(query, (f"%{MARK}%",)).fetchone():
                    bare.append(f"{table}.{name}")
    db.close()
    assert (bare, empty) == ([], {MARK})


@pytest.mark.parametrize("at", range(3))
def test_nothing_of_the_book_the_settings_or_the_log_is_in_the_report(marked: Cli, at: int) -> None:
    marked.config.write_text(list(marked_settings())[at], encoding="utf-8")
    text = report_of(marked)
    assert not PARTS.search(text), PARTS.search(text)
    assert str(marked.folder.parent) not in text
    assert "Read this before you send it" in text
    for line in ("account +3", "others' tables +2", "others' views +1", "others' triggers +1"):
        assert re.search(f"\n  {line}\n", text), text
    assert "CHECK constraint failed in account (3 times)" in text
    assert "am log (4) (27)" in text
    assert "KeyError (str 27)" in text


def test_the_report_tells_a_maintainer_what_the_book_is_made_of(marked: Cli, full_book: Path) -> None:
    shutil.copyfile(full_book, marked.book)
    marked.config.write_text(
        'hints = false\n[me]\nnames = ["a", "b"]\n[tiers.key]\ncadence_days = 10\n[fx]\nUSD = "0.9"\n'
    )
    said = [line.split("  ") for line in report_of(marked).splitlines() if line.startswith("  ")]
    lines = {words[1]: words[-1].strip() for words in said}
    wanted = {
        "application_id": "amcli", "missing": "none", "different": "none", "1": "ok", "import": "1",
        "hints": "false", "me.names": "set, 2 values", "tiers.key.cadence_days": "10", "exchange rates": "1",
        "EDITOR": "set", "journal_mode": "wal",
    }  # fmt: skip
    assert {name: lines.get(name) for name in wanted} == wanted
    assert lines["book"].endswith(f"mode {stat.S_IMODE(marked.book.stat().st_mode):03o}")


def test_the_report_names_what_is_otherwise_than_in_a_new_book(marked: Cli, full_book: Path) -> None:
    shutil.copyfile(full_book, marked.book)
    with sqlite3.connect(marked.book) as db:
        (index,) = db.execute(
            "SELECT min(name) FROM sqlite_schema WHERE type = 'index' AND sql > ''"
        ).fetchone()
        db.execute(f"DROP INDEX {index}")
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("UPDATE session SET txn = NULL")
        db.execute("DELETE FROM account WHERE id = 1")
    db.close()
    text = report_of(marked)
    assert re.search(rf"missing +index {index}\n", text)
    assert re.search(r"\d+ rows of contact refer to a missing record", text)


@pytest.mark.parametrize("state", ["none", "a folder", "text", "cut", "schema", "newer", "unreadable page"])
def test_a_report_is_made_of_a_book_in_any_state(marked: Cli, full_book: Path, state: str) -> None:
    spoil(marked.book, full_book, state)
    text = report_of(marked)
    assert not PARTS.search(text), text
    assert "Integrity" in text
    wanted = {
        "text": "SQLITE_NOTADB",
        "schema": "SQLITE_CORRUPT",
        "cut": "SQLITE_CORRUPT",
        "newer": "compared",
    }
    assert wanted.get(state, "Versions") in text


def spoil(book: Path, source: Path, state: str) -> None:
    """Put a book into a state."""
    book.unlink()
    if state == "a folder":
        book.mkdir()
    elif state == "text":
        book.write_text(MARK * 1000)
    elif state == "cut":
        book.write_bytes(source.read_bytes()[:8192])
    elif state == "unreadable page":
        data = bytearray(source.read_bytes())
        data[-4096 * 3 :] = (MARK.encode() * 1000)[: 4096 * 3]
        book.write_bytes(data)
    elif state != "none":
        shutil.copyfile(source, book)
        db = sqlite3.connect(book)
        if state == "newer":
            db.execute("PRAGMA user_version = 99")
        else:
            db.execute("PRAGMA writable_schema = ON")
            db.execute(
                "UPDATE sqlite_schema SET sql = ? WHERE name = 'account'",
                (f"CREATE TABLE account ({MARK} (",),
            )
            db.commit()
        db.close()


def test_the_report_goes_alone_and_says_where_it_is(office: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(office.folder)
    said = office.ok("doctor", "--report", tty=True)
    (path,) = office.folder.glob("amcli-report-*.txt")
    assert " ".join(said.split()) == f"{path} is written. Read it before you send it with your bug report."
    path.unlink()
    found = office.json("doctor", "--report")
    assert found == {"path": found["path"], "size": Path(found["path"]).stat().st_size}
    assert list(validator("doctor --report").iter_errors(found)) == []
    for argv in (["--duplicates"], ["kind:contact"], ["--apart", "acme", "acton"]):
        code, out, err = office("doctor", "--report", *argv)
        assert (code, out, err.startswith("am: --report goes alone.")) == (2, "", True), argv
    monkeypatch.setattr("os.open", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    code, out, err = office("doctor", "--report")
    assert (code, out) == (1, "")
    assert "can't be written here: Permission denied" in err.replace("\n    ", " ")


def test_words_that_are_neither_sqlites_nor_ours_stand_as_their_lengths() -> None:
    known = {"account", "ix_account_name"}
    for text, told in (
        ("ok", "ok"),
        ("row 3 missing from index ix_account_name", "row 3 missing from index ix_account_name"),
        ("NULL value in account.Zebraquux", "NULL value in account.(9)"),
        ("*** in database main ***\nTree 5 page 10: btreeInitPage() returns error code 11",
         "*** in database main *** Tree 5 page 10: btreeInitPage() returns error code 11"),
        (f"CHECK constraint failed in {MARK}", "CHECK constraint failed in (9) (9)-(7)"),
    ):  # fmt: skip
        assert outline.without_names(text, known) == told


def test_settings_that_cannot_be_read_are_named_by_their_error(tmp_path: Path) -> None:
    from amcli.reports.bugreport import settings

    path = tmp_path / "config.toml"
    path.write_text(f"no TOML {MARK}")
    assert list(settings(lambda: Config.load(path))) == [("settings file", "can't be read (TOMLDecodeError)")]
