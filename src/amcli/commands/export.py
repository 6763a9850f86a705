"""`am export`: everything in the book, or all about one account, as CSV that `am import` takes in again.

Its commands `calendar`, `vcard` and `html` are for other programs, to standard output or in place.

What stands in those is in `interchange.out`, `reports` and `output.html`.
"""

import contextlib
import csv
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from amcli.commands.declared import Group, option
from amcli.commands.filtering import AccountAndFilters, Asked, Filters
from amcli.commands.options import warn_of_left_out
from amcli.commands.readers import Word
from amcli.context import Run
from amcli.drafts import sweep
from amcli.errors import BadValue, Refused
from amcli.files import is_path, keep_permissions
from amcli.hints import TYPE_CHECKING, Annotated, Any, TextIO
from amcli.interchange.kinds import KINDS
from amcli.interchange.out.cards import cards_text
from amcli.interchange.out.files import write_file
from amcli.interchange.out.redacted import Redacted
from amcli.interchange.tables.canonical import cells, header, line
from amcli.interchange.values.columns import unguarded
from amcli.output import readable
from amcli.output.html import html as written
from amcli.page import Page
from amcli.reports.customer_page import read_customer
from amcli.reports.diary import cards, entries
from amcli.reports.review import late
from amcli.reports.web import book_page, read_told
from amcli.rules.formatting import count
from amcli.rules.names import quoted, shown
from amcli.storage import resolve
from amcli.storage.belonging import Outgoing
from amcli.vocabulary import VCARD_VERSIONS

if TYPE_CHECKING:
    from amcli.interchange.kinds import Kind
    from amcli.interchange.out.redacted import Records

NAMES = (
    *("accounts", "products", "contacts", "contracts", "interactions", "plays", "tasks", "surveys"),
    *("opportunities", "issues", "feedback", "usage", "goals", "events", "handoffs", "targets", "health"),
)
WAYS = "Everything: am export --all --to DIR. One kind: am export --kind accounts"
FORMS = ("csv", "jsonl")
Write = Callable[[Any, "Kind", "Records"], None]
app = Group()


@app.alone
def export(
    run: Run,
    kind: Annotated[
        list[str] | None,
        option("--kind", reader=Word(NAMES), help="Export this kind of record (repeatable)."),
    ] = None,
    everything: Annotated[bool, option("--all", help="Export every kind, one file each.")] = False,
    account: Annotated[
        str | None, option("--account", metavar="ACCOUNT", help="Export only what belongs to this account.")
    ] = None,
    to: Annotated[
        str | None,
        option("--to", metavar="PATH", help="Write to this folder, or to this file for one kind or JSONL."),
    ] = None,
    output: Annotated[str | None, option("--output", "-o", reader=Word(FORMS), help="Output format.")] = None,
    redact: Annotated[bool, option("--redact", help="Replace names, addresses and free text.")] = False,
    raw: Annotated[bool, option("--raw", help="Don't put ' before text a spreadsheet would run.")] = False,
) -> None:
    """Export everything as CSV or JSONL that am import reads.

    \b
    am export --all --to copy/
    am export --kind contacts > people.csv
    am export --account acme --to acme.jsonl
    """
    if run.typed.arguments:
        name = run.typed.arguments[0]
        if kind or everything or redact or raw or any(each is not None for each in (account, to, output)):
            raise BadValue(f"put options of {name} after it.", f"For example: am export {name} --to FILE")
        return
    kinds = chosen(kind or (), everything or (account is not None and not kind))
    form = output or form_of(to)
    if raw and form != "csv":
        raise BadValue("--raw is for CSV only: JSONL adds no '.")
    if to is None and form == "csv" and len(kinds) > 1:
        raise BadValue(
            f"{len(kinds)} kinds need {len(kinds)} files: where should they go?",
            "Use a folder: --to DIR. Or one file: -o jsonl",
        )
    book = outgoing(run, account)
    records = redacted(book) if redact else book
    write = writer_of(form, raw)
    if to is None:
        for each in kinds:
            write(run.stdout, each, records)
    else:
        write_files(run, targets(to, kinds, form), records, write)


def chosen(names: Sequence[str], everything: bool) -> "list[Kind]":
    """The kinds that were asked for, in the order in which they are imported. Raises BadValue for none."""
    found = [each for each in KINDS if everything or each.name in names]
    if not found:
        raise BadValue("what do you want to export?", WAYS)
    return found


def outgoing(run: Run, account: str | None) -> "Outgoing":
    """The book, or what belongs to one account. Raises NotFound."""
    return Outgoing(run.book, None if account is None else int(resolve.account(run.book, account)["id"]))


def form_of(to: str | None) -> str:
    """The form that a file's name asks for; CSV where it asks for none."""
    return (
        "jsonl" if to is not None and to.endswith((".jsonl", ".ndjson")) and not Path(to).is_dir() else "csv"
    )


def redacted(book: "Outgoing") -> "Redacted":
    """The records without names."""
    return Redacted(book)


def targets(to: str, kinds: "Sequence[Kind]", form: str) -> "dict[Path, list[Kind]]":
    """The files to write, with what goes into each: in a folder, or the file itself for one kind and for
    JSONL, which takes all. Raises BadValue, Refused."""
    path = Path(to)
    if not is_path(to):
        raise BadValue(f"--to {quoted(to)}: not the name of a file.")
    single = len(kinds) == 1 or (form == "jsonl" and not to.endswith(os.sep))
    if path.is_dir() or not single:
        files = {path / f"{kind.name}.{form}": [kind] for kind in kinds}
    else:
        files = {path: list(kinds)}
    if path.exists() and not path.is_dir() and not single:
        raise BadValue(f"--to {quoted(to)} isn't a folder, and {len(kinds)} kinds need {len(kinds)} files.")
    for each in files:
        if each.exists() and not each.is_file():
            raise Refused(
                f"{shown(str(each))} can't be replaced: it isn't a regular file. Nothing was exported."
            )
    return files


def write_files(run: Run, files: "dict[Path, list[Kind]]", book: "Records", write: "Write") -> None:
    """Write every file beside its place, then put all of them there; a failure leaves what was."""
    drafts: dict[Path, Path] = {}
    path = next(iter(files)).parent
    try:
        if len(files) > 1:
            path.mkdir(mode=0o700, exist_ok=True)
        for path, kinds in files.items():
            place = Path(os.path.realpath(path))
            drafts[place] = place.with_name(f".{place.name}.{os.getpid()}.new")
            sweep(place.parent, place.name)
            with private(drafts[place]) as file:
                for kind in kinds:
                    write(file, kind, book)
        for path, draft in drafts.items():
            keep_permissions(draft, path)
            draft.replace(path)
    except OSError as error:
        why = error.strerror
        raise Refused(f"{shown(str(path))} can't be written: {why}. Nothing was exported.") from None
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


def writer_of(form: str, raw: bool) -> "Write":
    """What writes the records of a kind in a form."""
    return write_jsonl if form == "jsonl" else partial(write_csv, raw=raw)


def write_csv(file: Any, kind: "Kind", book: "Records", raw: bool = False) -> None:
    """Write the records of a kind, as they are, below a header."""
    writer = csv.writer(file, lineterminator="\n")
    custom = book.custom(kind.table) if kind.has_extra else []
    writer.writerow(header(kind, custom))
    rows = (cells(kind, record, custom, book) for record in book.records(kind.table))
    writer.writerows(map(unguarded, row) if raw else row for row in rows)


def write_jsonl(file: Any, kind: "Kind", book: "Records") -> None:
    """Write the records of a kind, as they are, a line each."""
    file.writelines(f"{line(kind, record, book)}\n" for record in book.records(kind.table))


To = Annotated[
    str | None, option("--to", metavar="FILE", help="Write to this file (default: standard output).")
]


@app.command("calendar")
def calendar(run: Run, words: Filters = None, to: To = None) -> None:
    """Export deadlines, tasks and check-ins as a calendar.

    Writes an iCalendar file with all-day events: notice deadlines (reminders 14 and 3 days before), ends
    of contracts (30 days before), check-ins, QBRs, and tasks and promises with a date. Late ones stay on
    their date. Events keep their UID, so a calendar can subscribe to the file: am help calendar.

    \b
    am export calendar > book.ics
    am export calendar --to ~/public/book.ics
    am export calendar tier:key
    """
    from amcli.interchange.out.calendar import calendar_text

    asked = Asked(run, words)
    asked.restrict()
    found = entries(run.world)
    hand_over(run, calendar_text(found, run.world.totals.base, asked.words), to)


@app.command("vcard")
def vcard(
    run: Run,
    words: Filters = None,
    version: Annotated[
        str, option("--version", reader=Word(VCARD_VERSIONS), help="vCard version.")
    ] = VCARD_VERSIONS[0],
    everyone: Annotated[
        bool, option("--all", "-a", help="Include people who left and people of archived accounts.")
    ] = False,
    to: To = None,
) -> None:
    """Export people as vCards.

    Exports name, company, title, email addresses, numbers, notes and tags. Roles and where people stand
    are left out. Each card keeps its UID, so importing it again updates people and adds no duplicates.

    \b
    am export vcard > people.vcf
    am export vcard role:champion tier:key --version 3.0
    am export vcard --to people.vcf
    """
    found = cards(run.world, Asked(run, words).ids("contact"), everyone=everyone)
    hand_over(run, cards_text(found, version), to)


def hand_over(run: Run, text: str, to: str | None) -> None:
    """Put a file in its place, and name it to a person; or write it out as it is."""
    if to is None:
        run.stdout.write(text)
        return
    if not is_path(to):
        raise BadValue(f"--to {quoted(to)}: not the name of a file.")
    write_file(to, text)
    if run.terminal:
        print(shown(to), file=run.stdout)


LARGEST = 10


@app.command("html")
def html(
    run: Run,
    words: AccountAndFilters = None,
    account: Annotated[
        str | None,
        option("--account", metavar="ACCOUNT", help="A page for this customer, the same as ACCOUNT alone."),
    ] = None,
    internal: Annotated[
        bool, option("--internal", help="With an account: add what the customer may not see.")
    ] = False,
    to: To = None,
) -> None:
    """Export the book, or a page for a customer, as a web page.

    Without an account the page is yours: the morning as am shows it, check-ins, renewals, risk, tasks and
    accounts as tables that you can sort and filter, then revenue and workload as charts. It is internal.

    With an account the page is for the customer: what am qbr brief prints, with charts. Nothing internal
    is on it unless you add --internal. Each page is one file that loads nothing: am help pictures.

    \b
    am export html > book.html
    am export html tier:key --to key.html
    am export html acme --to acme.html
    am export html acme --internal --to acme-internal.html
    """
    asked = Asked(run, words, takes_account=account is None)
    if account is not None:
        asked.account = resolve.account(run.book, account)
    if asked.account is None:
        if internal:
            raise BadValue("--internal needs an account: the page of a book is internal.", ACCOUNT_HINT)
        hand_over(run, written(readable(run, whole(run, asked))), to)
        warn_of_left_out(run)
        return
    asked.refuse_filters()
    page, review = read_customer(run.world, asked.account["id"], internal=internal)
    hand_over(run, written(readable(run, page)), to)
    if run.terminal and not internal and (hidden := late(review)):
        run.warn(f"{count(hidden, 'late promise')} left out. With --internal the page has all.")


ACCOUNT_HINT = "For example: am export html acme --internal"


def whole(run: Run, asked: Asked) -> Page:
    """The page of the book, or of the accounts that filters choose."""
    asked.restrict()
    return book_page(read_told(run.world, LARGEST, run.book_file, asked.words), asked.words)
