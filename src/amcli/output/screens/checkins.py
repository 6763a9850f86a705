"""`am checkins`: account, overdue, every, last touch, ARR, next step; wide: with, phone, health."""

import datetime as dt
from collections import Counter
from typing import Any

from amcli.facts.account_facts import read, scored
from amcli.output.result import Listing
from amcli.output.screen import BAND_ROLE, Column, Part, Screen, safe
from amcli.output.words import arr_of, column_day, count, money
from amcli.reports import checkins as query
from amcli.rules.dates import short_day, weekday_day
from amcli.rules.score import assess
from amcli.vocabulary import words

MARKS = {"overdue": Part("!", "alarm"), "due": Part("•", "due")}


def draw(screen: Screen, listing: Listing) -> None:
    about = {**listing.about, "facts": everyone(listing.about["world"])}
    rows, whole = listing.rows, about["whole"]
    if rows:
        heading(screen, about, whole)
        screen.line()
        table(screen, about, rows)
    else:
        nothing(screen, about)
    screen.line()
    screen.footer(footers(screen, about, listing))


def everyone(world: Any) -> list[Any]:
    """All scored accounts, for what the heading and the footers say of the whole book."""
    return read(world, scored(world), whole=False)


def heading(screen: Screen, about: Any, rows: list[Any]) -> None:
    """How many, and how much money is behind them; `--limit` takes nothing from it."""
    world, states = about["world"], Counter(row["state"] for row in rows)
    named = [("overdue", "overdue"), ("due", "due today"), ("coming", "coming"), ("booked", "booked")]
    counts = [f"{states[state]} {word}" for state, word in named if states[state]]
    shown_arr = sum(row["facts"].arr or 0 for row in rows)
    total = sum(each.arr or 0 for each in about["facts"])
    base = world.totals.base
    right = [Part(f"{base} {money(shown_arr, base)} of {money(total, base)} ARR")]
    screen.heading("Check-ins", " · ".join(counts) or f"{len(rows)} accounts", [right])


def table(screen: Screen, about: Any, rows: list[Any]) -> None:
    wide = screen.wide
    columns = [Column("", gap=1), Column("Account", most=24 if wide else 17), Column("Overdue", True)]
    columns += [Column("Every", True), Column("Last touch", gap=4 if not wide else 2)]
    if wide:
        columns += [Column("With", most=16), Column("Phone", most=16)]
    columns.append(Column("ARR", True))
    if wide:
        columns.append(Column("Health"))
    columns.append(Column("Next step"))
    columns[4] = columns[4]._replace(gap=2)
    screen.table(columns, [line(screen, about, row) for row in rows])


def line(screen: Screen, about: Any, row: Any) -> list[Any]:
    world, facts = about["world"], row["facts"]
    cells: list[Any] = [
        MARKS.get(row["state"], ""),
        safe(row["name"]),
        overdue(row),
        f"{row['cadence_days']}d",
    ]
    cells.append(last_touch(row, world.today))
    if screen.wide:
        person = facts.to_call(world.today)
        cells += [safe(person.name if person else None), safe(person.phone if person else None)]
    cells.append(arr_of(world, facts))
    if screen.wide:
        cells.append(health(facts, world))
    cells.append(snoozed(row, world.today) if row["state"] == "snoozed" else safe(row["next_step"]))
    return cells


def snoozed(row: Any, today: dt.date) -> Part:
    """Until when, and why: `to 9 Mar: waiting for legal`."""
    why = f": {safe(row['snooze_reason'])}" if row["snooze_reason"] else ""
    return Part(f"until {short_day(dt.date.fromisoformat(row['snoozed_until']), today)}{why}", "muted")


def overdue(row: Any) -> Part:
    """`4d`, `today`, or the state where nothing is due."""
    if row["state"] == "overdue":
        return Part(f"{row['days_overdue']}d", "late")
    if row["state"] == "due":
        return Part("today", "due")
    if row["state"] == "snoozed":
        return Part("snoozed", "muted")
    if row["due_on"] is None:
        return Part("-", "muted")
    return Part(f"in {-row['days_overdue']}d", "muted")


def last_touch(row: Any, today: Any) -> str:
    if row["last_touch_on"] is None:
        return "never"
    return f"{column_day(row['last_touch_on'], today)}  {words(row['last_touch_kind'])}"


def health(facts: Any, world: Any) -> list[Part]:
    found = assess(facts, world.today, world.model)
    number = "?" if found.score is None else str(found.score)
    return [Part(f"{number:<2} {words(found.band)}", BAND_ROLE[found.band])]


def nothing(screen: Screen, about: Any) -> None:
    """No row: say what comes next."""
    silent = sum(1 for each in about["facts"] if each.silent)
    if silent:
        screen.line(f"{count(silent, 'account')}, no conversations recorded yet. Nobody is overdue.")
        return
    ahead = query.upcoming(about["world"], about["facts"])
    if ahead is None:
        screen.line("No check-ins due.")
        return
    facts, due = ahead
    screen.line(f"No check-ins due. Next: {safe(facts.name)}, {weekday_day(due, about['world'].today)}.")


def footers(screen: Screen, about: Any, listing: Listing) -> list[tuple[Any, str]]:
    """What is snoozed, and what falls due soon."""
    world, found = about["world"], []
    if left := len(about["whole"]) - len(listing.rows):
        found.append((f"{left:,} more", ""))
    if about["everything"]:
        return found
    snoozed = [f for f in about["facts"] if f.snoozed_until is not None and f.snoozed_until > world.today]
    if snoozed:
        snoozed.sort(key=lambda f: (f.snoozed_until, f.code))
        named = ", ".join(
            f"{safe(f.name)} until {short_day(f.snoozed_until, world.today)}" for f in snoozed[:2]
        )
        more = f" and {len(snoozed) - 2} more" if len(snoozed) > 2 else ""
        found.append((f"Snoozed {len(snoozed)}: {named}{more}", "am checkins --all"))
    coming, until = query.coming_count(world, about["facts"])
    if coming and not about["within"]:
        within = world.config.get("lists.checkins")
        found.append(
            (f"{coming} more due by {weekday_day(until, world.today)}", f"am checkins --in {within}")
        )
    return found
