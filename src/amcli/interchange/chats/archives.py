"""Zips that programs export chats in: what they are by the names in them, and one file of them read safely.

Nothing is ever unpacked onto the disk, and what comes out is counted while it is read, since a few bytes may
stand for gigabytes. Not for what is in the files.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from amcli.errors import BadValue
from amcli.interchange.content import SLACK, WHATSAPP
from amcli.interchange.incoming import Source
from amcli.rules.names import quoted, shown

TELLING = frozenset({"channels.json", "users.json", "org_users.json"})
DAY_FILE = re.compile(r"\d{4}-\d\d-\d\d\.json")


MARKS = (b"PK\x03\x04", b"PK\x05\x06")
LARGEST = 512 << 20
MOST_TIMES = 250
COUNTED_FROM = 8 << 20
MOST_NAMES = 200_000
CHUNK = 1 << 20
_CHAT = re.compile(r"(?:_chat|[^/]*whatsapp[^/]*)\.txt", re.IGNORECASE)


def is_zip(path: Path) -> bool:
    """Whether a file begins as a zip does; one that cannot be read is not."""
    try:
        with path.open("rb") as handle:
            return handle.read(4) in MARKS
    except OSError:
        return False


def names_in(path: Path) -> list[str]:
    """The names of what is in a zip; none where it is damaged, which its reader will say."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()[:MOST_NAMES]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []


def chats_among(names: list[str]) -> list[str]:
    """The files of a zip that WhatsApp calls a chat."""
    return [name for name in names if _CHAT.fullmatch(PurePosixPath(name).name)]


def chat_in(source: Source) -> bytes:
    """The one chat in a zip from WhatsApp. Raises BadValue where there are several, or it can't be read."""
    with opened(source) as archive:
        found = chats_among(archive.namelist())
        if len(found) != 1:
            raise BadValue(f"{shown(source.name)}: it has {len(found)} chats.", "Unpack it and name them.")
        return read(source, archive, found[0])


@contextmanager
def opened(source: Source) -> Iterator[zipfile.ZipFile]:
    """A zip whose names all stay within it. Raises BadValue for one that is damaged, or tries to get out."""
    try:
        with zipfile.ZipFile(source.path) as archive:
            for name in archive.namelist():
                if climbs(name):
                    raise BadValue(
                        f"{shown(source.name)}: {quoted(name)} leads out of it.",
                        "Nothing was imported from it.",
                    )
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        why = "is encrypted" if "encrypted" in str(error) else "is a damaged zip archive"
        raise BadValue(f"{shown(source.name)} {why}.", "Export it again.") from None
    except OSError as error:
        raise BadValue(f"{quoted(source.name)} can't be read: {error.strerror}.") from None


def climbs(name: str) -> bool:
    """Whether a name in an archive leads out of it."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or re.match("[A-Za-z]:", name) is not None


def read(source: Source, archive: zipfile.ZipFile, name: str) -> bytes:
    """One file of an archive. Raises BadValue where it unpacks into too much."""
    packed, found = archive.getinfo(name).compress_size, bytearray()
    with archive.open(name) as handle:
        while piece := handle.read(CHUNK):
            found += piece
            size = len(found)
            if size > LARGEST or (size > COUNTED_FROM and size > packed * MOST_TIMES):
                raise BadValue(
                    f"{shown(source.name)}: what is in it unpacks into more than {size >> 20:,} MB.",
                    "If that is right, unpack it and import what comes out.",
                )
    return bytes(found)


def is_slack(names: list[str]) -> bool:
    """Whether an archive or a folder with these names is an export of Slack."""
    there = {PurePosixPath(name).name for name in names if name.count("/") <= 1}
    return bool(there & TELLING) and any(DAY_FILE.fullmatch(PurePosixPath(name).name) for name in names)


def form_of_zip(path: Path) -> str | None:
    """What a zip is by the names in it; None for one that the table's reader names."""
    names = names_in(path)
    return SLACK if is_slack(names) else WHATSAPP if chats_among(names) else None
