"""Makes everything in this repository that people read and a program can write, and what a build makes.

    just docs                                the same as the next line
    python -m tools.docs --write [PART...]   write it anew, or only these parts of it
    python -m tools.docs [PART...]           say what is not current, and the first lines that differ (exit 1)

The parts, in the order in which they are made: `completions` (the tables that completion reads), `tables`
(what documents list of the program), `man` (the manual page), `screen` (the morning in the README),
`examples` (what the commands in documents print), `shots` (the screens that tests compare), `pictures` (those
of `am ui`, in documents too). `completions` and `man` are what a build makes (`hatch_build.py`), and git
ignores them. Of the others, read what changed before you commit it.
"""

import argparse
import difflib
import itertools
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from tools import sessions
from tools.marked import replaced

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
SCREEN = "screen"
MOST_LINES = 20
SOURCES = (".py", ".md")
MAKE = ("-m", "tools.docs", "--write", "completions", "man")
Files = dict[Path, str]


def drawn() -> str:
    """The screen of the README: the morning of the sample book on 2 March 2026, 80 columns wide."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        variables = sessions.environment(home, **sessions.demo_book(home))
        screen = sessions.on_screen("am", variables, home)
    lines = [line.rstrip() for line in screen.rstrip().splitlines()]
    return "\n".join(["```text", "$ am", *lines, "```"])


def screen() -> Files:
    """The README with that screen."""
    return {README: replaced(README.read_text(encoding="utf-8"), SCREEN, drawn())}


def of(module: str, name: str) -> Callable[[], Files]:
    """A part that another module makes, loaded when it is wanted: it sees what was written before."""
    return lambda: getattr(import_module(module), name)()


PARTS: dict[str, Callable[[], Files]] = {
    "completions": of("tools.completion_table", "made"),
    "tables": of("tools.make_docs", "documents"),
    "man": of("tools.make_man", "made"),
    "screen": screen,
    "examples": of("tools.examples", "documents"),
    "shots": of("tests.screens.shots", "stored"),
    "pictures": of("tests.face.pictures", "stored"),
}


def stale(files: Files) -> Files:
    """Those of the files that hold something else, with what they are to hold."""
    return {path: text for path, text in files.items() if before(path) != text}


def before(path: Path) -> str:
    """What a file holds now; nothing where there is none."""
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def difference(path: Path, text: str) -> str:
    """The first lines that differ."""
    name = str(path.relative_to(ROOT))
    old, new = before(path).splitlines(), text.splitlines()
    lines = difflib.unified_diff(old, new, name, f"{name}, made now", lineterm="", n=0)
    return "\n".join(itertools.islice(lines, MOST_LINES))


def write(path: Path, text: str) -> None:
    """Write a file as a whole: another process that reads or writes it finds the one before or this one."""
    path.parent.mkdir(exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def built(root: Path = ROOT) -> Iterator[Path]:
    """What a build makes."""
    import tomllib

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    yield from (root / name.lstrip("/") for name in project["tool"]["hatch"]["build"]["artifacts"])


def make_built(root: Path = ROOT) -> bool:
    """Make anew what a build makes, where something it may be made from is younger; gives whether it was."""
    sources = (
        path for room in ("src", "tools") for path in (root / room).rglob("*") if path.suffix in SOURCES
    )
    newest = max(path.stat().st_mtime_ns for path in sources)
    if all(path.is_file() and path.stat().st_mtime_ns >= newest for path in built(root)):
        return False
    environ = {**os.environ, "PYTHONPATH": str(root / "src")}
    subprocess.run([sys.executable, *MAKE], cwd=root, env=environ, check=True, capture_output=True)
    for path in built(root):
        path.touch()
    return True


def main() -> int:
    """Check or write; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.docs", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all, if left out")
    parser.add_argument("--write", action="store_true", help="write what is not current")
    arguments = parser.parse_args()
    if unknown := set(arguments.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    found: Files = {}
    for name in arguments.parts or PARTS:
        found |= (old := stale(PARTS[name]()))
        for path, text in old.items():
            print(f"{name}: {path.relative_to(ROOT)} written" if arguments.write else difference(path, text))
            if arguments.write:
                write(path, text)
    return 1 if found and not arguments.write else 0


if __name__ == "__main__":
    sys.exit(main())
