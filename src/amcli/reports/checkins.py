"""Who has not heard from us in time: the fields of `am checkins`, the rows that fill them, and their page."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from amcli.facts.account_facts import BOOKED_DAYS, World, is_silent
from amcli.facts.churn import beside_standings, left
from amcli.fields import Row, fields
from amcli.hints import TYPE_CHECKING, NamedTuple
from amcli.page import BAND_ROLE, Cell, Column, Footer, Line, Page, Sentence, Table, Words, dash
from amcli.rules import cadence
from amcli.rules.dates import parse_duration, short_day, weekday_day
from amcli.rules.facts import Facts
from amcli.rules.formatting import arr_of, column_day, count, money
from amcli.rules.isodays import after, day, iso, sure
from amcli.vocabulary import INTERACTION_KINDS, TIERS, words

if TYPE_CHECKING:
    from amcli.facts.day_state import Known
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


def rows(world: World, facts: list[Facts], *, within: dt.date | None, everything: bool) -> list[Row]:
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


STATES = {"overdue": "overdue", "due": "due today", "coming": "coming", "booked": "booked"}
MARKS = {"overdue": Cell("!", "alarm"), "due": Cell("•", "due")}
COLUMNS = (
    Column("", gap=1),
    Column("Account", most=24, short=17),
    Column("Overdue", right=True),
    Column("Every", right=True),
    Column("Last touch"),
    Column("With", most=16, only="wide", rank=1),
    Column("Phone", most=16, only="wide", rank=2),
    Column("ARR", right=True),
    Column("Health", only="wide"),
    Column("Next step", least=9, always=True),
)


def checkins_page(
    world: World, shown: list[Row], whole: list[Row], *, within: str | None, everything: bool
) -> Page:
    """What a person sees of the rows that are shown, of all of them, and of the whole book."""
    from amcli.facts.day_state import known_scores  # a list in a pipe asks for no score

    scores = cache(lambda: known_scores(world, [row["facts"].id for row in shown]))
    every, silent = read_standing(world), is_silent(world)
    ahead = [] if silent else every
    footer = notes(world, every, ahead, len(whole) - len(shown), within=within, everything=everything)
    if not shown:
        return Page(parts=[Sentence(next_checkin(world, ahead, len(every) if silent else 0))], footer=footer)
    counts = Counter(row["state"] for row in whole)
    said = [f"{counts[state]} {word}" for state, word in STATES.items() if counts[state]]
    base = world.totals.base
    due_arr, revenue = (
        sum(row["facts"].arr or 0 for row in whole),
        world.totals.by_account([each.id for each in every]),
    )
    arr = sum(revenue.get(each.id) or 0 for each in every)
    arr += sum(amount or 0 for amount in beside_standings(world).values())
    return Page(
        "Check-ins",
        " · ".join(said) or f"{len(whole)} accounts",
        [f"{base} {money(due_arr, base)} of {money(arr, base)} ARR"],
        [Table(COLUMNS, [line(world, row, scores) for row in shown])],
        footer,
    )


def line(world: World, row: Row, scores: "Callable[[], dict[int, Known]]") -> Line:
    facts = row["facts"]
    person = facts.to_call(world.today)
    return [
        MARKS.get(row["state"], ""),
        dash(row["name"]),
        overdue(row),
        f"{row['cadence_days']}d",
        last_touch(row, world.today),
        dash(person.name if person else None),
        dash(person.phone if person else None),
        arr_of(world, facts),
        partial(health, facts, scores),
        asleep_until(row, world.today) if row["state"] == "snoozed" else dash(row["next_step"]),
    ]


def asleep_until(row: Row, today: dt.date) -> Cell:
    """Until when, and why: `until 9 Mar: waiting for legal`."""
    why = f": {row['snooze_reason']}" if row["snooze_reason"] else ""
    return Cell(f"until {short_day(dt.date.fromisoformat(row['snoozed_until']), today)}{why}", "muted")


def overdue(row: Row) -> Cell:
    """`4d`, `today`, or the state where nothing is due."""
    if row["state"] == "overdue":
        return Cell(f"{row['days_overdue']}d", "late")
    if row["state"] == "due":
        return Cell("today", "due")
    if row["state"] == "snoozed":
        return Cell("snoozed", "muted")
    return Cell("-" if row["due_on"] is None else f"in {-row['days_overdue']}d", "muted")


def last_touch(row: Row, today: dt.date) -> str:
    if row["last_touch_on"] is None:
        return "never"
    return f"{column_day(row['last_touch_on'], today)}  {words(row['last_touch_kind'])}"


def health(facts: Facts, scores: "Callable[[], dict[int, Known]]") -> Cell:
    if facts.leaving is not None:
        return Cell("leaving", "muted")
    found = scores()[facts.id]
    number = "?" if found.score is None else str(found.score)
    return Cell(f"{number:<2} {words(found.band)}", BAND_ROLE[found.band])


def next_checkin(world: World, every: list[Standing], silent: int) -> Words:
    """What comes next; of a book without a touch within a year, how many accounts are `silent`."""
    if silent:
        return f"{count(silent, 'account')}, no conversations recorded yet. Nobody is overdue."
    ahead = next_due(world, every)
    if ahead is None:
        return "No check-ins due."
    return f"No check-ins due. Next: {ahead[0]}, {weekday_day(ahead[1], world.today)}."


def notes(
    world: World,
    every: list[Standing],
    ahead: list[Standing],
    left: int,
    *,
    within: str | None,
    everything: bool,
) -> list[Footer]:
    """What is not shown, what is snoozed of every account, and what falls due soon of those `ahead`."""
    found = [Footer(f"{left:,} more" if left else "")]
    if everything:
        return found
    if sleeping := sorted(asleep_now(every, world.today)):
        named = ", ".join(f"{name} until {short_day(day, world.today)}" for day, _, name in sleeping[:2])
        more = f" and {len(sleeping) - 2} more" if len(sleeping) > 2 else ""
        found.append(Footer(f"Snoozed {len(sleeping)}: {named}{more}", "am checkins --all"))
    coming, until = coming_count(world, ahead)
    if coming and not within:
        said = f"{coming} more due by {weekday_day(until, world.today)}"
        found.append(Footer(said, f"am checkins --in {world.config.get('lists.checkins')}"))
    return found


def asleep_now(every: Iterable[Standing], today: dt.date) -> Iterator[tuple[dt.date, str, str]]:
    """The accounts whose check-in is snoozed: until when, code and name."""
    for each in every:
        if each.snoozed_until is not None and each.snoozed_until > today:
            yield each.snoozed_until, each.code, each.name
