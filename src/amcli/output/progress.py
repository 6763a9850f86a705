"""How far a long work has come: a bar on standard error, for a person who waits."""

from collections.abc import Callable, Iterator

from amcli.hints import TYPE_CHECKING, Any, contextmanager

if TYPE_CHECKING:
    from amcli.context import Run

LONG_SECONDS = 1.0


@contextmanager
def progress(run: "Run", total: int, doing: str = "importing") -> Iterator[Callable[[int], None]]:
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
        if bar is None and time.monotonic() - started > LONG_SECONDS and seen < total:
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn

            count_text = TextColumn("{task.completed:,.0f} of {task.total:,.0f}")
            console = Console(file=run.stderr)
            bar = Progress(TextColumn(doing), BarColumn(), count_text, console=console, transient=True)
            bar.start()
            task = bar.add_task("", total=total)
        if bar is not None:
            bar.update(task, completed=seen)

    try:
        yield tick
    finally:
        if bar is not None:
            bar.stop()


@contextmanager
def stage(run: "Run", doing: str) -> Iterator[Callable[[], None]]:
    """What is being done, on a terminal's standard error once it has taken a second, where nothing tells how
    far it has come: SQLite copies, checks and writes without coming back in between. Gives what ends it
    early, before a question."""
    if not run.stderr.isatty():
        yield lambda: None
        return
    import threading

    bars: list[Any] = []
    waiting = threading.Timer(LONG_SECONDS, lambda: bars.append(spinner(run, doing)))
    waiting.daemon = True
    waiting.start()

    def end() -> None:
        waiting.cancel()
        waiting.join()
        while bars:
            bars.pop().stop()

    try:
        yield end
    finally:
        end()


@contextmanager
def beats(run: "Run", doing: str) -> Iterator[Callable[[], None]]:
    """The same for a work that comes back now and then: gives what it is to call (`Book.attended`)."""
    if not run.stderr.isatty():
        yield lambda: None
        return
    import time

    started = time.monotonic()
    bars: list[Any] = []

    def beat() -> None:
        if not bars and time.monotonic() - started > LONG_SECONDS:
            bars.append(spinner(run, doing))

    try:
        yield beat
    finally:
        while bars:
            bars.pop().stop()


def spinner(run: "Run", doing: str) -> Any:
    """What is being done, on a line that moves until it is stopped."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn(doing))
    bar = Progress(*columns, console=Console(file=run.stderr), transient=True)
    bar.add_task("", total=None)
    bar.start()
    return bar
