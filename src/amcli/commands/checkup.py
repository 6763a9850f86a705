"""What `am doctor` looks at in a book, check by check, and what it puts right.

Each check says what is well, too. What is around the book is surroundings.py.
"""

from collections.abc import Callable

from amcli.commands import surroundings
from amcli.commands.surroundings import some
from amcli.context import Run
from amcli.errors import AmcliError, BookUnavailable
from amcli.hints import TYPE_CHECKING
from amcli.reports.checkup import FAULT, FIX, MADE_ANEW, OK, WARNING, Finding
from amcli.rules.formatting import count
from amcli.rules.names import in_shell
from amcli.storage import backups, checking, restoring
from amcli.storage.below_zero import falls
from amcli.storage.failures import DAMAGED_HINT, Damaged, named
from amcli.storage.soundness import fault_of_file
from amcli.vocabulary import reference

if TYPE_CHECKING:
    from amcli.rules.standing import Standing

Check = Callable[[], Finding]
UNREAD = "it can't be opened"


class Checkup:
    """All checks of one book. `damage` is what is wrong with its file, in words, and `derivable` whether only
    what follows from the rest is; `closed` the error where it can't even be opened."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.log = surroundings.log_state(run)
        self.damage: str | None = None
        self.derivable = False
        self.closed: BookUnavailable | None = None
        self.known: dict[int, Standing] | None = None
        try:
            assert run.book
        except BookUnavailable as error:
            if error.hint != DAMAGED_HINT:
                raise
            self.closed, self.damage = error, UNREAD

    def checks(self) -> dict[str, Check]:
        """Every check by its name; of a book that can't be opened those around it."""
        run, opened = self.run, self.closed is None
        if run.rolled_up:
            return self.checks_of_rollup()
        within: dict[str, Check] = {
            "references": self.references,
            "triggers": self.triggers,
            "records": self.records,
            "journal": self.journal,
            "search": self.search,
            "touches": self.touches,
            "scores": self.scores,
            "day": self.day,
            "amounts": self.amounts,
            "duplicates": self.duplicates,
            "log": lambda: surroundings.log(run, self.log),
            "clock": lambda: surroundings.clock(run),
        }
        return {
            "file": self.file,
            **(within if opened else {}),
            "permissions": lambda: surroundings.permissions(run),
            "folder": lambda: surroundings.folder(run),
            "encryption": lambda: surroundings.encryption(run),
            "space": lambda: surroundings.space(run),
            "backups": lambda: surroundings.backup(run, opened=opened),
            "settings": lambda: surroundings.settings(run, opened=opened),
            "hooks": lambda: surroundings.hooks(run),
            "completion": lambda: surroundings.completion(run),
            "versions": lambda: surroundings.versions(run, opened=opened),
        }

    def checks_of_rollup(self) -> dict[str, Check]:
        """Those of a roll-up, which has neither a journal nor backups and keeps nothing for the day."""
        run = self.run
        return {
            "file": self.file,
            "references": self.references,
            "records": self.records,
            "search": self.search,
            "touches": self.touches,
            "amounts": self.amounts,
            "duplicates": self.duplicates,
            "permissions": lambda: surroundings.permissions(run),
            "settings": lambda: surroundings.settings(run, opened=True),
            "versions": lambda: surroundings.versions(run, opened=True),
        }

    def findings(self) -> list[Finding]:
        """What each check finds. Nothing is put right in the file of a book whose records may be damaged."""
        found = [self.tried(name, check) for name, check in self.checks().items()]
        if self.run.rolled_up:
            return [each.made_anew() for each in found]
        if self.damage is None or self.derivable:
            return found
        return [each.untouched() for each in found]

    def tried(self, name: str, check: Check) -> Finding:
        """What a check finds; in a damaged file, or with unreadable settings, why it found nothing."""
        try:
            with checking.while_checked(self.run.book_file):
                return check()
        except AmcliError as error:
            if error.hint == DAMAGED_HINT and self.damage is None:
                self.damage, self.derivable = f"the check {name} can't read it", False
            state = FAULT if self.damage or isinstance(error, BookUnavailable) else WARNING
            way = "am restore" if error.hint == DAMAGED_HINT else ""
            return Finding(name, state, f"it can't be checked: {error.message.rstrip('.')}", way)
        except (ValueError, TypeError, LookupError):
            if not self.damage:
                raise
            return Finding(name, FAULT, "it can't be checked: the file is damaged", "am restore")

    def file(self) -> Finding:
        """Whether the file is whole, as every backup is checked."""
        if self.closed is not None:
            return Finding("file", FAULT, f"damaged: {UNREAD}", "am restore")
        db = self.run.book.db
        fault = fault_of_file(db, self.run.book_file)
        if fault is None:
            return Finding("file", OK, "sound")
        self.damage, self.derivable = fault, checking.follows_from_the_rest(db, self.run.book_file)
        if checking.is_named_elsewhere(fault):
            return Finding("file", OK, "whole; what is wrong in it is named below")
        if not self.derivable:
            return Finding("file", FAULT, f"damaged: {fault}", "am restore")
        return Finding("file", FAULT, f"an index is damaged, no record is: {fault}", fix=self.renew)

    def renew(self) -> None:
        """Make everything anew by which records are found."""
        with self.run.book.aside(waits=True):
            checking.renew_search(self.run.book.db)
            checking.renew_indexes(self.run.book.db)

    def references(self) -> Finding:
        """Whether every record that is named is there."""
        found = checking.broken_references(self.run.book.db)
        if not found:
            return Finding("references", OK, "every record that another one names is there")
        self.damage, self.derivable = self.damage or "a record names one that isn't there", False
        told = "; ".join(f"{each.text}: {some(each.records)}" for each in found)
        return Finding("references", FAULT, f"records name others that aren't there: {told}", "am restore")

    def triggers(self) -> Finding:
        """Whether the book still does by itself what it has to, as keeping the journal."""
        found = checking.unwatched(self.run.book.db)
        if not found:
            return Finding("triggers", OK, "every change is journalled and indexed, whichever program writes")
        if self.damage is None:
            self.damage, self.derivable = "changes aren't journalled as they should be", True

        def fix() -> None:
            with self.run.book.aside(waits=True):
                checking.watch_again(self.run.book.db)

        many = count(len(found), "trigger")
        return Finding("triggers", FAULT, f"{many} of the book missing or changed: {some(found)}", fix=fix)

    def records(self) -> Finding:
        """Whether no record contradicts the rules, and none is about one that is gone."""
        db = self.run.book.db
        found, about = checking.impossible(db), checking.orphans(db)
        told = "; ".join(f"{each.text}: {some(each.records)}" for each in found)
        if found:
            first = found[0].records[0]
            return Finding("records", FAULT, told, f"am show {in_shell(first)}")
        if not about:
            return Finding("records", OK, "none is impossible, none is about something that is gone")

        def fix() -> None:
            with self.run.book.transaction():
                checking.remove_orphans(db)

        remarks = count(about, "remark")
        return Finding("records", FAULT, f"{remarks} about records that are gone", fix=fix)

    def journal(self) -> Finding:
        """Whether every record is as the journal says."""
        found = checking.against_journal(self.run.book.db)
        if not found:
            return Finding("journal", OK, "every record is as the journal says")
        told = "; ".join(f"{each.text}: {some(each.records)}" for each in found)
        return Finding("journal", FAULT, told, f"am history {in_shell(found[0].records[0])}")

    def search(self) -> Finding:
        """Whether the search index has the texts of the records."""
        found = checking.search_faults(self.run.book.db)
        if not found:
            return Finding("search", OK, "the search index has every text as the records have it")

        def fix() -> None:
            with self.run.book.aside(waits=True):
                checking.renew_search(self.run.book.db)

        return Finding(
            "search", FAULT, f"{count(found, 'text')} not in the search index as in the records", fix=fix
        )

    def touches(self) -> Finding:
        """Whether the last touch of each account is found as it is."""
        found = checking.touch_faults(self.run.book.db)
        if not found:
            return Finding("touches", OK, "the last touch of every account is found")

        def fix() -> None:
            with self.run.book.aside(waits=True):
                checking.renew_indexes(self.run.book.db)

        return Finding("touches", FAULT, f"the last touch isn't found as it is: {some(found)}", fix=fix)

    def standings(self) -> "dict[int, Standing]":
        """Where every account stands, worked out once."""
        if self.known is None:
            from amcli.facts.kept import fresh

            self.known = fresh(self.run.world)
        return self.known

    def scores(self) -> Finding:
        """Whether the scores that were kept today are those of a fresh scoring."""
        from amcli.facts.kept import keep_scores_anew, scores_differ

        found = scores_differ(self.run.world, self.standings())
        if found is None:
            return Finding("scores", OK, "none to compare: none kept today, or the book has changed since")
        if not found:
            return Finding("scores", OK, "today's kept scores are those of a fresh scoring")

        def fix() -> None:
            with self.run.book.aside(waits=True):
                keep_scores_anew(self.run.world, self.standings())

        return Finding("scores", FAULT, f"today's kept scores differ: {some(sorted(found))}", fix=fix)

    def day(self) -> Finding:
        """Whether what is kept for the day is what a new calculation finds."""
        from amcli.facts.day_state import forget
        from amcli.facts.kept import day_differs

        found = day_differs(self.run.world, self.standings())
        if found is None:
            return Finding("day", OK, "nothing is kept for today")
        if not found:
            return Finding("day", OK, "what is kept for today is what a new calculation finds")
        told = f"what is kept for today differs from the book: {some(found)}"
        return Finding("day", FAULT, told, fix=lambda: forget(self.run.book))

    def amounts(self) -> Finding:
        """Whether no contract is worth less than nothing, as one from an older version may be. Such a one
        counts in every sum until a person corrects it."""
        found = falls(self.run.book.db)
        if not found:
            return Finding("amounts", OK, "no contract is below zero")
        told = "; ".join(f"{reference('contract', each.contract)} is {each}" for each in found)
        contract, amendment = (reference("contract", row) for row in (found[0].contract, found[0].by[-1]))
        ways = f"am contract edit {contract} --value MONEY, or am contract rm {amendment}"
        return Finding("amounts", FAULT, f"{told}. To correct it: {ways}", f"am show {contract}")

    def duplicates(self) -> Finding:
        """How many likely duplicates there are."""
        from amcli.reports import duplicates

        found = duplicates.duplicate_rows(self.run.book, self.run.config.get("me.country"))
        if not found:
            return Finding("duplicates", OK, "no likely duplicates")
        return Finding("duplicates", WARNING, count(len(found), "likely duplicate"), "am doctor --duplicates")

    def put_right(self, finding: Finding) -> None:
        """Put right what a check found. Raises AmcliError."""
        assert finding.fix is not None
        with checking.while_checked(self.run.book_file):
            finding.fix()

    def refuse_damage(self) -> None:
        """Raise BookUnavailable where the file is damaged: after all that was found was shown."""
        if self.closed is not None:
            raise self.closed
        if self.damage is not None:
            way = FIX if self.derivable else DAMAGED_HINT
            if self.run.rolled_up:
                way = MADE_ANEW
            raise BookUnavailable(f"the book {named(self.run.book_file)} is damaged: {self.damage}.", way)


def keep_first(run: Run, found: list[Finding]) -> str | None:
    """Back up the book before anything in its file is put right; where it isn't sound, as it is."""
    if not any(each.fix is not None and each.of_book for each in found):
        return None
    try:
        return str(backups.back_up(run.book.path, "fix").path)
    except Damaged:
        return str(restoring.put_aside(run.book.path))
