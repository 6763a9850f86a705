"""`am backup` and `am restore`: a copy of the whole book, and putting one back."""

import os
from pathlib import Path

from amcli.commands.declared import argument, option
from amcli.commands.options import LIST_OPTIONS, Yes, finish, shows
from amcli.commands.records import confirm
from amcli.context import Run, is_path
from amcli.errors import BadValue, Refused
from amcli.fields import Row
from amcli.hints import TYPE_CHECKING, Annotated
from amcli.output import say
from amcli.output.result import Listing, Options
from amcli.page import Cell, Column, Footer, Page, Sentence, Table, dash
from amcli.rules.formatting import BACKUP_REASONS, count, minute, size
from amcli.rules.names import shown
from amcli.storage import backups, restoring
from amcli.storage.backups import FIELDS, row_of
from amcli.storage.connection import short_path

if TYPE_CHECKING:
    from amcli.storage.backups import Backup
    from amcli.storage.restoring import Before, Holds

COLUMNS = (Column("When", most=16), Column("Before"), Column("Size", right=True), Column("Name"))


@shows(LIST_OPTIONS)
def backup(
    run: Run,
    listed: Annotated[bool, option("--list", help="List backups, newest first.")] = False,
    to: Annotated[
        str | None, option("--to", metavar="FILE", help="Back up to this file or folder instead.")
    ] = None,
    yes: Yes = False,
    *,
    out: Options,
) -> None:
    """Back up the book, or list backups.

    A checked copy goes to the folder backups next to the book. Before an import, an edit of more than 20
    records, a merge, a restore and an upgrade, amcli makes one automatically. It keeps the newest backup of
    each of the last 7 days, 4 weeks and 12 months. In a pipe the command prints the path.

    \b
    am backup
    am backup --list
    am backup --to /media/stick/book.db
    am restore                  restore the newest
    """
    if listed:
        if to is not None:
            raise BadValue("--list and --to can't be combined.", "See am backup --help")
        show(run, backups.backups(run.book_path), out)
        return
    made = elsewhere(run, to, yes) if to is not None else backups.back_up(run.book.path, "asked")
    if out.output not in (None, "table"):
        show(run, [made], out)
        return
    lines = [f"Backed up to {shown(short_path(made.path))} ({size(made.size)})."]
    if to is None:
        lines.append("Restore it: am restore")
    say(run, lines, shown(str(made.path)))


def show(run: Run, made: "list[Backup]", out: Options) -> None:
    """Copies as a list."""
    rows = [row_of(each) for each in made]
    finish(run, Listing("backups", FIELDS, rows, lambda row: str(row["name"]), page=backups_page), out)


def backups_page(rows: list[Row], whole: list[Row]) -> Page:
    """What a person sees of the copies of the book, the newest first."""
    if not rows:
        how = Footer("am makes one before each import, merge, restore and upgrade.", "am backup")
        return Page(parts=[Sentence("No backup yet.")], footer=[how])
    lines = [[minute(row["at"]), before(row["reason"]), size(row["size"]), dash(row["name"])] for row in rows]
    counted = f"{count(len(rows), 'backup')}, {size(sum(row['size'] for row in rows))}"
    newest = Footer("am restore without a name restores the newest.", "am restore")
    return Page(parts=[Table(COLUMNS, lines), Sentence(Cell(counted, "muted")), newest])


def before(reason: str) -> str:
    """What a copy was made before; nothing where somebody asked for it."""
    return "-" if reason == "asked" else reason


def elsewhere(run: Run, to: str, yes: bool) -> "Backup":
    """Copy the book to a file of a person's own, or into a folder. Raises Refused for the book itself, and
    without a yes for a file that is there."""
    if not is_path(to):
        raise BadValue("--to: not a path.")
    target = Path(os.path.realpath(os.path.expanduser(to)))
    own = os.path.realpath(run.book.path)
    if str(target) in (own, f"{own}-wal", f"{own}-shm"):
        raise Refused(f"{shown(short_path(target))} is the book itself. Nothing was changed.")
    if os.path.exists(target) and not target.is_dir():
        if not target.is_file():
            raise Refused(f"{shown(short_path(target))} isn't a file. Nothing was changed.")
        confirm(run, yes, f"Replace {short_path(target)}?")
    return backups.copy_to(run.book.path, target)


def restore(
    run: Run,
    file: Annotated[
        str | None,
        argument(metavar="[FILE]", help="A backup by its name or first letters, or any file."),
    ] = None,
    yes: Yes = False,
) -> None:
    """Restore a backup; without FILE the newest.

    Backs up the current book first, so a second am restore brings it back. Shows what the backup holds,
    then asks.

    \b
    am restore
    am restore book-2026-03-02
    am restore /media/stick/book.db --yes
    am backup --list            list them
    """
    origin = restoring.chosen(run.book_path, file)
    with restoring.opened(origin, run.book_path) as source:
        with restoring.undisturbed(run.book_path):
            then, now = restoring.holds(source), restoring.holds_now(run.book_path)
            if not yes and run.can_ask():
                compare(run, origin, then, now)
            confirm(run, yes, f"Replace {short_path(run.book_path)} with it?")
        before = restoring.restore(source, origin, run.book_path, run.warn)
    if before is not None and not run.terminal:
        run.warn(f"the previous book: {before.path}")
    say(run, [f"Restored {shown(origin.name)}: {counted(then)}.", *told(before)], shown(str(run.book_path)))


def compare(run: Run, origin: Path, then: "Holds", now: "Holds | None") -> None:
    """Tell a person what the file is, and how much it holds beside the present book."""
    made = next((each for each in backups.backups(run.book_path) if each.path == origin), None)
    when = f", {minute(made.at)}, {BACKUP_REASONS[made.reason]}" if made is not None else ""
    print(f"{shown(origin.name)}{when}: {counted(then)}.", file=run.stderr)
    if now is not None:
        print(f"The current book has {counted(now)}.", file=run.stderr)
    elif run.book_path.exists():
        print("The current book can't be read.", file=run.stderr)
    else:
        print("You have no book at the moment.", file=run.stderr)


def counted(holds: "Holds") -> str:
    """`40 accounts, 812 interactions`."""
    return f"{count(holds.accounts, 'account')}, {count(holds.interactions, 'interaction')}"


def told(before: "Before | None") -> list[str]:
    """Where the book from before is, and how it comes back."""
    if before is None:
        return []
    path = shown(short_path(before.path))
    if before.damaged:
        return [f"The damaged file was kept: {path}"]
    return [f"The previous book was kept: {path}", "am restore brings it back"]
