"""How `am import` is to read its files: what its options say, and what was saved under a name before.

Options count before what is saved. Not for reading the files (import_.py).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial

from amcli.config.file import with_value
from amcli.config.maps import ORDERS, SavedMap, built_in, check_map_name, find_map
from amcli.context import Run
from amcli.errors import BadValue
from amcli.hints import TYPE_CHECKING
from amcli.interchange.incoming import Asked
from amcli.interchange.mapping import NoKindError
from amcli.interchange.session import understand, unknown_words
from amcli.interchange.tables.unread import UnreadMoneyError
from amcli.output.importing import again
from amcli.output.progress import stage
from amcli.rules.dates import parse_duration
from amcli.rules.names import quoted, shown

if TYPE_CHECKING:
    from amcli.interchange.incoming import Incoming, Source
    from amcli.interchange.tables.unread import Unknown

Words = Mapping[str, Mapping[str, str]]
LEAVE_EMPTY = "-"


def said_now(
    preset: str | None,
    kind: str | None,
    columns: list[str],
    date_order: str | None,
    encoding: str | None,
    extra: bool,
    constants: Sequence[str] = (),
    other_words: Sequence[str] = (),
) -> SavedMap:
    """What the options say. Raises BadValue."""
    if date_order is not None and date_order not in ORDERS:
        raise BadValue(f"--date-order {quoted(date_order)}: dmy, mdy or ymd.")
    found = SavedMap("", preset, kind, date_order, encoding, extra, parse_map(columns))
    found = found._replace(set=parse_set(constants), values=parse_values(other_words))
    if both := found.map.keys() & found.set.keys():
        raise BadValue(f"{min(both)}: --map and --set both say where it comes from.", "Use one of them.")
    return found


def parse_map(options: list[str]) -> dict[str, str]:
    """Read `--map FIELD=COLUMN` options into {field: column}. Raises BadValue."""
    wanted: dict[str, str] = {}
    for option in options:
        field, sign, column = option.partition("=")
        if not sign or not field.strip() or not column.strip():
            raise BadValue(
                f"--map {quoted(option)}: no field and column in it.",
                'For example: --map name="Company name"',
            )
        if field.strip() in wanted:
            raise BadValue(f"--map {quoted(option)}: {field.strip()} already has a column.")
        wanted[field.strip()] = column.strip()
    return wanted


def parse_set(options: Sequence[str]) -> dict[str, str]:
    """Read `--set FIELD=VALUE` options into {field: value}. Raises BadValue."""
    found: dict[str, str] = {}
    for option in options:
        field, sign, value = option.partition("=")
        if not sign or not field.strip() or not value.strip():
            raise BadValue(
                f"--set {quoted(option)}: no field and value in it.", "For example: --set currency=EUR"
            )
        if field.strip() in found:
            raise BadValue(f"--set {quoted(option)}: {field.strip()} already has a value.")
        found[field.strip()] = value.strip()
    return found


def parse_values(options: Sequence[str]) -> dict[str, dict[str, str]]:
    """Read `--values FIELD:THEIRS=OURS` options into {field: {theirs: ours}}; nothing behind the `=` means an
    empty field. Raises BadValue."""
    found: dict[str, dict[str, str]] = {}
    for option in options:
        field, colon, words = option.partition(":")
        theirs, sign, ours = words.rpartition("=")
        if not (colon and sign and field.strip() and theirs.strip()):
            raise BadValue(
                f"--values {quoted(option)}: no field and words in it.",
                "For example: --values severity:urgent=critical",
            )
        known = found.setdefault(field.strip(), {})
        if any(theirs.strip().casefold() == each.casefold() for each in known):
            raise BadValue(f"--values {quoted(option)}: {quoted(theirs.strip())} already has a meaning.")
        known[theirs.strip()] = ours.strip()
    return found


def with_saved(run: Run, said: SavedMap) -> SavedMap:
    """The same over what is saved under the name that `--preset` gives. Raises NotFound, BadValue."""
    if said.preset is None:
        return said
    if said.preset.casefold() in built_in():
        return said._replace(preset=said.preset.casefold())
    saved = find_map(run.config.maps(), said.preset)
    return SavedMap(
        saved.name,
        saved.preset or "none",
        said.kind or saved.kind,
        said.date_order or saved.date_order,
        said.encoding or saved.encoding,
        said.extra or saved.extra,
        {**{name: column for name, column in saved.map.items() if name not in said.set}, **said.map},
        {**{name: value for name, value in saved.set.items() if name not in said.map}, **said.set},
        with_words(saved.values, said.values),
        said.sheet or saved.sheet,
    )


def whole_months(text: str) -> int:
    """Read `--term`. Raises BadValue for what isn't whole months."""
    try:
        found = parse_duration(text)
    except BadValue as error:
        raise BadValue(f"--term {error.message}", error.hint) from None
    if found.days:
        raise BadValue(f"--term {quoted(text)}: whole months.", "For example: --term 12m, --term 2y")
    return found.months


def with_words(saved: Words, said: Words) -> dict[str, dict[str, str]]:
    """What words mean: as saved, but for those that were said otherwise."""
    return {
        field: {
            **{
                theirs: ours
                for theirs, ours in saved.get(field, {}).items()
                if theirs.casefold() not in {each.casefold() for each in said.get(field, {})}
            },
            **said.get(field, {}),
        }
        for field in dict.fromkeys((*saved, *said))
    }


def asked_of(told: SavedMap, raw: bool) -> "Asked":
    """The same for the reading of files; `raw` ones have no marks before formulas."""
    return Asked(
        *(told.kind, told.map, told.extra, told.date_order, told.encoding, raw, told.preset),
        *(told.name or None, told.set, told.values, told.on, told.sheet),
    )


def which_sheet(run: Run, file: str, names: tuple[str, ...]) -> str:
    """The sheet of a workbook that a person means, by its name or its number in the list; "" for none."""
    for place, name in enumerate(names, start=1):
        print(f"  {place}  {shown(name)}", file=run.stderr)
    line = run.ask_line(f"{shown(file)}: which sheet?")
    return names[int(line) - 1] if line.isdecimal() and 1 <= int(line) <= len(names) else line


def understood(
    run: Run, sources: "Sequence[Source]", told: SavedMap, raw: bool, ask: bool
) -> "tuple[list[Incoming], SavedMap]":
    """The files as they are to be read, and how that was said; where someone is there to ask, the questions
    that columns and words leave open are asked. Raises AmcliError."""
    choose = cache(partial(which_sheet, run)) if ask else None
    while True:
        try:
            with stage(run, "reading") as end:
                asked = asked_of(told, raw)._replace(choose=choose and partial(after, end, choose))
                files = understand(sources, asked)
            break
        except NoKindError as error:
            raise BadValue(error.message, f"Say what it is:\n\t{again(run, *error.options)}") from None
        except UnreadMoneyError as error:
            field = money_field(run, error) if ask else ""
            if not field:
                raise
            told = told._replace(map={**told.map, field: error.header})
    for unknown in unknown_words(files) if ask else ():
        told = with_meaning(run, unknown, told)
    return files, told


def after(
    end: Callable[[], None], choose: Callable[[str, tuple[str, ...]], str], file: str, names: tuple[str, ...]
) -> str:
    """Choose with nothing drawn over the question."""
    end()
    return choose(file, names)


def money_field(run: Run, error: "UnreadMoneyError") -> str:
    """What a person says a column of money is; "" where they say nothing."""
    what = f"{shown(error.header)} looks like money: which of {', '.join(error.fields)}?"
    return answered(run, what, error.fields) or ""


def with_meaning(run: Run, unknown: "Unknown", told: SavedMap) -> SavedMap:
    """How files are read, with what a person says that a word means; nothing leaves its rows bad."""
    rows = f"{unknown.rows:,} row{'' if unknown.rows == 1 else 's'}"
    which = ", ".join(unknown.choices)
    what = f"{shown(unknown.column.header)} {quoted(unknown.word)}: {rows}, which of {which}?"
    value = answered(run, f"{what} ({LEAVE_EMPTY} for none)", (*unknown.choices, LEAVE_EMPTY))
    if value is None:
        return told
    value = "" if value == LEAVE_EMPTY else value
    unknown.means(value)
    return told._replace(values=with_words(told.values, {unknown.column.field.name: {unknown.word: value}}))


def answered(run: Run, question: str, choices: Sequence[str]) -> str | None:
    """One of some words that a person answers with, or the beginning of one; None for no answer."""
    while said := run.ask_line(question).casefold():
        fits = [each for each in choices if each == said] or [
            each for each in choices if each.startswith(said.replace(" ", "_"))
        ]
        if len(fits) == 1:
            return fits[0]
        print(f"One of {', '.join(choices)}; Enter leaves it open.", file=run.stderr)
    return None


def check_name(name: str) -> None:
    """Refuse a name for a mapping that cannot be one. Raises BadValue."""
    try:
        check_map_name(name)
    except BadValue as error:
        raise BadValue(f"--save-map {error.message}", error.hint) from None


def check_saving(name: str, told: SavedMap) -> None:
    """Refuse to save a mapping that says nothing. Raises BadValue."""
    if not told.table():
        raise BadValue(
            f"--save-map {name}: nothing to save.",
            "It saves --preset, --kind, --sheet, --map, --set, --values, --date-order, --encoding"
            " and --keep-extra.",
        )


def save(run: Run, name: str, told: SavedMap) -> None:
    """Keep it in the configuration."""
    from amcli.commands.config import keep  # which no import without --save-map needs

    # A change of its own: a plain undo is about the import.
    keep(run, with_value(run.config_path, f"maps.{name}", told.table()), automatic=True)
    print(f"am: saved as {name}: use it with --preset {name}", file=run.stderr)
