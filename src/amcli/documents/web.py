"""A page for a browser, in one file: what it is made of, and how it is filled in.

Nothing in it is fetched and nothing is run. What the whole book says is `web_book`, what is brought to a
customer `web_customer`; both are parts with sentences, lists, pictures and tables.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from amcli.documents.charts import Chart
from amcli.documents.drawing import Drawing, drawing
from amcli.documents.templating import fill


class Item(NamedTuple):
    """A line of a list: whose it is, what there is to say in pieces that each have their own direction, what
    can be typed, and of which kind it is."""

    name: str
    words: tuple[str, ...]
    command: str = ""
    aside: str = ""


class Table(NamedTuple):
    """A table; the columns named in `numbers` stand at the right."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


class Part(NamedTuple):
    """A part of a page. `anchor` is its address within; `ordered` lists are numbered."""

    anchor: str
    title: str
    said: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    ordered: bool = False
    pictures: tuple[Drawing, ...] = ()
    tables: tuple[Table, ...] = ()


class WebPage(NamedTuple):
    """A whole page: title, the line below it, the parts, and the last line."""

    title: str
    lead: str
    parts: tuple[Part, ...]
    last: str


def part(
    anchor: str,
    title: str,
    *,
    said: Sequence[str] = (),
    items: Iterable[Item] = (),
    ordered: bool = False,
    charts: Iterable[Chart] = (),
    tables: Iterable[Table] = (),
) -> Part:
    pictures = tuple(map(drawing, charts))
    shown = tuple(each for each in tables if each.rows)
    return Part(anchor, title, tuple(filter(None, said)), tuple(items), ordered, pictures, shown)


def html(page: WebPage) -> str:
    return fill("page.html", page=page)
