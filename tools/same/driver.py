"""Runs many command lines with the `am` of one environment: a fork for each, of a process that has it loaded.

    ENVIRONMENT/bin/python driver.py HOME JOBS ANSWERS

The standard library and `amcli.__main__.main` are all it knows, so that it runs with any version. Each line
has a folder of its own, which is its home, too. Clock, process number and random words stand still.
"""

import fcntl
import gc
import importlib
import io
import json
import os
import pkgutil
import pty
import re
import select
import shutil
import signal
import sqlite3
import struct
import sys
import termios
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

STILL_NS = 1_772_442_000_000_000_000  # 2 March 2026, 09:00 UTC
LONGEST_SECONDS = 300  # of a busy machine
NUMBERED = re.compile(r"pts-\d+")
SQLITE = b"SQLite format 3\0"
# Tables that may differ between two versions of a book, and the index, of which the words are compared.
LEFT_OUT = ("alembic_version", "sqlite_", "search_", "search")
Dump = dict[str, list[str]]


class Desk:
    """The folder in which one line runs after the other, with the book that they are about."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state: Any = None
        self.first: dict[str, Dump] = {}

    def prepare(self, job: dict[str, Any]) -> None:
        """Lay out book and files anew, unless the line before left behind what this one needs."""
        wanted = (job["book"], job["files"], job["today"])
        # What the list last shown stands for is kept by terminal, whose number the machine chooses.
        shutil.rmtree(self.folder / ".local", ignore_errors=True)
        if self.state != wanted or not job["keep"]:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir()
            for name, source in {**job["files"], **job["book"]}.items():
                shutil.copyfile(source, self.folder / name)
            self.state = wanted if job["keep"] else None

    def changes(self, job: dict[str, Any]) -> dict[str, str]:
        """Every file that is there after a line and is no copy of what was there before: a text as it is, a
        book by the rows that came and went."""
        found = {}
        for path in sorted(each for each in self.folder.rglob("*") if each.is_file()):
            name = NUMBERED.sub("pts", str(path.relative_to(self.folder)))
            source = job["files"].get(name) or job["book"].get(name)
            content = path.read_bytes()
            if content[:16] == SQLITE:
                found[name] = "\n".join(difference(self.before(source), dump(path)))
            elif source is None or content != Path(source).read_bytes():
                found[name] = content.decode("utf-8", "backslashreplace")
        return found

    def before(self, source: str | None) -> Dump:
        """What a book held from which a line began."""
        if source is None:
            return {}
        if source not in self.first:
            self.first[source] = dump(Path(source))
        return self.first[source]


def dump(path: Path) -> Dump:
    """The rows of all tables as text; the index by every word and its place."""
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        names = [
            row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")
        ]
        found = {name: rows(db, f'SELECT rowid, * FROM "{name}" ORDER BY 1')
                 for name in names if not name.startswith(LEFT_OUT)}  # fmt: skip
        if "search" in names:
            db.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance)")
            found["words"] = rows(db, "SELECT * FROM temp.words ORDER BY 1, 2, 3, 4")
        return found
    finally:
        db.close()


def rows(db: sqlite3.Connection, query: str) -> list[str]:
    """Each row as text."""
    return [repr(row) for row in db.execute(query)]


def difference(before: Dump, after: Dump) -> Iterator[str]:
    """What came and what went, by table."""
    for name in sorted({*before, *after}):
        old, new = before.get(name, []), after.get(name, [])
        if name not in after:
            yield f"- {name}"
        elif old != new:
            there, here = set(old), set(new)
            yield from (f"- {name} {row}" for row in old if row not in here)
            yield from (f"+ {name} {row}" for row in new if row not in there)


def warm() -> None:
    """Load all of the program, as each line would load a part of it, and hold the clock."""
    import amcli.__main__

    for module in pkgutil.walk_packages(amcli.__path__, "amcli."):
        if ".migrations" not in module.name and module.name != "amcli.__main__":
            try:
                importlib.import_module(module.name)
            except Exception:  # the line that needs it will say so itself
                continue
    import secrets

    time.time_ns = lambda: STILL_NS
    time.time = lambda: STILL_NS / 1e9
    secrets.token_hex = lambda nbytes=None: "5a" * (nbytes or 32)
    os.getpid = lambda: 4242
    gc.collect()
    gc.freeze()


def environment(job: dict[str, Any], folder: Path) -> dict[str, str]:
    """The variables of a line."""
    found = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "PAGER": "cat",
             "TERM": "xterm-256color", "EDITOR": "true", "TMPDIR": str(folder), "SHELL": "/bin/bash",
             "AMCLI_BOOK": str(folder / "book.db"), "AMCLI_CONFIG": str(folder / "config.toml"),
             "AMCLI_LOG_DIR": str(folder / "logs"), "AMCLI_TODAY": job["today"]}  # fmt: skip
    return found if job["colour"] else found | {"NO_COLOR": "1"}


def streams() -> None:
    """Python's own streams over the new descriptors."""
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, "r", closefd=False)), encoding="utf-8")
    for number, name, errors in ((1, "stdout", "strict"), (2, "stderr", "backslashreplace")):
        raw = io.BufferedWriter(io.FileIO(number, "w", closefd=False))
        line = os.isatty(number) or number == 2
        setattr(sys, name, io.TextIOWrapper(raw, encoding="utf-8", errors=errors, line_buffering=line))


def become(
    argv: list[str], environ: dict[str, str], folder: Path, descriptors: tuple[int, int, int]
) -> NoReturn:
    """In the child: be `am` with these arguments."""
    try:
        os.setsid()
        for number, descriptor in enumerate(descriptors):
            os.dup2(descriptor, number)
        if os.isatty(0):
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.environ.clear()
        os.environ.update(environ)
        time.tzset()
        time.monotonic = lambda: 0.0  # nothing takes long, so that no progress is shown on a busy machine
        os.chdir(folder)
        streams()
        sys.argv = ["am", *argv]
        from amcli.__main__ import main

        main()
    except SystemExit as error:
        sys.stdout.flush()
        os._exit(error.code if isinstance(error.code, int) else 0)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(99)
    os._exit(0)


def in_pipe(argv: list[str], stdin: str, environ: dict[str, str], folder: Path, scratch: Path) -> list[Any]:
    """A line whose streams are files: what it wrote to both, and its code."""
    places = [scratch / name for name in ("in", "out", "err")]
    places[0].write_bytes(stdin.encode("utf-8", "surrogateescape"))
    modes = (os.O_RDONLY, *[os.O_WRONLY | os.O_CREAT | os.O_TRUNC] * 2)
    opened = [os.open(place, mode, 0o600) for place, mode in zip(places, modes, strict=True)]
    child = os.fork()
    if child == 0:
        become(argv, environ, folder, (opened[0], opened[1], opened[2]))
    for descriptor in opened:
        os.close(descriptor)
    code = ended(child)
    return [places[1].read_bytes(), places[2].read_bytes(), code]


def ended(child: int) -> int:
    """The exit code of a child, which is killed where it takes too long."""
    until = time.monotonic() + LONGEST_SECONDS
    pause = 0.0005
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(pause)
        pause = min(pause * 1.5, 0.01)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Terminal:
    """A terminal that shows no key typed, for the steps of a job one after the other."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.ours, theirs = pty.openpty()
        self.name = os.ttyname(theirs)
        os.close(theirs)

    def run(self, argv: list[str], typed: str, environ: dict[str, str], folder: Path) -> list[Any]:
        """A line: one screen for both streams, and the code."""
        theirs = self.opened()
        os.write(self.ours, (typed + "\x04" * 20).encode())
        child = os.fork()
        if child == 0:
            os.close(self.ours)
            become(argv, environ, folder, (theirs, theirs, theirs))
        os.close(theirs)
        return [shown(self.ours), b"", ended(child)]

    def opened(self) -> int:
        """The end for a line, as if new: nothing typed yet, and what is typed isn't shown."""
        theirs = os.open(self.name, os.O_RDWR | os.O_NOCTTY)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 2000, self.columns, 0, 0))
        kept = termios.tcgetattr(theirs)
        kept[3] &= ~termios.ECHO
        termios.tcsetattr(theirs, termios.TCSAFLUSH, kept)
        return theirs

    def close(self) -> None:
        """Give it back."""
        os.close(self.ours)


def shown(terminal: int) -> bytes:
    """Everything that a terminal showed, to its end or to the longest wait."""
    found = b""
    until = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < until:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # how Linux says that nobody is there any more
            return found
        if not piece:
            return found
        found += piece
    return found


def answer(job: dict[str, Any], desk: Desk, scratch: Path) -> dict[str, Any]:
    """Run the steps of a job, one after the other on one desk; give what they wrote and what they left."""
    desk.prepare(job)
    environ = environment(job, desk.folder)
    steps = []
    terminal = Terminal(job["columns"]) if job["columns"] else None
    for argv, stdin in job["steps"]:
        if terminal:
            found = terminal.run(argv, stdin, environ, desk.folder)
        else:
            found = in_pipe(argv, stdin, environ, desk.folder, scratch)
        steps.append([*(text.decode("utf-8", "backslashreplace") for text in found[:2]), found[2]])
    if terminal:
        terminal.close()
    if job["take"]:
        shutil.copyfile(desk.folder / "book.db", scratch / job["take"])
    return {"steps": steps, "left": desk.changes(job) if job["dump"] else {}}


def main() -> None:
    """Answer all jobs, a line of JSON each."""
    home, jobs, answers = (Path(argument) for argument in sys.argv[1:4])
    home.mkdir(exist_ok=True)
    desk = Desk(home / "desk")
    warm()
    with jobs.open(encoding="utf-8") as asked, answers.open("w", encoding="utf-8") as said:
        for line in asked:
            said.write(json.dumps(answer(json.loads(line), desk, home)) + "\n")
            said.flush()


if __name__ == "__main__":
    main()
