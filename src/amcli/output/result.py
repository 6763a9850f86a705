"""What a command gives back to be shown: a list of rows or a page, with its fields declared."""

from collections.abc import Callable, Mapping, Sequence

from amcli.fields import Field, Row, Shape
from amcli.hints import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:  # a pipe needs none
    from amcli import page

# What makes a person's page of the rows that are shown and of all of them, from before `--limit`.
Drawn: TypeAlias = "Callable[[list[Row], list[Row]], page.Page]"
Made: TypeAlias = "Callable[[], page.Page]"


class Listing(NamedTuple):
    """Rows of one kind, by the name of their list. `page` makes what a person sees of them; without one it is
    a plain table. `about` is by what they were filtered; `reference` is what `-o ids` prints, empty for a row
    that no command takes. Once shaped, `about["whole"]` has all rows from before `--limit`.
    `shares` are fields that a person reads as per cent."""

    screen: str
    fields: tuple[Field, ...]
    rows: list[Row]
    reference: Callable[[Row], str]
    about: Mapping[str, Any] = {}
    page: "Drawn | None" = None
    shares: frozenset[str] = frozenset()


class Page(NamedTuple):
    """One object; in a pipe it is Markdown. `page` makes what a person sees of it; `whole` is the page of a
    pipe, where a screen shows less until it is asked for all.

    `references` are what `-o ids` prints; `rows` and `fields` are its table for CSV and TSV. `shape` is of
    `data`, where fields within it had other names before.
    """

    screen: str
    data: Row
    references: Sequence[str] = ()
    fields: tuple[Field, ...] = ()
    rows: Sequence[Row] = ()
    about: Mapping[str, Any] = {}
    page: "Made | None" = None
    whole: "Made | None" = None
    shape: Shape | None = None


class Options(NamedTuple):
    """How a person or a script asked for the output; `null` ends each id with a NUL, not a line break.
    `raw` leaves out the marks of CSV."""

    output: str | None = None
    fields: str | None = None
    sort: str | None = None
    limit: int | None = None
    no_header: bool = False
    exit_code: bool = False
    null: bool = False
    raw: bool = False
