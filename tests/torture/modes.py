"""Files that commands make, under four umasks: none that another user of the machine could read."""

import os
import stat
from pathlib import Path
from random import Random

from tests.support import Result
from tests.torture.awaited import is_awaited
from tests.torture.killed import BAD
from tests.torture.row import Attempt, Row
from tests.torture.world import World, template, wrong_answer

MASKS = (0o000, 0o022, 0o027, 0o077)
# Every command that makes a file: book, log, backups, settings, drafts, exports, pages, rows set aside.
MAKES = (
    ("init", "--currency", "EUR"),
    ("demo", "{here}/made/demo/sample.db"),
    ("import", "{here}/accounts.csv", "--yes"),
    ("import", "{here}/bad.csv", "--yes", "--skip-bad"),
    ("import", "{here}/bad.csv", "--yes", "--bad", "{here}/made/set-aside.csv"),
    ("backup",),
    ("backup", "--to", "{here}/made/copy.db"),
    ("restore", "{here}/aside.db", "--yes"),
    ("log", "acme", "Hello"),
    ("today",),
    ("account", "merge", "acme", "acton", "--yes"),
    ("config", "set", "dates.order", "dmy"),
    ("export", "--all", "--to", "{here}/made/all"),
    ("export", "--kind", "contacts", "--to", "{here}/made/people.csv"),
    ("export", "--all", "-o", "jsonl", "--to", "{here}/made/all.jsonl"),
    ("export", "html", "--to", "{here}/made/book.html"),
    ("export", "calendar", "--to", "{here}/made/dates.ics"),
    ("export", "vcard", "--to", "{here}/made/people.vcf"),
    ("log", "acme", "-e"),
    ("digest", "-o", "md"),
    ("cron",),
    ("upgrade",),
)
EDITOR = '#!/bin/sh\nls -l "$1" > {here}/seen\necho "Many words" > "$1"\n'
STRIDE = 9  # of the short form: every second command, one umask after the other
WITHOUT_BOOK = ("init",)


def begin_modes(folder: Path, short: bool) -> Attempt:
    """Each command under each umask."""
    cases = [
        (argv, mask)
        for argv in MAKES
        for mask in MASKS
        if not short or not is_awaited("modes", " ".join(argv))
    ]
    first = template().copy(folder / "first")
    (first.folder / "bad.csv").write_text(BAD)
    (first.folder / "made").mkdir()

    def attempt(number: int, dice: Random) -> list[str]:
        argv, mask = cases[number * (STRIDE if short else 1) % len(cases)]
        world = first.copy(folder / "now")
        wrong = made(world, argv, mask)
        return [f"{' '.join(argv)} under {mask:03o}: {each}" for each in wrong]

    return attempt


def made(world: World, argv: tuple[str, ...], mask: int) -> list[str]:
    """What somebody else could read of what a command made."""
    if argv[0] == "init":
        world.book.unlink()
        world.book.parent.rename(world.folder / "was")
    if argv[0] == "config":
        world.config.unlink()
    if argv[0] == "upgrade":
        world.book.with_name("older.db").rename(world.book)
        argv = ("account", "list")
    editor = world.folder / "editor"
    editor.write_text(EDITOR.format(here=world.folder))
    editor.chmod(0o755)
    before = {path: path.stat().st_mtime_ns for path in world.folder.rglob("*")}
    found = under(mask, world, argv)
    wrong = wrong_answer(found.code, found.err, (0, 1, 5))
    for path in sorted(world.folder.rglob("*")):
        if path not in before and path.name != "seen" and readable(path):
            wrong.append(f"{path.relative_to(world.folder)} is {stat.filemode(path.stat().st_mode)}")
    seen = world.folder / "seen"
    if seen.exists() and not seen.read_text().startswith("-rw-------"):
        wrong.append(f"the editor's file was {seen.read_text()[:10]}")
    return wrong


def under(mask: int, world: World, argv: tuple[str, ...]) -> Result:
    """A command under a umask."""
    before = os.umask(mask)
    try:
        return world.am(*argv, EDITOR=str(world.folder / "editor"))
    finally:
        os.umask(before)


def readable(path: Path) -> bool:
    """Whether others of the machine could read it: the file, or a folder's names."""
    return bool(stat.S_IMODE(path.lstat().st_mode) & 0o077) and not path.is_symlink()


ROWS = (Row("modes", "files made, under four umasks", len(MAKES) * len(MASKS), 10, begin_modes),)
