"""What a person typed -> the record: accounts, contacts, contracts, and letters with numbers.

The first rule that matches decides: code, id, whole name, start of code or name, start of a word
in it, any part. Several matches are ambiguous, none is answered with near names.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from amcli.book.connection import Book, Row
from amcli.errors import Ambiguous, NotFound
from amcli.lastlist import LINE
from amcli.rules.names import check_text, folded, quoted, shown
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
    """What is looked for: the text as two names are compared. Raises BadValue for what is no text."""
    return folded(check_text(text, what, LONGEST_REFERENCE).strip())


def meant(book: Book, text: str) -> str:
    """What was typed; for a line of the list last shown (`:3`) what stands there. Raises NotFound, and
    BadValue where nobody can have seen a list."""
    if text[:1] != ":" or book.line is None or not LINE.fullmatch(text.strip()):
        return text
    return book.line(text.strip())


def account(book: Book, text: str) -> Row:
    """The account that `text` names. Raises NotFound, Ambiguous."""
    text = meant(book, text)
    wanted = key(text, "account")
    values = {"text": wanted, "id": whole_number(wanted)}
    found = book.rows("resolve_account_exactly", **values) if wanted else []
    if wanted and not found:
        found = best(book.rows("resolve_account", **values))
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(f"no account {quoted(text)}", near_account(book, wanted))
    listed = found[:MOST_CANDIDATES]
    revenue = book.revenue([row["id"] for row in listed]) if book.revenue else {}
    rows = [
        (shown(row["code"]), shown(row["name"]), row["tier"], revenue.get(row["id"], "").rjust(5))
        for row in listed
    ]
    raise Ambiguous(
        f"{quoted(text)} matches {len(found)} accounts. Which one?", table(rows, len(found) - len(listed))
    )


def near_account(book: Book, wanted: str) -> str | None:
    """The question that follows an account that is not there."""
    if not book.offers_near:
        return None
    from difflib import get_close_matches

    rows = book.db.execute("SELECT code, name, code_folded, name_folded FROM account").fetchall()
    by_key = {word: row for row in rows for word in row["name_folded"].split() if len(word) > 2}
    by_key |= {row["name_folded"]: row for row in rows} | {row["code_folded"]: row for row in rows}
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
    text = meant(book, text)
    wanted = key(text, "contact")
    number = REFERENCE.fullmatch(wanted)
    by_reference = int(number[2]) if number and number[1] == LETTERS["contact"] else None
    values = {"text": wanted, "id": by_reference, "account": account_id}
    book.db.create_function("casefold", 1, folded, deterministic=True)
    found = best(book.rows("resolve_contact", **values)) if wanted else []
    present = [row for row in found if row["left_on"] is None]
    if present and len(found) > 1:
        found = present
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(
            f"no contact {quoted(text)}{where(book, account_id)}", near_contact(book, wanted, account_id)
        )
    raise Ambiguous(
        f"{quoted(text)} matches {len(found)} contacts. Which one?",
        table(
            [(reference("contact", row["id"]), shown(row["name"]), shown(row["account"])) for row in found]
        ),
    )


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
    names = {folded(row["name"]): short(shown(row["name"])) for row in rows}
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


def any_record(book: Book, text: str) -> Ref:
    """A record by its letter and number, else an account. Raises NotFound, Ambiguous."""
    text = meant(book, text)
    found = by_letter(book, text)
    if found is not None:
        return found
    try:
        return Ref("account", account(book, text)["id"])
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
        lambda row: wanted in (row["name_folded"], folded(shown(row["name"]))),
        lambda row: row["name_folded"].startswith(wanted),
        lambda row: wanted in row["name_folded"],
    )
    for fits in rules if wanted else ():
        found = [row for row in rows if fits(row)]
        if len(found) == 1:
            return int(found[0]["id"])
        if found:
            named = table([(shown(row["name"]),) for row in found])
            raise Ambiguous(f"{quoted(text)} matches {len(found)} products. Which one?", named)
    raise NotFound(f"no product {quoted(text)}", "All products: am product list")
