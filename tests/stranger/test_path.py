"""The stranger's path with what a wheel installs in a folder that nobody may write to; a home that is one."""

import compileall
import os
import shlex
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools.same.wheels import ROOT, installed, wheel

from tests.profiles import is_nightly
from tests.stranger.path import EXPORTS, TODAY, Stranger, contents
from tests.support import clean_environment

# Whoever may do everything is held to what a file allows, as anybody else.
# Typed nightly, and by `python -m tests.stranger`: to make that many accounts takes a third of the path.
SELDOM = ("am demo many.db --size large",)
HELD = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
# What is typed in a home that can't be written, the exit code, and what it says in one line and a hint.
NO_HOME = (
    ("am --version", 0, "amcli "),
    ("am", 6, "No book yet."),
    ("am init --currency EUR", 6, "book.db can't be created: Permission denied. Nothing was made."),
    ("am demo", 6, "demo/book.db can't be created: Permission denied. Nothing was made."),
    ("am import companies.csv --yes", 6, "can't be created: Permission denied. Nothing was imported."),
    ("am config set book.currency EUR", 1, "can't be written: Permission denied. Nothing was changed."),
    ("am completion install", 1, "can't be written: Permission denied. Nothing was installed."),
    ("am cron --install --yes", 1, "can't be written: Permission denied."),
)
# The same with a book in it.
ONLY_READ = (
    ("am", 0, "Keep in touch"),
    ("am show acme", 0, "Acme Robotics"),
    ("am account list -o ids", 0, "acme"),
    ("am export html", 0, "<html"),
    ("am doctor", 0, "sound"),
    ("am log acme hello", 6, "it is read-only. Nothing was logged."),
    ("am undo", 6, "it is read-only. Nothing was undone."),
    ("am backup", 6, "couldn't make a backup: Permission denied."),
    ("am export --all --to copy", 5, "can't be written: Permission denied. Nothing was exported."),
)


@pytest.fixture(name="am", scope="module")
def from_the_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`am` as a wheel installs it, in an environment of its own that can't be written."""
    folder = tmp_path_factory.mktemp("installed")
    environment = folder / "environment"
    python = installed(wheel(ROOT, folder / "wheel"), environment)
    script = python.parent / "am"
    script.write_text(f"#!{python}\nimport sys\nfrom amcli.__main__ import main\nsys.exit(main())\n")
    compileall.compile_dir(environment, quiet=2)  # as pip does
    script.chmod(0o755)
    for path in environment.rglob("*"):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    return script


def test_a_stranger_finds_their_way_and_nothing_is_written_where_the_program_is(
    am: Path, tmp_path: Path
) -> None:
    before = contents(am.parent.parent)
    home = tmp_path / "home"
    home.mkdir()
    walked = list(Stranger(am, home).walk(*(() if is_nightly() else SELDOM)))
    assert len(walked) > 20
    assert contents(am.parent.parent) == before


@pytest.fixture(name="home")
def closed(tmp_path: Path) -> Iterator[Path]:
    """A home that can be written again when the test is over."""
    home = tmp_path / "home"
    home.mkdir()
    yield home
    home.chmod(0o700)
    for path in home.rglob("*"):
        path.chmod(0o700)


def told(am: Path, home: Path, line: str) -> tuple[int, str]:
    """The exit code of a line, and all that it says, its lines joined."""
    found = subprocess.run(
        [*HELD, am, *shlex.split(line)[1:]], cwd=home, capture_output=True, text=True, check=False,
        env=clean_environment(home) | {"AMCLI_TODAY": TODAY, "SHELL": "/bin/bash"}, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert "Traceback" not in found.stderr
    return found.returncode, " ".join(f"{found.stdout}\n{found.stderr}".split())


def test_in_a_home_that_cannot_be_written_each_command_says_so_and_leaves_nothing(
    am: Path, home: Path
) -> None:
    export = "hubspot-crm-exports-all-companies-2026-03-01.csv"
    (home / "companies.csv").write_bytes((EXPORTS / export).read_bytes())
    home.chmod(0o500)
    for line, code, words in NO_HOME:
        found = told(am, home, line)
        assert found[0] == code, (line, found)
        assert words in found[1], (line, found)
    assert [path.name for path in home.iterdir()] == ["companies.csv"]


def test_a_book_in_a_home_that_cannot_be_written_is_read(am: Path, home: Path) -> None:
    assert told(am, home, "am init --currency EUR")[0] == 0
    assert told(am, home, 'am account add "Acme Robotics" --code acme')[0] == 0
    for path in (*home.rglob("*"), home):
        path.chmod(path.stat().st_mode & 0o555)
    before = contents(home)
    for line, code, words in ONLY_READ:
        found = told(am, home, line)
        assert found[0] == code, (line, found)
        assert words in found[1], (line, found)
    assert contents(home) == before
