"""The accounts that retention is counted over, and what is at stake for each: exact expectations.

An account's closing revenue is what is known of it, less what is lost, plus what those renewed grow by. What
is certain of a renewal counts where it is due, also one of the last day, which the bridge books a day later.
Gross retention takes the smaller of opening and closing of each account, as `am metrics grr` does, so the
outcomes of one account's renewals belong together. What has no category is left out on both sides.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from amcli.hints import NamedTuple, TypeVar
from amcli.rules.forecast.renewals import UNSET, Renewal
from amcli.rules.metrics.contracts import Contract, Term
from amcli.rules.metrics.due import OPEN, Group, due_between, next_end, state_of, worth
from amcli.rules.metrics.metric import Scope

# With more closing revenues than this an account's are put on a grid.
MOST_CLOSINGS = 4096
Amount = TypeVar("Amount", int, float)


class Stake(NamedTuple):
    """One open renewal: how likely it is, what the account loses without it, what it grows by with it, less
    than nothing where less is expected, and what it brings of the value due."""

    contract: int
    chance: Fraction
    loss: int
    gain: int
    brings: int

    @property
    def swing(self) -> int:
        """What lies between both outcomes."""
        return self.loss + self.gain


class Standing(NamedTuple):
    """An account: its opening revenue, and the closing one where all is renewed as it is."""

    account: int
    opening: int
    known: int
    stakes: tuple[Stake, ...] = ()

    @property
    def best(self) -> int:
        """The closing revenue where all is renewed."""
        return self.known + sum(stake.gain for stake in self.stakes)

    def kept(self, closing: Amount) -> tuple[Amount, Amount]:
        """What counts of a closing revenue: gross, without growth; and net. Nothing outside of the cohort."""
        if self.opening <= 0:
            return 0, 0
        net = max(closing, 0)
        return min(net, self.opening), net

    def effects(self) -> list[tuple[int, int]] | None:
        """What each loss takes from gross and net, where losses simply add up; else None."""
        swings = [stake.swing for stake in self.stakes]
        if len(swings) == 1:
            with_it, without = self.kept(self.best), self.kept(self.best - swings[0])
            return [(with_it[0] - without[0], with_it[1] - without[1])]
        if not swings or sum(swings) <= self.best <= self.opening:
            return [(swing, swing) for swing in swings]
        return None


def standings(scope: Scope, renewals: Iterable[Renewal]) -> list[Standing]:
    """Every account with revenue or renewals, by id. The cohort's revenue is that of the opening; of today
    where the period begins later, and then what is known to change within the period counts, and what is
    lost before it though its term ends in it: that was due there."""
    opening = min(scope.window.opening, scope.settings.today)
    settled = certain(scope)
    before, ends = (Outlook(scope, settled, day) for day in (scope.window.opening, scope.window.last))
    staked: dict[int, list[Renewal]] = defaultdict(list)
    for each in renewals:
        if each.state == OPEN:
            staked[each.account].append(each)
    found = []
    for account in sorted({*scope.history.of, *staked}):
        terms = scope.history.of.get(account, [])
        missing = [each for each in staked.get(account, ()) if each.part == UNSET]
        left_out = {contract.id for each in missing for contract in each.contracts}
        counted = [term for term in terms if belongs_to(term) not in left_out] if left_out else terms
        begins = running(scope, counted, opening)
        known = begins + ends.revenue(account, counted) - before.revenue(account, counted)
        known -= sum(now(scope, term) for term in counted if term.runs(opening) and lost_before(scope, term))
        stakes = [stake(scope, counted, each) for each in staked.get(account, ()) if each.part != UNSET]
        if begins > 0 or stakes:
            found.append(Standing(account, begins, known, tuple(sorted(stakes))))
    return found


def lost_before(scope: Scope, term: Term) -> bool:
    """Whether a contract stops by the first day of the period, without another after it, though a term of it
    ends within the period."""
    contract = scope.history.known[belongs_to(term)].contract
    first, last = scope.window
    if contract.ends_on is None or contract.renewed_by is not None or term.runs(first):
        return False
    today, due = scope.settings.today, contract.ends_on
    if contract.auto_renew and due < today:
        due = next_end(contract, max(first, today))
    return first <= due <= last


def certain(scope: Scope) -> list[Group]:
    """What is due by the end of the period with an outcome that is certain; what was due more than the grace
    before it changes nothing in it."""
    since = dt.date.fromordinal(max(scope.window.opening.toordinal() - scope.settings.grace, 1))
    found = due_between(scope, since, scope.window.last)
    return [group for group in found if state_of(group, scope.settings) != OPEN]


class Outlook:
    """What is known on a day of what counts from the next day on: of each contract due until then whose
    outcome is certain, what follows it."""

    def __init__(self, scope: Scope, settled: Sequence[Group], day: dt.date) -> None:
        self.scope = scope
        self.day = day
        due = [group for group in settled if group.due <= day]
        self.over = {contract.id for group in due for contract in group.contracts}
        self.ahead: dict[int, list[Contract]] = defaultdict(list)
        for group in due:
            if group.follower is not None and self.begins_later(group.follower):
                self.ahead[group.follower.account].append(group.follower)

    def begins_later(self, follower: Contract) -> bool:
        """Whether what follows has not begun yet, and will count."""
        stop = self.scope.history.known[follower.id].stop
        return follower.starts_on > self.day and (stop is None or stop > follower.starts_on)

    def revenue(self, account: int, terms: Iterable[Term]) -> int:
        """What an account's contracts come to."""
        going_on = (term for term in terms if term.runs(self.day) and belongs_to(term) not in self.over)
        follows = [worth(self.scope, each, each.starts_on) for each in self.ahead.get(account, ())]
        return sum(now(self.scope, term) for term in going_on) + sum(follows)


def belongs_to(term: Term) -> int:
    """The contract whose end is that of a term: its own, or the one that it amends."""
    return term.contract.id if term.contract.amends is None else term.contract.amends


def running(scope: Scope, terms: Iterable[Term], day: dt.date) -> int:
    """The revenue of a day, as far as it is known."""
    return sum(now(scope, term) for term in terms if term.runs(day))


def now(scope: Scope, term: Term) -> int:
    """The revenue of a contract, at the rates of today."""
    return scope.now(term.contract.value, term.contract.currency)


def stake(scope: Scope, terms: Sequence[Term], renewal: Renewal) -> Stake:
    """What is at stake in an open renewal: what its contract and its amendments bring at the closing."""
    ids = {contract.id for contract in renewal.contracts}
    loss = running(scope, [term for term in terms if belongs_to(term) in ids], scope.window.last)
    gain = max(renewal.gain, -loss) if loss > 0 else 0
    brings = renewal.value + renewal.gain
    return Stake(min(ids), renewal.chance or Fraction(0), max(loss, 0), gain, brings)


def expected(found: Iterable[Standing]) -> tuple[float, float]:
    """What the cohort is expected to keep, gross and net."""
    gross = net = 0.0
    for each in found:
        for closing, share in closings(each).items():
            kept = each.kept(closing)
            gross += share * kept[0]
            net += share * kept[1]
    return gross, net


def closings(standing: Standing) -> dict[float, float]:
    """The closing revenues that an account may have, and how likely each is. Where losses add up one stands
    for all: the mean."""
    if len(standing.stakes) > 1 and standing.effects() is not None:
        lost = sum((1 - each.chance) * each.swing for each in standing.stakes)
        return {float(standing.best - lost): 1.0}
    found = {float(standing.best): 1.0}
    for each in standing.stakes:
        after: dict[float, float] = defaultdict(float)
        for closing, share in found.items():
            after[closing] += share * float(each.chance)
            after[closing - each.swing] += share * float(1 - each.chance)
        found = after if len(after) <= MOST_CLOSINGS else on_grid(after)
    return found


def on_grid(found: Mapping[float, float]) -> dict[float, float]:
    """The same on as many steps as there may be; the mean stays what it was."""
    least = min(found)
    step = (max(found) - least) / (MOST_CLOSINGS // 2)
    grid: dict[float, float] = defaultdict(float)
    for closing, share in found.items():
        at, rest = divmod((closing - least) / step, 1)
        grid[least + at * step] += share * (1 - rest)
        grid[least + (at + 1) * step] += share * rest
    return grid
