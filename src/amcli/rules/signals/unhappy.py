"""unhappy: the newest NPS is 6 or less, the newest CSAT 2 of 5 or less, or the last two touches went badly:
6. All points if no touch followed within 2 days.

Has data when there is a survey within 180 days, or a touch says how it went.
"""

import datetime as dt

from amcli.rules.dates import short_day
from amcli.rules.facts import Answer, Facts
from amcli.rules.model import Model, of_days, of_points
from amcli.rules.phrases import Words, brief, code, handle, reach
from amcli.rules.signal import Signal
from amcli.vocabulary import reference


def is_low(answer: Answer) -> bool:
    """NPS of 6 or less of 10, CSAT of 2 or less of 5; an effort score says nothing here."""
    if answer.kind == "nps":
        return answer.score * 10 <= 6 * answer.scale_max
    return answer.kind == "csat" and answer.score * 5 <= 2 * answer.scale_max


def is_answered(facts: Facts, answer: Answer) -> bool:
    """Whether a touch came on its day or after it."""
    return facts.touch_on is not None and facts.touch_on >= answer.on


def felt_bad(facts: Facts) -> bool:
    """Whether the last two touches felt bad."""
    return facts.feels[:2] == "bb"


def unhappy_known(facts: Facts, today: dt.date, model: Model) -> bool:
    """A survey within 180 days, or a feel."""
    return bool(facts.signs.answers) or facts.feel_on is not None


def complaints(facts: Facts, today: dt.date) -> list[tuple[dt.date, bool, Answer | None]]:
    """What was bad: its day, whether a touch followed, and the answer (None for two bad talks); the
    one that waits longest first, those a touch followed last."""
    if not facts.signs.answers and not felt_bad(facts):
        return []
    bad = [each for each in facts.signs.answers if is_low(each)]
    if len(bad) > 1:
        bad.sort(key=lambda answer: answer.id)
    low = [(each.on, is_answered(facts, each), each) for each in bad]
    found: list[tuple[dt.date, bool, Answer | None]] = [*low]
    if felt_bad(facts) and facts.touch_on is not None:
        found.append((facts.touch_on, False, None))
    return sorted(found, key=lambda each: (each[1], each[0])) if len(found) > 1 else found


def unhappy_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """6 for a bad answer or two bad talks; 12 when no touch has followed and 2 days are over."""
    if not unhappy_known(facts, today, model):
        return None
    bad = complaints(facts, today)
    if not bad:
        return 0
    patience = model.whole("unhappy.days")
    waiting = any(not followed and (today - on).days > patience for on, followed, _ in bad)
    most = model.figures["points.unhappy"]
    return most if waiting else min(most, model.figures["unhappy.answered"])


def unhappy_words(facts: Facts, today: dt.date, model: Model) -> Words:
    """A bad answer, or two bad conversations."""
    on, followed, answer = complaints(facts, today)[0]
    if answer is None:
        record = f"{facts.touch_kind}, {short_day(on, today)}, and the one before"
        assert facts.touch_id is not None
        refs = (reference("interaction", facts.touch_id),)
        text, short = "Last 2 conversations went badly", "2 conversations went badly"
        return Words(text, short, record, refs, "Ask what went wrong", brief(facts))
    return bad_answer(facts, answer, followed, today)


def bad_answer(facts: Facts, answer: Answer, followed: bool, today: dt.date) -> Words:
    """A low score in a survey, and whether anybody followed it up."""
    what = f"{answer.kind.upper()} {answer.score:g}"
    said = f"{what} on {short_day(answer.on, today)}"
    person = next((each for each in facts.present(today) if each.id == answer.contact_id), None)
    who = next((each.name for each in facts.people if each.id == answer.contact_id), None)
    record = f"{who or 'no name'}, {answer.score:g} of {answer.scale_max:g}"
    refs = (reference("survey", answer.id),)
    if followed:
        text, short = f"{said}, followed up", f"{what}, followed up"
        return Words(text, short, record, refs, "Ask what would help", brief(facts))
    step, command = reach(facts, today)
    if person is not None:
        step, command = (
            f"Follow up with {person.name}",
            f"am log {code(facts)} -w {handle(facts, person, today)}",
        )
    return Words(f"{said}, no follow-up", f"{what}, no follow-up", record, refs, step, command)


def came_back(facts: Facts, today: dt.date, model: Model) -> Facts | None:
    """Somebody comes back to the answer; one that was come back to is settled by what they say."""
    _, followed, answer = complaints(facts, today)[0]
    return None if answer is None or followed else facts._replace(touch_on=today)


SIGNAL = Signal(
    "unhappy",
    "unhappy",
    most=of_points(12, "most points for a bad answer or two conversations that went badly"),
    figures={
        "unhappy.answered": of_points(6, "points for a bad answer that was followed up"),
        "unhappy.days": of_days(2, "days in which a bad answer should be followed up"),
    },
    cost=unhappy_points,
    words=unhappy_words,
    missing="no survey answer in 180 days, and no feel logged",
    done=came_back,
    rule="NPS to 6, CSAT to 2 of 5, or two conversations that went badly: {unhappy.answered}; all after"
    " {unhappy.days} days without a touch",
    guide="NPS 6 or less, CSAT 2 of 5 or less, or the last two touches went badly: 6; full without a touch"
    " within 2 days. Data: a survey in 180 days",
    said_by=("survey",),
    own_words=False,
)
