"""The catalogue: what is sold, and at what price."""

from amcli.records.declaration import ID, SOURCE, Field, File, Key, Record, currency, option

RECORD = Record(
    "product",
    "products",
    fields=(
        Field(
            "name",
            "name",
            "its name",
            option("Its name.", "--name", only="edit", clears=False),
            headers="product, product name",
            translated="product",
            needed=True,
        ),
        ID,
        Field(
            "list_price",
            "money",
            "price in the catalogue",
            option("Its price: 900, EUR 12k.", "--price"),
            headers="price, sales price, unit price",
        ),
        currency("currency of list_price", "Currency of the price."),
        SOURCE,
    ),
    columns={"name": "Name", "list_price": "List price", "currency": ""},
    file=File((Key(("name_folded",)),), (("name",), ("list_price",)), once=("name_folded",)),
    add="am product add NAME",
    named="Its name or any part of it.",
    owned=False,
)
