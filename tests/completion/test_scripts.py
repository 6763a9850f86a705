"""The completion scripts as files: few lines that a shell can read, which know nothing of the program; and
the tables of the program, which the build makes, current and read again as they were written.

PowerShell itself is not among what the tests run: its script is checked against its grammar, and what it is
answered is in `test_line`.
"""

import re
import subprocess
from pathlib import Path

import pytest
import tree_sitter
import tree_sitter_powershell
from tools.completion_table import NOTHING, Place, made, short, table

from amcli.commands import completion
from amcli.completion.line import REPEATED, Tree
from amcli.completion.shells import SHELLS, quoted_in_bash, quoted_in_powershell
from tests.completion.conftest import FOLDER

MADE = made()
SCRIPTS = sorted(path.name for path in FOLDER.iterdir())
POWERSHELL = (FOLDER / "am.ps1").read_text(encoding="utf-8")
# A script for another name of the command hands over to the one for `am`.
MOST_LINES = 40


@pytest.mark.parametrize("path", MADE, ids=lambda path: path.name)
def test_the_table_that_was_made_is_current(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == MADE[path]


@pytest.mark.parametrize("place", table(), ids=lambda place: place.path)
def test_the_tree_is_read_as_it_was_written(place: Place) -> None:
    read = Tree().place(" ".join(["am", *place.path.split()]))
    assert read is not None
    assert [row[0] for row in read.verbs] == list(place.verbs)
    assert {row[:2] for row in read.options} == {
        (name, short(option.help)) for option in place.options for name in option.names
    }
    for option in place.options:
        assert {read.takes(name) for name in option.names} == {option.takes or ""}
    arguments = [each for each in read.arguments if each != REPEATED]
    assert [*arguments, *[NOTHING] * len(place.arguments)][: len(place.arguments)] == list(place.arguments)
    assert (read.arguments[-1:] == [REPEATED]) == (place.repeated and len(arguments) == len(place.arguments))


def test_a_place_that_is_not_there_is_none() -> None:
    for path in ("am nonsense", "am log acme", "log", "am ", ""):
        assert Tree().place(path) is None


def test_there_is_a_script_and_an_answer_for_each_shell_that_can_be_installed() -> None:
    assert tuple(SHELLS) == tuple(completion.SCRIPTS) == completion.SHELLS == tuple(completion.PLANS)
    assert set(completion.SCRIPTS.values()) <= set(SCRIPTS)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_short_and_says_no_word_of_the_tree(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    words = {
        word for place in table() for option in place.options for word in option.names if word[:2] == "--"
    }
    assert {word for word in words if re.search(rf"(?<![\w-]){word}(?![\w-])", text)} == set()


@pytest.mark.parametrize(
    ("argv", "script"),
    [
        (["bash", "-n"], "am.bash"),
        (["zsh", "-n"], "_am"),
        (["fish", "-n"], "am.fish"),
        (["bash", "-n"], "amcli.bash"),
        (["fish", "-n"], "amcli.fish"),
    ],
)
def test_a_shell_can_read_its_script(argv: list[str], script: str) -> None:
    found = subprocess.run([*argv, FOLDER / script], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")


def parsed(text: str) -> tree_sitter.Node:
    """PowerShell as its grammar has it."""
    language = tree_sitter.Language(tree_sitter_powershell.language())
    return tree_sitter.Parser(language).parse(text.encode()).root_node


def test_the_script_for_powershell_is_powershell() -> None:
    assert parsed("foreach ($a in 1) { $a +").has_error
    assert not parsed(POWERSHELL).has_error


def test_nothing_in_the_scripts_evaluates_a_text() -> None:
    for script in SCRIPTS:
        text = (FOLDER / script).read_text(encoding="utf-8")
        code = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
        if not script.startswith("amcli."):  # which reads the script for am
            assert not re.search(r"(^|[\s;|&(])(eval|source|iex|Invoke-Expression)\s|\$\{\(.?e", code)


@pytest.mark.parametrize(
    "text",
    ["it's \\ $(touch x) `y` \N{RIGHT SINGLE QUOTATION MARK}", "~/x ~", "#1 of #2", "a=b:c,d",
     "*?[]{}^!&;|<>\"", "云 Żółw", "plain_1-2.3/4@5%6+7"],
)  # fmt: skip
def test_a_text_is_quoted_as_its_shell_reads_it(text: str) -> None:
    code = 'printf "%q\\n" "$1"; eval "printf %s $2"'
    found = subprocess.run(
        ["bash", "--norc", "-c", code, "bash", text, quoted_in_bash(text)],
        capture_output=True, text=True, check=True, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    by_bash, read = found.stdout.split("\n", 1)
    assert (read, quoted_in_bash(text)) == (text, by_bash.replace("\\,", ","))


def test_a_text_is_quoted_for_powershell_unless_it_is_plainly_one_word() -> None:
    text = "it's \\ $(touch x) `y` \N{RIGHT SINGLE QUOTATION MARK}"
    doubled = text.replace("'", "''").replace("\N{RIGHT SINGLE QUOTATION MARK}", "\u2019" * 2)
    assert quoted_in_powershell(text) == f"'{doubled}'"
    for plain in ("acme", "p1", "云杉木业", "tier:key", "-title", "2026.1"):
        assert quoted_in_powershell(plain) == plain
    for other in ("a b", "account,arr", "@x", ":x", "a=b", "x;y", "#x"):
        assert quoted_in_powershell(other) == f"'{other}'"
