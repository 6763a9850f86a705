"""Edits of many records at once: `am account edit`, `am contract edit` and `am task edit` with filters or
`--all`. They are shown first and asked about once; what was shown is written as one step of undo, or nothing
is. The command lines are in records.py, what is shown in reports/edits.py.

The edit is tried in a transaction that is rolled back, which is how it is known what each rule says of it.
"""

from collections.abc import Mapping, Sequence

from amcli import jsontext
from amcli.commands.filtering import Asked
from amcli.commands.options import finish
from amcli.context import Run
from amcli.errors import BadValue, Refused
from amcli.fields import Row
from amcli.hints import TYPE_CHECKING, Any, NamedTuple, suppress
from amcli.output import say
from amcli.output.result import Listing, Options
from amcli.reports.edits import FIELDS, Edits, edit_rows, edits_page
from amcli.rules.filters import is_filter, names_field
from amcli.rules.formatting import count
from amcli.rules.names import shown
from amcli.storage import records, resolve, writes

if TYPE_CHECKING:
    from amcli.commands.records import Kind

BACK_UP_ABOVE = 20
MOST_NAMED = 20
MOST_OPTIONS = 6
# The filter field that says which are closed, and which these are; without it they are left out.
CLOSED = {
    "account": ("status", "archived"),
    "contract": ("outcome", "renewed or lost"),
    "task": ("done", "done or of a lost customer"),
}


class Editing(NamedTuple):
    """How an edit was asked for beside the fields: of all, shown only, without what is refused, in a format,
    in an editor."""

    everything: bool
    dry_run: bool
    skip_bad: bool
    out: Options
    editor: bool


class Picked(NamedTuple):
    """The records that are meant, how many closed ones were left out, and what is said of filters that fit
    none; `named` is the one that was named and not chosen by filters."""

    ids: list[int]
    left_out: int
    about: Mapping[str, Any]
    named: str | None = None


class TriedError(Exception):
    """Ends a transaction that was only tried."""


def one_named(run: Run, kind: "Kind", words: Sequence[str], how: Editing) -> str | None:
    """The record that was named; None where filters or `--all` choose. Raises BadValue for both, for several
    and for none."""
    named = [word for word in words if not chooses(run, kind, word)]
    if not words and not how.everything:
        raise BadValue(f"{kind.noun.upper()} is missing.", f"See am {kind.noun} edit --help")
    if named and len(named) < len(words):
        raise BadValue(f"give {kind.name} {shown(named[0])} or filters, not both.")
    if named and how.everything:
        raise BadValue(f"give {kind.name} {shown(named[0])} or --all, not both.")
    if len(named) > 1:
        from amcli.commands.nearest import too_many

        raise too_many(run.typed, named[1:])
    return named[0] if named else None


def chooses(run: Run, kind: "Kind", word: str) -> bool:
    """Whether a word is a filter, and not the whole name of an account that happens to have a colon."""
    from amcli.facts.filter_fields import names_of

    if not is_filter(word):
        return False
    return names_field(word, names_of(kind.name)) or not resolve.whole_accounts(run.book, word)


def refuse_of_one(kind: "Kind", given: Mapping[str, Any], how: Editing) -> None:
    """Raise BadValue for what only one record at a time can be given, and for nothing at all."""
    names = {opt.column: opt.names[0] for opt in kind.options_of("edit")}
    if how.editor:
        raise BadValue(f"--editor edits one {kind.name} at a time.")
    if alone := [names[column] for column in given if column not in kind.many]:
        these = [names[column] for column in kind.many]
        hint = f"Of many you can set {', '.join(these)}." if len(these) <= MOST_OPTIONS else None
        raise BadValue(f"{alone[0]} is for one {kind.name}: many can't be given the same.", hint)
    if not given:
        raise BadValue("nothing to change.", f"See am {kind.noun} edit --help")


def only(row: int, named: str) -> Picked:
    """The one record that was named."""
    return Picked([row], 0, {}, named)


def chosen_records(
    run: Run, kind: "Kind", words: Sequence[str], given: Mapping[str, Any], how: Editing
) -> Picked:
    """The records that all filters choose, in the order of their list; closed ones only where all are asked
    for, or a filter says which. Raises BadValue for what only one record can be given."""
    refuse_of_one(kind, given, how)
    asked = Asked(run, words)
    every = asked.ids(kind.name)
    if every is None:
        every = frozenset(row["id"] for row in run.book.db.execute(f'SELECT id FROM "{kind.name}"'))
    found = every
    if not how.everything and not any(word.startswith(CLOSED[kind.name][0]) for word in words):
        found = every & open_ones(run, kind.name)
    return Picked(list(found), len(every) - len(found), {} if every else asked.about())


def open_ones(run: Run, kind: str) -> set[int]:
    """Those that aren't over: accounts that aren't archived, contracts without an outcome, the tasks of
    `am tasks`."""
    if kind == "task":
        from amcli.facts.account_facts import read_tasks

        return {each.id for each in read_tasks(run.world, None)}
    over = "status = 'archived'" if kind == "account" else "outcome IS NOT NULL"
    return {row["id"] for row in run.book.db.execute(f"SELECT id FROM {kind} WHERE NOT ({over})")}


class ManyEdit:
    """One edit of many records: what it makes of them is known from the start, and nothing is written yet."""

    def __init__(
        self, run: Run, kind: "Kind", picked: Picked, given: Mapping[str, Any], how: Editing
    ) -> None:
        self.run, self.kind, self.picked, self.given, self.how = run, kind, picked, given, how
        self.edits = self.tried()
        self.printed = False

    @property
    def wanted(self) -> bool:
        """Whether anything is left to write."""
        return bool(self.edits.changing) and not self.how.dry_run

    @property
    def several(self) -> str:
        """`18 accounts`."""
        return count(len(self.edits.changing), self.kind.name, self.kind.plural)

    @property
    def question(self) -> str:
        """What a person is asked."""
        return f"Change {self.several}?"

    def tried(self) -> Edits:
        """What the edit would make of the records, as the book says itself; nothing of it stays."""
        found = []
        try:
            with suppress(TriedError), self.run.book.transaction(bulk=True):
                found.append(self.written(self.picked.ids))
                raise TriedError
        finally:  # what was worked out meanwhile is of a book that never was
            self.run.forget_world()
            self.run.book.known.clear()
        return found[0]

    def written(self, ids: Sequence[int]) -> Edits:
        """Write the edit into the transaction that is open, record by record; what a rule refuses stays as it
        is."""
        run, kind = self.run, self.kind
        before = self.stored(ids)
        refused: dict[int, str] = {}
        for row in before:
            try:
                with run.book.step():
                    writes.update(run.book, kind.name, row, kind.values(run, self.given, row))
            except Refused as error:
                refused[row] = error.message.removesuffix(".")
        return Edits(kind.name, before, self.stored(ids), refused)

    def stored(self, ids: Sequence[int]) -> dict[int, Any]:
        """Records by their ids, as the book has them, in the order of their list."""
        return {row["id"]: row for row in records.stored(self.run.book, self.kind.name, ids=ids)}

    def show(self, *, asking: bool) -> None:
        """Show what would change where somebody reads it: a person, who may be asked, or a program that chose
        a format. Raises Refused for what a rule refuses, unless the others are wanted."""
        self.printed = self.run.terminal or asking or self.how.dry_run or self.how.out.output is not None
        if self.printed:
            names = account_names(self.run, self.edits)
            left = left_out(self.kind.name, self.picked.left_out)
            page = edits_page(self.edits, names, self.run.today, left)
            found = edit_rows(self.edits, names)
            listing = Listing("edits", FIELDS, found, reference, self.picked.about, lambda few, every: page)
            finish(self.run, listing, self.how.out)
        if self.edits.refused:
            self.refuse()

    def refuse(self) -> None:
        """Name what a rule refuses, where that wasn't printed. Raises Refused."""
        refused, run = self.edits.refused, self.run
        if self.picked.named is not None:
            raise Refused(f"{next(iter(refused.values()))}.")
        lines = [f"{self.edits.ref(row)}: {refused[row]}" for row in list(refused)[:MOST_NAMED]]
        lines += [f"and {len(refused) - MOST_NAMED:,} more"] * (len(refused) > MOST_NAMED)
        lines = [] if self.printed else lines
        if self.how.skip_bad:
            for line in lines:
                run.warn(f"left out {line}")
            return
        if self.edits.changing:
            lines.append("Add --skip-bad to change the others")
        of = count(len(self.edits.before), self.kind.name, self.kind.plural)
        raise Refused(f"nothing was changed: {len(refused):,} of {of} refused.", "\n".join(lines) or None)

    def write(self) -> None:
        """Write what was shown, after a backup where it is much, and say so. Raises Refused where a record is
        no longer as it was."""
        if len(self.edits.changing) > BACK_UP_ABOVE:
            from amcli.storage.backups import back_up

            back_up(self.run.book.path, "edit")
        with self.run.book.transaction():
            refuse_moved(self.edits, self.written(list(self.edits.before)))
        if self.run.terminal:
            say(self.run, [f"{self.several} changed. · to undo: am undo"])
        elif not self.printed:
            say(self.run, [], "\n".join(self.edits.ref(row) for row in self.edits.changing))


def refuse_moved(shown_: Edits, now: Edits) -> None:
    """Raise Refused where a record is otherwise than it was shown, or becomes so."""
    if moved := shown_.differing(now):
        more = f" and {len(moved) - MOST_NAMED:,} more" if len(moved) > MOST_NAMED else ""
        raise Refused(
            f"{', '.join(moved[:MOST_NAMED])}{more} changed in the meantime, so nothing was changed.",
            "Run it again to see what it changes now",
        )


def reference(row: Row) -> str:
    """What `-o ids` prints of a row: nothing of a record that stays as it is."""
    return "" if row["field"] is None else str(row["ref"])


def account_names(run: Run, edits: Edits) -> dict[str, str]:
    """The names of the accounts, by their codes."""
    codes = jsontext.dumps(list({edits.account(row) for row in edits.before}))
    query = "SELECT code, name FROM account WHERE code IN (SELECT value FROM json_each(?))"
    return {row["code"]: row["name"] for row in run.book.db.execute(query, (codes,))}


def left_out(kind: str, number: int) -> str:
    """`12 accounts left out: archived. To include them: --all`."""
    return f"{count(number, kind)} left out: {CLOSED[kind][1]}; to include: --all" if number else ""
