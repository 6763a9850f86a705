"""Completion answers while somebody types: it loads SQLite, the rules for names, and nothing of the rest."""

import pytest

from tests.startup.test_imports import DECLARING, DRAWING, SELDOM, Loads, loads, packages, small_book

__all__ = ["loads", "small_book"]

OURS = {
    "amcli.__main__", "amcli.completion", "amcli.completion.answers", "amcli.completion.candidates",
    "amcli.config", "amcli.config.folders",
    "amcli.errors", "amcli.rules", "amcli.rules.names",
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
    argv: list[str], loads: Loads
) -> None:
    loaded = loads("__complete", *argv)
    assert {name for name in loaded if name.startswith("amcli.")} <= OURS
    assert not packages(loaded) & (HEAVY | DECLARING | DRAWING | SELDOM)


def test_the_fields_of_a_list_are_known_without_the_book(loads: Loads) -> None:
    loaded = loads("__complete", "fields:renewals", "word=acc")
    assert "amcli.completion.answers" in loaded
    assert not {"sqlite3", "amcli.storage", "amcli.rules"} & loaded


def test_saved_reports_are_known_without_the_book(loads: Loads) -> None:
    loaded = loads("__complete", "report", "word=", "config=/dev/null")
    assert "tomllib" in loaded
    assert not {"sqlite3", "amcli.storage", "amcli.config.settings"} & loaded


def test_completion_of_a_record_does_load_what_it_is_thought_to(loads: Loads) -> None:
    assert {"sqlite3", "amcli.completion.candidates"} <= loads("__complete", "account", "word=robot")
