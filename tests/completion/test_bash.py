"""Completion in a real bash: commands and options, from the stored script, without starting Python."""

import subprocess

import pytest
from tools.make_completions import TARGET, script


def complete(*words: str) -> list[str]:
    """What bash offers after these words; the last one is being typed."""
    line = " ".join(f"'{word}'" for word in ("am", *words))
    typed = f"COMP_WORDS=({line}); COMP_CWORD={len(words)}"
    code = f"source '{TARGET}'; {typed}; _am; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    found = subprocess.run(
        ["bash", "--norc", "-c", code],
        env={"PATH": ""},
        capture_output=True,
        text=True,
        check=True,
        executable="/bin/bash",
    )
    assert found.stderr == ""
    return found.stdout.split()


def test_the_stored_script_is_current():
    assert TARGET.read_text(encoding="utf-8") == script()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["che"], ["checkins"]),
        (["contract", "re"], ["renew"]),
        (["checkins", "--in"], ["--in"]),
        (["log", "acme", "--pro"], ["--promise"]),
        (["account", "add", "Acme", "--tie"], ["--tier"]),
        (["--today", "2026-03-02", "renew"], ["renewals", "renew"]),
        (["contract", "add", "acme", "--no-au"], ["--no-auto-renew"]),
        (["nonsense", "che"], ["checkins"]),
        (["zzz"], []),
    ],
)
def test_commands_and_options_complete(words, expected):
    assert complete(*words) == expected


def test_every_command_is_offered_at_the_start():
    from amcli.app import COMMANDS

    assert set(COMMANDS) <= set(complete(""))
