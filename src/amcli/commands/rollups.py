"""`am team pull` and `am team conflicts`: the books of a team as one, and customers that two of them have.

What is read from the server is the room team's (team/pulling.py); what becomes of it is storage's.
"""

import os
import time
from collections import Counter
from collections.abc import Sequence
from functools import partial

from amcli.commands.config import keep
from amcli.commands.declared import option
from amcli.commands.options import LIST_OPTIONS, PAGE_OPTIONS, Quiet, finish, shows
from amcli.commands.reaching import own_book, reached
from amcli.config.folders import folder
from amcli.context import Run
from amcli.errors import AmcliError, BadValue, NotFound
from amcli.fields import Row
from amcli.files import plain
from amcli.hints import TYPE_CHECKING, Annotated, Any
from amcli.output import say
from amcli.output.result import Listing, Options, Page
from amcli.rules.names import shown
from amcli.rules.servers import check_account_pair

if TYPE_CHECKING:
    from amcli.storage.rolling import Asked
    from amcli.storage.rollup import Member
    from amcli.team.pulling import There

FILE = "team.db"
OTHERWISE = "USD"  # where no book says a currency
To = Annotated[
    str | None,
    option("--to", metavar="PATH", help="Where to write it (default: team.path, or your data directory)."),
]


@shows(PAGE_OPTIONS)
def pull(run: Run, to: To = None, quiet: Quiet = False, *, out: Options) -> None:
    """Read all books of your team as one, from your team's server.

    Writes one book that is only read, of all that your login may see, as it is at one moment. In a pipe it
    prints the variable with which every command reads it. Run it again for a newer one.

    \b
    am team pull
    export $(am team pull)       read it in this shell
    am team pull -q              for cron: prints nothing when all is well
    am team pull --to team.db
    """
    began, place = time.monotonic(), place_of(run, to)
    with reached(run) as (connection, _):
        from pathlib import Path

        from amcli.output.progress import beats
        from amcli.storage import rolled
        from amcli.team.pulling import moment

        rolled.refuse_others(Path(place))
        with moment(connection) as found, beats(run, "pulling") as beat:
            made = rolled.make(Path(place), wanted(run, found)._replace(beat=beat))
    data: Row = {
        "path": place,
        "at": made.rollup.at,
        "books": len(made.rollup.books),
        "accounts": made.accounts,
        "rows": made.rows,
        "left_out": len(made.rollup.left_out),
        "seconds": round(time.monotonic() - began, 3),
    }
    if quiet:
        return
    from amcli.reports import rollups as told

    for line in told.warnings(made, found.unpushed, run.today.isoformat(), run.config):
        run.warn(line)
    if out.output is None and not run.terminal:
        print(told.variable(data), file=run.stdout)
        return
    finish(run, Page("team pull", data, page=partial(told.pull_page, data)), out)


def place_of(run: Run, given: str | None = None) -> str:
    """The whole path of the team's book. Raises BadValue."""
    if given is not None and ("\0" in given or not given.strip()):
        raise BadValue("--to: not a path.")
    found = given or run.config.get("team.path") or os.path.join(folder("data", run.environ), FILE)
    return os.path.abspath(plain(found))


def wanted(run: Run, found: "There") -> "Asked":
    """What a roll-up is made of: for this reader, now."""
    from amcli.storage.connection import now
    from amcli.storage.rolling import Asked

    apart = frozenset(frozenset(each.split()) for each in run.config.get("team.apart") or ())
    currency = currency_of(run, found.books)
    if run.rolled_up:
        run.close()  # another file may come into its place
        run.forget_world()
    return Asked(now(), found.books, found.source, currency, run.config, run.today, apart, found.parcels)


def currency_of(run: Run, books: "Sequence[Member]") -> str:
    """The reader's currency: that of their own book, else of their settings, else the one that most books
    have."""
    if own_book(run) is not None:
        return run.world.totals.base
    configured: str | None = run.config.get("book.currency")
    if configured is not None:
        return configured
    ((most, _),) = Counter(each.currency or OTHERWISE for each in books).most_common(1)
    return most


def pulled(run: Run) -> Row | None:
    """Where the roll-up is and of which moment, as far as there is one that can be read."""
    from pathlib import Path

    from amcli.storage.rolled import moment_of

    try:
        place = place_of(run)
        at = moment_of(Path(place))
    except AmcliError:
        return None
    return None if at is None else {"path": place, "at": at}


@shows(LIST_OPTIONS)
def conflicts(
    run: Run,
    apart: Annotated[
        tuple[str, str] | None,
        option("--apart", metavar="A B", help="Count these two as two customers.", writes=True),
    ] = None,
    *,
    out: Options,
) -> None:
    """List customers that two books of your team hold.

    The same customer is counted once in the team's book: in the book with the newest contact. Likely ones
    count twice. It needs the role reader. --apart keeps in your settings that two aren't one.

    \b
    am team conflicts
    am team conflicts -o json
    am team conflicts --apart dana/acme robin/acme
    """
    pair = None if apart is None else told_pair(*apart)
    with reached(run) as (connection, _):
        from amcli.storage.rolling_accounts import compare
        from amcli.team.pulling import moment, refuse_writer

        with moment(connection, run.today.isoformat()) as there:
            refuse_writer(there, connection.info.user)
            asked = wanted(run, there)
            found = compare(asked)
    from amcli.reports import rollups as told

    rows = told.conflict_rows(found, asked.currency)
    if pair is not None:
        keep_apart(run, pair, rows)
        return
    page = partial(told.conflicts_page, asked.currency)
    result = Listing("conflicts", told.CONFLICTS, rows, lambda row: str(row["other"]), {}, page)
    finish(run, result, out)


def told_pair(one: str, other: str) -> str:
    """A pair as the settings have it. Raises BadValue."""
    try:
        return check_account_pair(f"{one} {other}")
    except BadValue as error:
        raise BadValue(f"--apart {error.message}", error.hint) from None


def keep_apart(run: Run, pair: str, rows: Sequence[Row]) -> None:
    """Keep in the settings that two accounts are two customers. Raises NotFound for what is no pair of the
    list."""
    from amcli.config.file import with_setting

    known: list[Any] = run.config.get("team.apart") or []
    listed = {check_account_pair(f"{row['one']} {row['other']}") for row in rows}
    if pair not in listed and pair not in known:
        raise NotFound(
            f"--apart {shown(pair)}: not a pair of the list. Nothing was changed.",
            "See the list: am team conflicts",
        )
    if pair not in known:
        text, _ = with_setting(run.config_path, "team.apart", [*known, pair])
        keep(run, text)
    one, other = pair.split()
    say(
        run,
        [f"{shown(one)} and {shown(other)} count as separate customers from the next am team pull on."],
        shown(other),
    )
