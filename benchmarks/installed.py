"""The program as a person has it: the wheel, built from this checkout, in a virtual environment of its own.

A checkout is no measure: where PYTHONDONTWRITEBYTECODE is set it has no compiled bytecode, and a
version manager's `python3` costs as much as ten interpreters by itself.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


class Program(NamedTuple):
    """Where the installed program and its interpreter are."""

    am: str
    python: str
    version: str


def install(work: Path) -> Program:
    """Build the wheel and install it; dependencies stay from the run before."""
    home = work / "venv"
    python, am = home / "bin" / "python", home / "bin" / "am"
    if not python.exists():
        venv.EnvBuilder(with_pip=True, symlinks=True).create(home)
    wheels = work / "wheels"
    for old in wheels.glob("amcli-*.whl"):
        old.unlink()
    quietly(
        [str(python), "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(wheels), str(ROOT)]
    )
    (wheel,) = wheels.glob("amcli-*.whl")
    quietly([str(python), "-m", "pip", "install", "--quiet", str(wheel)])
    quietly([str(python), "-m", "pip", "install", "--quiet", "--force-reinstall", "--no-deps", str(wheel)])
    said = subprocess.run([str(am), "--version"], check=True, capture_output=True, text=True)
    return Program(str(am), str(python), said.stdout.strip())


def quietly(argv: list[str]) -> None:
    """Run a step of the installation; what it says matters only when it fails."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(argv, env=environ, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(argv)}\n{done.stdout}{done.stderr}")


def environment(home: Path) -> dict[str, str]:
    """A person's plain environment: a home of their own, and the book and settings in their usual places."""
    return {
        "HOME": str(home),
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
    }
