"""How far a long work has come: a bar on standard error, for a person who waits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from amcli.context import Run


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
        if bar is None and time.monotonic() - started > 1 and seen < total:
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
