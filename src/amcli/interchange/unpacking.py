"""Tables that come compressed with gzip: unpacked into a folder of their own, with an eye on their size.

A few bytes may stand for gigabytes, so what comes out is counted while it is written. Not for archives of
several files: those are refused by what they are (encoding.py).
"""

from pathlib import Path

from amcli.errors import BadValue
from amcli.rules.names import shown

MARK = b"\x1f\x8b"
CHUNK = 1 << 20
# Text is packed to a tenth or a twentieth of its size; equal lines to a thousandth.
MOST = 2 << 30
MOST_TIMES = 250
COUNTED_FROM = 64 << 20


def is_packed(path: Path) -> bool:
    """Whether a file begins as gzip does; one that cannot be read is not."""
    try:
        with path.open("rb") as handle:
            return handle.read(2) == MARK
    except OSError:
        return False


def unpacked(path: Path, name: str, target: Path) -> Path:
    """Unpack a file called `name` in messages into `target`. Raises BadValue for one that is damaged or
    that unpacks into too much."""
    import gzip
    import zlib

    read, written = path.stat().st_size, 0
    try:
        with gzip.open(path) as packed, target.open("wb") as handle:
            while piece := packed.read(CHUNK):
                written += len(piece)
                if written > MOST or (written > COUNTED_FROM and written > read * MOST_TIMES):
                    raise BadValue(
                        f"{shown(name)} is unpacked into more than {written >> 20:,} MB.",
                        "If that is right, unpack it and import what comes out.",
                    )
                handle.write(piece)
    except (gzip.BadGzipFile, zlib.error, EOFError):
        raise BadValue(f"{shown(name)} is a damaged gzip file.", "Export it again.") from None
    except OSError as error:
        raise BadValue(f"{shown(name)} cannot be unpacked: {error.strerror}.") from None
    return target
