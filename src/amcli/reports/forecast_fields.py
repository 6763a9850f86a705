"""The fields of `am forecast`: the object of a period, its months, its renewals, and the rates it goes by.

What fills them is forecast_data.py.
"""

from amcli.fields import Shape, fields, shape
from amcli.rules.forecast.renewals import STATES
from amcli.vocabulary import BANDS, FORECASTS, TARGET_METRICS

SUMS = fields("""
due       money! value of what is due
renewed   money! of it renewed already
commit    money! of it in commit
likely    money! of it likely
doubtful  money! of it doubtful
lost      money! of it lost, or said to be
missing   money! of it open and without a category; nothing is expected of it
committed money! renewed and commit
best_case money! renewed, commit and likely
weighted  money! what the renewals are expected to bring
""")
MONTH = Shape((*fields("month text! the month\n renewals int! how many are due"), *SUMS))
RENEWAL = shape(
    """
account     text!  the account's code
name        text!  the account's name
contract    text!  the contract's reference
due         day!   the day on which it is due
value       money! what it brings a year, with its amendments
state       text!  renewed, open, churned, or lapsed: past the grace period, not recorded
category    text   of an open one what a person expects; null: missing
band        text   of an open one the account's health today
probability number of an open one how likely it is; null without a category
weighted    money! what it is expected to bring
slipped     text   what got worse since the last weekly digest
""",
    state=STATES,
    category=FORECASTS,
    band=BANDS,
)
RATE = shape(
    """
band     text!  health of the account 30 days before the renewal was due
outcomes int!   renewals that were renewed or lost
renewed  int!   of them renewed
rate     number share renewed; null without any
used     bool!  whether open renewals of this health use it
""",
    band=BANDS,
)
GROWTH = shape("""
opportunities int!   open ones that are expected in the period
value         money! their value
weighted      money! of it what is expected, by their probabilities
unweighted    int!   of them without a value or a probability, left out of what is expected
""")
TARGET = shape(
    """
metric   text!   what is to be reached
value    number! the target
booked   money   what counts already; null for a ratio
expected number  what is expected in the end, booked and forecast; null where undefined
missing  money   gap to target; null for a ratio
""",
    metric=TARGET_METRICS,
)
PERIOD = shape("from day! its first day\n to day! its last day")
HEAD = fields("""
period     object! the period
as_of      day!    the day on which it is asked
currency   text!   the currency of every amount
due_number int!    how many renewals are due
""")
EXPECTED = fields("""
weighted_p10 money!  one trial in ten brings no more
weighted_p90 money!  nine trials in ten bring no more
accounts     int!    the accounts that retention is counted over
opening_arr  money!  their revenue at the opening, without what has no category
grr          number  expected gross revenue retention
grr_p10      number  one trial in ten comes to no more
grr_p90      number  nine trials in ten come to no more
nrr          number  expected net revenue retention
nrr_p10      number  one trial in ten comes to no more
nrr_p90      number  nine trials in ten come to no more
uplift       number! what those renewed are taken to grow by
trials       int!    how often the renewals were drawn
seed         int!    where the draws began
unvalued     int!    open contracts that end in the period and have no value
upsell       object! upsells expected in the period, apart from the renewals
cross_sell   object! cross-sells, the same
attainment   number  target attainment: renewals and expansion booked, as a share of the target
still_missing money  gap to target: what is still to be booked
digest_on    day     the weekly digest that slips are counted from
targets      list!   your targets for this period
months       list!   the sums of each month
renewals     list!   every renewal that is due
rates        list!   your book's own renewal rates, by health
why          object! for each number that there is none of, why
""")
PAGE = Shape(
    (*HEAD, *SUMS, *EXPECTED),
    {
        "period": PERIOD, "upsell": GROWTH, "cross_sell": GROWTH, "targets": TARGET, "months": MONTH,
        "renewals": RENEWAL, "rates": RATE, "why": str,
    },
)  # fmt: skip
