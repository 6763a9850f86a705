"""Completion answers while somebody types: it loads SQLite, the rules for names, and nothing of the rest."""

import base64

import pytest

from tests.startup.test_imports import DECLARING, DRAWING, SELDOM, Loads, loads_whole, packages, small_book

__all__ = ["loads_whole", "small_book"]

OURS = {
    "amcli.__main__", "amcli.completion", "amcli.completion.answers", "amcli.completion.candidates",
    "amcli.completion.line", "amcli.completion.shells", "amcli.config", "amcli.config.folders",
    "amcli.errors", "amcli.hints", "amcli.patterns", "amcli.rules", "amcli.rules.names",
}  # fmt: skip
TABLE = {
    "amcli.__main__", "amcli.completion", "amcli.completion.answers", "amcli.completion.line",
    "amcli.completion.shells",
}  # fmt: skip
HEAVY = {
    "typing", "typer", "click", "platformdirs", "pathlib", "json", "shlex", "inspect", "dataclasses",
    "urllib", "tomllib", "locale", "subprocess",
}  # fmt: skip


@pytest.mark.parametrize(
    "argv",
    [
        ["account", "word=robot"], ["contact:theirs", "word=", "of=acme"], ["record", "word=t1"],
        ["task:open", "word="], ["contract-or-account", "word=a"], ["account", "word=", "book=nowhere.db"],
        ["nonsense"], [], ["fields:task.list", "word=ti"], ["values:account.owner", "word="],
    ],
    ids=" ".join,
)  # fmt: skip
def test_completion_loads_neither_the_command_line_nor_the_configuration(
    argv: list[str], loads_whole: Loads
) -> None:
    loaded = loads_whole("__complete", *argv)
    assert {name for name in loaded if name.startswith("amcli.")} <= OURS
    assert not packages(loaded) & (HEAVY | DECLARING | DRAWING | SELDOM)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
@pytest.mark.parametrize(
    "line", ["am log robot", "am renew ", "am task edit t1 -w ", "am account add X --owner ", "am show "]
)
def test_a_line_with_a_record_loads_neither_either(shell: str, line: str, loads_whole: Loads) -> None:
    loaded = loads_whole("__complete", *asked(shell, line))
    assert {name for name in loaded if name.startswith("amcli.")} <= OURS
    assert not packages(loaded) & (HEAVY | DECLARING | DRAWING | SELDOM)
    assert "amcli.completion.candidates" in loaded


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
@pytest.mark.parametrize(
    "line",
    ["am che", "am log acme --pur", "am account add X --tier=k", "am renewals --fields acc", "am import x"],
)
def test_words_that_are_always_the_same_load_nothing_but_their_table(
    shell: str, line: str, loads_whole: Loads
) -> None:
    loaded = loads_whole("__complete", *asked(shell, line))
    assert {name for name in loaded if name.startswith("amcli.")} <= TABLE
    assert not packages(loaded) & (HEAVY | DECLARING | DRAWING | SELDOM | {"_sqlite3"})


def asked(shell: str, line: str) -> tuple[str, ...]:
    """What a shell asks for a line."""
    if shell == "powershell":
        return shell, base64.b64encode(line.encode()).decode()
    return (shell, line, line.rpartition(" ")[2], "9", "80") if shell == "bash" else (shell, line)


def test_the_fields_of_a_list_are_known_without_the_book(loads_whole: Loads) -> None:
    loaded = loads_whole("__complete", "fields:renewals", "word=acc")
    assert "amcli.completion.answers" in loaded
    assert not {"_sqlite3", "amcli.storage", "amcli.rules"} & loaded


def test_saved_reports_are_known_without_the_book(loads_whole: Loads) -> None:
    loaded = loads_whole("__complete", "report", "word=", "config=/dev/null")
    assert "tomllib" in loaded
    assert not {"_sqlite3", "amcli.storage", "amcli.config.settings"} & loaded


def test_completion_of_a_record_does_load_what_it_is_thought_to(loads_whole: Loads) -> None:
    loaded = loads_whole("__complete", "account", "word=robot")
    assert {"_sqlite3", "amcli.completion.candidates"} <= loaded
    assert not {"sqlite3", "datetime", "re", "enum", "contextlib", "__future__"} & loaded
