"""`am brief`: one page to prepare with; `am next` is that of the first account of the day."""

from functools import partial

from amcli.commands.filtering import Asked, Filters
from amcli.commands.options import PAGE_OPTIONS, REPORT_PAGE_OPTIONS, AccountArg, show_page, shows
from amcli.context import Run
from amcli.errors import NotFound
from amcli.output.result import Options
from amcli.reports.brief import brief_page
from amcli.reports.picture import read_picture
from amcli.rules.picture import as_json


@shows(REPORT_PAGE_OPTIONS)
def brief(run: Run, account: AccountArg, *, out: Options) -> None:
    """Prepare for a meeting: who's who, what's owed, what to ask.

    Also names what isn't known yet; the questions to ask follow from it. In a pipe it prints Markdown.

    \b
    am brief acme
    am brief acme > acme.md
    am brief acme -o json | jq -r '.questions[].question'
    """
    from amcli.storage import resolve

    show_brief(run, resolve.account(run.book, account)["id"], out)


@shows(PAGE_OPTIONS)
def next_(run: Run, words: Filters = None, *, out: Options) -> None:
    """Read the brief for the first account on today's list.

    \b
    am next
    am next tier:key
    am next -o ids
    """
    from amcli.reports.morning import read_morning

    Asked(run, words).restrict()
    lines = read_morning(run.world).board(None).lines
    account = next((line.account_id for line in lines if line.account_id is not None), None)
    if account is None:
        from amcli.reports.morning_page import FIRST_STEPS, is_empty

        if is_empty(run.world):
            ways = " or ".join(command for command, _ in FIRST_STEPS[:2])
            raise NotFound("your book is empty.", f"To begin: {ways}. Guide: am help start")
        raise NotFound("nothing is late and nothing is due today.", "The next seven days: am week")
    show_brief(run, account, out)


def show_brief(run: Run, account: int, out: Options) -> None:
    """Show the brief of one account."""
    picture = read_picture(run.world, account)
    show_page(run, as_json(picture), partial(brief_page, picture), out)
