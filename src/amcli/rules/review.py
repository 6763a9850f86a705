"""A business review: what was agreed against what became of it, over a period. Pure.

Everything is as it stood on the last day of the period. What is written for the customer and what
is for us alone is decided by `reports.review`.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from amcli import vocabulary as v
from amcli.hints import Literal, NamedTuple
from amcli.rules.dates import short_day
from amcli.rules.goals import is_behind
from amcli.rules.picture import (
    Amount,
    Contract,
    Feedback,
    Goal,
    Issue,
    Opportunity,
    Picture,
    Survey,
    Task,
    Touch,
    Usage,
    runs_to,
)
from amcli.rules.success import Meeting, Step, is_late

Since = Literal["last_review", "interval", "given"]
Standing = Literal["met", "missed", "behind", "reached", "unmeasured"]
USUAL_DAYS, RENEWAL_DAYS, MOST_AGENDA = 90, 180, 8


class Span(NamedTuple):
    """The days of a period, both included; `since` is last_review, interval or given."""

    from_: dt.date
    to: dt.date
    since: Since


class Result(NamedTuple):
    """A goal and its state: met, missed, behind, reached (not yet marked as met) or unmeasured;
    `progressed` when its result was written down within the period."""

    goal: Goal
    result: Standing
    progressed: bool


class Issues(NamedTuple):
    """Issues of the period; `median_days` is from opened to resolved, over those resolved in it."""

    opened: int
    solved: int
    still_open: int
    median_days: Amount | None
    within_target: int
    issues: tuple[Issue, ...]


class Kept(NamedTuple):
    """Promises of one side that were due in the period: kept by their first date, late, or due on the
    last day and still open; `tasks` are those and what is promised for later."""

    due: int
    kept: int
    late: int
    tasks: tuple[Task, ...]


class Promises(NamedTuple):
    """Promises of both sides."""

    ours: Kept
    theirs: Kept


class Value(NamedTuple):
    """What the customer got: goals met, goals with progress, conversations about their business."""

    goals_met: tuple[str, ...]
    progressed: tuple[str, ...]
    touches: tuple[Touch, ...]


class Ahead(NamedTuple):
    """The next period: goals that fall due, contracts whose term ends, what is being discussed, and the
    agenda that follows from all of it."""

    from_: dt.date
    to: dt.date
    goals: tuple[Goal, ...]
    renewals: tuple[Contract, ...]
    opportunities: tuple[Opportunity, ...]
    agenda: tuple[str, ...]


class Review(NamedTuple):
    """Everything in a review; `internal` is what is known on that day, not for the customer. `steps` are
    those of its goals, `reviews` the ones of the last year and those that are booked."""

    date: dt.date
    account: str
    name: str
    tier: v.Tier
    owner: str | None
    period: Span
    last_review_on: dt.date | None
    touches: int
    spoken_to: tuple[str, ...]
    goals: tuple[Result, ...]
    usage: tuple[Usage, ...]
    issues: Issues
    promises: Promises
    surveys: tuple[Survey, ...]
    feedback: tuple[Feedback, ...]
    value: Value
    next_period: Ahead
    internal: Picture
    steps: tuple[Step, ...] = ()
    reviews: tuple[Meeting, ...] = ()


def within(on: dt.date | None, span: Span) -> bool:
    """Whether a day lies in the period."""
    return on is not None and span.from_ <= on <= span.to


def results(goals: Iterable[Goal], span: Span) -> tuple[Result, ...]:
    """Goals with where they stand; what was met or missed before the period is left out."""
    found = []
    for each in goals:
        if each.status == "dropped" or (each.status == "met" and not within(each.met_on, span)):
            continue
        found.append(Result(each, standing(each), within(each.progress_on, span)))
    return tuple(found)


def standing(goal: Goal) -> Standing:
    if goal.status in ("met", "missed"):
        return goal.status
    if goal.actual is None or goal.target is None:
        return "unmeasured"
    return "behind" if is_behind(goal) else "reached"


def issues(found: Sequence[Issue], span: Span) -> Issues:
    """The problems of a period, and how fast they were solved."""
    solved = [each for each in found if within(each.resolved_on, span)]
    return Issues(
        opened=sum(1 for each in found if within(each.opened_on, span)),
        solved=len(solved),
        still_open=sum(1 for each in found if each.resolved_on is None),
        median_days=median([each.day for each in solved]),
        within_target=sum(1 for each in solved if not each.past_target),
        issues=tuple(
            sorted(found, key=lambda each: (each.resolved_on is not None, each.opened_on, each.issue))
        ),
    )


def median(values: Sequence[int]) -> Amount | None:
    """The middle value, or the mean of the two in the middle; None of nothing."""
    if not values:
        return None
    ordered, middle = sorted(values), len(values) // 2
    if len(values) % 2:
        return ordered[middle]
    both = ordered[middle - 1] + ordered[middle]
    return both // 2 if both % 2 == 0 else both / 2


def promised_for(task: Task) -> dt.date | None:
    """The day a promise was first made for; putting it off does not move it."""
    return task.first_due_on or task.due_on


def kept(tasks: Iterable[Task], side: str, span: Span, *, current: bool) -> Kept:
    """How one side kept its promises: done by the first day is kept, done or open after it is late.

    Where the period is `current`, that is runs up to today, what is open from before and for later is
    among the tasks, too.
    """
    ours = [each for each in tasks if each.promised and (each.promised_by or "me") == side]
    due = [each for each in ours if within(promised_for(each), span)]
    done = [each for each in due if each.done_on is not None and each.done_on <= sure(promised_for(each))]
    late = [each for each in due if each not in done and (each.done_on or span.to) > sure(promised_for(each))]
    shown = [each for each in ours if each in due or (current and each.done_on is None)]
    shown.sort(key=lambda each: (promised_for(each) is None, promised_for(each) or span.to, each.task))
    return Kept(len(due), len(done), len(late), tuple(shown))


def sure(day: dt.date | None) -> dt.date:
    """A day that is never missing."""
    assert day is not None
    return day


def value(goals: Sequence[Result], touches: Iterable[Touch]) -> Value:
    """What the customer got in the period."""
    talks = tuple(each for each in touches if each.purpose == "value" or each.kind == "qbr")
    met = tuple(each.goal.goal for each in goals if each.result == "met")
    moved = tuple(each.goal.goal for each in goals if each.progressed and each.result != "met")
    return Value(met, moved, talks)


def ahead(picture: Picture, span: Span, interval: int) -> Ahead:
    """The period after this one, as far as it is known."""
    first = min(span.to, dt.date.max - dt.timedelta(days=1)) + dt.timedelta(days=1)
    last = dt.date.fromordinal(min(first.toordinal() + interval - 1, dt.date.max.toordinal()))
    goals = tuple(
        each
        for each in picture.goals
        if each.status == "open" and (each.due_on is None or each.due_on <= last)
    )
    far = dt.date.fromordinal(min(first.toordinal() + RENEWAL_DAYS, dt.date.max.toordinal()))
    renewals = tuple(
        each for each in picture.contracts if (ends := runs_to(each)) and ends <= far and not each.outcome
    )
    return Ahead(first, last, goals, renewals, picture.white_space.opportunities, ())


def agenda(review: Review) -> tuple[str, ...]:
    """What to talk about, as it can be sent to the customer: results, what is open, what comes next."""
    picture, today = review.internal, review.date
    found = [f"Results since {short_day(review.period.from_, today)}"]
    behind = [each.goal for each in review.goals if each.result == "behind"]
    found += [f"{each.title}: from {each.actual} to {each.target}" for each in behind[:2]]
    if any(each.change < 0 for each in review.usage):
        found.append("Who uses it, and who no longer does")
    still_open = [each.title for each in review.issues.issues if each.resolved_on is None]
    found += [f"Open issues: {', '.join(still_open[:3])}"] if still_open else []
    ahead = [any(each.promised and not is_late(each, today) for each in side) for side in picture.owed]
    found += [f"Open commitments{' on both sides' if all(ahead) else ''}"] if any(ahead) else []
    if any(each.state != "closed" for each in review.feedback):
        found.append("What we did with your feedback")
    offered = [each.product or each.name for each in picture.white_space.opportunities if is_offered(each)]
    found += [f"The proposal: {', '.join(offered)}"] if offered else []
    ends = [last for each in review.next_period.renewals if (last := runs_to(each)) is not None]
    if ends:
        found.append(f"Renewal after {short_day(min(ends), today)}")
    return (*found[: MOST_AGENDA - 1], f"Goals to {short_day(review.next_period.to, today)}")


def is_offered(chance: Opportunity) -> bool:
    """Whether the customer has seen it: only then may a review name it."""
    return chance.stage == "proposed"
