"""Waiting for the lock of the book's writer, aloud: for whom, and for how long.

Only loaded by who has waited for some time already. A command of amcli ends by itself, so it is waited for
longer than a program of which nothing is known; others who take turns are waited for as long as they get on.
"""

import os
import sqlite3
import time
from collections.abc import Callable

from amcli.files import state_of
from amcli.hints import NamedTuple
from amcli.rules.names import shown
from amcli.storage.held import Held
from amcli.vocabulary import LETTERS

LONGEST_SECONDS = 60.0  # whoever holds it
STEP_MILLISECONDS = 500  # how soon somebody who waits hears of Control-C
WRITER = 120  # the byte of `-shm` that a writer locks, by SQLite's format of the log
SOMEBODY = "another program"
NOUNS = {*LETTERS, "account", "product"}
WITH_VALUE = ("--book", "--config", "--today", "--color")

Tell = Callable[[str], None]


class Waited(NamedTuple):
    """For whom somebody waited in vain, and how long."""

    who: str
    seconds: float


class Turn:
    """A wait for one's turn that went on for a while already: it tells for whom, and knows when it was in
    vain."""

    def __init__(self, db: Held, seconds: float, before: float, tell: Tell | None) -> None:
        self.db, self.seconds = db, seconds
        self.began = self.since = time.monotonic() - before
        self.left = log_of(db)
        self.held = holder(db.index)
        if tell is not None:
            tell(f"waiting for {self.held or SOMEBODY}, which is writing to the book.")

    def over(self) -> Waited | None:
        """For whom it was in vain; None while it may go on."""
        now, self.held = time.monotonic(), holder(self.db.index) or self.held
        if (found := log_of(self.db)) != self.left:
            self.since, self.left = now, found
        longest = (
            LONGEST_SECONDS if self.held else min(LONGEST_SECONDS, self.since - self.began + self.seconds)
        )
        return Waited(self.held or SOMEBODY, now - self.began) if now - self.began >= longest else None


def wait(db: Held, seconds: float, before: float, tell: Tell | None) -> Waited | None:
    """Take the writer's lock, for which `before` seconds went by already; None once it is there."""
    turn = Turn(db, seconds, before, tell)
    db.execute(f"PRAGMA busy_timeout = {min(STEP_MILLISECONDS, round(seconds * 1000))}")
    while True:
        try:
            db.execute("BEGIN IMMEDIATE")
            return None
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
        if in_vain := turn.over():
            return in_vain


def log_of(db: Held) -> tuple[int, int]:
    """What others write: each commit gives the log another time."""
    state = state_of(db.log)
    return (0, 0) if state is None else (state.st_mtime_ns, state.st_size)


def holder(index: str) -> str | None:
    """The command of amcli that holds the lock in a book's `-shm`, with its process; None where it is another
    program, or where the system doesn't tell (all but Linux)."""
    try:
        number = str(os.stat(index).st_ino)
        with open("/proc/locks", encoding="ascii") as locks:
            processes = [process for line in locks for process in writers(line.split(), number)]
    except (OSError, ValueError):
        return None
    return next((found for each in processes if (found := command_of(each, index))), None)


def writers(words: list[str], number: str) -> list[str]:
    """The process of a line of the system's table of locks, where it holds the writer's lock in a file of
    this number: `7: POSIX ADVISORY WRITE 4711 08:01:1234 120 120`."""
    if len(words) != 8 or words[1] != "POSIX" or words[3] != "WRITE":
        return []  # with an arrow behind its number it only waits
    process, place, first, last = words[4:]
    holds = int(first) <= WRITER and (last == "EOF" or int(last) >= WRITER)
    return [process] if holds and place.rpartition(":")[2] == number else []


def command_of(process: str, index: str) -> str | None:
    """What a process of amcli runs, as `am import (process 4711)`. The numbers of files repeat on other
    disks, so the process must have this one open."""
    try:
        folder = f"/proc/{process}/fd"
        if not any(os.readlink(f"{folder}/{each}") == index for each in os.listdir(folder)):
            return None
        with open(f"/proc/{process}/cmdline", encoding="utf-8", errors="replace") as line:
            words = line.read().split("\0")[:-1]
    except OSError:  # it has ended, or is another person's
        return None
    return f"{shown(command(rest))} (process {process})" if (rest := after_am(words)) is not None else None


def after_am(words: list[str]) -> list[str] | None:
    """What was typed after `am`; None for another program's line."""
    for at, word in enumerate(words[:3]):
        if os.path.basename(word) in ("am", "amcli") and (at == 0 or words[at - 1] in ("-m", words[0])):
            return words[at + 1 :]
    return None


def command(words: list[str]) -> str:
    """The name of a command alone: what it is about may be in confidence."""
    names: list[str] = []
    rest = iter(words)
    for word in rest:
        if word in WITH_VALUE:
            next(rest, None)
        elif not word.startswith("-"):
            names.append(word)
            if len(names) == 2 or word not in NOUNS:
                break
    return " ".join(["am", *names])
