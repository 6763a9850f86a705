"""The deadlines of contracts: what is ahead, what has passed without being renewed or lost, and what
only the records are missing. Pure. Not for the score, which `signals` works out.

A contract has one deadline at a time: its notice deadline while that is ahead, otherwise its end.
"""

import datetime as dt
from collections.abc import Callable, Iterable

from amcli.hints import NamedTuple
from amcli.rules import renewals
from amcli.rules.facts import Facts, OpenContract
from amcli.rules.isodays import after, before

WEEK_DAYS = 7  # ahead: these are named whatever else an account has
PASSED_DAYS = 14  # passed: these are named, the largest first
RECORD_DAYS = 90  # not recorded: these are counted; what is older only the footer counts
FAR_DAYS = 30  # a deadline further away hides nothing else of its account
STEPS = (60, 30, 14, 7, 3, 1, 0)  # days to a deadline on which a digest tells of it
LAST_DAYS = (30, 7, 1, 0)  # days to the last day of a customer who is leaving, on which it does so
PAST = "past"

EVERY_DAY: Callable[[dt.date], bool] = lambda day: True  # noqa: E731


class Deadline(NamedTuple):
    """The deadline of one contract.

    `place` is `ahead` (within 7 days), `farther` (any later day), `passed` (within 14 days) or `unrecorded`
    (within 90).
    `what` is `notice`, `end`, `leaving` (the last day of a customer), or `term`: the day on which it
    auto-renewed. `on` is that day, `work_by` the last working day up to it, while it is ahead.
    """

    contract: OpenContract
    place: str
    what: str
    on: dt.date
    work_by: dt.date

    @property
    def agreed(self) -> bool:
        """Whether the customer has said yes."""
        return renewals.secured(self.contract)

    @property
    def short(self) -> bool:
        """Whether it comes round every three months or more often."""
        return self.contract.short


def deadline(
    contract: OpenContract, today: dt.date, worked: Callable[[dt.date], bool] = EVERY_DAY
) -> Deadline | None:
    """The deadline of a contract; None where it is signed with its end ahead, or was over long ago. An
    auto-renewing contract rests from 14 days after its notice deadline to a week before its end; one whose
    terms are short until its new term begins."""
    ends, notice = contract.ends_on, contract.notice_by
    if ends < today:
        return passed_deadline(contract, "end", ends, today)
    if contract.stage == "signed":
        return None
    notice_ahead = notice is not None and notice >= today
    on = notice if notice is not None and notice_ahead else ends
    what, left = "notice" if notice_ahead else "end", (on - today).days
    stoppable = notice_ahead or not renewals.rolls_over(contract, today)
    if left <= WEEK_DAYS and (stoppable or not contract.short):
        return Deadline(contract, "ahead", what, on, work_day(on, today, worked))
    found = None if stoppable else passed_notice(contract, today)
    if found is None and contract.unconfirmed:
        found = new_term(contract, today)
    waits = found is not None and found.place == "unrecorded" and stoppable and left <= FAR_DAYS
    if found is not None and not (waits and not contract.short):
        return found
    return Deadline(contract, "farther", what, on, on) if stoppable and not contract.short else None


def last_day(facts: Facts, today: dt.date, worked: Callable[[dt.date], bool] = EVERY_DAY) -> Deadline | None:
    """The last day of a customer who is leaving, as a deadline; None without one, or once it has passed."""
    leaving = facts.leaving
    last = None if leaving is None else leaving.leaves_on
    if leaving is None or last is None or last < today:
        return None
    contract = OpenContract(
        leaving.contract, facts.id, facts.code, facts.name, leaving.product, leaving.starts_on, last, None,
        False, "signed", None, leaving.value, leaving.currency, None,
    )  # fmt: skip
    place = "ahead" if (last - today).days <= WEEK_DAYS else "farther"
    return Deadline(contract, place, "leaving", last, work_day(last, today, worked))


def passed_deadline(contract: OpenContract, what: str, on: dt.date, today: dt.date) -> Deadline | None:
    """What is to be said of a day that nobody recorded; None when that was long ago."""
    past = (today - on).days
    if past > RECORD_DAYS:
        return None
    return Deadline(contract, "passed" if past <= PASSED_DAYS else "unrecorded", what, on, on)


def new_term(contract: OpenContract, today: dt.date) -> Deadline | None:
    """What is to be said of the implied term that runs: it auto-renewed on the day before."""
    return passed_deadline(contract, "term", before(contract.starts_on, 1), today)


def passed_notice(contract: OpenContract, today: dt.date) -> Deadline | None:
    """What is to be said of an auto-renewing contract past its notice deadline; None after 14 days."""
    notice = contract.notice_by
    if notice is None or (today - notice).days > PASSED_DAYS:
        return None
    return Deadline(contract, "passed", "notice", notice, notice)


def work_day(on: dt.date, today: dt.date, worked: Callable[[dt.date], bool]) -> dt.date:
    """The last working day up to a deadline, not before today; the deadline itself where there is none."""
    day = on
    while day >= today:
        if worked(day):
            return day
        day -= dt.timedelta(days=1)
    return on


def past_kind(contract: OpenContract, today: dt.date) -> str | None:
    """What of a contract has passed without being renewed or lost: `ended`, `renewed` (it auto-renewed),
    `notice` (its notice deadline has passed and it will); None where nothing has."""
    if contract.unconfirmed or contract.ends_on < today:
        return "renewed" if contract.auto_renew else "ended"
    passed = contract.notice_by is not None and renewals.rolls_over(contract, today)
    return "notice" if passed and contract.stage != "signed" else None


def past_on(contract: OpenContract, today: dt.date) -> dt.date:
    """The day that has passed: the end, of what auto-renewed the last day before the term that runs; else
    the notice deadline."""
    if contract.unconfirmed:
        return before(contract.starts_on, 1)
    if contract.ends_on < today or contract.notice_by is None:
        return contract.ends_on
    return contract.notice_by


def long_ago(contracts: Iterable[OpenContract], today: dt.date) -> int:
    """How many ended over 90 days ago and were never recorded."""
    return sum(1 for each in contracts if (today - each.ends_on).days > RECORD_DAYS)


class Step(NamedTuple):
    """A day on which a digest tells of a deadline, and the first digest after it.

    `name` is how many days are left, `past` from the day after, or `0w` and `1w`: the last working day
    before the day itself, or before the day before it, where that is free.
    """

    found: Deadline
    since: dt.date
    name: str

    @property
    def is_last_chance(self) -> bool:
        """Whether this is the last working day before the deadline, or before the day before it."""
        return self.name.endswith("w")


def steps(
    contract: OpenContract, today: dt.date, worked: Callable[[dt.date], bool] = EVERY_DAY
) -> list[Step]:
    """The steps at which a contract stands, the one that came last first: a digest tells of that one."""
    found = deadline(contract, today, worked)
    if found is None:
        return []
    if found.on < today:
        return [past_step(found)]
    left = (found.on - today).days
    reached = [step for step in STEPS if left <= step]
    steps_ = [Step(found, before(found.on, step), str(step)) for step in reached[-1:]]
    sooner = () if worked(after(today, 1)) else (0, 1)  # on most days work goes on tomorrow
    early = next((days for days in sooner if is_early(found.on, days, today, worked)), None)
    if early is not None:
        steps_.insert(0, Step(found, today, f"{early}w"))
    passed = passed_notice(contract, today) if found.what == "end" and contract.auto_renew else None
    if passed is not None:
        steps_.insert(0, past_step(passed))
    return sorted(steps_, key=lambda step: step.since, reverse=True)


def past_step(found: Deadline) -> Step:
    """The step of the day after a deadline."""
    return Step(found, after(found.on, 1), PAST)


def is_early(on: dt.date, days: int, today: dt.date, worked: Callable[[dt.date], bool]) -> bool:
    """Whether the day so many days before a deadline is free, and today is the last working day before it."""
    last = before(on, days)
    if last <= today or not worked(today):
        return False
    day = today
    while day < last:
        day += dt.timedelta(days=1)
        if worked(day):
            return False
    return True
