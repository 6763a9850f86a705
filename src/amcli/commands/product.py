"""`am product`: the catalogue, which says what a customer could still buy."""

from collections.abc import Mapping

from amcli.commands.adding import Made, adds
from amcli.commands.declared import Group, argument
from amcli.commands.readers import Name
from amcli.commands.records import add_common, kind_of
from amcli.commands.terms import amount
from amcli.context import Run
from amcli.errors import Refused
from amcli.fields import Row
from amcli.hints import Annotated, Any
from amcli.rules.money import grouped
from amcli.rules.names import folded, quoted, shown
from amcli.storage import accounts, records, writes


def values(run: Run, given: Mapping[str, Any], row: int | None) -> dict[str, Any]:
    """Options as columns: the price in minor units, a name that no other product has. Raises Refused."""
    found: dict[str, Any] = {name: None if value == "" else value for name, value in given.items()}
    before: Row = records.list_records(run.book, "product", row=row)[0] if row is not None else {}
    if "name" in found:
        refuse_taken(run, found["name"], row)
        found["name_folded"] = folded(found["name"])
    if "list_price" not in found and found.get("currency") and before.get("list_price") is not None:
        found["list_price"] = str(before["list_price"])
    if found.get("list_price") is not None:
        price = amount(run, found["list_price"], found.get("currency") or before.get("currency"))
        found |= {"list_price": price.amount, "currency": price.currency}
    return found


def refuse_taken(run: Run, name: str, row: int | None) -> None:
    """Raise Refused when another product has this name, in any case."""
    taken = accounts.known_product(run.book, name)
    if taken is not None and taken["id"] != row:
        raise Refused(f"a product {quoted(taken['name'])} already exists.", "All products: am product list")


KIND = kind_of("product", values)
app = Group("Your products and list prices.")


@app.command("add", writes=True)
@adds(KIND)
def add(
    run: Run,
    name: Annotated[str, argument(metavar="NAME", reader=Name(), help="Its name.")],
    *,
    given: dict[str, Any],
) -> Made:
    """Add a product. Contracts add the products they name.

    \b
    am product add Platform --price 900
    am product add "Support Plus" --price "EUR 6k"
    am product add --stdin < prices.csv
    """
    columns = values(run, {"name": name, **given}, None)
    writes.insert(run.book, "product", columns)
    return Made(shown(name), [f"{shown(name)} added to your products{price(columns)}."])


def price(columns: Mapping[str, Any]) -> str:
    """`, EUR 6,000`; empty without a price."""
    if columns.get("list_price") is None:
        return ""
    return f", {columns['currency']} {grouped(columns['list_price'], columns['currency'])}"


add_common(
    app,
    KIND,
    {
        "list": "am product list\nam product list -o csv",
        "show": "am product show platform\nam product show platform -o json",
        "edit": 'am product edit platform --price 950\nam product edit sso --name "Single sign-on"',
        "rm": "am product rm training\nam product rm training --yes",
    },
)
