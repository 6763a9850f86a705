"""What became of the revenue there was: retention, churn, expansion, and what a customer is worth.

The cohort is fixed at the opening, and what new customers do later never enters (SaaS Metrics Standards
Board, Net Revenue Retention and Gross Revenue Retention).
"""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

from amcli.hints import NamedTuple
from amcli.rules.metrics.contracts import DAY
from amcli.rules.metrics.growth import CROSS_SELL, UPSELL, parts
from amcli.rules.metrics.metric import MONEY, RATIO, Item, Metric, Number, Scope, share

NO_OPENING = "no opening ARR"
NO_CHURN = "no churn to divide by"
NO_MARGIN = "no margin: am config set metrics.gross_margin 75%"
NO_COHORT = "no accounts with opening ARR"
YEAR = 365


class Sums(NamedTuple):
    """What the cohort comes to."""

    accounts: int
    opening: int
    closing: int
    kept: int
    alive: int
    grown: int


def sums(scope: Scope) -> Sums:
    """The sums of the cohort, in one go; of accounts that stay as they are all are the same."""
    number = len(scope.cohort)
    opening = sum([move.opening for move in scope.cohort])
    closing, kept, alive, grown = opening, opening, number, 0
    for move in scope.bridge.changed:
        if move.opening > 0:
            after = max(move.closing, 0)
            closing += after - move.opening
            kept -= max(move.opening - after, 0)
            alive -= after == 0
            grown += max(after - move.opening, 0)
    return Sums(number, opening, closing, kept, alive, grown)


def net_sums(scope: Scope) -> tuple[int, int]:
    found = scope.once(sums)
    return found.closing, found.opening


def gross_sums(scope: Scope) -> tuple[int, int]:
    found = scope.once(sums)
    return found.kept, found.opening


def logo_sums(scope: Scope) -> tuple[int, int]:
    found = scope.once(sums)
    return found.alive, found.accounts


def lost_gross_sums(scope: Scope) -> tuple[int, int]:
    found = scope.once(sums)
    return found.opening - found.kept, found.opening


def lost_net_sums(scope: Scope) -> tuple[int, int]:
    found = scope.once(sums)
    return found.opening - found.closing, found.opening


def expanded_sums(scope: Scope) -> tuple[int, int]:
    found = scope.once(sums)
    return found.grown, found.opening


def net(scope: Scope) -> list[Item]:
    """Closing and opening revenue of the cohort; who churned counts as nothing."""
    return [Item(move.account, max(move.closing, 0), move.opening) for move in scope.cohort]


def gross(scope: Scope) -> list[Item]:
    """The same without any growth."""
    return [
        Item(move.account, min(move.opening, max(move.closing, 0)), move.opening) for move in scope.cohort
    ]


def logos(scope: Scope) -> list[Item]:
    """One for each account of the cohort that still has revenue."""
    return [Item(move.account, int(move.closing > 0)) for move in scope.cohort]


def lost_gross(scope: Scope) -> list[Item]:
    """What the cohort lost, without its growth."""
    return [item._replace(top=item.bottom - item.top) for item in gross(scope)]


def lost_net(scope: Scope) -> list[Item]:
    """What the cohort lost, less its growth."""
    return [item._replace(top=item.bottom - item.top) for item in net(scope)]


def expanded(scope: Scope) -> list[Item]:
    """What each account of the cohort grew by."""
    return [Item(move.account, max(move.closing - move.opening, 0), move.opening) for move in scope.cohort]


def with_part(scope: Scope, kind: str) -> list[Item]:
    """One for each account of the cohort that bought more of a kind."""
    bought = {part.account for part in scope.once(parts) if part.kind == kind}
    return [Item(move.account, int(move.account in bought)) for move in scope.cohort]


def bought_sums(scope: Scope, kind: str) -> tuple[int, int]:
    """How many accounts of the cohort bought more of a kind, and how many there are."""
    bought = {part.account for part in scope.once(parts) if part.kind == kind}
    return len(bought), len(scope.cohort)


def upsold_sums(scope: Scope) -> tuple[int, int]:
    return bought_sums(scope, UPSELL)


def cross_sold_sums(scope: Scope) -> tuple[int, int]:
    return bought_sums(scope, CROSS_SELL)


def upsold(scope: Scope) -> list[Item]:
    """Accounts that bought more of what they had."""
    return with_part(scope, UPSELL)


def cross_sold(scope: Scope) -> list[Item]:
    """Accounts that bought what they had not."""
    return with_part(scope, CROSS_SELL)


def endings(scope: Scope) -> list[Item]:
    """The revenue of each account at the end, of which both lifetime values are made."""
    return [Item(move.account, move.closing) for move in scope.bridge.moves if move.closing > 0]


def ending_sums(scope: Scope) -> tuple[int, int]:
    """That of all of them, and how many they are."""
    found = [move.closing for move in scope.bridge.moves if move.closing > 0]
    return sum(found), len(found)


def simple_value(scope: Scope, items: Sequence[Item]) -> Number | None:
    """Revenue an account over annual gross churn."""
    lost, opening = lost_gross_sums(scope)
    number = sum(item.bottom for item in items)
    if not lost or not number:
        return None
    each = Fraction(sum(item.top for item in items)) / Fraction(number)
    return float(each) / yearly(lost / opening, scope.window.first, scope.window.last)


def value(scope: Scope, items: Sequence[Item]) -> Number | None:
    """The same, of which the margin is kept."""
    found, margin = simple_value(scope, items), scope.settings.margin
    return None if found is None or margin is None else float(found) * float(margin)


def no_value(scope: Scope) -> str:
    """Why there is none."""
    return NO_MARGIN if scope.settings.margin is None else NO_CHURN


def yearly(lost: float, first: dt.date, last: dt.date) -> float:
    """A loss within some days as one of a year, by compounding: 12.5 % a quarter are 41.4 % a year."""
    return float(1 - (1 - lost) ** years_in(first, last))


def years_in(first: dt.date, last: dt.date) -> float:
    """How often the days fit a year: 12 over whole months, else 365 over days."""
    after = last + DAY
    if first.day == 1 and after.day == 1:
        return 12 / ((after.year - first.year) * 12 + after.month - first.month)
    return YEAR / ((last - first).days + 1)


RETENTION = (
    Metric(
        "nrr", "Net revenue retention", RATIO,
        "closing ARR of the accounts with opening ARR / their opening ARR",
        "the cohort view of net dollar retention that listed subscription companies report",
        NO_OPENING, "", net, share, True, net_sums,
    ),
    Metric(
        "grr", "Gross revenue retention", RATIO,
        "sum of min(opening, closing) of the accounts with opening ARR / their opening ARR",
        "the same cohort without growth, so never over 1", NO_OPENING, "", gross, share, True, gross_sums,
    ),
    Metric(
        "logo_retention", "Logo retention", RATIO,
        "opening accounts that still have ARR / opening accounts",
        "customers counted, not money", NO_COHORT, "accounts", logos, share, False, logo_sums,
    ),
    Metric(
        "revenue_churn_gross", "Revenue churn, gross", RATIO,
        "(churned + contraction) / opening ARR = 1 - grr", "the complement of grr",
        NO_OPENING, "", lost_gross, share, True, lost_gross_sums,
    ),
    Metric(
        "revenue_churn_net", "Revenue churn, net", RATIO, "1 - nrr; below 0 where growth outweighs losses",
        "the complement of nrr", NO_OPENING, "", lost_net, share, True, lost_net_sums,
    ),
    Metric(
        "expansion_rate", "Expansion", RATIO, "expansion / opening ARR",
        "growth of the accounts with opening ARR, net of their own losses",
        NO_OPENING, "", expanded, share, True, expanded_sums,
    ),
    Metric(
        "upsell_rate", "Accounts with upsell", RATIO,
        "opening accounts that bought more by quantity or amendment / opening accounts",
        "more of a product they already had", NO_COHORT, "accounts", upsold, share, False, upsold_sums,
    ),
    Metric(
        "cross_sell_rate", "Accounts with cross-sell", RATIO,
        "opening accounts that bought a product they didn't have / opening accounts",
        "something new to the customer", NO_COHORT, "accounts", cross_sold, share, False, cross_sold_sums,
    ),
    Metric(
        "clv_simple", "Customer lifetime value, simple", MONEY,
        "closing ARR per account / annual gross revenue churn",
        "an annuity that shrinks by its churn: value = payment / rate", NO_CHURN, "",
        endings, simple_value, True, ending_sums,
    ),
    Metric(
        "clv", "Customer lifetime value", MONEY,
        "closing ARR per account x gross margin / annual gross revenue churn",
        "the same, on what is left after the cost of serving", no_value, "",
        endings, value, True, ending_sums,
    ),
)  # fmt: skip
