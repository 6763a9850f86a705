"""Files that are written beside their place under another name and then moved there. A process that is killed
leaves its draft behind; the next one that writes the same file takes it away.

`.NAME.PID.ENDING` is a draft of the file NAME, `.amcli-PID-*.new` one of a file whose name may be long, and
`amcli-PID-*` a folder for what is read through a pipe, among the system's temporary files.
"""

import os
import time

from amcli.hints import TYPE_CHECKING

if TYPE_CHECKING:
    from amcli.files import Place

ENDINGS = frozenset(("new", "copy", "plan", "import", "demo", "sealed"))
BESIDE = ("-journal", "-wal", "-shm")  # what SQLite lays beside a draft that is a book
# Somebody who waits at a question may come back to an older one, so nobody's draft goes while they run.
STALE_SECONDS = 3600
MADE = "amcli-"


def sweep(folder: "Place", name: str, stale: float = STALE_SECONDS) -> None:
    """Take away the drafts of a file that killed processes left behind, from an age in seconds on. It is no
    fault if that can't be."""
    try:
        for each in list(os.scandir(folder)):
            pid = pid_in(each.name, name)
            age = time.time() - each.stat().st_mtime
            if pid and age > stale and not is_running(pid, age):
                remove(each.path)
    except OSError:
        return


def make_private(path: "Place") -> None:
    """Make an empty file that is its owner's alone, where there is none. Raises OSError."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def remove(path: "Place") -> None:
    """Take a file away, with what SQLite may have laid beside it."""
    for suffix in ("", *BESIDE):
        try:
            os.unlink(f"{path}{suffix}")
        except OSError:
            continue


def pid_in(draft: str, name: str) -> int:
    """The process that made a draft of a file; 0 for what is none."""
    if not draft.startswith("."):
        return 0
    for suffix in BESIDE:
        draft = draft.removesuffix(suffix)
    bare = draft.lstrip(".")
    if bare.startswith(MADE) and bare.endswith(".new"):
        return whole(bare.removeprefix(MADE).partition("-")[0])
    wanted = f"{name.lstrip('.')}."
    parts = bare[len(wanted) :].split(".") if bare.startswith(wanted) else []
    pids, endings = parts[::2], parts[1::2]
    kinds = [each.lstrip("0123456789") for each in endings]  # a process may number its own
    if not endings or len(pids) != len(endings) or not ENDINGS.issuperset(kinds):
        return 0
    return whole(pids[-1]) if all(map(whole, pids)) else 0


def whole(text: str) -> int:
    """A number of figures alone; 0 for another text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def is_running(pid: int, seconds: float) -> bool:
    """Whether a process is there for so long: a younger one has only got the number of one that is gone."""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        pass  # somebody else's
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            began = int(file.read().rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")
        with open("/proc/uptime", encoding="utf-8") as file:
            return float(file.read().split()[0]) - began + 1 >= seconds
    except (OSError, ValueError, IndexError):
        return True  # where the system doesn't tell


def sweep_folders(folder: "Place") -> None:
    """Take away the folders of ours, among temporary files, whose processes are gone."""
    import shutil

    try:
        for each in list(os.scandir(folder)):
            pid = whole(each.name.removeprefix(MADE).partition("-")[0]) if each.name.startswith(MADE) else 0
            ours = pid and each.is_dir(follow_symlinks=False) and each.stat().st_uid == os.getuid()
            if ours and not is_running(pid, time.time() - each.stat().st_mtime):
                shutil.rmtree(each.path, ignore_errors=True)
    except OSError:
        return
