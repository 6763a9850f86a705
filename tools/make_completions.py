"""Writes `completions/am.bash` from the command tree: `python -m tools.make_completions [--write]`.

Commands and options complete without starting Python: the script holds the whole tree as words.
Without `--write` it only says whether the stored script is current (exit 1 when it is not).
"""

import sys
from pathlib import Path
from typing import Any

import typer

from amcli.app import app

TARGET = Path(__file__).parent.parent / "completions" / "am.bash"
HEAD = """\
# Completion of am and amcli for bash. Made by tools/make_completions.py; do not edit.
# Use it:  source completions/am.bash   (or copy it to /etc/bash_completion.d/am)

_am_words() {
    case "$1" in
"""
TAIL = """\
    esac
}

_am() {
    local word path="" known before=""
    COMPREPLY=()
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case "$before" in --book | --config | --today | --color)
            before="$word"
            continue
            ;;
        esac
        before="$word"
        [[ "$word" == -* ]] && continue
        known=" $(_am_words "$path") "
        [[ "$known" == *" $word "* ]] && path="${path:+$path }$word"
    done
    mapfile -t COMPREPLY < <(compgen -W "$(_am_words "$path")" -- "${COMP_WORDS[COMP_CWORD]}")
}

complete -o default -F _am am amcli
"""


def words(context: Any, command: Any, path: str) -> dict[str, list[str]]:
    """What may follow each path of the tree: its commands, then its options."""
    options = [name for param in command.params for name in param.opts if name.startswith("-")]
    options += [name for param in command.params for name in param.secondary_opts]
    help_names = ["-h", "--help"]
    names = list(command.list_commands(context)) if hasattr(command, "list_commands") else []
    found = {path: [*names, *sorted({*options, *help_names})]}
    for name in names:
        found |= words(context, command.get_command(context, name), f"{path} {name}".strip())
    return found


def script() -> str:
    """The whole script."""
    root: Any = typer.main.get_command(app)
    context = root.context_class(root, info_name="am")
    lines = [
        f"    '{path}') echo '{' '.join(following)}' ;;\n"
        for path, following in words(context, root, "").items()
    ]
    return HEAD + "".join(lines) + TAIL


def main() -> None:
    """Write the script, or say whether it is current."""
    made = script()
    if "--write" in sys.argv:
        TARGET.write_text(made, encoding="utf-8")
    elif TARGET.read_text(encoding="utf-8") != made:
        sys.exit("completions/am.bash is not current: python -m tools.make_completions --write")


if __name__ == "__main__":
    main()
