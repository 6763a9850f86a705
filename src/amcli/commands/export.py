"""`am export`: everything in the book, or all about one account, as CSV that `am import` takes in again.

Its commands `calendar` and `vcard`, for other programs, are in exporting.py.
"""

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from amcli.commands.exporting import calendar, vcard
from amcli.commands.groups import Verbs, new_app
from amcli.commands.params import Word
from amcli.context import Run, current, is_path
from amcli.errors import BadValue, Refused
from amcli.rules.names import quoted, shown

if TYPE_CHECKING:
    from amcli.book.outgoing import Outgoing
    from amcli.exchange.kinds import Kind

NAMES = (
    *("accounts", "products", "contacts", "contracts", "interactions", "tasks", "surveys", "opportunities"),
    *("issues", "feedback", "usage", "goals", "events", "handoffs", "targets", "health"),
)
WAYS = "All of it: am export --all --to DIR. One kind: am export --kind accounts"
app = new_app(cls=Verbs, invoke_without_command=True)
app.command("calendar")(calendar)
app.command("vcard")(vcard)


@app.callback()
def export(
    context: typer.Context,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", click_type=Word(NAMES), help="Records of this kind; may be given again."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every kind, a file each.")] = False,
    account: Annotated[
        str | None, typer.Option("--account", metavar="ACCOUNT", help="Only what belongs to this account.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="PATH", help="A folder, or for one kind a file.")
    ] = None,
) -> None:
    """Give everything back: CSV files that am import takes in again.

    \b
    am export --all --to copy/
    am export --kind contacts > people.csv
    am export --account acme --to acme/
    """
    if (name := context.invoked_subcommand) is not None:
        if kind or everything or account is not None or to is not None:
            raise BadValue(f"options of {name} go after it.", f"Such as: am export {name} --to FILE")
        return
    run = current(context)
    kinds = chosen(kind or (), everything or (account is not None and not kind))
    if to is None and len(kinds) > 1:
        raise BadValue(f"{len(kinds)} kinds are {len(kinds)} files; where to?", "A folder: --to DIR")
    with reading(run, account) as book:
        if to is None:
            write_csv(run.stdout, kinds[0], book)
        else:
            write_files(run, targets(to, kinds), book)


def chosen(names: Sequence[str], everything: bool) -> "list[Kind]":
    """The kinds that were asked for, in the order in which they are imported. Raises BadValue for none."""
    from amcli.exchange.kinds import KINDS

    found = [each for each in KINDS if everything or each.name in names]
    if not found:
        raise BadValue("what is to be exported?", WAYS)
    return found


@contextlib.contextmanager
def reading(run: Run, account: str | None) -> "Iterator[Outgoing]":
    """The book as it is now, whatever is written meanwhile. Raises NotFound."""
    from amcli.book import resolve
    from amcli.book.outgoing import Outgoing

    row = None if account is None else int(resolve.account(run.book, account)["id"])
    with run.book.reading():
        yield Outgoing(run.book, row)


def targets(to: str, kinds: "Sequence[Kind]") -> "dict[Path, Kind]":
    """The files to write: in a folder, or for one kind the file itself. Raises BadValue, Refused."""
    path = Path(to)
    if not is_path(to):
        raise BadValue(f"--to {quoted(to)}: not the name of a file.")
    if path.is_dir() or len(kinds) > 1:
        files = {path / f"{kind.name}.csv": kind for kind in kinds}
    else:
        files = {path: kinds[0]}
    if path.exists() and not path.is_dir() and len(kinds) > 1:
        raise BadValue(f"--to {quoted(to)} is no folder; {len(kinds)} kinds are {len(kinds)} files.")
    for each in files:
        if each.exists() and not each.is_file():
            raise Refused(f"{shown(str(each))} is no file that could be replaced. Nothing was exported.")
    return files


def write_files(run: Run, files: "dict[Path, Kind]", book: "Outgoing") -> None:
    """Write every file beside its place, then put all of them there; a failure leaves what was."""
    drafts: dict[Path, Path] = {}
    path = next(iter(files)).parent
    try:
        if len(files) > 1:
            path.mkdir(mode=0o700, exist_ok=True)
        for path, kind in files.items():
            place = Path(os.path.realpath(path))
            drafts[place] = place.with_name(f".{place.name}.{os.getpid()}")
            with private(drafts[place]) as file:
                write_csv(file, kind, book)
        for path, draft in drafts.items():
            draft.replace(path)
    except OSError as error:
        why = error.strerror
        raise Refused(f"{shown(str(path))} cannot be written: {why}. Nothing was exported.") from None
    finally:
        for draft in drafts.values():
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
    for path in files:
        print(shown(str(path)), file=run.stdout)


def private(path: Path) -> TextIO:
    """A new file that only its owner reads."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    return open(descriptor, "w", encoding="utf-8", newline="")


def write_csv(file: Any, kind: "Kind", book: "Outgoing") -> None:
    """Write the records of a kind, as they are, below a header."""
    import csv

    from amcli.exchange.canonical import cells, header

    writer = csv.writer(file, lineterminator="\n")
    custom = book.custom(kind.table) if kind.has_extra else []
    writer.writerow(header(kind, custom))
    writer.writerows(cells(kind, record, custom, book) for record in book.records(kind.table))
