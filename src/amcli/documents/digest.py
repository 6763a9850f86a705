"""The digest in words: what its parts are called, its subject, and the page as Markdown and HTML.

Made of the object of `am summary -o json` alone. Its plain text is `output.digest`, the message `mail`.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from amcli.book.queries.digest_week import category_words
from amcli.documents.risk import text
from amcli.documents.templating import fill
from amcli.fields import Row
from amcli.output.words import count, major
from amcli.rules.dates import MONTHS, WEEKDAYS, short_day
from amcli.rules.digest import SECTIONS
from amcli.rules.money import compact, from_major
from amcli.rules.names import in_shell, shown

# What a section's lines are, counted in the subject; but for `due`, its title as well.
WEEK_SECTIONS = ("won", "renewed", "lost", "slipped")


class Line(NamedTuple):
    """An account in a section: its name, its revenue in short, and what there is to tell, each with its
    reference in brackets. `code` is what commands take."""

    name: str
    arr: str
    told: tuple[str, ...]
    code: str


class Part(NamedTuple):
    """A section with its title and its lines."""

    section: str
    title: str
    lines: tuple[Line, ...]


def parts(data: Row) -> list[Part]:
    """The sections that have something, in order; those of the week after those of the day."""
    made = [part_of(data, section, data["events"]) for section in SECTIONS]
    outcomes = data["week"]["outcomes"] if data["week"] else []
    made += [part_of(data, section, outcomes) for section in WEEK_SECTIONS]
    return [each for each in made if each.lines]


def part_of(data: Row, section: str, rows: list[Row]) -> Part:
    """One section: a line an account."""
    chosen = [row for row in rows if row["section"] == section]
    lines = []
    for code, group in groupby(chosen, key=lambda row: row["account"]):
        events = list(group)
        first = events[0]
        told = tuple(f"{each['text']} ({each['ref']})" if each["ref"] else each["text"] for each in events)
        lines.append(Line(first["name"], figure(data, first.get("arr")), told, code))
    return Part(section, title_of(data, section), tuple(lines))


def figure(data: Row, amount: int | float | None) -> str:
    """Revenue in three digits; nothing where it is not known or not told."""
    return "" if amount is None else compact(from_major(amount, data["currency"]), data["currency"])


def title_of(data: Row, section: str) -> str:
    """What a section is called."""
    if section == "due":
        return "Due today" if data["period"] == "day" else "Due within 7 days"
    if section == "late" and data["since"]:
        return f"Late since {near(data['since'], data['date'])}"
    return "At risk" if section == "worse" and not data["since"] else section.capitalize()


def near(day: str, today: str) -> str:
    """`Friday` within the last week, else `20 Feb`."""
    then, now = dt.date.fromisoformat(day), dt.date.fromisoformat(today)
    return WEEKDAYS[then.weekday()] if 0 < (now - then).days < 7 else short_day(then, now)


def long_day(text_: str) -> str:
    """`Mon 2 March 2026`."""
    day = dt.date.fromisoformat(text_)
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def heading(data: Row) -> str:
    """`Mon 2 March 2026, new since Fri 27 February`."""
    head = long_day(data["date"])
    if data["period"] == "week":
        head = f"The week to {head}"
    if data["since"] is None:
        return head
    return f"{head}, new since {long_day(data['since']).rsplit(' ', 1)[0]}"


def subject(data: Row) -> str:
    """`am: 3 due today, 2 nearer, 2 late, 1 worse (Mon 2 Mar)`: a mail that can be judged unopened."""
    day = dt.date.fromisoformat(data["date"])
    counted = [f"{len(part.lines)} {noun(data, part.section)}" for part in parts(data)]
    said = ", ".join(counted) or "nothing new"
    head = "am week" if data["period"] == "week" else "am"
    return f"{head}: {said} ({long_day(data['date'])[:3]} {short_day(day, day)})"


def noun(data: Row, section: str) -> str:
    """What the lines of a section are, counted."""
    if section == "due":
        return "due today" if data["period"] == "day" else "due"
    return "at risk" if section == "worse" and not data["since"] else section


def totals(data: Row) -> str:
    """`Total: 9 check-ins, 8 renewals, 6 at risk (EUR 373k). Open: am`."""
    found = data["totals"]
    money = figure(data, found["arr_at_risk"])
    at_risk = f"{found['at_risk']} at risk" + (
        f" ({data['currency']} {money})" if money and found["at_risk"] else ""
    )
    counted = [count(found["checkins"], "check-in"), count(found["renewals"], "renewal"), at_risk]
    command = " ".join(["am", *(in_shell(shown(word)) for word in data["filters"])])
    return f"Total: {', '.join(counted)}. Open: {command}"


def forecast(data: Row) -> list[tuple[str, str, str]]:
    """The forecast of the week: category, now, and before where there was one; none where it is all empty."""
    rows = data["week"]["forecast"] if data["week"] else []
    if not any(row["value"] or row["before"] for row in rows):
        return []
    code = data["currency"]
    return [
        (
            category_words(row["category"] or "none"),
            major(row["value"], code),
            "" if row["before"] is None else major(row["before"], code),
        )
        for row in rows
        if row["value"] or row["before"]
    ]


def markdown(data: Row) -> list[str]:
    """The digest as Markdown."""
    return [f"# {heading(data)}", *body(data), "", totals(data)]


def body(data: Row) -> Iterator[str]:
    """The sections as Markdown."""
    for part in parts(data):
        yield from ("", f"## {part.title}", "")
        for line in part.lines:
            arr = f" ({line.arr})" if line.arr else ""
            yield f"- **{text(line.name)}**{arr}: {'; '.join(map(text, line.told))}"
    if rows := forecast(data):
        yield from (
            "",
            f"## Renewals in 90 days, {data['currency']}",
            "",
            "| forecast | now | was |",
            "| --- | ---: | ---: |",
        )
        yield from (f"| {' | '.join(row)} |" for row in rows)


def html(data: Row) -> str:
    """The digest as a page for mail programs: tables and styles within, nothing that is fetched or run."""
    return fill(
        "digest.html",
        heading=heading(data),
        subject=subject(data),
        parts=parts(data),
        totals=totals(data),
        forecast=forecast(data),
        currency=data["currency"],
    )
