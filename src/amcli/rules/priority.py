"""The morning: what each account wants today, and how much it presses. Risk is not priority.

`priority = urgency x weight`; urgency is a base by kind of thing times a ramp by its day; weight
grows with the account's share of revenue. Pure. Which of it gets a line is in `morning_lines`, what
a line says in `morning_words`.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from amcli.hints import TYPE_CHECKING, Any, NamedTuple
from amcli.rules import cadence, renewals
from amcli.rules.deadlines import EVERY_DAY, Deadline, deadline, last_day
from amcli.rules.facts import WIN_BACK, Answer, Facts, OpenContract, OpenIssue, OpenOpportunity, OpenTask
from amcli.rules.model import Model
from amcli.rules.reasons import Reason
from amcli.rules.signals.escalation import SEVERE, target_days
from amcli.rules.signals.unhappy import is_answered, is_low
from amcli.vocabulary import reference

if TYPE_CHECKING:
    from amcli.rules.replies import Reply

BASE = {
    "notice": 100,
    "promise": 90,
    "renewal": 85,
    "leaving": 85,
    "win_back": 85,
    "issue": 85,
    "critical": 80,
    "checkin": 60,
    "task": 55,
    "reply": 55,
    "at_risk": 50,
    "qbr": 45,
    "opportunity": 40,
    "survey": 40,
}
AWAKE: frozenset[str] = frozenset()
RAMP_START = {"not_started": 120, "contacted": 60, "proposed": 30}
FIRST, LAST, LEAST = -14, 7, 0.2


class Item(NamedTuple):
    """One thing an account wants today; `morning_words` puts it in words, which only lines that are
    shown need.

    `mark` is `!` when its date has passed or the account is critical, `*` when it is today or a
    deadline within 14 days that isn't agreed. `subject` is the task, deadline, issue, answer or reply; the
    reasons of an account at risk. `told` are its words where they are known already: whole, short, command,
    title and product; `who` is then whom it is about.
    """

    section: str
    kind: str
    urgency: float
    mark: str
    ref: str | None
    days: int
    subject: Any = None
    told: tuple[str, str, str, str, str | None] | None = None
    who: str = ""

    @property
    def base(self) -> int:
        """The base of its kind; with the ramp and the weight it makes the priority."""
        return BASE[self.kind]

    @property
    def ramp(self) -> float:
        """How far its day has come, from 0.2 to 1."""
        return self.urgency / self.base

    @property
    def place(self) -> str:
        """Where its deadline stands: `ahead`, `passed`, `unrecorded` or `farther`; nothing for what is
        none."""
        return self.subject.place if self.section == "dated" else ""


class Wants(NamedTuple):
    """What one account wants today, the most urgent first, and how much its revenue weighs."""

    facts: Facts
    items: tuple[Item, ...]
    weight: float

    def priority(self, item: Item) -> float:
        return item.urgency * self.weight

    def of(self, section: str) -> list[Item]:
        """What it wants in one section, the most urgent first."""
        return [item for item in self.items if item.section == section]


def ramp(past: int) -> float:
    """From 0.2 fourteen days before to 1.0 seven days past, linear."""
    share = (min(past, LAST) - FIRST) / (LAST - FIRST)
    return max(LEAST, LEAST + (1 - LEAST) * share)


def renewal_ramp(contract: OpenContract, today: dt.date) -> float | None:
    """The ramp of a contract's deadline; None while it is too early.

    It starts earlier the less is done, reaches 1.0 on the day, and stays there once it has passed.
    """
    left = (renewals.deadline(contract, today) - today).days
    if left < 0 or renewals.rolls_over(contract, today):
        return 1.0
    if contract.stage not in RAMP_START:
        return ramp(-left) if -left >= FIRST else None
    start = RAMP_START[contract.stage]
    return LEAST + (1 - LEAST) * (start - left) / start if left <= start else None


def weights(revenues: Iterable[int | None]) -> dict[int, float]:
    """0.5 + 0.5 x percentile of ARR, (below + half of equals) / all, by ARR; without one it is 0."""
    values = sorted(arr or 0 for arr in revenues)
    found: dict[int, float] = {}
    below = 0
    for arr, equals in Counter(values).items():  # in the order of the values
        found[arr] = 0.5 + 0.5 * (below + equals / 2) / len(values)
        below += equals
    return found


def items(
    facts: Facts,
    reasons: list[Reason],
    health: str,
    today: dt.date,
    model: Model,
    asleep: frozenset[str] = AWAKE,
    worked: Callable[[dt.date], bool] = EVERY_DAY,
) -> Iterator[Item]:
    """Everything that an account wants today, but for the records that are put off (`asleep`). What
    has no record of its own is put off with the account: check-in, review, risk."""
    for task in facts.tasks:
        if task.due_on is not None and task.due_on <= today:
            gone = facts.leaving is not None or facts.status == "churned"
            again = gone and task.title.startswith(WIN_BACK)
            yield win_back_item(facts, task, today) if again else task_item(task, today)
    if facts.status == "churned":
        return
    for issue in facts.signs.issues:
        if issue.severity in SEVERE and reference("issue", issue.id) not in asleep:
            yield issue_item(issue, today, model)
    for contract in facts.contracts:
        found = contract_item(contract, today, worked)
        if found is not None:
            yield found
    if facts.leaving is not None:
        yield from last_day_items(facts, facts.leaving.contract, today, worked)
    signs = facts.signs
    for opportunity in () if facts.leaving else signs.opportunities:
        if reference("opportunity", opportunity.id) not in asleep:
            yield from opportunity_items(opportunity, today)
    for answer in signs.answers:
        if is_low(answer) and not is_answered(facts, answer) and reference("survey", answer.id) not in asleep:
            yield survey_item(answer, today, model)
    for reply in signs.replies:
        if reference("interaction", reply.to.id) not in asleep:
            yield reply_item(reply)
    if facts.snoozed_until is not None and facts.snoozed_until > today:
        return
    yield from qbr_items(facts, today)
    yield from checkin_items(facts, today)
    if health in ("critical", "at_risk"):
        mark = "!" if health == "critical" else " "
        yield Item("quiet", health, BASE[health], mark, None, 0, tuple(reasons))


def mark_of(past: int) -> str:
    """`!` once its day has passed, `*` on the day."""
    return "!" if past > 0 else "*" if past == 0 else " "


def issue_item(issue: OpenIssue, today: dt.date, model: Model) -> Item:
    """A high or critical issue; its day is the one by which it should be solved."""
    past = (today - issue.opened_on).days - target_days(issue, model)
    ref = reference("issue", issue.id)
    return Item("owed", "issue", BASE["issue"] * ramp(past), mark_of(past), ref, past, issue)


def opportunity_items(opportunity: OpenOpportunity, today: dt.date) -> Iterator[Item]:
    """An opportunity whose expected day is near or has passed."""
    if opportunity.expected_on is None or (past := (today - opportunity.expected_on).days) < FIRST:
        return
    ref = reference("opportunity", opportunity.id)
    urgency = BASE["opportunity"] * ramp(past)
    yield Item("quiet", "opportunity", urgency, mark_of(past), ref, past, opportunity)


def survey_item(answer: Answer, today: dt.date, model: Model) -> Item:
    """A bad answer that nobody has come back to; its day is the one by which somebody should."""
    past = (today - answer.on).days - model.whole("unhappy.days")
    ref = reference("survey", answer.id)
    return Item("owed", "survey", BASE["survey"] * ramp(past), mark_of(past), ref, past, answer)


def reply_item(reply: "Reply") -> Item:
    """A reply of mine that is late; its day is the first one on which it was."""
    ref = reference("interaction", reply.to.id)
    return Item("owed", "reply", BASE["reply"] * ramp(reply.past), "!", ref, reply.past, reply)


def task_item(task: OpenTask, today: dt.date) -> Item:
    """A task that is due; mine promised weighs more."""
    assert task.due_on is not None
    past = (today - task.due_on).days
    kind = "promise" if task.promised and task.promised_by != "them" else "task"
    urgency = BASE[kind] * ramp(past)
    return Item("owed", kind, urgency, "!" if past else "*", reference("task", task.id), past, task)


def contract_item(
    contract: OpenContract, today: dt.date, worked: Callable[[dt.date], bool] = EVERY_DAY
) -> Item | None:
    """The deadline of a contract within its ramp, or passed. A snooze of the contract hides it, but not
    from the records that are missing."""
    share = renewal_ramp(contract, today)
    if share is None and not contract.unconfirmed:
        return None  # it is too early, and nothing has passed
    found = deadline(contract, today, worked)
    if found is None:
        return None
    past = (today - found.on).days
    share = 1.0 if past > 0 else share
    if share is None:
        return None
    if found.place != "unrecorded" and is_asleep(contract, today):
        return None
    kind = "notice" if found.what == "notice" else "renewal"
    urgency, ref = BASE[kind] * share, reference("contract", contract.id)
    return Item("dated", kind, urgency, deadline_mark(found, today), ref, past, found)


def win_back_item(facts: Facts, task: OpenTask, today: dt.date) -> Item:
    """The day on which to try to win a customer back; until the task for it is done."""
    assert task.due_on is not None
    past, of = (today - task.due_on).days, facts.leaving
    contract, value, currency = (of.contract, of.value, of.currency) if of is not None else (0, None, None)
    last = OpenContract(
        contract, facts.id, facts.code, facts.name, None, task.due_on, task.due_on, None, False, "signed",
        None, value, currency, None,
    )  # fmt: skip
    found = Deadline(last, "passed" if past else "ahead", "win_back", task.due_on, task.due_on)
    urgency, ref = BASE["win_back"] * ramp(past), reference("task", task.id)
    return Item("dated", "win_back", urgency, mark_of(past), ref, past, found)


def last_day_items(
    facts: Facts, contract: int, today: dt.date, worked: Callable[[dt.date], bool]
) -> Iterator[Item]:
    """The last day of a customer who is leaving, within its ramp."""
    found = last_day(facts, today, worked)
    if found is None or (past := (today - found.on).days) < FIRST:
        return
    ref = reference("contract", contract)
    yield Item(
        "dated", "leaving", BASE["leaving"] * ramp(past), deadline_mark(found, today), ref, past, found
    )


def is_asleep(contract: OpenContract, today: dt.date) -> bool:
    """Whether a contract is snoozed past a day."""
    return contract.snoozed_until is not None and contract.snoozed_until > today


def deadline_mark(found: Deadline, today: dt.date) -> str:
    """`!` once it has passed, `*` today, on the last working day before, and within 14 days where it
    isn't agreed."""
    left = (found.on - today).days
    if left < 0:
        return "!"
    return "*" if found.work_by == today or (left <= 14 and not found.agreed) else " "


def qbr_items(facts: Facts, today: dt.date) -> Iterator[Item]:
    """A review that is due within its ramp."""
    due = cadence.qbr_due_on(facts)
    if due is None or (past := (today - due).days) < FIRST:
        return
    yield Item("quiet", "qbr", BASE["qbr"] * ramp(past), mark_of(past), None, past, due)


def checkin_items(facts: Facts, today: dt.date) -> Iterator[Item]:
    """A check-in that is due, unless it is snoozed."""
    found = cadence.checkin(facts, today, today)
    if found.state in ("overdue", "due"):
        urgency = BASE["checkin"] * ramp(found.days_overdue)
        yield Item("quiet", "checkin", urgency, "!" if found.days_overdue else "*", None, found.days_overdue)


def wants(facts: Facts, found: list[Item], weight: float) -> Wants:
    """Everything that an account wants, the most urgent first."""
    if len(found) > 1:
        found = sorted(found, key=lambda item: (-item.urgency, item.ref or ""))
    return Wants(facts, tuple(found), weight)
