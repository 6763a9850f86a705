"""`am log`: an interaction in one line, with what it leads to; or one of each row of standard input."""

import datetime as dt

from amcli import vocabulary as v
from amcli.commands.declared import argument, option
from amcli.commands.entry import (
    Entry,
    entry_of,
    follow_ups,
    inferred,
    insert_entry,
    mentioned,
    participants,
    placed,
    unclear_words,
    warn_unclear,
)
from amcli.commands.options import (
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
)  # fmt: skip
from amcli.commands.readers import DUE, HAPPENED, Name, Spoken, Text, TimeOfDay, Whole, Word
from amcli.context import Run
from amcli.errors import BadValue
from amcli.hints import TYPE_CHECKING, Annotated, Any
from amcli.output import say
from amcli.rules.dates import weekday_day
from amcli.rules.names import shown
from amcli.vocabulary import reference, words

if TYPE_CHECKING:
    from amcli.commands.adding import Made
    from amcli.commands.stdin import Row, Shape

TEXT = Text()


def log(
    run: Run,
    account: Annotated[str | None, argument(metavar="ACCOUNT", help="Code, name or any part of it.")] = None,
    text: Annotated[
        list[str] | None,
        argument(metavar="[TEXT]", reader=Spoken(), help="What was said; before any option without quotes."),
    ] = None,
    kind: Annotated[
        str, option("--kind", "-k", reader=Word(v.INTERACTION_KINDS), help="Call, email, meeting and so on.")
    ] = "call",
    with_: With = None,
    on: On = None,
    at: At = None,
    tried: Annotated[
        bool,
        option("--no-answer", was="--tried", help="Nobody answered: goes on the timeline, isn't a touch."),
    ] = False,
    minutes: Minutes = None,
    direction: Direction = None,
    feel: Feel = None,
    purpose: Purpose = None,
    next_: Next = None,
    promise: Promise = None,
    theirs: Theirs = None,
    due: FollowUpDue = None,
    editor: Editor = False,
    from_stdin: Annotated[
        bool, option("--stdin", help="Add one record per row of standard input: JSON lines or CSV.")
    ] = False,
) -> None:
    """Log a call, email or meeting in one line.

    A touch resets the check-in from its date. People named in the text are recognised, and a person
    stands for their account where no account matches. Without text, it asks for one line in a terminal.

    \b
    am log acme called Pete about it
    am log acme "Jane wants SSO" -w jane -n "send SSO quote" -d fri
    am log acme "Pilot agreed" --theirs "names for the pilot" -d +10d
    am log acme --no-answer                                nobody answered
    """
    if from_stdin:
        log_lines(run, account)
        return
    if account is None:
        raise BadValue("ACCOUNT is missing.", 'For example: am log acme "Jane wants SSO before she signs"')
    from amcli.commands.references import spoken_account

    tasks = follow_ups(next_, promise, due, theirs)
    found, person, rest = spoken_account(run, [account, *(text or ())], run.typed.first)
    if person is not None:  # the answer says whose they are
        with_ = with_ or [reference("contact", person["id"])]
    said, body = asked_text(run, found, " ".join(rest) if rest else None, tried, editor)
    columns = {
        "kind": kind, "on": on or run.today, "at": at, "minutes": minutes, "direction": direction,
        "tried": tried, "summary": said, "body": body, "feel": feel, "purpose": purpose,
    }  # fmt: skip
    kind_typed = run.typed.has("kind")
    write_one(run, placed(run, entry_of(run, found, columns, with_ or (), tasks), kind_typed=kind_typed))


def asked_text(
    run: Run, account: Any, text: str | None, tried: bool, editor: bool
) -> tuple[str | None, str | None]:
    """The summary and the body: from the command line, the editor, or one line asked for."""
    if editor:
        from amcli.commands.editor import edit_text

        written = TEXT.read(edit_text(run, text or "", ".md").strip(), run)
        if not written:
            raise BadValue("the text is empty.")
        first, _, rest = written.partition("\n")
        return first.strip(), written if rest.strip() else None
    if text is not None or tried:
        if text is not None and not text.strip():
            raise BadValue('TEXT "": the text is empty.', "No answer? am log ACCOUNT --no-answer")
        return text, None
    line = run.ask_line(f"{shown(account['name'])}, what was said?")
    if not line:
        raise BadValue("TEXT is missing: what was said?", f"No answer? am log {account['code']} --no-answer")
    return TEXT.read(line, run), None


def write_one(run: Run, entry: Entry) -> None:
    """Log one interaction and say what changed; in a pipe the reference only."""
    before = state_of(run, entry.account["id"]) if run.terminal else None
    with run.book.transaction():
        row, tasks = insert_entry(run, entry)
    ref = reference("interaction", row)
    if not run.terminal:
        say(run, [], ref)
        warn_unclear(run, entry)
        return
    after = state_of(run, entry.account["id"])
    say(run, sentences(run, entry, ref, tasks, before, after), ref)


def state_of(run: Run, account_id: int) -> Any:
    """Facts and score of an account now; None for one that is not scored."""
    from amcli.facts.account_facts import read, scored
    from amcli.rules.score import assess

    facts = read(run.world, scored(run.world, account_id))
    return (facts[0], assess(facts[0], run.today, run.world.model)) if facts else None


def sentences(run: Run, entry: Entry, ref: str, tasks: list[int], before: Any, after: Any) -> list[str]:
    """What was logged and when the next check-in is; what changed and what is still open."""
    from amcli.output.sentences import cells, width_of
    from amcli.rules import cadence
    from amcli.storage.labels import label

    kind = words(entry.columns["kind"])
    who = " and ".join(shown(label(run.book, "contact", contact)) for contact in entry.contacts)
    people = f" with {who}" if who and not entry.columns["tried"] else f" to {who}" if who else ""
    source = " (named in your text)" if entry.recognised else ""
    tried = ", no answer" if entry.columns["tried"] else ""
    said = kind.upper() if kind == "qbr" else kind
    first = f"{shown(entry.account['name'])}: {said}{people}{source} {when(entry, run.today)}{tried}."
    second = []
    if after is not None:
        due = check_in_words(proposed(run, cadence.due_on(after[0])), run.today)
        if due and cells(f"{first} {due}.") <= width_of(run):
            first += f" {due}."
        else:
            second.append(due)
    second += [
        part
        for part in (
            f"{entry.columns['purpose']}, from {entry.because}" if entry.because else "",
            score_words(before, after),
            *task_words(run, entry, tasks),
            still_late(run, after),
        )
        if part
    ]
    second.append("to undo: am undo")
    return [first, " · ".join(second), *unclear_words(run, entry)]


def when(entry: Entry, today: dt.date) -> str:
    """`logged`, with the day where it is another than today; `booked for` a day ahead; `held`, with its
    reference, where it was booked."""
    on = entry.columns["on"]
    if entry.held is not None:
        ref = reference("interaction", entry.held.id)
        return f"held{'' if on == today else f' on {weekday_day(on, today)}'}, as booked ({ref})"
    if on == today and not entry.columns.get("planned"):
        return "logged"
    time = f" {entry.columns['at']}" if entry.columns.get("at") else ""
    booked = entry.columns.get("planned") or on > today
    return f"{'booked for' if booked else 'logged on'} {weekday_day(on, today)}{time}"


def proposed(run: Run, due: dt.date | None) -> dt.date | None:
    """The day on which a check-in is proposed: one ahead never falls on a free day."""
    if due is None or due <= run.today:
        return due
    return run.config.calendar(public=False).moved(due)


def check_in_words(due: dt.date | None, today: dt.date) -> str:
    """`Next check-in Mon 16 Mar`, or that it was due before today; nothing where none is due."""
    if due is None:
        return ""
    if due == today:
        return "Next check-in today"
    return f"{'Check-in overdue since' if due < today else 'Next check-in'} {weekday_day(due, today)}"


def score_words(before: Any, after: Any) -> str:
    """`Score 30 → 53, at risk`, where it moved."""
    if before is None or after is None or before[1].score == after[1].score:
        return ""
    old = "?" if before[1].score is None else before[1].score
    new = "?" if after[1].score is None else after[1].score
    return f"Score {old} → {new}, {words(after[1].health)}"


def task_words(run: Run, entry: Entry, tasks: list[int]) -> list[str]:
    """`t48 send SSO quote, due Fri 6 Mar`."""
    from amcli.commands.confirmations import due_words  # few conversations leave a task

    return [
        f"{reference('task', row)} {'they owe: ' if task['promised_by'] == 'them' else ''}"
        f"{shown(task['title'])}{due_words(task['due_on'], run.today)}"
        for row, task in zip(tasks, entry.tasks, strict=True)
    ]


def still_late(run: Run, after: Any) -> str:
    """The oldest promise of mine that is still late."""
    from amcli.rules.signals.promise_overdue import late_promises

    late = late_promises(after[0], run.today) if after is not None else []
    if not late:
        return ""
    more = f" and {len(late) - 1} more" if len(late) > 1 else ""
    return f"{reference('task', late[0].id)} {shown(late[0].title)}{more} still late"


COLUMNS = ("at", "minutes", "direction", "last_direction", "settled_on", "summary", "body", "feel")


def log_shape() -> "Shape":
    """How a row of standard input is read; a single line has no use for it."""
    from amcli.commands.stdin import Cell, Shape

    return Shape(
        cells={
            "account": Cell(None),
            "summary": Cell(Text()),
            "body": Cell(Text()),
            "kind": Cell(Word(v.INTERACTION_KINDS)),
            "with": Cell(None, many=True),
            "on": Cell(HAPPENED),
            "at": Cell(TimeOfDay()),
            "minutes": Cell(Whole(0, 10080)),
            "direction": Cell(Word(v.DIRECTIONS)),
            "last_direction": Cell(Word(v.LAST_DIRECTIONS)),
            "settled_on": Cell(HAPPENED),
            "feel": Cell(Word(v.PULSES)),
            "purpose": Cell(Word(v.PURPOSES)),
            "tried": Cell(None, flag=True),
            "next": Cell(Name()),
            "promise": Cell(Name()),
            "theirs": Cell(Name()),
            "due": Cell(DUE),
        },
        aliases={"text": "summary", "contacts": "with", "contact": "with", "no_answer": "tried"},
        needed=("account",),
        ignored=("interaction", "id", "created_at", "updated_at"),
        unset=("planned", "cancelled"),
    )


def log_lines(run: Run, account: str | None) -> None:
    """Log every row of standard input in one transaction and print the references. Raises Refused
    naming the bad lines, BadValue where there is none that can be read."""
    from amcli.commands.stdin import write_all

    base = {} if account is None else {"account": account}
    write_all(run, log_shape(), "logged", lambda row: logged(run, row), base)


def logged(run: Run, row: "Row") -> "Made":
    """Log one row."""
    from amcli.commands.adding import Made

    entry = row_entry(run, row)
    ref = reference("interaction", insert_entry(run, entry)[0])
    if not run.terminal:
        warn_unclear(run, entry)
    return Made(ref, [f"{ref} logged", *unclear_words(run, entry)])


def row_entry(run: Run, row: "Row") -> Entry:
    """One row as an interaction, or the booked one that it was. Raises NotFound, Ambiguous, BadValue."""
    from amcli.storage import resolve

    account = resolve.account(run.book, row["account"])
    people = participants(run, account, row.get("with", ()))
    text = row.get("summary")
    recognised = [] if people or not text else mentioned(run, account["id"], text)
    kind = row.get("kind", "call")
    due = row.get("due")
    if due is not None and not {"next", "promise", "theirs"} & set(row):
        raise BadValue("due needs next, promise or theirs.")
    columns: dict[str, Any] = {name: row[name] for name in COLUMNS if name in row}
    columns |= {
        "kind": kind,
        "on": row.get("on", run.today),
        "tried": row.get("tried", False),
        "purpose": row.get("purpose") or inferred(run, account["id"], kind, text)[0],
    }
    tasks = follow_ups(row.get("next"), row.get("promise"), due, row.get("theirs"))
    entry = Entry(account, columns, people or recognised, bool(recognised), tasks)
    return placed(run, entry, kind_typed="kind" in row)
