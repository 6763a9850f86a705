"""`am backtest`: whether the score warned of the losses that came."""

import datetime as dt
from functools import partial

from amcli.commands.declared import option
from amcli.commands.filtering import Asked, Filters
from amcli.commands.options import NO_HEADER, REPORT_PAGE_OPTIONS, Duration, Everything, finish, shows
from amcli.commands.readers import Share
from amcli.context import Run
from amcli.errors import BadValue, Refused
from amcli.facts.meaning import Tens, keep_meaning
from amcli.hints import TYPE_CHECKING, Annotated, Any
from amcli.output.progress import progress
from amcli.output.result import Options, Page
from amcli.reports import backtest_data as query
from amcli.reports.backtest import backtest_page, data, length
from amcli.reports.backtest_fields import LOSS, PAGE
from amcli.reports.fit import settings_of, why_not
from amcli.rules.dates import Duration as Length
from amcli.rules.dates import Side
from amcli.rules.daywords import parse_day
from amcli.rules.fit import Fit, fit
from amcli.rules.names import quoted
from amcli.rules.numbers import BASIS_POINTS
from amcli.rules.periods import parse_period

if TYPE_CHECKING:
    from amcli.facts.account_facts import World
    from amcli.reports.backtest_data import Found

TABLE_OPTIONS = (*REPORT_PAGE_OPTIONS, NO_HEADER)
HORIZON = Length(0, 90)


@shows(TABLE_OPTIONS)
def backtest(
    run: Run,
    words: Filters = None,
    horizon: Annotated[
        Any, option("--horizon", reader=Duration, help="How far ahead the score should warn (default: 90d).")
    ] = None,
    since: Annotated[
        str | None,
        option("--from", metavar="PERIOD|DATE", help="Start of the back-test: 2025, last-12m or a date."),
    ] = None,
    backdated: Annotated[
        bool, option("--backdated", help="Count records from their own date, even if entered later.")
    ] = False,
    churn_only: Annotated[
        bool, option("--churn-only", help="Count only losses after which nothing was left.")
    ] = False,
    least: Annotated[
        Any,
        option("--least", reader=Share(), help="Count only falls of this share of an account's ARR: 10%."),
    ] = None,
    learns: Annotated[
        bool, option("--fit", help="Learn points from your own losses, if that helps.")
    ] = False,
    apply: Annotated[bool, option("--apply", help="Set the points that --fit offers.", writes=True)] = False,
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
    am backtest --fit
    am backtest -o json | jq '.losses[] | select(.flagged == false)'
    """
    asked = Asked(run, words)
    asked.restrict()
    if apply and (not learns or run.as_of is not None):
        raise BadValue("--apply needs --fit, without --as-of.", "For example: am backtest --fit --apply")
    fall = smallest_fall(churn_only, least)
    question = query.Question(horizon or HORIZON, first_day(run, since), backdated, fall, learns)
    span = query.span_of(run.world, question)
    with progress(run, len(span.days), "replaying") as tick:
        found = query.read_backtest(run.world, question, span, tick)
    remember(run.world, found)
    learned = fit(found.result, run.world.model) if learns else None
    if apply and learned is not None:
        set_points(run, learned)
    finish(run, page(found, asked.about(), learned, applied=apply, everything=everything), out)


def set_points(run: Run, learned: Fit) -> None:
    """Write the points into the settings file, in one step. Raises Refused where they are not offered."""
    from amcli.commands.config import keep
    from amcli.config.file import with_settings

    if not learned.offered:
        raise Refused(f"{why_not(learned)} Nothing was changed.", "See it: am backtest --fit")
    keep(run, with_settings(run.config_path, settings_of(learned)))


def remember(world: "World", found: "Found") -> None:
    """Let `am risks ACCOUNT` and the web page say what scores have meant."""
    result = found.result
    tens = [Tens(*each) for each in result.tens]
    lost = sum(1 for case in result.cases if case.losses)
    keep_meaning(world, length(found.question.horizon), found.question.least, tens, (len(result.cases), lost))


def smallest_fall(churn_only: bool, least: float | None) -> int:
    """The smallest fall that counts, in basis points; 0 for every one. Raises BadValue."""
    if churn_only and least is not None:
        raise BadValue("--churn-only and --least don't go together.", "Churn is a fall of 100%.")
    if least == 0:
        raise BadValue("--least 0%: a fall is more than nothing.", "For example: --least 10%")
    return BASIS_POINTS if churn_only else round((least or 0) * BASIS_POINTS)


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


def page(
    found: "Found", about: dict[str, Any], learned: Fit | None, *, applied: bool, everything: bool
) -> Page:
    """The page, with the losses as its table; in a pipe it is whole."""
    made = data(found, learned, applied=applied)
    drawn = partial(backtest_page, found, made, learned, applied=applied)
    codes = list(dict.fromkeys(row["account"] for row in made["losses"]))
    return Page(
        "backtest", made, codes, LOSS.fields, made["losses"], about,
        page=partial(drawn, everything=everything),
        whole=partial(drawn, everything=True),
        shape=PAGE,
    )  # fmt: skip
