"""What the system says of the place of a book: its file system, who else writes there, what encrypts it.

Not what follows from it (commands/surroundings.py), and no rule of its own (rules/mounts.py).
"""

import errno
import os

from amcli.errors import BookUnavailable
from amcli.hints import TYPE_CHECKING
from amcli.rules.mounts import CIPHER_FILES, ENCRYPTED, Mount, encryption, mount_of, mounts
from amcli.storage.failures import named

if TYPE_CHECKING:
    from amcli.files import Place

TABLE = "/proc/self/mounts"
FSTAB = "/etc/fstab"
DEVICES = "/sys/class/block"
SECONDS = 5


def mounted() -> list[Mount]:
    """The mounted file systems; none where the system doesn't say."""
    text = text_of(TABLE)
    return mounts(text if text is not None else printed("mount"))


def text_of(path: str) -> str | None:
    """What a file of the system holds; None where it isn't there."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return file.read()
    except OSError:
        return None


def printed(*words: str) -> str:
    """What a program of the system prints; nothing where it isn't there or fails."""
    import subprocess

    try:
        done = subprocess.run(
            words, capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else ""


def encrypted_by(path: "Place") -> str | None:
    """What encrypts the place of a file, as far as the system tells: a folder's own file system, LUKS below
    it, or FileVault; None where nothing is seen."""
    found = mount_of(os.path.realpath(path), mounted())
    if found is None:
        return None
    if (name := encryption(found)) is not None:
        return name
    if found.source.startswith("/dev/") and on_crypt(os.path.basename(os.path.realpath(found.source))):
        return "LUKS"
    if found.kind == "apfs" and "FileVault is On" in printed("fdesetup", "status"):
        return "FileVault"
    return None


def on_crypt(device: str, depth: int = 8) -> bool:
    """Whether a block device, or one below it, is decrypted by the kernel."""
    identity = text_of(f"{DEVICES}/{device}/dm/uuid") or ""
    if identity.startswith("CRYPT-"):
        return True
    try:
        below = os.listdir(f"{DEVICES}/{device}/slaves")
    except OSError:
        return False
    return depth > 0 and any(on_crypt(each, depth - 1) for each in below)


def refuse_loop(path: "Place") -> None:
    """Refuse a link that leads to itself: there is nothing to open, and no place for a book. Raises
    BookUnavailable."""
    try:
        os.stat(path)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise BookUnavailable(
                f"the book {named(path)} can't be opened: its link leads to itself.",
                "Remove the link, or use another book: am --book PATH",
            ) from None


def refuse_locked(path: "Place") -> None:
    """Raise BookUnavailable where no book is at a path because its folder is locked: a new one would be made
    outside of what is encrypted."""
    found = locked(os.path.dirname(os.path.realpath(path)))
    if found is not None:
        folder, what = found
        raise BookUnavailable(
            f"no book at {named(path)}: {named(folder)} {what}.",
            "Unlock it first. For a book that isn't to be in it, use another folder: am --book PATH",
        )


def locked(folder: str) -> tuple[str, str] | None:
    """The folder on a way that something is to be mounted at and isn't now, and what is the matter with it:
    one that the system's list of mounts names, or an empty one beside an encrypted side that is unused."""
    now = mounted()
    there, used = {each.point for each in now}, {each.source for each in now}
    listed = {each.point: each.name for each in mounts(listed_mounts())}
    while folder not in ("", "/", *there):
        if folder in listed:
            program = listed[folder]
            return folder, locked_by(program) if program in ENCRYPTED else "is a disk that isn't mounted"
        if is_empty(folder) and (beside := cipher_beside(folder, used)) is not None:
            return folder, locked_by(beside)
        folder = os.path.dirname(folder)
    return None


def locked_by(program: str) -> str:
    return f"looks like a locked {program} folder"


def listed_mounts() -> str:
    """What is to be mounted, a line each, with one blank between its parts."""
    lines = (line.split() for line in (text_of(FSTAB) or "").splitlines())
    return "\n".join(" ".join(parts) for parts in lines if len(parts) >= 4 and parts[0][:1] != "#")


def is_empty(folder: str) -> bool:
    """Whether a folder is there and nothing in it: so is one that nothing is mounted at."""
    try:
        return not os.listdir(folder)
    except OSError:
        return False


def cipher_beside(folder: str, used: set[str]) -> str | None:
    """What encrypts a folder beside another one that isn't mounted anywhere."""
    parent = os.path.dirname(folder)
    try:
        beside = [os.path.join(parent, name) for name in sorted(os.listdir(parent))]
    except OSError:
        return None
    for each in beside:
        for mark, program in CIPHER_FILES.items():
            if each not in used and os.path.isfile(os.path.join(each, mark)):
                return program
    return None
