"""The restore drill: a random book is backed up, damaged, restored, and compared row by row."""

import os
from pathlib import Path
from random import Random

from tests.support import dump, kept_open
from tests.torture.row import Attempt, Row
from tests.torture.undone import Office
from tests.torture.world import World, faults, template, wrong_answer

CHANGES = 8


def begin_drill(folder: Path, short: bool) -> Attempt:
    """One book after the other."""

    def attempt(number: int, dice: Random) -> list[str]:
        world = template().copy(folder / "now")
        with kept_open(world.folder, world.book) as cli:
            office = Office(cli, dice)
            for _ in range(CHANGES):
                argv = office.line()
                cli(*[str(world.folder / word) if word.endswith(".csv") else word for word in argv])
        return drilled(world, dice)

    return attempt


def drilled(world: World, dice: Random) -> list[str]:
    """Back it up, damage it, restore it, compare."""
    held = dump(world.book)
    made = world.am("backup")
    if made.code:
        return [f"no backup: {made}"]
    how = damaged(world.book, dice)
    found = world.am("restore", Path(made.out.strip()).name, "--yes")
    wrong = [f"{how}: {each}" for each in wrong_answer(found.code, found.err, (0,)) + faults(world.book)]
    if not wrong and (now := dump(world.book)) != held:
        tables = [name for name in held if now.get(name) != held[name]]
        wrong.append(f"{how}: other rows in {', '.join(tables)}")
    after = world.am("undo", "--list")
    return wrong + [f"{how}, then undo --list: {each}" for each in wrong_answer(after.code, after.err, (0,))]


def damaged(book: Path, dice: Random) -> str:
    """Do something to a file that it doesn't survive."""
    how = dice.choice(("gone", "empty", "half", "zeros", "noise", "header", "log", "many bits"))
    size = book.stat().st_size
    if how == "gone":
        book.unlink()
    elif how in ("empty", "half"):
        os.truncate(book, 0 if how == "empty" else size // 2 + dice.randrange(4096))
    elif how == "log":
        Path(f"{book}-wal").write_bytes(dice.randbytes(50_000))
        os.truncate(book, size // 3)
    else:
        with book.open("r+b") as file:
            for _ in range(200 if how == "many bits" else 1):
                file.seek(0 if how == "header" else 100 + dice.randrange(size - 8292))
                wide = {"zeros": 8192, "noise": 8192, "header": 100}.get(how, 1)
                file.write(dice.randbytes(wide) if how in ("noise", "many bits") else b"\0" * wide)
    return how


ROWS = (Row("drill", "random books backed up, damaged, restored, compared row by row", 100, 3, begin_drill),)
