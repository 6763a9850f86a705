"""A business review of one account: its period, and everything that happened in it."""

import datetime as dt

from amcli.facts.account_facts import World
from amcli.fields import Row
from amcli.reports import picture as parts
from amcli.rules import review as rules
from amcli.rules.dates import Period
from amcli.rules.isodays import after, before, day
from amcli.storage import records

MOST_TOUCHES, BASELINE_DAYS = 1000, 45


def read_review(world: World, account: int, period: Period | None) -> rules.Review:
    """The review of an account, over a period or since the last one."""
    interval = interval_of(world, records.listed(world.book, "account", row=account)[0])
    picture = parts.read_picture(world, account)
    last = last_review(world, account)
    span = span_of(world, period, last, interval)
    then = world._replace(today=span.to)
    goals = rules.results(parts.read_goals(then, account, span.from_), span)
    touches = parts.read_touches(then, account, span.from_, MOST_TOUCHES)
    tasks, current = parts.read_tasks(then, account, dt.date.min), span.to == world.today
    made = rules.Review(
        date=world.today,
        account=picture.account,
        name=picture.name,
        tier=picture.tier,
        owner=picture.owner,
        period=span,
        last_review_on=last,
        touches=len(touches),
        spoken_to=tuple(dict.fromkeys(name for each in touches for name in each.contacts)),
        goals=goals,
        usage=parts.read_usage(then, account, before(span.from_, BASELINE_DAYS), span.from_),
        issues=rules.issues(parts.read_issues(then, account, span.from_), span),
        promises=rules.Promises(
            rules.kept(tasks, "me", span, current=current), rules.kept(tasks, "them", span, current=current)
        ),
        surveys=parts.read_surveys(then, account, span.from_),
        feedback=parts.read_feedback(then, account, span.from_),
        value=rules.value(goals, touches),
        next_period=rules.ahead(picture, span, interval),
        internal=picture,
    )
    agenda = rules.agenda(made)
    return made._replace(next_period=made.next_period._replace(agenda=agenda))


def interval_of(world: World, record: Row) -> int:
    """Days from one review to the next: the account's own, else its tier's, else a quarter."""
    return int(record["qbr_days"] or world.config.qbr_days(record["tier"]) or rules.USUAL_DAYS)


def last_review(world: World, account: int) -> dt.date | None:
    """The day of the newest review before today."""
    found = parts.rows(world, "reviews", account)
    return day(found[0]["on"]) if found else None


def span_of(world: World, period: Period | None, last: dt.date | None, interval: int) -> rules.Span:
    """The period that was asked for, up to today; else from the day after the last review, else the
    usual interval up to today."""
    if period is not None:
        return rules.Span(period.first, min(period.last, world.today), "given")
    if last is not None:
        return rules.Span(after(last, 1), world.today, "last_review")
    return rules.Span(before(world.today, interval - 1), world.today, "interval")
