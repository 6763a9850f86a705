"""The person's own editor on a temporary file: `-e` of log and edit, and `config edit`."""

import os
from pathlib import Path

from amcli.context import Run
from amcli.errors import AmcliError, BadValue


def edit_text(run: Run, text: str, suffix: str) -> str:
    """Let a person edit some text; gives what they saved. Raises AmcliError when the editor fails."""
    import tempfile

    descriptor, name = tempfile.mkstemp(suffix=suffix, prefix="amcli-")
    path = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        open_editor(run, path)
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadValue("what you wrote is not UTF-8 text.") from None
    finally:
        path.unlink(missing_ok=True)


def open_editor(run: Run, path: Path) -> None:
    """Run VISUAL or EDITOR on a file and wait."""
    import shlex
    import subprocess

    command = run.environ.get("VISUAL") or run.environ.get("EDITOR") or "vi"
    try:
        code = subprocess.call([*shlex.split(command), str(path)])
    except (OSError, ValueError) as error:
        raise AmcliError(
            f'the editor "{command}" cannot be started: {error}.', "Set EDITOR, for example EDITOR=nano"
        ) from None
    if code:
        raise AmcliError(f'the editor "{command}" failed with exit code {code}.')
