"""One account at a glance as Markdown."""

from typing import Any

from amcli.documents.risk import text
from amcli.vocabulary import words


def markdown(data: dict[str, Any]) -> list[str]:
    """The page of `am show ACCOUNT`."""
    score = "?" if data["score"] is None else data["score"]
    band = f", {score} {words(data['band'])}" if data["band"] else ""
    amount = "?" if data["arr"] is None else f"{data['arr']:,}"
    arr = f"{data['currency']} {amount} ARR"
    lines = [f"# {text(data['name'])}", ""]
    lines.append(f"{text(data['code'])}, {data['tier']} tier, {data['status']}{band}, {arr}")
    lines += section(
        "Health", [*(text(each["text"]) for each in data["reasons"] if each["points"] > 0), *pulse(data)]
    )
    if data["checkin"]:
        lines += section("Check-in", [checkin(data["checkin"])])
    lines += section("Renewal", [contract(each) for each in data["contracts"]] or ["no contract yet"])
    lines += section("People", [person(each) for each in data["contacts"]] or ["none yet"])
    lines += section(
        "Open",
        [
            f"{each['ref']} {text(each['title'])} ({text(each['state'])}, {each['due_on'] or 'no date'})"
            for each in data["open"]
        ],
    )
    lines += section("Activity", [touch(each) for each in data["interactions"]])
    return lines


def pulse(data: dict[str, Any]) -> list[str]:
    """How the account feels to me, since when and why; or until when that counted."""
    if data["pulse_expired_on"]:
        return [f"pulse expired {data['pulse_expired_on']}"]
    why = f": {text(data['pulse_note'])}" if data["pulse_note"] else ""
    return [f"pulse {data['pulse']}, {data['pulse_on']}{why}"] if data["pulse"] else []


def checkin(each: dict[str, Any]) -> str:
    """When the check-in is due; until when it is put off, and why."""
    every = f"every {each['cadence_days']} days"
    if each["due_on"] is None:
        return f"no conversations recorded yet, {every}"
    if each["state"] != "snoozed":
        return f"due {each['due_on']}, {every}"
    why = f" ({text(each['snooze_reason'])})" if each["snooze_reason"] else ""
    return f"snoozed until {each['snoozed_until']}{why}, {every}"


def section(title: str, items: list[str]) -> list[str]:
    """A heading and its list; nothing without items."""
    return ["", f"## {title}", "", *(f"- {item}" for item in items)] if items else []


def contract(each: dict[str, Any]) -> str:
    value = f", {each['currency']} {each['annual_value']:,}" if each["annual_value"] is not None else ""
    term = f"{each['starts_on']} to {each['ends_on'] or 'no end'}"
    return f"{each['contract']} {text(each['product'] or 'contract')}, {term}{value}, {words(each['stage'])}"


def person(each: dict[str, Any]) -> str:
    about = [each["title"], words(each["role"]) if each["role"] else None, each["stance"]]
    left = f", left {each['left_on']}" if each["left_on"] else ""
    return ", ".join(text(part) for part in (each["name"], *about) if part) + left


def touch(each: dict[str, Any]) -> str:
    people = f" ({', '.join(text(name) for name in each['contacts'])})" if each["contacts"] else ""
    return f"{each['on']} {each['kind']}{people}: {text(each['summary'] or '')}"
