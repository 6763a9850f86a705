"""`am doctor` alone: each check finds the one thing that was broken, --fix puts right what follows from the
rest, and a book that is well says so."""

import json
import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from amcli.reports.checkup import STATES
from amcli.storage import connection, failures, places
from tests.commands.writes import FILES, STORY, WRITES, commands
from tests.profiles import is_nightly
from tests.support import Cli, Result, dump, filled, rows_of

CHECKS = [
    "file", "references", "triggers", "records", "journal", "search", "touches", "scores", "day", "amounts",
    "duplicates", "log", "clock", "permissions", "folder", "encryption", "space", "backups", "settings",
    "hooks", "completion", "versions",
]  # fmt: skip
PLAIN = "/dev/sda1 / ext4 rw,relatime 0 0\nproc /proc proc rw 0 0\n"


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with one disk, whatever the tests run on; its table of mounts, to be written over."""
    table = tmp_path / "mounts"
    table.write_text(PLAIN)
    monkeypatch.setattr(places, "TABLE", str(table))
    monkeypatch.setattr(places, "FSTAB", str(tmp_path / "fstab"))
    monkeypatch.setattr(places, "DEVICES", str(tmp_path / "devices"))
    return table


@pytest.fixture(scope="module")
def backed_up(office_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the office's book and its backup, made once."""
    folder = tmp_path_factory.mktemp("backed-up")
    book = filled(office_book, folder, [["backup"]])
    book.chmod(0o600)
    return folder


@pytest.fixture
def well(cli: Cli, backed_up: Path) -> Cli:
    """The office, backed up, and readable by nobody else."""
    shutil.copy(backed_up / "book.db", cli.book)
    shutil.copytree(backed_up / "backups", cli.folder / "backups")
    return cli


def found(cli: Cli, *argv: str, code: int | None = None, **options: object) -> dict[str, dict[str, object]]:
    """What each check found, by its name; `code` is what it must end with."""
    said = cli("doctor", "-o", "json", *argv, **options)  # type: ignore[arg-type]
    assert code in (None, said.code), said
    return {row["check"]: row for row in json.loads(said.out)}


def unwell(cli: Cli, *argv: str) -> dict[str, str]:
    """What is not well, and its state."""
    return {name: str(row["state"]) for name, row in found(cli, *argv).items() if row["state"] != "ok"}


def write(cli: Cli, *statements: str) -> None:
    """What another program writes around the rules of the book: its triggers are put back as they were."""
    with closing(sqlite3.connect(cli.book, isolation_level=None)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("PRAGMA ignore_check_constraints = ON")
        triggers = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        db.execute("BEGIN")
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            db.execute(statement)
        for _, sql in triggers:
            db.execute(sql)
        db.execute("COMMIT")


def journalled(cli: Cli, *statements: str) -> None:
    """What another program writes, which the book journals."""
    with closing(sqlite3.connect(cli.book)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


def test_a_book_that_is_well_says_so_check_by_check(well: Cli) -> None:
    assert list(found(well)) == CHECKS
    assert unwell(well) == {}
    assert well("doctor", "--exit-code").code == 0
    drawn = well.ok("doctor", "-o", "table")
    assert drawn.startswith("Check-up   22 checks ok\n")
    assert drawn.splitlines()[2].split() == ["State", "Check", "Finding"]
    assert "--fix" not in drawn
    assert well.ok("doctor", "-o", "ids") == ""


def test_looking_changes_nothing_and_neither_does_fixing_what_is_well(well: Cli) -> None:
    well.ok("today")
    kept = (dump(well.book, ()), rows_of(well.book, "SELECT * FROM day_state"))
    backups = sorted((well.folder / "backups").iterdir())
    well.ok("doctor")
    well.ok("doctor", "--fix")
    assert (dump(well.book, ()), rows_of(well.book, "SELECT * FROM day_state")) == kept
    assert sorted((well.folder / "backups").iterdir()) == backups


def test_after_every_command_that_writes_all_is_as_the_journal_says(well: Cli) -> None:
    for name, text in FILES.items():
        (well.folder / name).write_text(text)
    for number, argv in enumerate(commands(STORY) + commands(WRITES)):
        files = [str(well.folder / word) if word in FILES else word for word in argv]
        well(*files, stdin="y\n")
        if number % 25 == 0:
            assert well("doctor", "state:fault", "-o", "json").out == "[]\n", argv
    assert len(rows_of(well.book, "SELECT DISTINCT tbl FROM journal")) > 15
    assert well("doctor", "state:fault", "-o", "json").out == "[]\n"
    for _ in range(12):
        well("undo")
    assert well("doctor", "state:fault", "-o", "json").out == "[]\n"


def reference_to_nothing(cli: Cli) -> None:
    write(cli, "UPDATE task SET account_id = 999 WHERE id = 1")


def gone_trigger(cli: Cli) -> None:
    rows_of(cli.book, "DROP TRIGGER journal_task_update")


def changed_trigger(cli: Cli) -> None:
    with closing(sqlite3.connect(cli.book)) as db:
        db.execute("DROP TRIGGER search_task_insert")
        db.execute("CREATE TRIGGER search_task_insert AFTER INSERT ON task BEGIN SELECT 1; END")


def stuck_session(cli: Cli) -> None:
    rows_of(cli.book, "UPDATE session SET txn = 1, bulk = 1")


def circle(cli: Cli) -> None:
    write(
        cli, "UPDATE account SET parent_id = 2 WHERE id = 1", "UPDATE account SET parent_id = 1 WHERE id = 2"
    )
    note(cli, "account", 1, 2)


def amended_amendment(cli: Cli) -> None:
    cli.ok("contract", "amend", "k1", "--by", "1k")
    new = max(row for (row,) in rows_of(cli.book, "SELECT id FROM contract"))
    write(cli, f"UPDATE contract SET currency = 'GBP' WHERE id = {new}")
    note(cli, "contract", new)


def folded_wrongly(cli: Cli) -> None:
    write(cli, "UPDATE account SET name = 'Acmé', name_folded = 'acme' WHERE id = 1")
    note(cli, "account", 1)
    renew_search(cli)


def contract_after_a_project(cli: Cli) -> None:
    cli.ok("contract", "edit", "k1", "--notes", "x")
    write(
        cli, "UPDATE contract SET kind = 'one_off', annual_value = NULL, auto_renew = 0 WHERE id = 2",
        "UPDATE contract SET renewed_by_id = 2 WHERE id = 1",
    )  # fmt: skip
    note(cli, "contract", 1, 2)


def note(cli: Cli, table: str, *rows: int) -> None:
    """Let the journal say of rows what they are, so that nothing else is wrong with them."""
    with closing(sqlite3.connect(cli.book)) as db:
        from amcli.storage.triggers import row_as_json

        text = row_as_json(db, table, "t")
        for row in rows:
            db.execute(
                f'INSERT INTO journal(txn, tbl, "row", before, after) SELECT 1, ?, ?, {text}, {text}'
                f" FROM {table} t WHERE id = ?",
                (table, row, row),
            )
        db.commit()


def renew_search(cli: Cli) -> None:
    """Let the search index have what the records have."""
    from amcli.storage import checking

    with closing(sqlite3.connect(cli.book)) as db:
        checking.renew_search(db)
        db.commit()


def orphan(cli: Cli) -> None:
    cli.ok("snooze", "t1", "+3d")
    write(cli, 'UPDATE snooze SET "row" = 999')
    note(cli, "snooze", 1)


def changed_around(cli: Cli) -> None:
    cli.ok("account", "edit", "acme", "--owner", "Ada")
    write(cli, "UPDATE account SET owner = 'Bo' WHERE code = 'acme'")


def deleted_around(cli: Cli) -> None:
    write(cli, "DELETE FROM task WHERE id = 1")
    renew_search(cli)


def back_around(cli: Cli) -> None:
    cli.ok("target", "set", "2026-Q1", "renewals", "10k")
    row = rows_of(cli.book, "SELECT * FROM target")[0]
    cli.ok("target", "rm", "m1", "--yes")
    marks = ", ".join("NULL" if value is None else repr(value) for value in row)
    write(cli, f"INSERT INTO target VALUES ({marks})")


def added_around(cli: Cli) -> None:
    write(
        cli, "INSERT INTO product(created_at, updated_at, name, name_folded)"
        " VALUES ('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 'Sly', 'sly')",
    )  # fmt: skip
    renew_search(cli)


def other_text(cli: Cli) -> None:
    rows_of(
        cli.book, "UPDATE search SET body = 'something else' WHERE rowid = (SELECT min(rowid) FROM search)"
    )


def missing_text(cli: Cli) -> None:
    rows_of(cli.book, "DELETE FROM search WHERE rowid = (SELECT max(rowid) FROM search)")


def text_of_nothing(cli: Cli) -> None:
    rows_of(cli.book, "INSERT INTO search(rowid, title, body) VALUES (9999 * 32 + 1, 'ghost', '')")


def index_without_a_row(cli: Cli) -> None:
    """A conversation that the index of touches doesn't have: it was away while that was written."""
    with closing(sqlite3.connect(cli.book, isolation_level=None)) as db:
        db.execute("PRAGMA writable_schema = ON")
        row = db.execute("SELECT rowid, * FROM sqlite_schema WHERE name = 'interaction_touch'").fetchone()
        db.execute("DELETE FROM sqlite_schema WHERE name = 'interaction_touch'")
    with closing(sqlite3.connect(cli.book, isolation_level=None)) as db:
        db.execute("UPDATE interaction SET \"on\" = '2026-02-01' WHERE id = 1")
        db.execute("PRAGMA writable_schema = ON")
        db.execute(
            "INSERT INTO sqlite_schema(rowid, type, name, tbl_name, rootpage, sql) VALUES (?,?,?,?,?,?)", row
        )


def kept_score(cli: Cli) -> None:
    cli.ok("today")
    rows_of(cli.book, "UPDATE txn SET at = '2026-02-20T00:00:00.000Z'")
    rows_of(cli.book, "UPDATE health SET score = 1, band = 'critical' WHERE account_id = 1")


def kept_day(cli: Cli) -> None:
    cli.ok("today")
    rows_of(cli.book, "UPDATE day_state SET band = 'critical', score = 1 WHERE id = 1")


def below_zero(cli: Cli) -> None:
    cli.ok("contract", "amend", "k1", "--by=-100", "--on", "2026-01-15")
    write(cli, "UPDATE contract SET annual_value = -99999999 WHERE amends_id IS NOT NULL")
    note(cli, "contract", max(row for (row,) in rows_of(cli.book, "SELECT id FROM contract")))


def there_twice(cli: Cli) -> None:
    cli.ok("account", "add", "Acme Robotics GmbH")


def to_come(cli: Cli) -> None:
    rows_of(cli.book, "UPDATE txn SET at = '2999-01-01T00:00:00.000Z' WHERE id = (SELECT max(id) FROM txn)")
    cli.ok("backup")


def readable(cli: Cli) -> None:
    cli.book.chmod(0o644)


def open_backups(cli: Cli) -> None:
    (cli.folder / "backups").chmod(0o755)


def open_settings(cli: Cli) -> None:
    cli.config.write_text("")
    cli.config.chmod(0o604)


def never_backed_up(cli: Cli) -> None:
    for each in (cli.folder / "backups").iterdir():
        each.unlink()


def old_backup(cli: Cli) -> None:
    (each,) = (cli.folder / "backups").iterdir()
    each.rename(each.with_name("book-2026-01-02-030405-000-asked.db"))


def damaged_backup(cli: Cli) -> None:
    (each,) = (cli.folder / "backups").iterdir()
    each.write_bytes(each.read_bytes()[:8192])


def wrong_setting(cli: Cli) -> None:
    private(cli, 'lists.renewals = "soon"\n')


def no_toml(cli: Cli) -> None:
    private(cli, "lists = [\n")


def gone_hook(cli: Cli) -> None:
    private(cli, '[hooks]\nafter-change = "/nowhere/notify --now"\n')


def private(cli: Cli, text: str) -> None:
    cli.config.touch(0o600)
    cli.config.write_text(text)


def old_script(cli: Cli) -> None:
    folder = cli.folder / ".local/share/bash-completion/completions"
    folder.mkdir(parents=True)
    (folder / "am").write_text("# of another version\n")


BROKEN: list[tuple[Callable[[Cli], None], str, str, str, bool]] = [
    (reference_to_nothing, "references", "fault", "of task: no such account: t1", False),
    (gone_trigger, "triggers", "fault", "1 trigger of the book missing or changed: journal_task_", True),
    (changed_trigger, "triggers", "fault", "search_task_insert", True),
    (stuck_session, "triggers", "fault", "session", True),
    (circle, "records", "fault", "an account is its own ancestor: acme, acton", False),
    (amended_amendment, "records", "fault", "in another currency than its contract: k3", False),
    (contract_after_a_project, "records", "fault", "what isn't recurring follows or amends", False),
    (folded_wrongly, "records", "fault", "the name isn't found by what it is: acme", False),
    (orphan, "records", "fault", "1 remark about records that are gone", True),
    (changed_around, "journal", "fault", "changed without the journal: acme", False),
    (deleted_around, "journal", "fault", "not there, though the journal says so: t1", False),
    (back_around, "journal", "fault", "there, though the journal says deleted: m1", False),
    (added_around, "journal", "fault", "not in the journal at all: product ", False),
    (other_text, "search", "fault", "1 text not in the search index as in the records", True),
    (missing_text, "search", "fault", "1 text not in the search index", True),
    (text_of_nothing, "search", "fault", "1 text not in the search index", True),
    (kept_score, "scores", "fault", "today's kept scores differ: acme", True),
    (kept_day, "day", "fault", "what is kept for today differs from the book: acme", True),
    (below_zero, "amounts", "fault", "k1 is below zero on 15 Jan 2026", False),
    (there_twice, "duplicates", "warning", "1 likely duplicate", False),
    (to_come, "clock", "warning", "still to come: is this machine's clock right?", False),
    (readable, "permissions", "warning", "others on this machine can read ~/book.db", True),
    (open_backups, "permissions", "warning", "~/backups", True),
    (open_settings, "permissions", "warning", "~/config.toml", True),
    (never_backed_up, "backups", "warning", "no backup yet", False),
    (old_backup, "backups", "warning", "the book has changed since", False),
    (damaged_backup, "backups", "fault", "none of 1 backup is sound", False),
    (wrong_setting, "settings", "fault", "1 mistake: lists.renewals", False),
    (gone_hook, "hooks", "fault", "can't find the program", False),
    (old_script, "completion", "warning", "that of bash is from another version", False),
]  # fmt: skip


# What can't be put right is left alone by one place: by day one of the records' and one of the files' faults.
LEFT = (changed_around, damaged_backup)


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case[0].__name__)
def test_what_is_broken_is_found_alone_and_put_right_where_it_follows_from_the_rest(
    well: Cli, case: tuple[Callable[[Cli], None], str, str, str, bool]
) -> None:
    breaks, check, state, words, able = case
    env = {"SHELL": "/bin/bash"}
    breaks(well)
    damaged = check in ("references", "triggers")
    rows = found(well, "--exit-code", code=6 if damaged else 10, env=env)
    others = {"scores": "warning", "day": "warning"} if check == "settings" else {}
    assert {name: row["state"] for name, row in rows.items() if row["state"] != "ok"} == {
        check: state
    } | others
    assert words in str(rows[check]["finding"])
    assert rows[check]["fixable"] is able
    assert bool(rows[check]["command"]) is (check != "clock")
    if not (able or is_nightly() or breaks in LEFT):
        return
    fixed = found(well, "--fix", env=env)
    assert fixed[check]["fixed"] is able
    assert fixed[check]["state"] == ("ok" if able else state)


def test_fixing_keeps_every_record_and_backs_the_book_up_first(well: Cli) -> None:
    well.ok("today")
    before = well.dump()
    kept_day(well), other_text(well), missing_text(well)
    said = well("doctor", "--fix", tty=True)
    assert said.code == 0
    fixed = [line.split()[:2] for line in said.out.splitlines()[4:6]]
    assert fixed == [["fixed", "search"], ["fixed", "day"]]
    made = well.json("backup", "--list")
    assert [each["reason"] for each in made] == ["fix", "asked"]
    assert f"am: backup: {made[0]['path']}" in said.err.replace("\n", "")
    assert well.dump() == before
    assert unwell(well) == {}
    well.ok("log", "acme", "zebra crossing")
    assert [row["ref"] for row in well.json("find", "zebra")] == ["n3"]
    well.ok("undo")
    assert well.dump() == before


def test_only_the_record_is_told_that_went_around_the_journal_not_those_that_named_it(well: Cli) -> None:
    well.ok("task", "edit", "t1", "--due", "2026-03-09")
    write(well, "UPDATE task SET contact_id = NULL WHERE contact_id = 2", "DELETE FROM contact WHERE id = 2")
    write(well, "DELETE FROM interaction_contact WHERE contact_id = 2")
    renew_search(well)
    assert found(well)["journal"]["finding"] == "not there, though the journal says so: p2"


def test_a_journal_whose_older_entries_were_removed_blames_no_record(well: Cli) -> None:
    added_around(well)
    assert unwell(well) == {"journal": "fault"}
    rows_of(well.book, "DELETE FROM journal WHERE id = 3")
    assert unwell(well) == {}


def test_without_a_backup_nothing_is_put_right(well: Cli) -> None:
    missing_text(well)
    folder = well.folder / "backups"
    folder.rename(well.folder / "elsewhere")
    folder.write_text("in the way")
    code, out, err = well("doctor", "--fix")
    assert (code, out, "couldn't make a backup" in " ".join(err.split())) == (6, "", True)
    folder.unlink()
    (well.folder / "elsewhere").rename(folder)
    assert unwell(well) == {"search": "fault"}


def test_what_others_made_in_the_book_stays_where_its_own_triggers_are_made_anew(well: Cli) -> None:
    rows_of(well.book, "CREATE VIEW mine AS SELECT name FROM account")
    rows_of(well.book, "CREATE TRIGGER notes AFTER INSERT ON task BEGIN SELECT 1; END")
    gone_trigger(well)
    assert well("doctor").code == 6
    assert well("doctor", "--fix").code == 0
    assert len(rows_of(well.book, "SELECT name FROM mine")) == 3
    assert rows_of(well.book, "SELECT name FROM sqlite_schema WHERE name = 'notes'") == [("notes",)]
    well.ok("done", "t1")
    well.ok("undo")


def test_what_was_about_records_that_are_gone_comes_back_by_undo(well: Cli) -> None:
    orphan(well)
    before = well.dump()
    well("doctor", "--fix")
    assert rows_of(well.book, "SELECT * FROM snooze") == []
    well.ok("undo")
    assert well.dump() == before


def test_an_index_that_misses_a_row_is_damage_that_can_be_put_right(well: Cli) -> None:
    before = well.dump()
    index_without_a_row(well)
    rows = found(well)
    assert (rows["file"]["state"], rows["file"]["fixable"]) == ("fault", True)
    assert "no record is" in str(rows["file"]["finding"])
    assert "the last touch isn't found as it is: acme" in str(rows["touches"]["finding"])
    code, _, err = well("doctor")
    assert (code, "is damaged" in err, "am doctor --fix" in err) == (6, True, True)
    code, _, err = well("doctor", "--fix")
    assert (code, "-damaged.db" in err) == (0, True)
    assert unwell(well) == {}
    assert well.dump().keys() == before.keys()


def test_a_damaged_book_shows_what_was_found_and_the_way_out(well: Cli) -> None:
    rows_of(well.book, "PRAGMA wal_checkpoint(TRUNCATE)")
    whole = well.book.read_bytes()
    for size in (len(whole) // 3, 8192, 600):
        well.book.write_bytes(whole[:size])
        code, out, err = well("doctor", "-o", "json")
        rows = {row["check"]: row for row in json.loads(out)}
        assert (code, rows["file"]["state"], rows["file"]["command"]) == (6, "fault", "am restore")
        assert rows["backups"]["state"] == rows["permissions"]["state"] == "ok"
        assert json.loads(err)["exit_code"] == 6
        assert "am restore" in json.loads(err)["hint"]
        code, out, err = well("doctor", "--fix")
        assert (code, "Traceback" in err) == (6, False)
        assert well.book.read_bytes() == whole[:size]
    assert well("restore", "--yes").code == 0
    assert unwell(well, "check:file") == {}


def test_noise_in_the_middle_of_a_book_never_ends_in_a_traceback(well: Cli) -> None:
    rows_of(well.book, "PRAGMA wal_checkpoint(TRUNCATE)")
    whole = well.book.read_bytes()
    pages = len(whole) // 4096
    # By day six pages, from the first to the last: one of the schema, of an index, of rows, of the search.
    for page in range(1, pages, max(1, pages // (12 if is_nightly() else 6))):
        at = page * 4096
        well.book.write_bytes(whole[:at] + b"\xfe" * 4096 + whole[at + 4096 :])
        found = well("doctor", "-o", "json")
        assert "unexpected" not in found.err, (page, found)
        rows = json.loads(found.out)
        assert {row["check"] for row in rows} >= {"file", "backups", "versions"}
        assert (found.code == 6) is any(row["state"] == "fault" for row in rows), (page, found)
        before = well.book.read_bytes()
        if not any(row["fixable"] for row in rows):
            well("doctor", "--fix")
            assert well.book.read_bytes() == before, page


def test_a_book_that_cannot_be_written_is_looked_at_and_not_fixed(
    well: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing_text(well)
    rows_of(well.book, "PRAGMA wal_checkpoint(TRUNCATE)")
    monkeypatch.setattr(connection, "cannot_change", lambda path: True)
    assert unwell(well) == {"search": "fault"}
    code, _, err = well("doctor", "--fix")
    assert (code, "read-only" in err, "Traceback" in err) == (6, True, False)


def test_a_log_that_waits_is_told_and_folded(well: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = sqlite3.connect(well.book)
    holder.execute("SELECT count(*) FROM account").fetchone()
    journalled(well, "UPDATE account SET owner = 'Ada'")
    log = Path(f"{well.book}-wal")
    assert log.stat().st_size > 0
    assert unwell(well) == {}
    then = time.time() - 7200
    os.utime(log, (then, then))
    rows = found(well)
    assert rows["log"]["state"] == "warning"
    assert "of changes in the write-ahead log: a program that was killed" in str(rows["log"]["finding"])
    os.utime(log, (then, then))
    holder.execute("BEGIN")
    holder.execute("SELECT count(*) FROM account").fetchone()
    journalled(well, "UPDATE account SET owner = 'Bo'")
    os.utime(log, (then, then))
    monkeypatch.setattr(failures, "WAIT_SECONDS", 0.05)
    code, _, err = well("doctor", "--fix")
    assert (code, "another program is reading it" in err) == (1, True)
    holder.execute("COMMIT")
    os.utime(log, (then, then))
    assert found(well, "--fix")["log"]["fixed"]
    assert log.stat().st_size == 0
    holder.close()


FOLDERS = {
    "Dropbox/book": "Dropbox", "Dropbox (Birch Ltd)/x": "Dropbox", "OneDrive - Birch/x": "OneDrive",
    "Library/CloudStorage/GoogleDrive-jo@birch.example/My Drive": "Google Drive",
    "Library/Mobile Documents/com~apple~CloudDocs": "iCloud", "Nextcloud/crm": "Nextcloud",
    "Library/CloudStorage/SomeBox/a": "a sync program",
}  # fmt: skip


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_that_a_sync_program_serves_is_told_with_what_to_do(well: Cli, folder: str) -> None:
    place = well.folder / folder
    place.mkdir(parents=True)
    book = place / "book.db"
    book.write_bytes(well.book.read_bytes())
    rows = found(well, "--book", str(book))
    assert rows["folder"]["state"] == "warning"
    assert str(rows["folder"]["finding"]).startswith(f"{FOLDERS[folder]} syncs ~/")
    assert "Move the book out of it" in str(rows["folder"]["finding"])
    assert rows["folder"]["command"] == "am backup --to FOLDER"


def test_a_folder_is_known_by_what_a_sync_program_lays_into_it(well: Cli) -> None:
    (well.folder / ".stfolder").mkdir()
    assert "Syncthing syncs" in str(found(well)["folder"]["finding"])


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("host:/home {} nfs4 rw 0 0", "nfs4"), ("//host/share {} cifs rw 0 0", "cifs"),
        ("jo@host:/ {} fuse.sshfs rw 0 0", "sshfs"), ("C:\\134 {} 9p rw,aname=drvfs;path=C:\\ 0 0", "drvfs"),
        ("//jo@host/share on {} (smbfs, nodev, nosuid)", "smbfs"),
    ],
)  # fmt: skip
def test_a_network_file_system_is_told_with_what_to_do(well: Cli, disk: Path, line: str, kind: str) -> None:
    folder = str(well.folder).replace(" ", "\\040")
    disk.write_text(f"{PLAIN}{line.format(folder)}\n")
    rows = found(well)
    assert rows["folder"]["state"] == "warning"
    assert f"on a network file system ({kind})" in str(rows["folder"]["finding"])


def test_what_encrypts_the_folder_is_said(well: Cli, disk: Path, tmp_path: Path) -> None:
    assert "no encryption seen" in str(found(well)["encryption"]["finding"])
    disk.write_text(f"{PLAIN}/home/jo/book.cipher {well.folder} fuse.gocryptfs rw 0 0\n")
    said = str(found(well)["encryption"]["finding"])
    assert said == "the book is in what gocryptfs encrypts, and so are its log and ~/backups"
    disk.write_text("/dev/dm-1 / ext4 rw 0 0\n")
    for device, uuid, below in (("dm-1", "LVM-abc", "dm-0"), ("dm-0", "CRYPT-LUKS2-abc-home", "sda2")):
        (tmp_path / "devices" / device / "dm").mkdir(parents=True)
        (tmp_path / "devices" / device / "dm" / "uuid").write_text(uuid)
        (tmp_path / "devices" / device / "slaves" / below).mkdir(parents=True)
    assert "in what LUKS encrypts" in str(found(well)["encryption"]["finding"])


def test_filevault_is_asked_for_where_the_disk_is_apples(
    well: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "TABLE", str(tmp_path / "none"))
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, prints in (
        ("mount", "/dev/disk1s1 on / (apfs, local, journaled)"),
        ("fdesetup", "FileVault is On."),
    ):
        (folder / name).write_text(f"#!/bin/sh\necho '{prints}'\n")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    assert "in what FileVault encrypts" in str(found(well)["encryption"]["finding"])
    (folder / "fdesetup").write_text("#!/bin/sh\necho 'FileVault is Off.'\n")
    assert "no encryption seen" in str(found(well)["encryption"]["finding"])


def test_too_little_room_is_told(well: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.statvfs(well.folder)
    few = os.statvfs_result((*real[:4], 100, *real[5:]))
    monkeypatch.setattr(os, "statvfs", lambda path: few)
    rows = found(well)
    assert rows["space"]["state"] == "warning"
    assert "backups and upgrades need 50.0 MB" in str(rows["space"]["finding"])


def test_settings_that_cannot_be_read_leave_the_other_checks(well: Cli) -> None:
    no_toml(well)
    said = well("doctor", "-o", "json")
    rows = {row["check"]: row["state"] for row in json.loads(said.out)}
    assert said.code == 0
    assert (rows["settings"], rows["journal"], rows["search"]) == ("fault", "ok", "ok")


def test_completion_that_is_installed_is_well(well: Cli) -> None:
    well.ok("completion", "install", "bash", env={"SHELL": "/bin/bash"})
    assert found(well, env={"SHELL": "/bin/bash"})["completion"]["finding"] == "installed for bash"


def test_filters_choose_checks_and_the_exit_code_goes_by_them(well: Cli) -> None:
    there_twice(well)
    assert list(found(well, "state:warning")) == ["duplicates"]
    assert list(found(well, "fixable:yes")) == []
    assert well("doctor", "check:search", "--exit-code").code == 0
    assert well("doctor", "check:duplicates", "--exit-code").code == 10
    assert well("doctor", "kind:contact").code == 2


def test_options_that_do_not_go_together(well: Cli) -> None:
    assert well("doctor", "--fix", "--duplicates").code == 2
    assert well("doctor", "--fix", "--separate", "acme", "acton").code == 2


def test_no_book_is_no_check(cli: Cli) -> None:
    cli.book.unlink()
    found: Result = cli("doctor")
    assert (found.code, found.out) == (6, "")


def test_at_80_columns_each_thing_that_is_wrong_has_its_command_below(well: Cli) -> None:
    missing_text(well), there_twice(well)
    lines = well.ok("doctor", "-o", "table").splitlines()
    assert lines[0] == "Check-up   1 fault · 1 warning · 20 checks ok"
    assert [line.split() for line in lines[4:8]] == [
        ["fault", "search", "1", "text", "not", "in", "the", "search", "index", "as", "in", "the", "records"],
        ["am", "doctor", "--fix"],
        ["warning", "duplicates", "1", "likely", "duplicate"],
        ["am", "doctor", "--duplicates"],
    ]
    assert max(map(len, lines)) <= 80
    assert lines[-1].startswith("1 finding can be fixed at once.")
    assert {row["state"] for row in well.json("doctor")} <= set(STATES)


def test_a_filter_says_nothing_of_what_it_leaves_out(office: Cli) -> None:
    whole = office.ok("doctor", tty=True).splitlines()[0]
    assert (" warning" in whole, " checks ok" in whole) == (True, True)
    filtered = office.ok("doctor", "state:warning", tty=True).splitlines()[0].split("   ")[1]
    assert filtered == whole.split("   ")[1].split(" · ")[0]
    assert "warning" in filtered
