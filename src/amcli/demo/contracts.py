"""What was bought: the running term, the terms before it, and amendments."""

import datetime as dt

from amcli.demo.story import CURRENCY, Record, Story, minor, workday
from amcli.hints import Any
from amcli.rules.dates import add_months

ONE_DAY = dt.timedelta(days=1)
COPIED = (
    "kind", "stage", "forecast", "reference", "concessions", "outcome", "outcome_on", "reason",
    "terminated_on", "notes",
)  # fmt: skip
SIGNED_BEFORE, RENEWED_BEFORE = dt.timedelta(days=12), dt.timedelta(days=21)


def terms(given: dict[str, Any]) -> list[tuple[dt.date, dt.date | None, int]]:
    """First day, last day and yearly value of each term, the running one first.

    Terms follow each other without a gap; a contract without an end has one term.
    """
    if "ends" not in given:
        return [(given["starts"], None, given["value"])]
    months, ends = given.get("months", 12), given["ends"]
    found = []
    for value in (given.get("value", 0), *given.get("before", ())):
        starts = add_months(ends + ONE_DAY, -months)
        found.append((starts, ends, value))
        ends = starts - ONE_DAY
    return found


def first_day(table: dict[str, Any]) -> dt.date:
    """The first day of the first contract."""
    return min(terms(given)[-1][0] for given in table["contracts"])


def contracts(story: Story) -> None:
    """Every contract of the account, each earlier term renewed by the one after it."""
    for given in story.table["contracts"]:
        successor: Record | None = None
        for starts, ends, value in terms(given):
            if successor is None:
                successor = running(story, given, starts, ends)
            else:
                successor = renewed(story, given, (starts, ends, value), successor)


def common(story: Story, given: dict[str, Any]) -> dict[str, Any]:
    """What all terms of a contract share."""
    return {
        "product_id": story.products[given["product"]],
        "currency": given.get("currency", CURRENCY),
        "auto_renew": given.get("auto", False),
        "notice_days": given.get("notice"),
    }


def running(story: Story, given: dict[str, Any], starts: dt.date, ends: dt.date | None) -> Record:
    """The newest term, with its amendments."""
    found = story.add(
        "contract",
        **common(story, given),
        starts_on=starts,
        ends_on=ends,
        annual_value=minor(given.get("value")),
        total_value=minor(given.get("total")),
        quantity=given.get("seats"),
        signed_on=min(workday(starts - SIGNED_BEFORE), story.today),
        uplift_pct=given.get("uplift"),
        **{field: given.get(field) for field in COPIED},
    )
    for day, change, seats, why in given.get("amend", ()):
        amendment(story, given, found, (day, change, seats, why))
    return found


def amendment(
    story: Story, given: dict[str, object], parent: Record, what: tuple[dt.date, int, int, str]
) -> None:
    """A change of a running contract; it ends with its parent. Seats taken away are in the note."""
    day, change, seats, why = what
    story.add(
        "contract",
        product_id=parent["product_id"],
        currency=parent["currency"],
        amends_id=parent,
        starts_on=day,
        ends_on=parent.get("ends_on"),
        annual_value=minor(change),
        quantity=max(0, seats),
        signed_on=workday(day - SIGNED_BEFORE),
        stage="signed",
        notes=why,
    )


def renewed(
    story: Story, given: dict[str, Any], term: tuple[dt.date, dt.date | None, int], successor: Record
) -> Record:
    """An earlier term, with as many seats as its value bought then."""
    starts, ends, value = term
    seats = given.get("seats")
    return story.add(
        "contract",
        **common(story, given),
        starts_on=starts,
        ends_on=ends,
        annual_value=minor(value),
        quantity=None if seats is None else round(seats * value / given["value"]),
        signed_on=workday(starts - SIGNED_BEFORE),
        stage="signed",
        outcome="renewed",
        outcome_on=min(workday(successor["starts_on"] - RENEWED_BEFORE), story.today),
        renewed_by_id=successor,
    )
