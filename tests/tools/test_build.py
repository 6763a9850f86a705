"""Wheel, source archive and editable install: each has what a build makes, and a tree that isn't current is
noticed."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pathspec
import pytest

from amcli import __version__
from amcli.storage.connection import VERSION
from tests.completion.conftest import FOLDER
from tests.docs.commands import ROOT
from tests.support import clean_environment
from tools import docs

MADE = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in docs.built()}
TABLES = {name for name in MADE if name.endswith(".tsv")}
# What people have of it besides the package, by its place and its file here.
SHARED = {
    "bash-completion/completions/am": "completions/am.bash",
    "bash-completion/completions/amcli": "completions/amcli.bash",
    "zsh/site-functions/_am": "completions/_am",
    "fish/vendor_completions.d/am.fish": "completions/am.fish",
    "fish/vendor_completions.d/amcli.fish": "completions/amcli.fish",
    "man/man1/am.1": "man/am.1",
    "man/man1/amcli.1": "man/amcli.1",
}
LEFT_OUT = pathspec.GitIgnoreSpec.from_lines((ROOT / ".gitignore").read_text(encoding="utf-8").splitlines())
IGNORED = shutil.ignore_patterns(*(Path(name).name for name in MADE))  # what Python compiled serves too
# What a build tool calls, in a process of its own.
LOADED = """import sys
from tools import docs
docs.main()
print(*{name.partition(".")[0] for name in sys.modules})"""
BACKEND = "import sys; from hatchling import build; print(getattr(build, sys.argv[1])(*sys.argv[2:]))"
ASKED = "import sys; from hatchling import build; [print(getattr(build, each)()) for each in sys.argv[1:]]"


def copied(folder: Path) -> Path:
    """A copy of what a build is made from, without anything that it makes or that tools keep beside it."""
    for path in ROOT.iterdir():
        if path.name in ("src", "tools", "completions", "docs"):
            shutil.copytree(path, folder / path.name, ignore=IGNORED)
        elif path.is_file() and not LEFT_OUT.match_file(path.name):
            shutil.copyfile(path, folder / path.name)
    return folder


def called(root: Path, name: str, *given: str, **environ: str) -> str:
    """The answer of the build backend in a tree."""
    found = subprocess.run(
        [sys.executable, "-c", BACKEND, name, *given], cwd=root, env={**os.environ, **environ},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    return found.stdout.strip()


def required(root: Path, *kinds: str) -> list[str]:
    """What the build backend says that it needs in a tree, one line a kind; asked in one process."""
    argv = [sys.executable, "-c", ASKED, *(f"get_requires_for_build_{kind}" for kind in kinds)]
    return subprocess.run(argv, cwd=root, capture_output=True, text=True, check=True).stdout.splitlines()


def inside(wheel: Path) -> dict[str, bytes]:
    """The files of a wheel; shared ones under `share/`."""
    with zipfile.ZipFile(wheel) as archive:
        return {
            re.sub(r"^amcli-[^/]*\.data/data/", "", name): archive.read(name) for name in archive.namelist()
        }


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tree in which nothing was built."""
    root = copied(tmp_path_factory.mktemp("tree"))
    assert [name for name in MADE if (root / name).exists()] == []
    return root


@pytest.fixture(scope="module")
def sdist(tree: Path) -> Path:
    """The source archive of that tree, unpacked."""
    folder = tree.parent / f"{tree.name}-sdist"
    name = called(tree, "build_sdist", str(folder))
    with tarfile.open(folder / name) as archive:
        archive.extractall(folder, filter="data")
    return folder / name.removesuffix(".tar.gz")


@pytest.fixture(scope="module")
def packed(tree: Path) -> dict[str, bytes]:
    """What is in the wheel of that tree."""
    folder = tree.parent / f"{tree.name}-wheel"
    return inside(folder / called(tree, "build_wheel", str(folder)))


def test_a_wheel_has_what_is_made_and_the_scripts_where_shells_look_and_where_am_looks(
    packed: dict[str, bytes],
) -> None:
    for name in TABLES:
        assert packed[name.removeprefix("src/")] == MADE[name]
    for place, name in SHARED.items():
        assert packed[f"share/{place}"] == (MADE.get(name) or (ROOT / name).read_bytes())
    scripts = {f"amcli/completions/{path.name}": path.read_bytes() for path in FOLDER.iterdir()}
    assert {name: packed[name] for name in packed if name.startswith("amcli/completions/")} == scripts
    assert {name for name in packed if name.startswith("share/")} == {f"share/{place}" for place in SHARED}


def files_of(folder: Path) -> set[str]:
    """Every file below a folder but what Python compiled."""
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in found}


def test_a_wheel_holds_the_program_and_nothing_else(tree: Path, packed: dict[str, bytes]) -> None:
    program = {f"amcli/{name}" for name in files_of(tree / "src/amcli")}
    assert {
        f"amcli/{name}" for name in ("topics/start.md", "demo/data/large.toml", "demo/large/book.py")
    } < program
    assert (
        len([name for name in program if name.startswith("amcli/storage/migrations/versions/v")]) >= VERSION
    )
    info = f"amcli-{__version__}.dist-info"
    about = {
        f"{info}/{name}" for name in ("METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE")
    }
    completions = {f"amcli/completions/{path.name}" for path in FOLDER.iterdir()}
    assert set(packed) == program | completions | about | {f"share/{place}" for place in SHARED}
    told = packed[f"{info}/METADATA"].decode()
    for line in (f"Version: {__version__}", "Requires-Python: >=3.11", "License-Expression: MIT"):
        assert f"\n{line}\n" in told
    for extra in ("ui", "mcp", "team", "age"):
        assert f"\nProvides-Extra: {extra}\n" in told
    assert (ROOT / "README.md").read_text(encoding="utf-8").strip() in told


def test_a_source_archive_holds_the_tree_and_nothing_else(tree: Path, sdist: Path) -> None:
    held = files_of(sdist)
    assert held - files_of(tree) == {"PKG-INFO"}
    left_out = {".git", ".pre-commit-config.yaml", ".gitignore"}
    assert {name for name in files_of(tree) - held if name not in left_out} == set()


def test_a_source_archive_has_it_too_and_a_wheel_of_it_takes_it_as_it_is(sdist: Path, tmp_path: Path) -> None:
    assert {name: (sdist / name).read_bytes() for name in MADE} == MADE
    for name in MADE:
        (sdist / name).write_bytes(MADE[name] + b"# as it was brought along\n")
    found = inside(tmp_path / called(sdist, "build_wheel", str(tmp_path)))
    for name in TABLES:
        assert found[name.removeprefix("src/")].endswith(b"# as it was brought along\n")
    assert found["share/man/man1/am.1"].endswith(b"# as it was brought along\n")
    for name in MADE:
        (sdist / name).write_bytes(MADE[name])


def test_making_it_loads_nothing_that_a_build_is_not_given(tree: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-c", LOADED, *docs.MAKE[2:]], cwd=tree, capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(tree / "src")},
    )  # fmt: skip
    loaded = set(found.stdout.splitlines()[-1].split())
    assert {"amcli", "tools", "typer"} <= loaded
    owners = packages_distributions()
    promised = {re.split(r"[<>=]", each)[0] for each in requires("amcli") or [] if ";" not in each}
    assert {owner for name in loaded for owner in owners.get(name, ())} & promised <= {"typer", "rich"}


def test_only_what_must_make_it_first_needs_what_the_program_needs(tree: Path, sdist: Path) -> None:
    kinds = ("wheel", "editable", "sdist")
    from_tree, from_archive = required(tree, *kinds), required(sdist, *kinds)
    assert ["typer" in each for each in from_tree] == [True] * 3
    assert ["sqlmodel" in each for each in from_tree] == [False] * 3
    assert ["typer" in each for each in from_archive] == [False] * 3
    (sdist / "man/am.1").rename(sdist / "man/away")
    assert ["typer" in each for each in required(sdist, "wheel")] == [True]
    (sdist / "man/away").rename(sdist / "man/am.1")


def test_an_editable_install_leaves_it_in_the_tree_where_the_program_looks(
    tree: Path, tmp_path: Path
) -> None:
    for name in MADE:
        (tree / name).unlink(missing_ok=True)
    found = inside(tmp_path / called(tree, "build_editable", str(tmp_path)))
    assert {name: (tree / name).read_bytes() for name in MADE} == MADE
    assert found["share/man/man1/am.1"] == MADE["man/am.1"]
    said = subprocess.run(
        [sys.executable, "-m", "amcli", "__complete", "fish", "am chec"],
        env=clean_environment(tmp_path) | {"PYTHONPATH": str(tree / "src")},
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "checkins\tList customers overdue for a check-in\n" in said.stdout


def test_a_tree_that_is_installed_to_be_edited_is_built_again(tree: Path, tmp_path: Path) -> None:
    """pip begins each process of a build with this: paths of what is installed are none of the build's, and
    trees are installed."""
    without = "import sys; sys.path[:] = [each for each in sys.path if not each.endswith('src')]"
    (tmp_path / "sitecustomize.py").write_text(without)
    paths = os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", "")))
    (tree / "man" / "am.1").unlink(missing_ok=True)
    called(tree, "build_editable", str(tmp_path), PYTHONPATH=paths)
    assert (tree / "man" / "am.1").read_bytes() == MADE["man/am.1"]


def test_a_build_fails_where_it_cannot_be_made(sdist: Path, tmp_path: Path) -> None:
    (sdist / "PKG-INFO").rename(sdist / "away")
    path = sdist / "src/amcli/app.py"
    text = path.read_text(encoding="utf-8")
    path.write_text("raise ImportError('planted')\n" + text, encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "-c", BACKEND, "build_wheel", str(tmp_path)],
        cwd=sdist,
        capture_output=True,
        check=False,
    )
    path.write_text(text, encoding="utf-8")
    (sdist / "away").rename(sdist / "PKG-INFO")
    assert found.returncode != 0
    assert b"planted" in found.stderr
    assert list(tmp_path.glob("*.whl")) == []


def test_what_is_older_than_the_tree_is_made_anew_before_the_tests(tree: Path) -> None:
    docs.make_built(tree)
    assert not docs.make_built(tree)
    path = tree / "src/amcli/commands/checkins.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("List customers overdue", "Planted: list customers overdue"), encoding="utf-8"
    )
    assert docs.make_built(tree)
    assert b"Planted: list" in (tree / "src/amcli/completion/tree.tsv").read_bytes()
    assert not docs.make_built(tree)
    (tree / "man/am.1").unlink()
    path.write_text(text, encoding="utf-8")
    assert docs.make_built(tree)
    assert (tree / "man/am.1").read_bytes() == MADE["man/am.1"]


def test_git_ignores_all_of_it() -> None:
    assert set(LEFT_OUT.match_files(MADE)) == set(MADE)
    assert not LEFT_OUT.match_file("src/amcli/completion/line.py")
