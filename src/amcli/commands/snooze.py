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
from amcli.storage import resolve, snoozes
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
    with run.book.transaction():
        snoozes.put_off(run.book, found.kind, found.row, until, reason or None)
    verb = "due" if found.kind == "task" else "until"
    why = f" ({shown(reason)})" if reason else ""
    say(
        run,
        [f"{name_of(run, found)}: snoozed {verb} {weekday_day(until, run.today)}{why}."],
        ref_of(run, found),
    )


def wake(run: Run, found: Any) -> None:
    """Take a snooze back and say so; what is not put off is said to be."""
    with run.book.transaction():
        woken = snoozes.wake(run.book, found.kind, found.row)
    due = f", due {weekday_day(woken.due_on, run.today)}" if woken and woken.due_on else ""
    said = f"no longer snoozed{due}." if woken else "was not snoozed; nothing was changed."
    say(run, [f"{name_of(run, found)}: {said}"], ref_of(run, found))


def name_of(run: Run, found: Any) -> str:
    """A record's name for a sentence."""
    return shown(label(run.book, found.kind, found.row))


def ref_of(run: Run, found: Any) -> str:
    """What commands accept for a record."""
    if found.kind == "account":
        from amcli.storage import records

        return str(records.listed(run.book, "account", row=found.row)[0]["code"])
    return reference(found.kind, found.row)
