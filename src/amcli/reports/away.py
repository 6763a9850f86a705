"""What falls due while you are away, account by account: the object of `am away`, what fills it, and its
page, which is a note to a colleague where it is written."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from amcli.facts import assessments
from amcli.facts.account_facts import World, read, read_tasks, scored
from amcli.fields import Row, Shape, fields, shape
from amcli.hints import Any
from amcli.page import (
    HEALTH_ROLE,
    READABLE,
    Cell,
    Column,
    Footer,
    Line,
    Page,
    Pairs,
    Part,
    Section,
    Table,
    Words,
    says,
)
from amcli.reports import ahead
from amcli.reports.ahead import Dated, Stretch
from amcli.rules.dates import full_day, weekday_day
from amcli.rules.facts import Facts, OpenTask
from amcli.rules.formatting import count
from amcli.vocabulary import ROLES, SHOWN_HEALTHS, TIERS, reference, words

PARTS = ("due", "open", "theirs")
FIELDS = fields(
    """
account    text! the account's code
name       text! the account's name
part       text! due, open or theirs
on         day!  the day; since when, for what is open or late
kind       text! meeting, promise, theirs, task, issue, notice, renewal, opportunity, goal, qbr or checkin
text       text! what it is
contact    text  the person it concerns
waiting_on text  the colleague it is waiting on
ref        text! the record, as commands take it
""",
    part=PARTS,
    kind=ahead.KINDS,
)
ITEM = Shape(tuple(field for field in FIELDS if field.name not in ("account", "name", "part")))
ACCOUNT = shape(
    """
account  text!  the account's code
name     text!  the account's name
tier     text   key, standard or light; null for an account without a score, as are the next ones
owner    text   who owns the account
arr      money  annual recurring revenue
currency text!  currency of arr
score    int    the account's health score
health/band text critical, at_risk, watch, healthy, unknown or leaving
health_text text the score, the health and the strongest reason, in a line
contact  object who to call
due      list!  what falls due
open     list!  what is open already
theirs   list!  what they promised
""",
    {
        "contact": shape(
            """
contact text! their reference, such as p4
name    text! name
role    text  role in the decision
phone   text  phone number
email   text  email address
prefers text  how they like to be reached
""",
            role=ROLES,
        ),
        "due": ITEM,
        "open": ITEM,
        "theirs": ITEM,
    },
    tier=TIERS,
    health=SHOWN_HEALTHS,
)
PAGE = shape(
    """
from     day!    the first day
to       day!    the last day
for      text    the colleague
accounts list!   the accounts that need somebody, the most revenue first
totals   object! how many of each
""",
    {
        "accounts": ACCOUNT,
        "totals": shape("""
accounts int!  accounts
due      int!  what falls due
open     int!  what is open already
theirs   int!  what they promised
arr      money annual recurring revenue of the accounts
currency text! currency of arr
"""),
    },
)
SEVERE = ("high", "critical")


def read_away(world: World, stretch: Stretch, colleague: str | None) -> Row:
    """The object: the days, the totals, and the accounts that need somebody, the most revenue first."""
    facts = {each.id: each for each in read(world, scored(world))}
    found = everything(world, stretch, list(facts.values()))
    revenue = world.totals.by_account(list(found))
    accounts = [account(world, parts, facts.get(row), revenue.get(row, 0)) for row, parts in found.items()]
    accounts.sort(
        key=lambda each: (-(each["arr"] or 0), TIERS.index(each["tier"] or TIERS[-1]), each["account"])
    )
    values = [each["arr"] for each in accounts]
    totals = {part: sum(len(each[part]) for each in accounts) for part in PARTS}
    return {
        "from": stretch.first.isoformat(),
        "to": stretch.last.isoformat(),
        "for": colleague,
        "accounts": accounts,
        "totals": {
            "accounts": len(accounts),
            **totals,
            "arr": None if None in values else sum(values),
            "currency": world.totals.base,
        },
    }


def everything(world: World, stretch: Stretch, facts: list[Facts]) -> dict[int, dict[str, list[Dated]]]:
    """What stands in each part, by account: due on a day of the stretch; open already, which are my
    promises that are late, and issues that are high, critical or escalated; and what they promised.
    Late tasks stand with what is open where an account is there anyway."""
    tasks = read_tasks(world)
    found: dict[int, dict[str, list[Dated]]] = defaultdict(lambda: {part: [] for part in PARTS})
    for each in ahead.dated(world, stretch, facts, tasks):
        found[each.account_id]["theirs" if each.kind == "theirs" else "due"].append(each)
    for each in [*owed(tasks, stretch), *severe(world, stretch)]:
        found[each.account_id]["theirs" if each.kind == "theirs" else "open"].append(each)
    for task in tasks:
        if not task.promised and task.account_id in found and is_late(task, stretch):
            found[task.account_id]["open"].append(ahead.of_task(task, task.due_on or stretch.first))
    for parts in found.values():
        parts["theirs"].sort(key=lambda each: (each.on, each.ref))
    return found


def is_late(task: OpenTask, stretch: Stretch) -> bool:
    """Whether it was due before the stretch begins."""
    return task.due_on is not None and task.due_on < stretch.first


def owed(tasks: Iterable[OpenTask], stretch: Stretch) -> list[Dated]:
    """Promises of either side that were due before the stretch."""
    return [
        ahead.of_task(each, each.due_on)
        for each in tasks
        if each.promised and each.due_on is not None and each.due_on < stretch.first
    ]


def severe(world: World, stretch: Stretch) -> list[Dated]:
    """Open issues that are high, critical or escalated, and whose day is not within the stretch."""
    return [
        each
        for each in ahead.others_of(world, stretch)
        if each.kind == "issue" and each.on not in stretch and each.mark != "medium" and each.mark != "low"
    ]


def account(world: World, parts: dict[str, list[Dated]], facts: Facts | None, arr: int | None) -> Row:
    """One account; one that has no score, such as a churned one, only has what it needs."""
    first = next(each for part in PARTS for each in parts[part])
    score = assessments.assessed(world, [facts])[0] if facts else None
    return {
        "account": first.account,
        "name": first.name,
        "tier": facts.tier if facts else None,
        "owner": facts.owner if facts else None,
        "arr": world.totals.major(arr),
        "currency": world.totals.base,
        "score": score.score.score if score else None,
        "health": score.score.health if score else None,
        "health_text": health_text(score) if score else None,
        "contact": to_call(facts, world) if facts else None,
        **{part: [item(each) for each in parts[part]] for part in PARTS},
    }


def health_text(found: Any) -> str:
    """One line: the score, the health and the strongest reason."""
    reasons = [reason.text for reason in found.reasons if reason.points > 0]
    if found.score.score is None:
        return "not enough on record to score"
    return ": ".join([f"{found.score.score} {words(found.score.health)}", *reasons[:1]])


def to_call(facts: Facts, world: World) -> Row | None:
    """Whom to call, and how to reach them."""
    person = facts.to_call(world.today)
    if person is None:
        return None
    return {
        "contact": reference("contact", person.id),
        "name": person.name,
        "role": person.role,
        "phone": person.phone,
        "email": person.email,
        "prefers": person.prefers,
    }


def item(each: Dated) -> Row:
    text = f"{each.text}, {each.mark}" if each.mark else each.text
    return {
        "on": each.on.isoformat(),
        "kind": each.kind,
        "text": text,
        "contact": each.contact,
        "waiting_on": each.waiting_on,
        "ref": each.ref,
    }


def away_rows(data: Row) -> list[Row]:
    """Everything as rows, for CSV and TSV."""
    return [
        {"account": each["account"], "name": each["name"], "part": part, **line}
        for each in data["accounts"]
        for part in PARTS
        for line in each[part]
    ]


LABEL = 22
DAY = 12
LABELS = {"due": "Must be done", "open": "Already open", "theirs": "Owed by the customer"}
PREFIXES = {"checkin": "check-in: ", "promise": "promised: "}
COLUMNS = (Column("", least=DAY, gap=0), Column("", rest=True, wraps=True), Column("", right=True))


def away_page(data: Row, today: dt.date, typed: str) -> Page:
    """The page: of each account what it needs. `typed` are the days as they were typed."""
    first, last = (dt.date.fromisoformat(data[name]) for name in ("from", "to"))
    near = days_between(weekday_day(first, today), weekday_day(last, today))
    stretch = f"{'on' if first == last else 'from'} {near}"
    if not data["accounts"]:
        return says(f"Nothing is due {stretch}.")
    totals, away = data["totals"], f"While I am away, {days_between(full_day(first), full_day(last))}"
    arr = f"{totals['currency']} {totals['arr']:,} ARR" if totals["arr"] else ""
    return Page(
        Cell(f"Away {stretch}", plain=away),
        Cell(f"{count(totals['accounts'], 'account')} · {totals['due']} due", plain=greeting(data, arr)),
        [Cell(arr, plain="")] if arr else [],
        [account_section(each, today) for each in data["accounts"]],
        [Footer("note for a colleague", f"am away {typed} -o md", drawn=True)],
        most=READABLE,
    )


def days_between(first: str, last: str) -> str:
    """`Mon 9 Mar to Fri 13 Mar`, or one day."""
    return first if first == last else f"{first} to {last}"


def greeting(data: Row, arr: str) -> str:
    """How the note to a colleague begins."""
    totals = data["totals"]
    hello = f"{data['for']}, thank you for covering for me. " if data["for"] else ""
    accounts = ", ".join(filter(None, (count(totals["accounts"], "account"), arr)))
    due = f"{count(totals['due'], 'thing')} due, {totals['open']} already open"
    return f"{hello}{accounts}: {due}, {totals['theirs']} owed by customers."


def account_section(each: Row, today: dt.date) -> Section:
    """One account: its name and what it is worth, how it is, who to call, and what it needs."""
    worth = f"{each['currency']} {each['arr']:,}" if each["arr"] else "-"
    written = [f"{each['tier']} tier"] if each["tier"] else []
    written += [f"{worth} ARR"] if each["arr"] else []
    pairs: list[tuple[str, Words]] = []
    if each["health_text"]:
        pairs.append(("Health", Cell(each["health_text"], HEALTH_ROLE[each["health"]])))
    if each["contact"]:
        pairs.append(("Call", person_words(each["contact"])))
    parts: list[Part] = [Pairs(pairs, LABEL - 2)] if pairs else []
    for part, label in LABELS.items():
        if each[part]:
            lines = [thing(item, part, today) for item in each[part]]
            parts.append(Section(label, [Table(COLUMNS, lines, listed=True)], margin=LABEL))
    return Section(each["name"], parts, right=Cell(worth, plain=", ".join(written)))


def person_words(contact: Row) -> str:
    """Who to call, and how to reach them."""
    role = words(contact["role"]) if contact["role"] else None
    prefers = f"prefers {contact['prefers']}" if contact["prefers"] else None
    return ", ".join(filter(None, (contact["name"], role, contact["phone"], contact["email"], prefers)))


def thing(item: Row, part: str, today: dt.date) -> Line:
    """One thing: its day, what it is, and its reference."""
    on = dt.date.fromisoformat(item["on"])
    near = weekday_day(on, today)
    since = f"due since {near}" if part == "open" else near
    who = f", {item['contact']}" if item["contact"] else ""
    waits = f", waiting on {item['waiting_on']}" if item["waiting_on"] else ""
    return [
        Cell(
            near,
            "late" if on < today else "",
            plain=f"resolve by {near}" if item["kind"] == "issue" else since,
        ),
        f"{PREFIXES.get(item['kind'], '')}{item['text']}{who}{waits}",
        Cell(item["ref"], "muted"),
    ]
