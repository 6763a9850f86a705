"""`am team`: the book on a team's server. What is done there is the room team's, which alone knows
PostgreSQL and is loaded when a command asks for it.
"""

import datetime as dt
import time
from functools import partial

from amcli.commands import rollups
from amcli.commands.config import keep
from amcli.commands.declared import Group, argument, option
from amcli.commands.handing import BookName, send, take
from amcli.commands.options import PAGE_OPTIONS, Quiet, Yes, finish, shows
from amcli.commands.reaching import NO_CLIENT, asked_of, own_book, reached, see_taken, told_of
from amcli.commands.readers import Text, Value, Word
from amcli.commands.records import confirm
from amcli.context import Run
from amcli.errors import AmcliError, BadValue, Refused
from amcli.fields import Row
from amcli.hints import TYPE_CHECKING, Annotated
from amcli.output import say
from amcli.output.result import Options, Page
from amcli.reports import team as told
from amcli.rules.formatting import count
from amcli.rules.names import shown
from amcli.rules.servers import HINT, check_server

if TYPE_CHECKING:
    from amcli.storage.connection import Book
    from amcli.team.membership import Registered
    from amcli.team.server import Connection

app = Group("Share your book with your team's lead, on a PostgreSQL server of your own.")
app.command("send", writes=True, undone="")(send)
app.command("take", writes=True, undone="")(take)
app.command("pull")(rollups.pull)
app.command("conflicts")(rollups.conflicts)


class Server(Value):
    """The address of a server, which never holds a password."""

    name = "URL"

    def read(self, text: str, run: Run) -> str:
        """The address."""
        try:
            return check_server(text)
        except BadValue as error:
            raise BadValue(f"URL: {error.message}", error.hint) from None


UrlArg = Annotated[
    str | None,
    argument(metavar="[URL]", reader=Server(), help="postgresql://LOGIN@HOST/DATABASE (default: team.url)."),
]
ROLES = Word(("reader", "writer"))


def address(run: Run, url: str | None) -> str:
    """The address that was typed, else that of the settings. Raises BadValue where there is none."""
    found: str | None = url or run.config.get("team.url")
    if found is None:
        raise BadValue("URL: the address of your team's server is missing.", HINT)
    return found


@app.command("init", undone="made")
def init(
    run: Run,
    url: UrlArg = None,
    sql: Annotated[bool, option("--sql", help="Print the whole schema as SQL; run nothing.")] = False,
) -> None:
    """Create or upgrade the team's schema on a server.

    Creates the tables, the roles am_writer and am_reader, and who may see which rows. What your login can't
    do is printed as SQL for an administrator, and the exit code is 5 until it is done.

    \b
    am team init postgresql://admin@db.example.com/team
    am team init --sql > schema.sql
    """
    if sql:
        print(script(), end="", file=run.stdout)
        return
    with reached(run, address(run, url)) as (connection, way):
        from amcli.team.making import make

        made = make(connection)
    if url is not None and run.config.get("team.url") is None:
        remember(run, {"team.url": url})  # whoever grants roles next may have no book
    if made.left:
        for each in made.left:
            print(f"{each};", file=run.stdout)
        rest = " The rest is there, and nothing was undone." if made.ran else ""
        raise Refused(
            f"the schema isn't complete: your login can't run {count(len(made.left), 'statement')}.{rest}",
            "Give the lines above to the server's administrator, then: am team init",
        )
    say(
        run,
        [f"The schema on {way.host} is complete.", "Give people access: am team grant LOGIN --role writer"],
    )


def script() -> str:
    """The whole schema. Raises AmcliError without the client, as every command of the team."""
    try:
        from amcli.team import layout
    except ImportError:
        raise AmcliError(NO_CLIENT) from None
    return layout.script()


@app.command("join", writes=True, undone="")
def join(
    run: Run,
    url: UrlArg = None,
    name: Annotated[
        str | None, option("--as", metavar="NAME", reader=BookName(), help="What your book is called there.")
    ] = None,
) -> None:
    """Register your book on your team's server, under a name.

    Nothing of your customers is sent: that is am team push. The address and the name are kept in your
    settings, never the password: am help team.

    \b
    am team join postgresql://dana@db.example.com/team --as dana
    am team join --as dana-emea
    """
    called = name or run.config.get("team.name")
    if called is None:
        raise BadValue("--as: a name for your book is missing.", "For example: am team join URL --as dana")
    with reached(run, address(run, url)) as (connection, way):
        from amcli.storage.sent import own_number
        from amcli.team.membership import join as enter
        from amcli.team.server import refuse_older

        refuse_older(connection)
        own_number(run.book)
        new = enter(connection, called, told_of(run))
    remember(run, {"team.url": url, "team.name": called})
    if way.is_weaker:
        run.warn(f"TLS is {way.tls}: nobody checks who the server is. Leave out sslmode for that.")
    say(run, [f"Your book {'joined' if new else 'is known'} as {called}.", "Send it: am team push"], called)


def remember(run: Run, values: dict[str, str | None]) -> None:
    """Keep in the settings what is another value there."""
    from amcli.config.file import with_several

    kept = {each: value for each, value in values.items() if value and run.config.get(each) != value}
    if kept:
        keep(run, with_several(run.config_path, kept))


@app.command("status")
@shows(PAGE_OPTIONS)
def status(run: Run, *, out: Options) -> None:
    """See the server, the books on it, and what yours has not sent yet.

    \b
    am team status
    am team status -o json | jq .behind
    """
    book = own_book(run)
    with reached(run) as (connection, way):
        from amcli.team import parcels
        from amcli.team.membership import state_of
        from amcli.team.membership import status as found

        data = found(connection, way)
        there = None if book is None else known(connection, book)
        if there is not None and book is not None:
            see_taken(run, connection, there.number)
            parcels.see_all(connection, book, there.number)
        state, behind = state_of(there, None if book is None else book.db)
        since = (run.today - dt.timedelta(parcels.RECENT_DAYS)).isoformat()
        waiting = parcels.list_parcels(connection, since)
    data |= {"name": there.name if there else None, "behind": behind, "state": state}
    data["books"] = data.pop("books")
    data["parcels"] = waiting
    data["pulled"] = rollups.pulled(run)
    finish(run, Page("team status", data, page=partial(told.status_page, data, own=book is not None)), out)


def known(connection: "Connection", book: "Book") -> "Registered | None":
    """The book as the server knows it; None where it has not joined."""
    from amcli.storage.sent import number_of
    from amcli.team.membership import registered

    number = number_of(book.db)
    try:
        return None if number is None else registered(connection, number)
    except Refused:
        return None


@app.command("push", writes=True, undone="")
@shows(PAGE_OPTIONS)
def push(
    run: Run,
    full: Annotated[bool, option("--full", help="Send all of it, to replace what the server has.")] = False,
    dry_run: Annotated[bool, option("--dry-run", help="Say what would be sent; send nothing.")] = False,
    yes: Yes = False,
    quiet: Quiet = False,
    *,
    out: Options,
) -> None:
    """Send what changed to your team's server, in one step.

    The first time, all of the book. Where the server has a change that your book hasn't, the book was
    restored or copied: nothing is sent, until you ask for --full. An account that a colleague has taken
    (am team send) is removed from your book, after a backup.

    \b
    am team push
    am team push --dry-run
    am team push -q              for cron: prints nothing when all is well
    am team push --full          replace what the server has
    """
    began = time.monotonic()
    with reached(run) as (connection, _):
        from amcli.output.progress import beats
        from amcli.team import pushing

        known_as = told_of(run)
        if not dry_run:
            see_taken(run, connection, known_as.number)
        with beats(run, "sending") as beat:
            asked = asked_of(run, known_as)._replace(
                agree=partial(confirm, run, yes or dry_run), full=full, dry=dry_run, beat=beat
            )
            sent = pushing.push(connection, run.book, asked)
    data: Row = {"book": known_as.number, **sent._asdict(), "seconds": round(time.monotonic() - began, 3)}
    why, warnings = data.pop("why"), data.pop("told")
    for each in warnings:
        run.warn(each)
    if quiet:
        return
    page = partial(told.push_page, data, why, dry=dry_run)
    finish(run, Page("team push", data, page=page), out)


@app.command("check", writes=True, undone="")
@shows(PAGE_OPTIONS)
def check(run: Run, *, out: Options) -> None:
    """Check that the server has your book as it is, table by table.

    Compares the number of rows, the sums of amounts, and when each record changed. Ends with exit code 1
    and the first difference.

    \b
    am team check
    am team check -o json
    """
    with reached(run) as (connection, _):
        from amcli.team.comparing import compare

        number = told_of(run).number
        data: Row = {"book": number, **compare(connection, run.book, number)._asdict()}
    finish(run, Page("team check", data, page=partial(told.check_page, data)), out)


@app.command("grant")
def grant(
    run: Run,
    login: Annotated[str, argument(metavar="LOGIN", reader=Text(), help="A login of the server.")],
    role: Annotated[
        str | None, option("--role", reader=ROLES, help="Read every book, or write their own.")
    ] = None,
    revoke: Annotated[bool, option("--revoke", help="Take the role away instead.")] = False,
) -> None:
    """Let a login of the server write its own book, or read every book.

    Where your own login can't, the line for an administrator is printed, and the exit code is 5. amcli never
    makes logins or their passwords.

    \b
    am team grant dana --role writer
    am team grant lead --role reader
    am team grant dana --role writer --revoke
    """
    if role is None:
        raise BadValue(
            "--role is missing: reader or writer.", "For example: am team grant LOGIN --role writer"
        )
    with reached(run) as (connection, _):
        from amcli.team.making import grant as give

        line = give(connection, login, role, revoke=revoke)
    if line is not None:
        print(f"{line};", file=run.stdout)
        raise Refused("your login can't do that.", "Give the line above to the server's administrator")
    say(run, [f"{shown(login)} is {'no longer ' if revoke else ''}a {role}."], shown(login))


@app.command("leave", writes=True, undone="")
def leave(run: Run, yes: Yes = False) -> None:
    """Remove your book from the server, with all its rows.

    Your book here stays as it is, and keeps its number: joining again makes it the same book.

    \b
    am team leave
    am team leave --yes
    """
    with reached(run) as (connection, _):
        from amcli.team.membership import leave as remove
        from amcli.team.membership import registered, rows_of

        number = told_of(run).number
        name = registered(connection, number).name
        rows = sum(rows_of(connection, number).values())
        confirm(run, yes, f"Remove {name} and its {count(rows, 'row')} from the server?")
        removed = remove(connection, number)
    say(run, [f"{name} is no longer on the server: {count(removed, 'row')} removed."], name)
