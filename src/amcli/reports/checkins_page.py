"""What a person sees of `am checkins`, which a program that asks for its rows need not load."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from amcli.facts.account_facts import World, is_silent
from amcli.facts.churn import beside_standings
from amcli.fields import Row
from amcli.hints import TYPE_CHECKING
from amcli.page import HEALTH_ROLE, Cell, Column, Footer, Line, Page, Sentence, Table, Words, dash
from amcli.reports.checkins import Standing, coming_count, next_due, read_standing, spoken_to
from amcli.rules.dates import short_day, weekday_day
from amcli.rules.facts import Facts
from amcli.rules.formatting import arr_of, column_day, count, money, snoozed
from amcli.vocabulary import words

if TYPE_CHECKING:
    from amcli.facts.day_state import Known

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
    ahead = spoken_to(world, every)
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
    return Cell(f"{number:<2} {words(found.health)}", HEALTH_ROLE[found.health])


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
        said = snoozed([(name, day) for day, _, name in sleeping], world.today)
        found.append(Footer(said, "am checkins --all"))
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
