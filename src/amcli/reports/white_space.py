"""White space: which product each account owns, has in an opportunity, or could still buy; and its grid."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from amcli.facts.account_facts import World
from amcli.fields import Row, fields
from amcli.hints import Any, NamedTuple
from amcli.page import Blocks, Column, Footer, Part, Sentence, Words
from amcli.page import Cell as PageCell
from amcli.rules.formatting import count, long_money, money
from amcli.rules.money import to_major
from amcli.rules.portfolio import Holding
from amcli.vocabulary import reference

FIELDS = fields(
    """
account  text! the account's code
product  text! the product's name
state    text! owned, opportunity or open
value    money value a year of what is owned, value of the opportunity, or the list price
currency text  currency of value
refs     list! the contracts or opportunities behind it
""",
    state=("owned", "opportunity", "open"),
)
Amount = tuple[int | None, str | None]


class Cell(NamedTuple):
    """A product at an account: `owned` or `opportunity`; what is in no cell is open."""

    state: str
    value: int | None
    currency: str | None
    refs: tuple[str, ...]


class Product(NamedTuple):
    """A product of the catalogue; `price` in minor units."""

    id: int
    name: str
    price: int | None
    currency: str | None


class Space(NamedTuple):
    """White space: products, those with most owners first, and cells by account and product."""

    products: list[Product]
    cells: dict[tuple[int, int], Cell]


def read_space(world: World, accounts: set[int]) -> Space:
    """Which of the accounts own what, and what is in an opportunity."""
    products = [Product(*row) for row in world.book.rows("picture.catalogue")]
    behind: dict[tuple[int, int], list[Any]] = defaultdict(list)
    grace = f"+{world.grace}"
    for row in world.book.rows("products_of_accounts", today=world.today.isoformat(), grace=grace):
        if row["account_id"] in accounts:
            behind[row["account_id"], row["product_id"]].append(row)
    cells = {place: cell_of(world, records) for place, records in behind.items()}
    owners: dict[int, int] = defaultdict(int)
    for (_, product), cell in cells.items():
        owners[product] += cell.state == "owned"
    products.sort(key=lambda each: -owners[each.id])
    return Space(products, cells)


def cell_of(world: World, records: list[Any]) -> Cell:
    """A product at an account from the records behind it; what is owned is no longer an opportunity,
    and what runs counts before what begins later."""
    owned = [row for row in records if row["state"] == "owned"]
    kind = "contract" if owned else "opportunity"
    running = [row for row in owned if row["begun"]] or owned or records
    value, currency = worth(world, [(row["value"], row["currency"]) for row in running])
    refs = tuple(reference(kind, row["id"]) for row in running)
    return Cell("owned" if owned else "opportunity", value, currency, refs)


def worth(world: World, amounts: list[Amount]) -> Amount:
    """A sum in its own currency, or in the base currency where there is more than one."""
    known = [(value, currency) for value, currency in amounts if value is not None]
    if not known:
        return None, None
    currencies = {currency for _, currency in known}
    if len(currencies) == 1:
        return sum(value for value, _ in known), currencies.pop()
    return sum(world.totals.in_base(*each) or 0 for each in known), world.totals.base


def white_space_rows(holdings: list[Holding], space: Space) -> list[Row]:
    """Every account, the largest first, with every product."""
    return [
        row_of(account.code, product, space.cells.get((account.id, product.id)))
        for account in holdings
        for product in space.products
    ]


def row_of(code: str, product: Product, cell: Cell | None) -> Row:
    state, value, currency, refs = cell or ("open", product.price, product.currency, ())
    return {
        "account": code,
        "product": product.name,
        "state": state,
        "value": None if value is None or currency is None else to_major(value, currency),
        "currency": None if value is None else currency,
        "refs": list(refs),
    }


FIRST = 15
WIDEST = 12


def space_parts(
    holdings: Sequence[Holding],
    space: Space,
    base: str,
    converted: Collection[int],
    *,
    everything: bool,
    alone: bool,
) -> list[Part]:
    """The grid of products by account; `alone` with every product, else with those that fit at once."""
    if not space.products:
        said = "no products on record yet"
        none = [PageCell("White space  ", "heading", plain=""), PageCell(said, plain=f"{said.capitalize()}.")]
        return [Sentence(none)]
    accounts = holdings if everything else holdings[:FIRST]
    columns = [
        Column("White space", most=24, short=17),
        Column("ARR", right=True),
        *(Column(product.name or "-", most=WIDEST) for product in space.products),
    ]
    lines = [
        [
            account.name or "-",
            revenue(account, base, converted),
            *(state(space.cells.get((account.id, product.id))) for product in space.products),
        ]
        for account in accounts
    ]
    meaning = Sentence(PageCell(" · ".join([*example(space, accounts), "-: white space"]), "muted"))

    def after(products: int) -> list[Part]:
        """What the marks mean, and what is not shown."""
        more = count(products, "more product")
        said: list[Part] = [meaning]
        said += [Footer(more, "am portfolio --white-space")] if products else []
        left = len(holdings) - len(accounts)
        command = "am portfolio --white-space --all" if alone else "am portfolio --all"
        return [*said, Footer(count(left, "more account"), command)] if left else said

    return [Blocks(columns, lines, 2, after, first=not alone)]


def revenue(account: Holding, base: str, converted: Collection[int]) -> PageCell:
    mark = "~" if account.id in converted else ""
    return PageCell(mark + money(account.arr, base), plain=mark + long_money(account.arr, base))


def state(found: Cell | None) -> Words:
    """What an account has of a product; an opportunity by its reference."""
    if found is None:
        return PageCell("-", "muted")
    if found.state == "owned":
        return "owned"
    first, *others = found.refs
    return PageCell(f"{first} +{len(others)}" if others else first, "healthy", plain=", ".join(found.refs))


def example(space: Space, accounts: Sequence[Holding]) -> list[str]:
    """What the first opportunity's reference means, where there is one."""
    for account in accounts:
        for product in space.products:
            each = space.cells.get((account.id, product.id))
            if each and each.state == "opportunity":
                return [f"{each.refs[0]}: in that opportunity"]
    return []
