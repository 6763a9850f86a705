"""Many processes at once: writers with imports among them, a reader that adds up, a loop of backups; and all
at once on a book that nobody has opened."""

import json
import sqlite3
import threading
from pathlib import Path
from random import Random

from tests.profiles import is_nightly
from tests.torture.row import Attempt, Row
from tests.torture.world import World, faults, template

WRITERS, EACH, ROWS_IMPORTED, AT_ONCE = 8, 200, 3_000, 160
# In the short form; of what two writers do to one another nine writes of each, one an import, show as much.
FEW, NIGHTLY = (4, 9, 200), (4, 21, 200)
TOTALS = """SELECT (SELECT count(*) FROM interaction WHERE summary LIKE 'call %') AS calls,
(SELECT count(*) FROM task WHERE title LIKE 'after call %') AS tasks,
(SELECT count(*) FROM interaction WHERE summary LIKE 'row %') AS rows"""


class Crowd:
    """Writers, each with an account of its own, and those who look on."""

    def __init__(self, world: World, writers: int, each: int, rows: int, dice: Random) -> None:
        self.world, self.writers, self.each, self.rows = world, writers, each, rows
        self.seeds = [dice.random() for _ in range(writers)]
        self.done: dict[str, int] = {"calls": 0, "people": 0, "imports": 0, "tags": 0}
        self.wrong: list[str] = []
        self.turn = threading.Lock()
        self.over = threading.Event()

    def run(self) -> list[str]:
        """All at once, then what is in the book."""
        for at in range(self.writers):
            self.ok("account", "add", f"Firm {at}", "--code", f"w{at}")
            for number in range(self.each // 40 + 1):
                lines = "".join(
                    f"w{at},call,2026-01-{n % 28 + 1:02d},row {number} {n}\n" for n in range(self.rows)
                )
                path = self.world.folder / f"w{at}-{number}.csv"
                path.write_text(f"account,kind,on,summary\n{lines}")
        lookers = [threading.Thread(target=each) for each in (self.add_up, self.back_up)]
        writers = [threading.Thread(target=self.write, args=(at,)) for at in range(self.writers)]
        for each in (*lookers, *writers):
            each.start()
        for each in writers:
            each.join()
        self.over.set()
        for each in lookers:
            each.join()
        return self.wrong + faults(self.world.book) + self.lost()

    def ok(self, *argv: str) -> str:
        """A command that must succeed without a word of complaint."""
        found = self.world.am(*argv)
        if found.code != 0 or "Traceback" in found.err:
            with self.turn:
                self.wrong.append(f"refused: am {' '.join(argv)[:60]}: {found.code} {found.err[-200:]!r}")
        return found.out if found.code == 0 else ""

    def count(self, what: str) -> None:
        with self.turn:
            self.done[what] += 1

    def write(self, at: int) -> None:
        """One writer."""
        dice, code, imports = Random(self.seeds[at]), f"w{at}", 0
        amid = min(20, self.each // 2)
        for number in range(self.each):
            what = "import" if number % 40 == amid else dice.choice(("log", "log", "log", "contact", "tag"))
            if what == "import":
                if self.ok("import", str(self.world.folder / f"{code}-{imports}.csv"), "--yes"):
                    self.count("imports")
                imports += 1
            elif what == "log":
                name = f"call {at} {number}"
                if self.ok("log", code, name, "-n", f"after {name}"):
                    self.count("calls")
            elif what == "contact":
                if self.ok("contact", "add", code, f"Person {at} {number}"):
                    self.count("people")
            elif self.ok("account", "tag", code, f"t{number}"):
                self.count("tags")

    def add_up(self) -> None:
        """The reader: no call without its task, no half import, never less than before."""
        last = [0, 0]
        while not self.over.is_set():
            out = self.ok("sql", TOTALS, "-o", "json")
            if out:
                (row,) = json.loads(out)
                now = [row["calls"], row["rows"]]
                if (
                    row["calls"] != row["tasks"]
                    or row["rows"] % self.rows
                    or any(a < b for a, b in zip(now, last, strict=True))
                ):
                    self.wrong.append(f"inconsistent: {row} after {last}")
                last = now

    def back_up(self) -> None:
        """Backups without end, each of which is sound and of one moment."""
        while not self.over.is_set():
            out = self.ok("backup").strip()
            if out and (found := faults(Path(out))):
                self.wrong.append(f"the backup {Path(out).name}: {found}")
            self.over.wait(0.2)

    def lost(self) -> list[str]:
        """What was confirmed and isn't there."""
        db = sqlite3.connect(self.world.book)
        calls, tasks, rows = db.execute(TOTALS).fetchone()
        people = db.execute("SELECT count(*) FROM contact WHERE name LIKE 'Person %'").fetchone()[0]
        tags = db.execute(
            "SELECT count(*) FROM account, json_each(tags) WHERE code GLOB 'w[0-9]*'"
        ).fetchone()[0]
        db.close()
        held = {"calls": calls, "people": people, "imports": rows / self.rows, "tags": tags}
        wrong = [
            f"lost: {self.done[name]} {name} were confirmed, {held[name]} are there"
            for name in held
            if held[name] != self.done[name]
        ]
        return wrong + ([f"{tasks} tasks for {calls} calls"] if tasks != calls else [])


def begin_writers(folder: Path, short: bool) -> Attempt:
    """Everything at once."""

    def attempt(number: int, dice: Random) -> list[str]:
        world = template().copy(folder / "now")
        size = (NIGHTLY if is_nightly() else FEW) if short else (WRITERS, EACH, ROWS_IMPORTED)
        return Crowd(world, *size, dice).run()

    return attempt


def begin_at_once(folder: Path, short: bool) -> Attempt:
    """So many processes on a book that has no log yet: nobody has opened it."""
    many = 40 if short else AT_ONCE

    def attempt(number: int, dice: Random) -> list[str]:
        world = template().copy(folder / "now")
        unopened(world.book)
        wrong: list[str] = []
        lines = (["log", "acme", f"call {at}", "-n", f"after call {at}"] for at in range(many))
        every = [world.start(line, whole=not short) for line in lines]
        for each in every:
            out, err = each.communicate()
            said = [line for line in err.splitlines() if b"waiting for " not in line]
            if each.returncode or said or not out.strip():
                wrong.append(f"refused: {each.returncode} {err!r}")
        db = sqlite3.connect(world.book)
        calls, tasks, _ = db.execute(TOTALS).fetchone()
        db.close()
        if (calls, tasks) != (many, many):
            wrong.append(f"lost: {calls} calls and {tasks} tasks of {many}")
        return wrong + faults(world.book)

    return attempt


def unopened(book: Path) -> None:
    """Let a book be as one that was copied from elsewhere, or restored: without a write-ahead log."""
    db = sqlite3.connect(book)
    db.execute("PRAGMA journal_mode = DELETE").fetchone()
    db.close()


ROWS = (
    Row("writers",
        f"{WRITERS} writers x {EACH} mixed writes with imports of {ROWS_IMPORTED:,} rows, a reader, backups",
        WRITERS * EACH, 1, begin_writers, WRITERS * EACH),
    Row("at-once", f"{AT_ONCE} processes at once on a book that nobody has opened", AT_ONCE, 1, begin_at_once,
        AT_ONCE),
)  # fmt: skip
