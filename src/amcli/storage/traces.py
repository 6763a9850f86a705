"""What lies in files beside the book and may hold somebody: rows that imports set aside, the error log, the
list last shown, and what killed processes left behind.

Not for backups (copies.py), nor for files that a person asked for, as exports: nobody knows where those are.
"""

import codecs
import csv
import io
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from amcli.config import folders, lastlist
from amcli.drafts import sweep
from amcli.errors import BookUnavailable
from amcli.files import private
from amcli.hints import Any
from amcli.rules.forgetting import Finder
from amcli.storage.connection import folder_of, stem_of
from amcli.storage.failures import named

# The last column of such rows.
REASON = "import error"
ANY_AGE = -60.0  # seconds: clocks of file systems lag
DATABASES = (".db", ".db-wal", ".db-shm", ".db-journal")


def clear(path: Path, finder: Finder, environ: Mapping[str, str]) -> int:
    """Take somebody out of all these files; gives how many were changed. Raises BookUnavailable."""
    drop_drafts(path)
    changed = [*drop_lists(path, environ)]
    changed += [file for file in logs(environ) if rewritten(file, finder.without)]
    changed += [file for file in set_aside(path) if rewritten(file, lambda text: without_rows(text, finder))]
    return len(changed)


def logs(environ: Mapping[str, str]) -> Iterator[Path]:
    """The error log, and those before it."""
    from platformdirs import user_log_path

    folder = Path(environ.get("AMCLI_LOG_DIR") or user_log_path("amcli", appauthor=False))
    yield from (each for each in sorted(folder.glob("amcli.log*")) if each.is_file())


def set_aside(path: Path) -> Iterator[Path]:
    """The files of rows that imports set aside."""
    for each in sorted(folder_of(path).glob("*.bad*")):
        if each.is_file() and not each.name.endswith(DATABASES):
            yield each


def drop_lists(path: Path, environ: Mapping[str, str]) -> Iterator[Path]:
    """Take away the lists that terminals showed last of this book."""
    for each in sorted(Path(folders.folder("state", environ)).glob("lines*")):
        with suppress(OSError):
            book = each.read_bytes().split(lastlist.SEPARATOR.encode())[0].decode("utf-8", "surrogateescape")
            if os.path.realpath(book) == os.path.realpath(path):
                each.unlink()
                yield each


def drop_drafts(path: Path) -> None:
    """Take away copies of the book and of its backups that killed processes left behind, however young; those
    of one that runs are its own."""
    backups = folder_of(path)
    sweep(path.parent, path.name, ANY_AGE)
    for name in (path.name, *(each.name for each in backups.glob(f"{stem_of(path)}-*.db*"))):
        sweep(backups, name, ANY_AGE)


def rewritten(file: Path, without: Callable[[str], str]) -> bool:
    """Put a file's text without somebody in its place, its mode kept; one that held nothing else goes.
    Whether it held them. Raises BookUnavailable."""
    draft = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        raw = file.read_bytes()
        codec = codec_of(raw)
        text = raw.decode(codec)
        made = without(text)
        if made == text:
            return False
        if not made:
            file.unlink()
            return True
        with open(draft, "xb", opener=private) as new:
            new.write(made.encode(codec))
            os.fsync(new.fileno())
        os.chmod(draft, file.stat().st_mode & 0o777)
        os.replace(draft, file)
    except OSError as error:
        raise BookUnavailable(f"{named(file)} can't be rewritten: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)
    return True


def codec_of(raw: bytes) -> str:
    """How a file's bytes are read and written again, whatever they are."""
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(mark):
            return codec
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def without_rows(text: str, finder: Finder) -> str:
    """Rows that were set aside but for those about somebody; empty where no other is left."""
    begin = text.partition("\n")[0].strip()
    if begin.startswith("{"):
        lines = text.splitlines(keepends=True)
        return "".join(line for line in lines if not any(map(finder.is_theirs, texts_in(line))))
    sign = begin.removesuffix('"').removesuffix(REASON).removesuffix('"')[-1:] or ","
    rows = [*csv.reader(io.StringIO(text, newline=""), delimiter=sign)]
    kept = [row for row in rows[1:] if not any(map(finder.is_theirs, row))]
    if len(kept) == len(rows) - 1:
        return text
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=sign, lineterminator="\n").writerows([rows[0], *kept] if kept else [])
    return out.getvalue()


def texts_in(line: str) -> Iterator[str]:
    """All texts in a line of JSON, or the line itself where it is none."""
    try:
        found: list[Any] = [json.loads(line)]
    except ValueError:
        found = [line]
    while found:
        each = found.pop()
        if isinstance(each, dict):
            found += [*each, *each.values()]
        elif isinstance(each, list):
            found += each
        elif isinstance(each, str):
            yield each
