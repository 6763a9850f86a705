"""The facts about one account on one day that the lists, the score and the morning are made of.

Read by `facts.account_facts` for the whole book at once; the rules are pure functions of these.
"""

import datetime as dt

from amcli import jsontext
from amcli.fields import Row
from amcli.hints import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from amcli.rules.replies import Reply

YEAR = 365
FRESH_DAYS = 30  # what happened within them may make a good moment
WIN_BACK = "Win back"  # how the title of the task begins that says to try again
TALKS_WITH_PURPOSE = 4  # of the last six touches, to judge what they are about
LEAST_LOAD = 2  # weight of issues that is compared with at least, so that one of few isn't much


class Person(NamedTuple):
    """A contact. `last_on`: when they last took part in a touch within the last 90 days.

    `phones` and `emails` are JSON as the book keeps it: most people of a book are never drawn, so
    they are read only where somebody asks.
    """

    id: int
    role: str | None
    left_on: dt.date | None
    successor_id: int | None
    last_on: dt.date | None
    name: str = ""
    primary: bool = False
    prefers: str | None = None
    phones: str = "[]"
    emails: str = "[]"

    @property
    def phone(self) -> str | None:
        """The first number as it was typed."""
        found = jsontext.loads(self.phones) if self.phones != "[]" else []
        return found[0].get("typed") if found and isinstance(found[0], dict) else None

    @property
    def email(self) -> str | None:
        """The first address."""
        found = jsontext.loads(self.emails) if self.emails != "[]" else []
        return str(found[0]) if found else None


class OnRecord(NamedTuple):
    """What the book says of a contract that went on after its last day (`rules.implied`)."""

    starts_on: dt.date
    ends_on: dt.date
    notice_by: dt.date | None
    stage: str
    forecast: str | None


class OpenContract(NamedTuple):
    """A contract with an end that awaits its outcome; `value` is in minor units, amendments added.

    `notice_by` is the last day on which notice can be given: `ends_on` less the notice period. Of one that
    auto-renewed and isn't confirmed, days, stage and forecast are those of the implied term that runs, and
    `recorded` has those of the book. `short`: it auto-renews for three months or less at a time.
    """

    id: int
    account_id: int
    account: str
    name: str
    product: str | None
    starts_on: dt.date
    ends_on: dt.date
    notice_by: dt.date | None
    auto_renew: bool
    stage: str
    forecast: str | None
    value: int | None
    currency: str | None
    snoozed_until: dt.date | None
    recorded: OnRecord | None = None
    short: bool = False

    @property
    def unconfirmed(self) -> bool:
        """Whether it auto-renewed, and nobody recorded that they didn't cancel."""
        return self.recorded is not None


class Departure(NamedTuple):
    """What a customer's leaving is read from: the lost contract that runs the longest, its last day, and the
    `status` that is read on the day asked for, leaving or churned. Without an end and a stop nobody knows the
    day."""

    status: str
    leaves_on: dt.date | None
    contract: int
    product: str | None
    starts_on: dt.date
    recorded_on: dt.date | None
    reason: str | None
    value: int | None
    currency: str | None


class OpenTask(NamedTuple):
    """A task that is not done. `said_on`: the day of the talk that it comes from; `play`: the name of the
    play that it is a step of."""

    id: int
    account_id: int
    account: str
    name: str
    contact: str | None
    title: str
    due_on: dt.date | None
    promised: bool
    promised_by: str | None
    waiting_on: str | None
    first_due_on: dt.date | None = None
    assignee: str | None = None
    repeat: str | None = None
    said_on: dt.date | None = None
    goal: int | None = None
    play: str | None = None

    @property
    def words(self) -> str:
        """What is to be done, after the name of its play."""
        return self.title if self.play is None else f"{self.play}: {self.title}"


class OpenIssue(NamedTuple):
    """A customer's problem that is not solved. `escalated_on` is None where that lies ahead."""

    id: int
    title: str
    severity: str
    category: str
    opened_on: dt.date
    escalated_on: dt.date | None


class Usage(NamedTuple):
    """One metric of an account within 120 days: its newest value, and the means of the last 30 days
    and of the 90 before them, where there is one. `values` counts them."""

    metric: str
    value: float
    entitlement: float | None
    recent: float | None
    before: float | None
    values: int


class Load(NamedTuple):
    """The issues that an account opened lately, resolved ones too: how many within 180 days, what those
    within 90 days weigh by their severity, what that is `usual`ly in the book (the median); how many there
    are in the last 30 days, what these weigh, and those of the 90 days before. `ids` are those within 90
    days, with commas."""

    issues: int
    weight: int
    usual: float
    fresh: int
    recent: int
    before: int
    ids: str


class Answer(NamedTuple):
    """The newest answer to one kind of survey within 180 days; how many there were in these, and their mean
    as a share of the scale. `recent` is the mean of the last 90 days and `before` that of the 270 before
    them; None without 2 answers each."""

    id: int
    kind: str
    on: dt.date
    score: float
    scale_max: float
    contact_id: int | None
    answers: int = 1
    mean: float | None = None
    recent: float | None = None
    before: float | None = None


class Downgrade(NamedTuple):
    """Contracts of an account that on one day became worth less a year, in minor units of a currency: by a
    renewal, or by an amendment. `contract` is that of them with the latest number."""

    contract: int
    on: dt.date
    less: int
    currency: str
    renewed: bool


class Handoff(NamedTuple):
    """A handoff, and which of the three things that matter it says."""

    on: dt.date
    why_bought: bool
    expectations: bool
    promises: bool

    @property
    def complete(self) -> bool:
        return self.why_bought and self.expectations and self.promises


class Event(NamedTuple):
    """Something that happened at the customer; `until` is its last day, where it has one."""

    id: int
    kind: str
    on: dt.date
    good: bool
    note: str | None
    until: dt.date | None


class Message(NamedTuple):
    """A message or an attempt of ours."""

    id: int
    on: dt.date
    kind: str
    tried: bool


class MetGoal(NamedTuple):
    """A goal that the customer reached."""

    id: int
    title: str
    met_on: dt.date


class OpenOpportunity(NamedTuple):
    """Growth that is neither won nor lost."""

    id: int
    name: str
    kind: str
    stage: str
    expected_on: dt.date | None


class Signs(NamedTuple):
    """What else is on record about an account: the parts that most accounts have nothing in.

    `value_on`: the newest progress of a goal. `unanswered`: the last three contacts, the oldest
    first, where all three went out from us. `spoke_before_end`: whether all touches of the last
    twelve months, four or more, lie shortly before the end of a contract. `issue_in_year`: whether one was
    opened within 365 days. `replies` are those of mine that are late.
    """

    issues: tuple[OpenIssue, ...] = ()
    had_issue: bool = False
    usage: tuple[Usage, ...] = ()
    answers: tuple[Answer, ...] = ()
    handoffs: tuple[Handoff, ...] = ()
    events: tuple[Event, ...] = ()
    had_event: bool = False
    value_on: dt.date | None = None
    met: tuple[MetGoal, ...] = ()
    opportunities: tuple[OpenOpportunity, ...] = ()
    unanswered: tuple[Message, ...] = ()
    spoke_before_end: bool = False
    load: Load | None = None
    downgrades: tuple[Downgrade, ...] = ()
    issue_in_year: bool = False
    replies: "tuple[Reply, ...]" = ()


NO_SIGNS = Signs()


class Facts(NamedTuple):
    """One account that is onboarding or active.

    `talks` holds three letters for each of the last six touches, the newest first, `-` for what is
    not on record: purpose (`v`alue, `c`ommercial, `s`upport, `r`elationship), feel (`g`ood, `o`k,
    `b`ad), direction (`i`n, `o`ut, `b`oth). `named`: one of the last four names a contact. `silent`: the
    book has no touch within 365 days, so that nobody is late. `booked_on`: the next
    meeting booked within seven days; a later one isn't known here. `tasks` are the open ones that are due by
    today, with no others; `has_task`: whether one was ever recorded. What has a default is left out where
    only a score is asked for. Who is `leaving` has no open contract and no reviews. `touches`: how many there
    were within 365 days, counted up to two. `runs`: whether a contract does; None where none has
    begun.
    """

    id: int
    code: str
    tier: str
    status: str
    owner_since: dt.date | None
    added_on: dt.date
    customer_since: dt.date | None
    cadence_days: int
    qbr_days: int | None
    snoozed_until: dt.date | None
    pulse: str | None
    pulse_on: dt.date | None
    feel: str | None
    feel_on: dt.date | None
    touch_on: dt.date | None
    booked_on: dt.date | None
    qbr_on: dt.date | None
    has_task: bool
    has_goal: bool
    talks: str
    named: bool
    arr: int | None
    people: tuple[Person, ...]
    contracts: tuple[OpenContract, ...]
    tasks: tuple[OpenTask, ...]
    signs: Signs
    silent: bool = False
    leaving: Departure | None = None
    touches: int = 0
    runs: bool | None = None
    name: str = ""
    owner: str | None = None
    touch_id: int | None = None
    touch_kind: str | None = None
    touch_people: tuple[int, ...] = ()
    booked_id: int | None = None
    booked_kind: str | None = None
    booked_at: str | None = None
    booked_summary: str | None = None

    @property
    def purposes(self) -> str:
        """The purposes of the last six touches, a letter each."""
        return self.talks[0::3]

    @property
    def feels(self) -> str:
        """How the last six touches felt, a letter each."""
        return self.talks[1::3]

    @property
    def directions(self) -> str:
        """Which way the last six touches went, a letter each."""
        return self.talks[2::3]

    def present(self, today: dt.date) -> list[Person]:
        """The people who are still there."""
        return [person for person in self.people if person.left_on is None or person.left_on > today]

    def to_call(self, today: dt.date) -> Person | None:
        """Whom to turn to: of those still there, the last one spoken to, else the primary, the
        champion, the first on record."""
        there = {person.id: person for person in self.present(today)}
        for contact in self.touch_people:
            if contact in there:
                return there[contact]
        ranked = sorted(
            there.values(),
            key=lambda p: (not p.primary, p.role != "champion", p.role != "executive_sponsor", p.id),
        )
        return ranked[0] if ranked else None


class Stamp(NamedTuple):
    """When a record was made, and when what is said of it last changed: instants of the real clock."""

    made: str
    changed: str


class Entry(NamedTuple):
    """One day of one record. `person` is whom to turn to, where the record names nobody."""

    kind: str
    on: dt.date
    of: OpenContract | OpenTask | Facts
    stamp: Stamp
    person: Person | None = None


class Card(NamedTuple):
    """A contact as `am contact show -o json` has it, the number and the stamp of its record, and the name of
    its account."""

    person: Row
    id: int
    stamp: Stamp
    account: str
