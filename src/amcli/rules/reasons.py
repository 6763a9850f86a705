"""What the score says in words: each reason with its figures, its records, the next step and the
command to type; the rule of each signal; what is missing to judge by. A reason is a fact, a next step is a
verb and a person. Pure.

The words of a signal stand in its entry (`signals`); those of the other lines of the arithmetic stand here.
"""

import datetime as dt
from collections.abc import Callable, Iterable

from amcli.hints import Literal, NamedTuple
from amcli.rules import renewals
from amcli.rules.dates import short_day
from amcli.rules.facts import Facts
from amcli.rules.model import Model
from amcli.rules.phrases import Words, brief, code, days, see
from amcli.rules.score import Score, half_up, last_pulse, points_of, pressing, settled, unlimited
from amcli.rules.score import pulse as current_pulse
from amcli.rules.signals import BY_NAME, SIGNALS
from amcli.rules.signals.escalation import is_dangerous
from amcli.vocabulary import reference

State = Literal["points", "none", "unknown", "not_applicable"]


class Reason(NamedTuple):
    """One line of the score, in words.

    `text` is the whole sentence, `short` fits the morning, `record` names what is on record,
    `back` is how many points the score wins when the step is done, `back_unlimited` how many it would if no
    limit held.
    """

    signal: str
    points: int
    most: int
    text: str
    short: str
    record: str
    refs: tuple[str, ...]
    step: str
    command: str
    back: int
    back_unlimited: int = 0


class Stated(NamedTuple):
    """A signal with its points, the most it can take off, and its rule. `state`: `points`, `none`,
    `unknown` (nothing on record to go by) or `not_applicable`."""

    signal: str
    state: State
    points: int
    most: int
    rule: str


def explain(facts: Facts, found: Score, today: dt.date, model: Model) -> list[Reason]:
    """Every line of a score in words, in the score's order."""
    explained = []
    for line in found.lines:
        if line.signal in BY_NAME:
            words = BY_NAME[line.signal].words(facts, today, model)
            back = gives_back(found, line.signal, facts, today, model)
        else:
            words, back = OTHER_LINES[line.signal](facts, found, today, model), (0, 0)
        explained.append(Reason(line.signal, line.points, line.most, *words, *back))
    return explained


def gives_back(found: Score, signal: str, facts: Facts, today: dt.date, model: Model) -> tuple[int, int]:
    """How many points the score wins when the step of a signal is done, since caps may fall with it; and how
    many if neither a cap nor a bad pulse held, before or after."""
    entry = BY_NAME[signal]
    after = entry.done(facts, today, model)
    points = points_of(found)
    remaining = points | {signal: half_up(entry.cost(after, today, model) or 0) if after is not None else 0}
    remaining = {name: cost for name, cost in remaining.items() if cost}
    won = settled(remaining, found.raised, after or facts, today, model) - found.arithmetic
    free = unlimited(remaining, found.raised, facts, today, model)
    return won, max(won, free - unlimited(points, found.raised, facts, today, model))


def is_held(reasons: Iterable[Reason]) -> bool:
    """Whether a limit moves the score, or keeps a step from winning all that it could."""
    return any(each.signal == "cap" or each.back < each.back_unlimited for each in reasons)


def without_data(facts: Facts, found: Score, today: dt.date, model: Model) -> list[tuple[str, str]]:
    """The signals that a score would see and that have nothing to go by, each with what is missing."""
    entries = [BY_NAME[name] for name in found.unknown if BY_NAME[name].counts_as_seen]
    return [
        (each.name, each.missing if isinstance(each.missing, str) else each.missing(facts, today, model))
        for each in entries
    ]


def every_signal(found: Score, model: Model) -> list[Stated]:
    """All signals in their order, with what each came to."""
    points = {line.signal: line.points for line in found.lines}
    states: dict[str, State] = {
        **dict.fromkeys(found.unknown, "unknown"),
        **dict.fromkeys(found.silent, "none"),
        **dict.fromkeys(points, "points"),
    }
    return [
        Stated(
            each.name,
            states.get(each.name, "not_applicable"),
            points.get(each.name, 0),
            model.whole(f"points.{each.name}"),
            filled_in(each.rule, model),
        )
        for each in SIGNALS
    ]


def filled_in(rule: str, model: Model) -> str:
    """The rule of a signal with the figures in force."""
    for figure, value in model.figures.items():
        rule = rule.replace(f"{{{figure}}}", f"{value:g}")
        rule = rule.replace(f"{{{figure}:g}}", f"{value:g}").replace(f"{{{figure}:.0%}}", f"{value:.0%}")
    return rule


def limit_line(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    most = model.whole("limits.danger")
    short, record = limit_words(facts, found, today, model)
    text = f"Limited to {most}: {short}"
    lift = limit_lift(facts, found, today, model)
    return Words(text, f"Limited to {most}", record, (), lift.step, lift.command)


class Lift(NamedTuple):
    """What lifts a limit: until what it holds, as a part of a sentence, the step, and the command to type."""

    until: str
    step: str
    command: str


def limit_lift(facts: Facts, found: Score, today: dt.date, model: Model) -> Lift:
    """What lifts the limit that holds."""
    if found.cap == "issue":
        serious = [each for each in facts.signs.issues if is_dangerous(each, today, model)]
        oldest = min(serious, key=lambda each: (each.opened_on, each.id))
        return Lift(
            "the issue is resolved", "Resolve the issue", f"am issue resolve {reference('issue', oldest.id)}"
        )
    if found.cap == "champion":
        return Lift("you have a champion again, or know more people", "Find the next champion", brief(facts))
    nearest = pressing(facts, today, model)
    assert nearest is not None
    if renewals.is_past_notice(nearest, today):
        return Lift("the auto-renewal is confirmed", *renewals.outcome_step(nearest))
    if renewals.deadline(nearest, today) < today:
        return Lift("the contract is recorded as renewed or lost", *renewals.outcome_step(nearest))
    command = f"am stage {reference('contract', nearest.id)} verbal"
    return Lift("the renewal is agreed", "Get a verbal yes", command)


def limit_reason(facts: Facts, found: Score, today: dt.date, model: Model) -> str:
    """Why a limit holds, in a sentence."""
    return limit_words(facts, found, today, model)[1]


def limit_words(facts: Facts, found: Score, today: dt.date, model: Model) -> tuple[str, str]:
    """Why a limit holds: in a few words, and in a sentence."""
    if found.cap == "issue":
        return "serious issue open", "an escalated or critical issue is past its target"
    if found.cap == "champion":
        return "champion left", "the champion left and you know few people there"
    nearest = pressing(facts, today, model)
    assert nearest is not None
    if renewals.is_past_notice(nearest, today):
        return "notice passed", "the notice deadline has passed and the auto-renewal isn't confirmed"
    left = (renewals.deadline(nearest, today) - today).days
    if left < 0:
        return "ended, not recorded", "a contract has ended and isn't recorded as renewed or lost"
    what = "notice" if renewals.acts_on_notice(nearest, today) else "ends"
    said = f"{what} {f'in {days(left)}' if left else 'today'}"
    return said, f"{said} and the renewal isn't agreed"


def pulse(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    """Your own feeling moved the score."""
    felt, said = current_pulse(facts, today, model), last_pulse(facts, today)
    assert said is not None
    assert felt is not None
    bad = f"Bad pulse: limited to {model.whole('limits.bad_pulse')}"
    good = f"Good pulse: adds up to {model.whole('limits.good_pulse')} points"
    record = f"recorded on {short_day(said[0], today)}"
    command = f"am account pulse {code(facts)} ok"
    return Words(
        bad if felt == "bad" else good, f"{felt.capitalize()} pulse", record, (), "Update your pulse", command
    )


def unseen(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    """Few signals have anything to go by: the points of these are raised."""
    dark = [BY_NAME[name].label for name in found.unknown if BY_NAME[name].counts_as_seen]
    text = f"Little data: points raised by {found.raised:.2f}"
    record = f"no data: {', '.join(dark)}"
    return Words(text, "Little data", record, (), "See the breakdown", see(facts))


def overflow(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    """Points above 100."""
    text = "Points above 100 don't count"
    return Words(text, text, "a score is never below 0", (), "See the breakdown", see(facts))


# The lines of the arithmetic that are no signals.
OTHER_LINES: dict[str, Callable[[Facts, Score, dt.date, Model], Words]] = {
    "unseen": unseen,
    "cap": limit_line,
    "pulse": pulse,
    "overflow": overflow,
}
LINES = (*BY_NAME, *OTHER_LINES)
