"""The page of `am qbr brief`: a review that can be sent to the customer, and what is for us alone.

The customer's part names no score, stance, stage, value, nor what I wrote down of a talk; what does
stands at the end, under titles that say so, and only where it was asked for.
"""

import datetime as dt

from amcli.documents import brief
from amcli.documents import wording as w
from amcli.documents.parts import Cell, Line, Section, Sheet, line, section
from amcli.rules.dates import full_day, short_day
from amcli.rules.formatting import count
from amcli.rules.numbers import plain
from amcli.rules.picture import Amount, Contract, Issue, Task, Usage
from amcli.rules.review import Kept, Result, Review, is_offered, promised_for

ALONE = "Internal"
MOST = 8


def sheet(review: Review, *, internal: bool) -> Sheet:
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
    found = for_them(review) + (for_us(review) if internal else [])
    return Sheet(review.name, purpose, Cell(""), tuple(facts), tuple(found))


def for_them(review: Review) -> list[Section]:
    """The sections that can be sent."""
    ours, theirs = review.promises
    return (
        section("Goals and results", "pairs", goals(review))
        + section("Usage", "pairs", usage(review))
        + section("Issues", "pairs", issues(review))
        + section("Our commitments", "pairs", promises(ours, review))
        + section("Your commitments", "pairs", promises(theirs, review))
        + section("Your feedback", "dated", told(review))
        + section("Results so far", "dated", value(review))
        + section("Next steps", "pairs", ahead(review))
        + section("Agenda", "asked", [line(each) for each in review.next_period.agenda])
    )


def goals(review: Review) -> list[Line]:
    if not review.goals:
        return [line("No goals agreed yet.")]
    return [w.goal(each.goal, review.period.to) for each in review.goals]


def usage(review: Review) -> list[Line]:
    """First, last and the way between."""
    if not review.usage:
        return [line("No figures for this period.")]
    lines = []
    for each in review.usage:
        shape = w.usage(each, review.period.to)
        lines.append(line(shape.cells[0], moved(each), change(each.first, each.last)))
    return lines


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
        return [line("No issues in this period.")]
    said = [f"{found.opened} opened", f"{found.solved} resolved"]
    if found.median_days is not None:
        pace = f"{plain(found.median_days)} {'day' if found.median_days == 1 else 'days'}"
        said.append(f"in {pace} (median), {found.within_target} within target")
    said.append(f"{found.still_open} still open")
    return [line(", ".join(said)), *(issue(each, review.date) for each in found.issues[:MOST])]


def issue(each: Issue, today: dt.date) -> Line:
    """`CSV export times out   medium   open since 24 Feb`."""
    if each.resolved_on is None:
        return line(each.title, each.severity, Cell(f"open since {short_day(each.opened_on, today)}"))
    pace = "the same day" if each.day == 0 else f"in {w.days(each.day)}"
    result = f": {w.first_line(each.resolution)}" if w.first_line(each.resolution) else ""
    return line(f"{each.title}{result}", each.severity, Cell(f"resolved {pace}", "healthy"))


def promises(side: Kept, review: Review) -> list[Line]:
    """How many were kept, and those that were not, or are still ahead."""
    if not side.tasks:
        return []
    said = f"{side.kept} of {side.due} kept on time" if side.due else "None due in this period"
    said += f", {side.late} late" if side.late else ""
    waiting = [each for each in side.tasks if not is_kept(each)]
    return [line(said), *(promise(each, review) for each in waiting[:MOST])]


def is_kept(task: Task) -> bool:
    """Whether a promise was done by its first day."""
    day = promised_for(task)
    return task.done_on is not None and (day is None or task.done_on <= day)


def promise(task: Task, review: Review) -> Line:
    """`Security answers   due 26 Feb   4 days late`."""
    day, today = promised_for(task), review.date
    first = f"due {short_day(day, today)}" if day else "no date"
    if task.done_on is not None and day is not None:
        return line(task.title, first, f"done {w.days((task.done_on - day).days)} late")
    late = (review.period.to - day).days if day is not None else 0
    if late > 0:
        return line(task.title, first, Cell(f"{w.days(late)} late", "late", mark="!"))
    return line(task.title, first, "open")


def told(review: Review) -> list[Line]:
    """Feedback with what became of it, and answers to surveys; without names."""
    lines = [w.feedback(each, review.internal, named=False) for each in review.feedback[:MOST]]
    lines += [line(short_day(each.on, review.date), w.answer(each)) for each in review.surveys[:MOST]]
    return lines


def value(review: Review) -> list[Line]:
    """Goals met and moved on, and the talks that were about their business."""
    lines = []
    for each in review.goals:
        goal, on = each.goal, each.goal.met_on if each.result == "met" else each.goal.progress_on
        if on is not None and (each.result == "met" or each.progressed):
            lines.append((on, line(short_day(on, review.date), f"{goal.title}: {reached(each)}")))
    for touch in review.value.touches[:MOST]:
        kind = "review" if touch.kind == "qbr" else touch.kind
        who = f" with {w.listed(list(touch.contacts))}" if touch.contacts else ""
        lines.append((touch.on, line(short_day(touch.on, review.date), f"{kind}{who}")))
    return [made for _, made in sorted(lines, key=lambda pair: pair[0])]


def reached(each: Result) -> str:
    """`met, 22 hours`, `14% so far`."""
    if each.result == "met":
        return f"met{f', {each.goal.actual}' if each.goal.actual else ''}"
    return w.progress(each.goal)


def ahead(review: Review) -> list[Line]:
    """Goals that fall due, the end of a term, and what has been proposed."""
    found, today = review.next_period, review.date
    lines = [w.goal(each, today) for each in found.goals]
    lines += [term(each, review) for each in found.renewals]
    for each in found.opportunities:
        if is_offered(each):
            why = w.first_line(each.fit)
            lines.append(line(f"{each.product or each.name}{f': {why}' if why else ''}", "proposed"))
    return lines


def term(each: Contract, review: Review) -> Line:
    """The end of a term, and by when notice can be given."""
    assert each.ends_on is not None
    held = each.notice_by is not None and each.notice_by >= review.date
    notice = f"notice by {short_day(each.notice_by, review.date)}" if held and each.notice_by else "-"
    return line(each.product or "Contract", f"term to {short_day(each.ends_on, review.date)}", notice)


def for_us(review: Review) -> list[Section]:
    """What must not be sent; each title says so, so that it can be cut off wherever it begins."""
    picture = review.internal
    health = [line(f"{w.score(picture).words}: {', '.join(w.facts(picture))}")] if picture.health.band else []
    health += [line(each.text, each.next_step) for each in picture.health.reasons if each.points > 0]
    talks = [w.touch(each, picture) for each in review.value.touches[:MOST]]
    return (
        section(f"{ALONE}: people", "people", brief.who(picture))
        + section(f"{ALONE}: health", "pairs", health)
        + section(f"{ALONE}: last conversations", "dated", talks)
        + section(f"{ALONE}: contract and white space", "pairs", brief.contract(picture))
        + section(f"{ALONE}: not known yet", "words", brief.unknown(picture))
        + section(f"{ALONE}: questions to ask", "asked", [line(each.question) for each in picture.questions])
    )
