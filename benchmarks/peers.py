"""Other programs of the terminal beside ours, where they are on the PATH: taskwarrior and khard.

Each gets 1,000 invented entries in a folder of its own; nobody's real data is read.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

from benchmarks.measure import Case

ENTRIES = 1000
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{n}\r\nFN:Person {n}\r\nN:{n};Person;;;\r\nEND:VCARD\r\n"
KHARD = "[addressbooks]\n[[all]]\npath = {path}\n"
Environ = dict[str, str]


def cases(work: Path) -> list[Case]:
    """What can be measured on this machine."""
    folder = work / "peers"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    environ = {"HOME": str(folder), "PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"}
    return [*taskwarrior(folder, environ), *khard(folder, environ)]


def taskwarrior(folder: Path, environ: Environ) -> list[Case]:
    """A list, and one entry added."""
    program = shutil.which("task")
    if program is None:
        return []
    (folder / "taskrc").write_text(f"data.location={folder / 'tasks'}\nconfirmation=off\n", encoding="utf-8")
    environ = {**environ, "TASKRC": str(folder / "taskrc")}
    tasks = [{"description": f"Send notes {n}", "due": "20300101T000000Z"} for n in range(ENTRIES)]
    subprocess.run(
        [program, "import", "-"],
        env=environ,
        input=json.dumps(tasks),
        text=True,
        capture_output=True,
        check=True,
    )
    return [
        Case(f"taskwarrior: task list, {ENTRIES:,} tasks", [program, "list"], environ),
        Case(f"taskwarrior: task add, {ENTRIES:,} tasks", [program, "add", "Send notes"], environ),
    ]


def khard(folder: Path, environ: Environ) -> list[Case]:
    """A list."""
    program = shutil.which("khard")
    if program is None:
        return []
    cards = folder / "cards"
    cards.mkdir()
    for n in range(ENTRIES):
        (cards / f"{n}.vcf").write_text(CARD.format(n=n), encoding="utf-8", newline="")
    config = folder / "khard.conf"
    config.write_text(KHARD.format(path=cards), encoding="utf-8")
    return [Case(f"khard: list, {ENTRIES:,} contacts", [program, "-c", str(config), "list"], environ)]
