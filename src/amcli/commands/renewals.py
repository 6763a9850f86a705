"""`am renewals`: contracts by the day on which something has to be decided."""

import datetime as dt

from amcli.commands.declared import option
from amcli.commands.filtering import Asked, Filters
from amcli.commands.options import REPORT_OPTIONS, Everything, Within, finish, shows, within_option
from amcli.context import Run
from amcli.errors import BadValue
from amcli.fields import Row
from amcli.hints import TYPE_CHECKING, Annotated
from amcli.output.result import Listing, Options
from amcli.reports import renewals as query

if TYPE_CHECKING:
    from amcli.page import Page


@shows(REPORT_OPTIONS)
def renewals(
    run: Run,
    words: Filters = None,
    within: Within = None,
    everything: Everything = False,
    past: Annotated[bool, option("--past", help="Show what passed and was not recorded.")] = False,
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

    def page(shown: list[Row], whole: list[Row]) -> "Page":
        from amcli.reports.renewals_page import renewals_page  # a pipe needs none

        return renewals_page(run.world, shown, whole, stretch=stretch, further=further, past=past)

    finish(run, Listing("renewals", query.FIELDS, rows, lambda row: str(row["contract"]), about, page), out)
