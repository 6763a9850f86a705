"""Files by their names as plain text: `pathlib` costs as much as a whole start of Python, and opening a book
needs no more than this. Whoever does more with a file makes a Path of its name."""

import errno
import os

from amcli.hints import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    Place = Path | str

FOLDER, FILE = 0o040000, 0o100000
KIND = 0o170000


def plain(text: str) -> str:
    """The name of a file as a Path has it: `~` filled in, no `./` and no `//`."""
    if text[:1] != "~" and os.path.normpath(text) == text:
        return text
    from pathlib import Path

    return str(Path(text).expanduser())


def state_of(path: "Place") -> os.stat_result | None:
    """What the system says of a file; None where there is none. Raises OSError."""
    try:
        return os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:
            return None
        raise


def is_folder(state: os.stat_result | None) -> bool:
    """Whether there is a folder."""
    return state is not None and state.st_mode & KIND == FOLDER


def is_file(state: os.stat_result | None) -> bool:
    """Whether there is a file."""
    return state is not None and state.st_mode & KIND == FILE


def private(path: str, flags: int) -> int:
    """Open a new file that is its owner's alone: what `open` takes as its `opener`."""
    return os.open(path, flags, 0o600)


def keep_permissions(draft: "Place", path: "Place") -> None:
    """Let a draft be read by those who may read the file whose place it is to take, and by nobody else.
    Raises OSError."""
    state = state_of(path)
    if state is not None and is_file(state):
        os.chmod(draft, state.st_mode & 0o777)


def is_path(text: str) -> bool:
    """Whether a text can be the name of a file at all."""
    try:
        return bool(text.strip()) and b"\0" not in os.fsencode(text)
    except UnicodeEncodeError:
        return False
