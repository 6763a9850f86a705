"""The log of errors that nobody foresaw: what mends them, and nothing that was typed or is in the book.

An entry is a line of JSON: the command by its name, the place in the code, the kind of error; values stand
there as their lengths. Not for the errors that a person can mend: these are only said.
"""

import errno
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from amcli import __version__, jsontext, patterns
from amcli.config.folders import folder
from amcli.hints import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import TracebackType

FILE, OLDER = "amcli.log", "amcli.log.1"
LARGEST = 1_000_000  # bytes; what is longer becomes the older one
FIRST_PLACES, LAST_PLACES = 10, 40  # of the way to an error, which may be without end
MOST_ERRORS, MOST_VALUES = 8, 20
# Names that programs have; no text of a person is one of them.
WORD = r"[\w.:<> \-\[\]]{1,200}"
Entry = dict[str, Any]


def entry(command: str, given: Sequence[str], error: BaseException) -> Entry:
    """What is kept of an error; `given` is what was typed, by names and lengths."""
    python = ".".join(map(str, sys.version_info[:3]))
    return {
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "version": __version__,
        "python": python,
        "command": command,
        "given": list(given[:MOST_VALUES]),
        "errors": [about(each) for each in one_after_the_other(error)],
    }


def one_after_the_other(error: BaseException) -> Iterator[BaseException]:
    """An error, and those that led to it."""
    waiting, seen = [error], set[int]()
    while waiting and len(seen) < MOST_ERRORS:
        each = waiting.pop(0)
        if id(each) not in seen:
            seen.add(id(each))
            yield each
            before = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
            waiting += [found for found in (before, *getattr(each, "exceptions", ())) if found is not None]


def about(error: BaseException) -> Entry:
    """An error by its kind, what it held by its lengths, and its place."""
    kind, number = type(error), getattr(error, "errno", None)
    return {
        "kind": f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins."),
        "code": getattr(error, "sqlite_errorname", None) or errno.errorcode.get(number or 0),
        "values": [size_of(each) for each in error.args[:MOST_VALUES]],
        "places": places(error.__traceback__),
    }


def size_of(value: object) -> str:
    """What a value is, and how long."""
    name = type(value).__qualname__
    return f"{name} {len(value)}" if isinstance(value, str | bytes | list | tuple | dict) else name


def places(trace: "TracebackType | None") -> list[str]:
    """The way to an error in the code: module, line and function, from the outside in."""
    found = []
    while trace is not None:
        frame = trace.tb_frame
        found.append(f"{frame.f_globals.get('__name__', '?')}:{trace.tb_lineno} {frame.f_code.co_name}")
        trace = trace.tb_next
    left_out = len(found) - FIRST_PLACES - LAST_PLACES
    if left_out <= 0:
        return found
    return [*found[:FIRST_PLACES], f"{left_out} more", *found[-LAST_PLACES:]]


def place(environ: Mapping[str, str]) -> str:
    """The file."""
    return os.path.join(environ.get("AMCLI_LOG_DIR") or folder("log", environ), FILE)


def write_entry(path: str, made: Entry) -> None:
    """Add an entry. Raises OSError."""
    line = f"{jsontext.dumps(made)}\n".encode()
    os.makedirs(os.path.dirname(path) or ".", mode=0o700, exist_ok=True)
    make_room(path, len(line))
    with open(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab") as file:
        file.write(line)


def make_room(path: str, size: int) -> None:
    """Put the log aside where it grows too long. One that says what was typed, as in older
    versions, goes for good."""
    with suppress(FileNotFoundError):
        with open(path, "rb") as file:
            is_ours = file.read(1) in (b"{", b"")
        if not is_ours:
            os.unlink(path)
        elif os.stat(path).st_size + size > LARGEST:
            os.replace(path, f"{path.removesuffix(FILE)}{OLDER}")


def read_entries(path: str) -> list[Entry]:
    """The entries that are kept, the oldest first; what is none is passed over."""
    found = []
    for each in (f"{path.removesuffix(FILE)}{OLDER}", path):
        with suppress(OSError), open(each, "rb") as file:
            for line in file:
                with suppress(ValueError):
                    made = jsontext.loads(line.decode())
                    if is_entry(made):
                        found.append(made)
    return found


def is_entry(made: object) -> bool:
    """Whether a value of JSON is an entry, and holds nothing but what one may hold."""
    named = isinstance(made, dict) and set(made) == {"at", "version", "python", "command", "given", "errors"}
    return named and all(patterns.fullmatch(WORD, text) for text in texts(made))


def texts(value: object) -> Iterator[str]:
    """All texts in a value of JSON."""
    if isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, str):
        yield value
