"""renewal not agreed: the stage is below verbal. Points grow over the last 180 days, or half the term if
that is shorter: before the notice deadline of a contract that auto-renews, before the end of any other.
After a passed notice deadline the points stay until you confirm the auto-renewal or the new term begins,
which then counts like any other; one of three months or less only once it is recorded.
Full points once a contract has ended and isn't recorded, until the grace period is over
(`book.grace_days`). The most pressing contract counts.

Has data when there is an open contract with an end; without one the signal doesn't apply.
"""

import datetime as dt

from amcli.rules import renewals
from amcli.rules.dates import short_day, weekday_day
from amcli.rules.facts import Facts, OpenContract
from amcli.rules.isodays import after
from amcli.rules.model import Model, of_days, of_points
from amcli.rules.phrases import Words
from amcli.rules.signal import Signal
from amcli.vocabulary import STAGES, reference, words


def has_renewal(facts: Facts, today: dt.date, model: Model) -> bool:
    """A contract with an end that awaits its outcome."""
    return bool(facts.contracts)


def share(contract: OpenContract, today: dt.date, model: Model) -> float:
    """How pressing the renewal of one contract is, from 0 to 1."""
    part, whole = renewals.uncommitted(contract, today, model.grace, model.whole("renewal.days"))
    return part / whole


def pressing_most(facts: Facts, today: dt.date, model: Model) -> tuple[OpenContract, int, int] | None:
    """The contract whose renewal presses most, the earlier one of equals; and how pressing that is, as the
    part of a whole."""
    grace, longest = model.grace, model.whole("renewal.days")
    best: tuple[OpenContract, int, int] | None = None
    most = -1.0
    for contract in facts.contracts:
        part, whole = renewals.uncommitted(contract, today, grace, longest)
        share_of = part / whole
        if share_of > most or (share_of == most and best is not None and sooner(contract, best[0], today)):
            best, most = (contract, part, whole), share_of
    return best


def sooner(contract: OpenContract, other: OpenContract, today: dt.date) -> bool:
    """Whether the deadline of a contract comes before that of another; of one day, by their numbers."""
    on, other_on = renewals.deadline(contract, today), renewals.deadline(other, today)
    return on < other_on or (on == other_on and contract.id < other.id)


def worst_contract(facts: Facts, today: dt.date, model: Model) -> OpenContract | None:
    """The contract whose renewal presses most."""
    found = pressing_most(facts, today, model)
    return None if found is None else found[0]


def renewal_points(facts: Facts, today: dt.date, model: Model) -> float:
    """The share of the worst contract."""
    found = pressing_most(facts, today, model)
    assert found is not None
    _, part, whole = found
    return model.figures["points.renewal_uncommitted"] * part / whole


def renewal_words(facts: Facts, today: dt.date, model: Model) -> Words:
    contract = worst_contract(facts, today, model)
    assert contract is not None
    refs = (reference("contract", contract.id),)
    stage = words(contract.stage)
    if contract.ends_on < today:
        ended = f"Ended {short_day(contract.ends_on, today)}"
        record = f"{contract.product or 'contract'}, {stage}"
        text, short = f"{ended}: renewed or lost?", f"{ended}: renewed?"
        return Words(text, short, record, refs, *renewals.outcome_step(contract))
    if renewals.is_past_notice(contract, today):
        return past_notice_words(contract, today)
    deadline = renewals.deadline(contract, today)
    notice = renewals.acts_on_notice(contract, today)
    started = contract.stage != "not_started"
    record = f"{'notice by' if notice else 'ends'} {weekday_day(deadline, today)}, {stage}"
    text = f"{due('Notice' if notice else 'Ends', deadline, today)}, {'only ' if started else ''}{stage}"
    short = f"{due('Notice' if notice else 'Ends', deadline, today, short=True, by=started)}, {stage}"
    return Words(text, short, record, refs, *renewal_step(contract))


def past_notice_words(contract: OpenContract, today: dt.date) -> Words:
    """It will auto-renew, and nobody has confirmed that they didn't cancel."""
    ref, begins = reference("contract", contract.id), after(contract.ends_on, 1)
    notice = weekday_day(renewals.counts_on(contract), today)
    return Words(
        "Notice deadline passed: cancelled?",
        "Notice passed: cancelled?",
        f"notice by {notice}, auto-renews {short_day(begins, today)}",
        (ref,),
        *renewals.outcome_step(contract),
    )


def due(what: str, day: dt.date, today: dt.date, *, short: bool = False, by: bool = True) -> str:
    """`Notice by Thu 5 Mar`, `Ends tomorrow`; short without the weekday, and without "by" where there is
    no room for it."""
    near = {0: "today", 1: "tomorrow"}.get((day - today).days)
    if near is not None:
        return f"{what} {near}"
    said = short_day(day, today) if short else weekday_day(day, today)
    return f"{what} by {said}" if what == "Notice" and by else f"{what} {said}"


def renewal_step(contract: OpenContract) -> tuple[str, str]:
    """What brings a renewal on, by how far it has come."""
    ref = reference("contract", contract.id)
    steps = {
        "not_started": ("Start the renewal", f"am stage {ref} contacted"),
        "contacted": ("Send the proposal", f"am stage {ref} proposed"),
        "proposed": ("Get a verbal yes", f"am stage {ref} verbal"),
        "verbal": ("Get it signed", f"am stage {ref} signed"),
        "signed": ("Record the renewal", f"am renew {ref}"),
    }
    return steps[contract.stage]


def stage_further(facts: Facts, today: dt.date, model: Model) -> Facts | None:
    """The contract that presses most, which is at proposed at most, is a stage further; one that has ended or
    auto-renews is renewed."""
    contract = worst_contract(facts, today, model)
    others = tuple(each for each in facts.contracts if each is not contract)
    if contract is None or contract.ends_on < today or renewals.is_past_notice(contract, today):
        return facts._replace(contracts=others) if others else None
    stage = STAGES[STAGES.index(contract.stage) + 1]
    return facts._replace(contracts=(*others, contract._replace(stage=stage)))


SIGNAL = Signal(
    "renewal_uncommitted",
    "renewal not agreed",
    most=of_points(20, "most points for a renewal that isn't agreed"),
    figures={
        "renewal.days": of_days(180, "days before the deadline from which a renewal has points, at most")
    },
    applies=has_renewal,
    cost=renewal_points,
    words=renewal_words,
    missing="no open contract with an end",
    done=stage_further,
    rule="stage below verbal in the last {renewal.days} days (or half the term) before the deadline,"
    " or past it",
    guide="renewal not agreed: stage below verbal. Grows over 180 days, or half the term, before the notice"
    " deadline (auto-renewing) or the end. Full\xa0past either, until recorded",
    said_by=("notice", "renewal", "ended"),
    own_words=False,
)
