"""The digest in words: its page, what its sections are called, and the subject of its message.

Made of the object of `am digest -o json` alone. Its plain text and its page for mail programs are drawn in
`output.digest`.
"""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from amcli.fields import Row
from amcli.hints import NamedTuple
from amcli.page import Agenda, Cell, Column, Entry, Group, Page, Part, Section, Sentence, Table
from amcli.reports.digest_week import category_words
from amcli.rules.dates import short_day, spelled_day, weekday_day
from amcli.rules.digest import SECTIONS
from amcli.rules.filters import is_filter
from amcli.rules.formatting import count, major
from amcli.rules.money import compact, from_major
from amcli.rules.names import in_shell, shown
from amcli.vocabulary import words

MEETINGS, TO_CONFIRM, DEADLINES = "meetings", "held", "nearer"
WEEK_SECTIONS = ("won", "renewed", "lost", "slipped")
TITLES = {
    "due": "Due today",
    "nearer": "Deadlines",
    "late": "Late",
    "worse": "Health down",
    "better": "Health up",
    "settled": "Done",
}
MOST_ACCOUNTS = 10  # named in a section but for meetings and deadlines
MOST_TO_CONFIRM = 3
# The command that lists what isn't named, where all of it is of these kinds.
LISTED_BY = (
    (("checkin",), "am checkins"),
    (("task", "promise", "theirs"), "am tasks"),
    (("qbr",), "am qbr due"),
    (("issue", "escalation"), "am issue list"),
    (("opportunity",), "am opportunity list"),
    (("score",), "am risks"),
)
LISTED_BY_SECTION = {
    "settled": "am history",
    "better": "am accounts",
    "won": "am opportunity list",
    "renewed": "am contract list",
    "lost": "am contract list",
    "slipped": "am renewals",
}


class Counted(NamedTuple):
    """A section, and how many things it counts."""

    group: Group
    number: int


def digest_page(data: Row) -> Page:
    """The page of `am digest`."""
    parts: list[Part] = []
    if found := groups(data):
        parts.append(Agenda([each.group for each in found]))
    if rows := forecast(data):
        parts.append(Section(f"Renewals in 90 days, {data['currency']}", [Table(FORECAST, rows)]))
    return Page(heading(data), parts=[*parts, Sentence(totals(data))])


FORECAST = (Column("forecast"), Column("now", right=True), Column("was", right=True))


def groups(data: Row) -> list[Counted]:
    """The sections that have something, in order; those of the week after those of the day."""
    made = [meetings(data), to_confirm(data)]
    made += [part_of(data, section, data["events"]) for section in SECTIONS]
    outcomes = data["week"]["outcomes"] if data["week"] else []
    made += [part_of(data, section, outcomes) for section in WEEK_SECTIONS]
    return [each for each in made if each.group.entries or each.group.more]


def meetings(data: Row) -> Counted:
    """The meetings of the day, or of the week."""
    rows = [row for row in data["meetings"] if row["state"] != "unconfirmed"]
    title = "Meetings today" if data["period"] == "day" else "Meetings within 7 days"
    entries = [entry(row["name"], "", [meeting_words(row, data)]) for row in rows]
    return Counted(Group(title, entries, kind=MEETINGS), len(entries))


def meeting_words(row: Row, data: Row) -> str:
    """`10:00 Renewal call, Jane Orr (n12)`; on another day with the day before it."""
    kind = kind_words(row)
    when = row["at"] or "all day"
    if row["on"] != data["date"]:
        day, today = dt.date.fromisoformat(row["on"]), dt.date.fromisoformat(data["date"])
        when = f"{weekday_day(day, today)} {row['at'] or ''}".rstrip()
    held = ", held" if row["state"] == "held" else ""
    named = "".join(f", {name}" for name in row["people"])
    return f"{when} {row['summary'] or kind}{named}{held} ({row['ref']})"


def kind_words(row: Row) -> str:
    return "QBR" if row["kind"] == "qbr" else words(row["kind"])


def to_confirm(data: Row) -> Counted:
    """The meetings that nobody confirmed: the newest by name, the rest counted."""
    rows = [row for row in data["meetings"] if row["state"] == "unconfirmed"]
    today = dt.date.fromisoformat(data["date"])
    named, rest = rows[-MOST_TO_CONFIRM:][::-1], rows[:-MOST_TO_CONFIRM]
    entries = [entry(row["name"], "", [held_words(row, today)]) for row in named]
    more = ""
    if rest:
        since = short_day(dt.date.fromisoformat(rest[0]["on"]), today)
        more = f"{count(len(rest), 'more meeting')} since {since}: held? am held"
    return Counted(Group("Meetings to confirm", entries, more, TO_CONFIRM), len(rows))


def held_words(row: Row, today: dt.date) -> str:
    """`Held yesterday? 14:30 call`, and the commands that answer it."""
    day = dt.date.fromisoformat(row["on"])
    when = "yesterday" if (today - day).days == 1 else weekday_day(day, today)
    what = " ".join(part for part in (row["at"], kind_words(row)) if part)
    return f"Held {when}? {what}\nam held {row['ref']} or am held {row['ref']} --no"


def part_of(data: Row, section: str, rows: list[Row]) -> Counted:
    """One section: a line an account."""
    chosen = [row for row in rows if row["section"] == section]
    accounts = [list(group) for _, group in groupby(chosen, key=lambda row: row["account"])]
    most = len(accounts) if section == DEADLINES else MOST_ACCOUNTS
    entries = [entry_of(data, section, events) for events in accounts[:most]]
    entries += short_terms(data) if section == DEADLINES else []
    more = unrecorded(data) if section == DEADLINES else more_of(data, section, accounts[most:])
    # Of contracts each is counted, also where one account has two.
    total = sum(map(len, accounts)) if section == DEADLINES else len(accounts)
    return Counted(Group(title_of(data, section), entries, more, section), total)


def entry_of(data: Row, section: str, events: list[Row]) -> Entry:
    """The line of one account; that of its deadlines has the revenue of these contracts."""
    first = events[0]
    amount = first.get("arr")
    if section == DEADLINES:
        values = [each["value"] for each in events]
        amount = None if None in values else sum(values)
    return entry(first["name"], figure(data, amount), list(map(told, events)))


def entry(name: str, amount: str, said: Sequence[str]) -> Entry:
    """A line; commands stand below what they answer, where there is room for lines."""
    return Entry(None, " ", name, amount, [Cell(each, plain=each.replace("\n", " ")) for each in said], "")


def told(event: Row) -> str:
    """What there is to tell, with its reference, or with the commands that answer it."""
    if commands := event.get("commands"):
        return f"{event['text']}\n{' or '.join(commands)}"
    return f"{event['text']} ({event['ref']})" if event["ref"] else str(event["text"])


def short_terms(data: Row) -> list[Entry]:
    """`12 short contracts, 14k: notice within 7 days: am renewals --in 7d`, where there are several."""
    found = data["short_terms"]
    if found is None:
        return []
    said = f"{found['text']}: {with_filters(data, found['command'])}"
    return [entry(f"{found['count']} short contracts", figure(data, found["value"]), [said])]


def unrecorded(data: Row) -> str:
    """`24 not recorded, 665k, 12 ended, 12 auto-renewed: am renewals --past`, where there are any."""
    found = data["unrecorded"]
    if found is None:
        return ""
    parts_ = [f"{found['count']} not recorded", figure(data, found["value"])]
    parts_ += [f"{found['ended']} ended"] if found["ended"] else []
    parts_ += [f"{found['auto_renewed']} auto-renewed"] if found["auto_renewed"] else []
    return f"{', '.join(filter(None, parts_))}: {with_filters(data, found['command'])}"


def more_of(data: Row, section: str, groups: list[list[Row]]) -> str:
    """`138 more: am checkins`: how many accounts aren't named, and the command that lists them."""
    if not groups:
        return ""
    kinds = {each["kind"] for group in groups for each in group if "kind" in each}
    by_kind = next(
        (command for names, command in LISTED_BY if kinds and kinds <= set(names)), "am today --all"
    )
    command = LISTED_BY_SECTION.get(section, by_kind)
    return f"{len(groups):,} more: {with_filters(data, command)}"


def with_filters(data: Row, command: str) -> str:
    """A command with the filters of the digest; a name stands behind `am today` alone."""
    words = data["filters"]
    if command == "am history" or not words:
        return command
    command = "am today" if command == "am" and not is_filter(words[0]) else command
    return " ".join([command, *(in_shell(shown(word)) for word in words)])


def figure(data: Row, amount: int | float | None) -> str:
    """Revenue in three digits; nothing where it is not known or not told."""
    return "" if amount is None else compact(from_major(amount, data["currency"]), data["currency"])


def title_of(data: Row, section: str) -> str:
    if section == "due" and data["period"] == "week":
        return "Due within 7 days"
    if section == "late" and data["since"]:
        return "Newly late"
    if section == "worse" and not data["since"]:
        return "At risk"
    return TITLES.get(section, section.capitalize())


def long_day(text_: str) -> str:
    """`Mon 2 March 2026`."""
    return spelled_day(dt.date.fromisoformat(text_))


def heading(data: Row) -> str:
    """`Mon 2 March 2026, new since Fri 27 February`."""
    head = long_day(data["date"])
    if data["period"] == "week":
        head = f"The week to {head}"
    if data["since"] is None:
        return head
    return f"{head}, new since {long_day(data['since']).rsplit(' ', 1)[0]}"


def subject(data: Row) -> str:
    """`am: 1 meeting, 3 due today, 2 deadlines (Mon 2 Mar)`: a mail that can be judged unopened."""
    day = dt.date.fromisoformat(data["date"])
    counted = [noun(data, each) for each in groups(data)]
    said = ", ".join(counted) or "nothing new"
    head = "am week" if data["period"] == "week" else "am"
    return f"{head}: {said} ({long_day(data['date'])[:3]} {short_day(day, day)})"


def noun(data: Row, found: Counted) -> str:
    """What a section counts, in the subject."""
    kind, title, number = found.group.kind, found.group.title, found.number
    if kind == MEETINGS:
        return count(number, "meeting")
    if kind == TO_CONFIRM:
        return f"{number} to confirm"
    if kind == DEADLINES:
        counted = sum((data[name] or {"count": 0})["count"] for name in ("unrecorded", "short_terms"))
        return count(number + counted, "deadline")
    if kind == "due" and data["period"] == "week":
        return f"{number} due"
    return f"{number} {title[0].lower()}{title[1:]}"


def totals(data: Row) -> str:
    """`Total: 9 check-ins, 8 renewals, 6 at risk (EUR 373k). Open: am`."""
    found = data["totals"]
    money = figure(data, found["arr_at_risk"])
    at_risk = f"{found['at_risk']} at risk" + (
        f" ({data['currency']} {money})" if money and found["at_risk"] else ""
    )
    counted = [count(found["checkins"], "check-in"), count(found["renewals"], "renewal"), at_risk]
    return f"Total: {', '.join(counted)}. Open: {with_filters(data, 'am')}"


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
