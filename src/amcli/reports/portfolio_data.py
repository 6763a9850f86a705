"""The whole book at once, read for `am portfolio`, and the object of its parts.

A handful of queries whatever the size of the book. An amount without a rate refuses the report:
a total must not lie. Its fields are portfolio_fields.
"""

from collections.abc import Callable

from amcli.errors import Refused
from amcli.facts.account_facts import World, read_contracts
from amcli.facts.churn import LEAVING
from amcli.facts.day_state import known_scores
from amcli.fields import Row
from amcli.hints import Any, NamedTuple
from amcli.reports.checkins import read_standing, spoken_to
from amcli.reports.white_space import Space, read_space
from amcli.reports.white_space import white_space_rows as space_rows
from amcli.rules import portfolio as rules
from amcli.rules.facts import OpenContract
from amcli.rules.isodays import before
from amcli.rules.money import to_major
from amcli.vocabulary import HEALTHS, TIERS


class Portfolio(NamedTuple):
    """The book on its day: its accounts, the largest first, and what they add up to."""

    world: World
    holdings: list[rules.Holding]
    calendar: rules.Calendar
    load: rules.Load
    space: Space

    @property
    def total(self) -> rules.Group:
        return rules.group(None, self.holdings)

    @property
    def staying(self) -> list[rules.Holding]:
        """The customers of whom there may be more: neither leaving nor gone."""
        return [each for each in self.holdings if each.health not in ("", LEAVING)]

    @property
    def converted(self) -> set[int]:
        """The ids of accounts of which some ARR was in another currency."""
        return self.world.totals.converted_accounts

    @property
    def beyond(self) -> list[rules.Holding]:
        """Accounts that did not hear from us within their cadence."""
        return [each for each in self.holdings if each.beyond]


def read_portfolio(world: World) -> Portfolio:
    """One pass over the book. Raises Refused where a rate is missing."""
    known = known_scores(world)
    since = before(world.today, rules.TOUCH_DAYS).isoformat()
    rows = world.book.rows("portfolio.accounts", since=since, today=world.today.isoformat())
    about = [tuple(row) for row in rows if world.has(row[0])]
    ids = [row[0] for row in about]
    arr, late = world.totals.by_account(ids), overdue(world)
    healths = {account: each.health for account, each in known.items()}
    holdings = rules.by_arr(
        holding(row, arr.get(row[0]) or 0, healths.get(row[0], ""), late=row[0] in late)
        for row in about
        if row[0] in healths or arr.get(row[0])
    )
    ends = [end_of(world, contract) for contract in read_contracts(world)]
    hours = {tier: hundredths(world, tier) for tier in TIERS}
    found = Portfolio(
        world,
        holdings,
        rules.calendar(ends, world.today),
        rules.load(holdings, hours, hundredths(world, "available")),
        read_space(world, {account for account, health in healths.items() if health != LEAVING}),
    )
    refuse_missing(world)
    return found


def refuse_missing(world: World) -> None:
    """Raise Refused when an amount had no rate into the base currency."""
    for currency in sorted(world.totals.missing):
        raise Refused(
            f"no exchange rate from {currency} to {world.totals.base}, so no total.",
            f"Set it: am config set fx.{currency} RATE",
        )


def hundredths(world: World, name: str) -> int:
    """Hours of the configuration, in hundredths of an hour."""
    return round(100 * float(world.config.get(f"portfolio.hours.{name}")))


def overdue(world: World) -> set[int]:
    """The accounts that did not hear from us within their cadence."""
    return {each.id for each in spoken_to(world, read_standing(world)) if each.due_on < world.today}


def holding(about: tuple[Any, ...], arr: int, health: str, *, late: bool) -> rules.Holding:
    row, code, name, tier, segment, region, owner, industry, touches = about
    return rules.Holding(
        row, code, name, tier, segment, region, owner, industry, arr, health, touches, late
    )  # fmt: skip


def end_of(world: World, contract: OpenContract) -> rules.End:
    """The end of a contract, its value in the base currency."""
    return rules.End(contract.ends_on, world.totals.in_base(contract.value, contract.currency))


def group_rows(found: Portfolio, dimension: str) -> list[Row]:
    major, base, whole = found.world.totals.major, found.world.totals.base, found.total.arr
    return [
        {
            "dimension": dimension,
            "group": each.name,
            "accounts": each.accounts,
            "arr": major(each.arr),
            "share": rules.share(each.arr, whole),
            "critical": each.critical,
            "at_risk": each.at_risk,
            "unknown": each.unknown,
            "arr_at_risk": major(each.arr_at_risk),
            "currency": base,
        }
        for each in rules.groups(found.holdings, dimension)
    ]


def portfolio_object(found: Portfolio, dimensions: tuple[str, ...], parts: frozenset[str]) -> Row:
    """The object of `-o json`: the day, the sums, and the parts asked for."""
    makers: dict[str, Callable[[], Any]] = {
        "by": lambda: {name: group_rows(found, name) for name in dimensions},
        "concentration": lambda: concentration(found),
        "key_accounts": lambda: key_accounts(found),
        "renewals": lambda: renewals(found),
        "load": lambda: load(found),
        "touches": lambda: touches(found),
        "coverage": lambda: coverage(found),
        "white_space": lambda: space_rows(found.staying, found.space),
    }
    made = {name: make() for name, make in makers.items() if name in parts}
    return {
        "date": found.world.today.isoformat(),
        "currency": found.world.totals.base,
        "totals": totals(found),
        **made,
    }


def health_revenue(found: Portfolio) -> dict[str, int | float]:
    """The revenue of the accounts of each health, in major units."""
    arr = dict.fromkeys(HEALTHS, 0)
    for each in found.holdings:
        if each.health in arr:
            arr[each.health] += each.arr
    return {health: to_major(amount, found.world.totals.base) for health, amount in arr.items()}


def largest(found: Portfolio, most: int) -> list[tuple[str, int | float, float | None]]:
    """The name, revenue in major units and share of the largest accounts that have some."""
    code, whole = found.world.totals.base, found.total.arr
    return [
        (each.name, to_major(each.arr, code), rules.share(each.arr, whole))
        for each in found.holdings[:most]
        if each.arr
    ]


def totals(found: Portfolio) -> Row:
    whole, major = found.total, found.world.totals.major
    return {
        "accounts": whole.accounts,
        "arr": major(whole.arr),
        "critical": whole.critical,
        "at_risk": whole.at_risk,
        "unknown": whole.unknown,
        "arr_at_risk": major(whole.arr_at_risk),
        "converted_accounts": len(found.converted),
    }


def concentration(found: Portfolio) -> Row:
    """What the largest accounts carry."""
    each, major = rules.concentration(found.holdings), found.world.totals.major
    largest = each.largest and {
        "account": each.largest.code,
        "name": each.largest.name,
        "arr": major(each.largest.arr),
        "share": each.largest_share,
    }
    top = {"accounts": each.top_accounts, "arr": major(each.top_arr), "share": each.top_share}
    return {"top": top, "largest": largest}


def key_accounts(found: Portfolio) -> Row:
    """How many accounts are key, and whether that is too many."""
    count = rules.key_accounts(found.holdings)
    return {"accounts": count, "most": rules.MOST_KEY_ACCOUNTS, "over": count > rules.MOST_KEY_ACCOUNTS}


def renewals(found: Portfolio) -> Row:
    """Ends of contracts by month, and those outside of the twelve."""
    major, calendar = found.world.totals.major, found.calendar
    months = [
        {
            "month": each.first.isoformat()[:7],
            "contracts": each.contracts,
            "value": major(each.value),
            "times": each.times,
            "over": each.over,
        }
        for each in calendar.months
    ]
    outside = {
        name: {"contracts": len(ends), "value": major(sum(end.value or 0 for end in ends))}
        for name, ends in (("past", calendar.past), ("later", calendar.later))
    }
    return {"months": months, **outside}


def load(found: Portfolio) -> Row:
    """Hours needed against hours available, by tier."""
    tiers = [
        {
            "tier": each.tier,
            "accounts": each.accounts,
            "hours_each": hours(each.each),
            "hours": hours(each.hours),
        }
        for each in found.load.tiers
    ]
    whole = found.load
    return {
        "tiers": tiers,
        "hours": hours(whole.hours),
        "available": hours(whole.available),
        "ratio": whole.ratio,
        "state": whole.state,
    }


def hours(amount: int) -> int | float:
    return amount // 100 if amount % 100 == 0 else amount / 100


def touches(found: Portfolio) -> Row:
    """Touches of the last 90 days by tier, and the tiers that are touched no more than a lower one."""
    tiers = [
        {
            "tier": each.tier,
            "accounts": each.accounts,
            "touches": each.touches,
            "per_account": each.touches_each,
        }
        for each in found.load.tiers
    ]
    alike = [{"tier": high, "than": low} for high, low in rules.alike(found.load.tiers)]
    return {"days": rules.TOUCH_DAYS, "tiers": tiers, "alike": alike}


def coverage(found: Portfolio) -> Row:
    """Accounts beyond their cadence, and those of which too little is known."""
    whole, beyond = found.total, found.beyond
    return {
        "beyond_cadence": len(beyond),
        "beyond_share": rules.share(len(beyond), whole.accounts),
        "beyond_accounts": [each.code for each in beyond],
        "unknown": whole.unknown,
        "unknown_share": rules.share(whole.unknown, whole.accounts),
    }
