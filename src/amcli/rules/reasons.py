"""What the score says in words: each reason with its figures, its records, the next step and the
command to type. A reason is a fact, a next step is a verb and a person. Pure.
"""

import datetime as dt
from typing import NamedTuple

from amcli.rules import renewals, score
from amcli.rules.cadence import verb_for
from amcli.rules.dates import short_day, weekday_day
from amcli.rules.facts import Facts, OpenContract, Person
from amcli.vocabulary import reference, words


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


class Words(NamedTuple):
    """A reason before its points are known."""

    text: str
    short: str
    record: str
    refs: tuple[str, ...]
    step: str
    command: str


def explain(facts: Facts, found: score.Score, today: dt.date, grace: int) -> list[Reason]:
    """Every line of a score in words, in the score's order."""
    explained = []
    for line in found.lines:
        said = WORDS[line.signal](facts, found, today, grace)
        back = 0
        if line.signal in SIGNAL_NAMES:
            back = score.without(found, line.signal, facts, today, grace) - found.arithmetic
        explained.append(Reason(line.signal, line.points, line.most, *said, back))
    return explained


def days(count: int) -> str:
    """`1 day`, `5 days`."""
    return f"{count} day" if count == 1 else f"{count} days"


def handle(facts: Facts, person: Person, today: dt.date) -> str:
    """What to type for a person: the first name where it is plain and nobody else fits it."""
    first = person.name.split()[0].casefold() if person.name.split() else ""
    if not (first.isascii() and first.isalpha() and len(first) > 1):
        return reference("contact", person.id)
    fitting = [other for other in facts.people if first in other.name.casefold()]
    return first if len(fitting) == 1 else reference("contact", person.id)


def code(facts: Facts) -> str:
    """The account's code, as a shell takes it; codes are letters and digits of any script."""
    if all(char.isalnum() or char in "-_." for char in facts.code):
        return facts.code
    import shlex

    return shlex.quote(facts.code)


def reach(facts: Facts, today: dt.date) -> tuple[str, str]:
    """The next step of speaking to somebody, and its command."""
    person = facts.to_call(today)
    if person is None:
        return "Find someone to call", f"am contact add {code(facts)}"
    return f"{verb_for(person)} {person.name}", f"am log {code(facts)} -w {handle(facts, person, today)}"


def names_of(facts: Facts, contacts: tuple[int, ...]) -> str:
    """The names of some contacts."""
    by_id = {person.id: person.name for person in facts.people}
    return ", ".join(by_id[contact] for contact in contacts if contact in by_id)


def quiet(facts: Facts, found: score.Score, today: dt.date, grace: int) -> Words:
    """Too long without a word."""
    step, command = reach(facts, today)
    if facts.touch_on is None:
        age = (today - (facts.customer_since or facts.added_on)).days
        text = f"Never spoken, {days(age)} a customer"
        record = f"on record since {short_day(facts.added_on, today)}"
        return Words(text, "Never spoken", record, (), step, command)
    text = f"Quiet {days(score.quiet_days(facts, today))}, every {facts.cadence_days}"
    who = names_of(facts, facts.touch_people)
    record = f"{facts.touch_kind}{f' with {who}' if who else ''}, {short_day(facts.touch_on, today)}"
    assert facts.touch_id is not None
    return Words(text, text, record, (reference("interaction", facts.touch_id),), step, command)


def champion_gone(facts: Facts, found: score.Score, today: dt.date, grace: int) -> Words:
    """The champion left."""
    person = score.last_champion(facts, today)
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
        f"am show {code(facts)}",
    )


def renewal(facts: Facts, found: score.Score, today: dt.date, grace: int) -> Words:
    """A renewal that nothing secures."""
    contract = score.worst_contract(facts, today, grace)
    assert contract is not None
    refs = (reference("contract", contract.id),)
    stage = words(contract.stage)
    if contract.ends_on < today:
        text = f"Ended {short_day(contract.ends_on, today)}, no outcome"
        record = f"{contract.product or 'contract'}, {stage}"
        return Words(text, text, record, refs, "Record the outcome", f"am renew {refs[0]}")
    deadline = renewals.act_by(contract, today)
    what = "Notice by" if renewals.acts_on_notice(contract, today) else "Ends"
    only = stage if contract.stage == "not_started" else f"only {stage}"
    record = f"{what.lower()} {weekday_day(deadline, today)}, {stage}"
    step, command = renewal_step(contract)
    return Words(
        f"{what} {weekday_day(deadline, today)}, {only}",
        f"{what} {short_day(deadline, today)}, {stage}",
        record,
        refs,
        step,
        command,
    )


def renewal_step(contract: OpenContract) -> tuple[str, str]:
    """What brings a renewal on, by how far it has come."""
    ref = reference("contract", contract.id)
    steps = {
        "not_started": ("Open the renewal", f"am stage {ref} contacted"),
        "contacted": ("Send the proposal", f"am stage {ref} proposed"),
        "proposed": ("Get a verbal yes", f"am stage {ref} verbal"),
        "verbal": ("Get it signed", f"am stage {ref} signed"),
        "signed": ("Record the renewal", f"am renew {ref}"),
    }
    return steps[contract.stage]


def promise(facts: Facts, found: score.Score, today: dt.date, grace: int) -> Words:
    """What I promised and have not done."""
    late = score.late_promises(facts, today)
    refs = tuple(reference("task", task.id) for task in late)
    first = late[0]
    assert first.due_on is not None
    age = (today - first.due_on).days
    record = f"{first.title}, due {weekday_day(first.due_on, today)}"
    if len(late) == 1:
        text = f"{first.title} {days(age)} late"
    else:
        text = f"{len(late)} promises late, the oldest {days(age)}"
        record += f", and {len(late) - 1} more"
    return Words(text, text, record, refs, "Keep it, or say when", f"am done {refs[0]}")


def single_threaded(facts: Facts, found: score.Score, today: dt.date, grace: int) -> Words:
    """Too few people."""
    spoken = score.spoken_to(facts)
    wanted = score.WANTED_PEOPLE[facts.tier]
    people = "1 person" if len(spoken) == 1 else f"{len(spoken)} people"
    record = ", ".join(f"{p.name} {short_day(p.last_on, today)}" for p in spoken if p.last_on is not None)
    others = [person for person in facts.present(today) if person.last_on is None]
    others.sort(
        key=lambda p: (p.role not in ("economic_buyer", "decision_maker", *score.CHAMPION_ROLES), p.id)
    )
    if others:
        step = f"Reach {others[0].name}"
        command = f"am log {code(facts)} -w {handle(facts, others[0], today)}"
    else:
        step, command = "Find another contact", f"am contact add {code(facts)}"
    refs = tuple(reference("contact", person.id) for person in spoken)
    return Words(
        f"{people} in {score.PEOPLE_DAYS} days, {wanted} wanted",
        f"{people}, {wanted} wanted",
        record,
        refs,
        step,
        command,
    )


GAP_WORDS = {
    "champion": "no champion",
    "goal": "no goal",
    "people": "nobody named in 4 touches",
    "outcome": "no outcome of a contract",
}


def record_gaps(facts: Facts, found: score.Score, today: dt.date, grace: int) -> Words:
    """What is missing in my own records; never the customer's fault."""
    missing = score.gaps(facts, today, grace)
    text = ", ".join(GAP_WORDS[name] for name, _ in missing).capitalize() + " on record"
    first = missing[0][0]
    ended = [c for c in facts.contracts if renewals.overlong(c, today, grace)]
    refs = tuple(reference("contract", contract.id) for contract in ended)
    person = facts.to_call(today)
    if first == "outcome":
        step, command = "Record the outcome", f"am renew {refs[0]}"
    elif first == "champion" and person is not None:
        step = "Name the champion"
        command = f"am contact edit {reference('contact', person.id)} --role champion"
    elif first == "champion":
        step, command = "Find someone to call", f"am contact add {code(facts)}"
    elif first == "goal":
        step, command = "Agree on a goal", f"am show {code(facts)}"
    else:
        step, command = "Say who was there", f"am timeline {code(facts)}"
    short = "No champion on record" if first == "champion" else text
    return Words(text, short, "missing in my own records", refs, step, command)


def cap(facts: Facts, found: score.Score, today: dt.date, grace: int) -> Words:
    """A cap holds."""
    why = {
        "deadline": "the day to act is near and nothing secures it",
        "champion": "the champion is gone and few people are left",
    }[found.cap or "deadline"]
    return Words(
        f"At most {score.CAP}: {why}", f"At most {score.CAP}", why, (), "See every point", see(facts)
    )


def pulse(facts: Facts, found: score.Score, today: dt.date, grace: int) -> Words:
    """My own feeling moved the score."""
    felt = score.pulse(facts, today)
    text = "Feels bad: at most 39" if felt == "bad" else "Feels good: up to 5 points back"
    said = [on for on, given in score.newest_pulse(facts) if given == felt and on <= today]
    record = f"said on {short_day(max(said), today)}"
    return Words(
        text, f"Feels {felt}", record, (), "Say how it feels now", f"am account pulse {code(facts)} ok"
    )


def overflow(facts: Facts, found: score.Score, today: dt.date, grace: int) -> Words:
    """Points past 100 count no more."""
    text = "Points past 100 count no more"
    return Words(text, text, "a score is never below 0", (), "See every point", see(facts))


def see(facts: Facts) -> str:
    """The command that shows every point."""
    return f"am risks {code(facts)}"


WORDS = {
    score.QUIET: quiet,
    score.CHAMPION: champion_gone,
    score.RENEWAL: renewal,
    score.PROMISE: promise,
    score.SINGLE: single_threaded,
    score.GAPS: record_gaps,
    "cap": cap,
    "pulse": pulse,
    "overflow": overflow,
}
SIGNAL_NAMES = frozenset(signal.name for signal in score.SIGNALS)
