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
    """A limit holds."""
    most = model.whole("caps.danger")
    short, record = cap_words(facts, found, today, model)
    text = f"Limited to {most}: {short}"
    return Words(text, f"Limited to {most}", record, (), "See the breakdown", see(facts))


def cap_reason(facts: Facts, found: Score, today: dt.date, model: Model) -> str:
    """Why a limit holds, in a sentence."""
    return cap_words(facts, found, today, model)[1]


def cap_words(facts: Facts, found: Score, today: dt.date, model: Model) -> tuple[str, str]:
    """Why a limit holds: in a few words, and in a sentence."""
    if found.cap == "issue":
        return "serious issue open", "an escalated or critical issue is past its target"
    if found.cap == "champion":
        return "champion left", "the champion left and you know few people there"
    nearest = pressing(facts, today, model)
    assert nearest is not None
    if renewals.unconfirmed(nearest, today):
        return "notice passed", "the notice deadline has passed and the auto-renewal isn't confirmed"
    left = (renewals.act_by(nearest, today) - today).days
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
    bad = f"Bad pulse: limited to {model.whole('caps.bad_pulse')}"
    good = f"Good pulse: adds up to {model.whole('caps.good_pulse')} points"
    record = f"recorded on {short_day(said[0], today)}"
    command = f"am account pulse {code(facts)} ok"
    return Words(
        bad if felt == "bad" else good, f"{felt.capitalize()} pulse", record, (), "Update your pulse", command
    )


def overflow(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    """Points above 100."""
    text = "Points above 100 don't count"
    return Words(text, text, "a score is never below 0", (), "See the breakdown", see(facts))


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
