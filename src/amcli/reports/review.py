"""A business review of one account: its period, everything that happened in it, and its page."""

import datetime as dt
from collections.abc import Sequence

from amcli.facts.account_facts import World
from amcli.fields import Row
from amcli.page import READABLE, Cell, Chart, Footer, Line, Page, Section
from amcli.reports import brief, success
from amcli.reports import picture as parts
from amcli.reports import picture_words as w
from amcli.rules import charts
from amcli.rules import review as rules
from amcli.rules.dates import Period, full_day, short_day
from amcli.rules.formatting import count
from amcli.rules.isodays import after, before, day
from amcli.rules.numbers import plain
from amcli.rules.picture import Amount, Contract, Issue, Task, Usage, noticed_by, runs_to
from amcli.rules.review import Kept, Result, Review, is_offered, promised_for
from amcli.rules.success import Step, in_order, is_late, step_of
from amcli.storage import records

MOST_TOUCHES, BASELINE_DAYS = 1000, 45
USAGE = "Usage"
ALONE = "Internal"
MOST = 8


def read_review(world: World, account: int, period: Period | None) -> rules.Review:
    """The review of an account, over a period or since the last one."""
    interval = interval_of(world, records.list_records(world.book, "account", row=account)[0])
    picture = parts.read_picture(world, account)
    last = last_review(world, account)
    span = span_of(world, period, last, interval)
    then = world._replace(today=span.to)
    goals = rules.results(parts.read_goals(then, account, span.from_), span)
    touches = parts.read_touches(then, account, span.from_, MOST_TOUCHES)
    tasks, current = parts.read_tasks(then, account, dt.date.min), span.to == world.today
    made = rules.Review(
        date=world.today,
        account=picture.account,
        name=picture.name,
        tier=picture.tier,
        owner=picture.owner,
        period=span,
        last_review_on=last,
        touches=len(touches),
        spoken_to=tuple(dict.fromkeys(name for each in touches for name in each.contacts)),
        goals=goals,
        usage=parts.read_usage(then, account, before(span.from_, BASELINE_DAYS), span.from_),
        issues=rules.issues(parts.read_issues(then, account, span.from_), span),
        promises=rules.Promises(
            rules.kept(tasks, "me", span, current=current), rules.kept(tasks, "them", span, current=current)
        ),
        surveys=parts.read_surveys(then, account, span.from_),
        feedback=parts.read_feedback(then, account, span.from_),
        value=rules.value(goals, touches),
        next_period=rules.ahead(picture, span, interval),
        internal=picture,
        steps=steps_of(goals, tasks, picture.owner),
        reviews=tuple(success.read_reviews(then, account)),
    )
    agenda = rules.agenda(made)
    return made._replace(next_period=made.next_period._replace(agenda=agenda))


def steps_of(goals: Sequence[Result], tasks: Sequence[Task], owner: str | None) -> tuple[Step, ...]:
    """The steps of the goals of a review."""
    named = {each.goal.goal for each in goals}
    return tuple(in_order(step_of(each, owner) for each in tasks if each.goal in named))


def interval_of(world: World, record: Row) -> int:
    """Days from one review to the next: the account's own, else its tier's, else a quarter."""
    return int(record["qbr_days"] or world.config.qbr_days(record["tier"]) or rules.USUAL_DAYS)


def last_review(world: World, account: int) -> dt.date | None:
    """The day of the newest review before today."""
    found = parts.picture_rows(world, "reviews", account)
    return day(found[0]["on"]) if found else None


def span_of(world: World, period: Period | None, last: dt.date | None, interval: int) -> rules.Span:
    """The period that was asked for, up to today; else from the day after the last review, else the
    usual interval up to today."""
    if period is not None:
        return rules.Span(period.first, min(period.last, world.today), "given")
    if last is not None:
        return rules.Span(after(last, 1), world.today, "last_review")
    return rules.Span(before(world.today, interval - 1), world.today, "interval")


def review_page(
    review: Review, *, internal: bool, footer: Sequence[Footer] = (), charts: Sequence[charts.Chart] = ()
) -> Page:
    """What can be sent to the customer, the use with its charts, and with `internal` what is for us alone at
    its end. Before that it names no score, stance, stage, value, late promise, nor what somebody wrote
    down of a talk."""
    span, today = review.period, review.date
    purpose = f"review, {short_day(span.from_, today)} to {short_day(span.to, today)}"
    facts = [f"prepared {full_day(today)}"]
    facts += [f"by {review.owner}"] if review.owner else []
    if review.last_review_on:
        facts.append(f"last QBR {short_day(review.last_review_on, today)}")
    if review.touches:
        facts.append(
            f"{count(review.touches, 'conversation')} with {count(len(review.spoken_to), 'person', 'people')}"
        )
    found = [
        each._replace(parts=[*each.parts, *(Chart(one.title, one) for one in charts)])
        if each.title == USAGE
        else each
        for each in for_them(review, drawn=not charts)
    ]
    found += for_us(review) if internal else []
    return Page(review.name, purpose, parts=found, footer=footer, most=READABLE, facts=facts, whole=True)


def for_them(review: Review, *, drawn: bool = True) -> list[Section]:
    """The sections that can be sent; the usage `drawn` in letters, where no chart does that."""
    ours, theirs = review.promises
    return [
        *brief.in_pairs("Goals and results", goals(review)),
        *brief.in_pairs(USAGE, usage(review, drawn=drawn)),
        *brief.in_pairs("Issues", issues(review)),
        *brief.in_pairs("Our commitments", promises(ours, review)),
        *brief.in_pairs("Your commitments", promises(theirs, review)),
        *brief.in_pairs("Reviews", success.reviews(review.reviews, review.period.to)),
        *brief.in_columns("Your feedback", brief.DATED, told(review)),
        *brief.in_columns("Results so far", brief.DATED, value(review)),
        *brief.in_pairs("Next steps", ahead(review)),
        *brief.of_items("Agenda", review.next_period.agenda, "beside"),
    ]


def goals(review: Review) -> list[Line]:
    if not review.goals:
        return [w.whole("No goals agreed yet.")]
    lines: list[Line] = []
    for each in review.goals:
        theirs = [step for step in review.steps if step.goal == each.goal.goal]
        lines += [w.goal(each.goal, review.period.to), *success.steps(theirs, review.period.to)]
    return lines


def usage(review: Review, *, drawn: bool) -> list[Line]:
    """First, last and the way between."""
    if not review.usage:
        return [w.whole("No figures for this period.")]
    return [
        w.line(
            w.usage(each if drawn else each._replace(months=()), review.period.to)[0],
            moved(each),
            change(each.first, each.last),
        )
        for each in review.usage
    ]


def moved(each: Usage) -> str:
    """`49 to 61 of 72`."""
    bought = f" of {plain(each.entitlement)}" if each.entitlement is not None else ""
    start = f"{plain(each.first)} to " if each.first_on != each.last_on else ""
    return f"{start}{plain(each.last)}{bought}"


def change(first: Amount, last: Amount) -> str:
    """`+12, +24%`; `unchanged`."""
    if first == last:
        return "unchanged"
    more = "+" if last > first else "-"
    share = f", {more}{round(100 * abs(last - first) / first)}%" if first else ""
    return f"{more}{plain(abs(round(last - first, 10)))}{share}"


def issues(review: Review) -> list[Line]:
    """How many, how fast, and each of them."""
    found = review.issues
    if not found.issues:
        return [w.whole("No issues in this period.")]
    said = [f"{found.opened} opened", f"{found.solved} resolved"]
    if found.median_days is not None:
        pace = f"{plain(found.median_days)} {'day' if found.median_days == 1 else 'days'}"
        said.append(f"in {pace} (median), {found.within_target} within target")
    said.append(f"{found.still_open} still open")
    return [w.whole(", ".join(said)), *(issue(each, review.date) for each in found.issues[:MOST])]


def issue(each: Issue, today: dt.date) -> list[Cell]:
    """`CSV export times out   medium   open since 24 Feb`."""
    if each.resolved_on is None:
        return w.line(each.title, each.severity, Cell(f"open since {short_day(each.opened_on, today)}"))
    pace = "the same day" if each.day == 0 else f"in {w.days(each.day)}"
    result = f": {w.first_line(each.resolution)}" if w.first_line(each.resolution) else ""
    return w.line(f"{each.title}{result}", each.severity, Cell(f"resolved {pace}", "healthy"))


def promises(side: Kept, review: Review) -> list[Line]:
    """For the customer: how many were done, and those that are ahead; nothing of any that is or was late."""
    done = sum(each.done_on is not None for each in side.tasks)
    said = f"{done} of {side.due} kept on time" if done == side.kept == side.due else f"{done} done"
    ahead = [each for each in side.tasks if each.done_on is None and not is_late(each, review.period.to)]
    lines: list[Line] = [w.whole(said)] if done else []
    for each in ahead[:MOST]:
        by = f"due {short_day(each.due_on, review.date)}" if each.due_on else "no date"
        lines.append(w.line(owned(each), by, "open"))
    return lines


def owned(task: Task) -> str:
    """`Security answers (Ana Bell)`: who does it only where that is on record."""
    owner = step_of(task, None).owner
    return f"{task.title} ({owner})" if owner else task.title


def late(review: Review) -> int:
    """How many promises are left out of what the customer reads."""
    both = (*review.promises.ours.tasks, *review.promises.theirs.tasks)
    return sum(is_late(each, review.period.to) for each in both)


def kept(side: Kept, review: Review) -> list[Line]:
    """For us: how many were kept, and those that were not, or are still ahead."""
    if not side.tasks:
        return []
    said = f"{side.kept} of {side.due} kept on time" if side.due else "None due in this period"
    said += f", {side.late} late" if side.late else ""
    waiting = [each for each in side.tasks if not is_kept(each)]
    return [w.whole(said), *(promise(each, review) for each in waiting[:MOST])]


def is_kept(task: Task) -> bool:
    """Whether a promise was done by its first day."""
    day = promised_for(task)
    return task.done_on is not None and (day is None or task.done_on <= day)


def promise(task: Task, review: Review) -> list[Cell]:
    """`Security answers (Ana Bell)   due 26 Feb   4 days late`."""
    day, today = promised_for(task), review.date
    title = owned(task)
    first = f"due {short_day(day, today)}" if day else "no date"
    if task.done_on is not None and day is not None:
        return w.line(title, first, f"done {w.days((task.done_on - day).days)} late")
    overdue = (review.period.to - day).days if day is not None else 0
    if overdue > 0:
        return w.line(title, first, Cell(f"{w.days(overdue)} late", "late", mark="!"))
    return w.line(title, first, "open")


def told(review: Review) -> list[Line]:
    """Feedback with what became of it, and answers to surveys; without names."""
    lines: list[Line] = [w.feedback(each, review.internal, named=False) for each in review.feedback[:MOST]]
    lines += [w.line(short_day(each.on, review.date), w.answer(each)) for each in review.surveys[:MOST]]
    return lines


def value(review: Review) -> list[Line]:
    """Goals met and moved on, and the talks that were about their business."""
    lines: list[tuple[dt.date, Line]] = []
    for each in review.goals:
        goal, on = each.goal, each.goal.met_on if each.result == "met" else each.goal.progress_on
        if on is not None and (each.result == "met" or each.progressed):
            lines.append((on, w.line(short_day(on, review.date), f"{goal.title}: {reached(each)}")))
    for touch in review.value.touches[:MOST]:
        kind = "review" if touch.kind == "qbr" else touch.kind
        who = f" with {w.listed(list(touch.contacts))}" if touch.contacts else ""
        lines.append((touch.on, w.line(short_day(touch.on, review.date), f"{kind}{who}")))
    return [made for _, made in sorted(lines, key=lambda pair: pair[0])]


def reached(each: Result) -> str:
    """`met, 22 hours`, `14% so far`."""
    if each.result == "met":
        return f"met{f', {each.goal.actual}' if each.goal.actual else ''}"
    return w.progress(each.goal)


def ahead(review: Review) -> list[Line]:
    """Goals that fall due, the end of a term, and what has been proposed."""
    found, today = review.next_period, review.date
    lines: list[Line] = [w.goal(each, today) for each in found.goals]
    lines += [term(each, review) for each in found.renewals]
    for each in found.opportunities:
        if is_offered(each):
            why = w.first_line(each.fit)
            lines.append(w.line(f"{each.product or each.name}{f': {why}' if why else ''}", "proposed"))
    return lines


def term(each: Contract, review: Review) -> list[Cell]:
    """The end of a term, and by when notice can be given."""
    ends, by = runs_to(each), noticed_by(each)
    assert ends is not None
    notice = f"notice by {short_day(by, review.date)}" if by is not None and by >= review.date else "-"
    return w.line(each.product or "Contract", f"term to {short_day(ends, review.date)}", notice)


def for_us(review: Review) -> list[Section]:
    """What must not be sent; each title says so, so that it can be cut off wherever it begins."""
    picture = review.internal
    health: list[Line] = []
    if picture.health.health:
        health.append(w.whole(f"{w.score(picture).text}: {', '.join(w.facts(picture))}"))
    health += [w.line(each.text, each.next_step) for each in picture.health.reasons if each.points > 0]
    last = sorted(
        {*picture.said, *review.value.touches[:MOST]},
        key=lambda each: (each.on, each.at or "", each.interaction),
    )
    talks = [w.touch(each, picture) for each in reversed(last)]
    news = [w.event(each, picture.date) for each in picture.events[:MOST]]
    voices = [w.feedback(each, picture) for each in picture.feedback[:MOST]]
    questions = [each.question for each in picture.questions]
    ours, theirs = review.promises
    return [
        *brief.of_people(f"{ALONE}: people", brief.who(picture)),
        *brief.in_pairs(f"{ALONE}: health", health),
        *brief.in_pairs(f"{ALONE}: what you promised", kept(ours, review)),
        *brief.in_pairs(f"{ALONE}: what they promised", kept(theirs, review)),
        *brief.in_columns(f"{ALONE}: owed now", brief.OWED, brief.owed(picture)),
        *brief.in_columns(f"{ALONE}: last conversations", brief.DATED, talks),
        *brief.in_pairs(f"{ALONE}: contract and white space", brief.contract(picture)),
        *brief.in_pairs(f"{ALONE}: group", w.group(picture)),
        *brief.in_columns(f"{ALONE}: feedback", brief.DATED, voices),
        *brief.in_columns(f"{ALONE}: news", brief.DATED, news),
        *brief.in_pairs(f"{ALONE}: handoff", brief.handoff(picture)),
        *brief.of_items(f"{ALONE}: not known yet", brief.unknown(picture), "joined"),
        *brief.of_items(f"{ALONE}: questions to ask", questions, "beside"),
    ]
