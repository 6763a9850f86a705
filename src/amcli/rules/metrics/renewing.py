"""How many contracts that were due were renewed, by number and by value."""

from amcli.rules.metrics.due import lines
from amcli.rules.metrics.shape import COUNT, RATIO, Item, Metric, Scope, share, total

NONE_DUE = "no contract was due"
SOURCE = "renewals counted in the period in which they were due, whenever they were signed"


def counted(scope: Scope) -> list[Item]:
    """One for each line that was due and renewed."""
    return [
        Item(each.account, int(each.renewed is not None), 1, ("contract", each.contracts[0].id), each.due)
        for each in scope.once(lines)
    ]


def capped(scope: Scope) -> list[Item]:
    """What was renewed of the value due; what came on top does not count."""
    return [item._replace(top=min(item.top, item.bottom)) for item in uncapped(scope)]


def uncapped(scope: Scope) -> list[Item]:
    """What was renewed, whatever was due."""
    return [
        Item(each.account, each.renewed or 0, each.value, ("contract", each.contracts[0].id), each.due)
        for each in scope.once(lines)
    ]


def waiting(scope: Scope) -> list[Item]:
    """Lines that were due and of which nobody recorded the outcome."""
    return [
        Item(each.account, 1, 1, ("contract", each.contracts[0].id), each.due)
        for each in scope.once(lines)
        if each.open
    ]


RENEWING = (
    Metric(
        "renewal_rate_count", "Renewal rate, contracts", RATIO, "contracts renewed / contracts due",
        SOURCE, NONE_DUE, "due", counted, share,
    ),
    Metric(
        "renewal_rate_value", "Renewal rate, value", RATIO,
        "sum of min(value due, value renewed) / value due", SOURCE, NONE_DUE, "due", capped, share, True,
    ),
    Metric(
        "renewal_rate_net", "Renewal rate, net", RATIO, "value renewed / value due; over 1 where they grew",
        SOURCE, NONE_DUE, "due", uncapped, share, True,
    ),
    Metric(
        "renewals_open", "Renewals open", COUNT, "contracts due and not recorded as renewed or lost",
        "they stay in the denominators of the renewal rates", "", "", waiting, total,
    ),
)  # fmt: skip
