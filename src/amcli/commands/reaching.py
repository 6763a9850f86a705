"""The way from a command of `am team` to the server: who logs in, what is pushed, what is seen on the way.

The room team is loaded here alone, when a command asks for it. Not for the commands (team.py, handing.py).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from amcli.commands.records import confirm
from amcli.context import Run
from amcli.errors import AmcliError, BookUnavailable, Refused
from amcli.hints import TYPE_CHECKING

if TYPE_CHECKING:
    from amcli.storage.connection import Book
    from amcli.team import pushing
    from amcli.team.membership import Told
    from amcli.team.results import Result
    from amcli.team.server import Connection, Way

NO_CLIENT = 'am team needs PostgreSQL\'s client: pip install "amcli[team]"'


@contextmanager
def reached(run: Run, url: str | None = None) -> "Iterator[tuple[Connection, Way]]":
    """A connection to the server of an address, else of the settings. Raises AmcliError."""
    if run.judged().writes:
        run.refuse_rollup()
    try:
        from amcli.team import server
    except ImportError:
        raise AmcliError(NO_CLIENT) from None
    found = url or run.config.get("team.url")
    if found is None:
        raise Refused(
            "no address of a team's server is set.",
            "Join: am team join URL --as NAME. No book: am config set team.url URL",
        )
    ask = run.ask_unseen if run.can_ask() else None
    access = server.Access(run.environ, run.config.get("team.password_command"), ask)
    with server.reached(found, access) as made:
        yield made


def own_book(run: Run) -> "Book | None":
    """The book, where there is one: a lead may have none."""
    try:
        return run.book
    except BookUnavailable:
        if run.book_path.exists():
            raise
        return None


def told_of(run: Run) -> "Told":
    """What the server has to know of the book besides records. Raises Refused for one without a number."""
    from amcli.storage.connection import VERSION
    from amcli.storage.sent import FIGURES, number_of
    from amcli.team.membership import JOIN, NOT_JOINED, Told

    number = number_of(run.book.db)
    if number is None:
        raise Refused(NOT_JOINED, JOIN)
    config = run.config
    given = {
        name: config.get(name)
        for name in config.names()
        if name.startswith(FIGURES) and config.given(name) is not None
    }
    return Told(number, run.world.totals.base, VERSION, given)


def asked_of(run: Run, known_as: "Told") -> "pushing.Asked":
    """How a push is asked for that asks for nothing else."""
    from amcli.team import pushing
    from amcli.team.results import results

    def found() -> "list[Result]":
        run.forget_world()
        return list(results(run.world))

    return pushing.Asked(known_as, run.today.isoformat(), found, agree=partial(confirm, run, False))


def see_taken(run: Run, connection: "Connection", number: str) -> None:
    """Remove the accounts that a colleague has taken, each said in a line."""
    from amcli.team import settling

    settling.see_taken(connection, settling.Seeing(run.book, number, once(run), run.warn))


def once(run: Run) -> "Callable[[], None]":
    """What makes a backup before accounts come or go, one for all of them."""
    made: list[object] = []

    def back_up_once() -> None:
        if not made:
            from amcli.storage.backups import back_up

            made.append(back_up(run.book.path, "handover"))

    return back_up_once
