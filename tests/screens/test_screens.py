"""The demo book's screens: as looked at, never wider than the terminal, the same without colour."""

import re
import unicodedata
from pathlib import Path

import pytest
from rich.cells import cell_len

from amcli.output.screen import ROLES
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


# What terminals show behind text: white, Solarized's cream, black, VS Code's grey, Solarized's dark blue.
BEHIND = ("ffffff", "fdf6e3", "000000", "1e1e1e", "002b36")
# What themes make of the codes of 16 colours, each with what it shows behind text.
THEMES = {
    "xterm": ({"31": "cd0000", "35": "cd00cd"}, ("ffffff", "000000")),
    "VS Code dark": ({"31": "cd3131", "35": "bc3fbc"}, ("1e1e1e",)),
    "VS Code light": ({"31": "cd3131", "35": "bc05bc"}, ("ffffff",)),
    "Solarized": ({"31": "dc322f", "35": "d33682"}, ("fdf6e3", "002b36")),
}


def brightness(colour: str) -> float:
    """The relative luminance of a colour, as WCAG has it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How well one colour can be read on another: from 1 to 21."""
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


def of_256(number: int) -> str:
    """A colour of the palette of 256, which is the same on every terminal."""
    if number >= 232:
        return f"{8 + 10 * (number - 232):02x}" * 3
    steps = (0, 95, 135, 175, 215, 255)
    number -= 16
    return "".join(f"{steps[each]:02x}" for each in (number // 36, number // 6 % 6, number % 6))


def test_contrast_is_what_it_is_known_to_be():
    assert round(contrast("ffffff", "000000"), 6) == 21
    assert round(contrast("777777", "ffffff"), 2) == 4.48
    assert (of_256(16), of_256(167), of_256(231), of_256(244)) == ("000000", "d75f5f", "ffffff", "808080")


@pytest.mark.parametrize("role", [role for role, codes in ROLES.items() if "38;5;" in codes[0]])
def test_every_colour_can_be_read_on_light_and_on_dark(role):
    colour = of_256(int(ROLES[role][0].rpartition(";")[2]))
    assert {behind: contrast(colour, behind) for behind in BEHIND if contrast(colour, behind) < 3} == {}


def test_of_sixteen_colours_only_those_are_used_that_can_be_read_in_every_theme():
    used = {code for _, codes in ROLES.values() for code in codes.split(";") if code not in ("", "1")}
    assert used == {"31", "35"}
    for theme, (colours, grounds) in THEMES.items():
        for code in used:
            for behind in grounds:
                assert contrast(colours[code], behind) >= 3, (theme, code, behind)
