"""What `am import` reads and where it puts it: files, standard input, a book that may not be there yet.

Not for what an import does (importing.py).
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from amcli.context import Run
from amcli.errors import BadValue

if TYPE_CHECKING:
    from amcli.book.connection import Book
    from amcli.exchange.incoming import Source


@contextmanager
def opened(files: list[str], run: Run) -> "Iterator[list[Source]]":
    """The files to read; standard input is kept in a temporary file, since it is read twice."""
    import tempfile

    from amcli.exchange.incoming import Source

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
                sources.append(Source(Path(name), Path(name).name or name, Path(name)))
        yield [plain(source, Path(folder) / f"{place}.csv") for place, source in enumerate(sources)]


def plain(source: "Source", target: Path) -> "Source":
    """A source as it is, or unpacked into a file where it came packed with gzip."""
    from amcli.exchange.unpacking import is_packed, unpacked

    if not is_packed(source.path):
        return source
    original = source.original
    if original is not None and original.suffix == ".gz":
        original = original.with_suffix("")
    return source._replace(path=unpacked(source.path, source.name, target), original=original)


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
