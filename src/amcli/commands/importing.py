"""`am import`: a plan first, then all or nothing, in one transaction and one step of undo.

The plan is counted while the rows are written; where only the plan was asked for, where a row is
bad, or where a person has yet to say yes, the transaction is taken back.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from amcli.commands.options import OUTPUT, Yes
from amcli.context import Run, current
from amcli.errors import AmcliError, BadValue, Refused

if TYPE_CHECKING:
    from amcli.book.connection import Book
    from amcli.exchange.plan import FilePlan
    from amcli.exchange.session import Asked, Source, Understood

ASK_ABOVE = 20
CACHE_KIB = 65_536
Files = Annotated[list[str], typer.Argument(metavar="FILE...", help="CSV files; - is standard input.")]


class TakenBack(Exception):
    """Ends the transaction without a trace, when the plan is not carried out."""


def import_files(
    context: typer.Context,
    files: Files,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="What the files hold, if headers don't say.")] = None,
    column: Annotated[
        list[str] | None, typer.Option("--map", metavar="FIELD=COLUMN", help="Read a field from this column.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the plan and change nothing.")] = False,
    yes: Yes = False,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Set bad rows aside in FILE.bad.csv.")] = False,
    clear: Annotated[bool, typer.Option("--clear", help="An empty cell empties the field.")] = False,
    extra: Annotated[bool, typer.Option("--extra", help="Keep unknown columns as custom fields.")] = False,
    create_accounts: Annotated[
        bool, typer.Option("--create-accounts", help="Make accounts that rows name and the book lacks.")
    ] = False,
    no_link: Annotated[bool, typer.Option("--no-link", help="Don't link contracts to those they follow.")] = False,
    date_order: Annotated[
        str | None, typer.Option("--date-order", metavar="dmy|mdy|ymd", help="How 03/04/2026 is read.")
    ] = None,
    encoding: Annotated[str | None, typer.Option(metavar="NAME", help="The files' encoding, if it is guessed wrong.")] = None,
    output: Annotated[str | None, OUTPUT] = None,
) -> None:
    """Bring in CSV files: a plan first, then all or nothing.

    Accounts, products, contacts, contracts, interactions, tasks and surveys, told apart by their
    headers. Importing the same file again changes nothing.

    Examples:

      am import accounts.csv contacts.csv contracts.csv interactions.csv

      am import customers.csv --map name="Firm" --dry-run

      crm-export | am import - --kind contacts --yes
    """
    from amcli.exchange.headers import parse_map
    from amcli.exchange.session import Asked

    run = current(context)
    run.output = output
    if date_order is not None and date_order not in ("dmy", "mdy", "ymd"):
        from amcli.rules.names import quoted

        raise BadValue(f"--date-order {quoted(date_order)}: dmy, mdy or ymd.")
    asked = Asked(kind, parse_map(column or []), extra, date_order, encoding)
    settings = {"clear": clear, "create_accounts": create_accounts, "link": not no_link}
    job = Job(run, dry_run, yes, skip_bad, settings)
    with opened(files, run) as sources:
        job.carry_out(sources, asked)


class Job:
    """One call of `am import`, from files that are there to what is said at the end."""

    def __init__(self, run: Run, dry_run: bool, yes: bool, skip_bad: bool, settings: dict[str, bool]) -> None:
        self.run = run
        self.dry_run = dry_run
        self.yes = yes
        self.skip_bad = skip_bad
        self.settings = settings
        self.files: list[Understood] = []
        self.plans: list[FilePlan] = []

    def carry_out(self, sources: "Sequence[Source]", asked: "Asked") -> None:
        """Understand the files, plan, ask where there is someone to ask, and do it."""
        from amcli.exchange.session import understand

        self.files = understand(sources, asked)
        with book_to_fill(self.run) as (book, keep):
            done = self.attempt(book, self.agreed_beforehand)
            if not done and not self.dry_run and self.person_agrees():
                done = self.attempt(book, lambda: True)
            if done:
                keep()
        self.conclude(done)

    def agreed_beforehand(self) -> bool:
        """Whether the plan may be carried out as soon as it is known."""
        if self.dry_run or (self.bad and not self.skip_bad):
            return False
        return self.yes or not self.run.can_ask() or sum(plan.touched for plan in self.plans) <= ASK_ABOVE

    @property
    def bad(self) -> int:
        """How many rows are bad."""
        return sum(len(plan.bad_lines) for plan in self.plans)

    @property
    def good(self) -> int:
        """How many rows are not."""
        return sum(plan.rows for plan in self.plans) - self.bad

    def attempt(self, book: "Book", agreed: Callable[[], bool]) -> bool:
        """Write all rows, then keep them if that is agreed; gives whether they were kept."""
        from amcli.book.intake import Intake
        from amcli.book.totals import base_currency
        from amcli.exchange.apply import Options
        from amcli.exchange.session import take_in

        options = Options(self.run.today.isoformat(), base_currency(book, self.run.config), **self.settings)
        book.db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        set_aside: list[Path] = []
        try:
            with book.transaction(bulk=True) as txn, progress(self.run, sum(each.look.rows for each in self.files)) as tick:
                intake = Intake(book, txn)
                self.plans = take_in(intake, self.files, options, tick)
                if not agreed():
                    raise TakenBack
                intake.index()
                self.write_bad_files(set_aside)
        except TakenBack:
            return False
        except BaseException:
            for path in set_aside:
                path.unlink(missing_ok=True)
            raise
        return True

    def write_bad_files(self, written: list[Path]) -> None:
        """Set the bad rows aside before anything is kept, so that no row is lost."""
        from amcli.exchange.badfile import bad_path, write_bad

        for each, plan in zip(self.files, self.plans, strict=True):
            if plan.bad_lines:
                target = bad_path(each.source.original)
                write_bad(each.sheet, plan.bad_lines, target)
                written.append(target)
                plan.bad_file = str(target)

    def person_agrees(self) -> bool:
        """Show a person the plan and ask; without a person nobody agrees."""
        if not self.run.can_ask() or (self.bad and self.yes):
            return False
        self.say_plan()
        if self.bad:
            for line in self.bad_tables():
                print(f"    {line}".rstrip(), file=self.run.stderr)
            self.skip_bad = self.good > 0 and self.run.ask(
                f"Take the other {self.good:,} and set {'this one' if self.bad == 1 else f'these {self.bad:,}'} aside?"
            )
            if not self.skip_bad:
                raise Refused(f"nothing was imported: {self.of_rows()}.", self.way_out()[0])
            return True
        if not self.run.ask("Go ahead?", default=True):
            raise AmcliError("nothing was imported, as you said.")
        return True

    def conclude(self, done: bool) -> None:
        """Say what was done, or why nothing was."""
        if self.run.output in ("json", "jsonl"):
            self.say_json(done)
        elif not self.said:
            self.say_plan()
        if self.bad and not done and not (self.dry_run and self.skip_bad):
            tables = [f"\t{line}" for line in self.bad_tables()]
            hint = "\n".join(["\t", *tables, "\t", *(f"\t{line}" for line in self.way_out())])
            raise Refused(f"nothing was imported: {self.of_rows()}.", hint)
        if self.run.output in ("json", "jsonl"):
            return
        for plan in self.plans:
            if plan.bad_file:
                self.say(f"{len(plan.bad_lines):,} set aside in {plan.bad_file}: mend them and import that file")
        if not done:
            self.say("Nothing was changed: this was a dry run.")
        elif any(plan.touched or plan.linked or plan.added_products or plan.added_accounts for plan in self.plans):
            self.say("am undo takes it back")
        else:
            self.say("Nothing to change: the book has all of this already.")

    said = False

    def say_plan(self) -> None:
        """The plan of each file, on standard output."""
        for plan in self.plans:
            for line in plan.lines():
                self.say(line)
        self.said = True

    def say(self, line: str) -> None:
        """One line for a person."""
        from amcli.rules.names import shown

        encoding = (getattr(self.run.stdout, "encoding", None) or "utf-8").lower()
        text = line if line.isprintable() else shown(line)
        print(text if encoding.startswith("utf") else text.replace(" · ", " | "), file=self.run.stdout)

    def say_json(self, done: bool) -> None:
        """The plan and what became of it, as one object."""
        import json

        found = {"done": done, "dry_run": self.dry_run, "files": [plan.as_json() for plan in self.plans]}
        print(json.dumps(found, ensure_ascii=False, indent=None), file=self.run.stdout)

    def of_rows(self) -> str:
        """`3 of 423 rows are bad`."""
        return f"{self.bad:,} of {self.bad + self.good:,} rows {'is' if self.bad == 1 else 'are'} bad"

    def bad_tables(self) -> list[str]:
        """The bad rows of every file, twenty at most of each."""
        lines: list[str] = []
        several = len(self.files) > 1
        for plan in self.plans:
            if plan.bad_lines:
                from amcli.exchange.plan import SHOWN_BAD

                lines += [""] if lines else []
                lines += [f"{plan.file}:"] if several else []
                lines += plan.bad_table()
                more = len(plan.bad_lines) - len({bad.line for bad in sorted(plan.bad)[:SHOWN_BAD]})
                lines += [f"and {more:,} more"] if more > 0 else []
        return lines

    def way_out(self) -> list[str]:
        """What to type instead."""
        import shlex

        from amcli.exchange.badfile import bad_path

        targets = [
            bad_path(each.source.original).name
            for each, plan in zip(self.files, self.plans, strict=True)
            if plan.bad_lines
        ]
        these, mend = ("this one", "Mend it") if self.bad == 1 else ("these", "Mend them")
        if not self.good:
            return [f"{mend} and run it again."]
        again = " ".join(["am", *(shlex.quote(word) for word in self.run.argv), "--skip-bad"])
        return [
            f"{mend} and run it again, or take the other {self.good:,} and set {these} aside:",
            f"{again}   (writes {', '.join(targets)})",
        ]


@contextmanager
def opened(files: list[str], run: Run) -> "Iterator[list[Source]]":
    """The files to read; standard input is kept in a temporary file, since it is read twice."""
    import tempfile

    from amcli.exchange.session import Source

    sources, spooled = [], None
    if files.count("-") > 1:
        raise BadValue("standard input (-) can be read only once.")
    with tempfile.TemporaryDirectory(prefix="amcli-") as folder:
        for name in files:
            if name == "-":
                spooled = Path(folder) / "stdin.csv"
                spool(run, spooled)
                sources.append(Source(spooled, "standard input", None))
            elif "\0" in name or not name:
                raise BadValue("FILE: not a path.")
            else:
                sources.append(Source(Path(name), Path(name).name, Path(name)))
        yield sources


def spool(run: Run, target: Path) -> None:
    """Copy standard input, byte for byte where it has bytes."""
    import shutil

    if run.stdin.isatty():
        raise BadValue("standard input (-) is a terminal; pipe a file into it.")
    stream: Any = getattr(run.stdin, "buffer", None)
    if stream is None:
        target.write_text(run.stdin.read(), encoding="utf-8")
        return
    with target.open("wb") as handle:
        shutil.copyfileobj(stream, handle)


@contextmanager
def book_to_fill(run: Run) -> "Iterator[tuple[Book, Callable[[], None]]]":
    """The book; where there is none, a draft that becomes the book only when it is to be kept."""
    from amcli.book.connection import NoBook, open_book

    try:
        book = run.book
    except NoBook:
        pass
    else:
        yield book, lambda: None
        return
    from amcli.book.schema import create, put_in_place

    path = run.book_path
    draft = path.with_name(f".{path.name}.{os.getpid()}.import")
    made = not path.parent.exists()
    kept = False

    def keep() -> None:
        nonlocal kept
        kept = True

    try:
        create(draft)
        book = open_book(draft, run.command_line)
        try:
            yield book, keep
        finally:
            book.close()
        if kept:
            put_in_place(draft, path)
            print(f"am: your book is at {path}", file=run.stderr)
    finally:
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                Path(f"{draft}{suffix}").unlink(missing_ok=True)
        if made and not kept:
            with suppress(OSError):
                path.parent.rmdir()


@contextmanager
def progress(run: Run, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal's standard error once it has taken a second; otherwise nothing at all."""
    if not run.stderr.isatty():
        yield lambda count: None
        return
    import time

    started, seen = time.monotonic(), 0
    bar: Any = None
    task: Any = None

    def tick(count: int) -> None:
        nonlocal bar, task, seen
        seen += count
        if bar is None and time.monotonic() - started > 1 and seen < total:
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn

            bar = Progress(TextColumn("importing"), BarColumn(), TextColumn("{task.completed:,.0f} of {task.total:,.0f}"),
                           console=Console(file=run.stderr), transient=True)  # fmt: skip
            bar.start()
            task = bar.add_task("", total=total)
        if bar is not None:
            bar.update(task, completed=seen)

    try:
        yield tick
    finally:
        if bar is not None:
            bar.stop()
