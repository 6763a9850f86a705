"""What the renewals of a period may bring, read from the book, for `am forecast`.

The arithmetic is in rules/forecast. Contracts and targets are read as metrics read them (ledger.py), so that
both count the same.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from fractions import Fraction

from amcli import jsontext
from amcli.facts import ledger
from amcli.facts.account_facts import World
from amcli.facts.churn import LEAVING
from amcli.facts.day_state import known_scores
from amcli.hints import Any, NamedTuple
from amcli.rules.dates import Period, short_day
from amcli.rules.forecast.chances import HEALTH_DAYS, Growth, Seen, chance, grown, seen
from amcli.rules.forecast.cohort import Standing, expected, standings
from amcli.rules.forecast.renewals import Renewal, Sums, add_up
from amcli.rules.forecast.simulation import Trials, simulate
from amcli.rules.formatting import money
from amcli.rules.isodays import after, before, sure
from amcli.rules.metrics.bridge import Rate
from amcli.rules.metrics.contracts import Term
from amcli.rules.metrics.due import OPEN, Group, due_between, due_groups, state_of, waits
from amcli.rules.metrics.due import due_line as line_of
from amcli.rules.metrics.history import History
from amcli.rules.metrics.metric import Scope
from amcli.rules.numbers import BASIS_POINTS
from amcli.storage import digests
from amcli.vocabulary import FORECASTS

WEEKLY = "week"


class Asked(NamedTuple):
    """How often the renewals are drawn, from which seed, and what those renewed are to grow by, in basis
    points."""

    trials: int
    seed: int
    basis_points: int = 0

    @property
    def uplift(self) -> Fraction:
        """What those renewed are to grow by, as a part of their value."""
        return Fraction(self.basis_points, BASIS_POINTS)


class Found(NamedTuple):
    """The forecast of a period. `unvalued` are contracts without a value, which no sum can hold; `digest_on`
    is the day of the weekly digest that slips are counted from."""

    world: World
    period: Period
    asked: Asked
    scope: Scope
    renewals: list[Renewal]
    rates: dict[str, Seen]
    standings: list[Standing]
    kept: tuple[float, float]
    trials: Trials
    growth: dict[str, Growth]
    unvalued: int
    digest_on: dt.date | None

    @property
    def base(self) -> str:
        return self.world.totals.base

    @property
    def converted(self) -> bool:
        """Whether some of what is due is in another currency."""
        return any(contract.currency != self.base for each in self.renewals for contract in each.contracts)

    @property
    def sums(self) -> Sums:
        return add_up(self.renewals)

    @property
    def opening(self) -> int:
        """The revenue of the cohort, without what has no category."""
        return sum(each.opening for each in self.standings if each.opening > 0)


class Known(NamedTuple):
    """What is known of open renewals: categories, amounts, what slipped, today's health, own rates."""

    categories: dict[int, str | None]
    expected: dict[int, int]
    slipped: dict[int, str]
    healths: dict[int, str]
    rates: dict[str, Seen]


def read_forecast(world: World, period: Period, asked: Asked) -> Found:
    """The forecast of a period. Raises Refused where an exchange rate is missing."""
    terms = ledger.read_terms(world._replace(only=None))
    scope = ledger.whole_scope(world, period, terms)
    rows = world.book.rows("forecast.contracts", first=period.first.isoformat(), last=period.last.isoformat())
    clients = {client.id for client in scope.ledger.clients}
    rows = [row for row in rows if row["account_id"] in clients]
    digest = digests.sent(world.book, WEEKLY, world.today)
    known = Known(
        {row["id"]: row["forecast"] for row in rows},
        {
            row["id"]: scope.now(row["forecast_value"], row["currency"])
            for row in rows
            if row["forecast_value"] is not None
        },
        {} if digest is None else slips(world, rows, digest[0]),
        {account: each.health for account, each in known_scores(world).items() if each.health != LEAVING},
        own_rates(world, scope.history if len(scope.ledger.terms) == len(terms) else of_all(terms)),
    )
    renewals = [renewal(scope, group, known, asked.uplift) for group in due_between(scope, *scope.window)]
    found = standings(scope, renewals)
    renewed = sum(each.renewed or 0 for each in renewals)
    return Found(
        world, period, asked, scope, renewals, known.rates, found, expected(found),
        simulate(found, renewed, asked.trials, asked.seed), read_growth(world, period, scope.rate),
        sum(1 for row in rows if row["open"] and row["annual_value"] is None),
        None if digest is None else digest[1],
    )  # fmt: skip


def renewal(scope: Scope, group: Group, known: Known, uplift: Fraction) -> Renewal:
    """What is due together, with what is expected of it."""
    line = line_of(scope, group)
    contract, value = line.contracts[0], max(line.value, 0)
    state = state_of(group, scope.settings)
    if state != OPEN:
        return Renewal(line.contracts, line.due, value, state, line.renewed)
    row = (
        0 if group.due > (contract.ends_on or group.due) else contract.id
    )  # nothing was said of an implied term
    category, health = known.categories.get(row), known.healths.get(contract.account)
    expected = known.expected.get(row)
    raised = int(value * uplift + Fraction(1, 2)) if uplift else 0
    gain = raised if expected is None else expected - value
    return Renewal(
        line.contracts, line.due, value, OPEN, None, category, health, chance(category, health, known.rates),
        gain, known.slipped.get(row), expected,
    )  # fmt: skip


def of_all(terms: Sequence[Term]) -> History:
    """The contracts of the whole book, where the scope has those of some accounts."""
    return History(terms, lambda account: account)


def own_rates(world: World, history: History) -> dict[str, Seen]:
    """What became of all renewals of the book, by the health that their accounts were in a month before."""
    grace, today = int(world.config.get("book.grace_days")), world.today
    kept = {row["id"]: after(sure(row["on"]), HEALTH_DAYS) for row in world.book.rows("forecast.first_kept")}
    decided = [
        group
        for group in (due_groups(history, grace) if kept else ())
        if kept.get(group.contracts[0].account, dt.date.max) <= group.due <= today and not waits(group, today)
    ]
    pairs = jsontext.dumps([pair(group) for group in decided])
    healths = {row["at"]: row["health"] for row in world.book.rows("forecast.health", pairs=pairs)}
    return seen((healths[at], group.follower is not None) for at, group in enumerate(decided))


def pair(group: Group) -> tuple[int, str]:
    """An account, and the day on which its health counts."""
    return group.contracts[0].account, before(group.due, HEALTH_DAYS).isoformat()


def slips(world: World, rows: Sequence[Any], at: str) -> dict[int, str]:
    """What got worse in contracts since an instant: a category, an amount, or an end that moved later."""
    then = {row["id"]: row for row in world.book.rows("forecast.before", at=at)}
    found = {}
    for row in rows:
        if row["id"] in then and (words := list(worse(then[row["id"]], row, world.today))):
            found[row["id"]] = ", ".join(words)
    return found


def worse(then: Any, now: Any, today: dt.date) -> Iterator[str]:
    """In words what got worse: `commit → doubtful`, `60k → 50k`, `31 Mar → 30 Jun`."""
    was, category = then["forecast"], now["forecast"]
    if was and category and FORECASTS.index(category) > FORECASTS.index(was):
        yield f"{was} → {category}"
    hoped, hopes = then["forecast_value"], now["forecast_value"]
    if hoped is not None and hopes is not None and hopes < hoped:
        yield " → ".join(money(each, now["currency"]) for each in (hoped, hopes))
    if then["ends_on"] and now["ends_on"] > then["ends_on"]:
        ends = [short_day(dt.date.fromisoformat(each["ends_on"]), today) for each in (then, now)]
        yield " → ".join(ends)


def read_growth(world: World, period: Period, rate: Rate) -> dict[str, Growth]:
    """Upsells and cross-sells that are expected in the period."""
    values = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    rows = world.book.rows("forecast.opportunities", today=world.today.isoformat(), **values)
    return grown(
        (
            row["kind"],
            None if row["value"] is None else rate(row["value"], row["currency"], period.last),
            row["probability"],
        )
        for row in rows
        if world.has(row["account_id"])
    )
