"""What the server forks is as the program itself: the same answers, streams, exit codes and surroundings."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests import forkserver
from tests.forkserver import LONGEST, PROGRAM, ROOT, commands
from tests.stories.shell import Shell
from tests.support import TODAY, Cli, clean_environment, run_here, run_program
from tests.tiers import may_be_fast, reaches_outside

LINES = (
    ((), b""),
    (("--version",), b""),
    (("__complete", "account", "word="), b""),
    (("tasks", "-o", "json"), b""),
    (("show", "nobody"), b""),
    (("account", "add"), b""),
    (("cron", "-o", "json"), b""),
    (("config", "path"), b""),
    (("find", "Größe"), b""),
    (("account", "add", "--stdin"), b'{"name": "\xff"}\n'),
    (("log", "nobody", "-"), "drei Wörter\n".encode()),
)


@pytest.fixture
def environ(cli: Cli, tmp_path: Path) -> dict[str, str]:
    """A clean environment with a book in it."""
    cli.ok("account", "add", "Acme", "--code", "acme")
    return clean_environment(tmp_path) | {"AMCLI_BOOK": str(cli.book), "AMCLI_TODAY": TODAY}


@pytest.mark.parametrize(("argv", "stdin"), LINES, ids=[" ".join(argv) or "am" for argv, _ in LINES])
def test_it_answers_as_the_program_itself(
    environ: dict[str, str], argv: tuple[str, ...], stdin: bytes
) -> None:
    real = subprocess.run([PROGRAM, *argv], env=environ, input=stdin, capture_output=True, check=False)
    assert forkserver.run(argv, environ, stdin) == (real.returncode, real.stdout, real.stderr)


def test_in_a_shell_it_stands_for_the_program_in_pipes_files_and_with_closed_streams(
    environ: dict[str, str], tmp_path: Path
) -> None:
    line = (
        "umask 077; am account list -o ids > out; am account list -o ids >> out; am show nobody 2>> out;"
        " echo $? >> out; am account list -o ids | cat >> out; am account list -o ids >&- 2>> out;"
        " echo $? >> out;"
        ' LC_ALL=C am find Größe 2>> out; cd /; am config path | wc -l; stat -c %a "$HOME/out"'
    )
    found = []
    for programs in (PROGRAM.parent, commands()):
        path = f"{programs}{os.pathsep}{environ['PATH']}"
        done = subprocess.run(
            ["sh", "-c", line], env=environ | {"PATH": path}, cwd=tmp_path, capture_output=True, check=False
        )
        found.append((done, (tmp_path / "out").read_bytes()))
        (tmp_path / "out").unlink()
    (real, written), (forked, again) = found
    assert (forked.returncode, forked.stdout, forked.stderr) == (real.returncode, real.stdout, real.stderr)
    assert written == again
    assert written.count(b"acme") == 3


def test_each_has_a_process_of_its_own(environ: dict[str, str]) -> None:
    first, second = (forkserver.start(["--version"], environ, (0, 1, 2)) for _ in range(2))
    assert (forkserver.wait(first), forkserver.wait(second)) == (0, 0)
    assert not forkserver.is_usual(environ | {"PYTHONIOENCODING": "ascii"})
    assert not forkserver.is_usual(environ | {"LC_ALL": "C"})


def test_whoever_is_killed_with_half_an_order_given_holds_nobody_up(environ: dict[str, str]) -> None:
    for said in (None, b"", b"half"):
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(LONGEST)
            line.connect(str(forkserver.server() / "line"))
            if said is not None:
                socket.send_fds(line, [(len(said) * 2 + 1).to_bytes(forkserver.WORD, "big")], [0, 1, 2])
                line.sendall(said)
            line.shutdown(socket.SHUT_WR)
            assert line.recv(forkserver.WORD) == b"", "the server hangs up"
        assert run_program(["--version"], environ).code == 0
    assert (forkserver.server() / "line").exists()


def test_the_process_of_a_command_line_never_gets_back_into_the_server_which_would_clear_up() -> None:
    script = """
from tests.forkserver import become
try:
    become(b"no order", [0, 1, 2])
finally:
    print("cleared up", flush=True)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")


def test_a_test_of_the_fast_tier_is_found_by_what_it_uses() -> None:
    assert all(reaches_outside(each, set()) for each in (run_program, Shell))
    assert not any(reaches_outside(each, set()) for each in (clean_environment, run_here, Cli))
    here = Path(__file__)
    assert not may_be_fast(here)
    assert may_be_fast(here.parent.parent / "rules" / "test_dates.py")
