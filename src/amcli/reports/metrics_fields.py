"""The fields of `am metrics`: the object of a period, its groups, one metric opened, and the table of rows.

They follow from the register of metrics; what fills them is metrics.py.
"""

from collections.abc import Sequence

from amcli.fields import Field, Shape, fields, shape
from amcli.rules.metrics.metric import COUNT
from amcli.rules.metrics.register import METRICS

BY = ("account", "tier", "segment", "owner", "region", "product", "month", "quarter", "cohort")
SURE = ("account", "month", "quarter")
GROUPED = {"cohort": "year of the first ARR"}
ENDED = shape("""
contracts int!   how many ended on it
value     money! what they were worth a year
lost      money! of it lost: in the renewal rates of this period, in the ARR bridge of the next
""")
PERIOD = shape("from day! its first day\n to day! its last day")
REVENUE = fields("""
opening_arr     money! annual recurring revenue at the end of the day before
fx              money! what exchange rates alone did to the opening
new             money! of accounts that never had any before
reactivated     money! of accounts that had some once, and none at the opening
expansion       money! growth of accounts that had some at the opening
contraction     money! losses of accounts that still have some
churned         money! of accounts that have none left
closing_arr     money! at the end of the last day
mrr             money! the closing revenue of a month
contracted_arr  money! signed, not yet started
contracted_net  money! the same, less what those contracts follow, less known_losses
known_losses    money! of the closing ARR: recorded as lost, still running
carr            money! contracted ARR: closing_arr and contracted_net
lapsed_arr      money! of the closing ARR: past its end, not recorded, within the grace period
unconfirmed_arr money! of the closing ARR: past its end, auto-renewing
price           money! what accounts of the opening bought more of: the same quantity at a better price
upsell          money! the same: more of a product that was held, by amendment or renewed as another too
cross_sell      money! the same: a product that was not held and renews no other
offset          money! what of the three nets out within accounts: they less it are the expansion
""")
ACCOUNTS = shape("""
opening     int! with revenue at the opening
new         int! new ones
reactivated int! that came back
expansion   int! that grew
contraction int! that shrank
churned     int! that left
closing     int! with revenue at the end
""")
NUMBERS = tuple(
    Field(metric.name, "number", metric.formula, metric.unit == COUNT, was=metric.was) for metric in METRICS
)
HEAD = fields("""
period   object! the period
as_of    day!    the day on which it closes
currency text!   the currency of every amount
""")
TAIL = fields("""
ended_on_last_day object! contracts that ended on the last day of the period, and stop on the day after
accounts object! how many accounts stand behind the bridge
why      object! for each number that there is none of, why
one_off       money! apart from ARR, by its last day: one-offs of the period
usage_revenue money! the same: usage of the period
usage_12m     money! the same: usage of the twelve months to the closing
""")
BODY = (*HEAD, *REVENUE, *NUMBERS, *TAIL)
INNER = {"period": PERIOD, "ended_on_last_day": ENDED, "accounts": ACCOUNTS, "why": str}
PAGE = Shape(BODY, INNER)
TABLE = fields("""
metric text!  its name
value  number the number; none where it is undefined
before number that of the period before
change number the difference
top    number! the part above the line
bottom number! the part below it
unit   text!  ratio, points, days, money, score or count
why    text   why there is no number
""")
ITEM = shape("""
account text    the account's code
name    text    the account's name
record  text    the record's reference
on      day     its day
top     number! its part above the line
bottom  number! its part below it
note    text    what it is
""")
OPENED = Shape(
    fields("""
metric   text!   its name
label    text!   what it is called
period   object! the period
as_of    day!    the day on which it closes
currency text!   the currency of every amount
value    number  the number; none where it is undefined
unit     text!   ratio, points, days, money, score or count
top      number! the part above the line
bottom   number! the part below it
formula  text!   how it is made
source   text!   whose measure it is, or what it rests on
why      text    why there is no number
items    list!   the accounts and records behind it
"""),
    {"period": PERIOD, "items": ITEM},
)


REASONS = Shape(
    fields("""
reason      text   why it was lost, as recorded; none: not recorded
accounts    int!   how many accounts lost something for it
contracts   int!   how many of their contracts
lost        money! what that was a year: churned and contraction of the ARR bridge
share       number its part of all that was lost
churned     money! of it, of accounts that have none left
contraction money! of it, of accounts that still have some
currency    text!  the currency of every amount
""")
)
ONE = Shape(
    fields("""
group  text    what the group shares
period object! the days of the line
value  number  the number; none where it is undefined
top    number! the part above the line
bottom number! the part below it
why    text    why there is no number
"""),
    {"period": PERIOD},
)
AFTER = shape("""
months int!    months after the first day of each account
value  number  what was left; none until the youngest account is that old
top    number! what they bring then; for logo_retention, how many
bottom number! what they brought on the first day
why    text    why there is no number
""")
AGEING = Shape(
    fields("""
cohort   text! year of the first ARR
accounts int!  how many accounts
after    list! what was left after 12, 24, 36 months and so on
"""),
    {"after": AFTER},
)


def ages(months: Sequence[int]) -> tuple[Field, ...]:
    """The columns of AGEING where there are no lists: one for each age."""
    columns = (Field(age(each), "number", f"what was left after {each} months") for each in months)
    return (*AGEING.fields[:-1], *columns)


def age(months: int) -> str:
    """The name of a column: `12m`."""
    return f"{months}m"


def grouped(by: str) -> Shape:
    """The rows of `--by`."""
    (key,) = fields(f"{by} text{'!' if by in SURE else ''} {GROUPED.get(by, 'what the group shares')}")
    return Shape((key, *BODY), INNER)
