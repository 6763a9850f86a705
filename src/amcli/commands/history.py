"""`undo`, `redo`, `history`: taking back, putting back, and what changed."""

from functools import partial

from amcli.commands.declared import argument
from amcli.commands.filtering import FILTER_HELP, Asked, first_bare
from amcli.commands.options import LIST_OPTIONS, finish, shows
from amcli.commands.readers import Whole
from amcli.context import Run
from amcli.hints import TYPE_CHECKING, Annotated
from amcli.output import say
from amcli.output.progress import beats
from amcli.output.result import Listing, Options
from amcli.reports import history as changes
from amcli.rules.names import shown
from amcli.storage import journal

if TYPE_CHECKING:
    from amcli.storage.journal import Reversal

MOST_LINES = 6


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
) -> None:
    """Undo the last change; run it again to undo the one before.

    Refused if a later change touched the same records. To undo a mailbox or calendar import that cron
    ran, give its number from am history.

    \b
    am undo
    am undo 213                 a number from am history
    am redo                     redo it
    """
    with beats(run, "undoing") as beat, run.book.attended(beat):
        done = journal.undo(run.book, change)
    tell(run, done, "Undone", done.txn)


def redo(run: Run) -> None:
    """Redo what you just undid.

    \b
    am redo
    am history                  what was undone
    """
    with beats(run, "redoing") as beat, run.book.attended(beat):
        done = journal.redo(run.book)
    tell(run, done, "Redone", done.own)


def tell(run: Run, reversal: "Reversal", verb: str, number: int) -> None:
    """Say what was reversed and how each record is now; to a program, the number of the change."""
    told, more = changes.brief_of(run.book, reversal.own, MOST_LINES)
    lines = [f"{verb}: am {shown(reversal.command)}"] + [f"  {line}" for line in told]
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
