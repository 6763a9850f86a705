"""What each event of the digest says: a fact with its figures, its reference, whom to call. Pure.

Which events there are is in `digest`.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from amcli.hints import Any
from amcli.rules import renewals
from amcli.rules.cadence import verb_for
from amcli.rules.dates import past_day, short_day, weekday_day
from amcli.rules.deadlines import PAST, Deadline, Step
from amcli.rules.digest import Entry, Event, Moved
from amcli.rules.facts import Facts, OpenIssue
from amcli.rules.isodays import after
from amcli.rules.model import Model
from amcli.rules.phrases import days
from amcli.rules.reasons import Reason
from amcli.rules.signals import BY_NAME, said_already
from amcli.rules.signals.escalation import target_days
from amcli.vocabulary import words

MOST_REASONS = 2
RECENT_DAYS = 7


def event_words(entry: Entry, event: Event, today: dt.date, model: Model) -> str:
    """An event in words, without its reference; what other events of its account say is not said again."""
    facts = entry.facts
    if event.kind == "score":
        return score_words(facts, event.subject, entry.kinds, today)
    if event.kind == "issue":
        return issue_words(event.subject, today, model)
    if event.section == "settled" or event.kind == "record":
        return settled_words(facts, event, today)
    elsewhere = event.section == "due" and entry.section != "due"
    return WORDS[event.kind](facts, event.subject, "today" if elsewhere else event.section, today)


def task_words(facts: Facts, task: Any, section: str, today: dt.date) -> str:
    """`QBR slides, promised to Ines Ruiz`."""
    parts = [task.words]
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
        whom = f"{words(facts.booked_kind or 'meeting')} booked {weekday_day(facts.booked_on, today)}"
    head = "Check-in due today" if section == "today" and due == today else "Check-in"
    if section == "late":
        head = f"Check-in {days((today - due).days)} overdue"
    return ", ".join([f"{head}: {whom}", *([weekday_day(due, today)] if due > today else [])])


def qbr_words(facts: Facts, due: dt.date, section: str, today: dt.date) -> str:
    """`QBR 6 days overdue`."""
    if section == "late":
        return f"QBR {days((today - due).days)} overdue"
    return ", ".join(["QBR due", *when(due, section, today)])


def contract_words(facts: Facts, step: Any, section: str, today: dt.date) -> str:
    """`Notice by Mon 16 Mar, in 14 days: verbal`, `Ended 20 Feb: renewed or lost?`."""
    found: Deadline = step.found
    text = passed_words(found, today) if step.name == PAST else coming_words(step, today)
    product = found.contract.product
    if len(facts.contracts) > 1 and product is not None:
        return f"{product}: {text[:1].lower()}{text[1:]}"
    return text


def last_day_words(facts: Facts, step: Any, section: str, today: dt.date) -> str:
    """`Leaving: last day Tue 30 Jun, in 7 days`."""
    left = (step.found.on - today).days
    on = {0: "today", 1: "tomorrow"}.get(left) or f"{weekday_day(step.found.on, today)}, in {days(left)}"
    return f"Leaving: last day {on}"


def coming_words(step: Step, today: dt.date) -> str:
    """A deadline that is ahead: its day, how far it is, and how far the renewal has come."""
    found, stage = step.found, words(step.found.contract.stage)
    left = (found.on - today).days
    if found.what == "notice":
        what, on = "Notice by", found.on
        near = {0: "Notice deadline today", 1: "Notice deadline tomorrow"}
    elif renewals.rolls_over(found.contract, today):
        what, on = "Auto-renews", after(found.on, 1)
        near = {0: "Auto-renews tomorrow"}
        left = (on - today).days if left else 0
    else:
        what, on = "Ends", found.on
        near = {0: "Ends today", 1: "Ends tomorrow"}
    head = near.get(left) or f"{what} {weekday_day(on, today)}, in {days(left)}"
    return f"{head}{', today is the last working day' if step.is_last_chance else ''}: {stage}"


def passed_words(found: Deadline, today: dt.date) -> str:
    """A deadline that has passed and isn't recorded."""
    begins = short_day(after(found.contract.ends_on, 1), today)
    if found.what == "notice":
        return f"Notice deadline passed {past_day(found.on, today)}, auto-renews {begins}. Did they cancel?"
    if found.what == "term":
        return f"Auto-renewed {short_day(after(found.on, 1), today)}, not confirmed"
    ended = "yesterday" if (today - found.on).days == 1 else short_day(found.on, today)
    return f"Ended {ended}: renewed or lost?"


def commands_of(event: Event) -> tuple[str, ...]:
    """The commands that answer an event with a question: what has passed was renewed or lost."""
    if isinstance(event.subject, Step) and event.subject.name == PAST:
        auto = "" if event.subject.found.what == "end" else " --auto"
        return (f"am renew {event.ref}{auto}", f"am churn {event.ref}")
    return ()


def issue_words(issue: OpenIssue, today: dt.date, model: Model) -> str:
    """`Claims feed down, open 7 days (target 5)`."""
    return f"{issue.title}, open {days((today - issue.opened_on).days)} (target {target_days(issue, model)})"


def escalation_words(facts: Facts, issue: Any, section: str, today: dt.date) -> str:
    """`Claims feed down, escalated 27 Feb`."""
    return f"{issue.title}, escalated {short_day(issue.escalated_on, today)}"


def opportunity_words(facts: Facts, found: Any, section: str, today: dt.date) -> str:
    """`SSO for all, was expected 27 Feb`."""
    return f"{found.name}, was expected {short_day(found.expected_on, today)}"


def reply_words(facts: Facts, reply: Any, section: str, today: dt.date) -> str:
    """`Answer Jane Orr, owed since Tue 3 Mar: Prices for 2027`."""
    to = reply.to
    said = f": {to.summary}" if to.summary else ""
    return f"Answer {to.person or f'the {to.kind}'}, owed since {weekday_day(to.on, today)}{said}"


def settled_words(facts: Facts, event: Event, today: dt.date) -> str:
    """`Security answers, done`, `Contacted 27 Feb: call`, `QBR held 2 Mar`."""
    if event.kind == "checkin":
        assert facts.touch_on is not None
        return f"Contacted {short_day(facts.touch_on, today)}: {words(facts.touch_kind or 'talk')}"
    if event.kind == "qbr":
        assert facts.qbr_on is not None
        return f"QBR held {short_day(facts.qbr_on, today)}"
    return str(event.subject)


def score_words(facts: Facts, found: Moved, kinds: Collection[str], today: dt.date) -> str:
    """`49 at risk → 33 critical: no QBR for 110 days; quiet 20 days. Next: call Tom Ashe`."""
    score, health = found.now.score, words(found.now.health)
    head = f"{score} {health}"
    if found.then is not None and found.then.score is not None:
        head = f"{found.then.score} {words(found.then.health)} → {head}"
    if found.got_better:
        return f"{head}{since_spoken(facts, today)}"
    # Good news, such as a good pulse, gives points back: it is no reason for a risk.
    reasons = {each.signal: each for each in found.reasons if each.points > 0}
    grown = [reasons[name] for name in found.grown if name in reasons]
    told = "; ".join(risks(reasons, grown, kinds))
    step = next_step((grown or list(reasons.values()))[0]) if reasons else ""
    return ". Next: ".join(part for part in (f"{head}: {told}" if told else head, step) if part)


def risks(reasons: Mapping[str, Reason], grown: Sequence[Reason], kinds: Collection[str]) -> list[str]:
    """The reasons that are told, two at most: a bad pulse, and what grew most; first what no other event
    of the account says."""
    fresh = [each for each in grown if not said_already(each.signal, kinds)]
    most = MOST_REASONS - ("pulse" in reasons)
    told = list(map(clause, (fresh or grown)[:most]))
    if "pulse" in reasons:
        told.append(lowered(reasons["pulse"].short))
    return told or ([reasons["cap"].record] if "cap" in reasons else [])


def next_step(reason: Reason) -> str:
    """What to do about a reason, as a part of a sentence; a contract is named by its reference."""
    step = reason.step
    if reason.signal == "renewal_uncommitted" and reason.refs:
        step = step.replace("Record it as", f"Record {reason.refs[0]} as")
    return lowered(step)


def clause(reason: Reason) -> str:
    """A reason as a part of a sentence; the words of its records stay as they are."""
    return reason.text if BY_NAME[reason.signal].own_words else lowered(reason.text)


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
    "ended": contract_words,
    "leaving": last_day_words,
    "escalation": escalation_words,
    "opportunity": opportunity_words,
    "reply": reply_words,
}
