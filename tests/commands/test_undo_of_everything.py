"""Every command that writes is taken back and put back whole, on a book that has a record of every kind.

Which those are, each command declares.
"""

import shlex
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from amcli.app import AM
from tests.commands.every import REPORTS, filled_in, referred
from tests.commands.writes import FILES, NO_CHANGE_OF_THE_BOOK, STORY, WRITES, commands
from tests.docs.commands import every_command
from tests.profiles import some
from tests.support import TODAY, Cli, dump

# What reads, besides the reports.
READS = """
next
help
export calendar
export vcard
export html
play check
config get hints
config path
config check
"""


def tree() -> set[str]:
    """Every command there is: `log`, `account add`."""
    return {path for path, each in every_command() if not hasattr(each, "list_commands")}


@pytest.fixture(scope="module")
def firm_book(office_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's book with every kind of record, the scores of three days, and an address that was tied
    to a person, as an import of mail keeps it."""
    folder = tmp_path_factory.mktemp("firm")
    shutil.copyfile(office_book, folder / "book.db")
    cli = Cli(folder, folder / "book.db")
    for day in ("2026-02-26", "2026-02-27"):
        cli.ok("today", today=day)
    for argv in commands(STORY):
        cli.ok(*argv)
    with sqlite3.connect(cli.book) as db:
        db.execute(
            "INSERT INTO unmatched(kind, address, seen, contact_id) VALUES ('email', 'j@acme.example', 2, 1)"
        )
        db.execute("INSERT INTO arrival(source, key, said, interaction) VALUES ('mail', 'm1', '{}', 1)")
    db.close()
    return folder / "book.db"


@pytest.fixture(scope="module")
def firm_dump(firm_book: Path) -> dict[str, Any]:
    """What is in it."""
    return dump(firm_book)


@pytest.fixture
def firm(cli: Cli, firm_book: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """`am` on a copy of that book, in a folder with two files to import."""
    shutil.copyfile(firm_book, cli.book)
    monkeypatch.chdir(cli.folder)
    for name, text in FILES.items():
        Path(name).write_text(text)
    return cli


def test_every_command_that_writes_is_tried() -> None:
    known = tree()
    assert [argv for argv in commands(WRITES) if not AM.judge(argv).writes] == []
    tried = {argv[0] if argv[0] in known else " ".join(argv[:2]) for argv in commands(WRITES)}
    writing = {path for path in known if AM.judge(path.split()).writes}
    assert tried - {"held", "doctor"} | set(NO_CHANGE_OF_THE_BOOK) == writing  # those two with more words


def test_the_book_has_a_row_in_every_table_of_records(firm_book: Path) -> None:
    later = {"digest", "txn", "journal", "source_ref", "forgotten", "cut", "proposal"}
    assert {name for name, rows in dump(firm_book).items() if not rows} <= later


@pytest.mark.parametrize("argv", commands(WRITES), ids=lambda argv: " ".join(argv[:3]))
def test_it_is_taken_back_and_put_back_whole(firm: Cli, firm_dump: dict[str, Any], argv: list[str]) -> None:
    before = firm_dump
    firm.ok(*argv)
    changed = firm.dump()
    assert changed != before
    for _ in range(2 if argv in some(commands(WRITES), 6) else 1):
        assert firm.ok("undo", tty=True).startswith(f"Undone: am {shlex.join(argv[:2])}")
        assert firm.dump() == before
        assert firm.ok("redo", tty=True).startswith(f"Redone: am {shlex.join(argv[:2])}")
        assert firm.dump() == changed


def test_what_only_reads_changes_nothing(firm: Cli, firm_dump: dict[str, Any]) -> None:
    """The scores of the day are kept already. By day the book is looked at after every eighth: what one of
    them changed is still there."""
    known, wrong = referred(firm), []
    lines = [filled_in(each, known) for each in REPORTS if not AM.judge(each.argv).writes]
    lines += commands(READS)
    for argv in lines:
        assert argv is not None
        code = firm(*argv, today=TODAY).code
        looked = argv in some(lines, 8)
        wrong += [] if code in (0, 10) and (not looked or firm.dump() == firm_dump) else [(argv, code)]
    assert wrong == []


def test_a_history_of_an_account_tells_what_was_added_to_it_of_every_kind(firm: Cli) -> None:
    kinds = {"log", "contact", "contract", "task", "opportunity", "issue", "feedback", "survey", "usage"}
    told = {line["command"].split()[0] for line in firm.json("history", "acme")}
    assert kinds | {"goal", "news", "account"} <= told


def test_scores_that_go_with_an_account_are_not_told_one_by_one(firm: Cli) -> None:
    firm.ok("account", "rm", "acme", "--yes")
    (change,) = firm.json("history", "--limit", "1")
    assert not any("health" in line for line in change["what"])
    assert "health" not in firm.ok("undo", tty=True)
