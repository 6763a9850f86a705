"""The object of `am digest -o json`, of which every other form of the digest is made."""

from collections.abc import Sequence

from amcli import jsontext
from amcli.facts.account_facts import World
from amcli.fields import Row, Shape, shape
from amcli.reports import meetings
from amcli.reports.digest import Digest
from amcli.reports.digest_week import UNSAID, WEEK, Week
from amcli.rules.deadlines import Deadline, Step
from amcli.rules.digest import EVENT_KINDS, SECTIONS, Entry, Event
from amcli.rules.digest_words import commands_of, event_words
from amcli.rules.morning_words import short_terms

PAGE = shape(
    """
date     day!    the day
period   text!   day or week
since    day     day of the digest before; null where all that stands is told
filters  list!   the filter words that it was asked for with
currency text!   currency of the amounts
meetings list!   those of the day, or of the week, and past ones that nobody confirmed
events   list!   what there is to tell, the events of an account in a section one after the other
unrecorded object what ended or auto-renewed 15 to 90 days ago and isn't recorded, two or more; else null
short_terms object contracts that auto-renew for three months or less at a time, two or more; else null
week     object  what the week brought; null for a day
totals   object! what stands in all, new or not
""",
    {
        "meetings": Shape(meetings.FIELDS),
        "events": shape(
            """
section text! where it stands: a deadline in nearer, all else of its account in its most serious section
event   text! what it is itself
account text! the account's code
name    text! the account's name
arr     money annual recurring revenue
kind    text! what it is of
text    text! what there is to tell
ref     text  the record, as commands take it; null for the account itself
value   money value a year of the contract whose deadline it is; null for all else
commands list! the commands that answer it, where it asks whether something was renewed or lost
""",
            section=SECTIONS,
            event=SECTIONS,
            kind=EVENT_KINDS,
        ),
        "unrecorded": shape(
            """
count        int!  contracts
value        money their value a year
ended        int!  those that ended
auto_renewed int!  those that auto-renewed
command      text! the command that lists them
"""
        ),
        "short_terms": shape(
            """
count         int!  contracts whose notice deadline is near or has passed, or that auto-renewed
value         money their value a year
notice_within_7d int! those whose notice deadline is within 7 days
text          text! what there is to tell
command       text! the command to type
"""
        ),
        "week": WEEK,
        "totals": shape(
            """
checkins    int!  check-ins that are due
renewals    int!  contracts near their end or notice deadline
at_risk     int!  accounts that are critical or at risk
arr_at_risk money their annual recurring revenue
"""
        ),
    },
    period=("day", "week"),
)


def digest_object(found: Digest, filters: Sequence[str]) -> Row:
    """The object of `am digest -o json`, of which every other form is made."""
    world, then = found.world, found.then
    names = names_of(world, found)
    return {
        "date": world.today.isoformat(),
        "period": found.period,
        "since": None if then is None else then.on.isoformat(),
        "filters": list(filters),
        "currency": world.totals.base,
        "meetings": meetings.meeting_rows(found.meetings),
        "events": [row_of(found, each, event) for each in found.entries for event in each.events],
        "unrecorded": unrecorded_data(found),
        "short_terms": short_data(found),
        "week": None if found.week is None else week_data(world, found.week, names),
        "totals": found.totals,
    }


def row_of(found: Digest, each: Entry, event: Event) -> Row:
    """One event as JSON has it; the events of an account follow each other, the heaviest first."""
    world = found.world
    return {
        "section": each.section,
        "event": event.section,
        "account": each.facts.code,
        "name": each.facts.name,
        "arr": world.totals.major(each.facts.arr),
        "kind": event.kind,
        "text": event_words(each, event, world.today, world.model),
        "ref": event.ref,
        "value": value_of(world, event),
        "commands": list(commands_of(event)),
    }


def value_of(world: World, event: Event) -> int | float | None:
    """What the contract of a deadline is worth a year, in the base currency."""
    if not isinstance(event.subject, Step):
        return None
    contract = event.subject.found.contract
    return world.totals.major(world.totals.in_base(contract.value, contract.currency))


def unrecorded_data(found: Digest) -> Row | None:
    """The deadlines that are only counted, as JSON has them."""
    if not found.unrecorded:
        return None
    renewed = sum(1 for each in found.unrecorded if each.what == "term")
    values = found.unrecorded
    return {
        "count": len(values),
        "value": sum_of(found.world, values),
        "ended": len(values) - renewed,
        "auto_renewed": renewed,
        "command": "am renewals --past",
    }


def short_data(found: Digest) -> Row | None:
    """The contracts whose terms are short, as JSON has them."""
    if not found.short:
        return None
    told = short_terms(found.short)
    return {
        "count": len(found.short),
        "value": sum_of(found.world, found.short),
        "notice_within_7d": sum(1 for each in found.short if each.place == "ahead"),
        "text": told.text,
        "command": told.command,
    }


def sum_of(world: World, found: Sequence[Deadline]) -> int | float | None:
    """What contracts are worth a year, in the base currency; None where an amount has no rate."""
    values = [world.totals.in_base(each.contract.value, each.contract.currency) for each in found]
    return world.totals.major(None if None in values else sum(value or 0 for value in values))


def names_of(world: World, found: Digest) -> dict[int, tuple[str, str]]:
    """Code and name of the accounts that the week speaks of."""
    ids = jsontext.dumps([each.account_id for each in found.week.outcomes] if found.week else [])
    query = "SELECT id, code, name FROM account WHERE id IN (SELECT value FROM json_each(?))"
    return {row: (code, name) for row, code, name in world.book.db.execute(query, (ids,))}


def week_data(world: World, week: Week, names: dict[int, tuple[str, str]]) -> Row:
    """What the week brought, as JSON has it."""
    major, then = world.totals.major, week.forecast.then
    outcomes = [
        {
            "section": each.section,
            "account": names[each.account_id][0],
            "name": names[each.account_id][1],
            "text": each.text,
            "ref": each.ref,
        }
        for each in week.outcomes
    ]
    forecast = [
        {
            "category": None if category == UNSAID else category,
            "value": major(value),
            "before": None if then is None else major(then.get(category, 0)),
        }
        for category, value in week.forecast.now.items()
    ]
    return {"outcomes": outcomes, "forecast": forecast}
