"""`am brief`: one page for a meeting."""

import typer

from amcli.commands.options import REPORT_PAGE_OPTIONS, AccountArg, shows
from amcli.commands.pages import show_brief
from amcli.context import current
from amcli.output.result import Options


@shows(REPORT_PAGE_OPTIONS)
def brief(context: typer.Context, account: AccountArg, *, out: Options) -> None:
    """Prepare for a meeting: who's who, what's owed, what to ask.

    Also names what isn't known yet; the questions to ask follow from it. In a pipe it prints Markdown.

    \b
    am brief acme
    am brief acme > acme.md
    am brief acme -o json | jq -r '.questions[].question'
    """
    from amcli.storage import resolve

    run = current(context)
    show_brief(run, resolve.account(run.book, account)["id"], out)
