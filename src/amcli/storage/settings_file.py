"""The settings file, written with its former text in the book's journal, so that undo knows of it.

The file is no table: the journal has its path and both texts under a name of its own, and `journal`
leaves the way back to this module. Not for what the file says (config/file.py).
"""

import zlib
from collections.abc import Iterator, Mapping

from amcli.config.file import text_of
from amcli.config.settings import as_text, replace_file
from amcli.errors import BookUnavailable, Refused
from amcli.hints import TYPE_CHECKING, Any
from amcli.rules.names import shown
from amcli.storage import writes
from amcli.storage.connection import Book
from amcli.storage.failures import OnlyRead

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "settings"  # as the journal calls it; no table of the book has this name


def write(book: Book, path: "Path", text: str, *, automatic: bool = False) -> None:
    """Write the file as one change of the book. A book that can't be written, or a roll-up, stops no setting:
    then the change isn't in its history."""
    path = path.absolute()
    before = text_of(path)
    if text == before:
        return
    try:
        with book.transaction(automatic=automatic) as txn:
            told = [{"path": str(path), "text": each} for each in (before, text)]
            writes.keep(book, txn, TABLE, number_of(path), *told)
            put(path, text)
    except (BookUnavailable, OnlyRead):
        put(path, text)


def number_of(path: "Path") -> int:
    """What stands for a file in the journal: the same path, the same number."""
    return zlib.crc32(str(path).encode("utf-8", "surrogateescape"))


def put(path: "Path", text: str | None) -> None:
    """Write a text, or take the file away where there was none."""
    if text is None:
        path.unlink(missing_ok=True)
    else:
        replace_file(path, text)


def put_back(before: dict[str, Any], after: dict[str, Any], *, really: bool = True) -> None:
    """Let the file be as it was before a change, or see whether it could. Raises Refused where it isn't as
    that change left it."""
    from pathlib import Path

    path = Path(after["path"])
    if text_of(path) != after["text"]:
        raise Refused(f"{shown(str(path))} was edited since.", "Change it by hand: am config edit")
    if really:
        put(path, before["text"])


def settings_change(before: dict[str, Any], after: dict[str, Any]) -> str:
    """What a change did to the settings: `settings dates.order - → dmy`."""
    then, now = values_of(before["text"]), values_of(after["text"])
    if then is None or now is None:
        return f"settings {after['path']}"
    names = [name for name in {**then, **now} if then.get(name) != now.get(name)]
    moved = (f"{name} {then.get(name, '-')} → {now.get(name, '-')}" for name in names)
    return f"settings {', '.join(moved)}" if names else "settings: comments only"


def values_of(text: str | None) -> dict[str, str] | None:
    """The values of a file by their names, on one line each; None where it can't be read."""
    import tomllib

    try:
        return dict(flat(tomllib.loads(text or "", parse_float=str), ""))
    except tomllib.TOMLDecodeError:
        return None


def flat(table: Mapping[str, Any], before: str) -> Iterator[tuple[str, str]]:
    """The values of a table, those of tables within it too, by their names with dots."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", as_text(value)
