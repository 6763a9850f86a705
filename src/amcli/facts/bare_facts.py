"""The facts of the whole book as far as scores and priorities need them: no names, no records.

The morning ranks a thousand accounts to draw twelve. It ranks on these, and reads the whole facts
(`facts.read`) only of the twelve; both give the same scores and the same order.
"""

import datetime as dt
from collections import defaultdict

from amcli.facts.account_facts import (
    BOOKED_DAYS,
    PEOPLE_DAYS,
    World,
    due_tasks,
    is_silent,
    read_contracts,
)
from amcli.facts.signs import NO_TALKS, read_signs, read_talks
from amcli.rules.facts import NO_SIGNS, Facts, Person
from amcli.rules.isodays import after, before, day, sure
from amcli.vocabulary import TIERS


def read_bare(world: World, *, scoring: bool = True, until: dt.date | None = None) -> list[Facts]:
    """Every account that has a score. Without `scoring` what only the score asks for is left out: people,
    what the last touches were like, and contracts whose end and notice day lie after `until`."""
    today, config = world.today.isoformat(), world.config
    week = after(world.today, BOOKED_DAYS).isoformat()
    every = world.book.rows("score_facts", today=today, week=week, scoring=scoring)
    rows = every if world.only is None else [row for row in every if row[0] in world.only]
    ids = [row[0] for row in rows]
    people = bare_people(world) if scoring else {}
    contracts = defaultdict(list)
    for contract in read_contracts(world, until=None if scoring else until):
        contracts[contract.account_id].append(contract)
    tasks = defaultdict(list)
    for task in due_tasks(world, ids):
        tasks[task.account_id].append(task)
    talks = read_talks(world.book, world.today, None) if scoring else None
    signs = read_signs(world.book, world.today, world.model, None, talks)
    arr = world.totals.by_account(ids)
    cadences = {tier: (config.cadence_days(tier), config.qbr_days(tier)) for tier in TIERS}
    found, silent = [], is_silent(world)
    for (
        id_, code, tier, status, owner_since, added_on, since, cadence, qbr_days, snoozed, pulse, pulse_on,
        touch_on, booked_on, felt, qbr_on, has_task, has_goal,
    ) in rows:  # fmt: skip
        usual = cadences[tier]
        found.append(
            Facts(
                id_, code, "", tier, status, None, day(owner_since), sure(added_on), day(since),
                cadence or usual[0], qbr_days or usual[1], day(snoozed), pulse, day(pulse_on),
                felt[10:] if felt else None, day(felt[:10]) if felt else None,
                None, day(touch_on), None, (), None, day(booked_on), None, None, None, day(qbr_on),
                has_task == 1, has_goal == 1, *(talks[id_] if talks else NO_TALKS), arr.get(id_, 0),
                tuple(people.get(id_, ())), tuple(contracts[id_]), tuple(tasks[id_]),
                signs.get(id_, NO_SIGNS), silent,
            )
        )  # fmt: skip
    return found


def bare_people(world: World) -> dict[int, list[Person]]:
    """Contacts by account: role, whether they left, and whether they were spoken to within 90 days
    (where that counts; the day stands for any)."""
    since, today = before(world.today, PEOPLE_DAYS).isoformat(), world.today
    rows = world.book.rows("score_spoken", since=since, today=today.isoformat())
    spoken = {(account, contact) for account, contact in rows}
    found: dict[int, list[Person]] = defaultdict(list)
    for account, row, role, left_on, successor in world.book.rows("score_people"):
        last = today if (account, row) in spoken else None
        found[account].append(Person(row, "", role, day(left_on), successor, False, None, "[]", "[]", last))
    return found
