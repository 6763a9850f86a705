"""`am unmatched`: who wrote, met or called and is nobody's contact; linking each to one, or ignoring it.

Not for what an import makes of it (interchange/touches).
"""

from collections.abc import Iterator, Sequence
from functools import partial

from amcli.commands.adding import Made
from amcli.commands.declared import Group, argument, option
from amcli.commands.options import LIST_OPTIONS, Everything, finish, shows
from amcli.commands.readers import Value
from amcli.commands.stdin import Cell, Shape, readable, write_all
from amcli.context import Run
from amcli.errors import BadValue, Refused
from amcli.hints import TYPE_CHECKING, Annotated, Any
from amcli.output import say
from amcli.output.result import Listing, Options
from amcli.reports import unmatched as query
from amcli.rules.names import check_name, name_key, quoted, shown
from amcli.rules.phones import e164
from amcli.storage import addresses as book
from amcli.storage import resolve
from amcli.storage.addresses import found
from amcli.storage.lines import on_line

if TYPE_CHECKING:
    from amcli.commands.stdin import Row

AGAIN = "Import the mailbox again to log earlier emails."


class Address(Value):
    """An e-mail address, a whole domain, a telephone number, or a name on the list, as they are compared."""

    name = "ADDRESS"

    def __init__(self, *, domains: bool = False) -> None:
        self.domains = domains

    def read(self, text: str, run: Run) -> str:
        """The address in lower case; a number in its international form; `:3` as the list has it."""
        if text.startswith(":"):
            text = on_line(run.book, text) or text
        plain = text.strip().casefold().removeprefix("mailto:").strip("<>")
        local, at, domain = plain.rpartition("@")
        if at and domain and not any(char.isspace() for char in plain) and "@" not in local:
            if local or self.domains:
                return plain
        elif not at and (number := self._number(plain, run)) is not None:
            return number
        elif not at and (name := self._name(text, run)) is not None:
            return name
        such = "kim@example.com, @example.com" if self.domains else "kim@example.com"
        raise BadValue(
            f"{quoted(text)}: not an address or phone number.",
            f"For example: {such}, +44 20 7946 0018, a name listed",
        )

    def _name(self, text: str, run: Run) -> str | None:
        """A name from a chat, where such a one is on the list."""
        try:
            name = name_key(check_name(text))
        except BadValue:
            return None
        there = name and (not run.book_path.exists() or found(run.book, name) is not None)
        return name if there else None

    def _number(self, text: str, run: Run) -> str | None:
        return e164(text, run.config.get("me.country"))


ADDRESS, ADDRESSES = Address(), Address(domains=True)
Stdin = Annotated[bool, option("--stdin", help="Read addresses from standard input, one per line.")]
Several = Annotated[
    list[Any] | None,
    argument(metavar="[ADDRESS...]", reader=ADDRESSES, help="Addresses; @example.com stands for a domain."),
]
app = Group()


@app.alone
@shows(LIST_OPTIONS)
def unmatched(run: Run, everything: Everything = False, *, out: Options) -> None:
    """Link unknown addresses and numbers to contacts.

    Lists people from imported email, calendars, phone logs and chats who aren't in your contacts yet,
    most frequent first. Link each one to a contact or ignore it; --all lists those too.

    \b
    am unmatched
    am unmatched --all -o csv
    am unmatched link jane.orr@example.com jane
    am unmatched ignore news@example.com @example.org
    """
    if run.typed.arguments:
        return
    me, names = run.config.get("me.emails") or (), run.config.get("me.names") or ()
    rows = query.unmatched_rows(run.book, [*me, *names], everything)
    page = partial(query.unmatched_page, run.today, everything=everything, me=bool(me), names=bool(names))
    finish(run, Listing("unmatched", query.FIELDS, rows, lambda row: str(row["address"]), page=page), out)


@app.command("link", was="tie", writes=True, undone="")
def link(
    run: Run,
    address: Annotated[
        Any, argument(metavar="[ADDRESS]", reader=ADDRESS, help="The address or number.")
    ] = None,
    contact: Annotated[
        str | None, argument(metavar="[CONTACT]", help="The contact: a name or reference (p4).")
    ] = None,
    from_stdin: Annotated[
        bool, option("--stdin", help="Read rows of address and contact from standard input.")
    ] = False,
) -> None:
    """Link an address to a contact.

    The link is stored separately; the contact's own addresses stay as they are. Import the mailbox again
    to log earlier emails. am undo or am unmatched reset removes the link.

    \b
    am unmatched link jane.orr@example.com jane
    am unmatched link "+44 20 7946 0018" p4
    am unmatched link --stdin < links.csv
    """
    if from_stdin:
        link_rows(run, address, contact)
        return
    if address is None or contact is None:
        raise BadValue(
            "which address, and which contact?", "For example: am unmatched link jane.orr@example.com jane"
        )
    with run.book.transaction() as txn:
        made = linked(run, txn, address, contact)
    answer(run, [made], AGAIN)


def link_rows(run: Run, address: str | None, contact: str | None) -> None:
    """Link each row of standard input. Raises BadValue where the line names an address, too; Refused."""
    if address is not None or contact is not None:
        raise BadValue("--stdin takes addresses from standard input only.", "Rows of: address,contact")

    def one(row: "Row") -> Made:
        txn = run.book.db.execute("SELECT max(id) FROM txn").fetchone()[0]
        return linked(run, txn, row["address"], row["contact"])

    shape = Shape({"address": Cell(ADDRESS), "contact": Cell(None)}, {}, ("address", "contact"))
    write_all(run, shape, "linked", one, {})


def linked(run: Run, txn: int, address: str, contact: str) -> Made:
    """Link one address within a transaction. Raises NotFound, Ambiguous, Refused for one that is taken."""
    person = resolve.contact(run.book, contact)
    holder = book.holder(run.book, address)
    if holder is not None:
        own = "already belongs to" if holder["id"] == person["id"] else "and stays so"
        raise Refused(
            f"{shown(address)} is {shown(holder['name'])}'s own address {own}.",
            f"Change it on the contact: am contact edit p{holder['id']} --email ...",
        )
    book.link(run.book, txn, address, person["id"])
    return Made(
        address, [f"{shown(address)} is {shown(person['name'])} ({shown(person['account'])}) from now on."]
    )


@app.command("ignore", writes=True, undone="")
def ignore(run: Run, addresses: Several = None, from_stdin: Stdin = False) -> None:
    """Ignore an address for good.

    @example.com ignores a whole domain. Emails with a known contact still count. am undo or am unmatched
    reset removes it.

    \b
    am unmatched ignore news@example.com
    am unmatched ignore @example.org
    am unmatched -o ids | grep shop | am unmatched ignore --stdin
    """
    chosen = named(run, addresses, from_stdin)
    with run.book.transaction() as txn:
        for address in chosen:
            book.ignore(run.book, txn, address)
    answer(run, [Made(each, [f"{shown(each)} is ignored from now on."]) for each in chosen])


@app.command("reset", was="forget", writes=True, undone="")
def reset(run: Run, addresses: Several = None, from_stdin: Stdin = False) -> None:
    """Undo a link or an ignore.

    \b
    am unmatched reset jane.orr@example.com
    am unmatched reset @example.org
    """
    made = []
    with run.book.transaction() as txn:
        for address in named(run, addresses, from_stdin):
            known = book.reset(run.book, txn, address)
            what = "is open again" if known else "was neither linked nor ignored; nothing was changed"
            made.append(Made(address, [f"{shown(address)} {what}."]))
    answer(run, made)


def named(run: Run, addresses: Sequence[str] | None, from_stdin: bool) -> list[str]:
    """The addresses of the command line, or those on standard input. Raises BadValue for none, or both."""
    if from_stdin and addresses:
        raise BadValue("--stdin takes addresses from standard input only.")
    found = list(on_stdin(run)) if from_stdin else list(addresses or ())
    if not found:
        raise BadValue("which address?", "List them: am unmatched")
    return list(dict.fromkeys(found))


def on_stdin(run: Run) -> Iterator[str]:
    """Read addresses from standard input, one per line. Raises BadValue naming the line."""
    for number, line in enumerate(readable(run.stdin), 1):
        if line.strip():
            try:
                yield ADDRESSES.read(line.strip(), run)
            except BadValue as error:
                raise BadValue(f"line {number}: {error.message}", error.hint) from None


def answer(run: Run, made: Sequence[Made], then: str | None = None) -> None:
    """Say what was done; in a pipe the addresses alone."""
    for each in made:
        say(run, each.said, each.reference)
    if then and run.terminal:
        say(run, [then])
