"""`am qbr`: reviews with customers: which are due, how one went. A review is an interaction of that kind."""

import datetime as dt
from functools import partial

from amcli.commands import activity
from amcli.commands.declared import Group, argument, option
from amcli.commands.entry import entry_of, follow_ups, placed
from amcli.commands.filtering import AccountAndFilters, Asked, Filters
from amcli.commands.log import write_one
from amcli.commands.options import (
    RECORD_OPTIONS,
    REPORT_OPTIONS,
    REPORT_PAGE_OPTIONS,
    AccountArg,
    Due,
    Everything,
    Feel,
    Minutes,
    Next,
    On,
    Promise,
    With,
    Within,
    finish,
    period_of,
    show_page,
    shows,
)
from amcli.commands.readers import Text
from amcli.commands.records import add_common
from amcli.context import Run
from amcli.hints import Annotated
from amcli.output.result import Listing, Options
from amcli.page import Footer
from amcli.records.declaration import listed_fields
from amcli.reports import qbrs
from amcli.reports import qbrs as query
from amcli.reports.records import records_page
from amcli.rules.picture import as_json
from amcli.storage import records, resolve

TEXT = Text()
HeldText = Annotated[str | None, argument(metavar="[TEXT]", reader=TEXT, help="The result, in one line.")]
ALONE = "Health, stances, questions and late promises are internal"


@shows(REPORT_PAGE_OPTIONS)
def qbr_brief(
    run: Run,
    account: AccountArg,
    period: Annotated[
        str | None, option("--period", metavar="PERIOD", help="Period: last-quarter, 2026-Q1, ytd.")
    ] = None,
    internal: Annotated[
        bool, option("--internal", help="Add what is internal: health, stances, late promises.")
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
    from amcli.reports.review import read_review, review_page

    found = resolve.account(run.book, account)
    review = read_review(run.world, found["id"], period_of(run, period))
    data = as_json(review)
    if not internal:
        data["internal"] = None
    more = [] if internal else [Footer(ALONE, f"am qbr brief {found['code']} --internal", drawn=True)]
    show_page(run, data, partial(review_page, review, internal=internal, footer=more), out)


app = Group("Business reviews: which are due, prepare one, log one.")
app.command("brief")(qbr_brief)


@app.command("due")
@shows(REPORT_OPTIONS)
def due(
    run: Run, words: Filters = None, within: Within = None, everything: Everything = False, *, out: Options
) -> None:
    """List QBRs that are due, most overdue first.

    The interval comes from the tier or the account's own qbr_days, and starts again with each QBR.

    \b
    am qbr due                  what is due or overdue
    am qbr due --in 30d         and what falls due within a month
    am qbr due tier:key
    am qbr due -o ids | xargs -n1 am show
    """
    asked = Asked(run, words)
    asked.restrict()
    until = dt.date.max if everything else query.until_day(run.world, within)
    about = {"everything": everything, **asked.about()}
    page = partial(query.qbrs_page, run.world, "" if within or everything else "am qbr due --in 30d")
    rows = query.due(run.world, until)
    finish(run, Listing("qbrs", query.FIELDS, rows, lambda row: str(row["account"]), about, page), out)


@app.command("held", writes=True)
def held(
    run: Run,
    account: AccountArg,
    text: HeldText = None,
    with_: With = None,
    on: On = None,
    next_: Next = None,
    promise: Promise = None,
    due: Due = None,
    feel: Feel = None,
    minutes: Minutes = None,
) -> None:
    """Log a QBR and what it led to.

    \b
    am qbr held acme "Wants the roadmap by June" -w jane --minutes 60
    am qbr held acme "Goals for the half-year" -n "send slides" -d fri -f good
    am qbr held acme --on yesterday
    """
    tasks = follow_ups(next_, promise, due)
    found = resolve.account(run.book, account)
    columns = {
        "kind": "qbr", "on": on or run.today, "minutes": minutes, "tried": False, "summary": text or None,
        "feel": feel, "purpose": "value",
    }  # fmt: skip
    write_one(run, placed(run, entry_of(run, found, columns, with_ or (), tasks), kind_typed=True))


app.command(
    "add",
    """Log a QBR and what it led to (the same as am qbr held).

    \b
    am qbr add acme "Wants the roadmap by June" -w jane
    am qbr add acme --on yesterday -n "send the slides" -d fri
    """,
    writes=True,
)(held)


@app.command("list")
@shows(RECORD_OPTIONS, "interaction")
def list_(run: Run, words: AccountAndFilters = None, *, out: Options) -> None:
    """List QBRs you held, newest first.

    \b
    am qbr list acme
    am qbr list feel:bad on:2026
    am qbr list -o csv --fields on,account,contacts,summary
    """
    asked = Asked(run, words, takes_account=True)
    page = partial(records_page, "interaction", "reviews", run.today, add="am qbr held ACCOUNT")
    rows = asked.rows("interaction", qbrs.held(run.world, asked.account_id))
    handle = partial(records.handle, "interaction")
    finish(run, Listing("records", listed_fields("interaction"), rows, handle, asked.about(), page), out)


add_common(
    app,
    activity.KIND,
    {
        "show": "am qbr show n213\nam qbr show n213 -o json",
        "edit": 'am qbr edit n213 --summary "Roadmap by June"\nam qbr edit n213 -f good',
        "rm": "am qbr rm n213\nam qbr rm n213 --yes",
    },
)
