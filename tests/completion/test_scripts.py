"""The completion scripts as files: current, in the wheel where shells look, and PowerShell's by its grammar.

PowerShell itself is not among what the tests run: what is checked is that its script can be read, and that
it holds the same table as the others.
"""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import tree_sitter
import tree_sitter_powershell
from tools.make_completions import FOLDER, SCRIPTS, in_fish, in_powershell, made, posix, said, table

from tests.docs.commands import ROOT

FILES = made()
POWERSHELL = (FOLDER / "am.ps1").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_stored_file_is_current(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == FILES[path]


def test_there_is_a_script_for_each_shell_that_can_be_installed() -> None:
    from amcli.commands import completion

    assert {shell: script for shell, (script, _, _) in SCRIPTS.items()} == completion.SCRIPTS
    assert tuple(SCRIPTS) == completion.SHELLS == tuple(completion.PLANS)


@pytest.mark.parametrize(
    ("argv", "script"),
    [
        (["bash", "-n"], "am.bash"),
        (["zsh", "-n"], "_am"),
        (["fish", "-n"], "am.fish"),
        (["bash", "-n"], "amcli.bash"),
    ],
)
def test_a_shell_can_read_its_script(argv: list[str], script: str) -> None:
    found = subprocess.run([*argv, FOLDER / script], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")


def parsed(text: str) -> tree_sitter.Node:
    """PowerShell as its grammar has it."""
    language = tree_sitter.Language(tree_sitter_powershell.language())
    return tree_sitter.Parser(language).parse(text.encode()).root_node


def nodes(node: tree_sitter.Node, kind: str) -> list[str]:
    """The texts of all nodes of a kind."""
    inner = [text for child in node.children for text in nodes(child, kind)]
    return [node.text.decode(), *inner] if node.type == kind and node.text else inner


def test_the_script_for_powershell_is_powershell() -> None:
    assert parsed("foreach ($a in 1) { $a +").has_error
    assert not parsed(POWERSHELL).has_error


def test_the_script_for_powershell_holds_the_whole_table() -> None:
    literals = nodes(parsed(POWERSHELL), "verbatim_string_characters")
    for place in said(table()):
        texts = [
            word for words in (place.verbs, place.options, place.takes) for pair in words for word in pair
        ]
        assert {in_powershell(text) for text in (place.path, *texts, *place.arguments)} <= set(literals)


def test_nothing_in_the_scripts_evaluates_a_text() -> None:
    for script, _, _ in SCRIPTS.values():
        text = (FOLDER / script).read_text(encoding="utf-8")
        code = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
        assert not re.search(r"(^|[\s;|&(])(eval|source|iex|Invoke-Expression)\s|\$\{\(.?e", code)


def test_a_text_with_quotes_is_quoted_for_each_shell() -> None:
    text = "it's \\ $(touch x) `y` \N{RIGHT SINGLE QUOTATION MARK}"
    assert posix(text) == "'it'\\''s \\ $(touch x) `y` \N{RIGHT SINGLE QUOTATION MARK}'"
    assert in_fish(text) == "'it\\'s \\\\ $(touch x) `y` \N{RIGHT SINGLE QUOTATION MARK}'"
    assert in_powershell(text) == "'it''s \\ $(touch x) `y` " + "\N{RIGHT SINGLE QUOTATION MARK}" * 2 + "'"


def test_the_wheel_has_the_scripts_where_shells_look_and_where_am_looks(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        inside = {
            re.sub(r"^amcli-[^/]*\.data/data/", "", name): archive.read(name).decode()
            for name in archive.namelist()
            if "completions" in name or "/share/" in name or name.endswith("completion/listed.tsv")
        }
    scripts = {
        name: (FOLDER / name).read_text(encoding="utf-8") for name in (path.name for path in FOLDER.iterdir())
    }
    assert {name: inside[f"amcli/completions/{name}"] for name in scripts} == scripts
    for place, name in (
        ("bash-completion/completions/am", "am.bash"),
        ("bash-completion/completions/amcli", "amcli.bash"),
        ("zsh/site-functions/_am", "_am"),
        ("fish/vendor_completions.d/am.fish", "am.fish"),
        ("fish/vendor_completions.d/amcli.fish", "amcli.fish"),
    ):
        assert inside[f"share/{place}"] == scripts[name]
    assert "amcli/completion/listed.tsv" in inside
