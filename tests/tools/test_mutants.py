"""What `python -m tools.mutants` is told still fits the sources: a line that was changed, a function
that was renamed and a test that was moved are named here at once, and not only when all is tried again."""

import ast
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from tests.tiers import FAST

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src/amcli"
TOLD = tomllib.loads((ROOT / "tests/mutants.toml").read_text())


def files_of(pattern: str) -> list[Path]:
    return sorted(PACKAGE.glob(pattern))


@cache
def text_of(module: str) -> str:
    """A module in one line, as the mutants of several rows are told."""
    return " ".join(row.strip() for row in (PACKAGE / module).read_text().splitlines())


@cache
def scopes_of(module: str) -> set[str]:
    """The functions and classes of a module, each with the class it lies in; the module itself is nothing."""
    found = {""}

    def walk(node: ast.AST, names: tuple[str, ...]) -> None:
        for inner in ast.iter_child_nodes(node):
            here = names
            if isinstance(inner, ast.FunctionDef | ast.ClassDef):
                here = (*names, inner.name)
                found.add(".".join(here))
            walk(inner, here)

    walk(ast.parse((PACKAGE / module).read_text()), ())
    return found


def gone(listed: dict[str, Any]) -> str | None:
    """What of a listed mutant isn't there any more."""
    module = listed["module"]
    if module not in modules():
        return f"{module}: isn't tried"
    if listed.get("function", "") not in scopes_of(module):
        return f"{module}: no {listed['function']}"
    return None if listed["line"] in text_of(module) else f"{module}: no line {listed['line']}"


@cache
def modules() -> set[str]:
    return {file.relative_to(PACKAGE).as_posix() for pattern in TOLD["modules"] for file in files_of(pattern)}


def test_every_module_that_is_tried_is_there_with_its_tests_of_the_fast_tier() -> None:
    assert [pattern for pattern in TOLD["modules"] if not files_of(pattern)] == []
    named = {each for tests in TOLD["modules"].values() for each in tests if not each.startswith("-")}
    left_out = {
        each.removeprefix("--deselect=").partition("::")[0]
        for tests in TOLD["modules"].values()
        for each in tests
        if each.startswith("--deselect=")
    }
    assert [each for each in sorted(named | left_out) if not (ROOT / each).is_file()] == []
    assert [each for each in sorted(named) if not each.removeprefix("tests/").startswith(FAST)] == []
    assert left_out <= named


def test_every_mutant_that_is_listed_or_planted_is_of_a_line_that_is_there() -> None:
    assert [said for each in (*TOLD["planted"], *TOLD["survivor"]) if (said := gone(each))] == []


def test_every_mutant_that_is_listed_differs_is_listed_once_and_has_a_reason() -> None:
    found = [(each["module"], each["function"], each["line"], each["mutant"]) for each in TOLD["survivor"]]
    assert [each for each in found if found.count(each) > 1] == []
    assert [each for each in found if each[2] == each[3]] == []
    unexplained = [each for each in TOLD["survivor"] if not each["reason"].startswith("equivalent: ")]
    assert unexplained == []


def test_a_line_that_is_gone_is_named() -> None:
    known = TOLD["survivor"][0]
    assert gone(known) is None
    assert gone(known | {"line": "never = True"}) == f"{known['module']}: no line never = True"
    assert gone(known | {"function": "nobody"}) == f"{known['module']}: no nobody"
    assert gone(known | {"module": "rules/facts.py"}) == "rules/facts.py: isn't tried"
