"""Each key runs the command line that it prints, and that line does the same to a copy of the book."""

import re
import shutil
from pathlib import Path

import pytest

from tests.face.seat import Seat, sit
from tests.support import Cli, dump, rows_of

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
# Where the cursor is put, what is pressed, and the command line that it must become.
STEPS = (
    ("acme", "", ["l", "'Jane wants \"SSO\" before she signs", "enter"],
     ["log", "acme", 'Jane wants "SSO" before she signs']),
    ("acme", "", ["l", "'-5% is enough", "enter"], ["log", "--", "acme", "-5% is enough"]),
    ("orchard", "", ["t"], ["log", "orchard", "--no-answer"]),
    ("acme", "", ["n", "'Send the offer", "enter", "'fri", "enter"],
     ["task", "add", "acme", "Send the offer", "--due", "fri"]),
    ("acme", "", ["n", "'No day", "enter", "enter"], ["task", "add", "acme", "No day"]),
    ("acme", "", ["p", "'Price list", "enter", "'+3d", "enter"],
     ["task", "add", "acme", "Price list", "--promised", "--due", "+3d"]),
    ("acme", "t93", ["d"], ["done", "t93"]),
    ("acme", "k68", ["d", "2", "enter"], ["done", "t94"]),
    ("kestrel", "n", ["d"], ["done", "REF"]),
    ("solway", "", ["s"], ["snooze", "t95"]),
    ("garnet", "", ["S", "'+10d", "enter"], ["snooze", "s28", "+10d"]),
    ("northgate", "", [">"], ["stage", "k72", "signed"]),
    ("northgate", "", ["<"], ["stage", "k72", "verbal"]),
    ("kestrel", "", ["g", "up", "enter"], ["stage", "k69", "not_started"]),
    ("kestrel", "", ["g", "v", "x", "enter"], ["stage", "k69", "verbal"]),
    ("orchard", "", ["m", "'today 17:00 \"Review of goals\"", "enter"],
     ["meet", "orchard", "today", "17:00", "Review of goals"]),
    ("orchard", "n", ["h", "'Agreed on two years", "enter"], ["held", "REF", "Agreed on two years"]),
    ("acme", "", ["u"], ["undo"]),
    ("acme", "", ["U"], ["redo"]),
)  # fmt: skip


@pytest.fixture
def twin(sample: Cli, tmp_path: Path) -> Cli:
    """A copy of the sample book beside it."""
    folder = tmp_path / "twin"
    folder.mkdir()
    sample.let_go()
    for each in (sample.book, sample.config):
        shutil.copyfile(each, folder / each.name)
    return Cli(folder, folder / sample.book.name)


def changed(path: Path) -> list[str]:
    """What the newest change wrote, but for the moments at which it did."""
    query = "SELECT tbl, row, before, after FROM journal WHERE txn = (SELECT max(id) FROM txn) ORDER BY id"
    return [INSTANT.sub("then", str(row)) for row in rows_of(path, query)]


def held(path: Path) -> dict[str, list[str]]:
    """What a book holds, but for the moments at which it was written."""
    return {name: [INSTANT.sub("then", str(row)) for row in rows] for name, rows in dump(path).items()}


def test_each_key_does_what_its_line_does_when_it_is_typed(sample: Cli, twin: Cli) -> None:
    async def story(seat: Seat) -> None:
        for account, ref, keys, line in STEPS:
            ref = seat.to(account, ref)
            line = [ref if word == "REF" else word for word in line]
            await seat.press(*keys)
            assert seat.ran == line, (keys, seat.told)
            assert seat.told.startswith("am "), seat.told
            typed = twin(*line)
            assert typed.code == 0, typed
            assert changed(sample.book) == changed(twin.book), line
        assert held(sample.book) == held(twin.book)

    sit(sample, story)
    assert {row[0] for row in rows_of(sample.book, "SELECT via FROM txn ORDER BY id DESC LIMIT 10")} == {"ui"}
