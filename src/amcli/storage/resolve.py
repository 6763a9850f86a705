"""What a person typed -> the record: accounts, contacts, contracts, and letters with numbers.

The first rule that matches decides: code, whole name, start of code or name, start of a word in it, any
part, in any case and without accents; after them a person's number, address or name, who stands for their
account. Several matches are ambiguous, none is answered with near names. What a number alone means is in
`lines`: a line of the list last shown, or something that is called so as a whole; who is meant by a number,
an address or a name in `whois`.
"""

from collections.abc import Sequence

from amcli.config.lastlist import PRODUCT
from amcli.errors import Ambiguous, BadValue, NotFound
from amcli.rules.names import did_you_mean, folded, in_shell, near_names, quoted, search_key, shown
from amcli.storage import lines, whois
from amcli.storage.connection import Book, Row
from amcli.storage.lines import Called, Ref, is_number, key
from amcli.storage.whois import id_of
from amcli.vocabulary import BLOCK, KIND_OF_LETTER, LETTERS, noun, one_of, parts_of_reference, reference

MOST_CANDIDATES = 8
ROLLUP_HINT = "Where the roll-up is: am team status"
MOST_WORDS = 12  # of a name that is typed without quotes


def best(rows: Sequence[Row]) -> list[Row]:
    """The rows that the first matching rule found."""
    return [row for row in rows if row["rank"] == rows[0]["rank"]] if rows else []


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
    wanted = key(text, "account")
    found = [] if book.rollup is None else of_books(book, text, wanted)
    found = found or (book.rows("resolve.account_exactly", text=wanted) if wanted else [])
    people = book.people_stand and not itself
    if people and not found and (through := whois.by_number(book, text)) is not None:
        return through
    line = lines.on_line(book, text, lines.called_accounts(found, wanted))
    if line is not None:
        return lines.account_of(book, line), None
    if wanted and not found and not is_number(wanted):
        found = best(book.rows("resolve_account", text=search_key(wanted)))
    if len(found) == 1:
        return found[0], None
    if people and not found and (through := whois.by_name(book, text, search_key(wanted))) is not None:
        return through
    if not found:
        raise of_a_team(book, text) or NotFound(
            f"no account {quoted(text)}",
            of_owner_here(book, wanted) or near_account(book, search_key(wanted)),
        )
    listed = found[:MOST_CANDIDATES]
    revenue = book.revenue([row["id"] for row in listed]) if book.revenue else {}
    rows = [
        (shown(row["code"]), shown(row["name"]), row["tier"], revenue.get(row["id"], "").rjust(5))
        for row in listed
    ]
    raise Ambiguous(
        f"{quoted(text)} matches {len(found)} accounts. Which one?",
        whois.table(rows, len(found) - len(listed)),
    )


def of_books(book: Book, text: str, wanted: str) -> list[Row]:
    """In a roll-up the account of a code with its owner before it, as `dana/acme`, or those that have a code
    in their own books which several have. Raises NotFound for one that another counts for."""
    rollup = book.rollup
    assert rollup is not None
    owner, slash, code = wanted.rpartition("/")
    if (left := next((each for each in rollup.left_out if folded(each.account) == wanted), None)) is not None:
        raise NotFound(f"{quoted(text)} is counted once, as {left.kept}.", f"That one: am show {left.kept}")
    of = rollup.book(owner)
    if slash and of is None:
        return []
    return book.rows("resolve.account_of_books", code=code, block=BLOCK, n=of.n if of else None)


def account_and_rest(book: Book, words: Sequence[str], first: int) -> tuple[Row, Row | None, list[str]]:
    """The account of the first word, the person who stands for it if one does, and the words after it;
    where the first words, of those that were typed before any option, are a whole name, they are it. Raises
    NotFound, Ambiguous."""
    for count in range(min(first, len(words), MOST_WORDS), 1, -1):
        try:
            wanted = key(" ".join(words[:count]), "account")
        except BadValue:
            continue  # too long for a name, or no text at all; what reads the words one by one says which
        if (whole := book.row("resolve.account_exactly", text=wanted)) is not None:
            return whole, None, list(words[count:])
    owner, person = account_and_person(book, words[0])
    named = 1 if person is None else len(person["name"].split())
    by_whole = person is not None and search_key(" ".join(words[:named])) == search_key(person["name"])
    return owner, person, list(words[named if by_whole and named <= first else 1 :])


def of_owner_here(book: Book, wanted: str) -> str | None:
    """In a book of one's own the account that a code with its owner before it is in a team's roll-up."""
    _, slash, code = wanted.rpartition("/")
    if not slash or book.rollup is not None or not (found := book.rows("resolve.account_exactly", text=code)):
        return None
    return f"A code with its owner before it is of a team's roll-up. Here: {in_shell(str(found[0]['code']))}"


def of_a_team(book: Book, text: str) -> NotFound | None:
    """The error for a reference with its owner before it in a book of one's own: it is of a roll-up."""
    owner, slash, plain = key(text, "record").rpartition("/")
    if book.rollup is not None or not (slash and owner) or parts_of_reference(plain)[0] not in KIND_OF_LETTER:
        return None
    return NotFound(f"{quoted(text)} is of a team's roll-up, and this is another book.", ROLLUP_HINT)


def near_account(book: Book, wanted: str) -> str | None:
    """The question that follows an account that is not there."""
    if not book.offers_near:
        return None
    rows = book.db.execute("SELECT code, name FROM account").fetchall()
    names = [(search_key(row["name"]), row) for row in rows]
    by_key = {word: row for name, row in names for word in name.split() if len(word) > 2}
    by_key |= dict(names) | {search_key(row["code"]): row for row in rows}
    near = near_names(wanted, by_key)
    found = list(
        dict.fromkeys(f"{by_key[key]['code']} ({whois.short(shown(by_key[key]['name']))})" for key in near)
    )
    if found:
        return did_you_mean(found)
    return (
        "All accounts: am account list. Add one: am account add NAME"
        if rows
        else "Add one: am account add NAME"
    )


def contact(book: Book, text: str, account_id: int | None = None) -> Row:
    """The contact that `text` names, within an account where one is known; of several, those who are
    still there. Raises NotFound, Ambiguous."""
    wanted = key(text, "contact")
    found = [each.row for each in whois.people(book, text, account_id)]
    if wanted and not found:
        found = best(whois.people_named(book, search_key(wanted), account_id))
        if is_number(wanted):
            found = [row for row in found if folded(row["name"]) == wanted]
        line = lines.on_line(book, text, called_contacts(found))
        if line is not None:
            on_it = lines.of_line(book, line, "contact")
            found = [row for row in whois.people_named(book, line, account_id) if row["id"] == on_it]
    found = whois.there(found)
    if len(found) == 1:
        return found[0]
    if not found:
        raise of_a_team(book, text) or NotFound(
            f"no contact {quoted(text)}{where(book, account_id)}", near_contact(book, wanted, account_id)
        )
    raise whois.several(text, found)


def called_contacts(rows: Sequence[Row]) -> list[Called]:
    """People whose name is a number."""
    refs = [reference("contact", row["id"]) for row in rows]
    return [Called(f"the person {ref}", ref, ref) for ref in refs]


def where(book: Book, account_id: int | None) -> str:
    """` at Acme Robotics`, where the account is known."""
    if account_id is None:
        return ""
    name = book.db.execute("SELECT name FROM account WHERE id = ?", (account_id,)).fetchone()["name"]
    return f" at {whois.short(shown(name))}"


def near_contact(book: Book, wanted: str, account_id: int | None) -> str | None:
    """The people there are, or those with a near name."""
    if not book.offers_near:
        return None
    rows = book.db.execute(
        "SELECT name FROM contact WHERE ? IS NULL OR account_id = ? ORDER BY id", (account_id, account_id)
    ).fetchall()
    names = {search_key(row["name"]): whois.short(shown(row["name"])) for row in rows}
    words = {word: name for key, name in names.items() for word in key.split()} | names
    near = list(dict.fromkeys(words[key] for key in near_names(wanted, words, 2)))
    if near:
        return did_you_mean(near)
    if account_id is None:
        return "Add one: am contact add ACCOUNT NAME"
    code = book.db.execute("SELECT code FROM account WHERE id = ?", (account_id,)).fetchone()["code"]
    add = f"Add one: am contact add {in_shell(str(code))} NAME"
    return f"On record: {', '.join(names.values())}. {add}" if 0 < len(names) <= 5 else add


def contract(book: Book, text: str) -> Row:
    """A contract by its reference, or an account's one open contract. Raises NotFound, Ambiguous."""
    wanted = key(text, "contract")
    by_number = book.rows("resolve.contract_by_reference", text=text.strip())
    accounts = whole_accounts(book, text) if is_number(wanted) else []
    line = lines.on_line(book, text, [*lines.called_contracts(by_number), *accounts])
    ref = wanted if line is None else line
    letter, _ = parts_of_reference(ref)
    if letter == LETTERS["contract"]:
        found = book.row("resolve.contract_by_id", id=id_of(book, "contract", ref))
        if found is not None:
            return found
        if not book.rows("resolve_account", text=wanted):
            raise NotFound(f"no contract {quoted(text)}", "All contracts: am contract list")
    if by_number and line is None:
        return one_contract(by_number, f"{quoted(text)} is the number of {len(by_number)} contracts")
    owner = account(book, text) if line is None else lines.account_of(book, line)
    rows = book.rows("resolve.contracts_of_account", account=owner["id"])
    if not rows:
        raise NotFound(
            f"no open contract of {shown(owner['name'])}",
            f"Add one: am contract add {owner['code']} --value 60k",
        )
    return one_contract(rows, f"{shown(owner['name'])} has {len(rows)} open contracts")


def one_contract(rows: Sequence[Row], several: str) -> Row:
    """The only one of some contracts. Raises Ambiguous with all of them."""
    if len(rows) == 1:
        return rows[0]
    listed = [
        (reference("contract", row["id"]), shown(row["product"] or "-"), row["ends_on"] or "evergreen")
        for row in rows
    ]
    raise Ambiguous(f"{several}. Which one?", whois.table(listed))


def any_record(book: Book, text: str, *, people: bool = True) -> Ref:
    """A record by its letter and number, else an account, else a person by number, address or name, who
    stands for their account where `people` are not wanted, else a contract by its number on paper. Raises
    NotFound, Ambiguous."""
    found = lines.by_letter(book, text)
    if found is not None:
        return found
    contracts = book.rows("resolve.contract_by_reference", text=text.strip())
    called = [*whole_accounts(book, text), *lines.called_contracts(contracts)] if is_number(text) else []
    a_phone = (
        is_number(text) and not called and bool(whois.people(book, text) or whois.switchboards(book, text))
    )
    line = None if a_phone else lines.on_line(book, text, called)
    if line is not None or called:
        return lines.record_of(book, line or called[0].ref)
    try:
        if not people:
            return Ref("account", account(book, text)["id"])
        owner, person = account_and_person(book, text)
        return Ref("account", owner["id"]) if person is None else Ref("contact", person["id"])
    except NotFound as error:
        if len(contracts) == 1:
            return Ref("contract", contracts[0]["id"])
        letter, _ = parts_of_reference(folded(text.strip()))
        if letter in KIND_OF_LETTER:
            kind = KIND_OF_LETTER[letter]
            raise NotFound(f"no {one_of(kind)} {quoted(text)}", f"All: am {noun(kind)} list") from None
        raise NotFound(error.message.replace("no account", "no account or record"), error.hint) from None


def whole_accounts(book: Book, text: str) -> list[Called]:
    """The account whose whole code or name a number is."""
    wanted = key(text, "account")
    return lines.called_accounts(book.rows("resolve.account_exactly", text=wanted), wanted)


def of_kind(book: Book, kind: str, text: str) -> int:
    """The id of a record of one kind: by its reference, a product by its name.

    Raises NotFound, Ambiguous.
    """
    if kind == "product":
        return product(book, text)
    line = lines.on_line(book, text)
    if line is not None:
        return lines.of_line(book, line, kind)
    found = lines.by_letter(book, text)
    if found is not None and found.kind == kind:
        return found.row
    raise of_a_team(book, text) or NotFound(f"no {one_of(kind)} {quoted(text)}", f"All: am {noun(kind)} list")


def product(book: Book, text: str) -> int:
    """The id of a product by its name, also as lists show it, the start of it, or any part. Raises
    NotFound, Ambiguous."""
    wanted = key(text, "product")
    sought = search_key(wanted)
    rows = book.db.execute("SELECT id, name, name_folded FROM product ORDER BY name_folded").fetchall()
    if is_number(wanted):
        rows = [row for row in rows if row["name_folded"] == wanted]
    whole = [Called("the product", f"{PRODUCT}{row['name']}", None) for row in rows if is_number(wanted)]
    line = lines.on_line(book, text, whole)
    if line is not None:
        return lines.of_line(book, line, "product")
    rules = (
        lambda row: wanted == row["name_folded"],
        lambda row: sought in (search_key(row["name"]), search_key(shown(row["name"]))),
        lambda row: search_key(row["name"]).startswith(sought),
        lambda row: sought in search_key(row["name"]),
    )
    for fits in rules if wanted else ():
        found = [row for row in rows if fits(row)]
        if len(found) == 1:
            return int(found[0]["id"])
        if found:
            named = whois.table([(shown(row["name"]),) for row in found])
            raise Ambiguous(f"{quoted(text)} matches {len(found)} products. Which one?", named)
    raise NotFound(f"no product {quoted(text)}", "All products: am product list")
