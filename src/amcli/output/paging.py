"""The pager: what is longer than a person's screen, read a screen at a time and made as far as it is read.

The program is the one that PAGER names, or less where it is; in a pipe, where the text fits, and with the
setting `output.pager` off, text is simply written.
"""

import io
import os
import sys
from collections.abc import Iterator

from amcli.errors import AmcliError
from amcli.hints import TYPE_CHECKING, Any, TextIO, contextmanager, suppress

if TYPE_CHECKING:
    from subprocess import Popen

    from amcli.context import Run

# With less, where nothing else was said: colours as they are, and no pager for what fits after all.
LESS = "FRX"
FOR_A_SHELL = frozenset("|&;<>()$`\\\"'*?[#~=%")
NO_PAGERS = ("", "cat")
NO_SCREENS = ("dumb", "emacs")


class Paged(io.TextIOBase):
    """A terminal whose text is held back until it has as many `lines` as the screen; from then on it goes to
    the pager. Size and letters are the real one's.

    Writing raises BrokenPipeError once the person has left the pager: nothing more need be made.
    """

    def __init__(self, real: TextIO, lines: int, command: str, environ: dict[str, str]) -> None:
        self.real, self.lines, self.command, self.environ = real, lines, command, environ
        self.held: list[str] = []
        self.pager: Popen[str] | None = None
        self.before: Any = None  # what Ctrl-C did

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The letters of the real terminal."""
        return self.real.encoding

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        """What tells the size of the real terminal."""
        return self.real.fileno()

    def write(self, text: str) -> int:
        """Hold a text back, or hand it to the pager."""
        if self.pager is not None and self.pager.stdin is not None:
            return self.pager.stdin.write(text)
        self.held.append(text)
        self.lines -= text.count("\n")
        if self.lines <= 0:
            self.start()
        return len(text)

    def start(self) -> None:
        """Show the first screen in the pager, which has the keyboard from here on, Ctrl-C included."""
        import signal

        try:
            self.pager = opened(self.command, self.encoding, self.environ)
        except OSError:
            self.lines = sys.maxsize
            return
        self.before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        if self.pager.stdin is not None:
            self.pager.stdin.write("".join(self.held))
            self.pager.stdin.flush()

    def end(self) -> None:
        """Write what fitted, or wait until the person has read enough."""
        if self.pager is None:
            self.real.write("".join(self.held))
            return
        import signal

        if self.pager.stdin is not None:
            with suppress(BrokenPipeError):
                self.pager.stdin.close()
        self.pager.wait()
        signal.signal(signal.SIGINT, self.before)


def opened(command: str, encoding: str, environ: dict[str, str]) -> "Popen[str]":
    """A pager that waits for text. Raises OSError."""
    import shlex
    from subprocess import PIPE, Popen

    in_shell = not FOR_A_SHELL.isdisjoint(command)
    return Popen(
        command if in_shell else shlex.split(command),
        shell=in_shell,
        stdin=PIPE,
        encoding=encoding,
        errors="backslashreplace",
        env={"LESS": LESS, **environ},
    )


def screen_lines(run: "Run") -> int:
    """The lines of the terminal that a person reads at and types into; 0 where there is none."""
    if not (run.stdout is sys.stdout and run.stdout.isatty() and run.stdin.isatty()):
        return 0
    try:
        return os.get_terminal_size(run.stdout.fileno()).lines
    except OSError:
        return 0


def pager_of(run: "Run") -> str:
    """The command of the pager; empty where there is none, or it is no program."""
    command = run.environ.get("PAGER", "less").strip()
    if command in NO_PAGERS or run.environ.get("TERM") in NO_SCREENS or not wanted(run):
        return ""
    words = (word for word in command.split() if "=" not in word)  # `LESS=R less`
    return command if is_there(next(words, "").strip("\"'")) else ""


def is_there(program: str) -> bool:
    """Whether the system finds a program by its name. `shutil`, which does that, takes a while to load."""
    folders = [""] if os.path.dirname(program) else os.get_exec_path()
    names = (os.path.join(folder, program) for folder in folders)
    return any(os.access(name, os.X_OK) and not os.path.isdir(name) for name in names)


def wanted(run: "Run") -> bool:
    """Whether the settings allow a pager. A file that can't be read forbids nothing: the guide on settings
    may be what is wanted."""
    try:
        return bool(run.config.get("output.pager"))
    except AmcliError:
        return True


@contextmanager
def paged(run: "Run") -> Iterator[None]:
    """Show what is written within through the pager, where the screen does not hold it; leaving the pager
    ends the work."""
    lines = screen_lines(run)
    command = pager_of(run) if lines else ""
    if not command:
        yield
        return
    real = run.stdout
    text = Paged(real, lines, command, run.environ)
    run.stdout = text
    try:
        yield
    except BrokenPipeError:
        if text.pager is None:
            raise
    finally:
        run.stdout = real
        run.let_go()  # a person may read for hours
        text.end()
