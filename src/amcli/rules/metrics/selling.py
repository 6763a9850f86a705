"""What was won of what was sold to customers, and my number."""

from collections.abc import Sequence

from amcli.rules.metrics.bridge import EXPANSION
from amcli.rules.metrics.due import due_lines
from amcli.rules.metrics.metric import MONEY, RATIO, Item, Metric, Number, Scope, share
from amcli.vocabulary import OWNERS

NONE_CLOSED = "none closed"
NO_TARGET, HOW = "no target", "am target set PERIOD renewals AMOUNT"
OF_THE_BOOK = "no target for these accounts alone"
WON = "won / (won + lost), closed in the period"


def closed(scope: Scope, kind: str, by_value: bool) -> list[Item]:
    """The opportunities of a kind that were closed, by number or by value."""
    found = []
    for each in scope.ledger.deals:
        if each.kind == kind and scope.within(each.closed):
            size = 1
            if by_value:
                size = scope.now(each.value, each.currency) if each.value and each.currency else 0
            found.append(
                Item(each.account, size if each.won else 0, size, ("opportunity", each.id), each.closed)
            )
    return found


def upsells(scope: Scope) -> list[Item]:
    """More of the same, by number."""
    return closed(scope, "upsell", False)


def upsell_values(scope: Scope) -> list[Item]:
    return closed(scope, "upsell", True)


def cross_sells(scope: Scope) -> list[Item]:
    return closed(scope, "cross_sell", False)


def cross_sell_values(scope: Scope) -> list[Item]:
    return closed(scope, "cross_sell", True)


def booked(scope: Scope) -> list[Item]:
    """What was booked towards the targets of money that the period has: renewals, expansion."""
    wanted = {each.metric for each in scope.ledger.targets}
    found = []
    if "renewals" in wanted:
        found += [
            Item(each.account, each.renewed or 0, 0, ("contract", each.contracts[0].id), each.due, "renewal")
            for each in scope.once(due_lines)
        ]
    if "expansion" in wanted:
        found += [Item(move.account, move.amount, 0, note="expansion") for move in scope.bridge.of(EXPANSION)]
    return found


def target_of(scope: Scope) -> int:
    """The targets of money that the period has, together."""
    return sum(each.value for each in scope.ledger.targets if each.metric in ("renewals", "expansion"))


def booked_sums(scope: Scope) -> tuple[int, int]:
    """What was booked, and the target."""
    return sum(int(item.top) for item in booked(scope)), target_of(scope)


def no_target(scope: Scope) -> str:
    """Why there is nothing to compare with."""
    if scope.ledger.part:
        return OF_THE_BOOK
    return NO_TARGET if OWNERS else f"{NO_TARGET}: {HOW}"  # a roll-up has those of its books


def missing(scope: Scope, items: Sequence[Item]) -> Number | None:
    """What is still to be booked."""
    target = target_of(scope)
    return max(target - sum(item.top for item in items), 0) if target else None


SELLING = (
    Metric("upsell_win_rate", "Upsells won", RATIO, WON, "by number", NONE_CLOSED, "closed", upsells, share),
    Metric(
        "upsell_win_rate_value", "Upsells won, value", RATIO, WON, "by value", NONE_CLOSED, "closed",
        upsell_values, share, True,
    ),
    Metric(
        "cross_sell_win_rate", "Cross-sells won", RATIO, WON, "by number", NONE_CLOSED, "closed",
        cross_sells, share,
    ),
    Metric(
        "cross_sell_win_rate_value", "Cross-sells won, value", RATIO, WON, "by value", NONE_CLOSED, "closed",
        cross_sell_values, share, True,
    ),
    Metric(
        "attainment", "Target attainment", RATIO, "renewals and expansion booked / target of the period",
        "renewals of the contracts due in the period, plus the expansion in its ARR bridge",
        no_target, "target", booked, share, True, booked_sums,
    ),
    Metric(
        "target_gap", "Gap to target", MONEY, "target of the period - renewals and expansion booked", "",
        no_target, "", booked, missing, True, was="target_missing",
    ),
)  # fmt: skip
