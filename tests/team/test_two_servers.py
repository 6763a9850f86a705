"""Books on two servers: pushed, checked and closed to others as on one; one down; a stop in between."""

import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from amcli.storage.rollup import BLOCK
from amcli.storage.sent import SENT
from amcli.team import staging
from tests.support import Cli, rows_of
from tests.team.conftest import FEW, Team
from tests.team.postgres import ADMIN, PASSWORD, Postgres
from tests.team.test_pull import table_of
from tests.team.test_push import pushed
from tests.team.two import Two, parts

TABLES = (*SENT, "result")


@pytest.fixture(autouse=True, scope="module")
def many() -> Iterator[None]:
    """A hundred rows are many: what is pushed goes by COPY, as a thousand do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(staging, "AT_ONCE", 100)
        yield


@pytest.fixture(scope="module")
def of_dana(
    server: Postgres, second: Postgres, few_book: Path, template: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Two]:  # fmt: skip
    """Four accounts on the second server, pushed; made once to be copied. The first server sends the second
    one row after the other, so that forty would show the same in ten times as long."""
    team = Team(server, "", tmp_path_factory.mktemp("two-of-dana"), template)
    made = Two(team, second)
    assert pushed(made.joined("dana", few_book))[0] == "full"
    team.let_go()
    yield made
    made.drop()


@pytest.fixture
def two(team: Team, second: Postgres, of_dana: Two) -> Iterator[Two]:
    """Both servers with it."""
    found = Two(team, second, of_dana)
    yield found
    found.drop()


@pytest.fixture
def dana(two: Two, team: Team) -> Cli:
    """The book itself."""
    return team.came("dana")


def counts(two: Two) -> dict[str, int]:
    """The rows of each table that are on the second server."""
    return {name: two.there(f"SELECT count(*) FROM am_dana.{name}")[0][0] for name in TABLES}


def test_the_page_says_where_each_statement_is_run() -> None:
    where = [each.where for each in parts()]
    assert where == [
        "both servers", "the second server", "the first server, a superuser", "the first server",
        "the first server, a member", "the second server", "the first server",
    ]  # fmt: skip
    assert "batch_size '1000'" in parts()[3].text


def test_rows_are_on_the_server_of_their_book(two: Two, dana: Cli, team: Team) -> None:
    robin = team.joined("robin")
    robin.ok("account", "add", "Other Firm")
    robin.ok("team", "push")
    assert counts(two)["account"] == len(FEW)
    assert counts(two)["result"] == len(FEW)
    for name in TABLES:
        assert team.one(f"SELECT count(*) FROM am_rest.{name} x JOIN am.book b ON b.id = x.book"
                        " WHERE b.name = 'dana'") == 0  # fmt: skip
    assert team.one("SELECT count(*) FROM am_rest.account") == 1
    assert team.one("SELECT count(*) FROM am.account", login="lead") == len(FEW) + 1
    dana.ok("team", "check")
    robin.ok("team", "check")


def test_what_changes_follows_as_on_one_server(two: Two, dana: Cli, team: Team) -> None:
    assert pushed(dana) == ("nothing", 0, 0)
    for lines, sent, deleted in (
        ([["log", "acme", "Asked about SSO"]], 1, 0),
        ([["account", "edit", "acme", "--region", "north"], ["task", "add", "acme", "Send it"]], 2, 0),
        ([["undo"]], 0, 1),
    ):
        for line in lines:
            dana.ok(*line)
        assert pushed(dana, "--dry-run") == ("incremental", sent, deleted)
        assert pushed(dana) == ("incremental", sent, deleted)
        dana.ok("team", "check")
    dana.ok("account", "rm", "acme", "--yes")
    pushed(dana)
    assert counts(two)["account"] == len(FEW) - 1
    dana.ok("undo")
    pushed(dana)
    dana.ok("today", today="2026-03-03")
    pushed(dana)
    dana.ok("forget", "p1", "--yes")
    assert pushed(dana)[0] == "full"
    dana.ok("team", "check")
    team.sql(f"REVOKE TEMP ON DATABASE {two.database} FROM PUBLIC")
    assert pushed(dana, "--full")[0] == "full"
    dana.ok("team", "check")
    dana.ok("team", "leave", "--yes")
    assert not any(counts(two).values())
    dana.ok("team", "join", "--as", "dana")
    assert pushed(dana)[0] == "full"
    dana.ok("team", "check")


def test_check_finds_what_is_otherwise_on_the_second_server(two: Two, dana: Cli, refused) -> None:
    ((task, contract),) = rows_of(
        dana.book, "SELECT (SELECT min(id) FROM task), (SELECT min(id) FROM contract)"
    )
    two.there("DELETE FROM am_dana.task WHERE id = %s", (task,))
    assert f"t{task} isn't on the server" in refused(dana("team", "check"), 1)
    two.there("UPDATE am_dana.contract SET annual_value = annual_value + 1 WHERE id = %s", (contract,))
    dana.ok("team", "push", "--full")
    dana.ok("team", "check")


def test_four_pushes_at_once_end_as_one_on_two_servers(dana: Cli) -> None:
    dana.ok("log", "acme", "Once")
    found = []
    threads = [threading.Thread(target=lambda: found.append(dana("team", "push"))) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [result.code for result in found] == [0] * 4, found
    dana.ok("team", "check")


def test_a_second_server_that_is_down_is_named_and_the_others_go_on(
    two: Two, dana: Cli, team: Team, refused
) -> None:
    robin = team.joined("robin")
    dana.ok("log", "acme", "Words")
    two.second.stop()
    try:
        robin.ok("account", "add", "Other Firm")
        assert pushed(robin)[0] == "full"
        robin.ok("log", "other-firm", "Words")
        assert pushed(robin) == ("incremental", 1, 0)
        robin.ok("team", "check")
        assert [each["name"] for each in dana.json("team", "status")["books"]] == ["dana", "robin"]
        for line in (["push"], ["push", "--full"], ["leave", "--yes"]):
            said = refused(dana("team", *line), 6)
            assert "can't reach its server \"second\": it refuses the connection, or doesn't run." in said
            assert "books that are elsewhere are pushed as before" in said
    finally:
        two.second.start()
    assert pushed(dana) == ("incremental", 1, 0)
    dana.ok("team", "check")


def test_a_second_server_that_goes_meanwhile_leaves_nothing(
    two: Two, dana: Cli, refused, monkeypatch
) -> None:
    from amcli.team import pushing

    dana.ok("account", "edit", "--all", "--add-tag", "late", "--yes")
    late = "SELECT count(*) FROM am_dana.account WHERE tags::text LIKE '%late%'"
    before = two.there(late)
    insert = pushing.staging.insert

    def cut(*given, **more) -> int:
        done = insert(*given, **more)
        two.there(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'postgres_fdw'"
        )
        return done

    monkeypatch.setattr(pushing.staging, "insert", cut)
    assert "lost its second server on the way" in refused(dana("team", "push"), 6)
    monkeypatch.undo()
    assert two.there(late) == before
    assert pushed(dana)[0] == "incremental"
    dana.ok("team", "check")


@pytest.mark.parametrize("more", [(), ("--full",)], ids=["what changed", "all"])
def test_a_push_that_stops_between_the_commits_ends_right_with_the_next(
    two: Two, dana: Cli, team: Team, refused, more
) -> None:
    """The second server commits first. It is held there until the first one is gone."""
    two.there(
        """CREATE FUNCTION am_dana.wait() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
           BEGIN PERFORM pg_advisory_xact_lock(93); RETURN NULL; END $$;
           CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON am_dana.interaction
           DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION am_dana.wait()"""
    )
    old = dana.json("team", "status")["books"][0]["change"]
    dana.ok("log", "acme", "Newer than the mark")
    dana.ok("account", "rm", "sable-finch", "--yes")
    said = []
    pushing = threading.Thread(target=lambda: said.append(dana("team", "push", *more)))
    with psycopg.connect(two.second.url("postgres", two.database), autocommit=True) as holder:
        holder.execute("SELECT pg_advisory_lock(93)")
        pushing.start()
        waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        while two.there(waiting) != [(1,)]:
            assert pushing.is_alive(), said
        two.first.stop()
    pushing.join()
    two.first.start()
    assert "it ended the connection" in refused(said[0], 6)
    newer = "SELECT count(*) FROM am_dana.interaction WHERE summary = 'Newer than the mark'"
    while two.there("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'postgres_fdw'") != [
        (0,)
    ]:
        pass
    assert two.there(newer) == [(1,)]
    assert team.one("SELECT pushed_txn FROM am.book") == old
    assert dana.json("team", "status")["state"] == "behind"
    two.there("DROP TRIGGER wait ON am_dana.interaction")
    assert pushed(dana)[0] == "incremental"
    assert two.there(newer) == [(1,)]
    dana.ok("team", "check")
    assert pushed(dana) == ("nothing", 0, 0)


def test_init_adds_to_divided_tables_on_both_servers(two: Two, dana: Cli, team: Team, refused) -> None:
    """As from servers of an older program: a column less, a word less, an older number."""
    for run in (two.there, team.sql):
        run("ALTER TABLE am.target DROP COLUMN owner")
        run("ALTER TABLE am.interaction DROP CONSTRAINT interaction_kind")
        run("ALTER TABLE am.interaction ADD CONSTRAINT interaction_kind CHECK (kind <> 'dance')")
        run("UPDATE am.server SET minor = 3")
    admin = Cli(team.folder, team.folder / "none.db")
    assert "am team init" in refused(dana("team", "push"), 5)
    admin.ok("team", "init", team.url(ADMIN))
    dana.ok("target", "add", "2026-Q1", "renewals", "10k", "--owner", "Robin")
    said = refused(dana("team", "push"), 6)
    assert 'finds an older schema on its second server: column "owner" of' in said
    assert "Upgrade that one, too: am team init" in said
    admin.ok("team", "init", two.second.url(ADMIN, two.database))
    dana.ok("team", "push")
    dana.ok("team", "check")
    assert two.there("SELECT owner FROM am_dana.target WHERE owner IS NOT NULL") == [("Robin",)]
    rule = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'interaction_kind'"
    assert {"dance" in text for (text,) in two.there(rule)} == {False}
    for server in (two.first, two.second):
        before = kinds(server.sql(two.database, SHAPE))
        admin.ok("team", "init", server.url(ADMIN, two.database))
        assert kinds(server.sql(two.database, SHAPE)) == before


SHAPE = """SELECT n.nspname, c.relname, c.relkind, c.relnatts, c.relrowsecurity, c.relforcerowsecurity,
  pg_get_viewdef(c.oid) FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname LIKE 'am%' ORDER BY 1, 2"""


def kinds(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    assert len(rows) > 60
    return rows


def test_the_parts_keep_their_keys_and_their_indexes(two: Two, dana: Cli, team: Team) -> None:
    keys = "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'p'"
    found = dict(team.sql(keys))
    there = dict(two.there(keys))
    for name in TABLES:
        key = 'PRIMARY KEY (book, account_id, "on")' if name == "result" else "PRIMARY KEY (book, id)"
        assert f"am.{name}" not in found
        assert (found[f"am_rest.{name}"], there[f"am_dana.{name}"]) == (key, key)
    indexes = "SELECT count(*) FROM pg_indexes WHERE schemaname = %s AND tablename = 'interaction'"
    assert team.one(indexes, ("am_rest",)) == two.there(indexes, ("am_dana",))[0][0] > 3
    views = "SELECT count(*) FROM pg_views WHERE schemaname = 'am_report' AND definition LIKE %s"
    assert team.one(views, ("%am_rest.%",)) == 0
    assert team.one("SELECT count(DISTINCT account) FROM am_report.accounts", login="lead") == len(FEW)


def test_a_login_without_a_mapping_or_its_password_is_named(two: Two, dana: Cli, refused) -> None:
    dana.ok("log", "acme", "Words")
    two.first.sql(two.database, "DROP USER MAPPING FOR dana SERVER second", login=ADMIN)
    said = refused(dana("team", "push"), 6)
    assert "doesn't know dana on its se" in said  # PostgreSQL 15 doesn't say on which
    assert "CREATE USER MAPPING" in said
    for more, words in (
        ("", "has no password of dana for its second server"),
        (", password 'wrong'", 'can\'t reach its server "second": wrong password for dana'),
    ):
        two.first.sql(
            two.database,
            f"CREATE USER MAPPING FOR dana SERVER second OPTIONS (user 'dana'{more})",
            login=ADMIN,
        )
        assert words in refused(dana("team", "push"), 6)
        two.first.sql(two.database, "DROP USER MAPPING FOR dana SERVER second", login=ADMIN)
    assert PASSWORD


def test_a_right_that_is_missing_on_the_second_server_is_said(two: Two, dana: Cli, refused) -> None:
    dana.ok("log", "acme", "Words")
    two.there("REVOKE INSERT ON am_dana.interaction FROM dana")
    said = refused(dana("team", "push"), 6)
    assert "may not do that on its second server as dana: permission denied" in said
    assert "GRANT am_writer" not in said


def test_a_book_for_which_no_part_is_there_is_refused(two: Two, team: Team, refused, sample_book) -> None:
    robin = team.joined("robin", source=sample_book)
    for name in TABLES:
        two.first.sql(two.database, f"ALTER TABLE am.{name} DETACH PARTITION am_rest.{name}", login=ADMIN)
    said = refused(robin("team", "push"), 5)
    assert "the server's tables are divided by book, and have no part for this one. Nothing was sent." in said


@pytest.fixture
def lead(two: Two, team: Team) -> Cli:
    """A reader without a book."""
    folder = team.folder / "lead"
    folder.mkdir()
    cli = Cli(folder, folder / "none.db")
    cli.config.write_text(
        f'[fx]\nUSD = 0.92\n[team]\nurl = "{team.url("lead")}"\npath = "{folder}/team.db"\n'
    )
    return cli


def test_a_pull_reads_both_servers_as_one(two: Two, dana: Cli, team: Team, lead: Cli) -> None:
    robin = team.joined("robin")
    robin.ok("account", "add", "Robin's own", "--code", "own")
    robin.ok("team", "push")
    found = lead("team", "pull")
    assert found.code == 0, found
    pulled = lead.folder / "team.db"
    for table in SENT:
        if table != "target":  # a team's targets have an owner each
            assert table_of(pulled, table, 1) == table_of(dana.book, table), table
    assert rows_of(pulled, f"SELECT code, owner FROM account WHERE id > {2 * BLOCK}") == [("own", "robin")]
    dana.ok("log", "acme", "Newer")
    dana.ok("team", "push")
    assert lead("team", "pull").code == 0
    assert "Newer" in Cli(lead.folder, pulled).ok("timeline", "acme")


def test_a_pull_is_refused_whole_while_the_second_server_is_down(
    two: Two, dana: Cli, team: Team, lead: Cli, refused
) -> None:
    robin = team.joined("robin")
    robin.ok("account", "add", "Robin's own", "--code", "own")
    robin.ok("team", "push")
    assert lead("team", "pull").code == 0
    before = (lead.folder / "team.db").read_bytes()
    two.second.stop()
    try:
        said = refused(lead("team", "pull"), 6)
        assert "can't reach its server \"second\": it refuses the connection, or doesn't run." in said
        assert (lead.folder / "team.db").read_bytes() == before
        assert [path.name for path in lead.folder.glob("*team*")] == ["team.db"]
        assert robin("team", "pull", "--to", str(robin.folder / "mine.db")).code == 0  # only its own books
    finally:
        two.second.start()
    assert lead("team", "pull").code == 0


def test_an_account_goes_from_a_book_on_one_server_to_a_book_on_the_other_and_back(
    two: Two, dana: Cli, team: Team, lead: Cli
) -> None:
    def held() -> list[str]:
        query = "SELECT b.name FROM am.account a JOIN am.book b ON b.id = a.book WHERE a.code = 'acme'"
        return [name for (name,) in team.sql(query, login="lead")]

    def hand_over(giver: Cli, name: str, taker: Cli) -> None:
        giver.ok("team", "send", "acme", "--to", name)
        taker.ok("team", "take", "acme")
        assert "was removed from yours" in giver("team", "push").err
        taker.ok("team", "push")
        for cli in (giver, taker):
            cli.ok("team", "check")

    robin = team.joined("robin")
    robin.ok("team", "push")
    before = team.one("SELECT count(*) FROM am.interaction", login="lead")
    hand_over(dana, "robin", robin)
    assert held() == ["robin"]
    assert two.there("SELECT count(*) FROM am_dana.account") == [(len(FEW) - 1,)]
    hand_over(robin, "dana", dana)
    assert held() == ["dana"]
    assert team.one("SELECT count(*) FROM am.interaction", login="lead") >= before
    assert lead("team", "pull").code == 0
