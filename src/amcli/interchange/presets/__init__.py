"""The programs whose files import knows, a TOML file each in this folder, and which of them a file is of.

A preset is found by being here; reader.py says what is in it. A file is known by headers alone, and only by
those that no other file has. One that fits none is recognised as ever (headers.py); `--preset none` does that
with every file.
"""

from functools import cache

from amcli.config.maps import NO_PRESET, PRESETS, programs
from amcli.errors import BadValue
from amcli.interchange.kinds import kind_named
from amcli.interchange.presets.reader import Known, read_preset
from amcli.interchange.tables.layouts import Layout, Preset, strict_key

Found = tuple[Preset, list[Layout]]


@cache
def presets() -> tuple[Known, ...]:
    """All presets, in the order of lists. Raises BadValue that names file and key."""
    return tuple(read_preset(PRESETS / f"{each.name}.toml") for each in programs())


def recognise(name: str, headers: list[str], asked: str | None, kind: str | None) -> Found | None:
    """The system and the layouts that a file called `name` is of; None where it is of none.

    `asked` is --preset, `kind` --kind. Raises BadValue where the file is not what was asked for.
    """
    if asked == NO_PRESET:
        return None
    keys = {strict_key(header) for header in headers}
    chosen = [each for each in presets() if asked in (None, each.preset.name)]
    wanted = None if kind is None else kind_named(kind)
    fits: list[Found] = []
    for each in chosen:
        for parts in each.fitting(keys):
            if own := [part for part in parts if wanted is None or part.kind == wanted.name]:
                fits.append((each.preset, each.layouts(own)))
    if fits:
        return max(fits, key=lambda found: understood(found[1], keys))
    if asked is not None:
        raise not_of(chosen[0], name)
    return None


def understood(layouts: list[Layout], keys: set[str]) -> int:
    """How many of the headers mean something to these layouts."""
    known = {strict_key(header) for layout in layouts for take in layout.takes for header in take.headers}
    return len(known & keys)


def not_of(known: Known, name: str) -> BadValue:
    """The error for a file that is not of the system it was said to be of."""
    return BadValue(
        f"{name}: its headers don't look like a file from {known.preset.label}.",
        f"Known files: {', '.join(known.titles)}. Without --preset it is read like any other file.",
    )
