"""How `am import` is to read its files: what its options say, and what was saved under a name before.

Options count before what is saved. Not for reading the files (import_.py).
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial

from amcli.commands.declared import option
from amcli.commands.options import Yes
from amcli.commands.readers import HAPPENED, Word
from amcli.config.file import with_value
from amcli.config.maps import ORDERS, SavedMap, built_in, check_map_name, find_map
from amcli.context import Run
from amcli.errors import BadValue
from amcli.hints import TYPE_CHECKING, Annotated, NamedTuple
from amcli.interchange.incoming import Asked
from amcli.interchange.mapping import NoKindError
from amcli.interchange.session import understand, unknown_words
from amcli.interchange.tables.unread import UnreadMoneyError, slug
from amcli.output.importing import again
from amcli.output.progress import stage
from amcli.rules.dates import parse_duration
from amcli.rules.names import quoted, shown

if TYPE_CHECKING:
    from amcli.interchange.incoming import Incoming, Source
    from amcli.interchange.tables.unread import Unknown

Words = Mapping[str, Mapping[str, str]]
LEAVE_EMPTY = "-"
# A plan is no list: it has words for a person and one object for a program.
FORMAT = option("--output", "-o", reader=Word(("table", "json")), help="Output format.")


class ImportOptions(NamedTuple):
    """How files are to be read, and what is to become of them."""

    kind: Annotated[
        str | None,
        option("--kind", metavar="KIND", help="What the files contain, if their headers don't say."),
    ] = None
    column: Annotated[
        list[str] | None, option("--map", metavar="FIELD=COLUMN", help="Read a field from this column.")
    ] = None
    constant: Annotated[
        list[str] | None,
        option("--set", metavar="FIELD=VALUE", help="Give a field the same value in every row."),
    ] = None
    other_words: Annotated[
        list[str] | None,
        option("--values", metavar="FIELD:THEIRS=OURS", help="What a word in the files means here."),
    ] = None
    preset: Annotated[
        str | None,
        option("--preset", metavar="PRESET", help="The program the files come from, or a saved mapping."),
    ] = None
    save_map: Annotated[
        str | None, option("--save-map", metavar="NAME", help="Save how these files are read, for --preset.")
    ] = None
    source: Annotated[
        str | None,
        option(
            "--source",
            metavar="NAME",
            help="Where the files come from, if neither --preset nor their name says it.",
        ),
    ] = None
    source_wins: Annotated[
        bool, option("--source-wins", help="Replace other sources' values, but never your own edits.")
    ] = False
    dry_run: Annotated[bool, option("--dry-run", help="Show the plan and change nothing.")] = False
    yes: Yes = False
    skip_bad: Annotated[
        bool, option("--skip-bad", help="Skip bad rows and write them to FILE.bad.csv, next to the backups.")
    ] = False
    bad: Annotated[
        str | None, option("--bad", metavar="FILE", help="Skip bad rows and write them to this file.")
    ] = None
    clear_empty: Annotated[
        bool, option("--clear-empty", was="--clear", help="Let an empty cell clear the field.")
    ] = False
    keep_extra: Annotated[
        bool, option("--keep-extra", was="--extra", help="Keep unknown columns as custom fields.")
    ] = False
    create_accounts: Annotated[
        bool, option("--create-accounts", help="Add accounts that rows name and aren't in the book.")
    ] = False
    term: Annotated[
        str | None,
        option("--term", metavar="12m", help="How long contracts run that have an end and no first day."),
    ] = None
    no_link: Annotated[bool, option("--no-link", help="Don't link renewals to earlier contracts.")] = False
    date_order: Annotated[
        str | None,
        option("--date-order", metavar="dmy|mdy|ymd", help="How to read dates such as 03/04/2026."),
    ] = None
    encoding: Annotated[
        str | None, option("--encoding", metavar="NAME", help="The files' encoding, if am guesses it wrong.")
    ] = None
    on: Annotated[dt.date | None, option("--on", reader=HAPPENED, help="Date of a meeting's transcript.")] = (
        None
    )
    sheet: Annotated[
        str | None, option("--sheet", metavar="NAME", help="The sheet of a workbook to read.")
    ] = None
    full_text: Annotated[
        bool,
        option(
            "--full-text",
            was="--bodies",
            help="Keep the full text of emails and chats, not just the first line.",
        ),
    ] = False
    by_domain: Annotated[
        bool, option("--by-domain", help="Also count email with anyone at an account's domain.")
    ] = False
    quiet: Annotated[bool, option("--quiet", "-q", help="Print nothing if nothing changed.")] = False
    raw: Annotated[bool, option("--raw", help="Keep the ' before what looks like a formula.")] = False
    output: Annotated[str | None, FORMAT] = None


def said_now(asked: ImportOptions) -> SavedMap:
    """What the options say. Raises BadValue."""
    if asked.date_order is not None and asked.date_order not in ORDERS:
        raise BadValue(f"--date-order {quoted(asked.date_order)}: dmy, mdy or ymd.")
    found = SavedMap(
        "", asked.preset, asked.kind, asked.date_order, asked.encoding, asked.keep_extra,
        parse_map(asked.column or []), set=parse_set(asked.constant or ()),
        values=parse_values(asked.other_words or ()), on=asked.on.isoformat() if asked.on else None,
        sheet=asked.sheet,
    )  # fmt: skip
    if both := found.map.keys() & found.set.keys():
        raise BadValue(f"{min(both)}: --map and --set both say where it comes from.", "Use one of them.")
    return found


def parse_map(options: list[str]) -> dict[str, str]:
    """Read `--map FIELD=COLUMN` options into {field: column}. Raises BadValue."""
    wanted: dict[str, str] = {}
    for given in options:
        field, sign, column = given.partition("=")
        if not sign or not field.strip() or not column.strip():
            raise BadValue(
                f"--map {quoted(given)}: no field and column in it.", 'For example: --map name="Company name"'
            )
        if field.strip() in wanted:
            raise BadValue(f"--map {quoted(given)}: {field.strip()} already has a column.")
        wanted[field.strip()] = column.strip()
    return wanted


def parse_set(options: Sequence[str]) -> dict[str, str]:
    """Read `--set FIELD=VALUE` options into {field: value}. Raises BadValue."""
    found: dict[str, str] = {}
    for given in options:
        field, sign, value = given.partition("=")
        if not sign or not field.strip() or not value.strip():
            raise BadValue(
                f"--set {quoted(given)}: no field and value in it.", "For example: --set currency=EUR"
            )
        if field.strip() in found:
            raise BadValue(f"--set {quoted(given)}: {field.strip()} already has a value.")
        found[field.strip()] = value.strip()
    return found


def parse_values(options: Sequence[str]) -> dict[str, dict[str, str]]:
    """Read `--values FIELD:THEIRS=OURS` options into {field: {theirs: ours}}; nothing behind the `=` means an
    empty field. Raises BadValue."""
    found: dict[str, dict[str, str]] = {}
    for given in options:
        field, colon, words = given.partition(":")
        theirs, sign, ours = words.rpartition("=")
        if not (colon and sign and field.strip() and theirs.strip()):
            raise BadValue(
                f"--values {quoted(given)}: no field and words in it.",
                "For example: --values severity:urgent=critical",
            )
        known = found.setdefault(field.strip(), {})
        if any(theirs.strip().casefold() == each.casefold() for each in known):
            raise BadValue(f"--values {quoted(given)}: {quoted(theirs.strip())} already has a meaning.")
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
        said.on,
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
    """What a person says a column of money is, a custom field for none of its fields; "" where they say
    nothing."""
    print(f"{shown(error.header)} looks like money, and no {error.noun} has a value.", file=run.stderr)
    what = f"Which is it: {', '.join(error.fields)}? ({LEAVE_EMPTY} for none)"
    field = answered(run, what, (*error.fields, LEAVE_EMPTY), "stops the import") or ""
    return f"extra.{slug(error.header)}" if field == LEAVE_EMPTY else field


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


def answered(run: Run, question: str, choices: Sequence[str], enter: str = "leaves it open") -> str | None:
    """One of some words that a person answers with, or the beginning of one; None for no answer, and what
    that does is said after a wrong one."""
    while said := run.ask_line(question).casefold():
        fits = [each for each in choices if each == said] or [
            each for each in choices if each.startswith(said.replace(" ", "_"))
        ]
        if len(fits) == 1:
            return fits[0]
        print(f"One of {', '.join(choices)}; Enter {enter}.", file=run.stderr)
    return None


def check_save_name(name: str) -> None:
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
