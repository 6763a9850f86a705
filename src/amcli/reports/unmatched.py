"""Who wrote, met or called and is nobody's contact: the fields of `am unmatched` and the rows that fill them.

Not for tying and ignoring (storage/addresses.py).
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator
from functools import partial

from amcli.fields import Row, fields
from amcli.page import Cell, Column, Footer, Page, Table, dash, says
from amcli.rules.formatting import column_day, count, of
from amcli.rules.names import in_shell, name_key
from amcli.storage.connection import Book

FIELDS = fields(
    """
address  text! the email address, telephone number or name; @example.com is a whole domain
name     text  what they call themselves
kind     text! what it is
seen     int!  in how many emails, meetings, calls and conversations it was
first_on day   the first day on which it was seen
last_on  day   the last one
contact  text  the contact it is tied to
account  text  the account of that contact
ignored  bool! whether it is ignored for good
""",
    kind=("email", "phone", "name"),
)
# What the columns of numbers take, with all gaps; what the last one may.
NUMBERS, WHOSE = 24, 15


def unmatched_rows(book: Book, me: Collection[str], everything: bool) -> list[Row]:
    """The open ones, the most frequent first; with `everything` those that were tied or ignored, too. My own
    addresses (`@example.com` is a whole domain) and names, and those that a contact has by now are not among
    them."""
    mine = {address.casefold() for address in me} | {name_key(name) for name in me if "@" not in name}
    found = [dict(row) for row in book.rows("unmatched")]
    named = single_names(book) if any(row["kind"] == "name" for row in found) else frozenset()
    for row in found:
        row["ignored"] = bool(row["ignored"])
        row["held"] = row["held"] or row["address"] in named
    if everything:
        return found
    return [row for row in found if is_open(row) and not is_mine(row["address"], mine)]


def single_names(book: Book) -> frozenset[str]:
    """The names that one contact alone has: a chat under such a name is with them."""
    times = Counter(name_key(name) for (name,) in book.db.execute("SELECT name FROM contact"))
    return frozenset(name for name, count in times.items() if count == 1)


def is_open(row: Row) -> bool:
    """Whether nobody said yet whose an address is."""
    return not (row["ignored"] or row["contact"] or row["held"])


def is_mine(address: str, mine: Collection[str]) -> bool:
    """Whether an address is one of mine, or of a domain of mine."""
    return address in mine or address[address.find("@") :] in mine


def unmatched_page(
    today: dt.date, rows: list[Row], whole: list[Row], *, everything: bool, me: bool, names: bool
) -> Page:
    """What a person sees of the rows that are shown and of all of them; `me` and `names` are whether the
    settings say which addresses and names are one's own."""
    if not rows:
        how = Cell("am import ~/Mail", "command")
        return says("No unknown addresses or numbers. Import your email: ", how)
    others = NUMBERS + WHOSE + 2 if everything else NUMBERS
    columns = [
        Column("Address", most=partial(most_of_address, others)),
        Column("Name", most=partial(most_of_name, others)),
        Column("Seen", right=True),
        Column("Last", right=True),
        *([Column("Contact", most=WHOSE)] if everything else []),
    ]
    lines = [line(row, today)[: len(columns)] for row in rows]
    footer = [*to_type(rows, len(whole)), *yours(rows, me=me, names=names)]
    return Page("Unknown addresses", of(len(rows), len(whole)), [], [Table(columns, lines)], footer)


def most_of_address(others: int, width: int) -> int:
    """How much of what the `others` leave addresses may take."""
    return max(12, min(36, (width - others) * 9 // 14))


def most_of_name(others: int, width: int) -> int:
    """How much is left of that for names."""
    return max(8, min(20, width - others - most_of_address(others, width)))


def line(row: Row, today: dt.date) -> list[str]:
    """An address, what it is called, how often and when it was seen last, and whose it is by now."""
    last = column_day(row["last_on"], today)
    return [dash(row["address"]), dash(row["name"]), f"{row['seen']:,}", last, whose(row)]


def whose(row: Row) -> str:
    """Whose an address is by now."""
    if row["ignored"]:
        return "ignored"
    return dash(row["contact"]) if row["contact"] else "a contact's own" if row["held"] else "open"


def to_type(rows: list[Row], whole: int) -> Iterator[Footer]:
    """What links or ignores the first address that is nobody's; without one, how many there are."""
    first = next((row["address"] for row in rows if not row["ignored"] and not row["contact"]), None)
    if first is None:
        yield Footer(f"{count(whole, 'address or number', 'addresses and numbers')}.")
    else:
        typed = in_shell(first)
        yield Footer("Link it:", f"am unmatched link {typed} CONTACT")
        yield Footer("Ignore it:", f"am unmatched ignore {typed}")


def yours(rows: list[Row], *, me: bool, names: bool) -> Iterator[Footer]:
    """What says that an address or a name is one's own."""
    if not me:
        yield Footer("Is it yours?", "am config set me.emails ADDRESS")
    elif not names and any(row["kind"] == "name" for row in rows):
        yield Footer("Is it yours?", "am config set me.names NAME")
