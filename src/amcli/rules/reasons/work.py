"""The words of the signals that come from our own work. Pure."""

import datetime as dt

from amcli.rules import renewals
from amcli.rules.dates import short_day, weekday_day
from amcli.rules.facts import Facts, OpenIssue
from amcli.rules.model import Model
from amcli.rules.score import Score
from amcli.rules.signals import work
from amcli.rules.wording import Words, code, days, reach
from amcli.vocabulary import reference

GAP_WORDS = {
    "champion": "no champion",
    "goal": "no goal",
    "people": "nobody named in 4 touches",
    "outcome": "ended contract not recorded",
}
HANDOFF_PARTS = {
    "why_bought": "why they bought",
    "expectations": "what they expect",
    "promises": "what was promised",
}


def escalation(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    """An issue that is open."""
    issue = work.worst_issue(facts, today, model)
    assert issue is not None
    others = sorted(each.id for each in facts.signs.issues if each.id != issue.id)
    refs = tuple(reference("issue", row) for row in (issue.id, *others))
    step, command = "Resolve the issue", f"am issue resolve {refs[0]}"
    text, short, record = issue_words(issue, 1 + len(others), today, model)
    return Words(text, short, record, refs, step, command)


def issue_words(issue: OpenIssue, count: int, today: dt.date, model: Model) -> tuple[str, str, str]:
    """Text, short text and record of the worst of the open issues."""
    age, target = (today - issue.opened_on).days, work.target_days(issue, model)
    more = f", and {count - 1} more" if count > 1 else ""
    if work.past_target(issue, today, model):
        text, short = f"{issue.title}, {days(age)} (target {target})", f"{issue.title}, {days(age)}"
        state = f"escalated {short_day(issue.escalated_on, today)}" if issue.escalated_on else "not escalated"
        return text, short, f"{issue.severity}, {state}{more}"
    if issue.escalated_on is not None:
        text = f"{issue.title}, escalated {short_day(issue.escalated_on, today)}"
        return text, f"{issue.title}, escalated", f"{issue.severity}, day {age} of {target}{more}"
    text = "1 open issue" if count == 1 else f"{count} open issues"
    return text, text, f"{issue.title}, day {age} of {target}{more}"


def payment_late(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    """A billing issue that stays open."""
    late = work.late_invoices(facts, today, model)
    refs = tuple(reference("issue", issue.id) for issue in late)
    text = f"{late[0].title}, {days((today - late[0].opened_on).days)}"
    more = f", and {len(late) - 1} more" if len(late) > 1 else ""
    record = f"billing issue, open since {short_day(late[0].opened_on, today)}{more}"
    return Words(text, text, record, refs, "Sort it out with billing", f"am issue resolve {refs[0]}")


def promise_overdue(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    """What you promised and have not done."""
    late = work.late_promises(facts, today)
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


def handoff_gap(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    """The account is new, or new to its owner, and nobody wrote down what matters or spoke to them."""
    start = work.handed_over_on(facts, today)
    assert start is not None
    age = days((today - start).days)
    notes = work.handoffs_since(facts, start)
    since = f"{'owner' if start == facts.owner_since else 'customer'} since {short_day(start, today)}"
    write = ("Write the handoff note", f"am account handoff {code(facts)}")
    if not notes:
        return Words(f"No handoff note after {age}", "No handoff note", since, (), *write)
    if not any(note.complete for note in notes):
        missing = [text for part, text in HANDOFF_PARTS.items() if not getattr(notes[0], part)]
        record = f"missing: {', '.join(missing)}"
        return Words(f"Handoff note incomplete, {age}", "Handoff note incomplete", record, (), *write)
    text = f"Not in touch since handoff, {age}"
    return Words(text, "Not in touch since handoff", since, (), *reach(facts, today))


def record_gaps(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    """What is missing from your records; never the customer's fault."""
    missing = [name for name, _ in work.gaps(facts, today, model)]
    first = missing[0]
    ended = [c for c in facts.contracts if renewals.overlong(c, today, model.grace)]
    ended.sort(key=lambda contract: (contract.ends_on, contract.id))
    refs = tuple(reference("contract", contract.id) for contract in ended)
    record = "missing from your records"
    if len(missing) > 1:
        record += f": {', '.join(GAP_WORDS[name] for name in missing)}"
    return Words(gaps_said(missing), gap_said(first), record, refs, *gap_step(facts, first, refs, today))


def gap_said(gap: str) -> str:
    """One gap as a sentence."""
    return GAP_WORDS[gap].capitalize() + (" recorded" if gap in ("champion", "goal") else "")


def gaps_said(missing: list[str]) -> str:
    """The gaps as a sentence: those that have a short name by it, the others by their number."""
    both = missing[:2] == ["champion", "goal"]
    said, more = (
        ("No champion or goal recorded", missing[2:]) if both else (gap_said(missing[0]), missing[1:])
    )
    return f"{said}, {len(more)} more" if more else said


def gap_step(facts: Facts, gap: str, ended: tuple[str, ...], today: dt.date) -> tuple[str, str]:
    """What fills a gap."""
    person = facts.to_call(today)
    if gap == "outcome":
        return "Record it as renewed or lost", f"am renew {ended[0]}"
    if gap == "champion" and person is not None:
        return "Name a champion", f"am contact edit {reference('contact', person.id)} --role champion"
    if gap == "champion":
        return "Find someone to call", f"am contact add {code(facts)}"
    if gap == "goal":
        return "Agree on a goal", f"am goal add {code(facts)}"
    return "Add who was there", f"am timeline {code(facts)}"
