"""Processes that are killed: at any moment, and at every call of the system that writes."""

import re
import shutil
import signal
import time
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.forkserver import LONGEST
from tests.profiles import is_nightly
from tests.support import Result
from tests.torture.row import Attempt, Enough, Row, by_turns
from tests.torture.world import State, World, faults, killed_after, template, wrong_answer

TIMES = 1.1  # of the time that a command takes, within which it is killed
# What is killed. Before some something is done first, so that there is something to do.
KINDS: dict[str, tuple[list[str], ...]] = {
    "log": (["log", "acme", "Jane wants more", "-w", "jane", "-n", "Ask", "-p", "Send", "-d", "fri"],),
    "meet": (["meet", "acton", "fri", "9:00", "Review", "-w", "leo"],),
    "held": (["held", "n6", "Agreed", "-w", "omar", "--on", "today", "-n", "Send", "-d", "fri"],),
    "done": (["done", "t4"],),
    "snooze": (["snooze", "acme", "fri", "--reason", "away"],),
    "renew": (["renew", "k1", "k2"],),
    "churn": (["contract", "churn", "k1", "--reason", "price"],),
    "amend": (["contract", "amend", "k1", "--by", "-1"],),
    "stage": (["stage", "k1", "verbal"],),
    "account edit": (["account", "edit", "acme", "--name", "Acme Ltd", "--region", "EMEA"],),
    "account merge": (["account", "merge", "acme", "acton", "--yes"],),
    "account rm": (["account", "rm", "acme", "--yes"],),
    "contact left": (["contact", "left", "jane", "--successor", "omar"],),
    "contact merge": (["contact", "merge", "p1", "p5", "--yes"],),
    "opportunity win": (["opportunity", "win", "o1", "--contract", "--term", "12m"],),
    "play start": (["play", "start", "renewal", "acme", "--on", "2027-06-01"],),
    "handoff": (["account", "handoff", "acme", "--to", "Ana", "--why", "Shifts", "--note", "Careful"],),
    "import rows": (["import", "{here}/calls.csv", "--yes"],),
    "import changes": (["import", "{here}/accounts.csv", "{here}/contacts.csv", "--yes"],),
    "import calendar": (["import", "{here}/meetings.ics", "--yes"],),
    "import set aside": (["import", "{here}/bad.csv", "--yes", "--skip-bad"],),
    "undo": (["undo"],),
    "undo import": (["undo"], ["import", "{here}/calls.csv", "--yes"]),
    "redo": (["redo"], ["undo"]),
    "redo import": (["redo"], ["import", "{here}/calls.csv", "--yes"], ["undo"]),
    "config": (["config", "set", "dates.order", "dmy"],),
    "backup": (["backup"],),
    "restore": (["restore", "{here}/aside.db", "--yes"],),
    "export": (["export", "--all", "--to", "{here}/all"],),
    "upgrade": (["account", "list"],),
    "today": (["today"],),
    "summary": (["digest"],),
    "init": (["init", "--currency", "EUR"],),
    "demo": (["demo", "{here}/data/sample.db"],),
    "first import": (["import", "{here}/accounts.csv", "--yes"],),
}
# Enough by day: one of each way of writing. One change, a large one, one over several files, both ways back,
# a file of its own (settings, copy, sheets), the book's own place (restored, upgraded, made), a read that
# keeps what it found. The others are one change too, as `log` and `account merge` are, or several of these,
# as `demo` is; nightly each is killed.
BY_DAY = (
    "log", "account merge", "import changes", "import set aside", "undo import", "redo", "config", "backup",
    "restore", "export", "upgrade", "today", "init",
)  # fmt: skip
BAD = "account,kind,on,summary\nacme,call,2026-01-02,Fine\nnobody,call,2026-01-02,Lost\n"
WITHOUT_BOOK = ("init", "first import")


class Known(NamedTuple):
    """A kind of command: where it starts, what it makes of that undisturbed, and how long it takes."""

    world: World
    argv: list[str]
    before: State | None
    after: State | None
    seconds: float


def known(folder: Path, kind: str) -> Known:
    """Make the world in which a kind of command is killed, and see what it does there."""
    argv, *first = KINDS[kind]
    world = template().copy(folder / f"{kind} before")
    (world.folder / "bad.csv").write_text(BAD)
    if kind == "upgrade":
        shutil.move(world.book.with_name("older.db"), world.book)
    if kind in WITHOUT_BOOK:
        world.book.unlink()
    for each in first:
        found = world.am(*each)
        assert found.code == 0, (each, found)
    tried = world.copy(folder / f"{kind} after")
    began = time.monotonic()
    found = tried.am(*argv)
    seconds = time.monotonic() - began
    assert found.code == 0, (kind, found)
    before = world.state() if world.book.exists() else None
    return Known(world, argv, before, tried.state(), seconds)


def begin_kills(folder: Path, short: bool) -> Attempt:
    """SIGKILL at a random moment, one kind of command after the other."""
    made: dict[str, Known] = {}
    kinds = list(BY_DAY if short and not is_nightly() else KINDS)

    def attempt(number: int, dice: Random) -> list[str]:
        kind = kinds[number % len(kinds)]
        if kind not in made:
            made[kind] = known(folder, kind)
        world = made[kind].world.copy(folder / "now")
        found = killed_after(world, made[kind].argv, dice.uniform(0, TIMES) * made[kind].seconds)
        return [f"{kind}: {each}" for each in wrong_after(world, made[kind], found)]

    return attempt


def wrong_after(world: World, kind: Known, found: Result | None) -> list[str]:
    """What is wrong with a world in which a command was ended, or came to its end."""
    if not world.book.exists():
        return ["the book is gone"] if kind.before is not None else wrong_then(world, kind)
    wrong = faults(world.book)
    if wrong:
        return wrong
    done = happened(world, kind)
    if done is None:
        wrong.append(f"the book is neither as before nor as after: {difference(world, kind)}")
    # A setting is kept in its own file, also where the book that would tell of it can't be written.
    is_set = kind.argv[0] == "config" and "dmy" in world.config.read_text()
    if found is not None and found.code == 0 and done is False and not is_set:
        wrong.append("it said that it was done, and it isn't")
    return wrong + wrong_then(world, kind)


def happened(world: World, kind: Known) -> bool | None:
    """Whether all of the command happened; None where it is neither all nor nothing."""
    now = world.state()
    assert kind.after is not None
    if now.rows == kind.after.rows and now.changes == kind.after.changes:
        return True
    same = kind.before is not None and now.rows == kind.before.rows
    return False if same and now.changes in (kind.before.changes, kind.after.changes) else None


def difference(world: World, kind: Known) -> str:
    """Tables that are neither as before nor as after."""
    now, sides = world.state(), [each for each in (kind.before, kind.after) if each is not None]
    tables = [name for name in now.rows if all(now.rows[name] != side.rows.get(name) for side in sides)]
    return f"{', '.join(tables) or 'mixed'}; change {now.changes} of {[each.changes for each in sides]}"


def wrong_then(world: World, kind: Known) -> list[str]:
    """What is wrong with the next command: it works, and nothing is left behind."""
    wrong = []
    world.age()
    again = world.am(*kind.argv)
    wrong += wrong_answer(again.code, again.err, (0, 3, 5))
    for name in world.leftovers():
        wrong.append(f"left behind: {name}")
    wrong += [f"a backup: {each}" for path in copies(world) for each in faults_of_copy(path)]
    return wrong + faults(world.book)


def copies(world: World) -> list[Path]:
    """The backups of a world."""
    return sorted((world.book.parent / "backups").glob("*.db"))


def faults_of_copy(path: Path) -> list[str]:
    """What is wrong with a backup, looked at without changing it."""
    copy = path.with_name("looked-at.tmp")
    shutil.copy(path, copy)
    try:
        return faults(copy)
    finally:
        for end in ("", "-wal", "-shm"):
            Path(f"{copy}{end}").unlink(missing_ok=True)


# Every call of the system that changes what is on the disk.
CALLS = (
    "write", "pwrite64", "writev", "fsync", "fdatasync", "ftruncate", "unlink", "unlinkat", "rename",
    "renameat", "renameat2", "link", "linkat", "mkdir", "mkdirat", "chmod", "fchmod", "fallocate",
)  # fmt: skip
TRACED = {"log": "log", "import": "import changes", "undo": "undo import"}
CALLED = re.compile(r"^(?:\d+ +)?(\w+)\(")


def begin_calls(folder: Path, short: bool) -> Attempt:
    """Killed at the first, second, ... of each call that `log`, `import` and `undo` make."""
    made: dict[str, Known] = {}
    places: list[tuple[str, str, int]] = []

    def look() -> None:
        for name, kind in TRACED.items():
            made[name] = known(folder, kind)
            places.extend((name, call, at) for call, at in calls_of(made[name], folder))
        if short:
            Random(7).shuffle(places)
            # Three attempts are of all three.
            places[:] = by_turns([place for place in places if place[0] == name] for name in TRACED)

    def attempt(number: int, dice: Random) -> list[str]:
        if not places:
            look()
        if number >= len(places):
            raise Enough
        name, call, at = places[number]
        world = made[name].world.copy(folder / "now")
        inject = ["-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={at}"]
        ended = traced(world, made[name].argv, inject)
        wrong = [] if ended.code in (-signal.SIGKILL, 128 + signal.SIGKILL) else [f"was not killed: {ended}"]
        wrong += wrong_after(world, made[name], None)
        return [f"{name} at {call} {at}: {each}" for each in wrong]

    return attempt


def traced(world: World, argv: list[str], options: list[str], to: str = "/dev/null") -> Result:
    """A command under a tracer."""
    tracer = shutil.which("strace")
    assert tracer is not None, "this row needs strace: apt-get install strace"
    process = world.start(argv, [tracer, "-qq", "-o", to, *options])
    out, err = process.communicate(timeout=LONGEST)
    return Result(process.returncode, out.decode(), err.decode())


def calls_of(kind: Known, folder: Path) -> list[tuple[str, int]]:
    """Every call that a command makes, each by its name and its number among those of that name."""
    world = kind.world.copy(folder / "now")
    to = folder / "calls"
    ended = traced(world, kind.argv, ["-e", f"trace={','.join(CALLS)}"], str(to))
    assert ended.code == 0, ended
    counted: dict[str, int] = {}
    found = []
    for line in to.read_text(errors="replace").splitlines():
        if called := CALLED.match(line):
            counted[called[1]] = counted.get(called[1], 0) + 1
            found.append((called[1], counted[called[1]]))
    assert len(found) > 10, found
    return found


ROWS = (
    Row("kills", f"SIGKILL at a random moment, {len(KINDS)} kinds of commands", 500, 13, begin_kills),
    Row("calls", "killed at every system call of log, import, undo", 1, 3, begin_calls, ends=True),
)
