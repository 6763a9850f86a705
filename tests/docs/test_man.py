"""The manual page: made of the program's own text, and read by a real formatter."""

import subprocess
from functools import cache

import pytest
from tools.make_man import ENVIRONMENT, TARGET, page

from amcli.app import COMMANDS
from amcli.reports.guides import guide, names


@cache
def formatted() -> str:
    """The page as a terminal shows it, without overstrikes and hyphens."""
    found = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8", "-k", "-P-cbou", "-rLL=200n", str(TARGET)],
        capture_output=True, text=True, encoding="utf-8", check=True,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert found.stderr == ""
    return found.stdout


def plain(text: str) -> str:
    """Words alone, whatever stands between them."""
    return " ".join(text.split())


def test_the_stored_page_is_current() -> None:
    assert TARGET.read_text(encoding="utf-8") == page()
    assert TARGET.with_name("amcli.1").read_text(encoding="utf-8") == ".so man1/am.1\n"


def test_the_page_has_every_command_and_every_variable_with_what_it_is_for() -> None:
    text = plain(formatted())
    for name, entry in COMMANDS.items():
        assert plain(f"am {name} {entry.help}") in text
    for name, meaning in ENVIRONMENT.items():
        assert f"{name} {meaning}" in text


@pytest.mark.parametrize("topic", names())
def test_the_page_has_every_guide_word_for_word(topic: str) -> None:
    text = plain(formatted())
    for line in guide(topic).replace("`", "").splitlines()[1:]:
        if not line.startswith("#"):
            assert plain(line) in text
