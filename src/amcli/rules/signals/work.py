"""Signals that come from our own work: issues, promises, handoffs, invoices, gaps in the record.
Pure: facts and a day in, points out."""

import datetime as dt

from amcli.rules import renewals
from amcli.rules.facts import YEAR, Facts, Handoff, OpenIssue, OpenTask, Person
from amcli.rules.model import Model
from amcli.rules.signals.talks import touched_within

CHAMPION_ROLES = ("champion", "executive_sponsor")
CHAMPION_DAYS = 365
SEVERE = ("high", "critical")
# A handoff is often written in the weeks before its day.
HANDOFF_BEFORE = dt.timedelta(days=30)
RECORD_DAYS = 30
RECENT_TOUCHES = 4


def issues_known(facts: Facts, today: dt.date, model: Model) -> bool:
    """An issue, ever, or a touch within a year: somebody would have heard of one."""
    return facts.signs.had_issue or touched_within(facts, today, YEAR)


# escalation


def target_days(issue: OpenIssue, model: Model) -> int:
    """Days in which an issue of its severity should be solved."""
    return model.whole(f"issue.{issue.severity}")


def past_target(issue: OpenIssue, today: dt.date, model: Model) -> bool:
    """Whether it is open for longer than it should be."""
    return (today - issue.opened_on).days > target_days(issue, model)


def issue_points(issue: OpenIssue, today: dt.date, model: Model) -> float:
    """Past its target or escalated: full for high and critical, 14 else; otherwise open: 8."""
    if not (issue.escalated_on is not None or past_target(issue, today, model)):
        return min(model.figures["issue.open"], model.figures["points.escalation"])
    if issue.severity in SEVERE:
        return model.figures["points.escalation"]
    return min(model.figures["issue.late"], model.figures["points.escalation"])


def worst_issue(facts: Facts, today: dt.date, model: Model) -> OpenIssue | None:
    """The open issue that costs most; the older one of equals."""
    ranked = sorted(facts.signs.issues, key=lambda i: (-issue_points(i, today, model), i.opened_on, i.id))
    return ranked[0] if ranked else None


def escalation_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """The points of the worst issue."""
    if not issues_known(facts, today, model):
        return None
    issues = facts.signs.issues
    return max(issue_points(issue, today, model) for issue in issues) if issues else 0


def is_dangerous(issue: OpenIssue, today: dt.date, model: Model) -> bool:
    """Escalated or critical, and past its target."""
    serious = issue.escalated_on is not None or issue.severity == "critical"
    return serious and past_target(issue, today, model)


# payment_late


def late_invoices(facts: Facts, today: dt.date, model: Model) -> list[OpenIssue]:
    """Billing issues open for over 30 days, the oldest first."""
    late = [
        each
        for each in facts.signs.issues
        if each.category == "billing" and (today - each.opened_on).days > model.figures["payment.days"]
    ]
    return sorted(late, key=lambda issue: (issue.opened_on, issue.id))


def payment_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """All or nothing."""
    if not issues_known(facts, today, model):
        return None
    late = facts.signs.issues and late_invoices(facts, today, model)
    return model.figures["points.payment_late"] if late else 0


# promise_overdue


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


# handoff_gap


def handed_over_on(facts: Facts, today: dt.date) -> dt.date | None:
    """Since when the account is this owner's, or a customer: the later of the two."""
    owner, customer = facts.owner_since, facts.customer_since
    if owner is None or owner > today:
        return customer if customer is not None and customer <= today else None
    return owner if customer is None or customer > today else max(owner, customer)


def handoff_applies(facts: Facts, today: dt.date, model: Model) -> bool:
    """Within 180 days of it."""
    start = handed_over_on(facts, today)
    return start is not None and (today - start).days <= model.figures["handoff.to"]


def handoff_known(facts: Facts, today: dt.date, model: Model) -> bool:
    """From its day 15."""
    start = handed_over_on(facts, today)
    return start is not None and (today - start).days >= model.figures["handoff.from"]


def handoffs_since(facts: Facts, start: dt.date) -> list[Handoff]:
    """The handoffs that belong to it, the newest first."""
    theirs = [each for each in facts.signs.handoffs if each.on >= start - HANDOFF_BEFORE]
    return sorted(theirs, key=lambda each: each.on, reverse=True)


def handoff_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """All or nothing: no complete handoff on record, or no touch since."""
    if not handoff_known(facts, today, model):
        return None
    start = handed_over_on(facts, today)
    assert start is not None
    written = any(each.complete for each in handoffs_since(facts, start))
    spoken = facts.touch_on is not None and facts.touch_on >= start
    return 0 if written and spoken else model.figures["points.handoff_gap"]


# record_gaps


def gaps_apply(facts: Facts, today: dt.date, model: Model) -> bool:
    """Active accounts that are on record for over 30 days."""
    return facts.status == "active" and (today - facts.added_on).days > RECORD_DAYS


def is_champion(person: Person, today: dt.date) -> bool:
    """Whether somebody is a champion or sponsor, or was one within a year: after that there is none."""
    if person.role not in CHAMPION_ROLES:
        return False
    return person.left_on is None or (today - person.left_on).days <= CHAMPION_DAYS


def gaps(facts: Facts, today: dt.date, model: Model) -> list[tuple[str, int]]:
    """What is missing in my own records, with the points of each."""
    found = []
    if not any(is_champion(person, today) for person in facts.people):
        found.append("champion")
    if not facts.has_goal:
        found.append("goal")
    if not facts.named and len(facts.purposes) >= RECENT_TOUCHES:
        found.append("people")
    contracts = facts.contracts
    if contracts and any(renewals.overlong(contract, today, model.grace) for contract in contracts):
        found.append("outcome")
    return [(name, model.whole(f"gaps.{name}")) for name in found]


def gap_points(facts: Facts, today: dt.date, model: Model) -> float:
    """10 in all."""
    found = gaps(facts, today, model)
    missing = sum(points for _, points in found) if found else 0
    return min(model.figures["points.record_gaps"], missing)
