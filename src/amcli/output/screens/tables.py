"""`am sql --tables`: each table and view on a line or two, its columns after its name."""

from amcli.output.result import Listing
from amcli.output.screen import Column, Part, Screen, safe

TITLES = {"view": "Views", "table": "Tables"}


def draw(screen: Screen, listing: Listing) -> None:
    """Draw the views, then the tables."""
    columns: dict[str, dict[str, list[str]]] = {}
    for row in listing.rows:
        columns.setdefault(row["kind"], {}).setdefault(row["table"], []).append(safe(row["column"]))
    name = max(len(table) for tables in columns.values() for table in tables)
    for kind, tables in columns.items():
        screen.line(Part(TITLES[kind], "heading"))
        room = max(20, screen.width - name - 2)
        lines = [line for table, names in tables.items() for line in lines_of(screen, table, names, room)]
        screen.table([Column(""), Column("")], lines, [name, room], header=False)
        screen.line()
    screen.footer([("What each column means", "am sql --tables -o md"), ("Recipes", "am help sql")])


def lines_of(screen: Screen, table: str, names: list[str], room: int) -> list[list[str]]:
    """A table's name beside its columns, which go on below it."""
    wrapped = list(screen.wrapped(", ".join(names), room))
    return [[table if at == 0 else "", text] for at, text in enumerate(wrapped)]
