"""Every screen of the sample book on each of 120 days at 60, 80, 100 and 140 columns: nothing is wider than
the terminal, headings keep their figures, and what must be cut keeps its fact.

The morning is drawn at each width; of the other screens one a day, so that each is drawn at two widths, and
nightly two a day, so that each is drawn at every width.
"""

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from amcli.rules.formatting import count
from tests.profiles import is_nightly, some
from tests.screens.shots import SHOTS
from tests.support import Cli

FIRST, DAYS, A_DAY = dt.date(2026, 3, 2), 120, 2 if is_nightly() else 1
WIDTHS = (60, 80, 100, 140)
SECTIONS = ("Today", "Deadlines", "Promised or owed", "Keep in touch")
# What a line is there to say: a number of days, a day, or what is to be decided.
FACT = re.compile(
    r"\d+ days?|today|tomorrow|yesterday|\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug)|passed|cancelled|confirmed"
    r"|escalated|not started|contacted|proposed|verbal|held\?|\d\d:\d\d|NPS|CSAT|seats|successor|\d+%"
)


@pytest.fixture
def sample_days(cli: Cli, sample_book: Path) -> Cli:
    """The sample book, on whatever day."""
    shutil.copyfile(sample_book, cli.book)
    shutil.copyfile(sample_book.with_suffix(".toml"), cli.config)
    return cli


def drawn(cli: Cli, argv: list[str], today: dt.date, columns: int) -> list[str]:
    """A screen, line by line."""
    size = {"COLUMNS": str(columns), "LINES": "24"}
    found = cli(*argv, "-o", "table", today=today.isoformat(), env=size)
    assert found.code == 0, (argv, today, found.err)
    return found.out.splitlines()


def columns_taken(line: str) -> int:
    """How wide a line is on a terminal."""
    from rich.cells import cell_len

    return cell_len(line)


def check_heading(cli: Cli, line: str, today: dt.date, columns: int) -> None:
    """From 80 columns on, the heading has the day, the accounts, what is at risk and what is due."""
    if columns >= 80:
        due = "up for renewal in 90 days" if columns >= 100 else "due in 90d"
        assert " at risk · " in line, line
        assert line.endswith(due), line
    day = f"{today:%a} {today.day} {today:%b}"
    assert line.startswith(day), line


def numbered(lines: list[str]) -> list[str]:
    """The lines that stand for one record."""
    return [line for line in lines if re.match(r"^[!• ] ?\d{1,2} \S", line)]


def check_cuts(lines: list[str], today: dt.date, columns: int) -> None:
    """A text that was cut keeps its fact; a name is cut only where a text needs its room."""
    found = numbered(lines)
    for line in found:
        text = line.rpartition("  am ")[0]
        if "…" in text[20:]:
            assert FACT.search(text.rpartition("…")[2]) or FACT.search(text), (today, columns, line)
    if any("…" in line[:30].split("  ")[0] for line in found) and columns >= 80:
        rooms = [re.search(r"\s*$", line.rpartition("am ")[0])[0] for line in found]  # type: ignore[index]
        assert min(map(len, rooms)) <= 20, (today, columns, lines)


def test_the_morning_fits_every_width_on_every_day_and_keeps_its_facts(sample_days: Cli) -> None:
    for offset in some(range(DAYS), 13):
        today = FIRST + dt.timedelta(days=offset)
        for columns in WIDTHS:
            lines = drawn(sample_days, ["today"], today, columns)
            assert max(map(columns_taken, lines)) <= columns, (today, columns)
            check_heading(sample_days, lines[0], today, columns)
            check_cuts(lines, today, columns)


def test_every_other_screen_is_never_wider_than_its_terminal(sample_days: Cli) -> None:
    screens = [name for name in SHOTS if not name.startswith("today") and name != "away"]
    seen: dict[tuple[str, int], int] = {}
    for offset in range(DAYS):
        today = FIRST + dt.timedelta(days=offset)
        for turn in range(A_DAY):
            number = offset * A_DAY + turn
            name, columns = (
                screens[number % len(screens)],
                WIDTHS[sum(divmod(number, len(screens))) % len(WIDTHS)],
            )
            lines = drawn(sample_days, SHOTS[name], today, columns)
            wide = [line for line in lines if columns_taken(line) > columns]
            assert not wide, (name, today, columns, wide)
            seen[name, columns] = seen.get((name, columns), 0) + 1
    assert len(seen) >= len(screens) * (len(WIDTHS) if is_nightly() else 2), count(len(seen), "screen")
    assert {columns for _, columns in seen} == set(WIDTHS)
