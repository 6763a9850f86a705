"""Which contracts were due in a period, what became of each, and the renewal rates that follow.

Not for how pressing a renewal is (rules/renewals.py).
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from itertools import groupby
from operator import attrgetter

from amcli.hints import NamedTuple, cast
from amcli.rules.implied import Recorded, first_ending
from amcli.rules.metrics.contracts import DAY, Contract, within
from amcli.rules.metrics.history import History
from amcli.rules.metrics.metric import COUNT, MONEY, RATIO, Item, Metric, Scope, Settings, share, total

RENEWED, OPEN, CHURNED, LAPSED = STATES = ("renewed", "open", "churned", "lapsed")
NONE_DUE = "no contract was due"
SOURCE = "renewals counted in the period in which they were due, whenever they were signed"


class Line(NamedTuple):
    """Contracts that were due together, because one contract follows them: what they brought, and what
    follows. `open`: nobody has recorded yet what became of them."""

    contracts: tuple[Contract, ...]
    due: dt.date
    value: int
    renewed: int | None
    open: bool

    @property
    def account(self) -> int:
        return self.contracts[0].account

    @property
    def record(self) -> tuple[str, int]:
        """What it is looked up by: the contract that was first."""
        return "contract", self.contracts[0].id


class Group(NamedTuple):
    """Contracts that one contract follows, or one that none follows; due with the last of them."""

    due: dt.date
    contracts: tuple[Contract, ...]
    follower: Contract | None

    @property
    def first(self) -> Contract:
        """The one with the lowest number."""
        return self.contracts[0]


def due_lines(scope: Scope) -> list[Line]:
    """What was due in the period, in the order of the days, without what auto-renewed and isn't confirmed."""
    today = scope.settings.today
    return [
        due_line(scope, group)
        for group in recorded_between(scope, *scope.window)
        if not went_on(group, today)
    ]


def unconfirmed(scope: Scope) -> list[Line]:
    """What was due in the period and auto-renewed, and nobody confirmed it."""
    today = scope.settings.today
    return [
        due_line(scope, group) for group in recorded_between(scope, *scope.window) if went_on(group, today)
    ]


def recorded_between(scope: Scope, first: dt.date, last: dt.date) -> list[Group]:
    """What is due on some days by the ends on record, in their order."""
    groups = due_groups(scope.history, scope.settings.grace)
    begin = bisect_left(groups, first, key=lambda group: group.due)
    return groups[begin : bisect_right(groups, last, key=lambda group: group.due)]


def due_between(scope: Scope, first: dt.date, last: dt.date) -> list[Group]:
    """What falls due on some days, in their order. What auto-renewed and isn't confirmed is due where the
    implied terms are that end from today on, once, at the first of these ends."""
    today = scope.settings.today
    found = [group for group in recorded_between(scope, first, last) if not went_on(group, today)]
    for group in scope.once(going_on) if last >= today else ():
        if (due := next_end(group.first, max(first, today))) <= last:
            found.append(group._replace(due=due))
    return sorted(found, key=lambda group: (group.due, group.first.id))


def going_on(scope: Scope) -> list[Group]:
    """All that auto-renewed and isn't confirmed."""
    today = scope.settings.today
    return [group for group in due_groups(scope.history, scope.settings.grace) if went_on(group, today)]


def went_on(group: Group, today: dt.date) -> bool:
    """Whether a contract auto-renewed, and nobody has recorded yet what became of it."""
    return group.due < today and group.first.auto_renew and group.follower is None and waits(group, today)


def next_end(contract: Contract, day: dt.date) -> dt.date:
    """The end of the first implied term of a contract that ends on a day or later."""
    assert contract.ends_on is not None
    return first_ending(Recorded(contract.starts_on, contract.ends_on, contract.renew_months), day).ends


def due_groups(history: History, grace: int) -> list[Group]:
    """All that ever falls due, by day. Contracts without an end and amendments never do; one that follows
    several makes one line of them, due with the last."""
    if (made := history.made.get("due")) is not None:
        return cast("list[Group]", made)
    found: list[Group] = []
    followed: list[Contract] = []
    for term in history.terms:
        each = term.contract
        if each.amends is None and each.ends_on is not None:
            if each.renewed_by is not None and follower_of(each, history, grace) is not None:
                followed.append(each)
            else:
                found.append(Group(due_on(each, followed=False), (each,), None))
    renewed_by = attrgetter("renewed_by")
    for row, together in groupby(sorted(followed, key=renewed_by), renewed_by):
        group = tuple(sorted(together))
        due = max(due_on(each, followed=True) for each in group)
        found.append(Group(due, group, history.known[row].contract))
    found.sort(key=lambda group: (group.due, group.first.id))
    history.made["due"] = found
    return found


def due_line(scope: Scope, group: Group) -> Line:
    """What was due on a day, with its amendments, and what followed."""
    follower = group.follower
    implied = follower is None and group.due > (group.first.ends_on or group.due)
    value = sum(
        worth(scope, each, group.due if implied else last_day(scope, each)) for each in group.contracts
    )
    renewed = None if follower is None else worth(scope, follower, follower.starts_on)
    return Line(group.contracts, group.due, value, renewed, waits(group, scope.settings.today))


def waits(group: Group, today: dt.date) -> bool:
    """Whether nobody has recorded yet what became of contracts."""
    return all(is_open(each, today) for each in group.contracts)


def state_of(group: Group, settings: Settings) -> str:
    """What became of what is due; without an outcome it is given up when its revenue is: after the grace."""
    if group.follower is not None:
        return RENEWED
    if not waits(group, settings.today):
        return CHURNED
    over = settings.today > within(group.due, settings.grace)
    return LAPSED if over and not group.first.auto_renew else OPEN


class Ended(NamedTuple):
    """How many contracts ended on a day, what they were worth, and what of that is lost."""

    contracts: int = 0
    value: int = 0
    lost: int = 0


def ended_on(scope: Scope, day: dt.date) -> Ended:
    """What ended on the last day of a period, and the bridge books a day later; nothing if it goes on."""
    if scope.window.last < day:
        return Ended()
    contracts = value = lost = 0
    for group in recorded_between(scope, day, day):
        if not went_on(group, scope.settings.today):
            worth_of = due_line(scope, group).value
            contracts, value = contracts + len(group.contracts), value + worth_of
            lost += worth_of if state_of(group, scope.settings) in (CHURNED, LAPSED) else 0
    return Ended(contracts, value, lost)


def is_open(contract: Contract, today: dt.date) -> bool:
    """Whether nobody has recorded what became of a contract that was due: neither what follows it nor that
    it ended."""
    if contract.renewed_by is not None or contract.outcome == "churned":
        return False
    stopped, last = contract.terminated_on, contract.ends_on or today
    return stopped is None or stopped > max(last, today)


def follower_of(contract: Contract, history: History, grace: int) -> Contract | None:
    """The contract that renews this one: it starts within the grace, whenever that was recorded."""
    term = history.known.get(contract.renewed_by) if contract.renewed_by is not None else None
    if term is None or contract.ends_on is None:
        return None
    return term.contract if term.contract.starts_on <= within(contract.ends_on, grace) else None


def due_on(contract: Contract, *, followed: bool) -> dt.date:
    """The last day; of one that was ended early without a successor, the day before that."""
    assert contract.ends_on is not None
    if contract.terminated_on is not None and not followed:
        return min(contract.ends_on, contract.terminated_on - DAY)
    return contract.ends_on


def last_day(scope: Scope, contract: Contract) -> dt.date:
    """The last day of its term on which a contract counts: before the end where it was renewed or ended
    early."""
    assert contract.ends_on is not None
    stop = scope.history.known[contract.id].stop
    return contract.ends_on if stop is None else min(contract.ends_on, stop - DAY)


def worth(scope: Scope, contract: Contract, day: dt.date) -> int:
    """What a contract brings a year with the amendments that count on a day."""
    changes = [term.contract for term in scope.history.changes.get(contract.id, ()) if term.runs(day)]
    return sum(scope.now(each.value, each.currency) for each in (contract, *changes))


def counted(scope: Scope) -> list[Item]:
    """One for each line that was due and renewed."""
    return [
        Item(each.account, int(each.renewed is not None), 1, each.record, each.due)
        for each in scope.once(due_lines)
    ]


def capped(scope: Scope) -> list[Item]:
    """What was renewed of the value due; what came on top does not count."""
    return [item._replace(top=min(item.top, item.bottom)) for item in uncapped(scope)]


def uncapped(scope: Scope) -> list[Item]:
    """What was renewed, whatever was due."""
    return [
        Item(each.account, each.renewed or 0, each.value, each.record, each.due)
        for each in scope.once(due_lines)
    ]


def waiting(scope: Scope) -> list[Item]:
    """Lines that were due and of which nobody recorded the outcome."""
    return [Item(each.account, 1, 1, each.record, each.due) for each in scope.once(due_lines) if each.open]


def left_out(scope: Scope) -> list[Item]:
    """What auto-renewed and isn't confirmed."""
    return [Item(each.account, 1, 1, each.record, each.due) for each in scope.once(unconfirmed)]


def left_out_value(scope: Scope) -> list[Item]:
    """What that was worth a year when it was due."""
    return [Item(each.account, each.value, 1, each.record, each.due) for each in scope.once(unconfirmed)]


def none_due(scope: Scope) -> str:
    """Why there is no rate."""
    many = len(scope.once(unconfirmed))
    if not many:
        return NONE_DUE
    return f"{many} contract{'' if many == 1 else 's'} auto-renewed, not confirmed: am renew --auto"


RENEWING = (
    Metric(
        "renewal_rate_count", "Renewal rate, contracts", RATIO, "contracts renewed / contracts due",
        SOURCE, none_due, "due", counted, share,
    ),
    Metric(
        "renewal_rate_value", "Renewal rate, value", RATIO,
        "sum of min(value due, value renewed) / value due", SOURCE, none_due, "due", capped, share, True,
    ),
    Metric(
        "renewal_rate_net", "Renewal rate, net", RATIO, "value renewed / value due; over 1 where they grew",
        SOURCE, none_due, "due", uncapped, share, True,
    ),
    Metric(
        "renewals_open", "Renewals open", COUNT, "contracts due and not recorded as renewed or lost",
        "they stay in the denominators of the renewal rates", "", "", waiting, total,
    ),
    Metric(
        "renewals_unconfirmed", "Renewals not confirmed", COUNT,
        "contracts due that auto-renewed, of which nobody recorded it",
        "they are in no renewal rate until they are confirmed: am renew --auto", "", "", left_out, total,
    ),
    Metric(
        "renewals_unconfirmed_value", "Renewals not confirmed, value", MONEY,
        "value due of contracts that auto-renewed, of which nobody recorded it",
        "they are in no renewal rate until they are confirmed: am renew --auto", "", "", left_out_value,
        total,
    ),
)  # fmt: skip
