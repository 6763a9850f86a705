"""The morning: what to do today, in which order. Risk is not priority.

`priority = urgency x weight`; urgency is a base by kind of thing times a ramp by its day; weight
grows with the account's share of revenue. Three lanes; an account stands once. Pure.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from amcli.rules import cadence, renewals
from amcli.rules.dates import short_day, weekday_day
from amcli.rules.facts import Facts, OpenContract, OpenTask
from amcli.rules.reasons import Reason, code, days, reach
from amcli.vocabulary import LANES, reference, words

BASE = {
    "notice": 100,
    "promise": 90,
    "renewal": 85,
    "critical": 80,
    "checkin": 60,
    "task": 55,
    "at_risk": 50,
    "qbr": 45,
}
RAMP_START = {"not_started": 120, "contacted": 60, "proposed": 30}
FIRST, LAST, LEAST = -14, 7, 0.2


class Item(NamedTuple):
    """One thing an account wants today; `said` puts it in words, which only lines that are shown need.

    `mark` is `!` when its date has passed or the account is critical, `*` when it is today or a
    deadline within 14 days that nothing secures. `subject` is the task, contract or reason.
    """

    lane: str
    kind: str
    urgency: float
    mark: str
    ref: str | None
    days: int
    subject: Any = None


class Said(NamedTuple):
    """An item in words: whole, short enough for 80 columns, and with the command to type."""

    text: str
    short: str
    command: str
    mark: str


class Action(NamedTuple):
    """One line of the morning: an account with its strongest reason first."""

    facts: Facts
    lane: str
    items: tuple[Item, ...]
    weight: float
    priority: float


def ramp(past: int) -> float:
    """From 0.2 fourteen days before to 1.0 seven days past, linear."""
    share = (min(past, LAST) - FIRST) / (LAST - FIRST)
    return max(LEAST, LEAST + (1 - LEAST) * share)


def renewal_ramp(contract: OpenContract, today: dt.date) -> float | None:
    """The ramp of a renewal or notice day; None while it is too early.

    It starts earlier the less is done, and reaches 1.0 on the day.
    """
    if renewals.rolls_over(contract, today):
        return LEAST
    left = (renewals.act_by(contract, today) - today).days
    if left < 0:
        return 1.0
    if contract.stage not in RAMP_START:
        return ramp(-left) if -left >= FIRST else None
    start = RAMP_START[contract.stage]
    return LEAST + (1 - LEAST) * (start - left) / start if left <= start else None


def weights(accounts: list[Facts]) -> dict[int, float]:
    """0.5 + 0.5 x percentile of ARR, (below + half of equals) / all, by account id."""
    values = sorted(facts.arr or 0 for facts in accounts)
    from bisect import bisect_left, bisect_right

    found = {}
    for facts in accounts:
        below = bisect_left(values, facts.arr or 0)
        equals = bisect_right(values, facts.arr or 0) - below
        found[facts.id] = 0.5 + 0.5 * (below + equals / 2) / len(values)
    return found


def items(facts: Facts, reasons: list[Reason], band: str, today: dt.date) -> Iterator[Item]:
    """Everything that an account wants today."""
    for task in facts.tasks:
        if task.due_on is not None and task.due_on <= today:
            yield task_item(task, today)
    for contract in facts.contracts:
        found = contract_item(contract, today)
        if found is not None:
            yield found
    yield from qbr_items(facts, today)
    yield from checkin_items(facts, today)
    if band in ("critical", "at_risk"):
        mark = "!" if band == "critical" else " "
        yield Item("quiet", band, BASE[band], mark, None, 0, reasons[0] if reasons else None)


def task_item(task: OpenTask, today: dt.date) -> Item:
    """A task that is due; mine promised weighs more."""
    assert task.due_on is not None
    past = (today - task.due_on).days
    kind = "promise" if task.promised and task.promised_by != "them" else "task"
    urgency = BASE[kind] * ramp(past)
    return Item("owed", kind, urgency, "!" if past else "*", reference("task", task.id), past, task)


def contract_item(contract: OpenContract, today: dt.date) -> Item | None:
    """A renewal or a notice day within its ramp; none while the contract is snoozed."""
    share = renewal_ramp(contract, today)
    if share is None or (contract.snoozed_until is not None and contract.snoozed_until > today):
        return None
    kind = "notice" if renewals.acts_on_notice(contract, today) else "renewal"
    left = (renewals.act_by(contract, today) - today).days
    mark = " "
    if left < 0:
        mark = "!"
    elif left <= 14 and not renewals.secured(contract) and not renewals.rolls_over(contract, today):
        mark = "*"
    return Item("dated", kind, BASE[kind] * share, mark, reference("contract", contract.id), -left, contract)


def qbr_items(facts: Facts, today: dt.date) -> Iterator[Item]:
    """A review that is due within its ramp."""
    due = cadence.qbr_due_on(facts)
    if due is None or (past := (today - due).days) < FIRST:
        return
    mark = "!" if past > 0 else ("*" if past == 0 else " ")
    yield Item("dated", "qbr", BASE["qbr"] * ramp(past), mark, None, past, due)


def checkin_items(facts: Facts, today: dt.date) -> Iterator[Item]:
    """A check-in that is due, unless it is snoozed."""
    found = cadence.checkin(facts, today, today)
    if found.state in ("overdue", "due"):
        urgency = BASE["checkin"] * ramp(found.days_overdue)
        yield Item("quiet", "checkin", urgency, "!" if found.days_overdue else "*", None, found.days_overdue)


def said(action: "Action", today: dt.date) -> list[Said]:
    """What an action says, the strongest first, nothing twice."""
    told: dict[str, Said] = {}
    for item in action.items:
        words_of = IN_WORDS[item.kind](action.facts, item, today)
        told.setdefault(words_of[1], Said(*words_of, item.mark))
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
    return text, text, f"am log {code(facts)} -k qbr"


def checkin_words(facts: Facts, item: Item, today: dt.date) -> tuple[str, str, str]:
    """`Quiet 52 days, every 30`."""
    _, command = reach(facts, today)
    if facts.touch_on is None:
        text = "Never spoken"
    else:
        text = f"Quiet {days((today - facts.touch_on).days)}, every {facts.cadence_days}"
    if item.days == 0:
        text = "Check-in due today"
    return text, text, command


def risk_words(facts: Facts, item: Item, today: dt.date) -> tuple[str, str, str]:
    """The strongest reason of the score."""
    return item.subject.text, item.subject.short, item.subject.command


IN_WORDS = {
    "promise": task_words,
    "task": task_words,
    "notice": contract_words,
    "renewal": contract_words,
    "qbr": qbr_words,
    "checkin": checkin_words,
    "critical": risk_words,
    "at_risk": risk_words,
}


def action(facts: Facts, found: list[Item], weight: float) -> Action | None:
    """The one line of an account: in the first lane in which it has something, the strongest reason
    of that lane first, then the others by urgency. A meeting within 7 days answers the third lane."""
    if not found:
        return None
    lane = min((item.lane for item in found), key=LANES.index)
    if lane == "quiet" and facts.booked_on is not None:
        return None
    ranked = sorted(found, key=lambda item: (item.lane != lane, -item.urgency, item.ref or ""))
    return Action(facts, lane, tuple(ranked), weight, ranked[0].urgency * weight)


def ordered(actions: list[Action]) -> list[Action]:
    """Lane, then priority, then code."""
    return sorted(actions, key=lambda a: (LANES.index(a.lane), -a.priority, a.facts.code))
