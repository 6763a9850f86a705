"""The account itself, its people, and how it came from one owner to the next."""

import datetime as dt

from amcli.demo.contracts import first_day
from amcli.demo.story import OWNER, Record, Rows, Story
from amcli.hints import Any
from amcli.rules.names import folded, make_code

COPIED = (
    "status", "tier", "team", "industry", "segment", "region", "domain", "address", "owner_since",
    "cadence_days", "qbr_days", "objectives", "notes", "tags", "extra",
)  # fmt: skip


def account(rows: Rows, key: str, table: dict[str, Any]) -> Record:
    """The account's own row, and the snooze that hides its check-in."""
    code = make_code(table.get("code", key), lambda taken: False)
    pulse, pulse_on, pulse_note = table.get("pulse", (None, None, None))
    snoozed_until, why = table.get("snoozed", (None, None))
    since = table.get("since", None if "added" in table else first_day(table))
    found = rows.add(
        "account",
        code=code,
        code_folded=folded(code),
        name=table["name"],
        name_folded=folded(table["name"]),
        added_on=table.get("added", since),
        customer_since=since,
        owner=OWNER,
        website=f"https://www.{table['domain']}",
        snoozed_until=snoozed_until,
        pulse=pulse,
        pulse_on=pulse_on,
        pulse_note=pulse_note,
        **{name: table.get(name) for name in COPIED},
    )
    if snoozed_until:
        rows.add("snooze", kind="account", row=found, until=snoozed_until, reason=why)
    return found


def contacts(story: Story) -> None:
    """Everybody known at the account; a successor is a name of the same table."""
    for (name, title, role, stance, phone), more in story.entries("people", 5):
        first_and_last = more.get("mail") or ".".join(name.casefold().split())
        story.people[name] = story.add(
            "contact",
            name=name,
            title=title,
            role=role or None,
            stance=stance or None,
            emails=[f"{first_and_last}@{story.table['domain']}"],
            phones=[phone_number(phone)] if phone else None,
            primary=more.get("primary"),
            left_on=more.get("left"),
            **{
                field: more.get(field)
                for field in ("prefers", "language", "timezone", "do_not_mail", "notes", "tags")
            },
        )
    for (name, *_), more in story.entries("people", 5):
        if "successor" in more:
            story.people[name]["successor_id"] = story.person(more["successor"])


def phone_number(given: str | dict[str, str]) -> dict[str, str]:
    """A number as it is kept; four digits alone are of the range that is kept free for fiction in London."""
    return given if isinstance(given, dict) else {"typed": f"020 7946 {given}", "e164": f"+44207946{given}"}


def handoff(story: Story) -> None:
    """What the owner before me wrote down."""
    given = story.table.get("handoff")
    if given:
        story.add(
            "handoff",
            from_owner=given["from"],
            to_owner=OWNER,
            on=given["on"],
            why_bought=given.get("why"),
            **{field: given.get(field) for field in ("expectations", "promises", "risks", "note")},
        )


def quiet_people(table: dict[str, Any]) -> set[str]:
    """Those who are known and have hardly been spoken to."""
    return {entry[0] for entry in table.get("people", []) if len(entry) > 5 and entry[5].get("quiet")}


def present(story: Story, day: dt.date) -> list[Record]:
    """Who was there on a day and takes part in the ordinary conversation."""
    quiet = quiet_people(story.table)
    return [
        record
        for name, record in story.people.items()
        if name not in quiet and not (record.get("left_on") and record["left_on"] <= day)
    ]
