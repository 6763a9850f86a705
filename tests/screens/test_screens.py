"""The demo book's screens: as looked at, never wider than the terminal, the same without colour."""

import re
import unicodedata
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.support import uncoloured

from . import shots


@pytest.fixture(scope="module")
def environ(tmp_path_factory) -> dict[str, str]:
    """The sample book of the day, and the environment in which it is looked at."""
    return shots.make_book(tmp_path_factory.mktemp("screens"))


@pytest.fixture(scope="module")
def screens(environ) -> dict[str, str]:
    return shots.all_shots(environ)


@pytest.mark.parametrize("name", sorted(path.name for path in shots.EXPECTED.iterdir()))
def test_a_screen_is_as_it_was_looked_at(screens, name):
    assert screens[name] == (shots.EXPECTED / name).read_text(encoding="utf-8")


def test_every_screen_is_stored(screens):
    assert set(screens) == {path.name for path in shots.EXPECTED.iterdir()}


def test_no_line_is_wider_than_the_terminal(screens):
    for name, text in screens.items():
        width = int(re.search(r"-(\d+)\.", name)[1])
        for line in uncoloured(text.replace("␛", "\x1b")).splitlines():
            assert cell_len(line) <= width, (name, line)
            assert line == line.rstrip(), (name, line)


def test_nothing_but_text_and_colours_reaches_the_terminal(screens):
    for name, text in screens.items():
        plain = uncoloured(text.replace("␛", "\x1b"))
        odd = {
            char
            for char in plain
            if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") and char not in "\n\u200d"
        }
        assert odd == set(), name


def test_colour_changes_no_word(screens):
    for name in shots.COLOURED:
        coloured = uncoloured(screens[f"{name}-80.colour.txt"].replace("␛", "\x1b"))
        lines = [line.rstrip() for line in coloured.splitlines()]
        assert lines == screens[f"{name}-80.txt"].splitlines(), name


def test_without_utf8_every_character_is_ascii_and_the_layout_is_the_same(screens):
    for name in shots.ASCII:
        ascii_lines = screens[f"{name}-80.ascii.txt"].splitlines()
        assert all(line.isascii() for line in ascii_lines)
        assert len(ascii_lines) == len(screens[f"{name}-80.txt"].splitlines())


def test_the_morning_fits_a_terminal_of_24_lines_with_its_prompt(screens):
    assert len(screens["today-80.txt"].splitlines()) <= 23


def test_sixteen_colours_have_no_bright_black(environ):
    text = shots.shoot_program(environ, ["today"], FORCE_COLOR="1", COLORTERM="", TERM="xterm-16color")
    assert "\x1b[" in text
    assert "\x1b[90m" not in text


def test_the_same_screen_in_any_time_zone_locale_and_year_of_the_clock(screens, environ):
    for more in (
        {"TZ": "Pacific/Kiritimati"},
        {"TZ": "America/Anchorage", "LC_ALL": "de_DE.UTF-8"},
        {"LANG": "C", "LC_ALL": "C"},
    ):
        assert shots.shoot_program(environ, ["today"], **more, NO_COLOR="1") == screens["today-80.txt"]


def test_the_stored_screens_are_in_the_package_of_the_tests():
    assert Path(shots.EXPECTED).is_dir()
    assert len(list(shots.EXPECTED.iterdir())) == len(shots.SHOTS) * 2 + len(shots.COLOURED) + len(
        shots.ASCII
    )
