"""`python -m benchmarks.screen`: what `am ui` costs, on a pseudo-terminal, beside an empty app of the same
library and the commands that its keys run. It measures the program of this environment, with the extra `ui`.
"""

import argparse
import fcntl
import json
import os
import pty
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.books import PLACE, RECIPES, settle
from benchmarks.installed import environment, quietly

ROWS, COLUMNS = 34, 120
AM = Path(sys.executable).with_name("am")
REPEAT = 1 / 30  # seconds between two of a key that is held down
TICKS = os.sysconf("SC_CLK_TCK")
PAINTED = rb"1 of (\d+)"
EMPTY = """
from textual.app import App
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input
from rich.segment import Segment

class Lines(ScrollView, can_focus=False):
    DEFAULT_CSS = "Lines { height: 1; }"
    def render_line(self, y):
        return Strip([Segment("1 of 1")])

class Empty(App):
    def compose(self):
        yield from (Lines() for _ in range(9))
        yield Input()

Empty(ansi_color=True).run()
"""


# Presses a key at the last line of the screen and prints the seconds until its list is another one.
KEYED = """
import asyncio, io, os, sys, time
from amcli.again import Told
from amcli.__main__ import run_app
from amcli.context import Run
from amcli.face.app import Face
from amcli.face.desk import Desk

async def main():
    run = Run(["ui"], dict(os.environ), io.StringIO(), Told(), io.StringIO())
    run.door = run_app
    app = Face(Desk(run), [])
    async with app.run_test(size=(120, 34)) as pilot:
        while not app.list.spots or app.desk.busy:
            await asyncio.sleep(0.01)
        app.list.move(len(app.list.spots) - 1)
        await asyncio.sleep(1)
        for key in sys.argv[1:]:
            before, began = app.list.texts, time.monotonic()
            app.simulate_key(key)
            while app.list.texts is before:
                await asyncio.sleep(0.002)
            print(time.monotonic() - began)
            await asyncio.sleep(2)
    app.desk.close()

asyncio.run(main())
"""


class Line(NamedTuple):
    """A row of the table: what, its figure, the most that it may be, and the unit."""

    what: str
    figure: float
    limit: float
    unit: str


class Terminal:
    """A program on a pseudo-terminal, what it has written, and what it costs."""

    def __init__(self, argv: Sequence[str], environ: Mapping[str, str]) -> None:
        self.seen = b""
        self.started = time.monotonic()
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        environ = {**environ, "TERM": "xterm-256color"}
        streams = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
        self.process = subprocess.Popen(argv, env=environ, start_new_session=True, **streams)
        os.close(theirs)

    def until(self, pattern: bytes, seconds: float = 60) -> float:
        """The seconds until something is written that matches; what was written before counts no more."""
        began = time.monotonic()
        while not re.search(pattern, self.seen):
            if time.monotonic() - began > seconds:
                raise TimeoutError(f"{pattern!r} never came: {self.seen[-2000:]!r}")
            if select.select([self.ours], [], [], 0.5)[0]:
                self.seen += os.read(self.ours, 1 << 16)
        return time.monotonic() - began

    def press(self, keys: str) -> None:
        """Press keys; what is awaited after that is written after that."""
        self.quiet()
        os.write(self.ours, keys.encode())

    def quiet(self, seconds: float = 0.3) -> None:
        """Read until nothing more comes."""
        while select.select([self.ours], [], [], seconds)[0]:
            os.read(self.ours, 1 << 16)
        self.seen = b""

    @property
    def cpu(self) -> float:
        """Seconds of CPU until now."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    @property
    def peak(self) -> float:
        """The most memory in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+)", status)
        return int(found[1]) * 1024 / 1e6 if found else 0

    @property
    def children(self) -> str:
        """The processes that it started."""
        return Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()

    def end(self) -> None:
        """End it as a person would, or else at once."""
        os.write(self.ours, b"\x11q")
        try:
            while self.process.poll() is None:
                self.quiet(0.1)
        except OSError:
            self.process.wait(timeout=10)
        os.close(self.ours)


def painted(argv: Sequence[str], environ: Mapping[str, str]) -> tuple[float, Terminal]:
    """The CPU until a program has painted its first screen, and the program."""
    found = Terminal(argv, environ)
    found.until(PAINTED)
    return found.cpu, found


def command(environ: Mapping[str, str], *words: str) -> tuple[float, float]:
    """The CPU and the wall seconds of a command as a process of its own."""
    before, began = os.times(), time.monotonic()
    quietly([str(AM), *words], environ)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return cpu, time.monotonic() - began


def first_paint(environ: Mapping[str, str], rounds: int) -> list[Line]:
    """Of the screen, by an empty app and the morning as JSON, one after the other in each round."""
    shares = []
    for _ in range(rounds):
        ours, screen = painted([str(AM), "ui"], environ)
        screen.end()
        empty, app = painted([sys.executable, "-c", EMPTY], environ)
        app.end()
        shares.append(ours / (empty + 1.2 * command(environ, "today", "-o", "json")[0]))
    return [Line("first paint, by an empty app + 1.2 x am today -o json", median(shares), 1, "x")]


def changed_line(environ: Mapping[str, str], rounds: int) -> list[Line]:
    """From a key to the list that it changed, by the same command as a process; undoing it makes it new."""
    last = json.loads(quietly([str(AM), "today", "-o", "json"], environ))["actions"][-1]
    shares = []
    for _ in range(rounds):
        _, alone = command(environ, "snooze", last["ref"] or last["account"])
        command(environ, "undo")
        spent, _ = map(float, quietly([sys.executable, "-c", KEYED, "s", "u"], environ).split())
        shares.append(spent / alone)
    what = "from a key to the changed line, by the command as a process"
    return [Line(what, median(shares), 1.5, "x")]


def moved(environ: Mapping[str, str], _: int) -> list[Line]:
    """A key that is held down over 500 lines, then a minute of nothing."""
    _, screen = painted([str(AM), "ui"], environ)
    screen.quiet()
    begun = time.monotonic()
    for at in range(500):
        os.write(screen.ours, b"j")
        left = begun + (at + 1) * REPEAT - time.monotonic()
        if left > 0 and select.select([screen.ours], [], [], left)[0]:
            screen.seen += os.read(screen.ours, 1 << 16)
    lag = screen.until(rb"501 of \d+", 20)
    assert not screen.children, "a process was started"
    screen.quiet(2)
    before = screen.cpu
    time.sleep(60)
    idle = (screen.cpu - before) / 60 * 100
    found = [
        Line("the cursor behind a key held down over 500 lines", lag * 1000, 100, "ms"),
        Line("idle for a minute", idle, 0.5, "% of a core"),
        Line("memory", screen.peak, 80, "MB"),
    ]
    screen.end()
    return found


def make_book(home: Path) -> dict[str, str]:
    """A book of 1,000 accounts and 100,000 interactions."""
    environ = dict(environment(home))
    quietly([str(AM), "init", "--currency", "EUR"], environ)
    size, today = json.dumps(RECIPES["B"].size), time.strftime("%Y-%m-%d")
    quietly([sys.executable, "-m", "benchmarks.fill", str(home / PLACE), size, today])
    settle(home / PLACE)
    quietly([str(AM), "today", "-o", "json"], environ)
    return environ


def told(each: Line) -> str:
    """A row of the table."""
    said = "" if each.figure <= each.limit else "  MORE THAN IT MAY BE"
    return f"{each.what:<62} {each.figure:8.2f} {each.unit:<12} at most {each.limit:g}{said}"


def main() -> None:
    """Measure, and print the table; exit 1 where something costs more than it may."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.screen", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="amcli-screen-") as folder:
        environ = make_book(Path(folder))
        lines = []
        for made in (first_paint, changed_line, moved):
            lines += made(environ, given.rounds)
            print(*map(told, lines[-3 if made is moved else -1 :]), sep="\n", flush=True)
    sys.exit(any(each.figure > each.limit for each in lines))


if __name__ == "__main__":
    main()
