"""`am timeline`: what happened with an account."""

import datetime as dt
from functools import partial

from amcli.commands.declared import option
from amcli.commands.filtering import Asked, Filters
from amcli.commands.options import RECORD_OPTIONS, AccountArg, finish, shows
from amcli.context import Run
from amcli.hints import Annotated
from amcli.output.result import Listing, Options
from amcli.reports import timeline as query
from amcli.storage import resolve


@shows(RECORD_OPTIONS)
def timeline(
    run: Run,
    account: AccountArg,
    words: Filters = None,
    everything: Annotated[
        bool, option("--all", "-a", help="Include planned meetings and future dates.")
    ] = False,
    *,
    out: Options,
) -> None:
    """Show what happened with an account, newest first.

    \b
    am timeline acme
    am timeline acme --limit 10
    am timeline acme record:interaction text.has:sso
    am timeline acme -o json | jq '.[] | select(.record == "interaction")'
    """
    found = resolve.account(run.book, account)
    asked = Asked(run, words)
    rows = asked.among(
        query.FIELDS, query.timeline_rows(run.book, found["id"], dt.date.max if everything else run.today)
    )
    page = partial(query.timeline_page, found["name"], found["code"])
    handle = lambda row: str(row["ref"] or found["code"])  # noqa: E731
    finish(run, Listing("timeline", query.FIELDS, rows, handle, asked.about(), page), out)
