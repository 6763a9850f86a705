"""A parcel that waits is taken into a book: which one is meant, who has it already, and what comes in."""

from collections.abc import Callable

from amcli.errors import Ambiguous, NotFound, Refused
from amcli.hints import NamedTuple
from amcli.rules.formatting import minute
from amcli.rules.names import did_you_mean, folded, near_names, quoted, shown
from amcli.storage.bundles import Bundle, from_json
from amcli.storage.connection import Book
from amcli.storage.parcels import (
    Memory,
    Parcel,
    Taken,
    Taking,
    account_here,
    left_a_trace,
    remember,
    remembered,
    stands,
)
from amcli.team.parcels import NOW, Sent, content, every, fits, is_here, row_of
from amcli.team.server import Connection


class Asked(NamedTuple):
    """How a parcel is taken: the book's number and its name there, the day, a backup before anything is
    written, and what is done with the account within the same change."""

    number: str
    name: str
    day: str
    back_up: Callable[[], None]
    beside: Callable[[int], None]


class Chain(NamedTuple):
    """The parcels with one account that are open, the newest last, and all that there are of it."""

    open: list[Sent]
    all: list[Sent]

    @property
    def newest(self) -> Sent:
        return self.open[-1]


def chosen(connection: Connection, text: str, number: str) -> Chain:
    """The parcels that a person means. Raises NotFound, Ambiguous, Refused where somebody has it, or where it
    is for others."""
    fitting = [each for each in every(connection) if fits(each, text)]
    mine = [each for each in fitting if number in (each.from_book, each.to_book)]
    if fitting and not mine:
        one = fitting[-1]
        raise Refused(
            f"{shown(one.name)} is for {one.from_name} and {one.to_name}. Nothing was taken.",
            "All of them: am team take",
        )
    open_here = [each for each in mine if each.taken_at is None]
    theirs = [each for each in open_here if each.to_book == number]
    waiting_ = {each.root: each for each in theirs or open_here}
    if len(waiting_) > 1:
        raise Ambiguous(
            f"{quoted(text)} is in {len(waiting_)} parcels. Which one?",
            "Type " + " or ".join(f"{each.from_name}/{each.code}" for each in waiting_.values()),
        )
    if not waiting_ and mine:
        raise had(mine[-1], number)
    if not waiting_:
        near = near_names(folded(text), sorted({folded(each.code) for each in every(connection)}))
        raise NotFound(f"no parcel with {quoted(text)}.", did_you_mean(near, "All of them: am team take"))
    ((root, _),) = waiting_.items()
    whole = every(connection, "%s::uuid IN (p.id, p.follows)", root, lock=True)
    open_ = [each for each in whole if each.taken_at is None]
    first = next((each for each in whole if each.id == root), whole[0])
    if not open_ or (first.taken_at is not None and first.taken_by != number):
        raise had(first, number)  # what follows it is for whoever has it
    return Chain(open_, whole)


def had(parcel: Sent, number: str) -> Refused:
    """The error of a parcel that was taken already: who has it."""
    at = minute(parcel.taken_at or "")
    whose = "your" if parcel.taken_by == number else f"{parcel.taker()}'s"
    return Refused(f"{shown(parcel.name)} is in {whose} book since {at}. Nothing was changed.")


class Found(NamedTuple):
    """What taking a parcel did here: `taken` is None where the account stayed where it is."""

    parcel: Sent
    taken: Taken | None
    added: bool


def take(connection: Connection, book: Book, asked: Asked, text: str) -> Found:
    """Take an account into this book, in the transaction of a push that marks it. The book keeps it before
    the server does: cut off in between, it is done again without adding anything."""
    chain = chosen(connection, text, asked.number)
    parcel, memories = chain.newest, remembered(book.db)
    bundle = from_json(content(connection, parcel.id))
    if asked.number == parcel.from_book and is_here(book, parcel.account_id):
        for each in chain.open:
            close(connection, each)
        return Found(parcel, None, added=False)
    if bundle is None:
        raise Refused(f"{shown(parcel.name)}: the parcel is empty. Nothing was taken.")
    given = Parcel(bundle, parcel.from_name or "team", asked.name, asked.day, asked.number)
    base = base_of(connection, book, chain, memories)
    if base is None and (here := account_here(book, bundle, asked.number)) is not None:
        raise Refused(
            f"{shown(parcel.name)} is in your book already, as {here}. Nothing was taken.",
            f"To take theirs in its place: am account rm {here}, then again",
        )
    asked.back_up()
    with book.transaction() as txn:
        taking = Taking(book, txn, given)
        taken = taking.whole() if base is None else taking.changes(base)
        if base is None:
            asked.beside(taken.account)
        did = left_a_trace(book.db, txn)
        for each in chain.open:
            old = memories.get(each.id)
            was = old.txn if old is not None and stands(book.db, old) and not old.gone else did
            memory = Memory(was or did, taken.account, base=content(connection, each.id))
            remember(book.db, each.id, memory)
    return Found(parcel, taken, added=base is None)


def close(connection: Connection, parcel: Sent) -> None:
    """The sender keeps an account that nobody took: its parcel is closed."""
    connection.execute(
        f"UPDATE am.parcel SET taken_at = {NOW}, taken_by = from_book, settled_at = {NOW}, from_has = true,"
        " bundle = '{}' WHERE id = %s".encode(),
        (parcel.id,),
    )


def base_of(connection: Connection, book: Book, chain: Chain, memories: dict[str, Memory]) -> Bundle | None:
    """What this book took in of an account before, which it still has: only what changed since is taken over
    then. None where it has nothing of it."""
    newest = chain.newest
    of_account = every(
        connection, "p.from_book = %s AND p.account_id = %s", newest.from_book, newest.account_id
    )
    if row_of(book, newest) is None:
        return None
    for each in reversed(of_account):
        memory = memories.get(each.id)
        if memory is None or memory.gone or not stands(book.db, memory):
            continue
        known = from_json(memory.base) or from_json(content(connection, each.id))
        if known is not None:
            return known
    return None
