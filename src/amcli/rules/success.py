"""A success plan: what a customer wants to reach, the steps of both sides towards it, and what was reached.

All of it is for the customer's eyes: it has no field for a score, a stance, a feeling, a note or a forecast,
so nothing of that kind can get in. What a page for a customer, this or a review, says of promises is decided
here, too (`is_late`): nothing of those that are late. Pure.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from amcli import vocabulary as v
from amcli.hints import Literal, NamedTuple
from amcli.rules.picture import Goal, Task

Side = Literal["ours", "theirs"]


class Step(NamedTuple):
    """Something that one side does by a date: a step of a goal, or a promise; `owner` is who does it, None
    where only the side is known."""

    task: str
    goal: str | None
    title: str
    side: Side
    owner: str | None
    due_on: dt.date | None
    days_late: int | None
    done_on: dt.date | None


class PlannedGoal(NamedTuple):
    """A goal that is open, as the customer sees it, and its steps."""

    goal: str
    title: str
    measure: str | None
    target: str | None
    actual: str | None
    progress_on: dt.date | None
    due_on: dt.date | None
    agreed_with: str | None
    status: v.GoalStatus
    met_on: dt.date | None
    steps: tuple[Step, ...]


class Commitments(NamedTuple):
    """Promises of both sides that are open and no step of a goal above."""

    ours: tuple[Step, ...]
    theirs: tuple[Step, ...]


class Meeting(NamedTuple):
    """A review: held, or booked."""

    on: dt.date
    at: str | None
    held: bool


class Success(NamedTuple):
    """Everything in a success plan; `reached` are the goals that were met in the last year, the newest
    first."""

    date: dt.date
    account: str
    name: str
    owner: str | None
    goals: tuple[PlannedGoal, ...]
    promises: Commitments
    reviews: tuple[Meeting, ...]
    reached: tuple[PlannedGoal, ...]


def is_late(each: Step | Task, today: dt.date) -> bool:
    """Whether what was promised is open past its day: then it is internal, whoever promised it."""
    return each.done_on is None and each.due_on is not None and each.due_on < today


def step_of(task: Task, owner: str | None) -> Step:
    """A task as a step; what is ours and nobody's in particular is done by who owns the account."""
    theirs = task.promised_by == "them"
    who = task.contact or task.assignee if theirs else task.assignee or owner
    side: Side = "theirs" if theirs else "ours"
    return Step(
        task.task, task.goal, task.title, side, who, task.due_on, task.days_late, task.done_on
    )  # fmt: skip


def in_order(steps: Iterable[Step]) -> list[Step]:
    """Steps that are open by their day, then those that were done."""
    return sorted(
        steps, key=lambda each: (each.done_on or dt.date.min, each.due_on is None, each.due_on or dt.date.max)
    )


def planned(goal: Goal, tasks: Iterable[Task], owner: str | None) -> PlannedGoal:
    """A goal with its steps."""
    steps = in_order(step_of(each, owner) for each in tasks if each.goal == goal.goal)
    return PlannedGoal(
        goal.goal, goal.title, goal.measure, goal.target, goal.actual, goal.progress_on, goal.due_on,
        goal.agreed_with, goal.status, goal.met_on, tuple(steps),
    )  # fmt: skip


def success(
    today: dt.date,
    named: tuple[str, str, str | None],
    goals: Sequence[Goal],
    tasks: Sequence[Task],
    reviews: Iterable[Meeting],
) -> Success:
    """The plan of an account (its code, its name, who owns it) of all its goals and tasks."""
    owner = named[2]
    shown = [planned(each, tasks, owner) for each in goals if each.status == "open"]
    met = [planned(each, tasks, owner) for each in goals if each.status == "met"]
    taken = {step.task for each in shown for step in each.steps}
    promises = [
        step_of(each, owner)
        for each in tasks
        if each.promised and each.done_on is None and each.task not in taken
    ]
    return Success(
        today,
        *named,
        tuple(shown),
        Commitments(*(tuple(each for each in promises if each.side == side) for side in ("ours", "theirs"))),
        tuple(reviews),
        tuple(sorted(met, key=lambda each: each.met_on or dt.date.min, reverse=True)),
    )
