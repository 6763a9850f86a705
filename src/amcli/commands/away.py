"""`am away`: what falls due while you are away, and the note for the colleague who looks after it."""

from functools import partial

from amcli.commands.declared import argument, option
from amcli.commands.filtering import FITTING, Asked, first_bare
from amcli.commands.options import PAGE_OPTIONS, finish, shows
from amcli.commands.readers import Name
from amcli.context import Run
from amcli.errors import BadValue
from amcli.hints import Annotated, Any
from amcli.output.result import Options, Page
from amcli.reports import away as query
from amcli.reports.ahead import Stretch
from amcli.rules.names import quoted
from amcli.rules.periods import STRETCH_HINT, parse_stretch


@shows(PAGE_OPTIONS)
def away(
    run: Run,
    days: Annotated[
        str, argument(metavar="FROM..TO", help="The dates, for example mon..fri or tomorrow..+10d.")
    ],
    words: Annotated[
        list[str] | None,
        argument(metavar="[TO] [FILTER...]", help=f"The last day, if given as a second word; {FITTING}"),
    ] = None,
    colleague: Annotated[
        str | None,
        option("--cover", was="--to", metavar="NAME", reader=Name(), help="Who stands in for you."),
    ] = None,
    *,
    out: Options,
) -> None:
    """See what's due while you're away, with a note for a colleague.

    By account, highest revenue first: what must be done and by when, what is open, what they promised,
    who to call and how healthy the account is. In a pipe, and with -o md, it prints the note in
    Markdown.

    \b
    am away mon..fri
    am away 2026-03-09 2026-03-20 --cover Bo -o md > note.md
    am away tomorrow..+10d tier:key -o json | jq '.accounts[].due'
    """
    last, filters = first_bare(words or ())
    asked = Asked(run, filters)
    asked.restrict()
    text = days if last is None else f"{days}..{last}"
    data = query.read_away(run.world, stretch(run, text), colleague)
    codes = [each["account"] for each in data["accounts"]]
    rows, page = query.away_rows(data), partial(query.away_page, data, run.today, text)
    finish(run, Page("away", data, codes, query.FIELDS, rows, asked.about(), page, shape=query.PAGE), out)


def stretch(run: Run, text: str) -> Any:
    """The days away, from today on. Raises BadValue for days that cannot be read or have passed."""
    try:
        found = parse_stretch(text, run.today, order=run.date_order)
    except BadValue as error:
        raise BadValue(f"FROM..TO {error.message}", error.hint) from None
    if found.last < run.today:
        raise BadValue(f"FROM..TO {quoted(text)}: those dates have passed.", STRETCH_HINT)
    return Stretch(max(found.first, run.today), found.last)
