"""`am show ACCOUNT`: labels in a column of ten, the handle of each record first."""

import datetime as dt
from typing import Any

from amcli.output.result import Page
from amcli.output.screen import PAGE, Part, Screen, safe
from amcli.page import BAND_ROLE
from amcli.rules.arithmetic import expired
from amcli.rules.dates import short_day
from amcli.rules.formatting import near_day
from amcli.rules.phrases import days
from amcli.rules.score import expired_pulse
from amcli.vocabulary import outcome_words, words

LABEL = 10
SHOWN_TOUCHES = 6


def draw(screen: Screen, page: Page) -> None:
    data, world = page.data, page.about["world"]
    width = min(screen.width, PAGE)
    heading(screen, data, page.about["assessed"], world.today, width)
    screen.line()
    for label, lines in (
        ("Health", health(screen, data, page.about["assessed"], width)),
        ("Pulse", pulse(data, page.about["assessed"], world)),
        ("Check-in", checkin(data, world.today)),
        ("", []),
        ("Renewal", renewal(screen, data, world, width)),
        ("People", people(screen, data, world.today)),
        ("Open", opened(screen, data, world.today, width)),
        ("Activity", touches(screen, data, world.today, width)),
    ):
        section(screen, label, lines, after=label not in ("Health", "Pulse"))
    closing(screen, data, width)


def section(screen: Screen, label: str, lines: list[list[Part]], *, after: bool) -> None:
    """A labelled block, and a blank line."""
    for at, each in enumerate(lines):
        screen.line([Part(f"{label if at == 0 else '':<{LABEL}}", "muted"), *each])
    if lines and after:
        screen.line()


def heading(screen: Screen, data: Any, assessed: Any, today: dt.date, width: int) -> None:
    right = []
    if data["band"]:
        number = "?" if data["score"] is None else str(data["score"])
        right.append(Part(f"{number} {words(data['band'])}", BAND_ROLE[data["band"]]))
    if data["trend"]:
        moved = f"{'↓' if data['trend'] < 0 else '↑'}{abs(data['trend'])}"
        right.append(Part(f" {moved} since {short_day(assessed.was.on, today)}", "muted"))
    about = f"{safe(data['code'])} · {data['tier']} tier · {data['status']}"
    screen.heading(safe(data["name"]), about, [right], width)
    facts = [
        f"{data['currency']} {money(data['arr'])} ARR"
        if data["arr"] is not None
        else "ARR unknown: no exchange rate"
    ]
    if data["customer_since"]:
        facts.append(f"customer since {long_day(data['customer_since'])}")
    facts += [safe(data[name]) for name in ("industry", "segment", "region") if data[name]]
    facts += [f"owner {safe(data['owner'])}"] if data["owner"] else []
    facts += [", ".join(safe(tag) for tag in data["tags"])] if data["tags"] else []
    screen.joined(facts)


def money(value: Any) -> str:
    """`72,000`."""
    return "-" if value is None else f"{value:,}"


def long_day(text: str) -> str:
    """`5 Apr 2023`."""
    from amcli.rules.dates import full_day

    return full_day(dt.date.fromisoformat(text)).split(" ", 1)[1]


def health(screen: Screen, data: Any, assessed: Any, width: int) -> list[list[Part]]:
    """The strongest reasons on one line."""
    if assessed is None:
        return []
    reasons = [
        safe(reason.short) for reason in assessed.reasons if reason.points > 0 and reason.signal != "cap"
    ]
    if not reasons:
        return [[Part("no concerns" if data["score"] is not None else "not enough on record to score")]]
    kept = reasons[:]
    while len(kept) > 1 and screen.length(" · ".join(kept)) > width - LABEL - 4:
        kept.pop()
    more = f" +{len(reasons) - len(kept)}" if len(reasons) > len(kept) else ""
    return [[Part(" · ".join(kept) + more)]]


def pulse(data: Any, assessed: Any, world: Any) -> list[list[Part]]:
    """How the account feels to me, since when and why; or until when that counted."""
    today = world.today
    gone = expired_pulse(assessed.facts, today, world.model) if assessed is not None else None
    if gone is not None:
        return [[Part(expired(*gone, today), "muted")]]
    if not data["pulse"] or not data["pulse_on"]:
        return []
    why = f": {safe(data['pulse_note'])}" if data["pulse_note"] else ""
    return [[Part(f"{data['pulse']}, {near_day(data['pulse_on'], today)}{why}")]]


def checkin(data: Any, today: dt.date) -> list[list[Part]]:
    found = data["checkin"]
    if found is None:
        return []
    every = f"due every {days(found['cadence_days'])}"
    if data["snoozed_until"] and found["state"] == "snoozed":
        why = f" ({safe(found['snooze_reason'])})" if found["snooze_reason"] else ""
        first = Part(f"snoozed until {near_day(data['snoozed_until'], today)}{why}", "muted")
    elif found["due_on"] is None:
        first = Part("no conversations recorded yet", "muted")
    elif found["days_overdue"] > 0:
        first = Part(f"{days(found['days_overdue'])} overdue", "late")
    elif found["days_overdue"] == 0:
        first = Part("due today", "due")
    else:
        first = Part(f"due {near_day(found['due_on'], today)}")
    booked = f" · meeting booked {near_day(found['booked_on'], today)}" if found["booked_on"] else ""
    return [[first, Part(f" · {every}{booked}")]]


def renewal(screen: Screen, data: Any, world: Any, width: int) -> list[list[Part]]:
    """Contracts with their handles; the day to act and the stage below."""
    if not data["contracts"]:
        return [[Part("no contract yet: "), Part(f"am contract add {safe(data['code'])}", "command")]]
    handles = max(len(each["contract"]) for each in data["contracts"])
    lines: list[list[Part]] = []
    pending: list[list[Part]] = []
    room = width - LABEL - handles - 2 - 12 - 10
    for each in data["contracts"]:
        if not each["amends"]:  # the day to act stands below the contract and all its amendments
            lines += pending
            pending = [[Part(" " * (handles + 2)), *part] for part in deadline(each, world.today)]
        amount = money(each["annual_value"]) if each["annual_value"] is not None else "-"
        amount = amount if each["currency"] in (None, world.totals.base) else f"{each['currency']} {amount}"
        what = screen.fit(contract_words(each, world.today), room)
        gap = " " * max(0, room - screen.length(what))
        lines.append(
            [Part(f"{each['contract']:<{handles}}  ", "muted"), Part(what + gap), Part(f"{amount:>12}")]
        )
    return lines + pending


def contract_words(each: Any, today: dt.date) -> str:
    """`Platform, 60 seats, 5 Apr 2025 to 4 Apr 2026`."""
    quantity = f", {each['quantity']:,}" if each["quantity"] is not None and not each["amends"] else ""
    if each["amends"]:
        more = f"+ {each['quantity']:,} " if each["quantity"] else "changed "
        return f"{more}from {long_day(each['starts_on'])}"
    until = f"to {long_day(each['ends_on'])}" if each["ends_on"] else "until terminated"
    return f"{safe(each['product'] or 'contract')}{quantity}, {long_day(each['starts_on'])} {until}"


def deadline(each: Any, today: dt.date) -> list[list[Part]]:
    """The day to act, and how far the renewal has come; nothing for amendments and without an end."""
    if each["amends"] or each["ends_on"] is None or each["outcome"]:
        return [[Part(outcome_words(each["outcome"]))]] if each["outcome"] else []
    ends = dt.date.fromisoformat(each["ends_on"])
    notice = dt.date.fromisoformat(each["notice_by"]) if each["notice_by"] else None
    auto = " · auto-renews" if each["auto_renew"] else ""
    secured = each["stage"] in ("verbal", "signed")
    if ends < today:
        first = Part(f"Ended {short_day(ends, today)}: renewed or lost?", "late")
    else:
        on, what = (notice, "Notice by") if notice is not None and notice >= today else (ends, "Ends")
        left = (on - today).days
        when = "today" if left == 0 else f"in {days(left)}"
        first = Part(
            f"{what} {near_day(on.isoformat(), today)}, {when}{auto}",
            "due" if left <= 14 and not secured else "",
        )
    forecast = f" · forecast {each['forecast']}" if each["forecast"] else ""
    return [[first], [Part(f"Stage {words(each['stage'])}", "healthy" if secured else ""), Part(forecast)]]


def people(screen: Screen, data: Any, today: dt.date) -> list[list[Part]]:
    """Who is there, the last spoken to first."""
    if not data["contacts"]:
        return [[Part("none yet: "), Part(f"am contact add {safe(data['code'])}", "command")]]
    rows = []
    for each in data["contacts"]:
        gone = each["left_on"] is not None and each["left_on"] <= today.isoformat()
        last = (
            f"left {short_day(dt.date.fromisoformat(each['left_on']), today)}"
            if gone
            else last_spoken(each, today)
        )
        cells = [
            safe(each["name"]),
            safe(each["title"]),
            words(each["role"] or "-"),
            each["stance"] or "-",
            last,
        ]
        if screen.wide:
            cells.append(safe(each["phones"][0] if each["phones"] else None))
        rows.append((cells, gone))
    limits = [22, 24, 17, 9, 14, 18]
    widths = [
        min(limits[at], max(screen.length(row[at]) for row, _ in rows)) for at in range(len(rows[0][0]))
    ]
    if not screen.wide:
        spare = screen.width - LABEL - sum(widths) - 2 * (len(widths) - 1)
        widths[1] = max(4, widths[1] + min(0, spare))
    return [[person_line(screen, cells, widths, gone)] for cells, gone in rows]


def last_spoken(each: Any, today: dt.date) -> str:
    """When they last took part in a touch."""
    on = each["last_touch_on"]
    return short_day(dt.date.fromisoformat(on), today) if on else "never"


def person_line(screen: Screen, cells: list[str], widths: list[int], gone: bool) -> Part:
    parts = []
    for at, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        text = screen.fit(cell, width)
        gap = " " * max(0, width - screen.length(text))
        parts.append(gap + text if at == 4 else text + gap)
    return Part("  ".join(parts).rstrip(), "muted" if gone else "")


def opened(screen: Screen, data: Any, today: dt.date, width: int) -> list[list[Part]]:
    """What is open, the handle first, its state at the side."""
    lines = []
    handles = max((len(each["ref"]) for each in data["open"]), default=0)
    states = [open_state(each, today) for each in data["open"]]
    room = width - LABEL - handles - 4 - 28
    for each, state in zip(data["open"], states, strict=True):
        title = safe(each["title"])
        if each["value"] is not None:
            title += f", {each['currency']} {money(each['value'])}"
        if each["waiting_on"]:
            title += f", waiting on {safe(each['waiting_on'])}"
        fitted = screen.fit(title, room)
        gap = " " * max(0, room - screen.length(fitted))
        lines.append([Part(f"{each['ref']:<{handles}}  ", "muted"), Part(fitted + gap + "  "), *state])
    return lines


def open_state(each: Any, today: dt.date) -> list[Part]:
    """`! promised, 4 days late`, `due Wed 4 Mar`, `medium, day 6`."""
    due = dt.date.fromisoformat(each["due_on"]) if each["due_on"] else None
    if each["record"] == "issue" and due is not None:
        return [Part(f"{each['state']}, day {(today - due).days}")]
    if each["record"] in ("opportunity", "goal"):
        by = f", by {short_day(due, today)}" if due else ""
        return [Part(f"{safe(each['state'])}{by}")]
    who = {"promise": "promised", "theirs": "they owe it", "task": ""}[each["state"]]
    if due is None:
        return [Part(f"{who}, no date" if who else "no date", "muted")]
    late = (today - due).days
    if late > 0:
        return [Part("! ", "alarm"), Part(f"{who}{', ' if who else ''}{days(late)} late", "late")]
    when = "due today" if late == 0 else f"due {near_day(each['due_on'], today)}"
    return [Part(f"{who}{', ' if who else ''}{when}", "due" if late == 0 else "")]


def touches(screen: Screen, data: Any, today: dt.date, width: int) -> list[list[Part]]:
    """The last interactions, and those booked."""
    rows = []
    for each in data["interactions"][:SHOWN_TOUCHES]:
        ahead = each["on"] > today.isoformat() or (each["planned"] and each["on"] == today.isoformat())
        kind = touch_kind(each, ahead=ahead)
        names = [safe(name) for name in each["contacts"]]
        people = names[0] if len(names) == 1 else ", ".join(name.split()[0] for name in names if name.split())
        summary = safe((each["summary"] or "").split("\n")[0]) + (
            f", {each['at']}" if ahead and each["at"] else ""
        )
        rows.append(
            (short_day(dt.date.fromisoformat(each["on"]), today).rjust(6), kind, people or "-", summary)
        )
    if not rows:
        return []
    kinds = max(len(row[1]) for row in rows)
    people_width = min(18, max(screen.length(row[2]) for row in rows))
    room = width - LABEL - 6 - 2 - kinds - 2 - people_width - 2
    lines = []
    for day, kind, who, summary in rows:
        fitted = screen.fit(who, people_width)
        gap = " " * max(0, people_width - screen.length(fitted))
        lines.append([Part(f"{day}  {kind:<{kinds}}  {fitted}{gap}  "), Part(screen.fit(summary, room))])
    return lines


def touch_kind(each: Any, *, ahead: bool) -> str:
    """What an interaction is: booked, cancelled, one that nobody confirmed, an attempt, or its kind."""
    if each["cancelled"]:
        return "cancelled"
    if each["planned"] or ahead:
        return "booked" if ahead else "held?"
    return f"{each['kind']}, tried" if each["tried"] else str(each["kind"])


def closing(screen: Screen, data: Any, width: int) -> None:
    if not screen.hints:
        return
    code = safe(data["code"])
    step = f"Next  {safe(data['next_step'])}, then " if data["next_step"] else ""
    left = [Part(step or "Log it: "), Part(f"am log {code}", "command")]
    screen.ends(left, Part(f"brief: am brief {code}", "command"), width)
