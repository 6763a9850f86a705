"""The file that a connection opened, and whether the path of the book still leads to it.

A program that replaces the file of an open book (by a rename, by a new one under its name, by writing over
it) leaves the connection with the old one, while what SQLite keeps beside it, `-wal` and `-shm`, is found by
name and belongs from then on to whoever opens the new one. So a connection to a file that isn't the book any
more writes nothing, moves nothing from its log into a file, and isn't closed: what closing does to the log
under that name need not be found out. The end of the process does nothing to it.

The file is known by the system's number of it. It is never opened a second time but by SQLite (`is_held`):
closing it again would drop the locks of this process on it, and then another one that closes the book takes
itself for the last and deletes the log in which this one goes on reading and writing. A file that was written
over keeps its number, but then it has another time or size, although nobody committed anything by SQLite and
its log is empty.
"""

import os
import sqlite3

from amcli.files import is_file, state_of
from amcli.hints import TYPE_CHECKING, NamedTuple, suppress

if TYPE_CHECKING:
    from amcli.files import Place

GONE, REPLACED, REWRITTEN = "moved or deleted", "replaced", "overwritten"
# Connections to files that aren't the book any more: the end of the process ends them.
left_open: list[sqlite3.Connection] = []
# The files that connections of this process have open, each as often as it is; by threads, too.
held: list[tuple[int, int] | None] = []


class Seen(NamedTuple):
    """A file when it was last looked at: what others had committed and this connection had changed, whether
    within a transaction, the file's bytes and time, whether its log held nothing that may be moved into
    it."""

    version: int
    own: int
    within: bool
    size: int
    time: int
    settled: bool

    def explains(self, now: "Seen") -> bool:
        """Whether SQLite may have written to the file since."""
        own = self.own != now.own and not (self.within and now.within)
        return own or not self.settled or self.version != now.version


class Held(sqlite3.Connection):
    """A connection that knows which file it opened."""

    path: "Place"
    log: str
    index: str
    number: tuple[int, int] | None
    seen: Seen | None
    changed: str | None
    ended: bool

    def hold(self, path: "Place", state: os.stat_result | None) -> None:
        """Take the file at a path for the one that was opened, by what it was just before."""
        real = os.path.realpath(path)
        self.path, self.log, self.index = path, f"{real}-wal", f"{real}-shm"
        self.number = number_of(state)
        held.append(self.number)
        self.seen = self.changed = None
        self.ended = False

    def note(self) -> None:
        """Remember the file as it is: all that was written to it until now was written by SQLite. A file that
        nobody else has, as a draft, needs none of it."""
        with suppress(OSError, sqlite3.Error):
            self.seen = self.look()

    def look(self) -> Seen:
        """The file as it is now. A commit goes into the log, from there into the file, and then out of the
        log: looked at in this order, nothing is under way where the log is empty."""
        (version,) = self.cursor().execute("PRAGMA data_version").fetchone()
        log = state_of(self.log)
        settled = log is None or log.st_size == 0
        state = os.stat(self.path)
        return Seen(
            version, self.total_changes, self.in_transaction, state.st_size, state.st_mtime_ns, settled
        )

    def change(self) -> str | None:
        """What another program did to the book's file since it was opened; None where it is still that
        one."""
        self.changed = self.changed or self.changed_now()
        return self.changed

    def changed_now(self) -> str | None:
        try:
            state = state_of(self.path)
        except OSError:
            return GONE
        if state is None or not is_file(state):
            return GONE
        if number_of(state) != self.number:
            return REPLACED
        before = self.seen
        if before is None:
            return None
        same = (before.size, before.time) == (state.st_size, state.st_mtime_ns)
        try:
            self.seen = self.look()  # after the file: what wrote to it was committed before
        except (OSError, sqlite3.Error):
            return None if same else REWRITTEN
        return None if same or before.explains(self.seen) else REWRITTEN

    def close(self) -> None:
        """Let go of the file, with nothing left in its log where no other process is in the way of that."""
        if self.ended:
            return
        self.ended = True
        if self.change():
            left_open.append(self)  # nothing is read or written by it any more: it needs no lock
            held.remove(self.number)
            return
        if self.total_changes and not self.in_transaction:
            with suppress(sqlite3.Error):
                self.execute("PRAGMA busy_timeout = 0")
                self.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        super().close()
        held.remove(self.number)


def is_held(state: os.stat_result | None) -> bool:
    """Whether a connection of this process has a file open: SQLite alone may open it then."""
    return state is not None and number_of(state) in held


def number_of(state: os.stat_result | None) -> tuple[int, int] | None:
    """By what the system knows a file, whatever its name; None where there is none."""
    return None if state is None else (state.st_dev, state.st_ino)
