"""Every command that writes is taken back and put back whole, on a book that has a record of every kind.

A command that is added later must be added to those that write (`writes`), or to those that do not.
"""

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.commands.writes import FILES, NO_CHANGE_OF_THE_BOOK, STORY, WRITES, commands
from tests.docs.commands import every_command
from tests.profiles import some
from tests.support import TODAY, Cli, dump

READS = """
today week next away accounts checkins renewals replies risks show brief timeline find tasks portfolio
forecast metrics backtest history help sql schema digest report export-calendar export-vcard export-html
account-handoffs account-plan play-check play-status feedback-themes qbr-due qbr-brief
config-get config-list config-path config-check
"""


def tree() -> set[str]:
    """Every command there is: `log`, `account-add`."""
    found = dict(every_command())
    return {path.replace(" ", "-") for path, each in found.items() if not hasattr(each, "list_commands")}


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


def test_every_command_is_known_to_write_or_not() -> None:
    known = tree()
    written = {"-".join(argv[:2]) if argv[0] not in known else argv[0] for argv in commands(WRITES)}
    others = {*READS.split(), *NO_CHANGE_OF_THE_BOOK.split()}
    others |= {name for name in known if name.endswith(("-list", "-show"))}
    assert not written & others
    assert written | others == known


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
        assert firm.ok("undo", tty=True).startswith(f"Undone: am {argv[0]}")
        assert firm.dump() == before
        assert firm.ok("redo", tty=True).startswith(f"Redone: am {argv[0]}")
        assert firm.dump() == changed


@pytest.mark.parametrize("name", sorted(READS.split()))
def test_what_only_reads_changes_nothing(firm: Cli, firm_dump: dict[str, Any], name: str) -> None:
    """With what each needs; the scores of the day are kept already."""
    needs = {
        "away": ["tomorrow..+9d"], "show": ["k1"], "brief": ["acme"], "timeline": ["acme"], "find": ["plan"],
        "account-plan": ["acme"], "qbr-brief": ["acme"], "config-get": ["hints"],
    }  # fmt: skip
    firm.ok(*name.split("-"), *needs.get(name, []), today=TODAY)
    assert firm.dump() == firm_dump


def test_a_history_of_an_account_tells_what_was_added_to_it_of_every_kind(firm: Cli) -> None:
    kinds = {"log", "contact", "contract", "task", "opportunity", "issue", "feedback", "survey", "usage"}
    told = {line["command"].split()[0] for line in firm.json("history", "acme")}
    assert kinds | {"goal", "news", "account"} <= told


def test_scores_that_go_with_an_account_are_not_told_one_by_one(firm: Cli) -> None:
    firm.ok("account", "rm", "acme", "--yes")
    (change,) = firm.json("history", "--limit", "1")
    assert not any("health" in line for line in change["what"])
    assert "health" not in firm.ok("undo", tty=True)
