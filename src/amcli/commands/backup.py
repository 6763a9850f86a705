"""`am backup` and `am restore`: a copy of the whole book, and putting one back."""

import os
from pathlib import Path

from amcli.commands.declared import argument, option
from amcli.commands.options import LIST_OPTIONS, Yes, finish, shows
from amcli.commands.records import confirm
from amcli.context import Run
from amcli.errors import BadValue, NotFound, Refused
from amcli.fields import Row
from amcli.files import is_path
from amcli.hints import TYPE_CHECKING, Annotated
from amcli.output import say
from amcli.output.result import Listing, Options
from amcli.page import Cell, Column, Footer, Page, Sentence, Table, dash
from amcli.rules.formatting import BACKUP_REASONS, count, minute, size
from amcli.rules.names import in_shell, quoted, shown
from amcli.storage import backups, restoring
from amcli.storage.backups import FIELDS, row_of
from amcli.storage.failures import short_path

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from amcli.storage.backups import Backup
    from amcli.storage.connection import Connection
    from amcli.storage.restoring import Before, Holds
    from amcli.storage.sealing import Identity

COLUMNS = (Column("When", most=16), Column("Before"), Column("Size", right=True), Column("Name"))


@shows(LIST_OPTIONS)
def backup(
    run: Run,
    listed: Annotated[bool, option("--list", help="List backups, newest first.", writes=False)] = False,
    to: Annotated[
        str | None, option("--to", metavar="FILE", help="Back up to this file or folder instead.")
    ] = None,
    age: Annotated[
        list[str] | None,
        option(
            "--age",
            metavar="RECIPIENT",
            help="Encrypt it for this age recipient, or those of a file (repeatable).",
        ),
    ] = None,
    yes: Yes = False,
    *,
    out: Options,
) -> None:
    """Back up the book, or list backups.

    A checked copy goes to the folder backups next to the book. Before an import, an edit of more than 20
    records, a merge, a restore and an upgrade, amcli makes one automatically. It keeps the newest backup of
    each of the last 7 days, 4 weeks and 12 months. In a pipe the command prints the path.

    --age encrypts the backup: only the key of a recipient opens it. It stays until you remove it.

    \b
    am backup
    am backup --list
    am backup --to /media/stick/book.db
    am backup --age age1... --to ~/Dropbox
    """
    if listed:
        if to is not None or age:
            raise BadValue(
                f"--list and {'--to' if to is not None else '--age'} can't be combined.",
                "See am backup --help",
            )
        show(run, backups.backups(run.book_path), out)
        return
    made = encrypted(run, age, to, yes) if age else kept(run, to, yes)
    if out.output not in (None, "table"):
        show(run, [made], out)
        return
    lines = [f"Backed up to {shown(short_path(made.path))} ({size(made.size)})."]
    if age:
        lines.append("Only the key of a recipient opens it: keep that safe, and elsewhere.")
    if to is None:
        how = f" {shown(made.name)} --identity KEYFILE" if age else ""
        lines.append(f"Restore it: am restore{how}")
    say(run, lines, shown(str(made.path)))


def kept(run: Run, to: str | None, yes: bool) -> "Backup":
    """Copy the book into its folder of backups, or where a person wants it."""
    run.book.refuse_rollup()
    if to is None:
        return backups.back_up(run.book.path, "asked")
    return backups.copy_to(run.book.path, target_of(run, to, yes))


def encrypted(run: Run, age: list[str], to: str | None, yes: bool) -> "Backup":
    """The same, so that only a key opens it. Raises BadValue before anything is asked or made."""
    from amcli.storage import sealing

    given = sealing.recipients(age)
    run.book.refuse_rollup()
    target = None if to is None else target_of(run, to, yes)
    return sealing.back_up_sealed(run.book.path, given, target, run.environ.get("PATH"))


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
    sealed = sum(1 for row in rows if row["encrypted"])
    counted += f", {sealed} encrypted" if sealed else ""
    newest = Footer("am restore without a name restores the newest.", "am restore")
    return Page(parts=[Table(COLUMNS, lines), Sentence(Cell(counted, "muted")), newest])


def before(reason: str) -> str:
    """What a copy was made before; nothing where somebody asked for it."""
    return "-" if reason == "asked" else reason


def target_of(run: Run, to: str, yes: bool) -> Path:
    """A file of a person's own, or a folder. Raises Refused for the book itself, and without a yes for a file
    that is there."""
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
    return target


def restore(
    run: Run,
    file: Annotated[
        str | None, argument(metavar="[FILE]", help="A backup by its name or first letters, or any file.")
    ] = None,
    identity: Annotated[
        str | None,
        option("--identity", metavar="FILE", help="The key of an encrypted backup: an age or SSH key file."),
    ] = None,
    yes: Yes = False,
) -> None:
    """Restore a backup; without FILE the newest.

    Backs up the current book first, so a second am restore brings it back. Shows what the backup holds,
    then asks. An encrypted backup is decrypted in memory and checked before anything changes; the key isn't
    kept.

    \b
    am restore
    am restore book-2026-03-02
    am restore /media/stick/book.db --yes
    am restore book.db.age --identity ~/key.txt
    """
    run.refuse_rollup()
    origin = restoring.chosen_backup(run.book_path, file)
    with opened(run, origin, identity) as source:
        with restoring.undisturbed(run.book_path):
            then, now = restoring.holds(source), restoring.holds_now(run.book_path)
            if not yes and run.can_ask():
                compare(run, origin, then, now)
            confirm(run, yes, f"Replace {short_path(run.book_path)} with it?")
        before = restoring.restore(source, origin, run.book_path, run.warn)
    if before is not None and not run.terminal:
        run.warn(f"the previous book: {before.path}")
    say(run, [f"Restored {shown(origin.name)}: {counted(then)}.", *told(before)], shown(str(run.book_path)))


def opened(run: Run, origin: Path, identity: str | None) -> "AbstractContextManager[Connection]":
    """A backup that may take the book's place, decrypted where it is encrypted."""
    from amcli.storage import sealing

    if sealing.is_sealed(origin):
        return sealing.opened_sealed(origin, key_of(run, origin, identity), run.environ.get("PATH"))
    if identity is not None:
        raise BadValue(f"--identity: {shown(origin.name)} isn't encrypted.", "See am restore --help")
    return restoring.opened(origin, run.book_path)


def key_of(run: Run, origin: Path, given: str | None) -> "Identity":
    """What decrypts a backup: the file of an option, or what a person types, unseen. Raises BadValue; no word
    of a key is ever repeated."""
    from amcli.storage.sealing import SECRET, Identity

    if given is not None:
        if SECRET in given.upper():
            raise BadValue("--identity takes a file, not the key itself.", "Leave it out to type the key.")
        return Identity(file=key_file(given))
    if not run.can_ask():
        raise BadValue(
            f"{shown(origin.name)} is encrypted; its key is needed. Nothing was restored.",
            f"am restore {in_shell(origin.name)} --identity KEYFILE",
        )
    typed = run.ask_unseen("Key file, or the key itself (AGE-SECRET-KEY-1...):")
    if not typed:
        raise BadValue("no key. Nothing was restored.", "See am restore --help")
    return Identity(key=typed.upper()) if SECRET in typed.upper() else Identity(file=key_file(typed))


def key_file(given: str) -> str:
    """The file that holds a key. Raises NotFound."""
    path = os.path.abspath(os.path.expanduser(given))
    if not is_path(given) or not os.path.isfile(path):
        raise NotFound(
            f"no key file {quoted(given)}. Nothing was restored.", "A file of age-keygen, or an SSH key."
        )
    return path


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
    """`40 accounts, 812 activities`."""
    return f"{count(holds.accounts, 'account')}, {count(holds.interactions, 'activity', 'activities')}"


def told(before: "Before | None") -> list[str]:
    """Where the book from before is, and how it comes back."""
    if before is None:
        return []
    path = shown(short_path(before.path))
    if before.damaged:
        return [f"The damaged file was kept: {path}"]
    return [f"The previous book was kept: {path}", "am restore brings it back"]
