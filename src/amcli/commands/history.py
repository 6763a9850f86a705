"""`undo`, `redo`, `history`: taking back, putting back, and what changed."""

import datetime as dt
from functools import partial

from amcli.commands.declared import argument, option
from amcli.commands.filtering import FILTER_HELP, Asked, first_bare
from amcli.commands.options import LIST_OPTIONS, Yes, finish, shows
from amcli.commands.readers import HAPPENED, Whole, Word
from amcli.context import Run
from amcli.errors import BadValue, NotFound
from amcli.hints import TYPE_CHECKING, Annotated
from amcli.output import say
from amcli.output.progress import beats
from amcli.output.result import Listing, Options, Page
from amcli.page import says
from amcli.reports import history as changes
from amcli.rules.formatting import count
from amcli.rules.names import shown
from amcli.storage import journal
from amcli.storage.connection import translated
from amcli.storage.writes import keep
from amcli.vocabulary import VIAS

if TYPE_CHECKING:
    from collections.abc import Callable

    from amcli.fields import Row
    from amcli.storage.connection import Book
    from amcli.storage.journal import Reversal
    from amcli.storage.pruning import Counts

MOST_LINES = 6


DryRun = Annotated[bool, option("--dry-run", help="Show each field before and after, and change nothing.")]


@shows(LIST_OPTIONS)
def undo(
    run: Run,
    change: Annotated[
        int | None,
        argument(
            metavar="[CHANGE]", reader=Whole(1), help="A number from am history (default: the last change)."
        ),
    ] = None,
    listed: Annotated[bool, option("--list", help="List what can be undone, newest first.")] = False,
    dry_run: DryRun = False,
    via: Annotated[
        str | None,
        option(
            "--via", reader=Word(VIAS), help="Undo the last change of an assistant (mcp), or of am ui (ui)."
        ),
    ] = None,
    client: Annotated[
        str | None,
        option("--client", metavar="NAME", help="Undo the last change of the assistant of this name."),
    ] = None,
    *,
    out: Options,
) -> None:
    """Undo the last change; run it again to undo the one before.

    Refused if a later change touched the same records. To undo a mailbox or calendar import that cron
    ran, give its number from am history.

    \b
    am undo
    am undo 213                 a number from am history
    am undo --via mcp           the last change of an assistant
    am undo --dry-run           what it would do
    """
    origin = origin_of(change, via, client)
    if not listed:
        reverse(run, "Undone", partial(journal.undo, txn=change, origin=origin), dry_run, out)
        return
    if change is not None or dry_run:
        raise BadValue(f"--list and {'--dry-run' if dry_run else 'a number'} can't be combined.")
    from amcli.reports import undo as undoing

    limit = 50 if out.limit is None and run.terminal else out.limit
    rows = undoing.undo_rows(run.book, None if out.sort is not None else limit, origin)
    handle = lambda row: str(row["change"])  # noqa: E731
    finish(run, Listing("undo", undoing.FIELDS, rows, handle, page=undoing.undo_page), out)


def origin_of(change: int | None, via: str | None, client: str | None) -> journal.Way:
    """Which changes are meant, by how they came. Raises BadValue where one was named by its number."""
    if client is not None and via == "ui":
        raise BadValue("--client names an assistant: --via ui has none.")
    if change is not None and (via or client is not None):
        raise BadValue(f"{'--via' if via else '--client'} and a number can't be combined.")
    return journal.Way("mcp" if client is not None else via, client)


@shows(LIST_OPTIONS)
def redo(run: Run, dry_run: DryRun = False, *, out: Options) -> None:
    """Redo what you just undid.

    \b
    am redo
    am redo --dry-run           what it would do
    am history                  what was undone
    """
    reverse(run, "Redone", journal.redo, dry_run, out)


def reverse(run: Run, verb: str, act: "Callable[..., Reversal]", dry_run: bool, out: Options) -> None:
    """Undo or redo, in the book or in a copy of it that nobody sees, and tell what it did."""
    doing = "undoing" if verb == "Undone" else "redoing"
    if out.sort is not None or out.fields is not None:
        from amcli.output.formats import shaped

        shaped(listing([]), out)  # a field that isn't there is said before anything is done
    if not dry_run:
        with beats(run, doing) as beat, run.book.attended(beat):
            done = act(run.book)
        if out.output in (None, "table"):
            tell(run, done, verb, done.txn if verb == "Undone" else done.own)
        else:
            show(run, run.book, done, verb, out)
        return
    from amcli.storage.replay import twin

    copy = twin(run.book)
    try:
        with beats(run, doing) as beat, copy.attended(beat):
            done = act(copy, really=False)
        show(run, copy, done, "Would undo:" if verb == "Undone" else "Would redo:", out)
        if run.terminal:
            say(run, ["Dry run: nothing was changed."])
    finally:
        copy.close()


def show(run: Run, book: "Book", done: "Reversal", verb: str, out: Options) -> None:
    """Each field that a reversal changes, before and after."""
    from amcli.reports import undo as undoing

    page = partial(undoing.differences_page, done, verb)
    finish(run, listing(undoing.differences(book, done.own))._replace(page=page), out)


def listing(rows: "list[Row]") -> Listing:
    """Fields before and after as a list."""
    from amcli.reports.undo import DIFFERENCES

    return Listing("undoing", DIFFERENCES, rows, lambda row: str(row["ref"]))


def tell(run: Run, reversal: "Reversal", verb: str, number: int) -> None:
    """Say what was reversed and how each record is now; to a program, the number of the change."""
    whence = shown(changes.origin_words(reversal.via, reversal.client))
    told, more = changes.brief_of(run.book, reversal.own, MOST_LINES)
    lines = [f"{verb}: {journal.by_whom(shown(reversal.command))}{whence}"] + [f"  {line}" for line in told]
    if more:
        lines.append(f"  and {more} more records")
    say(run, lines, str(number))


@shows(LIST_OPTIONS)
def history(
    run: Run,
    words: Annotated[
        list[str] | None,
        argument(metavar="[REF] [FILTER...]", help=f"Changes to this record or account; {FILTER_HELP}"),
    ] = None,
    prune: Annotated[
        dt.date | None,
        option(
            "--prune",
            metavar="DATE",
            reader=HAPPENED,
            help="Delete the history before this day.",
            writes=True,
        ),
    ] = None,
    yes: Yes = False,
    *,
    out: Options,
) -> None:
    """Show what changed, when and by which command, newest first.

    --prune deletes what is older than a day, for good: the records stay, but older changes can't be
    undone, and --as-of can't look back further. It asks first.

    \b
    am history
    am history t31 -o json
    am history at.after:-7d via:mcp     what assistants changed this week
    am history --prune 2025-01-01
    """
    from amcli.storage import resolve

    if prune is not None:
        if words:
            raise BadValue("--prune deletes from the whole history.", "Without REF and FILTER")
        cut_off(run, prune, yes, out)
        return
    ref, filters = first_bare(words or ())
    asked = Asked(run, filters)
    found = resolve.any_record(run.book, ref) if ref is not None else None
    limit = 50 if out.limit is None and found is None and run.terminal else out.limit
    if out.sort is not None or filters:
        limit = None  # sorted and chosen first, then cut
    rows = changes.history_rows(run.book, found.kind if found else None, found.row if found else None, limit)
    rows = asked.among(changes.FIELDS, rows)
    page = partial(changes.history_page, ref, limit)
    handle = lambda row: str(row["change"])  # noqa: E731
    finish(run, Listing("history", changes.FIELDS, rows, handle, asked.about(), page), out)


def cut_off(run: Run, day: dt.date, yes: bool, out: Options) -> None:
    """Delete the history before a day, and leave nothing of it in the file. Raises Refused."""
    from amcli.commands.records import confirm
    from amcli.storage import forgetting, pruning
    from amcli.storage.past import KEY

    if day > run.today:
        raise BadValue(f"--prune {day}: it is in the future.", "For example: am history --prune 2025-01-01")
    there = pruning.counts(run.book.db, day)
    if not there.entries:
        raise NotFound(f"no history before {day}. Nothing was deleted.", "Show the changes: am history")
    confirm(run, yes, f"Delete {told_of(there)} before {day} for good?")
    with translated(run.book.file):
        run.book.db.execute("PRAGMA secure_delete = ON")
        with run.book.transaction() as txn:
            done = pruning.prune(run.book.db, txn, day)
            keep(run.book, txn, KEY, txn, None, {"before": day.isoformat()})
            run.book.db.execute('INSERT INTO cut(id, "on") VALUES (?, ?)', (txn, run.today.isoformat()))
        if not forgetting.sweep(run.book):
            run.warn("another program reads the book as it was: its log still holds them. Then: am forget")
    said = f"Deleted {told_of(done)} before {day}. The records stay."
    if out.output in (None, "table"):
        say(run, [said], str(done.entries))
        return
    made = {"before": day.isoformat(), **done._asdict(), "done": True}
    finish(run, Page("history --prune", made, page=partial(says, said)), out)


def told_of(counts: "Counts") -> str:
    return f"{count(counts.changes, 'change')} ({count(counts.entries, 'entry', 'entries')})"
