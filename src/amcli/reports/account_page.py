"""What a person sees of `am show ACCOUNT`: a section for each question, the reference of each record first.

The object that it is made of is `account`.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

from amcli.facts.account_facts import World
from amcli.facts.assessments import Assessed
from amcli.fields import Row
from amcli.page import (
    HEALTH_ROLE,
    READABLE,
    Cell,
    Column,
    Footer,
    Items,
    Line,
    Page,
    Part,
    Section,
    Sentence,
    Table,
    Words,
    dash,
)
from amcli.rules.arithmetic import expired
from amcli.rules.dates import full_day, short_day
from amcli.rules.formatting import count, near_day
from amcli.rules.isodays import after
from amcli.rules.money import renewed_for
from amcli.rules.phrases import apart_words, days
from amcli.rules.score import ARITHMETIC, expired_pulse
from amcli.vocabulary import outcome_words, words

LABEL = 10
CONTRACTS = (
    Column(""),
    Column("", rest=True, gap=0),
    Column("", right=True, least=12, gap=0),
    Column("", least=10),  # amounts stand a little inwards
)
GROUP = (Column("", most=24), Column("", rest=True), *CONTRACTS[2:])
MOST_CHILDREN = 8
PEOPLE = (
    Column("", most=22),
    Column("", most=24, only="wide"),
    Column("", most=24, least=4, rest=True, only="narrow"),
    Column("", most=17),
    Column("", most=9),
    Column("", most=14, right=True),
    Column("", most=18, only="wide"),
)
OPEN = (Column(""), Column("", rest=True), Column("", least=28))
PLAYS = (Column(""), Column("", rest=True))
ACTIVITY = (Column("", right=True, least=6), Column(""), Column("", most=18), Column("", rest=True))


def account_page(world: World, data: Row, assessed: Assessed | None) -> Page:
    """The page of an account, of its object and of its score where it has one."""
    code, today = data["code"], world.today
    step = f"Next  {data['next_step']}, then" if data["next_step"] else "Log it:"
    blocks = [
        *blocks_of(world, data, assessed),
        *block("Group", group(data)),
        *block("People", people(data, today)),
        *block("Plays", running(data["plays"], today)),
        *block("Open", opened(data["open"], today)),
        *block("Activity", activity(data["interactions"], today)),
    ]
    return Page(
        data["name"],
        f"{code} · {data['tier']} tier · {data['status']}",
        [health_now(data, assessed, today)],
        blocks,
        [Footer(Cell(step, command=f"am log {code}"), f"brief: am brief {code}", drawn=True)],
        most=READABLE,
        facts=list(facts_of(data)),
    )


def block(title: str, parts: Sequence[Part]) -> list[Section]:
    """A section with its title in the margin; none without parts."""
    return [Section(title, parts, margin=LABEL)] if parts else []


def blocks_of(world: World, data: Row, assessed: Assessed | None) -> Iterator[Section]:
    """How the account is, and its contracts; what says how it is stands together on a screen."""
    first = [
        *block("Health", health(data, assessed)),
        *block("Pulse", pulse(world, data, assessed)),
        *block("Check-in", checkin(data, world.today)),
    ]
    title = "Lost" if data["status"] == "churned" else "Leaving" if data["lost"] else "Renewal"
    contracts = block(title, [*loss(data["lost"], world.today), *renewal(data, world)])
    if not data["checkin"]:
        first, contracts = [*first, *contracts], []
    yield Section("", first)
    yield from contracts


def health_now(data: Row, assessed: Assessed | None, today: dt.date) -> list[Cell]:
    """`58 at risk`, and how it moved."""
    if not data["health"] or data["health"] == "leaving":
        return []
    number = "?" if data["score"] is None else str(data["score"])
    found = [Cell(f"{number} {words(data['health'])}", HEALTH_ROLE[data["health"]])]
    if data["trend"] and assessed is not None and assessed.was is not None:
        moved = f"{'↓' if data['trend'] < 0 else '↑'}{abs(data['trend'])}"
        found.append(Cell(f" {moved} since {short_day(assessed.was.on, today)}", "muted"))
    return found


def facts_of(data: Row) -> Iterator[str]:
    """What is known of the account in a word or two each."""
    known = data["arr"] is not None
    yield f"{data['currency']} {money(data['arr'])} ARR" if known else "ARR unknown: no exchange rate"
    if data["customer_since"]:
        yield f"customer since {long_day(data['customer_since'])}"
    yield from (data[name] for name in ("industry", "segment", "region") if data[name])
    if data["owner"]:
        yield f"owner {data['owner']}"
    if data["tags"]:
        yield ", ".join(data["tags"])


def money(value: float | None) -> str:
    """`72,000`."""
    return "-" if value is None else f"{value:,}"


def long_day(text: str) -> str:
    """`5 Apr 2023`."""
    return full_day(dt.date.fromisoformat(text)).split(" ", 1)[1]


def short_of(text: str, today: dt.date) -> str:
    """`5 Apr`, of a day of the object."""
    return short_day(dt.date.fromisoformat(text), today)


def health(data: Row, assessed: Assessed | None) -> list[Part]:
    """The strongest reasons first."""
    if assessed is None or assessed.facts.leaving is not None:
        return []
    reasons = [each for each in assessed.reasons if each.points > 0 and each.signal not in ARITHMETIC]
    if reasons:
        return [Items([Cell(each.short, plain=each.text) for each in reasons], "first")]
    return [Sentence("no concerns" if data["score"] is not None else "not enough on record to score")]


def pulse(world: World, data: Row, assessed: Assessed | None) -> list[Part]:
    """How the account feels to you, since when and why; or until when that counted."""
    today = world.today
    gone = expired_pulse(assessed.facts, today, world.model) if assessed is not None else None
    if gone is not None:
        return [Sentence(Cell(expired(*gone, today), "muted"))]
    if not data["pulse"] or not data["pulse_on"]:
        return []
    why = f": {data['pulse_note']}" if data["pulse_note"] else ""
    return [Sentence(f"{data['pulse']}, {near_day(data['pulse_on'], today)}{why}")]


def checkin(data: Row, today: dt.date) -> list[Part]:
    """When the check-in is due, how often, and the meeting that is booked."""
    found = data["checkin"]
    if found is None:
        return []
    every = f"due every {days(found['cadence_days'])}"
    booked = f" · meeting booked {near_day(found['booked_on'], today)}" if found["booked_on"] else ""
    return [Sentence([checkin_due(data, today), Cell(f" · {every}{booked}")])]


def checkin_due(data: Row, today: dt.date) -> Cell:
    """`22 days overdue`, `due Thu 5 Mar`, or until when it is snoozed."""
    found = data["checkin"]
    if data["snoozed_until"] and found["state"] == "snoozed":
        why = f" ({found['snooze_reason']})" if found["snooze_reason"] else ""
        return Cell(f"snoozed until {near_day(data['snoozed_until'], today)}{why}", "muted")
    if found["due_on"] is None:
        return Cell("no conversations recorded yet", "muted")
    if found["days_overdue"] > 0:
        return Cell(f"{days(found['days_overdue'])} overdue", "late")
    if found["days_overdue"] == 0:
        return Cell("due today", "due")
    return Cell(f"due {near_day(found['due_on'], today)}")


def loss(found: Row | None, today: dt.date) -> list[Part]:
    """When a customer left, or leaves, why, how much that was, for how long, and when to try again."""
    if found is None:
        return []
    last = dt.date.fromisoformat(found["on"]) if found["on"] else None
    on = f"last day {full_day(last)}" if last else "no last day"
    lines = [", ".join(filter(None, [on, found["reason"]]))]
    length = customer_for(dt.date.fromisoformat(found["since"]), last) if last else ""
    worth = f"{found['currency']} {money(found['value'])} a year"
    lines.append(f"{worth}, customer since {long_day(found['since'])}{length}")
    if found["win_back_on"]:
        lines.append(f"try again {near_day(found['win_back_on'], today)}")
    return [Sentence(each) for each in lines]


def customer_for(first: dt.date, last: dt.date) -> str:
    """`, for 2 years and 3 months`, where it was a month or more."""
    over = after(last, 1)
    months = (over.year - first.year) * 12 + over.month - first.month - (over.day < first.day)
    years, rest = divmod(months, 12)
    said = [count(years, "year")] if years else []
    said += [count(rest, "month")] if rest else []
    return f", for {' and '.join(said)}" if said else ""


def group(data: Row) -> list[Part]:
    """Who it is a part of, the largest that are parts of it, and what the whole group is worth."""
    if data["group_accounts"] is None:
        return []
    shown = data["children"][:MOST_CHILDREN]
    found = [(each["account"], each["name"], each["arr"]) for each in shown]
    if data["parent_name"] is not None:
        found.insert(0, (data["parent"], f"part of {data['parent_name']}", data["parent_arr"]))
    lines = [group_line(data, *each) for each in found]
    if hidden := len(data["children"]) - len(shown):
        lines.append(["", f"{hidden:,} more below it", "", ""])
    total = f"whole group, {data['group_accounts']:,} accounts"
    return [Table(GROUP, [*lines, group_line(data, "", total, data["group_arr"])], listed=True)]


def group_line(data: Row, code: str, what: str, arr: float | None) -> Line:
    """An account of the group: its code, its name, its own ARR."""
    said = f"{data['currency']} {money(arr)}" if arr is not None else "-"
    handle = Cell(code, "muted", plain="")
    return [handle, Cell(what, plain=f"{code} {what}".strip()), Cell(money(arr), plain=said), ""]


def renewal(data: Row, world: World) -> list[Part]:
    """The contracts; the deadline and the stage stand below a contract and all its amendments."""
    apart = [apart_line(each, world) for each in data["not_recurring"]]
    if not data["contracts"]:
        if apart or data["lost"]:
            return [Table(CONTRACTS, apart, listed=True)] if apart else []
        return [Sentence(Cell("no contract yet:", command=f"am contract add {data['code']}"))]
    lines: list[Line] = []
    below: list[Line] = []
    for each in data["contracts"]:
        if not each["amends"]:
            lines += below
            below = [["", part] for part in deadline(each, data["contracts"], world.today)]
        lines.append(contract_line(each, world))
    return [Table(CONTRACTS, [*lines, *below, *apart], listed=True)]


def apart_line(each: Row, world: World) -> Line:
    """What doesn't recur, of one product: `Setup, one-off, 1 Feb 2026`, `Platform, usage, 3 in 12 months`."""
    amount = money(each["value"])
    whole = f"{each['currency']} {amount}"
    return [
        Cell(each["contract"], "muted", plain=""),
        apart_words(each["product"], each["kind"], each["contracts"], dt.date.fromisoformat(each["last_on"])),
        Cell(
            amount if each["currency"] in (None, world.totals.base) else whole,
            plain="" if each["value"] is None else whole,
        ),
        "",
    ]


def contract_line(each: Row, world: World) -> Line:
    """A contract: its reference, what it is, and its value a year."""
    what, amount = contract_words(each, world.today), money(each["annual_value"])
    whole = f"{each['currency']} {amount}"
    return [
        Cell(each["contract"], "muted", plain=""),
        Cell(what, plain=f"{each['contract']} {what}"),
        Cell(
            amount if each["currency"] in (None, world.totals.base) else whole,
            plain="" if each["annual_value"] is None else whole,
        ),
        "",
    ]


def contract_words(each: Row, today: dt.date) -> str:
    """`Platform, 60 seats, 5 Apr 2025 to 4 Apr 2026`."""
    if each["amends"]:
        more = f"+ {each['quantity']:,} " if each["quantity"] else "changed "
        return f"{more}from {long_day(each['starts_on'])}"
    quantity = f", {each['quantity']:,}" if each["quantity"] is not None else ""
    until = f"to {long_day(each['ends_on'])}" if each["ends_on"] else "until terminated"
    return f"{each['product'] or 'contract'}{quantity}, {long_day(each['starts_on'])} {until}"


def deadline(each: Row, contracts: Sequence[Row], today: dt.date) -> list[Words]:
    """The deadline, and how far the renewal has come; nothing without an end."""
    if each["outcome"]:
        return [f"{outcome_words(each['outcome'])}{new_value(each, contracts)}"]
    if each["ends_on"] is None:
        return []
    if each["unconfirmed"]:
        return [implied_deadline(each, today), Cell(auto_renewed(each, today), "late")]
    secured = each["stage"] in ("verbal", "signed")
    forecast = f" · forecast {each['forecast']}" if each["forecast"] else ""
    stage = [Cell(f"Stage {words(each['stage'])}", "healthy" if secured else ""), Cell(forecast)]
    return [deadline_words(each, today, secured=secured), stage]


def implied_deadline(each: Row, today: dt.date) -> Cell:
    """The deadline of the implied term that runs: `Notice by 1 Sep, in 183 days · auto-renews`."""
    term = {"ends_on": each["next_ends_on"], "notice_by": each["next_notice_by"], "auto_renew": True}
    return deadline_words(term, today, secured=False)


def auto_renewed(each: Row, today: dt.date) -> str:
    """`Auto-renewed 1 Nov, not confirmed`."""
    return f"Auto-renewed {short_day(dt.date.fromisoformat(each['auto_renewed_on']), today)}, not confirmed"


def new_value(each: Row, contracts: Sequence[Row]) -> str:
    """What a renewal made of the value, amendments included: those of what follows from its first day on."""
    after = [other for other in contracts if other["contract"] == each["renewed_by"]]
    if not after:
        return ""
    first = after[0]["starts_on"]
    before = [other for other in contracts if other["amends"] == each["contract"]]
    after += [
        other for other in contracts if other["amends"] == each["renewed_by"] and other["starts_on"] <= first
    ]
    return renewed_for(total([each, *before]), each["currency"], total(after), after[0]["currency"])


def total(contracts: Sequence[Row]) -> float | None:
    """What a contract and its amendments come to; None where the contract has no value."""
    values = [each["annual_value"] for each in contracts]
    return None if values[0] is None else sum(value for value in values if value is not None)


def deadline_words(each: Row, today: dt.date, *, secured: bool) -> Cell:
    """`Notice by Thu 5 Mar, in 3 days · auto-renews`."""
    ends = dt.date.fromisoformat(each["ends_on"])
    if ends < today:
        return Cell(f"Ended {short_day(ends, today)}: renewed or lost?", "late")
    notice = dt.date.fromisoformat(each["notice_by"]) if each["notice_by"] else None
    on, what = (notice, "Notice by") if notice is not None and notice >= today else (ends, "Ends")
    left = (on - today).days
    when = "today" if left == 0 else f"in {days(left)}"
    auto = " · auto-renews" if each["auto_renew"] else ""
    said = f"{what} {near_day(on.isoformat(), today)}, {when}{auto}"
    return Cell(said, "due" if left <= 14 and not secured else "")


def people(data: Row, today: dt.date) -> list[Part]:
    """Who is there, the last spoken to first."""
    if data["contacts"]:
        return [Table(PEOPLE, [person(each, today) for each in data["contacts"]], listed=True)]
    return [Sentence(Cell("none yet:", command=f"am contact add {data['code']}"))]


def person(each: Row, today: dt.date) -> Line:
    """Name, title twice (of which each screen has one), role, stance, the last touch, the number."""
    gone = each["left_on"] is not None and each["left_on"] <= today.isoformat()
    last = f"left {short_of(each['left_on'], today)}" if gone else last_touch(each, today)
    met = "no touch yet" if last == "never" else last if gone else f"last touch {last}"
    cells = [
        dash(each["name"]),
        *(dash(each["title"]),) * 2,
        words(each["role"] or "-"),
        each["stance"] or "-",
        last,
        dash(each["phones"][0] if each["phones"] else None),
    ]
    role = "muted" if gone else ""
    return [Cell(text, role, plain=met if at == 5 else None) for at, text in enumerate(cells)]


def last_touch(each: Row, today: dt.date) -> str:
    """When they last took part in a touch."""
    return short_of(each["last_touch_on"], today) if each["last_touch_on"] else "never"


def running(found: Sequence[Row], today: dt.date) -> list[Part]:
    """The plays that are running: how many steps are done, and the next one."""
    if not found:
        return []
    return [Table(PLAYS, [play_line(each, today) for each in found], listed=True)]


def play_line(each: Row, today: dt.date) -> Line:
    """`renewal for k73, 2 of 5 done`, and its next step."""
    contract = f" for {each['contract']}" if each["contract"] else ""
    due = f" by {short_of(each['due_on'], today)}" if each["due_on"] else ""
    head = f"{each['play']}{contract}, {each['done']} of {each['steps']} done"
    return [head, f"next{due}: {each['next']}"]


def opened(found: Sequence[Row], today: dt.date) -> list[Part]:
    """What is open, its state at the right."""
    if not found:
        return []
    return [Table(OPEN, [open_line(each, today) for each in found], listed=True)]


def open_line(each: Row, today: dt.date) -> Line:
    """A record: its reference, its title, and its state."""
    title = dash(each["title"] if each["play"] is None else f"{each['play']}: {each['title']}")
    if each["value"] is not None:
        title += f", {each['currency']} {money(each['value'])}"
    if each["waiting_on"]:
        title += f", waiting on {each['waiting_on']}"
    if each["goal"]:
        title += f", step of {each['goal']}"
    handle = Cell(each["ref"], "muted", plain="")
    return [handle, Cell(title, plain=f"{each['ref']} {title}"), open_state(each, today)]


def open_state(each: Row, today: dt.date) -> Cell:
    """`! promised, 4 days late`, `due Wed 4 Mar`, `medium, day 6`."""
    due = dt.date.fromisoformat(each["due_on"]) if each["due_on"] else None
    if each["record"] == "issue" and due is not None:
        return Cell(f"{each['state']}, day {(today - due).days}")
    if each["record"] in ("opportunity", "goal"):
        by = f", by {short_day(due, today)}" if due else ""
        return Cell(f"{dash(each['state'])}{by}")
    who = {"promise": "promised", "theirs": "they owe it", "task": ""}[each["state"]]
    if due is None:
        return Cell(f"{who}, no date" if who else "no date", "muted")
    who, late = (f"{who}, " if who else ""), (today - due).days
    if late > 0:
        return Cell(f"{who}{days(late)} late", "late", mark="!")
    if late == 0:
        return Cell(f"{who}due today", "due")
    return Cell(f"{who}due {near_day(each['due_on'], today)}")


def activity(found: Sequence[Row], today: dt.date) -> list[Part]:
    """The last activities, and those booked."""
    if not found:
        return []
    return [Table(ACTIVITY, [activity_line(each, today) for each in found], listed=True)]


def activity_line(each: Row, today: dt.date) -> Line:
    """An interaction: its day, its kind, who was there (first names alone where they are several), and the
    first line of what is noted of it."""
    ahead = each["on"] > today.isoformat() or (each["planned"] and each["on"] == today.isoformat())
    names = each["contacts"]
    one = dash(names[0]) if len(names) == 1 else ", ".join(name.split()[0] for name in names if name.split())
    at = f", {each['at']}" if ahead and each["at"] else ""
    summary = dash((each["summary"] or "").split("\n")[0])
    return [
        short_of(each["on"], today),
        activity_kind(each, ahead=ahead),
        Cell(one or "-", plain=", ".join(names)),
        f"{summary}{at}",
    ]


def activity_kind(each: Row, *, ahead: bool) -> str:
    """What an activity is: booked, cancelled, one that nobody confirmed, an attempt, or its kind."""
    if each["cancelled"]:
        return "cancelled"
    if each["planned"] or ahead:
        return "booked" if ahead else "held?"
    return f"{each['kind']}, tried" if each["tried"] else str(each["kind"])
