"""Changing what `ALTER TABLE` cannot: a table made anew from its full SQL, with every row carried over.

Alembic's batch mode reflects the old table and so loses STRICT, AUTOINCREMENT and every CHECK;
here the migration gives the whole CREATE TABLE, and nothing is guessed.
"""

from collections.abc import Mapping

from amcli.hints import Any


def rebuild_table(connection: Any, table: str, ddl: str, renamed: Mapping[str, str] | None = None) -> None:
    """Replace `table` by what `ddl` creates (its own CREATE TABLE, under the same name).

    Columns of the same name are copied; `renamed` maps a new name to the old one. Indexes are
    the migration's to make again. Must run with foreign keys off, as `schema.upgrade` does.
    """
    old = f"{table}__old"
    connection.exec_driver_sql("PRAGMA legacy_alter_table = ON")  # references keep naming the new table
    connection.exec_driver_sql(f'ALTER TABLE "{table}" RENAME TO "{old}"')
    connection.exec_driver_sql("PRAGMA legacy_alter_table = OFF")
    connection.exec_driver_sql(ddl)
    before, after = columns(connection, old), columns(connection, table)
    pairs = [(name, (renamed or {}).get(name, name)) for name in after]
    kept = [(new, source) for new, source in pairs if source in before]
    targets = ", ".join(f'"{new}"' for new, _ in kept)
    sources = ", ".join(f'"{source}"' for _, source in kept)
    connection.exec_driver_sql(f'INSERT INTO "{table}" ({targets}) SELECT {sources} FROM "{old}"')
    connection.exec_driver_sql(f'DROP TABLE "{old}"')


def columns(connection: Any, table: str) -> list[str]:
    """The names of a table's columns."""
    return [row[1] for row in connection.exec_driver_sql(f'PRAGMA table_info("{table}")')]
