"""Parts of a picture (`rules.picture`) in the words of a page: lines for briefs, reviews and plans.

What a page holds, and in which order, is in brief.py, review.py and plan.py; where its cells stand: brief.py.
"""

import datetime as dt

from amcli.page import Cell, Line, Sentence
from amcli.rules.charts import sparkline
from amcli.rules.dates import MONTHS, full_day, short_day, weekday_day
from amcli.rules.goals import number
from amcli.rules.money import renewed_for
from amcli.rules.numbers import plain
from amcli.rules.phrases import apart_words
from amcli.rules.picture import (
    Amount,
    Contract,
    Event,
    Feedback,
    Goal,
    Issue,
    NotRecurring,
    Opportunity,
    Person,
    Picture,
    Reply,
    Survey,
    Task,
    Touch,
    Usage,
    is_secured,
    noticed_by,
    rolls_over,
    runs_to,
)
from amcli.vocabulary import outcome_words, words

SOON, MOST_CHILDREN = 14, 8
SURVEY_NAMES = {"nps": "NPS", "csat": "CSAT", "ces": "CES"}
WENT = {"good": "well", "ok": "ok", "bad": "badly"}


def line(*cells: Cell | str) -> list[Cell]:
    """A line of cells, or of plain words."""
    return [Cell(each) if isinstance(each, str) else each for each in cells]


def whole(text: str, command: str = "") -> Sentence:
    """A line across the whole page, and what can be typed after it."""
    return Sentence(Cell(text, command=command), whole=True)


def days(count: int) -> str:
    """`1 day`, `5 days`."""
    return f"{count} day" if count == 1 else f"{count:,} days"


def money(value: Amount | None, currency: str | None) -> str:
    """`EUR 72,000`; `-` where it is not known."""
    if value is None or currency is None:
        return "-"
    return f"{currency} {value:,}" if value == int(value) else f"{currency} {value:,.2f}"


def first_line(text: str | None) -> str:
    """The first line of a text that may have many or none."""
    return next(iter((text or "").splitlines()), "").strip()


def listed(names: list[str]) -> str:
    """`Jane`, `Jane and Omar`, `Jane, Omar and 3 more`."""
    if len(names) > 3:
        return f"{', '.join(names[:2])} and {len(names) - 2} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def lowered(text: str) -> str:
    """A title within a sentence: `Renewal call` as `renewal call`, `SSO` as it is."""
    return text[:1].lower() + text[1:] if text.split(" ", 1)[0][1:].islower() else text


def purpose(meeting: Touch | None, today: dt.date) -> str:
    """`for Wed 4 Mar 10:00, renewal call with Jane Orr`; nothing without a meeting."""
    if meeting is None:
        return ""
    when = "today" if meeting.on == today else weekday_day(meeting.on, today)
    at = f" {meeting.at}" if meeting.at else ""
    kind = "review" if meeting.kind == "qbr" else meeting.kind
    what = lowered(first_line(meeting.summary)) or kind
    missing = [name for name in meeting.contacts if name not in what]
    return f"for {when}{at}, {what}{f' with {listed(missing)}' if missing else ''}"


def score(picture: Picture) -> Cell:
    """`30 critical`; nothing for an account without a score."""
    health = picture.health
    if health.health in (None, "leaving"):
        return Cell("")
    role = {"critical": "alarm", "at_risk": "risk", "healthy": "healthy"}.get(health.health, "muted")
    return Cell(f"{'?' if health.score is None else health.score} {words(health.health)}", role)


def person(each: Person, today: dt.date) -> list[Cell]:
    """Who somebody is, and when and how they were last spoken to."""
    gone = each.left_on is not None and each.left_on <= today
    shade = "muted" if gone else ""
    last = Cell("never", "due", plain="never contacted")
    if gone and each.left_on is not None:
        last = Cell(f"left {short_day(each.left_on, today)}", "late")
    elif each.last_touch_on is not None:
        last = Cell(f"{each.last_touch_how} {short_day(each.last_touch_on, today)}")
    cells = [each.name, each.title or "-", words(each.role or "-"), each.stance or "-"]
    phone = each.phones[0] if each.phones and not gone else "-"
    return line(*(Cell(cell, shade) for cell in cells), last, Cell(phone, shade))


def task(each: Task, picture: Picture, label: str) -> list[Cell]:
    """`t31  Security answers to Omar   ! 4 days late`; `label` is whose it is."""
    what = each.title
    if each.contact is not None and picture.first_name(each.contact) not in what:
        name = picture.first_name(each.contact)
        what += f", from {name}" if label == "they owe" else f" to {name}" if each.promised else f", {name}"
    if each.assignee:
        what += f", {each.assignee}"
    if each.waiting_on:
        what += f", waiting on {each.waiting_on}"
    return line(each.task, what, due(each.due_on, picture.date))


def due(on: dt.date | None, today: dt.date) -> Cell:
    """`4 days late`, `due today`, `due Wed 4 Mar`, `no date`."""
    if on is None:
        return Cell("no date", "muted")
    late = (today - on).days
    if late > 0:
        return Cell(f"{days(late)} late", "late", mark="!")
    return Cell("due today", "due") if late == 0 else Cell(f"due {weekday_day(on, today)}")


def reply(each: Reply, picture: Picture) -> list[Cell]:
    """`n213  Jane an answer: Prices for 2027   since Tue 3 Mar`; of theirs `n210  you an answer, Jane`."""
    name = picture.first_name(each.contact) if each.contact else ""
    what = f"{name} an answer" if each.side == "me" else f"you an answer{f', {name}' if name else ''}"
    said = f": {first_line(each.summary)}" if each.summary else ""
    since = f"since {weekday_day(each.on, picture.date)}"
    when = Cell(since, "late" if each.late else "", mark="!" if each.late else "")
    return line(each.interaction, f"{what.lstrip()}{said}", when)


def issue(each: Issue) -> list[Cell]:
    """`i9  CSV export times out, medium   day 6 of 14`."""
    what = f"{each.title}, {each.severity}"
    if each.escalated_on is not None:
        what += f", escalated{f' to {each.escalated_to}' if each.escalated_to else ''}"
    when = f"day {each.day} of {each.target_days}"
    late = each.past_target
    return line(each.issue, what, Cell(when, "late" if late else "", mark="!" if late else ""))


def touch(each: Touch, picture: Picture) -> list[Cell]:
    """`3 Feb  Jane: wants the security answers before she signs; went ok`."""
    names = [picture.first_name(name) for name in each.contacts]
    who = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    who = who or each.kind
    felt = f"; went {WENT[each.feel]}" if each.feel else ""
    what = first_line(each.summary) or each.kind
    named = what if what.startswith(f"{who} ") else f"{who}: {what}"
    return line(short_day(each.on, picture.date), f"{named}{felt}")


def contract(each: Contract, picture: Picture) -> list[Line]:
    """What they bought until when for how much; the day to act and how far the renewal has come."""
    what = each.product or "Contract"
    if each.quantity is not None and each.quantity != 1:
        what += f", {each.quantity:,} {unit(each, picture)}"
    if each.starts_on > picture.date:
        what += f", from {weekday_day(each.starts_on, picture.date)}"
    last = runs_to(each)
    what += f", to {weekday_day(last, picture.date)}" if last else ", until terminated"
    if each.auto_renew:
        what += f", auto-renews for {each.term_months} months" if each.term_months else ", auto-renews"
    lines: list[Line] = [line(what, money(each.annual_value, each.currency))]
    if each.outcome is not None:
        return [*lines, whole(f"{outcome_words(each.outcome).capitalize()}{new_value(each, picture)}")]
    if each.auto_renewed_on is not None:
        since = f"auto-renewed {short_day(each.auto_renewed_on, picture.date)}, not confirmed"
        lines.append(line(deadline(each, picture.date), Cell(since, "late")))
    elif each.ends_on is not None:
        stage = f"{words(each.stage)}{f', {each.forecast}' if each.forecast else ''}"
        lines.append(line(deadline(each, picture.date), Cell(stage, "healthy" if is_secured(each) else "")))
    return lines


def group(picture: Picture) -> list[Line]:
    """Who it is a part of, the largest that are parts of it, and what the whole group is worth."""
    if picture.group_accounts is None:
        return []
    lines: list[Line] = []
    if picture.parent_name is not None:
        lines.append(line(f"part of {picture.parent_name}", money(picture.parent_arr, picture.currency)))
    shown = picture.children[:MOST_CHILDREN]
    lines += [line(each.name, money(each.arr, picture.currency)) for each in shown]
    if hidden := len(picture.children) - len(shown):
        lines.append(line(f"{hidden:,} more below it"))
    whole_group = money(picture.group_arr, picture.currency)
    return [*lines, line(f"Whole group, {picture.group_accounts:,} accounts", whole_group)]


def apart(each: NotRecurring) -> Line:
    """What doesn't recur, of one product."""
    what = apart_words(each.product, each.kind, each.contracts, each.last_on)
    return line(what, money(each.value, each.currency))


def new_value(each: Contract, picture: Picture) -> str:
    """What a renewal made of the value, amendments included."""
    for after in picture.contracts:
        if after.contract == each.renewed_by:
            return renewed_for(each.annual_value, each.currency, after.annual_value, after.currency)
    return ""


def unit(each: Contract, picture: Picture) -> str:
    """What is counted: the metric of which they bought just so many."""
    fitting = [usage.metric for usage in picture.usage if usage.entitlement == each.quantity]
    return fitting[0] if fitting else "units"


def deadline(each: Contract, today: dt.date) -> Cell:
    """`Notice by Thu 5 Mar, in 3 days`, `Ends 4 Apr, in 33 days`, `Ended 20 Feb, no outcome`."""
    assert each.ends_on is not None
    assert each.deadline is not None
    if each.ends_on < today and not each.unconfirmed:
        return Cell(f"Ended {short_day(each.ends_on, today)}: renewed or lost?", "late")
    left = (each.deadline - today).days
    when = "today" if left == 0 else f"in {days(left)}"
    what = "Notice by" if each.deadline == noticed_by(each) else "Ends"
    held = is_secured(each) or rolls_over(each, today)
    passed = (
        "; notice deadline passed" if what == "Ends" and rolls_over(each, today) and noticed_by(each) else ""
    )
    role = "due" if left <= SOON and not held else ""
    return Cell(f"{what} {weekday_day(each.deadline, today)}, {when}{passed}", role)


def chance(each: Opportunity) -> str:
    """`SSO (o5, EUR 9,000, qualified)`."""
    value = f", {money(each.value, each.currency)}" if each.value is not None else ""
    return f"{each.product or each.name} ({each.opportunity}{value}, {each.stage})"


def goal(each: Goal, today: dt.date) -> list[Cell]:
    """`Changeover time down 20%   14% so far   by 30 Jun`."""
    if each.status == "met":
        when = f"met {short_day(each.met_on, today)}" if each.met_on else "met"
        return line(each.title, each.actual or "-", Cell(when, "healthy"))
    if each.status != "open" or each.due_on is None:
        return line(each.title, progress(each), each.status if each.status != "open" else "no date")
    late = each.due_on < today
    when = f"{'was due' if late else 'by'} {short_day(each.due_on, today)}"
    return line(each.title, progress(each), Cell(when, "late" if late else "", mark="!" if late else ""))


def progress(each: Goal) -> str:
    """`2 of 3`, `14% so far`, `31, target 24`, `no result yet`."""
    if each.actual is None:
        named = each.target is not None and not in_title(each)
        return f"no result yet, target {each.target}" if named else "no result yet"
    if each.target is None:
        return f"{each.actual} so far"
    actual, target = number(each.actual), number(each.target)
    if actual is not None and target is not None and each.target.isdecimal() and actual <= target:
        return f"{each.actual} of {each.target}"
    return f"{each.actual} so far" if in_title(each) else f"{each.actual}, target {each.target}"


def in_title(each: Goal) -> bool:
    """Whether the title says what the target is."""
    return f" {each.target} " in f" {each.title} "


def month(key: str) -> str:
    """`Feb` for `2026-02`."""
    return MONTHS[int(key[5:7]) - 1][:3]


def usage(each: Usage, today: dt.date) -> list[Cell]:
    """`Seats in use ▁▃▄▆▇█ Sep to Feb   61 of 72   49 on 1 Sep`."""
    what = f"{each.metric[:1].upper()}{each.metric[1:]}{' in use' if each.entitlement is not None else ''}"
    if len(each.months) > 1:
        bars = sparkline([reading.value for reading in each.months])
        what += f" {bars} {month(each.months[0].month)} to {month(each.months[-1].month)}"
    bought = f" of {plain(each.entitlement)}" if each.entitlement is not None else ""
    if each.first_on == each.last_on:
        return line(what, f"{plain(each.last)}{bought}", f"on {short_day(each.last_on, today)}")
    return line(
        what, f"{plain(each.last)}{bought}", f"{plain(each.first)} on {short_day(each.first_on, today)}"
    )


def answer(each: Survey) -> str:
    """`NPS 8`, `CSAT 4 of 5`."""
    usual = each.kind == "nps" and each.scale_max == 10
    return f"{SURVEY_NAMES[each.kind]} {plain(each.score)}{'' if usual else f' of {plain(each.scale_max)}'}"


def answers(picture: Picture) -> list[Line]:
    """The newest answer of each kind on one line, and what was said with it."""
    newest = {each.kind: each for each in reversed(picture.surveys)}
    found = [newest[kind] for kind in SURVEY_NAMES if kind in newest]
    if not found:
        return []
    said = [answer(each) for each in found]
    who = found[0].contact
    said[0] += f" ({picture.first_name(who)})" if who else ""
    days = ", ".join(short_day(each.on, picture.date) for each in found)
    lines: list[Line] = [line(", ".join(said), days)]
    for each in found:
        if first_line(each.comment):
            name = f"{picture.first_name(each.contact)}: " if each.contact else ""
            lines.append(whole(f'{name}"{first_line(each.comment)}"'))
    return lines


def feedback(each: Feedback, picture: Picture, *, named: bool = True) -> list[Cell]:
    """What somebody said, and what became of it; not `named` for the customer."""
    who = f"{picture.first_name(each.contact)}: " if each.contact and named else ""
    became = "not passed on yet" if named else "noted"
    if each.state == "closed" and each.closed_on is not None:
        outcome = f": {first_line(each.outcome)}" if each.outcome else ""
        became = f"answered {short_day(each.closed_on, picture.date)}{outcome}"
    elif each.relayed_on is not None:
        to = f" to {each.audience}" if each.audience and named else ""
        untold = ", customer not told yet" if named else ""
        became = f"passed on{to} {short_day(each.relayed_on, picture.date)}{untold}"
    return line(short_day(each.on, picture.date), f'{who}"{first_line(each.text)}"; {became}')


def event(each: Event, today: dt.date) -> list[Cell]:
    """`12 Jan  takeover: bought by Harbour Group`."""
    note = f": {first_line(each.note)}" if first_line(each.note) else ""
    until = f", until {short_day(each.until, today)}" if each.until else ""
    return line(short_day(each.on, today), f"{words(each.kind)}{note}{until}")


def long_day(on: dt.date) -> str:
    """`5 Apr 2023`."""
    return full_day(on).split(" ", 1)[1]


def facts(picture: Picture) -> tuple[str, ...]:
    """`EUR 72,000 ARR`, `key tier`, `customer since 5 Apr 2023`, `was 58 on 31 Jan`."""
    known = picture.arr is not None
    found = [f"{money(picture.arr, picture.currency)} ARR" if known else "ARR unknown: no exchange rate"]
    found.append(f"{picture.tier} tier")
    if picture.status != "active":
        last = f", last day {short_day(picture.leaves_on, picture.date)}" if picture.leaves_on else ""
        found.append(f"{picture.status}{last}")
    if picture.customer_since:
        found.append(f"customer since {long_day(picture.customer_since)}")
    health = picture.health
    if health.score_before is not None and health.score_before != health.score:
        on = short_day(health.score_before_on, picture.date) if health.score_before_on else "a month ago"
        found.append(f"was {health.score_before} {f'on {on}' if health.score_before_on else on}")
    return tuple(found)
