"""What each item of the morning says: whole, short enough for 80 columns, and the command to type.
Pure; the order of the items is `priority`.
"""

import datetime as dt
from typing import NamedTuple

from amcli.rules import renewals
from amcli.rules.dates import short_day, weekday_day
from amcli.rules.facts import Facts
from amcli.rules.priority import Action, Item
from amcli.rules.reasons.talks import bad_answer
from amcli.rules.score import ARITHMETIC
from amcli.rules.wording import code, days, reach
from amcli.vocabulary import words

AT_RISK = ("critical", "at_risk")
# A reason of the score that an item of one of these kinds says already.
SAID_BY = {
    "promise_overdue": ("promise",),
    "renewal_uncommitted": ("notice", "renewal"),
    "escalation": ("issue",),
    "payment_late": ("issue",),
    "quiet": ("checkin",),
    "unhappy": ("survey",),
    "no_value_shown": ("qbr",),
}


class Said(NamedTuple):
    """An item in words: whole, short enough for 80 columns, and with the command to type."""

    text: str
    short: str
    command: str
    mark: str


def said(action: Action, today: dt.date) -> list[Said]:
    """What an action says, the strongest first, nothing twice: its items, then the further reasons of
    an account at risk."""
    told: dict[str, Said] = {}
    for item in action.items:
        words_of = IN_WORDS[item.kind](action.facts, item, today)
        told.setdefault(words_of[1], Said(*words_of, item.mark))
    kinds = {item.kind for item in action.items}
    for item in action.items:
        for reason in item.subject if item.kind in AT_RISK else ():
            told_of = reason.points > 0 and reason.signal not in ARITHMETIC
            if told_of and kinds.isdisjoint(SAID_BY.get(reason.signal, ())):
                told.setdefault(reason.short, Said(reason.text, reason.short, reason.command, item.mark))
    return list(told.values())


def task_words(facts: Facts, item: Item, today: dt.date) -> tuple[str, str, str]:
    """`Security answers 4 days late`."""
    task = item.subject
    title = f"They owe: {task.title}" if task.promised and task.promised_by == "them" else task.title
    mine = item.kind == "promise"
    when = f"{days(item.days)} late" if item.days else ("promised for today" if mine else "today")
    short = when if item.days or not mine else "promised today"
    return f"{title} {when}", f"{title} {short}", f"am done {item.ref}"


def contract_words(facts: Facts, item: Item, today: dt.date) -> tuple[str, str, str]:
    """`Notice by Thu 12 Mar, contacted`."""
    contract = item.subject
    deadline = renewals.act_by(contract, today)
    if item.days > 0:
        text = f"Ended {short_day(deadline, today)}, no outcome"
        return text, text, f"am renew {item.ref}"
    what = "Notice by" if item.kind == "notice" else "Ends"
    stage = words(contract.stage)
    verb = "renew" if contract.stage == "signed" else "show"
    return (
        f"{what} {weekday_day(deadline, today)}, {stage}",
        f"{what} {short_day(deadline, today)}, {stage}",
        f"am {verb} {item.ref}",
    )


def qbr_words(facts: Facts, item: Item, today: dt.date) -> tuple[str, str, str]:
    """`QBR 6 days overdue`."""
    if item.days > 0:
        text = f"QBR {days(item.days)} overdue"
    else:
        text = "QBR due today" if item.days == 0 else f"QBR by {weekday_day(item.subject, today)}"
    return text, text, f"am qbr brief {code(facts)}"


def checkin_words(facts: Facts, item: Item, today: dt.date) -> tuple[str, str, str]:
    """`Quiet 52 days, every 30`."""
    command = f"am log {code(facts)}" if facts.to_call(today) else reach(facts, today)[1]
    if facts.touch_on is None:
        text = "Never spoken"
    else:
        text = f"Quiet {days((today - facts.touch_on).days)}, every {facts.cadence_days}"
    if item.days == 0:
        text = "Check-in due today"
    return text, text, command


def risk_words(facts: Facts, item: Item, today: dt.date) -> tuple[str, str, str]:
    """The strongest reason of the score."""
    first = item.subject[0]
    return first.text, first.short, first.command


def issue_words(facts: Facts, item: Item, today: dt.date) -> tuple[str, str, str]:
    """`Claims feed down 7 days, target 5`."""
    issue = item.subject
    age = (today - issue.opened_on).days
    text = f"{issue.title} {days(age)}" if age else f"{issue.title} since today"
    state = f"escalated {short_day(issue.escalated_on, today)}" if issue.escalated_on else issue.severity
    target = f"target {age - item.days}" if item.days > 0 else state
    return f"{text}, {target}", text, f"am show {item.ref}"


def opportunity_words(facts: Facts, item: Item, today: dt.date) -> tuple[str, str, str]:
    """`SSO add-on expected Fri 6 Mar`."""
    name, expected = item.subject.name, item.subject.expected_on
    if item.days > 0:
        when = short_when = f"was expected {short_day(expected, today)}"
    else:
        when = f"expected {weekday_day(expected, today)}" if item.days else "expected today"
        short_when = f"expected {short_day(expected, today)}" if item.days else when
    return f"{name} {when}", f"{name} {short_when}", f"am show {item.ref}"


def survey_words(facts: Facts, item: Item, today: dt.date) -> tuple[str, str, str]:
    """`NPS 4 on 21 Feb, no answer since`."""
    found = bad_answer(facts, item.subject, False, today)
    return found.text, found.short, found.command


IN_WORDS = {
    "promise": task_words,
    "task": task_words,
    "notice": contract_words,
    "renewal": contract_words,
    "issue": issue_words,
    "opportunity": opportunity_words,
    "survey": survey_words,
    "qbr": qbr_words,
    "checkin": checkin_words,
    "critical": risk_words,
    "at_risk": risk_words,
}
