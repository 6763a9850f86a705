"""Processes that are told to end, whose reader goes, or whose disk is full: a clear line, nothing half."""

import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random

from tests.forkserver import LONGEST
from tests.support import Result
from tests.torture.killed import Known, known, traced, wrong_after
from tests.torture.row import Attempt, Row
from tests.torture.world import World, wrong_answer

# What is ended, and what prints enough that a pipe can be closed within it.
WRITES = (
    "log",
    "import rows",
    "import changes",
    "undo import",
    "account merge",
    "backup",
    "restore",
    "config",
)
READS = (
    ["account", "list"], ["today"], ["history"], ["export", "--kind", "contacts"], ["show", "acme"],
    ["sql", "SELECT * FROM interaction"], ["contact", "list", "-o", "json"], ["brief", "acme"],
    ["help", "sql"],
)  # fmt: skip
LEVELS = 10
STRIDE = 3  # the short form goes on by so many: few attempts, and yet many commands and levels
SAID_ENOUGH = 4  # lines that an error may have


class Kinds:
    """The kinds of commands, each known when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: dict[str, Known] = {}

    def known(self, kind: str) -> Known:
        """A kind of command."""
        if kind not in self.made:
            self.made[kind] = known(self.folder, kind)
        return self.made[kind]

    def now(self, kind: str) -> tuple[Known, World]:
        """It, and a world of its own to do it in."""
        found = self.known(kind)
        return found, found.world.copy(self.folder / "now")


def begin_signal(number: signal.Signals, folder: Path, short: bool) -> Attempt:
    """A signal at a random moment of the whole program, start included."""
    kinds = Kinds(folder)

    def attempt(at: int, dice: Random) -> list[str]:
        name = WRITES[STRIDE * at % len(WRITES)]
        kind, world = kinds.now(name)
        process = world.start(kind.argv)
        time.sleep(dice.uniform(0.02, 0.25 + 1.1 * kind.seconds))
        process.send_signal(number)
        out, err = (each.decode() for each in process.communicate(timeout=LONGEST))
        found = Result(process.returncode, out, err)
        codes = (0, -number, 128 + number)
        wrong = wrong_answer(found.code, err, codes)
        if found.code == 128 + signal.SIGINT and err.strip() != "am: interrupted.":
            wrong.append(f"interrupted, and said: {err!r}")
        if "Traceback" in err and "amcli" not in err:  # Python was still starting
            wrong = []
        return [f"{name}: {each}" for each in wrong + wrong_after(world, kind, found)]

    return attempt


def begin_pipe(folder: Path, short: bool) -> Attempt:
    """The reader of the output goes after so many bytes: no error, and nothing more is said."""
    kinds = Kinds(folder)

    def attempt(at: int, dice: Random) -> list[str]:
        if at % 2:
            name = WRITES[at // 2 % len(WRITES)]
            kind, world = kinds.now(name)
            argv = kind.argv
        else:
            kind, world = kinds.now("log")
            argv = READS[at // 2 % len(READS)]
            name = " ".join(argv)
        process = world.start(argv)
        assert process.stdout is not None
        assert process.stderr is not None
        os.read(process.stdout.fileno(), dice.choice((1, 100, 5000))) if dice.random() < 0.5 else None
        process.stdout.close()
        with process.stderr as said:
            err = said.read().decode()
        code = process.wait(timeout=LONGEST)
        wrong = wrong_answer(code, err, (0,))
        if err and at % 2 == 0:
            wrong.append(f"said: {err!r}")
        if at % 2:
            wrong += wrong_after(world, kind, Result(code, "", err))
        return [f"{name}: {each}" for each in wrong]

    return attempt


def placed(at: int, short: bool) -> tuple[str, int]:
    """The command and the level of an attempt: in the long form each command at one level after the other,
    in the short one both go on at once, from nothing to nearly enough."""
    if short:
        return WRITES[STRIDE * at % len(WRITES)], STRIDE * at % LEVELS
    return WRITES[at % len(WRITES)], at // len(WRITES) % LEVELS


def of_size(most: int) -> Callable[[], None]:
    """No file grows beyond a size."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def begin_sizes(folder: Path, short: bool) -> Attempt:
    """No file may grow beyond a size, at ten levels from nothing to a little more than what there is."""
    kinds = Kinds(folder)

    def attempt(at: int, dice: Random) -> list[str]:
        name, level = placed(at, short)
        kind, world = kinds.now(name)
        most = int(world.book.stat().st_size * 1.2 * level / (LEVELS - 1))
        process = world.start(kind.argv, preexec_fn=of_size(most))
        out, err = (each.decode() for each in process.communicate(timeout=LONGEST))
        return judged(name, kind, world, Result(process.returncode, out, err), f"at {most} bytes")

    return attempt


def judged(name: str, kind: Known, world: World, found: Result, where: str) -> list[str]:
    """What is wrong with a command that had no room."""
    wrong = wrong_answer(found.code, found.err, (0, 1, 2, 5, 6))
    if found.code and not found.err.startswith("am: "):
        wrong.append(f"exit code {found.code} without a line of its own: {found.err!r}")
    if found.code and len(found.err.splitlines()) > SAID_ENOUGH:
        wrong.append(f"more than a line: {found.err!r}")
    # The output may not be written although the change is made, which is said.
    made = found if "the change is in the book" not in found.err else found._replace(code=0)
    return [f"{name} {where}: {each}" for each in wrong + wrong_after(world, kind, made)]


def begin_full(folder: Path, short: bool) -> Attempt:
    """A full disk at ten levels: in the long form a small disk of its own where this process may mount one,
    else every write of the program from the n-th on is told that there is no room."""
    kinds = Kinds(folder)
    mounts = not short and can_mount(folder)

    def attempt(at: int, dice: Random) -> list[str]:
        name, level = placed(at, short)
        kind, world = kinds.now(name)
        if mounts:
            return on_small_disk(folder, name, kind, level)
        first = 1 + level * 3
        calls = "pwrite64,write,ftruncate,fallocate,fsync"
        inject = ["-e", f"trace={calls}", "-e", f"inject=pwrite64,fallocate:error=ENOSPC:when={first}+"]
        found = traced(world, kind.argv, inject)
        return judged(name, kind, world, found, f"full from write {first} on")

    return attempt


def on_small_disk(folder: Path, name: str, kind: Known, level: int) -> list[str]:
    """A command on a disk with no more room than a share of the book's size."""
    size = sum(path.stat().st_size for path in kind.world.folder.rglob("*") if path.is_file())
    room = int(kind.world.book.stat().st_size * 1.5 * level / (LEVELS - 1))
    with small_disk(folder / "disk", size + 40 * 4096 + room) as place:
        world = kind.world.copy(place / "world")
        fill_up(place, room)
        began = os.statvfs(place)
        assert abs(began.f_bavail * began.f_frsize - room) <= 4096, (began, room)
        process = world.start(kind.argv)
        out, err = (each.decode() for each in process.communicate(timeout=LONGEST))
        found = Result(process.returncode, out, err)
        (place / "filler").unlink()
        subprocess.run(["mount", "-o", "remount,size=200m", str(place)], check=True)  # room to look at it
        return judged(name, kind, world, found, f"with {room} bytes of room")


def fill_up(place: Path, room: int) -> None:
    """Leave so many bytes free."""
    free = os.statvfs(place)
    with (place / "filler").open("wb") as file:
        file.write(b"\0" * max(0, free.f_bavail * free.f_frsize - room))


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[Path]:
    """A disk of a size, in memory."""
    place.mkdir(exist_ok=True)
    pages = -(-size // 4096) * 4096
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={pages}", "torture", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def can_mount(folder: Path) -> bool:
    """Whether this process may mount a disk."""
    try:
        with small_disk(folder / "disk", 4096):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


ROWS = (
    Row("sigterm", "SIGTERM at a random moment", 100, 3, partial(begin_signal, signal.SIGTERM)),
    Row("sigint", "SIGINT at a random moment", 100, 3, partial(begin_signal, signal.SIGINT)),
    Row("pipe", "the reader of the output goes", 100, 4, begin_pipe),
    Row("full", "a full disk, at ten levels", 100, 4, begin_full),
    Row("sizes", "a limit of the size of files, at ten levels", 100, 4, begin_sizes),
)
