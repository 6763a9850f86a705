"""Lists within tmux: columns stand below each other whatever the names are written in, and its screen shows
every line as it is in a pipe.

How wide a text is, tmux reckons by tables of its own; where the cursor stands after it is its answer. (A hand
with a skin tone, a heart with a variation selector and the vowel signs of Devanagari are wider in tmux 3.3a
than in Rich 15.)
"""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import LONGEST, PROGRAM, TODAY, Cli, clean_environment

WIDTH, HEIGHT = 100, 40
NAMES = (
    "Plain Ltd", "株式会社 山田", "العربية شركة", "สำนักงาน ไทย", "Ｗｉｄｅ Inc", "한국 회사", "Ωμέγα ΑΕ",
    "שלום בעמ", "e\u0301te\u0301 SARL", "🇩🇪 Flagge",
    "👨\u200d👩\u200d👧 Familie", "🍏 Obst",
)  # fmt: skip
# Writes each line of a file and asks the terminal for the cursor's place.
ASKS = r"""
import os, re, sys, tty
lines, answers = sys.argv[1:]
terminal = os.open("/dev/tty", os.O_RDWR)
tty.setraw(terminal)
places = []
for line in open(lines, encoding="utf-8").read().splitlines():
    os.write(terminal, b"\r\x1b[K" + line.encode() + b"\x1b[6n")
    answer = b""
    while not answer.endswith(b"R"):
        answer += os.read(terminal, 1)
    places.append(re.search(rb"(\d+)R", answer)[1].decode())
with open(answers + ".new", "w") as file:
    file.write("\n".join(places))
os.rename(answers + ".new", answers)
"""
Tmux = Callable[..., str]


def many_scripts(cli: Cli) -> None:
    """An account for each name, with a contract that ends soon."""
    for name in NAMES:
        code = cli.ref("account", "add", name)
        cli.ok(
            "contract",
            "add",
            code,
            "--starts",
            "2025-04-01",
            "--ends",
            "2026-03-31",
            "--value",
            "12k",
            "--currency",
            "EUR",
        )


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    """Runs tmux with a server, a home and a configuration of its own."""
    environ = clean_environment(tmp_path) | {"TMUX_TMPDIR": str(tmp_path), "AMCLI_TODAY": TODAY}
    server = ["tmux", "-u", "-f", "/dev/null"]

    def run(*words: str) -> str:
        found = subprocess.run(
            [*server, *words], env=environ, capture_output=True, check=True, timeout=LONGEST
        )
        return found.stdout.decode()

    yield run
    subprocess.run([*server, "kill-server"], env=environ, capture_output=True, check=False, timeout=LONGEST)


def wait(holds: Callable[[], object]) -> None:
    """Look again until something holds."""
    until = time.monotonic() + LONGEST
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


def before(text: str, pattern: str) -> str:
    """What a text begins with."""
    found = re.match(pattern, text)
    return found[0] if found else ""


@pytest.mark.parametrize("report", ["checkins --all", "renewals", "account list"])
def test_columns_stand_below_each_other(cli: Cli, tmux: Tmux, tmp_path: Path, report: str) -> None:
    cli.once(many_scripts)
    drawn = cli.ok(*report.split(), "-o", "table", env={"COLUMNS": str(WIDTH)}).splitlines()
    found = [re.search(f"^.*?{name}(?= )", line) for line in drawn for name in NAMES if name in line]
    rows = [each for each in found if each]
    assert len(rows) == len(NAMES)
    starts = [row.string[: row.end()] + before(row.string[row.end() :], r" *") for row in rows]
    ends = [row.string[: row.end()] + before(row.string[row.end() :], r" *[^ ]+") for row in rows]

    lines, answers = tmp_path / "lines", tmp_path / "answers"
    lines.write_text("\n".join([*starts, *ends]), encoding="utf-8")
    asking = [sys.executable, "-c", ASKS, str(lines), str(answers)]
    tmux("new-session", "-d", "-x", str(WIDTH), "-y", str(HEIGHT), *asking)
    wait(answers.exists)
    places = answers.read_text().split()
    assert min(len(set(places[: len(rows)])), len(set(places[len(rows) :]))) == 1, places


def test_the_screen_shows_what_a_pipe_gets(cli: Cli, tmux: Tmux, tmp_path: Path) -> None:
    cli.once(many_scripts)
    drawn = cli.ok("renewals", "-o", "table", env={"COLUMNS": str(WIDTH)})
    line = f"{PROGRAM} --book {cli.book} renewals; echo end=$?; exec cat"
    cli.let_go()
    tmux("new-session", "-d", "-x", str(WIDTH), "-y", str(HEIGHT), line)
    wait(lambda: "end=0" in tmux("capture-pane", "-p"))
    shown = tmux("capture-pane", "-p").partition("end=0")[0]
    assert [each.rstrip() for each in shown.splitlines()] == drawn.splitlines()


def test_leaving_a_long_list_gives_the_prompt_back_clean(cli: Cli, tmux: Tmux, tmp_path: Path) -> None:
    cli.once(many_scripts)
    cli.let_go()
    line = f"{PROGRAM} --book {cli.book} renewals; echo end=$?; exec cat"
    tmux("new-session", "-d", "-x", str(WIDTH), "-y", "8", line)
    wait(lambda: tmux("capture-pane", "-p").rstrip().endswith(":"))
    assert "end=" not in tmux("capture-pane", "-p")
    tmux("resize-window", "-x", "70", "-y", "6")

    def left() -> bool:
        """Press the key as somebody does who sees nothing happen: a key that comes while less hears of the
        new size is lost, and what comes after its end only shows."""
        tmux("send-keys", "q")
        return "end=0" in tmux("capture-pane", "-p")

    wait(left)
    assert "am:" not in tmux("capture-pane", "-p")
    assert tmux("display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag}").split() == [
        "0",
        "1",
        "0",
    ]
