"""The fields of `am portfolio`: the groups of its rows, and the object of `-o json` with all its parts.

What fills them is portfolio.py.
"""

from amcli.fields import Field, Shape, fields, shape
from amcli.reports.white_space import FIELDS as SPACE_FIELDS
from amcli.rules.portfolio import DIMENSIONS
from amcli.vocabulary import TIERS

DEFAULT_DIMENSIONS = ("tier", "segment", "region", "owner")
GROUP_FIELDS = fields(
    """
dimension   text!  tier, segment, region, owner or industry
group       text   the value that the accounts share; null for those without one
accounts    int!   accounts that are onboarding or active
arr         money! their annual recurring revenue
share       number their part of all ARR
critical    int!   critical accounts
at_risk     int!   accounts at risk
unknown     int!   accounts with too little on record to tell
arr_at_risk money! ARR of the critical and at-risk ones
currency    text!  currency of arr and arr_at_risk
""",
    dimension=DIMENSIONS,
)
HEAD = fields("""
date     day!    the day
currency text!   currency of every amount
totals   object! the sums of the book
""")
BODY = fields("""
by            object! the accounts by tier, segment, region and owner
concentration object! what the largest accounts carry
key_accounts  object! how many accounts are key
renewals      object! ends of contracts by month
load          object! hours needed against hours available
touches       object! touches of the last 90 days by tier
coverage      object! accounts overdue for a check-in, and accounts without enough on record
white_space   list!   every account with every product
""")
TOTALS = shape("""
accounts           int!   accounts that are onboarding or active
arr                money! their annual recurring revenue
critical           int!   critical accounts
at_risk            int!   accounts at risk
unknown            int!   accounts with too little on record to tell
arr_at_risk        money! ARR of the critical and at-risk ones
converted_accounts int!   accounts with ARR in another currency
""")
CONCENTRATION = shape(
    "top object! the top fifth of the accounts\n largest object the largest account",
    {
        "top": shape("accounts int! how many\n arr money! their ARR\n share number their part of all ARR"),
        "largest": shape("""
account text!  the account's code
name    text!  the account's name
arr     money! annual recurring revenue
share   number its part of all ARR
"""),
    },
)
KEY_ACCOUNTS = shape("""
accounts int!  accounts of the tier key
most     int!  more are too many
over     bool! whether there are more
""")
ENDS = shape("contracts int! how many\n value money! their value a year")
RENEWALS = shape(
    """
months list!   the twelve months from this one on
past   object! what is past its end
later  object! what ends after those months
""",
    {
        "months": shape("""
month     text!  the month, such as 2026-03
contracts int!   contracts that end in it
value     money! their value a year
times     number compared with the average month
over      bool!  whether that is too much for a month
"""),
        "past": ENDS,
        "later": ENDS,
    },
)
LOAD = shape(
    """
tiers     list!   each tier
hours     number! hours needed a month
available number! hours available a month
ratio     number  needed against available
state     text!   how that is
""",
    {
        "tiers": shape(
            """
tier       text!   key, standard or light
accounts   int!    its accounts
hours_each number! hours a month for one of them
hours      number! hours a month for all of them
""",
            tier=TIERS,
        )
    },
)
TOUCHES = shape(
    """
days  int!  how many days back
tiers list! each tier
alike list! tiers touched no more than a lower one
""",
    {
        "tiers": shape(
            """
tier        text!  key, standard or light
accounts    int!   its accounts
touches     int!   touches of them
per_account number touches of one of them
""",
            tier=TIERS,
        ),
        "alike": shape("tier text! the tier\n than text! the lower one", tier=TIERS, than=TIERS),
    },
)
COVERAGE = shape("""
beyond_cadence  int!   accounts that did not hear from you within their cadence
beyond_share    number their part of the accounts
beyond_accounts list!  their codes
unknown         int!   accounts with too little on record to tell
unknown_share   number their part of the accounts
""")


def page_shape(by: tuple[str, ...], parts: tuple[str, ...]) -> Shape:
    """The object of `-o json` with some of its parts."""
    group = Shape(GROUP_FIELDS)
    grouped = Shape(
        tuple(Field(name, "list", f"by {name}", sure=True) for name in by), dict.fromkeys(by, group)
    )
    inner = {
        "totals": TOTALS,
        "by": grouped,
        "concentration": CONCENTRATION,
        "key_accounts": KEY_ACCOUNTS,
        "renewals": RENEWALS,
        "load": LOAD,
        "touches": TOUCHES,
        "coverage": COVERAGE,
        "white_space": Shape(SPACE_FIELDS),
    }
    return Shape((*HEAD, *(field for field in BODY if field.name in parts)), inner)
