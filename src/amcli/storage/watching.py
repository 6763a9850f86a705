"""Whether a book was changed by anybody, for what shows it for a long time. Nothing is locked for it, and
nothing read but a number that SQLite keeps."""

import sqlite3
from contextlib import suppress

from amcli.errors import BookUnavailable
from amcli.hints import TYPE_CHECKING
from amcli.storage.connection import connect
from amcli.storage.failures import explained
from amcli.storage.held import Held
from amcli.storage.opening import look_at

if TYPE_CHECKING:
    from amcli.files import Place


class Watch:
    """A connection that asks, again and again, whether others have written to the book. It belongs to the
    thread that looks."""

    def __init__(self, path: "Place") -> None:
        self.path = path
        self.db: Held | None = None
        self.times = 0  # how often a file was opened

    def look(self) -> tuple[int, int]:
        """What is another value as soon as anybody has committed a change, or put another file in the place
        of the book. Raises BookUnavailable."""
        try:
            if self.db is None or self.db.change():
                self.open()
            assert self.db is not None
            (version,) = self.db.execute("PRAGMA data_version").fetchone()
        except sqlite3.Error as error:
            self.close()
            raise explained(error, self.path) from error
        except OSError as error:
            self.close()
            raise BookUnavailable(f"the book can't be read: {error.strerror}.") from error
        return self.times, version

    def open(self) -> None:
        """Watch the file that is there now."""
        self.close()
        look_at(self.path)
        self.db, self.times = connect(self.path), self.times + 1
        self.db.note()

    def close(self) -> None:
        """Watch nothing."""
        if self.db is not None:
            with suppress(sqlite3.Error):
                self.db.close()
            self.db = None
