"""The text of the settings file, changed: comments and order stay. Not for reading it (settings.py), nor for
writing it where undo should know of it (storage/settings_file.py).
"""

from collections.abc import Mapping

from amcli.config.settings import RISK, Config, check, old_name
from amcli.errors import AmcliError, BadValue
from amcli.hints import TYPE_CHECKING, Any
from amcli.rules.names import shown

if TYPE_CHECKING:
    from pathlib import Path

    from tomlkit import TOMLDocument


def text_of(path: "Path") -> str | None:
    """The file as it is, to the ends of its lines; None where there is none. Raises AmcliError."""
    try:
        return path.read_bytes().decode("utf-8") if path.is_file() else None
    except UnicodeDecodeError:
        raise AmcliError(f"{shown(str(path))} is not UTF-8 text; nothing was changed.") from None
    except OSError as error:
        raise AmcliError(f"{shown(str(path))} cannot be read: {error.strerror}.") from None


def with_setting(path: "Path", name: str, value: Any) -> tuple[str, Any]:
    """The text of the file with a setting, and its value as it was read. Raises BadValue."""
    value = check(name, value)
    if name.startswith(RISK):
        check_among_others(path, name.removeprefix(RISK), value)
    return with_value(path, in_file(name), value), value


def in_file(name: str) -> str:
    """The name of a setting as the file has it: currencies in capitals."""
    return f"fx.{name[3:].upper()}" if name.startswith("fx.") else name


def with_settings(path: "Path", settings: Mapping[str, Any]) -> str:
    """The text of the file with several figures of the score, checked together. Raises BadValue."""
    import tomlkit

    from amcli.rules.figures import check_together

    found = {name: check(name, value) for name, value in settings.items()}
    figures = {name.removeprefix("risk."): value for name, value in found.items()}
    check_together({**Config.load(path).model.figures, **figures})
    document = tomlkit.parse(text_of(path) or "")
    for name, value in found.items():
        put_value(document, path, name, value)
    return tomlkit.dumps(document)


def with_value(path: "Path", name: str, value: Any) -> str:
    """The text of the file with a value under a name with dots; a table replaces the one there."""
    import tomlkit

    document = tomlkit.parse(text_of(path) or "")
    put_value(document, path, name, value)
    return tomlkit.dumps(document)


def put_value(document: "TOMLDocument", path: "Path", name: str, value: Any) -> None:
    """Set a value of the text of a file, which then has no other by an old name. Raises BadValue."""
    import tomlkit

    *tables, last = name.split(".")
    table: Any = document
    for part in tables:
        if part not in table:
            table[part] = tomlkit.table()
        table = table[part]
        if not isinstance(table, Mapping):
            raise BadValue(
                f"{shown(str(path))} has a value where the table {part} should be.", "Fix it: am config edit"
            )
    table[last] = value
    remove_old(document, name)


def remove_old(document: "TOMLDocument", name: str) -> bool:
    """Remove what the text has of a setting under the name that it had before; whether there was any."""
    old = old_name(name) if name.startswith(RISK) else name
    return old != name and remove(document, old)


def with_several(path: "Path", settings: Mapping[str, Any]) -> str:
    """The text of the file with several settings, none of which is a figure of the score. Raises BadValue."""
    import tomlkit

    document = tomlkit.parse(text_of(path) or "")
    for name, value in settings.items():
        put_value(document, path, name, check(name, value))
    return tomlkit.dumps(document)


def without(path: "Path", name: str) -> str | None:
    """The text of the file without what it has under a name; None where it has nothing there. A table that
    is left with nothing, not even a comment, goes too."""
    import tomlkit

    document = tomlkit.parse(text_of(path) or "")
    found = [remove(document, name), remove_old(document, name)]
    return tomlkit.dumps(document) if any(found) else None


def remove(document: "TOMLDocument", name: str) -> bool:
    """Remove what the text has under a name; whether there was any."""
    chain = tables_to(document, name)
    for table, part in zip(reversed(chain or []), reversed(name.split(".")), strict=chain is not None):
        del table[part]
        if table is document or len(table) or str(table.as_string()).strip():
            break
    return chain is not None


def tables_to(document: "TOMLDocument", name: str) -> list[Any] | None:
    """The tables on the way to a name, the whole file first; None where the way ends before it."""
    chain: list[Any] = []
    found: Any = document
    for part in name.split("."):
        if not isinstance(found, Mapping) or part not in found:
            return None
        chain.append(found)
        found = found[part]
    return chain


def check_among_others(path: "Path", name: str, value: float) -> None:
    """Refuse a figure of the score that contradicts the others of a file, unless they do already: then
    they are set right one by one. Raises BadValue."""
    from amcli.rules.figures import check_together

    try:
        figures = Config.load(path).model.figures
    except BadValue:
        return
    check_together({**figures, name: value})
