"""late promises: 7 for each late promise of yours, 10 if it is over 14 days late.

Has data when there is a task, or a touch within 365 days.
"""

import datetime as dt

from amcli.rules.dates import weekday_day
from amcli.rules.facts import YEAR, Facts, OpenTask
from amcli.rules.model import Model, of_days, of_points
from amcli.rules.phrases import Words, days
from amcli.rules.signal import Signal, touched_within
from amcli.vocabulary import reference


def promises_known(facts: Facts, today: dt.date, model: Model) -> bool:
    """A task, or a touch within a year."""
    return facts.has_task or touched_within(facts, today, YEAR)


def late_promises(facts: Facts, today: dt.date) -> list[OpenTask]:
    """My promises whose day has passed, the oldest first."""
    late = [
        t for t in facts.tasks if t.promised and t.promised_by != "them" and t.due_on and t.due_on < today
    ]
    return sorted(late, key=lambda task: (task.due_on, task.id))


def promise_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """7 for each, 10 where over 14 days late, 20 in all."""
    if not promises_known(facts, today, model):
        return None
    if not facts.tasks:
        return 0
    figures, points = model.figures, 0.0
    for task in late_promises(facts, today):
        assert task.due_on is not None
        old = (today - task.due_on).days > figures["promise.old_days"]
        points += figures["promise.old"] if old else figures["promise.each"]
    return min(figures["points.promise_overdue"], points)


def promise_words(facts: Facts, today: dt.date, model: Model) -> Words:
    """What you promised and have not done."""
    late = late_promises(facts, today)
    refs = tuple(reference("task", task.id) for task in late)
    first = late[0]
    assert first.due_on is not None
    age = (today - first.due_on).days
    record = f"{first.title}, due {weekday_day(first.due_on, today)}"
    text = short = f"{first.title} {days(age)} late"
    if len(late) > 1:
        short = f"{len(late)} late promises"
        text = f"{short}, oldest {days(age)}"
        record += f", and {len(late) - 1} more"
    return Words(text, short, record, refs, "Deliver, or agree a new date", f"am done {refs[0]}")


def oldest_kept(facts: Facts, today: dt.date, model: Model) -> Facts:
    """The oldest late promise is kept."""
    first = late_promises(facts, today)[0]
    return facts._replace(tasks=tuple(each for each in facts.tasks if each.id != first.id))


SIGNAL = Signal(
    "promise_overdue",
    "late promises",
    most=of_points(20, "most points for promises you are late with"),
    figures={
        "promise.each": of_points(7, "points for each late promise"),
        "promise.old": of_points(10, "points for each promise that is late for long"),
        "promise.old_days": of_days(14, "days late after which a promise counts as late for long"),
    },
    cost=promise_points,
    words=promise_words,
    missing="no task on record, and no touch in a year",
    done=oldest_kept,
    rule="{promise.each} for each promise you are late with, {promise.old} after {promise.old_days} days",
    guide="late promises of yours: 7 each, 10 if over 14 days late. Data: a task",
    said_by=("promise",),
    own_words=True,
)
