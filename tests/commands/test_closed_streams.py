"""Standard streams that are closed, or a disk that is full: a clear line and no harm to the book."""

import errno
import io
import os
import subprocess

import pytest

from amcli.__main__ import run_app
from tests.forkserver import LONGEST
from tests.support import PROGRAM, TODAY, Cli


class FullDisk(io.StringIO):
    """Standard output on a disk that is full."""

    def write(self, text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["today"], "the output can't be written: No space left on device."),
        (
            ["log", "acme", "x"],
            "the output can't be written: No space left on device; the change is in the book.",
        ),
    ],
    ids=["a report", "a change"],
)
def test_output_that_cannot_be_written_is_one_line(office: Cli, argv: list[str], said: str) -> None:
    err = io.StringIO()
    assert run_app(argv, office.environ(TODAY), io.StringIO(), FullDisk(), err) == 1
    assert err.getvalue().replace("\n    ", " ") == f"am: {said}\n"
    assert len(office.json("interaction", "list", "acme")) == (2 if argv[0] == "log" else 1)


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_is_no_fault(office: Cli, closed: str) -> None:
    environ = {**os.environ, **office.environ(TODAY)}
    for argv, code in ((["log", "acme", "x"], 0), (["log", "acme"], 2), (["risks", "-o", "json"], 0)):
        found = subprocess.run(
            ["sh", "-c", f'exec "$0" "$@" {closed}', PROGRAM, *argv],
            env=environ, capture_output=True, text=True, timeout=LONGEST, check=False,
        )  # fmt: skip
        assert (found.returncode, "unforeseen" in found.stderr, "Traceback" in found.stderr) == (
            code, False, False,
        ), found  # fmt: skip
