"""The screen on a real terminal, in tmux: how it begins, what ends it, and that the terminal is as before."""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.screens import test_tmux
from tests.screens.test_tmux import Tmux, wait
from tests.support import LONGEST, PROGRAM, TODAY, Cli, open_terminal, rows_of, run_on_terminal

ESCAPE = "\x1b"
tmux = test_tmux.tmux  # the fixture


class Session:
    """A shell in tmux, and what is typed and seen there."""

    def __init__(self, run: Tmux) -> None:
        self.tmux = run

    def keys(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

    def typed(self, line: str) -> None:
        self.tmux("send-keys", "-l", line)
        self.keys("Enter")

    @property
    def screen(self) -> str:
        return self.tmux("capture-pane", "-p")

    def until(self, text: str) -> str:
        found = [""]

        def holds() -> bool:
            found[0] = self.screen
            return text in found[0]

        try:
            wait(holds)
        except AssertionError:
            pytest.fail(f"{text!r} isn't on the screen:\n{found[0]}")
        return found[0]

    def state(self) -> list[str]:
        """Whether another screen, no cursor, or the mouse was left switched on."""
        return self.tmux("display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag}").split()


@pytest.fixture
def session(tmux: Tmux, sample: Cli, tmp_path: Path) -> Session:
    """A shell with the sample book."""
    sample.let_go()
    shell = ["sh", "-c", f"PS1='$ ' AMCLI_BOOK={sample.book} AMCLI_CONFIG={sample.config} exec sh"]
    tmux("new-session", "-d", "-x", "100", "-y", "30", *shell)
    return Session(tmux)


def process_of(session: Session) -> int:
    """The program's process, whose parent is the shell."""
    shell = session.tmux("display-message", "-p", "#{pane_pid}").strip()
    children = Path(f"/proc/{shell}/task/{shell}/children").read_text().split()
    return int(children[0])


def test_a_morning_on_the_screen(session: Session, sample: Cli, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text(
        '#!/bin/sh\necho "the editor has the terminal"; sleep 0.5\necho From the editor > "$1"\n'
    )
    editor.chmod(0o755)
    session.typed("stty -a > before")
    session.typed(f"EDITOR={editor} {PROGRAM} ui; echo end=$?")
    session.until("Promised or owed")
    assert session.state() == ["1", "0", "1"]

    session.keys("e")
    session.until("the editor has the terminal")
    session.until("am log acme --editor  Acme Robotics: call logged")
    assert rows_of(sample.book, "SELECT summary FROM interaction ORDER BY id DESC LIMIT 1") == [
        ("From the editor",)
    ]

    session.tmux("send-keys", "-l", "lhalf a sen")
    session.until("am log acme half a sen")
    session.tmux("resize-window", "-x", "80", "-y", "24")
    session.until("─" * 80)
    run = sample("done", "t93")  # another process would do the same
    assert run.code == 0
    sample.let_go()
    session.until("Reference customer")
    session.tmux("send-keys", "-l", "tence")
    session.keys("Enter")
    session.until("am log acme 'half a sentence'  Acme Robotics: call logged")

    session.keys("q")
    session.until("end=0")
    assert session.state() == ["0", "1", "0"]
    session.typed("stty -a > after; cmp before after && echo same")
    session.until("same")


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130)])
def test_a_signal_ends_it_and_the_terminal_is_as_before(session: Session, name: str, code: int) -> None:
    session.typed("stty -a > before")
    session.typed(f"{PROGRAM} ui; echo end=$?")
    session.until("Promised or owed")
    session.tmux("send-keys", "-l", "labc")
    session.until("am log acme abc")
    os.kill(process_of(session), getattr(signal, name))
    session.until(f"end={code}")
    assert session.state() == ["0", "1", "0"]
    session.typed("stty -a > after; cmp before after && echo same")
    session.until("same")


def test_a_terminal_that_goes_without_a_word_ends_it(sample: Cli) -> None:
    sample.let_go()
    ours, theirs = open_terminal(80)
    process = subprocess.Popen(
        [PROGRAM, "ui"], env={**os.environ, **sample.environ(TODAY), "TERM": "xterm"}, start_new_session=True,
        stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while b"Promised or owed" not in shown:
        shown += os.read(ours, 65536)
    os.close(ours)
    assert process.wait(timeout=LONGEST) == 128 + signal.SIGHUP


def test_it_can_be_put_aside_and_come_back(session: Session) -> None:
    session.typed(f"set -m; {PROGRAM} ui --no-mouse; echo end=$?")
    session.until("Promised or owed")
    assert session.state() == ["1", "0", "0"]
    session.keys("C-z")
    session.until("Stopped")
    wait(lambda: session.screen.rstrip().endswith("$"))  # before it, what is typed may be the screen's yet
    assert session.state() == ["0", "1", "0"]
    session.typed("fg")
    session.until("Promised or owed")
    session.keys("C-c")
    wait(lambda: session.state() == ["0", "1", "0"])


def test_what_nobody_foresaw_is_one_line_and_leaves_the_terminal_clean(
    session: Session, tmp_path: Path
) -> None:
    broken = tmp_path / "sitecustomize.py"
    broken.write_text(
        "import sys\n"
        "class Later:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'amcli.reports.brief':\n"
        "            raise ZeroDivisionError\n"
        "sys.meta_path.insert(0, Later())\n"
    )
    session.typed(f"PYTHONPATH={tmp_path} AMCLI_LOG_DIR={tmp_path / 'logs'} {PROGRAM} ui; echo end=$?")
    seen = session.until("end=1")
    assert "am: something unexpected happened (ZeroDivisionError); details are in" in seen
    assert "Traceback" not in seen
    assert session.state() == ["0", "1", "0"]
    assert "ZeroDivisionError" in (tmp_path / "logs" / "amcli.log").read_text()


@pytest.mark.parametrize("how", ["pipe", "TERM=dumb", "TERM=unknown"])
def test_without_a_terminal_it_says_so_and_writes_no_escape_code(
    sample: Cli, am: Callable[..., object], tmp_path: Path, how: str
) -> None:
    sample.let_go()
    env = {"AMCLI_BOOK": str(sample.book), "HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    if how == "pipe":
        found = am("ui", env=env, input="")
    else:
        found = run_on_terminal(["ui"], env | {"TERM": how.partition("=")[2]}, 80, "")
    assert found.code == 2
    assert ESCAPE not in found.out + found.err
    said = "needs a terminal" if how == "pipe" else "can't draw on this terminal"
    assert f"am: am ui {said}" in found.out + found.err
