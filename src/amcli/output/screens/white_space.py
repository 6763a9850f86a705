"""The grid of products by account, a part of `am portfolio`: owned, in an opportunity, open."""

from typing import Any

from amcli.output.screen import PAGE, Cell, Column, Part, Screen, safe
from amcli.rules.formatting import count, money

FIRST = 15
WIDEST = 12
OWNED, OPEN = Part("owned"), Part("-", "muted")


def draw(screen: Screen, found: Any, *, everything: bool, alone: bool) -> None:
    """Draw the grid; alone with every product, in blocks that fit; else with those that fit at once."""
    products = found.space.products
    if not products:
        screen.line([Part("White space  ", "heading"), Part("no products on record yet")])
        return
    accounts = found.holdings if everything else found.holdings[:FIRST]
    heads = [head(screen, found, account) for account in accounts]
    left = 0
    while left < len(products):
        taken = block(screen, found, accounts, heads, left)
        left += taken
        if not alone:
            break
        if left < len(products):
            screen.line()
    screen.line()
    screen.line(Part(" · ".join([*example(found, accounts), "-: white space"]), "muted"))
    footer(screen, len(found.holdings) - len(accounts), len(products) - left, alone=alone)


def head(screen: Screen, found: Any, account: Any) -> list[Cell]:
    mark = "~" if account.id in found.converted else ""
    return [safe(account.name), mark + money(account.arr, found.world.totals.base)]


def block(screen: Screen, found: Any, accounts: Any, heads: list[list[Cell]], left: int) -> int:
    """As many products as fit beside the accounts, at least one; gives how many."""
    columns = [Column("White space", most=24 if screen.wide else 17), Column("ARR", True)]
    sizes = [size(screen, column, [row[at] for row in heads]) for at, column in enumerate(columns)]
    rows = [list(each) for each in heads]
    for product in found.space.products[left:]:
        column = Column(safe(product.name), most=WIDEST)
        cells = [cell(found.space.cells.get((account.id, product.id))) for account in accounts]
        needed = size(screen, column, cells)
        if len(columns) > 2 and sum(sizes) + needed + sum(each.gap for each in columns) > screen.width:
            break
        columns.append(column)
        sizes.append(needed)
        rows = [[*row, each] for row, each in zip(rows, cells, strict=True)]
    screen.table(columns, rows, sizes)
    return len(columns) - 2


def size(screen: Screen, column: Column, cells: list[Cell]) -> int:
    """How wide a column is: as its widest cell or its title, at most what it may be."""
    widest = max([screen.length(each) for each in cells] + [screen.length(column.title)])
    return min(widest, column.most or widest)


def cell(found: Any) -> Cell:
    """What an account has of a product; an opportunity by its reference."""
    if found is None:
        return OPEN
    if found.state == "owned":
        return OWNED
    first, *others = found.refs
    return Part(f"{first} +{len(others)}" if others else first, "healthy")


def example(found: Any, accounts: Any) -> list[str]:
    """What the first opportunity's reference means, where there is one."""
    for account in accounts:
        for product in found.space.products:
            each = found.space.cells.get((account.id, product.id))
            if each and each.state == "opportunity":
                return [f"{each.refs[0]}: in that opportunity"]
    return []


def footer(screen: Screen, accounts: int, products: int, *, alone: bool) -> None:
    """What is not shown; on the page of the portfolio within the page's width."""
    room = screen.width if alone else min(screen.width, PAGE)
    if products:
        screen.footer([(count(products, "more product"), "am portfolio --white-space")], room)
    if accounts:
        command = "am portfolio --white-space --all" if alone else "am portfolio --all"
        screen.footer([(count(accounts, "more account"), command)], room)
