"""The words of the signals that come from talking. Pure."""

import datetime as dt

from amcli.rules.dates import short_day
from amcli.rules.facts import Answer, Facts, Message
from amcli.rules.model import Model
from amcli.rules.score import Score
from amcli.rules.signals import talks, work
from amcli.rules.wording import Words, brief, code, days, fitting, handle, names_of, reach
from amcli.vocabulary import reference


def quiet(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    """Too long without a word."""
    step, command = reach(facts, today)
    if facts.touch_on is None:
        age = (today - (facts.customer_since or facts.added_on)).days
        text = f"Customer {days(age)}, never contacted"
        record = f"on record since {short_day(facts.added_on, today)}"
        return Words(text, "Never contacted", record, (), step, command)
    quiet_for = f"Quiet {days(talks.quiet_days(facts, today))}"
    text = f"{quiet_for}, due every {facts.cadence_days}"
    who = names_of(facts, facts.touch_people)
    record = f"{facts.touch_kind}{f' with {who}' if who else ''}, {short_day(facts.touch_on, today)}"
    assert facts.touch_id is not None
    return Words(
        text, fitting(text, quiet_for), record, (reference("interaction", facts.touch_id),), step, command
    )


def single_threaded(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    """Too few people."""
    spoken = talks.spoken_to(facts)
    wanted = model.whole(f"people.{facts.tier}")
    people = "1 person" if len(spoken) == 1 else f"{len(spoken)} people"
    record = ", ".join(f"{p.name} {short_day(p.last_on, today)}" for p in spoken if p.last_on is not None)
    others = [person for person in facts.present(today) if person.last_on is None]
    others.sort(
        key=lambda p: (p.role not in ("economic_buyer", "decision_maker", *work.CHAMPION_ROLES), p.id)
    )
    if others:
        step = f"Reach {others[0].name}"
        command = f"am log {code(facts)} -w {handle(facts, others[0], today)}"
    else:
        step, command = "Find another contact", f"am contact add {code(facts)}"
    refs = tuple(reference("contact", person.id) for person in spoken)
    text, short = f"Spoke to {people} in 90 days, need {wanted}", f"Spoke to {people}, need {wanted}"
    return Words(text, short, record, refs, step, command)


def unhappy(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    """A bad answer, or two bad conversations."""
    on, followed, answer = talks.complaints(facts, today)[0]
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


def only_selling(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    """Nothing but the deal, or touches only before an end date."""
    commercial, known = talks.selling_share(facts)
    step, command = "Bring something useful", f"am qbr brief {code(facts)}"
    if talks.mostly_commercial(facts, model):
        text = f"{commercial} of last {known} touches about the deal"
        record = f"the last {len(facts.purposes)} touches"
        return Words(text, f"{commercial} of {known} about the deal", record, (), step, command)
    record = f"every touch in 12 months was within {model.whole('selling.days')} days of an end date"
    text, short = "In touch only before renewals", "In touch only at renewal"
    return Words(text, short, record, (), step, command)


def ghosted(facts: Facts, found: Score, today: dt.date, model: Model) -> Words:
    """Three messages without an answer."""
    sent = facts.signs.unanswered
    count, kind = len(sent), kind_of(sent)
    text, short = f"No reply to the last {count} {kind}", f"No reply to {count} {kind}"
    record = f"since {short_day(sent[0].on, today)}, last {short_day(sent[-1].on, today)}"
    refs = tuple(reference("interaction", each.id) for each in sent)
    person = facts.to_call(today)
    if person is None:
        return Words(text, short, record, refs, *reach(facts, today))
    command = f"am log {code(facts)} -w {handle(facts, person, today)}"
    return Words(text, short, record, refs, f"Call {person.name}", command)


def kind_of(sent: tuple[Message, ...]) -> str:
    """`emails`, where all of them were; `attempts`, where nobody was reached; else `messages`."""
    if all(each.tried for each in sent):
        return "attempts"
    kinds = {each.kind for each in sent}
    return f"{kinds.pop()}s" if len(kinds) == 1 and kinds <= {"email", "call"} else "messages"
