"""The schema of a server: made of the book's classes, whole, its tables such that they divide by book."""

import inspect

import pytest
from sqlmodel import SQLModel

from amcli.storage import models, types
from amcli.storage.models import server as abroad
from amcli.storage.sent import KEPT_AT_HOME, SENT
from amcli.team import layout
from amcli.team.layout import script, statements, tenants
from tests.support import Cli
from tests.team.conftest import Team

assert models


def test_every_type_of_the_book_says_what_it_is_on_a_server() -> None:
    found = [
        each for _, each in inspect.getmembers(types, inspect.isclass)
        if issubclass(each, types.Checked) and each is not types.Checked
    ]  # fmt: skip
    assert len(found) >= 11
    for each in found:
        assert vars(each).get("server"), f"{each.__name__} has no type"
        source = inspect.getsource(each)
        assert "server_check" in source, f"{each.__name__} has no condition, not even an empty one"


def test_a_type_that_says_nothing_is_no_table() -> None:
    class Odd(types.Checked):
        check = "{c} <> ''"

    from sqlalchemy import Column, MetaData, Table

    table = Table("odd", MetaData(), Column("id", Odd()))
    with pytest.raises(LookupError, match="Odd doesn't say"):
        abroad.table_of(table)


def test_every_table_is_sent_or_stays_for_a_reason() -> None:
    assert {*SENT} | KEPT_AT_HOME == {each.name for each in SQLModel.metadata.sorted_tables}
    assert not {*SENT} & KEPT_AT_HOME


def test_the_whole_schema_is_printed_without_a_server_and_without_a_book(team: Team) -> None:
    cli = Cli(team.folder, team.folder / "none.db")
    assert cli.ok("team", "init", "--sql") == script()
    assert not cli.book.exists()


def test_what_is_printed_runs_as_it_stands_and_again(team: Team) -> None:
    name = team.server.create(f"{team.database}_bare")
    for _ in range(2):
        team.server.sql(name, script())
    tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'am'"
    assert team.server.sql(name, tables) == [(len(tenants()) + 3,)]


def test_the_server_has_every_column_of_the_book_with_its_rule_and_its_sentence(team: Team) -> None:
    columns = set(
        team.sql("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'am'")
    )
    for table in SENT:
        own = {column.name for column in SQLModel.metadata.tables[table].columns}
        assert {name for of, name in columns if of == table} == own | {"book"}
    query = """SELECT c.conname, obj_description(c.oid, 'pg_constraint') FROM pg_constraint c
      JOIN pg_namespace n ON n.oid = c.connamespace WHERE n.nspname = 'am' AND c.contype = 'c'"""
    said = dict(team.sql(query))
    for of in tenants():
        for each in of.columns:
            if each.check:
                assert said[f"{of.name}_{each.name}"] == each.meaning


def test_texts_are_in_the_order_of_the_book(team: Team) -> None:
    query = """SELECT table_name, column_name FROM information_schema.columns
      WHERE table_schema = 'am' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'"""
    assert team.sql(query) == []


def test_the_conditions_of_indexes_come_over(team: Team) -> None:
    """PostgreSQL drops a condition in silence that it isn't given; one is left out here to see it."""
    found = dict(team.sql("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'am'"))
    partial = {
        index.name: index.dialect_options["sqlite"]["where"]
        for table in SENT
        for index in SQLModel.metadata.tables[table].indexes
    }
    assert sum(where is not None for where in partial.values()) >= 7
    for name, where in partial.items():
        assert (" WHERE " in found[name]) == (where is not None), name
        assert "NULLS FIRST" in found[name]
    assert found["interaction_touch"].endswith(
        "WHERE ((kind <> 'note'::text) AND (NOT tried) AND (NOT planned))"
    )
    assert abroad.translated("tried = 1 AND retried = 0", ["tried"]) == "tried AND retried = 0"


def test_names_are_short_enough_for_the_server() -> None:
    names = [layout.constraint(of, each) for of in tenants() for each in of.columns if each.check]
    assert max(map(len, names)) <= layout.LONGEST_NAME
    assert len(set(names)) == len(names)
    assert all(len(index.name) <= layout.LONGEST_NAME for of in tenants() for index in of.indexes)
    assert all(each.text.strip() == each.text for each in statements())
