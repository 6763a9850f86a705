"""Who has not heard from us in time: the fields of `am checkins` and the rows that fill them."""

import datetime as dt

from amcli.facts.account_facts import World, is_silent
from amcli.fields import Row, fields
from amcli.rules import cadence
from amcli.rules.dates import parse_duration
from amcli.rules.facts import Facts
from amcli.rules.isodays import iso
from amcli.storage.snoozes import Snooze, asleep
from amcli.vocabulary import INTERACTION_KINDS, TIERS

FIELDS = fields(
    """
account         text! the account's code
name            text! the account's name
tier            text! key, standard or light
owner           text  who owns the account
cadence_days    int!  days between check-ins
last_touch_on   day   day of the last touch
last_touch_kind text  kind of the last touch
due_on          day   day on which the check-in is due; null in a book without any touch within a year
days_overdue    int!  days since then; negative while it is ahead
state           text! overdue, due, coming, booked, snoozed or ok
snoozed_until   day   snoozed until this date
booked_on       day   day of a meeting in the next 7 days
arr             money annual recurring revenue
currency        text! currency of arr
next_step       text! what to do next
snooze_reason   text  why it is snoozed
""",
    tier=TIERS,
    state=tuple(cadence.ORDER),
    last_touch_kind=INTERACTION_KINDS,
)


def within_until(world: World, within: str | None) -> dt.date:
    """The last day that counts as coming."""
    return parse_duration(world.config.get("lists.checkins") if within is None else within).after(world.today)


def due(world: World, until: dt.date) -> list[int]:
    """The ids of the accounts whose check-in is due by a day."""
    if is_silent(world):
        return []
    cadences = {tier: world.config.cadence_days(tier) for tier in TIERS}
    found = world.book.rows(
        "checkins.due", today=world.today.isoformat(), until=until.isoformat(), **cadences
    )
    return [row[0] for row in found if world.has(row[0])]


def rows(world: World, facts: list[Facts], *, within: dt.date | None, everything: bool) -> list[Row]:
    """Overdue and due accounts; with `within` those coming too; or every account. Each row carries
    its facts for the screen, beside the declared fields."""
    until = within or within_until(world, None)
    wanted = {"overdue", "due"} | ({"coming"} if within else set())
    found = [(each, cadence.checkin(each, world.today, until)) for each in facts]
    chosen = [(each, state) for each, state in found if everything or state.state in wanted]
    chosen.sort(key=lambda pair: cadence.order(*pair))
    snoozed = any(state.state == "snoozed" for _, state in chosen)
    why = asleep(world.book, "account", world.today) if snoozed else {}
    return [row(world, each, state, why.get(each.id)) for each, state in chosen]


def row(world: World, facts: Facts, found: cadence.Checkin, snooze: Snooze | None = None) -> Row:
    """One account; `snooze` tells why it is snoozed."""
    return {
        "account": facts.code,
        "name": facts.name,
        "tier": facts.tier,
        "owner": facts.owner,
        "cadence_days": facts.cadence_days,
        "last_touch_on": iso(facts.touch_on),
        "last_touch_kind": facts.touch_kind,
        "due_on": iso(found.due_on),
        "days_overdue": found.days_overdue,
        "state": found.state,
        "snoozed_until": iso(facts.snoozed_until),
        "booked_on": iso(facts.booked_on),
        "arr": world.totals.major(facts.arr),
        "currency": world.totals.base,
        "next_step": cadence.checkin_step(facts, world.today),
        "snooze_reason": snooze.reason if snooze else None,
        "facts": facts,
    }


def upcoming(world: World, facts: list[Facts]) -> tuple[Facts, dt.date] | None:
    """The next check-in that is not due yet, on a working day."""
    ahead = [
        (due, each.code, each)
        for each in facts
        if (due := cadence.due_on(each)) is not None and due > world.today
    ]
    if not ahead:
        return None
    due, _, each = min(ahead)
    return each, world.config.calendar(public=False).moved(due)


def coming_count(world: World, facts: list[Facts]) -> tuple[int, dt.date]:
    """How many more fall due within the configured stretch, and its last day."""
    until = within_until(world, None)
    states = [cadence.checkin(each, world.today, until).state for each in facts]
    return states.count("coming"), until
