"""Who is meant by a phone number, an e-mail address or a name, wherever in the book they are.

A number may be typed in any form, or only its last six figures and more; fewer are never a number. What is
typed for an account stands for a person of that account only where no account matches (`resolve`).
"""

from collections.abc import Sequence

from amcli import jsontext, patterns
from amcli.errors import Ambiguous
from amcli.hints import Any, NamedTuple
from amcli.rules.names import quoted, shown
from amcli.storage.connection import Book, Row
from amcli.storage.labels import label
from amcli.vocabulary import BLOCK, LETTERS, OWNERS, parts_of_reference, reference

MOST_CANDIDATES = 8
LONGEST_SHORT = 28
LEAST_FIGURES = 6
# Two numbers whose last figures are the same are one, written with another prefix: +44 20, 0044 20, 020.
SAME_FIGURES = 9
# The rules of `resolve_contact` that tell somebody by a whole word, and by the start of one.
FIRST_NAME, STARTS = 4, 6
# The shortest number that is taken for one written without what comes before it.
LEAST_WHOLE = 7
NUMBER = r"(?:tel:)?[\s+\d().\-/\u2010-\u2015]+(?:(?:x|ext\.?|#)\s*\d{1,6})?"
EXTENSION = r"(?<=\d)\s*(?:x|ext|#|;)"
TRUNK = r"(?<=\d)\s*\(0\)"  # +44 (0)20: dialled at home only


class Numbered(NamedTuple):
    """A record with a phone number, and the number as it was typed."""

    row: Row
    typed: str


def figures(text: str) -> str:
    """The figures of a phone number, without an extension; empty for what cannot be one."""
    text = text.strip()
    many = sum(map(str.isdecimal, text)) >= LEAST_FIGURES
    if not many or not patterns.fullmatch(NUMBER, text, patterns.IGNORECASE):
        return ""
    found = digits(text)
    return found if len(found) >= LEAST_FIGURES else ""


def digits(text: str) -> str:
    """The figures of a number as it was typed, up to an extension."""
    if "(" in text:
        text = patterns.sub(TRUNK, "", text)
    if not text.isascii():
        text = "".join(str(int(char)) if char.isdecimal() else char for char in text)
    if not text.isdigit():
        text = patterns.split(EXTENSION, text, patterns.IGNORECASE, most=1)[0]
    return "".join(char for char in text if "0" <= char <= "9")


def likeness(typed: str, known: str) -> int:
    """How well typed figures name a number: 2 by all of them, 1 but for a prefix, 0 not at all."""
    plain = typed.lstrip("0")
    if known.endswith(typed) or (len(plain) >= LEAST_FIGURES and known.endswith(plain)):
        return 2
    whole = known.lstrip("0")
    same = len(plain) >= SAME_FIGURES and plain[-SAME_FIGURES:] == whole[-SAME_FIGURES:]
    return int(same or (len(whole) >= LEAST_WHOLE and plain.endswith(whole)))


def pattern(typed: str) -> str:
    """What LIKE is asked before the figures are compared: the last ones, whatever stands between them."""
    return f"%{'%'.join(typed[-LEAST_WHOLE:])}%"


def best(found: list[tuple[int, Numbered]]) -> list[Numbered]:
    """Those that are named best, if any."""
    most = max((rank for rank, _ in found), default=0)
    return [each for rank, each in found if rank == most and rank]


def people(book: Book, text: str, account: int | None = None) -> list[Numbered]:
    """The people with a phone number, of one account where it is known."""
    typed = figures(text)
    if not typed:
        return []
    found = []
    for row in book.rows("whois.contacts_by_number", pattern=pattern(typed), account=account):
        rank, phone = named_best(typed, row["phones"])
        found.append((rank, Numbered(row, str(phone.get("typed") or phone.get("e164") or ""))))
    return best(found)


def phones_likeness(typed: str, phones: str) -> int:
    """How well figures name any of a contact's numbers."""
    return named_best(typed, phones)[0]


def named_best(typed: str, phones: str) -> tuple[int, dict[str, Any]]:
    """The number of a contact that figures name best, and how well."""
    ranked = [(phone_likeness(typed, phone), phone) for phone in jsontext.loads(phones)]
    return max(ranked, key=lambda pair: pair[0])


def phone_likeness(typed: str, phone: dict[str, object]) -> int:
    """How well figures name a number of a contact, in either form that is kept."""
    known = (phone.get("e164"), phone.get("typed"))
    return max(likeness(typed, digits(str(each))) if each else 0 for each in known)


def people_named(book: Book, wanted: str, account: int | None = None) -> list[Row]:
    """The people, of one account where it is known, whom a search key may mean: by reference (p4), e-mail
    address or name, the best rule first (`rank`)."""
    letter, _ = parts_of_reference(wanted)
    by_reference = id_of(book, "contact", wanted) if letter == LETTERS["contact"] else None
    return book.rows("whois.contact", text=wanted, id=by_reference, account=account)


def called(book: Book, wanted: str) -> list[Row]:
    """The people of the whole book who are called so, where no account is: by reference, address, or name.

    A part within a word tells nobody, nor do two letters that are no whole word: an account that was
    mistyped is rather not found.
    """
    found = [
        row
        for row in people_named(book, wanted)
        if row["rank"] <= (STARTS if len(wanted) > 2 else FIRST_NAME)
    ]
    return there([row for row in found if row["rank"] == found[0]["rank"]])


def there(found: list[Row]) -> list[Row]:
    """Of several people those who are still there, if any is."""
    present = [row for row in found if row["left_on"] is None]
    return present if present and len(found) > 1 else found


def switchboards(book: Book, text: str) -> list[Numbered]:
    """The accounts whose own phone number it is."""
    typed = figures(text)
    if not typed:
        return []
    rows = book.rows("whois.accounts_by_number", pattern=pattern(typed))
    return best([(likeness(typed, digits(row["phone"])), Numbered(row, row["phone"])) for row in rows])


def by_number(book: Book, text: str) -> tuple[Row, Row | None] | None:
    """The account of the one person with a phone number, and that person; the account alone where the number
    is its own, or that of several people there. Raises Ambiguous."""
    found = there([each.row for each in people(book, text)])
    if not found:
        own = [each.row for each in switchboards(book, text)]
        return (own[0], None) if len(own) == 1 else None
    if len(found) > 1 and len({row["account_id"] for row in found}) > 1:
        raise several(text, found)
    return owner(book, found[0]), found[0] if len(found) == 1 else None


def by_name(book: Book, text: str, wanted: str) -> tuple[Row, Row | None] | None:
    """The account of the one person of a reference, address or name, and that person. Raises Ambiguous."""
    found = called(book, wanted) if wanted and not wanted.isdigit() else []
    if len(found) > 1:
        raise several(text, found)
    return (owner(book, found[0]), found[0]) if found else None


def owner(book: Book, person: Row) -> Row:
    found: Row = book.db.execute("SELECT * FROM account WHERE id = ?", (person["account_id"],)).fetchone()
    return found


def several(text: str, found: list[Row]) -> Ambiguous:
    """The error where several people are meant."""
    rows = [(reference("contact", row["id"]), shown(row["name"]), shown(row["account"])) for row in found]
    return Ambiguous(f"{quoted(text)} matches {len(found)} contacts. Which one?", table(rows))


def id_of(book: Book, kind: str, ref: str) -> int:
    """The id of a record by its reference; in a roll-up, and without an owner, that of the one book which has
    such a record. Raises Ambiguous."""
    _, number = parts_of_reference(ref)
    if book.rollup is None or "/" in ref:
        return number
    ids = [each * BLOCK + number for each in OWNERS]
    query = f'SELECT id FROM "{kind}" WHERE id IN ({", ".join("?" * len(ids))}) ORDER BY id'
    found = [row for (row,) in book.db.execute(query, ids)]
    if len(found) < 2:
        return found[0] if found else number
    refs = [(reference(kind, row), shown(label(book, kind, row))) for row in found]
    raise Ambiguous(f"{quoted(ref)} is in {len(found)} books. Which one?", table(refs))


def table(rows: Sequence[tuple[str, ...]], more: int = 0) -> str:
    """Candidates, one a line, in columns; more than a few are counted (`more` are not among `rows`)."""
    more += max(0, len(rows) - MOST_CANDIDATES)
    listed = [[short(cell) for cell in row] for row in rows[:MOST_CANDIDATES]]
    widths = [max(len(row[at]) for row in listed) for at in range(len(listed[0]))]
    lines = [
        "\t" + "   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in listed
    ]
    if more:
        lines.append(f"\tand {more} more")
    return "\n".join(lines)


def short(text: str) -> str:
    """A name where many stand, in an error of less than 80 columns; it has been made safe before."""
    return text if len(text) <= LONGEST_SHORT else text[: LONGEST_SHORT - 3] + "..."
