"""The file under our hands: a book that is replaced, moved, deleted, cut or damaged before a command, while
it runs, while it asks, and while an editor is open. Exit code 6 where the book is not the one that was
opened, and neither file is touched; a damaged one never ends a command by a signal or unforeseen."""

import os
import select
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests import forkserver
from tests.forkserver import LONGEST
from tests.support import Result, open_terminal, read_to_the_end
from tests.torture.awaited import is_awaited
from tests.torture.row import Attempt, Row
from tests.torture.world import State, World, faults, template, wrong_answer

ASKS = {
    "account rm": ["account", "rm", "acme"],
    "contact rm": ["contact", "rm", "p1"],
    "account merge": ["account", "merge", "acme", "acton"],
    "contact merge": ["contact", "merge", "p1", "p5"],
}
EDITS = {
    "log -e": ["log", "acme", "-e"],
    "account edit -e": ["account", "edit", "acme", "-e"],
    "activity edit -e": ["activity", "edit", "n1", "-e"],
    "task edit -e": ["task", "edit", "t1", "-e"],
}
PLAIN = {
    "log": ["log", "acme", "Hello", "-n", "Ask"],
    "account list": ["account", "list"],
    "today": ["today"],
    "undo": ["undo"],
    "backup": ["backup"],
    "import": ["import", "{here}/calls.csv", "--yes"],
    "doctor": ["doctor"],
}
# Waits in the place of an editor until it may go on, then changes what it was given.
EDITOR = """#!/bin/sh
touch {here}/waiting
while [ ! -e {here}/go ]; do sleep 0.02; done
sed -i 's/^region = ""/region = "EMEA"/; s/^body = ""/body = "More"/; s/^assignee = ""/assignee = "Jo"/' "$1"
[ -s "$1" ] || echo "Many words" > "$1"
"""
CONFIRMS = ("[y/N]", "[Y/n]")


def replaced(world: World, dice: Random) -> None:
    """Another book takes its place, as a sync program does it."""
    os.replace(world.folder / "other.db", world.book)


def moved(world: World, dice: Random) -> None:
    """It is called otherwise now."""
    os.rename(world.book, world.book.with_name("moved.db"))


def deleted(world: World, dice: Random) -> None:
    """It is gone; what still has it open has it alone."""
    world.book.unlink()


def truncated(world: World, dice: Random) -> None:
    """It ends earlier, in the middle of its pages or of one of them."""
    size = world.book.stat().st_size
    os.truncate(
        world.book, dice.choice((0, 50, 4096, size // 2, size // 2 // 4096 * 4096, size - 1000, size - 4096))
    )


def flipped_header(world: World, dice: Random) -> None:
    """One bit of the first hundred bytes is another."""
    flip(world.book, dice.randrange(100), dice)


def flipped(kinds: tuple[int, ...]) -> Callable[[World, Random], None]:
    """One bit of a page of a kind is another."""

    def fault(world: World, dice: Random) -> None:
        data = world.book.read_bytes()
        size = int.from_bytes(data[16:18], "big")
        pages = [
            at
            for at in range(size, len(data), size)
            if data[at] in kinds or (not kinds and data[at] not in KINDS)
        ]
        page = dice.choice(pages or [size])
        flip(world.book, page + dice.choice((dice.randrange(12), dice.randrange(size))), dice)

    return fault


def flip(path: Path, place: int, dice: Random) -> None:
    """Another bit in a file."""
    with path.open("r+b") as file:
        file.seek(place)
        (byte,) = file.read(1) or b"\0"
        file.seek(place)
        file.write(bytes([byte ^ 1 << dice.randrange(8)]))


KINDS = (2, 5, 10, 13)  # pages of SQLite's trees by their first byte; others are overflow and free ones
FAULTS: dict[str, Callable[[World, Random], None]] = {
    "replaced": replaced,
    "moved": moved,
    "deleted": deleted,
    "truncated": truncated,
    "flipped header": flipped_header,
    "flipped index node": flipped((2,)),
    "flipped table node": flipped((5,)),
    "flipped index leaf": flipped((10,)),
    "flipped table leaf": flipped((13,)),
    "flipped overflow": flipped(()),
}
AWAY = ("replaced", "moved", "deleted")


class Case(NamedTuple):
    """A fault, when it comes, and in which command."""

    fault: str
    when: str
    command: str

    @property
    def name(self) -> str:
        return f"{self.fault}, {self.when}, {self.command}"


CASES = [
    *(Case(*each) for each in product(FAULTS, ("at a question",), ASKS)),
    *(Case(*each) for each in product(FAULTS, ("in the editor",), EDITS)),
    *(Case(*each) for each in product(FAULTS, ("before", "during"), PLAIN)),
]


def begin_hands(folder: Path, short: bool) -> Attempt:
    """One case after the other."""
    cases = [case for case in CASES if not short or not is_awaited("hands", case.name)]
    step = 127 if short else 1  # twelve of these are of each fault and each moment
    first = template().copy(folder / "first")
    shutil.copy(first.folder / "aside.db", first.folder / "other.db")

    def attempt(number: int, dice: Random) -> list[str]:
        case = cases[number * step % len(cases)]
        world = first.copy(folder / "now")
        os.link(world.book, world.folder / "kept.db")  # the old one, whatever becomes of its name
        wrong = tried(world, case, dice)
        return [f"{case.name}: {each}" for each in wrong]

    return attempt


def tried(world: World, case: Case, dice: Random) -> list[str]:
    """Do it, and see."""
    before = world.state()
    other = (
        State({}, 0) if not (world.folder / "other.db").exists() else world.state(world.folder / "other.db")
    )
    bring = Bring(world, case, dice)
    if case.when == "before":
        bring()
        found = world.am(*PLAIN[case.command])
    elif case.when == "during":
        found = interrupted(world, PLAIN[case.command], bring, dice)
    elif case.when == "at a question":
        found = asked(world, ASKS[case.command], bring)
    else:
        found = edited(world, EDITS[case.command], bring)
    wrong = wrong_answer(found.code, found.err + found.out)
    if not bring.came:
        return [*wrong, f"there was no moment for it: {found}"]
    if case.fault in AWAY:
        return wrong + wrong_files(world, case, found, before, other)
    return wrong + wrong_damage(world, case, found, bring)


class Bring:
    """The fault, brought once."""

    def __init__(self, world: World, case: Case, dice: Random) -> None:
        self.world, self.case, self.dice = world, case, dice
        self.came = False
        self.after = b""

    def __call__(self) -> None:
        FAULTS[self.case.fault](self.world, self.dice)
        self.came = True
        self.after = self.world.book.read_bytes() if self.world.book.exists() else b""


def interrupted(world: World, argv: list[str], bring: Bring, dice: Random) -> Result:
    """A command that stands still at a random moment while something happens to its book."""
    process = world.start(argv)
    time.sleep(dice.uniform(0.05, 0.4))
    os.killpg(process.pid, signal.SIGSTOP)
    try:
        bring()
    finally:
        os.killpg(process.pid, signal.SIGCONT)
    out, err = process.communicate(timeout=LONGEST)
    return Result(process.returncode, out.decode(), err.decode())


def asked(world: World, argv: list[str], bring: Bring) -> Result:
    """A command on a terminal; the fault comes while it waits for an answer, which is yes."""
    ours, theirs = open_terminal(80)
    line = forkserver.start(world.line(argv), world.environ(), (theirs, theirs, theirs))
    os.close(theirs)
    screen = b""
    until = time.monotonic() + LONGEST
    while not any(each.encode() in screen for each in CONFIRMS) and time.monotonic() < until:
        if select.select([ours], [], [], 0.05)[0]:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            screen += piece
    if any(each.encode() in screen for each in CONFIRMS):
        bring()
        os.write(ours, b"y\n")
    screen += read_to_the_end(ours)
    os.close(ours)
    return Result(forkserver.wait(line), screen.decode(errors="replace"), "")


def edited(world: World, argv: list[str], bring: Bring) -> Result:
    """A command that opens an editor; the fault comes while the editor is open."""
    editor = world.folder / "editor"
    editor.write_text(EDITOR.format(here=world.folder))
    editor.chmod(0o755)
    (given, giving), (taking, taken) = os.pipe(), os.pipe()
    os.close(giving)
    environ = world.environ(EDITOR=str(editor))
    line = forkserver.start(world.line(argv), environ, (given, taken, taken))
    os.close(given)
    os.close(taken)
    until = time.monotonic() + LONGEST
    while not (world.folder / "waiting").exists() and time.monotonic() < until:
        if select.select([line], [], [], 0.02)[0]:
            break
    if (world.folder / "waiting").exists():
        bring()
    (world.folder / "go").touch()
    with open(taking, "rb") as pipe:
        said = pipe.read().decode()
    return Result(forkserver.wait(line), "", said)


def wrong_files(world: World, case: Case, found: Result, before: State, other: State) -> list[str]:
    """What is wrong where the book went away, or another came: both files are sound, and hold what they held;
    but where the command had begun before or came after, one of them may have all of its change."""
    wrong: list[str] = []
    old = world.folder / "kept.db"
    if case.when == "during" and found.code == 0:
        return faults(old) + (faults(world.book) if world.book.exists() else [])
    if case.when == "before" and case.fault == "replaced":
        return faults(old) + faults(world.book) + wrong_codes(found, (0, 3))
    if case.command == "import" and case.fault != "replaced":
        wrong += wrong_codes(found, (0, 5, 6))  # there is no book: a first one would be made
    elif found.code != 6:
        wrong.append(f"exit code {found.code}: {(found.out + found.err)[-200:]!r}")
    elif case.when != "before":
        said = (found.err or found.out).replace("\r", "")
        told = [line for line in said.splitlines() if line.startswith(("am: ", "No book yet"))]
        if len(told) != 1:
            wrong.append(f"not one line: {said!r}")
    wrong += wrong_file("the old file", old, before)
    if case.fault == "replaced":
        wrong += wrong_file("the new file", world.book, other)
    elif world.book.exists():
        wrong.append("a new file has its name")
    return wrong


def wrong_codes(found: Result, codes: tuple[int, ...]) -> list[str]:
    return [] if found.code in codes else [f"exit code {found.code}: {(found.out + found.err)[-200:]!r}"]


def wrong_file(what: str, path: Path, held: State) -> list[str]:
    """What is wrong with a file that nobody should have touched, looked at as a copy by itself."""
    copy = path.with_name("looked-at.db")
    shutil.copy(path, copy)
    try:
        wrong = [f"{what}: {each}" for each in faults(copy)]
        if not wrong and World(copy.parent).state(copy) != held:
            wrong.append(f"{what} holds something else")
        return wrong
    finally:
        for end in ("", "-wal", "-shm"):
            Path(f"{copy}{end}").unlink(missing_ok=True)


def wrong_damage(world: World, case: Case, found: Result, bring: Bring) -> list[str]:
    """What is wrong where the file was damaged: a backup of it is called sound although it isn't, or
    `am doctor` says that all is well."""
    wrong: list[str] = []
    sick = faults_of(bring.after, world)
    if not sick:
        return wrong
    if case.when == "before" and found.code == 0 and case.command in ("backup", "doctor"):
        wrong.append(f"{case.command} found nothing, and there is: {sick[0]}")
    if found.code == 0 and case.command == "backup":
        made = list((world.book.parent / "backups").glob("*.db"))
        wrong += [f"a backup is not sound: {each}" for path in made for each in faults(path)]
    return wrong


def faults_of(data: bytes, world: World) -> list[str]:
    """What is wrong with a file of these bytes."""
    copy = world.folder / "looked-at.db"
    copy.write_bytes(data)
    try:
        return faults(copy)
    except (sqlite3.Error, ValueError) as error:
        return [str(error)]
    finally:
        for end in ("", "-wal", "-shm"):
            Path(f"{copy}{end}").unlink(missing_ok=True)


ROWS = (
    Row(
        "hands",
        "a book replaced, moved, deleted, truncated, bit-flipped under our hands",
        400,
        12,
        begin_hands,
    ),
)
