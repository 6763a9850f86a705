"""`am doctor`: whether all is well with the book, and likely duplicates. Without --fix it only looks."""

import datetime as dt
import os

from amcli.commands.declared import option
from amcli.commands.filtering import Asked, Filters
from amcli.commands.options import DUE_OPTIONS, finish, shows
from amcli.context import Run
from amcli.errors import AmcliError, BadValue, Ended
from amcli.hints import TYPE_CHECKING, Annotated
from amcli.output import DUE, say
from amcli.output.progress import progress, stage
from amcli.output.result import Listing, Options, Page
from amcli.page import says
from amcli.reports import duplicates as query
from amcli.rules.names import quoted, shown
from amcli.storage import merging, resolve
from amcli.storage.labels import label

if TYPE_CHECKING:
    from amcli.commands.checkup import Checkup
    from amcli.reports.checkup import Finding

COMPARED = ("account", "contact")


@shows(DUE_OPTIONS)
def doctor(
    run: Run,
    words: Filters = None,
    fix: Annotated[
        bool, option("--fix", help="Fix what follows from the rest of the book, after a backup.", writes=True)
    ] = False,
    duplicates: Annotated[bool, option("--duplicates", help="Find likely duplicates.")] = False,
    separate: Annotated[
        tuple[str, str] | None,
        option(
            "--separate",
            was="--apart",
            metavar="ONE OTHER",
            help="Mark two records as separate.",
            writes=True,
        ),
    ] = None,
    report: Annotated[bool, option("--report", help="Write a file for a bug report.")] = False,
    *,
    out: Options,
) -> None:
    """Check the book for damage and likely duplicates.

    Checks the file, the records against the journal, the search index and the kept scores; permissions,
    folder, disk, backups, settings and hooks; and says what is well, too. It changes nothing without --fix,
    which puts right what follows from the rest (search index, scores, permissions), after a backup.
    --exit-code gives 10 for a warning or a fault; a damaged book gives 6.

    --duplicates lists each pair with its likelihood, the reasons and the command that merges it. The record
    to keep comes first. --separate marks a pair as separate, so it isn't listed again. --report writes a file
    for a bug report, without your customers' data: read it before you send it.

    \b
    am doctor                              every check
    am doctor --fix
    am doctor --duplicates kind:contact certainty.over:90
    am doctor --separate acme acme-labs
    """
    if report:
        if duplicates or words or fix or separate is not None:
            raise BadValue("--report goes alone.", "See am doctor --help")
        write_report(run, out)
    elif separate is not None:
        if duplicates or words or fix:
            raise BadValue("--separate takes two records and nothing else.", "See am doctor --help")
        keep_apart(run, *separate)
    elif duplicates:
        if fix:
            raise BadValue("--duplicates and --fix can't be combined.", "See am doctor --help")
        show_duplicates(run, Asked(run, words), out)
    else:
        check_up(run, words, fix=fix, out=out)


def check_up(run: Run, words: list[str] | None, *, fix: bool, out: Options) -> None:
    """Show what every check finds, after putting right what can be. Raises BookUnavailable for a damaged
    book, once all that was found is shown; Ended with 10 where something isn't well."""
    from amcli.commands.checkup import Checkup
    from amcli.reports.checkup import FIELDS, OK, checkup_page

    if fix:
        run.refuse_rollup()
    with stage(run, "checking the book"):
        looked = Checkup(run)
        found = looked.findings()
    fixed = put_right(run, looked, found) if fix else frozenset[str]()
    if fixed:
        with stage(run, "checking the book"):
            looked = Checkup(run)
            found = looked.findings()
    rows = [each.row(each.check in fixed and each.state == OK) for each in found]
    about = {}
    if words:
        asked = Asked(run, words)
        rows, about = asked.among(FIELDS, rows), asked.about()
    unwell = any(row["state"] != OK for row in rows)
    finish(
        run,
        Listing("checkup", FIELDS, rows, lambda row: "", about, checkup_page),
        out._replace(exit_code=False),
    )
    looked.refuse_damage()
    if out.exit_code and unwell:
        raise Ended(DUE)


def put_right(run: Run, looked: "Checkup", found: "list[Finding]") -> frozenset[str]:
    """Put right what follows from the rest, after a backup; gives the names of the checks that found it.
    Raises AmcliError."""
    from amcli.commands.checkup import keep_first

    able = [each for each in found if each.fix is not None]
    if able and (kept := keep_first(run, able)) is not None:
        run.warn(f"backup: {kept}")
    for each in able:
        looked.put_right(each)
    run.forget_world()
    return frozenset(each.check for each in able)


def show_duplicates(run: Run, asked: Asked, out: Options) -> None:
    """The pairs that are likely one, as a list."""
    with progress(run, query.to_compare(run.book), "comparing") as tick:
        found = query.duplicate_rows(run.book, run.config.get("me.country"), tick)
    rows = asked.among(query.FIELDS, found)
    page, about = query.duplicates_page, asked.about()
    finish(run, Listing("duplicates", query.FIELDS, rows, lambda row: str(row["other"]), about, page), out)


def keep_apart(run: Run, one: str, other: str) -> None:
    """Remember that two records are two. Raises BadValue for what is no pair of accounts or of people."""
    first, second = (resolve.any_record(run.book, text) for text in (one, other))
    if first.kind != second.kind or first.kind not in COMPARED or first.row == second.row:
        raise BadValue(
            f"--separate {quoted(one)} {quoted(other)}: not two accounts or two people.",
            "For example: am doctor --separate acme acme-labs",
        )
    with run.book.transaction() as txn:
        merging.keep_apart(run.book, txn, first.kind, first.row, second.row)
    names = (shown(label(run.book, each.kind, each.row)) for each in (first, second))
    say(run, [f"{' and '.join(names)} are marked as separate.", "to undo: am undo"], shown(other))


def write_report(run: Run, out: Options) -> None:
    """Write the file into the folder that the person is in, and say where it is. Raises AmcliError."""
    from amcli.reports.bugreport import text

    made = text(run.book_path, lambda: run.config, run.environ)
    name = f"amcli-report-{dt.datetime.now():%Y-%m-%d-%H%M%S}.txt"
    try:
        path = os.path.abspath(name)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(made)
    except OSError as error:
        raise AmcliError(
            f"{name} can't be written here: {error.strerror}.", "Go to a folder of yours first: cd"
        ) from None
    if out.output not in (None, "table"):
        data = {"path": path, "size": os.path.getsize(path)}
        finish(run, Page("report", data, [shown(path)], page=lambda: says(shown(path))), out)
        return
    say(run, [f"{shown(path)} is written. Read it before you send it with your bug report."], shown(path))
