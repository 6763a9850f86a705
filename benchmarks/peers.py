"""Other programs beside ours, where they are on the PATH: taskwarrior, khard, the sqlite3 shell.

Taskwarrior and khard get 1,000 invented entries in a folder of their own; nobody's real data is read.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from benchmarks.installed import ROOT, environment
from benchmarks.measure import Command

ENTRIES = 1000
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{n}\r\nFN:Person {n}\r\nN:{n};Person;;;\r\nEND:VCARD\r\n"
KHARD = "[addressbooks]\n[[all]]\npath = {path}\n"
# A line of `task list` by a bare interpreter, as measured once: 1,000 lines took 4.4 of them, one line 0.3.
LINE_OF_A_TASK = 0.0041


TASKS, CARDS = "taskwarrior: task list, 1,000 tasks", "khard: list, 1,000 contacts"
SHELL_FIND, SHELL_IMPORT = "sqlite3, find", "sqlite3, .import"
Made = Callable[[], Command]


def here(work: Path, csv: Path, large: Callable[[], Path], words: Mapping[str, str]) -> dict[str, Made]:
    """What can be measured on this machine: by name, what gets it ready. `large` gives the largest book, in
    which each of some words is searched."""
    found: dict[str, Made] = {}
    if task := shutil.which("task"):
        found[TASKS] = partial(taskwarrior, task, work / "taskwarrior")
    if khard := shutil.which("khard"):
        found[CARDS] = partial(contacts, khard, work / "khard")
    if shell := shutil.which("sqlite3"):
        found[SHELL_IMPORT] = partial(shell_import, shell, csv, work / "plain.db")
        for name, word in words.items():
            found[f"{SHELL_FIND} {name}"] = partial(shell_find, shell, large, word)
    return found


def taskwarrior(program: str, folder: Path) -> Command:
    """Its list."""
    folder.mkdir(exist_ok=True)
    (folder / "taskrc").write_text(f"data.location={folder / 'tasks'}\nconfirmation=off\n", encoding="utf-8")
    environ = environment(folder) | {"TASKRC": str(folder / "taskrc")}
    tasks = [{"description": f"Send notes {n}", "due": "20300101T000000Z"} for n in range(ENTRIES)]
    entries = json.dumps(tasks).encode()
    subprocess.run([program, "import", "-"], env=environ, input=entries, capture_output=True, check=True)
    return Command([program, "list"], environ, terminal=True)


def contacts(program: str, folder: Path) -> Command:
    """The list of khard."""
    cards, config = folder / "cards", folder / "khard.conf"
    cards.mkdir(exist_ok=True, parents=True)
    for n in range(ENTRIES):
        (cards / f"{n}.vcf").write_text(CARD.format(n=n), encoding="utf-8", newline="")
    config.write_text(KHARD.format(path=cards), encoding="utf-8")
    return Command([program, "-c", str(config), "list"], environment(folder))


def shell_find(shell: str, large: Callable[[], Path], word: str) -> Command:
    """The query of `am find` in the sqlite3 shell."""
    whole = (ROOT / "src/amcli/reports/find.sql").read_text(encoding="utf-8")
    text = whole.partition("-- name: found\n")[2].partition("\n-- name: ")[0]
    values = {":before": "'['", ":after": "']'", ":query": f"'\"{word}\"*'", ":limit": "50"}
    for name, value in values.items():
        text = text.replace(name, value)
    book = large()
    # A first argument that starts with - would be an option.
    return Command([shell, "-readonly", str(book), "\n" + text], environment(book.parent))


def shell_import(shell: str, csv: Path, book: Path) -> Command:
    """`.import` of a file into a bare table, then the same full-text index."""
    index = (
        "CREATE VIRTUAL TABLE search USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 2',"
        " prefix = '2 3'); INSERT INTO search(rowid, title, body) SELECT rowid, summary, body FROM talk;"
    )

    def renew() -> list[str]:
        book.unlink(missing_ok=True)
        return []

    argv = [shell, str(book), f'.import --csv "{csv}" talk', index]
    return Command(argv, environment(book.parent), prepare=renew)
