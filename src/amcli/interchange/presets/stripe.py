"""Files of Stripe's dashboard: `customers.csv` and `subscriptions.csv`.

Amounts are in major units and stand for one period of the subscription. A period ends at the instant at which
the next one begins: the last day is the one before. Days are Stripe's own, which are those of UTC. Not for
invoices and payments, which say what was paid and not what was agreed.
"""

import datetime as dt
from fractions import Fraction

from amcli.interchange.presets import cells as c
from amcli.interchange.tables import layouts
from amcli.interchange.tables.layouts import Cells, Layout, Preset, Skip, first, made, read, whose
from amcli.interchange.values.localtime import local
from amcli.rules.subscriptions import LEAVES, NEVER_BEGAN, RUNS, TRIES, Standing, standing
from amcli.rules.successors import A_YEAR, DAY, months_of

UTC_DAYS = "times are UTC: read as dates of your time zone"
SEVERAL = "amount taken as that of all units together"
NOT_A_DAY = " (not a time as Stripe writes it)"
DAY_LENGTH = len("2026-03-01")
# How many periods of an interval there are in a year.
PERIODS = {"day": 365, "week": 52, "month": 12, "year": 1}
MOST = 10**12
# Names of prices and plans that nobody chose.
IDS = ("price_", "plan_", "prod_")


def utc(*headers: str) -> tuple[str, ...]:
    """Headers of days, which have `(UTC)` behind them in most exports."""
    return tuple(form for header in headers for form in (f"{header} (UTC)", header))


CUSTOMER = ("Customer ID", "Customer")
# Both are there in some exports: the day of the first term, and that of the present plan.
START = utc("Start Date", "Start", "Created")
PERIOD_START, PERIOD_END = utc("Current Period Start"), utc("Current Period End")
CANCELLED, ENDED = utc("Canceled At"), utc("Ended At")
LEAVING = ("Cancel At Period End",)
PLAN = ("Product", "Product Name", "Plan Name", "Plan")
NAMES = ("Customer Name", "Customer Description")
STATUS = ("Status",)


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
    found, begun = moment(text), moment(cells(*START))
    if found is None or len(text) == DAY_LENGTH:
        return found and found.date()
    return (found + (local(begun or found).utcoffset() or dt.timedelta())).date()


def day_of(cells: Cells, *headers: str) -> str:
    """The day of an instant, which is told as such where it is none."""
    found, text = day(cells, *headers), cells(*headers)
    return found.isoformat() if found else text and text + NOT_A_DAY


def last_day(cells: Cells) -> str:
    """The last day of the period that runs, or that was the last."""
    found, begun = day(cells, *PERIOD_END), day(cells, *START)
    if found is None:
        return day_of(cells, *PERIOD_END)
    return max(found - DAY, begun or found - DAY).isoformat()


def standing_of(cells: Cells) -> Standing:
    """What its status says, and whether it is cancelled at the end of its period."""
    found = standing(cells(*STATUS)) or RUNS
    return LEAVES if found == RUNS and cells(*LEAVING).casefold() in ("true", "yes", "1") else found


def annual(cells: Cells) -> str:
    """The amount of a year: of the length that the present period has, where that is whole intervals."""
    amount, interval = cells("Amount"), cells("Interval").casefold()
    if not amount or interval not in PERIODS:
        return amount and f"{amount} a {interval or 'period'}"
    if cells("Quantity") not in ("", "0", "1"):
        cells.note(SEVERAL, cells(*NAMES) or cells("id"))
    try:
        year = Fraction(amount.replace(",", "")) * per_year(cells, interval)
    except (ValueError, ZeroDivisionError):
        return amount
    return f"{float(year):.2f}" if abs(year) < MOST else amount


def per_year(cells: Cells, interval: str) -> Fraction:
    """How many periods there are in a year: a quarter is three months in one period."""
    starts, ends = day(cells, *PERIOD_START), day(cells, *PERIOD_END)
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
    ended, last, begun = day(cells, *ENDED), day(cells, *PERIOD_END), day(cells, *START)
    if ended is None or last is None or ended >= last:
        return ""
    return max(ended, begun or ended).isoformat()


def domain(text: str) -> str:
    """The domain of an e-mail address, unless it is a mail provider's."""
    return c.domain(text.rpartition("@")[2]) if "@" in text else ""


def own_name(header: str) -> str:
    """What a column of metadata is called where it was made up."""
    return header.removesuffix(" (metadata)")


def is_lost(cells: Cells) -> bool:
    """Whether it was cancelled, at once or at the end of its period."""
    return standing_of(cells).lost


TRIALS = Skip(layouts.ON_TRIAL, lambda cells: standing_of(cells) == TRIES, STATUS)
NOT_BEGUN = Skip(layouts.NEVER_BEGAN, lambda cells: standing_of(cells) == NEVER_BEGAN, STATUS)
PEOPLE_NEED = (
    ("id",),
    ("Email",),
    ("Delinquent", "Total Spend", "Payment Count", "Default Source", "Card ID"),
)
NOT_CUSTOMERS = ("Customer ID", "Amount")

STRIPE = Preset(
    "stripe",
    "Stripe",
    (
        Layout(
            "customers",
            "accounts",
            PEOPLE_NEED,
            (
                first("source_id", "id"),
                first("name", "Name", "Description", "Email"),
                read("domain", domain, "Email"),
            ),
            never=NOT_CUSTOMERS,
            custom=own_name,
        ),
        Layout(
            "customers",
            "contacts",
            PEOPLE_NEED,
            (
                first("source_id", "id"),
                made("account", lambda cells: whose(ids=[cells("id")]), "id"),
                first("email", "Email"),
                first("phone", "Phone"),
            ),
            never=NOT_CUSTOMERS,
            only=lambda cells: bool(cells("Email")),
        ),
        Layout(
            "subscriptions",
            "contracts",
            (("id",), CUSTOMER, STATUS, PERIOD_END, ("Interval", "Plan", "Product")),
            (
                first("source_id", "id"),
                made(
                    "account",
                    lambda cells: whose(
                        ids=[cells(*CUSTOMER)], names=[cells(*NAMES)], mails=cells("Customer Email")
                    ),
                    *(*CUSTOMER, *NAMES, "Customer Email"),
                ),
                read("product", product, *PLAN),
                first("quantity", "Quantity"),
                made("starts_on", lambda cells: day_of(cells, *START), *START),
                made("ends_on", last_day, *PERIOD_END),
                made("annual_value", annual, "Amount", "Interval", *PERIOD_START),
                read("currency", str.upper, "Currency"),
                made(
                    "auto_renew",
                    lambda cells: "yes" if standing_of(cells).auto_renew else "no",
                    *(*STATUS, *LEAVING),
                ),
                made("outcome", lambda cells: "churned" if is_lost(cells) else "", *STATUS, *LEAVING),
                made(
                    "outcome_on",
                    lambda cells: day_of(cells, *CANCELLED, *ENDED) if is_lost(cells) else "",
                    *(*CANCELLED, *ENDED),
                ),
                made("terminated_on", terminated, *ENDED),
                first("reason", "Cancellation Reason", "Cancellation Comment", "Cancellation Feedback"),
            ),
            skips=(TRIALS, NOT_BEGUN),
            warning=lambda headers: UTC_DAYS,
            periods=True,
            custom=own_name,
        ),
    ),
)
