"""What each line of the morning says: whole, short enough for 80 columns, and the command to type.
Pure; which lines there are is `morning_lines`.
"""

import datetime as dt
from collections.abc import Sequence

from amcli.hints import TYPE_CHECKING, NamedTuple
from amcli.rules import renewals
from amcli.rules.dates import past_day, short_day, weekday_day
from amcli.rules.deadlines import Deadline
from amcli.rules.facts import Facts
from amcli.rules.isodays import after
from amcli.rules.morning_lines import Line, Several
from amcli.rules.phrases import brief, code, days, fitting
from amcli.rules.priority import Item, Wants
from amcli.rules.reasons import Reason
from amcli.rules.score import ARITHMETIC
from amcli.rules.signals import said_already
from amcli.rules.signals.unhappy import bad_answer
from amcli.vocabulary import words

if TYPE_CHECKING:
    from amcli.reports.meetings import Meeting

AT_RISK = ("critical", "at_risk")


class Told(NamedTuple):
    """An item in words, before its mark is known: whole, short, and the command to type. `title` is what
    gives way where a text must be cut, so that its fact stays."""

    text: str
    short: str
    command: str
    title: str = ""


class Said(NamedTuple):
    """An item in words: whole, short enough for 80 columns, and with the command to type."""

    text: str
    short: str
    command: str
    mark: str
    title: str = ""


def said(line: Line, today: dt.date) -> list[Said]:
    """What a line says: its own item first, then what else its account wants, nothing twice: other items,
    and the further reasons of an account at risk."""
    assert line.wants is not None
    assert line.item is not None
    facts, told = line.wants.facts, dict[str, Said]()
    for item in (line.item, *line.others):
        if item.kind in AT_RISK and item is not line.item:
            continue  # its reasons follow, without what another item says
        found, product = (risk_words(line), None) if item.kind in AT_RISK else in_words(facts, item, today)
        if item.section == "dated" and len(line.wants.of("dated")) > 1:
            found = with_product(found, product)
        told.setdefault(found.short, Said(found.text, found.short, found.command, item.mark, found.title))
    for item in (line.item, *line.others):
        for reason in reasons_left(line.wants, item):
            told.setdefault(reason.short, Said(reason.text, reason.short, reason.command, item.mark))
    return list(told.values())


def in_words(facts: Facts, item: Item, today: dt.date) -> tuple[Told, str | None]:
    """An item in words by itself, and the product of a deadline."""
    if item.told is not None:
        return Told(*item.told[:4]), item.told[4]
    product = item.subject.contract.product if item.section == "dated" else None
    return IN_WORDS[item.kind](facts, item, today), product


def reasons_left(wants: Wants, item: Item) -> list[Reason]:
    """The reasons of an account at risk that none of its other items says already."""
    if item.kind not in AT_RISK:
        return []
    kinds = {each.kind for each in wants.items}
    facts = [each for each in item.subject if each.points > 0 and each.signal not in ARITHMETIC]
    return [each for each in facts if not said_already(each.signal, kinds)]


def meeting_said(meeting: "Meeting", today: dt.date, *, people: bool) -> Said:
    """`10:00 Renewal call, Jane Orr`; `Held yesterday? 14:30 call`."""
    kind = "QBR" if meeting.kind == "qbr" else words(meeting.kind)
    if meeting.state == "unconfirmed":
        what = " ".join(filter(None, (meeting.at, kind)))
        text = f"Held {past_day(meeting.on, today)}? {what}"
        return Said(text, text, meeting.command, "!")
    title = meeting.summary or kind[0].upper() + kind[1:]
    head = f"{meeting.at} " if meeting.at else "All day: "
    named = f", {meeting.people[0]}" if people and meeting.people else ""
    return Said(f"{head}{title}{named}", f"{head}{title}{named}", meeting.command, "*", title)


def several_said(several: Several, today: dt.date) -> tuple[str, Said]:
    """A line that stands for several: how many, and what is to be said of all of them."""
    number = f"{several.many:,}"
    if several.kind == "held":
        text = f"since {short_day(min(each.on for each in several.meetings), today)}: held?"
        return f"{number} meetings", Said(text, text, "am held", "!")
    if several.kind == "meetings":
        times = [each.at for each in several.meetings if each.at]
        text = f"next {min(times)}" if times else "without a time"
        return f"{number} {'more ' if several.more else ''}meetings", Said(text, text, "am week", "*")
    if several.kind == "silent":
        text = "no conversations recorded yet"
        return f"{number} account{'' if several.many == 1 else 's'}", Said(text, text, "am help import", " ")
    if several.kind == "unknown":
        text = f"no score, missing: {', '.join(several.missing)}"
        short = f"no score: {', '.join(several.missing[:2])}"
        return f"{number} account{'' if several.many == 1 else 's'}", Said(text, short, "am risks", " ")
    return several_deadlines(several, number, today)


def several_deadlines(several: Several, number: str, today: dt.date) -> tuple[str, Said]:
    """`10 more` by a day, or `24 not recorded`."""
    found: list[Deadline] = [item.subject for item in several.items]
    if several.kind == "ahead":
        loose = sum(1 for each in found if not each.agreed)
        open_ = f", {loose} not agreed" if loose else ""
        text = f"by {weekday_day(max(each.on for each in found), today)}{open_}"
        return f"{number} more", Said(text, text, "am renewals -i 7d", "*" if loose else " ")
    if several.kind == "short":
        return f"{number} short contracts", short_terms(found)
    names = {"end": "ended", "term": "auto-renewed", "notice": "past notice"}
    counts = [(sum(1 for each in found if each.what == what), name) for what, name in names.items()]
    text = ", ".join(f"{many:,} {name}" for many, name in counts if many)
    short = text.replace("auto-renewed", "auto").replace("past notice", "notice")
    return f"{number} not recorded", Said(text, fitting(text, short), "am renewals --past", " ")


def short_terms(found: Sequence[Deadline]) -> Said:
    """`notice within 7 days`, `3 notice within 7 days, 9 not confirmed`, `auto-renewed, not confirmed`: of
    contracts that auto-renew for three months or less at a time."""
    near = sum(1 for each in found if each.place == "ahead")
    if near == 0:
        text = "auto-renewed, not confirmed"
        return Said(text, text, "am renew --auto", "!")
    text = short = "notice within 7 days"
    if rest := len(found) - near:
        text, short = f"{near:,} {text}, {rest:,} not confirmed", f"{near:,} notice, {rest:,} not confirmed"
    return Said(text, short, "am renewals --in 7d", "*")


def coming_day(day: dt.date, today: dt.date, *, long: bool) -> str:
    """`today`, `tomorrow`, `by Thu 5 Mar`."""
    left = (day - today).days
    if left in (0, 1):
        return ("today", "tomorrow")[left]
    return f"by {weekday_day(day, today) if long else short_day(day, today)}"


def task_words(facts: Facts, item: Item, today: dt.date) -> Told:
    """`Security answers 4 days late`."""
    task = item.subject
    title = f"They owe: {task.title}" if task.promised and task.promised_by == "them" else task.words
    when = f"{days(item.days)} late" if item.days else "promised today" if item.kind == "promise" else "today"
    return Told(f"{title} {when}", f"{title} {when}", f"am done {item.ref}", title)


def contract_words(facts: Facts, item: Item, today: dt.date) -> Told:
    """`Notice by Thu 12 Mar, contacted`."""
    found: Deadline = item.subject
    text, short = deadline_words(found, today)
    passed = found.place in ("passed", "unrecorded")
    if not passed:
        return Told(text, short, brief(facts))
    return Told(text, short, f"am renew {item.ref}{'' if found.what == 'end' else ' --auto'}")


def with_product(told: Told, product: str | None) -> Told:
    """`Platform: notice by Thu 12 Mar, contacted`, where an account has several deadlines."""
    if product is None:
        return told
    text, short = (f"{product}: {each[0].lower()}{each[1:]}" for each in (told.text, told.short))
    return Told(text, short, told.command, product)


def deadline_words(found: Deadline, today: dt.date) -> tuple[str, str]:
    """What a deadline says, whole and short."""
    if found.place in ("passed", "unrecorded"):
        return passed_words(found, today)
    stage = words(found.contract.stage)
    only = "only proposed" if found.contract.stage == "proposed" else stage
    if found.what == "notice":
        what, long_on, on = "Notice", *(coming_day(found.on, today, long=each) for each in (True, False))
    else:
        what, long_on, on = end_words(found, today)
    if found.work_by == today and found.on > today:
        return f"{what} {long_on}: last working day", f"{what} {on}: act today"
    shorter = f"{what} {on}, {stage}"
    short = fitting(shorter, f"{what} {on}") if what == "Auto-renews" else shorter
    return f"{what} {long_on}, {only}", fitting(f"{what} {long_on}, {stage}", short)


def end_words(found: Deadline, today: dt.date) -> tuple[str, str, str]:
    """`Ends Sat 7 Mar`; `Auto-renews 12 Apr` where that can no longer be stopped."""
    on, what = found.on, "Ends"
    if renewals.rolls_over(found.contract, today):
        on, what = after(on, 1), "Auto-renews"
    long_on, short_on = (coming_day(on, today, long=long).removeprefix("by ") for long in (True, False))
    return what, long_on, short_on


def passed_words(found: Deadline, today: dt.date) -> tuple[str, str]:
    """A deadline that has passed without being renewed or lost."""
    if found.what == "notice":
        return "Notice deadline passed: cancelled?", "Notice passed: cancelled?"
    if found.what == "term":
        began = short_day(after(found.on, 1), today)
        return f"Auto-renewed {began}, not confirmed", "Auto-renewed, not confirmed"
    ended = short_day(found.on, today)
    return f"Ended {ended}: renewed or lost?", f"Ended {ended}: renewed?"


def qbr_words(facts: Facts, item: Item, today: dt.date) -> Told:
    """`QBR 6 days overdue`."""
    if item.days > 0:
        text = f"QBR {days(item.days)} overdue"
    else:
        text = "QBR due today" if item.days == 0 else f"QBR by {weekday_day(item.subject, today)}"
    return Told(text, text, f"am qbr brief {code(facts)}")


def checkin_words(facts: Facts, item: Item, today: dt.date) -> Told:
    """`Quiet 52 days, due every 30`."""
    command = f"am log {code(facts)}"
    if item.days == 0:
        return Told("Check-in due today", "Check-in due today", command)
    if facts.touch_on is None:
        since = (today - (facts.customer_since or facts.added_on)).days
        return Told(f"Customer {days(since)}, never contacted", "Never contacted", command)
    text = f"Quiet {days((today - facts.touch_on).days)}, due every {facts.cadence_days}"
    return Told(text, text, command)


def risk_words(line: Line) -> Told:
    """The strongest reason of the score that nothing else of the account says."""
    assert line.wants is not None
    assert line.item is not None
    first = (reasons_left(line.wants, line.item) or line.item.subject)[0]
    return Told(first.text, first.short, first.command)


def issue_words(facts: Facts, item: Item, today: dt.date) -> Told:
    """`Claims feed down, 7 days (target 5)`."""
    issue = item.subject
    age = (today - issue.opened_on).days
    since = days(age) if age else "since today"
    short = f"{issue.title}, {since}"
    if item.days > 0:
        return Told(f"{short} (target {age - item.days})", short, f"am show {item.ref}", issue.title)
    if issue.escalated_on:
        text = f"{issue.title}, escalated {short_day(issue.escalated_on, today)}"
        return Told(text, f"{issue.title}, escalated", f"am show {item.ref}", issue.title)
    return Told(f"{short}, {issue.severity}", short, f"am show {item.ref}", issue.title)


def opportunity_words(facts: Facts, item: Item, today: dt.date) -> Told:
    """`SSO add-on expected Fri 6 Mar`."""
    name, expected = item.subject.name, item.subject.expected_on
    if item.days > 0:
        when = short_when = f"was expected {short_day(expected, today)}"
    else:
        when = f"expected {weekday_day(expected, today)}" if item.days else "expected today"
        short_when = f"expected {short_day(expected, today)}" if item.days else when
    return Told(f"{name} {when}", f"{name} {short_when}", f"am show {item.ref}", name)


def survey_words(facts: Facts, item: Item, today: dt.date) -> Told:
    """`NPS 4 on 21 Feb, no follow-up`."""
    found = bad_answer(facts, item.subject, False, today)
    return Told(found.text, found.short, found.command)


def reply_words(facts: Facts, item: Item, today: dt.date) -> Told:
    """`Answer Jane Orr, owed since Tue 3 Mar`."""
    message = item.subject.to
    title = f"Answer {message.person}" if message.person else f"Answer the {message.kind}"
    text, short = (f"{title}, {since}" for since in since_words(message.on, today))
    return Told(text, short, f"am show {item.ref}", title)


def since_words(day: dt.date, today: dt.date) -> tuple[str, str]:
    """`owed since Tue 3 Mar`, and `since 3 Mar`."""
    return f"owed since {weekday_day(day, today)}", f"since {short_day(day, today)}"


def leaving_words(facts: Facts, item: Item, today: dt.date) -> Told:
    """`Leaving, last day Tue 31 Mar`."""
    found: Deadline = item.subject
    when = "today" if found.on == today else weekday_day(found.on, today)
    return Told(f"Leaving, last day {when}", f"Last day {when}", f"am show {code(facts)}")


def win_back_words(facts: Facts, item: Item, today: dt.date) -> Told:
    """`Win back, since 1 Dec`."""
    when = "today" if item.days == 0 else f"since {short_day(item.subject.on, today)}"
    return Told(f"Win back: try again {when}", f"Win back {when}", f"am done {item.ref}")


IN_WORDS = {
    "win_back": win_back_words,
    "leaving": leaving_words,
    "promise": task_words,
    "task": task_words,
    "notice": contract_words,
    "renewal": contract_words,
    "issue": issue_words,
    "opportunity": opportunity_words,
    "survey": survey_words,
    "reply": reply_words,
    "qbr": qbr_words,
    "checkin": checkin_words,
}
