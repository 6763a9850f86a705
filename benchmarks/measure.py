"""Measures whole processes, interleaved: the CPU each took, how long it lasted, the most memory it held.

A process is started, its output read to the end, and waited for. What the figures are compared
with is not here: that is `table`.
"""

import fcntl
import os
import pty
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median
from typing import IO, NamedTuple

BARE = "python -c pass"
COLUMNS, LINES = 120, 40
MAXRSS_UNIT = 1 if os.uname().sysname == "Darwin" else 1024  # bytes there, KiB elsewhere
BETWEEN = 4  # a bare interpreter before every so many others


class Command(NamedTuple):
    """A process to measure; `prepare` runs before it, is not measured, and gives further words of its line.

    On a terminal it draws on a pseudo-terminal of 120 by 40, otherwise it writes to a pipe.
    """

    argv: Sequence[str]
    environ: Mapping[str, str]
    terminal: bool = False
    exits: Sequence[int] = (0,)
    prepare: Callable[[], Sequence[str]] | None = None


class Measure(NamedTuple):
    """One line of the table is measured with this: our command, that of another commit, and in which rounds:
    every one, every fifth."""

    ours: Command
    theirs: Command | None = None
    every: int = 1


class Sample(NamedTuple):
    """One process: seconds of CPU (its own and the system's for it) and from its start to its end, the most
    memory it held in bytes, and what it wrote, in lines and in bytes.

    The system counts the moment before the process becomes the program, so no memory is below what
    this harness itself holds (25 to 35 MB): it must stay small.
    """

    cpu: float
    wall: float
    peak: int
    lines: int
    size: int


class Samples(list[Sample]):
    """All samples of one command."""

    @property
    def cpu(self) -> float:
        """The median."""
        return median(sample.cpu for sample in self)

    @property
    def wall(self) -> float:
        """The median."""
        return median(sample.wall for sample in self)

    @property
    def peak(self) -> int:
        """The most of any."""
        return max(sample.peak for sample in self)

    @property
    def lines(self) -> int:
        """Those of the last."""
        return self[-1].lines


class Run(NamedTuple):
    """What was measured, by name, of ours and of another commit."""

    ours: dict[str, Samples]
    theirs: dict[str, Samples]

    def share(self, name: str) -> float | None:
        """Our CPU by theirs, median of the rounds: the two ran one after the other each time, so a
        busy moment meets both."""
        pairs = zip(self.ours[name], self.theirs.get(name, ()), strict=False)
        shares = [ours.cpu / theirs.cpu for ours, theirs in pairs]
        return median(shares) if shares else None


class FailedError(Exception):
    """A measured command failed; its figure would mean nothing."""


def interleaved(measures: Mapping[str, Measure], bare: Command, rounds: int) -> Run:
    """Run everything once a round, from another place on each time, so that drift meets all alike: ours and
    theirs one after the other, in turn. A round before the first is not counted: it fills the caches, and
    shows which commands another commit doesn't have."""
    run = Run({name: Samples() for name in (BARE, *measures)}, {})
    known = {name: known_by_both(name, measure) for name, measure in measures.items()}
    run.theirs.update({name: Samples() for name, measure in known.items() if measure.theirs})
    for number in range(rounds):
        due = [name for name, measure in known.items() if number % measure.every == 0]
        for place, name in enumerate(turned(due, number, rounds)):
            if place % BETWEEN == 0:
                run.ours[BARE].append(once(BARE, bare))
            both(run, name, known[name], theirs_first=number // known[name].every % 2 == 1)
    return run


def turned(names: Sequence[str], number: int, rounds: int) -> Iterator[str]:
    """The names from another one on in each round."""
    start = number * len(names) // rounds if names else 0
    yield from (*names[start:], *names[:start])


def both(run: Run, name: str, measure: Measure, *, theirs_first: bool) -> None:
    """Measure a line once, of both programs."""
    sides = [(run.ours, measure.ours)]
    if measure.theirs:
        sides.insert(0 if theirs_first else 1, (run.theirs, measure.theirs))
    for samples, command in sides:
        samples[name].append(once(name, command))


def known_by_both(name: str, measure: Measure) -> Measure:
    """Run each once; without theirs where it fails or has nothing to say."""
    ours = once(name, measure.ours)
    if measure.theirs is None:
        return measure
    try:
        silent = once(name, measure.theirs).size == 0
    except FailedError:
        return measure._replace(theirs=None)
    return measure._replace(theirs=None) if silent and ours.size else measure


def once(name: str, command: Command) -> Sample:
    """Run one process to its end. Raises FailedError when it exits with another code than it should."""
    if command.prepare:
        command = command._replace(argv=[*command.argv, *command.prepare()])
    return on_terminal(name, command) if command.terminal else in_pipe(name, command)


def in_pipe(name: str, command: Command) -> Sample:
    """Standard output is a pipe that is read and thrown away."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command.argv,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=dict(command.environ),
    )
    assert process.stdout is not None
    with process.stdout as stream:
        return finished(name, command, process, started, stream)


def on_terminal(name: str, command: Command) -> Sample:
    """Standard input, output and error are a terminal."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    started = time.perf_counter()
    process = subprocess.Popen(
        command.argv,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=dict(command.environ),
        start_new_session=True,
    )
    os.close(theirs)
    with open(ours, "rb", buffering=0) as stream:
        return finished(name, command, process, started, stream)


def finished(
    name: str, command: Command, process: subprocess.Popen[bytes], started: float, stream: IO[bytes]
) -> Sample:
    """Read to the end, wait for the process and take its figures, those of its pager included."""
    lines, size, last = said(stream)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in command.exits:
        words = last.decode("utf-8", "replace").strip()
        raise FailedError(f"{name}: exit {process.returncode}\n{words}")
    return Sample(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * MAXRSS_UNIT, lines, size)


def said(stream: IO[bytes]) -> tuple[int, int, bytes]:
    """Lines, bytes, and the last of them. A terminal ends with an error on Linux."""
    lines = size = 0
    last = b""
    while True:
        try:
            block = stream.read(65_536)
        except OSError:
            return lines, size, last
        if not block:
            return lines, size, last
        lines, size, last = lines + block.count(b"\n"), size + len(block), (last + block)[-2000:]
