"""What each event of the digest says: a fact with its figures, its reference, whom to call. Pure.

Which events there are is in `digest`.
"""

import datetime as dt
from collections.abc import Collection
from typing import Any

from amcli.rules import renewals
from amcli.rules.cadence import verb_for
from amcli.rules.dates import short_day, weekday_day
from amcli.rules.digest import RISKY, Entry, Event, Moved
from amcli.rules.facts import Facts
from amcli.rules.model import Model
from amcli.rules.reasons import Reason, explain
from amcli.rules.wording import days
from amcli.vocabulary import words

MOST_REASONS = 2
# Reasons that begin with words of a record.
OWN_WORDS = ("promise_overdue", "escalation", "payment_late", "bad_news")
# A reason of the score that an event of one of these kinds says already.
SAID_BY = {
    "promise_overdue": ("promise",),
    "renewal_uncommitted": ("notice", "renewal", "ended"),
    "escalation": ("issue", "escalation"),
    "payment_late": ("issue", "escalation"),
    "quiet": ("checkin",),
    "no_value_shown": ("qbr",),
    "record_gaps": ("ended",),
}
RECENT_DAYS = 7


def said(entry: Entry, event: Event, today: dt.date, model: Model) -> str:
    """An event in words, without its reference; what other events of its account say is not said again."""
    facts = entry.facts
    if event.kind == "score":
        return score_words(facts, event.subject, {each.kind for each in entry.events}, today, model)
    if event.section == "settled" or event.kind == "record":
        return settled_words(facts, event, today)
    elsewhere = event.section == "due" and entry.section != "due"
    return WORDS[event.kind](facts, event.subject, "today" if elsewhere else event.section, today)


def task_words(facts: Facts, task: Any, section: str, today: dt.date) -> str:
    """`QBR slides, promised to Ines Ruiz`."""
    parts = [task.title]
    if task.promised and task.promised_by == "them":
        parts = [f"They owe: {task.title}"]
    elif task.promised:
        parts.append(f"promised to {task.contact}" if task.contact else "promised")
    return ", ".join([*parts, *when(task.due_on, section, today)])


def when(due: dt.date, section: str, today: dt.date) -> list[str]:
    """How late, or on which day where it is not today."""
    if section == "late":
        return [f"{days((today - due).days)} late"]
    if due == today:
        return ["today"] if section == "today" else []
    return [weekday_day(due, today)]


def checkin_words(facts: Facts, due: dt.date, section: str, today: dt.date) -> str:
    """`Check-in: call Nils Berg`."""
    person = facts.to_call(today)
    whom = f"{verb_for(person).lower()} {person.name}" if person else "find someone to call"
    if facts.booked_on is not None:
        whom = f"{words(facts.booked_kind or 'meeting')} {weekday_day(facts.booked_on, today)}"
    head = "Check-in due today" if section == "today" and due == today else "Check-in"
    if section == "late":
        head = f"Check-in {days((today - due).days)} late"
    return ", ".join([f"{head}: {whom}", *([weekday_day(due, today)] if due > today else [])])


def qbr_words(facts: Facts, due: dt.date, section: str, today: dt.date) -> str:
    """`QBR 6 days overdue`."""
    if section == "late":
        return f"QBR {days((today - due).days)} overdue"
    return ", ".join(["QBR due", *when(due, section, today)])


def contract_words(facts: Facts, contract: Any, section: str, today: dt.date) -> str:
    """`14 days to notice, Mon 16 Mar: verbal`."""
    day = renewals.act_by(contract, today)
    what = "notice" if renewals.acts_on_notice(contract, today) else "the end"
    left = (day - today).days
    head = f"{days(left)} to {what}, {weekday_day(day, today)}"
    if left == 0:
        head = f"{'Notice' if what == 'notice' else 'It ends'} today"
    return f"{head}: {words(contract.stage)}"


def ended_words(facts: Facts, contract: Any, section: str, today: dt.date) -> str:
    """`Ended 20 Feb: renewed or lost?`."""
    return f"Ended {short_day(contract.ends_on, today)}: renewed or lost?"


def issue_words(facts: Facts, issue: Any, section: str, today: dt.date) -> str:
    """`Claims feed down, open 7 days`."""
    return f"{issue.title}, open {days((today - issue.opened_on).days)}, past its target"


def escalation_words(facts: Facts, issue: Any, section: str, today: dt.date) -> str:
    """`Claims feed down, escalated 27 Feb`."""
    return f"{issue.title}, escalated {short_day(issue.escalated_on, today)}"


def opportunity_words(facts: Facts, found: Any, section: str, today: dt.date) -> str:
    """`SSO for all, was expected 27 Feb`."""
    return f"{found.name}, was expected {short_day(found.expected_on, today)}"


def settled_words(facts: Facts, event: Event, today: dt.date) -> str:
    """`Security answers, done`, `In touch: call 27 Feb`, `QBR held 2 Mar`."""
    if event.kind == "checkin":
        assert facts.touch_on is not None
        return f"In touch: {words(facts.touch_kind or 'talk')} {short_day(facts.touch_on, today)}"
    if event.kind == "qbr":
        assert facts.qbr_on is not None
        return f"QBR held {short_day(facts.qbr_on, today)}"
    return str(event.subject)


def score_words(facts: Facts, found: Moved, kinds: Collection[str], today: dt.date, model: Model) -> str:
    """`49 at risk → 33 critical: no QBR for 110 days, quiet 20 days; call Tom Ashe`."""
    score, band = found.now.score, words(found.now.band)
    head = f"{score} {band}"
    if found.then is not None and found.then.score is not None:
        head = f"{found.then.score} {words(found.then.band)} → {head}"
    if found.then is not None and RISKY.get(found.now.band, 0) < RISKY.get(found.then.band, 0):
        return f"{head}{since_spoken(facts, today)}"
    # Good news, such as a good pulse, gives points back: it is no reason for a risk.
    reasons = {each.signal: each for each in explain(facts, found.now, today, model) if each.points > 0}
    grown = [reasons[name] for name in found.grown if name in reasons]
    fresh = [each for each in grown if not set(SAID_BY.get(each.signal, ())) & set(kinds)]
    told = list(map(clause, fresh[:MOST_REASONS]))
    if "pulse" in reasons:
        told.append(lowered(reasons["pulse"].short))
    if not told and "cap" in reasons:
        told.append(reasons["cap"].record)
    step = lowered((grown or list(reasons.values()))[0].step) if reasons else ""
    return "; ".join(part for part in (f"{head}: {', '.join(told)}" if told else head, step) if part)


def clause(reason: Reason) -> str:
    """A reason as a part of a sentence; the words of its records stay as they are."""
    return reason.text if reason.signal in OWN_WORDS else lowered(reason.text)


def since_spoken(facts: Facts, today: dt.date) -> str:
    """`: call 1 Mar with Yuki Mori`, where somebody was spoken to within a week; what made it better."""
    if facts.touch_on is None or (today - facts.touch_on).days > RECENT_DAYS:
        return ""
    names = [person.name for person in facts.people if person.id in facts.touch_people]
    whom = f" with {', '.join(names)}" if names else ""
    return f": {words(facts.touch_kind or 'talk')} {short_day(facts.touch_on, today)}{whom}"


def lowered(text: str) -> str:
    """A sentence as a part of another: `QBR` and `NPS 4` keep their capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


WORDS = {
    "task": task_words,
    "promise": task_words,
    "theirs": task_words,
    "checkin": checkin_words,
    "qbr": qbr_words,
    "notice": contract_words,
    "renewal": contract_words,
    "ended": ended_words,
    "issue": issue_words,
    "escalation": escalation_words,
    "opportunity": opportunity_words,
}
