"""What a person typed -> the record: accounts, contacts, contracts, and letters with numbers.

The first rule that matches decides: code, id, whole name, start of code or name, start of a word
in it, any part, all of them in any case and without accents; after them a person's number, address or
name, who stands for their account. Several matches are ambiguous, none is answered with near names.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from amcli.book.connection import Book, Row
from amcli.errors import Ambiguous, NotFound
from amcli.lastlist import LINE
from amcli.rules.names import check_text, folded, quoted, search_key, shown
from amcli.vocabulary import KIND_OF_LETTER, LETTERS, reference

NUMBER = re.compile(r"[1-9][0-9]{0,17}")
REFERENCE = re.compile(rf"([a-z])({NUMBER.pattern})")
MOST_CANDIDATES = 8
LONGEST_SHORT = 28
LONGEST_REFERENCE = 100_000


class Ref(NamedTuple):
    """A record: its kind (also its table) and its id."""

    kind: str
    row: int


def best(rows: Sequence[Row]) -> list[Row]:
    """The rows that the first matching rule found."""
    return [row for row in rows if row["rank"] == rows[0]["rank"]] if rows else []


def whole_number(text: str) -> int | None:
    """An id, where that is what was typed."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def key(text: str, what: str) -> str:
    """What is looked for: the text as names are found. Raises BadValue for what is no text."""
    return search_key(check_text(text, what, LONGEST_REFERENCE).strip())


def meant(book: Book, text: str) -> str:
    """What was typed; for a line of the list last shown (`:3`) what stands there. Raises NotFound, and
    BadValue where nobody can have seen a list."""
    if text[:1] != ":" or book.line is None or not LINE.fullmatch(text.strip()):
        return text
    return book.line(text.strip())


def account(book: Book, text: str, *, itself: bool = False) -> Row:
    """The account that `text` names; a person stands for theirs, which is said, unless the account `itself`
    is wanted. Raises NotFound, Ambiguous."""
    found, person = account_and_person(book, text, itself=itself)
    if person is not None and book.notice is not None:
        ref = reference("contact", person["id"])
        book.notice(f"{person['name']} ({ref}) is at {found['name']}.")
    return found


def account_and_person(book: Book, text: str, *, itself: bool = False) -> tuple[Row, Row | None]:
    """The account that `text` names, and the person who stands for it where no account has such a code or
    name. Raises NotFound, Ambiguous."""
    text = meant(book, text)
    found = accounts_named(book, text)
    if len(found) == 1:
        return found[0], None
    if not found:
        through = standing_for(book, text) if book.people_stand and not itself else None
        if through is None:
            raise NotFound(f"no account {quoted(text)}", near_account(book, key(text, "account")))
        return through
    listed = found[:MOST_CANDIDATES]
    revenue = book.revenue([row["id"] for row in listed]) if book.revenue else {}
    rows = [
        (shown(row["code"]), shown(row["name"]), row["tier"], revenue.get(row["id"], "").rjust(5))
        for row in listed
    ]
    raise Ambiguous(
        f"{quoted(text)} matches {len(found)} accounts. Which one?", table(rows, len(found) - len(listed))
    )


def accounts_named(book: Book, text: str) -> list[Row]:
    """The accounts of the first rule that matches their codes and names; one by an index where it is spelled
    as the book has it."""
    wanted = key(text, "account")
    if not wanted:
        return []
    number = whole_number(wanted)
    exactly = book.rows("resolve_account_exactly", text=folded(text.strip()), id=number)
    return exactly or best(book.rows("resolve_account", text=wanted, id=number))


def standing_for(book: Book, text: str) -> tuple[Row, Row | None] | None:
    """The account of the one person whose number, address, reference or name it is, with that person; the
    account alone where the number is its own, or that of several people there. Raises Ambiguous."""
    from amcli.book import whois

    if whois.figures(text):
        people = [each.row for each in whois.people(book, text)]
        if not people:
            own = [each.row for each in whois.switchboards(book, text)]
            return (own[0], None) if len(own) == 1 else None
        owners = {row["account_id"] for row in people}
        if len(people) > 1 and len(owners) == 1:
            return account_of(book, people[0]), None
    else:
        people = whois.called(book, key(text, "account"))
    if not people:
        return None
    if len(people) > 1:
        raise several_people(text, people)
    return account_of(book, people[0]), people[0]


def account_of(book: Book, person: Row) -> Row:
    """A person's account."""
    found: Row = book.db.execute("SELECT * FROM account WHERE id = ?", (person["account_id"],)).fetchone()
    return found


def several_people(text: str, found: Sequence[Row]) -> Ambiguous:
    """The error where several people are meant."""
    rows = [(reference("contact", row["id"]), shown(row["name"]), shown(row["account"])) for row in found]
    return Ambiguous(f"{quoted(text)} matches {len(found)} contacts. Which one?", table(rows))


def near_account(book: Book, wanted: str) -> str | None:
    """The question that follows an account that is not there."""
    if not book.offers_near:
        return None
    from difflib import get_close_matches

    rows = book.db.execute("SELECT code, name FROM account").fetchall()
    names = [(search_key(row["name"]), row) for row in rows]
    by_key = {word: row for name, row in names for word in name.split() if len(word) > 2}
    by_key |= dict(names) | {search_key(row["code"]): row for row in rows}
    near = get_close_matches(wanted, by_key, n=3, cutoff=0.6)
    found = list(
        dict.fromkeys(f"{by_key[key]['code']} ({short(shown(by_key[key]['name']))})" for key in near)
    )
    if found:
        return f"Did you mean {' or '.join(found)}?"
    return (
        "All accounts: am account list. Add one: am account add NAME"
        if rows
        else "Add one: am account add NAME"
    )


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


def contact(book: Book, text: str, account_id: int | None = None) -> Row:
    """The contact that `text` names, within an account where one is known; of several, those who are
    still there. Raises NotFound, Ambiguous."""
    from amcli.book import whois

    text = meant(book, text)
    wanted = key(text, "contact")
    found = whois.there([each.row for each in whois.people(book, text, account_id)])
    if wanted and not found:
        found = whois.there(best(whois.named(book, wanted, account_id)))
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(
            f"no contact {quoted(text)}{where(book, account_id)}", near_contact(book, wanted, account_id)
        )
    raise several_people(text, found)


def where(book: Book, account_id: int | None) -> str:
    """` at Acme Robotics`, where the account is known."""
    if account_id is None:
        return ""
    name = book.db.execute("SELECT name FROM account WHERE id = ?", (account_id,)).fetchone()["name"]
    return f" at {short(shown(name))}"


def near_contact(book: Book, wanted: str, account_id: int | None) -> str | None:
    """The people there are, or those with a near name."""
    if not book.offers_near:
        return None
    from difflib import get_close_matches

    rows = book.db.execute(
        "SELECT name FROM contact WHERE ?1 IS NULL OR account_id = ?1 ORDER BY id", (account_id,)
    ).fetchall()
    names = {search_key(row["name"]): short(shown(row["name"])) for row in rows}
    words = {word: name for key, name in names.items() for word in key.split()} | names
    near = list(dict.fromkeys(words[key] for key in get_close_matches(wanted, words, n=2, cutoff=0.6)))
    if near:
        return f"Did you mean {' or '.join(near)}?"
    if account_id is not None and 0 < len(names) <= 5:
        return f"On record: {', '.join(names.values())}. Add one: am contact add"
    return "Add one: am contact add ACCOUNT NAME"


def contract(book: Book, text: str) -> Row:
    """A contract by its reference, or an account's one open contract. Raises NotFound, Ambiguous."""
    text = meant(book, text)
    wanted = key(text, "contract")
    number = REFERENCE.fullmatch(wanted)
    if number and number[1] == LETTERS["contract"]:
        found = book.row("contract_by_id", id=int(number[2]))
        if found is not None:
            return found
        if not book.rows("resolve_account", text=wanted, id=None):
            raise NotFound(f"no contract {quoted(text)}", "All contracts: am contract list")
    by_number = book.rows("contract_by_reference", text=text.strip())
    if len(by_number) == 1:
        return by_number[0]
    owner = account(book, text)
    rows = book.rows("contracts_of_account", account=owner["id"])
    if len(rows) == 1:
        return rows[0]
    if not rows:
        raise NotFound(
            f"no open contract of {shown(owner['name'])}",
            f"Add one: am contract add {owner['code']} --value 60k",
        )
    raise Ambiguous(
        f"{shown(owner['name'])} has {len(rows)} open contracts. Which one?",
        table(
            [
                (
                    reference("contract", row["id"]),
                    shown(row["product"] or "-"),
                    row["ends_on"] or "evergreen",
                )
                for row in rows
            ]
        ),
    )


def any_record(book: Book, text: str, *, people: bool = True) -> Ref:
    """A record by its letter and number, else an account, else a person by number, address or name; who
    stands for their account where `people` are not wanted. Raises NotFound, Ambiguous."""
    text = meant(book, text)
    found = by_letter(book, text)
    if found is not None:
        return found
    try:
        if not people:
            return Ref("account", account(book, text)["id"])
        owner, person = account_and_person(book, text)
        return Ref("account", owner["id"]) if person is None else Ref("contact", person["id"])
    except NotFound as error:
        number = REFERENCE.fullmatch(folded(text.strip()))
        if number and number[1] in KIND_OF_LETTER:
            raise NotFound(f"no {KIND_OF_LETTER[number[1]]} {quoted(text)}") from None
        raise NotFound(error.message.replace("no account", "no account or record"), error.hint) from None


def by_letter(book: Book, text: str) -> Ref | None:
    """A record by its letter and number, if it is there."""
    number = REFERENCE.fullmatch(key(text, "record"))
    if number is None or number[1] not in KIND_OF_LETTER:
        return None
    kind = KIND_OF_LETTER[number[1]]
    there = book.db.execute(f'SELECT 1 FROM "{kind}" WHERE id = ?', (int(number[2]),)).fetchone()
    return Ref(kind, int(number[2])) if there else None


def of_kind(book: Book, kind: str, text: str) -> int:
    """The id of a record of one kind: by its reference or its number alone, a product by its name.

    Raises NotFound, Ambiguous.
    """
    text = meant(book, text)
    if kind == "product":
        return product(book, text)
    wanted = key(text, kind)
    number = NUMBER.fullmatch(wanted.removeprefix(LETTERS.get(kind, "")))
    if number is not None:
        found = book.db.execute(f'SELECT id FROM "{kind}" WHERE id = ?', (int(number[0]),)).fetchone()
        if found is not None:
            return int(found["id"])
    raise NotFound(f"no {kind} {quoted(text)}", f"All: am {kind} list")


def product(book: Book, text: str) -> int:
    """The id of a product by its name, also as lists show it, the start of it, or any part. Raises
    NotFound, Ambiguous."""
    wanted = key(text, "product")
    rows = book.db.execute("SELECT id, name, name_folded FROM product ORDER BY name_folded").fetchall()
    rules = (
        lambda row: folded(text.strip()) == row["name_folded"],
        lambda row: wanted in (search_key(row["name"]), search_key(shown(row["name"]))),
        lambda row: search_key(row["name"]).startswith(wanted),
        lambda row: wanted in search_key(row["name"]),
    )
    for fits in rules if wanted else ():
        found = [row for row in rows if fits(row)]
        if len(found) == 1:
            return int(found[0]["id"])
        if found:
            named = table([(shown(row["name"]),) for row in found])
            raise Ambiguous(f"{quoted(text)} matches {len(found)} products. Which one?", named)
    raise NotFound(f"no product {quoted(text)}", "All products: am product list")
