"""`am team send` and `am team take`: an account changes books, with all that belongs to it.

What is in a parcel is storage/parcels.py's, what the server knows of it team/parcels.py's.
"""

from functools import partial

from amcli.commands.declared import argument, option
from amcli.commands.handoff import NEEDED, asked
from amcli.commands.options import LIST_OPTIONS, AccountArg, finish, shows
from amcli.commands.reaching import asked_of, once, reached, see_taken, told_of
from amcli.commands.readers import Text, Value
from amcli.context import Run
from amcli.errors import BadValue, NotFound, Refused
from amcli.hints import TYPE_CHECKING, Annotated
from amcli.output import say
from amcli.output.result import Listing, Options
from amcli.reports import team as told
from amcli.rules.formatting import count
from amcli.rules.names import folded, in_shell, near_names, quoted, shown
from amcli.rules.servers import check_book_name
from amcli.storage import records

if TYPE_CHECKING:
    from amcli.team.membership import Told
    from amcli.team.parcels import Sent
    from amcli.team.server import Connection
    from amcli.team.taking import Found

UNDER_WAY = "p.from_book = %s AND p.account_id = %s AND p.taken_at IS NULL AND p.follows IS NULL"


class BookName(Value):
    """What a book is called on a server."""

    name = "NAME"

    def read(self, text: str, run: Run) -> str:
        """The name."""
        return check_book_name(text)


def send(
    run: Run,
    account: AccountArg,
    to: Annotated[
        str | None, option("--to", metavar="NAME", reader=BookName(), help="The colleague's book.")
    ] = None,
    message: Annotated[
        str | None, option("--message", "-m", reader=Text(), help="A word for your colleague.")
    ] = None,
) -> None:
    """Hand an account over to a colleague's book, with all that belongs to it.

    Pushes your book first, and asks in a terminal for what a handoff needs: why they bought, what they
    expect, what was promised. Until your colleague takes it, the account is yours and counts in your book;
    each push renews the parcel. Once it is taken, your next push removes it from your book.

    \b
    am team send acme --to robin
    am team send acme --to robin --message "Call Jane first"
    """
    if to is None:
        raise BadValue("--to is missing: who takes over.", "For example: am team send ACCOUNT --to NAME")
    with reached(run) as (connection, _):
        from amcli.storage import resolve
        from amcli.team import parcels, pushing, settling

        known_as = told_of(run)
        target = colleague(connection, known_as, to)
        see_taken(run, connection, known_as.number)
        pushing.push(connection, run.book, asked_of(run, known_as))
        found = resolve.account(run.book, account)
        under_way = parcels.every(connection, UNDER_WAY, known_as.number, found["id"])
        if under_way:
            raise on_its_way(under_way[0])
        settling.refuse_unsettled(connection, run.book, known_as.number, found["id"])
        missing = write_handoff(run, found["id"], to)

        def put() -> None:
            from amcli.storage.bundles import bundle_of

            bundle = bundle_of(run.book, known_as.number, found["id"])
            if bundle is None:
                raise NotFound(f"no account {quoted(account)}")
            parcels.put(connection, target, bundle, message or None)

        pushing.push(connection, run.book, asked_of(run, known_as)._replace(beside=put))
    code = in_shell(shown(found["code"]))
    lines = [
        f"{shown(found['name'])} is on its way to {to}. It is yours until it is taken.",
        f"To keep it after all: am team take {code}",
    ]
    if missing:
        options = " ".join(f"{NEEDED[name][0]} TEXT" for name in missing)
        lines += [
            f"Missing: {', '.join(NEEDED[name][1] for name in missing)}.",
            f"am account handoff {code} {options}",
        ]
    say(run, lines, str(found["code"]))


def colleague(connection: "Connection", known_as: "Told", name: str) -> str:
    """The number of a colleague's book. Raises NotFound, Refused."""
    books: dict[str, str] = dict(connection.execute("SELECT name, id::text FROM am.book").fetchall())
    if name not in books:
        near = near_names(name, books) or sorted(books)[:5]
        hint = f"Books: {', '.join(near)}" if near else None
        raise NotFound(f"no book {quoted(name)} on the server. Nothing was sent.", hint)
    if books[name] == known_as.number:
        raise Refused(f"{name} is your own book. Nothing was sent.", "See the others: am team status")
    return books[name]


def on_its_way(parcel: "Sent") -> Refused:
    """The error of an account that is in a parcel already."""
    return Refused(
        f"{shown(parcel.name)} is on its way to {parcel.to_name} already. Nothing was sent.",
        f"To keep it after all: am team take {in_shell(shown(parcel.code))}",
    )


def write_handoff(run: Run, account: int, to: str) -> list[str]:
    """Record what the colleague must know, or complete what is on record; gives what is missing. The owner
    stays until it is taken. What handoffs start is the taker's."""
    from amcli.storage import handoffs

    found = records.list_records(run.book, "account", row=account)[0]
    takeover = handoffs.Takeover(account, found["owner"], to, run.today, given=False)
    old = handoffs.to_complete(run.book, takeover, found["owner_since"])
    given = asked(run, found, old)
    run.book.closing = None
    with run.book.transaction():
        row = handoffs.record(run.book, takeover, old, given)
    kept = records.list_records(run.book, "handoff", row=row)[0]
    return [name for name in NEEDED if not kept[name]]


Parcel = Annotated[
    str | None, argument(metavar="[ACCOUNT]", help="The account: code or name, dana/acme for one of several.")
]


@shows(LIST_OPTIONS)
def take(run: Run, account: Parcel = None, *, out: Options) -> None:
    """Take an account over that a colleague has sent; without one, list what waits.

    The account comes with everything that belongs to it, in one step of undo, after a backup. What you sent
    yourself stays with you if you take it first.

    \b
    am team take
    am team take acme
    am team take dana/acme
    """
    with reached(run) as (connection, _):
        from amcli.team import parcels

        if account is None:
            rows = parcels.waiting(connection)
            look(run, connection)
            page = told.parcels_page
            handle = told.handle_of_parcel
            finish(run, Listing("parcels", told.PARCELS.fields, rows, handle, {}, page), out)
            return
        if out.output is not None:
            raise BadValue("-o is for the list of what waits.", "am team take -o json")
        taken = take_one(run, connection, account)
    tell(run, taken)


def look(run: Run, connection: "Connection") -> None:
    """Keep what waits for whoever types it next, where there is a book of the team."""
    from amcli.storage.sent import number_of
    from amcli.team import parcels

    if run.book_path.exists() and (number := number_of(run.book.db)) is not None:
        parcels.see_all(connection, run.book, number)


def take_one(run: Run, connection: "Connection", account: str) -> "Found":
    """Take an account in, push it and mark its parcel, all but the first in one step of the server."""
    from amcli.team import pushing, taking
    from amcli.team.membership import registered

    known_as = told_of(run)
    name = registered(connection, known_as.number).name
    see_taken(run, connection, known_as.number)
    asked_for = taking.Asked(
        known_as.number, name, run.today.isoformat(), once(run), partial(begin_plays, run)
    )
    found: list[Found] = []
    run.book.closing = None  # what is taken over happened before

    def first() -> None:
        found.append(taking.take(connection, run.book, asked_for, account))

    sent = pushing.push(connection, run.book, asked_of(run, known_as)._replace(first=first))
    for each in sent.told:
        run.warn(each)
    return found[0]


def begin_plays(run: Run, account: int) -> None:
    """Start the plays that begin with a handoff, as the taker has them."""
    if not run.has_plays_on:
        return
    from amcli.facts.plays import Event, Settled, start_for
    from amcli.reports.plays import settled_words

    run.forget_world()
    started, faults = start_for(run.world, Event("handoff", account, run.today))
    run.afterwards += settled_words(run.world, Settled(started, [], [], []))
    for fault in faults:
        run.warn(fault)
    run.forget_world()


def tell(run: Run, found: "Found") -> None:
    """What came, from whom, and what did not come along."""
    parcel, taken = found.parcel, found.taken
    if taken is None:
        say(run, [f"{shown(parcel.name)} stays in your book."], parcel.code)
        return
    kept = records.list_records(run.book, "account", row=taken.account)[0]
    code, name = shown(kept["code"]), shown(kept["name"])
    if not found.added:
        what = ", ".join(counted(taken.counts)) or "nothing new"
        lines = [f"{name}: taken over from {parcel.from_name}: {what}. It is in your book as {code}."]
    else:
        what = ", ".join(counted(taken.counts))
        lines = [f"{name} is in your book as {code}{f', with {what}' if what else ''}. · am undo undoes it"]
    if parcel.message:
        lines.append(f"{parcel.from_name}: {shown(parcel.message)}")
    if folded_apart(str(kept["name"]), parcel.name) and found.added:
        lines.append(f"You had one of that name. If they are the same: am account merge {code} OTHER")
    if taken.forgotten:
        lines.append(f"Left out: {count(taken.forgotten, 'person', 'people')} forgotten here.")
    if taken.cut:
        lines.append(f"Left out: {count(taken.cut, 'link')} to records that stay with {parcel.from_name}.")
    for each in taken.kept:
        run.warn(f"as it is in your book: {each}")
    say(run, lines, str(kept["code"]))


def folded_apart(one: str, other: str) -> bool:
    return folded(one) != folded(other)


def counted(counts: dict[str, int]) -> list[str]:
    """How many of each kind came."""
    from amcli.storage.foreign_keys import PLURALS

    return [
        f"{counts[table]} {one if counts[table] == 1 else many}"
        for table, (one, many) in PLURALS.items()
        if counts.get(table)
    ]
