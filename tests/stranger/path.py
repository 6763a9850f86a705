"""What a stranger types, in order, with an `am` that was installed from the wheel, and what they must see.

The home is empty, the terminal has 80 columns and 24 lines. The last stretch is for who comes from 0.1.0.
"""

import gzip
import os
import shlex
from collections.abc import Iterator
from pathlib import Path

from tests.support import clean_environment, run_any_on_terminal

TODAY = "2026-03-02"
TESTS = Path(__file__).parent.parent
EXPORTS = TESTS / "interchange/samples/hubspot"
OLD_BOOK = TESTS / "upgrade/book_0_1_0.db.gz"
SHEET = """\
Customer,Contact,Email,ARR,Renewal date,Last contact
Pebbleford Bakery,Rosa Tallowin,rosa@pebbleford.example.com,"12,000",2026-06-30,2026-02-10
Quillhaven Print,Theo Marlsby,theo@quillhaven.example.com,"4,800",2026-04-15,2025-11-20
"""
# Lines that are written whole, to be copied, or because they name files.
WHOLE = (
    "export AMCLI_BOOK=",
    "export AMCLI_CONFIG=",
    ".csv: ",
    "  ignored: ",
    "  renewals kept as",
    "am: upgraded the book",
    "am: no exchange",
)
# What is typed, what is answered to a question, the exit code, and what the screen must show.
Step = tuple[str, str, int, tuple[str, ...]]
FIRST: tuple[Step, ...] = (
    ("am --version", "", 0, ("amcli ",)),
    ("am", "", 6, ("No book yet.", "am demo", "am init", "am import accounts.csv")),
    (
        "am demo",
        "",
        0,
        ("Mon 2 Mar 2026   37 accounts", "Deadlines", "am brief acme", "To stay in it:"),
    ),
    ("am demo many.db --size large", "", 0, ("259 accounts", "Deadlines", "Keep in touch")),
    ("am init --currency EUR", "", 0, ("Your book is at ~/.local/share/amcli/book.db", "totals in EUR")),
    ("am init", "", 5, ("already",)),
)
IMPORTS: tuple[Step, ...] = (
    ("am import crm/*.csv --dry-run", "", 0, ("HubSpot companies", "4 new", "1 skipped: no company")),
    ("am account list", "", 0, ("No accounts",)),
    ("am import crm/*.csv", "", 0, ("HubSpot deals as contracts", "1 new", "To undo: am undo")),
    ("am import crm/*.csv", "", 0, ("0 new · 0 changed · 4 unchanged", "the book already has all of this")),
    ("am import list.csv", "", 0, ("one sheet", "accounts: 2 new", "contracts: 2 new", "read as EUR")),
)
DAILY: tuple[Step, ...] = (
    ("am", "", 0, ("6 accounts", "Deadlines", "Quillhaven Print", "am brief")),
    (
        'am log pebbleford "Wants a second site" -n "send the quote" -d fri', "", 0,
        ("Pebbleford Bakery: call logged", "t1 send the quote, due Fri 6 Mar", "to undo: am undo"),
    ),
    ("am brief pebbleford", "", 0, ("Rosa Tallowin", "send the quote", "Wants a second site", "Questions")),
    ("am digest", "", 0, ("Mon 2 March 2026", "Deadlines", "Quillhaven Print", "Ends 15 Apr")),
    ("am undo", "", 0, ("Undone: ", "t1 deleted (send the quote)")),
    ("am find \"second site\"", "", 0, ("Nothing",)),
    ("am renewals --in 90d", "", 0, ("Quillhaven Print", "15 Apr")),
    ("am log nobody hello", "", 3, ("am: no account",)),
    ("am backup", "", 0, ("backups/book-",)),
    ("am doctor", "", 0, ("Check-up", "sound")),
    ("am help start", "", 0, ("Start:", "am init")),
)  # fmt: skip
UPGRADE: tuple[Step, ...] = (
    ("am --book old.db --version --verbose", "", 0, ("old.db (schema 1, upgraded when it is next opened)",)),
    ("am --book old.db", "", 0, ("upgraded the book from version 1", "Fernway Foods", "Gullwing Freight")),
    ("am --book old.db timeline fernway", "", 0, ("Audit passed; thanked us", "Half year looked at")),
    ("am --book old.db undo", "", 0, ("Undone: ", "contact rm fay")),
    ("am --book old.db doctor", "", 0, ("Check-up",)),
)


class Stranger:
    """Somebody with a home, and `am` in it."""

    def __init__(self, am: Path, home: Path) -> None:
        self.am, self.home = am, home
        self.environ = clean_environment(home) | {"AMCLI_TODAY": TODAY, "NO_COLOR": "1", "LINES": "24"}
        (home / "crm").mkdir()
        for kind in ("companies", "contacts", "deals"):
            name = f"hubspot-crm-exports-all-{kind}-2026-03-01.csv"
            (home / "crm" / name).write_bytes((EXPORTS / name).read_bytes())
        (home / "list.csv").write_text(SHEET, encoding="utf-8")
        (home / "old.db").write_bytes(gzip.decompress(OLD_BOOK.read_bytes()))
        (home / "old.db").chmod(0o600)

    def walk(self, *but: str) -> Iterator[str]:
        """The path but for some lines; gives each line that was typed once its screen was right."""
        for line, typed, code, wanted in (*FIRST, *IMPORTS, *DAILY, *UPGRADE):
            if line in but:
                continue
            self.look(line, typed, code, wanted)
            yield line
        self.look_around()

    def look(self, line: str, typed: str, code: int, wanted: tuple[str, ...]) -> None:
        """Type a line and look at what it shows."""
        whole = (
            f"cd {shlex.quote(str(self.home))} && exec {shlex.quote(str(self.am))}{line.removeprefix('am')}"
        )
        found = run_any_on_terminal(["/bin/bash", "-c", whole], self.environ, 80, typed)
        missing = [each for each in wanted if each not in " ".join(found.out.split("\n"))]
        assert (found.code, missing) == (code, []), f"{line}\n{found.out}"
        assert "Traceback" not in found.out, found.out
        lines = found.out.replace(str(self.home), "~").splitlines()
        wide = [each for each in lines if len(each) > 80 and not any(sign in each for sign in WHOLE)]
        assert wide == [], f"{line}\n{found.out}"

    def look_around(self) -> None:
        """What lies in the home afterwards: the books and their settings, for nobody else to read."""
        made = [
            path for path in self.home.rglob("*") if path.parent.name not in ("crm",) and path.name != "crm"
        ]
        given = {"list.csv", "old.db"}
        private = [path for path in made if path.name not in given and path.stat().st_mode & 0o077]
        outside = (".local", ".config", ".cache")
        assert [path for path in private if path.relative_to(self.home).parts[0] not in outside] == []
        assert [path for path in private if "amcli" in path.relative_to(self.home).parts] == []
        assert {path.relative_to(self.home).parts[0] for path in made} - given <= {
            ".local", ".config", ".cache", "many.db", "many.toml", "backups",
        }  # fmt: skip


def contents(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file of a folder with its size and time."""
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            state = (Path(place) / name).lstat()
            found[os.path.join(place, name)] = (state.st_size, state.st_mtime_ns)
    return found
