"""What the score says in words: each reason with its figures, its records, the next step and the
command to type. A reason is a fact, a next step is a verb and a person. Pure.

The words of each signal are in the modules beside, named as those of `signals`.
"""

import datetime as dt
from typing import NamedTuple

from amcli.rules import renewals
from amcli.rules.dates import short_day
from amcli.rules.facts import Facts
from amcli.rules.model import Model
from amcli.rules.reasons import talks, work, worth
from amcli.rules.reasons.steps import gives_back
from amcli.rules.score import Score, last_pulse, pressing
from amcli.rules.score import pulse as current_pulse
from amcli.rules.signals import SIGNAL_NAMES
from amcli.rules.wording import Words, code, days, handle, reach, see

__all__ = ["SIGNAL_NAMES", "Reason", "code", "days", "explain", "handle", "reach"]


class Reason(NamedTuple):
    """One line of the score, in words.

    `text` is the whole sentence, `short` fits the morning, `record` names what is on record,
    `back` is how many points the score wins when the step is done.
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


def explain(facts: Facts, found: Score, today: dt.date, model: Model) -> list[Reason]:
    """Every line of a score in words, in the score's order."""
    explained = []
    for line in found.lines:
        said = WORDS[line.signal](facts, found, today, model)
        back = 0
        if line.signal in SIGNAL_NAMES:
            back = gives_back(found, line.signal, facts, today, model)
        explained.append(Reason(line.signal, line.points, line.most, *said, back))
    return explained


def cap(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    """A cap holds."""
    most, why = model.whole("caps.danger"), cap_reason(facts, found, today, model)
    return Words(f"At most {most}: {why}", f"At most {most}", why, (), "See every point", see(facts))


def cap_reason(facts: Facts, found: Score, today: dt.date, model: Model) -> str:
    """Why a cap holds, in a few words."""
    if found.cap == "issue":
        return "an issue is escalated or critical, and past its target"
    if found.cap == "champion":
        return "the champion is gone and few people are left"
    nearest = pressing(facts, today, model)
    assert nearest is not None
    if renewals.unconfirmed(nearest, today):
        return "notice deadline passed, and nobody has confirmed the auto-renewal"
    left = (renewals.act_by(nearest, today) - today).days
    if left < 0:
        return "a contract has ended and nothing secures it"
    what = "notice" if renewals.acts_on_notice(nearest, today) else "the end"
    return f"{what} {f'in {days(left)}' if left else 'today'}, and nothing secures it"


def pulse(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    """My own feeling moved the score."""
    felt, said = current_pulse(facts, today, model), last_pulse(facts, today)
    assert said is not None
    bad = f"Feels bad: at most {model.whole('caps.bad_pulse')}"
    good = f"Feels good: up to {model.whole('caps.good_pulse')} points back"
    record = f"said on {short_day(said[0], today)}"
    command = f"am account pulse {code(facts)} ok"
    return Words(bad if felt == "bad" else good, f"Feels {felt}", record, (), "Say how it feels now", command)


def overflow(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    """Points past 100 count no more."""
    text = "Points past 100 count no more"
    return Words(text, text, "a score is never below 0", (), "See every point", see(facts))


WORDS = {
    "quiet": talks.quiet,
    "champion_gone": worth.champion_gone,
    "renewal_uncommitted": worth.renewal_uncommitted,
    "escalation": work.escalation,
    "promise_overdue": work.promise_overdue,
    "usage_falling": worth.usage_falling,
    "single_threaded": talks.single_threaded,
    "unhappy": talks.unhappy,
    "only_selling": talks.only_selling,
    "no_value_shown": worth.no_value_shown,
    "ghosted": talks.ghosted,
    "handoff_gap": work.handoff_gap,
    "payment_late": work.payment_late,
    "bad_news": worth.bad_news,
    "record_gaps": work.record_gaps,
    "cap": cap,
    "pulse": pulse,
    "overflow": overflow,
}
