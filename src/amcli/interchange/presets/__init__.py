"""The systems whose files import knows: one entry each in PRESETS, and which of them a file is of.

By headers alone, and only by those that no other file has. A file that fits none is recognised as ever
(headers.py); `--preset none` does that with every file.
"""

from amcli.errors import BadValue
from amcli.interchange.kinds import kind_named
from amcli.interchange.presets.addressbooks import GOOGLE, LINKEDIN, OUTLOOK, THUNDERBIRD
from amcli.interchange.presets.close import CLOSE
from amcli.interchange.presets.dynamics import DYNAMICS
from amcli.interchange.presets.hubspot import HUBSPOT
from amcli.interchange.presets.pipedrive import PIPEDRIVE
from amcli.interchange.presets.salesforce import SALESFORCE
from amcli.interchange.presets.sell import SELL
from amcli.interchange.presets.stripe import STRIPE
from amcli.interchange.presets.zoho import ZOHO
from amcli.interchange.tables.layouts import Layout, Preset, strict_key

# The phone log that has no headers: it has no layouts either (interchange/calls reads it).
HEADLESS = Preset("asterisk", "Asterisk", ())
PRESETS: tuple[Preset, ...] = (
    *(HUBSPOT, SALESFORCE, PIPEDRIVE, ZOHO, DYNAMICS, CLOSE, SELL, STRIPE),
    *(GOOGLE, OUTLOOK, LINKEDIN, THUNDERBIRD, HEADLESS),
)
NO_PRESET = "none"

Found = tuple[Preset, list[Layout]]


def recognise(name: str, headers: list[str], asked: str | None, kind: str | None) -> Found | None:
    """The system and the layouts that a file called `name` is of; None where it is of none.

    `asked` is --preset, `kind` --kind. Raises BadValue where the file is not what was asked for.
    """
    if asked == NO_PRESET:
        return None
    keys = {strict_key(header) for header in headers}
    chosen = [preset for preset in PRESETS if asked in (None, preset.name)]
    fits = [
        (preset, layouts)
        for preset in chosen
        for layouts in files_of(preset)
        if any(fit(layout, keys) for layout in layouts)
    ]
    if kind is not None and (wanted := kind_named(kind)) is not None:
        fits = [
            (preset, [layout for layout in layouts if layout.kind == wanted.name]) for preset, layouts in fits
        ]
        fits = [(preset, layouts) for preset, layouts in fits if layouts]
    if fits:
        return max(fits, key=lambda each: understood(each[1], keys))
    if asked is not None:
        (preset,) = chosen
        raise not_of(preset, name)
    return None


def files_of(preset: Preset) -> list[list[Layout]]:
    """The layouts of a system by the files that they are of."""
    files = dict.fromkeys((layout.title, layout.needs) for layout in preset.layouts)
    return [[layout for layout in preset.layouts if (layout.title, layout.needs) == file] for file in files]


def fit(layout: Layout, keys: set[str]) -> bool:
    """Whether a file with these headers is of a layout."""
    has = all(any(strict_key(header) in keys for header in group) for group in layout.needs)
    return has and not any(strict_key(header) in keys for header in layout.never)


def understood(layouts: list[Layout], keys: set[str]) -> int:
    """How many of the headers mean something to these layouts."""
    known = {strict_key(header) for layout in layouts for take in layout.takes for header in take.headers}
    return len(known & keys)


def not_of(preset: Preset, name: str) -> BadValue:
    """The error for a file that is not of the system it was said to be of."""
    titles = ", ".join(dict.fromkeys(layout.title for layout in preset.layouts))
    return BadValue(
        f"{name}: its headers don't look like a file from {preset.label}.",
        f"Known files: {titles}. Without --preset it is read like any other file.",
    )
