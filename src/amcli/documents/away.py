"""The note to a colleague who looks after my accounts while I am away, as Markdown."""

import datetime as dt
from typing import Any

from amcli.documents.risk import text
from amcli.output.formats import cell
from amcli.rules.dates import full_day
from amcli.rules.formatting import count
from amcli.vocabulary import words

HEADINGS = {"due": "Must be done", "open": "Already open", "theirs": "Owed by the customer"}


def markdown(data: dict[str, Any]) -> list[str]:
    """The page of `am away`."""
    lines = [f"# While I am away, {days(data)}", ""]
    if not data["accounts"]:
        return [*lines, "Nothing is due."]
    totals = data["totals"]
    arr = f", {totals['currency']} {amount(totals['arr'])} ARR" if totals["arr"] else ""
    hello = f"{text(data['for'])}, thank you for covering for me. " if data["for"] else ""
    lines.append(
        f"{hello}{count(totals['accounts'], 'account')}{arr}: {count(totals['due'], 'thing')} due,"
        f" {totals['open']} already open, {totals['theirs']} owed by customers."
    )
    for each in data["accounts"]:
        lines += account(each)
    return lines


def days(data: dict[str, Any]) -> str:
    """`Mon 9 Mar 2026 to Fri 13 Mar 2026`."""
    first, last = (full_day(dt.date.fromisoformat(data[name])) for name in ("from", "to"))
    return first if first == last else f"{first} to {last}"


def account(each: dict[str, Any]) -> list[str]:
    """One account: what it is worth, how it is, whom to call, and its lists."""
    facts = [f"{each['tier']} tier"] if each["tier"] else []
    facts += [f"{each['currency']} {amount(each['arr'])} ARR"] if each["arr"] != 0 else []
    lines = ["", f"## {text(each['name'])} ({text(each['account'])})", ""]
    lines += [f"- Account: {', '.join(facts)}"] if facts else []
    lines += [f"- Health: {text(each['health'].replace(' · ', '; '))}"] if each["health"] else []
    lines += [f"- Call: {person(each['contact'])}"] if each["contact"] else []
    for part, heading in HEADINGS.items():
        if each[part]:
            lines += ["", f"### {heading}", "", *(f"- {line(item, part)}" for item in each[part])]
    return lines


def person(contact: dict[str, Any]) -> str:
    prefers = f"prefers {words(contact['prefers'])}" if contact["prefers"] else None
    role = words(contact["role"]) if contact["role"] else None
    parts = (contact["name"], role, contact["phone"], contact["email"], prefers)
    return ", ".join(text(part) for part in parts if part)


def line(item: dict[str, Any], part: str) -> str:
    """One thing, its day first."""
    on = full_day(dt.date.fromisoformat(item["on"]))
    when = f"due since {on}" if part == "open" and item["kind"] != "issue" else on
    when = f"resolve by {on}" if item["kind"] == "issue" else when
    what = {"promise": "promise: ", "checkin": "check-in: ", "meeting": "meeting: "}.get(item["kind"], "")
    who = f", {text(item['contact'])}" if item["contact"] else ""
    waits = f", waiting on {text(item['waiting_on'])}" if item["waiting_on"] else ""
    return f"**{when}** {what}{text(item['text'])}{who}{waits} ({item['ref']})"


def amount(value: Any) -> str:
    """An amount with separators; `?` where a rate is missing."""
    return "?" if value is None else f"{value:,}" if value else cell(value)
