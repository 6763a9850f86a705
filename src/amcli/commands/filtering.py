"""Filter words on the command line: the argument that lists share, and what the words choose.

What the words mean is in `rules.filters` and `facts.filters`, which are loaded only where there is a word.
"""

from collections.abc import Iterable, Sequence

from amcli.commands.declared import argument
from amcli.context import Run
from amcli.errors import BadValue
from amcli.fields import Field
from amcli.hints import TYPE_CHECKING, Annotated, Any
from amcli.rules.names import quoted, shown

if TYPE_CHECKING:
    from amcli.storage.connection import Row

FILTER_HELP = "filters such as tier:key, arr.over:50k or part of a name: am help filters."
FITTING = f"{FILTER_HELP}"
Filters = Annotated[list[str] | None, argument(metavar="[FILTER...]", help=FILTER_HELP.capitalize())]
AccountAndFilters = Annotated[
    list[str] | None, argument(metavar="[ACCOUNT] [FILTER...]", help=f"Only this account; {FILTER_HELP}")
]


class Asked:
    """What the words of a list ask for: an account where the first bare word names one, and filters."""

    def __init__(self, run: Run, words: Sequence[str] | None, *, takes_account: bool = False) -> None:
        self.run = run
        bare, self.words = first_bare(words or ()) if takes_account else (None, list(words or ()))
        self.account: Row | None = None
        self.kind: str | None = None
        self.fits_none = False
        if bare is not None:
            from amcli.storage import resolve

            self.account = resolve.account(run.book, bare)

    @property
    def account_id(self) -> int | None:
        """The id of the account that was named."""
        return None if self.account is None else int(self.account["id"])

    def ids(self, kind: str) -> frozenset[int] | None:
        """The ids of the records of a kind that the filters choose; None where there are none."""
        if not self.words:
            return None
        from amcli.facts.filters import chosen

        found = chosen(self.run.world, kind, self.words)
        self.kind, self.fits_none = kind, not found
        return found

    def rows(self, kind: str, rows: Iterable[Any]) -> list[Any]:
        """The rows that the filters choose, by their `id`."""
        ids = self.ids(kind)
        return list(rows) if ids is None else [row for row in rows if row["id"] in ids]

    def among(self, declared: Sequence[Field], rows: list[Any]) -> list[Any]:
        """The rows that the filters choose, of a list that is of no one kind of record."""
        if not self.words:
            return rows
        from amcli.facts.filters import among_rows

        return among_rows(self.run.world, declared, rows, self.words)

    def found(self, declared: Sequence[Field], rows: list[Any]) -> list[Any]:
        """The rows that the filters choose, of a list of records of any kind: by the list's own fields, and
        by those of the accounts that the records belong to."""
        from amcli.facts.filters import among_rows, chosen_codes
        from amcli.rules.filters import names_field

        own_names = {name for field in declared for name in (field.name, field.was)}
        own = [word for word in self.words if names_field(word, own_names)]
        others = [word for word in self.words if word not in own]
        if others:
            codes = chosen_codes(self.run.world, others)
            rows = [row for row in rows if row["account"] in codes]
        return among_rows(self.run.world, declared, rows, own)

    def restrict(self) -> None:
        """Let every report of this run be of the accounts alone that the filters choose."""
        if self.words:
            self.run.__dict__["world"] = self.run.world._replace(only=self.ids("account"))

    def refuse_filters(self) -> None:
        """Raise BadValue where an account was named beside filters, and the page is of that account alone."""
        if self.words and self.account is not None:
            raise BadValue(
                f"{quoted(self.words[0])}: this page covers only {shown(self.account['name'])}.",
                "Leave out the account or the filter.",
            )

    def about(self) -> dict[str, Any]:
        """What a screen says of the filters."""
        if not self.words:
            return {}
        return {"filters": self.words, "fits_none": self.fits_none, "hint": self.hint}

    def hint(self) -> str | None:
        """What a person might type instead of words that fit nothing."""
        if self.kind is None:
            return None
        from amcli.commands.nearest import window_meant
        from amcli.facts.filter_words import hint

        return hint(self.run.world, self.kind, self.words) or window_meant(self.run.typed, self.words)

    def warn_of_none(self) -> None:
        """Warn where a part of a name is in no account's, and nothing else says so: a digest would be silent
        for ever."""
        from amcli.facts.filter_words import no_name

        for word in self.words if self.fits_none else ():
            if no_name(self.run.world, word):
                hint = self.hint()
                self.run.warn(f"no account matches {quoted(word)}.{f' {hint}' if hint else ''}")
                return


def first_bare(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """The first word that names no field, and the others."""
    if not words:
        return None, []
    from amcli.rules.filters import is_filter

    at = next((at for at, word in enumerate(words) if not is_filter(word)), None)
    if at is None:
        return None, list(words)
    return words[at], [*words[:at], *words[at + 1 :]]
