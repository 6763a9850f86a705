"""An import that is told to end, whatever it is just doing, leaves the book and the folders as they were."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.interchange.helpers import ACCOUNTS, Desk

# Ends this process the way another one would, within a function of the import.
DRIVER = """
import importlib, os, signal, sys
module, _, name = sys.argv[1].partition(":")
owner = importlib.import_module(module)
for part in name.split(".")[:-1]:
    owner = getattr(owner, part)
name = name.split(".")[-1]
original, after = getattr(owner, name), sys.argv[2] == "after"
number = getattr(signal, sys.argv[3])

def killed(*words, **options):
    found = original(*words, **options) if after else None
    os.kill(os.getpid(), number)
    return found if after else original(*words, **options)

setattr(owner, name, killed)
sys.argv[1:] = sys.argv[4:]
from amcli.__main__ import main
main()
"""
STAGES = {
    "reading": ("amcli.interchange.session:understand", "after", "SIGTERM"),
    "copying": ("amcli.storage.staging:copy_pages", "before", "SIGHUP"),
    "matching": ("amcli.interchange.upsert.rowimport:FileImport.run", "after", "SIGTERM"),
    "inserting": ("amcli.storage.bulk:Intake.insert", "after", "SIGHUP"),
    "checking the backup": ("amcli.storage.backups:fault_of", "after", "SIGTERM"),
    "setting rows aside": ("amcli.interchange.tables.sheet:write_bad_rows", "after", "SIGTERM"),
    "locking": ("amcli.storage.staging:has_new", "before", "SIGHUP"),
    "writing": ("amcli.storage.staging:add_rows", "after", "SIGTERM"),
    "indexing": ("amcli.storage.staging:index_new", "after", "SIGTERM"),
}
ROWS = "account,kind,on,summary\n" + "".join(f"acme,call,2026-01-{n:02d},Call {n}\n" for n in range(1, 29))


def names_below(folder: Path) -> set[str]:
    """Every file and folder; not what SQLite keeps beside an open book."""
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.suffix[-4:] not in ("-wal", "-shm")
    }


@pytest.mark.parametrize("stage", STAGES)
def test_an_import_told_to_end_leaves_nothing(stage: str, two_accounts: Desk) -> None:
    text = ROWS + "nobody,call,2026-01-01,Lost\n"
    (two_accounts.folder / "tmp").mkdir()
    environ = {**two_accounts.environ, "TMPDIR": str(two_accounts.folder / "tmp")}
    path = two_accounts.file("calls.csv", text)
    before, names = two_accounts.dump(), names_below(two_accounts.folder)
    argv = [sys.executable, "-c", DRIVER, *STAGES[stage]]
    argv += ["import", "-", "--kind", "interactions", "--skip-bad", "--yes"]
    ended = subprocess.run(argv, env=environ, input=text, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (128 + signal.Signals[STAGES[stage][2]], "")
    assert two_accounts.dump() == before
    left = names_below(two_accounts.folder) - names
    assert {name for name in left if not name.endswith("-import.db")} <= {"data/backups"}
    assert Path(path).read_text() == text


def test_an_import_told_to_end_before_there_was_a_book_leaves_no_draft(desk: Desk) -> None:
    desk.file("accounts.csv", ACCOUNTS)
    names = names_below(desk.folder)
    argv = [sys.executable, "-c", DRIVER, *STAGES["inserting"]]
    argv += ["import", str(desk.folder / "accounts.csv")]
    environ = {**desk.environ, "PATH": os.environ["PATH"]}
    ended = subprocess.run(argv, env=environ, capture_output=True, text=True, check=False)
    assert ended.returncode == 128 + signal.SIGHUP
    assert names_below(desk.folder) == names
