"""`am find`: what is searched for, and the words of it that are filters."""

from collections.abc import Collection
from functools import partial

from amcli.commands.declared import argument
from amcli.commands.filtering import FILTER_HELP, Asked
from amcli.commands.options import LIST_OPTIONS, finish, shows
from amcli.commands.readers import Text
from amcli.context import Run
from amcli.errors import BadValue
from amcli.hints import Annotated
from amcli.output.result import Listing, Options
from amcli.reports import find as query
from amcli.reports.find import OWN_FIELDS
from amcli.rules.names import near_names, quoted

FOUND = 50


@shows(LIST_OPTIONS)
def find(
    run: Run,
    text: Annotated[
        list[str],
        argument(
            metavar="TEXT... [FILTER...]", reader=Text(), help=f"Words, or their beginnings; {FILTER_HELP}"
        ),
    ],
    *,
    out: Options,
) -> None:
    """Search all text in the book.

    Best match first; all words must match, with or without accents. A phone number, or at least its
    last six digits, finds whose it is. Shows 50 unless you give --limit.

    \b
    am find SSO
    am find "+44 20 7946 0018"
    am find SSO kind:task,interaction tier:key
    am find renewal -o ids | xargs -n1 am show
    """
    words, filters = parted(text)
    most = FOUND if out.limit is None else max(1, out.limit)
    rows, count = query.find_rows(run.book, words, -1 if filters or run.accounts else most)
    asked = Asked(run, filters)
    if filters or run.accounts:
        rows = [row for row in asked.found(query.OWN_FIELDS, rows) if row["account"] or not run.accounts]
        rows, count = rows[:most], len(rows)
    page = partial(query.find_page, run.today, words, count)
    finish(run, Listing("find", query.FIELDS, rows, query.handle_of, asked.about(), page), out)


def parted(text: list[str]) -> tuple[str, list[str]]:
    """What is searched for, and the words that name a field; `https:` and `Re:` are no fields but text."""
    if not any(":" in word for word in text):
        return " ".join(text), []
    from amcli.facts.filter_fields import names_of
    from amcli.rules.filters import names_field

    fields = {*names_of("account"), *(field.name for field in OWN_FIELDS)}
    filters = [word for word in text if names_field(word, fields)]
    for word in text:
        if word not in filters and (near := nearly(word, fields)):
            raise BadValue(f"{quoted(word)}: no such field.", f"Did you mean {near}:?")
    return " ".join(word for word in text if word not in filters), filters


def nearly(word: str, fields: Collection[str]) -> str | None:
    """The field that a word all but names: `kinds:task`. What is further off is a text with a colon."""
    name = word.partition(":")[0].partition(".")[0]
    found = near_names(name, fields, 1, least=0.85) if ":" in word else []
    return found[0] if found and found[0] != name else None
