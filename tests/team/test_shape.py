"""Tables and statements have the shape for engines that divide by book: Citus, CockroachDB and YugabyteDB.
None of them is run here. A rule that is broken on purpose is found.
"""

import pytest

from amcli.team import layout, pushing, staging
from amcli.team.layout import key_of, script, statements, tenants
from tests.support import Cli
from tests.team.conftest import Team
from tests.team.shape import TENANTS, WRITING, faults, heard, tables_of


@pytest.fixture
def said(team: Team, sample_book) -> list[str]:
    """All that pushes of each kind, a handover, a pull, checking, looking and leaving send."""
    dana, robin = team.joined("dana", source=sample_book), team.joined("robin")
    lead = Cli(team.folder, team.folder / "none.db")
    lead.config.write_text(f'[fx]\nUSD = 0.92\n[team]\nurl = "{team.url("lead")}"\n')
    with heard() as found:
        robin.ok("team", "push")
        push_in_every_way(team, dana)
        hand_over(dana, robin)
        for words in (["pull", "--to", str(team.folder / "team.db")], ["conflicts"]):
            assert lead("team", *words).code == 0
        dana.ok("team", "leave", "--yes")
    return found


def hand_over(dana: Cli, robin: Cli) -> None:
    dana.ok("team", "send", "acme", "--to", "robin")
    robin.ok("team", "take", "acme")
    assert dana("team", "push").code == 0
    robin.ok("team", "push")


def push_in_every_way(team: Team, dana: Cli) -> None:
    dana.ok("team", "push", "--dry-run")
    dana.ok("team", "push")
    dana.ok("log", "acme", "Words")
    dana.ok("account", "rm", "sable-finch", "--yes")
    dana.ok("team", "push")
    dana.ok("undo")
    dana.ok("team", "push", today="2026-03-03")
    team.sql(f"REVOKE TEMP ON DATABASE {team.database} FROM PUBLIC")
    dana.ok("team", "push", "--full")
    dana.ok("team", "check")
    dana.ok("team", "status")


def test_tables_can_be_divided_by_book() -> None:
    lines = [each.text for each in statements()]
    assert faults(lines) == []
    assert {name for each in lines for name in tables_of(each)} == TENANTS
    assert all(f"{each};" in script() for each in lines)
    assert {key_of(of) for of in tenants()} == {("id",), ("account_id", "on")}


def test_all_that_is_sent_can_be_divided_by_book(said: list[str]) -> None:
    assert faults(said) == []
    sent = [each for each in said if tables_of(each) and each.startswith(WRITING)]
    assert {name for each in sent for name in tables_of(each)} == TENANTS
    assert {each.partition(" ")[0] for each in sent} == {"INSERT", "DELETE", "COPY"}
    assert any(each.startswith("COPY (SELECT ") for each in sent), "a pull"
    assert sum(each.startswith("SELECT") for each in said) > 30


@pytest.mark.parametrize(("statement", "fault"), [
    ("CREATE TABLE IF NOT EXISTS am.task (book uuid, id bigint, PRIMARY KEY (id))", "task: key"),
    ("CREATE TABLE am.task (book uuid, id bigint UNIQUE, PRIMARY KEY (book, id))", "task: UNIQUE"),
    ("CREATE UNIQUE INDEX x ON am.task (book, id)", "task: UNIQUE"),
    ("CREATE INDEX x ON am.task (due_on)", "task: index"),
    ("ALTER TABLE am.task ADD FOREIGN KEY (book) REFERENCES am.book DEFERRABLE", "task: DEFERRABLE"),
    ("CREATE TRIGGER x BEFORE INSERT ON am.task", "task: TRIGGER"),
    ('INSERT INTO am.task (book, "id") VALUES (%s, %s) ON CONFLICT DO NOTHING', "task: ON CONFLICT"),
    ('INSERT INTO am.task (book, "id") SELECT * FROM pg_temp.am_new_task', "task: *"),
    ("INSERT INTO am.task VALUES (%s, %s)", "task: columns"),
    ("COPY pg_temp.am_new_task FROM STDIN", "task: columns"),
    ('COPY (SELECT "id" FROM am.task) TO STDOUT', "task: book"),
    ("DELETE FROM am.task WHERE book IN (SELECT id FROM am.book) AND id = ANY(%s)", "task: book"),
    ("DELETE FROM am.result r WHERE r.book = %s AND EXISTS (SELECT 1 FROM am.account a WHERE a.id = r.id)",
     "account, result: book"),
    ("SELECT count(*) FROM am.task", "task: book"),
    ("TRUNCATE am.task", "task: TRUNCATE"),
])  # fmt: skip
def test_a_rule_that_is_broken_is_found(statement: str, fault: str) -> None:
    assert fault in faults([statement])


def test_a_program_that_breaks_a_rule_is_found(team: Team, sample_book, monkeypatch) -> None:
    """The program itself, changed on purpose: the shape of what it then makes and sends is no more right."""
    condition = layout.condition
    with monkeypatch.context() as changed:
        changed.setattr(layout, "condition", lambda of, each: f"{condition(of, each)} UNIQUE")
        assert "task: UNIQUE" in faults(each.text for each in statements())
    dana = team.joined("dana", source=sample_book)
    delete, loose = staging.delete_all, pushing.ORPHANS.replace("a.book = %s", "a.book = r.book AND %s <> ''")

    def all_of_it(connection, table, book):
        connection.execute(f"SELECT * FROM am.{table} WHERE book = %s", (book,))
        return delete(connection, table, book)

    for target, name, value, fault in (
        (staging, "delete_all", all_of_it, "task: *"),
        (pushing, "ORPHANS", loose, "account, result: book"),
        (staging, "quoted", lambda name: name, "account: columns"),
    ):
        with monkeypatch.context() as changed, heard() as found:
            changed.setattr(target, name, value)
            dana("team", "push", "--full")
        assert fault in faults(found), name
    with heard() as found:
        dana.ok("team", "push", "--full")
    assert faults(found) == []
