"""What docs/architecture.md says of adding things is done as it stands on a copy, and is enough."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from amcli.rules.model import of_points
from amcli.rules.signal import Signal, settles
from tests.docs.commands import ROOT
from tests.docs.recipes import FOUND, PAGE, Step, recipes, with_lines
from tests.profiles import is_nightly

PAGE_TEXT = (ROOT / PAGE).read_text(encoding="utf-8")
RECIPES = recipes(PAGE_TEXT)
COPIED = ("src", "tools", "tests", "docs", "completions")
# Nightly each step. Enough by day is one, amid the longest recipe: that all of them together suffice is tried
# each time, and this shows that a recipe without one of its steps is told from a whole one.
LONGEST = max(RECIPES, key=lambda name: len(RECIPES[name]))
LEFT_OUT = [
    (name, at)
    for name, steps in RECIPES.items()
    for at in range(len(steps))
    if is_nightly() or (name, at) == (LONGEST, len(steps) // 2)
]


def copy_of(folder: Path, steps: Sequence[Step], left_out: str) -> Path:
    """A copy of the package after some steps; the page within it lacks a line that is a command."""
    root = folder / "copy"
    for name in COPIED:
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("samples", "expected"))
    for name in ("README.md", "pyproject.toml"):
        shutil.copyfile(ROOT / name, root / name)
    for step in steps:
        step.take(root)
    if left_out:
        (root / PAGE).write_text(PAGE_TEXT.replace(f"{left_out}\n", ""), encoding="utf-8")
    return root


def outcome(root: Path, *names: str) -> subprocess.CompletedProcess[str]:
    """What is wrong in a copy after recipes, found in a process of its own."""
    book = root / "book"
    book.mkdir()
    environ = {**os.environ, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}", "HOME": str(book)}
    argv = [sys.executable, "-m", "tests.docs.recipes", str(book), *names]
    return subprocess.run(argv, cwd=root, env=environ, capture_output=True, text=True, check=False)


def test_the_page_has_the_recipes_that_are_tried() -> None:
    assert set(RECIPES) == set(FOUND)
    assert {step.kind for steps in RECIPES.values() for step in steps} == {"python", "toml", "diff", "sh"}


def test_after_its_recipes_everything_new_is_found_and_every_command_works(tmp_path: Path) -> None:
    """By day some commands with what is new; nightly every one."""
    steps = [step for steps in RECIPES.values() for step in steps]
    found = outcome(copy_of(tmp_path, steps, ""), *RECIPES, "every" if is_nightly() else "some")
    assert (found.returncode, found.stdout.strip(), found.stderr) == (0, "", "")


@pytest.mark.parametrize(("name", "at"), LEFT_OUT)
def test_a_step_that_is_left_out_is_noticed(name: str, at: int, tmp_path: Path) -> None:
    steps = [step for number, step in enumerate(RECIPES[name]) if number != at]
    skipped = RECIPES[name][at]
    found = outcome(copy_of(tmp_path, steps, skipped.text if skipped.kind == "sh" else ""), name)
    assert found.returncode == 1, found.stderr
    assert found.stdout.strip()


@pytest.mark.parametrize("field", [name for name in Signal._fields if name not in Signal._field_defaults])
def test_a_signal_without_one_of_its_fields_is_none(field: str) -> None:
    whole = {
        "name": "x", "label": "x", "most": of_points(1, "x"), "figures": {}, "cost": settles,
        "words": settles, "missing": "x", "done": settles, "rule": "x", "guide": "x", "said_by": (),
        "own_words": False,
    }  # fmt: skip
    Signal(**whole)
    del whole[field]
    with pytest.raises(TypeError, match=f"'{field}'"):
        Signal(**whole)


def test_lines_are_put_between_the_lines_around_them_or_refused() -> None:
    assert with_lines("one\ntwo\n", " one\n+more\n two\n") == "one\nmore\ntwo\n"
    for text in ("one\n\ntwo\n", "one\ntwo\none\ntwo\n"):
        with pytest.raises(ValueError, match="times in the file"):
            with_lines(text, " one\n+more\n two\n")
