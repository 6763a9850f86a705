"""A book whose encrypted folder is locked: said plainly, and none is made in its place."""

from pathlib import Path

import pytest

from amcli.storage import places
from tests.support import Cli

ROOT = "/dev/sda1 / ext4 rw 0 0\n"


@pytest.fixture
def mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's tables, to be written over."""
    (tmp_path / "mounts").write_text(ROOT)
    (tmp_path / "fstab").write_text("# what is to be mounted\n")
    monkeypatch.setattr(places, "TABLE", str(tmp_path / "mounts"))
    monkeypatch.setattr(places, "FSTAB", str(tmp_path / "fstab"))
    return tmp_path


@pytest.fixture
def locked(cli: Cli, mounts: Path) -> Cli:
    """A book in an encrypted folder beside its encrypted side; the folder is locked and therefore empty."""
    for name in ("crm", "crm.cipher"):
        (mounts / name).mkdir()
    (mounts / "crm.cipher" / "gocryptfs.conf").write_text("{}")
    cli.let_go()
    return Cli(cli.folder, mounts / "crm" / "book.db")


COMMANDS = (
    ("today",), ("log", "acme", "Hello"), ("init",), ("demo",), ("doctor",), ("backup",), ("account", "list"),
)  # fmt: skip


@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
def test_a_locked_folder_is_told_and_nothing_is_made_in_it(locked: Cli, argv: tuple[str, ...]) -> None:
    words = (*argv, str(locked.book)) if argv == ("demo",) else argv
    code, out, err = locked(*words)
    assert (code, out) == (6, "")
    said = " ".join(err.split())
    assert "looks like a locked gocryptfs folder." in said
    assert "Unlock it first." in said
    assert "am init" not in said
    assert list(locked.book.parent.iterdir()) == []


def test_neither_an_import_nor_a_restore_makes_one_there(locked: Cli, office: Cli) -> None:
    made = Path(office.ok("backup").strip())
    table = locked.folder / "accounts.csv"
    table.write_text("name\nAcme\n")
    for argv in (("import", str(table), "--yes"), ("restore", str(made), "--yes")):
        code, _, err = locked(*argv)
        assert (code, "looks like a locked gocryptfs folder" in " ".join(err.split())) == (6, True), argv
    assert list(locked.book.parent.iterdir()) == []


def test_an_unlocked_folder_is_a_folder_like_any(locked: Cli, mounts: Path) -> None:
    crm = locked.book.parent
    (mounts / "mounts").write_text(f"{ROOT}{crm}.cipher {crm} fuse.gocryptfs rw 0 0\n")
    assert locked("today").code == 6
    assert "Three ways to start" in locked("today").err
    assert locked("init").code == 0
    assert "what gocryptfs encrypts" in locked.one("doctor", "check:encryption")["finding"]


def test_an_encrypted_side_that_is_mounted_elsewhere_is_another_folders(locked: Cli, mounts: Path) -> None:
    crm = locked.book.parent
    (mounts / "mounts").write_text(f"{ROOT}{crm}.cipher /elsewhere fuse.gocryptfs rw 0 0\n")
    assert "Three ways to start" in locked("today").err


def test_a_folder_that_is_not_there_or_not_empty_is_no_locked_one(locked: Cli) -> None:
    (locked.book.parent / "notes.txt").write_text("x")
    assert "Three ways to start" in locked("today").err
    other = Cli(locked.folder, locked.book.parent.with_name("new") / "book.db")
    assert "Three ways to start" in other("today").err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/home/jo/.cipher\t{}\tfuse.gocryptfs\tnoauto,user 0 0", "looks like a locked gocryptfs folder"),
        ("/dev/mapper/books   {}   ext4   noauto,user   0 0", "is a disk that isn't mounted"),
    ],
)
def test_a_place_that_is_to_be_mounted_and_is_not(cli: Cli, mounts: Path, line: str, said: str) -> None:
    place = mounts / "books"
    place.mkdir()
    cli.let_go()
    found = Cli(cli.folder, place / "jo" / "book.db")
    (mounts / "fstab").write_text(f"{line.format(place)}\n")
    code, _, err = found("init")
    assert (code, said in " ".join(err.split())) == (6, True)
    (mounts / "mounts").write_text(f"{ROOT}/dev/mapper/books {place} ext4 rw 0 0\n")
    assert found("init").code == 0
