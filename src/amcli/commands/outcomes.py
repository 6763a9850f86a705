"""What became of contracts: one or several renewed or lost, in one step of undo. The commands are in
contract.py."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from amcli.commands.readers import is_change
from amcli.commands.terms import (
    Renewal,
    refuse_closed,
    refuse_endless,
    renewed_terms,
    set_notice,
    stays,
    value_words,
)
from amcli.context import Run
from amcli.errors import BadValue, Refused
from amcli.facts.churn import LEAVING, departures
from amcli.hints import Any, NamedTuple
from amcli.output import say
from amcli.rules.dates import on_day, span, weekday_day
from amcli.rules.facts import WIN_BACK
from amcli.rules.formatting import count
from amcli.rules.money import moved
from amcli.rules.names import shown
from amcli.storage import contracts, losses, resolve, writes
from amcli.vocabulary import reference

MOST_NAMED = 5
ONLY_FOR_ONE = ("value", "quantity")
MANY = {"opportunity": "opportunities"}


class Told(NamedTuple):
    """What commands accept for a contract after its outcome, the sentence about it, and one about its
    account where that changed."""

    reference: str
    said: str
    account: list[str]


def record(
    run: Run, refs: Sequence[str], question: str, yes: bool, check: Callable[[Any], None],
    write: Callable[[Any], Told], confirmed: Callable[[Sequence[Any]], None] | None = None,
) -> None:  # fmt: skip
    """Record the same outcome for one or several contracts, all or none, and say so; before several a
    terminal is asked once, and `confirmed` asks what else there is to ask. Raises Refused for one that has
    its outcome."""
    found = {row["id"]: row for row in (resolve.contract(run.book, ref) for ref in refs)}
    for row in found.values():
        refuse_closed(row)
        check(row)
    if len(found) > 1:
        ask_once(run, question, list(found.values()), yes)
    if confirmed is not None:
        confirmed(list(found.values()))
    with run.book.transaction():
        told = [write(row) for row in found.values()]
    for at, each in enumerate(told, 1):
        undo = " · to undo: am undo" if at == len(told) else ""
        say(run, [f"{each.said}{undo}", *each.account], each.reference)


def ask_once(run: Run, question: str, found: Sequence[Any], yes: bool) -> None:
    """Ask a person about several contracts at once; a script has said what it wants. Raises Refused."""
    names = [f"{reference('contract', row['id'])} {shown(row['account_name'])}" for row in found]
    more = [f"and {len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else []
    asked = f"{question.format(len(found))} {' · '.join([*names[:MOST_NAMED], *more])}?"
    if not yes and run.can_ask() and not run.ask(asked):
        raise Refused("cancelled; nothing was changed.")


def renewed(run: Run, refs: Sequence[str], agreed: Renewal, yes: bool) -> None:
    """Renew contracts on the terms agreed. Raises BadValue for terms that only one contract can have."""
    fixed = None if agreed.value is None or is_change(agreed.value) else agreed.value
    given = {"value": fixed, "quantity": agreed.others.get("quantity")}
    if len(refs) > 1 and (one := [name for name in ONLY_FOR_ONE if given[name] is not None]):
        raise BadValue(f"--{one[0]} is for one contract, and {len(refs)} were named.")
    question = "Record {} contracts as renewed:"
    again = partial(ask_again, run, yes=yes)
    record(run, refs, question, yes, refuse_endless, lambda old: renew_one(run, old, agreed), again)


def ask_again(run: Run, found: Sequence[Any], yes: bool) -> None:
    """Ask a person who renews what began as a renewal today: the same line typed twice adds another term.
    A script has said what it wants. Raises Refused."""
    if yes or not run.can_ask():
        return
    query = "SELECT 1 FROM contract WHERE renewed_by_id = ? AND outcome_on = ?"
    made = [row for row in found if run.book.db.execute(query, (row["id"], run.today.isoformat())).fetchone()]
    if not made:
        return
    names = [f"{reference('contract', row['id'])} {shown(row['account_name'])}" for row in made[:MOST_NAMED]]
    are = "is itself a renewal" if len(made) == 1 else "are themselves renewals"
    if not run.ask(f"{' · '.join(names)} {are} recorded today. Renew for another term?"):
        raise Refused("cancelled; nothing was changed.")


def renew_one(run: Run, old: Any, agreed: Renewal) -> Told:
    """Add the successor of a contract."""
    before = contracts.successor_terms(old, contracts.amendments(run.book, old["id"]))
    others = {name: given for name, given in agreed.others.items() if given is not None}
    set_notice(others)
    product, new = product_of(run, before["product_id"], agreed.product)
    columns = before | renewed_terms(run, old, before, agreed) | others | {"product_id": product}
    days = columns["starts_on"], columns["ends_on"]
    if not agreed.overlap:
        contracts.refuse_overlap(run.book, old["account_id"], product, *days)
    leaving = departures(run.world).get(old["account_id"])
    ref = reference("contract", succeed(run, old, columns, agreed.reason))
    said = f"{shown(old['account_name'])}: {reference('contract', old['id'])} renewed"
    said += f"{worth(old, before, columns)}, {span(*days)}, as {ref}."
    return Told(ref, said, [*new, *stays(run, old["account_id"], old["account_name"], leaving)])


def product_of(run: Run, before: int | None, name: str | None) -> tuple[int | None, list[str]]:
    """The product of a successor, and the sentence about one that is new."""
    if name is None:
        return before, []
    from amcli.storage import accounts

    product, new = accounts.product(run.book, name)
    return product, [f"{shown(name)} is a new product."] if new else []


def worth(old: Any, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """` for EUR 132,000 (+10%)`; where amendments are part of the value before, ` for EUR 120,000 → 132,000
    (+10%)`."""
    if after["annual_value"] is None:
        return ""
    if before["annual_value"] in (None, old["annual_value"]):
        return f" for {value_words(after)}"
    values = before["annual_value"], before["currency"], after["annual_value"], after["currency"]
    return f" for {moved(*values)}"


def succeed(run: Run, old: Any, columns: Mapping[str, Any], reason: str | None) -> int:
    """Add the successor of a contract, which is renewed by it; gives its id."""
    row = writes.insert(run.book, "contract", columns)
    outcome = {"outcome": "renewed", "outcome_on": run.today, "renewed_by_id": row, "stage": "signed"}
    writes.update(run.book, "contract", old["id"], outcome | ({"reason": reason} if reason else {}))
    return row


class Losing(NamedTuple):
    """What was said of a loss: why, from which day on, whether what stays open is closed (None: nobody said
    so), and the day on which to try again."""

    reason: str | None
    on: dt.date | None
    close: bool | None
    win_back: dt.date | None


def lost(run: Run, refs: Sequence[str], losing: Losing, yes: bool) -> None:
    """Record contracts as lost, to their end or from a day on."""
    closing: list[bool] = []

    def check(old: Any) -> None:
        last, on = last_day(old), losing.on
        if on and last and (on - last).days > 1:
            raise Refused(
                f"{reference('contract', old['id'])} ends on {on_day(last)}, before {on_day(on)}.",
                "Leave out --on: it then runs to its end",
            )

    def confirmed(found: Sequence[Any]) -> None:
        closing.append(to_close(run, found, losing.close, yes))

    question = "Record {} contracts as lost:"
    write = partial(lose_one, run, losing=losing, closing=closing)
    record(run, refs, question, yes, check, write, confirmed)


def to_close(run: Run, found: Sequence[Any], close: bool | None, yes: bool) -> bool:
    """Whether what is open is closed. Where nobody said so, a person is asked once, or has answered already,
    if the losses leave a customer nothing and something of theirs can be closed; a script keeps it."""
    if close is not None or not run.can_ask():
        return bool(close)
    lost, book, today, grace = [row["id"] for row in found], run.book, run.today, run.world.grace
    accounts = {row["account_id"] for row in found}
    gone = [account for account in accounts if losses.is_last(book, account, lost, today, grace)]
    if not any(losses.closable(book, account, today) for account in gone):
        return False
    left = Counter[str]()
    for account in gone:
        left.update(losses.still_open(book, account, today))
    return yes or run.ask(f"Still open: {open_words(left)}. Close tasks, opportunities and goals?")


def open_words(found: Mapping[str, int]) -> str:
    """`1 task, 2 issues`."""
    return ", ".join(count(many, kind, MANY.get(kind)) for kind, many in found.items() if many)


def last_day(old: Any) -> dt.date | None:
    """The last day of a contract, where it has one."""
    return dt.date.fromisoformat(old["ends_on"]) if old["ends_on"] else None


def lose_one(run: Run, old: Any, losing: Losing, closing: Sequence[bool]) -> Told:
    """Record the loss of a contract; with the last one its account is leaving, or lost."""
    last = last_day(old)
    stops = losing.on or (run.today if last is None else None)
    reason = losing.reason or old["reason"]
    columns = {"outcome": "churned", "outcome_on": run.today, "reason": reason, "terminated_on": stops}
    writes.update(run.book, "contract", old["id"], columns)
    how, day = ("stops on", stops) if stops else ("runs to", last or run.today)
    ref = reference("contract", old["id"])
    why = f" ({shown(reason)})" if reason else ""
    said = f"{shown(old['account_name'])}: {ref} recorded as lost{why}, {how} {weekday_day(day, run.today)}."
    return Told(ref, said, parting(run, old, reason, losing, close=any(closing)))


def parting(run: Run, old: Any, reason: str | None, losing: Losing, *, close: bool) -> list[str]:
    """The sentences about an account after a loss: that it is leaving or lost, what is still open, and when
    to try again. What was open is closed for the same reason, and the task to try again is made."""
    account, name = old["account_id"], shown(old["account_name"])
    gone = departures(run.world).get(account)
    leaving = gone is not None and gone.status == LEAVING
    if not leaving and not losses.close_account(run.book, account, run.today, run.world.grace):
        return [win_back(run, account, name, losing.win_back)] if losing.win_back else []
    if close:
        losses.close_open(run.book, account, run.today, reason)
    left = open_words(losses.still_open(run.book, account, run.today))
    said = f"{name} is {'leaving' if leaving else 'lost'}.{f' Still open: {left}.' if left else ''}"
    return [said, *([win_back(run, account, name, losing.win_back)] if losing.win_back else [])]


def win_back(run: Run, account: int, name: str, on: dt.date) -> str:
    """Make the task to try again, and say so."""
    title = f"{WIN_BACK} {name}"[:200]
    if (there := losses.same_task(run.book, account, title, on)) is not None:
        return f"{reference('task', there)} {title}, due {weekday_day(on, run.today)}."
    row = writes.insert(
        run.book, "task", {"account_id": account, "title": title, "due_on": on, "first_due_on": on}
    )
    return f"{reference('task', row)} {title}, due {weekday_day(on, run.today)}."
