"""Reaching a team's server for a command: its address, a connection to it, the book here if there is one."""

from collections.abc import Iterator
from contextlib import contextmanager

from amcli.context import Run
from amcli.errors import AmcliError, BadValue, BookUnavailable, Refused
from amcli.hints import TYPE_CHECKING
from amcli.rules.servers import HINT

if TYPE_CHECKING:
    from amcli.storage.connection import Book
    from amcli.team.server import Connection, Way

NO_CLIENT = 'am team needs PostgreSQL\'s client: pip install "amcli[team]"'


@contextmanager
def reached(run: Run, url: str | None = None) -> "Iterator[tuple[Connection, Way]]":
    """A connection to the server of an address, else of the settings. Raises AmcliError."""
    try:
        from amcli.team import server
    except ImportError:
        raise AmcliError(NO_CLIENT) from None
    found = url or run.config.get("team.url")
    if found is None:
        raise Refused("this book has not joined a team.", "Join one: am team join URL --as NAME")
    ask = run.ask_unseen if run.can_ask() else None
    access = server.Access(run.environ, run.config.get("team.password_command"), ask)
    with server.reached(found, access) as made:
        yield made


def address(run: Run, url: str | None) -> str:
    """The address that was typed, else that of the settings. Raises BadValue where there is none."""
    found: str | None = url or run.config.get("team.url")
    if found is None:
        raise BadValue("URL: the address of your team's server is missing.", HINT)
    return found


def own_book(run: Run) -> "Book | None":
    """The book, where there is one: a lead may have none."""
    try:
        return run.book
    except BookUnavailable:
        if run.book_path.exists():
            raise
        return None
