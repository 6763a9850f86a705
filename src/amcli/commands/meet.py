"""`am meet` and `am held`: a meeting is booked or moved, and took place or did not."""

import datetime as dt
from collections.abc import Mapping
from functools import partial

from amcli import vocabulary as v
from amcli.commands.declared import argument, option
from amcli.commands.entry import entry_of, follow_ups, held_as, participants
from amcli.commands.filtering import FITTING, Asked
from amcli.commands.log import TEXT, asked_text, write_one
from amcli.commands.options import (
    DUE_OPTIONS,
    At,
    Direction,
    Editor,
    Feel,
    FollowUpDue,
    Minutes,
    Next,
    On,
    Promise,
    Purpose,
    Theirs,
    With,
    finish,
    shows,
)  # fmt: skip
from amcli.commands.readers import Word
from amcli.commands.references import code_of, of_another_kind
from amcli.context import Run
from amcli.errors import Ambiguous, BadValue, NotFound, Refused
from amcli.hints import Annotated, Any
from amcli.output import say
from amcli.output.result import Listing, Options
from amcli.reports import meetings
from amcli.rules.dates import Side, weekday_day
from amcli.rules.daywords import parse_day
from amcli.rules.filters import is_filter
from amcli.rules.meetings import KINDS, When, read_when
from amcli.rules.names import quoted, shown
from amcli.storage import lines, records, resolve, whois, writes
from amcli.storage.labels import label
from amcli.storage.meetings import as_booked, booked_with, cancel, people_of
from amcli.vocabulary import reference

Invited = Annotated[
    list[str] | None,
    option("--with", "-w", metavar="CONTACT", help="Who takes part: jane,omar, or repeat it."),
]


def meet(
    run: Run,
    who: Annotated[
        str, argument(metavar="ACCOUNT|REF", help="An account, or a booked meeting (n12) to move.")
    ],
    words: Annotated[
        list[str],
        argument(metavar="WHEN...", help="Day and time: thu 14:00; then a text in quotes: what it is about."),
    ],
    kind: Annotated[str, option("--kind", "-k", reader=Word(KINDS), help="What is booked.")] = "meeting",
    with_: Invited = None,
    minutes: Minutes = None,
) -> None:
    """Book or move a meeting.

    A booked meeting is no touch until it is held: confirm it with am held. A time alone is today.

    \b
    am meet acme thu 14:00 "Renewal talk" -w jane
    am meet acme 5 mar 9:30 "Half-year review" -k qbr --minutes 60
    am meet acme tomorrow -k call
    am meet n12 fri 10:00                              moves it
    """
    when, text = when_of(run, words)
    given: dict[str, Any] = {"kind": kind} if run.typed.has("kind") else {}
    given |= {name: value for name, value in (("minutes", minutes), ("summary", text)) if value is not None}
    found = resolve.any_record(run.book, who)
    if found.kind == "interaction":
        move(run, found.row, when, given, with_ or ())
        return
    try:  # a line of a list that stands for another record is its account here
        account, person = resolve.account_and_person(run.book, who)
    except NotFound:
        wrong = f"{quoted(who)}: neither an account nor a meeting."
        raise BadValue(wrong, 'am meet acme thu 14:00 "Review"') from None
    with_ = with_ or ([reference("contact", person["id"])] if person is not None else [])
    book_one(run, account, when, {"kind": kind, **given}, with_)


def when_of(run: Run, words: list[str]) -> tuple[When, str | None]:
    """The day and time that were typed, and the text behind them. Raises BadValue."""
    parse = partial(parse_day, today=run.today, side=Side.DUE, order=run.date_order)
    when, rest = read_when(words, parse)
    if len(rest) > 1:
        said = " ".join(rest)
        raise BadValue(f"TEXT {quoted(rest[0])}: put the text in quotes. Nothing was booked.", f'"{said}"')
    if when.day is not None and when.day < run.today:
        raise BadValue(
            f"WHEN {when.day.isoformat()}: that day has passed. Nothing was booked.",
            f"It took place? am log ACCOUNT -k meeting --on {when.day.isoformat()}",
        )
    return when, TEXT.read(rest[0], run) if rest else None


def book_one(
    run: Run, account: Any, when: When, columns: dict[str, Any], names: list[str] | tuple[()]
) -> None:
    """Book a meeting. Raises Refused where the same is booked already."""
    on = when.day or run.today
    refuse_twice(run, account, on, when.at)
    columns = {
        "minutes": None, "summary": None, "purpose": None, "tried": False, **columns,
        "on": on, "at": when.at, "planned": True,
    }  # fmt: skip
    write_one(run, entry_of(run, account, columns, names, []))


def refuse_twice(run: Run, account: Any, on: dt.date, at: str | None, but: int | None = None) -> None:
    """Raise Refused where a meeting is booked with an account for the same day and time."""
    for each in booked_with(run.book, account["id"], on):
        if each.at == at and each.id != but:
            ref = reference("interaction", each.id)
            about = f", {quoted(each.summary)}" if each.summary else ""
            raise Refused(
                f"{shown(account['name'])} has {ref} booked for {moment(run, on, at)}{about}. "
                "Nothing was changed.",
                f"To move it: am meet {ref} DAY TIME",
            )


def moment(run: Run, on: dt.date, at: str | None) -> str:
    """`Thu 5 Mar 14:00`."""
    return f"{weekday_day(on, run.today)}{f' {at}' if at else ''}"


def move(run: Run, row: int, when: When, given: dict[str, Any], names: list[str] | tuple[()]) -> None:
    """Move a booked meeting; a day alone leaves its time. Raises Refused for one that is not booked."""
    before = waiting(run, row, "Nothing was moved.")
    account = lines.with_code(run.book, before["account"])
    on, at = when.day or run.today, when.at or before["at"]
    refuse_twice(run, account, on, at, but=row)
    people = participants(run, account, names)
    with run.book.transaction():
        changed = bool(writes.update(run.book, "interaction", row, {**given, "on": on, "at": at}))
        everybody = list(dict.fromkeys([*people_of(run.book, row), *people]))
        changed = writes.set_participants(run.book, row, everybody) or changed
    ref = reference("interaction", row)
    old = moment(run, dt.date.fromisoformat(before["on"]), before["at"])
    if not changed:
        say(run, [f"{ref} is booked for {old} already."], ref)
        return
    new = moment(run, on, at)
    moved = f"moved from {old} to {new}" if new != old else f"changed, still {new}"
    say(run, [f"{shown(account['name'])}: {ref} {moved}.", "To undo: am undo"], ref)


def waiting(run: Run, row: int, nothing: str) -> Any:
    """An interaction that is booked and not held yet. Raises Refused for any other."""
    found = records.list_records(run.book, "interaction", row=row)[0]
    ref = reference("interaction", row)
    day = weekday_day(dt.date.fromisoformat(found["on"]), run.today)
    if found["cancelled"]:
        raise Refused(f"{ref} was cancelled. {nothing}", f"Another one: am meet {found['account']} DAY TIME")
    if not found["planned"]:
        raise Refused(
            f"{ref} is on record for {day}; it isn't booked. {nothing}",
            f"To change it: am activity edit {ref}",
        )
    return found


@shows(DUE_OPTIONS)
def held(
    run: Run,
    words: Annotated[
        list[str] | None,
        argument(
            metavar="[REF] [TEXT]",
            writes=True,
            help=f"The meeting (n12, or an account's one), and what was said; for the list: {FITTING}",
        ),
    ] = None,
    no: Annotated[bool, option("--no", help="It didn't take place, and won't.")] = False,
    kind: Annotated[
        str | None, option("--kind", "-k", reader=Word(v.INTERACTION_KINDS), help="What it was.")
    ] = None,
    with_: With = None,
    on: On = None,
    at: At = None,
    minutes: Minutes = None,
    direction: Direction = None,
    feel: Feel = None,
    purpose: Purpose = None,
    next_: Next = None,
    promise: Promise = None,
    theirs: Theirs = None,
    due: FollowUpDue = None,
    editor: Editor = False,
    *,
    out: Options,
) -> None:
    """Confirm that a meeting took place, or didn't.

    Alone it lists those that nobody confirmed. What was said goes into the meeting that was booked,
    with who was there and what follows from it.

    \b
    am held                                            which ones wait
    am held acme "Agreed on two years" -f good         its one meeting
    am held n12 -n "send the offer" -d fri
    am held n12 --no                                   cancelled for good
    """
    columns = {
        "kind": kind, "on": on, "at": at, "minutes": minutes, "direction": direction, "tried": False,
        "feel": feel, "purpose": purpose,
    }  # fmt: skip
    tasks = follow_ups(next_, promise, due, theirs)
    said = with_ or tasks or editor or any(columns.values())
    ref, text = meant(run, words or [])
    if ref is None:
        if said or no:
            raise BadValue("REF is missing: which meeting?", "Those that wait: am held")
        show_waiting(run, words, out)
    elif no:
        if said or text:
            raise BadValue("--no stands alone: a meeting that didn't take place has nothing to say.")
        call_off(run, ref)
    else:
        confirm(run, ref, text, columns, with_ or [], tasks, editor)


def meant(run: Run, words: list[str]) -> tuple[int | None, str | None]:
    """The booked meeting that was named and the text behind it; no meeting where only filters were typed.
    Raises NotFound, BadValue."""
    if not words or (is_filter(words[0]) and not words[0].startswith(":")):
        return None, None
    found = resolve.any_record(run.book, words[0], people=False)
    row = found.row if found.kind == "interaction" else to_confirm(run, found)
    if len(words) > 2:
        said = " ".join(words[1:])
        raise BadValue(f"TEXT {quoted(words[1])}: put the text in quotes. Nothing was changed.", f'"{said}"')
    return row, TEXT.read(words[1], run) if len(words) > 1 else None


def to_confirm(run: Run, found: Any) -> int:
    """The one meeting of an account that took place or didn't: its day is here or past. Raises Refused for
    another record, NotFound, Ambiguous."""
    if found.kind != "account":
        raise of_another_kind(run, found, "interaction")
    until_now = meetings.read_meetings(run.world, dt.date.min, run.today)
    waiting = [each for each in until_now if each.account_id == found.row and each.state != "held"]
    if len(waiting) == 1:
        return waiting[0].id
    name = shown(label(run.book, "account", found.row))
    if not waiting:
        way = f"am log {code_of(run, found.row)} -k meeting"
        raise NotFound(f"{name} has no meeting to confirm", f"To log one: {way}")
    rows = [(each.ref, moment(run, each.on, each.at), shown(each.summary or each.kind)) for each in waiting]
    raise Ambiguous(f"{name} has {len(waiting)} meetings to confirm. Which one?", whois.table(rows))


def show_waiting(run: Run, words: list[str] | None, out: Options) -> None:
    """List the meetings whose day has passed and that nobody confirmed."""
    asked = Asked(run, words)
    rows = asked.found(meetings.FIELDS, meetings.meeting_rows(meetings.unconfirmed(run.world)))
    page = partial(meetings.held_page, run.today)
    finish(run, Listing("held", meetings.FIELDS, rows, lambda row: str(row["ref"]), asked.about(), page), out)


def call_off(run: Run, row: int) -> None:
    """A meeting did not take place and will not. Raises Refused for one that is not booked."""
    found = waiting(run, row, "Nothing was changed.")
    with run.book.transaction():
        cancel(run.book, row)
    ref, on = reference("interaction", row), dt.date.fromisoformat(found["on"])
    name = account_name(run, found)
    say(run, [f"{name}: {ref} of {moment(run, on, found['at'])} cancelled.", "To undo: am undo"], ref)


def account_name(run: Run, found: Mapping[str, Any]) -> str:
    """The name of the account of an interaction."""
    return shown(lines.with_code(run.book, found["account"])["name"])


def confirm(
    run: Run,
    row: int,
    text: str | None,
    columns: dict[str, Any],
    names: list[str],
    tasks: list[dict[str, Any]],
    editor: bool,
) -> None:
    """A booked meeting took place. Raises Refused for one that is not booked, and ahead of its day."""
    found = waiting(run, row, "Nothing was changed.")
    account = lines.with_code(run.book, found["account"])
    on = columns["on"] or dt.date.fromisoformat(found["on"])
    refuse_ahead(run, row, on)
    body = None
    if editor:
        text, body = asked_text(run, account, text, False, True)
    booked = as_booked(found, people_of(run.book, row))
    typed = columns["kind"] or booked.kind
    entry = entry_of(
        run, account, {**columns, "kind": typed, "on": on, "summary": text, "body": body}, names, tasks
    )
    write_one(run, held_as(run, entry, booked._replace(kind=typed)))


def refuse_ahead(run: Run, row: int, on: dt.date) -> None:
    """Raise Refused for a meeting whose day is still ahead."""
    if on <= run.today:
        return
    ref = reference("interaction", row)
    raise Refused(
        f"{ref} is booked for {weekday_day(on, run.today)}, which is still ahead. Nothing was changed.",
        f"It took place today? am held {ref} --on today",
    )
