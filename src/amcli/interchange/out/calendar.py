"""The days of the book as an iCalendar file that a calendar can subscribe to. Pure: entries in, text out.

Nothing here looks at the clock or at today: while the book says the same, the file stays the same to the
last byte, so that whoever fetches it again sees no change. Tasks are events of a whole day, too: most
calendars leave a VTODO out of what they subscribe to. Which days there are is `reports.diary`'s.
"""

import datetime as dt
from collections.abc import Callable, Iterable

from icalendar import Alarm, Calendar, Event, vDuration, vText

from amcli.hints import NamedTuple
from amcli.interchange.propertylines import escaped, identity
from amcli.rules.cadence import verb_for
from amcli.rules.dates import full_day
from amcli.rules.facts import Entry, Facts, OpenContract, OpenTask
from amcli.rules.money import compact, grouped
from amcli.vocabulary import reference, words

PRODUCT = "-//amcli//am export calendar//EN"
NAME = "Book of business"
READ_AGAIN = dt.timedelta(hours=1)
# How many days before an alarm rings, by kind, and at what hour of that day, wherever the calendar is.
ALARM_DAYS = {"notice": (14, 3), "renewal": (30,)}
ALARM_HOUR = 9
MOST = 2**31 - 1  # the largest number there is in iCalendar
CATEGORIES = {
    "notice": "Notice deadline",
    "renewal": "Renewal",
    "task": "Task",
    "promise": "Promise",
    "theirs": "They owe",
    "checkin": "Check-in",
    "qbr": "QBR",
}


class Told(NamedTuple):
    """An entry in words: its title, why it stands there, and the commands to type."""

    title: str
    why: list[str]
    commands: list[str]


class Text(vText):
    r"""A text of exactly its characters. The library takes `\N`, as in `C:\New`, for a line break."""

    def to_ical(self) -> bytes:
        """The value as it stands in the file."""
        return escaped(str(self)).encode()


def calendar_text(entries: Iterable[Entry], base: str, filters: Iterable[str] = ()) -> str:
    """The whole file; amounts in another currency than the `base` name theirs. `filters` are said in the
    calendar's name, so that one of some accounts is told from one of all."""
    calendar = Calendar()
    chosen = " ".join(filters)
    name = Text(f"{NAME} ({chosen})" if chosen else NAME)
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(READ_AGAIN), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(READ_AGAIN))
    for each in entries:
        calendar.add_component(event(each, base))
    return str(calendar.to_ical(sorted=False), "utf-8")


def event(entry: Entry, base: str) -> Event:
    """One entry as an event of a whole day, in which nobody counts as busy."""
    told = WORDS[entry.kind](entry, base)
    made, changed = instant(entry.stamp.made), instant(entry.stamp.changed)
    found = Event()
    found.add("uid", uid(entry))
    found.add("dtstamp", changed)
    found.add("created", made)
    found.add("last-modified", changed)
    # Grows with every change, undo included, and needs no counter in the book.
    found.add("sequence", min(max(0, int((changed - made).total_seconds())), MOST))
    found.add("dtstart", entry.on)
    found.add("summary", Text(f"{CATEGORIES[entry.kind]}: {told.title}"))
    found.add("description", Text("\n".join([*told.why, "", *told.commands])))
    found.add("categories", [CATEGORIES[entry.kind]])
    found.add("transp", "TRANSPARENT")
    for days in ALARM_DAYS.get(entry.kind, ()):
        found.add_component(alarm(days, f"{CATEGORIES[entry.kind]} in {days} days: {told.title}"))
    return found


def alarm(days: int, text: str) -> Alarm:
    """An alarm some days before a whole day, which begins at midnight."""
    found = Alarm()
    found.add("action", "DISPLAY")
    found.add("description", Text(text))
    found.add("trigger", dt.timedelta(days=-days, hours=ALARM_HOUR))
    return found


def uid(entry: Entry) -> str:
    """What a calendar knows an event by: of the record's number and of when it was made, which tells two
    books apart and is never edited."""
    table = {OpenContract: "contract", OpenTask: "task", Facts: "account"}[type(entry.of)]
    kind = table if table == "task" else entry.kind  # a task that becomes a promise is the same one
    return f"{identity(table, entry.of.id, entry.stamp.made, kind)}@amcli"


def instant(text: str) -> dt.datetime:
    """An instant of the book, in whole seconds."""
    return dt.datetime.fromisoformat(text).replace(microsecond=0)


def of_contract(entry: Entry, base: str) -> Told:
    """A notice day or an end."""
    contract = entry.of
    assert isinstance(contract, OpenContract)
    product = f", {contract.product}" if contract.product else ""
    ref = reference("contract", contract.id)
    last = "The last day they can cancel" if entry.kind == "notice" else "The last day"
    renews = "auto-renews" if contract.auto_renew else "doesn't auto-renew"
    why = [f"{last} of contract {ref}, which {renews}.", worth(contract), standing(contract)]
    if entry.kind == "notice":
        why.append(f"It ends on {full_day(contract.ends_on)}.")
    elif contract.notice_by is not None:
        why.append(f"They can cancel until {full_day(contract.notice_by)}.")
    title = f"{contract.name}{product}{amount(contract, base)}"
    renew = f"am renew {ref} --auto" if contract.unconfirmed else f"am renew {ref}"
    return Told(title, why, [f"am brief {contract.account}", renew])


def standing(contract: OpenContract) -> str:
    """How far the renewal has come; of what auto-renewed that nobody confirmed it."""
    if contract.unconfirmed:
        return f"It auto-renewed on {full_day(contract.starts_on)}, not confirmed."
    return f"Stage: {words(contract.stage)}."


def amount(contract: OpenContract, base: str) -> str:
    """` (72k)`; nothing where it is not known."""
    if contract.value is None or contract.currency is None:
        return ""
    unit = "" if contract.currency == base else f"{contract.currency} "
    return f" ({unit}{compact(contract.value, contract.currency)})"


def worth(contract: OpenContract) -> str:
    """What it is worth, in a sentence."""
    if contract.value is None or contract.currency is None:
        return "Its value isn't known."
    return f"{contract.currency} {grouped(contract.value, contract.currency)} a year."


def of_task(entry: Entry, base: str) -> Told:
    """A task, my promise or theirs."""
    task = entry.of
    assert isinstance(task, OpenTask)
    ref = reference("task", task.id)
    who = f" for {task.contact}" if task.contact else ""
    if entry.kind == "theirs":
        who = f" by {task.contact or task.name}"
    what = {"task": "Due", "promise": "Promised and due", "theirs": "Promised"}[entry.kind]
    why = [f"{what} on this day{who}: {ref}."]
    if task.said_on is not None:
        why.append(f"Said on {full_day(task.said_on)}.")
    if task.waiting_on:
        why.append(f"Waiting on {task.waiting_on}.")
    if task.assignee:
        why.append(f"{task.assignee} owns it.")
    return Told(f"{task.name}, {task.title}", why, [f"am brief {task.account}", f"am done {ref}"])


def of_checkin(entry: Entry, base: str) -> Told:
    """A check-in, which stays on its due day however late it is."""
    facts = entry.of
    assert isinstance(facts, Facts)
    if facts.touch_on is None:
        last = "No call, email or meeting is on record."
    else:
        last = f"The last touch was on {full_day(facts.touch_on)} ({spoken(facts.touch_kind or 'call')})."
    why = [f"{last} A check-in is due every {facts.cadence_days} days."]
    if entry.on == facts.snoozed_until:
        why.append("It was snoozed until this day.")
    person = entry.person
    why.append(f"{verb_for(person)} {person.name}." if person else "Find someone to call.")
    return Told(facts.name, why, [f"am brief {facts.code}", f"am log {facts.code}"])


def of_qbr(entry: Entry, base: str) -> Told:
    facts = entry.of
    assert isinstance(facts, Facts)
    last = "None is on record." if facts.qbr_on is None else f"The last one was on {full_day(facts.qbr_on)}."
    why = [f"A QBR is due every {facts.qbr_days} days. {last}"]
    return Told(facts.name, why, [f"am qbr brief {facts.code}", f"am qbr held {facts.code}"])


def spoken(kind: str) -> str:
    """A kind of talk in words."""
    return kind.upper() if kind == "qbr" else words(kind)


WORDS: dict[str, Callable[[Entry, str], Told]] = {
    **dict.fromkeys(("notice", "renewal"), of_contract),
    **dict.fromkeys(("task", "promise", "theirs"), of_task),
    "checkin": of_checkin,
    "qbr": of_qbr,
}
