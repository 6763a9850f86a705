"""Making the schema, joining, giving access, leaving, and how things stand: by ordinary logins."""

import json
import os
import threading

import pytest

from amcli.completion.answers import declared
from tests.completion.test_words import OF_A_SERVER
from tests.support import Cli, Result, rows_of, run_program
from tests.team.conftest import Team
from tests.team.postgres import ADMIN


def nobody(team: Team) -> Cli:
    return Cli(team.folder, team.folder / "none.db")


def test_init_again_changes_nothing(team: Team) -> None:
    before = team.sql(
        "SELECT relname, relnatts FROM pg_class WHERE relnamespace = 'am'::regnamespace ORDER BY 1"
    )
    said = nobody(team).ok("team", "init", team.url(ADMIN), tty=True)
    assert "is complete." in said
    after = team.sql(
        "SELECT relname, relnatts FROM pg_class WHERE relnamespace = 'am'::regnamespace ORDER BY 1"
    )
    assert before == after


def test_an_administrator_without_a_book_goes_on_where_init_left_off(team: Team, refused) -> None:
    admin = nobody(team)
    hint = "Join: am team join URL --as NAME. No book: am config set team.url URL"
    assert hint in refused(admin("team", "grant", "dana", "--role", "writer"), 5)
    admin.ok("team", "init", team.url("postgres"))
    admin.ok("team", "grant", "dana", "--role", "writer")
    admin.ok("team", "init", team.url(ADMIN))
    assert admin.ok("config", "get", "team.url").strip() == team.url("postgres"), "what is set stays"


def test_who_has_no_book_is_told_to_read(team: Team) -> None:
    team.joined("dana").ok("team", "push", "-q")
    lead = nobody(team)
    lead.ok("config", "set", "team.url", team.url("lead"))
    said = lead.ok("team", "status", tty=True)
    assert said.splitlines()[-1].split() == ["Read", "them", "am", "team", "pull"]
    assert "This book" not in said
    assert "joined" not in said


def test_lists_of_a_server_have_their_fields(team: Team) -> None:
    chief = team.joined("chief")
    chief.ok("team", "push", "-q")
    for path in sorted(OF_A_SERVER):
        header = chief.ok(*path.split(), "-o", "csv").splitlines()[0]
        assert {name for name, _ in declared(path.replace(" ", "."))} == set(header.split(","))


def test_what_a_login_may_not_run_is_lines_for_an_administrator(team: Team, refused) -> None:
    database = team.server.create(f"{team.database}_new")
    found = nobody(team)("team", "init", team.server.url("stranger", database))
    said = refused(found, 5)
    assert "the schema isn't complete: your login can't run" in said
    assert "then: am team init" in said
    assert found.out.startswith("CREATE SCHEMA IF NOT EXISTS am;\n"), "the roles are there"
    assert team.server.sql(database, "SELECT 1 FROM pg_namespace WHERE nspname = 'am'") == []
    team.server.sql(database, found.out)
    assert nobody(team)("team", "status", env={"AMCLI_CONFIG": "/none"}).code == 5
    assert team.server.sql(database, "SELECT major FROM am.server") == [(1,)]


def test_who_may_make_schemas_and_no_roles_makes_the_rest(team: Team, refused) -> None:
    database = team.server.create(f"{team.database}_part")
    team.server.sql("postgres", f"GRANT CREATE ON DATABASE {database} TO robin")
    team.server.sql("postgres", "ALTER ROLE am_reader RENAME TO am_elsewhere")
    try:
        found = nobody(team)("team", "init", team.server.url("robin", database))
        said = refused(found, 5)
        assert "The rest is there, and nothing was undone." in said
        assert team.server.sql(database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'am'") == [(24,)]
        lines = found.out.split(";\n")
        assert "CREATE ROLE am_reader NOLOGIN" in lines[0]
        assert all("am_reader" in each or "am_report" in each for each in lines if each.strip())
    finally:
        team.server.sql("postgres", "ALTER ROLE am_elsewhere RENAME TO am_reader")
    found = nobody(team)("team", "init", team.server.url("robin", database))
    assert found.code == 0, found
    assert (
        team.server.sql(database, "SELECT count(*) FROM pg_policies WHERE 'am_reader' = ANY(roles)")[0][0]
        > 20
    )


def test_an_upgrade_adds_columns_and_renews_rules(team: Team) -> None:
    """As from a server of an older program: a column less, a word less in a vocabulary, an older number."""
    for statement in (
        "ALTER TABLE am.target DROP COLUMN owner",
        "ALTER TABLE am.interaction DROP CONSTRAINT interaction_kind",
        "ALTER TABLE am.interaction ADD CONSTRAINT interaction_kind CHECK (kind IN ('call'))",
        "UPDATE am.server SET minor = 3",
    ):
        team.sql(statement)
    book = team.book("dana")
    found = book("team", "join", team.url("dana"), "--as", "dana")
    assert (found.code, "the server's schema is older (1.3)" in found.err) == (5, True)
    assert "am team init" in found.err
    nobody(team).ok("team", "init", team.url(ADMIN))
    assert team.one("SELECT minor FROM am.server") > 3
    rule = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'interaction_kind'"
    assert "meeting" in team.one(rule)
    book.ok("team", "join", team.url("dana"), "--as", "dana")
    book.ok("target", "add", "2026-Q1", "renewals", "10k", "--owner", "Robin")
    book.ok("team", "push")
    assert team.sql("SELECT owner FROM am.target") == [("Robin",)]


def test_a_newer_server_is_left_alone_and_an_older_program_pushes_to_it(team: Team, refused) -> None:
    dana = team.joined("dana")
    team.sql("ALTER TABLE am.account ADD COLUMN mood text")
    team.sql("ALTER TABLE am.account ADD COLUMN weight bigint NOT NULL DEFAULT 7")
    team.sql("CREATE TABLE am.newer (book uuid, id bigint, PRIMARY KEY (book, id))")
    team.sql("UPDATE am.server SET minor = minor + 1")
    assert "is newer" in refused(nobody(team)("team", "init", team.url(ADMIN)), 5)
    dana.ok("account", "add", "Acme Robotics")
    dana.ok("team", "push")
    dana.ok("team", "check")
    assert team.sql("SELECT name, mood, weight FROM am.account") == [("Acme Robotics", None, 7)]
    team.sql("UPDATE am.server SET major = 2")
    assert "Upgrade amcli" in refused(dana("team", "push"), 5)


def test_joining_gives_a_book_its_number_once_and_keeps_the_address(team: Team) -> None:
    dana = team.book("dana")
    said = dana.ok("team", "join", team.url("dana"), "--as", "dana", tty=True)
    assert said.splitlines() == ["Your book joined as dana.", "Send it: am team push"]
    ((number, login, version),) = team.sql("SELECT id::text, login, schema_version FROM am.book")
    assert (login, version) == ("dana", 16)
    assert dana.ok("config", "get", "team.url").strip() == team.url("dana")
    listed = {row["setting"]: row["value"] for row in dana.json("config", "list")}
    assert listed["team.name"] == "dana"
    dana.ok("undo")
    assert dana.ok("config", "get", "team.name") == "-\n"
    assert dana.ok("team", "join", team.url("dana"), "--as", "dana-two") == "dana-two\n"
    assert team.sql("SELECT id::text, name FROM am.book") == [(number, "dana-two")]
    assert "is known as" in dana.ok("team", "join", tty=True)


def test_nothing_of_customers_is_in_what_every_member_reads(team: Team, sample_book) -> None:
    dana = team.joined("dana", source=sample_book)
    dana.ok("log", "acme", "A word about Zebra Grazing")
    dana.ok("team", "push")
    found = json.dumps(team.sql("SELECT row_to_json(b) FROM am.book b", login="robin"))
    assert "Zebra" not in found
    assert "acme" not in found.lower()
    assert '"fx.USD"' in found


def test_a_name_and_a_book_have_one_login(team: Team, refused) -> None:
    dana, robin = team.joined("dana"), team.book("robin")
    assert 'called "dana"' in refused(robin("team", "join", team.url("robin"), "--as", "dana"), 5)
    assert "belongs to another login" in refused(dana("team", "join", team.url("robin"), "--as", "mine"), 5)
    robin.ok("team", "join", team.url("robin"), "--as", "robin")
    assert 'called "dana"' in refused(robin("team", "join", "--as", "dana"), 5)
    assert team.sql("SELECT name, login FROM am.book ORDER BY name") == [("dana", "dana"), ("robin", "robin")]


def test_two_joins_at_once_both_end_well(team: Team) -> None:
    """Two processes, of a book that has no number yet, then of one that has."""
    dana = team.book("dana")
    dana.config.write_text(f'[team]\nurl = "{team.url("dana")}"\n')
    for _ in range(2):
        found: list[Result] = []

        def join(into: list[Result] = found) -> None:
            into.append(run_program(["team", "join", "--as", "dana"], usual(dana)))

        both = [threading.Thread(target=join) for _ in "12"]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
        assert [result.code for result in found] == [0, 0], found
        ((number,),) = rows_of(dana.book, "SELECT value FROM setting WHERE key = 'book.uuid'")
        assert team.sql("SELECT id::text, name FROM am.book") == [(number, "dana")]
        team.sql("DELETE FROM am.book")


def usual(cli: Cli) -> dict[str, str]:
    """The variables of a process of its own."""
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **cli.environ("2026-03-02")}


@pytest.mark.parametrize("name", ["Dana", "dana ash", "", "ä", "-", "x" * 41])
def test_a_name_is_a_code(team: Team, refused, name: str) -> None:
    said = refused(team.book("dana")("team", "join", team.url("dana"), f"--as={name}"), 2)
    assert "lower-case letters, digits and -" in said


def test_who_has_not_joined_is_told_how(team: Team, refused) -> None:
    dana = team.book("dana")
    for verb in ("push", "check", "leave", "status"):
        assert "am team join URL --as NAME" in refused(dana("team", verb), 5), verb
    dana.ok("config", "set", "team.url", team.url("dana"))
    for verb in ("push", "check", "leave"):
        assert "this book has not joined a team" in refused(dana("team", verb), 5), verb
    assert dana.json("team", "status")["name"] is None


def test_access_is_given_and_taken(team: Team, refused) -> None:
    admin = nobody(team)
    admin.config.write_text(f'[team]\nurl = "{team.url("postgres")}"\n')
    robin = team.book("robin")
    assert admin.ok("team", "grant", "stranger", "--role", "writer", tty=True) == "stranger is a writer.\n"
    robin.ok("team", "join", team.url("stranger"), "--as", "robin")
    admin.ok("team", "grant", "stranger", "--role", "writer", "--revoke")
    said = refused(robin("team", "push"), 6)
    assert "no right on the server" in said
    assert "GRANT am_writer TO stranger" in said
    assert "--role is missing: reader or writer" in refused(admin("team", "grant", "stranger"), 2)
    assert 'CREATE ROLE "no-one" LOGIN' in refused(admin("team", "grant", "no-one", "--role", "reader"), 3)


def test_who_may_not_give_access_gets_the_line(team: Team, refused) -> None:
    dana = team.joined("dana")
    found = dana("team", "grant", "robin", "--role", "reader")
    assert found.out == 'GRANT am_reader TO "robin";\n'
    refused(found, 5)


def test_status_says_how_things_stand(team: Team, sample_book) -> None:
    dana, robin = team.joined("dana", source=sample_book), team.joined("robin")
    found = dana.json("team", "status")
    assert (found["login"], found["role"], found["tls"], found["name"]) == ("dana", "writer", None, "dana")
    assert (found["state"], found["behind"], found["staging"]) == ("never", 2, "copy")
    dana.ok("team", "push")
    assert (dana.json("team", "status")["state"], dana.json("team", "status")["behind"]) == ("current", 0)
    dana.ok("log", "acme", "Words")
    found = dana.json("team", "status")
    assert (found["state"], found["behind"]) == ("behind", 1)
    assert [(each["name"], each["mine"]) for each in found["books"]] == [("dana", True), ("robin", False)]
    assert robin.json("team", "status")["books"][0]["pushed_at"] is not None
    shown = dana.ok("team", "status", tty=True)
    assert "dana, 1 change to push" in shown
    assert "am team push" in shown


def test_a_lead_without_a_book_sees_the_books(team: Team) -> None:
    team.joined("dana")
    lead = nobody(team)
    lead.config.write_text(f'[team]\nurl = "{team.url("lead")}"\n')
    found = lead.json("team", "status")
    assert (found["role"], found["name"], [each["name"] for each in found["books"]]) == (
        "reader",
        None,
        ["dana"],
    )


def test_leaving_removes_every_row_and_keeps_the_number(team: Team, sample_book, refused) -> None:
    dana, robin = team.joined("dana", source=sample_book), team.joined("robin")
    robin.ok("account", "add", "Other Firm")
    dana.ok("team", "push")
    robin.ok("team", "push")
    assert "needs a yes" in refused(dana("team", "leave"), 5)
    number = team.one("SELECT id::text FROM am.book WHERE name = 'dana'")
    said = dana.ok("team", "leave", "--yes", tty=True)
    assert said.startswith("dana is no longer on the server: ")
    counts = [team.one(f"SELECT count(*) FROM am.{name}") for name in ("account", "health", "result", "book")]
    assert counts == [1, 0, 1, 1]
    dana.ok("team", "join", "--as", "dana")
    assert team.one("SELECT id::text FROM am.book WHERE name = 'dana'") == number
    dana.ok("team", "push")
    dana.ok("team", "check")
