"""What a pull made, and the customers that two books hold: their fields and pages. Nothing of the server is
asked here (team/), and no roll-up is made (storage/rolled.py).
"""

from collections.abc import Iterator, Sequence

from amcli.config.settings import Config, as_text, check, setting
from amcli.errors import BadValue, NotFound
from amcli.fields import Row, fields, shape
from amcli.hints import Any
from amcli.page import Column, Footer, Page, Sentence, Table, dash, says
from amcli.rules import conflicts
from amcli.rules.formatting import count, money
from amcli.rules.money import from_major, to_major
from amcli.rules.names import in_shell, shown
from amcli.storage.rolled import Made
from amcli.storage.rolling_accounts import Compared
from amcli.storage.rollup import Member
from amcli.storage.sent import FIGURES

PULL = shape("""
path     text!    the file of the team's book
at       instant! the moment of it
books    int!     books in it
accounts int!     accounts in it
rows     int!     rows in it
left_out int!     accounts that another book counts
seconds  number!  how long it took
""")
CONFLICTS = fields(
    """
certainty      text! same or likely
why            text! what the two share
one            text! an account, as BOOK/CODE
one_name       text! its name
one_arr        money its annual recurring revenue; null without an exchange rate
one_touch_on   day   its newest touch
other          text! an account of another book
other_name     text! its name
other_arr      money its annual recurring revenue; null without an exchange rate
other_touch_on day   its newest touch
currency       text! the currency of both amounts
counted        text  the account that is counted; null where both are
""",
    certainty=conflicts.CERTAINTIES,
)
COLUMNS = (
    Column("Certainty"), Column("Account"), Column("Name", most=40), Column("ARR", right=True),
    Column("Last touch"), Column("Counted"),
)  # fmt: skip


def pull_page(data: Row) -> Page:
    """What a pull made, and how to read it."""
    accounts, books = count(data["accounts"], "account"), count(data["books"], "book")
    said = f"The team's book has {accounts} of {books}: {shown(data['path'])}"
    return Page(parts=[Sentence(said)], footer=[Footer("Read it", f"export {variable(data)}")])


def variable(data: Row) -> str:
    """The variable with which every command reads a roll-up."""
    return f"AMCLI_BOOK={in_shell(shown(data['path']))}"


def warnings(made: Made, unpushed: Sequence[str], today: str, config: Config) -> Iterator[str]:
    """What to know of a roll-up before its figures are used, a line each."""
    for name in unpushed:
        yield f"{name} has joined, but never pushed: nothing of it is here."
    for book, days in made.rollup.late(today):
        yield f"{book.name} was last pushed {count(days, 'day')} ago."
    for book in made.rollup.books:
        said = difference(book, made.rollup.currency, config)
        if said is not None:
            yield said
    if made.rollup.left_out:
        yield conflicts.left_out_words(len(made.rollup.left_out))
    for each in made.rollup.parcels:
        what = f"{shown(each.account)} ({shown(each.name)}), sent by {each.sender} to {each.to},"
        yield f"{what} is in no book until {each.to} takes it."


def difference(book: Member, currency: str, config: Config) -> str | None:
    """The first setting that changes figures and is otherwise in a book; None where there is none. Rates are
    into the book's own currency."""
    names = dict.fromkeys((*config.names(), *book.settings))
    for name in names:
        if not name.startswith(FIGURES) or (name.startswith("fx.") and book.currency != currency):
            continue
        theirs, ours = value_there(book, name), config.get(name)
        if name.startswith("fx.") and theirs is None:
            continue  # nothing was converted there
        if theirs is not UNKNOWN and theirs != ours:
            return f"{book.name}: {name} {shown(as_text(theirs))}, here {shown(as_text(ours))}"
    return None


UNKNOWN = object()


def value_there(book: Member, name: str) -> Any:
    """The value of a setting in a book; UNKNOWN for what this program doesn't know."""
    try:
        given = book.settings.get(name)
        return setting(name).default if given is None else check(name, given)
    except (BadValue, NotFound):
        return UNKNOWN


def conflict_rows(found: Compared, currency: str) -> list[Row]:
    """The customers that two books hold."""
    rows = []
    for pair in found.pairs:
        row: Row = {"certainty": pair.certainty, "why": pair.why}
        for which, side in (("one", pair.one), ("other", pair.other)):
            worth = found.worth[side.row]
            arr = None if worth.arr is None else to_major(worth.arr, currency)
            row |= {which: side.ref, f"{which}_name": side.name, f"{which}_arr": arr}
            row[f"{which}_touch_on"] = worth.touch_on
        rows.append(row | {"currency": currency, "counted": conflicts.counted(pair, found.out)})
    return rows


def conflicts_page(currency: str, rows: list[Row], whole: list[Row]) -> Page:
    """What a person sees of them: two lines each."""
    if not rows:
        return says("No customer is in two books.")
    lines: list[list[Any]] = []
    for row in rows:
        for which, first in (("one", row["certainty"]), ("other", "")):
            lines.append([
                first, dash(row[which]), dash(row[f"{which}_name"]), amount(row[f"{which}_arr"], currency),
                dash(row[f"{which}_touch_on"]), "yes" if row["counted"] in (None, row[which]) else "no",
            ])  # fmt: skip
    first = rows[0]
    apart = f"am team conflicts --apart {in_shell(first['one'])} {in_shell(first['other'])}"
    return Page(
        "Customers in two books", count(len(whole), "pair"),
        parts=[Table(COLUMNS, lines)], footer=[Footer("Two customers after all", apart)],
    )  # fmt: skip


def amount(arr: int | float | None, currency: str) -> str:
    """Revenue of JSON's form as a column has it."""
    return money(None if arr is None else from_major(arr, currency), currency)
