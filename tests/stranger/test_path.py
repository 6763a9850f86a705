"""The stranger's path with what a wheel installs, in a folder that nobody may write to."""

import compileall
import stat
from pathlib import Path

import pytest
from tools.same.wheels import ROOT, installed, wheel

from tests.stranger.path import Stranger, contents


@pytest.fixture(name="am")
def from_the_wheel(tmp_path: Path) -> Path:
    """`am` as a wheel installs it, in an environment of its own that can't be written."""
    environment = tmp_path / "environment"
    python = installed(wheel(ROOT, tmp_path / "wheel"), environment)
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
    walked = list(Stranger(am, home).walk())
    assert len(walked) > 20
    assert contents(am.parent.parent) == before
