"""The parts of a brief, read for one account: each a small query beside this file, each a tuple of
`rules.picture`. What is dated after the day asked for has not happened."""

import datetime as dt
from collections.abc import Sequence

from amcli import jsontext
from amcli.facts import assessments
from amcli.facts.account_facts import World, read, scored
from amcli.facts.churn import as_read
from amcli.facts.replies import last_words, replies
from amcli.hints import Any, cast
from amcli.reports.picture_rows import (
    amount,
    contract_of,
    event_of,
    feedback_of,
    goal_of,
    issue_of,
    opportunity_of,
    person_of,
    reply_of,
    survey_of,
    task_of,
    touch_of,
    usage_of,
)
from amcli.rules import picture as parts
from amcli.rules.isodays import after, before, day, sure
from amcli.rules.questions import questions
from amcli.rules.replies import order
from amcli.rules.score import expired_pulse, last_pulse
from amcli.rules.unknowns import gaps, unknowns
from amcli.storage import records
from amcli.storage.connection import Row
from amcli.vocabulary import Pulse, ShownHealth

SAID, SURVEY_DAYS, FEEDBACK_DAYS, EVENT_DAYS, GOAL_DAYS, USAGE_DAYS = 3, 365, 90, 180, 180, 180
BEFORE_FROM, BEFORE_TO = 37, 30


def read_picture(world: World, account: int) -> parts.Picture:
    """Everything that is known of an account, with the gaps, and the questions that follow from them."""
    record = as_read(world, records.list_records(world.book, "account", row=account)[0])
    today, tomorrow = world.today, after(world.today, 1)
    owned, apart = read_contracts(world, account), read_apart(world, account)
    found = parts.Picture(
        date=today,
        account=record["code"],
        **{
            name: record[name]
            for name in ("name", "tier", "status", "owner", "industry", "segment", "region")
        },
        leaves_on=day(record["leaves_on"]),
        owner_since=day(record["owner_since"]),
        customer_since=day(record["customer_since"]),
        objectives=record["objectives"],
        extra=record["extra"],
        arr=world.totals.major(world.totals.by_account([account]).get(account, 0)),
        currency=world.totals.base,
        health=read_health(world, account),
        meeting=read_meeting(world, account),
        people=read_people(world, account),
        gaps=(),
        owed=owed(read_tasks(world, account, tomorrow), today),
        issues=read_issues(world, account, tomorrow),
        said=read_touches(world, account, dt.date.min, SAID),
        contracts=owned,
        white_space=white_space(
            world, account, [*owned, *(each for each in apart if each.kind == "one_off")]
        ),
        goals=read_goals(world, account),
        usage=read_usage(world, account, before(today, USAGE_DAYS)),
        surveys=read_surveys(world, account, before(today, SURVEY_DAYS)),
        feedback=read_feedback(world, account, before(today, FEEDBACK_DAYS)),
        events=read_events(world, account, before(today, EVENT_DAYS)),
        handoff=read_handoff(world, account),
        not_known=(),
        questions=(),
        not_recurring=apart,
        replies=read_replies(world, account),
        **world.totals.group(account)._asdict(),
    )
    found = found._replace(gaps=gaps(found))
    found = found._replace(not_known=unknowns(found))
    return found._replace(questions=questions(found))


def picture_rows(world: World, name: str, account: int, **values: Any) -> list[Row]:
    """The rows of one of the queries here."""
    return world.book.rows(f"picture.{name}", account=account, today=world.today.isoformat(), **values)


def read_health(world: World, account: int) -> parts.Health:
    """The score and why; of an account that is not scored, nothing."""
    facts = read(world, scored(world, account))
    if not facts:
        return parts.Health(None, None, None, None, None, ())
    each = assessments.assessed(world, facts)[0]
    known = each.score.score
    earlier = known - each.trend if known is not None and each.trend is not None else None
    why = tuple(
        parts.Why(r.signal, r.points, r.text, r.short, tuple(r.refs), r.step, r.command) for r in each.reasons
    )
    on = score_day(world, account, earlier) if earlier is not None else None
    felt = last_pulse(facts[0], world.today)
    gone = expired_pulse(facts[0], world.today, world.model)
    pulse, until = cast("Pulse | None", felt[1] if felt else None), gone[1] if gone else None
    return parts.Health(
        known, cast("ShownHealth", each.score.health), each.trend, earlier, on, why, pulse, until
    )


def score_day(world: World, account: int, score: int) -> dt.date | None:
    """The day of the stored score that the trend is counted from."""
    stretch = {"from": before(world.today, BEFORE_FROM), "to": before(world.today, BEFORE_TO)}
    limits = {name: each.isoformat() for name, each in stretch.items()}
    found = world.book.row("picture.score", account=account, score=score, **limits)
    return sure(found["on"]) if found else None


def read_people(world: World, account: int) -> tuple[parts.Person, ...]:
    """Contacts, the last spoken to first."""
    return tuple(person_of(row) for row in picture_rows(world, "people", account))


def read_tasks(world: World, account: int, since: dt.date) -> list[parts.Task]:
    """Tasks that are open, and those done since a day."""
    return [
        task_of(row, world.today) for row in picture_rows(world, "tasks", account, since=since.isoformat())
    ]


def owed(tasks: list[parts.Task], today: dt.date) -> parts.Owed:
    """Open tasks by the side that owes them."""
    open_ones = [each for each in tasks if each.done_on is None]
    theirs = tuple(each for each in open_ones if each.promised_by == "them")
    return parts.Owed(tuple(each for each in open_ones if each.promised_by != "them"), theirs)


def read_replies(world: World, account: int) -> tuple[parts.Reply, ...]:
    """The replies that are owed, yours first, but for those that are snoozed."""
    messages = last_words(world, jsontext.dumps(scored(world, account)))
    found = [each for each in replies(world, messages) if each.to.until is None]
    return tuple(reply_of(each) for each in sorted(found, key=lambda each: order(each, None)))


def read_issues(world: World, account: int, since: dt.date) -> tuple[parts.Issue, ...]:
    """Issues that are open, those past their target first, and those solved since a day."""
    given = picture_rows(world, "issues", account, since=since.isoformat())
    found = [issue_of(row, world.today, world.model) for row in given]
    return tuple(sorted(found, key=lambda each: (not each.past_target, not each.escalated_on)))


def read_touches(world: World, account: int, since: dt.date, most: int) -> tuple[parts.Touch, ...]:
    """Touches since a day, the newest first."""
    found = picture_rows(world, "touches", account, since=since.isoformat(), most=most)
    return tuple(touch_of(row) for row in found)


def read_meeting(world: World, account: int) -> parts.Touch | None:
    found = picture_rows(world, "meeting", account)
    return touch_of(found[0]) if found else None


def read_contracts(world: World, account: int) -> tuple[parts.Contract, ...]:
    """Contracts that run, are ahead or await their outcome, with their amendments added."""
    found = world.book.rows("account.contracts", account=account, today=world.today.isoformat())
    amendments: dict[int, list[Row]] = {}
    for row in found:
        if row["amends_id"] is not None:
            amendments.setdefault(row["amends_id"], []).append(row)
    return tuple(
        contract_of(row, amendments.get(row["id"], []), world.today)
        for row in found
        if row["amends_id"] is None
    )


def read_apart(world: World, account: int) -> tuple[parts.NotRecurring, ...]:
    """One-offs and usage, by product."""
    found = world.book.rows("account.not_recurring", account=account, today=world.today.isoformat())
    return tuple(
        parts.NotRecurring(
            each["kind"],
            each["product"],
            sure(each["last_on"]),
            each["contracts"],
            amount(each["value"], each["currency"]),
            each["currency"],
        )
        for each in found
    )


def white_space(
    world: World, account: int, owned: Sequence[parts.Contract | parts.NotRecurring]
) -> parts.WhiteSpace:
    """The catalogue against what they have and what is being worked on."""
    chances = tuple(opportunity_of(row) for row in picture_rows(world, "opportunities", account))
    kept = (each for each in owned if getattr(each, "outcome", None) != "churned")
    have = tuple(dict.fromkeys(each.product for each in kept if each.product))
    taken = {*have, *(each.product for each in chances)}
    open_ground = tuple(
        row["name"] for row in world.book.rows("picture.catalogue") if row["name"] not in taken
    )
    return parts.WhiteSpace(have, chances, open_ground)


def read_goals(world: World, account: int, since: dt.date | None = None) -> tuple[parts.Goal, ...]:
    """Open goals, and those that were met in the last half year, or since a day."""
    found = [goal_of(row, world.today) for row in picture_rows(world, "goals", account)]
    start = since or before(world.today, GOAL_DAYS)
    kept = [each for each in found if each.status == "open" or (each.met_on or dt.date.min) >= start]
    if since is not None:
        kept += [each for each in found if each.status == "missed" and (each.due_on or dt.date.min) >= since]
    return tuple(kept)


def read_usage(
    world: World, account: int, since: dt.date, baseline: dt.date | None = None
) -> tuple[parts.Usage, ...]:
    """How each metric went since a day; with a `baseline`, from its last figure up to that day on, where
    there is one."""
    metrics: dict[str, list[Row]] = {}
    days = {"since": since.isoformat(), "today": world.today.isoformat()}
    for row in world.book.rows("histories.usage", account=account, **days):
        found = metrics.setdefault(row["metric"], [])
        if baseline is not None and row["on"] <= baseline.isoformat():
            found.clear()
        found.append(row)
    return tuple(usage_of(metric, found) for metric, found in metrics.items())


def read_surveys(world: World, account: int, since: dt.date) -> tuple[parts.Survey, ...]:
    """Answers since a day, the newest first."""
    return tuple(survey_of(row) for row in picture_rows(world, "surveys", account, since=since.isoformat()))


def read_feedback(world: World, account: int, since: dt.date) -> tuple[parts.Feedback, ...]:
    """Feedback that waits for an answer, or had one since a day; the newest first."""
    return tuple(
        feedback_of(row, world.today)
        for row in picture_rows(world, "feedback", account, since=since.isoformat())
    )


def read_events(world: World, account: int, since: dt.date) -> tuple[parts.Event, ...]:
    """Events since a day, and those that still last; the newest first."""
    return tuple(event_of(row) for row in picture_rows(world, "events", account, since=since.isoformat()))


def read_handoff(world: World, account: int) -> parts.Handoff | None:
    """The newest handoff."""
    found = picture_rows(world, "handoff", account)
    if not found:
        return None
    names = ("from_owner", "to_owner", "why_bought", "expectations", "promises", "risks", "note")
    return parts.Handoff(sure(found[0]["on"]), *(found[0][name] for name in names))
