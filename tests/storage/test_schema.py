"""The migrated file against the classes, and what the database refuses whoever writes to it."""

import sqlite3
import stat
from pathlib import Path

import pytest

from amcli import vocabulary
from amcli.errors import BookUnavailable, Refused
from amcli.storage import connection, schema
from amcli.storage.connection import Book
from amcli.storage.opening import open_book
from tools import table_sql

from .support import STAMP, account, add, new_book, outside

pytestmark = pytest.mark.usefixtures("migrated_always")


@pytest.fixture
def book(tmp_path: Path):
    found = new_book(tmp_path / "book.db", "EUR")
    yield found
    found.close()


@pytest.fixture
def db(book: Book):
    found = outside(book.path)
    yield found
    found.close()


def normal(sql: str) -> str:
    return " ".join(sql.replace("( ", "(").replace(" )", ")").split())


def test_the_migrated_book_is_what_the_classes_declare(db):
    found = [
        normal(row["sql"])
        for row in db.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'index') AND sql IS NOT NULL"
        )
        if not row["name"].startswith(("sqlite_", "search", "alembic_"))
    ]
    declared = [normal(sql) for statements in table_sql.declared().values() for sql in statements]
    assert differing(found, declared) == []
    assert sorted(found) == sorted(declared)


def differing(found: list[str], declared: list[str]) -> list[str]:
    """What the file or the classes have alone: short enough to be read in a failure."""
    file, classes = (
        {f"{sql.partition('(')[0]}: {part}" for sql in each for part in sql.split(", ")}
        for each in (found, declared)
    )
    alone = [f"only in the file: {each}" for each in sorted(file - classes)]
    return [*alone, *(f"only in the classes: {each}" for each in sorted(classes - file))]


def test_the_sql_of_a_migration_is_printed_from_the_classes(capsys, monkeypatch):
    """The last table that was made again has this text."""
    monkeypatch.setattr("sys.argv", ["table_sql", "target"])
    table_sql.main()
    kept = schema.MIGRATIONS / "versions" / "v0016_target_owner.sql"
    assert capsys.readouterr().out == kept.read_text(encoding="utf-8")


def test_every_table_is_strict_and_never_reuses_an_id(db):
    rows = db.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'"
    ).fetchall()
    own = [row for row in rows if row["name"] not in ("sqlite_sequence", "alembic_version")]
    assert len(own) == 32
    for row in own:
        assert row["sql"].rstrip().endswith("STRICT"), row["name"]
        assert "AUTOINCREMENT" in row["sql"], row["name"]
    first = account(db)
    db.execute("DELETE FROM account")
    assert account(db) > first


def test_a_text_in_a_number_and_a_number_in_a_flag_are_refused(db):
    owner = account(db)
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value"):
        add(db, "contract", account_id=owner, starts_on="2026-01-01", annual_value="lots", currency="EUR")
    with pytest.raises(sqlite3.IntegrityError, match="yes or no"):
        add(db, "contact", account_id=owner, name="Jane", primary=2)


REFUSED = [
    ("account", {"name": "", "code": "x", "added_on": "2026-01-01"}, "on one line"),
    ("account", {"name": "x" * 201, "code": "x", "added_on": "2026-01-01"}, "on one line"),
    ("account", {"name": "a\nb", "code": "x", "added_on": "2026-01-01"}, "on one line"),
    ("account", {"name": "a\0b", "code": "x", "added_on": "2026-01-01"}, "on one line"),
    ("account", {"name": "B", "code": "two words", "added_on": "2026-01-01"}, "no spaces"),
    ("account", {"name": "B", "code": "x" * 41, "added_on": "2026-01-01"}, "1 to 40"),
    ("account", {"name": "B", "code": "b", "added_on": "2026-02-30"}, "a day"),
    ("account", {"name": "B", "code": "b", "added_on": "today"}, "a day"),
    (
        "account",
        {"name": "B", "code": "b", "added_on": "2026-01-01", "status": "asleep"},
        "one of onboarding",
    ),
    ("account", {"name": "B", "code": "b", "added_on": "2026-01-01", "tier": "gold"}, "one of key"),
    ("account", {"name": "B", "code": "b", "added_on": "2026-01-01", "cadence_days": 0}, "1 to 3660"),
    ("account", {"name": "B", "code": "b", "added_on": "2026-01-01", "pulse": "bad"}, "a pulse has a day"),
    ("account", {"name": "B", "code": "b", "added_on": "2026-01-01", "tags": "{}"}, "a JSON array"),
    (
        "account",
        {"name": "B", "code": "b", "added_on": "2026-01-01", "extra": "nonsense"},
        "malformed JSON|a JSON object",
    ),
    ("account", {"name": "B", "code": "b", "added_on": "2026-01-01", "name_folded": "other"}, "folded"),
    (
        "account",
        {"name": "B", "code": "b", "added_on": "2026-01-01", "created_at": "2026-01-01 00:00:00"},
        "an instant",
    ),
    (
        "account",
        {"name": "ACME", "code": "b", "added_on": "2026-01-01"},
        "UNIQUE constraint failed: account.name_folded",
    ),
    (
        "account",
        {"name": "B", "code": "ACME", "added_on": "2026-01-01"},
        "UNIQUE constraint failed: account.code_folded",
    ),
    ("contact", {"account_id": 1, "name": "Jane", "role": "boss"}, "one of champion"),
    ("contact", {"account_id": 99, "name": "Jane"}, "FOREIGN KEY"),
    (
        "contract",
        {"account_id": 1, "starts_on": "2026-02-01", "ends_on": "2026-01-01"},
        "on or after its start",
    ),
    ("contract", {"account_id": 1, "starts_on": "2026-02-01", "annual_value": 5}, "needs a currency"),
    (
        "contract",
        {"account_id": 1, "starts_on": "2026-02-01", "annual_value": -5, "currency": "EUR"},
        "only an amendment",
    ),
    (
        "contract",
        {"account_id": 1, "starts_on": "2026-02-01", "annual_value": 10**15 + 1, "currency": "EUR"},
        "sensible",
    ),
    (
        "contract",
        {"account_id": 1, "starts_on": "2026-02-01", "annual_value": 5, "currency": "eur"},
        "three capital",
    ),
    (
        "contract",
        {"account_id": 1, "starts_on": "2026-02-01", "outcome_on": "2026-02-02"},
        "needs an outcome",
    ),
    (
        "contract",
        {"account_id": 1, "starts_on": "2026-02-01", "terminated_on": "2026-01-02"},
        "stops after its start",
    ),
    ("interaction", {"account_id": 1, "on": "2026-02-01", "kind": "fax"}, "one of call"),
    ("interaction", {"account_id": 1, "on": "2026-02-01", "at": "9:00"}, "a time"),
    ("interaction", {"account_id": 1, "on": "2026-02-01", "minutes": -1}, "not negative"),
    ("interaction", {"account_id": 1, "on": "2026-02-01", "minutes": 10081}, "at most a week"),
    ("interaction", {"account_id": 1, "on": "2026-02-01", "summary": "a\0b"}, "without NUL"),
    ("task", {"account_id": 1, "title": "x", "promised_by": "me"}, "only a promise"),
    ("task", {"account_id": 1, "title": ""}, "on one line"),
    (
        "issue",
        {"account_id": 1, "title": "x", "opened_on": "2026-02-02", "resolved_on": "2026-02-01"},
        "after it opened",
    ),
    (
        "survey",
        {"account_id": 1, "kind": "nps", "on": "2026-02-02", "score": 11.0, "scale_max": 10.0},
        "lies on its scale",
    ),
    ("opportunity", {"account_id": 1, "name": "x", "probability": 1.5}, "between 0 and 1"),
    ("opportunity", {"account_id": 1, "name": "x", "value": 5}, "needs a currency"),
    ("session", {"id": 2}, "the session has one row"),
    ("snooze", {"kind": "task", "row": 1, "until": "soon"}, "a day"),
]


@pytest.mark.parametrize(("table", "values", "why"), REFUSED, ids=lambda value: str(value)[:40])
def test_the_database_refuses_it_whoever_writes(db, table, values, why):
    account(db)
    with pytest.raises((sqlite3.IntegrityError, sqlite3.OperationalError), match=why):
        add(db, table, **values)


def test_an_account_is_never_its_own_ancestor(db):
    top = account(db, "Top")
    middle = account(db, "Middle", parent_id=top)
    low = account(db, "Low", parent_id=middle)
    with pytest.raises(sqlite3.IntegrityError, match="its own ancestor"):
        db.execute("UPDATE account SET parent_id = ? WHERE id = ?", (low, top))
    db.execute("UPDATE account SET parent_id = NULL WHERE id = ?", (middle,))
    db.execute("UPDATE account SET parent_id = ? WHERE id = ?", (low, top))


def test_an_amendment_is_in_the_currency_of_its_contract_and_amends_no_amendment(db):
    owner = account(db)
    parent = add(db, "contract", account_id=owner, starts_on="2026-01-01", annual_value=100, currency="EUR")
    with pytest.raises(sqlite3.IntegrityError, match="currency of its contract"):
        add(
            db,
            "contract",
            account_id=owner,
            starts_on="2026-01-01",
            annual_value=-5,
            currency="USD",
            amends_id=parent,
        )
    child = add(
        db,
        "contract",
        account_id=owner,
        starts_on="2026-01-01",
        annual_value=-5,
        currency="EUR",
        amends_id=parent,
    )
    with pytest.raises(sqlite3.IntegrityError, match="not another amendment"):
        add(
            db,
            "contract",
            account_id=owner,
            starts_on="2026-01-01",
            annual_value=1,
            currency="EUR",
            amends_id=child,
        )


def test_the_checks_hold_the_vocabulary_word_for_word(db):
    sql = {
        row["name"]: row["sql"]
        for row in db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
    }
    for table, values in (
        ("account", vocabulary.TIERS),
        ("account", vocabulary.ACCOUNT_STATUSES),
        ("contact", vocabulary.ROLES),
        ("contract", vocabulary.STAGES),
        ("interaction", vocabulary.INTERACTION_KINDS),
        ("issue", vocabulary.SEVERITIES),
        ("event", vocabulary.EVENT_KINDS),
        ("goal", vocabulary.GOAL_STATUSES),
        ("health", vocabulary.HEALTHS),
    ):
        assert "IN (" + ", ".join(f"'{value}'" for value in values) + ")" in sql[table]


def test_deleting_an_account_takes_what_belongs_to_it_and_nothing_else(db):
    one, two = account(db, "One"), account(db, "Two")
    for owner in (one, two):
        person = add(db, "contact", account_id=owner, name="Jane")
        call = add(db, "interaction", account_id=owner, on="2026-01-02")
        add(db, "interaction_contact", interaction_id=call, contact_id=person)
        add(db, "task", account_id=owner, title="x", contact_id=person, interaction_id=call)
        add(db, "snooze", kind="account", row=owner, until="2026-02-01")
        add(db, "source_ref", kind="account", row=owner, source="crm", source_id=f"a{owner}")
    db.execute("DELETE FROM account WHERE id = ?", (one,))
    for table in ("contact", "interaction", "interaction_contact", "task", "snooze", "source_ref"):
        assert db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 1, table
    assert not db.execute("PRAGMA foreign_key_check").fetchall()


def test_the_file_is_for_its_owner_alone_and_so_are_its_companions(book):
    book.db.execute("BEGIN IMMEDIATE")
    book.db.execute("INSERT INTO setting(key, value) VALUES ('x', 'y')")
    book.db.execute("COMMIT")
    files = list(book.path.parent.glob("book.db*"))
    assert len(files) == 3
    for file in files:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_a_book_is_opened_with_wal_foreign_keys_and_full_synchronous(book):
    wanted = {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": 2,
        "busy_timeout": 10_000,
        "application_id": connection.APPLICATION_ID,
        "user_version": connection.VERSION,
    }
    found = {name: book.db.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert found == wanted


def test_making_a_book_never_replaces_a_file(tmp_path):
    path = tmp_path / "book.db"
    path.write_text("precious")
    with pytest.raises(Refused, match="already"):
        schema.create(path)
    assert path.read_text() == "precious"
    assert [file.name for file in tmp_path.iterdir()] == ["book.db"]


def test_a_book_of_a_newer_program_is_refused_untouched(book, tmp_path):
    book.db.execute("PRAGMA user_version = 99")
    book.close()
    before = (tmp_path / "book.db").read_bytes()
    with pytest.raises(BookUnavailable, match="newer amcli"):
        open_book(tmp_path / "book.db", "test")
    assert (tmp_path / "book.db").read_bytes() == before


def test_bulk_rows_are_validated_by_the_same_classes():
    from pydantic import ValidationError

    from amcli.storage.models import Account, Interaction

    base = {"created_at": STAMP, "updated_at": STAMP}
    good = Interaction.model_validate({**base, "account_id": 1, "kind": "call", "on": "2026-01-02"})
    assert good.model_dump(include={"kind", "tried"}) == {"kind": "call", "tried": False}
    with pytest.raises(ValidationError):
        Interaction.model_validate({**base, "account_id": 1, "kind": "fax", "on": "2026-01-02"})
    with pytest.raises(ValidationError):
        Account.model_validate({**base, "name": "x", "code": "x", "added_on": "2026-02-30"})
