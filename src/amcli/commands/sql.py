"""`am sql`: questions that no report answers, in SQL that only reads."""

import os
import time
from _thread import allocate_lock, interrupt_main, start_new_thread
from collections.abc import Callable, Sequence

from amcli.commands.declared import argument, option
from amcli.commands.options import REPORT_OPTIONS, finish, shows
from amcli.commands.readers import LONGEST_TEXT, Pair, Value
from amcli.context import Run
from amcli.errors import BadValue
from amcli.fields import Field, Row
from amcli.hints import Annotated, Any
from amcli.output.result import Listing, Options
from amcli.reports.views import make_views
from amcli.rules.customfields import number_or_text
from amcli.rules.names import check_text, quoted, shown
from amcli.storage.select import Answer, ask, too_slow

SECONDS = 30
LONGEST = 86_400  # seconds
UNITS = {"": 1, "s": 1, "m": 60, "min": 60, "h": 3600}
GRACE = 0.5  # seconds of work in which a query may still end by itself
LOOK = 0.2  # seconds between two looks


class Seconds(Value):
    """How long something may take: `30s`, `2m`, `1h`, or a number of seconds."""

    name = "DURATION"

    def read(self, text: str, run: Run) -> int:
        """The seconds."""
        word = text.strip().lower()
        unit = word.lstrip("0123456789")
        figures, unit = word[: len(word) - len(unit)], unit.strip()
        if unit not in UNITS or not 0 < len(figures) < 10:
            raise BadValue(f"{quoted(text)}: not a length of time.", "For example: 30s, 2m, 1h")
        if not 1 <= int(figures) * UNITS[unit] <= LONGEST:
            raise BadValue(f"{quoted(text)}: from 1 second to 24 hours.")
        return int(figures) * UNITS[unit]


class Watch:
    """Ends the program when a query and the drawing of its answer have taken longer than they may.

    SQLite is asked to stop between its steps (`select.Guard`); within one long function it never looks. It
    lets other threads run meanwhile, though, so one waits here and ends the program: it only reads, nothing
    is lost. Drawing is told to stop by what Ctrl-C does, and counts by the work done: nobody's time to read
    in a pager is over.
    """

    def __init__(self, run: Run, seconds: int) -> None:
        self.run, self.seconds = run, seconds
        self.answered, self.drawn, self.turn = allocate_lock(), allocate_lock(), allocate_lock()
        self.late = False

    def over(self, ask: Callable[[], Any], draw: Callable[[Any], None]) -> None:
        """Ask and draw. Raises AmcliError when the time is over."""
        self.answered.acquire()
        self.drawn.acquire()
        start_new_thread(self.wait, (time.monotonic(),))
        try:
            try:
                answer = ask()
                self.answered.release()
                draw(answer)
            finally:
                self.end()
        except KeyboardInterrupt:
            if self.late:
                raise too_slow(self.seconds) from None
            raise

    def end(self) -> None:
        """Watch no longer."""
        with self.turn:
            for lock in (self.answered, self.drawn):
                if lock.locked():
                    lock.release()

    def wait(self, began: float) -> None:
        """What the thread does."""
        if not self.answered.acquire(timeout=self.seconds):
            used = time.process_time()
            while not self.answered.acquire(timeout=LOOK):
                if time.process_time() - used > GRACE:
                    self.leave()
        left = self.seconds - (time.monotonic() - began) + time.process_time()
        while not self.drawn.acquire(timeout=LOOK):
            used = time.process_time()
            if used > left + GRACE + LOOK and self.late and not self.run.terminal:
                self.leave()
            if used > left and not self.late:
                with self.turn:
                    if self.drawn.locked():
                        self.late = True
                        interrupt_main()

    def leave(self) -> None:
        """End the program from here."""
        from amcli.output.errors import draw_error

        error = too_slow(self.seconds)
        draw_error(self.run, error, None)
        self.run.stderr.flush()
        os._exit(error.exit_code)


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
        option(
            "--timeout", metavar="DURATION", reader=Seconds(), help="Stop after this long: 2m (default: 30s)."
        ),
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
        from amcli.reports.tables import FIELDS, table_rows, tables_page

        found = table_rows(run.book)
        finish(run, Listing("tables", FIELDS, found, lambda row: str(row["table"]), page=tables_page), out)
        return
    most = out.limit if out.sort is None else None
    values = bound(param or [])
    Watch(run, timeout).over(
        lambda: ask(run.book, text, values, timeout, most), lambda answer: show(run, answer, out)
    )


def show(run: Run, answer: Answer, out: Options) -> None:
    """The answer as a list."""
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
