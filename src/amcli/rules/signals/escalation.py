"""open issues: the worst open issue counts. Escalated or past its target (critical 2 days, high 5, medium
14, low 30): all points if it is high or critical, otherwise 14. Any other open issue: 8.

Has data when there is or was an issue, or a touch within 365 days.
"""

import datetime as dt

from amcli.rules.dates import short_day
from amcli.rules.facts import YEAR, Facts, OpenIssue
from amcli.rules.model import Model, of_days, of_points
from amcli.rules.phrases import Words, days
from amcli.rules.signal import Signal, touched_within
from amcli.vocabulary import reference

SEVERE = ("high", "critical")


def issues_known(facts: Facts, today: dt.date, model: Model) -> bool:
    """An issue, ever, or a touch within a year: somebody would have heard of one."""
    return facts.signs.had_issue or touched_within(facts, today, YEAR)


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


def is_dangerous(issue: OpenIssue, today: dt.date, model: Model) -> bool:
    """Escalated or critical, and past its target."""
    serious = issue.escalated_on is not None or issue.severity == "critical"
    return serious and past_target(issue, today, model)


def escalation_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """The points of the worst issue."""
    if not issues_known(facts, today, model):
        return None
    issues = facts.signs.issues
    return max(issue_points(issue, today, model) for issue in issues) if issues else 0


def escalation_words(facts: Facts, today: dt.date, model: Model) -> Words:
    issue = worst_issue(facts, today, model)
    assert issue is not None
    others = sorted(each.id for each in facts.signs.issues if each.id != issue.id)
    refs = tuple(reference("issue", row) for row in (issue.id, *others))
    step, command = "Resolve the issue", f"am issue resolve {refs[0]}"
    text, short, record = issue_words(issue, 1 + len(others), today, model)
    return Words(text, short, record, refs, step, command)


def issue_words(issue: OpenIssue, count: int, today: dt.date, model: Model) -> tuple[str, str, str]:
    """Text, short text and record of the worst of the open issues."""
    age, target = (today - issue.opened_on).days, target_days(issue, model)
    more = f", and {count - 1} more" if count > 1 else ""
    if past_target(issue, today, model):
        text, short = f"{issue.title}, {days(age)} (target {target})", f"{issue.title}, {days(age)}"
        state = f"escalated {short_day(issue.escalated_on, today)}" if issue.escalated_on else "not escalated"
        return text, short, f"{issue.severity}, {state}{more}"
    if issue.escalated_on is not None:
        text = f"{issue.title}, escalated {short_day(issue.escalated_on, today)}"
        return text, f"{issue.title}, escalated", f"{issue.severity}, day {age} of {target}{more}"
    text = "1 open issue" if count == 1 else f"{count} open issues"
    return text, text, f"{issue.title}, day {age} of {target}{more}"


def worst_solved(facts: Facts, today: dt.date, model: Model) -> Facts:
    return without_issue(facts, getattr(worst_issue(facts, today, model), "id", None))


def without_issue(facts: Facts, issue: int | None) -> Facts:
    issues = tuple(each for each in facts.signs.issues if each.id != issue)
    return facts._replace(signs=facts.signs._replace(issues=issues))


SIGNAL = Signal(
    "escalation",
    "open issues",
    most=of_points(20, "points for a high or critical issue past its target, or escalated"),
    figures={
        "issue.critical": of_days(2, "target days for a critical issue"),
        "issue.high": of_days(5, "target days for a high issue"),
        "issue.medium": of_days(14, "target days for a medium issue"),
        "issue.low": of_days(30, "target days for a low issue"),
        "issue.late": of_points(14, "points for a medium or low issue past its target, or escalated"),
        "issue.open": of_points(8, "points for any other open issue"),
    },
    cost=escalation_points,
    words=escalation_words,
    missing="no issue on record, and no touch in a year",
    done=worst_solved,
    rule="critical or high and past its target ({issue.critical}, {issue.high} days) or escalated: all;"
    " medium or low and past it ({issue.medium}, {issue.low}): {issue.late}; other open issues: {issue.open}",
    guide="open issues, the worst one. Past its target (critical 2 days, high 5, medium 14, low 30) or"
    " escalated: full if high or critical, else 14. Other open ones: 8",
    said_by=("issue", "escalation"),
    own_words=True,
)
