"""The table of rights: who does what with every table, view and parcel, on one server and on two."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import psycopg
import pytest

from amcli.storage.sent import SENT
from tests.support import Cli
from tests.team.conftest import Team
from tests.team.postgres import Postgres
from tests.team.two import Two

WHO = ("dana", "robin", "lead", "bi", "chief", "stranger")
OPERATIONS = ("select", "insert", "update", "delete", "truncate")
TABLES = (*SENT, "result")
VIEWS = ("accounts", "contracts", "touches", "tasks", "results")
NO = "42501"
ROW = 888_888  # a row of dana's in every table
# What dana's rows are to each: the number of rows that the statement touched, or the code of the error.
OWN = {"select": 1, "insert": 1, "update": 1, "delete": 1, "truncate": NO}
READ = {"select": 1, "insert": NO, "update": NO, "delete": NO, "truncate": NO}
HIDDEN = {"select": 0, "insert": NO, "update": 0, "delete": 0, "truncate": NO}
NOTHING = dict.fromkeys(OPERATIONS, NO)
Name = TypeVar("Name")


@pytest.fixture(scope="module", params=["one server", "two servers"])
def place(
    request: pytest.FixtureRequest, server: Postgres, template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Team]:
    """Dana's book with a row in every table, Robin's beside it, and a parcel between them; made once, since
    nothing that is asked of it stays. On two servers dana's rows are on the second one."""
    team, two = Team(server, "", tmp_path_factory.mktemp("place"), template), None
    if request.param == "two servers":
        two = Two(team, request.getfixturevalue("second"))
    dana, robin = team.joined("dana"), team.joined("robin")
    if two is not None:
        two.elsewhere("dana")
    for cli in (dana, robin):
        cli.ok("account", "add", "Acme Robotics")
        cli.ok("team", "push")
    number = team.one("SELECT id::text FROM am.book WHERE name = 'dana'")
    for table in TABLES:
        team.sql(inserted(table, number, ROW), login="dana")
    team.sql(
        "INSERT INTO am.parcel SELECT gen_random_uuid(), d.id, r.id, 1, 'acme', 'Acme', '{}', NULL, '', NULL"
        " FROM am.book d, am.book r WHERE d.name = 'dana' AND r.name = 'robin'"
    )
    team.let_go()
    yield team
    assert team.one("SELECT count(*) FROM am.book") == 2
    if two is None:
        server.drop(team.database)
    else:
        two.drop()


def is_two(team: Team) -> bool:
    return team.database.endswith("_two")


def inserted(table: str, number: str, row: int) -> str:
    columns = 'account_id, "on"' if table == "result" else "id"
    values = f"{row}, '2026-01-01'" if table == "result" else str(row)
    return f"INSERT INTO am.{table} (book, {columns}) VALUES ('{number}', {values})"


def asked(table: str, number: str) -> dict[str, str]:
    """Each operation on dana's row of a table."""
    column = "account_id" if table == "result" else "id"
    mine = f"WHERE book = '{number}' AND {column} = {ROW}"
    return {
        "select": f"SELECT book FROM am.{table} {mine}",
        "insert": inserted(table, number, ROW + 1),
        "update": f"UPDATE am.{table} SET {column} = {column} {mine}",
        "delete": f"DELETE FROM am.{table} {mine}",
        "truncate": f"TRUNCATE am.{table}",
    }


def outcomes(url: str, statements: Mapping[Name, str]) -> dict[Name, str | int]:
    """What each statement of a login comes to: rows, or the code of the error. All of them are taken back."""
    found: dict[Name, str | int] = {}
    with psycopg.connect(url) as connection:
        for name, statement in statements.items():
            connection.execute("SAVEPOINT before")
            try:
                found[name] = connection.execute(statement.encode()).rowcount
            except psycopg.Error as error:
                found[name] = str(error.sqlstate)
            connection.execute("ROLLBACK TO before")
        connection.rollback()
    return found


def test_who_may_what_with_rows_of_anothers_book(place: Team) -> None:
    hidden = NOTHING if is_two(place) else HIDDEN  # the second server refuses, and hides nothing
    both = READ if is_two(place) else HIDDEN | {"select": 1}
    expected = {"dana": OWN, "robin": hidden, "lead": READ, "bi": READ, "chief": both, "stranger": NOTHING}
    number = place.one("SELECT id::text FROM am.book WHERE name = 'dana'")
    wrong = []
    statements = {
        (table, operation): text for table in TABLES for operation, text in asked(table, number).items()
    }
    for login in WHO:
        found = outcomes(place.url(login), statements)
        for table in TABLES:
            of_table = {operation: found[table, operation] for operation in OPERATIONS}
            if of_table != expected[login]:
                wrong.append((login, table, of_table))
    assert wrong == []


def test_who_may_what_with_the_list_of_books_the_parcels_and_the_version(place: Team) -> None:
    number = place.one("SELECT id::text FROM am.book WHERE name = 'dana'")
    new = "INSERT INTO am.book (id, name, login, schema_version) VALUES"
    taken = "23505"
    statements = {
        "books": "SELECT name FROM am.book",
        "another's number": f"{new} ('{number}', 'x', session_user, 1)",
        "for another": f"{new} (gen_random_uuid(), 'x', 'chief', 1)",
        "become another's": f"UPDATE am.book SET id = '{number}' WHERE name = 'robin'",
        "take over": f"UPDATE am.book SET login = session_user WHERE id = '{number}'",
        "give away": "UPDATE am.book SET login = 'chief' WHERE login = session_user",
        "remove": f"DELETE FROM am.book WHERE id = '{number}'",
        "no books": "TRUNCATE am.book",
        "for a lead": f"{new} (gen_random_uuid(), 'x', 'lead', 1)",
        "parcels": "SELECT id FROM am.parcel",
        "send": "INSERT INTO am.parcel SELECT gen_random_uuid(), from_book, to_book, 2, code, name, bundle,"
        " message, sent_at, taken_at FROM am.parcel",
        "take": "UPDATE am.parcel SET taken_at = 'now'",
        "withdraw": "DELETE FROM am.parcel",
        "no parcels": "TRUNCATE am.parcel",
        "version": "SELECT major FROM am.server",
        "newer": "UPDATE am.server SET major = 9",
        "older": "DELETE FROM am.server",
        "second version": "INSERT INTO am.server VALUES (2, 1, 1)",
    }
    reads = {"books": 2, "parcels": 1, "version": 1}
    nothing = dict.fromkeys(statements, NO)
    expected = {
        "dana": nothing | reads | {
            "another's number": taken, "become another's": 0, "take over": 1, "remove": 1, "send": 1,
            "take": 1, "withdraw": 1,
        },
        "robin": nothing | reads | {
            "another's number": taken, "become another's": taken, "take over": 0, "remove": 0, "take": 1,
            "withdraw": 0,
        },
        "lead": nothing | reads,
        "bi": nothing | reads,
        "chief": nothing | reads | {
            "another's number": taken, "for another": 1, "become another's": 0, "take over": 0,
            "give away": 0, "remove": 0, "take": 0, "withdraw": 0,
        },
        "stranger": nothing,
    }  # fmt: skip
    for login in WHO:
        assert outcomes(place.url(login), statements) == expected[login], login


def test_who_sees_what_in_the_views(place: Team) -> None:
    statements = {
        f"{operation} {view}": text.format(view)
        for view in VIEWS
        for operation, text in {
            "select": "SELECT DISTINCT book FROM am_report.{} WHERE book = 'dana'",
            "insert": "INSERT INTO am_report.{} (book) VALUES ('dana')",
            "update": "UPDATE am_report.{} SET account = 'x'",
            "delete": "DELETE FROM am_report.{}",
            "truncate": "TRUNCATE am_report.{}",
        }.items()
    }
    rows = {"accounts": 1, "results": 1}  # the others need an account behind the row
    nobody = NO if is_two(place) else 0
    for login in WHO:
        found = outcomes(place.url(login), statements)
        for view in VIEWS:
            expected = {"robin": nobody, "stranger": NO}.get(login, rows.get(view, 0))
            assert found[f"select {view}"] == expected, (login, view)
            for operation in OPERATIONS[1:]:  # a view is a table for TRUNCATE, but for its kind
                assert found[f"{operation} {view}"] in (NO, "42809", "55000"), (login, operation, view)


def test_amcli_says_it_in_its_own_words(place: Team, refused, tmp_path) -> None:
    """With dana's book in the hands of others."""
    anothers, no_right = (5, "this book belongs to another login"), (6, "no right on the server")
    writes = (["push"], ["push", "--full", "--yes"], ["leave", "--yes"], ["join", "--as", "mine"])
    said_to = {"robin": (anothers, anothers), "lead": (no_right, anothers), "stranger": (no_right, no_right)}
    for login, (writing, checking) in said_to.items():
        folder = tmp_path / f"copy of {login}"
        folder.mkdir()
        cli = Cli(folder, folder / "book.db")
        shutil.copyfile(place.folder / "dana" / "book.db", cli.book)
        cli.config.write_text(f'[team]\nurl = "{place.url(login)}"\nname = "dana"\n')
        for line, (code, words) in [(each, writing) for each in writes] + [(["check"], checking)]:
            if (login, line[0]) == ("lead", "leave"):
                code, words = anothers
            assert words in refused(cli("team", *line), code), (login, line)


def test_a_part_that_is_named_directly_shows_nothing(two: Two, team: Team) -> None:
    """Not even where somebody was careless with rights on the first server."""
    for name in ("dana", "robin"):
        cli = team.joined(name)
        if name == "dana":
            two.elsewhere("dana")
        cli.ok("account", "add", f"Firm of {name}")
        cli.ok("team", "push")
    robin = team.one("SELECT id::text FROM am.book WHERE name = 'robin'")
    direct = {
        "rest": "SELECT name FROM am_rest.account",
        "dana's": "SELECT name FROM am_dana.account",
        "to dana's": f"INSERT INTO am_dana.account (book, id) VALUES ('{robin}', 77)",
        "not dana's": "DELETE FROM am_dana.account",
    }
    for login in WHO:
        assert set(outcomes(team.url(login), direct).values()) == {NO}, login
    team.sql("GRANT USAGE ON SCHEMA am_rest, am_dana TO am_writer, am_reader")
    team.sql("GRANT ALL ON ALL TABLES IN SCHEMA am_rest, am_dana TO am_writer")
    team.sql("GRANT SELECT ON ALL TABLES IN SCHEMA am_rest, am_dana TO am_reader")
    assert outcomes(team.url("robin"), direct) == {"rest": 1} | dict.fromkeys(list(direct)[1:], NO)
    assert outcomes(team.url("dana"), direct)["rest"] == 0
    assert outcomes(team.url("lead"), direct) == {"rest": 1, "dana's": 1, "to dana's": NO, "not dana's": NO}


def test_the_second_server_is_closed_to_others_by_itself(two: Two, team: Team) -> None:
    dana = team.joined("dana")
    number = two.elsewhere("dana")
    dana.ok("account", "add", "Acme Robotics")
    dana.ok("team", "push")
    url = {login: two.second.url(login, two.database) for login in WHO}
    own = {
        "part": "SELECT name FROM am_dana.account",
        "add": f"INSERT INTO am_dana.account (book, id) VALUES ('{number}', 77)",
        "empty": "TRUNCATE am_dana.account",
        "divided": "SELECT name FROM am.account",
        "claim": "INSERT INTO am.book (id, name, login, schema_version)"
        f" VALUES ('{number}', 'x', session_user, 1)",
    }
    assert outcomes(url["dana"], own) == {"part": 1, "add": 1, "empty": NO, "divided": NO, "claim": NO}
    assert set(outcomes(url["robin"], own).values()) == {NO}
    assert outcomes(url["lead"], own) == {"part": 1, "add": NO, "empty": NO, "divided": 1, "claim": NO}
    assert set(outcomes(url["stranger"], own).values()) == {NO}
    two.second.sql("postgres", "GRANT am_writer TO robin")  # somebody was careless there, too
    try:
        assert outcomes(url["robin"], own) == {
            "part": NO,
            "add": NO,
            "empty": NO,
            "divided": 0,
            "claim": "23514",
        }
    finally:
        two.second.sql("postgres", "REVOKE am_writer FROM robin")
