"""A book from before replies: who wrote last is told where the import remembers it, and counted; where it was
several messages nobody knows, so no reply is said to be owed. What imports bring later goes on from there."""

import json
import sqlite3
from pathlib import Path

import pytest

from amcli.storage import schema, triggers
from amcli.storage.connection import connect, prepare
from tests.interchange.helpers import Desk
from tests.interchange.post import PostDesk, mail, mbox, sent
from tests.support import migrations_until

DAY, NEXT = "Mon, 23 Feb 2026", "Tue, 24 Feb 2026"
CHATS = "24.02.26, 09:00 - Jane Orr: One\n24.02.26, 09:05 - Kim Ash: Two\n25.02.26, 09:00 - Jane Orr: Alone\n"
ANSWER = ("In-Reply-To: <1@mail.example>", "References: <1@mail.example>")
NEW = ("last", "last_direction")


def older(book: Path, folder: Path) -> None:
    """Make a book as the version before kept it: without the new columns, and arrivals that say only what the
    first message was."""
    found = sqlite3.connect(book)
    found.row_factory = sqlite3.Row
    path = folder / "older.db"
    path.touch()
    db = connect(path)
    prepare(db)
    schema.upgrade(db, migrations_until(14, folder / "migrations"), 14)
    triggers.drop_all(db)
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("BEGIN")
    db.execute("DELETE FROM session")
    db.execute("DELETE FROM setting")
    for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        if name.startswith(("sqlite_", "search", "alembic", "day_state")):
            continue
        columns = [row[1] for row in db.execute(f'PRAGMA table_info("{name}")')]
        listed = ", ".join(f'"{each}"' for each in columns)
        for row in found.execute(f'SELECT {listed} FROM "{name}" ORDER BY rowid').fetchall():
            db.execute(
                f'INSERT INTO "{name}" ({listed}) VALUES ({", ".join("?" * len(columns))})', tuple(row)
            )
    for row, said in db.execute("SELECT id, said FROM arrival WHERE source IN ('mail', 'chats')").fetchall():
        kept = {name: value for name, value in json.loads(said).items() if name not in NEW}
        db.execute("UPDATE arrival SET said = ? WHERE id = ?", (json.dumps(kept), row))
    db.execute("COMMIT")
    db.close()
    found.close()
    for each in book.parent.glob("book.db*"):
        each.unlink()
    path.rename(book)


@pytest.fixture
def desk(tmp_path: Path) -> PostDesk:
    """A book with one account and Jane; mails and a chat of the version before, not upgraded yet."""
    found = PostDesk(tmp_path)
    accounts = found.file("accounts.csv", "code,name,customer_since\nacme,Acme Robotics,2024-01-01\n")
    people = found.file("contacts.csv", "account,name,email\nacme,Jane Orr,jane@acme.example\n")
    found.imported(accounts, people)
    found.knows_me()
    assert found.am("config", "set", "me.names", "Kim Ash").code == 0
    mails = [
        mail(date=f"{DAY} 08:00:00 +0000"),
        sent(*ANSWER, date=f"{DAY} 09:00:00 +0000", number="2"),
        mail(date=f"{NEXT} 08:00:00 +0000", number="3", subject="Alone"),
    ]
    found.imported(found.file("a.mbox", mbox(*mails)))
    found.imported(found.file("WhatsApp.txt", CHATS))
    older(found.book, tmp_path)
    return found


def ways(desk: Desk) -> list[tuple[object, ...]]:
    return desk.rows('SELECT kind, "on", direction, last_direction FROM interaction ORDER BY "on", kind')


UPGRADED = [
    ("email", "2026-02-23", "both", None),
    ("chat", "2026-02-24", "both", None),
    ("email", "2026-02-24", "in", "in"),
    ("chat", "2026-02-25", "in", "in"),
]


def test_who_wrote_last_is_told_where_the_import_remembers_it(
    desk: PostDesk, capsys: pytest.CaptureFixture[str]
) -> None:
    first = desk.am("replies", "-o", "json")
    assert capsys.readouterr().err.split(" · ")[1:] == [
        "emails and chats whose last writer is known: 2",
        "emails and chats of several messages, last writer not known: 2\n",
    ]
    assert [(row["kind"], row["on"]) for row in json.loads(first.out)] == [("chat", "2026-02-25")]
    assert ways(desk) == UPGRADED


def test_the_same_files_again_change_nothing_but_tell_of_a_chat(desk: PostDesk) -> None:
    again = desk.imported(str(desk.folder / "a.mbox"), "-o", "json")
    assert json.loads(again.out)["files"][0]["changed"] == 0
    desk.imported(str(desk.folder / "WhatsApp.txt"))
    assert ways(desk) == [UPGRADED[0], ("chat", "2026-02-24", "both", "out"), *UPGRADED[2:]]


def test_a_later_mail_of_a_thread_says_who_wrote_last_only_where_that_was_known(desk: PostDesk) -> None:
    answers = [
        mail(*ANSWER, date=f"{DAY} 11:00:00 +0000", number="4"),
        sent("In-Reply-To: <3@mail.example>", date=f"{NEXT} 11:00:00 +0000", number="5", subject="Re: Alone"),
    ]
    desk.imported(desk.file("b.mbox", mbox(*answers)))
    assert ways(desk) == [UPGRADED[0], UPGRADED[1], ("email", "2026-02-24", "in", "out"), UPGRADED[3]]


def test_a_direction_that_a_person_gave_stays(desk: PostDesk) -> None:
    db = sqlite3.connect(desk.book)
    db.execute("UPDATE interaction SET direction = 'out' WHERE summary = 'Alone'")
    db.commit()
    db.close()
    assert desk.am("account", "list").code == 0
    assert ("email", "2026-02-24", "out", None) in ways(desk)
