"""Bringing an older book up to date: all rows, triggers, ids and references kept, or nothing changed."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from amcli.errors import AmcliError, BookUnavailable
from amcli.storage import connection, opening, schema, triggers
from amcli.storage.opening import open_book

from .support import account, add, dump, new_book, outside

pytestmark = pytest.mark.usefixtures("migrated_always")
NOW = connection.VERSION
LATER = NOW + 1
NEXT = '''"""A later schema: a column more, another column's rule loosened (which rebuilds the table)."""

import sqlalchemy as sa
from alembic import op

from amcli.storage.migrations.rebuild import rebuild_table

revision = "{later:04}"
down_revision = "{now:04}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("nickname", sa.Text()))
    bind = op.get_bind()
    ddl = bind.exec_driver_sql("SELECT sql FROM sqlite_schema WHERE name = 'contact'").scalar()
    rebuild_table(bind, "contact", ddl.replace("prefers", "likes"), {{"likes": "prefers"}})
    {more}
'''

WEAKER = """with op.batch_alter_table("task") as batch:
        batch.alter_column("repeat", new_column_name="again")"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A book of this version with rows that refer to each other, a journal and a view of the user's."""
    book = new_book(tmp_path / "book.db")
    with book.transaction():
        owner = account(book.db, "Acme")
        person = add(book.db, "contact", account_id=owner, name="Jane", title="Boss", prefers="chat")
        other = add(book.db, "contact", account_id=owner, name="Omar", successor_id=person)
        call = add(book.db, "interaction", account_id=owner, on="2026-01-02", summary="hello")
        add(book.db, "interaction_contact", interaction_id=call, contact_id=person)
        gone = add(book.db, "contact", account_id=owner, name="Gone")
    with book.transaction():
        book.db.execute("DELETE FROM contact WHERE id = ?", (gone,))
    book.db.execute("CREATE VIEW mine AS SELECT name FROM contact")
    assert other < gone
    book.close()
    return tmp_path / "book.db"


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def write_next(migrations: Path, more: str = "") -> None:
    script = NEXT.format(more=more, now=NOW, later=LATER)
    (migrations / "versions" / f"v{LATER:04}_next.py").write_text(script)


def test_an_older_book_is_backed_up_and_upgraded_on_first_use(old, migrations, monkeypatch, capsys):
    write_next(migrations)
    monkeypatch.setattr(schema, "MIGRATIONS", migrations)
    monkeypatch.setattr(schema.upgrade, "__defaults__", (migrations, LATER))
    monkeypatch.setattr(opening, "VERSION", LATER)
    monkeypatch.setattr(schema, "VERSION", LATER)
    before = outside(old)
    rows = dump(before)
    before.close()
    book = open_book(old, "test")
    assert book.db.execute("PRAGMA user_version").fetchone()[0] == LATER
    after = dump(book.db)
    assert [row[:3] for row in after["contact"]] == [row[:3] for row in rows["contact"]]
    assert after["interaction_contact"] == rows["interaction_contact"]
    assert after["search"] == rows["search"]
    book.close()
    (backup,) = (old.parent / "backups").iterdir()
    assert backup.name.endswith("-upgrade.db")
    copy = sqlite3.connect(backup)
    assert copy.execute("PRAGMA user_version").fetchone()[0] == NOW
    copy.close()
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(f"am: upgraded the book from version {NOW} to {LATER}")


def test_an_upgrade_keeps_triggers_ids_and_references(old, migrations):
    write_next(migrations)
    db = outside(old)
    db.execute("CREATE TRIGGER goals_of_mine AFTER INSERT ON goal BEGIN DELETE FROM goal WHERE 0; END")
    had = set(triggers.names(db, "trigger"))
    highest = dict(tuple(row) for row in db.execute("SELECT name, seq FROM sqlite_sequence"))
    schema.upgrade(db, migrations, LATER)
    assert set(triggers.names(db, "trigger")) == had
    now = dict(tuple(row) for row in db.execute("SELECT name, seq FROM sqlite_sequence"))
    assert {name: now.get(name) for name in highest} == highest
    assert add(db, "contact", account_id=1, name="New") == highest["contact"] + 1
    assert "goals_of_mine" in had
    assert triggers.names(db, "view") == ["mine"]
    assert [row["likes"] for row in db.execute("SELECT likes FROM contact WHERE name = 'Jane'")] == ["chat"]
    with pytest.raises(sqlite3.IntegrityError, match="one of champion"):
        db.execute("UPDATE contact SET role = 'boss'")
    assert not db.execute("PRAGMA foreign_key_check").fetchall()
    assert "AUTOINCREMENT" in db.execute("SELECT sql FROM sqlite_schema WHERE name = 'account'").fetchone()[0]
    journalled = db.execute("SELECT after FROM journal ORDER BY id DESC").fetchone()
    db.execute("UPDATE account SET nickname = 'ac'")
    assert '"nickname":"ac"' in db.execute("SELECT after FROM journal ORDER BY id DESC").fetchone()[0]
    assert journalled is not None
    db.close()


@pytest.mark.parametrize(
    "more",
    [
        WEAKER,
        "op.execute('SELECT * FROM nowhere')",
        "op.execute('UPDATE contact SET account_id = 77')",
        "raise KeyboardInterrupt",
    ],
)
def test_an_upgrade_that_fails_leaves_the_book_as_it_was(old, migrations, more):
    write_next(migrations, more)
    db = outside(old)
    before = dump(db)
    schema_before = [
        tuple(row) for row in db.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name")
    ]
    with pytest.raises((Exception, KeyboardInterrupt)):
        schema.upgrade(db, migrations, LATER)
    assert dump(db) == before
    assert [
        tuple(row) for row in db.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name")
    ] == schema_before
    assert db.execute("PRAGMA user_version").fetchone()[0] == NOW
    assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    db.close()


def test_a_broken_reference_is_named_before_anything_is_kept(old, migrations):
    write_next(migrations, "op.execute('UPDATE contact SET account_id = 77')")
    db = outside(old)
    with pytest.raises(BookUnavailable, match="would refer to a missing record, the first in contact"):
        schema.upgrade(db, migrations, LATER)
    db.close()


def test_a_second_process_finds_the_upgrade_done(old, migrations):
    write_next(migrations)
    one, two = outside(old), outside(old)
    schema.upgrade(one, migrations, LATER)
    schema.upgrade(two, migrations, LATER)
    assert two.execute("PRAGMA user_version").fetchone()[0] == LATER
    one.close()
    two.close()


def test_a_book_of_this_version_loads_no_migration_tool(old):
    import subprocess
    import sys

    code = "import sys\nfrom pathlib import Path\nfrom amcli.storage.opening import open_book\n"
    code += f"open_book(Path({str(old)!r}), 'x').close()\n"
    code += "print([name for name in ('alembic', 'sqlalchemy', 'sqlmodel') if name in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_a_folder_that_cannot_be_written_is_said_plainly(tmp_path):
    place = tmp_path / "file"
    place.write_text("")
    with pytest.raises(AmcliError, match="can't be created"):
        schema.create(place / "book.db")


def test_a_person_who_waits_for_a_large_book_is_told_at_its_beginning(old, migrations, monkeypatch, capsys):
    write_next(migrations)
    monkeypatch.setattr(schema, "MIGRATIONS", migrations)
    monkeypatch.setattr(schema.upgrade, "__defaults__", (migrations, LATER))
    monkeypatch.setattr(opening, "VERSION", LATER)
    monkeypatch.setattr(schema, "VERSION", LATER)
    monkeypatch.setattr(schema, "LARGE", 1000)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    open_book(old, "test").close()
    first, second = capsys.readouterr().err.splitlines()
    assert first == "am: backing up and upgrading the book (0 MB); this takes a while."
    assert second.startswith(f"am: upgraded the book from version {NOW} to {LATER}")
