"""The page of `am account plan --for customer`, and how reviews say the steps of goals: for the customer."""

import datetime as dt
from collections.abc import Sequence

from amcli.facts.account_facts import World
from amcli.page import READABLE, Cell, Footer, Line, Page, Section
from amcli.reports import brief
from amcli.reports import picture as parts
from amcli.reports import picture_words as w
from amcli.rules import success as rules
from amcli.rules.dates import full_day, short_day, weekday_day
from amcli.rules.formatting import count
from amcli.rules.isodays import before, sure
from amcli.rules.picture import Goal
from amcli.rules.success import Meeting, PlannedGoal, Step, Success
from amcli.rules.unknowns import typed
from amcli.storage import records

REACHED_DAYS = REVIEW_DAYS = 365
MOST_STEPS, MOST_PROMISES = 12, 20
SIDES = {"ours": "us", "theirs": "you"}


def read_success(world: World, account: int) -> Success:
    """The success plan of an account."""
    record = records.list_records(world.book, "account", row=account)[0]
    since = before(world.today, REACHED_DAYS)
    goals = [each for each in parts.read_goals(world, account, since) if each.status in ("open", "met")]
    tasks = parts.read_tasks(world, account, dt.date.min)
    named = (record["code"], record["name"], record["owner"])
    return rules.success(world.today, named, goals, tasks, read_reviews(world, account))


def read_reviews(world: World, account: int) -> list[Meeting]:
    """Reviews of the last year and those that are booked, the oldest first; nothing of what was said."""
    since = before(world.today, REVIEW_DAYS).isoformat()
    found = parts.picture_rows(world, "held", account, since=since)
    return [Meeting(sure(row["on"]), row["at"], not row["planned"]) for row in found]


def success_page(plan: Success) -> Page:
    """What a customer reads of what they want to reach and who does what for it; what is left out is said on
    a screen alone."""
    facts = [f"prepared by {plan.owner}"] if plan.owner else []
    purpose = f"success plan, {full_day(plan.date)}"
    both = (*plan.promises.ours, *plan.promises.theirs)
    footer = left_out(sum(rules.is_late(each, plan.date) for each in both), f"am tasks {typed(plan.account)}")
    return Page(
        plan.name, purpose, parts=sections(plan), footer=footer, most=READABLE, facts=facts, whole=True
    )


def left_out(late: int, command: str) -> list[Footer]:
    """`2 late promises are internal, and left out`, and what shows them."""
    are = "is internal, and left out" if late == 1 else "are internal, and left out"
    return [Footer(f"{count(late, 'late promise')} {are}", command, drawn=True)] if late else []


def sections(plan: Success) -> list[Section]:
    """Goals with their steps, the promises of both sides, reviews, what was reached."""
    return [
        *brief.in_pairs("Goals", goals(plan)),
        *brief.in_pairs("Our commitments", commitments(plan.promises.ours, plan.date)),
        *brief.in_pairs("Your commitments", commitments(plan.promises.theirs, plan.date)),
        *brief.in_pairs("Reviews", reviews(plan.reviews, plan.date)),
        *brief.in_pairs("Reached so far", reached(plan)),
    ]


def goals(plan: Success) -> list[Line]:
    """Each goal, how far it is, how that is measured, and its steps."""
    if not plan.goals:
        return [w.whole("No goals agreed yet.")]
    return [line for each in plan.goals for line in goal_lines(each, plan.date)]


def goal_lines(each: PlannedGoal, today: dt.date) -> list[Line]:
    """A goal, and below it how it is measured, who agreed to it, and its steps."""
    measured = f"measured by {each.measure}" if each.measure else ""
    agreed = f"agreed with {each.agreed_with}" if each.agreed_with else ""
    said = ", ".join(filter(None, (measured, agreed)))
    lines: list[Line] = [w.goal(as_goal(each), today)]
    lines += [w.whole(f"{said[:1].upper()}{said[1:]}")] if said else []
    return [*lines, *steps(each.steps, today)]


def as_goal(each: PlannedGoal) -> Goal:
    """A goal in the form in which its words are made."""
    return Goal(**{name: getattr(each, name) for name in Goal._fields})


def steps(found: Sequence[Step], today: dt.date) -> list[Line]:
    """The steps of a goal, a line each; only how many more there are of very many."""
    lines: list[Line] = [step(each, today, "Step: ") for each in found[:MOST_STEPS]]
    hidden = len(found) - MOST_STEPS
    return [*lines, w.whole(f"{hidden:,} more steps")] if hidden > 0 else lines


def step(each: Step, today: dt.date, label: str = "") -> list[Cell]:
    """`Pilot in plant 3   Robin Hale   by 30 Jun`."""
    title = w.first_line(each.title)
    who = each.owner or SIDES[each.side]
    return w.line(Cell(f"  {title}" if label else title, plain=f"{label}{title}"), who, state(each, today))


def state(each: Step, today: dt.date) -> Cell:
    """`done 5 Mar`, `by 30 Jun`, `no date`; nothing of being late."""
    if each.done_on is not None:
        return Cell(f"done {short_day(each.done_on, today)}", "healthy")
    if each.due_on is None:
        return Cell("no date", "muted")
    return Cell(f"by {short_day(each.due_on, today)}")


def commitments(found: Sequence[Step], today: dt.date) -> list[Line]:
    """What one side promised beside the steps, and isn't late with."""
    ahead = [each for each in found if not rules.is_late(each, today)]
    lines: list[Line] = [step(each, today) for each in ahead[:MOST_PROMISES]]
    hidden = len(ahead) - MOST_PROMISES
    return [*lines, w.whole(f"{hidden:,} more")] if hidden > 0 else lines


def reviews(found: Sequence[Meeting], today: dt.date) -> list[Line]:
    """The days of the reviews, held and booked."""
    return [
        w.line("Held" if each.held else "Next", f"{weekday_day(each.on, today)}{at(each)}") for each in found
    ]


def at(each: Meeting) -> str:
    """` at 10:00` of one that is booked."""
    return f" at {each.at}" if each.at and not each.held else ""


def reached(plan: Success) -> list[Line]:
    """The goals that were met."""
    return [w.goal(as_goal(each), plan.date) for each in plan.reached]
