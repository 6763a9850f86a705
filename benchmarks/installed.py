"""The program as a person has it: the wheel, in a virtual environment of its own.

A checkout is no measure: where PYTHONDONTWRITEBYTECODE is set it has no compiled bytecode, and a
version manager's `python3` costs as much as ten interpreters by itself.
"""

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tools.same.wheels import checked_out, wheel

ROOT = Path(__file__).resolve().parent.parent
HERE = "this tree"


class Program(NamedTuple):
    """An installed program: which commit's, its folder, and its interpreter."""

    commit: str
    folder: Path

    @property
    def am(self) -> str:
        """The command."""
        return str(self.folder / "venv" / "bin" / "am")

    @property
    def python(self) -> str:
        """The interpreter that has it installed."""
        return str(self.folder / "venv" / "bin" / "python")


def install_here(work: Path) -> Program:
    """Build the wheel of this tree and install it; dependencies stay from the run before."""
    program = Program(HERE, work / "here")
    if not Path(program.python).exists():
        # As pipx does: the scripts that an older pip writes load re, which is a third of a bare Python.
        venv.EnvBuilder(with_pip=True, symlinks=True, upgrade_deps=True).create(program.folder / "venv")
    put_in(program, ROOT)
    return program


def install_commit(work: Path, name: str, beside: Program) -> Program:
    """The same of another commit, with the same dependencies; once made it stays."""
    named = ["git", "rev-parse", "--short=7", f"{name}^{{commit}}"]
    found = subprocess.run(named, cwd=ROOT, capture_output=True, text=True)
    if found.returncode != 0:
        sys.exit(found.stderr.strip())
    program = Program(found.stdout.strip(), work / found.stdout.strip())
    if not Path(program.am).exists():
        shutil.rmtree(program.folder, ignore_errors=True)
        venv.EnvBuilder(symlinks=True).create(program.folder / "venv")
        theirs, ours = (next((each.folder / "venv" / "lib").iterdir()) for each in (program, beside))
        shutil.copytree(ours / "site-packages", theirs / "site-packages", dirs_exist_ok=True)
        put_in(program, checked_out(program.commit, program.folder / "source"))
    return program


def put_in(program: Program, source: Path) -> None:
    """Install the wheel of a tree, and what it needs where that is missing; nothing where this very wheel is
    installed."""
    wheels, note = program.folder / "wheels", program.folder / "installed"
    shutil.rmtree(wheels, ignore_errors=True)
    built = wheel(source, wheels)
    mark = sha256(built.read_bytes()).hexdigest()
    if note.exists() and note.read_text(encoding="utf-8") == mark:
        return
    pip = [program.python, "-m", "pip", "install", "--quiet"]
    quietly([*pip, "--force-reinstall", "--no-deps", str(built)])
    quietly([*pip, f"{built}[mcp]"])
    note.write_text(mark, encoding="utf-8")


def quietly(argv: Sequence[str], environ: Mapping[str, str] = os.environ) -> str:
    """Run a step; what it wrote is given back, and matters to a person only when it fails."""
    environ = {name: value for name, value in environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        argv, env=environ, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode != 0:
        sys.exit(f"{' '.join(argv)}\n{done.stdout}{done.stderr}")
    return done.stdout


def environment(home: Path) -> dict[str, str]:
    """A person's plain environment: a home of their own, and the book and settings in their usual places.
    Pages are written as a whole: nobody turns them."""
    return {
        "HOME": str(home),
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "PAGER": "cat",
    }
