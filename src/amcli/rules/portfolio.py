"""The arithmetic of a whole book: who it is made of, what it hangs on, and whether there is time for it.

Pure: accounts with their figures in, sums and shares out. Amounts are minor units of one currency,
hours are hundredths of an hour, so that nothing is rounded before it is shown. Not for revenue over
time, which is metrics, and not for single accounts, which are scores and check-ins.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from amcli.hints import NamedTuple
from amcli.vocabulary import TIERS

DIMENSIONS = ("tier", "segment", "region", "owner", "industry")
MOST_KEY_ACCOUNTS = 10
MONTHS_AHEAD = 12
TOUCH_DAYS = 90
TOP_SHARE = 5  # the top fifth, 20 %, rounded up


class Holding(NamedTuple):
    """An account that is onboarding or active, as a part of the book.

    `touches` are those of the last 90 days; `beyond`: its check-in is overdue.
    """

    id: int
    code: str
    name: str
    tier: str
    segment: str | None
    region: str | None
    owner: str | None
    industry: str | None
    arr: int
    health: str
    touches: int
    beyond: bool


class Group(NamedTuple):
    """Accounts that share a value of a dimension; `name` is None for those without one."""

    name: str | None
    accounts: int
    arr: int
    critical: int
    at_risk: int
    unknown: int
    arr_at_risk: int


class Concentration(NamedTuple):
    """What the largest accounts carry: the top 20 % of the accounts, rounded up, and the largest."""

    top_accounts: int
    top_arr: int
    largest: Holding | None
    arr: int

    @property
    def top_share(self) -> float | None:
        """Share of the ARR that the top accounts carry."""
        return share(self.top_arr, self.arr)

    @property
    def largest_share(self) -> float | None:
        """Share of the ARR that the largest account carries."""
        return share(self.largest.arr, self.arr) if self.largest else None


class End(NamedTuple):
    """The end of a contract that awaits its outcome, and its value a year."""

    on: dt.date
    value: int | None


class Month(NamedTuple):
    """The contracts that end in a calendar month; `times` is its part of the mean month.

    `over`: more than 1.5 times the mean of the twelve, by value; by number where no value is known.
    """

    first: dt.date
    contracts: int
    value: int
    times: float | None
    over: bool


class Calendar(NamedTuple):
    """Twelve months from today's on, and what lies outside of them."""

    months: list[Month]
    past: list[End]
    later: list[End]


class TierLoad(NamedTuple):
    """A tier's accounts, the hours they take a month (hundredths), and their touches in 90 days."""

    tier: str
    accounts: int
    each: int
    hours: int
    touches: int

    @property
    def touches_each(self) -> float | None:
        return share(self.touches, self.accounts)


class Load(NamedTuple):
    """Hours needed a month against hours available, in hundredths."""

    tiers: list[TierLoad]
    hours: int
    available: int

    @property
    def ratio(self) -> float:
        return self.hours / self.available

    @property
    def state(self) -> str:
        """`ok`; `amber` from 0.9; `red` from 1.1."""
        if 10 * self.hours >= 11 * self.available:
            return "red"
        return "amber" if 10 * self.hours >= 9 * self.available else "ok"


def share(part: int, whole: int) -> float | None:
    """A part of a whole; None where there is nothing to be a part of."""
    return part / whole if whole > 0 else None


def groups(holdings: Iterable[Holding], dimension: str) -> list[Group]:
    """Accounts by a dimension: tiers in their order, all else by ARR falling, without a value last."""
    members: dict[str | None, list[Holding]] = {}
    for each in holdings:
        members.setdefault(getattr(each, dimension), []).append(each)
    found = [group(name, inside) for name, inside in members.items()]
    if dimension == "tier":
        return sorted(found, key=lambda each: TIERS.index(each.name or ""))
    return sorted(found, key=lambda each: (each.name is None, -each.arr, -each.accounts, each.name or ""))


def group(name: str | None, holdings: Sequence[Holding]) -> Group:
    healths = [each.health for each in holdings]
    return Group(
        name,
        len(holdings),
        sum(each.arr for each in holdings),
        healths.count("critical"),
        healths.count("at_risk"),
        healths.count("unknown"),
        sum(each.arr for each in holdings if each.health in ("critical", "at_risk")),
    )


def by_arr(holdings: Iterable[Holding]) -> list[Holding]:
    """The largest account first; of equals by code."""
    return sorted(holdings, key=lambda each: (-each.arr, each.code))


def concentration(holdings: Sequence[Holding]) -> Concentration:
    """How much of the ARR hangs on few accounts."""
    ranked = by_arr(holdings)
    top = -(-len(ranked) // TOP_SHARE)
    total = sum(each.arr for each in ranked)
    return Concentration(top, sum(each.arr for each in ranked[:top]), ranked[0] if ranked else None, total)


def key_accounts(holdings: Iterable[Holding]) -> int:
    """How many accounts are key; more than `MOST_KEY_ACCOUNTS` can hardly all be."""
    return sum(1 for each in holdings if each.tier == "key")


def calendar(ends: Iterable[End], today: dt.date) -> Calendar:
    """Ends of contracts by calendar month: today's, of which only what is ahead, and eleven more.

    An end before today is past, and waits for its outcome.
    """
    first = today.year * 12 + today.month - 1
    inside: dict[int, list[End]] = {first + at: [] for at in range(MONTHS_AHEAD)}
    past: list[End] = []
    later: list[End] = []
    for each in ends:
        number = each.on.year * 12 + each.on.month - 1
        (past if each.on < today else inside.get(number, later)).append(each)
    known = [number for number in inside if number < 10_000 * 12]
    sums = [(len(inside[n]), sum(end.value or 0 for end in inside[n])) for n in known]
    valued = any(end.value is not None for members in inside.values() for end in members)
    parts = [value if valued else contracts for contracts, value in sums]
    months = [
        Month(dt.date(number // 12, number % 12 + 1, 1), contracts, value, *against_mean(part, sum(parts)))
        for number, (contracts, value), part in zip(known, sums, parts, strict=True)
    ]
    return Calendar(months, past, later)


def against_mean(part: int, total: int) -> tuple[float | None, bool]:
    """A month's part of the mean of twelve, and whether that is over 1.5."""
    if total <= 0:
        return None, False
    return part * MONTHS_AHEAD / total, 2 * part * MONTHS_AHEAD > 3 * total


def load(holdings: Sequence[Holding], hours: Mapping[str, int], available: int) -> Load:
    """What each tier takes of the month. `hours` an account by tier, and `available`, in hundredths."""
    tiers = []
    for tier in TIERS:
        members = [each for each in holdings if each.tier == tier]
        touches = sum(each.touches for each in members)
        tiers.append(TierLoad(tier, len(members), hours[tier], hours[tier] * len(members), touches))
    return Load(tiers, sum(each.hours for each in tiers), available)


def alike(tiers: Sequence[TierLoad]) -> list[tuple[str, str]]:
    """Pairs of tiers of which the higher is touched no more, an account, than the lower one.

    Where the lower one is not touched either there is nothing to compare.
    """
    there = [each for each in tiers if each.accounts]
    return [
        (high.tier, low.tier)
        for at, high in enumerate(there)
        for low in there[at + 1 :]
        if low.touches and high.touches * low.accounts <= low.touches * high.accounts
    ]
