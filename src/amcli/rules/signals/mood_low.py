"""low ratings: the average NPS or CSAT of 180 days as a share of its scale. Points grow from 65% down to 45%.
Or its fall in the last 90 days against the 270 before, with 2 answers on each side: from 10% of the scale to
30%. The higher of both counts, of the worse kind of survey.

Has data when there are 2 answers of one kind within 180 days.
"""

import datetime as dt

from amcli.rules.dates import short_day
from amcli.rules.facts import Answer, Facts
from amcli.rules.model import Figure, Model, of_points
from amcli.rules.phrases import Words, brief, figure
from amcli.rules.signal import Signal, rising, settles
from amcli.vocabulary import reference

ANSWERS = 2  # of one kind, to speak of an average
KINDS = ("nps", "csat")


def level_points(answer: Answer, model: Model) -> float:
    """Of how low the answers are; both ends are turned round, since less is worse."""
    low, most = model.figures["mood.until"], model.figures["points.mood_low"]
    return rising(-(answer.mean or 0), -model.figures["mood.after"], -low, most)


def fall(answer: Answer) -> float:
    """By how much of the scale they fell; 0 where it cannot be said."""
    if answer.recent is None or answer.before is None:
        return 0
    return answer.before - answer.recent


def fall_points(answer: Answer, model: Model) -> float:
    most = model.figures["points.mood_low"]
    return rising(fall(answer), model.figures["mood.fall_after"], model.figures["mood.fall_until"], most)


def kind_points(answer: Answer, model: Model) -> float:
    """The higher of both."""
    return max(level_points(answer, model), fall_points(answer, model))


def worst_kind(facts: Facts, model: Model) -> Answer | None:
    """The kind of survey that costs most, by its newest answer; of equals by name."""
    known = [each for each in facts.signs.answers if each.kind in KINDS and each.answers >= ANSWERS]
    return min(known, key=lambda each: (-kind_points(each, model), each.kind), default=None)


def mood_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """The points of the worst kind."""
    worst = worst_kind(facts, model) if facts.signs.answers else None
    return None if worst is None else kind_points(worst, model)


def mood_words(facts: Facts, today: dt.date, model: Model) -> Words:
    """Low answers, or falling ones, in the figures of their scale."""
    answer = worst_kind(facts, model)
    assert answer is not None
    kind, most = answer.kind.upper(), answer.scale_max
    refs = (reference("survey", answer.id),)
    newest = f"the newest is {answer.score:g}, {short_day(answer.on, today)}"
    step, command = "Ask what to do better", brief(facts)
    if level_points(answer, model) >= fall_points(answer, model):
        said = f"{kind} {figure((answer.mean or 0) * most, 3)} on average"
        return Words(said, said, f"{answer.answers} answers in 180 days, {newest}", refs, step, command)
    now, then = (figure((share or 0) * most, 3) for share in (answer.recent, answer.before))
    record = f"average of 90 days against the 270 before, {newest}"
    return Words(f"{kind} down from {then} to {now}", f"{kind} down to {now}", record, refs, step, command)


SIGNAL = Signal(
    "mood_low",
    "low ratings",
    most=of_points(8, "most points for low or falling survey answers"),
    figures={
        "mood.after": Figure(
            0.65,
            0,
            1,
            "average answer below which it takes points off, as a share of the scale",
            was="mood.from",
        ),
        "mood.until": Figure(
            0.45,
            0,
            1,
            "average answer at which it has its full points, as a share of the scale",
            was="mood.full",
        ),
        "mood.fall_after": Figure(
            0.1, 0, 1, "fall of the average from which it takes points off", was="mood.fall_from"
        ),
        "mood.fall_until": Figure(
            0.3, 0, 1, "fall of the average at which it has its full points", was="mood.fall_full"
        ),
    },
    rising=(("mood.until", "mood.after"), ("mood.fall_after", "mood.fall_until")),
    cost=mood_points,
    words=mood_words,
    missing="fewer than 2 answers to one kind of survey in 180 days",
    done=settles,
    rule="average NPS or CSAT of 180 days from {mood.after:.0%} down to {mood.until:.0%} of the scale, or a"
    " fall of 90 days against the 270 before by {mood.fall_after:.0%} to {mood.fall_until:.0%} of it",
    guide="average NPS or CSAT of 180 days: from 65% of the scale down to 45%; or its fall in 90 days against"
    " the 270 before: from 10% of the scale to 30%. Data: 2 answers of a kind in 180 days",
    said_by=(),
    own_words=False,
)
