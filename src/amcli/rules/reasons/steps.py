"""What is left of a reason once its next step is done: some steps settle all of it, others a part. Pure.

A signal without an entry here is settled as a whole: its step is a talk, or a thing to find out.
"""

import datetime as dt
from collections.abc import Callable

from amcli.rules import renewals
from amcli.rules.facts import Facts, Handoff
from amcli.rules.model import Model
from amcli.rules.score import Score, half_up, points_of, settled
from amcli.rules.signals import SIGNALS, talks, work, worth
from amcli.vocabulary import STAGES

COSTS = {signal.name: signal.cost for signal in SIGNALS}


def gives_back(found: Score, signal: str, facts: Facts, today: dt.date, model: Model) -> int:
    """How many points the score wins when the step of a signal is done; caps may fall with it."""
    after = DONE[signal](facts, today, model) if signal in DONE else None
    points = points_of(found)
    left = half_up(COSTS[signal](after, today, model) or 0) if after is not None else 0
    points[signal] = left
    remaining = {name: cost for name, cost in points.items() if cost}
    return settled(remaining, after or facts, today, model) - found.arithmetic


def renewal(facts: Facts, today: dt.date, model: Model) -> Facts | None:
    """The contract that presses most is a stage further; one that has ended or auto-renews is renewed."""
    contract = worth.worst_contract(facts, today, model)
    others = tuple(each for each in facts.contracts if each is not contract)
    if contract is None or contract.ends_on < today or renewals.unconfirmed(contract, today):
        return facts._replace(contracts=others) if others else None
    stage = STAGES[min(STAGES.index(contract.stage) + 1, len(STAGES) - 1)]
    return facts._replace(contracts=(*others, contract._replace(stage=stage)))


def escalation(facts: Facts, today: dt.date, model: Model) -> Facts:
    """The worst issue is solved."""
    return without_issue(facts, getattr(work.worst_issue(facts, today, model), "id", None))


def payment(facts: Facts, today: dt.date, model: Model) -> Facts:
    """The oldest late invoice is cleared."""
    return without_issue(facts, work.late_invoices(facts, today, model)[0].id)


def without_issue(facts: Facts, issue: int | None) -> Facts:
    """One issue less."""
    issues = tuple(each for each in facts.signs.issues if each.id != issue)
    return facts._replace(signs=facts.signs._replace(issues=issues))


def promise(facts: Facts, today: dt.date, model: Model) -> Facts:
    """The oldest late promise is kept."""
    first = work.late_promises(facts, today)[0]
    return facts._replace(tasks=tuple(each for each in facts.tasks if each.id != first.id))


def single(facts: Facts, today: dt.date, model: Model) -> Facts:
    """One person more is spoken to; where there is nobody else, they must be found first."""
    others = [person for person in facts.present(today) if person.last_on is None]
    if not others:
        return facts
    people = tuple(each._replace(last_on=today) if each.id == others[0].id else each for each in facts.people)
    return facts._replace(people=people)


def unhappy(facts: Facts, today: dt.date, model: Model) -> Facts | None:
    """Somebody comes back to the answer; one that was come back to is settled by what they say."""
    _, followed, answer = talks.complaints(facts, today)[0]
    return None if answer is None or followed else facts._replace(touch_on=today)


def first_word(facts: Facts, today: dt.date, model: Model) -> Facts | None:
    """Somebody is spoken to; where nobody is on record, they must be found first."""
    return facts if facts.to_call(today) is None else None


def news(facts: Facts, today: dt.date, model: Model) -> Facts:
    """News are not undone by asking what they mean; they count less every day by themselves."""
    return facts


def handoff(facts: Facts, today: dt.date, model: Model) -> Facts | None:
    """The note is written, or they are spoken to."""
    start = work.handed_over_on(facts, today)
    assert start is not None
    if any(each.complete for each in work.handoffs_since(facts, start)):
        return None
    note = Handoff(today, why_bought=True, expectations=True, promises=True)
    return facts._replace(signs=facts.signs._replace(handoffs=(*facts.signs.handoffs, note)))


def gap(facts: Facts, today: dt.date, model: Model) -> Facts:
    """The first gap is filled; a champion must be on record as a person first."""
    first = work.gaps(facts, today, model)[0][0]
    if first == "goal":
        return facts._replace(has_goal=True)
    if first == "people":
        return facts._replace(named=True)
    if first == "outcome":
        ended = [each for each in facts.contracts if renewals.overlong(each, today, model.grace)]
        return facts._replace(contracts=tuple(each for each in facts.contracts if each is not ended[0]))
    person = facts.to_call(today)
    if person is None:
        return facts
    people = (each._replace(role="champion") if each is person else each for each in facts.people)
    return facts._replace(people=tuple(people))


DONE: dict[str, Callable[[Facts, dt.date, Model], Facts | None]] = {
    "quiet": first_word,
    "ghosted": first_word,
    "bad_news": news,
    "renewal_uncommitted": renewal,
    "escalation": escalation,
    "payment_late": payment,
    "promise_overdue": promise,
    "single_threaded": single,
    "unhappy": unhappy,
    "handoff_gap": handoff,
    "record_gaps": gap,
}
