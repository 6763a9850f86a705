"""`am renew --auto`: records that contracts auto-renewed, since no notice came: those that are named, or
every one that has ended by a day. One step of undo, shown before it is written. The command is in
contract.py."""

import datetime as dt
from collections.abc import Sequence
from functools import partial

from amcli.commands.filtering import Asked
from amcli.commands.options import finish
from amcli.commands.outcomes import succeed
from amcli.commands.records import confirm
from amcli.commands.terms import refuse_closed, refuse_endless, stays, value_words
from amcli.context import Run
from amcli.errors import BadValue, Refused
from amcli.hints import Any, NamedTuple
from amcli.output import say
from amcli.output.result import Listing, Options
from amcli.reports.autorenew import FIELDS, Confirming, plan_page, plan_rows, total
from amcli.rules.dates import on_day, span
from amcli.rules.filters import is_filter
from amcli.rules.formatting import count
from amcli.rules.implied import gone_by, recorded_of, successors
from amcli.rules.names import shown
from amcli.storage import contracts, resolve
from amcli.vocabulary import reference

MOST_NAMED = 5


class AutoRenewal(NamedTuple):
    """How the auto-renewals of contracts are confirmed: up to a day, and whether they are only shown."""

    through: dt.date | None
    reason: str | None
    overlap: bool
    dry_run: bool
    yes: bool


class Chosen(NamedTuple):
    """The contracts to confirm, and in words what is left out and why."""

    plans: list[Confirming]
    left_out: list[str]


def auto_renewed(run: Run, words: Sequence[str], asked: AutoRenewal) -> None:
    """Confirm the contracts that are named, or all that filters choose. Raises Refused, BadValue."""
    filters = [word for word in words if is_filter(word)]
    if filters and len(filters) < len(words):
        raise BadValue("give contracts or filters, not both.")
    named = words and not filters
    found = named_ones(run, words, asked) if named else every_one(run, words, asked)
    if not found.plans:
        if run.terminal:
            say(run, ["No auto-renewed contracts to confirm.", *found.left_out])
        return
    if asked.dry_run or not named or len(found.plans) > 1:
        show_plan(run, found, dry_run=asked.dry_run)
    if asked.dry_run:
        return
    if not named or len(found.plans) > 1:
        confirm(run, asked.yes, f"Record {count(len(found.plans), 'contract')} as auto-renewed?")
    with run.book.transaction():
        made = [record(run, each, asked) for each in found.plans]
    answer(run, found, made)


def show_plan(run: Run, found: Chosen, *, dry_run: bool) -> None:
    """The list of what is to be confirmed; in a pipe only where nothing else is asked for."""
    if not run.terminal and not dry_run:
        return
    rows = plan_rows(found.plans)
    page = partial(plan_page, run.world, left_out=found.left_out)
    shown_ = Listing("renew", FIELDS, rows, lambda row: str(row["contract"]), {}, lambda few, _: page(few))
    finish(run, shown_, Options())


def named_ones(run: Run, refs: Sequence[str], asked: AutoRenewal) -> Chosen:
    """The contracts that were named. Raises Refused for one that can't be confirmed."""
    rows = {row["id"]: row for row in (resolve.contract(run.book, ref) for ref in refs)}
    for row in rows.values():
        refuse_closed(row)
        refuse_endless(row)
        refuse_unless_auto(row)
    return Chosen([confirming(run, row, asked) for row in rows.values()], [])


def refuse_unless_auto(row: Any) -> None:
    """Raise Refused for a contract that doesn't auto-renew."""
    if not row["auto_renew"]:
        ref = reference("contract", row["id"])
        raise Refused(f"{ref} doesn't auto-renew.", f"To record its renewal: am renew {ref}")


def confirming(run: Run, row: Any, asked: AutoRenewal) -> Confirming:
    """One contract that was named. Raises Refused while its notice deadline is ahead."""
    recorded, ref = recorded_of(row), reference("contract", row["id"])
    through = asked.through or max(run.today, recorded.ends)
    terms = gone_by(recorded, run.today, through)
    if not terms:
        by = recorded.notice_by(recorded.ends)
        what = f"its notice deadline is {on_day(by)}" if by else f"it ends on {on_day(recorded.ends)}"
        wrong = f"they can still cancel {ref}: {what}."
        if (by or recorded.ends) < run.today:
            wrong = f"{ref} hasn't ended by {on_day(through)}: {what}."
        raise Refused(wrong, f"If they said yes: am renew {ref}")
    found = planned(run, row, successors(recorded, terms))
    if not asked.overlap:
        refuse_overlap(run, found)
    return found


def planned(run: Run, row: Any, follows: list[Any]) -> Confirming:
    """A contract with what follows it."""
    return Confirming(row, contracts.successor_terms(row, contracts.amendments(run.book, row["id"])), follows)


def refuse_overlap(run: Run, found: Confirming) -> None:
    """Raise Refused where the account has the product already at a time of what follows."""
    contracts.refuse_overlap(run.book, found.old["account_id"], found.old["product_id"], *found.last)


def every_one(run: Run, filters: Sequence[str], asked: AutoRenewal) -> Chosen:
    """All that auto-renewed and have ended by a day, of those that filters choose; what can still be
    cancelled is left out, and so is what another contract covers."""
    through = asked.through or run.today
    only = Asked(run, filters).ids("contract")
    found, ahead, covered = [], 0, []
    for row in run.book.rows("contracts.auto_renewing", through=through.isoformat()):
        if only is not None and row["id"] not in only:
            continue
        recorded = recorded_of(row)
        terms = gone_by(recorded, run.today, through)
        if not terms:
            ahead += 1
            continue
        each = planned(run, row, successors(recorded, terms))
        try:
            if not asked.overlap:
                refuse_overlap(run, each)
        except Refused as error:
            covered.append(f"{reference('contract', row['id'])} left out: {error.message}")
            continue
        found.append(each)
    said = [f"{count(ahead, 'contract')} left out: they can still cancel."] if ahead else []
    return Chosen(found, said + covered[:MOST_NAMED] + more(len(covered) - MOST_NAMED))


def more(left: int) -> list[str]:
    """What isn't named."""
    return [f"{left} more left out: another contract covers them."] if left > 0 else []


class Confirmed(NamedTuple):
    """A contract that was confirmed: the references of what follows, and what is said of its account."""

    refs: list[str]
    account: list[str]


def record(run: Run, plan: Confirming, asked: AutoRenewal) -> Confirmed:
    """Add what follows a contract."""
    old, refs = plan.old, []
    for (starts, ends), renew_months in plan.follows:
        columns = plan.terms | {"starts_on": starts, "ends_on": ends, "renew_months": renew_months}
        row = succeed(run, old, columns, asked.reason)
        refs.append(reference("contract", row))
        old = {"id": row}
    return Confirmed(refs, stays(run, plan.old["account_id"], plan.old["account_name"], None))


def answer(run: Run, found: Chosen, made: list[Confirmed]) -> None:
    """Say what was recorded: of one contract all of it, of several their number and their value."""
    accounts = [line for each in made for line in each.account]
    if not run.terminal:
        for each in made:
            say(run, [], "\n".join(each.refs))
        return
    if len(made) > 1:
        worth = total(run.world, plan_rows(found.plans))
        told = f"{count(len(made), 'contract')} recorded as auto-renewed, {worth}."
    else:
        (plan,), (each,) = found.plans, made
        worth = f" for {value_words(plan.terms)}" if plan.terms.get("annual_value") is not None else ""
        ref = reference("contract", plan.old["id"])
        told = f"{shown(plan.old['account_name'])}: {ref} auto-renewed{worth}, {span(*plan.last)}"
        told += f", as {', '.join(each.refs)}."
    say(run, [f"{told} · to undo: am undo", *accounts, *found.left_out])
