"""`am backup --age` and `am restore` of what it made, by the program and by the binding: both are real."""

import base64
import fcntl
import os
import re
import shutil
import stat
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest

from amcli.storage import backups
from tests.forkserver import LONGEST
from tests.support import PROGRAM, TODAY, Cli, clean_environment, dump, open_terminal, run_program

PROGRAMS = ("program", "binding")
NEWER = "age1pq1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"


class Keys:
    """Two pairs of keys, in files as age-keygen writes them."""

    def __init__(self, folder: Path) -> None:
        made = [pyrage.x25519.Identity.generate() for _ in range(2)]
        self.recipient, self.other_recipient = (str(each.to_public()) for each in made)
        self.secret, other = map(str, made)
        self.file, self.other = folder / "key.txt", folder / "other key.txt"
        self.file.write_text(f"# created: 2026-03-02\n# public key: {self.recipient}\n{self.secret}\n")
        self.other.write_text(f"{other}\n")


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    folder = tmp_path / "keys"
    folder.mkdir()
    return Keys(folder)


@pytest.fixture(params=PROGRAMS)
def sealing(
    request: pytest.FixtureRequest, office: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Cli:
    """The office, where age is there as a program, and where only its binding is."""
    assert shutil.which("age"), "the tests need the program age"
    if request.param == "binding":
        (tmp_path / "nothing").mkdir()
        monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    return office


def seal(cli: Cli, keys: Keys, *argv: str) -> Path:
    return Path(cli.ok("backup", "--age", keys.recipient, *argv).strip())


def plain_files(folder: Path) -> Iterator[Path]:
    """Every file but the book's own that holds something of a database."""
    for each in folder.rglob("*"):
        if each.is_file() and not each.name.startswith("book.db") and b"SQLite format 3" in each.read_bytes():
            yield each


def drafts(folder: Path) -> list[str]:
    return [each.name for each in folder.rglob(".*") if each.is_file()]


def test_what_is_encrypted_and_restored_is_the_whole_book(sealing: Cli, keys: Keys) -> None:
    before = sealing.dump()
    made = seal(sealing, keys)
    assert re.fullmatch(r"book-\d{4}-\d\d-\d\d-\d{6}-\d{3}-asked\.db\.age", made.name)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert made.read_bytes().startswith(b"age-encryption.org/v1\n")
    assert list(plain_files(sealing.folder)) == []
    sealing.ok("account", "rm", "acme", "--yes")
    done = sealing("restore", made.name, "--identity", str(keys.file), "--yes")
    assert (done.code, done.out) == (0, f"{sealing.book}\n")
    assert sealing.dump() == before
    assert [each.name for each in plain_files(sealing.folder)] == [backups.backups(sealing.book)[0].name]
    assert drafts(sealing.folder) == []
    assert not backups.backups(sealing.book)[0].encrypted


def test_a_book_comes_back_where_there_is_none_and_where_it_is_damaged(sealing: Cli, keys: Keys) -> None:
    before = sealing.dump()
    made = seal(sealing, keys, "--to", str(keys.file.parent))
    sealing.book.unlink()
    assert sealing("restore", str(made), "--identity", str(keys.file), "--yes").code == 0
    assert dump(sealing.book) == before
    assert stat.S_IMODE(sealing.book.stat().st_mode) == 0o600
    whole = sealing.book.read_bytes()
    sealing.book.write_bytes(whole[: len(whole) // 3])
    assert sealing("restore", str(made), "--identity", str(keys.file), "--yes").code == 0
    assert dump(sealing.book) == before
    assert drafts(sealing.folder) == []


def test_each_of_several_recipients_opens_it_also_those_of_a_file(
    sealing: Cli, keys: Keys, tmp_path: Path
) -> None:
    listed = tmp_path / "recipients.txt"
    listed.write_text(f"# mine, at home\n\n{keys.other_recipient}\n")
    made = seal(sealing, keys, "--age", str(listed))
    before = sealing.dump()
    for key in (keys.file, keys.other):
        assert sealing("restore", made.name, "--identity", str(key), "--yes").code == 0
        assert sealing.dump() == before


def test_ssh_keys_open_it_too(sealing: Cli, keys: Keys, tmp_path: Path) -> None:
    key = tmp_path / "id_ed25519"
    environ = {"PATH": os.defpath}
    made = subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "jo", "-f", str(key)], check=False, env=environ
    )
    assert made.returncode == 0
    sealed = Path(sealing.ok("backup", "--age", str(key.with_suffix(".pub"))).strip())
    assert sealing("restore", sealed.name, "--identity", str(key), "--yes").code == 0
    assert sealing("restore", sealed.name, "--identity", str(keys.file), "--yes").code == 6


def test_a_file_that_was_cut_lengthened_or_changed_leaves_the_book(sealing: Cli, keys: Keys) -> None:
    made = seal(sealing, keys)
    whole = made.read_bytes()
    sealing.ok("log", "acme", "since then")
    before = sealing.book.read_bytes(), sealing.dump()
    middle = len(whole) // 2
    broken = {
        "cut in a chunk": whole[:middle], "cut at the end": whole[:-1], "cut in the header": whole[:90],
        "lengthened": whole + b"\0",
        "changed": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "cut between chunks": whole[: 200 + 65552 * 2],
    }  # fmt: skip
    for what, held in broken.items():
        made.write_bytes(held)
        code, out, err = sealing("restore", made.name, "--identity", str(keys.file), "--yes")
        assert (code, out) == (6, ""), (what, err)
        assert "it can't be decrypted to its end. Nothing was restored." in " ".join(err.split()), what
        assert (sealing.book.read_bytes(), sealing.dump()) == before
        assert list(plain_files(sealing.folder)) == [], what
        assert drafts(sealing.folder) == [], what
    assert [each.encrypted for each in backups.backups(sealing.book)] == [True]


def test_another_key_or_no_key_leaves_the_book_and_is_never_repeated(
    sealing: Cli, keys: Keys, tmp_path: Path
) -> None:
    made = seal(sealing, keys)
    before = sealing.book.read_bytes()
    bad = tmp_path / "bad.txt"
    bad.write_text(f"{keys.secret[:-3]}\n")
    tried = {
        ("--identity", str(keys.other)): (6, "is encrypted for another key. Nothing was restored."),
        ("--identity", str(bad)): (2, "not an identity that can be used."),
        ("--identity", str(sealing.folder / "none.txt")): (3, "no key file"),
        ("--identity", keys.secret): (2, "--identity takes a file, not the key itself."),
        (): (2, "is encrypted; its key is needed. Nothing was restored."),
    }
    for argv, (code, said) in tried.items():
        found = sealing("restore", made.name, *argv, "--yes")
        assert (found.code, found.out) == (code, ""), found
        assert said in " ".join(found.err.split())
        assert keys.secret[:-3] not in found.err.replace("\n", "")
    assert sealing.book.read_bytes() == before
    assert not (sealing.folder / "logs").exists()


def test_what_is_no_recipient_is_told_and_nothing_is_made(sealing: Cli, keys: Keys, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("# nobody\n")
    (tmp_path / "mixed.txt").write_text(f"{keys.recipient}\n{NEWER}\n")
    tried = {
        NEWER: "post-quantum recipients are not supported yet",
        str(tmp_path / "mixed.txt"): "post-quantum recipients are not supported yet",
        keys.secret: "that is a secret key",
        str(keys.file): "that is a secret key",
        str(tmp_path / "empty.txt"): "the file names no recipient",
        "nobody": "no recipient, and no file of recipients",
        "": "no recipient, and no file of recipients",
        "age1nonsense": "age doesn't take a recipient",
        str(PROGRAM): "no recipient",
    }
    for given, said in tried.items():
        found = sealing("backup", "--age", given)
        assert (found.code, found.out) == (2, ""), (given, found)
        assert said in " ".join(found.err.split()), given
        assert keys.secret not in found.err.replace("\n", "")
    assert sealing.json("backup", "--list") == []
    assert drafts(sealing.folder) == []


def test_age_itself_refuses_what_we_refuse_first(keys: Keys) -> None:
    done = subprocess.run(["age", "-r", NEWER], input=b"x", capture_output=True, check=False)
    assert done.returncode != 0
    with pytest.raises(pyrage.RecipientError):
        pyrage.x25519.Recipient.from_str(NEWER)


def test_what_holds_no_book_or_a_damaged_one_leaves_the_book(sealing: Cli, keys: Keys) -> None:
    before = sealing.book.read_bytes()
    whole = before[: len(before) // 2]
    for held, said in ((b"a shopping list", "holds no book"), (whole, "damaged"), (before[:100], "")):
        file = sealing.folder / "x.age"
        file.write_bytes(pyrage.encrypt(held, [pyrage.x25519.Recipient.from_str(keys.recipient)]))
        found = sealing("restore", str(file), "--identity", str(keys.file), "--yes")
        assert (found.code, found.out) == (6, "")
        assert said in " ".join(found.err.split())
    assert sealing.book.read_bytes() == before


# `pyrage.passphrase.encrypt(b"x", "secret")`, which is made to take a second.
WITH_PASSPHRASE = base64.b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBldDdlUUJEcjVGdDk5NjhrYVY3UWd3IDE3CkhDeWlMYmcrVG"
    "0zNVlqMlNkdnR0SW4rOS9lelNMNFh4NlV0bGhzUXhyaGcKLS0tIHZWOU11V25aZjVHSXFoZVN2aEZXSUkxZUgyZlhT"
    "ckIwaEhiZVVlTm9xVzAK+lmzYUinCZer4Fb53JQsgcQ0xvOaxYuEYvTVwXFlwW/d"
)


def test_a_passphrase_is_told_apart(sealing: Cli, keys: Keys) -> None:
    file = sealing.folder / "x.age"
    file.write_bytes(WITH_PASSPHRASE)
    found = sealing("restore", str(file), "--identity", str(keys.file), "--yes")
    assert (found.code, "is opened by a passphrase" in " ".join(found.err.split())) == (2, True)


def test_lists_show_it_and_thinning_counts_only_the_others(sealing: Cli, keys: Keys) -> None:
    made = seal(sealing, keys)
    old = made.with_name("book-2020-01-01-000000-000-asked.db.age")
    made.rename(old)
    for _ in range(5):
        sealing.ok("backup")
    listed = sealing.json("backup", "--list")
    assert [each["encrypted"] for each in listed] == [False, False, False, True]
    assert listed[-1]["name"] == old.name
    drawn = sealing.ok("backup", "--list", tty=True)
    assert old.name in drawn
    assert re.search(r"^4 backups, .* KB, 1 encrypted$|^4 backups, .* MB, 1 encrypted$", drawn, re.MULTILINE)
    for _ in range(5):
        seal(sealing, keys)
    assert sum(each["encrypted"] for each in sealing.json("backup", "--list")) == 6
    assert sum(not each["encrypted"] for each in sealing.json("backup", "--list")) == 3


def test_an_answer_says_that_only_the_key_opens_it(sealing: Cli, keys: Keys) -> None:
    said = sealing.ok("backup", "--age", keys.recipient, tty=True)
    assert "Only the key of a recipient opens it" in said
    assert "--identity KEYFILE" in said.replace("\n", " ")
    (made,) = sealing.json("backup", "--age", keys.recipient)
    assert made["encrypted"] is True
    assert sealing("backup", "--list", "--age", keys.recipient).code == 2
    assert sealing("restore", str(sealing.book), "--identity", str(keys.file)).code == 2


def test_a_file_that_is_there_is_replaced_only_with_a_yes(sealing: Cli, keys: Keys, tmp_path: Path) -> None:
    target = tmp_path / "mine.age"
    target.write_text("before")
    assert sealing("backup", "--age", keys.recipient, "--to", str(target)).code == 5
    assert target.read_text() == "before"
    assert seal(sealing, keys, "--to", str(target), "--yes") == target
    assert target.read_bytes().startswith(b"age-encryption.org/v1\n")
    assert list(plain_files(tmp_path)) == []


def test_a_full_disk_leaves_what_was_there(office: Cli, keys: Keys) -> None:
    """The program fails while it writes, as on a disk that is full."""
    folder = office.folder / "bin"
    folder.mkdir()
    (folder / "age").write_text(
        "#!/bin/sh\nhead -c 1000\necho 'age: error: no space left on device' >&2\nexit 1\n"
    )
    (folder / "age").chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    code, out, err = office("backup", "--age", keys.recipient, env={"PATH": path})
    assert (code, out) == (1, "")
    assert "age failed: no space left on device" in " ".join(err.split())
    assert office.json("backup", "--list") == []
    assert drafts(office.folder) == []


def test_without_age_the_way_to_install_it_is_told(
    office: Cli, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nothing").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.setitem(sys.modules, "pyrage", None)
    code, out, err = office("backup", "--age", keys.recipient)
    assert (code, out) == (1, "")
    assert "age isn't installed." in err
    assert 'pip install "amcli[age]"' in err
    assert office.json("backup", "--list") == []


def asked(argv: list[str], environ: dict[str, str], answers: dict[str, str]) -> tuple[int, str]:
    """A program on a terminal of its own, which is answered as it asks: what it hides it reads afresh."""
    ours, theirs = open_terminal(80)
    process = subprocess.Popen(
        argv, env=environ, stdin=theirs, stdout=theirs, stderr=theirs, preexec_fn=own_terminal
    )
    os.close(theirs)
    screen, left = b"", dict(answers)
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        screen += piece
        for question in [each for each in left if each.encode() in screen]:
            os.write(ours, f"{left.pop(question)}\n".encode())
    os.close(ours)
    return process.wait(timeout=LONGEST), screen.decode()


def own_terminal() -> None:
    """Let a program have its terminal as /dev/tty, which a question for a key is asked on."""
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def test_a_person_types_the_key_unseen_or_names_its_file(office: Cli, keys: Keys, tmp_path: Path) -> None:
    made = seal(office, keys)
    environ = clean_environment(tmp_path) | office.environ(TODAY) | {"PATH": os.environ["PATH"]}
    before = dump(office.book)
    for typed in (keys.secret, str(keys.file)):
        office.ok("log", "acme", "since then")
        office.let_go()
        code, screen = asked(
            [str(PROGRAM), "restore", made.name], environ, {"KEY-1...):": typed, "[y/N]": "y"}
        )
        assert code == 0, screen
        assert typed not in screen
        assert dump(office.book) == before
        assert "Restored" in screen
        held = [*tmp_path.rglob("*.log"), office.book, *backups.folder_of(office.book).iterdir()]
        assert not any(keys.secret.encode() in each.read_bytes() for each in held)


def test_the_real_program_says_the_same(office: Cli, keys: Keys, tmp_path: Path) -> None:
    environ = clean_environment(tmp_path) | office.environ(TODAY) | {"PATH": os.environ["PATH"]}
    office.let_go()
    made = run_program(["backup", "--age", keys.recipient], environ)
    assert (made.code, made.err) == (0, "")
    done = run_program(["restore", "--identity", str(keys.file), "--yes"], environ)
    assert done.code == 0
    plain = subprocess.run(
        ["age", "-d", "-i", str(keys.file), made.out.strip()], capture_output=True, check=True
    )
    assert plain.stdout.startswith(b"SQLite format 3\0")


def test_a_book_that_somebody_encrypted_with_age_itself_is_restored(sealing: Cli, keys: Keys) -> None:
    """Its file says that it has a log, which a database in memory can't have."""
    sealing.let_go()
    held = sealing.book.read_bytes()
    assert held[18:20] == b"\2\2"
    file = sealing.folder / "mine.age"
    file.write_bytes(pyrage.encrypt(held, [pyrage.x25519.Recipient.from_str(keys.recipient)]))
    before = sealing.dump()
    sealing.ok("log", "acme", "since then")
    assert sealing("restore", str(file), "--identity", str(keys.file), "--yes").code == 0
    assert sealing.dump() == before
