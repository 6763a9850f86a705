"""Who may do what with whose rows: asked of the server itself, login by login."""

import psycopg
import pytest

from amcli.storage.sent import SENT
from tests.team.conftest import Team

LOGINS = ("dana", "robin", "lead", "chief", "stranger")
TABLES = (*SENT, "result", "book", "parcel", "server")


@pytest.fixture
def filled(team: Team, sample_book) -> Team:
    """Dana's book with forty accounts, Robin's with one, and a parcel between them."""
    dana, robin = team.joined("dana", source=sample_book), team.joined("robin")
    robin.ok("account", "add", "Other Firm")
    for each in (dana, robin):
        each.ok("team", "push")
    team.sql(
        "INSERT INTO am.parcel SELECT gen_random_uuid(), d.id, r.id, 1, 'acme', 'Acme', '{}', NULL, '', NULL"
        " FROM am.book d, am.book r WHERE d.name = 'dana' AND r.name = 'robin'"
    )
    return team


def books(team: Team, login: str, table: str) -> set[str] | str:
    """The books whose rows a login reads, or the state of the error."""
    try:
        found = team.sql(
            f"SELECT DISTINCT b.name FROM am.{table} x JOIN am.book b ON b.id = x.book", login=login
        )
    except psycopg.Error as error:
        return str(error.sqlstate)
    return {name for (name,) in found}


def test_each_reads_their_own_books_and_readers_all(filled: Team) -> None:
    expected = {"dana": {"dana"}, "robin": {"robin"}, "lead": {"dana", "robin"}, "chief": {"dana", "robin"},
                "stranger": "42501"}  # fmt: skip
    assert {login: books(filled, login, "account") for login in LOGINS} == expected
    for table in (*SENT, "result"):
        for login in ("robin", "stranger"):
            found = books(filled, login, table)
            assert found == "42501" or "dana" not in found, (table, login)


def attempt(team: Team, login: str, statement: str) -> str | int:
    """How many rows a statement touched, or the state of the error; it is taken back."""
    with psycopg.connect(team.url(login)) as connection:
        try:
            return connection.execute(statement.encode()).rowcount
        except psycopg.Error as error:
            return str(error.sqlstate)
        finally:
            connection.rollback()


def test_nobody_writes_rows_of_anothers_book(filled: Team) -> None:
    number = filled.one("SELECT id::text FROM am.book WHERE name = 'dana'")
    writes = {
        "update": f"UPDATE am.account SET region = 'taken' WHERE book = '{number}'",
        "delete": f"DELETE FROM am.account WHERE book = '{number}'",
        "insert": f"INSERT INTO am.product (book, id, name) VALUES ('{number}', 999, 'X')",
        "into mine": f"UPDATE am.account SET book = '{number}', id = 900",
        "truncate": "TRUNCATE am.account",
        "number": "INSERT INTO am.book (id, name, login, schema_version)"
        f" VALUES ('{number}', 'x', session_user, 1)",
        "as another": "INSERT INTO am.book (id, name, login, schema_version)"
        " VALUES (gen_random_uuid(), 'x', 'dana', 1)",
        "login": f"UPDATE am.book SET login = session_user WHERE id = '{number}'",
        "give away": "UPDATE am.book SET login = 'dana' WHERE login = session_user",
    }
    found = {
        login: {what: attempt(filled, login, statement) for what, statement in writes.items()}
        for login in ("dana", "robin", "lead", "chief", "stranger")
    }
    no, mine = "42501", found["dana"]
    assert (mine["update"], mine["delete"], mine["insert"], mine["truncate"]) == (40, 40, 1, no)
    assert found["robin"] == {
        "update": 0, "delete": 0, "insert": no, "into mine": no, "truncate": no, "number": "23505",
        "as another": no, "login": 0, "give away": no,
    }  # fmt: skip
    assert found["chief"] == {**found["robin"], "into mine": 0, "give away": 0}
    assert {*found["lead"].values(), *found["stranger"].values()} == {no}


def test_a_writer_changes_neither_the_schema_nor_its_version(filled: Team) -> None:
    for login in ("dana", "lead", "stranger"):
        assert attempt(filled, login, "UPDATE am.server SET major = 9") == "42501"
        assert attempt(filled, login, "DROP POLICY own ON am.account") == "42501"
        assert attempt(filled, login, "ALTER TABLE am.account DISABLE ROW LEVEL SECURITY") == "42501"
        assert attempt(filled, login, "CREATE TABLE am.more (id int)") == "42501"


def test_row_security_is_forced_on_every_table(filled: Team) -> None:
    query = "SELECT relname FROM pg_class WHERE relnamespace = 'am'::regnamespace AND relkind = 'r'"
    assert {name for (name,) in filled.sql(query)} == set(TABLES)
    assert filled.sql(f"{query} AND NOT (relrowsecurity AND relforcerowsecurity)") == []


def test_a_parcel_is_seen_by_its_two_books_and_by_readers(filled: Team) -> None:
    query = "SELECT count(*) FROM am.parcel"
    seen = {login: filled.one(query, login=login) for login in ("dana", "robin", "lead", "chief")}
    assert seen == {"dana": 1, "robin": 1, "lead": 1, "chief": 1}
    third = filled.book("third")
    filled.server.sql("postgres", "GRANT am_writer TO stranger")
    try:
        third.ok("team", "join", filled.url("stranger"), "--as", "third")
        assert filled.one(query, login="stranger") == 0
        assert attempt(filled, "stranger", "DELETE FROM am.parcel") == 0
    finally:
        filled.server.sql("postgres", "REVOKE am_writer FROM stranger")
    forged = "UPDATE am.parcel SET from_book = to_book, to_book = from_book"
    assert attempt(filled, "robin", "DELETE FROM am.parcel") == 0
    assert attempt(filled, "lead", forged) == "42501"
    forgery = (
        "INSERT INTO am.parcel SELECT gen_random_uuid(), from_book, to_book, 2, code, name, bundle, message,"
        " sent_at, taken_at FROM am.parcel"
    )
    assert attempt(filled, "robin", forgery) == "42501"


def test_views_show_each_reader_what_they_may_see(filled: Team) -> None:
    query = "SELECT count(DISTINCT book) FROM am_report.{}"
    for view in ("accounts", "contracts", "touches", "tasks", "results"):
        assert filled.one(query.format(view), login="lead") >= 1
        assert filled.one(query.format(view), login="dana") == 1
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            filled.sql(query.format(view), login="stranger")
    assert filled.one(query.format("accounts"), login="lead") == 2
    secure = "SELECT count(*) FROM pg_class WHERE relkind = 'v' AND 'security_invoker=true' = ANY(reloptions)"
    assert filled.one(secure) == 5


def test_views_have_amounts_in_major_units(filled: Team, sample_book) -> None:
    dana = filled.folder / "dana"
    rows = filled.sql(
        "SELECT contract, annual_value::text, currency FROM am_report.contracts ORDER BY 1", login="lead"
    )
    from tests.support import rows_of

    local = rows_of(dana / "book.db", "SELECT 'k' || id, annual_value, currency FROM contract ORDER BY 1")
    assert [(ref, None if value is None else float(value), code) for ref, value, code in rows] == [
        (ref, None if value is None else value / 100, code) for ref, value, code in local
    ]
    yen = "SELECT 500::numeric / 1"
    assert filled.one(yen) == 500
