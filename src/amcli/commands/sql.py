"""`am sql`: questions that no report answers, in SQL that only reads."""

from collections.abc import Sequence

from amcli.commands.declared import argument, option
from amcli.commands.options import REPORT_OPTIONS, finish, shows
from amcli.commands.readers import LONGEST_TEXT, Pair, Whole
from amcli.context import Run
from amcli.fields import Field, Row
from amcli.hints import Annotated, Any
from amcli.output.result import Listing, Options
from amcli.reports.views import make_views
from amcli.rules.customfields import number_or_text
from amcli.rules.names import check_text, shown
from amcli.storage.select import ask

SECONDS = 30


@shows(REPORT_OPTIONS)
def sql(
    run: Run,
    query: Annotated[
        str | None, argument(metavar="[QUERY]", help="One SELECT; read from a pipe if left out.")
    ] = None,
    tables: Annotated[bool, option("--tables", help="List tables, views and columns.")] = False,
    param: Annotated[
        list[Any] | None,
        option("--param", metavar="NAME=VALUE", reader=Pair(), help="A value for :NAME (repeatable)."),
    ] = None,
    timeout: Annotated[
        int,
        option("--timeout", metavar="SECONDS", reader=Whole(1, 86_400), help="Stop after this many seconds."),
    ] = SECONDS,
    *,
    out: Options,
) -> None:
    """Query the book in SQL, read-only.

    You can read every table, and the reports as views: checkins, renewals, arr, tasks_open and more, all
    as of today. Without a query it lists them. See also: am help sql.

    \b
    am sql "SELECT tier, count(*) AS accounts FROM account GROUP BY tier"
    am sql "SELECT name, due_on FROM checkins WHERE tier = :tier" --param tier=key
    am sql -o csv < question.sql > answer.csv
    am sql --tables
    """
    make_views(run.world)
    text = None if tables else written(run, query)
    if text is None:
        from amcli.reports.tables import FIELDS, rows, tables_page

        found = rows(run.book)
        finish(run, Listing("tables", FIELDS, found, lambda row: str(row["table"]), page=tables_page), out)
        return
    most = out.limit if out.sort is None else None
    answer = ask(run.book, text, bound(param or []), timeout, most)
    columns = list(zip(*answer.rows, strict=True)) or [()] * len(answer.columns)
    declared = tuple(map(field_of, answer.columns, columns))
    rows_found = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    finish(run, Listing("plain", declared, rows_found, lambda row: first_of(row, answer.columns)), out)


def written(run: Run, query: str | None) -> str | None:
    """The query that was typed, or sent through a pipe; None where there is none of either. Raises BadValue
    for what can be no text of a query."""
    if query is not None and query != "-":
        return check_text(query, "QUERY", LONGEST_TEXT)
    if run.stdin.isatty():
        if query is None:
            return None
        print("Type a query; Ctrl-D ends it.", file=run.stderr)
    text = run.stdin.read()
    if query is None and not text.strip():
        return None
    return check_text(text, "standard input", LONGEST_TEXT)


def bound(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """The values of parameters by name; numbers as numbers."""
    return {name.removeprefix(":"): number_or_text(value) for name, value in pairs}


def field_of(name: str, values: Sequence[Any]) -> Field:
    """A column of the answer, by what is in it."""
    there = {type(value) for value in values if value is not None}
    kind = "int" if there == {int} else "number" if there and there <= {int, float} else "text"
    return Field(name, kind, "")


def first_of(row: Row, columns: list[str]) -> str:
    """The first column of a row, for `-o ids`."""
    value = row[columns[0]]
    return "" if value is None else shown(str(value))
