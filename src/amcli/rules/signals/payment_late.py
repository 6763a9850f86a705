"""late payment: a billing issue has been open for over 30 days.

Has data when there is or was an issue, or a touch within 365 days.
"""

import datetime as dt

from amcli.rules.dates import short_day
from amcli.rules.facts import Facts, OpenIssue
from amcli.rules.model import Model, of_days, of_points
from amcli.rules.phrases import Words, days
from amcli.rules.signal import Signal
from amcli.rules.signals.escalation import issues_known, without_issue
from amcli.vocabulary import reference


def late_invoices(facts: Facts, today: dt.date, model: Model) -> list[OpenIssue]:
    """Billing issues open for over 30 days, the oldest first."""
    late = [
        each
        for each in facts.signs.issues
        if each.category == "billing" and (today - each.opened_on).days > model.figures["payment.days"]
    ]
    return sorted(late, key=lambda issue: (issue.opened_on, issue.id))


def payment_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    if not issues_known(facts, today, model):
        return None
    late = facts.signs.issues and late_invoices(facts, today, model)
    return model.figures["points.payment_late"] if late else 0


def payment_words(facts: Facts, today: dt.date, model: Model) -> Words:
    """A billing issue that stays open."""
    late = late_invoices(facts, today, model)
    refs = tuple(reference("issue", issue.id) for issue in late)
    text = f"{late[0].title}, {days((today - late[0].opened_on).days)}"
    more = f", and {len(late) - 1} more" if len(late) > 1 else ""
    record = f"billing issue, open since {short_day(late[0].opened_on, today)}{more}"
    return Words(text, text, record, refs, "Sort it out with billing", f"am issue resolve {refs[0]}")


def oldest_paid(facts: Facts, today: dt.date, model: Model) -> Facts:
    """The oldest late invoice is cleared."""
    return without_issue(facts, late_invoices(facts, today, model)[0].id)


SIGNAL = Signal(
    "payment_late",
    "late payment",
    most=of_points(10, "points for a billing issue that stays open"),
    figures={"payment.days": of_days(30, "days after which an open billing issue is late")},
    cost=payment_points,
    words=payment_words,
    missing="no issue on record, and no touch in a year",
    done=oldest_paid,
    rule="a billing issue open for over {payment.days} days",
    guide="a billing issue open for over 30 days",
    said_by=("issue", "escalation"),
    own_words=True,
)
