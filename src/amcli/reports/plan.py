"""The page of `am account plan`: where an account should go, with whom, what is in the way, what is next."""

from collections.abc import Sequence

from amcli.page import Cell, Line, Page, Section
from amcli.reports import brief
from amcli.reports import picture_words as w
from amcli.rules.dates import full_day, short_day
from amcli.rules.picture import Opportunity, Picture
from amcli.rules.plan import Step
from amcli.rules.unknowns import typed
from amcli.vocabulary import words

MOST_STEPS = 20


def plan_page(picture: Picture, steps: tuple[Step, ...]) -> Page:
    """What a person reads of where an account should go."""
    facts = (*w.facts(picture), *((f"owner {picture.owner}",) if picture.owner else ()))
    purpose = f"account plan, {full_day(picture.date)}"
    return brief.account_page(picture, purpose, facts, sections(picture, steps))


def sections(picture: Picture, steps: tuple[Step, ...]) -> list[Section]:
    """Objectives, goals, people, contracts, growth, risks, next steps, what is not known."""
    return [
        *brief.in_pairs("Objectives", objectives(picture)),
        *brief.in_pairs("Goals", goals(picture)),
        *brief.of_people("Stakeholders", brief.who(picture)),
        *brief.in_pairs("Contracts and renewals", contracts(picture)),
        *brief.in_pairs("Group", w.group(picture)),
        *brief.in_pairs("Opportunities", growth(picture)),
        *brief.in_pairs("Risks", risks(picture)),
        *brief.in_columns("Next steps", brief.OWED, next_steps(picture, steps)),
        *brief.of_items("Not known yet", brief.unknown(picture), "joined"),
    ]


def objectives(picture: Picture) -> Sequence[Line]:
    """What the customer wants to reach."""
    found = [each.strip() for each in (picture.objectives or "").splitlines() if each.strip()]
    if found:
        return [w.whole(each) for each in found]
    return brief.missing("none yet:", f"am account edit {typed(picture.account)} --objectives TEXT")


def goals(picture: Picture) -> Sequence[Line]:
    """Each goal, how far it is, by when, and who agreed to it."""
    if not picture.goals:
        return brief.missing("no goal yet:", f"am goal add {typed(picture.account)} TITLE")
    lines: list[Line] = []
    for each in picture.goals:
        who = f" ({each.agreed_with})" if each.agreed_with else ""
        lines.append([Cell(f"{each.title}{who}"), *w.goal(each, picture.date)[1:]])
    return lines


def contracts(picture: Picture) -> Sequence[Line]:
    """What they bought and how far the renewal has come."""
    lines = [found for each in picture.contracts for found in w.contract(each, picture)]
    lines += [w.apart(each) for each in picture.not_recurring]
    return lines or brief.missing("no contract yet:", f"am contract add {typed(picture.account)}")


def growth(picture: Picture) -> list[Line]:
    """What is being worked on, why it helps them, and what is open ground."""
    space = picture.white_space
    lines: list[Line] = []
    for each in space.opportunities:
        lines.append([chance(each), w.money(each.value, each.currency), stage(each, picture)])
        if w.first_line(each.fit):
            lines.append(w.whole(f"Why: {w.first_line(each.fit)}"))
    if not lines:
        lines += brief.missing("none yet:", f"am opportunity add {typed(picture.account)} NAME")
    if space.owned:
        lines.append(w.whole(f"Owned: {', '.join(space.owned)}"))
    ground = [each for each in brief.ground_of(picture) if each not in map(w.chance, space.opportunities)]
    return [*lines, w.whole(f"White space: {', '.join(ground)}")] if ground else lines


def chance(each: Opportunity) -> str:
    """`o5 SSO add-on, upsell`."""
    return f"{each.opportunity} {each.name}, {words(each.kind).replace(' ', '-')}"


def stage(each: Opportunity, picture: Picture) -> str:
    """`qualified, by 31 Mar`."""
    by = f", by {short_day(each.expected_on, picture.date)}" if each.expected_on else ""
    return f"{each.stage}{by}"


def risks(picture: Picture) -> list[Line]:
    """Why the score is what it is, each with its next step; then open issues."""
    reasons = [each for each in picture.health.reasons if each.points > 0]
    lines: list[Line] = [[each.text, each.next_step] for each in reasons]
    lines += [
        w.line(f"{each.issue} {each.title}, {each.severity}", f"day {each.day} of {each.target_days}")
        for each in picture.issues
    ]
    if not lines and picture.health.health == "unknown":
        return [w.whole("not enough on record to score")]
    return lines or [w.whole("no concerns")]


def next_steps(picture: Picture, steps: tuple[Step, ...]) -> Sequence[Line]:
    """What comes next, by day; what is late first."""
    code = typed(picture.account)
    if not steps:
        return brief.missing("none yet:", f"am task add {code} TITLE --due DATE")
    lines = [(label(each), step(each, picture)) for each in steps[:MOST_STEPS]]
    more = brief.more(len(steps), MOST_STEPS, f"am tasks {code}")
    return [*brief.owed_lines(lines), *more]


def label(each: Step) -> str:
    """Whose a step is, or what it is."""
    return "they owe" if each.side == "theirs" else each.kind


def step(each: Step, picture: Picture) -> list[Cell]:
    """`t31  Security answers   ! 4 days late`."""
    if each.kind in ("goal", "opportunity", "meeting", "renewal") and each.due_on and not each.days_late:
        when = Cell(f"{'on' if each.kind == 'meeting' else 'by'} {short_day(each.due_on, picture.date)}")
    else:
        when = w.due(each.due_on, picture.date)
    return w.line(each.ref, w.first_line(each.title), when)
