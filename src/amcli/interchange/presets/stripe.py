"""What the rows of Stripe's `subscriptions.csv` say: what a year is worth, when a term ends.

Amounts are in major units and stand for one period of the subscription. A period ends at the instant at which
the next one begins: the last day is the one before. Days are Stripe's own, which are those of UTC. Not for
invoices and payments, which say what was paid and not what was agreed.
"""

import datetime as dt
from fractions import Fraction

from amcli.interchange.presets import cells as c
from amcli.interchange.tables.layouts import Cells
from amcli.interchange.values.localtime import local
from amcli.rules.subscriptions import LEAVES, NEVER_BEGAN, RUNS, TRIES, Standing, standing
from amcli.rules.successors import A_YEAR, DAY, months_of

SEVERAL = "amount taken as that of all units together"
NOT_A_DAY = " (not a time as Stripe writes it)"
DAY_LENGTH = len("2026-03-01")
# How many periods of an interval there are in a year.
PERIODS = {"day": 365, "week": 52, "month": 12, "year": 1}
MOST = 10**12
# Names of prices and plans that nobody chose.
IDS = ("price_", "plan_", "prod_")


def moment(text: str) -> dt.datetime | None:
    """An instant such as `2026-03-01 09:14`, in UTC as Stripe writes it; None for what is none."""
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def day(cells: Cells, *headers: str) -> dt.date | None:
    """The local day of an instant, by the clock of the day on which the subscription began: changing clocks
    make no month longer. A day without a time is that day."""
    text = cells(*headers)
    found, begun = moment(text), moment(cells("$start"))
    if found is None or len(text) == DAY_LENGTH:
        return found and found.date()
    return (found + (local(begun or found).utcoffset() or dt.timedelta())).date()


def day_of(cells: Cells, *headers: str) -> str:
    """The day of an instant, which is told as such where it is none."""
    found, text = day(cells, *headers), cells(*headers)
    return found.isoformat() if found else text and text + NOT_A_DAY


def last_day(cells: Cells) -> str:
    """The last day of the period that runs, or that was the last."""
    found, begun = day(cells, "$period_end"), day(cells, "$start")
    if found is None:
        return day_of(cells, "$period_end")
    return max(found - DAY, begun or found - DAY).isoformat()


def standing_of(cells: Cells) -> Standing:
    """What its status says, and whether it is cancelled at the end of its period."""
    found = standing(cells("$status")) or RUNS
    return LEAVES if found == RUNS and cells("$leaving").casefold() in c.YES else found


def annual(cells: Cells) -> str:
    """The amount of a year: of the length that the present period has, where that is whole intervals."""
    amount, interval = cells("Amount"), cells("Interval").casefold()
    if not amount or interval not in PERIODS:
        return amount and f"{amount} a {interval or 'period'}"
    if cells("Quantity") not in ("", "0", "1"):
        cells.note(SEVERAL, cells("$names") or cells("id"))
    try:
        year = Fraction(amount.replace(",", "")) * per_year(cells, interval)
    except (ValueError, ZeroDivisionError):
        return amount
    return f"{float(year):.2f}" if abs(year) < MOST else amount


def per_year(cells: Cells, interval: str) -> Fraction:
    """How many periods there are in a year: a quarter is three months in one period."""
    starts, ends = day(cells, "$period_start"), day(cells, "$period_end")
    months = months_of(starts, ends - DAY) if starts and ends and ends > starts else None
    length = {"month": 1, "year": A_YEAR}.get(interval)
    if length and months and months % length == 0:
        return Fraction(A_YEAR, months)
    return Fraction(PERIODS[interval])


def product(text: str) -> str:
    """What was bought, where it has a name."""
    return "" if text.startswith(IDS) else text


def terminated(cells: Cells) -> str:
    """The first day on which it no longer runs, where that is before the end of its period."""
    ended, last, begun = day(cells, "$ended"), day(cells, "$period_end"), day(cells, "$start")
    if ended is None or last is None or ended >= last:
        return ""
    return max(ended, begun or ended).isoformat()


def domain(text: str) -> str:
    """The domain of an e-mail address, unless it is a mail provider's."""
    return c.domain(text.rpartition("@")[2]) if "@" in text else ""


def is_lost(cells: Cells) -> bool:
    """Whether it was cancelled, at once or at the end of its period."""
    return standing_of(cells).lost


def is_trial(cells: Cells) -> bool:
    """Whether it is only being tried."""
    return standing_of(cells) == TRIES


def never_began(cells: Cells) -> bool:
    """Whether it was never paid."""
    return standing_of(cells) == NEVER_BEGAN


def starts(cells: Cells) -> str:
    """The first day of the first term."""
    return day_of(cells, "$start")


def auto_renew(cells: Cells) -> str:
    """Whether it goes on unless cancelled."""
    return "yes" if standing_of(cells).auto_renew else "no"


def outcome(cells: Cells) -> str:
    """A loss, where it was cancelled."""
    return "churned" if is_lost(cells) else ""


def lost_on(cells: Cells) -> str:
    """The day on which it was cancelled."""
    return day_of(cells, "$cancelled", "$ended") if is_lost(cells) else ""
