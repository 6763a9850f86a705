"""What nobody may change, what both sides of a parcel see, and what the views show."""

from pathlib import Path

import psycopg
import pytest

from amcli.storage.sent import SENT
from tests.team.conftest import Team
from tests.team.postgres import Postgres

TABLES = (*SENT, "result", "book", "parcel", "server")


@pytest.fixture(scope="module")
def once(server: Postgres, sample_book, template: Path, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """Dana's book with forty accounts, Robin's with one, and a parcel between them; made once."""
    team = Team(server, "", tmp_path_factory.mktemp("rights"), template)
    dana, robin = team.joined("dana", source=sample_book), team.joined("robin")
    robin.ok("account", "add", "Other Firm")
    for each in (dana, robin):
        each.ok("team", "push")
    team.sql(
        "INSERT INTO am.parcel SELECT gen_random_uuid(), d.id, r.id, 1, 'acme', 'Acme', '{}', NULL, '', NULL"
        " FROM am.book d, am.book r WHERE d.name = 'dana' AND r.name = 'robin'"
    )
    team.let_go()
    return team


@pytest.fixture
def filled(team: Team, once: Team) -> Team:
    team.become(once)
    return team


def attempt(team: Team, login: str, statement: str) -> str | int:
    """How many rows a statement touched, or the state of the error; it is taken back."""
    with psycopg.connect(team.url(login)) as connection:
        try:
            return connection.execute(statement.encode()).rowcount
        except psycopg.Error as error:
            return str(error.sqlstate)
        finally:
            connection.rollback()


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
