"""The examples of README.md and docs/ are run, and print what is written there."""

import os
import shutil
from pathlib import Path

import pytest

from tests.docs.commands import ROOT, commands_of, parse
from tests.docs.here import Here
from tests.forkserver import commands
from tests.profiles import is_nightly
from tools import examples, sessions

WITH_SESSIONS = [
    name for name in examples.DOCUMENTS if "```console" in (ROOT / name).read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", WITH_SESSIONS)
def test_a_documents_examples_print_what_is_written_there(
    name: str, tmp_path: Path, sample_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for made in (sample_book, sample_book.with_suffix(".toml")):
        shutil.copyfile(made, tmp_path / made.name)
    path = f"{commands()}{os.pathsep}{sessions.environment(tmp_path)['PATH']}"
    here = Here(monkeypatch)
    run = None if is_nightly() else here.example
    outcomes = examples.run_document((ROOT / name).read_text(encoding="utf-8"), tmp_path, run, PATH=path)
    here.let_go()
    assert outcomes
    assert examples.report(name, outcomes) == ""


@pytest.mark.parametrize("name", examples.DOCUMENTS)
def test_every_other_command_of_a_document_can_be_typed(name: str) -> None:
    for block in examples.blocks((ROOT / name).read_text(encoding="utf-8")):
        for line in block.lines if block.language in ("sh", "text") else ():
            for argv in commands_of(line.split("  #")[0]) if "am " in line else ():
                parse(argv)


def test_an_example_that_prints_something_else_is_told() -> None:
    text = "```console\n$ echo one\ntwo\n```\n"
    example = next(examples.examples(block)[0] for block in examples.blocks(text))
    outcome = examples.Outcome(example, ["one"])
    assert not outcome.agrees
    assert "--- printed now\none" in examples.report("x.md", [outcome])
    assert examples.rewritten(text, [outcome], Path("/home")) == "```console\n$ echo one\none\n```\n"


@pytest.mark.parametrize(
    ("expected", "actual", "agree"),
    [
        (["one", "..."], ["one", "two", "three"], True),
        (["one", "..."], ["one"], True),
        (["...", "three"], ["one", "two", "three"], True),
        (["at ... done"], ["at 07:30 done"], True),
        (["one"], ["one", "two"], False),
        (["o.e"], ["one"], False),
        ([], ["one"], False),
        (["one", ""], ["one"], True),
    ],
)
def test_dots_stand_for_any_text_and_nothing_else_does(
    expected: list[str], actual: list[str], agree: bool
) -> None:
    assert examples.matches(expected, actual) is agree
