"""`am forget`: nobody finds somebody in the book, its files or its backups any more; nothing else is lost."""

import json
import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from amcli.storage.connection import connect
from amcli.storage.copies import is_held
from amcli.storage.staging import ENDING
from amcli.storage.subjects import Subject
from amcli.storage.triggers import columns, names
from tests.commands.test_schema import validator
from tests.profiles import is_nightly
from tests.support import TODAY, Cli

NAME, MAIL, PHONE = "Zelda Quuxley", "zelda.quuxley@acme.example", "+44 20 7946 0777"
# Everything by which she could be found in bytes, in small letters.
MARKS = ("quuxley", "7946 0777", "79460777", "zmark")
SAYS = f"met {NAME} ({MAIL}, 020 7946 0777)"
# What no text of a person's can stand in: one of a few words, a day, what is worked out.
# An address or a number that somebody else has too stands for nobody.
OTHERS = (("contact", "emails"), ("contact", "phones"), ("account", "phone"), ("account", "domain"))
HEADER = "name,mail,import error\n"
NEVER = {"alembic_version", "session", "day_state"}
# Rows of tables that the sample book has none of.
MISSING = {
    "digest": {"at": "2026-01-01T00:00:00.000Z", "on": "2026-01-01", "period": "day", "state": "{}"},
    "source_ref": {"kind": "interaction", "row": 1, "source": "x", "source_id": "1"},
    "value_source": {"kind": "interaction", "row": 1, "field": "body", "value": "x", "source": "x"},
    "arrival": {"source": "mail", "key": "k", "said": '{"summary": "x"}', "interaction": 1},
    "play": {
        "created_at": "2026-01-01T00:00:00.000Z", "updated_at": "2026-01-01T00:00:00.000Z", "account_id": 2,
        "name": "x", "on": "2026-01-01", "started_on": "2026-01-01",
    },
    "unmatched": {"kind": "email", "address": "somebody@x.example", "name": "x"},
    "forgotten": {"change": 1, "on": "2026-01-01", "hash": "x"},
    "cut": {"id": 999, "on": "2026-01-01"},
    "setting": {"key": "x", "value": "x"},
    "proposal": {"at": "2026-01-01T00:00:00.000Z", "arguments": '["log"]'},
}  # fmt: skip


@pytest.fixture
def zelda(sample: Cli) -> Iterator[Cli]:
    """The sample book, with somebody more of whom every field is filled, and every table has a row."""
    sample.ok(
        "contact", "add", "acme", NAME, "--email", MAIL, "--phone", PHONE, "--role", "champion", "--title",
        "zmark title", "--stance", "supporter", "--prefers", "phone", "--language", "zmarklang", "--notes",
        "zmark notes", "--tag", "zmarktag", "--set", "plan=zmark extra", "--timezone", "Europe/Paris",
    )  # fmt: skip
    yield sample
    sample.let_go()


def reference(cli: Cli, name: str = NAME) -> str:
    """Her reference."""
    return str(cli.one("contact", "list", f"name:{name}")["contact"])


def filled_everywhere(book: Path) -> dict[str, int]:
    """Her in every text of every table that takes one; gives how many columns of each table did."""
    db = connect(book)
    took: dict[str, int] = {}
    try:
        for table in names(db, "table"):
            if table in MISSING and not db.execute(f'SELECT 1 FROM "{table}"').fetchone():
                row = MISSING[table]
                listed, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
                db.execute(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', (*row.values(),))
            took[table] = 0
            (row_id,) = db.execute(f'SELECT min(rowid) FROM "{table}"').fetchone()
            assert row_id is not None or table in NEVER, f"{table}: no row to try with, add one to MISSING"
            for name, kind in columns(db, table):
                if kind == "TEXT":
                    took[table] += put(db, table, name, row_id)
    finally:
        db.close()
    return took


def put(db: sqlite3.Connection, table: str, name: str, row: int) -> bool:
    """Let a text name her, where the table lets it: as it is, within a list, within an object."""
    if name in {"name", "name_folded", "code", "code_folded"} and table in {"account", "contact", "product"}:
        return False  # what somebody else is called
    if (table, name) in {("journal", "tbl"), *OTHERS}:
        return False
    texts = (SAYS, json.dumps([SAYS]), json.dumps({"x": SAYS}))
    for text in texts[2:] if table == "journal" else texts:
        try:
            db.execute(f'UPDATE "{table}" SET "{name}" = ? WHERE rowid = ?', (text, row))
            return True
        except (sqlite3.IntegrityError, sqlite3.OperationalError):
            continue
    return False


def found_in(folder: Path, marks: tuple[str, ...] = MARKS) -> list[str]:
    """The files below a folder, by what of hers is in their bytes or their names."""
    wrong = []
    for path in sorted(folder.rglob("*")):
        held = path.name.encode() + (path.read_bytes() if path.is_file() else b"")
        wrong += [f"{path.name}: {mark}" for mark in marks if mark.encode() in held.lower()]
    return wrong


def test_nothing_of_a_person_is_left_in_any_table_or_file(zelda: Cli) -> None:
    her = reference(zelda)
    zelda.ok("log", "acme", f"call with {NAME}", "--with", her)
    zelda.ok("contact", "edit", her, "--email", "zelda.quuxley@old.example", "--notes", "zmark notes 2")
    zelda.ok("survey", "add", "acme", "nps", "9", "zmark said", "--with", her)
    zelda.ok("feedback", "add", "acme", "zmark wants more", "--with", her)
    zelda.ok("unmatched", "-o", "json")
    zelda.let_go()
    took = filled_everywhere(zelda.book)
    assert sum(took.values()) > 60
    assert {table for table, count in took.items() if count} >= {
        "interaction",
        "arrival",
        "digest",
        "unmatched",
    }
    zelda.ok("backup")
    files = beside(zelda)
    assert {name for name, text in files.items() if found_in(name.parent)} == set(files)
    answer = zelda.json("forget", her, "--yes", "--backups")
    zelda.let_go()
    assert answer["done"] is True
    assert answer["backups"] == []
    assert answer["files"] == len(files)
    assert len(answer["rewritten"]) == 1
    (zelda.folder / "own.txt").write_text(NAME)  # nobody looks at other files
    assert found_in(zelda.folder) == ["own.txt: quuxley"]


def beside(cli: Cli) -> dict[Path, str]:
    """Files as amcli writes them beside a book, with her in each, and others too."""
    state = cli.folder / ".local" / "state" / "amcli"
    backups = cli.book.parent / "backups"
    made = {
        backups
        / "people.bad.csv": f'name,mail,import error\n"{NAME}",x,why\nOmar,{MAIL},why\nJo,jo@x.example,why\n',
        backups / "people.bad.jsonl": f'{{"name": "{NAME}"}}\n{{"name": "Jo"}}\n',
        state / "lines-dev-pts-1": f"{cli.book}\0p4\0{NAME}",
        cli.folder / "logs" / "amcli.log": f"2026-01-01 am log {NAME}\nTraceback\n",
        cli.folder / "logs" / "amcli.log.1": f"KeyError: '{MAIL}'\n",
    }
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o600)
    return made


def test_other_rows_that_were_set_aside_stay_and_modes_too(zelda: Cli) -> None:
    made = beside(zelda)
    aside = next(path for path in made if path.suffix == ".csv")
    aside.chmod(0o640)
    zelda.ok("forget", NAME, "--yes")
    assert aside.read_text() == "name,mail,import error\nJo,jo@x.example,why\n"
    assert stat.S_IMODE(aside.stat().st_mode) == 0o640
    assert (zelda.book.parent / "backups" / "people.bad.jsonl").read_text() == '{"name": "Jo"}\n'
    log = (zelda.folder / "logs" / "amcli.log").read_text()
    assert log == "2026-01-01 am log [forgotten]\nTraceback\n"


def test_the_list_last_shown_of_another_book_stays(zelda: Cli) -> None:
    state = zelda.folder / ".local" / "state" / "amcli"
    state.mkdir(parents=True)
    (state / "lines-one").write_text("/another/book.db\0p1")
    zelda.ok("forget", NAME, "--yes")
    assert (state / "lines-one").exists()


# By day two, since the one above is in every text there is.
@pytest.mark.parametrize("place", range(1, 80) if is_nightly() else (1, 53))
def test_any_person_of_an_invented_book_leaves_nothing(sample: Cli, place: int) -> None:
    rows = sample.json("contact", "list")
    row = rows[place % len(rows)]
    phones = [each["typed"] for each in row["phones"]]
    sample.ok("backup")
    sample.ok("forget", row["contact"], "--yes", "--backups")
    sample.let_go()
    marks = (row["name"].casefold(), *(mail.casefold() for mail in row["emails"]), *phones)
    assert found_in(sample.folder, marks) == []
    assert sample("doctor").code == 0


def test_a_customer_goes_with_all_that_belongs_to_it(sample: Cli) -> None:
    people = [row["name"] for row in sample.json("contact", "list", "acme")]
    before = sample.json("accounts")
    sample.ok("log", before[-1]["account"], "about Acme Robotics")
    answer = sample.json("forget", "acme", "--yes")
    sample.let_go()
    gone = {each["kind"]: each["count"] for each in answer["records"]}
    assert (gone["account"], gone["contact"]) == (1, len(people))
    assert [row["account"] for row in sample.json("accounts")] == [
        row["account"] for row in before if row["account"] != "acme"
    ]
    sample.let_go()
    marks = ("acme robotics", "acme.example", *(name.casefold() for name in people))
    assert found_in(sample.folder, marks) == []


def test_a_person_keeps_the_talks_without_their_name(zelda: Cli) -> None:
    her = reference(zelda)
    talk = zelda.ref(
        "log", "acme", f"Call with {NAME} about QUUXLEY, Zelda's quote", "--with", her, "--with", "omar"
    )
    zelda.ok("forget", her, "--yes")
    row = zelda.one("activity", "list", f"interaction:{talk}")
    assert row["summary"] == "Call with [forgotten] about [forgotten]'s quote"
    assert row["contacts"] == ["Omar Haddad"]
    assert zelda.json("find", "quuxley") == []


def test_words_of_the_name_alone_are_told_and_go_on_request(zelda: Cli) -> None:
    talk = zelda.ref("log", "acme", "Zelda was cross, Zed said so")
    plan = zelda.json("forget", NAME, "--dry-run")
    assert plan["done"] is False
    assert {"ref": talk, "field": "summary"} in plan["mentions"]
    answer = zelda.json("forget", NAME, "--also", "Zelda", "--also", "Zed", "--yes")
    assert answer["mentions"] == []
    assert zelda.one("activity", "list", f"interaction:{talk}")["summary"] == (
        "[forgotten] was cross, [forgotten] said so"
    )


def test_a_name_of_one_word_is_told_and_not_replaced_anywhere(sample: Cli) -> None:
    sample.ok("contact", "add", "acme", "Will")
    talk = sample.ref("log", "acme", "Will call again")
    answer = sample.json("forget", "Will", "--yes")
    assert {"ref": talk, "field": "summary"} in answer["mentions"]
    assert sample.one("activity", "list", f"interaction:{talk}")["summary"] == "Will call again"


def test_somebody_of_the_same_name_and_a_number_of_several_stay(zelda: Cli) -> None:
    zelda.ok("contact", "add", "acme", "Bo Li", "--phone", "020 7946 0999", "--email", "info@acme.example")
    phones = ("--phone", PHONE, "--phone", "020 7946 0999")
    mails = ("--email", MAIL, "--email", "info@acme.example")
    zelda.ok("contact", "edit", reference(zelda), *phones, *mails)
    other = zelda.ref("contact", "add", zelda.json("accounts")[-1]["account"], NAME, "--separate")
    talk = zelda.ref("log", "acme", f"{NAME} rang from 020 7946 0999, mail info@acme.example")
    answer = zelda.json("forget", f"p{int(other[1:]) - 2}", "--yes")
    assert answer["namesakes"] == [other]
    summary = zelda.one("activity", "list", f"interaction:{talk}")["summary"]
    assert summary == f"{NAME} rang from 020 7946 0999, mail info@acme.example"
    assert zelda.one("contact", "list", "name:Bo Li")["emails"] == ["info@acme.example"]


def test_a_merged_duplicate_goes_too(zelda: Cli) -> None:
    twin = zelda.ref("contact", "add", "acme", "Z. Quuxley-Zmark", "--email", "zq@zmark.example")
    zelda.ok("contact", "merge", reference(zelda), twin, "--yes")
    zelda.ok("forget", NAME, "--yes")
    for file in (zelda.book.parent / "backups").iterdir():
        file.unlink()  # of before the merge
    zelda.let_go()
    assert found_in(zelda.folder) == []


def test_older_changes_that_held_somebody_are_refused_and_later_ones_are_not(zelda: Cli) -> None:
    her = reference(zelda)
    zelda.ok("task", "add", "acme", "before, about nobody")
    untouched = number(zelda)
    zelda.ok("log", "acme", "call", "--with", her)
    held = number(zelda)
    zelda.ok("forget", her, "--yes")
    forgetting = number(zelda)
    zelda.ok("task", "add", "acme", "after")
    assert zelda("undo").code == 0
    refused = zelda("undo", str(held))
    assert (refused.code, refused.out) == (5, "")
    assert refused.err.startswith(
        f"am: can't undo change {held}: it held somebody who was forgotten on {TODAY}."
    )
    plain = zelda("undo")
    assert plain.code == 5
    assert f"can't undo change {forgetting}: what it removed is gone for good" in plain.err
    assert f"am undo {untouched}" in plain.err
    assert zelda("undo", str(untouched)).code == 0
    shown = {row["change"]: row for row in zelda.json("history")}
    assert shown[held]["final"] is True
    assert shown[held]["command"] == "log"
    assert shown[untouched]["final"] is False
    assert shown[forgetting]["what"] == ["somebody was forgotten"]
    assert "can't be undone" in zelda("history", tty=True).out


def number(cli: Cli) -> int:
    """The number of the last change."""
    return max(row["change"] for row in cli.json("history"))


def test_a_redo_that_would_bring_somebody_back_is_refused(zelda: Cli) -> None:
    talk = zelda.ref("log", "acme", f"call with {NAME}")
    zelda.ok("activity", "rm", talk, "--yes")
    zelda.ok("undo")
    zelda.ok("forget", NAME, "--yes")
    assert zelda("redo").code in (3, 5)
    zelda.let_go()
    assert found_in(zelda.folder) == []


def test_the_past_is_as_it_was_but_for_them(zelda: Cli) -> None:
    zelda.ok("account", "edit", "acme", "--tier", "light", "--notes", f"{NAME} decides", today="2026-03-03")
    zelda.ok("account", "edit", "acme", "--tier", "key", today="2026-03-04")
    zelda.let_go()
    db = sqlite3.connect(zelda.book)
    for back, (txn,) in enumerate(db.execute("SELECT id FROM txn ORDER BY id DESC LIMIT 2").fetchall()):
        db.execute("UPDATE txn SET at = '2026-01-01T00:00:00.000Z' WHERE at > '2026-06'")
        db.execute("UPDATE txn SET at = ? WHERE id = ?", (f"2026-03-{4 - back:02}T12:00:00.000Z", txn))
    db.commit()
    db.close()
    then = ("accounts", "account:acme", "--as-of", "2026-03-03")
    before = zelda.one(*then, today="2026-03-05")
    zelda.ok("forget", NAME, "--yes", today="2026-03-05")
    after = zelda.one(*then, today="2026-03-05")
    assert (before["tier"], after["tier"]) == ("light", "light")
    assert after["notes"] == "[forgotten] decides"


def test_it_asks_only_at_a_terminal_and_says_first_what_it_means(zelda: Cli) -> None:
    before = zelda.dump()
    refused = zelda("forget", NAME)
    assert (refused.code, refused.out) == (5, "")
    assert "Add --yes" in refused.err
    asked = zelda("forget", NAME, tty=True, stdin="n\n")
    assert asked.code == 5
    assert "leaves the book for good. Nothing brings them back." in asked.err
    assert f"Forget {NAME} for good?" in asked.err
    zelda.ok("forget", NAME, "--dry-run")
    assert zelda.dump() == before
    done = zelda("forget", NAME, tty=True, stdin="y\n")
    assert done.code == 0
    assert "Certificate: " in done.out


def test_the_certificate_names_nobody_and_is_in_the_history(zelda: Cli) -> None:
    line = zelda.ok("forget", NAME, "--yes").strip()
    assert line.startswith(f"{TODAY}: one person was removed; ")
    mark = line.rpartition(" ")[2]
    assert len(mark) == 16
    assert not any(each in line.casefold() for each in ("zelda", "acme", "quuxley"))
    assert zelda.json("history")[0]["command"] == f"forget (certificate {mark})"


@pytest.mark.parametrize("words", [("forget",), ("forget", "t1"), ("forget", "nobody at all")])
def test_what_is_nobody_is_refused(zelda: Cli, words: tuple[str, ...]) -> None:
    before = zelda.dump()
    found = zelda(*words, "--yes")
    assert found.code in (2, 3)
    assert zelda.dump() == before


def test_allow_takes_nothing_else_and_knows_who_was_forgotten(zelda: Cli) -> None:
    assert zelda("forget", "jane", "--allow", MAIL).code == 2
    assert zelda("forget", "--allow", MAIL).code == 3
    zelda.ok("forget", NAME, "--yes")
    assert zelda("forget", "--allow", "other@acme.example").code == 3
    assert zelda.json("forget", "--allow", MAIL.upper())["hashes"] > 3
    assert zelda("forget", "--allow", MAIL).code == 3


def test_what_programs_are_told_follows_the_schema(zelda: Cli) -> None:
    her = reference(zelda)
    for name, words in (
        ("forget", (her, "--yes")),
        ("forget --allow", ("--allow", MAIL)),
        ("history --prune", ("--prune", "2026-03-01", "--yes")),
    ):
        command = name.split()[0]
        if command == "history":
            zelda.let_go()
            db = sqlite3.connect(zelda.book)
            db.execute("UPDATE txn SET at = '2026-01-01T00:00:00.000Z'")
            db.commit()
            db.close()
        validator(name).validate(zelda.json(command, *words))


def test_hashes_are_keyed_and_no_value_is_among_them(zelda: Cli) -> None:
    import hashlib

    zelda.ok("forget", NAME, "--yes")
    hashes = {row["hash"] for row in zelda.json("sql", "SELECT hash FROM forgotten")}
    assert len(hashes) > 3
    assert hashlib.sha256(f"email\n{MAIL}".encode()).hexdigest() not in hashes


def test_backups_of_older_versions_are_rewritten_whole_and_checked(zelda: Cli) -> None:
    zelda.ok("backup")
    (copy,) = (zelda.book.parent / "backups").iterdir()
    older(copy)
    copy.chmod(0o640)
    listed = zelda.json("forget", NAME, "--dry-run")
    assert listed["backups"] == [str(copy)]
    answer = zelda.json("forget", NAME, "--yes", "--backups")
    assert answer["rewritten"] == [str(copy)]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o640
    assert found_in(copy.parent) == []
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]
    accounts = zelda.json("accounts")
    again = zelda("restore", copy.name, "--yes")
    assert again.code == 0
    assert len(zelda.json("accounts")) == len(accounts)
    assert zelda("undo", "2").code == 5
    assert zelda.json("sql", "SELECT count(*) AS hashes FROM forgotten")[0]["hashes"] == answer["hashes"]


def older(copy: Path) -> None:
    """Let a backup be one of an older version, which had none of these tables."""
    db = sqlite3.connect(copy)
    db.execute("DROP TABLE proposal")
    db.execute("DROP TABLE forgotten")
    db.execute("DROP TABLE cut")
    db.execute("UPDATE alembic_version SET version_num = '0013'")
    db.execute("PRAGMA user_version = 13")
    db.commit()
    db.close()


def test_a_backup_that_is_damaged_is_told_and_stays_as_it_is(zelda: Cli) -> None:
    zelda.ok("backup")
    (copy,) = (zelda.book.parent / "backups").iterdir()
    copy.write_bytes(copy.read_bytes()[:5000])
    before = copy.read_bytes()
    answer = zelda.json("forget", NAME, "--yes", "--backups")
    assert (answer["backups"], answer["rewritten"]) == ([str(copy)], [])
    assert copy.read_bytes() == before


def test_an_encrypted_backup_may_hold_anybody_and_is_named(zelda: Cli) -> None:
    from pyrage import x25519

    recipient = str(x25519.Identity.generate().to_public())
    zelda.ok("backup", "--age", recipient)
    (copy,) = (zelda.book.parent / "backups").glob("*.age")
    answer = zelda.json("forget", NAME, "--yes", "--backups")
    assert (answer["backups"], answer["rewritten"]) == ([str(copy)], [])
    assert copy.exists()


def test_backups_without_them_are_left_alone(zelda: Cli) -> None:
    zelda.ok("backup")
    (copy,) = (zelda.book.parent / "backups").iterdir()
    other = zelda.ref("contact", "add", "acme", "Ivo Brandtner", "--email", "ivo@acme.example")
    before = copy.read_bytes()
    answer = zelda.json("forget", other, "--yes", "--backups")
    assert (answer["backups"], answer["rewritten"]) == ([], [])
    assert copy.read_bytes() == before


def test_what_a_killed_process_left_behind_goes_and_what_runs_stays(zelda: Cli) -> None:
    """Copies of plans are named as `staged` does, those of backups as `copies.rewrite` does."""
    zelda.ok("backup")
    (backup,) = (zelda.book.parent / "backups").iterdir()
    left = [
        folder / f".{name}.{process}.{ending}"
        for folder, name, ending in (
            (zelda.book.parent, zelda.book.name, f"0{ENDING}"),
            (backup.parent, zelda.book.name, "copy"),
            (backup.parent, backup.name, "copy"),
        )
        for process in (99999999, os.getpid())
    ]
    for path in left:
        path.write_text(NAME)
    zelda.ok("forget", NAME, "--yes")
    assert [path.exists() for path in left] == [False, True] * 3


def test_a_copy_of_a_plan_that_began_before_is_not_carried_over(zelda: Cli) -> None:
    db = connect(zelda.book)
    subject = Subject(db, "contact", [int(reference(zelda)[1:])], ())
    assert is_held(db, subject)
    db.close()
    zelda.ok("forget", NAME, "--yes")
    db = connect(zelda.book)
    assert not is_held(db, subject)
    db.close()


def test_a_hook_is_told_nothing_of_them(zelda: Cli) -> None:
    told = zelda.folder / "told"
    zelda.ok("config", "set", "hooks.after-change", f"tee {told}")
    zelda.ok("config", "set", "me.names", NAME)
    answer = zelda.json("forget", NAME, "--yes")
    assert not told.exists() or MARKS[0] not in told.read_text().casefold()
    assert answer["elsewhere"] == ["hook after-change", str(zelda.config)]


def test_a_command_that_named_somebody_keeps_what_it_did(zelda: Cli) -> None:
    zelda.ok("--today", "2026-03-01", "contact", "edit", NAME, "--role", "user")
    zelda.ok("forget", NAME, "--yes")
    commands: list[Any] = [row["command"] for row in zelda.json("history")]
    assert commands[1:3] == ["contact edit", "contact add"]
