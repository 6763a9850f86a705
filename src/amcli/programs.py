"""Another program, run without a shell: a text for its standard input, and what became of it in words.

For hooks and mailers. What it prints goes to standard error, never among the output of a command.
"""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence

from amcli.hints import TextIO


def words_of(command: str) -> list[str]:
    """A command as words, split as a shell would; `~` stands for the home directory in the first. Raises
    ValueError for a quote without its other half, and where there is no word."""
    import shlex

    program, *rest = shlex.split(command)
    return [os.path.expanduser(program), *rest]


def run(
    words: Sequence[str], text: bytes, environ: Mapping[str, str], seconds: int, stderr: TextIO
) -> str | None:
    """Run a program to its end and give what went wrong, None where nothing did. One that takes longer is
    ended with all that it started."""
    output = sink(stderr)
    try:
        process = subprocess.Popen(
            words, env=environ, stdin=subprocess.PIPE, stdout=output, stderr=output, start_new_session=True
        )
    except OSError as error:
        return f"can't be run: {words[0]}: {error.strerror}"
    try:
        process.communicate(text, timeout=seconds)
    except subprocess.TimeoutExpired:
        end(process)
        return f"took more than {seconds} s and was stopped"
    except KeyboardInterrupt:
        end(process)
        return "was interrupted"
    return f"failed ({how(process.returncode)})" if process.returncode else None


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a program with all that it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (AttributeError, OSError):  # no process groups here, or it has ended by itself
        process.kill()
    process.wait()


def sink(stderr: TextIO) -> int:
    """Where the output of a program goes: to standard error, or nowhere."""
    try:
        stderr.flush()
        return stderr.fileno()
    except (OSError, ValueError):
        return subprocess.DEVNULL


def how(code: int) -> str:
    """An exit code in words."""
    return f"exit code {code}" if code > 0 else f"signal {-code}"
