"""What comes next with a customer, in the order of its days: promises, tasks, goals, deadlines, the next
meeting. Pure."""

import datetime as dt

from amcli.hints import Literal, NamedTuple
from amcli.rules.picture import Picture, is_secured

Side = Literal["ours", "theirs", "both"]


class Step(NamedTuple):
    """Something with or without a day: `side` is ours, theirs or both."""

    ref: str
    kind: str
    side: Side
    title: str
    due_on: dt.date | None
    days_late: int | None


def next_steps(picture: Picture) -> tuple[Step, ...]:
    """Everything that is open, the oldest day first, what has no day last."""
    today = picture.date
    found = [step(each.task, kind, "ours", each.title, each.due_on, today)
             for each in picture.owed.ours for kind in ["promise" if each.promised else "task"]]  # fmt: skip
    found += [
        step(each.task, "promise", "theirs", each.title, each.due_on, today) for each in picture.owed.theirs
    ]
    found += [
        step(each.goal, "goal", "both", each.title, each.due_on, today)
        for each in picture.goals
        if each.status == "open"
    ]
    found += [
        step(each.opportunity, "opportunity", "ours", each.name, each.expected_on, today)
        for each in picture.white_space.opportunities
    ]
    found += renewals(picture)
    if picture.meeting is not None:
        title = picture.meeting.summary or picture.meeting.kind
        found.append(step(picture.meeting.interaction, "meeting", "both", title, picture.meeting.on, today))
    return tuple(sorted(found, key=lambda each: (each.due_on is None, each.due_on or today, each.ref)))


def renewals(picture: Picture) -> list[Step]:
    """The days by which renewals must be settled."""
    waiting = [each for each in picture.contracts if each.deadline and not each.outcome]
    return [
        step(
            each.contract,
            "renewal",
            "ours",
            f"{'Record the renewal' if is_secured(each) else 'Renewal'} of {each.product or each.contract}",
            each.deadline,
            picture.date,
        )
        for each in waiting
    ]


def step(ref: str, kind: str, side: Side, title: str, due_on: dt.date | None, today: dt.date) -> Step:
    late = (today - due_on).days if due_on is not None else 0
    return Step(ref, kind, side, title, due_on, late if late > 0 else None)
