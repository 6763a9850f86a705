"""A file for other programs, written so that whoever reads it meanwhile never sees half of it.

Not for the configuration, which may be a link to a file elsewhere (`config.replace_file`).
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

from amcli.drafts import MADE, sweep
from amcli.errors import AmcliError
from amcli.rules.names import quoted

PRIVATE = 0o600
LONGEST_NAME = 60  # characters, in an error


def write_file(name: str, text: str) -> None:
    """Write a text as it is, line breaks included, beside its place and move it there, following a link.

    A new file is its owner's alone; one that is there keeps its permissions, so that a web server that may
    read it still may. What is no plain file, such as a pipe, is written into. Raises AmcliError.
    """
    try:
        mode = mode_of(name)
        if mode is not None and not stat.S_ISREG(mode):
            Path(name).write_bytes(text.encode())  # /dev/stdout leads to no path
        else:
            move_there(Path(os.path.realpath(name)), text.encode(), PRIVATE if mode is None else mode)
    except OSError as error:
        raise AmcliError(f"{quoted(name, LONGEST_NAME)} can't be written: {error.strerror}.") from None


def mode_of(name: str) -> int | None:
    """What a path leads to and who may do what with it; None where nothing is there."""
    with suppress(FileNotFoundError):
        return os.stat(name).st_mode
    return None


def move_there(path: Path, data: bytes, mode: int) -> None:
    """Replace a file as a whole, or leave it as it was."""
    import tempfile

    sweep(path.parent, path.name)
    descriptor, draft = tempfile.mkstemp(prefix=f".{MADE}{os.getpid()}-", suffix=".new", dir=path.parent)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), stat.S_IMODE(mode))
            os.fsync(file.fileno())
        os.replace(draft, path)
    finally:
        with suppress(OSError):
            os.unlink(draft)
