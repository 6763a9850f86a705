"""The days ahead: the fields of `am week` and the rows that fill them."""

import datetime as dt

from amcli.book.queries.checkins import next_step
from amcli.book.queries.facts import World, read, read_contracts, read_tasks, scored
from amcli.fields import Row, fields
from amcli.rules import cadence
from amcli.rules.facts import Facts, OpenContract
from amcli.vocabulary import reference, words

FIELDS = fields("""
on      day  the day
kind    text meeting, checkin, task, promise, notice, renewal or qbr
account text the account's code
name    text the account's name
text    text what it is
ref     text the record, as commands take it
""")
PLACES = ("meeting", "promise", "task", "notice", "renewal", "qbr", "checkin")


def rows(world: World, until: dt.date) -> list[Row]:
    """Everything dated from tomorrow to a day, by day; what is due today or late is the morning's."""
    found: list[Row] = []
    for facts in read(world, scored(world)):
        found += account_rows(facts, world.today, until)
    for task in read_tasks(world):
        if task.due_on is not None and world.today < task.due_on <= until:
            kind = "promise" if task.promised else "task"
            found.append(
                row(task.due_on, kind, task.account, task.name, task.title, reference("task", task.id))
            )
    for contract in read_contracts(world):
        found += contract_rows(contract, world.today, until)
    return sorted(
        found, key=lambda each: (each["on"], PLACES.index(each["kind"]), each["account"], each["ref"])
    )


def account_rows(facts: Facts, today: dt.date, until: dt.date) -> list[Row]:
    """The meeting, the check-in and the review of an account."""
    found = []
    if facts.booked_on is not None and facts.booked_id is not None and facts.booked_on <= until:
        kind = facts.booked_summary or words(facts.booked_kind or "meeting")
        kind += f", {facts.booked_at}" if facts.booked_at else ""
        found.append(
            row(
                facts.booked_on,
                "meeting",
                facts.code,
                facts.name,
                kind,
                reference("interaction", facts.booked_id),
            )
        )
    due = cadence.due_on(facts)
    snoozed = facts.snoozed_until is not None and facts.snoozed_until > due
    due = facts.snoozed_until if snoozed and facts.snoozed_until else due
    if today < due <= until and facts.booked_on is None:
        found.append(row(due, "checkin", facts.code, facts.name, next_step(facts, today), facts.code))
    qbr = cadence.qbr_due_on(facts)
    if qbr is not None and today < qbr <= until:
        found.append(row(qbr, "qbr", facts.code, facts.name, "QBR due", facts.code))
    return found


def contract_rows(contract: OpenContract, today: dt.date, until: dt.date) -> list[Row]:
    """The notice day and the end of a contract."""
    found = []
    ref, stage = reference("contract", contract.id), words(contract.stage)
    notice = contract.notice_by
    if notice is not None and today < notice <= until:
        found.append(row(notice, "notice", contract.account, contract.name, f"Notice day, {stage}", ref))
    if today < contract.ends_on <= until:
        found.append(
            row(contract.ends_on, "renewal", contract.account, contract.name, f"Contract ends, {stage}", ref)
        )
    return found


def row(on: dt.date, kind: str, account: str, name: str, text: str, ref: str) -> Row:
    """One line."""
    return {"on": on.isoformat(), "kind": kind, "account": account, "name": name, "text": text, "ref": ref}
