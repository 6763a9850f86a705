"""Where an account stands on a day: its score, what it wants, what the heading and the footer of the morning
count of it. Pure. It is small enough to be kept for the day, where the facts it is made of are not.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from amcli import jsontext
from amcli.hints import Any, NamedTuple
from amcli.rules import cadence, priority, renewals
from amcli.rules.deadlines import Deadline, long_ago
from amcli.rules.facts import NO_SIGNS, Facts, OpenContract
from amcli.rules.isodays import day, iso, sure
from amcli.rules.model import Model
from amcli.rules.moments import moment
from amcli.rules.priority import Item
from amcli.rules.score import Score

QUARTER = "90d"  # the stretch of what the heading says is up for renewal
Money = Callable[[int | None, str | None], int | None]


class Frame(NamedTuple):
    """What an account is judged by beside its facts: the day, the figures, what is put off, which days are
    worked on, what an amount is in the base currency, and up to which days renewals are listed (`near`) and
    counted in the heading (`far`)."""

    today: dt.date
    model: Model
    asleep: frozenset[str]
    worked: Callable[[dt.date], bool]
    in_base: Money
    near: dt.date
    far: dt.date


class Standing(NamedTuple):
    """Where one account stands; days are text as ISO writes them.

    `points` are the lines of the score and `items` what the account wants, both as JSON. `lacking` and
    `missing` are the currencies without a rate that its revenue and its renewals would need. `arr` and
    `renewing` are in minor units of the base currency; a rate is missing where the first is None, and for the
    second where it is `unrated`. The other numbers count what is due or near on the day; `moment` is the kind
    of reason to be glad, empty without one.
    """

    id: int
    code: str
    score: int | None
    band: str
    coverage: float
    points: str
    arr: int | None
    lacking: str
    missing: str
    booked_on: str | None
    renews_on: str | None
    notice_on: str | None
    checkins: int
    qbrs: int
    tasks: int
    renewals: int
    renewing: int
    unrated: int
    long_ago: int
    snoozed: int
    moment: str
    items: str

    @property
    def wanted(self) -> tuple[Item, ...]:
        """What the account wants, the most urgent first."""
        return (
            tuple(item_of(self, *each) for each in jsontext.loads(self.items)) if self.items != "[]" else ()
        )


def standing(facts: Facts, found: Score, frame: Frame, lacking: Iterable[str]) -> Standing:
    """Where an account stands; `lacking` are the currencies that its revenue has no rate for."""
    today = frame.today
    every = list(priority.items(facts, [], found.band, today, frame.model, frame.asleep, frame.worked))
    renewing, unrated, missing = up_for_renewal(facts.contracts, frame)
    glad = moment(facts, found.band, today, frame.asleep)
    ends, notices = next_days(facts.contracts, today)
    return Standing(
        id=facts.id,
        code=facts.code,
        score=found.score,
        band=found.band,
        coverage=found.coverage,
        points=points_of(found),
        arr=facts.arr,
        lacking=" ".join(sorted(lacking)),
        missing=" ".join(sorted(missing)),
        booked_on=iso(facts.booked_on),
        renews_on=ends,
        notice_on=notices,
        checkins=int(cadence.checkin(facts, today, today).state in ("overdue", "due")),
        qbrs=int((due := cadence.qbr_due_on(facts)) is not None and due <= today),
        tasks=len(facts.tasks),
        renewals=sum(renewals.is_near(each, today, frame.near) for each in facts.contracts),
        renewing=renewing,
        unrated=int(unrated),
        long_ago=long_ago(facts.contracts, today),
        snoozed=snoozed(facts.contracts, today),
        moment="" if glad is None else glad.kind,
        items=written(priority.wants(facts, every, 0).items),
    )


def points_of(found: Score) -> str:
    """The points of each line of a score, as JSON; the words can be made again."""
    return jsontext.dumps([{"signal": line.signal, "points": line.points} for line in found.lines])


def up_for_renewal(contracts: tuple[OpenContract, ...], frame: Frame) -> tuple[int, bool, set[str]]:
    """What is to be renewed from today on, whether an amount of it has no rate, and the currencies without a
    rate of all contracts that the morning tells of."""
    total, unrated, missing = 0, False, set[str]()
    for each in contracts:
        value = frame.in_base(each.value, each.currency)
        if value is None and each.value is not None and is_shown(each, frame):
            missing.add(str(each.currency))
        if each.ends_on >= frame.today and renewals.is_near(each, frame.today, frame.far):
            total += value or 0
            unrated = unrated or (value is None and each.currency is not None)
    return total, unrated, missing


def is_shown(contract: OpenContract, frame: Frame) -> bool:
    """Whether the morning tells of a contract: in a list, in the heading, or as a passed deadline."""
    if renewals.is_near(contract, frame.today, max(frame.near, frame.far)):
        return True
    found = priority.contract_item(contract, frame.today)
    return found is not None and found.place == "passed"


def next_days(contracts: tuple[OpenContract, ...], today: dt.date) -> tuple[str | None, str | None]:
    """The next end of an open contract, and the next day, not passed, on which notice can be given."""
    ends = min((each.ends_on for each in contracts), default=None)
    notices = [each.notice_by for each in contracts if each.notice_by is not None and each.notice_by >= today]
    return iso(ends), iso(min(notices, default=None))


def snoozed(contracts: tuple[OpenContract, ...], today: dt.date) -> int:
    """How many deadlines are hidden because their contract is snoozed."""
    hidden = [each._replace(snoozed_until=None) for each in contracts if priority.is_asleep(each, today)]
    found = [priority.contract_item(each, today) for each in hidden]
    return sum(1 for item in found if item is not None and item.place != "unrecorded")


def written(items: tuple[Item, ...]) -> str:
    """What an account wants as JSON: of a deadline what places, sorts and adds it up."""
    return jsontext.dumps(
        [[*each[:6], [*dated(each.subject)]] if each.lane == "dated" else list(each[:6]) for each in items]
    )


def dated(found: Deadline) -> tuple[int, str, str, str, str, str, int | None, str | None, int]:
    """A deadline as it is written."""
    of = found.contract
    return (
        of.id, found.place, found.what, found.on.isoformat(), found.work_by.isoformat(),
        of.stage, of.value, of.currency, int(of.short),
    )  # fmt: skip


def item_of(
    of: Standing,
    lane: str,
    kind: str,
    urgency: float,
    mark: str,
    ref: str | None,
    days: int,
    dated: Sequence[Any] = (),
) -> Item:
    """One thing that an account wants, as it was written."""
    return Item(lane, kind, urgency, mark, ref, days, deadline_of(of, *dated) if dated else None)


def deadline_of(
    of: Standing,
    contract: int,
    place: str,
    what: str,
    on: str,
    work_by: str,
    stage: str,
    value: int | None,
    currency: str | None,
    short: int,
) -> Deadline:
    """A deadline as it was written; its contract has only what was."""
    last = sure(on)
    known = OpenContract(
        contract, of.id, of.code, "", None, last, last, None, False, stage, None, value, currency, None,
        short=short == 1,
    )  # fmt: skip
    return Deadline(known, place, what, last, sure(work_by))


def ranked_by(of: Standing, name: str = "") -> Facts:
    """What an account is ranked by, in the form of its facts."""
    return Facts(
        id=of.id,
        code=of.code,
        tier="",
        status="",
        owner_since=None,
        added_on=dt.date.min,
        customer_since=None,
        cadence_days=0,
        qbr_days=None,
        snoozed_until=None,
        pulse=None,
        pulse_on=None,
        feel=None,
        feel_on=None,
        touch_on=None,
        booked_on=day(of.booked_on),
        qbr_on=None,
        has_task=False,
        has_goal=False,
        talks="",
        named=False,
        arr=of.arr,
        people=(),
        contracts=(),
        tasks=(),
        signs=NO_SIGNS,
        name=name,
    )
