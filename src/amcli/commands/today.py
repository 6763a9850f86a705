"""`am today`, which is `am` too: the morning; and `am week`, the days after it."""

from functools import partial

from amcli.commands.declared import option
from amcli.commands.filtering import Asked, Filters
from amcli.commands.options import REPORT_OPTIONS, REPORT_PAGE_OPTIONS, Duration, Everything, finish, shows
from amcli.context import Run
from amcli.hints import TYPE_CHECKING, Annotated, Any
from amcli.output import is_drawn
from amcli.output.result import Listing, Options, Page
from amcli.rules.isodays import after

if TYPE_CHECKING:
    from amcli.page import Page as PersonsPage
    from amcli.reports.morning import Morning


@shows(REPORT_PAGE_OPTIONS)
def today(
    run: Run,
    words: Filters = None,
    everything: Everything = False,
    explain: Annotated[bool, option("--explain", help="Show how each priority is calculated.")] = False,
    *,
    out: Options,
) -> None:
    """See what to do today, in what order, and why (the same as am).

    Four sections: today's meetings, deadlines, what is promised or owed, who to keep in touch with. A
    deadline within a week has a line of its own, or is counted in one. Each line ends in the command to
    type next.

    \b
    am --all                    every line, not only what fits the screen
    am --explain                and why they are in this order
    am tier:key                 key accounts only
    am today -o json | jq -r '.actions[].command'
    """
    asked = Asked(run, words)
    asked.restrict()
    found = show_morning(run, everything, explain, asked, out)
    run.stdout.flush()
    for fault in found.play_faults:
        run.warn(fault)
    if run.as_of is None and not run.accounts:
        from amcli.reports.morning import keep_day

        keep_day(found)


def show_morning(run: Run, everything: bool, explain: bool, asked: Asked, out: Options) -> "Morning":
    """Show the morning of the open book; what only a program reads is put together only for one."""
    from amcli.reports.morning import read_morning

    drawn = is_drawn(run, out)
    if drawn:
        found = read_morning(run.world)
    else:
        from amcli.reports.today import ACTION_FIELDS, PAGE, today_object

        found = read_morning(run.world)
        made = today_object(found)

    def page() -> "PersonsPage":
        from amcli.reports.morning_page import morning_page

        whole = everything or not drawn
        return morning_page(found, run.book_file, asked.words, whole=whole, explained=explain)

    if drawn:
        finish(run, Page("morning", {}, about=asked.about(), page=page), out)
        return found
    codes = list(dict.fromkeys(action["account"] for action in made["actions"]))
    about = asked.about()
    shown = Page("morning", made, codes, ACTION_FIELDS, made["actions"], about, page, shape=PAGE)
    finish(run, shown, out)
    return found


@shows(REPORT_OPTIONS)
def week(
    run: Run,
    words: Filters = None,
    within: Annotated[
        Any, option("--in", "--within", "-i", reader=Duration, help="How far ahead to look (default: 7d).")
    ] = None,
    *,
    out: Options,
) -> None:
    """See meetings, deadlines and tasks of today and the next seven days.

    Meetings, promises, tasks, issues by their target date, notice deadlines, ends of contracts,
    opportunities, goals, QBRs and check-ins, day by day. Also the working days with nothing on them.

    \b
    am week
    am week --in 14d
    am week owner:"Ana Bell"
    am week -o json | jq '.[] | select(.kind == "renewal")'
    """
    from amcli.reports import week as query

    asked = Asked(run, words)
    asked.restrict()
    until = within.after(run.today) if within is not None else after(run.today, 7)
    page = partial(query.week_page, run.today, until)
    rows = query.week_rows(run.world, until)
    finish(
        run, Listing("week", query.FIELDS, rows, lambda row: str(row["ref"] or ""), asked.about(), page), out
    )
