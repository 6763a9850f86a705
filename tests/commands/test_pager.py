"""A list that a screen does not hold, on a real terminal with a real pager, and with somebody who types."""

import fcntl
import io
import os
import pty
import shutil
import sqlite3
import struct
import subprocess
import termios
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from amcli.output.paging import Paged
from tests.support import PROGRAM, TODAY, clean_environment, dump, uncoloured

ROWS, LINES = 3_000, 24
CONTRACTS = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
INSERT INTO contract
    (created_at, updated_at, account_id, starts_on, ends_on, annual_value, currency, reference)
SELECT created_at, created_at, account.id, '2025-01-01', date('2026-03-10', '+' || (i % 70) || ' days'),
       1000 * i, 'EUR', printf('R%04d', i)
FROM n JOIN account ON account.code = 'acme'
"""
# A pager as plain as one can be: as many lines as the screen has, then a key.
READS_A_KEY = f"head -n {LINES - 1}; read -r key </dev/tty"


@pytest.fixture(scope="module")
def book(office_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's book with 3,000 contracts more."""
    path = tmp_path_factory.mktemp("long") / "book.db"
    shutil.copyfile(office_book, path)
    db = sqlite3.connect(path)
    db.execute(CONTRACTS, (ROWS,))
    db.commit()
    db.close()
    return path


class Terminal:
    """A terminal of 24 lines and 120 columns with one program on it, and what was seen so far."""

    def __init__(self, argv: list[str], environ: dict[str, str]) -> None:
        self.ours, theirs = pty.openpty()
        self.resize(LINES, 120, theirs)
        self.process = subprocess.Popen(argv, env=environ, preexec_fn=lambda: os.login_tty(theirs))
        os.close(theirs)
        self.seen = b""

    @property
    def screen(self) -> str:
        """All that was shown, without its colours."""
        return uncoloured(self.seen.decode("utf-8", "replace")).replace("\r\n", "\n")

    def resize(self, lines: int, columns: int, end: int | None = None) -> None:
        """What a person does to the window."""
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(self.ours if end is None else end, termios.TIOCSWINSZ, size)

    def type(self, keys: str) -> None:
        os.write(self.ours, keys.encode())

    def read(self) -> bool:
        """See a little more; False at the end."""
        try:
            piece = os.read(self.ours, 65536)
        except OSError:  # how Linux says that nobody writes any more
            piece = b""
        self.seen += piece
        return bool(piece)

    def until(self, text: str) -> None:
        """Look until a text is there."""
        while text not in self.screen:
            assert self.read(), self.screen

    def end(self) -> int:
        """Look until the program ends; gives its exit code."""
        while self.read():
            pass
        return self.process.wait(timeout=60)


@pytest.fixture
def on_terminal(book: Path, tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts `am` with some words, or a line of a shell, on a terminal with a PAGER."""
    opened: list[Terminal] = []

    def start(line: str | list[str], pager: str | None = READS_A_KEY, **more: str) -> Terminal:
        environ = clean_environment(tmp_path) | {"AMCLI_BOOK": str(book), "AMCLI_TODAY": TODAY} | more
        environ |= {"PAGER": pager} if pager is not None else {}
        environ["PATH"] = f"{PROGRAM.parent}{os.pathsep}{environ['PATH']}"
        opened.append(Terminal(["sh", "-c", line] if isinstance(line, str) else ["am", *line], environ))
        return opened[-1]

    yield start
    for each in opened:
        each.process.kill()
        each.process.wait()
        os.close(each.ours)


def renewals(screen: str) -> list[str]:
    """The lines of contracts that were seen."""
    return [line for line in screen.splitlines() if "Acme Robotics" in line]


@pytest.fixture(scope="module")
def whole(book: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The list as it is without a pager."""
    environ = clean_environment(tmp_path_factory.mktemp("home")) | {"COLUMNS": "120", "AMCLI_TODAY": TODAY}
    argv = [PROGRAM, "renewals", "-o", "table", "--color", "never"]
    found = subprocess.run(argv, env=environ | {"AMCLI_BOOK": str(book)}, capture_output=True, check=True)
    return found.stdout.decode()


def test_the_first_screen_is_there_and_leaving_it_ends_the_work_in_silence(on_terminal, whole):
    terminal = on_terminal(["renewals"])
    terminal.until("\n" + whole.splitlines()[LINES - 2])
    terminal.type("\n")
    assert terminal.end() == 0
    seen = terminal.screen.rstrip("\n").splitlines()
    assert [line.rstrip() for line in seen] == whole.splitlines()[: LINES - 1]
    assert seen[0].startswith(f"Renewals   {ROWS + 1} within 90 days")


def test_the_last_line_read_is_the_last_row(on_terminal, whole):
    assert len(renewals(whole)) == ROWS + 1
    terminal = on_terminal(["renewals"], "sed s/^/paged:/")
    assert terminal.end() == 0
    assert terminal.screen == "".join(f"paged:{line}\n" for line in whole.splitlines())


def test_less(on_terminal, whole):
    terminal = on_terminal(["renewals"], None)
    terminal.until("\n:")
    assert len(renewals(terminal.screen)) < LINES
    terminal.type("\x03")  # less has the keyboard: Ctrl-C is its own
    terminal.until("\a")
    terminal.type("r")  # draws the screen anew, or is lost: often the key after an interrupt is
    while "\n:" not in terminal.screen.rpartition("\a")[2]:
        terminal.read()
    terminal.type("G")
    terminal.until(whole.splitlines()[-1])
    terminal.type("q")
    assert (terminal.end(), "am:" in terminal.screen) == (0, False)


def test_a_window_may_be_resized_while_it_is_read(on_terminal, whole):
    terminal = on_terminal(["renewals"], "echo there; read -r key </dev/tty; cat")
    terminal.until("there")
    terminal.resize(40, 60)
    terminal.type("\n")
    assert terminal.end() == 0
    assert terminal.screen.removeprefix("there").lstrip() == whole


@pytest.mark.parametrize(
    ("pager", "settings"),
    [("cat", ""), ("no-such-pager -R", ""), ("false", "[output]\npager = false\n")],
)
def test_without_a_pager_all_of_it_is_written(on_terminal, whole, tmp_path, pager, settings):
    config = tmp_path / "config.toml"
    config.write_text(settings)
    terminal = on_terminal(["--config", str(config), "renewals"], pager)
    assert (terminal.end(), terminal.screen) == (0, whole)


def test_in_a_pipe_there_is_no_pager(on_terminal, whole):
    terminal = on_terminal("am renewals -o table | head -1", "false")
    assert (terminal.end(), terminal.screen.split()) == (0, whole.splitlines()[0].split())


def test_a_list_that_the_screen_holds_is_written(on_terminal):
    short = on_terminal(["renewals", "--limit", "9"], "sed s/^/paged:/")
    assert (short.end(), "paged:" in short.screen, len(renewals(short.screen))) == (0, False, 9)


def test_what_was_left_keeps_its_exit_code_and_the_numbers_of_its_lines(on_terminal, book):
    terminal = on_terminal("am renewals --exit-code; echo code $?; am show 1 -o ids")
    terminal.until("Renewals")
    terminal.type("\n")
    assert terminal.end() == 0
    code, contract = terminal.screen.splitlines()[-2:]
    assert code == "code 10"
    assert int(contract.removeprefix("k")) in {row[0] for row in dump(book)["contract"]}


def test_no_more_is_made_than_is_read():
    text = Paged(io.StringIO(), LINES, "head -n 1 >/dev/null", dict(os.environ))
    made = []
    lines = (f"{len(made):79}\n" for _ in range(1_000_000) if not made.append(None))
    with pytest.raises(BrokenPipeError):
        text.writelines(lines)
    text.end()
    assert len(made) < 20_000
