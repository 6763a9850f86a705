"""bad news: news that isn't good. The points shrink to none over 120 days.

Has data when there is news.
"""

import datetime as dt

from amcli.rules.dates import short_day
from amcli.rules.facts import Event, Facts
from amcli.rules.model import Model, of_days, of_points
from amcli.rules.phrases import Words, reach
from amcli.rules.signal import Signal, unsettled
from amcli.vocabulary import reference, words


def news_known(facts: Facts, today: dt.date, model: Model) -> bool:
    return facts.signs.had_event


def event_points(event: Event, today: dt.date, model: Model) -> float:
    """Falls to nothing over 120 days; nothing once it is over, or where it is good news."""
    lasts = model.figures["news.days"]
    if event.good or (event.until is not None and event.until < today):
        return 0
    return model.figures["points.bad_news"] * max(0, lasts - (today - event.on).days) / lasts


def worst_event(facts: Facts, today: dt.date, model: Model) -> Event | None:
    """The news that costs most; the newer one of equals."""
    ranked = sorted(
        facts.signs.events, key=lambda e: (-event_points(e, today, model), -e.on.toordinal(), -e.id)
    )
    return ranked[0] if ranked else None


def news_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """The points of the worst news."""
    if not news_known(facts, today, model):
        return None
    events = facts.signs.events
    return max(event_points(event, today, model) for event in events) if events else 0


def news_words(facts: Facts, today: dt.date, model: Model) -> Words:
    event = worst_event(facts, today, model)
    assert event is not None
    what = words(event.kind).capitalize() if event.kind != "other" else "Bad news"
    _, command = reach(facts, today)
    text = f"{what} on {short_day(event.on, today)}"
    record = event.note or f"{words(event.kind)}, counts less each day"
    return Words(text, text, record, (reference("event", event.id),), "Ask what it means for them", command)


SIGNAL = Signal(
    "bad_news",
    "bad news",
    most=of_points(10, "most points for bad news at the customer"),
    figures={"news.days": of_days(120, "days for which bad news counts, less each day")},
    counts_as_seen=False,
    cost=news_points,
    words=news_words,
    missing="no news on record",
    done=unsettled,
    rule="bad news, counting less each day for {news.days} days",
    guide="news that isn't good, less each day for 120 days, or until its --until",
    said_by=(),
    own_words=True,
)
