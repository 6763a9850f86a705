"""Which tests are of the fast tier (`pytest -m fast`): every rule, and every command once, in this process.

Nobody marks a test. A room or a file is named here as a whole; what starts a process, a shell or a browser is
found by what a test and its fixtures use, and is left out.
"""

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from tests import forkserver

# Every rule, answers worked out by hand, and each command: its help, what it prints, what it writes.
TESTS = Path(__file__).parent
FAST = (
    "rules/", "metrics/test_worked_", "oracle/test_lists_by_hand", "oracle/test_score_by_hand",
    "backtest/test_arithmetic", "filters/test_words", "docs/test_help", "commands/test_undo_of_everything",
    "storage/test_journal", "storage/test_undo", "storage/test_forgotten", "storage/test_pruning",
    "storage/test_taken_back", "tools/test_mutants",
    "commands/test_schema.py::test_every_command", "commands/test_schema.py::test_what_a_command_prints",
)  # fmt: skip
# Of what is tried on several books, one.
ONE_OF = {"where": "sample"}
OUTSIDE = (subprocess, forkserver)
BY_NAME = {"subprocess", "PROGRAM"}


def is_fast(item: pytest.Item) -> bool:
    """Whether a test is of the fast tier."""
    place = item.nodeid.removeprefix("tests/")
    return place.startswith(FAST) and is_one(item) and not starts_a_process(item)


def may_be_fast(path: Path) -> bool:
    """Whether a file has tests of the fast tier; a folder is asked by its files."""
    place = path.relative_to(TESTS).as_posix() if path.is_relative_to(TESTS) else ""
    return path.suffix != ".py" or any(
        place.startswith(each.partition("::")[0]) or place.endswith("conftest.py") for each in FAST
    )


def is_one(item: pytest.Item) -> bool:
    """Whether it is tried on the book that stands for all, where there are several."""
    params = item.callspec.params if hasattr(item, "callspec") else {}
    return all(params.get(name, one) == one for name, one in ONE_OF.items())


def starts_a_process(item: pytest.Item) -> bool:
    """Whether a test, one of its fixtures, or what these call in the tests, reaches for another process."""
    fixtures = getattr(item, "_fixtureinfo", None)
    found = [each.func for defs in (fixtures.name2fixturedefs if fixtures else {}).values() for each in defs]
    return any_reaches_outside((getattr(item, "function", None), *found))


@cache
def any_reaches_outside(things: tuple[Any, ...]) -> bool:
    """Whether one of these does; asked once for all cases of a test."""
    seen: set[int] = set()
    return any(reaches_outside(each, seen) for each in things)


def reaches_outside(thing: Any, seen: set[int]) -> bool:
    """Whether a function or a class of the tests uses what starts processes, itself or through others."""
    if id(thing) in seen:
        return False
    seen.add(id(thing))
    if any(thing is each or getattr(thing, "__module__", None) == each.__name__ for each in OUTSIDE):
        return True
    thing = getattr(getattr(thing, "hypothesis", None), "inner_test", thing)
    if isinstance(thing, type) and thing.__module__.startswith("tests."):
        return any(reaches_outside(each, seen) for each in vars(thing).values())
    if not isinstance(thing, FunctionType) or not thing.__module__.startswith("tests."):
        return False
    names = set(names_in(thing.__code__))
    used = (thing.__globals__.get(name) for name in names)
    return bool(names & BY_NAME) or any(reaches_outside(each, seen) for each in used if each is not None)


def names_in(code: CodeType) -> Iterator[str]:
    """The names that a function uses, and those inside it."""
    yield from code.co_names
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from names_in(each)
