"""Two environments: the wheel of another commit and of this tree, each installed by itself.

What `amcli` needs comes from the environment that runs this: nothing is fetched, and it takes a few seconds.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def wheel(source: Path, folder: Path) -> Path:
    """Build the wheel of a tree."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=source, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    (found,) = folder.glob("*.whl")
    return found


def checked_out(commit: str, folder: Path) -> Path:
    """The files of a commit, in a folder."""
    archive = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=BytesIO(archive)) as files:
        files.extractall(folder, filter="data")
    return folder


def installed(built: Path, folder: Path) -> Path:
    """An environment with a wheel in it; gives its Python. A wheel of pure Python is unpacked into place."""
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    place = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)}))
    with zipfile.ZipFile(built) as packed:
        packed.extractall(place)
    for shared in place.glob("*.data/data"):
        shutil.copytree(shared, folder, dirs_exist_ok=True)
    needed = [each for each in sys.path if Path(each).name in ("site-packages", "dist-packages")]
    (place / "needed.pth").write_text("\n".join(needed) + "\n", encoding="utf-8")
    return python


def environments(commit: str, work: Path) -> dict[str, Path]:
    """The Python of both, by name: old is the commit, new is this tree as it lies there. The two names are
    equally long, and so are all paths in them: a line breaks in both where it breaks in one."""
    sources = {"old": checked_out(commit, work / "source"), "new": ROOT}
    return {
        name: installed(wheel(source, work / f"{name}-wheel"), work / f"{name}-env")
        for name, source in sources.items()
    }


def version(python: Path) -> str:
    """The version of `am` in an environment, which must not be that of the tree around."""
    code = "import amcli; print(amcli.__version__, amcli.__file__)"
    environ = {**os.environ, "PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": "1"}
    found = subprocess.run(
        [python, "-c", code], check=True, capture_output=True, text=True, env=environ, cwd="/"
    )
    number, place = found.stdout.strip().split(" ", 1)
    if not Path(place).is_relative_to(python.parent.parent):
        raise SystemExit(f"{place} is not the wheel that was installed")
    return number
