"""`am forget`: somebody leaves the book for good, with all that was ever kept of them."""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from amcli.commands.declared import argument, option
from amcli.commands.options import PAGE_OPTIONS, Yes, finish, shows
from amcli.commands.readers import Name, Text
from amcli.commands.records import confirm
from amcli.context import Run
from amcli.errors import BadValue, NotFound, Refused
from amcli.fields import Row
from amcli.hints import Annotated, Any, NamedTuple
from amcli.output import say
from amcli.output.result import Options, Page
from amcli.page import says
from amcli.reports import forgetting as told
from amcli.rules.forgetting import ACCOUNT, EMAIL, NAME, PHONE, plain_address
from amcli.rules.names import folded, name_key, quoted, shown
from amcli.rules.phones import e164
from amcli.storage import copies, forgetting, forgotten, resolve, traces
from amcli.storage.connection import translated
from amcli.storage.mentions import mentions
from amcli.storage.sent import number_of
from amcli.storage.subjects import Subject
from amcli.storage.writes import keep


class TakenBackError(Exception):
    """Ends the transaction in which it was only counted what would go."""


class Who(NamedTuple):
    """Whom to forget: their kind and row, and what a person calls them."""

    kind: str
    row: int
    name: str
    words: tuple[str, ...]


@shows(PAGE_OPTIONS)
def forget(
    run: Run,
    who: Annotated[str | None, argument(metavar="[PERSON|ACCOUNT]", help="A person or a customer.")] = None,
    also: Annotated[
        list[str] | None,
        option("--also", metavar="NAME", reader=Name(), help="Another name for them (repeatable)."),
    ] = None,
    with_backups: Annotated[bool, option("--backups", help="Remove them from the backups too.")] = False,
    dry_run: Annotated[bool, option("--dry-run", help="Only show what would be removed.")] = False,
    allow: Annotated[
        str | None,
        option("--allow", metavar="ADDRESS", reader=Text(), help="Let imports bring this person back."),
    ] = None,
    yes: Yes = False,
    *,
    out: Options,
) -> None:
    """Remove a person or a customer for good, from the history too.

    Their record goes, and in every other text their name, addresses and numbers become [forgotten]. A
    customer goes with all that belongs to it. It asks first, and nothing brings them back: changes that
    held them can't be undone any more. Imports skip them from then on. More: am help privacy

    \b
    am forget jane --dry-run
    am forget jane --also Janie --backups
    am forget acme --yes -o json
    am forget --allow jane@acme.example
    """
    if allow is not None:
        refuse_both(who, also, with_backups, dry_run)
        let_in(run, allow, out)
        return
    swept = not dry_run and finish_sweep(run)
    if who is None:
        if not swept:
            raise BadValue("PERSON|ACCOUNT is missing: who is it?", "For example: am forget jane --dry-run")
        print("Nothing of those you forgot is left in the book's file.", file=run.stdout)
        return
    chosen = found(run, who, tuple(also or ()))
    if dry_run or (not yes and run.can_ask()):
        plan = counted(run, chosen, with_backups)
        if dry_run:
            show(run, plan, out)
            return
        print("\n".join(map(shown, told.before(plan, chosen.name))), file=run.stderr)
    confirm(run, yes, f"Forget {chosen.name} for good?")
    show(run, carry_out(run, chosen, with_backups), out)


def show(run: Run, made: Row, out: Options) -> None:
    """Say what went; in a pipe the certificate alone."""
    if out.output in (None, "table"):
        say(run, [*map(shown, told.forgotten_lines(made))], made["certificate"])
    else:
        finish(run, Page("forget", made, page=partial(told.page, made)), out)


def refuse_both(*others: object) -> None:
    if any(others):
        raise BadValue("--allow takes an address and nothing else.", "See am forget --help")


def found(run: Run, text: str, words: tuple[str, ...]) -> Who:
    """Whom somebody means. Raises BadValue for a record of another kind."""
    ref = resolve.any_record(run.book, text)
    if ref.kind not in ("account", "contact"):
        raise BadValue(f"{quoted(text)} is no person and no customer.", "To delete a record: am KIND rm")
    row = run.book.db.execute(f'SELECT name FROM "{ref.kind}" WHERE id = ?', (ref.row,)).fetchone()
    return Who(ref.kind, ref.row, str(row["name"]), words)


def subject_of(run: Run, who: Who) -> Subject:
    """All that the book has of them. Raises NotFound where another process has just taken them out."""
    there = run.book.db.execute(f'SELECT 1 FROM "{who.kind}" WHERE id = ?', (who.row,)).fetchone()
    if there is None:
        raise NotFound(f"{shown(who.name)} isn't in the book any more. Nothing was removed.")
    return Subject(run.book.db, who.kind, [who.row], who.words)


def counted(run: Run, who: Who, with_backups: bool) -> Row:
    """What would go: done, counted, and taken back."""
    plan: Row = {}
    with suppress(TakenBackError), run.book.transaction(automatic=True) as txn:
        subject = subject_of(run, who)
        held = copies.holding(run.book_path, subject)
        erased = forgetting.erase(run.book.db, txn, subject, run.today.isoformat())
        plan = told.forgotten_row(
            run.today, (who.kind, who.row), subject, erased, mentions(run.book.db, subject)
        )
        raise TakenBackError
    rewritable = [str(each.path) for each in held if with_backups and not each.broken]
    left = [str(each.path) for each in held if str(each.path) not in rewritable]
    return plan | {"rewritten": rewritable, "backups": left, "elsewhere": elsewhere(run, subject)}


def carry_out(run: Run, who: Who, with_backups: bool) -> Row:
    """Take them out of the backups, then of the files beside the book, then of the book: whoever is killed in
    between can begin again, since the book knows them to the last."""
    db, day = run.book.db, run.today.isoformat()
    with translated(run.book.file):
        db.execute("PRAGMA secure_delete = ON")
        subject = subject_of(run, who)
        held = copies.holding(run.book_path, subject)
        rewritten = [each.path for each in held if with_backups and not each.broken]
        with run.book.transaction(automatic=True):
            forgotten.own_key(db)
        change = db.execute("SELECT seq + 1 FROM sqlite_sequence WHERE name = 'txn'").fetchone()[0]
        for each in held:
            if each.path in rewritten:
                copies.rewrite(each, db, subject, change, day)
        files = traces.clear(run.book_path, subject.finder, run.environ)
        left = [each.path for each in held if each.path not in rewritten]
        made = take_out(run, who, dt.date.fromisoformat(day), files, rewritten, left)
        if not forgetting.sweep(run.book):
            run.warn("another program reads the book as it was: its log still holds them. Then: am forget")
    return made


def take_out(run: Run, who: Who, today: dt.date, files: int, rewritten: list[Path], left: list[Path]) -> Row:
    """Take them out of the book, and keep what shows that it was done."""
    db = run.book.db
    with run.book.transaction() as txn:
        subject = subject_of(run, who)
        erased = forgetting.erase(db, txn, subject, today.isoformat())
        made = told.forgotten_row(today, (who.kind, who.row), subject, erased, mentions(db, subject))
        made |= {
            "done": True,
            "files": files,
            "elsewhere": elsewhere(run, subject),
            "rewritten": [*map(str, rewritten)],
            "backups": [*map(str, left)],
        }
        made["certificate"] = told.certificate(made, forgotten.own_key(db))
        mark = made["certificate"].rpartition(" ")[2]
        db.execute("UPDATE txn SET command = ? WHERE id = ?", (f"forget (certificate {mark})", txn))
        keep(run.book, txn, forgetting.TABLE, txn, None, None)
    return made


def elsewhere(run: Run, subject: Subject) -> list[str]:
    """What is a person's own and may hold them: hooks that were told of changes, settings and plays."""
    found = [f"hook {name.removeprefix('hooks.')}" for name in run.config.hooks() if name != "hooks.timeout"]
    for file in sorted(run.config_path.parent.rglob("*.toml")) if run.config_path.exists() else ():
        with suppress(OSError):
            if subject.finder.is_in(file.read_text(encoding="utf-8", errors="replace")):
                found.append(str(file))
    return found if number_of(run.book.db) is None else [*found, told.SERVER]


def finish_sweep(run: Run) -> bool:
    """Do the last step of an earlier forgetting that was cut short; whether there was one. Raises Refused."""
    with translated(run.book.file):
        if not forgetting.is_unswept(run.book.db):
            return False
        if not forgetting.sweep(run.book):
            raise Refused("another program reads the book as it was.", "Close it, then: am forget")
    return True


def let_in(run: Run, text: str, out: Options) -> None:
    """Let imports bring somebody again, by an address, a number, a name or a code. Raises NotFound."""
    with run.book.transaction() as txn:
        count = forgotten.allow(run.book.db, spellings(run, text))
        if not count:
            raise NotFound(
                f"nobody with {quoted(text)} was forgotten.", "Imports skip only those you forgot."
            )
        keep(run.book, txn, forgetting.TABLE, txn, None, None)
        run.book.db.execute("UPDATE txn SET command = 'forget --allow' WHERE id = ?", (txn,))
        cut = 'INSERT INTO cut(id, "on") VALUES (?, ?)'
        run.book.db.execute(cut, (txn, run.today.isoformat()))
    if out.output in (None, "table"):
        say(run, [f"Imports may bring {shown(text)} again."], text)
    else:
        page = partial(says, f"Imports may bring {text} again.")
        finish(run, Page("forget --allow", {"hashes": count}, page=page), out)


def spellings(run: Run, text: str) -> Iterator[Any]:
    """What a text may stand for."""
    yield EMAIL, plain_address(text)
    yield NAME, name_key(text)
    yield ACCOUNT, folded(text.strip())
    if number := e164(text, run.config.get("me.country")):
        yield PHONE, number
