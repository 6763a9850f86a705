"""A record in a person's editor: its fields as TOML, and what was changed there as options.

Not for running the editor (editor.py).
"""

from typing import Any

from amcli.commands.editor import edit_text
from amcli.commands.records import Kind, Opt, title_of
from amcli.context import Run
from amcli.errors import BadValue
from amcli.rules.names import shown


def edited(run: Run, kind: Kind, row: int) -> dict[str, Any]:
    """The options a person changed in an editor; the record stands there as TOML."""
    import tomllib

    import tomli_w

    from amcli.storage import records

    record = records.listed(run.book, kind.name, row=row)[0]
    before = {
        opt.column: editable(opt.of(record) if opt.of is not None else record.get(opt.column))
        for opt in kind.options
        if not opt.column.startswith("_")
    }
    head = f"# {title_of(run, kind, row)}. Change what you like; an empty text clears a field.\n"
    after = edit_text(run, head + tomli_w.dumps(before), ".toml")
    try:
        said = tomllib.loads(after)
    except tomllib.TOMLDecodeError as error:
        raise BadValue(f"what you wrote can't be read: {error}. Nothing was changed.") from None
    unknown = set(said) - set(before)
    if unknown:
        raise BadValue(f'no field "{shown(sorted(unknown)[0])}". Nothing was changed.')
    by_column = {opt.column: opt for opt in kind.options}
    return {
        column: read_edited(run, by_column[column], value)
        for column, value in said.items()
        if value != before[column]
    }


def editable(value: Any) -> Any:
    """A value as TOML can hold it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return [item.get("typed", "") if isinstance(item, dict) else item for item in value]
    if isinstance(value, dict):
        return [f"{name}={item}" for name, item in value.items()]
    return value


def read_edited(run: Run, opt: Opt, value: Any) -> Any:
    """A value from the editor, read as the option would read it."""
    if opt.flag:
        return bool(value)
    try:
        if isinstance(value, list):
            return [opt.type.read(str(item), run) if opt.type else str(item) for item in value]
        if value == "" or opt.type is None:
            return value
        return opt.type.read(str(value), run)
    except BadValue as error:
        raise BadValue(f"{opt.column} {error.message}", error.hint) from None
