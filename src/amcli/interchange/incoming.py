"""What `am import` is given and what every reader makes of it: a source, read once, ready to be taken in.

Not for telling what a source is (content.py) nor for any one form.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Protocol

from amcli.interchange.plan import FilePlan
from amcli.interchange.store import Store


class Options(NamedTuple):
    """What the user asked for. `source` names where the files come from, where that was said, `beside` the
    sources that come with them; `wins` lets it replace what another brought, `same_ids` takes an id for the
    record that it stood for, whatever that is called now. `me` are my own addresses and `names` what chats
    call me, `country` is that of telephone numbers without one, `term_months` how long a contract runs whose
    first day nobody says; of mail and chats, `bodies` keeps the whole
    text; of mail, `by_domain` takes a customer's domain for one of their people."""

    today: str
    currency: str
    clear: bool = False
    create_accounts: bool = False
    link: bool = True
    source: str | None = None
    me: tuple[str, ...] = ()
    bodies: bool = False
    by_domain: bool = False
    country: str | None = None
    names: tuple[str, ...] = ()
    wins: bool = False
    same_ids: bool = False
    beside: tuple[str, ...] = ()
    term_months: int | None = None


# The rank of what names people, whom tables may bring.
AFTER_TABLES = 100


class Source(NamedTuple):
    """A file or folder to import: where it lies, what it is called in messages, where it came from
    (None: a pipe)."""

    path: Path
    name: str
    original: Path | None


class Asked(NamedTuple):
    """What was asked for about reading the files; `raw` ones have no `'` before what looks like a formula.
    `called`: the saved mapping that said it, if one did. `constants` are those of --set by field,
    `other_words` those of --values: by field, theirs and ours; `on` is the day of what doesn't say its
    own. `sheet` is that of a workbook; `choose` asks a person for one of several, by the file's name, and
    gives "" for none."""

    kind: str | None = None
    columns: Mapping[str, str] = MappingProxyType({})
    extra: bool = False
    date_order: str | None = None
    encoding: str | None = None
    raw: bool = False
    preset: str | None = None
    called: str | None = None
    constants: Mapping[str, str] = MappingProxyType({})
    other_words: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    on: str | None = None
    sheet: str | None = None
    choose: Callable[[str, tuple[str, ...]], str] | None = None


class Incoming(Protocol):
    """A source that was read once. Nothing of the book has been touched for it."""

    @property
    def source(self) -> Source: ...

    @property
    def rank(self) -> int:
        """Its place among others: what is referred to comes first."""

    @property
    def rows(self) -> int:
        """How much there is to take in, for the progress bar."""

    @property
    def automatic(self) -> bool:
        """Whether it is what cron imports, which a plain `am undo` passes over."""

    def take_in(self, store: Store, options: Options, tick: Callable[[int], None]) -> FilePlan:
        """Write it into the open transaction; gives what became of it. `tick` is told of each row."""

    def set_aside(self, reasons: dict[int, str], target: Path) -> None:
        """Write what is bad to `target`, in the source's own form. Raises BadValue."""
