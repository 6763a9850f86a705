"""What is known of one account before a meeting: the parts of a brief, a review and a plan.

Filled by `reports.picture`. The names of these fields are the names in JSON (`as_json`), so each
part is declared here once: days are days, money is in major units beside `currency`, what is not
known is None, people stand by name, other records by reference (`t31`). Nothing is judged here:
that is `unknowns`, `questions` and `review`.
"""

import datetime as dt

from amcli import vocabulary as v
from amcli.fields import both_names
from amcli.hints import Any, Literal, NamedTuple
from amcli.rules.groups import Member

Amount = int | float

How = Literal["spoke", "wrote", "met"]
FeedbackState = Literal["open", "relayed", "closed"]
HOW: dict[str, How] = {
    "call": "spoke",
    "email": "wrote",
    "chat": "wrote",
    "meeting": "met",
    "qbr": "met",
    "visit": "met",
}


class Person(NamedTuple):
    """A person at the customer; `last_touch_how` is spoke, wrote or met, on the date of their latest
    touch."""

    contact: str
    name: str
    title: str | None
    role: v.Role | None
    stance: v.Stance | None
    primary: bool
    left_on: dt.date | None
    last_touch_on: dt.date | None
    last_touch_kind: v.InteractionKind | None
    last_touch_how: How | None
    phones: tuple[str, ...]
    emails: tuple[str, ...]


class Gap(NamedTuple):
    """A role or person missing at the customer: its name, and the words for it."""

    gap: str
    text: str


class Contract(NamedTuple):
    """What they bought, amendments included; `deadline` is the notice deadline while it is ahead,
    otherwise the end. `term_months` is None for a term without an end or not in whole months.

    `unconfirmed`: it auto-renewed, and nobody recorded it. The days above stay those on record then, but for
    `deadline`, which is that of the term that runs.
    """

    contract: str
    product: str | None
    quantity: int | None
    starts_on: dt.date
    ends_on: dt.date | None
    term_months: int | None
    annual_value: Amount | None
    currency: str | None
    auto_renew: bool
    notice_by: dt.date | None
    deadline: dt.date | None
    days_left: int | None
    stage: v.Stage
    forecast: v.Forecast | None
    outcome: v.Outcome | None
    amendments: tuple[str, ...]
    unconfirmed: bool = False
    auto_renewed_on: dt.date | None = None
    next_ends_on: dt.date | None = None
    next_notice_by: dt.date | None = None
    renewed_by: str | None = None

    @staticmethod
    def old_names() -> dict[str, str]:
        """Names that fields had before, which JSON has too."""
        return {"deadline": "act_by"}


class NotRecurring(NamedTuple):
    """One-offs or usage of one product in the last twelve months, or ahead: how many, and what they come to;
    `last_on` is the last day of the newest."""

    kind: v.ContractKind
    product: str | None
    last_on: dt.date
    contracts: int
    value: Amount | None
    currency: str | None


class Task(NamedTuple):
    """Something owed: your task, or a promise of either side; `days_late` is None until it is late."""

    task: str
    title: str
    contact: str | None
    due_on: dt.date | None
    first_due_on: dt.date | None
    done_on: dt.date | None
    days_late: int | None
    promised: bool
    promised_by: v.PromisedBy | None
    assignee: str | None
    waiting_on: str | None
    goal: str | None = None


class Owed(NamedTuple):
    """What is open on both sides, most overdue first."""

    ours: tuple[Task, ...]
    theirs: tuple[Task, ...]


class Reply(NamedTuple):
    """A reply that is owed, by `me` or `them`: to which email or chat, who it concerns, how many working days
    that has waited, and whether mine is late."""

    interaction: str
    side: v.PromisedBy
    contact: str | None
    kind: v.InteractionKind
    on: dt.date
    at: str | None
    days: int
    late: bool
    summary: str | None


class Issue(NamedTuple):
    """An issue; `day` counts from the day it was opened to the day it was resolved, or to today, and
    `target_days` is how many days it may stay open."""

    issue: str
    title: str
    category: v.IssueCategory
    severity: v.Severity
    contact: str | None
    owner: str | None
    opened_on: dt.date
    day: int
    target_days: int
    past_target: bool
    escalated_on: dt.date | None
    escalated_to: str | None
    resolved_on: dt.date | None
    resolution: str | None


class Touch(NamedTuple):
    """An activity: what was said, or what is booked."""

    interaction: str
    on: dt.date
    at: str | None
    kind: v.InteractionKind
    tried: bool
    summary: str | None
    feel: v.Pulse | None
    purpose: v.Purpose | None
    contacts: tuple[str, ...]


class Goal(NamedTuple):
    """What the customer wants to achieve."""

    goal: str
    title: str
    measure: str | None
    target: str | None
    actual: str | None
    progress_on: dt.date | None
    due_on: dt.date | None
    met_on: dt.date | None
    status: v.GoalStatus
    agreed_with: str | None


class Reading(NamedTuple):
    """The last value of a month, and its day."""

    month: str
    on: dt.date
    value: Amount


class Usage(NamedTuple):
    """How one metric moved: the first and last figure of the time shown, and the last of each month."""

    metric: str
    entitlement: Amount | None
    first_on: dt.date
    first: Amount
    last_on: dt.date
    last: Amount
    change: Amount
    months: tuple[Reading, ...]


class Survey(NamedTuple):
    """One answer."""

    survey: str
    kind: v.SurveyKind
    on: dt.date
    score: Amount
    scale_max: Amount
    contact: str | None
    comment: str | None


class Feedback(NamedTuple):
    """What they said about us; `state` is open, relayed or closed."""

    feedback: str
    on: dt.date
    text: str
    theme: str | None
    contact: str | None
    audience: v.Audience | None
    state: FeedbackState
    relayed_on: dt.date | None
    closed_on: dt.date | None
    outcome: str | None


class Event(NamedTuple):
    """News at the customer."""

    event: str
    on: dt.date
    kind: v.EventKind
    good: bool
    note: str | None
    until: dt.date | None


class Handoff(NamedTuple):
    """A handoff from one owner to the next."""

    on: dt.date
    from_owner: str | None
    to_owner: str | None
    why_bought: str | None
    expectations: str | None
    promises: str | None
    risks: str | None
    note: str | None


class Opportunity(NamedTuple):
    """An open opportunity."""

    opportunity: str
    name: str
    product: str | None
    kind: v.OpportunityKind
    value: Amount | None
    currency: str | None
    stage: v.OpportunityStage
    probability: float | None
    expected_on: dt.date | None
    fit: str | None


class WhiteSpace(NamedTuple):
    """Your products at this account: owned, in an open opportunity, or white space."""

    owned: tuple[str, ...]
    opportunities: tuple[Opportunity, ...]
    open: tuple[str, ...]


class Why(NamedTuple):
    """One reason of the health score, with what to do about it."""

    signal: str
    points: int
    text: str
    short: str
    refs: tuple[str, ...]
    next_step: str
    command: str


class Health(NamedTuple):
    """The score; `score_before` and its date are None if no comparable score from about a month ago
    exists. `pulse` is the latest one; the date is the last on which it counted, if it has expired."""

    score: int | None
    health: v.ShownHealth | None
    trend: int | None
    score_before: int | None
    score_before_on: dt.date | None
    reasons: tuple[Why, ...]
    pulse: v.Pulse | None = None
    pulse_expired_on: dt.date | None = None

    @staticmethod
    def old_names() -> dict[str, str]:
        """Names that fields had before, which JSON has too."""
        return {"health": "band"}


class Unknown(NamedTuple):
    """Something that is not on record: its name, the words for it, and the command that records it."""

    unknown: str
    text: str
    command: str


class Question(NamedTuple):
    """A question to ask: the gap it closes, the words, and the records behind it."""

    gap: str
    question: str
    refs: tuple[str, ...]


class Picture(NamedTuple):
    """Everything that a brief says of one account on one day; `extra` are the account's custom fields.

    `children` are all accounts below it, the largest first; `group_arr` and `group_accounts` are of its whole
    group, from the topmost parent down; `parent_arr` is the parent's alone.
    """

    date: dt.date
    account: str
    name: str
    tier: v.Tier
    status: v.ReadStatus
    owner: str | None
    owner_since: dt.date | None
    customer_since: dt.date | None
    industry: str | None
    segment: str | None
    region: str | None
    objectives: str | None
    extra: dict[str, Any]
    arr: Amount | None
    currency: str
    health: Health
    meeting: Touch | None
    people: tuple[Person, ...]
    gaps: tuple[Gap, ...]
    owed: Owed
    issues: tuple[Issue, ...]
    said: tuple[Touch, ...]
    contracts: tuple[Contract, ...]
    white_space: WhiteSpace
    goals: tuple[Goal, ...]
    usage: tuple[Usage, ...]
    surveys: tuple[Survey, ...]
    feedback: tuple[Feedback, ...]
    events: tuple[Event, ...]
    handoff: Handoff | None
    not_known: tuple[Unknown, ...]
    questions: tuple[Question, ...]
    leaves_on: dt.date | None = None
    not_recurring: tuple[NotRecurring, ...] = ()
    parent: str | None = None
    children: tuple[Member, ...] = ()
    group_arr: Amount | None = None
    group_accounts: int | None = None
    parent_name: str | None = None
    parent_arr: Amount | None = None
    replies: tuple[Reply, ...] = ()

    def present(self) -> list[Person]:
        """The people who are still there, in the order of the page."""
        return [each for each in self.people if each.left_on is None or each.left_on > self.date]

    def to_meet(self) -> Person | None:
        """Whom the page is for: the first person of the next meeting, else the last one spoken to."""
        there = self.present()
        wanted = self.meeting.contacts if self.meeting else ()
        return next((each for each in there if each.name in wanted), there[0] if there else None)

    def first_name(self, name: str) -> str:
        """A person's first name, where it is one and nobody else there has it; else the whole name."""
        first, *others = name.split() or [name]
        same = sum(1 for each in self.present() if each.name.split()[:1] == [first])
        return first if others and len(first) > 1 and not first.endswith(".") and same <= 1 else name

    def unsecured(self) -> list[Contract]:
        """Contracts with an end whose renewal is neither agreed nor decided, the most pressing first."""
        waiting = [each for each in self.contracts if each.deadline and not each.outcome]
        open_ones = [each for each in waiting if not is_secured(each) and not rolls_over(each, self.date)]
        return sorted(open_ones, key=lambda each: (each.deadline, each.contract))


def is_secured(contract: Contract) -> bool:
    """Whether the customer has said yes; nobody has to the term after one that auto-renewed."""
    return contract.stage in ("verbal", "signed") and not contract.unconfirmed


def runs_to(contract: Contract) -> dt.date | None:
    """The last day of the term that runs; None without one."""
    return contract.next_ends_on or contract.ends_on


def noticed_by(contract: Contract) -> dt.date | None:
    """The last day on which notice can be given of the term that runs."""
    return contract.next_notice_by if contract.unconfirmed else contract.notice_by


def rolls_over(contract: Contract, today: dt.date) -> bool:
    """Whether it auto-renews and can no longer be cancelled."""
    last = noticed_by(contract) or runs_to(contract)
    return contract.auto_renew and last is not None and today > last


def as_json(value: object) -> Any:
    """A part as JSON has it: an object for each tuple with names, days as ISO text."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        found = {name.rstrip("_"): as_json(each) for name, each in value._asdict().items()}
        return both_names(found, value.old_names()) if hasattr(value, "old_names") else found
    if isinstance(value, tuple):
        return [as_json(each) for each in value]
    return value


def months_of(starts_on: dt.date, ends_on: dt.date | None) -> int | None:
    """The whole months of a term whose last day is `ends_on`, if it is of whole months."""
    if ends_on is None or ends_on == dt.date.max:
        return None
    after = ends_on + dt.timedelta(days=1)
    months = (after.year - starts_on.year) * 12 + after.month - starts_on.month
    return months if months > 0 and after.day == starts_on.day else None
