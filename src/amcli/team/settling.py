"""Parcels are kept up with what their two books have, at each push and each look at the server.

The sender removes an account here that another book has taken, and renews one that waits; the taker marks a
parcel taken, or opens it again where that was undone.
"""

import json
from collections.abc import Callable, Iterator

from amcli.errors import Refused
from amcli.hints import NamedTuple
from amcli.rules.names import in_shell, shown
from amcli.storage import foreign_keys
from amcli.storage.bundles import Bundle, bundle_of, differences, from_json, same, written
from amcli.storage.connection import Book
from amcli.storage.erasing import without_forgotten
from amcli.storage.forgotten import Forgotten
from amcli.storage.parcels import Memory, can_be_undone, remember, remembered, stands
from amcli.team.parcels import (
    Sent,
    content,
    empty,
    every,
    is_here,
    mark,
    of_book,
    put,
    renew,
    reopen,
    row_of,
    settle_parcel,
    side_of,
)
from amcli.team.server import Connection


class Seeing(NamedTuple):
    """What it takes to see that accounts were taken: the book's number, a backup before the first goes, and
    where to say so."""

    book: Book
    number: str
    back_up: Callable[[], None]
    tell: Callable[[str], None]


def see_taken(connection: Connection, seeing: Seeing) -> int:
    """Remove the accounts that others have taken; what was written here since they were pushed goes after
    them first. Gives how many went."""
    where = (
        "p.from_book = %s AND p.taken_at IS NOT NULL AND p.taken_by <> p.from_book AND p.settled_at IS NULL"
        " AND p.follows IS NULL"
    )
    gone = 0
    for each in every(connection, where, seeing.number):
        memory = remembered(seeing.book.db).get(each.id)
        if not is_here(seeing.book, each.account_id) or (memory and memory.taken_at == each.taken_at):
            settle_parcel(connection, each)
            continue
        while not (done := let_go(connection, seeing, each)):
            if done is None:  # its taker has opened it again
                break
            send_after(connection, seeing, each)
        gone += bool(done)
    return gone


def last_sent(connection: Connection, parcel: Sent) -> tuple[Sent, Bundle | None]:
    """The newest parcel with an account, of the first and those that followed it."""
    found = every(connection, "%s::uuid IN (p.id, p.follows)", parcel.id)[-1]
    return found, from_json(content(connection, found.id))


def send_after(connection: Connection, seeing: Seeing, parcel: Sent) -> None:
    """Send what was written here since an account was pushed after it, to whoever took it."""
    with connection.transaction():
        newest, before = last_sent(connection, parcel)
        after = bundle_of(seeing.book, seeing.number, parcel.account_id)
        if after is None or before is None or same(before, after):
            return
        if newest.follows and newest.taken_at is None:
            renew(connection, newest.id, after)
        else:
            put(connection, parcel.to_book, after, None, parcel.id)
    many = sum(1 for _ in differences(before, after))
    seeing.tell(
        f"{shown(parcel.name)}: {many} change{'s' if many != 1 else ''} that {parcel.taker()} hasn't yet"
        f" {'were' if many != 1 else 'was'} sent after it."
    )


def let_go(connection: Connection, seeing: Seeing, parcel: Sent) -> bool | None:
    """Remove an account here that is in another book, where nothing is here that was not sent; False where
    something is, None where it is in the other book no more."""
    book = seeing.book
    with connection.transaction():
        query = "p.id = %s AND p.taken_at = %s"
        if not every(connection, query, parcel.id, parcel.taken_at, lock=True):
            return None
        _, sent = last_sent(connection, parcel)
        if not same(sent, bundle_of(book, seeing.number, parcel.account_id)):
            return False
        seeing.back_up()
        with book.transaction(automatic=True) as txn:
            # Looked at again where nobody else can write.
            if not same(sent, bundle_of(book, seeing.number, parcel.account_id)):
                return False
            foreign_keys.delete(book, txn, "account", parcel.account_id)
            memory = Memory(txn, parcel.account_id, gone=True, taken_at=parcel.taken_at)
            remember(book.db, parcel.id, memory)
        settle_parcel(connection, parcel)
    seeing.tell(
        f"{shown(parcel.name)} is in {parcel.taker()}'s book now, and was removed from yours."
        f" · am undo {txn} brings it back"
    )
    return True


class Push(NamedTuple):
    """What a push that parcels go with does: it sends something, or all, since somebody may have been
    forgotten."""

    changed: bool
    whole: bool
    forgotten: Forgotten


def keep_up(connection: Connection, book: Book, number: str, mode: str) -> list[str]:
    """Bring the parcels of a book up to what it has, in the transaction of a push and the read of the book
    that it sends; gives what a person has to know."""
    found, told = of_book(connection, number), list[str]()
    memories = remembered(book.db) if found else {}
    gone = {each.id for each in found if each.settled_at is not None}
    sent = Push(mode != "nothing", mode == "full", Forgotten(book.db))
    for each in found:
        memory = memories.get(each.id)
        if memory is not None and not memory.gone:
            settled = each.root in gone
            told += keep_up_taken(connection, book, number, each, memory, sent, settled=settled)
        elif each.taken_by == number and each.to_book == number and row_of(book, each) is None:
            reopen(connection, each, number)  # this book is older: it was restored
        if each.from_book == number and each.follows is None:
            keep_up_sent(connection, book, each, memory, sent)
    return told


def keep_up_sent(connection: Connection, book: Book, parcel: Sent, memory: Memory | None, sent: Push) -> None:
    """Renew an open parcel of this book's, and say whether its rows have the account."""
    account = parcel.account_id if memory is None or memory.gone else memory.account
    has = is_here(book, account)
    if has != parcel.from_has:
        connection.execute("UPDATE am.parcel SET from_has = %s WHERE id = %s", (has, parcel.id))
    if parcel.taken_at is not None:
        return
    if has and account == parcel.account_id:
        bundle = bundle_of(book, parcel.from_book, account) if sent.changed else None
        if bundle is not None and content(connection, parcel.id) != json.loads(written(bundle)):
            renew(connection, parcel.id, bundle)
    elif sent.whole and sent.forgotten:
        scrub(connection, parcel, sent.forgotten, parcel.from_book)


def scrub(connection: Connection, parcel: Sent, forgotten: Forgotten, number: str) -> None:
    """Take out of a parcel who was forgotten here since: it may be opened again."""
    bundle = from_json(content(connection, parcel.id))
    if bundle is None:
        return
    try:
        rest, erased = without_forgotten(bundle, forgotten, number)
    except Refused:
        empty(connection, parcel)
        connection.execute("DELETE FROM am.parcel WHERE id = %s OR follows = %s", (parcel.id, parcel.id))
        return
    if erased:
        renew(connection, parcel.id, rest)


def keep_up_taken(
    connection: Connection,
    book: Book,
    number: str,
    parcel: Sent,
    memory: Memory,
    sent: Push,
    *,
    settled: bool,
) -> Iterator[str]:
    """Mark a parcel taken whose account came into this book, or open again where that was undone. Once its
    sender has let it go (`settled`), and it can't be opened again, nothing is left in it."""
    stand = stands(book.db, memory)
    by_me = parcel.taken_by == number
    if parcel.taken_at is not None and not by_me:
        if stand and is_here(book, memory.account):
            yield f"{shown(parcel.name)} is in {parcel.taker()}'s book, too, who took it back: am undo"
        return
    if stand and not by_me:
        bundle = content(connection, parcel.id)
        if memory.base is not None and not same(from_json(memory.base), from_json(bundle)):
            yield f"{shown(parcel.name)} has changed since you took it: am team take {shown(parcel.code)}"
            return
        mark(connection, parcel, number)
        return
    if by_me and not stand:
        reopen(connection, parcel, number)
        return
    side = side_of(parcel, number)
    has = stand and (is_here(book, memory.account) or row_of(book, parcel) is not None)
    if has != getattr(parcel, side):
        connection.execute(f"UPDATE am.parcel SET {side} = %s WHERE id = %s".encode(), (has, parcel.id))
    if by_me and settled and not can_be_undone(book.db, memory):
        empty(connection, parcel)
    elif by_me and sent.whole and sent.forgotten:
        scrub(connection, parcel, sent.forgotten, number)


def heard(book: Book, connection: Connection, number: str) -> None:
    """Keep in the book what the server knows by now of the parcels that it took, once that is sure."""
    memories = remembered(book.db)
    if not memories:
        return
    there = {each.id: each for each in of_book(connection, number)}
    fresh = {}
    for parcel, memory in memories.items():
        each = there.get(parcel)
        if each is None or memory.gone:
            continue
        told = each.taken_by == number or (memory.told and stands(book.db, memory))
        base = None if each.taken_by == number else memory.base
        if (memory.told, memory.base) != (told, base):
            fresh[parcel] = memory._replace(told=told, base=base)
    if fresh:
        with book.aside(waits=True):
            for parcel, memory in fresh.items():
                remember(book.db, parcel, memory)


def refuse_unsettled(connection: Connection, book: Book, number: str, account: int) -> None:
    """Refuse to send an account on that is not all here: its sender's book has it still, or has sent more. So
    an account is on one way at a time. Raises Refused."""
    found, memories = of_book(connection, number), remembered(book.db)
    for each in found:
        memory = memories.get(each.root)
        if each.to_book != number or memory is None or memory.gone or row_of(book, each) != account:
            continue
        if each.taken_at is None and stands(book.db, memory):
            raise Refused(
                f"{each.from_name} has sent changes to {shown(each.name)}. Nothing was sent.",
                f"First: am team take {in_shell(shown(each.code))}",
            )
        if each.follows is None and each.taken_by == number and each.settled_at is None:
            raise Refused(
                f"{shown(each.name)} is still in {each.from_name}'s book, too. Nothing was sent.",
                f"Once {each.from_name} has pushed: am team push",
            )
