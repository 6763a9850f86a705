"""What `am import` does: a plan first, then all or nothing, in one transaction and one step of undo.

The plan is counted while the rows are written into a copy of the book; where only the plan was asked
for, where a row is bad, or where a person says no, the copy is thrown away. Else what was written is
carried over into the book, and planned again where the book changed meanwhile.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from amcli.commands.mapping import check_saving, understood
from amcli.commands.sources import book_to_fill, make_folder
from amcli.context import Run
from amcli.errors import AmcliError
from amcli.hints import TYPE_CHECKING
from amcli.interchange.session import only_adds, take_in
from amcli.interchange.tables.sheet import bad_path
from amcli.interchange.upsert.sourceids import OtherRecordError
from amcli.output import importing as words
from amcli.output.importing import bad_and_good, bad_tables, others, say_plans
from amcli.output.progress import progress, stage
from amcli.storage.backups import back_up
from amcli.storage.bulk import Intake
from amcli.storage.connection import folder_of
from amcli.storage.staging import MovedError, staged
from amcli.storage.totals import base_currency

if TYPE_CHECKING:
    from amcli.config.maps import SavedMap
    from amcli.interchange.incoming import Incoming, Options, Source
    from amcli.interchange.plan import FilePlan
    from amcli.storage.connection import Book

ASK_ABOVE = 20
# How often a plan is made beside the book; of these, how often only a book that is as it was will do.
MOST_PLANS = 5
EXACT_PLANS = 2
CACHE_KIB = 32_768
GC_AT = (100_000, 50, 50)


class TakenBackError(Exception):
    """Ends the transaction without a trace, when the plan is not carried out."""


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
        self,
        run: Run,
        dry_run: bool,
        yes: bool,
        skip_bad: bool,
        quiet: bool,
        options: "Options",
        bad_file: str | None = None,
    ) -> None:
        self.run = run
        self.dry_run = dry_run
        self.yes = yes
        self.skip_bad = skip_bad or bad_file is not None
        self.bad_file = None if bad_file is None else Path(bad_file).expanduser()
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
        for time in range(MOST_PLANS):
            with stage(self.run, "copying") as copied, staged(book, adding=only_adds(self.files)) as copy:
                copied()
                copy.book.db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
                with copy.transaction(self.automatic) as txn:
                    self.take_in(copy.book, txn)
                if not self.agreed():
                    return False
                self.back_up(book)
                with suppress(MovedError), self.bad_rows_set_aside():
                    if not copy.is_empty:
                        passed_over = self.automatic or not self.wrote
                        with stage(self.run, "writing"):
                            done = copy.carry_over(book, passed_over, exact=time < EXACT_PLANS)
                        self.known_as(done)
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
                with self.bad_rows_set_aside(), stage(self.run, "indexing"):
                    intake.index()
        except TakenBackError:
            return False
        return True

    def take_in(self, book: "Book", txn: int) -> "Intake":
        """Write all rows, which makes the plans."""
        options = self.options._replace(
            currency=base_currency(book, self.run.config), country=self.run.config.get("me.country")
        )
        intake = Intake(book, txn)
        with progress(self.run, sum(each.rows for each in self.files), "matching") as tick:
            self.plans = take_in(intake, self.files, options, tick)
        return intake

    def known_as(self, txn: int) -> None:
        """Remember how the import is taken back."""
        self.undo = f"am undo {txn}" if self.automatic else "am undo"

    def back_up(self, book: "Book") -> None:
        """Copy the book as it is before these rows, once; not where they change nothing, or where the book
        is only being made."""
        if self.backed_up or book.path != self.run.book_path or not self.wrote:
            return
        with stage(self.run, "backing up"):
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
                with suppress(OSError):
                    path.unlink()
                with suppress(OSError):  # a folder that was made for them
                    path.parent.rmdir()
            raise

    def write_bad_files(self, written: list[Path]) -> None:
        """Write the bad rows of each file to a file of their own, and note which these are."""
        for source, plans in self.plans_by_source().items():
            reasons = {line: why for plan in plans for line, why in plan.bad_lines.items()}
            if reasons:
                target = self.bad_path(source)
                if self.bad_file is None:
                    make_folder(target.parent)
                written.append(target)
                next(each for each in self.files if each.source == source).set_aside(reasons, target)
                for plan in plans:
                    plan.bad_file = str(target) if plan.bad_lines else None

    def bad_path(self, source: "Source") -> Path:
        """Where the bad rows of a file go."""
        return bad_path(source.original, folder_of(self.run.book_path), self.bad_file)

    def plans_by_source(self) -> "dict[Source, list[FilePlan]]":
        """The plans of each file: several where its rows are of several kinds."""
        found: dict[Source, list[FilePlan]] = {}
        for each, plan in zip(self.files, self.plans, strict=True):
            found.setdefault(each.source, []).append(plan)
        return found

    def person_agrees(self) -> bool:
        """Show a person the plan and ask; without a person nobody agrees."""
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
        json = self.run.wants_json
        if self.quiet and done and not json and not self.wrote:
            return
        if json:
            words.say_json(self.run, self.plans, done, self.dry_run)
        elif not self.said:
            words.say_plans(self.run, self.plans)
        if self.bad and not done and not (self.dry_run and self.skip_bad):
            self.run.stdout.flush()  # the plan stands before the error also where both go to one file
            by_source = self.plans_by_source().items()
            targets = [
                self.bad_path(source) for source, plans in by_source if any(p.bad_lines for p in plans)
            ]
            raise words.refusal(self.run, self.plans, targets)
        if not json:
            words.say_result(self.run, self.plans, done, self.undo)
