"""A real bash at a pseudo-terminal: what stands on its line after some keys, and what it lists."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from pathlib import Path

from tests.support import PROGRAM, clean_environment

LONGEST = 30.0
COLUMNS = 80
EMPTY_LINE, SHOW_LINE = "\x05\x15", "\x18\x0c"
INPUTRC = """\
set bell-style none
set enable-bracketed-paste off
set completion-query-items 0
set page-completions off
"""
RC = r"""
PS1='ready> ' HISTFILE='' count=0
shopt -s checkwinsize
show() {{ printf '%s\n' "$READLINE_LINE" >line.new; mv line.new "line.$((++count))"; }}
bind -x '"\C-x\C-l": show'
source '{script}'
{more}
"""


class Shell:
    """Bash with the completion loaded, in a folder of its own."""

    def __init__(self, folder: Path, script: Path, environ: dict[str, str], more: str = "") -> None:
        self.folder, self.count, self.screen = folder, 0, ""
        (folder / "inputrc").write_text(INPUTRC)
        (folder / "rc").write_text(RC.format(script=script, more=more))
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
        given = clean_environment(folder) | {"INPUTRC": str(folder / "inputrc"), "TERM": "dumb"}
        given["PATH"] = f"{PROGRAM.parent}{os.pathsep}{given['PATH']}"
        self.process = subprocess.Popen(
            ["bash", "--noprofile", "--rcfile", str(folder / "rc"), "-i"],
            stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=given | environ,
            start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self.line("")  # what is typed before it reads would be shown twice

    def line(self, keys: str) -> str:
        """What stands on an empty line after these keys."""
        self.screen = ""
        self.count += 1
        path = self.folder / f"line.{self.count}"
        os.write(self.ours, f"{EMPTY_LINE}{keys}{SHOW_LINE}".encode())
        until = time.monotonic() + LONGEST
        while not path.exists():
            assert time.monotonic() < until, self.screen
            self.read(0.005)
        while self.read(0):
            continue
        return path.read_text(encoding="utf-8").removesuffix("\n")

    def read(self, seconds: float) -> bool:
        """Take what the screen shows next, if something comes in this time."""
        if not select.select([self.ours], [], [], seconds)[0]:
            return False
        self.screen += os.read(self.ours, 65536).decode(errors="replace")
        return True

    def listed(self, keys: str) -> list[str]:
        """What is listed at a second tab, line by line."""
        kept = self.line(f"{keys}\t\t")
        lines = re.split(r"\r*\n", self.screen)  # the last one is the line anew, or not yet there
        assert kept.startswith(keys), kept
        return [line.rstrip() for line in lines[1:-1] if not line.startswith("ready> ")]

    def close(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()
        os.close(self.ours)
