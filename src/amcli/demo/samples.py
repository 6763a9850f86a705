"""Which sample books there are: the small one, to be read, and the large one, that feels like work."""

import datetime as dt
from collections.abc import Iterator

from amcli.demo import story
from amcli.demo.contracts import terms
from amcli.demo.story import CURRENCY
from amcli.errors import BadValue
from amcli.fields import Field, Shape, shape
from amcli.hints import Any, NamedTuple
from amcli.records import KINDS

SMALL, LARGE = SIZES = ("small", "large")
SEEDS = 1_000_000
PRODUCTS = {
    "Platform": 900,
    "Analytics": 12000,
    "SSO": 9000,
    "Training": 1500,
    "Support Plus": 6000,
    "API": None,
}
RATES = {"USD": "0.92"}
TARGETS = {"renewals": 400_000, "expansion": 40_000}
FIRST_YEAR, LAST_YEAR = 1930, 9990
# What `am demo -o json` says of the book that it made.
PAGE = shape(
    """
    book    text!   the book
    config  text!   its settings
    on      day!    the day it is made for
    size    text!   small or large
    seed    int     what a large one was drawn with
    records object! how many records of each kind there are
    """,
    {"records": Shape(tuple(Field(kind, "int", "records", sure=True) for kind in KINDS))},
    size=SIZES,
)


class Sample(NamedTuple):
    """All that a sample book is made of: the accounts' tables, products with their prices, the rates of other
    currencies, further settings by their table, this quarter's targets, and who wrote and is no contact."""

    tables: dict[str, dict[str, Any]]
    products: dict[str, int | None]
    rates: dict[str, str]
    settings: dict[str, dict[str, float]]
    targets: dict[str, int]
    strangers: list[dict[str, Any]]


def sample(size: str, seed: int, today: dt.date) -> Sample:
    """A sample book of a day. Raises BadValue for a day too far away."""
    if not FIRST_YEAR <= today.year <= LAST_YEAR:
        raise BadValue(
            f"--today {today.isoformat()}: the sample book lives between {FIRST_YEAR} and {LAST_YEAR}.",
            "Make it for a nearer day: am --today 2026-03-02 demo",
        )
    return large(seed, today) if size == LARGE else small(today)


def small(today: dt.date) -> Sample:
    """The forty accounts of `data/`."""
    stranger = {
        "address": "t.varga@solway.example.net",
        "name": "Tibor Varga",
        "seen": 3,
        "first_on": today - dt.timedelta(days=24),
        "last_on": today - dt.timedelta(days=4),
    }
    return Sample(story.accounts(today), PRODUCTS, RATES, {}, TARGETS, [stranger])


def large(seed: int, today: dt.date) -> Sample:
    """Three hundred accounts that are drawn."""
    from amcli.demo.large import book
    from amcli.demo.large.author import words

    tables = book.accounts(today, seed)
    rates, settings = words()["rates"], {"portfolio.hours": words()["hours"]}
    due = sum(due_in_euros(tables, rates, today))
    targets = {"renewals": rounded(due * book.RENEWALS), "expansion": rounded(due * book.EXPANSION)}
    strangers = [table["stranger"] for table in tables.values() if "stranger" in table]
    return Sample(tables, words()["products"], rates, settings, targets, strangers)


def due_in_euros(tables: dict[str, dict[str, Any]], rates: dict[str, str], today: dt.date) -> Iterator[float]:
    """The value of each term that ends in this quarter, and of those that are renewed ahead."""
    for table in tables.values():
        for given in table["contracts"]:
            rate = 1 if given["currency"] == CURRENCY else float(rates[given["currency"]])
            for _, ends, value in terms(given):
                if ends is not None and quarter_of(ends) == quarter_of(today):
                    yield value * rate


def quarter_of(day: dt.date) -> tuple[int, int]:
    """Its year and its quarter, from 0 on."""
    return day.year, (day.month - 1) // 3


def rounded(amount: float) -> int:
    """A target as somebody sets it."""
    return max(1, round(amount / 5_000)) * 5_000
