"""`am metrics`: the bridge of a period with who moved it, then the rates beside those of the one before."""

from collections.abc import Sequence
from typing import Any

from amcli.output.result import Page
from amcli.output.screen import PAGE, Cell, Column, Part, Screen, safe
from amcli.rules.formatting import count, long_money, money
from amcli.rules.metrics import wording
from amcli.rules.metrics.bridge import CHURNED, CONTRACTION, EXPANSION, NEW, REACTIVATED, Move
from amcli.rules.metrics.growth import OFFSET, amount_of
from amcli.rules.metrics.metric import RATIO, Metric
from amcli.rules.metrics.register import BY_NAME, FIRST, METRICS
from amcli.rules.targets import named

LABEL, AMOUNT = 18, 16
SIGNS = {NEW: "+", REACTIVATED: "+", EXPANSION: "+", CONTRACTION: "-", CHURNED: "-"}
SPLIT = {"price": "price", "upsell": "upsell", "cross_sell": "cross-sell", "offset": "offset"}
MOST_NAMED = 3
BEFORE, FROM, OPEN_IT = 2, 4, 5  # columns of the rates
PERIOD_AT_MOST = 9
NARROW = 70  # below, the number of the period before gives way to what lies behind this one


def draw(screen: Screen, page: Page) -> None:
    """Draw the page of a period."""
    about = page.about
    found = about["found"]
    heading(screen, found, about)
    bridge(screen, found, split=about["split"])
    rates(screen, found, METRICS if about["everything"] else [BY_NAME[name] for name in FIRST])
    if not about["everything"]:
        more = f"{len(METRICS) - len(FIRST)} more"
        screen.footer([(f"Changes are in points. {more}", "am metrics --all")], width(screen))
    target(screen, found)


def width(screen: Screen) -> int:
    return min(screen.width, PAGE + 20)


def heading(screen: Screen, found: Any, about: Any) -> None:
    """The period, its days, the currency, and of whom the numbers are."""
    window = found.scope.window
    days = wording.span(window.first, window.last)
    if window.last < found.period.last:
        days += ", so far"
    whose = "whole book" if not about.get("filters") else count(len(found.scope.ledger.clients), "account")
    screen.heading(named(found.period), days, [[Part(found.base)], [Part(whose)]], width(screen))
    screen.line()


def bridge(screen: Screen, found: Any, *, split: bool) -> None:
    """From the opening to the closing, each step with the accounts that made it."""
    scope, base = found.scope, found.base
    each = scope.bridge
    names = {client.id: client.name for client in scope.ledger.clients}
    opening = f"{count(len(scope.cohort), 'account')} on {wording.on_day(scope.window.opening)}"
    places = len(f"{len(scope.cohort):,}")
    step(screen, "Opening ARR", long_money(each.opening, base), opening, "heading")
    if each.fx:
        sign = "+" if each.fx > 0 else "-"
        step(screen, f"{sign} exchange rates", long_money(each.fx, base), "effect of the rates alone")
    for kind, sign in SIGNS.items():
        moves, total = each.of(kind), each.total(kind)
        shown = long_money(total if sign == "+" else -total, base)
        step(screen, f"{sign} {kind}", shown, movers(screen, moves, names, base, sign, places))
        if kind == EXPANSION and split:
            for part, label in SPLIT.items():
                amount = amount_of(scope, part) * (-1 if part == OFFSET else 1)
                step(screen, f"    {label}", long_money(amount, base), "", "muted")
    ends = sum(1 for move in each.moves if move.closing > 0)
    closing = f"{count(ends, 'account')} on {wording.on_day(scope.window.last)}"
    step(screen, "Closing ARR", long_money(each.closing, base), closing, "heading")
    for words, amount in (
        ("past its end, not recorded", each.lapsed),
        ("past its end, auto-renewing", each.unconfirmed),
        ("signed, not yet started", each.contracted),
    ):
        if amount:
            step(screen, "", long_money(amount, base), words, "muted")
    screen.line()


def step(screen: Screen, label: str, amount: str, words: str, role: str = "") -> None:
    quiet = "muted" if amount == "0" and not role else role
    left = [Part(f"{label:<{LABEL}}", role), Part(f"{amount:>{AMOUNT}}", quiet), Part("   ")]
    room = width(screen) - screen.length(left)
    screen.line([*left, Part(screen.fit(words, max(0, room)), "muted" if role else "")])


def movers(
    screen: Screen, moves: Sequence[Move], names: dict[int, str], base: str, sign: str, places: int
) -> str:
    """How many moved, under the count of the opening, and the largest of them by name, as many as fit."""
    if not moves:
        return ""
    room = width(screen) - LABEL - AMOUNT - 3
    for shown in range(min(MOST_NAMED, len(moves)), 0, -1):
        told = [
            f"{safe(names.get(move.account))} {'-' if sign == '-' else ''}{money(move.amount, base)}"
            for move in moves[:shown]
        ]
        more = [f"{len(moves) - shown} more"] if len(moves) > shown else []
        text = f"{len(moves):>{places},} " + ", ".join([*told, *more])
        if screen.length([Part(text)]) <= room:
            return text
    return text


def rates(screen: Screen, found: Any, metrics: Sequence[Metric]) -> None:
    """Each rate beside that of the period before."""
    rows = [rate(screen, found, metric) for metric in metrics]
    columns = [
        Column(""),
        *(Column(title, True) for title in titles(found)),
        Column("From"),
        Column("Details"),
    ]
    kept = [at for at in range(len(columns)) if at not in left_out(screen)]
    columns, rows = [columns[at] for at in kept], [[row[at] for at in kept] for row in rows]
    flexible = kept.index(FROM)
    sizes = screen.widths(columns, rows, flexible=flexible)
    if screen.width > width(screen):
        sizes[flexible] = max(4, sizes[flexible] - (screen.width - width(screen)))
    screen.table(columns, rows, sizes)


def left_out(screen: Screen) -> set[int]:
    """The columns that there is no room for."""
    if screen.wide:
        return set()
    return {OPEN_IT, BEFORE} if screen.width < NARROW else {OPEN_IT}


def titles(found: Any) -> tuple[str, str, str]:
    """The titles of the columns of numbers: the two periods, where their names are short."""
    names = [named(found.period), "before"]
    if found.before is not None:
        names[1] = named(type(found.period)(found.before.window.first, found.before.window.last))
    if max(map(len, names)) > PERIOD_AT_MOST:
        names = ["now", "before"]
    return names[0], names[1], "Change"


def rate(screen: Screen, found: Any, metric: Metric) -> list[Cell]:
    figure = metric.figure(found.scope)
    before = None if found.before is None else metric.figure(found.before).value
    write = lambda amount: long_money(amount, found.base)  # noqa: E731
    short = lambda amount: money(amount, found.base)  # noqa: E731
    words = wording.behind(metric, figure, found.scope, write, short)
    return [
        metric.label,
        wording.number(figure.value, metric.unit, write),
        Part(wording.number(before, metric.unit, write), "muted"),
        wording.change(figure.value, before, metric.unit, write),
        Part(words, "" if figure.why is None else "muted"),
        Part(f"am metrics {metric.name}" if screen.hints else "", "command"),
    ]


def target(screen: Screen, found: Any) -> None:
    """What is still missing of my number."""
    if not found.scope.ledger.targets:
        return
    missing = BY_NAME["target_missing"].figure(found.scope).value
    if missing is not None:
        part = wording.number(BY_NAME["attainment"].figure(found.scope).value, RATIO, str)
        left = f"{found.base} {long_money(wording.whole(missing), found.base)}"
        words = f"{part} of target; {left} to go"
        screen.footer([(words, "am metrics attainment")], width(screen))
