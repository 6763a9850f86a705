"""What `am import` reads and where it puts it: files, standard input, a book that may not be there yet.

Not for what an import does (import_.py).
"""

import os
import shutil
import signal
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

from amcli.context import Run
from amcli.drafts import MADE, remove, sweep, sweep_folders
from amcli.errors import BadValue, BookUnavailable
from amcli.interchange.content import is_packed, unpacked
from amcli.interchange.incoming import Source
from amcli.rules.names import quoted, shown
from amcli.storage.opening import NoBook, open_book
from amcli.storage.schema import create, put_in_place

if TYPE_CHECKING:
    from amcli.storage.connection import Book


@contextmanager
def opened(files: list[str], run: Run) -> "Iterator[list[Source]]":
    """The files to read; what comes through a pipe is kept in a temporary file, since it is read twice."""
    if files.count("-") > 1:
        raise BadValue("standard input (-) can be read only once.")
    with ended_in_order(), ExitStack() as stack:
        aside = Aside(stack)
        sources = [found(name, run, partial(aside.file, f"{place}.pipe")) for place, name in enumerate(files)]
        yield [plain(source, partial(aside.file, f"{at}.csv")) for at, source in enumerate(sources)]


class Aside:
    """A temporary folder, made when something is to be kept in it."""

    def __init__(self, stack: ExitStack) -> None:
        self.stack = stack
        self.folder: Path | None = None

    def file(self, name: str) -> Path:
        """A file in it."""
        if self.folder is None:
            sweep_folders(tempfile.gettempdir())
            made = tempfile.TemporaryDirectory(prefix=f"{MADE}{os.getpid()}-")
            self.folder = Path(self.stack.enter_context(made))
        return self.folder / name


def found(name: str, run: Run, place: Callable[[], Path]) -> "Source":
    """What a word of the command line stands for; what comes through a pipe is kept in a file of its own.
    Raises BadValue."""
    if name == "-":
        target = place()
        spool(run, target)
        return Source(target, "standard input", None)
    if "\0" in name or not name:
        raise BadValue("FILE: not a path.")
    path = Path(name)
    form = form_in(path)
    if form in (stat.S_IFREG, stat.S_IFDIR, None):
        return Source(path, path.name or name, path)
    if form != stat.S_IFIFO:
        raise BadValue(f"{quoted(name)} is a device, not a file.", "Pipe its output: ... | am import -")
    target = place()
    spool_pipe(path, target)
    return Source(target, path.name, None)


def form_in(path: Path) -> int | None:
    """What kind of file lies there, in the words of `stat`; None where its reader will say why it cannot be
    read."""
    try:
        return stat.S_IFMT(path.stat().st_mode)
    except (OSError, ValueError):
        return None


@contextmanager
def ended_in_order() -> Iterator[None]:
    """Who is told to end, or whose terminal is closed, takes away the temporary files and the draft first."""

    def end(number: int, frame: object) -> NoReturn:
        raise SystemExit(128 + number)

    before = {}
    with suppress(ValueError):  # only the main thread is told
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) == signal.SIG_DFL:
                before[number] = signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def plain(source: "Source", place: Callable[[], Path]) -> "Source":
    """A source as it is, or unpacked into a file where it came packed with gzip."""
    if not is_packed(source.path):
        return source
    original = source.original
    if original is not None and original.suffix == ".gz":
        original = original.with_suffix("")
    return source._replace(path=unpacked(source.path, source.name, place()), original=original)


def spool(run: Run, target: Path) -> None:
    """Copy standard input, byte for byte where it has bytes."""
    if run.stdin.isatty():
        raise BadValue("standard input (-) is a terminal; pipe a file into it.")
    stream: Any = getattr(run.stdin, "buffer", None)
    if stream is None:
        target.write_text(run.stdin.read(), encoding="utf-8")
        return
    keep_all(stream, "standard input", target)


def spool_pipe(path: Path, target: Path) -> None:
    """Copy what comes through a pipe that has a name, such as a shell's <(command)."""
    try:
        stream = path.open("rb")
    except OSError as error:
        raise BadValue(f"{quoted(path.name)} can't be read: {error.strerror}.") from None
    with stream:
        keep_all(stream, path.name, target)


def keep_all(stream: IO[bytes], name: str, target: Path) -> None:
    """Copy a stream called `name` in messages to its end, byte for byte. Raises BadValue."""
    try:
        with target.open("wb") as handle:
            shutil.copyfileobj(stream, handle)
    except OSError as error:
        why = f"{shown(name)} can't be stored in {shown(str(target.parent))}: {error.strerror}."
        raise BadValue(why, "Set another folder for temporary files: TMPDIR") from None


def make_folder(path: Path) -> None:
    """A folder for its owner alone, where there is none yet. Raises BadValue."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BadValue(f"{shown(str(path))} can't be written: {error.strerror}.") from None


@contextmanager
def book_to_fill(run: Run) -> "Iterator[tuple[Book, Callable[[], None]]]":
    """The book; where there is none, a draft that becomes the book only when it is to be kept."""
    try:
        book = run.book
    except NoBook:
        pass
    else:
        yield book, lambda: None
        return
    path = run.book_path
    draft = path.with_name(f".{path.name}.{os.getpid()}.import")
    sweep(path.parent, path.name)
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
            print(f"am: new book: {shown(str(path))}", file=run.stderr)
    except BookUnavailable as error:
        raise BookUnavailable(
            error.message.replace(shown(str(draft)), shown(str(path))), error.hint
        ) from error
    finally:
        remove(draft)
        if made and not kept:
            with suppress(OSError):
                path.parent.rmdir()
