"""`undo`, `redo`, `history`: taking back, putting back, and what changed."""

from functools import partial

from amcli.commands.declared import argument, option
from amcli.commands.filtering import FILTER_HELP, Asked, first_bare
from amcli.commands.options import LIST_OPTIONS, finish, shows
from amcli.commands.readers import Whole
from amcli.context import Run
from amcli.errors import BadValue
from amcli.hints import TYPE_CHECKING, Annotated
from amcli.output import say
from amcli.output.progress import beats
from amcli.output.result import Listing, Options
from amcli.reports import history as changes
from amcli.rules.names import shown
from amcli.storage import journal

if TYPE_CHECKING:
    from collections.abc import Callable

    from amcli.fields import Row
    from amcli.storage.connection import Book
    from amcli.storage.journal import Reversal

MOST_LINES = 6


DryRun = Annotated[bool, option("--dry-run", help="Show each field before and after, and change nothing.")]


@shows(LIST_OPTIONS)
def undo(
    run: Run,
    change: Annotated[
        int | None,
        argument(
            metavar="[CHANGE]",
            reader=Whole(1),
            help="A number from am history (default: the last change).",
        ),
    ] = None,
    listed: Annotated[bool, option("--list", help="List what can be undone, newest first.")] = False,
    dry_run: DryRun = False,
    *,
    out: Options,
) -> None:
    """Undo the last change; run it again to undo the one before.

    Refused if a later change touched the same records. To undo a mailbox or calendar import that cron
    ran, give its number from am history.

    \b
    am undo
    am undo 213                 a number from am history
    am undo --list              what can be undone
    am undo --dry-run           what it would do
    """
    if not listed:
        reverse(run, "Undone", partial(journal.undo, txn=change), dry_run, out)
        return
    if change is not None or dry_run:
        raise BadValue(f"--list and {'--dry-run' if dry_run else 'a number'} can't be combined.")
    from amcli.reports import undo as undoing

    limit = 50 if out.limit is None and run.terminal else out.limit
    rows = undoing.rows(run.book, None if out.sort is not None else limit)
    handle = lambda row: str(row["change"])  # noqa: E731
    finish(run, Listing("undo", undoing.FIELDS, rows, handle, page=undoing.undo_page), out)


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
    told, more = changes.brief_of(run.book, reversal.own, MOST_LINES)
    lines = [f"{verb}: {journal.by_whom(shown(reversal.command))}"] + [f"  {line}" for line in told]
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
    *,
    out: Options,
) -> None:
    """Show what changed, when and by which command, newest first.

    \b
    am history
    am history acme
    am history t31 -o json
    am history at.after:-7d command.has:import
    """
    from amcli.storage import resolve

    ref, filters = first_bare(words or ())
    asked = Asked(run, filters)
    found = resolve.any_record(run.book, ref) if ref is not None else None
    limit = 50 if out.limit is None and found is None and run.terminal else out.limit
    if out.sort is not None or filters:
        limit = None  # sorted and chosen first, then cut
    rows = changes.rows(run.book, found.kind if found else None, found.row if found else None, limit)
    rows = asked.among(changes.FIELDS, rows)
    page = partial(changes.history_page, ref, limit)
    handle = lambda row: str(row["change"])  # noqa: E731
    finish(run, Listing("history", changes.FIELDS, rows, handle, asked.about(), page), out)
