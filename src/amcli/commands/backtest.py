"""`am backtest`: whether the score warned of the losses that came."""

import datetime as dt
from functools import partial

from amcli.commands.declared import option
from amcli.commands.filtering import Asked, Filters
from amcli.commands.options import NO_HEADER, REPORT_PAGE_OPTIONS, Duration, Everything, finish, shows
from amcli.context import Run
from amcli.errors import BadValue
from amcli.hints import TYPE_CHECKING, Annotated, Any
from amcli.output.progress import progress
from amcli.output.result import Options, Page
from amcli.reports import backtest_data as query
from amcli.reports.backtest import backtest_page, data
from amcli.reports.backtest_fields import LOSS
from amcli.rules.dates import Duration as Length
from amcli.rules.dates import Side
from amcli.rules.daywords import parse_day
from amcli.rules.names import quoted
from amcli.rules.periods import parse_period

if TYPE_CHECKING:
    from amcli.reports.backtest_data import Found

TABLE_OPTIONS = (*REPORT_PAGE_OPTIONS, NO_HEADER)
HORIZON = Length(0, 90)


@shows(TABLE_OPTIONS)
def backtest(
    run: Run,
    words: Filters = None,
    horizon: Annotated[
        Any,
        option("--horizon", reader=Duration, help="How far ahead the score should warn (default: 90d)."),
    ] = None,
    since: Annotated[
        str | None,
        option("--from", metavar="PERIOD|DATE", help="Start of the back-test: 2025, last-12m or a date."),
    ] = None,
    backdated: Annotated[
        bool,
        option("--backdated", help="Count records from their own date, even if entered later."),
    ] = False,
    everything: Everything = False,
    *,
    out: Options,
) -> None:
    """Check whether the score warned of past losses.

    Recalculates every score on the first day of each month from what was on record by then, and compares
    it with the revenue lost within the horizon. How it counts: am help backtest.

    \b
    am backtest
    am backtest --horizon 180d --from 2025
    am backtest tier:key --all
    am backtest -o json | jq '.losses[] | select(.flagged == false)'
    """
    asked = Asked(run, words)
    asked.restrict()
    question = query.Question(horizon or HORIZON, first_day(run, since), backdated)
    with run.book.reading():
        span = query.span_of(run.world, question)
        with progress(run, len(span.days), "replaying") as tick:
            found = query.read_backtest(run.world, question, span, tick)
    finish(run, page(found, asked.about(), everything=everything), out)


def first_day(run: Run, text: str | None) -> "dt.date | None":
    """The first day of a period, or the day that was given. Raises BadValue, also for one that is to come."""
    if text is None:
        return None
    try:
        day = parse_period(text, run.today, order=run.date_order).first
    except BadValue:
        try:
            day = parse_day(text, run.today, Side.HAPPENED, order=run.date_order)
        except BadValue as error:
            raise BadValue(f"--from {error.message}", error.hint) from None
    if day > run.today:
        raise BadValue(f"--from {quoted(text)}: it is in the future.", "For example: --from last-year")
    return day


def page(found: "Found", about: dict[str, Any], *, everything: bool) -> Page:
    """The page, with the losses as its table; in a pipe it is whole."""
    made = data(found)
    codes = list(dict.fromkeys(row["account"] for row in made["losses"]))
    return Page(
        "backtest", made, codes, LOSS.fields, made["losses"], about,
        page=partial(backtest_page, found, made, everything=everything),
        whole=partial(backtest_page, found, made, everything=True),
    )  # fmt: skip
