"""An entry of the log: an interaction with its people, its purpose, the tasks that follow from it, and what
it is to the meetings that are booked.

Not for the commands that ask for one and answer (log.py, meet.py, qbr.py), nor for what fits
(rules.meetings).
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from amcli import patterns
from amcli import vocabulary as v
from amcli.context import Run
from amcli.errors import BadValue, NotFound
from amcli.hints import TYPE_CHECKING, Any, NamedTuple
from amcli.rules.dates import weekday_day
from amcli.rules.meetings import Booked, Held, fitting
from amcli.rules.names import search_key, shown
from amcli.vocabulary import reference, words

if TYPE_CHECKING:
    from amcli.storage.connection import Row

# A reference among words, and what a talk about such a record is for.
NAMED = r"(?<!\w)[gio][1-9][0-9]{0,8}(?!\w)"
PURPOSES = {"i": "support", "g": "value", "o": "commercial"}


class Entry(NamedTuple):
    """One interaction to be logged, references resolved; `because` is the record in its text that told
    its purpose. `held`: the booked meeting that it was; `unclear`: those of which it may have been one."""

    account: Any
    columns: dict[str, Any]
    contacts: list[int]
    recognised: bool
    tasks: list[dict[str, Any]]
    because: str | None = None
    held: Booked | None = None
    unclear: tuple[Booked, ...] = ()


def follow_ups(
    next_: str | None, promise: str | None, due: dt.date | None, theirs: str | None = None
) -> list[dict[str, Any]]:
    """The tasks that follow, as columns. Raises BadValue for a day without a task."""
    if due is not None and not (next_ or promise or theirs):
        raise BadValue("--due needs --next, --promise or --theirs.", 'Add a task: --next "send the quote"')
    return [
        {
            "title": title,
            "due_on": due,
            "first_due_on": due,
            "promised": side is not None,
            "promised_by": side,
        }
        for title, side in ((next_, None), (promise, "me"), (theirs, "them"))
        if title
    ]


def entry_of(
    run: Run, account: Any, columns: dict[str, Any], names: Sequence[str], tasks: list[dict[str, Any]]
) -> Entry:
    """An interaction with its people, those of the text where none are named, and its purpose, where
    the kind or the text tells it. Raises NotFound, Ambiguous."""
    people = participants(run, account, names)
    text = columns["summary"]
    recognised = [] if people or text is None else mentioned(run, account["id"], text)
    because = None
    if columns["purpose"] is None:
        told, because = inferred(run, account["id"], columns["kind"], text)
        columns = {**columns, "purpose": told}
    return Entry(account, columns, people or recognised, bool(recognised), tasks, because)


def participants(run: Run, account: Any, names: Iterable[str]) -> list[int]:
    """The contacts of an account that were named, as ids; `jane,omar` are two where nobody is called so.
    Raises NotFound, Ambiguous."""
    from amcli.storage import resolve

    found: list[int] = []
    for name in names:
        try:
            found.append(resolve.contact(run.book, name, account["id"])["id"])
        except NotFound:
            several = [part for each in name.split(",") if (part := each.strip())]
            if len(several) < 2:
                raise
            found += [resolve.contact(run.book, each, account["id"])["id"] for each in several]
    return list(dict.fromkeys(found))


def inferred(run: Run, account: int, kind: str, text: str | None) -> tuple[str | None, str | None]:
    """The purpose that a kind implies, a review showing value, or that an open record named in the text
    implies (`i7` support, `g2` value, `o5` commercial); and that record. Nothing where they differ."""
    if kind == "qbr":
        return "value", None
    figures = text is not None and any(map(str.isdecimal, text))
    named = patterns.findall(NAMED, text, patterns.IGNORECASE) if text is not None and figures else ()
    found: dict[str, str] = {}
    for ref in map(str.lower, named):
        if is_open(run, account, ref):
            found.setdefault(PURPOSES[ref[0]], ref)
    return next(iter(found.items())) if len(found) == 1 else (None, None)


def is_open(run: Run, account: int, ref: str) -> bool:
    """Whether a reference names an open record of the account."""
    from amcli.storage import lines, records

    found = lines.by_letter(run.book, ref)
    if found is None:
        return False
    row = next(
        (r for r in records.list_records(run.book, found.kind, account=account) if r["id"] == found.row), {}
    )
    if found.kind == "issue":
        return bool(row) and (row["resolved_on"] or "9999") > run.today.isoformat()
    return row.get("status") == "open" or row.get("stage", "lost") not in v.CLOSED_STAGES


def mentioned(run: Run, account_id: int, text: str) -> list[int]:
    """Contacts named in a text: by whole name, or by a first name that nobody else there has."""
    from amcli.storage import contacts

    padded = f" {''.join(char if char.isalnum() else ' ' for char in search_key(text))} "
    people = [person for person in contacts.contacts_of(run.book, account_id) if person["left_on"] is None]
    firsts = Counter(first_name(person["name"]) for person in people)
    found = []
    for person in people:
        whole = " ".join("".join(c if c.isalnum() else " " for c in search_key(person["name"])).split())
        first = first_name(person["name"])
        if (whole and f" {whole} " in padded) or (
            len(first) > 2 and firsts[first] == 1 and f" {first} " in padded
        ):
            found.append(int(person["id"]))
    return found


def first_name(name: str) -> str:
    """The first word of a name, as names are found."""
    parts = "".join(char if char.isalnum() else " " for char in search_key(name)).split()
    return parts[0] if parts else ""


def insert_entry(run: Run, entry: Entry) -> tuple[int, list[int]]:
    """Write an interaction with its people and tasks, into the booked meeting that it was where there is one;
    gives its id and the tasks' ids."""
    from amcli.storage import writes

    account = entry.account["id"]
    if entry.held is not None:
        from amcli.storage.meetings import hold

        row = entry.held.id
        hold(run.book, row, entry.columns, entry.contacts)
    else:
        row = writes.insert(run.book, "interaction", {"account_id": account, **entry.columns})
        writes.set_participants(run.book, row, entry.contacts)
    contact = entry.contacts[0] if len(entry.contacts) == 1 else None
    tasks = [
        writes.insert(
            run.book, "task", {"account_id": account, "contact_id": contact, "interaction_id": row, **task}
        )
        for task in entry.tasks
    ]
    return row, tasks


def placed(run: Run, entry: Entry, *, kind_typed: bool) -> Entry:
    """An entry with what it is: booked where its day is ahead; the booked meeting that it fits, held; or the
    several that it fits, none of which it is. Raises BadValue for an attempt on a day ahead."""
    columns = entry.columns
    if columns["on"] > run.today:
        if columns["tried"]:
            raise BadValue(
                f"--no-answer: {columns['on']} is still ahead. Nothing was logged.",
                f"To book a call: am meet {entry.account['code']} {columns['on']}",
            )
        return entry._replace(columns={**columns, "planned": columns["kind"] != "note"})
    if columns["tried"]:
        return entry
    from amcli.storage.meetings import booked_with

    booked = booked_with(run.book, entry.account["id"], columns["on"])
    if not booked:
        return entry
    said = Held(columns["kind"] if kind_typed else None, columns.get("at"), frozenset(entry.contacts))
    found = fitting(said, booked, run.hour_of(columns["on"]))
    if len(found) == 1:
        return held_as(run, entry, found[0])
    return entry._replace(unclear=tuple(found))


def held_as(run: Run, entry: Entry, booked: Booked) -> Entry:
    """An entry that is what was said in a meeting that was booked: of its kind, for the purpose of that."""
    purpose, because = entry.columns["purpose"], entry.because
    if purpose is None:
        purpose, because = inferred(run, entry.account["id"], booked.kind, entry.columns["summary"])
    columns = {**entry.columns, "kind": booked.kind, "purpose": purpose}
    return entry._replace(columns=columns, because=because, held=booked)


def named(booked: Booked) -> str:
    """`10:00 call`, `QBR`."""
    kind = booked.kind.upper() if booked.kind == "qbr" else words(booked.kind)
    return f"{booked.at} {kind}" if booked.at else kind


def which(account: "Row", on: dt.date, found: Sequence[Booked], today: dt.date) -> list[str]:
    """That several meetings are booked and none of them was held, and the command for each."""
    day = "today" if on == today else f"for {weekday_day(on, today)}"
    each = " or ".join(f"am held {reference('interaction', one.id)} ({named(one)})" for one in found)
    first = f"{len(found)} meetings with {shown(account['name'])} are booked {day}; none was marked as held."
    return [first, each]


def warn_unclear(run: Run, entry: Entry) -> None:
    """Say in a pipe, too, that several booked meetings may have been it."""
    if entry.unclear:
        run.warn(" ".join(unclear_words(run, entry)))


def unclear_words(run: Run, entry: Entry) -> list[str]:
    """That several booked meetings may have been it, where that is so."""
    if not entry.unclear:
        return []
    return which(entry.account, entry.columns["on"], entry.unclear, run.today)
