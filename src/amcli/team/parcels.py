"""Accounts on their way from one book to another, as the server knows them.

A parcel holds an account as its sender last pushed it. It is taken once, by either side; what the sender
wrote in between follows in another one. `from_has` and `to_has` say whose rows on the server have the
account, and are written with these rows, so that at every moment one can tell where it is. Not for what is
in a parcel (storage/parcels.py).
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator

from amcli.errors import Ambiguous, NotFound, Refused
from amcli.hints import Any, NamedTuple
from amcli.rules.formatting import minute
from amcli.rules.names import did_you_mean, folded, in_shell, near_names, quoted, shown
from amcli.storage import foreign_keys
from amcli.storage.connection import Book
from amcli.storage.erasing import without_forgotten
from amcli.storage.forgotten import Forgotten
from amcli.storage.parcels import (
    Bundle,
    Memory,
    Parcel,
    Taken,
    Taking,
    account_here,
    account_of,
    bundle_of,
    can_be_undone,
    differences,
    from_json,
    left_a_trace,
    remember,
    remembered,
    same,
    see,
    stands,
    written,
)
from amcli.team.server import Connection

COLUMNS = """
SELECT p.id::text, p.from_book::text, p.to_book::text, f.name, t.name, p.account_id, p.code, p.name,
  p.message, p.sent_at, p.taken_at, p.taken_by::text, p.settled_at, p.follows::text, p.from_has, p.to_has
FROM am.parcel p LEFT JOIN am.book f ON f.id = p.from_book LEFT JOIN am.book t ON t.id = p.to_book"""
IN_ORDER = "ORDER BY p.sent_at, p.id"
RECENT_DAYS = 30
# The instant, as the book writes one, by the one clock that all have: in its order parcels follow each other.
NOW = """to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')"""


class Sent(NamedTuple):
    """A parcel as the server knows it, without what is in it."""

    id: str
    from_book: str
    to_book: str
    from_name: str | None
    to_name: str | None
    account_id: int
    code: str
    name: str
    message: str | None
    sent_at: str
    taken_at: str | None
    taken_by: str | None
    settled_at: str | None
    follows: str | None
    from_has: bool
    to_has: bool

    @property
    def root(self) -> str:
        """The parcel that it began with."""
        return self.follows or self.id

    @property
    def holder(self) -> str | None:
        """The book that has the account: until it is taken the sender's, where that still has it."""
        if self.taken_at is None:
            return self.from_name if self.from_has else self.to_name if self.to_has else None
        by_sender = self.taken_by == self.from_book
        has = self.from_has if by_sender else self.to_has
        return (self.from_name if by_sender else self.to_name) if has else None

    def taker(self) -> str:
        """Who has it, by name."""
        found = self.from_name if self.taken_by == self.from_book else self.to_name
        return found or "a book that has left"


def every(connection: Connection, where: str = "true", *values: Any, lock: bool = False) -> list[Sent]:
    """Parcels that the login may see, the oldest first."""
    query = f"{COLUMNS} WHERE {where} {IN_ORDER}{' FOR UPDATE OF p' if lock else ''}"
    return [Sent(*found) for found in connection.execute(query.encode(), values)]


def of_book(connection: Connection, number: str, *, lock: bool = False) -> list[Sent]:
    """The parcels from and to a book."""
    return every(connection, "%s::uuid IN (p.from_book, p.to_book)", number, lock=lock)


def content(connection: Connection, parcel: str) -> Any:
    """What is in a parcel, as JSON has it."""
    found = connection.execute("SELECT bundle FROM am.parcel WHERE id = %s", (parcel,)).fetchone()
    return found[0] if found else None


def listed(connection: Connection, since: str = "") -> list[dict[str, Any]]:
    """The parcels that the login may see: all that are open, and those taken since an instant."""
    found = every(connection)
    holders = {each.id: each.holder for each in found}
    return [
        {
            "account": each.code, "name": each.name, "from": each.from_name, "to": each.to_name,
            "message": each.message, "sent_at": each.sent_at, "taken_at": each.taken_at,
            "in_book": holders.get(each.root),
        }
        for each in found
        if each.taken_at is None or each.taken_at >= since
    ]  # fmt: skip


def waiting(connection: Connection) -> list[dict[str, Any]]:
    """The parcels that nobody has taken yet."""
    return [each for each in listed(connection) if each["taken_at"] is None]


def see_all(connection: Connection, book: Book, number: str) -> None:
    """Keep in the book who else there is, and what waits for it."""
    books = connection.execute("SELECT name FROM am.book WHERE id <> %s ORDER BY name", (number,))
    waiting_ = [each for each in of_book(connection, number) if each.taken_at is None]
    codes = Counter(each.code for each in waiting_)
    see(
        book,
        [name for (name,) in books],
        [
            [each.code if codes[each.code] == 1 else f"{each.from_name}/{each.code}", each.name]
            for each in waiting_
        ],
    )


def fits(each: Sent, text: str) -> bool:
    """Whether a person means a parcel: by the account's code or name, also behind its sender's name."""
    wanted = folded(text.strip())
    owner, slash, rest = wanted.partition("/")
    names = (folded(each.code), folded(each.name))
    return wanted in names or (bool(slash) and owner == each.from_name and rest in names)


def put(
    connection: Connection, to: str, bundle: Bundle, message: str | None, follows: str | None = None
) -> None:
    """Send an account, or what follows one."""
    import uuid

    connection.execute(
        "INSERT INTO am.parcel"
        " (id, from_book, to_book, account_id, code, name, bundle, message, follows, sent_at)"
        f" VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, {NOW})".encode(),
        (
            str(uuid.uuid4()), bundle.book, to, bundle.account, bundle.row["code"], bundle.row["name"],
            written(bundle), message, follows,
        ),
    )  # fmt: skip


def renew(connection: Connection, parcel: str, bundle: Bundle) -> None:
    """Put the account as it is now in the place of what a parcel has."""
    connection.execute(
        "UPDATE am.parcel SET bundle = %s, code = %s, name = %s WHERE id = %s",
        (written(bundle), bundle.row["code"], bundle.row["name"], parcel),
    )


def is_here(book: Book, account: int) -> bool:
    return book.db.execute("SELECT 1 FROM account WHERE id = ?", (account,)).fetchone() is not None


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
            settle(connection, each)
            continue
        while not (done := let_go(connection, seeing, each)):
            if done is None:  # its taker has opened it again
                break
            send_after(connection, seeing, each)
        gone += bool(done)
    return gone


def settle(connection: Connection, parcel: Sent) -> None:
    """Note that the sender has seen a parcel taken."""
    connection.execute(
        f"UPDATE am.parcel SET settled_at = {NOW} WHERE id = %s AND taken_at = %s".encode(),
        (parcel.id, parcel.taken_at),
    )


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
        settle(connection, parcel)
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


def row_of(book: Book, parcel: Sent) -> int | None:
    """The account of a parcel here, by the id that its sender gave it; it may be another's by now, with which
    it was merged."""
    return account_of(book.db, parcel.from_book, parcel.account_id)


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


def empty(connection: Connection, parcel: Sent) -> None:
    connection.execute("UPDATE am.parcel SET bundle = '{}' WHERE id = %s", (parcel.id,))


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


def side_of(parcel: Sent, number: str) -> str:
    return "from_has" if parcel.from_book == number else "to_has"


def mark(connection: Connection, parcel: Sent, number: str) -> None:
    """Mark a parcel taken by a book, whose rows on the server have the account from here on."""
    side = side_of(parcel, number)
    settled = NOW if side == "from_has" else "NULL"
    values = f"taken_at = {NOW}, taken_by = %s, settled_at = {settled}, {side} = true"
    statement = f"UPDATE am.parcel SET {values} WHERE id = %s"
    connection.execute(statement.encode(), (number, parcel.id))


def reopen(connection: Connection, parcel: Sent, number: str) -> None:
    """Let a parcel wait again: what its taker had of it was undone."""
    side = side_of(parcel, number)
    connection.execute(
        f"UPDATE am.parcel SET taken_at = NULL, taken_by = NULL, settled_at = NULL, {side} = false"
        " WHERE id = %s".encode(),
        (parcel.id,),
    )


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
