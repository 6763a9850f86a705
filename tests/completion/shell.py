"""A real shell at a pseudo-terminal: what stands on its line after some keys, and what it lists."""

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

from tests.forkserver import LONGEST, commands
from tests.support import clean_environment

COLUMNS = 80
READY = "ready> "
CONTROL = re.compile(r"\x1b(\[[0-9;?>=]*[a-zA-Z]|\][^\x07\x1b]*(\x07|\x1b\\)|[()].|[=>])|[\x0e\x0f\x07]")


class Shell:
    """A shell in a folder of its own, which is its home. What is of one shell is said by its class. The `am`
    that it finds is forked by a server."""

    program = ""
    arguments: tuple[str, ...] = ()
    files: dict[str, str] = {}  # noqa: RUF012  what it reads at its start, by name
    empty_line, show_line = "\x05\x15", "\x18\x0c"
    terminal = "dumb"

    def __init__(self, folder: Path, environ: dict[str, str], more: str = "") -> None:
        self.folder, self.count, self.screen = folder, 0, ""
        for name, text in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text.replace("@more@", more), encoding="utf-8")
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
        given = clean_environment(folder) | {"TERM": self.terminal, "INPUTRC": str(folder / "inputrc")}
        given["PATH"] = f"{commands()}{os.pathsep}{given['PATH']}"
        self.process = subprocess.Popen(
            [self.program, *self.arguments],
            stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=given | environ,
            start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        os.close(theirs)
        self.line("")  # what is typed before it reads would be shown twice

    def line(self, keys: str) -> str:
        """What stands on an empty line after these keys."""
        self.screen = ""
        self.count += 1
        path = self.folder / f"line.{self.count}"
        os.write(self.ours, f"{self.empty_line}{keys}{self.show_line}".encode())
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
        return [line.rstrip() for line in lines[1:-1] if not line.startswith(READY)]

    def files_there(self) -> set[str]:
        """The files in its folder, in which whatever it ran would have left one."""
        return {path.name for path in self.folder.iterdir()}

    def close(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()
        os.close(self.ours)


class Bash(Shell):
    """Bash, reading nothing but what is said here."""

    program, arguments = "bash", ("--noprofile", "--rcfile", "rc", "-i")
    files = {  # noqa: RUF012
        "inputrc": "set bell-style none\nset enable-bracketed-paste off\n"
        "set completion-query-items 0\nset page-completions off\n",
        "rc": r"""
PS1='ready> ' HISTFILE='' count=0
shopt -s checkwinsize
show() { printf '%s\n' "$READLINE_LINE" >line.new; mv line.new "line.$((++count))"; }
bind -x '"\C-x\C-l": show'
@more@
""",
    }


class Below(Shell):
    """One that lists at the first tab, and draws its line in colours and pieces."""

    def listed(self, keys: str) -> list[str]:
        """What is listed below the line at a tab, line by line."""
        self.line(f"{keys}\t")
        lines = re.split(r"\r*\n", CONTROL.sub("", self.screen))
        return [line.replace("\r", "").strip() for line in lines[1:] if line.strip() and READY not in line]


class Zsh(Below):
    """Zsh with its own completion system, as `compinit` starts it."""

    program, arguments = "zsh", ("-d", "-i")
    files = {  # noqa: RUF012
        ".zshrc": r"""
PS1='ready> ' count=0
unsetopt beep prompt_sp prompt_cr list_ambiguous
unset zle_bracketed_paste
LISTMAX=1000
bindkey -e
show() { print -r -- "$BUFFER" >line.new; mv line.new line.$((++count)) }
zle -N show
bindkey '^X^L' show
bindkey '^X^I' complete-word
@more@
autoload -Uz compinit
compinit -u
""",
    }


class Fish(Below):
    """Fish, with a home of its own."""

    program, arguments = "fish", ("-i",)
    empty_line, show_line = "\x18\x15", "\x18\x0c"
    terminal = "xterm"
    files = {  # noqa: RUF012
        # Where this folder is missing, fish reads every man page of the machine behind the tests' back.
        ".local/share/fish/generated_completions/none.fish": "",
        ".config/fish/config.fish": r"""
set -g fish_greeting
set -g fish_autosuggestion_enabled 0
set -g count 0
function fish_prompt; printf 'ready> '; end
function show
    set -g count (math $count + 1)
    commandline >line.new
    command mv line.new line.$count
end
function empty; commandline -f cancel; commandline ''; end
bind \cx\cl show
bind \cx\cu empty
@more@
""",
    }
