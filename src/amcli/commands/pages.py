"""Pages to prepare with: the brief of `am brief` and `am next`, `am qbr brief`, `am account plan`."""

from typing import TYPE_CHECKING, Annotated

import typer

from amcli.commands.options import REPORT_PAGE_OPTIONS, AccountArg, finish, shows
from amcli.context import Run, current
from amcli.errors import BadValue
from amcli.output.result import Options, Page
from amcli.rules.names import quoted, shown

if TYPE_CHECKING:
    from amcli.documents.parts import Sheet
    from amcli.fields import Row
    from amcli.rules.dates import Period

ALONE = "Health, stances and questions are internal"


def show_brief(run: Run, account: int, out: Options) -> None:
    """Show the brief of one account."""
    from amcli.documents.brief import sheet
    from amcli.reports.picture import read_picture
    from amcli.rules.picture import as_json

    picture = read_picture(run.world, account)
    show_sheet(run, as_json(picture), sheet(picture), out)


@shows(REPORT_PAGE_OPTIONS)
def qbr_brief(
    context: typer.Context,
    account: AccountArg,
    period: Annotated[
        str | None,
        typer.Option("--period", metavar="PERIOD", help="Period: last-quarter, 2026-Q1, ytd."),
    ] = None,
    internal: Annotated[
        bool, typer.Option("--internal", help="Add what is internal: health, stances, questions.")
    ] = False,
    *,
    out: Options,
) -> None:
    """Prepare a QBR: goals, results, usage, promises.

    Covers the time since the last QBR, or else the usual interval. You can send the page to the
    customer; --internal adds internal sections at the end, which you shouldn't send. In a pipe it prints
    Markdown.

    \b
    am qbr brief acme
    am qbr brief acme > acme-qbr.md
    am qbr brief acme --period last-quarter --internal
    """
    from amcli.documents.review import sheet
    from amcli.reports.review import read_review
    from amcli.rules.picture import as_json
    from amcli.storage import resolve

    run = current(context)
    found = resolve.account(run.book, account)
    review = read_review(run.world, found["id"], period_of(run, period))
    data = as_json(review)
    if not internal:
        data["internal"] = None
    footer = None if internal else (ALONE, f"am qbr brief {shown(found['code'])} --internal")
    show_sheet(run, data, sheet(review, internal=internal), out, footer)


def period_of(run: Run, text: str | None, *, ahead: bool = False) -> "Period | None":
    """The period that was asked for. Raises BadValue for one that has not begun, unless it may lie ahead."""
    if text is None:
        return None
    from amcli.rules.periods import parse_period

    try:
        period: Period = parse_period(text, run.today, order=run.date_order)
        if period.first > run.today and not ahead:
            raise BadValue(f"{quoted(text)}: it is in the future.", "For example: --period last-quarter")
    except BadValue as error:
        raise BadValue(f"--period {error.message}", error.hint) from None
    return period


@shows(REPORT_PAGE_OPTIONS)
def plan(context: typer.Context, account: AccountArg, *, out: Options) -> None:
    """Print the account plan: goals, people, contracts, growth, risks, next steps.

    In a pipe it is Markdown.

    \b
    am account plan acme
    am account plan acme > acme-plan.md
    am account plan acme -o json | jq .next_steps
    """
    from amcli.documents.plan import sheet
    from amcli.reports.picture import read_picture
    from amcli.rules.picture import as_json
    from amcli.rules.plan import next_steps
    from amcli.storage import resolve

    run = current(context)
    picture = read_picture(run.world, resolve.account(run.book, account)["id"])
    steps = next_steps(picture)
    data = {**as_json(picture), "next_steps": as_json(steps)}
    show_sheet(run, data, sheet(picture, steps), out)


def show_sheet(
    run: Run,
    data: "Row",
    sheet: "Sheet",
    out: Options,
    footer: tuple[str, str] | None = None,
) -> None:
    """Show a page of sections: drawn for a person, Markdown in a pipe, an object as JSON."""
    from amcli.documents.parts import markdown

    about = {"sheet": sheet, "footer": footer}
    finish(run, Page("brief", data, lambda _: markdown(sheet), [data["account"]], about=about), out)
