"""Who wrote, met or called and is nobody's contact: the fields of `am unmatched` and the rows that fill them.

Not for tying and ignoring (book/unmatched.py).
"""

from collections.abc import Collection

from amcli.book.connection import Book
from amcli.fields import Row, fields

FIELDS = fields(
    """
address  text! the e-mail address or telephone number; @example.com is a whole domain
name     text  what they call themselves
kind     text! what it is
seen     int!  in how many mails, meetings and calls it was
first_on day   the first day on which it was seen
last_on  day   the last one
contact  text  the contact it is tied to
account  text  the account of that contact
ignored  bool! whether it is ignored for good
""",
    kind=("email", "phone"),
)


def rows(book: Book, me: Collection[str], everything: bool) -> list[Row]:
    """The open ones, the most frequent first; with `everything` those that were tied or ignored, too. My own
    addresses (`@example.com` is a whole domain) and those that a contact has by now are not among them."""
    mine = {address.casefold() for address in me}
    found = [dict(row) for row in book.rows("unmatched")]
    for row in found:
        row["ignored"] = bool(row["ignored"])
    if everything:
        return found
    return [row for row in found if is_open(row) and not is_mine(row["address"], mine)]


def is_open(row: Row) -> bool:
    """Whether nobody said yet whose an address is."""
    return not (row["ignored"] or row["contact"] or row["held"])


def is_mine(address: str, mine: Collection[str]) -> bool:
    """Whether an address is one of mine, or of a domain of mine."""
    return address in mine or address[address.find("@") :] in mine
