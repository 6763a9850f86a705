"""The words beside a metric: its number as a person reads it, the change, the two numbers behind it.

Shared by the screen and the page; amounts come written. Not for layout.
"""

from collections.abc import Callable
from fractions import Fraction

from amcli.rules.dates import on_day as on_day
from amcli.rules.dates import short_day
from amcli.rules.dates import span as span
from amcli.rules.metrics.growth import CROSS_SELL, PRICE, UPSELL, amount_of
from amcli.rules.metrics.metric import COUNT, MONEY, POINTS, RATIO, Figure, Metric, Number, Scope
from amcli.rules.metrics.working import not_recorded

Write = Callable[[int], str]
NOTHING = "-"
HALF = Fraction(1, 2)


def tenth(value: Number) -> str:
    """A number with one decimal, half away from zero."""
    tenths = int(abs(float(value)) * 10 + 0.5 + 1e-9)
    return f"{'-' if value < 0 and tenths else ''}{tenths // 10:,}.{tenths % 10}"


def whole(value: Number) -> int:
    """The nearest whole number, half away from zero."""
    exact = Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
    size = int(abs(exact) + HALF)
    return -size if value < 0 else size


def number(value: Number | None, unit: str, write: Write) -> str:
    """A metric's number: `99.6%`, `+26`, `8.0`, `72,000`; `-` where there is none."""
    if value is None:
        return NOTHING
    if unit == RATIO:
        return f"{tenth(100 * value)}%"
    if unit == POINTS:
        return f"{whole(value):+d}"
    if unit == MONEY:
        return write(whole(value))
    return f"{whole(value):,}" if unit == COUNT else tenth(value)


def change(now: Number | None, before: Number | None, unit: str, write: Write) -> str:
    """What lies between two numbers, signed: points of per cent, points, days, money."""
    if now is None or before is None:
        return NOTHING
    between = now - before
    if unit in (POINTS, COUNT):
        return f"{whole(now) - whole(before):+,d}"
    if unit == MONEY:
        sign = "+" if whole(between) > 0 else ""
        return sign + write(whole(between))
    # What is shown is the difference of what is shown.
    scale = 100 if unit == RATIO else 1
    shown = round(
        float(tenth(scale * now).replace(",", "")) - float(tenth(scale * before).replace(",", "")), 1
    )
    return f"{shown:+.1f}" if shown else "0.0"


def behind(metric: Metric, figure: Figure, scope: Scope, write: Write, short: Write) -> str:
    """The two numbers behind a metric, or why there is none."""
    if figure.why is not None:
        return figure.why
    if metric.name == "expansion_rate":
        price, upsell, cross_sell = (short(amount_of(scope, kind)) for kind in (PRICE, UPSELL, CROSS_SELL))
        return f"price {price}, upsell {upsell}, cross-sell {cross_sell}"
    if metric.unit == RATIO and metric.money:
        text = f"{write(whole(figure.top))} of {write(whole(figure.bottom))}"
        return f"{text} {metric.noun}".rstrip()
    if metric.unit == RATIO:
        ends = metric.name in ("checkin_rate", "qbr_rate")
        noun = f"on {short_day(scope.window.last, scope.settings.today)}" if ends else metric.noun
        said = f"{whole(figure.top):,} of {whole(figure.bottom):,} {noun}".rstrip()
        unknown = len(not_recorded(scope)) if metric.name == "fcr" else 0
        return f"{said}, {unknown:,} not recorded" if unknown else said
    if metric.unit == POINTS:
        return f"{whole(figure.bottom):,} answers"
    return ""
