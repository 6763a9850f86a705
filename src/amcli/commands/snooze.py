"""`am snooze`: putting any line of the morning off until later, with a reason, and waking it up."""

import datetime as dt

from amcli.commands.declared import argument, option
from amcli.commands.options import Reason, RefArg
from amcli.commands.readers import DUE, Text, Value, working_day
from amcli.context import Run
from amcli.errors import BadValue, Refused
from amcli.hints import Annotated, Any
from amcli.output import say
from amcli.rules.dates import Duration, weekday_day
from amcli.rules.names import shown
from amcli.storage import lines, resolve, snoozes
from amcli.storage.labels import label
from amcli.vocabulary import reference

SNOOZE_DAYS = 7
AWAKE = ("none", "off")


class Until(Value):
    """A day ahead, or `off`."""

    name = "DATE"

    def read(self, text: str, run: Run) -> dt.date | str:
        """The day, or `off` for either word that wakes it up."""
        return "off" if text.strip().lower() in AWAKE else DUE.read(text, run)


def snooze(
    run: Run,
    ref: RefArg,
    day: Annotated[
        Any, argument(metavar="[DATE]", reader=Until(), help="Until when (default: in a week).")
    ] = None,
    text: Annotated[str | None, argument(metavar="[REASON]", reader=Text(), help="Why, in quotes.")] = None,
    reason: Reason = None,
    off: Annotated[bool, option("--off", help="End the snooze.")] = False,
) -> None:
    """Postpone a check-in, task, renewal or any other record.

    A snoozed check-in leaves the lists until its date; the score doesn't change. A task gets a new due
    date and keeps its first one. Lists show the reason next to the snooze.

    \b
    am snooze acme                     its check-in, for a week
    am snooze t31 fri "waiting for legal"
    am snooze o5 +2w --reason "budget is set in April"
    am snooze acme --off
    """
    reason = given_once(reason, text)
    found = resolve.any_record(run.book, ref, people=False)
    if off or day == "off":
        if reason is not None or (off and isinstance(day, dt.date)):
            raise BadValue("--off takes no date or reason.", "To snooze it: am snooze REF DATE")
        wake(run, found)
        return
    until = day or working_day(Duration(0, SNOOZE_DAYS).after(run.today), run)
    if until < run.today or (until == run.today and found.kind != "task"):
        when = "is today" if until == run.today else "has passed"
        raise Refused(
            f"{weekday_day(until, run.today)} {when}; nothing was changed.", "For example: am snooze REF +7d"
        )
    put_off(run, found, until, reason)


def given_once(option: str | None, text: str | None) -> str | None:
    """The reason, typed after the date or as --reason. Raises BadValue for two of them."""
    if option is not None and text is not None:
        raise BadValue("the reason is given twice.", 'Give it once: am snooze REF DATE "REASON"')
    return text if option is None else option


def put_off(run: Run, found: Any, until: dt.date, reason: str | None) -> None:
    """Write a snooze and say so. Raises Refused for a task that is done."""
    first = first_due(run, found)
    with run.book.transaction():
        snoozes.put_off(run.book, found.kind, found.row, until, reason or None)
    why = f" ({shown(reason)})" if reason else ""
    said = f"{name_of(run, found)}: snoozed until {weekday_day(until, run.today)}{why}{first}."
    say(run, [said, *meanwhile(run, found, until)], ref_of(run, found))


def first_due(run: Run, found: Any) -> str:
    """`, first due Thu 26 Feb` of a task, which gets a new date."""
    if found.kind != "task":
        return ""
    (first,) = run.book.db.execute(
        "SELECT coalesce(first_due_on, due_on) FROM task WHERE id = ?", (found.row,)
    ).fetchone()
    return f", first due {weekday_day(dt.date.fromisoformat(first), run.today)}" if first else ""


def meanwhile(run: Run, found: Any, until: dt.date) -> list[str]:
    """What a snooze hides, or that it hides nothing: `Its notice deadline, Thu 5 Mar, passes before that.`"""
    if found.kind == "interaction":
        return [] if is_awaited(run, found) else ["Nothing waits for an answer there: no list shows it."]
    return [] if found.kind != "contract" else passes_before(run, found, until)


def is_awaited(run: Run, found: Any) -> bool:
    """Whether an interaction is a booked meeting, or a mail or chat that nothing has followed."""
    from amcli.commands.references import planned
    from amcli.commands.replies import is_last_word
    from amcli.storage import records

    row = records.list_records(run.book, "interaction", row=found.row)[0]
    return planned(run, found.row) or (row["settled_on"] is None and is_last_word(run, row))


def passes_before(run: Run, found: Any, until: dt.date) -> list[str]:
    """The deadline of an open contract that lies before a day, if it does."""
    from amcli.commands.references import owner
    from amcli.facts.account_facts import read_contracts
    from amcli.rules import renewals

    open_ones = read_contracts(run.world, [owner(run, "contract", found.row)])
    contract = next((each for each in open_ones if each.id == found.row), None)
    day = None if contract is None else renewals.deadline(contract, run.today)
    if contract is None or day is None or not run.today <= day < until:
        return []
    what = "notice deadline" if renewals.acts_on_notice(contract, run.today) else "end"
    return [f"Its {what}, {weekday_day(day, run.today)}, passes before that. To undo: am undo"]


def wake(run: Run, found: Any) -> None:
    """Take a snooze back and say so; what is not put off is said to be."""
    with run.book.transaction():
        woken = snoozes.wake(run.book, found.kind, found.row)
    due = f", due {weekday_day(woken.due_on, run.today)}" if woken and woken.due_on else ""
    said = f"no longer snoozed{due}." if woken else "was not snoozed; nothing was changed."
    say(run, [f"{name_of(run, found)}: {said}"], ref_of(run, found))


def name_of(run: Run, found: Any) -> str:
    """A record's name for a sentence, with its account's."""
    name = shown(label(run.book, found.kind, found.row))
    if found.kind == "account" or found.kind in lines.OF_NOBODY:
        return name
    return f"{name} ({shown(lines.account_of(run.book, reference(found.kind, found.row))['name'])})"


def ref_of(run: Run, found: Any) -> str:
    """What commands accept for a record."""
    if found.kind == "account":
        from amcli.storage import records

        return str(records.list_records(run.book, "account", row=found.row)[0]["code"])
    return reference(found.kind, found.row)
