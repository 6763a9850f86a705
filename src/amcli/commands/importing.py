"""`am import`: a plan first, then all or nothing, in one transaction and one step of undo.

The plan is counted while the rows are written into a copy of the book; where only the plan was asked
for, where a row is bad, or where a person says no, the copy is thrown away. Else what was written is
carried over into the book, and planned again where the book changed meanwhile.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from amcli.commands.options import Yes
from amcli.commands.params import HAPPENED, Word
from amcli.commands.sources import book_to_fill, opened
from amcli.context import Run, current
from amcli.errors import AmcliError
from amcli.output.progress import progress

if TYPE_CHECKING:
    from amcli.book.connection import Book
    from amcli.book.intake import Intake
    from amcli.configmaps import SavedMap
    from amcli.exchange.incoming import Incoming, Source
    from amcli.exchange.plan import FilePlan
    from amcli.exchange.work import Options

ASK_ABOVE = 20
# How often a plan is made beside the book; of these, how often only a book that is as it was will do.
MOST_PLANS = 5
EXACT_PLANS = 2
CACHE_KIB = 65_536
GC_AT = (100_000, 50, 50)
# A plan is no list: it has words for a person and one object for a program.
FORMAT = typer.Option("--output", "-o", click_type=Word(("table", "json")), help="Output format.")
Files = Annotated[
    list[str], typer.Argument(metavar="FILE...", help="Files, or a folder of email; - is standard input.")
]


class TakenBackError(Exception):
    """Ends the transaction without a trace, when the plan is not carried out."""


def import_files(
    context: typer.Context,
    files: Files,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="What the files contain, if their headers don't say.")
    ] = None,
    column: Annotated[
        list[str] | None, typer.Option("--map", metavar="FIELD=COLUMN", help="Read a field from this column.")
    ] = None,
    constant: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="Give a field the same value in every row."),
    ] = None,
    other_words: Annotated[
        list[str] | None,
        typer.Option("--values", metavar="FIELD:THEIRS=OURS", help="Read a word of theirs as one of ours."),
    ] = None,
    preset: Annotated[
        str | None,
        typer.Option(metavar="PRESET", help="The program the files come from, or a saved mapping."),
    ] = None,
    save_map: Annotated[
        str | None,
        typer.Option("--save-map", metavar="NAME", help="Save how these files are read, for --preset."),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Where the files come from, if neither --preset nor their name says it."
        ),
    ] = None,
    source_wins: Annotated[
        bool, typer.Option("--source-wins", help="Replace other sources' values, but never your own edits.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the plan and change nothing.")] = False,
    yes: Yes = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Skip bad rows and write them to FILE.bad.csv.")
    ] = False,
    clear: Annotated[bool, typer.Option("--clear", help="Let an empty cell clear the field.")] = False,
    extra: Annotated[bool, typer.Option("--extra", help="Keep unknown columns as custom fields.")] = False,
    create_accounts: Annotated[
        bool, typer.Option("--create-accounts", help="Add accounts that rows name and aren't in the book.")
    ] = False,
    term: Annotated[
        str | None,
        typer.Option(metavar="12m", help="How long contracts run that have an end and no first day."),
    ] = None,
    no_link: Annotated[
        bool, typer.Option("--no-link", help="Don't link renewals to earlier contracts.")
    ] = False,
    date_order: Annotated[
        str | None,
        typer.Option("--date-order", metavar="dmy|mdy|ymd", help="How to read dates such as 03/04/2026."),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="The files' encoding, if am guesses it wrong.")
    ] = None,
    on: Annotated[
        Any, typer.Option("--on", click_type=HAPPENED, help="Date of a meeting's transcript.")
    ] = None,
    sheet: Annotated[
        str | None, typer.Option(metavar="NAME", help="The sheet of a workbook to read.")
    ] = None,
    bodies: Annotated[
        bool,
        typer.Option("--bodies", help="Keep the full text of emails and chats, not just the first line."),
    ] = False,
    by_domain: Annotated[
        bool, typer.Option("--by-domain", help="Also count email with anyone at an account's domain.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing if nothing changed.")] = False,
    raw: Annotated[bool, typer.Option("--raw", help="Keep the ' before what looks like a formula.")] = False,
    output: Annotated[str | None, FORMAT] = None,
) -> None:
    """Import files: a plan first, then everything or nothing.

    A sheet with a customer in each row makes accounts, contacts, contracts and touches at once. Also lists of
    accounts, people, contracts, interactions and other records, recognised by their headers, from CSV and
    workbooks (.xlsx, .xls, .ods); people from vCards; meetings from iCalendar files: am help import. Email
    and phone logs become touches with the people in them: am help mail. You can import the same file again:
    what is already in the book stays as it is.

    Examples:

      am import customers.csv

      am import accounts.csv contacts.csv contracts.csv interactions.csv

      am import customers.xlsx --sheet Customers --map name="Firm" --save-map firms

      am import tickets.csv --set category=support --values severity:burning=critical

      crm-export | am import - --kind contacts --yes

      am import people.vcf work.ics ~/Mail calls.csv --quiet
    """
    from amcli.commands.mapping import check_name, said_now, save, whole_months, with_saved
    from amcli.exchange.localtime import in_zone
    from amcli.exchange.work import Options

    run = current(context)
    told = said_now(
        preset, kind, column or [], date_order, encoding, extra, constant or (), other_words or ()
    )
    told = with_saved(run, told._replace(sheet=sheet))._replace(on=on.isoformat() if on else None)
    if save_map is not None:
        check_name(save_map)
    me = tuple(run.config.get("me.emails") or ())
    options = Options(
        run.today.isoformat(), "USD", clear, create_accounts, not no_link,
        me=me, bodies=bodies, by_domain=by_domain, names=tuple(run.config.get("me.names") or ()),
        term_months=None if term is None else whole_months(term),
        source=named_source(source), wins=source_wins,
    )  # fmt: skip
    job = Job(run, dry_run, yes, skip_bad, quiet, options)
    with opened(files, run) as sources, in_zone(run.config.get("calendar.timezone")):
        told = job.carry_out(sources, told, raw, save_map)
    if save_map is not None and not dry_run:
        save(run, save_map, told)


def named_source(name: str | None) -> str | None:
    """What --source says, in the form in which sources are compared. Raises BadValue."""
    from amcli.rules.names import check_name

    return None if name is None else check_name(name).casefold()


@contextmanager
def rare_collections() -> Iterator[None]:
    """Look for garbage seldom: rows make none, and looking through all that is loaded costs a tenth."""
    usual, collecting = gc.get_threshold(), gc.isenabled()
    gc.set_threshold(*GC_AT)
    gc.enable()
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        if not collecting:
            gc.disable()


class Job:
    """One call of `am import`, from files that are there to what is said at the end."""

    def __init__(
        self, run: Run, dry_run: bool, yes: bool, skip_bad: bool, quiet: bool, options: "Options"
    ) -> None:
        self.run = run
        self.dry_run = dry_run
        self.yes = yes
        self.skip_bad = skip_bad
        self.quiet = quiet
        self.options = options
        self.files: list[Incoming] = []
        self.plans: list[FilePlan] = []
        self.said = False
        self.backed_up = False
        self.undo = "am undo"

    def carry_out(
        self, sources: "Sequence[Source]", told: "SavedMap", raw: bool, save_map: str | None
    ) -> "SavedMap":
        """Understand the files, plan, ask where there is someone to ask, and do it; gives how the files were
        read in the end."""
        from amcli.commands.mapping import check_saving, understood

        ask = self.run.can_ask() and not self.yes and not self.run.wants_json
        self.files, told = understood(self.run, sources, told, raw, ask)
        if save_map is not None:
            check_saving(save_map, told)
        with book_to_fill(self.run) as (book, keep), rare_collections():
            book.db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            done = self.attempt_same(book)
            if done:
                keep()
        self.conclude(done)
        return told

    def attempt_same(self, book: "Book") -> bool:
        """Attempt it; where an id stands for another record than before, only if a person takes it for the
        same. Raises OtherRecordError."""
        from amcli.exchange.sourceids import OtherRecordError

        try:
            return self.attempt(book)
        except OtherRecordError as error:
            if self.yes or self.run.wants_json or not self.run.can_ask():
                raise
            print(f"am: {error.message}", file=self.run.stderr)
            if not self.run.ask("Is it the same one, under another name?"):
                raise
            self.options = self.options._replace(same_ids=True)
            return self.attempt(book)

    def attempt(self, book: "Book") -> bool:
        """Plan, and do what is agreed; gives whether that was kept. A book that is only being made is seen by
        nobody else."""
        return self.beside(book) if book.path == self.run.book_path else self.within(book)

    @property
    def bad(self) -> int:
        """How many rows are bad."""
        return sum(len(plan.bad_lines) for plan in self.plans)

    @property
    def wrote(self) -> bool:
        """Whether anything but whose the records are was written; a plain `am undo` passes that over."""
        return any(plan.wrote for plan in self.plans)

    @property
    def automatic(self) -> bool:
        """Whether a plain `am undo` passes this import over."""
        return all(each.automatic for each in self.files)

    def agreed(self) -> bool:
        """Whether the plan is to be carried out; a person who agreed is not asked again."""
        if self.dry_run or (self.bad and not self.skip_bad and self.said):
            return False
        if not self.said and not self.agreed_beforehand():
            return self.person_agrees()
        return True

    def agreed_beforehand(self) -> bool:
        """Whether the plan may be carried out as soon as it is known."""
        if self.bad and not self.skip_bad:
            return False
        touched = sum(plan.new + plan.changed for plan in self.plans)
        return self.yes or not self.run.can_ask() or touched <= ASK_ABOVE

    def beside(self, book: "Book") -> bool:
        """Plan on a copy of the book and carry over what is agreed; gives whether it was kept.

        A plan that the book has left behind is made again, at last with the book's lock held.
        """
        from amcli.book.staging import MovedError, staged

        for time in range(MOST_PLANS):
            with staged(book) as copy:
                copy.book.db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
                with copy.transaction(self.automatic) as txn:
                    self.take_in(copy.book, txn)
                if not self.agreed():
                    return False
                self.back_up(book)
                with suppress(MovedError), self.bad_rows_set_aside():
                    if not copy.is_empty:
                        passed_over = self.automatic or not self.wrote
                        self.known_as(copy.carry_over(book, passed_over, exact=time < EXACT_PLANS))
                    return True
        return self.within(book)

    def within(self, book: "Book") -> bool:
        """Plan in the book itself, and take back what is not agreed; gives whether it was kept."""
        try:
            with book.transaction(bulk=True, automatic=self.automatic) as txn:
                self.known_as(txn)
                intake = self.take_in(book, txn)
                if not self.agreed():
                    raise TakenBackError
                if not self.wrote:
                    intake.pass_over()
                self.back_up(book)
                with self.bad_rows_set_aside():
                    intake.index()
        except TakenBackError:
            return False
        return True

    def take_in(self, book: "Book", txn: int) -> "Intake":
        """Write all rows, which makes the plans."""
        from amcli.book.intake import Intake
        from amcli.book.totals import base_currency
        from amcli.exchange.session import take_in

        options = self.options._replace(
            currency=base_currency(book, self.run.config), country=self.run.config.get("me.country")
        )
        intake = Intake(book, txn)
        with progress(self.run, sum(each.rows for each in self.files)) as tick:
            self.plans = take_in(intake, self.files, options, tick)
        return intake

    def known_as(self, txn: int) -> None:
        """Remember how the import is taken back."""
        self.undo = f"am undo {txn}" if self.automatic else "am undo"

    def back_up(self, book: "Book") -> None:
        """Copy the book as it is before these rows, once; not where they change nothing, or where the book
        is only being made."""
        from amcli.book.backups import back_up

        if self.backed_up or book.path != self.run.book_path or not self.wrote:
            return
        back_up(book.path, "import")
        self.backed_up = True

    @contextmanager
    def bad_rows_set_aside(self) -> Iterator[None]:
        """Set the bad rows aside before anything is kept, so that no row is lost; not where nothing is."""
        written: list[Path] = []
        try:
            self.write_bad_files(written)
            yield
        except BaseException:
            for path in written:
                path.unlink(missing_ok=True)
            raise

    def write_bad_files(self, written: list[Path]) -> None:
        """Write the bad rows of each file to a file of their own, and note which these are."""
        from amcli.exchange.badfile import bad_path

        for source, plans in self.plans_by_source().items():
            reasons = {line: why for plan in plans for line, why in plan.bad_lines.items()}
            if reasons:
                target = bad_path(source.original)
                next(each for each in self.files if each.source == source).set_aside(reasons, target)
                written.append(target)
                for plan in plans:
                    plan.bad_file = str(target) if plan.bad_lines else None

    def plans_by_source(self) -> "dict[Source, list[FilePlan]]":
        """The plans of each file: several where its rows are of several kinds."""
        found: dict[Source, list[FilePlan]] = {}
        for each, plan in zip(self.files, self.plans, strict=True):
            found.setdefault(each.source, []).append(plan)
        return found

    def person_agrees(self) -> bool:
        """Show a person the plan and ask; without a person nobody agrees."""
        from amcli.output.importing import bad_and_good, bad_tables, others, say_plans

        bad, good = bad_and_good(self.plans)
        if not self.run.can_ask() or (bad and (self.yes or not good)):
            return False
        if self.run.wants_json:
            return False
        say_plans(self.run, self.plans)
        self.said = True
        if not bad or self.skip_bad:
            if self.run.ask("Go ahead?", default=True):
                return True
            raise AmcliError("cancelled; nothing was imported.")
        for line in bad_tables(self.plans):
            print(f"    {line}".rstrip(), file=self.run.stderr)
        those = "this one" if bad == 1 else f"these {bad:,}"
        self.skip_bad = self.run.ask(f"Take {others(good)} and set {those} aside?")
        return self.skip_bad

    def conclude(self, done: bool) -> None:
        """Say what was done, or raise Refused with why nothing was."""
        from amcli.output import importing as words

        json = self.run.wants_json
        if self.quiet and done and not json and not self.wrote:
            return
        if json:
            words.say_json(self.run, self.plans, done, self.dry_run)
        elif not self.said:
            words.say_plans(self.run, self.plans)
        if self.bad and not done and not (self.dry_run and self.skip_bad):
            self.run.stdout.flush()  # the plan stands before the error also where both go to one file
            raise words.refusal(self.run, self.plans, [each.source.original for each in self.files])
        if not json:
            words.say_result(self.run, self.plans, done, self.undo)
