"""Implied terms: an auto-renewing contract that nobody recorded as renewed or lost goes on after its last
day, in terms of its own length. Pure; they are read of the contract, and nothing stores them.

A term of whole months keeps the number of the contract's first day and so never drifts: 31 Jan to 28 Feb,
1 Mar to 30 Mar, 31 Mar to 30 Apr. Not for what a new end in a file means (successors.py).
"""

import datetime as dt

from amcli.fields import fields
from amcli.hints import Any, NamedTuple
from amcli.rules.dates import later, month_number
from amcli.rules.facts import OnRecord, OpenContract
from amcli.rules.isodays import iso
from amcli.rules.successors import A_YEAR, DAY, Span, months_of, term_end

SHORT, SHORT_DAYS = 3, 92  # months, days: terms up to this long come round too often to be told of one by one


class Recorded(NamedTuple):
    """The term on record: its days, its notice period, and the length in months of what follows it, where
    that isn't its own."""

    starts: dt.date
    ends: dt.date
    renew_months: int | None = None
    notice_days: int | None = None
    notice_months: int | None = None

    def notice_by(self, ends: dt.date) -> dt.date | None:
        """The last day on which notice can be given of a term that ends on a day."""
        return notice_by(ends, self.notice_days, self.notice_months)


class Running(NamedTuple):
    """The implied term that runs on a day."""

    starts: dt.date
    ends: dt.date
    notice_by: dt.date | None

    def deadline(self, today: dt.date) -> dt.date:
        """Its deadline: the one for notice while it is ahead, otherwise its end."""
        return self.notice_by if self.notice_by is not None and self.notice_by >= today else self.ends


class Steps(NamedTuple):
    """How terms follow one another: `months` at a time, of which the last day on record is `offset` months
    after the first day `of`; or, without months, `days` at a time after the last day on record."""

    of: dt.date
    offset: int
    months: int
    days: int

    def end(self, number: int) -> dt.date:
        """The last day of a term: 0 is the one on record, 1 the first implied one."""
        try:
            if self.months:
                return term_end(self.of, self.offset + number * self.months)
            return self.of + dt.timedelta(days=number * self.days)
        except (OverflowError, ValueError):
            return dt.date.max

    def term(self, number: int) -> Span:
        """An implied term; the first is 1."""
        return between(self.end(number - 1), self.end(number))


def between(before: dt.date, ends: dt.date) -> Span:
    """The term between the last days of the one before and of its own."""
    return Span(before + DAY if before < dt.date.max else before, ends)


def steps_after(recorded: Recorded) -> Steps:
    """How the terms after the one on record follow one another: of its length, at most a year, unless the
    contract says how long they are; in days where that isn't whole months."""
    starts, ends, renew_months, *_ = recorded
    after = ends + DAY if ends < dt.date.max else ends
    own = months_of(starts, ends)
    of, offset, whole = (starts, own, own) if own else (after, 0, months_back(starts, after))
    if renew_months or whole:
        return Steps(of, offset, renew_months or min(whole, A_YEAR), 0)
    if ends > Steps(starts, 0, A_YEAR, 0).end(1):
        return Steps(after, 0, A_YEAR, 0)
    return Steps(ends, 0, 0, (ends - starts).days + 1)


def months_back(starts: dt.date, after: dt.date) -> int:
    """The whole months from a first day to the day after the last, counted back from that day's number; 0
    where they aren't whole. So a term is known that began on the first of a month, since the one before was
    without the number: 1 Mar to 30 Mar."""
    rough = month_number(after) - month_number(starts)
    try:
        return next((n for n in (rough, rough + 1) if n > 0 and term_end(after, -n) + DAY == starts), 0)
    except OverflowError:
        return 0


def first_ending(recorded: Recorded, day: dt.date) -> Span:
    """The first implied term that ends on a day or later: of today, the one that runs."""
    steps = steps_after(recorded)
    if steps.months:
        number = (month_number(day) - month_number(recorded.ends)) // steps.months - 1
    else:
        number = (day - recorded.ends).days // steps.days
    number = max(1, number)
    before, ends = steps.end(number - 1), steps.end(number)
    while ends < day:
        number += 1
        before, ends = ends, steps.end(number)
    return between(before, ends)


def notice_by(ends: dt.date, days: int | None, months: int | None) -> dt.date | None:
    """The last day on which notice can be given. Months are counted back from the day after the end, where a
    month that is too short gives its last day: 3 months to 31 December are 30 September, to 30 May they are
    27 February. None without a notice period."""
    if days is None and months is None:
        return None
    try:
        if days is not None:
            return ends - dt.timedelta(days=days)
        return later(ends + DAY, -(months or 0), 0) - DAY
    except OverflowError:
        return dt.date.min


def is_short(recorded: Recorded) -> bool:
    """Whether the terms after the one on record are of three months or less."""
    if recorded.renew_months:
        return recorded.renew_months <= SHORT
    return (recorded.ends - recorded.starts).days < SHORT_DAYS


def as_it_runs(contract: OpenContract, recorded: Recorded, today: dt.date) -> OpenContract:
    """A contract as it stands on a day: one that auto-renewed by then has the days of the implied term that
    runs, whose renewal nobody has begun yet."""
    if not contract.auto_renew:
        return contract
    found = contract._replace(short=True) if is_short(recorded) else contract
    if today <= recorded.ends:
        return found
    starts, ends = first_ending(recorded, today)
    known = OnRecord(
        contract.starts_on, contract.ends_on, contract.notice_by, contract.stage, contract.forecast
    )
    return found._replace(
        starts_on=starts,
        ends_on=ends,
        notice_by=recorded.notice_by(ends),
        stage="not_started",
        forecast=None,
        recorded=known,
    )


def running_term(row: Any, today: dt.date) -> Running | None:
    """The implied term that runs on a day, of a contract by its columns in the book; None where its last day
    on record is ahead, or where something is known of what became of it."""
    if not row["auto_renew"] or row["ends_on"] is None or row["ends_on"] >= today.isoformat():
        return None
    outcome = row["outcome_on"] is None or row["outcome_on"] <= today.isoformat()
    stopped = row["terminated_on"] is not None and row["terminated_on"] <= today.isoformat()
    decided = outcome and (row["outcome"] == "churned" or row["renewed_by_id"] is not None)
    if stopped or decided or row["amends_id"] is not None:
        return None
    recorded = recorded_of(row)
    starts, ends = first_ending(recorded, today)
    return Running(starts, ends, recorded.notice_by(ends))


def recorded_of(row: Any) -> Recorded:
    """The term on record of a contract by its columns."""
    days = dt.date.fromisoformat(row["starts_on"]), dt.date.fromisoformat(row["ends_on"])
    return Recorded(*days, row["renew_months"], row["notice_days"], row["notice_months"])


# What JSON says of the implied term that runs where a contract auto-renewed.
FIELDS = fields("""
unconfirmed     bool! whether it auto-renewed, and nobody recorded it
auto_renewed_on day   first day of the term that then runs
next_ends_on    day   last day of that term
next_notice_by  day   last day on which notice can be given of that term
next_deadline/next_act_by day the deadline of that term
""")


def as_json(term: Running | None, today: dt.date) -> dict[str, Any]:
    """What JSON says of the implied term that runs."""
    if term is None:
        return {
            "unconfirmed": False,
            "auto_renewed_on": None,
            "next_ends_on": None,
            "next_notice_by": None,
            "next_deadline": None,
        }
    return {
        "unconfirmed": True,
        "auto_renewed_on": term.starts.isoformat(),
        "next_ends_on": term.ends.isoformat(),
        "next_notice_by": iso(term.notice_by),
        "next_deadline": term.deadline(today).isoformat(),
    }


def gone_by(recorded: Recorded, today: dt.date, through: dt.date) -> list[Span]:
    """The implied terms that can be confirmed: each follows one that has ended by `through`, and whose notice
    deadline has passed."""
    steps, number, found = steps_after(recorded), 1, []
    while (before := steps.end(number - 1)) <= through and before < dt.date.max:
        if (recorded.notice_by(before) or before) >= today:
            break
        found.append(steps.term(number))
        number += 1
    return found


def successors(recorded: Recorded, terms: list[Span]) -> list[tuple[Span, int | None]]:
    """The contracts that confirm some terms, each with the length of what follows it, where that isn't its
    own.

    One for each term of a year or more. Shorter terms that have gone by are one, to the end of the last;
    where they are counted in days the last one stands apart, so that its length says what follows.
    """
    months = steps_after(recorded).months
    if months >= A_YEAR:
        return [(term, recorded.renew_months) for term in terms]
    if months:
        return [(Span(terms[0].starts, terms[-1].ends), months)] if terms else []
    gone = [Span(terms[0].starts, terms[-2].ends)] if len(terms) > 1 else []
    return [(term, None) for term in (*gone, *terms[-1:])]
