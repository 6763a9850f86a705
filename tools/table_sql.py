"""The SQL that makes a table and its indexes, as their class declares them: what a migration needs as its
`vNNNN_NAME.sql`, once a field or a rule of a table is another.

    python -m tools.table_sql contact > src/amcli/storage/migrations/versions/v0017_linkedin.sql
"""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Index, Table

INDENT = "  "


def declared() -> dict[str, tuple[str, ...]]:
    """The text of each table and of its indexes by the table's name, without semicolons."""
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateIndex, CreateTable
    from sqlmodel import SQLModel

    from amcli.storage import models

    assert models.Account.__tablename__ == "account"  # reading the classes is what declares them
    found = {}
    for table in SQLModel.metadata.sorted_tables:
        made = [CreateTable(table), *(CreateIndex(each) for each in indexes_of(table))]
        found[table.name] = tuple(text_of(str(each.compile(dialect=sqlite.dialect()))) for each in made)
    return found


def indexes_of(table: "Table") -> list["Index"]:
    """In the order of their names: a table has them as a set."""
    return sorted(table.indexes, key=lambda each: str(each.name))


def text_of(sql: str) -> str:
    """As the migrations have it: two blanks for a tab, none at the end of a line."""
    return "\n".join(line.replace("\t", INDENT).rstrip() for line in sql.strip().splitlines())


def main() -> None:
    """Print the statements of a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("table", choices=sorted(declared()), metavar="TABLE", help="a table, such as contact")
    print("\n\n".join(f"{each};" for each in declared()[parser.parse_args().table]))


if __name__ == "__main__":
    main()
