"""The person's own editor on a temporary file: `-e` of log and edit, and `config edit`."""

import os
from pathlib import Path

from amcli.context import Run
from amcli.errors import AmcliError, BadValue


def edit_text(run: Run, text: str, suffix: str) -> str:
    """Let a person edit some text; gives what they saved.

    Raises BadValue where there is neither an editor nor a person, AmcliError when the editor fails.
    """
    import tempfile

    command = editor_of(run)
    descriptor, name = tempfile.mkstemp(suffix=suffix, prefix="amcli-")
    path = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
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
    import shlex
    import subprocess

    try:
        code = subprocess.call([*shlex.split(command), str(path)])
    except (OSError, ValueError) as error:
        raise AmcliError(
            f'the editor "{command}" can\'t be started: {error}.', "Set EDITOR, for example EDITOR=nano"
        ) from None
    if code:
        raise AmcliError(f'the editor "{command}" failed with exit code {code}.')
