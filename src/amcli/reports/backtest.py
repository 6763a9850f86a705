"""Replaying the book on the first day of each month, and what `am backtest` tells of it.

What is made of the replayed days is in rules/backtest.py; the copy that goes back is replay.py.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from amcli.facts.account_facts import World, read_bare
from amcli.facts.ledger import rate_of, read_terms
from amcli.fields import Row
from amcli.rules.backtest import Backtest, Case, Day, Seen, Told
from amcli.rules.dates import Duration, month_number, month_span
from amcli.rules.isodays import day as day_of
from amcli.rules.isodays import iso
from amcli.rules.metrics.losses import Convert, Loss, losses, revenues
from amcli.rules.score import assess, points_of
from amcli.rules.signals import SIGNAL_NAMES
from amcli.storage.replay import Replay
from amcli.storage.totals import Totals

Tick = Callable[[int], None]
NAMES = "SELECT id, code, name FROM account"


class Question(NamedTuple):
    """What was asked: how far ahead a score is to warn, from which day on, and whether what was put on record
    later counts from its own day."""

    horizon: Duration
    since: dt.date | None = None
    backdated: bool = False


class Span(NamedTuple):
    """The first days of the months to replay, the newest first; `first` is the oldest that there could be,
    `recorded` the day on which the first record was made."""

    days: list[dt.date]
    first: dt.date | None
    recorded: dt.date | None


class Found(NamedTuple):
    """A back-test with the codes and names of its accounts."""

    world: World
    question: Question
    span: Span
    result: Backtest
    accounts: dict[int, tuple[str, str]]

    @property
    def base(self) -> str:
        return self.world.totals.base


def span_of(world: World, question: Question) -> Span:
    """The days to replay: none where the horizon of the first has not passed. The months at the end, whose
    horizon has not passed either, may have warned of a loss, though nobody knows yet who stays."""
    row = world.book.row("backtest.first")
    assert row is not None
    recorded = None if row["at"] is None else dt.datetime.fromisoformat(row["at"]).astimezone().date()
    dated = [day for day in (day_of(row["touch_on"]), day_of(row["starts_on"])) if day is not None]
    if recorded is None or not dated:
        return Span([], None, recorded)
    starts = [min(dated), *([] if question.backdated else [recorded])]
    first = next_first(max([*starts, *([] if question.since is None else [question.since])]))
    if question.horizon.after(first) > world.today:
        return Span([], first, recorded)
    months = range(month_number(first), month_number(world.today) + 1)
    return Span([month_span(each, 1).first for each in months][::-1], first, recorded)


def next_first(day: dt.date) -> dt.date:
    """The first day of a month on or after a day."""
    return month_span(month_number(day) + (day.day > 1), 1).first


def read_backtest(world: World, question: Question, span: Span, tick: Tick) -> Found:
    """The back-test of a span of days. Raises Refused where a rate is missing."""
    rate, grace = rate_of(world), world.grace

    def worth(amount: int, currency: str) -> int:
        return rate(amount, currency, world.today)

    rows = world.book.db.execute(NAMES)
    accounts = {row["id"]: (row["code"], row["name"]) for row in rows if world.has(row["id"])}
    terms = [term for term in read_terms(world) if term.contract.account in accounts]
    earned = revenues(terms, worth)
    lost = losses(earned, grace)
    replayed = list(replay(world, question, span.days, lost, worth, tick)) if span.days else []
    return Found(world, question, span, Backtest(replayed, earned, lost, world.today), accounts)


def replay(
    world: World,
    question: Question,
    days: Sequence[dt.date],
    lost: Sequence[Loss],
    worth: Convert,
    tick: Tick,
) -> Iterator[Day]:
    """What the score said on each day, the newest first."""
    past = Replay(world.book, backdated=question.backdated)
    try:
        for on in days:
            past.go_back(on)
            then = World(past.book, on, world.config, Totals(past.book, world.config, on), world.only)
            until = question.horizon.after(on)
            ahead = {loss.account for loss in lost if on < loss.on <= until}
            known = set() if question.backdated else settled(then, ahead, worth)
            yield Day(on, until, seen(then), known)
            tick(1)
    finally:
        past.close()


def seen(then: World) -> dict[int, Seen]:
    """What the score says of every account that has one on the day of a world."""
    found = {}
    for facts in read_bare(then):
        score = assess(facts, then.today, then.model)
        found[facts.id] = Seen(score.score, score.band, tuple(points_of(score)))
    return found


def settled(then: World, accounts: set[int], worth: Convert) -> set[tuple[int, dt.date]]:
    """The losses of some accounts that were on record already on the day of a world: notice was given, or the
    smaller contract signed."""
    if not accounts:
        return set()
    terms = [term for term in read_terms(then) if term.contract.account in accounts]
    known = losses(revenues(terms, worth), then.grace)
    return {(loss.account, loss.on) for loss in known if loss.on > then.today}


def data(found: Found) -> Row:
    """The object of `-o json`."""
    result, major = found.result, found.world.totals.major
    judged = result.judged_days
    return {
        "from": iso(result.days[0].on) if result.days else None,
        "to": iso(judged[-1].on) if judged else None,
        "as_of": result.today.isoformat(),
        "horizon": length(found.question.horizon),
        "backdated": found.question.backdated,
        "on_record_since": iso(found.span.recorded),
        "currency": found.base,
        "verdict": result.verdict,
        **of_losses(found),
        "stayed": len(result.stayed),
        "arr_stayed": major(sum(case.arr for case in result.stayed)),
        **of_cases(result),
        "losses": [loss_row(found, told) for told in result.told],
        "months": [month_row(found, day.on) for day in judged],
        "signals": signal_rows(result),
    }


def of_losses(found: Found) -> Row:
    result, major = found.result, found.world.totals.major
    return {
        "loss_count": len(result.judged),
        "loss_flagged": len(result.flagged),
        "loss_unknown": len(result.unknown),
        "loss_unseen": len(result.told) - len(result.judged),
        "days_ahead": result.days_ahead,
        "arr_lost": major(amount(result.judged)),
        "arr_lost_flagged": major(amount(result.flagged)),
    }


def of_cases(result: Backtest) -> Row:
    """The cases, and how well the score tells them apart."""
    return {
        "cases": len(result.cases),
        "cases_unknown": len(result.cases) - len(result.scored),
        "precision": result.precision,
        "recall": result.recall,
        "lost_share": result.base,
        "auc": result.auc,
        "auc_error": result.error,
        "auc_losses": result.losses_scored,
    }


def amount(told: Sequence[Told]) -> int:
    return sum(each.loss.amount for each in told)


def length(horizon: Duration) -> str:
    """A duration as it is typed."""
    return f"{horizon.months}m" if horizon.months else f"{horizon.days}d"


def loss_row(found: Found, told: Told) -> Row:
    code, name = found.accounts[told.loss.account]
    last = told.cases[-1].seen if told.cases else None
    return {
        "account": code,
        "name": name,
        "day": told.loss.on.isoformat(),
        "amount": found.world.totals.major(told.loss.amount),
        "currency": found.base,
        "kind": told.loss.kind,
        "flagged": told.first_flagged is not None if told.cases else None,
        "first_flagged_on": iso(told.first_flagged),
        "days_ahead": told.days_ahead,
        "score": last.score if last else None,
        "band": last.band if last else None,
    }


def month_row(found: Found, on: dt.date) -> Row:
    cases: list[Case] = found.result.by_day[on]
    lost = [case for case in cases if case.losses]
    major = found.world.totals.major
    return {
        "day": on.isoformat(),
        "accounts": len(cases),
        "unknown": sum(1 for case in cases if case.seen.score is None),
        "flagged": sum(1 for case in cases if case.flagged),
        "lost": len(lost),
        "lost_flagged": sum(1 for case in lost if case.flagged),
        "arr": major(sum(case.arr for case in cases)),
        "arr_lost": major(sum(case.lost for case in lost)),
        "arr_lost_flagged": major(sum(case.lost for case in lost if case.flagged)),
    }


def signal_rows(result: Backtest) -> list[Row]:
    """Each signal's lift, the highest first."""
    base, rows = result.base, []
    for each in result.lifts(SIGNAL_NAMES):
        share = each.lost / each.cases if each.cases else None
        lift = share / base if share is not None and base else None
        rows.append(
            {"signal": each.signal, "cases": each.cases, "lost": each.lost, "share": share, "lift": lift}
        )
    return sorted(rows, key=lambda row: (row["lift"] is None, -(row["lift"] or 0)))
