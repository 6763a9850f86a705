"""`am checkins`: who is overdue for a check-in, and who will be."""

from amcli.commands.filtering import Asked, Filters
from amcli.commands.options import REPORT_OPTIONS, Everything, Within, finish, shows, within_option
from amcli.context import Run
from amcli.facts.account_facts import read_calls, scored
from amcli.fields import Row
from amcli.hints import TYPE_CHECKING
from amcli.output.result import Listing, Options
from amcli.reports import checkins as query

if TYPE_CHECKING:
    from amcli.page import Page


@shows(REPORT_OPTIONS)
def checkins(
    run: Run, words: Filters = None, within: Within = None, everything: Everything = False, *, out: Options
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
    asked = Asked(run, words)
    asked.restrict()
    until = within_option(within, query.within_until, run.world) if within is not None else None
    chosen = scored(run.world) if everything else query.due(run.world, until or run.today)
    facts = read_calls(run.world, chosen)
    rows = query.checkin_rows(run.world, facts, within=until, everything=everything)
    about = {"everything": everything, **asked.about()}

    def page(shown: list[Row], whole: list[Row]) -> "Page":
        from amcli.reports.checkins_page import checkins_page  # a pipe needs none

        return checkins_page(run.world, shown, whole, within=within, everything=everything)

    finish(run, Listing("checkins", query.FIELDS, rows, lambda row: str(row["account"]), about, page), out)
