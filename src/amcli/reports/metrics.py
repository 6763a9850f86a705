"""The pages of `am metrics`: the bridge of a period with who moved it, and the rates beside those of the one
before; one metric with what is behind it; the bridge and retention of each group. Rows are metrics_data.
"""

from collections.abc import Sequence
from functools import partial

from amcli.fields import Row
from amcli.page import (
    READABLE,
    Cell,
    Column,
    Few,
    Figures,
    Footer,
    Line,
    Page,
    Part,
    Section,
    Sentence,
    Table,
    Words,
    dash,
)
from amcli.reports.metrics_data import THIS_QUARTER, Booked, Found, beside_arr, booked_this_quarter, revenue
from amcli.rules.formatting import count, long_money, major, money
from amcli.rules.metrics import texts
from amcli.rules.metrics.bridge import CHURNED, CONTRACTION, EXPANSION, NEW, REACTIVATED, Move
from amcli.rules.metrics.due import ended_on, unconfirmed
from amcli.rules.metrics.growth import OFFSET, amount_of
from amcli.rules.metrics.metric import RATIO, Metric
from amcli.rules.metrics.register import BY_NAME, FIRST, METRICS
from amcli.rules.money import to_major
from amcli.rules.targets import period_named

LABEL, AMOUNT = 18, 16
WIDEST = READABLE + 20
SIGNS = {NEW: "+", REACTIVATED: "+", EXPANSION: "+", CONTRACTION: "-", CHURNED: "-"}
SPLIT = {"price": "price", "upsell": "upsell", "cross_sell": "cross-sell", "offset": "offset"}
MOST_NAMED = 3
PERIOD_AT_MOST = 9
NARROW = 70  # below, the number of the period before gives way to what lies behind this one
Step = tuple[Cell, Cell, Words | Few]


def metrics_page(found: Found, *, split: bool, everyone: bool, everything: bool) -> Page:
    """What a person sees of a period, of `everyone` in the book or of the accounts that filters chose."""
    window = found.scope.window
    days = texts.span(window.first, window.last)
    so_far = ", so far" if window.last < found.period.last else ""
    whose = "whole book" if everyone else count(len(found.scope.ledger.clients), "account")
    metrics = METRICS if everything else [BY_NAME[name] for name in FIRST]
    lines = [rate(found, metric) for metric in metrics]
    below: list[Part] = [Table(rate_columns(found), lines), *not_confirmed(found)]
    if not everything:
        more = f"{len(METRICS) - len(FIRST)} more"
        below.append(Footer(f"Changes are in points. {more}", "am metrics --all"))
    parts: list[Part] = [
        Figures(bridge(found, split=split), LABEL, AMOUNT),
        *after_closing(found),
        *last_day(found),
        *apart(found),
        Section("", [*below, *to_go(found)]),
    ]
    title = Cell(period_named(found.period), plain=f"Metrics of {period_named(found.period)}")
    return Page(title, days + so_far, [found.base, whose], parts, (), WIDEST)


def bridge(found: Found, *, split: bool) -> list[Step]:
    """From the opening to the closing, each step with the accounts that made it."""
    scope, base = found.scope, found.base
    each = scope.bridge
    opening = f"{count(len(scope.cohort), 'account')} on {texts.on_day(scope.window.opening)}"
    steps = [step("Opening ARR", long_money(each.opening, base), opening, "heading")]
    if each.fx:
        sign = "+" if each.fx > 0 else "-"
        steps.append(step(f"{sign} exchange rates", long_money(each.fx, base), "effect of the rates alone"))
    for kind, sign in SIGNS.items():
        total = each.total(kind) * (1 if sign == "+" else -1)
        steps.append(step(f"{sign} {kind}", long_money(total, base), movers(found, each.of(kind), sign)))
        if kind == EXPANSION and split:
            steps += [growth(found, part, label) for part, label in SPLIT.items()]
    ends = sum(1 for move in each.moves if move.closing > 0)
    closing = f"{count(ends, 'account')} on {texts.on_day(scope.window.last)}"
    steps.append(step("Closing ARR", long_money(each.closing, base), closing, "heading"))
    beside = (
        ("past its end, not recorded", each.lapsed),
        ("past its end, auto-renewing", each.unconfirmed),
    )
    steps += [step("", long_money(amount, base), words, "muted") for words, amount in beside if amount]
    return steps


def after_closing(found: Found) -> list[Part]:
    """What is known of the time after the closing."""
    said = ahead_words(revenue(found.scope, found.base), found.base)
    return [Sentence(Cell(said, "muted"), whole=True)] if said else []


def last_day(found: Found) -> list[Part]:
    """What was lost on the last day of the period, which the bridge of the next one books."""
    ended = ended_on(found.scope, found.period.last)
    if not ended.lost:
        return []
    said = f"Lost on the last day, {texts.on_day(found.period.last)}: {long_money(ended.lost, found.base)}"
    said += ", in the renewal rates of this period, in the ARR bridge of the next"
    return [Sentence(Cell(said, "muted"), whole=True)]


def apart(found: Found) -> list[Part]:
    """What doesn't recur, where there is any."""
    said = apart_words(beside_arr(found.scope, found.base), found.base)
    return [Sentence(Cell(said, "muted"), whole=True)] if said else []


def apart_words(data: Row, base: str) -> str:
    """What doesn't recur: of the object of a period."""
    usage, year, once = (data[name] for name in ("usage_revenue", "usage_12m", "one_off"))
    said = [f"usage {major(usage, base)} (12 months {major(year, base)})"] if year else []
    said += [f"one-offs {major(once, base)}"] if once else []
    return f"Apart from ARR: {'; '.join(said)}" if said else ""


def ahead_words(data: Row, base: str) -> str:
    """What is signed, what that changes, and what is lost: of the object of a period."""
    signed, net, lost = (data[name] for name in ("contracted_arr", "contracted_net", "known_losses"))
    said = [f"signed, not yet started {major(signed, base)}"] if signed else []
    if signed and net != signed:
        said[0] += f" (net {'+' if net > 0 else ''}{major(net, base)})"
    said += [f"known losses {major(lost, base)}"] if lost else []
    return f"Ahead: {'; '.join(said)}" if said else ""


def not_confirmed(found: Found) -> list[Part]:
    """What auto-renewed and is in no renewal rate until somebody confirms it."""
    due = found.scope.once(unconfirmed)
    if not due:
        return []
    value = major(to_major(sum(each.value for each in due), found.base), found.base)
    said = f"{count(len(due), 'contract')} auto-renewed, {value}, not confirmed: in no renewal rate."
    return [Footer(said, "am renew --auto")]


def growth(found: Found, part: str, label: str) -> Step:
    """A part of the expansion."""
    amount = amount_of(found.scope, part) * (-1 if part == OFFSET else 1)
    _, figure, words = step("", long_money(amount, found.base), "", "muted")
    return Cell(f"    {label}", "muted", plain=f"of it {label}"), figure, words


def step(label: str, amount: str, words: str | Few, role: str = "") -> Step:
    quiet = "muted" if amount == "0" and not role else role
    said = words if isinstance(words, Few) else Cell(words, "muted" if role else "")
    return Cell(label, role), Cell(amount, quiet), said


def movers(found: Found, moves: Sequence[Move], sign: str) -> str | Few:
    """How many moved, under the count of the opening, and the largest of them by name."""
    if not moves:
        return ""
    names = {client.id: client.name for client in found.scope.ledger.clients}
    places = len(f"{len(found.scope.cohort):,}")
    told = [
        f"{dash(names.get(move.account))} {'-' if sign == '-' else ''}{money(move.amount, found.base)}"
        for move in moves[:MOST_NAMED]
    ]
    return Few(f"{len(moves):>{places},} ", told, len(moves))


def rate_columns(found: Found) -> list[Column]:
    """The columns of the rates, named as the two periods where their names are short."""
    names = [period_named(found.period), "before"]
    if found.before is not None:
        names[1] = period_named(type(found.period)(found.before.window.first, found.before.window.last))
    if max(map(len, names)) > PERIOD_AT_MOST:
        names = ["now", "before"]
    return [
        Column(""),
        Column(names[0], right=True),
        Column(names[1], right=True, above=NARROW),
        Column("Change", right=True),
        Column("From", rest=True),
        Column("Details", only="wide"),
    ]


def rate(found: Found, metric: Metric) -> Line:
    """A rate beside that of the period before."""
    figure = metric.figure(found.scope)
    before = None if found.before is None else metric.figure(found.before).value
    write, short = partial(long_money, currency=found.base), partial(money, currency=found.base)
    words = texts.behind(metric, figure, found.scope, write, short)
    return [
        metric.label,
        texts.number(figure.value, metric.unit, write),
        Cell(texts.number(before, metric.unit, write), "muted"),
        texts.change(figure.value, before, metric.unit, write),
        Cell(words, "" if figure.why is None else "muted"),
        Cell(role="hint", command=f"am metrics {metric.name}"),
    ]


def this_quarter(found: Booked | None, base: str, command: str) -> list[Part]:
    """`2026-Q1: 43k of 440k booked, 397k to go`, and the command that opens it."""
    if found is None:
        return []
    booked, target = money(found.booked, base), money(found.target, base)
    left = found.target - found.booked
    rest = f"{money(left, base)} to go" if left > 0 else "target reached"
    said = f"{period_named(found.period)}: {booked} of {target} booked, {rest}"
    return [Footer(said, command)]


def to_go(found: Found) -> list[Part]:
    """What is to go of the target of the period, and of this quarter's, whatever the period."""
    now = booked_this_quarter(found.world, found.scope)
    same = now is not None and now.period == found.period
    opened = f"am forecast --period {THIS_QUARTER}"
    return [*([] if same else of_period(found)), *this_quarter(now, found.base, opened)]


def of_period(found: Found) -> list[Part]:
    """What is to go of the target of the period."""
    if not found.scope.ledger.targets:
        return []
    missing = BY_NAME["target_gap"].figure(found.scope).value
    if missing is None:
        return []
    part = texts.number(BY_NAME["attainment"].figure(found.scope).value, RATIO, str)
    left = f"{found.base} {long_money(texts.whole(missing), found.base)}"
    return [Footer(f"{part} of target; {left} to go", "am metrics attainment")]


MOST = 20
ITEMS = (
    Column("Account", rest=True),
    Column("Record"),
    Column("On"),
    Column("Part", right=True),
    Column("Of", right=True),
    Column(""),
)
ALWAYS = (0, 3, 4)


def metric_page(found: Found, data: Row, *, everything: bool) -> Page:
    """What a person sees of one metric and of its object: the number, how it is made, what is behind it."""
    metric = BY_NAME[data["metric"]]
    window = found.scope.window
    value = texts.number(
        metric.figure(found.scope).value, metric.unit, partial(long_money, currency=found.base)
    )
    parts: list[Part] = [Sentence(data["formula"], whole=True)]
    parts += [Sentence(Cell(data["source"], "muted"), whole=True)] if data["source"] else []
    parts += [Sentence(Cell(f"No figure: {data['why']}.", "due"))] if data["why"] else []
    parts += items(data, amounts=metric.money, everything=everything)
    days = texts.span(window.first, window.last)
    return Page(metric.label, days, [Cell(value, "heading")], parts, (), READABLE)


def items(data: Row, *, amounts: bool, everything: bool) -> list[Part]:
    """What is behind a metric, the largest first, and its sum; a column that says nothing isn't there."""
    rows = data["items"]
    if not rows:
        return []
    shown = rows if everything else rows[:MOST]
    lines = [item_line(row, data, amounts=amounts) for row in shown]
    kept = [at for at in range(len(ITEMS)) if at in ALWAYS or any(line[at] for line in lines)]
    total: list[Words] = [Cell("Total", "heading"), "", "", *ends(data, data, amounts), ""]
    table = Table([ITEMS[at] for at in kept], [[line[at] for at in kept] for line in [*lines, total]])
    left = len(rows) - len(shown)
    more = [Footer(f"{left:,} more", f"am metrics {data['metric']} --all")] if left else []
    return [Section("", [table, *more])]


def item_line(row: Row, data: Row, *, amounts: bool) -> list[Words]:
    record, on, note = (row[name] or "" for name in ("record", "on", "note"))
    return [dash(row["name"]), record, on, *ends(row, data, amounts), note]


def ends(row: Row, data: Row, amounts: bool) -> list[str]:
    """The two numbers of a row."""
    if amounts:
        return [major(row["top"], data["currency"]), major(row["bottom"], data["currency"])]
    return [f"{row['top']:,.10g}", f"{row['bottom']:,.10g}"]
