"""Runs the real program the way a person does: in a pipe, or on a terminal of 80 columns.

Everything around it is fixed: the day, the home directory, the time zone, no colour. For the
examples of the documents and the screen of the README; not for tests of single functions.
"""

import fcntl
import gzip
import os
import pty
import struct
import subprocess
import sysconfig
import termios
from pathlib import Path

TODAY = "2026-03-02"
COLUMNS, LINES = 80, 50
SECONDS = 120
OLDER = Path(__file__).parent.parent / "tests/upgrade/book_0_1_0.db.gz"


def environment(home: Path, **more: str) -> dict[str, str]:
    """Variables of a run in `home`: nothing of the caller's but the way to the programs."""
    scripts = sysconfig.get_path("scripts")
    return {
        "PATH": f"{scripts}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / ".local/share"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_STATE_HOME": str(home / ".local/state"),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "xterm-256color",
        "NO_COLOR": "1",
        "COLUMNS": str(COLUMNS),
        "LINES": str(LINES),
        "AMCLI_TODAY": TODAY,
        **more,
    }


def demo_book(home: Path) -> dict[str, str]:
    """Make the sample book in `home`, unless it is there; gives the variables that open it."""
    book = home / "demo.db"
    if not book.exists():
        subprocess.run(
            ["am", "demo", str(book)],
            env=environment(home),
            cwd=home,
            check=True,
            capture_output=True,
            timeout=SECONDS,
        )
    return {"AMCLI_BOOK": str(book), "AMCLI_CONFIG": str(book.with_suffix(".toml"))}


def older_book(home: Path) -> None:
    """Put a book that 0.1.0 wrote where a book is looked for."""
    book = home / ".local/share/amcli/book.db"
    book.parent.mkdir(parents=True, mode=0o700)
    book.write_bytes(gzip.decompress(OLDER.read_bytes()))
    book.chmod(0o600)


def in_pipe(command: str, variables: dict[str, str], folder: Path) -> str:
    """What a shell command writes to both streams, in their order."""
    done = subprocess.run(
        ["sh", "-c", command],
        env=variables,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=SECONDS,
        check=False,
    )
    return done.stdout.decode("utf-8")


def on_screen(command: str, variables: dict[str, str], folder: Path) -> str:
    """What a shell command draws on a terminal that nobody types into."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    process = subprocess.Popen(
        ["sh", "-c", command],
        env=variables,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    drawn = bytearray()
    try:
        while chunk := read_some(ours):
            drawn += chunk
        process.wait(timeout=SECONDS)
    finally:
        os.close(ours)
        process.kill()
        process.wait()
    return drawn.decode("utf-8").replace("\r\n", "\n")


def read_some(descriptor: int) -> bytes:
    """The next bytes of a terminal; none once the other end is closed (an error on Linux)."""
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""
