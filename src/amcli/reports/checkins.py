"""Who has not heard from us in time: the fields of `am checkins`, and the rows that fill them."""

import datetime as dt
from collections.abc import Iterable

from amcli.facts.account_facts import BOOKED_DAYS, World, is_silent, silent_books
from amcli.facts.churn import left
from amcli.fields import Row, fields
from amcli.hints import TYPE_CHECKING, NamedTuple
from amcli.rules import cadence
from amcli.rules.dates import parse_duration
from amcli.rules.facts import Facts
from amcli.rules.isodays import after, day, iso, sure
from amcli.vocabulary import INTERACTION_KINDS, TIERS, book_of

if TYPE_CHECKING:
    from amcli.storage.snoozes import Snooze

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
leaves_on       day   last day of a customer who is leaving
""",
    tier=TIERS,
    state=tuple(cadence.ORDER),
    last_touch_kind=INTERACTION_KINDS,
)


def within_until(world: World, within: str | None) -> dt.date:
    """The last day that counts as coming."""
    return parse_duration(world.config.get("lists.checkins") if within is None else within).after(world.today)


def due(world: World, until: dt.date) -> list[int]:
    """The ids of the accounts whose check-in is due by a day, and maybe some others."""
    gone = left(world)
    return [each for each in due_by(world, until) if world.has(each) and each not in gone]


def due_by(world: World, until: dt.date) -> list[int]:
    """The same of the whole book, with those who left; by what is kept of today, where it is asked for."""
    if until == world.today:
        from amcli.facts.day_state import checkins_due

        if (kept := checkins_due(world)) is not None:
            return kept
    if is_silent(world):
        return []
    cadences = {tier: world.config.cadence_days(tier) for tier in TIERS}
    found = world.book.rows(
        "checkins.due", today=world.today.isoformat(), until=until.isoformat(), **cadences
    )
    return [row[0] for row in found]


def checkin_rows(world: World, facts: list[Facts], *, within: dt.date | None, everything: bool) -> list[Row]:
    """Overdue and due accounts; with `within` those coming too; or every account. Each row carries
    its facts for the screen, beside the declared fields."""
    until = within or within_until(world, None)
    wanted = {"overdue", "due"} | ({"coming"} if within else set())
    found = [(each, cadence.checkin(each, world.today, until)) for each in facts]
    chosen = [(each, state) for each, state in found if everything or state.state in wanted]
    chosen.sort(key=lambda pair: cadence.order(*pair))
    snoozed = any(state.state == "snoozed" for _, state in chosen)
    why: dict[int, Snooze] = {}
    if snoozed:
        from amcli.storage.snoozes import asleep

        why = asleep(world.book, "account", world.today)
    return [row(world, each, state, why.get(each.id)) for each, state in chosen]


def row(world: World, facts: Facts, found: cadence.Checkin, snooze: "Snooze | None" = None) -> Row:
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
        "leaves_on": iso(facts.leaving.leaves_on) if facts.leaving else None,
        "facts": facts,
    }


class Standing(NamedTuple):
    """Where an account stands: when its check-in is due, until when it is snoozed, and whether a meeting is
    booked."""

    id: int
    code: str
    name: str
    snoozed_until: dt.date | None
    due_on: dt.date
    booked: bool


def read_standing(world: World) -> list[Standing]:
    """Where every account stands."""
    days = {"today": world.today.isoformat(), "week": after(world.today, BOOKED_DAYS).isoformat()}
    cadences = {tier: world.config.cadence_days(tier) for tier in TIERS}
    gone = left(world)
    return [
        Standing(id_, code, name, day(until), sure(due), booked == 1)
        for id_, code, name, until, due, booked in world.book.rows("checkins.standing", **days, **cadences)
        if world.has(id_) and id_ not in gone
    ]


def spoken_to(world: World, every: list[Standing]) -> list[Standing]:
    """Those of books with a touch within a year: only of these anybody can be overdue."""
    silent = silent_books(world)
    return [each for each in every if book_of(each.id) not in silent] if silent else every


def next_due(world: World, every: Iterable[Standing]) -> tuple[str, dt.date] | None:
    """The name and the day, a working day, of the next check-in that is not due yet."""
    ahead = min(
        ((each.due_on, each.code, each.name) for each in every if each.due_on > world.today), default=None
    )
    return None if ahead is None else (ahead[2], world.config.calendar(public=False).moved(ahead[0]))


def coming_count(world: World, every: Iterable[Standing]) -> tuple[int, dt.date]:
    """How many more fall due within the configured stretch, and its last day."""
    until = within_until(world, None)
    return sum(is_coming(each, world.today, until) for each in every), until


def is_coming(each: Standing, today: dt.date, until: dt.date) -> bool:
    """Whether its check-in is due soon, neither snoozed nor booked."""
    snoozed = each.snoozed_until is not None and each.snoozed_until > today
    return today < each.due_on <= until and not snoozed and not each.booked
