"""How `am import` is to read its files: what its options say, and what was saved under a name before.

Options count before what is saved. Not for reading the files (importing.py).
"""

from typing import TYPE_CHECKING

from amcli.configmaps import BUILT_IN, ORDERS, SavedMap, check_map_name, find_map
from amcli.context import Run
from amcli.errors import BadValue

if TYPE_CHECKING:
    from amcli.exchange.incoming import Asked


def said_now(
    preset: str | None,
    kind: str | None,
    columns: list[str],
    date_order: str | None,
    encoding: str | None,
    extra: bool,
) -> SavedMap:
    """What the options say. Raises BadValue."""
    from amcli.exchange.headers import parse_map

    if date_order is not None and date_order not in ORDERS:
        from amcli.rules.names import quoted

        raise BadValue(f"--date-order {quoted(date_order)}: dmy, mdy or ymd.")
    return SavedMap("", preset, kind, date_order, encoding, extra, parse_map(columns))


def with_saved(run: Run, said: SavedMap) -> SavedMap:
    """The same over what is saved under the name that `--preset` gives. Raises NotFound, BadValue."""
    if said.preset is None:
        return said
    if said.preset.casefold() in BUILT_IN:
        return said._replace(preset=said.preset.casefold())
    saved = find_map(run.config.maps(), said.preset)
    return SavedMap(
        saved.name,
        saved.preset or "none",
        said.kind or saved.kind,
        said.date_order or saved.date_order,
        said.encoding or saved.encoding,
        said.extra or saved.extra,
        {**saved.map, **said.map},
    )


def asked_of(told: SavedMap, raw: bool) -> "Asked":
    """The same for the reading of files; `raw` ones have no marks before formulas."""
    from amcli.exchange.incoming import Asked

    return Asked(
        told.kind, told.map, told.extra, told.date_order, told.encoding, raw, told.preset, told.name or None
    )


def which_sheet(run: Run, file: str, names: list[str]) -> str:
    """The sheet of a workbook that a person means, by its name or its number in the list; "" where there is
    nobody to ask."""
    from amcli.rules.names import shown

    if not run.can_ask():
        return ""
    for place, name in enumerate(names, start=1):
        print(f"  {place}  {shown(name)}", file=run.stderr)
    line = run.ask_line(f"{shown(file)}: which sheet?")
    return names[int(line) - 1] if line.isdecimal() and 1 <= int(line) <= len(names) else line


def check_saving(name: str, told: SavedMap) -> None:
    """Refuse a name that cannot be one, and a mapping that says nothing. Raises BadValue."""
    try:
        check_map_name(name)
    except BadValue as error:
        raise BadValue(f"--save-map {error.message}", error.hint) from None
    if not told.table():
        raise BadValue(
            f"--save-map {name}: nothing to save.",
            "It saves --preset, --kind, --map, --date-order, --encoding and --extra.",
        )


def save(run: Run, name: str, told: SavedMap) -> None:
    """Keep it in the configuration."""
    from amcli.commands.settings import keep
    from amcli.configfile import with_value

    # A change of its own: a plain undo is about the import.
    keep(run, with_value(run.config_path, f"maps.{name}", told.table()), automatic=True)
    print(f"am: saved as {name}: use it with --preset {name}", file=run.stderr)
