"""The morning: what to do today, in which order. Risk is not priority.

`priority = urgency x weight`; urgency is a base by kind of thing times a ramp by its day; weight
grows with the account's share of revenue. Three lanes; an account stands once. Pure.
"""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from amcli.rules import cadence, renewals
from amcli.rules.dates import short_day, weekday_day
from amcli.rules.facts import Facts, OpenContract, OpenTask
from amcli.rules.reasons import Reason, code, days, reach
from amcli.vocabulary import reference, words

LANE_ORDER = ("owed", "dated", "quiet")
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
    """One thing an account wants today.

    `mark` is `!` when its date has passed or the account is critical, `*` when it is today or a
    deadline within 14 days that nothing secures.
    """

    lane: str
    kind: str
    urgency: float
    text: str
    short: str
    command: str
    mark: str
    ref: str | None
    days: int


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
    if band in ("critical", "at_risk") and reasons:
        first = reasons[0]
        mark = "!" if band == "critical" else " "
        command = first.command
        yield Item("quiet", band, BASE[band], first.text, first.short, command, mark, None, 0)


def task_item(task: OpenTask, today: dt.date) -> Item:
    """A task that is due; mine promised weighs more."""
    assert task.due_on is not None
    past = (today - task.due_on).days
    mine = task.promised and task.promised_by != "them"
    title = task.title if not (task.promised and task.promised_by == "them") else f"They owe: {task.title}"
    when = f"{days(past)} late" if past else ("promised for today" if mine else "today")
    short = f"{days(past)} late" if past else ("promised today" if mine else "today")
    ref = reference("task", task.id)
    base = BASE["promise"] if mine else BASE["task"]
    mark = "!" if past else "*"
    return Item(
        "owed", "promise" if mine else "task", base * ramp(past), f"{title} {when}", f"{title} {short}",
        f"am done {ref}", mark, ref, past,
    )  # fmt: skip


def contract_item(contract: OpenContract, today: dt.date) -> Item | None:
    """A renewal or a notice day within its ramp; none while the contract is snoozed."""
    share = renewal_ramp(contract, today)
    snoozed = contract.snoozed_until is not None and contract.snoozed_until > today
    if share is None or snoozed:
        return None
    on_notice = renewals.acts_on_notice(contract, today)
    deadline = renewals.act_by(contract, today)
    left = (deadline - today).days
    ref = reference("contract", contract.id)
    stage = words(contract.stage)
    if left < 0:
        text = short = f"Ended {short_day(deadline, today)}, no outcome"
    else:
        what = "Notice by" if on_notice else "Ends"
        text = f"{what} {weekday_day(deadline, today)}, {stage}"
        short = f"{what} {short_day(deadline, today)}, {stage}"
    mark = " "
    if left < 0:
        mark = "!"
    elif left <= 14 and not renewals.secured(contract) and not renewals.rolls_over(contract, today):
        mark = "*"
    base = BASE["notice"] if on_notice else BASE["renewal"]
    command = f"am renew {ref}" if left < 0 or contract.stage == "signed" else f"am show {ref}"
    kind = "notice" if on_notice else "renewal"
    return Item("dated", kind, base * share, text, short, command, mark, ref, -left)


def qbr_items(facts: Facts, today: dt.date) -> Iterator[Item]:
    """A review that is due within its ramp."""
    due = cadence.qbr_due_on(facts)
    if due is None or (past := (today - due).days) < FIRST:
        return
    if past > 0:
        text = f"QBR {days(past)} overdue"
    else:
        text = "QBR due today" if past == 0 else f"QBR by {weekday_day(due, today)}"
    mark = "!" if past > 0 else ("*" if past == 0 else " ")
    command = f"am log {code(facts)} -k qbr"
    yield Item("dated", "qbr", BASE["qbr"] * ramp(past), text, text, command, mark, None, past)


def checkin_items(facts: Facts, today: dt.date) -> Iterator[Item]:
    """A check-in that is due, unless it is snoozed."""
    found = cadence.checkin(facts, today, today)
    if found.state not in ("overdue", "due"):
        return
    _, command = reach(facts, today)
    if facts.touch_on is None:
        text = short = "Never spoken"
    else:
        quiet = (today - facts.touch_on).days
        text = f"Quiet {days(quiet)}, every {facts.cadence_days}"
        short = text
    if found.state == "due":
        text = short = "Check-in due today"
    urgency = BASE["checkin"] * ramp(found.days_overdue)
    mark = "!" if found.state == "overdue" else "*"
    yield Item("quiet", "checkin", urgency, text, short, command, mark, None, found.days_overdue)


def action(facts: Facts, found: list[Item], weight: float) -> Action | None:
    """The one line of an account: in the first lane in which it has something, the strongest reason
    of that lane first, then the others by urgency. A meeting within 7 days answers the third lane."""
    if not found:
        return None
    lane = min((item.lane for item in found), key=LANE_ORDER.index)
    if lane == "quiet" and facts.booked_on is not None:
        return None
    ranked = sorted(found, key=lambda item: (item.lane != lane, -item.urgency, item.ref or ""))
    return Action(facts, lane, tuple(distinct(ranked)), weight, ranked[0].urgency * weight)


def distinct(ranked: list[Item]) -> Iterator[Item]:
    """The items without those that say the same again."""
    said: set[str] = set()
    for item in ranked:
        if item.short not in said:
            said.add(item.short)
            yield item


def ordered(actions: list[Action]) -> list[Action]:
    """Lane, then priority, then code."""
    return sorted(actions, key=lambda a: (LANE_ORDER.index(a.lane), -a.priority, a.facts.code))
