"""Pictures of the screen as text, with the place and the style of every coloured word below:
`python -m tools.docs --write shots` keeps them anew. They are kept to be looked at."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools.marked import names, replaced

from tests.face.seat import Seat, sit
from tests.support import TODAY, Cli

EXPECTED = Path(__file__).parent / "expected"
PAGE = Path(__file__).parents[2] / "docs" / "ui.md"
SIZES = ((80, 24), (100, 30), (120, 34), (50, 14))
# Name: what is pressed, the account that the cursor is put on first, and the sizes.
SHOTS: dict[str, tuple[str, tuple[str, ...], tuple[tuple[int, int], ...]]] = {
    "morning": ("", (), SIZES),
    "renewals": ("", ("tab",), SIZES),
    "account": ("kestrel", ("enter",), SIZES),
    "question": ("acme", ("l", "'Jane wants SSO before she signs"), SIZES[:1]),
    "answer": ("acme", ("l", "'Jane wants SSO before she signs", "enter"), SIZES),
    "refusal": ("acme", ("m", "'yesterday 10:00", "enter"), (SIZES[0], SIZES[3])),
    "choice": ("acme", ("g",), (SIZES[0], SIZES[3])),
    "keys": ("", ("?",), (SIZES[0], SIZES[3])),
}
COLOURED = {"COLORTERM": "", "TERM": "xterm-256color", "NO_COLOR": ""}
COLOURS = {"": COLOURED, "16": {**COLOURED, "TERM": "linux"}, "plain": {"NO_COLOR": "1"}}


def all_names() -> Iterator[tuple[str, tuple[int, int], str]]:
    """Each picture: its name, its size and its colours. Without them, and in 16, the morning alone."""
    for name, (_, _, sizes) in SHOTS.items():
        for size in sizes:
            yield name, size, ""
    for colours in ("16", "plain"):
        yield "morning", SIZES[0], colours


def file_of(name: str, size: tuple[int, int], colours: str) -> Path:
    """Where a picture is kept."""
    return EXPECTED / f"{name}-{size[0]}x{size[1]}{f'-{colours}' if colours else ''}.txt"


def taken(cli: Cli, name: str, size: tuple[int, int], colours: str) -> str:
    """A picture, with the styles below."""
    account, keys, _ = SHOTS[name]
    found: list[str] = []

    async def story(seat: Seat) -> None:
        if account:
            seat.to(account)
        await seat.press(*keys)
        found.append("\n".join([*seat.lines, "", *seat.styles(), ""]))

    sit(cli, story, size, env=COLOURS[colours])
    return found[0]


def stored() -> dict[Path, str]:
    """Every picture by its file."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        made = Cli(Path(folder), Path(folder) / "demo.db")
        made.ok("demo", str(made.book))
        made.ok("--config", str(Path(folder) / "demo.toml"), "today", "-o", "json", today=TODAY)
        kept = Path(folder) / "kept.db"
        shutil.copyfile(made.book, kept)
        made.config = Path(folder) / "demo.toml"
        for each in all_names():
            shutil.copyfile(kept, made.book)
            found[file_of(*each)] = taken(made, *each)
    return found | {PAGE: page(found)}


def page(found: dict[Path, str]) -> str:
    """The document with its pictures."""
    text = PAGE.read_text(encoding="utf-8")
    for part in names(text):
        picture = found[EXPECTED / f"{part.removeprefix('picture ')}.txt"].partition("\n\n0:")[0]
        text = replaced(text, part, f"```text\n{picture.rstrip()}\n```")
    return text
