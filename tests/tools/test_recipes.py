"""The justfile, the checks before a commit and the hosted CI name only what there is, and what people read
names only recipes that there are."""

import re
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.docs.commands import ROOT
from tests.profiles import NIGHTLY

JUSTFILE = (ROOT / "justfile").read_text(encoding="utf-8")
WANTED = {"setup", "test", "all", "lint", "docs", "same", "mutants", "bench", "torture", "site"}
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS: dict[str, list[str]] = PYPROJECT["project"]["optional-dependencies"]
# What is installed by another name than that of its module or program.
INSTALLED = {"lint-imports": "import-linter", "just": "rust-just", "pre_commit": "pre-commit"}
# What every Python has.
ALWAYS = {"pip", "venv"}
CHECKS = ROOT / ".pre-commit-config.yaml"
CI = ROOT / ".github" / "workflows" / "ci.yml"
READ = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/completion.md")),
    *sorted((ROOT / ".github").rglob("*.md")),
    *sorted((ROOT / "tools").rglob("*.py")),
]


def recipes(text: str) -> dict[str, list[str]]:
    """The lines of each recipe."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if head := re.match(r"([a-z-]+)( [*A-Z ]+)?:(?!=)", line):
            name = head[1]
            found[name] = []
        elif line.startswith("    "):
            found[name].append(line.strip().replace("{{ python }}", ".venv/bin/python"))
    return found


RECIPES = recipes(JUSTFILE)


def extra(name: str) -> set[str]:
    """The distributions of an extra, and of those that it names."""
    found = set()
    for each in EXTRAS[name]:
        inner = re.match(r"amcli\[(.*)\]", each)
        names = [extra(part) for part in inner[1].split(",")] if inner else [{re.split(r"[>=<\[]", each)[0]}]
        found |= set().union(*names)
    return found


def programs(line: str) -> Iterator[str]:
    """What a line runs of the environment: the module behind `-m`, or the program in its folder."""
    yield from re.findall(r"\.venv/bin/python -m ([\w.]+)", line)
    yield from (name for name in re.findall(r"\.venv/bin/([\w-]+)", line) if name not in ("python", "pip"))


def is_there(name: str, distributions: set[str]) -> bool:
    """Whether a module or a program is of the house, of every Python, or installed by an extra."""
    ours = name.partition(".")[0] in ("tools", "benchmarks", "tests")
    if ours:
        return find_spec(name) is not None
    return name in ALWAYS or INSTALLED.get(name, name) in distributions


def test_the_justfile_has_the_recipes_that_are_promised() -> None:
    assert WANTED | {"default"} == set(RECIPES)
    assert all(RECIPES.values())


def test_every_recipe_says_what_it_is_for() -> None:
    for name in RECIPES:
        assert re.search(rf"^# .+\n{name}\b", JUSTFILE, re.MULTILINE), name


@pytest.mark.parametrize("name", sorted(WANTED))
def test_a_recipe_runs_only_what_there_is(name: str) -> None:
    found = [each for line in RECIPES[name] for each in programs(line)]
    assert found
    assert [each for each in found if not is_there(each, extra("dev"))] == []


def test_the_checks_before_a_commit_run_only_what_there_is() -> None:
    found = list(programs(CHECKS.read_text(encoding="utf-8")))
    assert found == ["ruff", "ruff", "mypy", "lint-imports"]
    assert [each for each in found if not is_there(each, extra("lint"))] == []


def test_the_hosted_ci_runs_what_is_run_here_and_a_newer_typer_may_fail() -> None:
    text = CI.read_text(encoding="utf-8")
    runs = re.findall(r"- run: (.*)", text)
    assert ".ci/run" in runs
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o100
    assert [each for line in runs for each in programs(line) if not is_there(each, extra("test"))] == []
    newest = text[text.index("newest-typer:") :]
    assert "continue-on-error: true" in newest
    assert "--upgrade --no-deps typer" in newest


def test_what_only_some_runs_try_is_tried_each_night_and_by_a_documented_command() -> None:
    text = CI.read_text(encoding="utf-8")
    assert re.search(r"schedule:\n +- cron:", text)
    nightly = text[text.index("  nightly:") :]
    assert "if: github.event_name == 'schedule'" in nightly
    assert f"--hypothesis-profile={NIGHTLY}" in nightly
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert f"`just all --hypothesis-profile={NIGHTLY}`" in page


def test_the_marker_of_the_fast_tests_is_known() -> None:
    (line,) = RECIPES["test"]
    marker = re.search(r"-m (\w+) -n", line)
    assert marker is not None
    assert any(
        each.startswith(f"{marker[1]}:") for each in PYPROJECT["tool"]["pytest"]["ini_options"]["markers"]
    )


@pytest.mark.parametrize("page", READ, ids=lambda page: page.name)
def test_what_people_read_names_only_recipes_that_there_are(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"`(?:\.venv/bin/)?just ([a-z]+)", text)) | set(
        re.findall(r"^\s+just ([a-z]+)", text, re.M)
    )
    assert named <= WANTED


def test_contributing_tells_of_every_recipe() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert {name for name in WANTED if f"`just {name}" in text} == WANTED


@pytest.mark.parametrize(
    "path", [CHECKS, CI, *sorted((ROOT / ".github" / "ISSUE_TEMPLATE").iterdir())], ids=lambda p: p.name
)
def test_a_file_of_settings_has_neither_tabs_nor_blanks_at_line_ends(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "\t" not in text
    assert re.search(r" +$", text, re.MULTILINE) is None


def test_the_hosted_ci_tries_every_python_that_is_promised() -> None:
    """The classifiers are what `.ci/run` goes by; the page on installing names the same ones."""
    project, ci = PYPROJECT["project"], CI.read_text(encoding="utf-8")
    promised = re.findall(r"Programming Language :: Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    assert promised == [f"3.{minor}" for minor in range(11, 11 + len(promised))]
    assert project["requires-python"] == f">={promised[0]}"
    (matrix,) = re.findall(r"^ +python: \[(.*)\]$", ci, re.MULTILINE)
    assert re.findall(r'"(.*?)"', matrix) == promised
    assert set(re.findall(r"container: python:(3\.\d+)-", ci)) <= set(promised)
    page = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    (needed,) = re.findall(r"It needs Python (.*?) and", page)
    assert re.split(", | or ", needed) == promised
