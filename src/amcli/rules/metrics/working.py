"""Whether the work was done: issues solved, reviews held, calls made, promises kept, goals reached."""

import datetime as dt

from amcli.rules.metrics.ledger import Client
from amcli.rules.metrics.metric import COUNT, DAYS, RATIO, Item, Metric, Scope, mean, median, share, total

NONE_RESOLVED = "no issues resolved"


def solved(scope: Scope) -> list[Item]:
    """One for each issue resolved at first contact, of those resolved in the period with that recorded."""
    return [
        Item(each.account, int(each.at_first_contact), 1, ("issue", each.id), each.resolved)
        for each in scope.ledger.tickets
        if scope.within(each.resolved) and each.at_first_contact is not None
    ]


def not_recorded(scope: Scope) -> list[Item]:
    """One for each issue resolved in the period of which nobody recorded whether the first answer did it."""
    return [
        Item(each.account, 1, 1, ("issue", each.id), each.resolved)
        for each in scope.ledger.tickets
        if scope.within(each.resolved) and each.at_first_contact is None
    ]


def no_rate(scope: Scope) -> str:
    """Why there is no rate of first contact: nothing was resolved, or nothing recorded."""
    many = len(not_recorded(scope))
    return f"not recorded for {many} issue{'' if many == 1 else 's'}" if many else NONE_RESOLVED


def solving(scope: Scope) -> list[Item]:
    """The days each of them took."""
    return [
        Item(each.account, (each.resolved - each.opened).days, 1, ("issue", each.id), each.resolved)
        for each in scope.ledger.tickets
        if each.resolved is not None and scope.within(each.resolved)
    ]


def unsolved(scope: Scope) -> list[Item]:
    """Issues that were open at the end."""
    last = scope.window.last
    return [
        Item(each.account, 1, 1, ("issue", each.id), each.opened)
        for each in scope.ledger.tickets
        if each.opened <= last and (each.resolved is None or each.resolved > last)
    ]


def served(scope: Scope) -> list[Client]:
    """The accounts that are looked after on the last day."""
    return [each for each in scope.ledger.clients if each.served_on(scope.window.last)]


def reviewed(scope: Scope) -> list[Item]:
    """One for each account whose last review lies within its cadence, of those that have one."""
    last = scope.window.last
    return [
        Item(each.id, int(on_time(each, last)), on=each.last_qbr)
        for each in scope.once(served)
        if each.qbr_cadence is not None
    ]


def on_time(client: Client, day: dt.date) -> bool:
    """Whether the last review of an account lies within its cadence."""
    review, cadence = client.last_qbr, client.qbr_cadence
    return review is not None and cadence is not None and (day - review).days <= cadence


def reviewed_sums(scope: Scope) -> tuple[int, int]:
    """How many accounts those are, and of how many."""
    within = [on_time(each, scope.window.last) for each in scope.once(served) if each.qbr_cadence is not None]
    return sum(within), len(within)


def touched(scope: Scope) -> list[Item]:
    """One for each account that was spoken to within its cadence."""
    last = scope.window.last
    return [Item(each.id, int(in_touch(each, last)), on=each.last_touch) for each in scope.once(served)]


def in_touch(client: Client, day: dt.date) -> bool:
    """Whether an account was spoken to within its cadence."""
    touch, cadence = client.last_touch, client.cadence
    return touch is not None and cadence is not None and (day - touch).days <= cadence


def touched_sums(scope: Scope) -> tuple[int, int]:
    """How many accounts those are, and of how many."""
    within = [in_touch(each, scope.window.last) for each in scope.once(served)]
    return sum(within), len(within)


def silent(scope: Scope) -> list[Item]:
    """The days since each account was last spoken to, of those that ever were; told as mean and median."""
    return scope.once(silences)


def silences(scope: Scope) -> list[Item]:
    last = scope.window.last
    return [
        Item(each.id, (last - each.last_touch).days, 1, None, each.last_touch)
        for each in scope.once(served)
        if each.last_touch is not None
    ]


def kept_by(scope: Scope, who: str) -> list[Item]:
    """One for each promise done by the day it was first promised for."""
    return [
        Item(
            each.account, int(each.done is not None and each.done <= each.due), 1, ("task", each.id), each.due
        )
        for each in scope.ledger.promises
        if each.by == who and scope.within(each.due)
    ]


def kept(scope: Scope) -> list[Item]:
    return kept_by(scope, "me")


def kept_theirs(scope: Scope) -> list[Item]:
    return kept_by(scope, "them")


def reached(scope: Scope) -> list[Item]:
    """The days from the first as a customer to the first goal met, where that was met in the period."""
    since = {each.id: each.since for each in scope.ledger.clients}
    found = []
    for each in scope.ledger.met:
        start = since.get(each.account)
        if start is not None and scope.within(each.on) and each.on >= start:
            found.append(Item(each.account, (each.on - start).days, 1, ("goal", each.id), each.on))
    return found


def unreached(scope: Scope) -> list[Item]:
    """Customers that had not met a goal by the end."""
    last = scope.window.last
    met = {each.account for each in scope.ledger.met if each.on <= last}
    return [
        Item(each.id, 1, on=each.since)
        for each in scope.once(served)
        if each.since is not None and each.since <= last and each.id not in met
    ]


def unreached_sums(scope: Scope) -> tuple[int, int]:
    """How many those are."""
    last = scope.window.last
    met = {each.account for each in scope.ledger.met if each.on <= last}
    found = [each.id for each in scope.once(served) if each.since is not None and each.since <= last]
    number = len([account for account in found if account not in met])
    return number, number


WORKING = (
    Metric(
        "fcr", "First contact resolution", RATIO,
        "issues resolved at first contact / issues resolved of which that is recorded, yes or no",
        "the service desk measure", no_rate, "issues", solved, share,
    ),
    Metric(
        "fcr_unknown", "First contact not recorded", COUNT,
        "issues resolved of which nobody recorded whether the first answer did it",
        "they are not in the rate: am issue resolve i7 --first-contact or --no-first-contact", "", "",
        not_recorded, total,
    ),
    Metric(
        "time_to_resolve", "Days to resolve", DAYS, "median of days from opened to resolved",
        "issues resolved in the period; a median, so one old issue doesn't distort it",
        NONE_RESOLVED, "", solving, median,
    ),
    Metric("issues_open", "Issues open", COUNT, "issues open at the end", "", "", "", unsolved, total),
    Metric(
        "qbr_rate", "QBRs on schedule", RATIO,
        "accounts whose last QBR is within their interval / accounts with an interval", "on the last day",
        "no account has a QBR interval", "accounts", reviewed, share, False, reviewed_sums,
        was="qbr_coverage",
    ),
    Metric(
        "checkin_rate", "In touch on schedule", RATIO,
        "active accounts with a touch within their cadence / active accounts", "on the last day",
        "no active accounts", "accounts", touched, share, False, touched_sums,
        was="touch_coverage",
    ),
    Metric(
        "days_since_touch", "Days since touch, mean", DAYS, "mean days from the last touch to the last day",
        "active accounts with a touch", "no accounts with a touch", "", silent, mean,
    ),
    Metric(
        "days_since_touch_median", "Days since touch, median", DAYS,
        "median of days from the last touch to the last day", "active accounts with a touch",
        "no accounts with a touch", "", silent, median,
    ),
    Metric(
        "promise_kept", "Promises kept", RATIO,
        "your promises done by the date first promised / those due in the period",
        "a promise that was moved counts by its first date", "none was due", "due", kept, share,
    ),
    Metric(
        "promise_kept_theirs", "Promises kept by them", RATIO,
        "their promises done by the date first promised / those due in the period",
        "a promise that was moved counts by its first date", "none was due", "due", kept_theirs, share,
    ),
    Metric(
        "time_to_value", "Days to first goal", DAYS, "median days from customer_since to the first goal met",
        "accounts that met their first goal in the period", "no first goals met", "", reached, median,
    ),
    Metric(
        "goals_open", "Without a goal met", COUNT, "customers without a goal met", "", "", "",
        unreached, total, False, unreached_sums,
    ),
)  # fmt: skip
