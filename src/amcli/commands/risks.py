"""`am risks`: who could be lost and why, and every point of one account."""

from functools import partial

from amcli.commands.declared import argument
from amcli.commands.filtering import FILTER_HELP, Asked
from amcli.commands.options import REPORT_OPTIONS, Everything, Plot, finish, show_charts, shows
from amcli.context import Run
from amcli.errors import BadValue, Refused
from amcli.facts.account_facts import read, scored
from amcli.facts.assessments import assessed as assessed_accounts
from amcli.facts.churn import as_read
from amcli.facts.histories import scores_kept, used
from amcli.hints import TYPE_CHECKING, Annotated
from amcli.output.result import Listing, Options, Page
from amcli.reports import risks as query
from amcli.rules.names import shown

if TYPE_CHECKING:
    from amcli.fields import Row
    from amcli.page import Page as PersonsPage
    from amcli.rules.charts import Chart
    from amcli.storage import connection


@shows(REPORT_OPTIONS)
def risks(
    run: Run,
    words: Annotated[
        list[str] | None,
        argument(metavar="[ACCOUNT] [FILTER...]", help=f"One account in full, or {FILTER_HELP}"),
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
    asked = Asked(run, words, takes_account=True)
    if asked.account is not None:
        asked.refuse_filters()
        made = risk_page(run, asked.account, everything)
        if plot:
            show_charts(run, made, partial(history, run, asked.account["id"]), out)
        else:
            finish(run, made, out)
        return
    if plot:
        raise BadValue("--plot needs an account.", "For example: am risks ACCOUNT --plot")
    asked.restrict()
    rows, book = query.risks_listed(run.world, everything=everything)
    about = {"everything": everything, **asked.about()}

    def page(shown: "list[Row]", whole: "list[Row]") -> "PersonsPage":
        from amcli.reports.risks_page import risks_page  # a pipe needs none

        return risks_page(run.world, book, shown, whole, everything=everything)

    finish(run, Listing("risks", query.FIELDS, rows, lambda row: str(row["account"]), about, page), out)


def risk_page(run: Run, account: "connection.Row", everything: bool) -> Page:
    """Every point of one account."""
    from amcli.reports import risk as one

    facts = read(run.world, scored(run.world, account["id"]))
    if not facts:
        raise Refused(
            f"{shown(account['name'])} is {as_read(run.world, dict(account))['status']}:"
            " only onboarding and active accounts have a score.",
            f"Show it: am show {account['code']}",
        )
    assessed = assessed_accounts(run.world, facts)[0]
    data = one.page(run.world, assessed)
    return Page(
        "risk",
        data,
        references=[facts[0].code],
        fields=one.REASON_FIELDS,
        rows=data["reasons"],
        page=partial(one.risk_page, run.world, assessed, everything=everything),
        whole=partial(one.risk_page, run.world, assessed, everything=True),
        shape=one.PAGE,
    )


def history(run: Run, account: int, _: object = None) -> "list[Chart]":
    """An account's score on the days on which it was kept, and what it uses over time."""
    from amcli.reports import charts as pictures

    return [pictures.score(scores_kept(run.world, account)), *pictures.usage(used(run.world, account))]
