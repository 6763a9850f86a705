"""What stands beside ARR. Of the time after the closing: signed and not yet started, what that follows, and
what is recorded as lost and still runs. Of the period: what doesn't recur, by its last day. Not for what is
only expected (rules/forecast).
"""

import datetime as dt

from amcli.hints import NamedTuple, cast
from amcli.rules.metrics.bridge import Rate
from amcli.rules.metrics.contracts import Contract, Term
from amcli.rules.metrics.history import History
from amcli.rules.metrics.metric import Scope
from amcli.rules.successors import assumed_start


class Ahead(NamedTuple):
    """`contracted` is signed and not yet started, `followed` what of that comes in the place of other
    contracts, `lost` what runs and is recorded as lost."""

    contracted: int
    followed: int
    lost: int

    @property
    def net(self) -> int:
        """What the revenue changes by with all of it."""
        return self.contracted - self.followed - self.lost


class Candidates(NamedTuple):
    """The terms that may count on some day: signed before they start; followed by such a one; recorded as
    lost, by their outcome or by the day on which they stop."""

    signed: list[Term]
    followed: list[Term]
    lost: list[Term]


def ahead(scope: Scope) -> Ahead:
    """What is ahead at the closing, at that day's rates."""
    last, today, history = scope.window.last, scope.settings.today, scope.history
    found = candidates(history, today)
    signed = [term for term in found.signed if is_coming(term, last, today)]
    followed = [
        term
        for term in found.followed
        if (term.runs(last) or is_coming(term, last, today))
        and is_followed(head(term, history), history, last, today)
    ]
    lost = [term for term in found.lost if term.runs(last)]
    return Ahead(
        worth(scope.rate, signed, last), worth(scope.rate, followed, last), worth(scope.rate, lost, last)
    )


def candidates(history: History, today: dt.date) -> Candidates:
    """What may count of some contracts, found once for any number of days."""
    if (made := history.made.get("ahead")) is not None and made[0] == today:
        return cast("Candidates", made[1])
    found = Candidates([], [], [])
    for term in history.terms:
        contract = head(term, history)
        after = None if contract.renewed_by is None else history.known.get(contract.renewed_by)
        if may_be_signed(term, today):
            found.signed.append(term)
        if after is not None and may_be_signed(after, today):
            found.followed.append(term)
        if contract.renewed_by is None and (
            contract.outcome == "churned" or contract.terminated_on is not None
        ):
            found.lost.append(term)
    history.made["ahead"] = today, found
    return found


def may_be_signed(term: Term, today: dt.date) -> bool:
    """Whether there is a day on which a contract is signed and hasn't started; it lasts a day at least."""
    starts = term.contract.starts_on
    return (term.contract.signed_on or today) < starts and (term.stop is None or term.stop > starts)


def is_coming(term: Term, day: dt.date, today: dt.date) -> bool:
    """Whether a contract is signed on a day, starts after it and lasts a day at least."""
    return term.contract.starts_on > day and is_signed(term, day, today) and may_be_signed(term, today)


class NotRecurring(NamedTuple):
    """One-offs and usage of the period, and usage of the twelve months to its closing."""

    one_off: int
    usage: int
    usage_12m: int


def not_recurring(scope: Scope) -> NotRecurring:
    """What doesn't recur, at the rates of the closing day."""
    first, last = scope.window
    year = assumed_start(last)

    def total(kind: str, since: dt.date) -> int:
        found = (each for each in scope.ledger.billed if each.kind == kind and since <= each.on <= last)
        return sum(scope.now(each.value, each.currency) for each in found)

    return NotRecurring(total("one_off", first), total("usage", first), total("usage", year))


def worth(rate: Rate, terms: list[Term], day: dt.date) -> int:
    return sum(rate(term.contract.value, term.contract.currency, day) for term in terms)


def head(term: Term, history: History) -> Contract:
    """The contract that decides about a term: its own, or the one that it amends."""
    amends = term.contract.amends
    return term.contract if amends is None else history.known[amends].contract


def is_signed(term: Term, day: dt.date, today: dt.date) -> bool:
    """Whether a contract was signed by a day. One without the day on which it was signed is known to be
    signed today, and not of any earlier day."""
    return (term.contract.signed_on or today) <= day


def is_followed(contract: Contract, history: History, day: dt.date, today: dt.date) -> bool:
    """Whether what follows a contract is signed and starts after a day."""
    after = None if contract.renewed_by is None else history.known.get(contract.renewed_by)
    return after is not None and is_coming(after, day, today)
