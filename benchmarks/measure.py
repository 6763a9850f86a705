"""Times whole processes, interleaved, and keeps the most memory each one held.

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
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import IO, NamedTuple

BARE = "python -c pass"
COLUMNS, LINES = 120, 40
MAXRSS_UNIT = 1 if os.uname().sysname == "Darwin" else 1024  # bytes there, KiB elsewhere


class Case(NamedTuple):
    """A command line to measure; `prepare` runs before each process and is not timed.

    On a terminal it draws on a pseudo-terminal of 120 by 40, otherwise it writes to a pipe.
    """

    name: str
    argv: Sequence[str]
    environ: Mapping[str, str]
    terminal: bool = False
    prepare: Callable[[], None] | None = None


class Sample(NamedTuple):
    """One process: seconds from its start to its end, and the most memory it held, in bytes.

    The system counts the moment before the process becomes the program, so no figure is below what
    this harness itself holds (some 20 MB): it must stay small.
    """

    seconds: float
    peak: int


class Measured(NamedTuple):
    """All samples of one case."""

    samples: Sequence[Sample]

    @property
    def seconds(self) -> float:
        """The median."""
        return median(sample.seconds for sample in self.samples)

    @property
    def peak(self) -> int:
        """The most memory of any sample, in bytes."""
        return max(sample.peak for sample in self.samples)


class FailedError(Exception):
    """A measured command failed; its figure would mean nothing."""


def interleaved(cases: Sequence[Case], rounds: int) -> dict[str, Measured]:
    """Run every case once a round, from another one on each time, so that drift meets all alike.

    A case may stand in the list several times. One round before the first is not counted: it fills
    the caches.
    """
    samples: dict[str, list[Sample]] = {case.name: [] for case in cases}
    for case in cases:
        once(case)
    for number in range(rounds):
        start = number * max(1, len(cases) // max(1, rounds)) % len(cases)
        for case in (*cases[start:], *cases[:start]):
            samples[case.name].append(once(case))
    return {name: Measured(found) for name, found in samples.items()}


def once(case: Case) -> Sample:
    """Run one process to its end. Raises FailedError when it does not exit with 0."""
    if case.prepare:
        case.prepare()
    return on_terminal(case) if case.terminal else in_pipe(case)


def in_pipe(case: Case) -> Sample:
    """Standard output is a pipe that is read and thrown away."""
    started = time.perf_counter()
    process = subprocess.Popen(
        case.argv,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=dict(case.environ),
    )
    assert process.stdout is not None
    with process.stdout as stream:
        return finished(case, process, started, last_words(stream))


def on_terminal(case: Case) -> Sample:
    """Standard input, output and error are a terminal."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    started = time.perf_counter()
    process = subprocess.Popen(
        case.argv,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={"PAGER": "cat", **case.environ},  # nobody turns pages there
        start_new_session=True,
    )
    os.close(theirs)
    with open(ours, "rb", buffering=0) as stream:
        return finished(case, process, started, last_words(stream))


def last_words(stream: IO[bytes]) -> bytes:
    """Read a stream to its end; gives its last bytes. A terminal ends with an error on Linux."""
    kept = b""
    while True:
        try:
            block = stream.read(65_536)
        except OSError:
            return kept
        if not block:
            return kept
        kept = (kept + block)[-2000:]


def finished(case: Case, process: subprocess.Popen[bytes], started: float, said: bytes) -> Sample:
    """Wait for a process and take its figures."""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        words = said.decode("utf-8", "replace").strip()
        raise FailedError(f"{case.name}: exit {process.returncode}\n{words}")
    return Sample(seconds, usage.ru_maxrss * MAXRSS_UNIT)
