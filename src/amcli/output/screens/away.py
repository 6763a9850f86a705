"""`am away`: what falls due meanwhile, account by account, the most revenue first."""

import datetime as dt
from typing import Any

from amcli.output.result import Page
from amcli.output.screen import PAGE, Part, Screen, safe
from amcli.page import BAND_ROLE
from amcli.rules.dates import weekday_day
from amcli.rules.formatting import count
from amcli.vocabulary import words

LABEL = 22
LABELS = {"due": "Must be done", "open": "Already open", "theirs": "Owed by the customer"}
DAY = 12


def draw(screen: Screen, page: Page) -> None:
    data, today = page.data, page.about["today"]
    width = min(screen.width, PAGE)
    stretch = days(data, today)
    if not data["accounts"]:
        screen.line(f"Nothing is due {stretch}.")
        return
    totals = data["totals"]
    arr = [Part(f"{totals['currency']} {totals['arr']:,} ARR")] if totals["arr"] else []
    screen.heading(
        f"Away {stretch}", f"{count(totals['accounts'], 'account')} · {totals['due']} due", [arr], width
    )
    for each in data["accounts"]:
        screen.line()
        account(screen, each, today, width)
    screen.line()
    screen.footer([("note for a colleague", f"am away {page.about['typed']} -o md")], width)


def days(data: Any, today: dt.date) -> str:
    """`from Mon 9 Mar to Fri 13 Mar`."""
    first, last = (weekday_day(dt.date.fromisoformat(data[name]), today) for name in ("from", "to"))
    return f"on {first}" if first == last else f"from {first} to {last}"


def account(screen: Screen, each: Any, today: dt.date, width: int) -> None:
    """One account: its name and worth, whom to call, and what it needs."""
    worth = f"{each['currency']} {each['arr']:,}" if each["arr"] else "-"
    screen.ends([Part(safe(each["name"]), "heading")], worth, width)
    if each["health"]:
        labelled(screen, "Health", [Part(safe(each["health"]), BAND_ROLE[each["band"]])], width)
    if each["contact"]:
        labelled(screen, "Call", [Part(person(each["contact"]))], width)
    for part, label in LABELS.items():
        for at, item in enumerate(each[part]):
            thing(screen, label if at == 0 else "", item, today, width)


def labelled(screen: Screen, label: str, cell: list[Part], width: int) -> None:
    """Words beside a label, wrapped under themselves."""
    role = cell[0].role
    for at, row in enumerate(screen.wrapped("".join(part.text for part in cell), width - LABEL)):
        screen.line([Part(f"{label if at == 0 else '':<{LABEL}}", "muted"), Part(row, role)])


def person(contact: Any) -> str:
    role = words(contact["role"]) if contact["role"] else None
    prefers = f"prefers {contact['prefers']}" if contact["prefers"] else None
    parts = (contact["name"], role, contact["phone"], contact["email"], prefers)
    return ", ".join(safe(part) for part in parts if part)


def thing(screen: Screen, label: str, item: Any, today: dt.date, width: int) -> None:
    """One line: the day, what it is, and its reference at the right."""
    on = dt.date.fromisoformat(item["on"])
    who = f", {safe(item['contact'])}" if item["contact"] else ""
    kind = {"checkin": "check-in: ", "promise": "promised: "}.get(item["kind"], "")
    room = width - LABEL - DAY - len(item["ref"]) - 2
    waits = f", waiting on {safe(item['waiting_on'])}" if item["waiting_on"] else ""
    for at, row in enumerate(screen.wrapped(f"{kind}{safe(item['text'])}{who}{waits}", room)):
        day = Part(f"{weekday_day(on, today) if at == 0 else '':<{DAY}}", "late" if on < today else "")
        left = [Part(f"{label if at == 0 else '':<{LABEL}}", "muted"), day, Part(row)]
        screen.ends(left, Part(item["ref"], "muted") if at == 0 else "", width)
