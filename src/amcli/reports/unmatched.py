"""Who wrote, met or called and is nobody's contact: the fields of `am unmatched` and the rows that fill them.

Not for tying and ignoring (storage/addresses.py).
"""

from collections import Counter
from collections.abc import Collection

from amcli.fields import Row, fields
from amcli.rules.names import name_key
from amcli.storage.connection import Book

FIELDS = fields(
    """
address  text! the e-mail address, telephone number or name; @example.com is a whole domain
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


def rows(book: Book, me: Collection[str], everything: bool) -> list[Row]:
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
