"""What `t31`, `:3` and a bare `3` mean: a record by its letter and number, a line of the list last shown.

A number alone is never an id. It is a line where a person typed it on a terminal, or a whole code, name or
reference; where it could be either, neither is taken. Names and parts of them are `resolve`'s.
"""

from collections.abc import Sequence

from amcli.config.lastlist import PRODUCT, is_line
from amcli.errors import Ambiguous, AmcliError, NotFound
from amcli.hints import NamedTuple
from amcli.rules.names import check_text, folded, in_shell, quoted, shown
from amcli.storage.connection import Book, Row
from amcli.storage.whois import id_of
from amcli.vocabulary import KIND_OF_LETTER, noun, one_of, parts_of_reference, reference

LONGEST_REFERENCE = 100_000
# Kinds whose records belong to no account.
OF_NOBODY = ("product", "target")


class Ref(NamedTuple):
    """A record: its kind (also its table) and its id."""

    kind: str
    row: int


class Called(NamedTuple):
    """A record that is called by a number: in words, what commands accept, and what else to type for it."""

    words: str
    ref: str
    other: str | None


def key(text: str, what: str) -> str:
    """What is looked for: the text as two names are compared. Raises BadValue for what is no text."""
    return folded(check_text(text, what, LONGEST_REFERENCE).strip())


def is_number(text: str) -> bool:
    """Whether a text is digits alone: a line on a terminal, or something that is called so."""
    return text.isascii() and text.strip().isdigit()


def by_letter(book: Book, text: str) -> Ref | None:
    """A record by its letter and number, if it is there. Raises Ambiguous where several books of a roll-up
    have one."""
    wanted = key(text, "record")
    letter, _ = parts_of_reference(wanted)
    if letter not in KIND_OF_LETTER:
        return None
    kind = KIND_OF_LETTER[letter]
    number = id_of(book, kind, wanted)
    there = book.db.execute(f'SELECT 1 FROM "{kind}" WHERE id = ?', (number,)).fetchone()
    return Ref(kind, number) if there else None


def with_code(book: Book, code: str) -> Row:
    """The account of a code that the book itself gave; what a person typed is `resolve.account`'s."""
    row: Row = book.db.execute("SELECT * FROM account WHERE code_folded = ?", (folded(code),)).fetchone()
    return row


def on_line(book: Book, text: str, called: Sequence[Called] = ()) -> str | None:
    """What stands on the line of the list last shown that `:3` or `3` means; None for any other text, and
    for a number that only something called so bears (`called`). Raises Ambiguous where both do, BadValue
    or NotFound where neither does."""
    word = text.strip()
    if book.line is None or not (is_line(word) or is_number(word)):
        return None
    if word.startswith(":"):
        return book.line(word)
    try:
        found = book.line(word)
    except AmcliError:
        if called:
            return None
        raise
    others = [each for each in called if each.ref != found]
    if not others:
        return found
    ways = [f":{word}", *(each.other for each in others if each.other)]
    several = " and ".join([f"line {word} ({line_label(book, found)})", *(each.words for each in others)])
    raise Ambiguous(f"{quoted(word)} is {several}.", f"Type {' or '.join(ways)}")


def called_accounts(rows: Sequence[Row], text: str) -> list[Called]:
    """Accounts that are called by a number: by their code, or by their name."""
    found = []
    for row in rows:
        other = next((each for each in (row["code"], row["name"]) if folded(each) != folded(text)), None)
        words = f"the account {shown(row['name'])}"
        found.append(Called(words, row["code"], None if other is None else in_shell(str(other).lower())))
    return found


def called_contracts(rows: Sequence[Row]) -> list[Called]:
    """Contracts that have a number on paper."""
    refs = [reference("contract", row["id"]) for row in rows]
    return [
        Called(f"the contract {ref} of {shown(row['account_name'])}", ref, ref)
        for ref, row in zip(refs, rows, strict=True)
    ]


def record_of(book: Book, ref: str) -> Ref:
    """The record of a line. Raises NotFound where it has been deleted since."""
    if ref.startswith(PRODUCT):
        name = ref.removeprefix(PRODUCT)
        rows = book.db.execute("SELECT id, name FROM product").fetchall()
        ids = [row["id"] for row in rows if name in (row["name"], shown(row["name"]))]
        found = Ref("product", ids[0]) if ids else None
    else:
        account = None if by_letter(book, ref) else with_code(book, ref)
        found = by_letter(book, ref) if account is None else Ref("account", account["id"])
    if found is None:
        raise NotFound(f"{quoted(ref.removeprefix(PRODUCT))} is no longer in the book")
    return found


def account_of(book: Book, ref: str) -> Row:
    """The account that stands on a line, or whose record does. Raises NotFound."""
    found = record_of(book, ref)
    if found.kind in OF_NOBODY:
        raise NotFound(f"that line is a {found.kind}, {line_label(book, ref)}: it belongs to no account")
    of = "account" if found.kind == "account" else found.kind
    column = "id" if of == "account" else "account_id"
    query = f'SELECT * FROM account WHERE id = (SELECT {column} FROM "{of}" WHERE id = ?)'
    row: Row = book.db.execute(query, (found.row,)).fetchone()
    return row


def of_line(book: Book, ref: str, kind: str) -> int:
    """The id of a line's record, where it is of a kind. Raises NotFound."""
    found = record_of(book, ref)
    if found.kind != kind:
        raise NotFound(
            f"that line is {line_label(book, ref)}: no {one_of(kind)}", f"All of them: am {noun(kind)} list"
        )
    return found.row


def line_label(book: Book, ref: str) -> str:
    """A line in a few words: `Acme Robotics`, `t93 of Acme Robotics`."""
    found = record_of(book, ref)
    if found.kind == "product":
        return shown(ref.removeprefix(PRODUCT))
    if found.kind in OF_NOBODY:
        return ref
    name = shown(account_of(book, ref)["name"])
    return name if found.kind == "account" else f"{ref} of {name}"
