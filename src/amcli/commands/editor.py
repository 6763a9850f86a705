"""The person's own editor on a temporary file: `-e` of log and edit, and `config edit`; and a record in it,
as TOML."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from amcli.context import Run
from amcli.errors import AmcliError, BadValue
from amcli.hints import TYPE_CHECKING, Any
from amcli.rules.names import shown
from amcli.storage import records

if TYPE_CHECKING:
    from amcli.commands.records import Kind, Opt


def edit_text(run: Run, text: str, suffix: str) -> str:
    """Let a person edit some text; gives what they saved.

    Raises BadValue where there is neither an editor nor a person, AmcliError when the editor fails.
    """
    command = editor_of(run)
    descriptor, name = tempfile.mkstemp(suffix=suffix, prefix="amcli-")
    path = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        with run.waiting():
            open_editor(command, path)
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadValue("what you wrote is not UTF-8 text.") from None
    finally:
        path.unlink(missing_ok=True)


def editor_of(run: Run) -> str:
    """The command that edits: VISUAL, else EDITOR, else vi for whoever sits at a terminal."""
    chosen = run.environ.get("VISUAL") or run.environ.get("EDITOR")
    if not chosen and not (run.terminal and run.stdin.isatty()):
        raise BadValue("no editor is set and there is no terminal.", "Set EDITOR, for example EDITOR=nano")
    return chosen or "vi"


def open_editor(command: str, path: Path) -> None:
    """Run an editor on a file and wait."""
    try:
        code = subprocess.call([*shlex.split(command), str(path)])
    except (OSError, ValueError) as error:
        raise AmcliError(
            f'the editor "{command}" can\'t be started: {error}.', "Set EDITOR, for example EDITOR=nano"
        ) from None
    if code:
        raise AmcliError(f'the editor "{command}" failed with exit code {code}.')


def edited(run: Run, kind: "Kind", row: int, title: str) -> dict[str, Any]:
    """The options a person changed in an editor; the record stands there as TOML, under its title."""
    import tomllib

    import tomli_w

    record = records.list_records(run.book, kind.name, row=row)[0]
    before = {
        opt.column: editable(opt.of(record) if opt.of is not None else record.get(opt.column))
        for opt in kind.options_of("edit")
        if not opt.column.startswith("_")
    }
    head = f"# {title}. Change what you like; an empty text clears a field.\n"
    after = edit_text(run, head + tomli_w.dumps(before), ".toml")
    try:
        said = tomllib.loads(after)
    except tomllib.TOMLDecodeError as error:
        raise BadValue(f"what you wrote can't be read: {error}. Nothing was changed.") from None
    unknown = set(said) - set(before)
    if unknown:
        raise BadValue(f'no field "{shown(sorted(unknown)[0])}". Nothing was changed.')
    by_column = {opt.column: opt for opt in kind.options_of("edit")}
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


def read_edited(run: Run, opt: "Opt", value: Any) -> Any:
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
