"""The three lists: check-ins, renewals, risks."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from amcli.commands.filtering import FILTER_HELP, Asked, Filters
from amcli.commands.options import REPORT_OPTIONS, Everything, Within, finish, shows
from amcli.commands.plotting import Plot, show
from amcli.context import Run, current
from amcli.errors import BadValue
from amcli.output.result import Listing, Options, Page

if TYPE_CHECKING:
    from amcli.documents.charts import Chart
    from amcli.facts.account_facts import World
    from amcli.storage.connection import Row


@shows(REPORT_OPTIONS)
def checkins(
    context: typer.Context,
    words: Filters = None,
    within: Within = None,
    everything: Everything = False,
    *,
    out: Options,
) -> None:
    """List customers overdue for a check-in.

    Lists accounts that are overdue or due today, most overdue first, relative to their cadence. A call,
    email, meeting, QBR, visit or chat that reached someone resets the clock; a note or an attempt
    doesn't.

    \b
    am checkins                 overdue or due today
    am checkins --in 7d         also due within a week
    am checkins tier:key arr.over:50k
    am checkins -o ids | xargs -n1 am show
    """
    from amcli.facts.account_facts import read, scored
    from amcli.output import is_drawn
    from amcli.reports import checkins as query

    run = current(context)
    asked = Asked(run, words)
    asked.restrict()
    until = within_option(within, query.within_until, run.world) if within is not None else None
    chosen = scored(run.world) if everything else query.due(run.world, until or run.today)
    facts = read(run.world, chosen, whole=is_drawn(run, out))
    rows = query.rows(run.world, facts, within=until, everything=everything)
    about = {"everything": everything, **asked.about()}
    page = partial(query.checkins_page, run.world, within=within, everything=everything)
    finish(run, Listing("checkins", query.FIELDS, rows, lambda row: str(row["account"]), about, page), out)


def within_option(
    text: str | None, read: Callable[["World", str | None], dt.date], world: "World"
) -> dt.date:
    """The last day of `--in`, or BadValue naming the option."""
    try:
        return read(world, text)
    except BadValue as error:
        raise BadValue(f"--in {error.message}", error.hint) from None


@shows(REPORT_OPTIONS)
def renewals(
    context: typer.Context,
    words: Filters = None,
    within: Within = None,
    everything: Everything = False,
    past: Annotated[bool, typer.Option("--past", help="Show what passed and was not recorded.")] = False,
    *,
    out: Options,
) -> None:
    """List contracts up for renewal, by deadline.

    The deadline is the notice deadline while it is ahead, otherwise the end. Contracts past their end
    come first. Looks 90 days ahead (--in changes that); --all shows every open contract.

    \b
    am renewals --in 120d
    am renewals stage:not_started value.over:50k
    am renewals --past          what passed and was not recorded
    am renewals -o json | jq '.[] | select(.stage == "not_started") | .account'
    """
    from amcli.reports import renewals as query

    run = current(context)
    asked = Asked(run, words)
    if past and (within is not None or everything):
        raise BadValue("--past lists all that has passed.", "Leave out --in and --all: am renewals --past")
    until = dt.date.max if everything else within_option(within, query.until_day, run.world)
    chosen = asked.ids("contract")
    rows = query.past(run.world, chosen) if past else query.near(run.world, until, chosen)
    about = {"everything": everything, **asked.about()}
    stretch = f"within {(until - run.today).days} days"
    stretch = "not recorded" if past else "open" if everything else stretch
    further = "" if everything or within or past else "am renewals --in 120d"
    page = partial(query.renewals_page, run.world, stretch=stretch, further=further, past=past)
    finish(run, Listing("renewals", query.FIELDS, rows, lambda row: str(row["contract"]), about, page), out)


@shows(REPORT_OPTIONS)
def risks(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ACCOUNT] [FILTER...]", help=f"One account in full, or {FILTER_HELP}"),
    ] = None,
    plot: Plot = False,
    everything: Everything = False,
    *,
    out: Options,
) -> None:
    """List accounts at risk and why, or explain one score.

    The score is 100 minus the points of what is wrong. Each signal shows its points, the record behind
    it and the next step. An account with not enough on record is unknown: neither healthy nor at risk.

    \b
    am risks                    who you could lose, why, and what to do
    am risks acme               one score; --all adds each signal's rule
    am risks acme --plot        the score and usage over time
    am risks -o json | jq '.[0].reasons'
    """
    from amcli.reports import risks as query

    run = current(context)
    asked = Asked(run, words, takes_account=True)
    if asked.account is not None:
        asked.refuse_filters()
        made = risk_page(run, asked.account, everything)
        if plot:
            show(run, made, partial(history, run, asked.account["id"]), out)
        else:
            finish(run, made, out)
        return
    if plot:
        raise BadValue("--plot needs an account.", "For example: am risks ACCOUNT --plot")
    asked.restrict()
    found, book = query.listed(run.world, everything=everything)
    rows = query.rows(run.world, found)
    about = {"everything": everything, **asked.about()}
    page = partial(query.risks_page, run.world, book, everything=everything)
    finish(run, Listing("risks", query.FIELDS, rows, lambda row: str(row["account"]), about, page), out)


def risk_page(run: Run, account: "Row", everything: bool) -> Page:
    """Every point of one account."""
    from amcli.documents.risk import markdown
    from amcli.errors import Refused
    from amcli.facts.account_facts import read, scored
    from amcli.facts.assessments import assessed as assessed_accounts
    from amcli.reports import risks as query
    from amcli.reports.risk import risk_page as drawn
    from amcli.rules.arithmetic import sums
    from amcli.rules.names import shown

    facts = read(run.world, scored(run.world, account["id"]))
    if not facts:
        raise Refused(
            f"{shown(account['name'])} is {account['status']}:"
            " only onboarding and active accounts have a score.",
            f"Show it: am show {account['code']}",
        )
    assessed = assessed_accounts(run.world, facts)[0]
    data = query.page(run.world, assessed)
    return Page(
        "risk",
        data,
        partial(markdown, sums(assessed, run.today, run.world.model)),
        [facts[0].code],
        query.REASON_FIELDS,
        data["reasons"],
        page=partial(drawn, run.world, assessed, everything=everything),
    )


def history(run: Run, account: int, _: object = None) -> "list[Chart]":
    """An account's score on the days on which it was kept, and what it uses over time."""
    from amcli.documents import pictures
    from amcli.facts.histories import scores_kept, used

    return [pictures.score(scores_kept(run.world, account)), *pictures.usage(used(run.world, account))]
