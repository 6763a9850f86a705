"""The machine formats: JSON, JSON lines, CSV, TSV, Markdown and ids, for any list and page.

Text of the book is never markup and never a terminal command: outside JSON, which escapes in
its own way, control and direction characters are written as `\\xNN` and `\\uNNNN`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from amcli import jsontext
from amcli.errors import BadValue
from amcli.fields import Field, Row, renamed, with_old_names
from amcli.hints import TYPE_CHECKING, Any
from amcli.output.result import Listing, Options, Page
from amcli.rules.names import (
    ALIKE_OF_FEW,
    did_you_mean,
    markdown_text,
    near_names,
    quoted,
    shown,
    spreadsheet_text,
)

if TYPE_CHECKING:
    from amcli.page import Page as PersonsPage

LONGEST_FIELDS = 55
InBase = Callable[[int | float, str | None], int | None]


def as_json(value: Any) -> str:
    """One JSON text in the characters of the book: a page indented, a list with a row a line, which
    is as easy to read, to compare and to cut, and five times as fast to write."""
    return "\n".join(json_lines(value))


def json_lines(value: Any) -> Iterator[str]:
    """The same some lines at a time, so that a large answer is never there as a whole."""
    if isinstance(value, list) and value:
        yield "["
        yield from parted((jsontext.dumps(row, ascii=False) for row in value), len(value))
        yield "]"
    elif isinstance(value, dict) and value:
        yield "{"
        for at, (name, each) in enumerate(value.items(), 1):
            yield from safe_lines(member_lines(name, each), "," if at < len(value) else "")
        yield "}"
    else:
        yield safe_json(jsontext.indented(value))


def parted(texts: Iterable[str], many: int) -> Iterator[str]:
    """Texts with a comma after each but the last."""
    for at, text in enumerate(texts, 1):
        yield safe_json(text) + ("," if at < many else "")


def member_lines(name: Any, value: Any) -> Iterator[str]:
    """One member of a page: a list line by line, anything else at once."""
    if isinstance(value, list) and value:
        yield f"  {jsontext.name_of(name)}: ["
        yield from parted((f"    {jsontext.indented(each, '    ')}" for each in value), len(value))
        yield "  ]"
    else:
        yield f"  {jsontext.name_of(name)}: {jsontext.indented(value, '  ')}"


def safe_lines(texts: Iterator[str], end: str) -> Iterator[str]:
    """Lines, the last with what follows it."""
    before = next(texts)
    for text in texts:
        yield safe_json(before)
        before = text
    yield safe_json(before) + end


def safe_json(text: str) -> str:
    """Escape in JSON what a terminal would obey or hide, beyond what JSON itself escapes."""
    if text.isascii() and "\x7f" not in text:
        return text
    odd = {ord(char): f"\\u{ord(char):04x}" for char in set(text) if not is_plain(char)}
    return text.translate(odd) if odd else text


def is_plain(char: str) -> bool:
    """Whether a character may stand in JSON as itself."""
    return char == "\n" or " " <= char < "\x7f" or (ord(char) > 0xFFFF) or shown(char) == char


def lines_of_form(result: Listing | Page, options: Options, form: str) -> Iterator[str]:
    """The output in a machine format, line by line."""
    if form == "json":
        yield from json_lines(both_rows(result) if isinstance(result, Listing) else document(result))
    elif form == "jsonl":
        for row in both_rows(result):
            yield safe_json(jsontext.dumps(row, ascii=False))
    elif form == "ids":
        yield from ids(result)
    elif form == "md":
        yield from markdown(result, options)
    else:
        yield from cells(result, options, form)


def plain_rows(result: Listing | Page) -> list[Row]:
    """The rows with just their declared fields, in order."""
    if isinstance(result, Page) and not result.fields:
        return [result.data]
    names = [field.name for field in result.fields]
    return [{name: row[name] for name in names} for row in result.rows]


def both_rows(result: Listing | Page) -> list[Row]:
    """The same for JSON: renamed fields under their old names too."""
    if isinstance(result, Page) and not result.fields:
        return [document(result)]
    names = [(field.name, field.name) for field in result.fields]
    names += [(field.was, field.name) for field in result.fields if field.was]
    return [{said: row[name] for said, name in names} for row in result.rows]


def document(result: Page) -> Row:
    """The object of a page for JSON."""
    return result.data if result.shape is None else with_old_names(result.shape, result.data)


def ids(result: Listing | Page) -> Iterable[str]:
    """What commands accept for each row, one each; a row without a reference has none."""
    if isinstance(result, Page):
        return result.references
    named = (id_ for row in result.rows for id_ in result.reference(row).split("\n"))
    return dict.fromkeys(filter(None, named))


def markdown(result: Listing | Page, options: Options) -> Iterator[str]:
    """A page as its Markdown, a list as a table."""
    if isinstance(result, Page):
        if result.about.get("fits_none"):
            said = markdown_text(shown(f"Nothing matches {' '.join(result.about['filters'])}."))
            hint = result.about["hint"]()
            yield f"{said} {'`am help filters`' if hint is None else markdown_text(hint)}"
        elif (page := result.whole or result.page) is not None:
            from amcli.output.markdown import markdown as written

            yield from written(page())
        return
    names = [field.name for field in result.fields]
    if not options.no_header:
        heads = [name if name.isidentifier() else markdown_text(shown(name)) for name in names]
        yield "| " + " | ".join(heads) + " |"
        yield "|" + "|".join(" ---: " if numeric(field) else " --- " for field in result.fields) + "|"
    for row in result.rows:
        yield (
            "| " + " | ".join(markdown_text(read_cell(result, row, name, safe_cell)) for name in names) + " |"
        )


def plain_page(result: Listing) -> "PersonsPage":
    """What a person sees of a list that has no page of its own, or whose fields were chosen."""
    from amcli.page import Cell, Column, Sentence, Table, dash, says
    from amcli.page import Page as PersonsPage
    from amcli.rules.formatting import count, of

    whole = len(result.about["whole"])
    if not result.rows:
        return says(f"None of {count(whole, 'row')}." if whole else "Nothing to show.")
    columns = [Column(dash(field.name), right=numeric(field)) for field in result.fields]
    lines = [
        [dash(read_cell(result, row, field.name, cell)) for field in result.fields] for row in result.rows
    ]
    said = Cell(f"{of(len(result.rows), whole)} row{'' if whole == 1 else 's'}", "muted")
    return PersonsPage(parts=[Table(columns, lines, shared=True), Sentence(said)])


def read_cell(result: Listing, row: Row, name: str, write: Callable[[Any], str]) -> str:
    """A value as a person reads it: a share in per cent."""
    if name not in result.shares or row[name] is None:
        return write(row[name])
    from amcli.rules.formatting import percent

    return percent(row[name])


def numeric(field: Field) -> bool:
    return field.type in ("int", "number", "money")


def cells(result: Listing | Page, options: Options, form: str) -> Iterator[str]:
    """CSV or TSV with a header; a page gives its table, or its plain values."""
    columns: Sequence[Field] = result.fields
    names = [field.name for field in columns] or list(plain_rows(result)[0])
    write = safe_cell if form == "tsv" or options.raw else marked_cell
    heads = [write(name) for name in names]
    rows = ([write(row[name]) for name in names] for row in plain_rows(result))
    if form == "tsv":
        if not options.no_header:
            yield "\t".join(heads)
        for row in rows:
            yield "\t".join(row)
        return
    if not options.no_header:
        yield csv_line(heads)
    for row in rows:
        yield csv_line(row)


def csv_line(row: Sequence[str]) -> str:
    import _csv  # what `csv` writes with; the module brings `re`
    import io

    buffer = io.StringIO()
    _csv.writer(buffer, lineterminator="").writerow(row)
    return buffer.getvalue()


def safe_cell(value: Any) -> str:
    """A value as harmless text. JSON escapes in its own way: a backslash more would break it."""
    return safe_json(cell(value)) if isinstance(value, list | dict) else shown(cell(value))


def marked_cell(value: Any) -> str:
    """The same of a CSV, in which no spreadsheet runs a text."""
    text = safe_cell(value)
    return spreadsheet_text(text) if isinstance(value, str) else text


def cell(value: Any) -> str:
    """A value as text: missing is empty, yes and no are true and false, lists and objects are JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return jsontext.dumps(value, ascii=False)
    return str(value)


def shaped(result: Listing, options: Options, in_base: InBase | None = None) -> Listing:
    """A list with `--sort`, `--limit` and `--fields` applied; `in_base` converts amounts that are sorted by.
    Raises BadValue for unknown fields."""
    rows = result.rows
    for name in reversed(names_of(options.sort, "--sort")):
        field = known_field(result, name.removeprefix("-"), "--sort")
        rows = sorted_by(rows, key_of(field, in_base), descending=name.startswith("-"))
    if options.limit is not None:
        rows = rows[: options.limit]
    chosen = result.fields
    if options.fields is not None:
        names = names_of(options.fields, "--fields")
        chosen = tuple(as_typed(known_field(result, name, "--fields"), name) for name in names)
        rows = with_typed(rows, result.fields, chosen)
    return result._replace(rows=rows, fields=chosen, about={**result.about, "whole": result.rows})


def as_typed(field: Field, name: str) -> Field:
    """A field that was asked for, under the very name."""
    return field._replace(name=name, was="")


def with_typed(rows: list[Row], declared: Sequence[Field], chosen: Sequence[Field]) -> list[Row]:
    """Rows with the values that were asked for by old names under these."""
    asked = {field.name for field in chosen}
    old = [(field.was, field.name) for field in declared if field.was and field.was in asked]
    return [row | {was: row[name] for was, name in old} for row in rows] if old else rows


def names_of(text: str | None, option: str) -> list[str]:
    """Names with commas between. Raises BadValue where there is none."""
    names = [name.strip() for name in (text or "").split(",") if name.strip()]
    if text is not None and not names:
        raise BadValue(f"{option} {quoted(text)}: no field is named.")
    return names


def known_field(result: Listing, name: str, option: str) -> Field:
    """A field by its name, or the one it had; an unknown one is answered with its neighbours."""
    for field in result.fields:
        if field.name == name:
            return field
    for field in result.fields:
        if field.was == name:
            renamed(name, field.name)
            return field
    names = [field.name for field in result.fields]
    near = near_names(name, names, least=ALIKE_OF_FEW)
    raise BadValue(f"{option} {quoted(name)}: no such field.", did_you_mean(near, some_fields(names)))


def some_fields(names: list[str]) -> str:
    """As many names as stand on one line, the rest counted."""
    kept = names
    while len(text := ", ".join(kept)) > LONGEST_FIELDS:
        kept = kept[:-1]
    return f"Fields: {text}" if kept == names else f"Fields: {text} and {len(names) - len(kept)} more"


def sorted_by(rows: list[Row], key: Callable[[Row], Any], *, descending: bool) -> list[Row]:
    """Rows by a key, stable; those without one last in both directions."""
    keyed = [(key(row), row) for row in rows]
    there = [pair for pair in keyed if pair[0] is not None]
    there.sort(key=lambda pair: pair[0], reverse=descending)
    return [row for _, row in there] + [row for found, row in keyed if found is None]


def key_of(field: Field, in_base: InBase | None = None) -> Callable[[Row], Any]:
    """How rows are sorted by a field: a vocabulary in its order, amounts in one currency, all else by what it
    is. None where it is missing, and for an amount that cannot be converted."""
    name = field.name
    if field.choices:
        places = {value: (0, at) for at, value in enumerate(field.choices)}
        return lambda row: None if row[name] is None else places.get(row[name], (1, cell(row[name])))
    if field.type == "money" and in_base is not None:
        return lambda row: None if row[name] is None else in_base(row[name], row.get("currency"))
    return lambda row: None if row[name] is None else sort_key(row[name])


def sort_key(value: Any) -> tuple[int, Any]:
    """Numbers before text, text without regard to case, lists and objects by their JSON."""
    if isinstance(value, bool | int | float):
        return 0, value
    return 1, cell(value).casefold()
