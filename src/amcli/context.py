"""The outside world of one run: streams, environment, today, configuration, and the open book.

Commands get everything they did not compute themselves from a `Run`; tests replace it whole.
"""

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from amcli.config.folders import folder
from amcli.config.settings import Config
from amcli.errors import AmcliError, BadValue, Refused
from amcli.fields import RENAMED, renamed
from amcli.files import is_path, plain
from amcli.hints import TYPE_CHECKING, Any, NamedTuple, TextIO, contextmanager, suppress
from amcli.rules.dates import Side
from amcli.rules.names import harmless, joined, quoted

if TYPE_CHECKING:
    from pathlib import Path

    from amcli.facts.account_facts import World
    from amcli.storage.connection import Book


def now() -> dt.datetime:
    """This moment by the clock of the machine."""
    return dt.datetime.now()


class Origin(NamedTuple):
    """How a command line came that nobody typed: from an assistant (`mcp`) or the screen (`ui`), and what the
    program calls itself that asked for it, which is a claim and no right."""

    via: str
    client: str | None = None


class Run:
    """One invocation of the program. `origin` is how it came, where nobody typed it. `judge` says what a
    command line does to a book (`Register.judge`); `app`, which has all commands, gives it."""

    judge: Any = None

    def __init__(
        self,
        argv: list[str],
        environ: dict[str, str] | None = None,
        stdin: TextIO | None = None,
        stdout: TextIO | None = None,
        stderr: TextIO | None = None,
    ) -> None:
        self.argv = argv
        self.environ = dict(os.environ) if environ is None else environ
        self.stdin = stdin or sys.stdin
        self.stdout = stdout or sys.stdout
        self.stderr = stderr or sys.stderr
        self.typed: Any = None  # the words after a command: `Line` of commands/commandline.py
        self.verbs: list[str] = []
        self.forget_options()
        self.as_of: dt.date | None = None
        self.title: str | None = None
        self.afterwards: list[str] = []  # what a change led to, to be told after its own answer
        self.lines: dict[str, str] = {}  # of the list last shown, by what was typed for them
        self.origin: Origin | None = None
        self.accounts: tuple[str, ...] = ()  # filter words of the only accounts that this run is to know of
        self.only: frozenset[int] | None = None  # these accounts
        self.door: Callable[..., int] | None = None  # what runs a command line; `__main__` gives it
        self.lent: Book | None = None  # a copy to work on in the place of the book
        self._book: Book | None = None

    def forget_options(self) -> None:
        """Be as before the command line was read."""
        self.book_option: str | None = None
        self.config_option: str | None = None
        self.today_option: str | None = None
        self.color = "auto"
        self.verbs.clear()
        for name in ("config", "config_file", "book_file", "today"):
            self.__dict__.pop(name, None)

    @cached_property
    def config(self) -> Config:
        """The configuration."""
        return Config.load(self.config_file)

    @cached_property
    def config_file(self) -> str:
        """Where the configuration is, or would be."""
        given = self.given("--config", self.config_option, "AMCLI_CONFIG")
        return plain(given or os.path.join(folder("config"), "config.toml"))

    @cached_property
    def book_file(self) -> str:
        """Where the book is, or would be."""
        given = self.given("--book", self.book_option, "AMCLI_BOOK")
        return plain(given or os.path.join(folder("data"), "book.db"))

    @property
    def config_path(self) -> "Path":
        """Where the configuration is, or would be, for whoever does more than read it."""
        from pathlib import Path

        return Path(self.config_file)

    @property
    def book_path(self) -> "Path":
        """Where the book is, or would be, for whoever does more than open it."""
        from pathlib import Path

        return Path(self.book_file)

    def given(self, name: str, option: str | None, variable: str) -> str | None:
        """A path from an option, else from the environment, where an empty one counts as not set."""
        found = option if option is not None else self.environ.get(variable) or None
        if found is not None and not is_path(found):
            raise BadValue(f"{name if option is not None else variable} {quoted(found)}: not a path.")
        return found

    @cached_property
    def today(self) -> dt.date:
        """The day that the account manager means by today; `--today` and AMCLI_TODAY set it."""
        given = (
            self.today_option if self.today_option is not None else self.environ.get("AMCLI_TODAY") or None
        )
        if given is None:
            return dt.date.today()
        from amcli.rules.daywords import parse_day

        where = "--today" if self.today_option is not None else "AMCLI_TODAY"
        order = self.date_order
        try:
            return parse_day(given, dt.date.today(), Side.HAPPENED, order=order)
        except BadValue as error:
            raise BadValue(f"{where} {error.message}", error.hint) from None

    def check_today(self) -> None:
        """Refuse a day that can't be read before anything is written, also where no command asks for it."""
        given = self.today_option if self.today_option is not None else self.environ.get("AMCLI_TODAY")
        try:
            if given is not None:
                dt.date.fromisoformat(given)
        except ValueError:
            self.today  # noqa: B018

    @staticmethod
    def hour_of(day: dt.date) -> str | None:
        """The time of day by the clock, HH:MM, where a day is really today."""
        clock = now()
        return clock.strftime("%H:%M") if clock.date() == day else None

    @property
    def date_order(self) -> str | None:
        """How an ambiguous date is read, where the configuration says so."""
        order: str | None = self.config.get("dates.order")
        return order

    @property
    def book(self) -> "Book":
        """The book, opened on first use. Raises BookUnavailable."""
        if self._book is None:
            self.check_today()
            self._book = self.lent or self.open_book()
            self._book.command = self.command_line
            self._book.origin = self.origin
            self._book.revenue = self.revenue
            self._book.line = self.line
            self._book.notice = self.warn if self.terminal else None
            self._book.closing = self.settle_plays
            if self._book.rollup is not None:
                self.refuse_on_rollup()
            self._book.tell = None if self.wants_json else self.warn  # an error is all that JSON tells there
            if self.accounts:
                self.narrow(self._book)
            self._book.stand()
        return self._book

    @property
    def rolled_up(self) -> bool:
        """Whether the book that was opened is a roll-up."""
        return self._book is not None and self._book.rollup is not None

    def refuse_rollup(self) -> None:
        """Refuse to write into a roll-up, before the book is looked at for anything else. Raises Refused."""
        from amcli.storage.opening import is_rollup

        if is_rollup(self.book_file):
            self.book.refuse_rollup()

    def judged(self) -> Any:
        """What the command that was typed does to the book."""
        return self.judge([*self.verbs, *(self.typed.words() if self.typed else ())])

    def refuse_on_rollup(self) -> None:
        """Refuse, before anything is asked or made, what a roll-up can't do. Raises Refused."""
        if not self.verbs:
            return
        found = self.judged()
        if found.writes:
            self.book.refuse_rollup()
        if found.at_home:
            self.refuse_at_home(f"am {self.verbs[0]}")

    def refuse_at_home(self, what: str) -> None:
        """Refuse what reads the journal, or what else stays in each book. Raises Refused."""
        from amcli.rules.formatting import count

        if self.book.rollup is not None:
            books = count(len(self.book.rollup.books), "book")
            raise Refused(f"this is a roll-up of {books}; what {what} reads stays in each book's own file.")

    def open_book(self) -> "Book":
        """The book of this run. Raises BookUnavailable."""
        from amcli.storage.opening import open_book

        return open_book(self.book_file, self.command_line)

    def narrow(self, book: "Book") -> None:
        """Let this run know of no accounts but its own. Raises BadValue for words that choose none."""
        from amcli.facts.account_facts import of_whole
        from amcli.facts.filters import chosen
        from amcli.storage.narrowing import narrow

        try:
            self.only = chosen(self.world, "account", self.accounts)
            book.of_whole = of_whole(self.world)
            book.finish()
            narrow(book, self.only or ())
        except BaseException:
            self.close()  # nothing goes on with all of it
            raise
        finally:
            self.forget_world()

    @property
    def has_plays_on(self) -> bool:
        """Whether plays are switched on, as far as the configuration can be read."""
        try:
            return self.config.given("plays") is not None
        except AmcliError:
            return False

    def settle_plays(self, txn: int) -> None:
        """Start the plays that a change starts, and end those of contracts that it ends, within it."""
        if not self.has_plays_on and not self.book.may_end_plays(txn):
            return
        from amcli.facts.plays import settle
        from amcli.reports.plays import settled_words

        before = self.__dict__.pop("world", None)  # what it has read may be otherwise by now
        found = settle(self.world, txn)
        self.afterwards += settled_words(self.world, found)
        for fault in found.faults:
            self.warn(fault)
        self.forget_world()
        if before is not None:
            self.__dict__["world"] = before

    def tell_afterwards(self) -> None:
        """Tell a person what a change led to; a script asks for it."""
        if self.afterwards and self.committed and self.terminal:
            from amcli.output import say

            say(self, self.afterwards)

    def revenue(self, accounts: list[int]) -> dict[int, str]:
        """The annual revenue of some accounts in words."""
        from amcli.rules.formatting import money

        totals = self.world.totals
        return {row: money(arr, totals.base) for row, arr in totals.by_account(accounts).items()}

    def take_option(self, name: str, value: str) -> None:
        """Take an option of `am` itself, before the command or after it. Raises BadValue."""
        if name != "color":
            setattr(self, f"{name}_option", value)
            return
        if value not in ("auto", "always", "never"):
            raise BadValue(f"--color {quoted(value)}: not a choice.", "Use auto, always or never.")
        self.color = value

    def remember(self, references: Sequence[str]) -> None:
        """Keep what the lines that a person was just shown stand for, so that `3` can be typed next."""
        if self.terminal:
            from amcli.config import lastlist

            place = lastlist.place(self.stdout, self.environ)
            lastlist.keep(place, os.path.abspath(self.book_file), references)

    def line(self, typed: str) -> str:
        """What a line of the list last shown, typed as `:3` or `3`, stands for; history tells of that, too.
        Raises NotFound, and BadValue where no person has typed it: a number alone is a line only where the
        answer, too, goes to a terminal."""
        from amcli.config import lastlist

        person = self.stdin.isatty() and (self.terminal or self.stderr.isatty())
        if not person or (typed[:1] != ":" and not self.terminal):
            raise not_on_a_terminal(typed, person)
        if typed not in self.lines:
            place = lastlist.place(self.stdin, self.environ)
            found = lastlist.line_shown(place, os.path.abspath(self.book_file), typed)
            self.put_in_place(typed, found.removeprefix(lastlist.PRODUCT))
            self.lines[typed] = found
        return self.lines[typed]

    def put_in_place(self, typed: str, found: str) -> None:
        """Let history tell what a line was: in the place of the argument rather than of an option's value."""
        pairs = list(zip(["", *self.argv], self.argv, strict=False))
        places = [at for at, (_, word) in enumerate(pairs) if word.strip() == typed]
        arguments = [at for at in places if not pairs[at][0].startswith("-")]
        for at in (arguments or places)[:1]:
            self.argv = [*self.argv[:at], found, *self.argv[at + 1 :]]
        self.book.command = self.command_line

    def named(self, words: Sequence[str], name: str, was: tuple[str, str] | None) -> None:
        """Put the name of today in the place of the first of the last words, for the journal too; `was` is
        what a person is told of it."""
        at = len(self.argv) - len(words)
        if at >= 0 and self.argv[at:] == [*words]:
            self.argv[at] = name
        if was is not None:
            renamed(*was)

    @cached_property
    def world(self) -> "World":
        """The book on its day, as every report reads it."""
        from amcli.facts.account_facts import World
        from amcli.storage.totals import Totals

        totals = Totals(self.book, self.config, self.today)
        return World(self.book, self.today, self.config, totals, self.only)

    def forget_world(self) -> None:
        """Read the book anew where its day is asked for next: it has changed in the meantime."""
        self.__dict__.pop("world", None)

    @property
    def wants_json(self) -> bool:
        """Whether JSON was asked for; known even where the command line cannot be read. What a line would do
        on a copy is asked by a program."""
        if self.lent is not None:
            return True
        pairs = zip(["", *self.argv], self.argv, strict=False)
        return any(
            (before in ("-o", "--output") and word in ("json", "jsonl"))
            or word in ("-ojson", "-ojsonl", "--output=json", "--output=jsonl")
            for before, word in pairs
        )

    @property
    def committed(self) -> bool:
        """Whether this run has changed the book."""
        return self._book is not None and self._book.committed

    @property
    def hooked(self) -> bool:
        """Whether this run changed records, and the configuration has commands to run after that. A
        command that such a command types has none."""
        changed = self._book is not None and bool(self._book.changes)
        return changed and "AMCLI_HOOK" not in self.environ and self.config.given("hooks") is not None

    @property
    def command_line(self) -> str:
        """What was typed after `am`, as the journal keeps it."""
        text = joined(self.argv)[:500]
        return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")

    def look_back(self, day: dt.date, listed: str | None = None) -> None:
        """Answer as of a day before today, writing nothing; `listed` is the kind of record that is asked for,
        if it is a list of one. Raises BadValue for a day ahead."""
        self.refuse_at_home("--as-of")
        if day > self.today:
            raise BadValue(
                f"--as-of {day.isoformat()} is in the future.", "To look at a later date: am --today DATE"
            )
        if self.as_of is None:
            from amcli.storage.past import look_back

            self.__dict__["today"] = day
            self.as_of = day
            look_back(self.book, day)
        if listed is not None:
            from amcli.storage.past import only_then

            only_then(self.book, listed, day)

    @cached_property
    def terminal(self) -> bool:
        """Whether standard output is a person's terminal."""
        return self.stdout.isatty()

    def can_ask(self) -> bool:
        """Whether there is a person to ask: a terminal on both ends."""
        return self.stdin.isatty() and self.stderr.isatty()

    def warn(self, text: str) -> None:
        """One line of diagnostics on standard error."""
        if self.rolled_up:
            from amcli.rules.readonly import Reading

            text = Reading(self.judge).said(text)
        print(f"am: {harmless(text)}", file=self.stderr)

    def tell_renamed(self) -> None:
        """Tell a person, but no script, what is called otherwise now than it was typed."""
        if RENAMED and self.terminal and self.stderr.isatty():
            for old, new in RENAMED.items():
                print(f"`{harmless(old)}` is now `{harmless(new)}`", file=self.stderr)
        RENAMED.clear()

    def close(self) -> None:
        """Close what was opened."""
        self.tell_renamed()
        if self._book is not None:
            self._book.finish()
            with suppress(AmcliError):  # all is read and told: who overwrites the file now takes nothing
                self._book.move_on()
            if self._book is not self.lent:
                self._book.close()
            self._book = None

    def damage(self) -> AmcliError | None:
        """The error of a book that is damaged, where nothing else explains what happened."""
        from amcli.storage.failures import damaged
        from amcli.storage.soundness import is_unsound

        try:
            return damaged(self.book_file) if is_unsound(self.book_file) else None
        except AmcliError:  # what names the book can't be read
            return None

    def meanwhile(self) -> AmcliError | None:
        """The error of an open book that another program replaced in the meantime, whatever came of that."""
        return self._book.change() if self._book is not None else None

    def refuse_another_book(self) -> None:
        """Go on only with the file that was opened: after a person was waited for, and before an answer is
        told. Who reads a roll-up reads it to the end, whatever was pulled since. Raises BookUnavailable."""
        if self._book is not None and self._book.rollup is None:
            self._book.refuse_another()

    def let_go(self) -> bool:
        """Hold nothing of the book; whether it was read at one moment until now."""
        return self._book is not None and self._book.move_on()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Wait for a person, or for another program, with nothing of the book held: others can put away what
        they wrote. Raises BookUnavailable where they put another book in its place."""
        stood = self.let_go()
        yield
        self.refuse_another_book()
        if stood and self._book is not None:
            self._book.stand()

    def ask_line(self, question: str) -> str:
        """One line from a person, without spaces at its ends; empty where nobody can be asked."""
        if not self.can_ask():
            return ""
        print(harmless(question), end=" ", file=self.stderr, flush=True)
        with self.waiting():
            line = self.stdin.readline()
        if not line:
            print(file=self.stderr)  # the end of input leaves the question's line open
        return line.strip()

    def ask_unseen(self, question: str) -> str:
        """The same for what nobody is to read over a shoulder: the terminal doesn't show it."""
        if self.stdin is not sys.stdin:
            return self.ask_line(question)
        from getpass import getpass

        with self.waiting():
            return getpass(f"{question} ").strip()

    def ask(self, question: str, default: bool = False) -> bool:
        """A yes-or-no question to a person; without one the default holds."""
        if not self.can_ask():
            return default
        print(harmless(question), end=" [Y/n] " if default else " [y/N] ", file=self.stderr, flush=True)
        with self.waiting():
            answer = self.stdin.readline().strip().lower()
        return answer in ("y", "yes") if answer else default


def not_on_a_terminal(typed: str, person: bool) -> BadValue:
    """The error for the number of a line where there is no terminal to have seen it on."""
    if typed[:1] == ":":
        wrong = f"{typed}: line numbers work on a terminal only."
    else:
        wrong = f'nothing is called "{typed}", and line numbers work on a terminal only.'
        if person:
            return BadValue(wrong, f"For line {typed} of the list last shown: :{typed}")
    return BadValue(wrong, "In a script use codes and references: am tasks -o ids")
