"""Where an account stands on a day: its score, what it wants, what the heading and the footer of the morning
count of it. Pure. It is small enough to be kept for the day, where the facts it is made of are not.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

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

PLAIN = 6  # what is kept of each thing that an account wants
# What stands for the facts that nothing is ranked by (`ranked_by`).
BLANK = Facts(
    0, "", "", "", None, dt.date.min, None, 0, None, None, None, None, None, None, None, None, None, False,
    False, "", False, 0, (), (), (), NO_SIGNS,
)  # fmt: skip
BOOKED, ARR, NAME = map(Facts._fields.index, ("booked_on", "arr", "name"))
AT_FIRST, BETWEEN = BLANK[2:BOOKED], BLANK[BOOKED + 1 : ARR]
AFTER, AT_LAST = BLANK[ARR + 1 : NAME], BLANK[NAME + 1 :]
POINTS = '{"signal": "%s", "points": %d}'  # a line of a score as JSON
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

    `kinds` are the kinds of evidence that are known (`rules.evidence`); `points` are the lines of the score,
    `items` what the account wants, both as JSON. `lacking` and `missing` are the currencies without a rate
    that its revenue and its renewals would need. `arr` and `renewing` are in minor units of the base
    currency; a rate is missing where the first is None, and for the second where it is `unrated`. The other
    numbers count what is due or near on the day; `moment` is the kind of reason to be glad, empty without
    one.
    """

    id: int
    code: str
    score: int | None
    health: str
    evidence: float
    kinds: str
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


def standing(facts: Facts, found: Score, frame: Frame, lacking: Iterable[str]) -> Standing:
    """Where an account stands; `lacking` are the currencies that its revenue has no rate for."""
    today = frame.today
    every = list(priority.items(facts, [], found.health, today, frame.model, frame.asleep, frame.worked))
    review = cadence.qbr_due_on(facts)
    renewing, unrated, missing = up_for_renewal(facts.contracts, frame)
    glad = moment(facts, found.health, today, frame.asleep)
    ends, notices = next_days(facts.contracts, today)
    return Standing(
        facts.id, facts.code, found.score, found.health, found.evidence, found.kinds, points_of(found),
        facts.arr, " ".join(sorted(lacking)), " ".join(sorted(missing)), iso(facts.booked_on), ends, notices,
        int(cadence.checkin(facts, today, today).state in ("overdue", "due")),
        int(review is not None and review <= today),
        len(facts.tasks),
        sum(renewals.is_near(each, today, frame.near) for each in facts.contracts),
        renewing, int(unrated), long_ago(facts.contracts, today), snoozed(facts.contracts, today),
        "" if glad is None else glad.kind, written(priority.wants(facts, every, 0).items),
    )  # fmt: skip


def points_of(found: Score) -> str:
    """The points of each line of a score, as JSON; the words can be made again. The names of lines are ours:
    nothing in them is to be escaped."""
    return f"[{', '.join([POINTS % line[:2] for line in found.lines])}]"


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
    if not contracts:
        return None, None
    notices = [on for each in contracts if (on := each.notice_by) is not None and on >= today]
    return min([each.ends_on for each in contracts]).isoformat(), iso(min(notices, default=None))


def snoozed(contracts: tuple[OpenContract, ...], today: dt.date) -> int:
    """How many deadlines are hidden because their contract is snoozed."""
    hidden = [each._replace(snoozed_until=None) for each in contracts if priority.is_asleep(each, today)]
    found = [priority.contract_item(each, today) for each in hidden]
    return sum(1 for item in found if item is not None and item.place != "unrecorded")


def written(items: tuple[Item, ...]) -> str:
    """What an account wants as JSON: of a deadline what places, sorts and adds it up."""
    return jsontext.dumps(
        [[*each[:PLAIN], dated(each.subject)] if each.section == "dated" else each[:PLAIN] for each in items]
    )


def dated(found: Deadline) -> tuple[int, str, str, str, str, str, int | None, str | None, int]:
    """A deadline as it is written."""
    of = found.contract
    return (
        of.id, found.place, found.what, found.on.isoformat(), found.work_by.isoformat(),
        of.stage, of.value, of.currency, int(of.short),
    )  # fmt: skip


def every_wanted(standings: Sequence[Standing]) -> Iterator[tuple[Standing, tuple[Item, ...]]]:
    """What each of some accounts wants, the most urgent first: all of it read at once."""
    found = jsontext.loads(f"[{','.join([each.items for each in standings])}]")
    for each, items in zip(standings, found, strict=True):
        yield each, items_of(each, items) if items else ()


def items_of(of: Standing, found: list[list[Any]]) -> tuple[Item, ...]:
    """What an account wants, as it was written: of a deadline, what it is made of comes last."""
    return tuple(
        [
            Item(section, kind, urgency, mark, ref, days, deadline_of(of, *made[0]) if made else None)
            for section, kind, urgency, mark, ref, days, *made in found
        ]
    )


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
        None, short == 1,
    )  # fmt: skip
    return Deadline(known, place, what, last, sure(work_by))


def ranked_by(of: Standing, name: str = "") -> Facts:
    """What an account is ranked by, in the form of its facts."""
    booked = day(of.booked_on)
    return Facts._make((of.id, of.code, *AT_FIRST, booked, *BETWEEN, of.arr, *AFTER, name, *AT_LAST))
