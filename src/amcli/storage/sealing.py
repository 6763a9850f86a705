"""Backups that only a key opens: encrypted by the program `age`, or else by its Python binding pyrage.

Keys are never kept: a recipient is public, an identity goes to what decrypts and nowhere else, and no word of
theirs is repeated. A decrypted book is held in memory, never in a file. What a backup is: backups.py.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import which

from amcli.drafts import make_private, remove, sweep
from amcli.errors import AmcliError, BadValue, BookUnavailable
from amcli.hints import Any, NamedTuple
from amcli.rules.names import quoted
from amcli.storage.backups import SEALED, Backup, copying, name_of, put_away, sound_copy, sync, sync_names
from amcli.storage.connection import Row, folder_of, lend_search_key, now, translated
from amcli.storage.failures import named
from amcli.storage.opening import SQLITE_HEADER, check_book
from amcli.storage.restoring import OTHERS
from amcli.storage.soundness import SQLITE_ERRORS, fault_of

BEGINNINGS = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")
PLAIN = ("age1", "ssh-ed25519 ", "ssh-rsa ")
SECRET = "AGE-SECRET-KEY-"
NEWER = ("age1pq1", "age1tagpq1")
INSTALL = 'Install the program age, or its Python binding: pip install "amcli[age]"'
# What the program says where it isn't the file that is wrong.
OF_IDENTITIES = ("passphrase", "plugin", "identity file")
JOURNAL_MODE = slice(18, 20)  # of the header of a database: whether it needs a log
WITHOUT_LOG = b"\x01\x01"
NOT_RESTORED = "Nothing was restored."


class Identity(NamedTuple):
    """What decrypts: a file that holds it, or the key itself."""

    file: str | None = None
    key: str | None = None


def recipients(given: Sequence[str]) -> list[str]:
    """The recipients of an option, each typed as it is or a line of a file. Raises BadValue."""
    found = []
    for text in map(str.strip, given):
        found += [text] if text.startswith(PLAIN) or SECRET in text.upper() else in_file(text)
    for each in found:
        refuse_unfit(each)
    return found


def in_file(name: str) -> list[str]:
    """The recipients that a file lists. Raises BadValue."""
    try:
        with open(os.path.expanduser(name), encoding="utf-8") as file:
            lines = [line.strip() for line in file]
    except (OSError, ValueError):
        raise BadValue(
            f"--age {quoted(name)}: no recipient, and no file of recipients.",
            "For example: am backup --age age1... or am backup --age recipients.txt",
        ) from None
    found = [line for line in lines if line and not line.startswith("#")]
    if not found:
        raise BadValue(f"--age {quoted(name)}: the file names no recipient.", "One recipient a line: age1...")
    return found


def refuse_unfit(recipient: str) -> None:
    """Raise BadValue for what is no recipient that can be encrypted for. A key is never repeated."""
    if SECRET in recipient.upper() or "PRIVATE KEY" in recipient:
        raise BadValue(
            "--age takes recipients, which are public; that is a secret key.",
            "Show the recipient of a key: age-keygen -y KEYFILE",
        )
    if recipient.startswith(NEWER):
        raise BadValue(
            f"--age {quoted(recipient)}: post-quantum recipients are not supported yet.",
            "Use a recipient of age-keygen: age1...",
        )
    if not recipient.startswith(PLAIN):
        raise BadValue(f"--age: {quoted(recipient)} is no recipient.", "For example: age1...")


def is_sealed(path: Path) -> bool:
    """Whether only a key opens a file."""
    try:
        with path.open("rb") as file:
            return file.read(64).startswith(BEGINNINGS)
    except OSError:
        return False


def back_up_sealed(path: Path, given: Sequence[str], target: Path | None, search: str | None) -> Backup:
    """Copy the book, checked, and encrypt the copy: into the folder of backups, another one, or a file of any
    name. Only the encrypted one leaves the book's folder. Raises Damaged, BookUnavailable."""
    own, at = folder_of(path), now()
    with copying(own):
        own.mkdir(mode=0o700, exist_ok=True)
        sweep(own, path.name)
    if target is not None and target.is_dir():
        target /= f"{name_of(path, at, 'asked')}{SEALED}"
    place = own if target is None else target.parent
    with copying(place), sound_copy(path, own) as copy, draft_in(place, path.name) as draft:
        encrypt(copy, draft, given, search)
        sync(draft)
        if target is None:
            return put_away(draft, path, "asked", SEALED)
        draft.replace(target)
        sync_names(place)
        return Backup(at, "asked", target, target.stat().st_size)


@contextmanager
def draft_in(folder: Path, name: str) -> Iterator[Path]:
    """An empty file that its owner alone can read; what is not renamed goes again."""
    draft = folder / f".{name}.{os.getpid()}.sealed"
    try:
        draft.unlink(missing_ok=True)
        make_private(draft)
        yield draft
    finally:
        remove(draft)


def encrypt(source: Path, target: Path, given: Sequence[str], search: str | None) -> None:
    """Encrypt a file into another. Raises BadValue for a recipient that isn't one, AmcliError."""
    program = which("age", path=search)
    if program is None:
        encrypt_here(source, target, given)
        return
    import subprocess

    words = [program, *(word for each in given for word in ("-r", each))]
    with source.open("rb") as plain, target.open("wb") as sealed:
        done = subprocess.run(words, stdin=plain, stdout=sealed, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace")
        raise not_encrypted(said) if "recipient" in said else AmcliError(f"age failed: {first_line(said)}")


def encrypt_here(source: Path, target: Path, given: Sequence[str]) -> None:
    """The same without the program."""
    pyrage = binding()
    try:
        keys = [
            (pyrage.ssh if each.startswith("ssh-") else pyrage.x25519).Recipient.from_str(each)
            for each in given
        ]
        target.write_bytes(pyrage.encrypt(source.read_bytes(), keys))
    except (pyrage.RecipientError, pyrage.EncryptError) as error:
        raise not_encrypted(str(error)) from None


def not_encrypted(why: str) -> BadValue:
    """The error of a recipient that age doesn't take."""
    return BadValue(f"--age: age doesn't take a recipient: {first_line(why)}.", "A new one: age-keygen")


def first_line(said: str) -> str:
    """What a program said of an error, on one line, without its name."""
    line = next(iter(said.strip().splitlines()), "")
    return line.removeprefix("age: error: ").rstrip(".") or "it doesn't say why"


def binding() -> Any:
    """The Python binding. Raises AmcliError where neither it nor the program is there."""
    try:
        import pyrage
    except ImportError:
        raise AmcliError("age isn't installed.", INSTALL) from None
    return pyrage


@contextmanager
def opened_sealed(source: Path, identity: Identity, search: str | None) -> Iterator[sqlite3.Connection]:
    """An encrypted backup that may take the book's place, whole in memory and checked. Raises BookUnavailable
    where it is cut, no book, newer than the program or damaged, or where the key isn't its own."""
    plain = decrypted(source, identity, search)
    if not plain.startswith(SQLITE_HEADER):
        raise BookUnavailable(f"{named(source)} holds no book. {NOT_RESTORED}", OTHERS)
    with translated(source), closing(in_memory(plain)) as db:
        try:
            check_book(db, source)
            fault = fault_of(db)
        except SQLITE_ERRORS as error:
            fault = str(error)
        if fault:
            raise BookUnavailable(f"{named(source)} is damaged: {fault}. Your book was not changed.", OTHERS)
        db.row_factory = Row
        db.execute("PRAGMA query_only = ON")
        db.execute("BEGIN")
        yield db


def in_memory(plain: bytes) -> sqlite3.Connection:
    """A connection to the bytes of a book that lies in no file."""
    held = bytearray(plain)
    held[JOURNAL_MODE] = WITHOUT_LOG
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.deserialize(bytes(held))
    lend_search_key(db)
    return db


def decrypted(source: Path, identity: Identity, search: str | None) -> bytes:
    """What an encrypted file holds, once all of it could be read. Raises BookUnavailable, BadValue."""
    refuse_passphrase(source)
    program = which("age", path=search)
    if program is None:
        return decrypted_here(source, identity)
    import subprocess

    words = [program, "--decrypt", "--identity", identity.file or "-", os.path.abspath(source)]
    key = b"" if identity.key is None else f"{identity.key}\n".encode()
    done = subprocess.run(words, input=key, capture_output=True, check=False)
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace")
    if "no identity matched" in said:
        raise another_key(source)
    if said.startswith("age: error: reading ") or any(word in said for word in OF_IDENTITIES):
        raise no_identity(identity)
    raise cut(source)


def decrypted_here(source: Path, identity: Identity) -> bytes:
    """The same without the program."""
    pyrage = binding()
    keys = identities(pyrage, identity)
    try:
        return bytes(pyrage.decrypt(source.read_bytes(), keys))
    except pyrage.DecryptError as error:
        raise another_key(source) if "matching key" in str(error) else cut(source) from None


def identities(pyrage: Any, identity: Identity) -> list[Any]:
    """The keys of an identity. Raises BadValue; no word of a key is in it."""
    text = identity.key or read_identity(identity)
    if "PRIVATE KEY-----" in text:
        try:
            return [pyrage.ssh.Identity.from_buffer(text.encode())]
        except pyrage.IdentityError:
            raise no_identity(identity) from None
    lines = [line.strip() for line in text.splitlines()]
    try:
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and line[:1] != "#"]
    except pyrage.IdentityError:
        raise no_identity(identity) from None
    if not found:
        raise no_identity(identity)
    return found


def read_identity(identity: Identity) -> str:
    """The text of a file with an identity. Raises BadValue."""
    try:
        with open(str(identity.file), encoding="utf-8") as file:
            return file.read()
    except (OSError, ValueError):
        raise no_identity(identity) from None


def refuse_passphrase(source: Path) -> None:
    """Raise BadValue for what a passphrase opens: no backup of amcli is."""
    with source.open("rb") as file:
        if b"-> scrypt " in file.read(256):
            raise BadValue(
                f"{named(source)} is opened by a passphrase. {NOT_RESTORED}", "Decrypt it first: age -d"
            )


def another_key(source: Path) -> BookUnavailable:
    return BookUnavailable(f"{named(source)} is encrypted for another key. {NOT_RESTORED}", OTHERS)


def cut(source: Path) -> BookUnavailable:
    return BookUnavailable(
        f"{named(source)} is damaged: it can't be decrypted to its end. {NOT_RESTORED}", OTHERS
    )


def no_identity(identity: Identity) -> BadValue:
    """The error of an identity that can't be used; one that a passphrase protects needs the program."""
    what = f"--identity {quoted(identity.file)}: not" if identity.file is not None else "that is not"
    return BadValue(
        f"{what} an identity that can be used. {NOT_RESTORED}", "A file of age-keygen, or an SSH key."
    )
