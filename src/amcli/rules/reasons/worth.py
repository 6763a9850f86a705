"""The words of the signals that come from the customer's side. Pure."""

import datetime as dt

from amcli.rules import renewals
from amcli.rules.dates import short_day, weekday_day
from amcli.rules.facts import Facts, OpenContract
from amcli.rules.isodays import after
from amcli.rules.model import Model
from amcli.rules.score import Score
from amcli.rules.signals import worth
from amcli.rules.wording import Words, brief, code, days, reach
from amcli.vocabulary import reference, words


def champion_gone(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    """The champion left."""
    person = worth.last_champion(facts, today)
    assert person is not None
    assert person.left_on is not None
    assert person.role is not None
    who = "Champion" if person.role == "champion" else "Sponsor"
    return Words(
        f"{who} left {short_day(person.left_on, today)}, no successor",
        f"{who} left, no successor",
        f"{person.name}, {words(person.role)}",
        (reference("contact", person.id),),
        "Find the next champion",
        brief(facts),
    )


def renewal_uncommitted(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    """A renewal that isn't agreed."""
    contract = worth.worst_contract(facts, today, model)
    assert contract is not None
    refs = (reference("contract", contract.id),)
    stage = words(contract.stage)
    if contract.ends_on < today:
        ended = f"Ended {short_day(contract.ends_on, today)}"
        record = f"{contract.product or 'contract'}, {stage}"
        text, short = f"{ended}: renewed or lost?", f"{ended}: renewed?"
        return Words(text, short, record, refs, "Record it as renewed or lost", f"am renew {refs[0]}")
    if renewals.unconfirmed(contract, today):
        return notice_passed(contract, today)
    deadline = renewals.act_by(contract, today)
    notice = renewals.acts_on_notice(contract, today)
    started = contract.stage != "not_started"
    record = f"{'notice by' if notice else 'ends'} {weekday_day(deadline, today)}, {stage}"
    text = f"{due('Notice' if notice else 'Ends', deadline, today)}, {'only ' if started else ''}{stage}"
    short = f"{due('Notice' if notice else 'Ends', deadline, today, short=True, by=started)}, {stage}"
    return Words(text, short, record, refs, *renewal_step(contract))


def notice_passed(contract: OpenContract, today: dt.date) -> Words:
    """It will auto-renew, and nobody has confirmed that they didn't cancel."""
    ref, begins = reference("contract", contract.id), after(contract.ends_on, 1)
    notice = weekday_day(renewals.counts_on(contract), today)
    return Words(
        "Notice deadline passed: cancelled?",
        "Notice passed: cancelled?",
        f"notice by {notice}, auto-renews {short_day(begins, today)}",
        (ref,),
        "Confirm the auto-renewal, or record the loss",
        f"am renew {ref}",
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


def usage_falling(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    """Less use than before, or too little of what was bought."""
    usage = worth.worst_usage(facts, model)
    assert usage is not None
    if worth.is_low(usage, model):
        text = f"{usage.value:g} of {usage.entitlement:g} {usage.metric} in use"
        record = f"under {model.figures['usage.least']:.0%} of what was bought"
        return Words(text, text, record, (), "Plan the rollout", f"am goal add {code(facts)}")
    assert usage.recent is not None
    assert usage.before is not None
    short = f"Usage down {round(100 * (worth.drop(usage) or 0))}%"
    record = f"{usage.metric}: {usage.recent:.3g} on average, {usage.before:.3g} in the 90 days before"
    return Words(f"{short} in 30 days", short, record, (), "Ask what changed", brief(facts))


def no_value_shown(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    """No QBR and no progress for too long."""
    age = days(worth.value_days(facts, today))
    step, command = "Book the QBR", f"am qbr brief {code(facts)}"
    if facts.qbr_on is not None:
        gap = days((today - facts.qbr_on).days)
        record = f"last QBR {short_day(facts.qbr_on, today)}"
        if facts.signs.value_on is not None:
            record += f", last progress {short_day(facts.signs.value_on, today)}"
        return Words(
            f"No QBR for {gap}, due every {facts.qbr_days}", f"No QBR for {gap}", record, (), step, command
        )
    if facts.signs.value_on is not None:
        record = f"last progress {short_day(facts.signs.value_on, today)}, no QBR yet"
    else:
        record = "a goal, but no progress and no QBR yet"
    return Words(f"No goal progress for {age}", f"No goal progress, {age}", record, (), step, command)


def bad_news(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    """Bad news at the customer."""
    event = worth.worst_event(facts, today, model)
    assert event is not None
    what = words(event.kind).capitalize() if event.kind != "other" else "Bad news"
    _, command = reach(facts, today)
    text = f"{what} on {short_day(event.on, today)}"
    record = event.note or f"{words(event.kind)}, counts less each day"
    return Words(text, text, record, (reference("event", event.id),), "Ask what it means for them", command)
