"""The metrics of a period as programs read them: the object of `am metrics -o json`, its groups, and one
metric opened. The arithmetic is in rules/metrics, the records come from ledger.py.
"""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from functools import partial

from amcli.errors import Refused
from amcli.facts import ledger
from amcli.facts.account_facts import World
from amcli.fields import Row, both_names
from amcli.hints import NamedTuple
from amcli.rules.dates import Period, month_number, month_span
from amcli.rules.metrics.ahead import ahead, not_recurring
from amcli.rules.metrics.bridge import CHURNED, MOVES, NEW, REACTIVATED, Window
from amcli.rules.metrics.due import ended_on
from amcli.rules.metrics.growth import PARTS, amount_of
from amcli.rules.metrics.ledger import Client
from amcli.rules.metrics.metric import COUNT, MONEY, RATIO, Item, Metric, Number, Scope
from amcli.rules.metrics.register import METRICS, OLD_NAMES
from amcli.rules.metrics.selling import booked_sums
from amcli.rules.money import to_major
from amcli.rules.periods import parse_period
from amcli.vocabulary import reference

MONTHS_A_YEAR = 12
THIS_QUARTER = "this-quarter"


class Found(NamedTuple):
    """The metrics of a period and of the one before it, which may lie before everything or not be asked
    for."""

    world: World
    period: Period
    scope: Scope
    before: Scope | None

    @property
    def base(self) -> str:
        return self.world.totals.base


def read_metrics(
    world: World, period: Period, *, latest: bool = False, by_parent: bool = False, compared: bool = True
) -> Found:
    """The metrics of a period, `compared` with the one before. Raises Refused where a rate is missing."""
    read = partial(ledger.read_scope, world, latest=latest, by_parent=by_parent)
    scope = read(period)
    earlier = period_before(period) if compared else None
    before = None if earlier is None else read(earlier, like=scope)
    return Found(world, period, scope, before)


class Booked(NamedTuple):
    """What is booked to the end of a period towards its target of money, in minor units."""

    period: Period
    booked: int
    target: int


def booked_this_quarter(world: World, scope: Scope) -> Booked | None:
    """What is booked for this quarter; None without a target, which is one for the whole book. `scope` is of
    another period."""
    quarter = parse_period(THIS_QUARTER, world.today)
    try:
        if not list(ledger.read_targets(world, Window(*quarter), quarter)):
            return None
        whole = ledger.whole_scope(world, quarter, scope.ledger.terms)
        booked, target = booked_sums(whole)
    except Refused:  # a rate that the period shown doesn't need
        return None
    return Booked(quarter, booked, target) if target else None


def period_before(period: Period) -> Period | None:
    """The period of the same kind before this one: as many whole months, else as many days."""
    first, last = period
    try:
        after = last + dt.timedelta(days=1)
        if first.day == 1 and after.day == 1:
            months = month_number(after) - month_number(first)
            return month_span(month_number(first) - months, months)
        days = (last - first).days + 1
        return Period(first - dt.timedelta(days=days), first - dt.timedelta(days=1))
    except (OverflowError, ValueError):
        return None


def metrics_object(found: Found) -> Row:
    """The object of `-o json`."""
    return figures(found.scope, found.period, found.base)


def figures(scope: Scope, period: Period, base: str) -> Row:
    """Every number of a scope, by its name; where there is none, `why` says so."""
    told = {metric.name: metric.figure(scope) for metric in METRICS}
    return {
        "period": {"from": period.first.isoformat(), "to": period.last.isoformat()},
        "as_of": scope.window.last.isoformat(),
        "currency": base,
        **revenue(scope, base),
        **{metric.name: plain(told[metric.name].value, metric.unit, base) for metric in METRICS},
        "ended_on_last_day": ended(scope, period.last, base),
        "accounts": counts(scope),
        "why": both_names({name: figure.why for name, figure in told.items() if figure.why}, OLD_NAMES),
        **beside_arr(scope, base),
    }


def revenue(scope: Scope, base: str) -> Row:
    """The bridge and what stands beside it, in major units."""
    each, later = scope.bridge, scope.once(ahead)
    grown = {kind: amount_of(scope, kind) for kind in PARTS}
    amounts = {
        "opening_arr": each.opening,
        "fx": each.fx,
        **{kind: each.total(kind) for kind in MOVES},
        "closing_arr": each.closing,
        "mrr": half_up(Fraction(each.closing, MONTHS_A_YEAR)),
        "contracted_arr": later.contracted,
        "contracted_net": later.net,
        "known_losses": later.lost,
        "carr": each.closing + later.net,
        "lapsed_arr": each.lapsed,
        "unconfirmed_arr": each.unconfirmed,
        **grown,
    }
    return {name: to_major(amount, base) for name, amount in amounts.items()}


def beside_arr(scope: Scope, base: str) -> Row:
    """What doesn't recur, in major units."""
    found = scope.once(not_recurring)
    amounts = {"one_off": found.one_off, "usage_revenue": found.usage, "usage_12m": found.usage_12m}
    return {name: to_major(amount, base) for name, amount in amounts.items()}


def ended(scope: Scope, last: dt.date, base: str) -> Row:
    """What ended on the last day of the period."""
    found = ended_on(scope, last)
    return {
        "contracts": found.contracts,
        "value": to_major(found.value, base),
        "lost": to_major(found.lost, base),
    }


def counts(scope: Scope) -> Row:
    """How many accounts stand behind the bridge."""
    kinds = [move.kind for move in scope.bridge.changed]
    found = {kind: kinds.count(kind) for kind in MOVES}
    opening = len(scope.cohort)
    closing = opening + found[NEW] + found[REACTIVATED] - found[CHURNED]
    return {"opening": opening, **found, "closing": closing}


def half_up(value: Fraction | int) -> int:
    """The nearest whole number, halves away from zero."""
    above, below = value.numerator, value.denominator
    whole = (2 * abs(above) + below) // (2 * below)
    return -whole if above < 0 else whole


def plain(value: Number | None, unit: str, base: str) -> int | float | None:
    """A number as JSON has it: amounts in major units, counts whole, ratios never rounded."""
    if value is None:
        return None
    if unit == MONEY:
        return to_major(half_up(Fraction(value)), base)
    if unit == COUNT or (value == int(value) and unit != RATIO):
        return int(value)
    return float(value)


def table(found: Found, metrics: Sequence[Metric]) -> list[Row]:
    """A row for each metric, with the period before: what CSV and TSV have."""
    rows = []
    for metric in metrics:
        now = metric.figure(found.scope)
        value = plain(now.value, metric.unit, found.base)
        earlier = None if found.before is None else metric.figure(found.before).value
        before = plain(earlier, metric.unit, found.base)
        rows.append(
            {
                "metric": metric.name,
                "value": value,
                "before": before,
                "change": None if value is None or before is None else value - before,
                "top": behind(now.top, metric, found.base),
                "bottom": behind(now.bottom, metric, found.base),
                "unit": metric.unit,
                "why": now.why,
            }
        )
    return rows


def behind(number: Number, metric: Metric, base: str) -> int | float:
    """One of the two numbers behind a metric; amounts in major units."""
    if metric.money:
        return to_major(half_up(Fraction(number)), base)
    return int(number) if number == int(number) else float(number)


def opened(found: Found, metric: Metric) -> Row:
    """One metric with its formula and what is behind it."""
    figure = metric.figure(found.scope)
    names = {client.id: client for client in found.scope.ledger.clients}
    items = sorted(metric.items(found.scope), key=largest_first)
    return {
        "metric": metric.name,
        "label": metric.label,
        "period": {"from": found.period.first.isoformat(), "to": found.period.last.isoformat()},
        "as_of": found.scope.window.last.isoformat(),
        "currency": found.base,
        "value": plain(figure.value, metric.unit, found.base),
        "unit": metric.unit,
        "top": behind(figure.top, metric, found.base),
        "bottom": behind(figure.bottom, metric, found.base),
        "formula": metric.formula,
        "source": metric.source,
        "why": figure.why,
        "items": [item_row(item, names, metric, found.base) for item in items],
    }


def largest_first(item: Item) -> tuple[float, float, int]:
    """The order in which what is behind a metric is told."""
    return -abs(float(item.bottom)), -abs(float(item.top)), item.account


def item_row(item: Item, names: dict[int, Client], metric: Metric, base: str) -> Row:
    """One account or record behind a metric."""
    client = names.get(item.account)
    return {
        "account": client.code if client else None,
        "name": client.name if client else None,
        "record": reference(*item.record) if item.record else None,
        "on": item.on.isoformat() if item.on else None,
        "top": behind(item.top, metric, base),
        "bottom": behind(item.bottom, metric, base),
        "note": item.note or None,
    }
