"""The book behind the screen, in one thread of its own: it reads, runs command lines and looks whether others
changed something, one after the other, and keeps nothing open in between but a number of SQLite's."""

import datetime as dt
import io
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from amcli.again import Answer, Told, again, inherited
from amcli.context import Origin, Run
from amcli.errors import AmcliError
from amcli.files import state_of
from amcli.hints import Any, NamedTuple, TypeVar
from amcli.storage.watching import Watch

Found = TypeVar("Found")
UI = Origin("ui")


class Trouble(Exception):
    """What kept the book from being read, as one line and a hint: no fault of the program."""

    def __init__(self, error: AmcliError) -> None:
        super().__init__(error.message)
        self.message, self.hint = error.message, error.hint


class State(NamedTuple):
    """What a screen was read from: the book's file and version, the settings and the day."""

    book: tuple[int, int]
    settings: int
    day: dt.date


class Desk:
    """Whoever asks gets a future: the screen never waits."""

    def __init__(self, run: Run) -> None:
        self.run = run
        if not (run.environ.get("VISUAL") or run.environ.get("EDITOR")):
            run.environ["EDITOR"] = "vi"  # what edits for whoever sits at a terminal
        self.pool = ThreadPoolExecutor(1, thread_name_prefix="book")
        self.watch = Watch(run.book_file)
        self.last: Future[Any] | None = None

    @property
    def busy(self) -> bool:
        """Whether something that was asked for isn't done yet."""
        return self.last is not None and not self.last.done()

    def ask(self, what: Callable[..., Found], *given: Any) -> "Future[Found]":
        """Do something in the thread of the book, after all that was asked before."""
        future = self.pool.submit(what, *given)
        self.last = future
        return future

    def read(self, report: Callable[..., Found], *given: Any) -> Found:
        """What a report says of the book as it is now. Raises Trouble."""
        run = Run(["ui"], inherited(self.run), io.StringIO(), Told(self.run.stdout.encoding), io.StringIO())
        run.color = self.run.color
        try:
            return report(run, *given)
        except AmcliError as error:
            raise Trouble(run.meanwhile() or error) from error
        except Exception as error:
            if damage := run.meanwhile() or run.damage():
                raise Trouble(damage) from error
            raise
        finally:
            run.close()

    def command(self, argv: Sequence[str]) -> Answer:
        """Run a command line as if it were typed."""
        return again(self.run, argv, UI, told=True)

    def state(self) -> State:
        """What is another value as soon as something shown may be another. Raises Trouble."""
        try:
            settings = state_of(self.run.config_file)
            day = self.run.today if self.run.today_option is not None else self.day()
            return State(self.watch.look(), settings.st_mtime_ns if settings else 0, day)
        except AmcliError as error:
            raise Trouble(error) from error

    def day(self) -> dt.date:
        """Today, which is another day after midnight."""
        return self.run.today if self.run.environ.get("AMCLI_TODAY") else dt.date.today()

    def close(self) -> None:
        """Let go of everything, once what was begun is done."""
        self.pool.submit(self.watch.close)
        self.pool.shutdown(wait=False)
