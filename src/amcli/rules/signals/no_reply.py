"""no reply: your last three messages or attempts got no answer, and the first is over 14 days old.

Has data when three touches or attempts have a direction.
"""

import datetime as dt

from amcli.rules.dates import short_day
from amcli.rules.facts import Facts, Message
from amcli.rules.model import Model, of_days, of_points
from amcli.rules.phrases import Words, code, handle, reach
from amcli.rules.signal import Signal
from amcli.rules.signals.quiet import first_word
from amcli.vocabulary import reference

UNANSWERED = 3


def no_reply_known(facts: Facts, today: dt.date, model: Model) -> bool:
    """Three contacts with a direction; an attempt went out by itself."""
    directions = facts.directions
    return bool(facts.signs.unanswered) or len(directions) - directions.count("-") >= UNANSWERED


def no_reply_points(facts: Facts, today: dt.date, model: Model) -> float | None:
    """All or nothing: the last three contacts went out, the first of them over 14 days ago."""
    if not no_reply_known(facts, today, model):
        return None
    sent = facts.signs.unanswered
    old = bool(sent) and (today - sent[0].on).days > model.figures["no_reply.days"]
    return model.figures["points.no_reply"] if old else 0


def no_reply_words(facts: Facts, today: dt.date, model: Model) -> Words:
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


def no_reply_missing(facts: Facts, today: dt.date, model: Model) -> str:
    """How many touches have a direction."""
    known = len(facts.directions) - facts.directions.count("-")
    return f"{known} of the last touches with a direction ({UNANSWERED} needed)"


SIGNAL = Signal(
    "no_reply",
    "no reply",
    most=of_points(10, "points for no reply to three messages"),
    figures={
        "no_reply.days": of_days(
            14, "days after the first of three messages without a reply", was="ghosted.days"
        )
    },
    cost=no_reply_points,
    words=no_reply_words,
    missing=no_reply_missing,
    done=first_word,
    rule="the last three messages or attempts were yours, the first over {no_reply.days} days ago",
    guide="no reply: your last three messages or attempts, the first over 14 days old",
    said_by=(),
    own_words=False,
    was="ghosted",
)
