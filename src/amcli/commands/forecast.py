"""`am forecast`: what the renewals of a period may bring, and what is missing of my number."""

from functools import partial

from amcli.commands.declared import option
from amcli.commands.filtering import Asked, Filters
from amcli.commands.options import (
    NO_HEADER,
    REPORT_PAGE_OPTIONS,
    Everything,
    Plot,
    finish,
    period_of,
    show_charts,
    shows,
)
from amcli.commands.readers import Value, Whole
from amcli.context import Run
from amcli.hints import TYPE_CHECKING, Annotated, Any
from amcli.output.result import Options, Page
from amcli.reports import charts as pictures
from amcli.reports import forecast_data as queries
from amcli.reports.forecast import forecast_page
from amcli.reports.forecast_fields import PAGE, RENEWAL, forecast_object
from amcli.rules.names import in_shell, shown
from amcli.rules.numbers import parse_share
from amcli.rules.targets import period_named

if TYPE_CHECKING:
    from amcli.reports.forecast_data import Found

TABLE_OPTIONS = (*REPORT_PAGE_OPTIONS, NO_HEADER)
DEFAULT_PERIOD = "next-quarter"
MOST_TRIALS = 20_000


class Uplift(Value):
    """A share of what is renewed, in basis points."""

    name = "PERCENT"

    def read(self, text: str, run: Run) -> int:
        """The share."""
        return parse_share(text)


@shows(TABLE_OPTIONS)
def forecast(
    run: Run,
    words: Filters = None,
    period: Annotated[
        str, option("--period", metavar="PERIOD", help="Period: next-quarter, 2026-Q3, 2027.")
    ] = DEFAULT_PERIOD,
    uplift: Annotated[Any, option("--uplift", reader=Uplift(), help="Assumed growth of renewals: 3%.")] = 0,
    trials: Annotated[
        int, option("--trials", reader=Whole(1, MOST_TRIALS), help="How many times to simulate the period.")
    ] = 2000,
    seed: Annotated[
        int,
        option("--seed", reader=Whole(), help="Seed of the simulation; the same seed gives the same result."),
    ] = 1,
    plot: Plot = False,
    everything: Everything = False,
    *,
    out: Options,
) -> None:
    """Forecast renewals and the gap to your target.

    Shows what is due by month and forecast, weighted, the retention that follows with its low and high,
    and upsells and cross-sells separately. Renewals without a forecast are listed, not guessed. The
    guide, am help forecast, says how it is calculated.

    \b
    am forecast
    am forecast --period this-quarter --plot
    am forecast tier:key --uplift 3%
    am forecast -o json | jq .nrr_p10
    """
    asked = Asked(run, words)
    asked.restrict()
    days = period_of(run, period, ahead=True)
    assert days is not None
    found = queries.read_forecast(run.world, days, queries.Asked(trials, seed, uplift))
    made = page(found, asked.about(), command(period), everything=everything)
    if not plot:
        finish(run, made, out)
        return
    show_charts(run, made, lambda _: pictures.forecast(made.data, period_named(days)), out)


def command(period: str) -> str:
    """The command for the same period."""
    return "am forecast" if period == DEFAULT_PERIOD else f"am forecast --period {in_shell(shown(period))}"


def page(found: "Found", about: dict[str, Any], again: str, *, everything: bool) -> Page:
    """The page, with the renewals as its table; in a pipe it is whole."""
    made = forecast_object(found)
    rows = made["renewals"]
    drawn = partial(forecast_page, found, made, command=again, everyone=not about.get("filters"))
    return Page(
        "forecast", made, [row["contract"] for row in rows], RENEWAL.fields, rows, about,
        page=partial(drawn, everything=everything), whole=partial(drawn, everything=True, most=None),
        shape=PAGE,
    )  # fmt: skip
