"""The metrics of groups: of accounts that share something, of products, of months and quarters, of the years
in which accounts joined, and what was lost for each reason. All of them, or one. The pages are metrics.py.
"""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from amcli.facts import ledger
from amcli.fields import Row
from amcli.hints import Any
from amcli.reports.metrics_data import Found, behind, figures, plain
from amcli.reports.metrics_fields import age
from amcli.rules.dates import Duration, Period, month_number, month_span
from amcli.rules.metrics import cohorts, reasons
from amcli.rules.metrics.contracts import DAY
from amcli.rules.metrics.history import History
from amcli.rules.metrics.ledger import Ledger, parted
from amcli.rules.metrics.metric import RATIO, Metric, Scope
from amcli.rules.metrics.register import BY_NAME
from amcli.rules.money import to_major

MONTHS = {"month": 1, "quarter": 3}
"""How many months a line has, where lines are times."""
COHORT, REASON = "cohort", "reason"


def groups(found: Found, by: str, rolling: Duration | None = None) -> list[Row]:
    """The metrics of each group, its key first; groups by revenue falling, times and years in their order."""
    rows = [{by: key, **figures(scope, days, found.base)} for key, days, scope in scopes(found, by, rolling)]
    if by in MONTHS or by == COHORT:
        return rows
    return sorted(rows, key=lambda row: (-row["closing_arr"], -row["opening_arr"], str(row[by] or "")))


def one_metric(found: Found, metric: Metric, by: str, rolling: Duration | None = None) -> list[Row]:
    """One metric of each group, with the two numbers behind it; the groups in which there is most of what
    it counts first, times and years in their order."""
    rows = []
    for key, days, scope in scopes(found, by, rolling):
        figure = metric.figure(scope)
        rows.append(
            {
                "group": key,
                "period": {"from": days.first.isoformat(), "to": days.last.isoformat()},
                "value": plain(figure.value, metric.unit, found.base),
                "top": behind(figure.top, metric, found.base),
                "bottom": behind(figure.bottom, metric, found.base),
                "why": figure.why,
            }
        )
    if by in MONTHS or by == COHORT:
        return rows
    return sorted(rows, key=lambda row: (-row["bottom"], -row["top"], str(row["group"] or "")))


def ageing(found: Found, metric: Metric) -> list[Row]:
    """A line for each year in which accounts joined: one metric 12, 24, 36 months after the first day of each
    account."""
    return [
        {
            "cohort": line.year,
            "accounts": line.accounts,
            "after": [after_row(each, metric, found.base) for each in line.after],
            **{age(each.months): plain(each.value, RATIO, found.base) for each in line.after},
        }
        for line in cohorts.cohort_lines(found.scope, cohorts.AGEING[metric.name])
    ]


def after_row(each: cohorts.After, metric: Metric, base: str) -> Row:
    return {
        "months": each.months,
        "value": plain(each.value, RATIO, base),
        "top": behind(each.top, metric, base),
        "bottom": behind(each.bottom, metric, base),
        "why": each.why,
    }


def lost(found: Found) -> list[Row]:
    """What was lost for each recorded reason."""
    recorded = {row["id"]: row["reason"] for row in found.world.book.rows("ledger.reasons")}
    lines = reasons.reason_lines(found.scope, recorded)
    whole = sum(line.lost for line in lines)
    return [
        {
            "reason": line.reason,
            "accounts": line.accounts,
            "contracts": line.contracts,
            "lost": to_major(line.lost, found.base),
            "share": plain(Fraction(line.lost, whole), RATIO, found.base) if whole else None,
            "churned": to_major(line.churned, found.base),
            "contraction": to_major(line.contraction, found.base),
            "currency": found.base,
        }
        for line in lines
    ]


def scopes(found: Found, by: str, rolling: Duration | None = None) -> Iterator[tuple[Any, Period, Scope]]:
    """The key, the days and the scope of each group."""
    if by in MONTHS:
        yield from times(found, by, rolling)
    elif by == "product":
        for product, scope in products(found):
            yield product, found.period, scope
    else:
        parts = list(parted(found.scope.ledger, key_of(by, found.scope)).items())
        if by == COHORT:
            parts.sort(key=lambda part: (part[0] is None, str(part[0])))
        for key, part in parts:
            if by == "owner" and key and found.world.only is None:
                theirs = ledger.read_targets(found.world, found.scope.window, found.period, str(key))
                part = part._replace(targets=tuple(theirs))
            yield key, found.period, beside(found.scope, part)


def products(found: Found) -> Iterator[tuple[str | None, Scope]]:
    """The contracts of each product, and the accounts that have any."""
    scope = found.scope
    names = {row["id"]: row["name"] for row in found.world.book.rows("records.product", row=None, ids=None)}
    kept = scope.ledger._replace(answers=(), tickets=(), promises=(), met=(), deals=(), targets=(), part=True)
    held = [term.contract.product for term in scope.ledger.terms]
    for product in dict.fromkeys([*held, *(each.product for each in scope.ledger.billed)]):
        terms = tuple(term for term in scope.ledger.terms if term.contract.product == product)
        holders = {term.contract.account for term in terms}
        clients = tuple(client for client in kept.clients if client.id in holders)
        billed = tuple(each for each in scope.ledger.billed if each.product == product)
        yield names.get(product), beside(scope, kept._replace(clients=clients, terms=terms, billed=billed))


def key_of(by: str, scope: Scope) -> Any:
    """What the accounts of a group share."""
    unit = scope.history.unit
    if by == "account":
        codes = {client.id: client.code for client in scope.ledger.clients}
        return lambda client: codes.get(unit(client.id), client.code)
    if by == COHORT:
        years = cohorts.years(scope)
        return lambda client: years.get(unit(client.id))
    return lambda client: getattr(client, by)


def beside(scope: Scope, part: Ledger) -> Scope:
    """The scope of some of the records, all else the same."""
    history = History(part.terms, scope.history.unit, like=scope.history)
    return Scope(part, scope.window, scope.rate, scope.settings, history)


def times(found: Found, by: str, rolling: Duration | None) -> Iterator[tuple[str, Period, Scope]]:
    """The months or quarters of a period, up to today; `rolling`, each is so long a time to its end."""
    lines = spans_of(found.period, found.scope.window.last, MONTHS[by])
    days = lines if rolling is None else [Period(begin(line.last, rolling), line.last) for line in lines]
    known = found.scope
    if rolling is not None:
        settings = known.settings
        whole = Period(min(each.first for each in days), days[-1].last)
        known = ledger.read_scope(
            found.world, whole, latest=settings.latest, by_parent=settings.by_parent, like=known
        )
    for line, span, scope in zip(lines, days, ledger.read_spans(found.world, days, known), strict=True):
        yield name_of(line, by), span, scope


def spans_of(period: Period, last: dt.date, months: int) -> list[Period]:
    """The months or quarters of a period up to a day, the first and the last as far as they are of it."""
    numbers = range(month_number(period.first) // months, month_number(last) // months + 1)
    spans = [month_span(number * months, months) for number in numbers]
    return [Period(max(each.first, period.first), min(each.last, period.last)) for each in spans]


def begin(last: dt.date, rolling: Duration) -> dt.date:
    """The first day of a length of time that ends on a day."""
    return rolling.before(last + DAY if last < dt.date.max else last)


def name_of(span: Period, by: str) -> str:
    """`2025-10`, or `2025-Q4`."""
    if by == "month":
        return span.first.isoformat()[:7]
    return f"{span.first.year:04}-Q{(span.first.month + 2) // 3}"


def retention(scope: Scope, period: Period, base: str) -> list[Row]:
    """Net and gross retention of each month of a period, of its contracts alone."""
    found = []
    for days in spans_of(period, scope.window.last, 1):
        of = ledger.other_days(scope, days)
        rates = {name: plain(BY_NAME[name].figure(of).value, RATIO, base) for name in ("nrr", "grr")}
        found.append({"month": name_of(days, "month"), **rates})
    return found
