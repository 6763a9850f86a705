"""Replaying the book on the first day of each month, for `am backtest`.

What is made of the replayed days is in rules/backtest.py; the copy that goes back is replay.py.
"""

import datetime as dt
from collections.abc import Callable, Container, Iterator, Sequence

from amcli.facts.account_facts import Contacts, World, bare, scored
from amcli.facts.ledger import rate_of, read_terms
from amcli.hints import NamedTuple
from amcli.rules.backtest import Backtest, Day, Seen
from amcli.rules.dates import Duration, month_number, month_span
from amcli.rules.isodays import day as day_of
from amcli.rules.metrics.losses import Convert, Loss, Revenue, losses, revenues
from amcli.rules.rescoring import measured, measuring
from amcli.rules.score import assess, points_of
from amcli.storage.past import pruned
from amcli.storage.replay import Replay
from amcli.storage.totals import Totals

Tick = Callable[[int], None]
NAMES = "SELECT id, code, name FROM account"


class Question(NamedTuple):
    """What was asked: how far ahead a score is to warn, from which day on, and whether what was put on record
    later counts from its own day. `least`: the smallest fall that is a loss, a share of the account's revenue
    in basis points; of 10,000 only churn is one. `fits`: points are learned from it."""

    horizon: Duration
    since: dt.date | None = None
    backdated: bool = False
    least: int = 0
    fits: bool = False


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
    known = pruned(world.book.db)  # before that nobody knows how the book was, also not of older records
    recorded = recorded if known is None else max(recorded, known.before)
    starts = [min(dated), *([] if question.backdated and known is None else [recorded])]
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
    lost = losses(earned, grace, question.least)
    replayed = list(replay(world, question, span.days, earned, lost, worth, tick)) if span.days else []
    return Found(world, question, span, Backtest(replayed, earned, lost, world.today), accounts)


def replay(
    world: World,
    question: Question,
    days: Sequence[dt.date],
    earned: dict[int, Revenue],
    lost: Sequence[Loss],
    worth: Convert,
    tick: Tick,
) -> Iterator[Day]:
    """What the score said on each day, the newest first: of the accounts that brought revenue on it; where
    its horizon has not passed, of those among them that have lost something since."""
    past = Replay(world.book, backdated=question.backdated)
    contacts: Contacts = {}
    try:
        for on in days:
            if past.go_back(on):
                contacts.clear()
            then = World(past.book, on, world.config, Totals(past.book, world.config, on), world.only)
            until = question.horizon.after(on)
            ahead = {loss.account for loss in lost if on < loss.on <= until}
            known = set() if question.backdated else settled(then, ahead, worth)
            paying = {account for account, each in earned.items() if each.on(on) > 0}
            asked = paying if until <= world.today else paying & ahead
            measure = question.fits and until <= world.today
            yield Day(on, until, seen(then, asked, contacts, measure=measure), known)
            tick(1)
    finally:
        past.close()


def seen(
    then: World, accounts: Container[int], known: Contacts | None = None, *, measure: bool = False
) -> dict[int, Seen]:
    """What the score says of those among some accounts that have one on the day of a world; with `measure`,
    what other points would be given for."""
    found, by = {}, measuring(then.model) if measure else None
    asked = [account for account in scored(then) if account in accounts]
    for facts in bare(then, asked, known, ranks=False):
        if facts.leaving is not None:  # its loss was known by then
            continue
        score = assess(facts, then.today, then.model)
        points = points_of(score)
        shares = measured(facts, then.today, by) if by is not None and score.score is not None else None
        found[facts.id] = Seen(
            score.score, score.health, tuple(points), tuple(points.values()), score.kinds, shares
        )
    return found


def settled(then: World, accounts: set[int], worth: Convert) -> set[tuple[int, dt.date]]:
    """The losses of some accounts that were on record already on the day of a world: notice was given, or the
    smaller contract signed."""
    if not accounts:
        return set()
    terms = [term for term in read_terms(then) if term.contract.account in accounts]
    known = losses(revenues(terms, worth), then.grace)
    return {(loss.account, loss.on) for loss in known if loss.on > then.today}
